"""Switching values as a page: the answer in words, a row for each assumption, and the break-even of two."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.analysis.break_even import BreakEven
from bedmodel.analysis.switching import FAR, FEW_VARIED, Solution, Switching, ordered
from bedmodel.report.cells import Cell, Table, folded, spaced
from bedmodel.report.page import Page
from bedmodel.report.phrases import of_futures
from bedmodel.report.solve_words import Shown, answers, question

ROWS = 9
"""Points of a break-even curve in a table."""
NEEDED = (
    "Needed: the value nearest to the scenario's at which it holds; below it, P10 to P90 of the futures' own. So good: "
    "in how many futures the assumption's own spread reaches there."
)


def solve_page(solution: Solution, curve: BreakEven | None = None) -> Page:
    """What was asked, where the scenario stands, and what each assumption would have to be."""
    return Page(
        heading=f"What must you believe? {solution.trials.scenario.content.scenario.title}",
        answer=[question(solution), *answers(solution)],
        guide=_guide(solution),
        tables=[*_table(solution), *([_curve(curve)] if curve else [])],
        notes=list(_notes(solution)),
    )


def _guide(solution: Solution) -> str:
    text = "Each assumption is varied by itself; all others, and what was solved for, stay as they are."
    if solution.condition.needs_draws:
        return f"{text} What is asked is read from {solution.trials.draws:,} futures at each value tried."
    return text


def _table(solution: Solution) -> list[Table]:
    """One row for each assumption that does something to the figure; no table where none does."""
    rows = [_row(solution, switching) for switching in ordered(solution) if not _silent(solution, switching)]
    heads = ["", "Scenario", "Needed", "Change", "So good"]
    return [Table("Each alone, all else as in the scenario", heads, rows, NEEDED)] if rows else []


def _silent(solution: Solution, switching: Switching) -> bool:
    """Whether an assumption has no row: it does nothing, or acts only where risks strike and none does here."""
    return switching.idle or (switching.of_risks and not solution.condition.needs_draws)


def _row(solution: Solution, switching: Switching) -> list[Cell]:
    show, nearest, futures = Shown(switching), switching.nearest, switching.futures
    start = [Cell(switching.title), Cell(show(switching.value), _range(switching.spread, show))]
    if nearest is None:
        any_value = solution.met and solution.condition.wanted[0] != "="
        return [*start, Cell("any" if any_value else "none"), Cell("–"), Cell("–")]
    sign = "" if solution.condition.wanted[0] == "=" else "≥ " if nearest.rising else "≤ "
    needed = Cell(
        f"{sign}{show.at_least(nearest.value) if nearest.rising else show.at_most(nearest.value)}",
        _range((futures.p10, futures.p90), show) if futures is not None and futures.solved else "",
    )
    good = "–" if switching.as_good is None else folded(of_futures(switching.as_good), 11)
    return [*start, needed, Cell(show.change(nearest.value - switching.value)), Cell(good)]


def _range(ends: tuple[float, float] | None, show: Shown) -> str:
    return "" if ends is None else f"{show(ends[0])} to {show(ends[1])}"


def _curve(curve: BreakEven) -> Table:
    """Some points of the break-even curve."""
    first, second = Shown(curve.first), Shown(curve.second)
    at = map(int, spaced([str(number) for number in range(len(curve.values))], ROWS))
    rows = [[Cell(first(float(curve.values[i]))), Cell(_needed_beside(curve, i, second))] for i in at]
    heads = [f"If this is: {curve.first.title}", f"this is needed: {curve.second.title}"]
    return Table("Both together: where it just holds", heads, rows)


def _needed_beside(curve: BreakEven, at: int, show: Shown) -> str:
    """The break-even value of the second assumption, or whether any or none would do."""
    value = float(curve.needed[at])
    if value == value:
        return show(value)
    return "any" if bool((curve.holds[at] == 1).all()) else "none"


def _notes(solution: Solution) -> Iterator[str]:
    idle = sum(switching.idle for switching in solution.switching)
    if idle and len(solution.switching) > FEW_VARIED:
        yield f"{idle} of {len(solution.switching)} numbers have no effect on this figure and are not shown."
    if any(s.vary.assumption.limits is None and not s.idle for s in solution.switching):
        yield (
            f"Where an assumption states no limits, values up to {FAR} times its own size away were tried; others with "
            "--vary NAME=LOW..HIGH."
        )
    several = [switching.title for switching in solution.switching if len(switching.crossings) > 1]
    if several:
        yield (
            f"With more than one switching value, of which the nearest is in the table: {', '.join(several)}. Narrow "
            "ranges between the values tried may be missed; --vary NAME=LOW..HIGH looks closer."
        )
    if solution.trials.scenario.unknown:
        missing = "; ".join(unknown.title for unknown in solution.trials.scenario.unknown)
        yield f"Not in the figures, because no document gives a number: {missing}."
