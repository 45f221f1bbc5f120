"""The chart of a back-test: what was projected with its band, what came, and what a plan said, series by series."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from bedmodel.analysis.backtest import Backtest, Course
from bedmodel.report import backtest_words as say
from bedmodel.report.captions import caption
from bedmodel.report.house_style import label_ends, label_years, put_caption, save_charts
from bedmodel.report.palette import GREY, NEED, OPEN

PANELS_IN_A_ROW = 2
PLAN = "#009E73"
"""Of Okabe and Ito's palette too."""
ROOM = 0.55
"""Of the years: room to the right for the names of the lines."""
EDGE = 0.12
"""Of a year: how far shading goes beyond the last one."""

ABOVE, BELOW = 14, -6
"""Points of print between the end of a line and its name above or below it."""


def write_charts(found: Backtest, folder: Path) -> list[Path]:
    """Draw the back-test as PNG and SVG into a folder that exists; the paths written."""
    return save_charts({"backtest": partial(backtest_chart, found)}, folder)


def backtest_chart(found: Backtest) -> Figure:
    """A panel for each series: band and line projected, points published (hollow in the pandemic), the plan dashed."""
    count = len(found.courses)
    lines, columns = -(-count // PANELS_IN_A_ROW), min(count, PANELS_IN_A_ROW)
    figure = Figure(figsize=(6.0 * columns + 1.0, 4.4 * lines + 0.6), layout="constrained")
    title = found.trials.scenario.content.scenario.title
    heading = f"{title}\nProjected and published, change since {found.base}"
    figure.suptitle(heading, x=0.01, ha="left", fontsize=12, fontweight="bold")
    panels: list[Axes] = list(figure.subplots(lines, columns, squeeze=False).ravel())
    for spare in panels[count:]:
        figure.delaxes(spare)
    for axes, course in zip(panels, found.courses, strict=False):
        _panel(axes, found, course)
    put_caption(figure, _caption(found))
    return figure


def _panel(axes: Axes, found: Backtest, course: Course) -> None:
    """One series over the years from the base year on."""
    span = found.trials.scenario.span
    names = [year for year in span if found.base <= year <= course.years[-1].year]
    at = [0, *(names.index(year.year) for year in course.years)]
    still = course.still
    projected = [still, *(year.projected[0] for year in course.years)]
    actual = [still, *(year.actual for year in course.years)]
    pandemic = [found.base in course.series.pandemic, *(year.pandemic for year in course.years)]
    if found.draws and any(year.inside is not None for year in course.years):
        low = [still, *(year.projected[2] for year in course.years)]
        high = [still, *(year.projected[4] for year in course.years)]
        axes.fill_between(at, low, high, color=NEED, alpha=0.18, linewidth=0)
    for place, strange in zip(at, pandemic, strict=True):
        if strange:
            axes.axvspan(place - 0.5, min(place + 0.5, at[-1] + EDGE), color=GREY, alpha=0.10, linewidth=0)
    axes.plot(at, projected, color=NEED, linewidth=2.2)
    axes.plot(at, actual, color=OPEN, linewidth=1.6)
    for place, value, strange in zip(at, actual, pandemic, strict=True):
        face = "white" if strange else OPEN
        axes.plot([place], [value], marker="o", markersize=6.5, color=OPEN, markerfacecolor=face, linestyle="none")
    ends = [
        (projected[-1], f"{say.verb(course)} {say.moved(course, projected[-1])}", NEED),
        (actual[-1], f"published {say.moved(course, actual[-1])}", OPEN),
        *_plan_line(axes, found, course, names),
    ]
    axes.plot([at[0], at[-1]], [still, still], color=GREY, linewidth=0.8, alpha=0.6)
    axes.margins(y=0.12)
    axes.yaxis.set_major_locator(MaxNLocator(7))
    axes.yaxis.set_major_formatter(lambda value, _: say.points(value, sign=course.in_points).removesuffix(".0"))
    axes.set_title(f"{say.short(course)}\n{course.series.definition}", fontsize=10)
    axes.set_ylabel(f"points since {found.base}" if course.in_points else f"{found.base} = 100")
    label_years(axes, names, ROOM)
    label_ends(axes, ends, at[-1])


def _plan_line(axes: Axes, found: Backtest, course: Course, names: Sequence[str]) -> list[tuple[float, str, str]]:
    """The plan's own projection, dashed as far as it goes; its name, for the end of the panel where it goes as far.

    Where it ends earlier its name stands there, on the side that is away from the other lines.
    """
    planned = [(names.index(year.year), year.plan, year) for year in course.years if year.plan is not None]
    if not planned or found.plan is None:
        return []
    line = [(0, course.still), *((place, value) for place, value, _ in planned)]
    axes.plot([place for place, _ in line], [value for _, value in line], color=PLAN, linewidth=2.0, linestyle="--")
    place, value, last = planned[-1]
    text = f"{found.plan.scenario.content.scenario.id} {say.moved(course, value)}"
    if place == len(names) - 1:
        return [(value, text, PLAN)]
    above = value >= max(last.projected[0], last.actual)
    name = axes.annotate(
        text,
        (place, value),
        xytext=(0, ABOVE if above else BELOW),
        textcoords="offset points",
        color=PLAN,
        ha="center",
        va="bottom" if above else "top",
        fontsize=9,
        fontweight="bold",
    )
    name.set_path_effects([withStroke(linewidth=3, foreground="white")])
    return []


def _caption(found: Backtest) -> str:
    shows = "Blue: projected, central case"
    if any(year.inside is not None for course in found.courses for year in course.years):
        shows += ", with P10 to P90"
    shows += "; orange: published, hollow and shaded in years of the pandemic"
    if found.plan is not None:
        shows += "; green, dashed: the plan's own projection"
    sources = dict.fromkeys(source for course in found.courses for source in course.series.sources)
    areas = dict.fromkeys(course.series.area for course in found.courses)
    published = f" Published: {'; '.join(sources)} ({', '.join(areas)})."
    return caption(found.trials, shows) + published + " Vertical axes do not start at 0."
