"""The sheets of every figure: the rows of results.json, and those of the comparison."""

from __future__ import annotations

from bedmodel.metrics import METRICS, STATISTICS
from bedmodel.report.compare_records import rows as compared_rows
from bedmodel.report.dossier import Dossier
from bedmodel.report.workbook.contents import Content, Number, Text
from bedmodel.report.workbook.sheet import Column, Sheet
from bedmodel.units import UNITS

NAME, COMPARED = "Results", "Comparison"
_STATISTICS = [Column("Central", 14), *(Column(name, 14) for name in ("Mean", "P10", "P50", "P90"))]


def write_results(sheet: Sheet, dossier: Dossier) -> None:
    """Fill the sheet with every figure of every year of every option, as results.json has them."""
    names = (("Option", 16), ("Metric", 36), ("Unit", 12), ("Pool", 14), ("Line", 34), ("Year", 9))
    sheet.heads([*(Column(head, width) for head, width in names), *_STATISTICS], kept=2)
    for portrait in dossier.portraits:
        for row in portrait.rows:
            numbers = (Number(getattr(row, name), row.unit) for name in STATISTICS)
            sheet.add([portrait.name, row.metric, row.unit, row.pool, row.line, row.year, *numbers])
    sheet.filtered()


def write_compared(sheet: Sheet, dossier: Dossier) -> None:
    """Fill the sheet with what `bedmodel compare` says of each figure: differences are taken future by future."""
    names = (("Option", 16), ("Reference", 16), ("Metric", 30), ("Unit", 12), ("Pool", 14), ("Line", 20), ("Year", 9))
    differences = [Column(f"Difference, {part.head.lower()}", 14) for part in _STATISTICS]
    chances = [Column(f"Share of futures in which it is {what}", 12) for what in ("better", "the same", "worse")]
    sheet.heads([*(Column(*pair) for pair in names), *_STATISTICS, *differences, *chances], kept=3)
    for record in compared_rows(dossier.comparison):
        unit = record["unit"]
        cells: list[Content] = [
            record[key] for key in ("option", "reference", "metric", "unit", "pool", "line", "year")
        ]
        cells += [Number(record[name], unit) for name in STATISTICS]
        cells += [Number(record[f"difference_{name}"], unit, sign=True) for name in STATISTICS]
        cells += [Number(record[f"probability_{name}"], "fraction") for name in ("better", "same", "worse")]
        sheet.add(cells)
    sheet.filtered()


def write_meanings(sheet: Sheet, dossier: Dossier) -> None:
    """Below what stands on a sheet, what each figure of the workbook means and in which unit it is."""
    sheet.add([Text("What the figures mean", heading=True)])
    used = {row.metric for portrait in dossier.portraits for row in portrait.rows}
    for name, metric in METRICS.items():
        if name in used:
            sheet.add([name, Text(f"{metric.meaning} ({metric.unit}, {metric.kind})")])
    sheet.add([])
    sheet.add([Text("What the units mean", heading=True)])
    for unit, meaning in UNITS.items():
        if any(METRICS[name].unit == unit for name in used):
            sheet.add([unit, Text(meaning)])
