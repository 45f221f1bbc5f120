"""Break-even of two assumptions: for each value of the one, that of the other at which the condition just holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.condition import Probe
from bedmodel.analysis.roots import CLOSE, bracketed, spaced
from bedmodel.analysis.switching import Switching, window
from bedmodel.results import NOUGHT, Array

POINTS, FEW = 61, 13
"""Values of each assumption that are tried; fewer where each is a simulation of its own."""


@dataclass(frozen=True)
class BreakEven:
    """The curve, and on which side of it the condition holds."""

    first: Switching
    second: Switching
    values: Array
    """Of the first assumption (first,)."""
    needed: Array
    """Of the second, the break-even value nearest to the scenario's; nan where there is none (first,)."""
    others: Array
    """Of the second, values around the curve (second,)."""
    holds: Array
    """1 where the condition holds, 0 where it does not, nan where the model gives no number (first, second)."""


def break_even(probe: Probe, first: Switching, second: Switching) -> BreakEven:
    """The break-even curve of two assumptions: the first around the scenario, the second wherever it is solved."""
    points = FEW if probe.condition.needs_draws else POINTS
    paths = first.vary.assumption.path, second.vary.assumption.path
    values = np.linspace(*window(first), points)

    def miss(other: Array, value: Array) -> Array:
        return probe.miss({paths[0]: value, paths[1]: other})

    def side(others: Array) -> Array:
        found = miss(np.tile(others, points), np.repeat(values, points)).reshape(points, points)
        return np.where(np.isnan(found), np.nan, found >= -NOUGHT)

    tried = spaced(second.vary.low, second.vary.high, second.value, points)
    turns = {at: turn for at, row in enumerate(side(tried)) if (turn := _turn(row, tried, second.value)) is not None}
    at, low = np.array(list(turns), dtype=np.intp), np.array(list(turns.values()), dtype=np.intp)
    needed = np.full(points, np.nan)
    width = (second.vary.high - second.vary.low) * CLOSE
    needed[at] = bracketed(miss, tried[low], tried[low + 1], width, values[at])
    others = np.linspace(*window(second, needed[at].tolist()), points)
    return BreakEven(first, second, values, needed, others, side(others))


def _turn(holds: Array, others: Array, centre: float) -> int | None:
    """Before which value of the second assumption the condition turns, nearest to its centre."""
    turns = np.flatnonzero(np.abs(np.diff(holds)) == 1)
    middle = (others[turns] + others[turns + 1]) / 2
    return int(turns[np.argmin(np.abs(middle - centre))]) if turns.size else None
