"""Where a figure crosses a threshold as one assumption varies.

A grid finds the brackets, Chandrupatla's method closes them.
Every trial value is one draw of the vectorised model, so that a whole grid costs little more than one value.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from bedmodel.results import NOUGHT, Array

GRID = 129
CLOSE = 1e-9
"""How exactly a crossing is found, as a share of the range that is searched."""
FINEST = 1e-13
"""What tells a figure that meets its threshold exactly from one that misses it; far below what rounding moves."""

Miss = Callable[[Array], Array]
"""How far a figure lies above its threshold, for trial values. Shape (trial,) in and out."""


@dataclass(frozen=True)
class Crossing:
    """A value at which a figure goes from one side of its threshold to the other."""

    value: float
    rising: bool
    """Whether the figure is at or above the threshold for values beyond this one, and below it before."""
    jump: bool = False
    """Whether the figure steps over the threshold here without ever meeting it, as where a whole ward closes."""


def crossings(miss: Miss, low: float, high: float, centre: float, points: int = GRID) -> list[Crossing]:
    """Every value between low and high at which a figure crosses its threshold, in order.

    A crossing is seen if the figure lies on different sides at two neighbouring points of the grid, which is finest
    around the centre. What has no number (nan) has no side. Source: Chandrupatla 1997, as kept in scipy.

    >>> [round(c.value, 6) for c in crossings(lambda x: x * x - 0.25, -1.0, 1.0, 0.0)]
    [-0.5, 0.5]
    >>> crossings(lambda x: x + 1.0, 0.0, 1.0, 0.5)
    []
    """
    grid = spaced(low, high, centre, points)
    side = _side(miss(grid))
    at = np.flatnonzero(side[:-1] * side[1:] < 0)
    return [_closed_in(miss, grid[i], grid[i + 1], (high - low) * CLOSE, rising=bool(side[i] < 0)) for i in at]


def spaced(low: float, high: float, centre: float, points: int = GRID) -> Array:
    """A grid from low to high, finest around the centre and ever wider apart away from it.

    >>> spaced(0.0, 4.0, 2.0, 5).round(3).tolist(), spaced(0.0, 1e6, 10.0, 5).round().tolist()
    ([0.0, 1.09, 2.0, 2.91, 4.0], [0.0, 5.0, 10.0, 2246.0, 1000000.0])
    """
    centre = min(max(centre, low), high)
    scale = abs(centre) or min(1.0, (high - low) / 4) or 1.0
    ends = [math.asinh((end - centre) / scale) for end in (low, high)]
    if centre in (low, high):
        steps = np.linspace(ends[0], ends[1], points)
    else:
        half = 1 + (points - 1) // 2
        steps = np.concatenate([np.linspace(ends[0], 0.0, half)[:-1], np.linspace(0.0, ends[1], points - half + 1)])
    grid = centre + scale * np.sinh(steps)
    grid[0], grid[-1] = low, high
    return np.asarray(grid)


def _side(miss: Array) -> Array:
    """1 at or above the threshold, −1 below it, nan where there is no number; rounding does not count."""
    return np.where(np.isnan(miss), np.nan, np.where(miss >= -NOUGHT, 1.0, -1.0))


def _closed_in(miss: Miss, low: float, high: float, width: float, *, rising: bool) -> Crossing:
    """The crossing between two values on different sides."""
    value = float(bracketed(miss, np.array([low]), np.array([high]), width)[0])
    beside = np.clip(np.array([value - 2 * width, value + 2 * width]), low, high)
    usual = float(np.ptp(miss(np.array([low, high])))) / (high - low) * 4 * width
    return Crossing(value, rising, jump=bool(np.ptp(miss(beside)) > 1e3 * usual + NOUGHT))


def bracketed(miss: Callable[..., Array], low: Array, high: Array, width: float, *which: Array) -> Array:
    """The crossing in each of many brackets at once, to within a width; nan where both ends are on one side.

    Shapes (bracket,). `which`, of the same shape, is handed on with the trial values: which future, or which value of
    another assumption.

    >>> thirds = bracketed(lambda x, divisor: x - 1 / divisor, np.zeros(2), np.ones(2), 1e-12, np.array([3.0, 0.5]))
    >>> thirds.round(6).tolist()
    [0.333333, nan]
    """
    from scipy.optimize.elementwise import find_root

    def sided(trial: Array, *which: Array) -> Array:
        found = miss(trial, *which)
        return np.asarray(found + NOUGHT + FINEST * _side(found))

    root: Any = find_root(sided, (low, high), args=which, tolerances={"xatol": width, "xrtol": FINEST, "fatol": 0.0})
    return np.where(root.success, root.x, np.nan)
