"""What moved the figures: the effect of each difference between two scenarios, made alone in the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bedmodel.analysis.compare import SAME, Comparison, Row
from bedmodel.analysis.kinds import read
from bedmodel.checks.difference import Differences
from bedmodel.once import Once
from bedmodel.problems import ModelError, ScenarioError
from bedmodel.runs import Progress, run
from bedmodel.scenario.mixed import mixed

FIRST = ("beds.gap", "finance.gap")
"""The figures by which a plan is judged."""
MOST = 3
"""Of the others, how many are asked where none of those moved."""


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
    both scenarios solve it themselves.
    """
    rows = tuple(_asked(comparison.rows))
    units = list(_alone(found))
    once = once or Once()
    effects = []
    for number, (path, title) in enumerate(units, start=1):
        effects.append(_effect(found, path, title, rows, comparison.years[-1], once))
        if progress is not None:
            progress(number, len(units))
    sizes = [abs(_change(row)) or 1.0 for row in rows]

    def size(effect: Effect) -> float:
        return max((abs(by or 0.0) / whole for by, whole in zip(effect.by, sizes, strict=True)), default=0.0)

    return Moved(rows, tuple(sorted(effects, key=lambda effect: (-round(size(effect), 9), effect.path))))


def _asked(rows: Sequence[Row]) -> Iterator[Row]:
    """The figures that moved and by which a plan is judged; where none of those did, the first that moved."""
    gone = [row for row in rows if row.figure.kind.way == "value" and abs(_change(row)) > SAME]
    first = [row for row in gone if row.figure.kind.name in FIRST]
    yield from first or gone[:MOST]


def _change(row: Row) -> float:
    """By how much a figure moved in the central case; 0 where one of the two has none."""
    new = row.options[-1]
    difference = None if new is None or new.against is None else new.against.difference[0]
    return difference or 0.0


def _alone(found: Differences) -> Iterator[tuple[str, str]]:
    """Path and title of each difference that can be made alone, each once.

    An assumption by name that only one of them has does nothing until something names it.
    """
    parents = [f" in {stage.content.scenario.id}" for side in (found.old, found.new) for stage in side.ancestors]
    units: dict[str, str] = {part.path: part.title for part in found.parts}
    for one in (*found.assumptions, *found.settings):
        path = one.path
        for mark in parents:
            path = path.removesuffix(mark)
        named = one.is_number and path.removeprefix("assumptions.") != path
        lists = isinstance(one.change.old, list) and isinstance(one.change.new, list)
        if not (named and one.change.kind != "changed") and not lists:
            units.setdefault(path, one.title)
    yield from units.items()


def _effect(found: Differences, path: str, title: str, rows: Sequence[Row], year: str, once: Once) -> Effect:
    try:
        results = run(mixed(found.old, found.new, [path]), draws=0, once=once, register=False)
    except (ScenarioError, ModelError) as error:
        first = error.problems[0].message if isinstance(error, ScenarioError) else str(error)
        return Effect(path, title, (None,) * len(rows), first)
    by = []
    for row in rows:
        reading, old = read(row.figure, results, row.year or year), row.options[0]
        was = None if old is None else old.value[0]
        by.append(None if reading is None or was is None else reading.central - was)
    return Effect(path, title, tuple(by))
