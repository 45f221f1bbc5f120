"""The figures about people and beds as sums of products of drivers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from bedmodel.analysis.drivers import Driver
from bedmodel.analysis.moment import Moment, State, Terms, plain
from bedmodel.compile import Values
from bedmodel.compile.care import bands_of
from bedmodel.metrics import Selector
from bedmodel.model.axes import total
from bedmodel.model.split import Term
from bedmodel.results import Array
from bedmodel.years import DAYS_IN_YEAR

Factors = dict[Driver, Array]


def need_indices(moment: Moment, at: int) -> Factors:
    """What moves a pool's need before levers, against the baseline year: indices whose product is its growth.

    The demographic index is split into people now ÷ people then, and the rest of it: their ages.
    """
    beds = moment.projected.beds
    people = people_index(moment)
    moved_by = {name: moment.at(path)[:, at] for name, path in vars(beds.moved_by).items()}
    return {
        Driver("people"): people,
        Driver("age"): moved_by["demographic"] / people,
        Driver("health"): moved_by["health"],
        Driver("growth"): moved_by["other_growth"],
        Driver("stay"): moved_by["stay"],
    }


def people_index(moment: Moment) -> Array:
    """People against the baseline year (index). Shape (draw,)."""
    people = total(moment.projected.beds.people)
    return np.asarray(moment.at(people) / people[:, 0])


def _need(moment: Moment, at: int) -> Factors:
    inputs = moment.projected.inputs
    start = {
        Driver("beds-at-start"): inputs.beds.planned[:, 0, at],
        Driver("occupancy-at-start"): inputs.need.occupancy[:, 0, at],
    }
    return start | need_indices(moment, at)


def _levers(moment: Moment, at: int, pool: str) -> tuple[Factors, dict[Driver, Array]]:
    """What each lever leaves of a pool's patients before it, and the patients it brings where there were none.

    What it leaves counts care that comes from other pools, and places that limit it. Where a pool is empty before a
    lever and not after it, no ratio says so: that factor is 1, and the patients are a term of their own.
    """
    beds = moment.projected.beds
    before, factors, brought = moment.at(beds.occupied_before_levers)[:, at], {}, {}
    for (name, lever), counts in zip(moment.scenario.content.levers.items(), beds.after_each_lever, strict=True):
        if pool not in lever.acts_on and (lever.moves_to is None or lever.moves_to.pool != pool):
            continue
        after, driver = moment.at(counts)[:, at], Driver("lever", name)
        shape = np.broadcast_shapes(before.shape, after.shape)
        some = np.broadcast_to(before > 0, shape)
        factors[driver] = np.divide(after, before, out=np.ones(shape), where=some)
        from_none = np.where(some, 0.0, after)
        if from_none.any():
            brought[driver] = from_none
        before = after
    return factors, brought


def _need_terms(
    moment: Moment,
    selector: Selector,
    *,
    levers: bool,
    further: Callable[[Moment, int], Factors] = lambda moment, at: {},
    sign: float = 1.0,
) -> State:
    """The patients of each pool, before or after levers, times what follows from them."""
    state: State = {}
    for at, pool in moment.pools(selector):
        factors, brought = _levers(moment, at, pool) if levers else ({}, {})
        more = further(moment, at)
        state[pool, "need"] = Term(_need(moment, at) | factors | more, Driver("pool", pool), sign)
        drivers = list(factors)
        for driver, patients in brought.items():
            later = {other: factors[other] for other in drivers[drivers.index(driver) + 1 :]}
            state[pool, driver] = Term({driver: patients} | later | more, driver, sign)
    return state


def _per_standard(moment: Moment, at: int, *, before: bool = False) -> Factors:
    """Beds for each patient; under an access standard, fewer the more patients share them."""
    beds = moment.projected.beds
    standard = moment.projected.inputs.beds.standards.occupancy[:, 0, at]
    if not np.isnan(standard).all():
        return {Driver("standard"): 1.0 / standard}
    required, occupied = (
        (beds.required_before_levers, beds.occupied_before_levers) if before else (beds.required, beds.occupied)
    )
    required, occupied = moment.at(required)[:, at], moment.at(occupied)[:, at]
    return {Driver("size"): np.divide(required, occupied, out=np.ones_like(required), where=occupied > 0)}


def on_one_standard(before: State, after: State) -> tuple[State, State]:
    """Terms of two options of which one is held to an occupancy and the other to access: the standard differs.

    Beds for each patient then belong to the standard on both sides; apart they would be two large parts of no meaning.
    """
    kinds = {Driver("standard"), Driver("size")}
    mixed = [name for name in before if name in after and kinds <= {*before[name].factors, *after[name].factors}]

    def renamed(state: State) -> State:
        return {name: _with_standard(term) if name in mixed else term for name, term in state.items()}

    return renamed(before), renamed(after)


def _with_standard(term: Term[Driver]) -> Term[Driver]:
    by_size = Driver("size")
    factors = {Driver("standard") if driver == by_size else driver: part for driver, part in term.factors.items()}
    return replace(term, factors=factors)


def _open(moment: Moment, selector: Selector) -> dict[Driver, tuple[Array, Array]]:
    """Beds open, step by step: as planned, with those held open, without those that events shut.

    For each step that the scenario knows, beds before and after it, of all the pools asked for. Shape (draw,).
    """
    beds, which = moment.projected.beds, [at for at, _ in moment.pools(selector)]
    planned, held, left = (
        total(moment.at(path)[:, which]) for path in (beds.planned_beds, beds.before_events, beds.available)
    )
    steps = {Driver("plan"): (np.zeros(1), planned)}
    inputs = moment.projected.inputs.beds
    if inputs.gated.any():
        steps[Driver("gate")] = (planned, held)
    if inputs.lost.any():
        steps[Driver("events")] = (held, left)
    return steps


def _open_terms(moment: Moment, selector: Selector, each: Mapping[Driver, Array] | None = None) -> State:
    """Beds open of each pool as a sum of steps, each times what is given."""
    state: State = {}
    for _, pool in moment.pools(selector):
        for driver, (before, after) in _open(moment, Selector(selector.metric, pool=pool)).items():
            alone = Driver("pool", pool) if driver.kind == "plan" else driver
            state[pool, driver.kind] = Term({driver: after - before, **(each or {})}, alone)
    return state


def _per_open_bed(moment: Moment, selector: Selector) -> Factors:
    """1 ÷ beds open, as a product of steps; where a step begins with no bed, the one before it counts for both."""
    factors: Factors = {}
    steps = list(_open(moment, selector).items())
    for number, (driver, (before, after)) in enumerate(steps):
        last = number == len(steps) - 1
        start = 1.0 if number == 0 else np.where(before > 0, before, after)
        end = after if last else np.where(after > 0, after, steps[number + 1][1][1])
        factors[driver] = np.asarray(start / end)
    return factors


def _occupancy(moment: Moment, selector: Selector, *, season: str = "") -> State:
    """The patients of each pool ÷ all the beds open, of all the pools asked for; perhaps in a season, by its index."""
    per_bed = _per_open_bed(moment, selector)

    def further(moment: Moment, at: int) -> Factors:
        index = {Driver("season"): getattr(moment.projected.beds, season)[:, 0, at]} if season else {}
        return index | per_bed

    return _need_terms(moment, selector, levers=True, further=further)


def _gap(moment: Moment, selector: Selector) -> State:
    """Beds open less beds needed."""
    needed = _need_terms(moment, selector, levers=True, further=_per_standard, sign=-1.0)
    return _open_terms(moment, selector) | needed


def _per_thousand(moment: Moment, selector: Selector) -> State:
    people = moment.at(total(moment.projected.beds.people))
    return _open_terms(moment, selector, {Driver("people"): 1000.0 / people})


def _population(moment: Moment, selector: Selector) -> State:
    """People by age band."""
    bands = bands_of(Values(moment.scenario))
    people = moment.at(moment.projected.beds.people)
    return {band: plain(Driver("band", band), people[:, at]) for at, band in enumerate(bands)}


def _no_destination(moment: Moment, selector: Selector) -> State:
    """Bed-days with no stated destination, by lever."""
    removed = moment.at(moment.projected.beds.removed) * moment.projected.inputs.unstated * DAYS_IN_YEAR
    return {
        name: plain(Driver("lever", name), removed[:, at]) for at, name in enumerate(moment.scenario.content.levers)
    }


BEDS: Mapping[str, Terms] = {
    "population.total": _population,
    "beds.available": _open_terms,
    "beds.occupied_before_levers": partial(_need_terms, levers=False),
    "beds.occupied": partial(_need_terms, levers=True),
    "beds.required_before_levers": partial(_need_terms, levers=False, further=partial(_per_standard, before=True)),
    "beds.required": partial(_need_terms, levers=True, further=_per_standard),
    "beds.gap": _gap,
    "beds.per_1000": _per_thousand,
    "occupancy.mean": _occupancy,
    "occupancy.winter": partial(_occupancy, season="winter_index"),
    "occupancy.worst_month": partial(_occupancy, season="month_index"),
    "care.no_stated_destination": _no_destination,
}
"""How each of these figures is made up."""
