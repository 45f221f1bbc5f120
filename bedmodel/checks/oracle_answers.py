"""What this program answers where a published answer is known, worked out with the functions that a run uses.

One function for each entry of `oracles.yaml`, under its name there with _ for -. They take what is `given` and return
what the entry `gives`, one number or several, in its unit. Functions are looked up in their modules when they are
called, so that what is checked is what a run would call.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import partial

import numpy as np

from bedmodel import runs
from bedmodel.analysis import importance, sobol
from bedmodel.checks.two_wards import FILE, LAST
from bedmodel.draws import curves, streams
from bedmodel.model import (
    appraisal,
    bed_money,
    beds,
    calendar,
    erlang,
    ledger,
    levers,
    midnight,
    money,
    need,
    roots,
    split,
    within_year,
    workforce,
)
from bedmodel.model.axes import Array
from bedmodel.problems import Place
from bedmodel.scenario import load
from bedmodel.scenario.distribution import Normal
from bedmodel.years import DAYS_IN_YEAR

SEED = 1
ONE = np.ones((1, 1, 1))
Pair = tuple[float, float]


def plan_counts(first: Pair, second: Pair) -> list[float]:
    """Beds closed and their share in per cent, of each pool and of both, by running a scenario that says so."""
    settings = []
    for pool, (before, after) in (("first", first), ("second", second)):
        settings += [f"pools.{pool}.beds={before}", f"pools.{pool}.beds_plan.{LAST}={after}"]
    results = runs.run(load.load(FILE, settings=settings), draws=0)
    found = []
    for pool in ("first", "second", "all"):
        before, after = (results.value(f"beds.available[pool={pool},year={y}]") for y in (results.years[0], LAST))
        found += [after - before, 100 * (after / before - 1)]
    return found


def bct2014_base(closed: float, base: float) -> float:
    """Beds missing against a base, in per cent of it."""
    gap = beds.bed_gap(np.array([base - closed]), np.array([base]))
    return float(-100 * gap[0] / base)


def hold_occupancy(before: float, after: float, growth: float) -> float:
    """The effect at which a lever keeps the beds after as full as those before, in per cent."""
    full = 0.9
    grown = need.occupied_before_levers(ONE * before, ONE * full, ONE * (1 + growth), ONE, ONE, ONE)

    def fuller(effect: Array) -> Array:
        lever = levers.Lever(effect[:, None, None], None, ONE, ONE, None, ONE)
        left = levers.apply_levers(grown, [lever], np.zeros((1, 1, 0))).occupied
        return np.asarray(beds.occupancy(left, ONE * after)[:, 0, 0] - full)

    return float(100 * roots.falling_root(fuller, np.zeros(1), np.ones(1))[0])


def beds_at_growth(before: float, growth: float, after: float) -> list[float]:
    """Beds needed at the occupancy that they are planned for, and open less needed."""
    occupancy = ONE * 0.92
    grown = need.occupied_before_levers(ONE * before, occupancy, ONE * (1 + growth), ONE, ONE, ONE)
    required = beds.beds_required(grown, occupancy)
    return [float(required[0, 0, 0]), float(beds.bed_gap(ONE * after, required)[0, 0, 0])]


def erlang_b_1(beds: float, refused: float) -> float:
    """The load at which beds turn away a share of patients."""
    return float(erlang.load_for_refusal(np.array([beds]), np.array([refused]))[0])


def erlang_b_2(load: float, beds: float) -> float:
    """The share turned away, in per cent."""
    return float(100 * erlang.refusal(np.array([load]), np.array([beds]))[0])


def erlang_b_85(beds: float, occupancy: float) -> float:
    """The share turned away by beds that are so full, in per cent."""
    load = erlang.load_for_occupancy(np.array([beds]), np.array([occupancy]))
    return float(100 * erlang.refusal(load, np.array([beds]))[0])


def poisson_tail(mean: float, beds: float) -> float:
    """The chance of at least so many patients: of more than one fewer."""
    return float(midnight.chance_over(np.array([beds - 1.0]), np.array([mean]), np.ones(1))[0])


def square_root(mean: float, share_of_days: float) -> float:
    """The fewest whole beds that are exceeded on no more than a share of the days."""
    alike = calendar.calendar_of(np.ones((12, 1)), np.ones((7, 1)))
    days = np.array([share_of_days * DAYS_IN_YEAR])
    return float(beds.whole_beds(within_year.beds_for_days_over(alike, np.array([mean]), np.ones(1), days))[0])


def pert_mean(low: float, mode: float, high: float) -> list[float]:
    """Mean and standard deviation of what the curve draws, at the middles of many equal slices."""
    slices = 200_000
    values = curves.pert(low, mode, high).value((np.arange(slices) + 0.5) / slices)
    return [float(values.mean()), float(values.std())]


def normal_p10p90(p10: float, p90: float) -> float:
    """How many standard deviations lie between the two centiles that a normal is given by."""
    curve = Normal.model_construct(place=Place("oracle"), path="oracle", kind="normal", p10=p10, p90=p90)
    _, deviation = curve.moments()
    return (p90 - p10) / deviation


def copula(rho: float, draws: float) -> float:
    """Spearman's rank correlation of two streams that are linked."""
    drawn = {path: streams.uniforms(path, SEED, int(draws)) for path in ("a", "b")}
    joined = streams.correlate(drawn, {("a", "b"): rho})
    return importance.rank_correlation(joined["a"], joined["b"])


def discount(years: Sequence[int]) -> list[float]:
    """The factors of some years."""
    return [float(factor) for factor in appraisal.discount_factors(max(years))[list(years)]]


def annuity(years: float) -> float:
    """What £1 in each of so many years is worth."""
    return appraisal.annuity(appraisal.discount_factors(int(years)))


def npv_1(flow: Sequence[float]) -> float:
    """What a flow from year 0 on is worth."""
    return float(appraisal.present_value(np.array(flow, float), appraisal.discount_factors(len(flow) - 1)))


def ev_1(values: Sequence[float], probabilities: Sequence[float]) -> float:
    """The mean of what a discrete distribution draws, at the middles of a thousand equal slices."""
    slices = 1000
    drawn = curves.DiscreteCurve(tuple(values), tuple(probabilities)).value((np.arange(slices) + 0.5) / slices)
    return float(drawn.mean())


def capital_charge(amount: float, life: float, pdc: float) -> list[float]:
    """Depreciation, PDC and both in the year of opening."""
    one, opening = np.ones((1, 1)), np.array([0.0])
    both, depreciation = (
        float(money.capital_charges(one * amount, one * life, one * rate, opening)[0, 0]) for rate in (pdc, 0.0)
    )
    return [depreciation, both - depreciation, both]


def ishigami(a: float, b: float, points: float) -> list[float]:
    """First-order, then total shares of variance of sin x + a sin² y + b z⁴ sin x, x, y, z uniform on −π to π."""

    def function(shares: Array) -> Array:
        x, y, z = np.pi * (2 * shares - 1)
        return np.asarray(np.sin(x) + a * np.sin(y) ** 2 + b * z**4 * np.sin(x))[None]

    found = sobol.variance_shares(function, *sobol.design(3, int(points), SEED), [[0], [1], [2]], seed=SEED)
    return [float(share) for part in (found.first, found.total) for share in part.value[0]]


def nhp_example(factors: Sequence[float]) -> float:
    """Need with some of its factors, the others 1."""
    given = [ONE * factor for factor in factors]
    return float(need.occupied_before_levers(ONE, ONE, *given, *[ONE] * (4 - len(given)))[0, 0, 0])


def nhp_example_reductions(kept: Sequence[float]) -> float:
    """What levers leave of need that each leave so much of."""
    chain = [levers.Lever(ONE * (1 - left), None, ONE, ONE, None, ONE) for left in kept]
    return float(levers.apply_levers(ONE, chain, np.zeros((1, 1, 0))).occupied[0, 0, 0])


def lmdi(before: Sequence[float], after: Sequence[float]) -> float:
    """What the parts of a product's change miss it by, relative to it."""

    def state(values: Sequence[float]) -> dict[Hashable, split.Term[str]]:
        return {"term": split.Term({str(at): np.array([float(v)]) for at, v in enumerate(values)}, alone="alone")}

    change = float(np.prod(after) - np.prod(before))
    parts = split.split(state(before), state(after))
    return (sum(float(part[0]) for part in parts.values()) - change) / change


def bed_closure_money(beds: float, occupancy: float, per_day: float) -> float:
    """The cost of beds for a year, £m."""
    return float(bed_money.bed_year_cost(np.array(beds), np.array(occupancy), np.array(per_day)))


def whole_wards(beds: float, ward: float) -> list[float]:
    """Whole wards, the beds in them, and those left over."""
    whole = float(bed_money.whole_wards(np.array(beds), np.array(ward)))
    return [whole / ward, whole, beds - whole]


def gp_workforce(stock: float, flows: Sequence[float], target: float) -> list[float]:
    """Staff after five years of flows, each spread evenly over them, and staff less target."""
    years, one = 5, np.ones((1, 1))
    flow = partial(workforce.Flow, 0, rate=None, base=one, by_year=None, years=one * years, rounded_down=False)
    inputs = workforce.WorkforceInputs(
        stock=ONE * stock,
        target=ONE * target,
        with_target=np.array([0]),
        target_per_1000=np.zeros((1, 1, 0)),
        flows=[flow(sign=float(np.sign(size)), total=one * abs(size), factor=one) for size in flows],
    )
    found = workforce.project_workforce(inputs, np.ones((1, years)))
    return [float(found.stock[0, -1, 0]), float(found.gap[0, -1, 0])]


def table_sums(lines: Sequence[float]) -> float:
    """What the lines that are part of a total sum to."""
    amount = np.array([[[0.0, *lines]]])
    return float(ledger.parts_of(amount, np.array([ledger.NOWHERE, *[0] * len(lines)]))[0, 0, 0])
