"""Wards or sites of a pool that cannot use each other's beds: how each one's count varies."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bedmodel.model.axes import LAST, Array
from bedmodel.model.days import DayInputs


def thinned_ratio(ratio: Array, share: Array) -> Array:
    """The variance ratio of a unit's patients, 1 + share × (ratio − 1). Shapes: broadcast.

    Each patient of a pool belongs to a unit with probability p, whatever the others do. Of N patients with mean m and
    variance φm the unit then has a mean of pm and, by the law of total variance, a variance of p(1 − p) m + p² φm =
    pm × (1 + p (φ − 1)). What makes patients come together moves all units; a small one has little but chance. The
    Poisson and the negative binomial count stay what they are when so divided.

    >>> thinned_ratio(np.array([1.0, 1.5, 1.5]), np.array([0.1, 0.1, 1.0]))
    array([1.  , 1.05, 1.5 ])
    """
    return np.asarray(1.0 + share * (ratio - 1.0))


def days_of_units(days: DayInputs, pool: int, shares: Array) -> DayInputs:
    """The days of a pool's units, as if each were a pool: its season and week, and the variance ratio of its size.

    Shapes: shares (draw, 1, unit); out (draw, 1, unit).
    """
    units = [pool] * shares.shape[LAST]
    return replace(
        days,
        calendar=days.calendar.of(units),
        ratio=thinned_ratio(days.ratio[..., units], shares),
        nights=days.nights[..., units],
        elective_share=days.elective_share[..., units],
        elective_nights=days.elective_nights[..., units],
    )
