"""The money if nothing changes, and the measures that are plain sums of money: nominal £m of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedmodel.model.axes import LAST, Array, total

Index = NDArray[np.intp]


@dataclass(frozen=True)
class Measure:
    """A named saving, or an efficiency on some cost lines. Shapes (draw, year); `on` (line,)."""

    saving: Array | None
    """£m by year as planned: amount × reach."""
    efficiency: Array | None
    on: Array
    years: Array
    """Years that an efficiency has run."""
    reach: Array
    delivery: Array


def cost_do_nothing(
    spend: Array, share: Array, volume: Array, elasticity: Array, price: Array, pressure: Array
) -> Array:
    """Cost of each line if care is given as it is today (£m of the year; flow; nominal).

    Baseline spend × share of the line × volume × price × pressure, where volume grows by `elasticity` per cent for each
    per cent its driver grows. Shapes: spend (draw, 1, 1); share, elasticity (draw, 1, line); volume, price (draw, year,
    line); pressure (draw, year, 1).

    >>> one = np.ones((1, 1, 1))
    >>> cost_do_nothing(one * 100, one, one * 1.2, one * 0.5, one * 1.1, one)[0, 0, 0].round(6)
    np.float64(121.0)
    """
    return np.asanyarray(spend * share * (1.0 + elasticity * (volume - 1.0)) * price * pressure)


def income(spend: Array, deficit: Array, growth: Array) -> Array:
    """Income of the year (£m; flow; nominal): the baseline year's spending less its deficit, grown.

    Shapes: (draw, year), broadcast.

    >>> income(np.array([[100.0]]), np.array([[10.0]]), np.array([[1.0, 1.1]]))
    array([[90., 99.]])
    """
    return np.asanyarray((spend - deficit) * growth)


def measure_savings(measures: Sequence[Measure], cost: Array) -> Array:
    """What each measure takes off the gap in the year (£m; flow; nominal; positive = smaller gap).

    A saving is what was planned × delivery. An efficiency of x a year leaves (1 − x·delivery)^t of the lines it is on
    after t years. Shapes: cost (draw, year, line); out (draw, year, measure).

    >>> one, years = np.ones((1, 3)), np.array([[0.0, 1.0, 2.0]])
    >>> tenth = Measure(None, one * 0.1, np.array([1.0]), years, one, one)
    >>> measure_savings([tenth], np.full((1, 3, 1), 100.0))[0, :, 0].round(6)
    array([ 0., 10., 19.])
    """
    savings = []
    for measure in measures:
        if measure.saving is not None:
            amount = measure.saving * measure.delivery
        else:
            assert measure.efficiency is not None
            left = (1.0 - measure.efficiency * measure.delivery) ** measure.years
            amount = (cost @ measure.on) * (1.0 - left) * measure.reach
        savings.append(np.broadcast_to(amount, np.broadcast_shapes(amount.shape, cost.shape[:2])))
    return np.stack(np.broadcast_arrays(*savings), axis=LAST) if savings else np.zeros((*cost.shape[:2], 0))


def capital_charges(amount: Array, life: Array, pdc: Array, years_open: Array) -> Array:
    """Depreciation and PDC of one asset in each year (£m; flow; nominal).

    Straight-line depreciation from the year of opening until it is written off; PDC on the mean of opening and closing
    value; both for the part of a year that it is open. Shapes: amount, life, pdc (draw, 1); years_open (draw, year): 0
    in the year of opening, −0.5 where it opens half-way through.
    Source: HFMA's rule for the public dividend capital charge, 3.5% of mean net relevant assets.

    >>> one = np.ones((1, 1))
    >>> capital_charges(one * 450, one * 60, one * 0.035, np.array([[-1.0, 0.0]])).round(3)
    array([[ 0.   , 23.119]])
    """
    used_before = np.clip(years_open, 0.0, life)
    used_after = np.clip(years_open + 1.0, 0.0, life)
    yearly_depreciation = amount / life
    mean_value = amount - yearly_depreciation * (used_before + used_after) / 2.0
    open_part = np.clip(years_open + 1.0, 0.0, 1.0)
    return np.asanyarray(yearly_depreciation * (used_after - used_before) + pdc * mean_value * open_part)


def grouped(parts: Array, groups: Sequence[Index]) -> Array:
    """Sums of some of the parts for each group. Shapes: (draw, year, part) in, (draw, year, group) out.

    >>> grouped(np.array([[[1.0, 2.0, 4.0]]]), [np.array([0, 2]), np.array([1])])
    array([[[5., 2.]]])
    """
    if not groups:
        return np.zeros((*parts.shape[:2], 0))
    return np.stack([total(parts[..., group]) for group in groups], axis=LAST)
