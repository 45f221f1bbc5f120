"""The charts of switching values: the figure as one assumption varies, and the break-even of two."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bedmodel.analysis.break_even import BreakEven
from bedmodel.analysis.response import Response
from bedmodel.analysis.switching import Solution, Switching
from bedmodel.analysis.trials import Trials
from bedmodel.report.captions import caption
from bedmodel.report.house_style import put_caption, save_charts
from bedmodel.report.palette import BETTER, GREY, NEED, OPEN
from bedmodel.report.solve_words import Shown, asked_for
from bedmodel.units import number, written

PLACES = {"left": (5, "left"), "right": (-5, "right")}


def write_charts(
    solution: Solution, responses: Sequence[Response], curve: BreakEven | None, folder: Path
) -> list[Path]:
    """Draw solve-NAME for each assumption and break-even for two, as PNG and SVG; the paths written."""
    charts: dict[str, Callable[[], Figure]] = {}
    for response in responses:
        name = response.switching.vary.assumption.path.removeprefix("assumptions.")
        charts[f"solve-{re.sub(r'[^A-Za-z0-9_-]', '-', name)}"] = partial(response_chart, solution, response)
    if curve is not None:
        charts["break-even"] = partial(break_even_chart, solution, curve)
    return save_charts(charts, folder)


def response_chart(solution: Solution, response: Response) -> Figure:
    """The figure over the values of one assumption, where it meets what is asked, and what is elsewhere."""
    switching, condition = response.switching, solution.condition
    figure = Figure(figsize=(9.0, 5.4), layout="constrained")
    axes = _under_heading(figure, solution)
    if response.band is not None:
        for low, high, alpha in ((0, 3, 0.15), (1, 2, 0.20)):
            ends = response.band[low], response.band[high]
            axes.fill_between(response.band_values, *ends, color=NEED, alpha=alpha, linewidth=0)
    axes.plot(response.values, response.figure, color=NEED, linewidth=2.2)
    target = condition.wanted[1]
    axes.axhline(target, color=GREY, linewidth=1.2, linestyle="--")
    axes.set_xlim(float(response.values[0]), float(response.values[-1]))
    wanted, place = f"wanted: {written(target, condition.unit)}", (float(response.values[0]), target)
    axes.annotate(wanted, place, xytext=(4, 4), textcoords="offset points", fontsize=9, color=GREY)
    show = Shown(switching)
    axes.set_xlabel(_axis_name(show, switching, 90))
    axes.xaxis.set_major_formatter(lambda value, _: show.bare(value))
    axes.xaxis.set_major_locator(MaxNLocator(7))
    axes.yaxis.set_major_formatter(lambda value, _: number(value, condition.unit))
    axes.set_ylabel(_unit_of(condition.unit))
    axes.margins(y=0.12)
    _mark(axes, switching, show)
    shows = "Line: the figure, all else as in the scenario"
    if response.band is not None:
        shows = "Line: the central case, all else as in the scenario; bands: P10 to P90, the inner one P25 to P75"
    put_caption(figure, caption(_drawn_from(solution, response.band is not None), shows))
    return figure


def _under_heading(figure: Figure, solution: Solution) -> Axes:
    """The axes of a figure whose heading says what was asked of which scenario."""
    asked = textwrap.fill(f"Asked: that {asked_for(solution)}", 90)
    heading = f"{solution.trials.scenario.content.scenario.title}\n{asked}"
    figure.suptitle(heading, x=0.01, ha="left", fontsize=11.5, fontweight="bold")
    axes: Axes = figure.subplots()
    return axes


def _axis_name(show: Shown, switching: Switching, width: int) -> str:
    unit = "times what is stated" if show.multiple else _unit_of(switching.unit)
    return textwrap.fill(f"{switching.title} ({unit})" if unit else switching.title, width)


def _unit_of(unit: str) -> str:
    return {"fraction": "%", "GBPm": "£m of the year", "fraction/year": "% a year"}.get(unit, unit)


def _mark(axes: Axes, switching: Switching, show: Shown) -> None:
    """Vertical lines where the scenario is, where the condition turns, and what is elsewhere, each named beside it."""
    marks = [(switching.value, f"in the scenario: {show(switching.value)}", OPEN, "-")]
    marks += [(c.value, f"it turns at {show(c.value)}", BETTER, "-") for c in switching.crossings]
    marks += [(e.value, f"elsewhere, {e.title}: {show(e.value)}", GREY, ":") for e in switching.elsewhere]
    low, high = axes.get_xlim()
    inside = [mark for mark in marks if low <= mark[0] <= high]
    for row, (value, text, colour, style) in enumerate(inside):
        axes.axvline(value, color=colour, linewidth=1.6, linestyle=style)
        shift, side = PLACES["left" if value < (low + high) / 2 else "right"]
        axes.annotate(
            textwrap.fill(text, 52),
            (value, 0.98 - 0.1 * row),
            xycoords=axes.get_xaxis_transform(),
            xytext=(shift, 0),
            textcoords="offset points",
            ha=side,
            va="top",
            fontsize=8.5,
            color=colour,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
        )


def break_even_chart(solution: Solution, curve: BreakEven) -> Figure:
    """Where the condition holds as two assumptions vary together, with the scenario in it."""
    first, second = Shown(curve.first), Shown(curve.second)
    figure = Figure(figsize=(9.0, 6.0), layout="constrained")
    axes = _under_heading(figure, solution)
    shade = np.where(np.isnan(curve.holds), 0.5, curve.holds).T
    axes.contourf(curve.values, curve.others, shade, levels=[-0.1, 0.5, 1.1], colors=["#FBE3D6", "#D5EFE6"])
    axes.plot(curve.values, curve.needed, color=BETTER, linewidth=2.4)
    axes.plot([curve.first.value], [curve.second.value], color=OPEN, marker="o", markersize=9)
    axes.annotate(
        "the scenario",
        (curve.first.value, curve.second.value),
        xytext=(9, 7),
        textcoords="offset points",
        color=OPEN,
        fontweight="bold",
    )
    for wanted, text in ((1.0, "it holds here"), (0.0, "it does not hold here")):
        place = _middle(curve, wanted)
        if place is not None:
            axes.annotate(text, place, ha="center", va="center", fontsize=11, color=GREY)
    axes.set_xlim(float(curve.values[0]), float(curve.values[-1]))
    axes.set_ylim(float(curve.others[0]), float(curve.others[-1]))
    axes.set_xlabel(_axis_name(first, curve.first, 90))
    axes.set_ylabel(_axis_name(second, curve.second, 60))
    axes.xaxis.set_major_formatter(lambda value, _: first.bare(value))
    axes.yaxis.set_major_formatter(lambda value, _: second.bare(value))
    axes.xaxis.set_major_locator(MaxNLocator(7))
    shows = "Line: where the condition just holds, all else as in the scenario"
    put_caption(figure, caption(_drawn_from(solution, False), shows))
    return figure


def _drawn_from(solution: Solution, band: bool) -> Trials:
    """What a chart was drawn from: the central case alone unless the draws were asked."""
    return solution.trials if band or solution.condition.needs_draws else replace(solution.trials, draws=0)


def _middle(curve: BreakEven, wanted: float) -> tuple[float, float] | None:
    """A place well inside one side of the curve, for its name; None where there is no such side."""
    first, second = np.nonzero(curve.holds == wanted)
    if not first.size:
        return None
    centre = first.mean(), second.mean()
    at = int(np.argmin((first - centre[0]) ** 2 + (second - centre[1]) ** 2))
    return float(curve.values[first[at]]), float(curve.others[second[at]])
