"""The sheet of how full the beds are, year by year, and of the days on which there are too few."""

from __future__ import annotations

from bedmodel.metrics import ALL, METRICS
from bedmodel.report.dossier import Dossier
from bedmodel.report.workbook.beds import ALL_POOLS
from bedmodel.report.workbook.contents import Content, Number, Text
from bedmodel.report.workbook.figures import Figures
from bedmodel.report.workbook.sheet import Column, Sheet

NAME = "Occupancy"
SHOWN = {
    "occupancy.mean": "Full on average",
    "occupancy.winter": "Full in winter",
    "occupancy.worst_month": "Full in the fullest month",
    "occupancy.days_over": "Days of the year with more patients than beds",
    "occupancy.winter_day_over": "Chance of such a day in winter",
    "occupancy.patients_without_bed": "Patients beyond the beds, mean of all days",
    "occupancy.operations_displaced": "Planned admissions to cancel for them",
}
"""The figures shown and what they are called; those of days only where an option has them."""
MEAN, WINTER = 3, 6
"""Columns that charts draw; P10 and P90 stand beside each."""
PRINTED = 11
"""The last column that is printed: P90 of the fullest month."""


def write_occupancy(sheet: Sheet, dossier: Dossier) -> dict[tuple[str, str], tuple[int, int]]:
    """Fill the sheet; first and last row of each pool of each option."""
    every = [Figures(portrait) for portrait in dossier.portraits]
    shown = {metric: head for metric, head in SHOWN.items() if any(figures.has(metric) for figures in every)}
    columns = [Column(f"{head}{end}", 12) for head in shown.values() for end in (", central", ", P10", ", P90")]
    sheet.heads([Column("Option", 16), Column("Pool", 32), Column("Year", 9), *columns], kept=3)
    found = {}
    for portrait, figures in zip(dossier.portraits, every, strict=True):
        pools = portrait.results.scenario.content.pools
        for name in [*pools, *([ALL] if len(pools) > 1 else [])]:
            years = portrait.results.years
            found[portrait.name, name] = (sheet.row, sheet.row + len(years) - 1)
            title = ALL_POOLS if name == ALL else pools[name].title
            for year in years:
                cells: list[Content] = [portrait.name, Text(title), year]
                for metric in shown:
                    row, unit = figures.row(metric, year, pool=name), METRICS[metric].unit
                    ends = (None, None, None) if row is None else (row.central, row.p10, row.p90)
                    cells += [Number(end, unit) for end in ends]
                sheet.add(cells)
    sheet.print_to(PRINTED)
    sheet.filtered()
    return found
