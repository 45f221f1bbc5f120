"""What a waterfall of money is drawn from: where each bar runs, as formulas, so that the chart follows the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bedmodel.report.workbook.contents import Content, Formula
from bedmodel.report.workbook.sheet import Column, Sheet, cell

CHART_HEADS = (
    Column("Chart: bar", 40),
    Column("Chart: runs from", 10),
    Column("Chart: runs to", 10),
    Column("Chart: unseen", 10),
    Column("Chart: total, above 0", 10),
    Column("Chart: total, below 0", 10),
    Column("Chart: adds, above 0", 10),
    Column("Chart: adds, below 0", 10),
    Column("Chart: takes off, above 0", 10),
    Column("Chart: takes off, below 0", 10),
)
LABEL, START, END, UNSEEN, PARTS = range(5)
"""Columns, counted from the first of the chart's; six parts, seen, begin at the last."""
UNIT = "GBPm"


@dataclass(frozen=True)
class MoneyRows:
    """Where the sheet has an option's waterfall."""

    gap: int
    """The row of the gap if nothing changes; the steps follow it."""
    left: int
    """The row of what is left."""
    last_year: int
    """The column of its last year."""
    chart: int
    """The first column of what its chart is drawn from."""
    checks: Sequence[int]
    """The rows that hold its sums to the engine's."""
    differences: Sequence[float] = ()
    """By how much each of them differs, year by year."""


def write_bars(sheet: Sheet, rows: MoneyRows, amounts: Mapping[int, tuple[str, float]]) -> None:
    """Write the bars beside the rows that they show; `amounts` has each row's title and its last year's £m."""
    reached = 0.0
    for row in range(rows.gap, rows.left + 1):
        title, amount = amounts[row]
        total = row in (rows.gap, rows.left)
        start = 0.0 if total else reached
        reached = start + amount
        for at, content in enumerate(_bar(rows, row, total, title, start, reached)):
            sheet.put(row, rows.chart + at, content)


def _bar(rows: MoneyRows, row: int, total: bool, title: str, start: float, end: float) -> list[Content]:
    """The cells of a bar; on both sides of nought it is stacked up, or down, from there."""
    amount, first, last = (cell(row, at) for at in (rows.last_year, rows.chart + START, rows.chart + END))
    low, high, added = min(start, end), max(start, end), end - start
    above, below = max(high, 0.0) - max(low, 0.0), min(low, 0.0) - min(high, 0.0)
    is_above = f"MAX(MAX({first},{last}),0)-MAX(MIN({first},{last}),0)"
    is_below = f"MIN(MIN({first},{last}),0)-MIN(MAX({first},{last}),0)"
    label = f'={cell(row, 2)}&" ("&FIXED({amount},1)&")"'
    cells: list[Content] = [
        Formula(label, f"{title} ({round(added, 1) + 0.0:,.1f})"),
        Formula("=0" if total else f"={cell(row - 1, rows.chart + END)}", start, UNIT),
        Formula(f"={first}+{amount}", end, UNIT),
        Formula(f"=MAX(MIN({first},{last}),0)+MIN(MAX({first},{last}),0)", max(low, 0.0) + min(high, 0.0), UNIT),
    ]
    if total:
        seen = [(f"={is_above}", above), (f"={is_below}", below), *[("", 0.0)] * 4]
    else:
        adds, off = added > 0, added < 0
        seen = [("", 0.0)] * 2 + [
            (f"=IF({amount}>0,{is_above},0)", above if adds else 0.0),
            (f"=IF({amount}>0,{is_below},0)", below if adds else 0.0),
            (f"=IF({amount}<0,{is_above},0)", above if off else 0.0),
            (f"=IF({amount}<0,{is_below},0)", below if off else 0.0),
        ]
    return cells + [Formula(formula, value, UNIT) if formula else None for formula, value in seen]
