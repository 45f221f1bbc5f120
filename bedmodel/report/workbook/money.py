"""The sheet of money: from costs and income to what is left, line by line and year by year, its sums as formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from bedmodel.figures import line_titles
from bedmodel.metrics import ALL
from bedmodel.report.dossier import Dossier, Portrait
from bedmodel.report.workbook.contents import Content, Formula, Number, Text
from bedmodel.report.workbook.figures import Figures
from bedmodel.report.workbook.sheet import Column, Sheet, cell
from bedmodel.report.workbook.waterfall import CHART_HEADS, MoneyRows, write_bars

NAME = "Money"
FIRST_YEAR = 3
UNIT = "GBPm"
SIGNED = ("finance.measure", "finance.new_cost", "finance.gap_do_nothing", "finance.gap")
"""Figures whose sign is the message."""
IF_NOTHING, MEASURES, NEW_COSTS, LEFT = "If nothing changes", "Measures", "New costs", "What is left"
CHECKS, CHANCES, BESIDE = "Check", "How sure", "Not in the sum"
GAP_IF_NOTHING, WHAT_IS_LEFT = "Gap if nothing changes = costs − income", "What is left = the gap + the lines above"


@dataclass
class _Block:
    """An option that is being written."""

    sheet: Sheet
    portrait: Portrait
    chart: int
    """The first column behind the years of all options."""
    figures: Figures = field(init=False)
    checks: list[int] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)
    amounts: dict[int, list[float]] = field(default_factory=dict)
    """What each row is called, and its amounts by year."""
    differences: list[float] = field(default_factory=list)
    """By how much each sum differs from the engine's."""

    def __post_init__(self) -> None:
        self.figures = Figures(self.portrait)

    def add(self, part: str, title: str, cells: Sequence[Content], *, bold: bool = False) -> int:
        """A row: option, part, line, and a cell for each year; which one it is."""
        row = self.sheet.add([self.portrait.name, part, Text(title, bold=bold), *cells])
        values = [one.value if isinstance(one, Number | Formula) else None for one in cells]
        self.titles[row], self.amounts[row] = title, [float(value or 0.0) for value in values]
        return row

    def exported(self, part: str, title: str, metric: str, line: str | None = None, *, turn: bool = False) -> int:
        """A row of exported figures, the sign turned where it is shown as what it does to the gap."""
        numbers = self.central(metric, line)
        turned = [None if number is None else -number if turn else number for number in numbers]
        cells = [Number(number, UNIT, sign=metric in SIGNED, exported=True) for number in turned]
        return self.add(part, title, cells)

    def sums(self, part: str, title: str, formula: Sequence[str], rows: Sequence[int], less: Sequence[int] = ()) -> int:
        """A row of formulas that sum some rows, less others."""
        plus, minus = (np.array([self.amounts[row] for row in group]).sum(axis=0) for group in (rows, less))
        pairs = zip(formula, plus - minus, strict=True)
        return self.add(part, title, [Formula(f, float(value), UNIT, True, bold=True) for f, value in pairs], bold=True)

    def central(self, metric: str, line: str | None = None, pool: str | None = None) -> list[float | None]:
        """A figure in every year."""
        years = self.portrait.results.years
        return [self.figures.central(metric, year, line=line, pool=pool) for year in years]

    def counts(self, metric: str, line: str) -> bool:
        """Whether a line is anything but nought in any year."""
        rows = [self.figures.row(metric, year, line=line) for year in self.portrait.results.years]
        return any(abs(x or 0.0) > 1e-9 for row in rows if row for x in (row.central, row.mean, row.p10, row.p90))

    def columns(self) -> range:
        """The columns of its years."""
        return range(FIRST_YEAR, FIRST_YEAR + len(self.portrait.results.years))


def has_money(dossier: Dossier) -> bool:
    """Whether any option has money."""
    return any(portrait.results.scenario.content.finance for portrait in dossier.portraits)


def write_money(sheet: Sheet, dossier: Dossier) -> dict[str, MoneyRows]:
    """Fill the sheet; where it has the waterfall of each option. The years are those of the option that looks furthest.

    A plus adds to the gap, a minus takes off it: £m of the year.
    """
    with_money = [portrait for portrait in dossier.portraits if portrait.results.scenario.content.finance]
    years = max((portrait.results.years for portrait in with_money), key=len)
    prices = with_money[0].results.scenario.content.scenario.prices
    line = f"Line (£m of the year, {prices} prices; + adds to the gap, − takes off it)"
    columns = [Column("Option", 16), Column("Part", 18), Column(line, 66)]
    chart = FIRST_YEAR + len(years)
    sheet.heads([*columns, *(Column(year, 11) for year in years), *CHART_HEADS], kept=3)
    found = {portrait.name: _write_option(_Block(sheet, portrait, chart)) for portrait in with_money}
    sheet.print_to(chart - 1)
    sheet.filtered()
    return found


def _write_option(block: _Block) -> MoneyRows:
    """The rows of an option."""
    scenario, columns = block.portrait.results.scenario, block.columns()
    costs = [
        block.exported(IF_NOTHING, f"Cost: {title}", "finance.cost_do_nothing", line)
        for line, title in line_titles(scenario, "finance.cost_do_nothing").items()
    ]
    income = block.exported(IF_NOTHING, "Income (taken off the costs)", "finance.income")
    before = [f"=SUM({cell(costs[0], at)}:{cell(costs[-1], at)})-{cell(income, at)}" for at in columns]
    gap = block.sums(IF_NOTHING, GAP_IF_NOTHING, before, costs, [income])
    for part, metric, turn in ((MEASURES, "finance.measure", True), (NEW_COSTS, "finance.new_cost", False)):
        for line, title in line_titles(scenario, metric).items():
            if block.counts(metric, line):
                block.exported(part, title, metric, line, turn=turn)
    last = block.sheet.row - 1
    after = [f"=SUM({cell(gap, at)}:{cell(last, at)})" for at in columns]
    left = block.sums(LEFT, WHAT_IS_LEFT, after, range(gap, last + 1))
    _checks(block, gap, left)
    _beside(block)
    found = MoneyRows(gap, left, columns[-1], block.chart, block.checks, block.differences)
    write_bars(block.sheet, found, {row: (title, block.amounts[row][-1]) for row, title in block.titles.items()})
    return found


def _checks(block: _Block, gap: int, left: int) -> None:
    """The engine's own two sums, and by how much the formulas differ from them."""
    first, last = block.columns()[0], block.columns()[-1]
    sums = (("gap if nothing changes", "finance.gap_do_nothing", gap), ("what is left", "finance.gap", left))
    for title, metric, row in sums:
        engine = block.exported(CHECKS, f"bedmodel: {title}", metric)
        differences = [ours - theirs for ours, theirs in zip(block.amounts[row], block.amounts[engine], strict=True)]
        block.differences += differences
        formulas = [f"={cell(row, at)}-{cell(engine, at)}" for at in block.columns()]
        cells = [Formula(f, value, check=True) for f, value in zip(formulas, differences, strict=True)]
        checked = block.add(CHECKS, f"Difference between formula and bedmodel: {title}", cells)
        block.sheet.checked(first, checked, checked, last)
        block.checks.append(checked)


def _beside(block: _Block) -> None:
    """P10, P50 and P90 of what is left, and the cost of closed beds that stays."""
    rows = [block.figures.row("finance.gap", year) for year in block.portrait.results.years]
    if block.portrait.results.draws:
        for name in ("p10", "p50", "p90"):
            cells = [Number(None if row is None else getattr(row, name), UNIT, sign=True) for row in rows]
            block.add(CHANCES, f"What is left, {name.upper()}", cells)
    stranded = block.central("finance.stranded", pool=ALL)
    if any(stranded):
        cells = [Number(amount, UNIT, exported=True) for amount in stranded]
        block.add(BESIDE, "Cost of closed beds that closing them has not released", cells)
