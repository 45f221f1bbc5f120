"""The chart of a winter: patients at midnight, day by day, against the beds open."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from bedmodel.analysis.simulate import Simulation
from bedmodel.report.captions import caption
from bedmodel.report.house_style import label_ends, put_caption, save_charts
from bedmodel.report.palette import GREY, NEED, OPEN
from bedmodel.report.simulation_words import beds_written
from bedmodel.units import number
from bedmodel.years import MONTHS

BAND = (0.1, 0.9)
MARKED = {
    "boarding": "days with more patients than beds",
    "refusal": "days on which patients are refused",
    "electives": "days on which planned patients are cancelled",
}


def write_charts(found: Simulation, folder: Path) -> list[Path]:
    """Draw the winter as PNG and SVG into a folder that exists; the paths written."""
    return save_charts({"simulate": partial(winter, found)}, folder)


def winter(found: Simulation) -> Figure:
    """One replication, the band of all of them, and the beds; the whole simulation where it has no winter in it."""
    setup, outcome = found.setup, found.outcome
    shown = _shown(found)
    at = np.arange(shown.stop - shown.start)
    one = _typical(found, shown)
    count = outcome.count[one, shown]
    low, high = np.quantile(outcome.count[:, shown], BAND, axis=0)
    figure = Figure(figsize=(10.0, 5.4), layout="constrained")
    heading = f"{setup.title}: patients at midnight, day by day, {setup.asked.year}"
    figure.suptitle(
        f"{setup.trials.scenario.content.scenario.title}\n{heading}", x=0.01, ha="left", fontsize=12, fontweight="bold"
    )
    axes: Axes = figure.subplots()
    several = setup.asked.replications > 1
    ends = [(float(count[-1]), "one of them" if several else "patients", NEED)]
    if several:
        axes.fill_between(at, low, high, color=NEED, alpha=0.18, linewidth=0)
        ends.append((float(high[-1]), f"P90 of {setup.asked.replications:,}", GREY))
        ends.append((float(low[-1]), "P10", GREY))
    axes.plot(at, count, color=NEED, linewidth=1.8)
    axes.plot([0, len(at) - 1], [setup.beds, setup.beds], color=OPEN, linewidth=1.8)
    ends.append((setup.beds, f"{beds_written(found)} beds open", OPEN))
    marked = _marked(found, one, shown)
    axes.plot(at[marked], count[marked], linestyle="none", marker="o", markersize=4.5, color=OPEN)
    text = f"● {MARKED[setup.asked.when_full]} in the replication drawn: {int(marked.sum())} of {len(at)}"
    axes.set_title(text, fontsize=9.5, color=OPEN, fontweight="normal", loc="left")
    axes.set_xlim(0, max(len(at), 2) * 1.16)
    axes.spines["bottom"].set_bounds(0, len(at) - 1)
    axes.margins(y=0.1)
    label_ends(axes, ends, len(at) - 1 + 0.5)
    _label_months(found, axes, shown)
    axes.yaxis.set_major_locator(MaxNLocator(7, integer=True))
    axes.yaxis.set_major_formatter(lambda value, _: number(value, "beds"))
    axes.set_ylabel("Patients at midnight (the axis does not start at 0)")
    put_caption(figure, _caption(found))
    return figure


def _shown(found: Simulation) -> slice:
    """The first winter with a month on either side, as far as simulated; everything where no winter is."""
    inside = np.flatnonzero(found.setup.in_winter)
    if not inside.size:
        return slice(0, found.setup.asked.days)
    dates = found.setup.dates
    first = dates[inside[0]].astype("datetime64[M]")
    ends = (first + np.array([-1, 4], dtype="timedelta64[M]")).astype("datetime64[D]")
    start, stop = np.searchsorted(dates, ends)
    return slice(int(start), int(stop))


def _marked(found: Simulation, one: int, shown: slice) -> NDArray[np.bool_]:
    """The days of a replication that are marked (day,)."""
    if found.setup.asked.when_full == "boarding":
        return np.asarray(found.over[one, shown])
    return np.asarray(found.outcome.turned_away[one, shown] > 0)


def _typical(found: Simulation, shown: slice) -> int:
    """The replication in the middle by how many of its days are marked; the first of those alike."""
    counts = [int(_marked(found, one, shown).sum()) for one in range(found.setup.asked.replications)]
    return int(np.argsort(counts, kind="stable")[(len(counts) - 1) // 2])


def _label_months(found: Simulation, axes: Axes, shown: slice) -> None:
    """A tick where each month begins, with its name; every third where there are many."""
    dates = found.setup.dates[shown]
    firsts = np.flatnonzero(dates == dates.astype("datetime64[M]").astype("datetime64[D]"))
    if not firsts.size:
        firsts = np.array([0])
    firsts = firsts[:: -(-len(firsts) // 15)]
    names = []
    for first in firsts:
        month = dates[first].astype("datetime64[M]").astype(np.int64)
        name = MONTHS[int(month % 12 - 3) % 12]
        names.append(f"{int(str(dates[first])[8:])} {name}\n{str(dates[first])[:4]}")
    axes.set_xticks(firsts, names, fontsize=8.5)


def _caption(found: Simulation) -> str:
    setup, asked = found.setup, found.setup.asked
    shows = (
        "Line: the replication in the middle by its marked days; band: P10 to P90 of "
        f"{asked.replications:,} replications, day by day"
        if asked.replications > 1
        else "Line: the one replication"
    )
    stay = f"stays {asked.stay}, mean {setup.nights:g} nights; seed {setup.trials.seed}"
    return caption(setup.trials, f"{shows}; {stay}")
