"""The charts of the page that is shared: one panel each, narrow enough for a telephone, without title or caption."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bedmodel.analysis.compare import Compared, Comparison
from bedmodel.analysis.tornado import Tornado, moving
from bedmodel.figures import line_titles
from bedmodel.metrics import METRICS, Selector
from bedmodel.report import compare_charts
from bedmodel.report import sensitivity_words as words
from bedmodel.report.charted import Believed, money_row, with_pool
from bedmodel.report.charts import draw_beds, draw_occupancy, money_bars
from bedmodel.report.house_style import draw_band, draw_halves, name_above, plain_tick
from bedmodel.report.palette import BETTER, GREY, NEED, OPEN, WORSE
from bedmodel.results import Results
from bedmodel.units import number, written

WIDE = 4.8
"""Inches: what a telephone shows with text that can be read."""
ROW, TALL_ROW, ENDS = 0.56, 0.72, 0.55
"""Inches for a row with its name above it, for one whose name takes two lines, and for the axis below all of them."""
GAP = "£m of the year; right of 0 = shortfall, left of 0 = surplus"
LINE = 54
"""Characters that fit on a line of the drawing."""


def beds(results: Results, pool: str) -> Figure:
    """Beds needed, with their fan, against beds open."""
    figure, axes = _panel(3.3, left=0.15)
    draw_beds(axes, results, pool)
    return figure


def occupancy(results: Results, pool: str) -> Figure:
    """How full the beds are, with the fan of the mean, and in winter."""
    figure, axes = _panel(3.3, left=0.16)
    draw_occupancy(axes, results, pool)
    return figure


def money(results: Results) -> Figure:
    """The waterfall of the last year with a row a step; below what is left its P10 to P90."""
    bars = money_bars(results)
    figure, axes = _rows([bar.title for bar in bars], GAP)
    for row, bar in enumerate(bars):
        axes.barh(row, bar.end - bar.start, left=bar.start, color=bar.colour, height=0.42)
        beside = max(bar.start, bar.end, 0.0)
        axes.annotate(bar.label, (beside, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=9)
        if row < len(bars) - 1:
            axes.plot([bar.end, bar.end], [row - 0.21, row + 1.21], color=GREY, linewidth=0.7)
    low, high = results.ends(Selector("finance.gap"))
    if low != high:
        axes.plot([low, high], [len(bars) - 0.70] * 2, color=GREY, linewidth=2.5, solid_capstyle="butt")
    _around_nought(axes)
    return figure


def beliefs(items: Sequence[Believed], unit: str) -> Figure:
    """What must be believed, as diamonds, beside what has been found, as dots, on one axis."""
    figure, axes = _rows([item.title for item in items], METRIC_UNITS.get(unit, unit))
    for row, item in enumerate(items):
        colour, marker = (OPEN, "D") if item.is_plan else (NEED, "o")
        if item.low is not None and item.high is not None:
            axes.plot([item.low, item.high], [row, row], color=colour, linewidth=5, alpha=0.3, solid_capstyle="butt")
        axes.plot([item.value], [row], color=colour, marker=marker, markersize=7)
        place = max(item.value, item.high if item.high is not None else item.value)
        axes.annotate(
            written(item.value, unit),
            (place, row),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            fontweight="bold",
            color=colour,
        )
    _around_nought(axes)
    axes.xaxis.set_major_formatter(lambda value, _: number(value, unit))
    return figure


METRIC_UNITS = {"fraction": "per cent", "fraction/year": "per cent a year", "GBPm": "£m"}
"""Units as an axis names them."""


def tornado(found: Tornado, top: int) -> Figure:
    """How far each number moves a figure by itself: blue at its low end, orange at its high end."""
    bars = moving(found)[:top]
    unit = METRICS[found.selector.metric].unit
    figure, axes = _rows([bar.factor.title for bar in bars], METRIC_UNITS.get(unit, unit))
    for row, bar in enumerate(bars):
        ends = [(at, words.figure_number(at, found.selector)) for at in (bar.at_low, bar.at_high)]
        draw_halves(axes, row, bar.baseline, [(at, "" if at == bar.baseline else text) for at, text in ends], 0.42)
    axes.axvline(found.baseline, color=GREY, linewidth=1)
    axes.margins(x=0.28)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(lambda value, _: words.figure_number(value, found.selector))
    return figure


def payers(results: Results) -> Figure:
    """What each payer bears in the last year: shortfall or cost to the right, surplus to the left."""
    titles = line_titles(results.scenario, "finance.gap_by_payer")
    figure, axes = _rows(list(titles.values()), GAP)
    for row, line in enumerate(titles):
        selector = Selector("finance.gap_by_payer", line=line)
        value, (low, high) = results.value(selector), results.ends(selector)
        axes.barh(row, value, color=WORSE if value > 0 else BETTER, height=0.42)
        if low != high:
            axes.plot([low, high], [row + 0.3] * 2, color=GREY, linewidth=2.5, solid_capstyle="butt")
        text = number(value, "GBPm", sign=True)
        axes.annotate(text, (max(value, 0.0), row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=9)
    _around_nought(axes)
    return figure


def options_beds(comparison: Comparison, pool: str) -> Figure:
    """Beds needed against beds open in every option that has the pool, on shared axes, two in a row."""
    options = with_pool(comparison, pool)
    rows = -(-len(options) // 2)
    figure = Figure(figsize=(WIDE, 1.75 * rows + 0.35))
    edge = 0.3 / figure.get_figheight()
    figure.subplots_adjust(left=0.11, right=0.985, top=1 - edge, bottom=edge, wspace=0.08, hspace=0.32)
    panels = list(figure.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).ravel())
    for spare in panels[len(options) :]:
        figure.delaxes(spare)
    for at, (axes, option) in enumerate(zip(panels, options, strict=False)):
        compare_charts.draw_option(axes, comparison, option, pool)
        axes.set_title(textwrap.shorten(option.name, 30, placeholder="…"), fontsize=9)
        axes.tick_params(labelbottom=at + 2 >= len(options), labelsize=8.5)
    compare_charts.label_options(panels[: len(options)], options, pool, short=True)
    return figure


def options_money(comparison: Comparison) -> Figure:
    """What is left of the money gap in each option: a dot for the central case, a bar from P10 to P90."""
    row = money_row(comparison)
    assert row is not None
    figure, axes = _rows([option.name for option in comparison.options], GAP)
    for at, cell in enumerate(row.options):
        _gap_left(axes, at, cell)
    _around_nought(axes)
    return figure


def _gap_left(axes: Axes, at: int, cell: Compared | None) -> None:
    central, _, low, _, high = (None,) * 5 if cell is None else cell.value
    if central is None:
        axes.annotate("no money in this scenario", (0, at), fontsize=9, color=GREY, va="center")
        return
    draw_band(axes, at, low, high, NEED)
    axes.plot([central], [at], color=NEED, marker="o", markersize=6)
    text = number(central, "GBPm", sign=True)
    place = max(central, central if high is None else high)
    axes.annotate(text, (place, at), xytext=(5, 0), textcoords="offset points", va="center", fontsize=9)


def _panel(height: float, *, left: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDE, height))
    figure.subplots_adjust(left=left, right=0.985, top=0.97, bottom=0.3 / height)
    return figure, figure.subplots()


def _rows(names: Sequence[str], below: str) -> tuple[Figure, Axes]:
    """A drawing of rows, the first at the top, each with its name above it; below them what the axis is."""
    count, row = len(names), ROW if all(len(name) <= LINE for name in names) else TALL_ROW
    height = row * count + ENDS + 0.1
    figure = Figure(figsize=(WIDE, height))
    figure.subplots_adjust(left=0.02, right=0.97, top=1 - 0.02 / height, bottom=ENDS / height)
    axes = figure.subplots()
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_ylim(count - 0.5, -0.78)
    axes.set_xlabel(below, fontsize=9)
    axes.tick_params(axis="x", labelsize=8.5)
    for place, name in enumerate(names):
        name_above(axes, place, name, LINE)
    return figure, axes


def _around_nought(axes: Axes) -> None:
    axes.axvline(0, color=GREY, linewidth=1)
    low, high = axes.dataLim.intervalx
    low, high = min(low, 0.0), max(high, 0.0)
    room = (high - low) or 1.0
    axes.set_xlim(low - 0.04 * room, high + 0.2 * room)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(plain_tick)
