"""The days of a year by how full they usually are: the month they lie in and the day of the week."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedmodel.model.axes import Array
from bedmodel.model.need import fullest_quarter
from bedmodel.years import DAYS_IN_YEAR

_ALIKE = 0.005
"""Share of the year's mean need by which days of one kind may differ."""


@dataclass(frozen=True)
class Calendar:
    """Kinds of day, each so many times a year. Kinds come first, pools last."""

    index: Array
    """Need on such a day against the year's mean (kind, pool)."""
    days: Array
    """Days of the kind in a year; they sum to 365 (kind,)."""
    winter: Array
    """How many of them lie in the pool's three fullest months running (kind, pool)."""

    def of(self, pools: NDArray[np.bool_] | list[int]) -> Calendar:
        """The same kinds of day for some of the pools, or for one of them several times."""
        return Calendar(self.index[:, pools], self.days, self.winter[:, pools])

    def kinds_of(self, pool: int) -> tuple[Array, Array]:
        """The index of the days that one pool can tell apart, winter or not, and how many there are (kind,).

        >>> one_pool_has_a_season = calendar_of(np.array([[1.0, 1.0]] * 6 + [[2.0, 1.0]] * 6), np.ones((7, 2)))
        >>> [kinds.tolist() for kinds in one_pool_has_a_season.kinds_of(1)]
        [[1.0], [365.0]]
        """
        index, kind = np.unique(self.index[:, pool], return_inverse=True)
        return index, np.bincount(kind, self.days).astype(np.float64)


def calendar_of(monthly: Array, weekday: Array) -> Calendar:
    """The kinds of day of a year, from need by month and by day of the week (days a year of each).

    Both indices are scaled to a mean of exactly 1; months count for a twelfth of the year each, days of the week for
    a seventh of each month, so that the year's mean need stays what it is. Days on which need differs by less than
    half a per cent are one kind, with their mean; that moves days over by less than one in fifty of themselves where
    they are more than one a year. Shapes: monthly (month, pool), weekday (weekday, pool).

    >>> found = calendar_of(np.array([[1.0]] * 6 + [[2.0]] * 6), np.ones((7, 1)))
    >>> found.index[:, 0].round(3).tolist(), found.days.tolist(), found.winter[:, 0].round(2).tolist()
    ([0.667, 1.333, 1.333], [182.5, 91.25, 91.25], [0.0, 0.0, 91.25])
    """
    months = monthly / monthly.mean(axis=0)
    week = weekday / weekday.mean(axis=0)
    cold = np.zeros(months.shape)
    for pool, start in enumerate(fullest_quarter(months[None])[0]):
        cold[start : start + 3, pool] = 1.0
    pools = months.shape[-1]
    index = (months[:, None] * week[None]).reshape(len(months) * len(week), pools)
    winter = np.repeat(cold, len(week), axis=0)
    snapped = [_snapped(index[:, pool]) for pool in range(pools)]
    kinds, which = np.unique(np.column_stack([*snapped, winter]), axis=0, return_inverse=True)
    days = np.bincount(which.ravel()) * DAYS_IN_YEAR / len(index)
    return Calendar(kinds[:, :pools], days, kinds[:, pools:] * days[:, None])


def _snapped(index: Array) -> Array:
    """Each day's index as the mean of those that are alike (day,)."""
    _, group = np.unique(np.round(index / _ALIKE), return_inverse=True)
    return np.asarray((np.bincount(group, index) / np.bincount(group))[group])
