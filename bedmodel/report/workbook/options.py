"""The sheet of options side by side: every headline figure of every option, and its difference as a formula."""

from __future__ import annotations

from bedmodel.analysis.compare import Compared, Comparison, Row
from bedmodel.report.compare_tables import SIGNED
from bedmodel.report.workbook.contents import Content, Formula, Number, Text
from bedmodel.report.workbook.sheet import Column, Sheet, cell

NAME = "Options"
FIRST = 5


def write_options(sheet: Sheet, comparison: Comparison) -> None:
    """Fill the sheet: values of all options, then by how much each differs from the reference."""
    options, reference = comparison.options, comparison.reference
    others = [at for at in range(len(options)) if at != reference]
    heads = [Column("Section", 38), Column("Figure (central case)", 44), Column("Year", 10), Column("Unit", 11)]
    heads += [Column("Better is", 8)]
    heads += [Column(f"{o.name}{' (reference)' if at == reference else ''}", 14) for at, o in enumerate(options)]
    heads += [Column(f"{options[at].name} − {options[reference].name}", 16) for at in others]
    sheet.heads(heads, kept=2)
    for row in comparison.rows:
        figure, unit = row.figure, row.figure.kind.unit
        sign = figure.kind.name in SIGNED
        words = f"{figure.title} (share of futures)" if figure.kind.way == "below zero" else figure.title
        contents: list[Content] = [Text(figure.section), Text(words), row.year, unit, figure.kind.better]
        contents += [Number(shown(row, part), unit, sign, exported=True) for part in row.options]
        contents += [_difference(row, sheet.row, reference, at) for at in others]
        sheet.add(contents)
    sheet.filtered()


def shown(row: Row, part: Compared | None) -> float | None:
    """A figure's central value; the share of the futures where that is what it is."""
    if part is None:
        return None
    central, mean, *_ = part.value
    return mean if row.figure.kind.way == "below zero" else central


def _difference(row: Row, place: int, reference: int, option: int) -> Content:
    """An option's figure less the reference's; nothing where one of them has none."""
    mine, base = (shown(row, row.options[at]) for at in (option, reference))
    if mine is None or base is None:
        return None
    formula = f"={cell(place, FIRST + option)}-{cell(place, FIRST + reference)}"
    return Formula(formula, mine - base, row.figure.kind.unit, sign=True)
