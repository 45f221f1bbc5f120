"""The charts of what matters most: a tornado and the shares of variance, one of each for a figure."""

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

from bedmodel.analysis.sensitivity import Sensitivity
from bedmodel.analysis.tornado import Bar, Tornado, moving
from bedmodel.metrics import METRICS, Selector
from bedmodel.report import sensitivity_words as words
from bedmodel.report.captions import source
from bedmodel.report.compare_tables import SIGNED
from bedmodel.report.house_style import draw_halves, put_caption, save_charts
from bedmodel.report.palette import GREY, NEED
from bedmodel.results import NOUGHT
from bedmodel.units import number, shown_to

LABEL = 50
"""Characters of a name on one line."""
HEIGHT, ROOM = 0.52, 2.0
"""Inches for a bar, and for all that stands above and below."""


def write_charts(found: Sensitivity, folder: Path, top: int) -> list[Path]:
    """Draw tornado-… and sobol-… for each figure where something moves it; the paths written."""
    charts: dict[str, Callable[[], Figure]] = {}
    for at, selector in enumerate(found.selectors):
        name = re.sub(r"[^a-z0-9]+", "-", str(selector).lower()).strip("-")
        if found.tornadoes and moving(found.tornadoes[at]):
            charts[f"tornado-{name}"] = partial(tornado_chart, found, found.tornadoes[at], top)
        if found.shares is not None and found.shares.varies[at]:
            charts[f"sobol-{name}"] = partial(shares_chart, found, at, top)
    return save_charts(charts, folder)


def tornado_chart(found: Sensitivity, tornado: Tornado, top: int) -> Figure:
    """A bar for each number from what the figure is at its low end to what it is at its high end."""
    bars = moving(tornado)[:top]
    selector = tornado.selector
    figure, axes = _figure(found, f"{words.chart_title(found, selector)}: what moves it, one at a time", len(bars))
    for row, bar in enumerate(bars):
        draw_halves(axes, row, bar.baseline, _ends(bar, selector), 0.56, bold=True)
    axes.axvline(tornado.baseline, color=GREY, linewidth=1)
    stated = f"all as stated: {words.amount(tornado.baseline, selector)}"
    clear = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    axes.annotate(stated, (tornado.baseline, -0.72), ha="center", va="center", fontsize=9, color=GREY, bbox=clear)
    _name_rows(axes, [_row_name(bar) for bar in bars])
    axes.margins(x=0.32)
    axes.xaxis.set_major_locator(MaxNLocator(7, integer=shown_to(METRICS[selector.metric].unit) == 0.5))
    axes.xaxis.set_major_formatter(lambda value, _: _tick(value, selector))
    axes.set_xlabel(_axis(selector))
    moved = "P10 to P90" if found.swing is None else f"{found.swing * 100:g}% of itself down to as much up"
    shows = f"Each bar: one number from {moved}, all else as stated. Blue: its lower value; orange: its higher"
    if any(bar.factor.kind == "risk" for bar in bars):
        shows += ", or the risk strikes"
    shows += ". At its ends: the figure, and the value that gives it"
    put_caption(figure, f"{shows}. {_smaller(tornado, len(bars))}{source(found.trials)}")
    return figure


def _ends(bar: Bar, selector: Selector) -> list[tuple[float, str]]:
    """What the figure is at each end of a bar, in words with the value that gives it; none for a risk that is away."""
    ends = []
    for figure, value in ((bar.at_low, bar.ends.low), (bar.at_high, bar.ends.high)):
        where = "if it strikes" if bar.factor.kind == "risk" else f"at {words.tried_value(bar.ends, value)}"
        away = bar.factor.kind == "risk" and figure == bar.baseline
        ends.append((figure, "" if away else f"{words.figure_number(figure, selector)} {where}"))
    return ends


def _row_name(bar: Bar) -> str:
    """What is moved and over what range."""
    if bar.factor.kind == "risk":
        return _wrapped(f"Risk: {bar.factor.title}")
    return f"{_wrapped(bar.factor.title)}\n{words.tried(bar.ends)}"


def _wrapped(title: str) -> str:
    """A title in lines of about the same length."""
    lines = -(-len(title) // LABEL)
    return textwrap.fill(title, min(LABEL, len(title) // lines + 8))


def _tick(value: float, selector: Selector) -> str:
    """A figure on the axis; whole £m without a decimal."""
    unit, sign = METRICS[selector.metric].unit, selector.metric in SIGNED
    whole = abs(value - round(value)) < NOUGHT
    return number(value, "beds", sign=sign) if unit == "GBPm" and whole else words.figure_number(value, selector)


def _axis(selector: Selector) -> str:
    metric = METRICS[selector.metric]
    unit = {"fraction": "", "GBPm": "£m: "}.get(metric.unit, f"{metric.unit}: ")
    return unit + metric.meaning


def _smaller(tornado: Tornado, shown: int) -> str:
    left = len(tornado.bars) - shown
    return f"{left} more move it less. " if left else ""


def shares_chart(found: Sensitivity, at: int, top: int) -> Figure:
    """How much of the variance each group makes alone and in all, with 95% intervals."""
    shares = found.shares
    assert shares is not None
    totals = shares.total.value[at]
    order = [int(which) for which in np.argsort(-totals, kind="stable") if totals[which] >= 0.005][:top]
    title = f"{words.chart_title(found, found.selectors[at])}: shares in how much it varies"
    figure, axes = _figure(found, title, len(order))
    for row, which in enumerate(order):
        _interval(axes, row, shares.total.value[at, which], shares.total.low[at, which], shares.total.high[at, which])
        alone = max(float(shares.first.value[at, which]), 0.0)
        axes.barh(row, alone, color=NEED, height=0.28)
    _name_rows(axes, [_wrapped(found.groups[which].title) for which in order])
    axes.set_xlim(0, min(1.15, 1.25 * float(shares.total.high[at].max())))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value * 100:.0f}%")
    axes.set_xlabel("of the variance, if all that is uncertain varies at once")
    shows = "Dark: by itself; light: with what it does together with others; lines: 95% intervals of the light bars"
    together = words.percent(shares.together(at))
    rest = (
        f"What several do only together adds {together}. {shares.evaluations:,} evaluations, seed {found.trials.seed}. "
    )
    put_caption(figure, f"{shows}. {rest}{source(found.trials)}")
    return figure


def _interval(axes: Axes, row: int, total: float, low: float, high: float) -> None:
    """A group's whole share as a light bar with its interval and its figures."""
    axes.barh(row, total, color=NEED, alpha=0.3, height=0.56)
    axes.plot([low, high], [row, row], color=GREY, linewidth=1.4)
    ends = words.percent(max(low, 0.0)), words.percent(high)
    text = words.percent(total) + ("" if ends[0] == ends[1] else f" ({ends[0].removesuffix('%')}–{ends[1]})")
    axes.annotate(text, (max(high, total), row), xytext=(5, 0), textcoords="offset points", va="center", fontsize=9)


def _figure(found: Sensitivity, title: str, rows: int) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(10.5, ROOM + HEIGHT * max(rows, 2)), layout="constrained")
    heading = f"{found.trials.scenario.content.scenario.title}\n{textwrap.fill(title, 95)}"
    figure.suptitle(heading, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return figure, figure.subplots()


def _name_rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), list(names), fontsize=8.5)
    axes.set_ylim(len(names) - 0.4, -0.75)
    axes.tick_params(axis="y", length=0)
