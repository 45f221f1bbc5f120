"""The sheet of charts: for each option beds, how full they are, and the money, drawn by the program that opens it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bedmodel.report.dossier import Dossier, Portrait
from bedmodel.report.palette import BETTER, GREY, NEED, OPEN, WORSE
from bedmodel.report.workbook import beds, occupancy
from bedmodel.report.workbook.beds import BedRows
from bedmodel.report.workbook.contents import Text
from bedmodel.report.workbook.sheet import Sheet
from bedmodel.report.workbook.texts import short
from bedmodel.report.workbook.waterfall import LABEL, PARTS, UNSEEN, MoneyRows

NAME = "Charts"
MOST_POOLS = 12
"""Of an option that have charts; others can be drawn from the sheets."""
WIDTH, HEIGHT, ROWS, COLUMN = 560, 320, 17, 82
"""Of a chart in pixels, the rows that it covers, and the width of the column that holds it."""
DRAWN_OF_BEDS = ("beds.required", "beds.available", "beds.required_before_levers")
DRAWN_OF_OCCUPANCY = ("occupancy.mean", "occupancy.winter")
WIDE = 900
"""Pixels of a chart that has none beside it."""
LONGEST_TITLE, LONGEST_SAYS = 150, 800


@dataclass(frozen=True)
class Places:
    """Where the sheets have what is drawn."""

    beds: BedRows | None
    occupancy: Mapping[tuple[str, str], tuple[int, int]]
    money: Mapping[str, MoneyRows]


def write_charts(book: Any, sheet: Sheet, dossier: Dossier, places: Places) -> None:
    """Draw every option's charts, two beside each other; each option begins a page."""
    sheet.widths([COLUMN, COLUMN])
    breaks = []
    for portrait in dossier.portraits:
        if sheet.row:
            breaks.append(sheet.row)
        sheet.add([Text(f"{portrait.name}: {portrait.title}", heading=True)])
        _draw_option(book, sheet, portrait, places)
    sheet.sheet.set_h_pagebreaks(breaks)


def _draw_option(book: Any, sheet: Sheet, portrait: Portrait, places: Places) -> None:
    pools = list(portrait.results.scenario.content.pools)
    for pool in pools[:MOST_POOLS]:
        assert places.beds is not None
        _put(sheet, 0, _beds(book, portrait, pool, places.beds.found[portrait.name, pool]))
        _put(sheet, 1, _occupancy(book, portrait, pool, places.occupancy[portrait.name, pool]))
        sheet.row += ROWS
    if len(pools) > MOST_POOLS:
        left = len(pools) - MOST_POOLS
        sheet.add([Text(f"{left} more pools have no chart here; their rows are on the sheets Beds and Occupancy.")])
    if portrait.name in places.money:
        _put(sheet, 0, _money(book, portrait, places.money[portrait.name]))
        sheet.row += 2 * ROWS
    elif not pools:
        sheet.add(["Nothing about beds or the yearly gap to draw; the figures are on the sheet Results."])


@dataclass(frozen=True)
class _Drawn:
    chart: Any
    says: str
    width: int = WIDTH
    height: int = HEIGHT


def _put(sheet: Sheet, column: int, drawn: _Drawn) -> None:
    """Place a chart, with its words for those who cannot see it."""
    drawn.chart.set_size({"width": drawn.width, "height": drawn.height})
    options = {"description": short(drawn.says, LONGEST_SAYS), "object_position": 2, "x_offset": 4, "y_offset": 4}
    sheet.sheet.insert_chart(sheet.row, column, drawn.chart, options)


def _titled(chart: Any, title: str, along: str, up: str, shape: str, least: float | None = None) -> None:
    """Give a chart its title and name its axes with their units."""
    chart.set_title({"name": short(title, LONGEST_TITLE), "name_font": {"size": 11}, "overlay": False})
    chart.set_x_axis({"name": along, "num_font": {"size": 9}, "label_position": "low"})
    chart.set_y_axis(
        {
            "name": up,
            "num_format": shape,
            "min": least,
            "major_gridlines": {"visible": True, "line": {"color": "#D5D9DE"}},
        }
    )
    chart.set_legend({"position": "bottom"})


def _line(chart: Any, name: str, sheet: str, rows: tuple[int, int], column: int, **line: Any) -> None:
    """A line over the years of a pool."""
    first, last = rows
    chart.add_series(
        {
            "name": name,
            "categories": [sheet, first, beds.YEAR, last, beds.YEAR],
            "values": [sheet, first, column, last, column],
            "line": {"width": 2.25, **line},
            "marker": {"type": "none"},
        }
    )


def _floor(portrait: Portrait, pool: str, metrics: Sequence[str]) -> float:
    """Where an upright axis begins: a round number below all that is drawn, so that the lines are told apart."""
    drawn = [
        number
        for row in portrait.rows
        if row.metric in metrics and row.pool == pool
        for number in (row.central, row.p10, row.p90)
        if number is not None
    ]
    low, high = min(drawn, default=0.0), max(drawn, default=0.0)
    step = 10.0 ** math.floor(math.log10(high - low)) if high > low else 1.0
    return max(math.floor((low - (high - low) / 4) / step) * step, 0.0)


def _pool_title(portrait: Portrait, pool: str) -> str:
    return f"{portrait.results.scenario.content.pools[pool].title} ({portrait.name})"


def _beds(book: Any, portrait: Portrait, pool: str, rows: tuple[int, int]) -> _Drawn:
    """Beds needed, with P10 and P90, and beds open."""
    chart = book.add_chart({"type": "line"})
    if portrait.results.draws:
        for end, column in (("P10", beds.SPREADS), ("P90", beds.SPREADS + 1)):
            _line(chart, f"needed, {end}", beds.NAME, rows, column, color=NEED, width=1.0, dash_type="dash")
    _line(chart, "needed", beds.NAME, rows, beds.NEEDED, color=NEED)
    _line(chart, "open", beds.NAME, rows, beds.OPEN, color=OPEN, dash_type="long_dash")
    _line(chart, "needed, no plan", beds.NAME, rows, beds.UNPLANNED, color=GREY, width=1.25, dash_type="round_dot")
    title = _pool_title(portrait, pool)
    _titled(
        chart,
        f"Beds needed and open: {title}",
        "financial year",
        "beds",
        "#,##0",
        _floor(portrait, pool, DRAWN_OF_BEDS),
    )
    shown = f"Line chart of beds needed and beds open by year, {title}: in each year the cells of the sheet Beds, "
    return _Drawn(chart, f"{shown}rows {rows[0] + 1} to {rows[1] + 1}. Dashed thin lines: P10 and P90 of beds needed.")


def _occupancy(book: Any, portrait: Portrait, pool: str, rows: tuple[int, int]) -> _Drawn:
    """How full the beds are on average and in winter."""
    chart = book.add_chart({"type": "line"})
    if portrait.results.draws:
        for end, column in (("P10", occupancy.MEAN + 1), ("P90", occupancy.MEAN + 2)):
            _line(chart, f"whole year, {end}", occupancy.NAME, rows, column, color=NEED, width=1.0, dash_type="dash")
    _line(chart, "whole year", occupancy.NAME, rows, occupancy.MEAN, color=NEED)
    _line(chart, "winter", occupancy.NAME, rows, occupancy.WINTER, color=OPEN, dash_type="long_dash")
    title = _pool_title(portrait, pool)
    _titled(
        chart,
        f"How full the beds are: {title}",
        "financial year",
        "beds filled ÷ beds open",
        "0%",
        _floor(portrait, pool, DRAWN_OF_OCCUPANCY),
    )
    shown = (
        f"Line chart of how full the beds are by year, {title}: on average and in the three fullest months running, "
    )
    return _Drawn(chart, f"{shown}the cells of the sheet Occupancy, rows {rows[0] + 1} to {rows[1] + 1}.")


def _money(book: Any, portrait: Portrait, rows: MoneyRows) -> _Drawn:
    """The waterfall of the last year: stacked bars, the part before each bar unseen."""
    chart, year = book.add_chart({"type": "bar", "subtype": "stacked"}), portrait.results.years[-1]
    seen = [("total", NEED), ("adds to the gap", WORSE), ("takes off the gap", BETTER)]
    series: list[tuple[str, str | None]] = [("unseen", None)]
    series += [(f"{name}{below}", colour) for name, colour in seen for below in ("", ", below 0")]
    for at, (name, colour) in enumerate(series):
        column = rows.chart + (UNSEEN if colour is None else PARTS + at - 1)
        nothing = {"none": True}
        chart.add_series(
            {
                "name": name,
                "categories": ["Money", rows.gap, rows.chart + LABEL, rows.left, rows.chart + LABEL],
                "values": ["Money", rows.gap, column, rows.left, column],
                "fill": nothing if colour is None else {"color": colour},
                "border": nothing,
                "gap": 40,
            }
        )
    _titled(chart, f"Money in {year}: {portrait.name}", "£m of the year; right of 0: shortfall", "", "")
    chart.set_x_axis({"name": "£m of the year; right of 0: shortfall", "num_format": "#,##0"})
    chart.set_y_axis({"reverse": True, "crossing": "max", "label_position": "low", "num_font": {"size": 8}})
    chart.set_legend({"position": "bottom", "delete_series": [0, 2, 4, 6]})
    count = rows.left - rows.gap + 1
    says = (
        f"Waterfall of the money in {year}, {portrait.name}: from the gap if nothing changes, line by line, to what is "
        f"left; the cells of the sheet Money, rows {rows.gap + 1} to {rows.left + 1}."
    )
    return _Drawn(chart, says, WIDE, max(HEIGHT, min(120 + 24 * count, 2 * HEIGHT)))
