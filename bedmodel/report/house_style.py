"""The house style of all charts: colours, direct labels, bands, captions; the same figure draws the same bytes."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bedmodel.report.captions import caption
from bedmodel.report.palette import GREY, NEED, OPEN
from bedmodel.results import Array, Results
from bedmodel.units import exact

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
Draw = Callable[[], Figure]
"""A way to draw a chart, once it is wanted."""
PANELS_IN_A_ROW = 3
TICK = 9
"""Digits beyond which a place on an axis has nothing but rounding."""
CLEAR = {"facecolor": "#FFFFFF", "edgecolor": "none", "pad": 0.6}
"""The ground of a label that lies on a line."""
POINTS, LABEL = 72, 12.5
"""Points in an inch, and for a line of a label."""
FANS = "Lines: the central case; bands: P10 to P90, the inner one P25 to P75"


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


def drawn_in_house_style(draw: Callable[[], str]) -> str:
    """What drawing gives, in the house style with its text kept as text."""
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
    rising = sorted(ends, key=lambda end: end[0])
    tall = axes.get_window_extent().height * POINTS / axes.figure.dpi
    rooms = [(high - low) * LABEL * (1 + text.count("\n")) / tall for _, text, _ in rising]
    heights = moved_apart([value for value, _, _ in rising], rooms, low, high)
    for (value, text, colour), height in zip(rising, heights, strict=True):
        place = (at + 0.15, height)
        axes.annotate(text, (at, value), xytext=place, color=colour, va="center", fontsize=9, fontweight="bold")


def moved_apart(rising: Sequence[float], rooms: Sequence[float], low: float, high: float) -> list[float]:
    """Where labels of given heights stand, in order and without overlapping, as near as can be to where they belong.

    They stay between low and high where there is room for all of them, else above low. Least squares under an order:
    neighbours that would overlap share their mean (pool adjacent violators).

    >>> moved_apart([10.0, 10.0], [2.0, 2.0], 0.0, 20.0)
    [9.0, 11.0]
    """
    steps = [(below + above) / 2 for below, above in pairwise(rooms)]
    offsets = [sum(steps[:number]) for number in range(len(rising))]
    pooled: list[tuple[float, int]] = []
    for value, offset in zip(rising, offsets, strict=True):
        mean, count = value - offset, 1
        while pooled and pooled[-1][0] >= mean:
            before, many = pooled.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pooled.append((mean, count))
    means = [mean for mean, count in pooled for _ in range(count)]
    top = high - (offsets[-1] if offsets else 0.0)
    return [max(min(mean, top), low) + offset for mean, offset in zip(means, offsets, strict=True)]


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


NAME = 17
"""Characters of a column's name on one line."""


def draw_columns(axes: Axes, bars: Sequence[Bar]) -> None:
    """Bars from left to right, each beginning where the one before it ends, their names below the axis."""
    last = len(bars) - 1
    for column, bar in enumerate(bars):
        axes.bar(column, bar.end - bar.start, bottom=bar.start, color=bar.colour, width=0.62, zorder=2)
        beyond = bar.end >= bar.start
        axes.annotate(
            bar.label,
            (column, bar.end),
            xytext=(0, 4 if beyond else -4),
            textcoords="offset points",
            ha="center",
            va="bottom" if beyond else "top",
            fontsize=9.5,
            fontweight="bold",
            bbox=CLEAR,
        )
        if column < last:
            axes.plot([column - 0.31, column + 1.31], [bar.end, bar.end], color=GREY, linewidth=0.8)
    axes.set_xticks(range(len(bars)), [textwrap.fill(bar.title, NAME) for bar in bars], fontsize=8.5)
    axes.set_xlim(-0.6, last + 1.6)
    axes.tick_params(axis="x", length=0)
    axes.use_sticky_edges = False


def name_above(axes: Axes, row: int, name: str, width: int) -> None:
    """Write what a row is above it, from the left edge, so that it fits a narrow drawing."""
    text = textwrap.fill(textwrap.shorten(name, 2 * width, placeholder=" …"), width)
    where = ("axes fraction", "data")
    axes.annotate(
        text, (0.0, row - 0.27), xycoords=where, ha="left", va="bottom", fontsize=9, linespacing=1.05, bbox=CLEAR
    )


def draw_halves(
    axes: Axes, row: int, baseline: float, ends: Sequence[tuple[float, str]], height: float, *, bold: bool = False
) -> None:
    """The two halves of a bar about a baseline, low end before high end; each end with its words, if it has any."""
    low, high = ((*end, colour) for end, colour in zip(ends, (NEED, OPEN), strict=True))
    # The longer half first, so that where both lie on one side neither is hidden.
    for figure, _, colour in sorted((low, high), key=lambda end: -abs(end[0] - baseline)):
        axes.barh(row, figure - baseline, left=baseline, color=colour, height=height)
    for (figure, text, colour), beyond in ((low, low[0] > high[0]), (high, high[0] >= low[0])):
        if text:
            axes.annotate(
                text,
                (figure, row),
                xytext=(4 if beyond else -4, 0),
                textcoords="offset points",
                ha="left" if beyond else "right",
                va="center",
                fontsize=8.5 if bold else 9,
                fontweight="bold" if bold else "normal",
                color=colour,
            )


def draw_band(axes: Axes, at: float, low: float | None, high: float | None, colour: str) -> None:
    """A light bar from P10 to P90; none where there is no range."""
    if low is not None and high is not None:
        axes.plot([low, high], [at, at], color=colour, linewidth=7, alpha=0.3, solid_capstyle="butt")


def plain_tick(value: float, _: float = 0.0) -> str:
    """A number on an axis with as many digits as it has.

    >>> plain_tick(-0.8), plain_tick(1500.0), plain_tick(0.0)
    ('−0.8', '1,500', '0')
    """
    return exact(round(value, TICK), "ratio")
