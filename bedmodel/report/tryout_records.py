"""What the sliders of a page need: where they can stand, and the figures of the model that are read off for that."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

from bedmodel.analysis.stops import Slider
from bedmodel.analysis.tryout import Tried, Tryout
from bedmodel.metrics import METRICS, Selector
from bedmodel.report.cells import Cell, Table
from bedmodel.report.compare_tables import SIGNED
from bedmodel.report.figure_words import figure_words
from bedmodel.report.phrases import capital
from bedmodel.scenario.scenario import Scenario
from bedmodel.units import finer_for, number, written

NAMES = {
    "beds.required": "Beds needed",
    "beds.available": "Beds open",
    "beds.gap": "Open − needed (negative = too few)",
    "occupancy.mean": "Full, whole year %",
    "occupancy.winter": "Full in winter %",
    "occupancy.days_over": "Days with more patients than beds",
    "finance.gap": "What is left of the money gap, £m (+ shortfall, − surplus)",
}
"""What figures are called beside sliders; others as in a sentence, with their unit."""
UNITS = {"GBPm": "£m", "WTE": "whole-time equivalents"}
FINER = 5
"""Digits more than are shown that a number on the page has."""
TINY = 1e-6
"""What rounding in the last bits may add to an error."""


@dataclass(frozen=True)
class Control:
    """A slider as a page shows it."""

    title: str
    own: int
    stops: tuple[str, ...]
    """The values that it can stand at, in words."""


@dataclass(frozen=True)
class Controls:
    """All sliders of an option, the figures beside them, and the numbers that a script reads the figures from."""

    sliders: tuple[Control, ...]
    figures: tuple[tuple[str, str, str], ...]
    """What each is called, what it is as planned, and how far off it may be between the numbers that are kept."""
    combinations: int
    data: str
    """JSON in which nothing ends a script."""


def controls(scenario: Scenario, found: Tryout) -> Controls:
    """The sliders of a scenario."""
    sliders = tuple(
        Control(scenario.title_of(one.assumption), one.own, tuple(_value(one, stop) for stop in one.stops))
        for one in found.sliders
    )
    figures = tuple((_name(scenario, one.selector), _shown(one, _own(found, one)), _off(one)) for one in found.figures)
    record = {
        "stops": [list(one.stops) for one in found.sliders],
        "figures": [_record(one) for one in found.figures],
    }
    text = json.dumps(record, allow_nan=False, separators=(",", ":")).replace("<", "\\u003c")
    return Controls(sliders, figures, found.combinations, text)


def ends_tables(scenario: Scenario, found: Tryout) -> list[Table]:
    """For each slider the figures at its low end, as planned and at its high end, the others as planned.

    Figures that it does not move are left out, and with them a slider that moves none.
    """
    tables = [_ends(scenario, found, axis) for axis in range(len(found.sliders))]
    return [table for table in tables if table.rows]


def _ends(scenario: Scenario, found: Tryout, axis: int) -> Table:
    slider = found.sliders[axis]
    stops = (0, slider.own, len(slider.stops) - 1)
    low, own, high = (_value(slider, slider.stops[stop]) for stop in stops)
    places = [(*found.own[:axis], stop, *found.own[axis + 1 :]) for stop in stops]
    rows = []
    for figure in found.figures:
        table = found.table(figure)
        shown = [_shown(figure, float(table[place])) for place in places]
        if len(set(shown)) > 1:
            rows.append([Cell(_name(scenario, figure.selector)), *map(Cell, shown)])
    return Table(scenario.title_of(slider.assumption), ["Figure", low, f"As planned: {own}", high], rows)


def _own(found: Tryout, figure: Tried) -> float:
    return float(found.table(figure)[found.own])


def _value(one: Slider, stop: float) -> str:
    """A value of a slider with its unit and as many digits as tell its stops apart."""
    if one.assumption.values is not None:
        return f"{stop * 100:.3g}% of what is stated"
    unit = one.assumption.unit or ""
    return written(stop, unit, finer=finer_for(one.stops, unit))


def _name(scenario: Scenario, selector: Selector) -> str:
    if selector.metric not in NAMES:
        unit = METRICS[selector.metric].unit
        return f"{capital(figure_words(scenario, selector))} ({UNITS.get(unit, unit)})"
    name = NAMES[selector.metric]
    pool = scenario.content.pools.get(selector.pool or "")
    return f"{pool.title}: {name[0].lower()}{name[1:]}" if pool is not None else name


def _shown(figure: Tried, value: float) -> str:
    return number(value, METRICS[figure.selector.metric].unit, sign=figure.selector.metric in SIGNED)


def _off(figure: Tried) -> str:
    """How far off a figure may be where it is read off, rounded up to one digit more than is shown."""
    unit = METRICS[figure.selector.metric].unit
    if math.isinf(figure.error):
        return "comes or goes between"
    scale, digits = _scale(unit), _digits(unit) + 1
    up = math.ceil(figure.error * scale * 10**digits - TINY) / 10**digits
    return f"±{up:.{digits}f}" if up else "none"


def _record(figure: Tried) -> dict[str, Any]:
    """A figure's numbers as they are scaled to be shown, the last slider's running fastest; null where it has none."""
    unit = METRICS[figure.selector.metric].unit
    scale, digits = _scale(unit), _digits(unit)
    values = [None if math.isnan(one) else round(one * scale, digits + FINER) for one in figure.values.ravel().tolist()]
    return {
        "nodes": [list(nodes) for nodes in figure.nodes],
        "values": values,
        "digits": digits,
        "sign": figure.selector.metric in SIGNED,
    }


def _scale(unit: str) -> int:
    """What a figure is multiplied by to be shown."""
    return 100 if unit.startswith("fraction") else 1


def _digits(unit: str) -> int:
    """How many digits after the point figures of a unit are shown with."""
    return len(number(0.0, unit).partition(".")[2])
