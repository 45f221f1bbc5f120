"""The charts of an appraisal: what each option is worth, where that comes from, and when it has paid back."""

from __future__ import annotations

import textwrap
from functools import partial
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

import bedmodel
from bedmodel.analysis.appraisal_streams import CLASSES, RISK
from bedmodel.analysis.appraise import Appraisal, Option
from bedmodel.analysis.ranking import Ranking
from bedmodel.report.captions import futures
from bedmodel.report.house_style import label_ends, put_caption, save_charts
from bedmodel.report.palette import BETTER, GREY, NEED, OPEN
from bedmodel.report.phrases import in_futures
from bedmodel.units import number

# Okabe and Ito's palette, its yellow darkened for text, in an order in which neighbours are told apart.
COLOURS = (NEED, OPEN, BETTER, "#CC79A7", "#E69F00", "#56B4E9", "#7A6A00", "#000000")
REST = "#B0B0B0"
BANDS = 2
"""Options up to which each line has its band; more would hide one another."""
NEGLIGIBLE = 0.05


def write_charts(appraisal: Appraisal, ranking: Ranking, folder: Path) -> list[Path]:
    """Draw appraise-value, appraise-classes and appraise-payback as PNG and SVG; the paths written."""
    charts = {
        "appraise-value": partial(value_chart, appraisal, ranking),
        "appraise-classes": partial(classes_chart, appraisal),
        "appraise-payback": partial(payback_chart, appraisal),
    }
    return save_charts(charts, folder)


def value_chart(appraisal: Appraisal, ranking: Ranking) -> Figure:
    """Net present value of each option, with its P10 to P90 and how often it is best."""
    count = len(appraisal.options)
    figure, axes = _bars(appraisal, "What each option is worth to society", count)
    names = []
    for at, option in enumerate(appraisal.options):
        colour = OPEN if at == 0 else NEED
        if appraisal.draws and at:
            _, _, low, _, high = option.statistics
            axes.plot([low, high], [at, at], color=colour, linewidth=8, alpha=0.3, solid_capstyle="butt")
        axes.plot([option.value], [at], color=colour, marker="o", markersize=6)
        _label(axes, option.value, at, 8)
        best = f"\nbest {in_futures(float(ranking.shares[at]))}" if appraisal.draws else ""
        names.append(f"{_name(appraisal, at)}{best}")
    axes.set_yticks(range(count), names)
    shows = "Dots: the central case with risks at their expected value"
    put_caption(figure, f"{shows}{'; bars: P10 to P90' if appraisal.draws else ''}; {_caption(appraisal)}")
    return figure


def classes_chart(appraisal: Appraisal) -> Figure:
    """Present values by class, stacked to either side of nought, and what is left of them."""
    options = appraisal.options[1:]
    figure, axes = _bars(appraisal, "Where it comes from", len(options))
    shown = _shown(options)
    for at, option in enumerate(options):
        values = _by_class(option)
        ends = {True: 0.0, False: 0.0}
        rest = sum(values[title] for title in values if title not in shown)
        for title, colour in [*zip(shown, COLOURS, strict=False), ("Everything else", REST)]:
            value = values.get(title, rest)
            start = ends[value > 0]
            if abs(value) >= NEGLIGIBLE:
                axes.barh(
                    at, value, left=start, color=colour, height=0.55, label=title, edgecolor="white", linewidth=0.6
                )
                ends[value > 0] = start + value
        axes.plot(
            [option.value], [at], color="black", marker="D", markersize=6, linestyle="none", label="Net present value"
        )
        axes.annotate(
            number(option.value, "GBPm", sign=True),
            (option.value, at),
            xytext=(0, 20),
            textcoords="offset points",
            ha="center",
            fontsize=9,
            fontweight="bold",
        )
    axes.set_yticks(range(len(options)), [_name(appraisal, at) for at in range(1, len(options) + 1)])
    handles, labels = axes.get_legend_handles_labels()
    once = dict(zip(labels, handles, strict=True))
    order = [title for title in (*shown, "Everything else", "Net present value") if title in once]
    figure.legend([once[title] for title in order], order, loc="outside right upper", frameon=False, fontsize=8.5)
    shows = "Present values less the reference's, central case; right of 0: costs less or brings more"
    put_caption(figure, f"{shows}; {_caption(appraisal)}")
    return figure


def _shown(options: tuple[Option, ...]) -> list[str]:
    """The titles of the largest classes, in their order."""
    sizes: dict[str, float] = {}
    for option in options:
        for title, value in _by_class(option).items():
            sizes[title] = max(sizes.get(title, 0.0), abs(value))
    largest = sorted((t for t in sizes if sizes[t] >= NEGLIGIBLE), key=lambda title: -sizes[title])[: len(COLOURS) - 1]
    return [title for title in sizes if title in largest]


def _by_class(option: Option) -> dict[str, float]:
    found = {of.title: value for of, value in zip(CLASSES, option.classes.tolist(), strict=True)}
    return found | {RISK.title: option.expected_risk}


def payback_chart(appraisal: Appraisal) -> Figure:
    """Discounted net benefit up to each year, one line an option; above nought it has paid back."""
    options = appraisal.options[1:]
    figure = Figure(figsize=(10.0, 5.6), layout="constrained")
    figure.suptitle(
        _heading(appraisal, "Benefits less costs so far"), x=0.01, ha="left", fontsize=12, fontweight="bold"
    )
    axes = figure.subplots()
    at = np.arange(appraisal.years + 1)
    ends = []
    for place, option in enumerate(options):
        colour = COLOURS[place % len(COLOURS)]
        so_far = np.cumsum(option.balance)
        if appraisal.draws and len(options) <= BANDS:
            axes.fill_between(at, option.so_far[0], option.so_far[2], color=colour, alpha=0.10, linewidth=0)
        axes.plot(
            at, so_far, color=colour, linewidth=max(4.0 - place, 1.4), linestyle="-" if place < len(COLOURS) else "--"
        )
        back = option.payback
        text = (
            "never paid back"
            if back is None
            else "paid back at once"
            if back == 0
            else f"paid back {appraisal.year(back)}"
        )
        ends.append(
            (float(so_far[-1]), f"{option.name}\n{number(float(so_far[-1]), 'GBPm', sign=True)}, {text}", colour)
        )
    axes.axhline(0, color=GREY, linewidth=1)
    ticks = list(range(0, appraisal.years + 1, max(1, appraisal.years // 6)))
    axes.set_xticks(ticks, [appraisal.year(tick) for tick in ticks], fontsize=8.5)
    axes.set_xlim(0, appraisal.years * 1.36)
    axes.spines["bottom"].set_bounds(0, appraisal.years)
    axes.yaxis.set_major_locator(MaxNLocator(8))
    axes.yaxis.set_major_formatter(lambda value, _: number(value, "beds"))
    axes.set_ylabel(f"£m, real {appraisal.baseline} prices, discounted")
    axes.margins(y=0.08)
    label_ends(axes, ends, appraisal.years * 1.005)
    bands = "; bands: P10 to P90" if appraisal.draws and len(options) <= BANDS else ""
    put_caption(figure, f"Lines: the central case, risks at their expected value{bands}; {_caption(appraisal)}")
    return figure


def _bars(appraisal: Appraisal, title: str, count: int) -> tuple[Figure, Axes]:
    """A figure with a row for each option."""
    figure = Figure(figsize=(10.0, 2.6 + 0.62 * count), layout="constrained")
    figure.suptitle(_heading(appraisal, title), x=0.01, ha="left", fontsize=12, fontweight="bold")
    axes = figure.subplots()
    axes.axvline(0, color=GREY, linewidth=1)
    axes.set_ylim(count - 0.4, -0.75)
    axes.margins(x=0.10)
    axes.use_sticky_edges = False
    axes.xaxis.set_major_formatter(lambda value, _: number(value, "beds"))
    axes.set_xlabel(
        f"£m, real {appraisal.baseline} prices, discounted; right of 0 = better than {appraisal.reference.name}"
    )
    return figure, axes


def _heading(appraisal: Appraisal, title: str) -> str:
    return f"{title}, over {appraisal.years} years, against {appraisal.reference.name}"


def _label(axes: Axes, value: float, at: int, above: int) -> None:
    clear = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.8}
    text = number(value, "GBPm", sign=True)
    axes.annotate(text, (value, at), xytext=(0, above), textcoords="offset points", ha="center", fontsize=9, bbox=clear)


def _name(appraisal: Appraisal, at: int) -> str:
    return textwrap.fill(appraisal.options[at].name + (" (reference)" if at == 0 else ""), 34)


def _caption(appraisal: Appraisal) -> str:
    found = futures(appraisal.draws, appraisal.seed)
    return f"{found}. Source: the scenarios named, bedmodel {bedmodel.__version__}; hashes in appraise.json."
