"""The charts of access standards: beds needed under each, and how full so many beds can be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullFormatter

from bedmodel.analysis.sizes import fullest
from bedmodel.analysis.standards import Access, PoolHeld
from bedmodel.report import standards_phrases as say
from bedmodel.report.captions import caption, source
from bedmodel.report.house_style import put_caption, save_charts
from bedmodel.report.palette import GREY, NEED, OPEN
from bedmodel.units import number

FEWEST, MOST = 5, 3000
"""Beds from which to which the curve runs, and beyond where a pool has fewer or more."""
BEHIND = {"facecolor": "white", "edgecolor": "none", "pad": 1}
CLOSE = 1.1
"""Multiple of a pool's beds up to which the mark of the next one stands above its own."""
MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What stands for the pools on the curve, by size."""
TICKS = (1, 2, 5, 10, 20, 50, 100, 200, 400, 1000, 2000, 5000, 10000)

_TITLE: dict[str, Any] = {"x": 0.01, "ha": "left", "fontsize": 12, "fontweight": "bold"}


def write_charts(access: Access, folder: Path) -> list[Path]:
    """Draw standards and sizes as PNG and SVG into a folder that exists; the paths written."""
    charts: dict[str, Callable[[], Figure]] = {
        "standards": partial(beds_chart, access),
        "sizes": partial(size_chart, access),
    }
    return save_charts(charts, folder)


def beds_chart(access: Access) -> Figure:
    """Beds needed under each standard, with P10 to P90, against the beds open; one panel for each pool."""
    heights = [len(pool.held) for pool in access.pools]
    figure = Figure(figsize=(9.0, 1.7 + 0.55 * sum(heights) + 0.9 * len(heights)), layout="constrained")
    figure.suptitle(_title(access, f"Beds needed by standard, {access.year}"), **_TITLE)
    panels = figure.subplots(len(heights), 1, squeeze=False, height_ratios=[height + 1 for height in heights]).ravel()
    for axes, pool in zip(panels, access.pools, strict=True):
        _pool_panel(axes, pool)
    shows = "Dots: the central case" + ("; bars: P10 to P90" if access.trials.draws else "")
    put_caption(figure, caption(access.trials, f"{shows}. Horizontal axes do not start at 0"))
    return figure


def _title(access: Access, text: str) -> str:
    return f"{access.trials.scenario.content.scenario.title}\n{text}"


def _pool_panel(axes: Axes, pool: PoolHeld) -> None:
    rows = [row for row in pool.rows if row.standard is not None and np.isfinite(row.figures["beds"].central)]
    for at, row in enumerate(rows):
        beds = row.figures["beds"]
        if beds.drawn is not None:
            _, _, low, _, high = beds.statistics
            axes.plot([low, high], [at, at], color=NEED, alpha=0.35, linewidth=9, solid_capstyle="butt")
        axes.plot([beds.central], [at], marker="o", color=NEED, markersize=7)
        text = number(say.enough(beds.central), "beds")
        place: dict[str, Any] = {
            "xytext": (0, 9),
            "textcoords": "offset points",
            "ha": "center",
            "fontsize": 9,
            "color": NEED,
        }
        axes.annotate(text, (beds.central, at), bbox=BEHIND, **place)
    opened = pool.open.figures["beds"].central
    axes.axvline(opened, color=OPEN, linewidth=1.6)
    axes.annotate(
        f"open {number(opened, 'beds')}",
        (opened, len(rows) - 0.5),
        xytext=(4, 2),
        textcoords="offset points",
        fontsize=9,
        color=OPEN,
        fontweight="bold",
    )
    axes.set_yticks(range(len(rows)), [say.short(row.standard) for row in rows])
    axes.set_ylim(len(rows) - 0.3, -0.8)
    axes.margins(x=0.12)
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10], integer=True))
    axes.xaxis.set_major_formatter(lambda value, _: number(value, "beds"))
    axes.set_title(pool.pool.title)
    axes.set_xlabel("beds")


def size_chart(access: Access) -> Figure:
    """How full so many beds can be if no more than a share of patients finds none free, with the pools on it."""
    figure = Figure(figsize=(9.0, 5.6), layout="constrained")
    figure.suptitle(
        _title(access, f"How full beds can be if {say.patients(access.refused)} may find none free"), **_TITLE
    )
    axes = figure.subplots()
    opened = [pool.open.figures["beds"].central for pool in access.pools]
    fewest, most = min([FEWEST, *(beds for beds in opened if beds > 0)]), max([MOST, *(1.3 * beds for beds in opened)])
    beds = np.geomspace(fewest, most, 200)
    axes.plot(beds, fullest(beds, access.refused), color=NEED, linewidth=2.2)
    for level in access.occupancies:
        axes.axhline(level, color=GREY, linewidth=0.9, alpha=0.7)
        place: dict[str, Any] = {"xytext": (0, 3), "textcoords": "offset points", "fontsize": 8.5, "color": GREY}
        axes.annotate(say.per_cent(level), (fewest, level), **place)
    axes.set_xscale("log")
    by_size = sorted(access.pools, key=lambda pool: pool.open.figures["beds"].central)
    named, last, above = [], 0.0, 0
    for pool, mark in zip(by_size, MARKS, strict=False):
        size = pool.open.figures["beds"].central
        above = above + 1 if size < CLOSE * last else 0
        named.append(_mark_pool(axes, pool, access.refused, mark, above))
        last = size
    axes.text(0.98, 0.05, "\n".join(named), transform=axes.transAxes, ha="right", va="bottom", fontsize=9, color=OPEN)
    axes.set_xticks(
        [tick for tick in TICKS if fewest <= tick <= most], [f"{tick:,}" for tick in TICKS if fewest <= tick <= most]
    )
    axes.set_ylim(None, 1.01)
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.yaxis.set_major_formatter(lambda value, _: f"{value * 100:.3g}%")
    axes.set_xlabel("beds (each step to the right is a multiple)")
    axes.set_ylabel("beds filled ÷ beds, mean")
    shows = (
        "Curve and filled dots: patients come independently, no season (Erlang's formula). Rings: the beds each needs "
        "for it, with its own season and day-to-day variation, central case"
    )
    put_caption(figure, f"{shows}. {source(access.trials)}")
    return figure


def _mark_pool(axes: Axes, pool: PoolHeld, limit: float, mark: str, above: int) -> str:
    """A pool's beds open on the curve, so many marks above it, and what its own season leaves of that; in words."""
    opened = pool.open.figures["beds"].central
    text = f"{mark}: {pool.pool.title}: {number(opened, 'beds')} beds"
    if opened > 0:
        full = float(fullest(np.array([opened]), limit)[0])
        axes.plot([opened], [full], marker="o", color=OPEN, markersize=8)
        place: dict[str, Any] = {"textcoords": "offset points", "fontsize": 10, "fontweight": "bold", "color": OPEN}
        axes.annotate(mark, (opened, full), xytext=(-3, 8 + 13 * above), ha="center", bbox=BEHIND, **place)
        text += f" could be {number(full, 'fraction')}% full"
    row = pool.under("refusal", limit)
    if row is not None:
        beds, filled = row["beds"].central, say.filled(row, limit)
        axes.plot([beds], [filled], marker="o", markersize=8, markerfacecolor="none", color=OPEN)
        text += f"; with its season {number(say.enough(beds), 'beds')} needed, {number(filled, 'fraction')}% full"
    return text
