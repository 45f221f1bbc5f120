"""The charts: beds needed against beds open, how full they are, and the money as a waterfall.

One house style, direct labels, bands for P10 to P90, the source in the caption; the same run draws the same bytes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

import bedmodel
from bedmodel.analysis.compare import FAN
from bedmodel.figures import line_titles
from bedmodel.metrics import Selector
from bedmodel.report.records import Ran
from bedmodel.results import Array, Results
from bedmodel.units import number

Draw = Callable[[], Figure]
"""A way to draw a chart, once it is wanted."""

# Okabe and Ito's palette: told apart by people with any colour vision.
NEED, OPEN, WORSE, BETTER, GREY = "#0072B2", "#D55E00", "#D55E00", "#009E73", "#5A5A5A"
STYLE: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "xtick.color": GREY,
    "ytick.color": GREY,
    "svg.hashsalt": "bedmodel",
    "text.parse_math": False,
    "axes.labelcolor": GREY,
    "figure.dpi": 100,
    "savefig.dpi": 150,
}
COLOURS = {
    NEED.lower(): "need",
    OPEN.lower(): "open",
    BETTER.lower(): "better",
    GREY.lower(): "soft",
    "#ffffff": "paper",
    "#000000": "ink",
}
"""What each colour is for, which a page may show in others; the same for light and dark."""
PANELS_IN_A_ROW = 3
FANS = "Lines: the central case; bands: P10 to P90, the inner one P25 to P75"
NEGLIGIBLE = 0.05
"""£m below which a bar would not be seen."""
OCCUPANCY_LINES = ((0.85, "85%"), (0.92, "92%"), (1.0, "100%: every bed taken"))


def write_charts(results: Results, folder: Path) -> list[Path]:
    """Draw the charts of beds and money as PNG and SVG into a folder that exists; the paths written."""
    charts: dict[str, Callable[[], Figure]] = {}
    if results.scenario.content.pools:
        charts |= {"beds": partial(beds_chart, results), "occupancy": partial(occupancy_chart, results)}
    if results.has("finance.gap"):
        charts["money"] = partial(money_chart, results)
    return save_charts(charts, folder)


def save_charts(charts: Mapping[str, Callable[[], Figure]], folder: Path) -> list[Path]:
    """Draw charts by name in the house style, each as PNG and SVG; the paths written."""
    written = []
    with mpl.rc_context(STYLE):  # type: ignore[arg-type]
        for name, draw in charts.items():
            figure = draw()
            for kind, metadata in (
                ("png", {"Software": "bedmodel"}),
                ("svg", {"Date": None, "Creator": "bedmodel"}),
            ):
                path = folder / f"{name}.{kind}"
                figure.savefig(path, format=kind, metadata=metadata)
                written.append(path)
    return written


def drawn_in_house_style(draw: Callable[[], str], wanted: bool = True) -> str:
    """What drawing gives, in the house style with its text kept as text; nothing where it is not wanted."""
    if not wanted:
        return ""
    style = STYLE | {"svg.fonttype": "none"}
    with mpl.rc_context(style):  # type: ignore[arg-type]
        return draw()


def figure_with_panels(results: Results, title: str, panels: int, height: float = 4.8) -> tuple[Figure, Sequence[Axes]]:
    """A figure under the scenario's title, with as many panels as asked for."""
    rows, columns = -(-panels // PANELS_IN_A_ROW), min(panels, PANELS_IN_A_ROW)
    figure = Figure(figsize=(5.0 * columns + 1.0, height * rows), layout="constrained")
    heading = f"{results.scenario.content.scenario.title}\n{title}"
    figure.suptitle(heading, x=0.01, ha="left", fontsize=12, fontweight="bold")
    axes: list[Axes] = list(figure.subplots(rows, columns, squeeze=False).ravel())
    for spare in axes[panels:]:
        figure.delaxes(spare)
    put_caption(figure, caption(results, FANS) + " Vertical axes need not start at 0.")
    return figure, axes[:panels]


def put_caption(figure: Figure, text: str) -> None:
    """Say below a figure what it shows and where it comes from."""
    figure.supxlabel(textwrap.fill(text, int(13.5 * figure.get_figwidth())), x=0.01, ha="left", fontsize=8, color=GREY)


def caption(results: Ran, shows: str) -> str:
    """What a figure shows, of how many futures, from which scenario, and how much of that is assumed."""
    futures = f"{results.draws:,} futures, seed {results.seed}" if results.draws else "central case only"
    return f"{shows}; {futures}. {source(results)}"


def source(results: Ran) -> str:
    """From which scenario a figure comes, and how much of that is assumed."""
    scenario = results.scenario
    counts = scenario.statuses()
    return (
        f"Source: scenario {scenario.content.scenario.id} ({scenario.hash[:12]}), bedmodel "
        f"{bedmodel.__version__}; {counts['assumed']} of its {len(scenario.used)} numbers "
        f"{'is' if counts['assumed'] == 1 else 'are'} assumed."
    )


def _series(results: Results, metric: str, pool: str) -> list[float]:
    return [results.value(Selector(metric, pool=pool, year=year)) for year in results.years]


def _fan(axes: Axes, results: Results, metric: str, pool: str, colour: str, *, inner: bool = True) -> None:
    if not results.draws:
        return
    drawn = np.stack([results.draws_of(Selector(metric, pool=pool, year=year)) for year in results.years], axis=1)
    fill_fan(axes, np.quantile(drawn, FAN, axis=0), colour, inner=inner)


def fill_fan(axes: Axes, quantiles: Array, colour: str, *, inner: bool = True) -> None:
    """A band from P10 to P90, with one from P25 to P75 in it; none where nothing varies. Quantiles (4, year)."""
    if (quantiles[0] == quantiles[3]).all():
        return
    at = np.arange(quantiles.shape[1])
    axes.fill_between(at, quantiles[0], quantiles[3], color=colour, alpha=0.15, linewidth=0)
    if inner:
        axes.fill_between(at, quantiles[1], quantiles[2], color=colour, alpha=0.20, linewidth=0)


def label_years(axes: Axes, years: Sequence[str], room: float, *, ends_only: bool = False) -> None:
    """Label the years, or the first and the last alone, with room to the right for the names of the lines."""
    count = len(years)
    step = max(1, count - 1 if ends_only else -(-count // 6))
    axes.set_xticks(range(0, count, step), years[::step], fontsize=8.5)
    axes.set_xlim(-0.25, (count - 1) * (1 + room) + 0.25)
    axes.spines["bottom"].set_bounds(-0.25, count - 1)


def label_ends(axes: Axes, ends: Sequence[tuple[float, str, str]], at: float) -> None:
    """Name each line at its end, moved apart where they would overlap."""
    low, high = axes.get_ylim()
    apart = (high - low) * 0.075
    rising = sorted(ends, key=lambda end: end[0])
    rooms = [apart * (1 + text.count("\n") / 2) for _, text, _ in rising]
    heights: list[float] = []
    for (value, _, _), room in zip(rising, rooms, strict=True):
        heights.append(max(value, heights[-1] + room) if heights else value)
    top = max(high, rising[-1][0]) if rising else high
    for place in reversed(range(len(rising))):
        heights[place] = min(heights[place], top)
        top = heights[place] - rooms[place]
    for (value, text, colour), height in zip(rising, heights, strict=True):
        axes.annotate(
            text,
            (at, value),
            xytext=(at + 0.15, height),
            color=colour,
            va="center",
            fontsize=9,
            fontweight="bold",
        )


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
        ends.append((today[-1], f"needed before\nthe plan {number(today[-1], 'beds')}", GREY))
    label_ends(axes, ends, at[-1])


def occupancy_chart(results: Results) -> Figure:
    """How full the beds are, on average and in winter, against 85, 92 and 100%."""
    pools = results.scenario.content.pools
    figure, panels = figure_with_panels(results, "How full the beds are", len(pools))
    at = np.arange(len(results.years))
    for axes, (name, pool) in zip(panels, pools.items(), strict=True):
        mean, winter = (_series(results, f"occupancy.{kind}", name) for kind in ("mean", "winter"))
        _fan(axes, results, "occupancy.mean", name, NEED)
        axes.plot(at, mean, color=NEED, linewidth=2.2)
        axes.plot(at, winter, color=OPEN, linewidth=1.8, linestyle="--")
        low, high = axes.get_ylim()
        axes.set_ylim(min(low, 0.82), max(high, 1.03))
        axes.yaxis.set_major_locator(MaxNLocator(8, steps=[1, 5, 10]))
        axes.yaxis.set_major_formatter(lambda value, _: f"{value * 100:.3g}%")
        axes.set_title(pool.title)
        axes.set_ylabel("beds filled ÷ beds open")
        label_years(axes, results.years, 0.42)
        for level, text in OCCUPANCY_LINES:
            axes.plot([-0.25, at[-1]], [level, level], color=GREY, linewidth=0.8, alpha=0.7)
            axes.annotate(text, (-0.2, level), xytext=(0, 2), textcoords="offset points", fontsize=8, color=GREY)
        if np.isfinite(mean[-1]):
            ends = [
                (mean[-1], f"whole year {number(mean[-1], 'fraction')}%", NEED),
                (winter[-1], f"winter {number(winter[-1], 'fraction')}%", OPEN),
            ]
            label_ends(axes, ends, at[-1])
    return figure


def money_steps(results: Results) -> list[tuple[str, float]]:
    """The final year's waterfall: the gap if nothing changes, each measure and cost that counts, what is left (£m)."""
    steps = [("Gap if nothing changes", results.value("finance.gap_do_nothing"))]
    for metric, sign in (("finance.measure", -1.0), ("finance.new_cost", 1.0)):
        for line, title in line_titles(results.scenario, metric).items():
            amount = sign * results.value(Selector(metric, line=line))
            if abs(amount) >= NEGLIGIBLE:
                steps.append((title, amount))
    return [*steps, ("What is left", results.value("finance.gap"))]


@dataclass(frozen=True)
class Bar:
    """A bar of a waterfall: from where to where it runs, and what is written beside it."""

    title: str
    start: float
    end: float
    colour: str
    label: str


def draw_waterfall(axes: Axes, bars: Sequence[Bar], nought: float | None = 0.0) -> None:
    """Bars below one another, each beginning where the one above it ends; labels stand to the right, of 0 at least."""
    last = len(bars) - 1
    for row, bar in enumerate(bars):
        axes.barh(row, bar.end - bar.start, left=bar.start, color=bar.colour, height=0.62)
        beside = max(bar.start, bar.end) if nought is None else max(bar.start, bar.end, nought)
        axes.annotate(bar.label, (beside, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=9)
        if row < last:
            axes.plot([bar.end, bar.end], [row - 0.31, row + 1.31], color=GREY, linewidth=0.8)
    axes.set_yticks(range(len(bars)), [textwrap.fill(bar.title, 40) for bar in bars])
    axes.set_ylim(last + 0.9, -0.6)
    axes.use_sticky_edges = False


def money_chart(results: Results) -> Figure:
    """The final year's money: from the gap if nothing changes, measure by measure, to what is left."""
    steps = money_steps(results)
    last = len(steps) - 1
    figure, (axes, *_) = figure_with_panels(
        results, f"Money in {results.years[-1]}: how the gap is meant to close", 1, 2.0 + 0.48 * len(steps)
    )
    figure.set_figwidth(10.0)
    put_caption(figure, caption(results, "Bars: the central case"))
    running, bars = 0.0, []
    for row, (title, amount) in enumerate(steps):
        start = 0.0 if row in (0, last) else running
        running = start + amount
        colour = NEED if row in (0, last) else (WORSE if amount > 0 else BETTER)
        bars.append(Bar(title, start, running, colour, number(amount, "GBPm", sign=True)))
    draw_waterfall(axes, bars)
    low, high = results.ends(Selector("finance.gap"))
    if low != high:
        axes.plot([low, high], [last + 0.5] * 2, color=GREY, linewidth=2.5, solid_capstyle="butt")
        text = f"what is left, P10 to P90: {number(low, 'GBPm', sign=True)} to {number(high, 'GBPm', sign=True)}"
        axes.annotate(
            text,
            (high, last + 0.5),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            color=GREY,
        )
    axes.axvline(0, color=GREY, linewidth=1)
    axes.margins(x=0.10)
    axes.xaxis.set_major_formatter(lambda value, _: number(value, "beds"))
    axes.set_xlabel("£m of the year; right of 0 = shortfall, left of 0 = surplus")
    return figure
