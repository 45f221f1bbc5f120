"""The chart of a split: a waterfall from the first figure, part by part, to the second."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

import bedmodel
from bedmodel.analysis.kinds import Reading
from bedmodel.analysis.split import Split
from bedmodel.report import split_words as say
from bedmodel.report.captions import caption, futures
from bedmodel.report.compare_tables import SIGNED
from bedmodel.report.house_style import Bar, draw_waterfall, put_caption, save_charts
from bedmodel.report.palette import BETTER, GREY, NEED, WORSE
from bedmodel.report.split_page import UNITS, end_title
from bedmodel.units import number, range_numbers

DOWN = "#E69F00"
"""Of Okabe and Ito's palette too."""
MOST = 16
"""Parts that have a bar of their own; the smallest beyond them share one."""
RANGES = 0.28
"""Of the axis: room to the right for amounts with their ranges."""
CUT = 0.5
"""Of the largest level: where all levels lie closer together, the axis begins near them instead of at 0."""


def write_charts(split: Split, folder: Path) -> list[Path]:
    """Draw the waterfall as PNG and SVG into a folder that exists; the paths written."""
    return save_charts({"split": partial(waterfall, split)}, folder)


def waterfall(split: Split) -> Figure:
    """Where the figure starts, a bar for each part that moves it, and where it ends (central case)."""
    steps = _steps(split)
    levels = [split.start.figure.central]
    for _, amount, _ in steps:
        levels.append(levels[-1] + amount)
    cut = _is_cut(levels)
    bars = [_end(split, 0, cut)]
    for before, after, (title, _, label) in zip(levels, levels[1:], steps, strict=False):
        bars.append(Bar(title, before, after, _colour(split, after - before), label))
    bars.append(_end(split, 1, cut))

    figure = Figure(figsize=(10.0, 1.9 + 0.48 * len(bars)), layout="constrained")
    figure.suptitle(_heading(split), x=0.01, ha="left", fontsize=12, fontweight="bold")
    axes = figure.subplots()
    draw_waterfall(axes, bars, None if cut else 0.0)
    if cut:
        _mark_ends(axes, bars)
    else:
        axes.axvline(0, color=GREY, linewidth=1)
    axes.margins(x=0.1)
    left, right = axes.get_xlim()
    axes.set_xlim(left, right + (RANGES if split.draws else 0.05) * (right - left))
    unit = split.metric.unit
    axes.xaxis.set_major_locator(MaxNLocator(8))
    axes.xaxis.set_major_formatter(lambda value, _: number(value, "beds" if unit == "GBPm" else unit))
    axes.set_xlabel(UNITS.get(unit, unit).split(",")[0] + (" (the axis does not start at 0)" if cut else ""))
    put_caption(figure, _caption(split))
    return figure


def _steps(split: Split) -> list[tuple[str, float, str]]:
    """Title, central amount and label of each bar; the smallest of many parts together in the last one."""
    parts = list(split.moving)
    kept = sorted(parts, key=lambda part: -abs(part.amount.central))[: MOST if len(parts) > MOST else None]
    steps = [(part.title, part.amount.central, _label(split, part.amount)) for part in parts if part in kept]
    rest = sum(part.amount.central for part in parts if part not in kept)
    if len(parts) > len(kept):
        label = number(rest, split.metric.unit, sign=True)
        steps.append((f"{len(parts) - len(kept)} smaller parts together", rest, label))
    return steps


def _label(split: Split, amount: Reading) -> str:
    """An amount with its P10 to P90."""
    unit = split.metric.unit
    central, _, low, _, high = amount.statistics
    spread = range_numbers(central, low, high, unit, sign=True) if amount.drawn is not None else ""
    return number(central, unit, sign=True) + (f"   ({spread})" if spread else "")


def _end(split: Split, at: int, cut: bool) -> Bar:
    """The figure at one end: a bar from 0, or of no length where the axis does not start there."""
    end = say.ends(split)[at]
    value = end.figure.central
    label = number(value, split.metric.unit, sign=split.figure.metric in SIGNED)
    return Bar(end_title(split, end), value if cut else 0.0, value, GREY, label)


def _mark_ends(axes: Axes, bars: Sequence[Bar]) -> None:
    """A dot for each end, since a bar that does not start at 0 would mislead."""
    for row in (0, len(bars) - 1):
        axes.plot([bars[row].end], [row], marker="o", markersize=8, color=GREY)
        axes.texts[row].set_position((8, 0))


def _is_cut(levels: Sequence[float]) -> bool:
    low, high = min(levels), max(levels)
    return low * high > 0 and high - low < CUT * max(abs(low), abs(high))


def _colour(split: Split, amount: float) -> str:
    if split.metric.better is None:
        return NEED if amount > 0 else DOWN
    return BETTER if (amount > 0) == (split.metric.better == "more") else WORSE


def _heading(split: Split) -> str:
    titles = [end.trials.scenario.content.scenario.title for end in say.ends(split)]
    about = f"{split.end.name} less {split.start.name}" if split.of_options else titles[0]
    when = f" in {split.end.year}" if split.of_options else f", {split.start.year} to {split.end.year}"
    return f"{about}\n{say.name(split)}{when}"


def _caption(split: Split) -> str:
    colours = "blue adds, amber takes" if split.metric.better is None else "green for the better, orange for the worse"
    shows = f"Bars: the central case; {colours}" + ("; in brackets P10 to P90" if split.draws else "")
    if not split.of_options:
        return caption(split.start.trials, shows)
    seed = split.start.trials.seed
    found = f"{futures(split.draws, seed)}, the same for both" if split.draws else "no draws"
    return f"{shows}; {found}. Source: the scenarios named, bedmodel {bedmodel.__version__}; hashes in split.json."
