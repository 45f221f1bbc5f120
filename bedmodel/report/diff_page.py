"""What differs between two scenarios and what that does: the answer in sentences, lists, and the figures in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from bedmodel.metrics import ALL, JUDGED
from bedmodel.problems import Problem
from bedmodel.report.cells import Cell, Table, folded
from bedmodel.report.diff_words import Solved, in_numbers, listings, short
from bedmodel.report.page import Page
from bedmodel.report.phrases import HEADLINES
from bedmodel.scenario.difference import Differences
from bedmodel.units import counted, finer_for, finer_to_add_up, number, range_numbers, shown_to, written

if TYPE_CHECKING:
    from bedmodel.analysis.compare import Comparison, Row
    from bedmodel.analysis.moved import Effect, Moved
    from bedmodel.scenario.quantity import Assumption

MANY = 15
"""Effects that are shown one by one."""
MOST = 4
"""Solved values that are said in a sentence each."""


@dataclass(frozen=True)
class Answer:
    """What differs and, where it was asked for and can be had, what that does."""

    found: Differences
    comparison: Comparison | None = None
    moved: Moved | None = None
    apart: Sequence[Problem] = ()
    """Why the figures cannot be set side by side."""
    listed: bool = True
    """Whether what differs is listed."""

    @property
    def names(self) -> tuple[str, str]:
        """What the two scenarios are called: their files."""
        return self.found.old.file, self.found.new.file

    @property
    def solved(self) -> Solved:
        """What was solved in each of them; nothing where they were not run."""
        if self.comparison is None:
            return Solved()
        old, new = ({s.path: s.value for s in option.results.solved} for option in self.comparison.options)
        return Solved(old, new)


def page(answer: Answer) -> Page:
    """The whole answer."""
    return Page(
        heading=f"From {answer.names[0]} to {answer.names[1]}",
        answer=[*in_numbers(answer.found), *_apart(answer), *_believed(answer), *_moves(answer)],
        guide=_guide(answer),
        listings=listings(answer.found, answer.solved) if answer.listed else [],
        tables=list(_tables(answer)),
        notes=notes(answer)[len(answer.apart) :],
    )


def _apart(answer: Answer) -> Iterator[str]:
    """Why figures cannot be set side by side."""
    for problem in answer.apart:
        yield f"The figures cannot be set side by side: {answer.names[1]} {problem.message}; {problem.hint}."


def _believed(answer: Answer) -> Iterator[str]:
    """What must be believed so that published figures are met, where that is something else now."""
    for path, old, new, known in list(_solved_moves(answer))[:MOST]:
        unit = known.unit or ""
        finer = max(finer_for([old, new], unit), 1)
        values = " → ".join(written(value, unit, finer=finer) for value in (old, new))
        yield f"Solved so that published figures are met: {known.title or short(path)}: {values}."


def _moves(answer: Answer) -> Iterator[str]:
    """What became of the figures by which a plan is judged, and which difference did most of it."""
    if answer.comparison is None:
        return
    asked = [row for row in answer.comparison.rows if row.figure.kind.name in JUDGED]
    lone = [row for row in asked if not _is_sum(row, asked)]
    changed = [row for row in lone if _differs(row)]
    for row in changed:
        yield f"{_name(row)} in {row.year}: {_move(row)}{_mostly(answer.moved, row)}."
    if asked and not changed:
        others = sum(map(_differs, answer.comparison.rows))
        do = f"; {counted(others, 'other figure')} {'does' if others == 1 else 'do'}"
        what = do if others else ", nor does any other figure of the headline"
        yield f"Neither beds nor money move{what}." if len(lone) > 1 else f"{_name(lone[0])} does not move{what}."


def _move(row: Row) -> str:
    """A figure in both, and by how much it differs, with the spread of that over the futures."""
    unit = row.figure.kind.unit
    old, new = row.options
    if old is None or new is None or new.against is None:
        only = old or new
        assert only is not None
        return f"{written(only.value[0] or 0.0, unit)}, only in {'the old' if new is None else 'the new'} one"
    before, after = old.value[0], new.value[0]
    central, _, low, _, high = new.against.difference
    if before is None or after is None or central is None:
        return "differs in its spread alone"
    finer = _finer(row)
    spread = "" if low is None or high is None else range_numbers(central, low, high, unit, sign=True, finer=finer)
    again = f" ({spread} in 80 of 100 futures)" if spread else ""
    sides = " → ".join(written(value, unit, finer=finer) for value in (before, after))
    return f"{sides}, a change of {written(central, unit, sign=True, finer=finer)}{again}"


def _finer(row: Row) -> int:
    """How many digits more than usual make a figure in both, and its change, add up as they are shown."""
    old, new = row.options
    if old is None or new is None or new.against is None or row.figure.kind.way == "below zero":
        return 0
    before, change, after = old.value[0], new.against.difference[0], new.value[0]
    if before is None or change is None or after is None:
        return 0
    return finer_to_add_up(before, change, after, row.figure.kind.unit)


def _mostly(moved: Moved | None, row: Row) -> str:
    """The difference that does most to a figure alone, where several differ."""
    if moved is None or row not in moved.rows or len(moved.effects) < 2:
        return ""
    at, unit = moved.rows.index(row), row.figure.kind.unit
    most = max(moved.effects, key=lambda effect: abs(effect.by[at] or 0.0))
    by = most.by[at] or 0.0
    if abs(by) < shown_to(unit):
        return "; no difference does it alone"
    return f"; alone, {short(most.path)} does most: {written(by, unit, sign=True)}"


def _name(row: Row) -> str:
    """What a figure is called, with its pool or line."""
    figure = row.figure
    name = HEADLINES.get(figure.kind.name, figure.title)
    return f"{name}, {figure.section}" if figure.pool is not None else name


def _is_sum(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a figure is that of all pools together beside those of the pools."""
    return row.figure.pool == ALL and any(
        other.figure.kind == row.figure.kind and other.figure.pool != ALL for other in rows
    )


def _differs(row: Row) -> bool:
    """Whether a figure is seen to differ, or its spread is."""
    from bedmodel.report.compare_tables import OF_FUTURES, difference_cell, value_cell

    old, new = row.options
    if old is None or new is None:
        return old is not new
    change = difference_cell(row, new)
    by = change.text.removesuffix(OF_FUTURES)
    return value_cell(row, old) != value_cell(row, new) or any(digit in "123456789" for digit in by)


def _guide(answer: Answer) -> str:
    """How to read the figures."""
    if answer.comparison is None:
        return ""
    central = "Figures are the central case: every assumption at its stated value."
    if not answer.comparison.draws:
        return f"{central} No draws were made."
    from bedmodel.report.words import CENTRAL_AND_RANGE

    return (
        f"{central} In brackets or below them P10 to P90 over {answer.comparison.draws:,} futures (seed "
        f"{answer.comparison.against.results.seed}), the same for both; changes are taken future by future. "
        f"{CENTRAL_AND_RANGE}"
    )


def _tables(answer: Answer) -> Iterator[Table]:
    if answer.comparison is None:
        return
    heads = [folded(name) for name in _short_names(answer)]
    solved = _solved_table(answer, heads)
    if solved.rows:
        yield solved
    figures = _figures_table(answer.comparison, heads)
    if figures.rows:
        yield figures
    if answer.moved is not None and _worth_a_table(answer.moved):
        yield _effects_table(answer.moved)


def _worth_a_table(moved: Moved) -> bool:
    """Whether several differences can have done it, and anything is seen to have been done."""
    moves = zip(moved.rows, moved.totals, strict=True)
    return len(moved.effects) > 1 and any(abs(by) >= shown_to(row.figure.kind.unit) for row, by in moves)


def _short_names(answer: Answer) -> tuple[str, str]:
    """A short name for each side: its id; where those are the same, its file; where that is, old and new."""
    old, new = answer.found.old, answer.found.new
    ids = old.content.scenario.id, new.content.scenario.id
    if ids[0] != ids[1]:
        return ids
    revision, mark, _ = old.file.rpartition(":")
    stems = PurePosixPath(old.file.replace("\\", "/")).stem, PurePosixPath(new.file.replace("\\", "/")).stem
    if mark and len(revision) > 1:
        return revision, "now"
    return stems if stems[0] != stems[1] else ("old", "new")


def _solved_moves(answer: Answer) -> Iterator[tuple[str, float, float, Assumption]]:
    """What was solved in both and is another number now: its path, both numbers, and the assumption."""
    solved = answer.solved
    for path, new in solved.new.items():
        old, known = solved.old.get(path), answer.found.new.find(path)
        if old is not None and known is not None and abs(new - old) > 1e-9 * max(abs(new), abs(old)):
            yield path, old, new, known


def _solved_table(answer: Answer, heads: Sequence[str]) -> Table:
    """What was solved in both and is another number now."""
    rows = []
    for path, old, new, known in _solved_moves(answer):
        unit = known.unit or ""
        finer = max(finer_for([old, new], unit), 1)
        finer = finer_to_add_up(old, new - old, new, unit, finer)
        cells = [number(value, unit, finer=finer) for value in (old, new)]
        change = number(new - old, unit, sign=True, finer=finer)
        per_cent = ", %" if unit.startswith("fraction") else ""
        rows.append([Cell(f"{known.title or short(path)}{per_cent}"), *map(Cell, [*cells, change])])
    return Table("Solved values that moved", ["", *heads, "change"], rows)


def _figures_table(comparison: Comparison, heads: Sequence[str]) -> Table:
    """Every figure of the headline that differs, in both, and by how much."""
    from bedmodel.report.compare_tables import difference_cell, value_cell

    rows: list[list[Cell]] = []
    totals: set[int] = set()
    head = ""
    for row in filter(_differs, comparison.rows):
        if row.figure.section != head:
            head = row.figure.section
            totals.add(len(rows))
            rows.append([Cell(head), *[Cell("")] * 3])
        (old, new), finer = row.options, _finer(row)
        cells = [value_cell(row, old, finer), value_cell(row, new, finer), difference_cell(row, new, finer)]
        rows.append([Cell(row.figure.title), *cells])
    same = len(comparison.rows) - sum(map(_differs, comparison.rows))
    note = (
        f"{same} other figure{'s' if same != 1 else ''} of the headline did not move, or by less than is shown."
        if same
        else ""
    )
    title = f"The headline in {comparison.years[-1]}: what moved"
    return Table(title, ["", *heads, "change"], rows, note, total_rows=frozenset(totals), many_columns=True)


def _effects_table(moved: Moved) -> Table:
    """What each difference does alone, the largest first, and what is left."""
    at = [number for number, row in enumerate(moved.rows) if not _is_sum(row, moved.rows)]
    units = [moved.rows[number].figure.kind.unit for number in at]

    def line(name: str, values: Sequence[float | None]) -> list[Cell]:
        cells = [
            "–" if values[number] is None else _written_or_nought(values[number] or 0.0, unit)
            for number, unit in zip(at, units, strict=True)
        ]
        return [Cell(name), *map(Cell, cells)]

    def seen(effect: Effect) -> bool:
        return any(abs(effect.by[number] or 0.0) >= shown_to(unit) for number, unit in zip(at, units, strict=True))

    shown = [effect for effect in moved.effects if seen(effect)]
    rows = [line(short(effect.path), effect.by) for effect in shown[:MANY]]
    if len(shown) > MANY:
        rest = [sum(effect.by[number] or 0.0 for effect in shown[MANY:]) for number in range(len(moved.rows))]
        rows.append(line(f"{len(shown) - MANY} more, summed", rest))
    rows.append(line("together, or not alone", moved.together))
    rows.append(line("all", moved.totals))
    heads = [
        folded(f"{_name(moved.rows[number])}{', £m' if unit == 'GBPm' else ''}")
        for number, unit in zip(at, units, strict=True)
    ]
    return Table(
        "What did it: each difference alone, in the old one",
        ["", *heads],
        rows,
        note=_unseen([effect for effect in moved.effects if not seen(effect)]),
        total_rows=frozenset({len(rows) - 1}),
    )


def _written_or_nought(value: float, unit: str) -> str:
    """A change as a table writes it, 0 where it is less than can be shown."""
    return number(value, unit, sign=True) if abs(value) >= shown_to(unit) else "0"


def _unseen(effects: Sequence[Effect]) -> str:
    """Which differences do nothing by themselves, and which cannot be made alone."""
    idle = [short(effect.path) for effect in effects if not effect.why_not]
    lost = [short(effect.path) for effect in effects if effect.why_not]
    parts = [f"Nothing that can be seen, alone: {', '.join(idle)}." if idle else ""]
    parts += [f"Cannot be made alone: {', '.join(lost)}." if lost else ""]
    return " ".join(filter(None, parts))


def notes(answer: Answer) -> list[str]:
    """What else must be known: that effects need not sum, and which year is shown."""
    found = list(_apart(answer))
    if answer.moved is not None and _worth_a_table(answer.moved):
        found.append(
            "Each difference is made alone in the old scenario, in the central case, and what both solve is solved "
            "again. The effects need not sum to the whole: differences can work together, and each is rounded."
        )
    if answer.comparison is not None and len({o.results.scenario.span.horizon for o in answer.comparison.options}) > 1:
        found.append(f"They look ahead differently far; figures are those of {answer.comparison.years[-1]}.")
    return found
