"""The charts: beds needed against beds open, how full they are, and the money as a waterfall.

One house style, direct labels, bands for P10 to P90, the source in the caption; the same run draws the same bytes.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bedmodel.analysis.compare import FAN
from bedmodel.metrics import Selector
from bedmodel.report.captions import caption
from bedmodel.report.charted import money_steps
from bedmodel.report.house_style import (
    Bar,
    Draw,
    draw_columns,
    figure_with_panels,
    fill_fan,
    label_ends,
    label_years,
    plain_tick,
    put_caption,
    save_charts,
)
from bedmodel.report.palette import BETTER, GREY, NEED, OPEN, WORSE
from bedmodel.results import Results
from bedmodel.units import number

OCCUPANCY_LINES = ((0.85, "85%"), (0.92, "92%"), (1.0, "100%: every bed taken"))


def write_charts(results: Results, folder: Path) -> list[Path]:
    """Draw the charts of beds and money as PNG and SVG into a folder that exists; the paths written."""
    charts: dict[str, Draw] = {}
    if results.scenario.content.pools:
        charts |= {"beds": partial(beds_chart, results), "occupancy": partial(occupancy_chart, results)}
    if results.has("finance.gap"):
        charts["money"] = partial(money_chart, results)
    return save_charts(charts, folder)


def _series(results: Results, metric: str, pool: str) -> list[float]:
    return [results.value(Selector(metric, pool=pool, year=year)) for year in results.years]


def _fan(axes: Axes, results: Results, metric: str, pool: str, colour: str, *, inner: bool = True) -> None:
    if not results.draws:
        return
    drawn = np.stack([results.draws_of(Selector(metric, pool=pool, year=year)) for year in results.years], axis=1)
    fill_fan(axes, np.quantile(drawn, FAN, axis=0), colour, inner=inner)


def beds_chart(results: Results) -> Figure:
    """Beds needed, with their fan, against beds open, one panel for each pool."""
    pools = results.scenario.content.pools
    figure, panels = figure_with_panels(results, "Beds needed against beds open", len(pools))
    for axes, (name, pool) in zip(panels, pools.items(), strict=True):
        draw_beds(axes, results, name)
        axes.set_title(pool.title)
    return figure


def draw_beds(axes: Axes, results: Results, pool: str) -> None:
    """Beds needed, with their fan, against beds open, in one pool."""
    at = np.arange(len(results.years))
    today, need, opened = (
        _series(results, f"beds.{kind}", pool) for kind in ("required_before_levers", "required", "available")
    )
    _fan(axes, results, "beds.required", pool, NEED)
    _fan(axes, results, "beds.available", pool, OPEN, inner=False)
    axes.plot(at, today, color=GREY, linestyle=":", linewidth=1.8)
    axes.plot(at, need, color=NEED, linewidth=2.2)
    axes.plot(at, opened, color=OPEN, linewidth=2.2, marker="o", markersize=4)
    axes.margins(y=0.12)
    axes.yaxis.set_major_locator(MaxNLocator(8, integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: number(value, "beds"))
    axes.set_ylabel("beds")
    label_years(axes, results.years, 0.42)
    ends = [
        (need[-1], f"needed {number(need[-1], 'beds')}", NEED),
        (opened[-1], f"open {number(opened[-1], 'beds')}", OPEN),
    ]
    if abs(today[-1] - need[-1]) > 0.5:
        ends.append((today[-1], f"needed without\nthe plan {number(today[-1], 'beds')}", GREY))
    label_ends(axes, ends, at[-1])


def occupancy_chart(results: Results) -> Figure:
    """How full the beds are, on average and in winter, against 85, 92 and 100%."""
    pools = results.scenario.content.pools
    figure, panels = figure_with_panels(results, "How full the beds are", len(pools))
    for axes, (name, pool) in zip(panels, pools.items(), strict=True):
        draw_occupancy(axes, results, name)
        axes.set_title(pool.title)
    return figure


def draw_occupancy(axes: Axes, results: Results, pool: str) -> None:
    """How full the beds of one pool are, with the fan of the year's mean, and in winter."""
    at = np.arange(len(results.years))
    mean, winter = (_series(results, f"occupancy.{kind}", pool) for kind in ("mean", "winter"))
    _fan(axes, results, "occupancy.mean", pool, NEED)
    axes.plot(at, mean, color=NEED, linewidth=2.2)
    axes.plot(at, winter, color=OPEN, linewidth=1.8, linestyle="--")
    low, high = axes.get_ylim()
    axes.set_ylim(min(low, 0.82), max(high, 1.03))
    axes.yaxis.set_major_locator(MaxNLocator(8, steps=[1, 5, 10]))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value * 100:.3g}%")
    axes.set_ylabel("beds filled ÷ beds open")
    label_years(axes, results.years, 0.42)
    for level, text in OCCUPANCY_LINES:
        axes.plot([-0.25, at[-1]], [level, level], color=GREY, linewidth=0.8, alpha=0.7)
        axes.annotate(text, (-0.2, level), xytext=(0, 2), textcoords="offset points", fontsize=8.5, color=GREY)
    if np.isfinite(mean[-1]):
        ends = [
            (mean[-1], f"whole year {number(mean[-1], 'fraction')}%", NEED),
            (winter[-1], f"winter {number(winter[-1], 'fraction')}%", OPEN),
        ]
        label_ends(axes, ends, at[-1])


def money_bars(results: Results) -> list[Bar]:
    """The bars of the waterfall: each begins where the one before it ends, the first and the last at 0."""
    steps, running, bars = money_steps(results), 0.0, []
    for place, step in enumerate(steps):
        whole = place in (0, len(steps) - 1)
        amount = results.value(step.figure) * (-1.0 if step.turned else 1.0)
        start = 0.0 if whole else running
        running = start + amount
        colour = NEED if whole else (WORSE if amount > 0 else BETTER)
        bars.append(Bar(step.title, start, running, colour, number(amount, "GBPm", sign=True)))
    return bars


def money_chart(results: Results) -> Figure:
    """The final year's money from left to right: from the gap if nothing changes, by each measure, to what is left."""
    bars = money_bars(results)
    title = f"Money in {results.years[-1]}: how the gap is meant to close"
    figure, (axes, *_) = figure_with_panels(results, title, 1, 5.6)
    figure.set_figwidth(max(8.0, 1.35 * len(bars) + 1.5))
    put_caption(figure, caption(results, "Bars: the central case; blue: gaps, green: off the gap, orange: on to it"))
    draw_columns(axes, bars)
    low, high = results.ends(Selector("finance.gap"))
    if low != high:
        at = len(bars) - 1 + 0.42
        axes.plot([at, at], [low, high], color=GREY, linewidth=2.5, solid_capstyle="butt")
        ends = " to ".join(number(end, "GBPm", sign=True) for end in (low, high))
        text = f"P10 to P90:\n{ends}"
        axes.annotate(text, (at, (low + high) / 2), xytext=(5, 0), textcoords="offset points", va="center", color=GREY)
    axes.axhline(0, color=GREY, linewidth=1)
    axes.margins(y=0.10)
    axes.yaxis.set_major_formatter(plain_tick)
    axes.set_ylabel("£m of the year; above 0 = shortfall")
    return figure
