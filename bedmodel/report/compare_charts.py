"""The charts of a comparison: beds, one panel for each option on shared axes, and what is left of the money gap."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

import bedmodel
from bedmodel.analysis.compare import Compared, Comparison, Course, Option
from bedmodel.metrics import Selector
from bedmodel.report.captions import same_futures
from bedmodel.report.charted import money_row, options_shown, pools_compared, with_pool
from bedmodel.report.house_style import draw_band, fill_fan, label_ends, label_years, put_caption, save_charts
from bedmodel.report.palette import GREY, NEED, OPEN
from bedmodel.units import number

FEW = 9
"""Options up to which panels have their full size."""


def write_charts(comparison: Comparison, folder: Path) -> list[Path]:
    """Draw compare-beds for the pool with the most beds, one more for each other pool, and compare-money."""
    charts: dict[str, Callable[[], Figure]] = {}
    for number_, pool in enumerate(pools_compared(comparison)):
        name = "compare-beds" if number_ == 0 else f"compare-beds-{re.sub(r'[^A-Za-z0-9_-]', '-', pool)}"
        charts[name] = partial(beds_chart, comparison, pool)
    if money_row(comparison) is not None:
        charts["compare-money"] = partial(money_chart, comparison)
    return save_charts(charts, folder)


def beds_chart(comparison: Comparison, pool: str) -> Figure:
    """Beds needed, as a band, against beds open, one panel for each option that has the pool, on shared axes."""
    options = with_pool(comparison, pool)
    columns = min(len(options), 3 if len(options) <= FEW else 5)
    wide, high = (4.6, 3.6) if len(options) <= FEW else (3.9, 2.9)
    rows = -(-len(options) // columns)
    figure = Figure(figsize=(wide * columns + 0.8, high * rows + 1.2), layout="constrained")
    title = next(o.results.scenario.content.pools[pool].title for o in options)
    figure.suptitle(f"{title}: beds needed against beds open", x=0.01, ha="left", fontsize=12, fontweight="bold")
    panels: list[Axes] = list(figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True).ravel())
    for spare in panels[len(options) :]:
        figure.delaxes(spare)
    for at, (axes, option) in enumerate(zip(panels, options, strict=False)):
        draw_option(axes, comparison, option, pool)
        name = option.name + (" (reference)" if option is comparison.against else "")
        axes.set_title(textwrap.fill(name, 40), fontsize=10)
        axes.tick_params(labelbottom=at + columns >= len(options), labelleft=at % columns == 0)
        if at % columns == 0:
            axes.set_ylabel("beds")
    label_options(panels[: len(options)], options, pool)
    shows = options_shown(comparison, pool)
    put_caption(figure, f"{shows}; {_caption(comparison)} The vertical axes need not start at 0.")
    return figure


def draw_option(axes: Axes, comparison: Comparison, option: Option, pool: str) -> None:
    """Beds needed, with their fan, and beds open in one option; dotted what is needed in the reference."""
    need, opened = _need(option, pool), option.courses[Selector("beds.available", pool=pool)]
    at = np.arange(len(need.central))
    if need.fan is not None:
        fill_fan(axes, need.fan, NEED)
    if opened.fan is not None:
        fill_fan(axes, opened.fan, OPEN, inner=False)
    is_reference = option is comparison.against
    base = comparison.against.courses.get(Selector("beds.required", pool=pool))
    if base is not None and not is_reference:
        axes.plot(np.arange(len(base.central)), base.central, color=GREY, linestyle=":", linewidth=1.6)
    axes.plot(at, need.central, color=NEED, linewidth=2.0)
    axes.plot(at, opened.central, color=OPEN, linewidth=2.0, marker="o", markersize=3.5)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: number(value, "beds"))


def _need(option: Option, pool: str) -> Course:
    return option.courses[Selector("beds.required", pool=pool)]


def label_options(panels: Sequence[Axes], options: Sequence[Option], pool: str, *, short: bool = False) -> None:
    """Label the years and name the lines at their ends, once every panel is drawn and the shared axis is known.

    With `short` there is room for the figures alone, in the colours of their lines.
    """
    longest = max((option.results.years for option in options), key=len)
    for axes in panels:
        label_years(axes, longest, 0.32 if short else 0.5, ends_only=True)
    for axes, option in zip(panels, options, strict=True):
        need = _need(option, pool).central
        opened = option.courses[Selector("beds.available", pool=pool)].central
        ends = [
            (float(need[-1]), number(need[-1], "beds") if short else f"needed {number(need[-1], 'beds')}", NEED),
            (float(opened[-1]), number(opened[-1], "beds") if short else f"open {number(opened[-1], 'beds')}", OPEN),
        ]
        label_ends(axes, ends, len(need) - 1)


def money_chart(comparison: Comparison) -> Figure:
    """What is left of the money gap in each option, with its P10 to P90, all on one axis."""
    row = money_row(comparison)
    assert row is not None
    count = len(comparison.options)
    figure = Figure(figsize=(10.0, 2.2 + 0.42 * count), layout="constrained")
    heading = f"What is left of the money gap in {row.year}"
    figure.suptitle(heading, x=0.01, ha="left", fontsize=12, fontweight="bold")
    axes = figure.subplots()
    for at, cell in enumerate(row.options):
        _money_bar(axes, at, cell, OPEN if at == comparison.reference else NEED)
    base = row.options[comparison.reference]
    if base is not None and base.value[0] is not None:
        axes.axvline(base.value[0], color=OPEN, linewidth=1, linestyle=":")
    axes.axvline(0, color=GREY, linewidth=1)
    names = [
        textwrap.fill(o.name + (" (reference)" if at == comparison.reference else ""), 34)
        for at, o in enumerate(comparison.options)
    ]
    axes.set_yticks(range(count), names)
    axes.set_ylim(count - 0.4, -0.6)
    axes.margins(x=0.12)
    axes.xaxis.set_major_formatter(lambda value, _: number(value, "beds"))
    axes.set_xlabel("£m of the year; right of 0 = shortfall, left of 0 = surplus")
    put_caption(figure, f"Dots: the central case; bars: P10 to P90; {_caption(comparison)}")
    return figure


def _money_bar(axes: Axes, at: int, cell: Compared | None, colour: str) -> None:
    """An option's central gap as a dot with its amount, its P10 to P90 as a bar."""
    central = None if cell is None else cell.value[0]
    if cell is None or central is None:
        axes.annotate("no money in this scenario", (0, at), fontsize=8.5, color=GREY, va="center")
        return
    low, high = cell.value[2], cell.value[4]
    draw_band(axes, at, low, high, colour)
    axes.plot([central], [at], color=colour, marker="o", markersize=6)
    text = number(central, "GBPm", sign=True)
    clear = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.8}
    axes.annotate(text, (central, at), xytext=(0, 7), textcoords="offset points", ha="center", fontsize=9, bbox=clear)


def _caption(comparison: Comparison) -> str:
    found = same_futures(comparison)
    return f"{found}. Source: the scenarios named, bedmodel {bedmodel.__version__}; hashes in compare.json."
