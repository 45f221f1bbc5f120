"""The charts of ledgers, staff groups and care without a stay, in the same style."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from bedmodel.analysis.compare import FAN
from bedmodel.metrics import Selector
from bedmodel.report import house_style as c
from bedmodel.report.captions import caption
from bedmodel.report.charted import NEGLIGIBLE
from bedmodel.report.palette import GREY, NEED, OPEN
from bedmodel.results import Array, Results
from bedmodel.units import number

KEPT, GROWN, NEW, MOVED = "#0072B2", "#3A8FC4", "#009E73", "#B87900"
TALL_ENOUGH = 0.06
"""Share of the tallest bar that a part must have for its number to fit into it."""


def write_bedless_charts(results: Results, folder: Path) -> list[Path]:
    """Draw the charts of what needs no beds as PNG and SVG into a folder that exists; the paths written."""
    content = results.scenario.content
    found: dict[str, Callable[[], Figure]] = {}
    if content.ledger:
        found["budgets"] = partial(budgets_chart, results)
    if content.workforce:
        found["staff"] = partial(staff_chart, results)
    if content.activity:
        found["clinics"] = partial(clinics_chart, results)
    return c.save_charts(found, folder)


def budgets_chart(results: Results) -> Figure:
    """What is counted of the budgets by year: what was there, its growth, money moved, and new money."""
    figure, (axes, *_) = c.figure_with_panels(results, "Budgets, each pound counted once", 1)
    figure.set_figwidth(9.0)
    c.put_caption(figure, caption(results, "Bars: the central case"))
    first = results.years[0]
    parts = [(f"there in {first}", KEPT, _kept(results))]
    for label, colour, metric in (
        (f"growth since {first}", GROWN, "growth"),
        ("moved from other budgets", MOVED, "moved_money"),
        ("new money", NEW, "new_money"),
    ):
        parts.append((label, colour, _by_year(results, f"ledger.{metric}")))
    at = np.arange(len(results.years))
    tallest = float(_by_year(results, "ledger.counted").max())
    base = np.zeros(len(at))
    ends = []
    for label, colour, amounts in parts:
        axes.bar(at, amounts, bottom=base, color=colour, width=0.62, edgecolor="white", linewidth=0.8)
        for x, bottom, amount in zip(at, base, amounts, strict=True):
            if amount >= TALL_ENOUGH * tallest:
                axes.annotate(number(amount, "GBPm"), (x, bottom + amount / 2), ha="center", va="center", color="white")
        if abs(amounts[-1]) > NEGLIGIBLE:
            ends.append((float(base[-1] + amounts[-1] / 2), f"{label} {number(amounts[-1], 'GBPm')}", colour))
        base = base + amounts
    twice = _by_year(results, "ledger.inside")
    if twice.max() > NEGLIGIBLE:
        axes.bar(at, twice, bottom=base, fill=False, hatch="////", edgecolor=GREY, width=0.62, linewidth=0.8)
        ends.append((float(base[-1] + twice[-1] / 2), f"would be counted\ntwice {number(twice[-1], 'GBPm')}", GREY))
    axes.yaxis.set_major_formatter(lambda value, _: number(value, "beds"))
    axes.set_ylabel("£m of the year")
    c.label_years(axes, results.years, 0.42)
    axes.set_xlim(-0.5, (len(at) - 1) * 1.42 + 0.5)
    c.label_ends(axes, ends, at[-1] + 0.3)
    return figure


def _by_year(results: Results, metric: str) -> Array:
    return np.array([results.value(Selector(metric, year=year)) for year in results.years])


def _kept(results: Results) -> Array:
    """What is counted and neither grown, moved nor new."""
    other = sum(_by_year(results, f"ledger.{metric}") for metric in ("growth", "moved_money", "new_money"))
    return np.asarray(_by_year(results, "ledger.counted") - other)


def staff_chart(results: Results) -> Figure:
    """Staff at the end of each year with their fan, against the target, one panel for each group."""
    groups = results.scenario.content.workforce
    figure, panels = c.figure_with_panels(results, "Staff at the end of each year", len(groups))
    for axes, (name, group) in zip(panels, groups.items(), strict=True):
        ends = [_line(axes, results, Selector("workforce.stock", line=name), NEED, "there", "WTE")]
        if group.target is not None:
            gap = [results.value(Selector("workforce.stock_gap", line=name, year=year)) for year in results.years]
            stock = [results.value(Selector("workforce.stock", line=name, year=year)) for year in results.years]
            target = np.array(stock) - np.array(gap)
            axes.plot(target, color=OPEN, linewidth=2.0, linestyle="--")
            ends.append((float(target[-1]), f"target {number(target[-1], 'WTE')}", OPEN))
        if group.target_per_1000 is not None:
            selector = Selector("workforce.target_by_population", line=name)
            ends.append(_line(axes, results, selector, GREY, "target by\npopulation", "WTE", ":"))
        _finish(axes, results, group.title, "whole-time equivalents", ends)
    return figure


def clinics_chart(results: Results) -> Figure:
    """Contacts if nothing moves, and those that stay in hospital, one panel for each kind."""
    kinds = results.scenario.content.activity
    figure, panels = c.figure_with_panels(results, "Contacts in hospital; moving them frees no bed", len(kinds))
    for axes, (name, kind) in zip(panels, kinds.items(), strict=True):
        ends = [
            _line(axes, results, Selector("activity.volume", line=name), GREY, "if nothing\nmoves", "beds", ":"),
            _line(axes, results, Selector("activity.in_hospital", line=name), NEED, "in hospital", "beds"),
        ]
        base = number(results.value(Selector("activity.volume", line=name, year=results.years[0])), "beds")
        unit = f"for each {base} in {results.years[0]}" if kind.is_index else "contacts a year"
        _finish(axes, results, kind.title, unit, ends)
    return figure


def _line(
    axes: Axes, results: Results, selector: Selector, colour: str, label: str, unit: str, style: str = "-"
) -> tuple[float, str, str]:
    """Draw a line of a figure with its fan; what stands at its end."""
    assert selector.line is not None
    values = [results.value(Selector(selector.metric, line=selector.line, year=year)) for year in results.years]
    if results.draws:
        drawn = [results.draws_of(Selector(selector.metric, line=selector.line, year=year)) for year in results.years]
        c.fill_fan(axes, np.quantile(np.stack(drawn, axis=1), FAN, axis=0), colour)
    axes.plot(values, color=colour, linewidth=2.2, linestyle=style)
    return values[-1], f"{label} {number(values[-1], unit)}", colour


def _finish(axes: Axes, results: Results, title: str, unit: str, ends: list[tuple[float, str, str]]) -> None:
    axes.margins(y=0.12)
    axes.yaxis.set_major_locator(MaxNLocator(8, integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: number(value, "beds"))
    axes.set_title(title)
    axes.set_ylabel(unit)
    c.label_years(axes, results.years, 0.5)
    c.label_ends(axes, ends, len(results.years) - 1)
