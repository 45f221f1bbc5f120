"""People, and the beds they need before any change of care."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedmodel.model.axes import LAST, YEAR, Array


def population(people: Array, growth: Array, spans: Array) -> Array:
    """People by age band and year (people; stock: the mean over the year).

    `growth` is the growth over a stated span of years, spread geometrically; `spans` counts such spans from the year of
    the count, negative before it. Shapes: people (draw, 1 or year, band), growth (draw, 1, band), spans (1, year, 1).

    >>> population(np.array([[[100.0]]]), np.array([[[0.21]]]), np.array([[[0.0], [0.5], [1.0]]]))[0, :, 0]
    array([100., 110., 121.])
    """
    return np.asanyarray(people * (1.0 + growth) ** spans)


def demographic_index(people: Array, use: Array) -> Array:
    """How far numbers and ages of people alone move need, against the baseline year (index).

    `use` is bed-days a head by band; only its ratios matter. Shapes: people (draw, year, band), use (draw, pool, band);
    out (draw, year, pool). Source: age-specific use rates held at their baseline level, the usual demographic method.

    >>> people = np.array([[[90.0, 10.0], [90.0, 20.0]]])
    >>> demographic_index(people, np.array([[[1.0, 9.0]]]))[0, :, 0]
    array([1. , 1.5])
    """
    weighted_people = people @ np.swapaxes(use, 1, 2)
    return np.asanyarray(weighted_people / weighted_people[:, :1])


def use_from_activity(admissions: Array, nights: Array, people: Array) -> Array:
    """Bed-days a head from admissions and mean nights, summed over streams (bed-days a head a year; flow).

    Nights, not calendar days touched: a stay of one night is one bed-day at the midnight count, a same-day case none.
    Shapes: admissions and nights (draw, stream, band), people (draw, band); out (draw, band).

    >>> use_from_activity(np.array([[[10.0], [30.0]]]), np.array([[[5.0], [0.0]]]), np.array([[100.0]]))
    array([[0.5]])
    """
    return np.asanyarray((admissions * nights).sum(axis=1) / people)


def occupied_before_levers(
    beds: Array, occupancy: Array, demographic: Array, other_growth: Array, stay: Array, health: Array
) -> Array:
    """Beds filled at midnight if care is given as it is today (beds; stock: the mean over the year).

    Baseline occupied beds × demographic index × non-demographic growth × length of stay × health status. Beds open
    play no part after the baseline: need is not shaped by what there is. Shapes: (draw, year, pool), broadcast; `beds`
    and `occupancy` are the baseline year's.

    >>> one = np.ones((1, 1, 1))
    >>> occupied_before_levers(one * 100, one * 0.9, one * 1.1, one, one, one)[0, 0, 0].round(6)
    np.float64(99.0)
    """
    return np.asanyarray(beds * occupancy * demographic * other_growth * stay * health)


def fullest_quarter(monthly: Array) -> NDArray[np.intp]:
    """In which month the three fullest months running within a year begin (0 = the first).

    Shapes: (draw, month, pool) in, (draw, pool) out.

    >>> monthly = np.ones((1, 12, 1)); monthly[0, 9:] = 1.1
    >>> fullest_quarter(monthly).tolist()
    [[9]]
    """
    return np.asanyarray(_running(monthly).argmax(axis=LAST))


def worst_quarter(monthly: Array) -> Array:
    """The three fullest months running within a year, against the year's mean (index).

    `monthly` is scaled to a mean of exactly 1 first. Shapes: (draw, month, pool) in, (draw, 1, pool) out.

    >>> monthly = np.ones((1, 12, 1)); monthly[0, 9:] = 1.1; monthly[0, :3] = 0.9
    >>> worst_quarter(monthly)[0, 0, 0].round(6)
    np.float64(1.1)
    """
    return np.asanyarray(_running(monthly / monthly.mean(axis=YEAR, keepdims=True)).max(axis=LAST)[:, None])


def worst_month(monthly: Array) -> Array:
    """The fullest month within a year, against the year's mean (index). Shapes: as in `worst_quarter`.

    >>> monthly = np.ones((1, 12, 1)); monthly[0, 9] = 1.6; monthly[0, :6] = 0.9
    >>> worst_month(monthly)[0, 0, 0].round(6)
    np.float64(1.6)
    """
    return np.asanyarray((monthly / monthly.mean(axis=YEAR, keepdims=True)).max(axis=YEAR)[:, None])


def _running(monthly: Array) -> Array:
    """Means of each three months running. Shape (draw, pool, start)."""
    return np.stack([monthly[:, start : start + 3].mean(axis=YEAR) for start in range(10)], axis=LAST)
