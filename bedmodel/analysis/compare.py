"""Options side by side: each figure in each option, and how it differs from a reference, future by future.

Every option meets the same futures (a draw has the same value of each assumption wherever its distribution is the
same), so differences are taken draw by draw: what all options share cancels. Source of the method: common random
numbers; Glasserman and Yao, "Some guidelines and guarantees for common random numbers" (1992).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bedmodel.analysis.alignment import common_years, short_names
from bedmodel.analysis.headline import headline
from bedmodel.analysis.kinds import NOTHING, Figure, Kind, Reading, read, summarised
from bedmodel.defaults import DRAWS, SEED
from bedmodel.figures import columns
from bedmodel.metrics import METRICS, Selector
from bedmodel.once import Once
from bedmodel.results import Array, Results
from bedmodel.runs import Progress, run
from bedmodel.scenario.scenario import Scenario

SAME = 1e-9
"""Of the larger of two figures: what lies closer together is the same, the rest is rounding."""
FAN = (0.1, 0.25, 0.75, 0.9)
Statistics = tuple[float | None, ...]
"""Central, mean, P10, P50, P90; None where there is none."""


@dataclass(frozen=True)
class Against:
    """A figure of an option less that of the reference, and in what share of the futures it is better."""

    difference: Statistics
    better: float | None = None
    same: float | None = None
    worse: float | None = None


@dataclass(frozen=True)
class Compared:
    """A figure of one option. `against` is None where the reference has none; the reference's own is all 0."""

    value: Statistics
    against: Against | None = None


@dataclass(frozen=True)
class Row:
    """A figure of one year in every option; None where an option has no such figure."""

    figure: Figure
    year: str | None
    options: tuple[Compared | None, ...]


@dataclass(frozen=True)
class Course:
    """A figure over the years: its central value (year,), and P10, P25, P75 and P90 (4, year) where there are draws."""

    central: Array
    fan: Array | None


@dataclass(frozen=True)
class Option:
    """One option: its name, and its results without the tables of figures, which would fill the memory."""

    name: str
    results: Results
    courses: Mapping[Selector, Course] = field(default_factory=dict)


@dataclass(frozen=True)
class Comparison:
    """Options side by side, against one of them."""

    options: tuple[Option, ...]
    reference: int
    years: tuple[str, ...]
    """The years compared."""
    rows: tuple[Row, ...]

    @property
    def against(self) -> Option:
        """The reference."""
        return self.options[self.reference]

    @property
    def draws(self) -> int:
        """How many futures each option was tried in."""
        return self.against.results.draws


def compare(
    scenarios: Sequence[Scenario],
    *,
    reference: int = 0,
    figures: Sequence[Figure] | None = None,
    years: Sequence[str] | None = None,
    courses: Sequence[Selector] = (),
    draws: int = DRAWS,
    seed: int = SEED,
    once: Once | None = None,
    progress: Progress | None = None,
    look: Callable[[int, Results], None] | None = None,
) -> Comparison:
    """Run scenarios on the same futures and compare them.

    `figures` are the headline where left out, `years` the last year that all share; `courses` are figures whose way
    over the years is wanted too. `once` may hold what loading them has shared. Of all options but the one that is being
    run only the figures wanted are kept; `look(number, results)` is called while an option has all of them, with what
    its risks do. Raises ScenarioError where options cannot be put side by side or one of them
    cannot be run, ModelError where one gives no number.
    """
    shared = common_years(scenarios, reference)
    years = tuple(years or shared[-1:])
    wanted = [(figure, year) for figure in figures or headline(scenarios) for year in _years_of(figure, years)]
    once, names, ran = once or Once(), short_names(scenarios), 0

    def tried(number: int) -> tuple[Option, list[Reading | None]]:
        """An option and what is read of it; the tables of its draws go when this returns."""

        def report(done: int, _: int) -> None:
            """Tell how far all options together have come."""
            if progress is not None:
                progress(ran * draws + done, len(scenarios) * draws)

        results = run(scenarios[number], draws=draws, seed=seed, once=once, progress=report, register=look is not None)
        if look is not None:
            look(number, results)
        ways = {selector: course(results, selector) for selector in courses if has(results, selector)}
        found = [read(figure, results, year or shared[-1]) for figure, year in wanted]
        return Option(names[number], replace(results, central={}, drawn={}, samples={}), ways), found

    first, base = tried(reference)
    options, cells = [], []
    for number in range(len(scenarios)):
        ran += number != reference
        option, found = (first, base) if number == reference else tried(number)
        options.append(option)
        cells.append([_compared(f, mine, other) for (f, _), mine, other in zip(wanted, found, base, strict=True)])
    rows = [Row(figure, year, tuple(parts)) for (figure, year), *parts in zip(wanted, *cells, strict=True)]
    kept = rows if figures else [row for row in rows if _tells(row.figure, rows)]
    return Comparison(tuple(options), reference, years, tuple(kept))


def _years_of(figure: Figure, years: Sequence[str]) -> Sequence[str | None]:
    """The years that a figure is wanted for; None where it belongs to no year."""
    if figure.kind.way == "inputs":
        return [None]
    return years if figure.year is None else [figure.year]


def _tells(figure: Figure, rows: Sequence[Row]) -> bool:
    """Whether any option has the figure in any year and, where it is optional, whether it is anything but zero."""
    cells = [cell for row in rows if row.figure == figure for cell in row.options if cell is not None]
    numbers = [number for cell in cells for number in cell.value if number is not None]
    return any(abs(number) > SAME for number in numbers) if figure.optional else bool(numbers)


def _compared(figure: Figure, mine: Reading | None, base: Reading | None) -> Compared | None:
    if mine is None:
        return None
    value = _known(mine.statistics)
    return Compared(value, None if base is None else against(figure.kind, mine, base))


def against(kind: Kind, mine: Reading, base: Reading) -> Against:
    """How a figure differs from the reference's, draw by draw, and how often it is better, the same or worse.

    Better and worse are None where more of the figure is neither good nor bad. Everything but the central difference is
    None where there are no draws, or where the figure is missing in some (how full beds are that are not open).
    """
    central = mine.central - base.central
    if mine.drawn is None or base.drawn is None:
        return Against(_known((central, *[NOTHING] * 4)))
    difference = mine.drawn - base.drawn
    if not np.isfinite(difference).all():
        return Against(_known((central, *[NOTHING] * 4)))
    rest = summarised(difference)
    if kind.way == "below zero":
        rest = (rest[0], *[NOTHING] * 3)
    near = np.abs(difference) <= SAME * np.maximum(np.abs(mine.drawn), np.abs(base.drawn))
    same, more, less = (float(np.mean(which)) for which in (near, (difference > 0) & ~near, (difference < 0) & ~near))
    if kind.better is None:
        return Against(_known((central, *rest)), same=same)
    better, worse = (more, less) if kind.better == "more" else (less, more)
    return Against(_known((central, *rest)), better, same, worse)


def _known(numbers: Sequence[float]) -> Statistics:
    return tuple(None if np.isnan(number) else number for number in numbers)


def has(results: Results, selector: Selector) -> bool:
    """Whether an option has a pool or line of a metric."""
    label = selector.pool or selector.line
    return results.has(selector.metric) and label in columns(results.scenario, METRICS[selector.metric])


def course(results: Results, selector: Selector) -> Course:
    """A figure over all years of an option."""
    places = [replace(selector, year=year) for year in results.years]
    central = np.array([results.value(place) for place in places])
    if not results.draws:
        return Course(central, None)
    drawn = np.stack([results.draws_of(place) for place in places], axis=1)
    return Course(central, np.quantile(drawn, FAN, axis=0))
