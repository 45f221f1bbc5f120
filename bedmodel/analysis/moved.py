"""What moved the figures: the effect of each difference between two scenarios, made alone in the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bedmodel.analysis.compare import SAME, Comparison, Row
from bedmodel.analysis.kinds import read
from bedmodel.metrics import ALL, JUDGED
from bedmodel.once import Once
from bedmodel.problems import ModelError, ScenarioError
from bedmodel.runs import Progress, run
from bedmodel.scenario.difference import Difference, Differences, is_claim, marks
from bedmodel.scenario.mixed import CALIBRATE, mixed
from bedmodel.scenario.quantity import CALIBRATED

MOST = 3
"""Of the others, how many are asked where none of those moved."""


@dataclass(frozen=True)
class Unit:
    """What is made alone: a difference, or several that are nothing without one another."""

    path: str
    title: str
    paths: frozenset[str]


@dataclass(frozen=True)
class Effect:
    """What one difference does to each figure when nothing else differs; None where it cannot stand alone."""

    path: str
    title: str
    by: tuple[float | None, ...]
    why_not: str = ""
    """Why it cannot stand alone."""


@dataclass(frozen=True)
class Moved:
    """Which difference did what to some figures."""

    rows: tuple[Row, ...]
    """The figures, as compared."""
    effects: tuple[Effect, ...]
    """The largest first."""

    @property
    def totals(self) -> list[float]:
        """By how much each figure moved in all."""
        return [_change(row) for row in self.rows]

    @property
    def together(self) -> list[float]:
        """What is left of each figure's move: differences that work together, or cannot stand alone."""
        sums = [sum(effect.by[at] or 0.0 for effect in self.effects) for at in range(len(self.rows))]
        return [total - alone for total, alone in zip(self.totals, sums, strict=True)]


def moved(
    found: Differences, comparison: Comparison, *, once: Once | None = None, progress: Progress | None = None
) -> Moved:
    """Run the old scenario with each difference alone, in the central case.

    The effects need not sum to the whole move: differences can work together. What is solved is solved again where
    both scenarios solve it themselves. Nothing is asked where no figure of the central case moved.
    """
    rows = tuple(_asked(comparison.rows))
    units = list(_alone(found)) if rows else []
    once = once or Once()
    effects = []
    for number, unit in enumerate(units, start=1):
        effects.append(_effect(found, unit, rows, comparison.years[-1], once))
        if progress is not None:
            progress(number, len(units))
    lone = [at for at, row in enumerate(rows) if row.figure.pool != ALL] or range(len(rows))

    def size(effect: Effect) -> float:
        """The largest share of a figure's move, whole pools together aside, that a difference does."""
        return max((abs(effect.by[at] or 0.0) / (abs(_change(rows[at])) or 1.0) for at in lone), default=0.0)

    return Moved(rows, tuple(sorted(effects, key=lambda effect: (-round(size(effect), 9), effect.path))))


def _asked(rows: Sequence[Row]) -> Iterator[Row]:
    """The figures that moved and by which a plan is judged; where none of those did, the first that moved."""
    gone = [row for row in rows if row.figure.kind.way == "value" and abs(_change(row)) > SAME]
    first = [row for row in gone if row.figure.kind.name in JUDGED]
    yield from first or gone[:MOST]


def _change(row: Row) -> float:
    """By how much a figure moved in the central case; 0 where one of the two has none."""
    new = row.options[-1]
    difference = None if new is None or new.against is None else new.against.difference[0]
    return difference or 0.0


def _alone(found: Differences) -> Iterator[Unit]:
    """What can be made alone: each part, each number and setting, and all that is solved for together."""
    parents = [mark for side in (found.old, found.new) for mark in marks(side)]
    units = {part.path: part.title for part in found.parts if any(_does_something(one, found) for one in part.inside)}
    for one in (*found.assumptions, *found.settings):
        path = one.path
        for mark in parents:
            path = path.removesuffix(mark)
        if _does_something(one, found):
            units.setdefault(path, one.title)
    solving = {path for path in units if path.partition("[")[0] == CALIBRATE}
    if any("[" not in path or not path.endswith(".equals") for path in solving):
        solving |= {one.path for one in found.assumptions if _solved_in_one(one)}
        yield Unit(CALIBRATE, "What is solved for", frozenset({CALIBRATE, *solving}))
        units = {path: title for path, title in units.items() if path not in solving}
    for path, title in units.items():
        yield Unit(path, title, frozenset({path}))


def _solved_in_one(one: Difference) -> bool:
    """Whether a number is solved in one of the scenarios and not in the other."""
    return len({side is not None and side.assumption.value == CALIBRATED for side in (one.old, one.new)}) == 2


def _does_something(one: Difference, found: Differences) -> bool:
    """Whether a difference can do anything alone.

    A number with a name that only one of them has does nothing until something names it, and lists of names follow what
    they name.
    """
    change = one.change
    if is_claim(one.path):
        return False
    if not one.is_number:
        return not (isinstance(change.old, list) and isinstance(change.new, list))
    named = one.path.startswith("assumptions.") or any(one.path in s.whole.assumptions for s in (found.old, found.new))
    return change.kind == "changed" or not named


def _effect(found: Differences, unit: Unit, rows: Sequence[Row], year: str, once: Once) -> Effect:
    try:
        results = run(mixed(found.old, found.new, unit.paths), draws=0, once=once, register=False)
    except (ScenarioError, ModelError) as error:
        first = error.problems[0].message if isinstance(error, ScenarioError) else str(error)
        return Effect(unit.path, unit.title, (None,) * len(rows), first)
    by = []
    for row in rows:
        reading, old = read(row.figure, results, row.year or year), row.options[0]
        was = None if old is None else old.value[0]
        by.append(None if reading is None or was is None else reading.central - was)
    return Effect(unit.path, unit.title, tuple(by))
