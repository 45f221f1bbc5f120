"""The map of the model as a picture: sections of the file on the left, what follows from them to the right."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path as Curve

from bedmodel.analysis.model_map import ModelMap, model_map
from bedmodel.analysis.traced_run import TracedRun
from bedmodel.metrics import METRICS, Selector
from bedmodel.report.captions import source
from bedmodel.report.figure_words import NAMES
from bedmodel.report.house_style import STYLE, put_caption
from bedmodel.report.map_layout import ACROSS, HEIGHT, WIDTH, Layout, Point
from bedmodel.report.palette import GREY

HEAD = 0.07
"""Length of an arrow's head."""
COLOURS = {
    "population": "#F0E6C8",
    "beds": "#CFE3F1",
    "occupancy": "#CFE3F1",
    "levers": "#CBE8DC",
    "care": "#CBE8DC",
    "services": "#CBE8DC",
    "finance": "#F7D9C4",
    "capital": "#F7D9C4",
    "workforce": "#E6D9EE",
    "activity": "#E6D9EE",
    "ledger": "#F7D9C4",
}
SECTION = "#EEEEEE"
TOLD = (
    "Read from left to right; read off the program as it worked the figures out. An arrow is left out where others "
    "lead the same way through a figure between."
)


def write_map(run: TracedRun, figure: Selector | None, path: Path) -> Path:
    """Draw the map of a run, or of one figure in it, as SVG; the path written.

    Raises KeyError where the figure is none of the run's.
    """
    drawn = model_map(run, figure)
    title = f"What {figure} follows from" if figure else "What follows from what"
    with mpl.rc_context(STYLE):  # type: ignore[arg-type]
        metadata = {"Date": None, "Creator": "bedmodel", "Title": title, "Description": in_text(drawn)}
        map_figure(run, drawn, title).savefig(path, format="svg", metadata=metadata)
    return path


def in_text(drawn: ModelMap) -> str:
    """The map for those who cannot see it: each figure with what it follows from."""
    return " ".join(
        f"{_words(name)} from {', '.join(_words(a) for a, b in drawn.arrows if b == name)}." for name in drawn.figures
    )


def map_figure(run: TracedRun, drawn: ModelMap, title: str) -> Figure:
    """The map as a figure."""
    arrows = drawn.direct()
    layout = Layout.of(drawn.columns(), arrows)
    figure = Figure(figsize=(ACROSS * len(layout.columns) + 0.5, layout.height + 1.4), layout="constrained")
    heading = f"{run.results.scenario.content.scenario.title}\n{title}"
    figure.suptitle(heading, x=0.01, ha="left", fontsize=12, fontweight="bold")
    axes = figure.subplots()
    for arrow in arrows:
        _arrow(axes, layout.way(arrow))
    for name in (*drawn.sections, *drawn.figures):
        _box(axes, drawn, name, layout.places[name])
    axes.set(xlim=(-0.1, ACROSS * len(layout.columns)), ylim=(-0.2, layout.height))
    axes.set_axis_off()
    put_caption(figure, f"{TOLD} {source(run.results)}")
    return figure


def _box(axes: Axes, drawn: ModelMap, name: str, place: Point) -> None:
    x, y = place
    colour = SECTION if name in drawn.sections else COLOURS.get(name.split(".")[0], SECTION)
    axes.add_patch(
        FancyBboxPatch((x, y), WIDTH, HEIGHT, boxstyle="round,pad=0.03", facecolor=colour, edgecolor=GREY, lw=0.8)
    )
    count = drawn.sections.get(name)
    text = f"{name}\n{count} number{'s' if count != 1 else ''}" if count else textwrap.fill(_words(name), 18)
    axes.text(x + WIDTH / 2, y + HEIGHT / 2, text, ha="center", va="center", fontsize=7)


def _words(name: str) -> str:
    """What a figure is called, or the section that it is."""
    if name not in METRICS:
        return name
    return NAMES.get(name) or METRICS[name].meaning.split(";")[0]


def _arrow(axes: Axes, way: Sequence[Point]) -> None:
    """An arrow from the right side of a box to the left side of another, past what stands between them."""
    points, codes = [way[0]], [int(Curve.MOVETO)]
    for (x0, y0), (x1, y1) in pairwise(way):
        bend = (x1 - x0) / 2
        points += [(x0 + bend, y0), (x1 - bend, y1), (x1, y1)]
        codes += [int(Curve.CURVE4)] * 3
    line = PathPatch(Curve(points, codes), facecolor="none", edgecolor=GREY, lw=0.7, alpha=0.7)
    axes.add_patch(line)
    x, y = way[-1]
    axes.add_patch(Polygon([(x, y), (x - HEAD, y + HEAD / 2), (x - HEAD, y - HEAD / 2)], color=GREY, lw=0))
