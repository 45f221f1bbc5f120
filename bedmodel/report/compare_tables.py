"""A comparison as one table: options in columns, figures in rows, differences and chances below each figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bedmodel.analysis.compare import SAME, Compared, Comparison, Row
from bedmodel.metrics import Selector
from bedmodel.report.cells import Cell, Table, folded
from bedmodel.report.phrases import in_hundred
from bedmodel.units import number, range_numbers

SIGNED = frozenset({"beds.gap", "finance.gap", "finance.gap_do_nothing"})
"""Figures whose sign is the message: too few or to spare, shortfall or surplus."""
OF_FUTURES = " in 100"
NO_FIGURE, EMPTY = Cell("–"), Cell("")


@dataclass(frozen=True)
class _Line:
    label: str
    cells: Sequence[Cell]
    bold: bool = False


def comparison_table(comparison: Comparison) -> Table:
    """Every figure of every option, with its difference from the reference and how often it is better."""
    lines = list(_lines(comparison))
    heads = [folded(option.name) for option in comparison.options]
    heads[comparison.reference] += "\n(reference)"
    return Table(
        title=f"In {comparison.years[0]}" if len(comparison.years) == 1 else "By year",
        heads=["", *heads],
        rows=[[Cell(line.label), *line.cells] for line in lines],
        total_rows=frozenset(at for at, line in enumerate(lines) if line.bold),
        many_columns=True,
    )


def _lines(comparison: Comparison) -> Iterator[_Line]:
    """The table line by line: under each section its figures or, by year, under each figure its years."""
    blank = [EMPTY] * len(comparison.options)
    by_year = len(comparison.years) > 1
    head = ""
    for row in comparison.rows:
        figure = row.figure
        if by_year and row.year is not None:
            new, label = ": ".join(filter(None, [figure.section, figure.title])), row.year
        else:
            new, label = figure.section, figure.title + (f" in {row.year}" if figure.year else "")
        if new and new != head:
            yield _Line(new, blank, bold=True)
        head = new
        cells = [value_cell(row, cell) for cell in row.options]
        named = zip(cells, comparison.options, strict=True)
        yield _Line(label, [replace(cell, option=option.name) for cell, option in named])
        if any(differs(cell) for cell in row.options):
            yield _Line("  difference", _others(comparison, [difference_cell(row, cell) for cell in row.options]))
            if row.figure.kind.better and comparison.draws and row.figure.kind.way == "value":
                yield _Line("  better", _others(comparison, [_better(cell) for cell in row.options]))


def _others(comparison: Comparison, cells: list[Cell]) -> list[Cell]:
    """The cells without the reference's own, which says nothing."""
    cells[comparison.reference] = EMPTY
    return cells


def value_cell(row: Row, cell: Compared | None, finer: int = 0) -> Cell:
    """A figure with its P10 to P90 below it, perhaps with more digits; a share of the futures in words."""
    unit, sign = row.figure.kind.unit, row.figure.kind.name in SIGNED
    if cell is None:
        return NO_FIGURE
    central, mean, low, _, high = cell.value
    if row.figure.kind.way == "below zero":
        return NO_FIGURE if mean is None else Cell(folded(in_hundred(mean)))
    if central is None:
        return NO_FIGURE
    spread = "" if low is None or high is None else range_numbers(central, low, high, unit, sign=sign, finer=finer)
    figure = Selector(row.figure.kind.name, row.figure.pool, row.figure.line, row.year)
    address = str(figure) if row.figure.kind.way == "value" else ""
    return Cell(number(central, unit, sign=sign, finer=finer), spread, address=address)


def differs(cell: Compared | None) -> bool:
    """Whether a figure of an option is not the reference's, or not spread alike."""
    return cell is not None and cell.against is not None and any(abs(d or 0.0) > SAME for d in cell.against.difference)


def difference_cell(row: Row, cell: Compared | None, finer: int = 0) -> Cell:
    """By how much a figure differs from the reference's, perhaps with more digits; its P10 to P90 below it."""
    if cell is None or cell.against is None:
        return NO_FIGURE
    unit = row.figure.kind.unit
    central, mean, low, _, high = cell.against.difference
    if row.figure.kind.way == "below zero":
        return NO_FIGURE if mean is None else Cell(f"{number(100 * mean, 'beds', sign=True)}{OF_FUTURES}")
    if central is None:
        return NO_FIGURE
    spread = "" if low is None or high is None else range_numbers(central, low, high, unit, sign=True, finer=finer)
    return Cell(number(central, unit, sign=True, finer=finer), spread)


def _better(cell: Compared | None) -> Cell:
    """In how many of 100 futures an option does better, and in how many it is just the same."""
    if cell is None or cell.against is None or cell.against.better is None or cell.against.same is None:
        return NO_FIGURE
    if cell.against.same == 1.0:
        return Cell("the same")
    same = f"same {folded(in_hundred(cell.against.same))}" if cell.against.same else ""
    return Cell(folded(in_hundred(cell.against.better)), same)
