"""The map of the model as a picture: sections of the file on the left, what follows from them to the right."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path as Curve

from bedmodel.analysis.explain import TracedRun
from bedmodel.analysis.model_map import ModelMap, model_map
from bedmodel.metrics import METRICS, Selector
from bedmodel.report.charts import GREY, STYLE, put_caption, source
from bedmodel.report.figure_words import NAMES

WIDTH, HEIGHT, ACROSS, DOWN = 1.0, 0.62, 1.45, 0.86
"""Of a box, and from one to the next."""
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
Places = Mapping[str, tuple[float, float]]


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
    columns = drawn.columns()
    rows = max(map(len, columns))
    figure = Figure(figsize=(ACROSS * len(columns) + 0.5, DOWN * rows + 1.4), layout="constrained")
    heading = f"{run.results.scenario.content.scenario.title}\n{title}"
    figure.suptitle(heading, x=0.01, ha="left", fontsize=12, fontweight="bold")
    axes = figure.subplots()
    places = _places(drawn, columns, rows)
    for start, end in drawn.direct():
        _arrow(axes, places[start], places[end])
    for name, place in places.items():
        _box(axes, drawn, name, place)
    axes.set(xlim=(-0.1, ACROSS * len(columns)), ylim=(-0.2, DOWN * rows))
    axes.set_axis_off()
    put_caption(figure, f"{TOLD} {source(run.results)}")
    return figure


def _places(drawn: ModelMap, columns: list[list[str]], rows: int) -> Places:
    """Where the lower left corner of each box is: in each column in the order of what it follows from."""
    places: dict[str, tuple[float, float]] = {}
    for at, column in enumerate(columns):

        def wished(name: str) -> float:
            heights = [places[a][1] for a, b in drawn.arrows if b == name and a in places]
            return -sum(heights) / len(heights) if heights else 0.0

        ordered = sorted(column, key=wished) if at else column
        room = (rows - len(ordered)) * DOWN / 2
        for row, name in enumerate(ordered):
            places[name] = (at * ACROSS, (rows - 1 - row) * DOWN - room)
    return places


def _box(axes: Axes, drawn: ModelMap, name: str, place: tuple[float, float]) -> None:
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


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A line from the right side of a box to the left side of another."""
    x0, y0, x1, y1 = start[0] + WIDTH + 0.03, start[1] + HEIGHT / 2, end[0] - 0.03, end[1] + HEIGHT / 2
    bend = max((x1 - x0) / 2, 0.2)
    curve = Curve([(x0, y0), (x0 + bend, y0), (x1 - bend, y1), (x1, y1)], [Curve.MOVETO, *[Curve.CURVE4] * 3])
    axes.add_patch(PathPatch(curve, facecolor="none", edgecolor=GREY, lw=0.6, alpha=0.55))
