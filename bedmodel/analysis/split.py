"""Why a figure changes: its change between two years, or two options, split into what each driver makes of it.

The split is exact in the central case and in every draw. Source of the method: see `bedmodel.model.split`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat

import numpy as np

from bedmodel.analysis.alignment import common_years, short_names
from bedmodel.analysis.drivers import FIXED, Driver, in_order, title_of
from bedmodel.analysis.kinds import NOTHING, Reading, summarised
from bedmodel.analysis.moment import Moment, Terms
from bedmodel.analysis.split_beds import BEDS, on_one_standard
from bedmodel.analysis.split_lines import STAFF, sum_of_lines
from bedmodel.analysis.split_money import MONEY
from bedmodel.analysis.trials import CENTRAL, Futures, Trials, of_money
from bedmodel.figures import read_figure
from bedmodel.metrics import ALL, METRICS, Metric, Selector
from bedmodel.model.split import split as split_terms
from bedmodel.problems import ModelError
from bedmodel.results import Array
from bedmodel.runs import Progress

TERMS: Mapping[str, Terms] = {**BEDS, **MONEY, **STAFF}
EXACT = 1e-9
"""Of the largest figure or term: what the parts may miss the change by, and what counts as nothing."""


@dataclass(frozen=True)
class Place:
    """Where one of the two figures stands that a split lies between."""

    trials: Trials
    year: str
    name: str
    """What its option is called."""

    @property
    def at(self) -> int:
        """The number of the year."""
        return self.trials.scenario.span.index(self.year)


@dataclass(frozen=True)
class End(Place):
    """That figure."""

    figure: Reading


@dataclass(frozen=True)
class Part:
    """What one driver makes of the change."""

    driver: Driver
    title: str
    amount: Reading
    moves: bool
    """Whether it is more than rounding in the central case or in any draw."""


@dataclass(frozen=True)
class Split:
    """A change of a figure and the parts that sum to it."""

    figure: Selector
    start: End
    end: End
    change: Reading
    parts: tuple[Part, ...]
    """In the order in which the model reads."""

    @property
    def metric(self) -> Metric:
        """What kind of figure it is."""
        return METRICS[self.figure.metric]

    @property
    def of_options(self) -> bool:
        """Whether it lies between two options in one year, not between two years."""
        return self.start.trials is not self.end.trials

    @property
    def draws(self) -> int:
        """In how many futures it was made."""
        return self.start.trials.draws

    @property
    def moving(self) -> tuple[Part, ...]:
        """The parts that are anything but nothing."""
        return tuple(part for part in self.parts if part.moves)

    @property
    def still(self) -> tuple[Part, ...]:
        """The parts that could have been something and are nothing."""
        return tuple(p for p in self.parts if not p.moves and (self.of_options or p.driver.kind not in FIXED))


def split_years(
    trials: Trials,
    figure: Selector,
    first: str | None = None,
    last: str | None = None,
    progress: Progress | None = None,
) -> Split:
    """Split the change of a figure from one year to another; the first and the last year where left out.

    Raises KeyError where the scenario has no such figure or year, or where the figure has no parts.
    """
    years = trials.scenario.span.names
    first, last = first or years[0], last or years[-1]
    for year in (first, last):
        check(trials, replace(figure, year=year))
    name = trials.scenario.content.scenario.id
    return _split(figure, Place(trials, first, name), Place(trials, last, name), progress)


def split_options(
    first: Trials, second: Trials, figure: Selector, year: str | None = None, progress: Progress | None = None
) -> Split:
    """Split the difference of a figure between two options in one year: the second less the first, on the same futures.

    The last year that both have where none is given. Raises ScenarioError where the two cannot be put side by side,
    KeyError where one of them has no such figure or year, or where the figure has no parts, ValueError where their
    futures are not the same.
    """
    if (first.seed, first.draws) != (second.seed, second.draws):
        raise ValueError("both options need the same futures: the same seed and as many draws")
    scenarios = (first.scenario, second.scenario)
    shared = common_years(scenarios)
    year = year or shared[-1]
    names = short_names(scenarios)
    for trials in (first, second):
        check(trials, replace(figure, year=year))
    return _split(figure, Place(first, year, names[0]), Place(second, year, names[1]), progress)


def check(trials: Trials, figure: Selector) -> None:
    """Raises KeyError where a scenario has no such figure, or where it has no parts; with the figures that have."""
    trials.check(figure)
    if figure.year == ALL:
        raise KeyError(f"`{figure}`: a split lies between two years; leave `year=all` out")
    single = figure.line is not None or figure.pool not in (None, ALL)
    metric = METRICS[figure.metric]
    if figure.metric in TERMS or (metric.axis != "none" and metric.adds_up and not single):
        return
    known = ", ".join(metric for metric in TERMS if trials.has(metric))
    single = single and metric.adds_up
    what = f"one {'line' if figure.line else 'pool'}, which has" if single else "a figure that has"
    more = f"; leave `{'line' if figure.line else 'pool'}` out to split the total" if single else ""
    raise KeyError(
        f"`{replace(figure, year=None)}` is {what} no parts{more}. What can be split here: {known}; and the total of "
        "every other figure that is the sum of its lines or pools"
    )


@dataclass(frozen=True)
class _Taken:
    """A split in some futures: both figures and the part of each driver. Shape of each (draw,)."""

    start: Array
    end: Array
    parts: Mapping[Driver, Array]
    size: float
    """The largest of the figures and of the terms they are made of, of which rounding takes its share."""

    def part_of(self, driver: Driver) -> Array:
        """What a driver makes of the change; nothing where it is in no term of these futures."""
        return self.parts.get(driver, np.zeros(1))


def _split(figure: Selector, start: Place, end: Place, progress: Progress | None) -> Split:
    central = _taken(figure, start, end, CENTRAL, CENTRAL, None)
    draws, drawn = start.trials.draws, None
    if draws:
        drawn = _taken(figure, start, end, start.trials.futures, end.trials.futures, progress)
    drivers = in_order(list(dict.fromkeys([*central.parts, *(drawn.parts if drawn else ())])))

    def reading(of: Callable[[_Taken], Array]) -> Reading:
        """Something of the split: its central value, and its value in every draw."""
        middle = float(of(central)[0])
        if drawn is None:
            return Reading(middle, None, (middle, *[NOTHING] * 4))
        values = np.broadcast_to(of(drawn), (draws,))
        return Reading(middle, values, (middle, *summarised(values)))

    ends = [
        End(**vars(start), figure=reading(lambda taken: taken.start)),
        End(**vars(end), figure=reading(lambda taken: taken.end)),
    ]
    change = reading(lambda taken: taken.end - taken.start)
    amounts = {driver: reading(partial(_Taken.part_of, driver=driver)) for driver in drivers}
    least = EXACT * max(central.size, 0.0 if drawn is None else drawn.size)
    named = {end.name: end.trials.scenario for end in ends}
    parts = [
        Part(driver, title_of(driver, figure.metric, named), amount, _size(amount) > least)
        for driver, amount in amounts.items()
    ]
    return Split(figure, ends[0], ends[1], change, tuple(parts))


def _size(reading: Reading) -> float:
    """The largest value of a figure, whatever its sign."""
    return max(abs(reading.central), 0.0 if reading.drawn is None else float(np.abs(reading.drawn).max()))


def _taken(
    figure: Selector, start: Place, end: Place, before: Futures, after: Futures, progress: Progress | None
) -> _Taken:
    """The split in some futures, block by block."""
    count = max(before.count, after.count)
    ends = np.empty((2, count))
    parts: dict[Driver, Array] = {}
    size, terms = 0.0, TERMS.get(figure.metric, sum_of_lines)
    for moments in _moments(figure, start, end, before, after):
        places = [moment.projected for moment in moments]
        block = slice(max(place.start for place in places), max(place.stop for place in places))
        for at, (moment, place) in enumerate(zip(moments, (start, end), strict=True)):
            ends[at, block] = read_figure(moment.scenario, moment.projected.tables, replace(figure, year=place.year))
        _check_numbers(figure, ends[:, block])
        before_and_after = on_one_standard(*(terms(moment, figure) for moment in moments))
        found = split_terms(*before_and_after)
        sizes = [ends[:, block], *(term.value for state in before_and_after for term in state.values())]
        size = max(size, *(float(np.abs(values).max()) for values in sizes))
        _check_sum(figure, ends[:, block], found, size)
        for driver, part in found.items():
            parts.setdefault(driver, np.zeros(count))[block] = part
        if progress is not None:
            progress(block.stop, count)
    return _Taken(ends[0], ends[1], parts, size)


def _moments(
    figure: Selector, start: Place, end: Place, before: Futures, after: Futures
) -> Iterator[tuple[Moment, Moment]]:
    """Both sides of a split, block by block; of one scenario each block is projected once.

    Where nothing varies in one of two options, its one future meets every block of the other.
    """
    money = of_money([figure])
    if start.trials is end.trials:
        for both in start.trials.projections(before, money=money):
            yield Moment(both, start.at), Moment(both, end.at)
        return
    blocks = [place.trials.projections(f, money=money) for place, f in ((start, before), (end, after))]
    if before.count != after.count:
        blocks = [repeat(next(b)) if f.count == 1 else b for b, f in zip(blocks, (before, after), strict=True)]
    for first, second in zip(*blocks, strict=False):
        yield Moment(first, start.at), Moment(second, end.at)


def _check_numbers(figure: Selector, ends: Array) -> None:
    """Raises KeyError where how full beds are has no answer, ModelError where another figure is no number."""
    if np.isfinite(ends).all():
        return
    if figure.metric.startswith("occupancy"):
        raise KeyError(f"`{figure}` cannot be split: in one of the two years or options no bed is open")
    raise ModelError(f"the model gives no number for {figure}; a growth rate may be far too large")


def _check_sum(figure: Selector, ends: Array, parts: Mapping[Driver, Array], size: float) -> None:
    """Raises ModelError where the parts do not sum to the change: the split then takes apart another model."""
    missed = np.abs(ends[1] - ends[0] - sum(parts.values(), np.zeros(1)))
    if (missed > EXACT * size).any():
        raise ModelError(f"the parts of {figure} miss its change by {missed.max():.3g}; please report this")
