"""The year as its days: how often, and by how much, need at midnight exceeds the beds open.

Need on a day varies about the year's mean × the day's index with the variance ratio of `midnight.py`. Everything is
summed over the kinds of day of a `Calendar`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri

from bedmodel.model.axes import LAST, Array
from bedmodel.model.calendar import Calendar
from bedmodel.model.first_day_over import chance_of_first_day_over
from bedmodel.model.midnight import chance_over, patients_over
from bedmodel.model.roots import falling_root
from bedmodel.model.trace import as_one_step
from bedmodel.years import DAYS_IN_YEAR

_NEVER, _ALWAYS = 1e-300, 1.0 - 1e-16
"""Bounds on a probability whose normal score is taken."""
_NO_LIMIT = 1e9
"""Beds that no number of patients exceeds."""
_NEAR, _FARTHEST = 0.4, 12.0
"""Standard deviations within which beds are sought, first about where a normal year has them, then beyond every kind
of day."""


def chances_over(calendar: Calendar, occupied: Array, beds: Array, ratio: Array) -> list[Array]:
    """The probability that need at midnight exceeds the beds, for each kind of day (fraction).

    Shapes: occupied and beds (…, pool), ratio (…, pool), broadcast; of each (…, pool).

    >>> from bedmodel.model.calendar import calendar_of
    >>> alike = calendar_of(np.ones((12, 1)), np.ones((7, 1)))
    >>> chances_over(alike, np.array([1.0]), np.array([0.0]), np.ones(1))[0].round(4)
    array([0.6321])
    """
    return [chance_over(beds, mean, ratio) for mean in _means(calendar, occupied)]


def days_over(calendar: Calendar, chances: list[Array]) -> Array:
    """Expected days of the year on which more patients need a bed at midnight than are open (days a year; flow).

    Shapes: chances of each kind of day (…, pool); out (…, pool).

    >>> from bedmodel.model.calendar import calendar_of
    >>> alike = calendar_of(np.ones((12, 1)), np.ones((7, 1)))
    >>> days_over(alike, chances_over(alike, np.array([90.0]), np.array([100.0]), np.ones(1))).round(2)
    array([49.24])
    """
    return _summed(calendar.days, chances)


def days_any_over(calendar: Calendar, chances: list[Array]) -> Array:
    """Expected days of the year on which at least one pool has more patients than beds (days a year; flow).

    Pools share the season and vary independently of one another from day to day. Shapes: as in `days_over`; out (…).

    >>> from bedmodel.model.calendar import calendar_of
    >>> alike = calendar_of(np.ones((12, 2)), np.ones((7, 2)))
    >>> days_any_over(alike, [np.array([0.5, 0.5])] * 2)
    np.float64(273.75)
    """
    return _summed(calendar.days, [1.0 - np.prod(1.0 - chance, axis=LAST) for chance in chances])


def chance_of_winter_day_over(calendar: Calendar, chances: list[Array], nights: Array) -> Array:
    """The probability that need exceeds the beds on at least one day of the three fullest months running (fraction).

    Days are not independent: most of today's patients are still in tomorrow. The counts of two days running are taken
    as correlated by exp(−1 ÷ mean nights), as where stays are exponential, and each day's chance to be the first over
    as in `first_day_over.py`. Against patients followed day by day it is out by at most 0.04 where the days of the
    week are alike; where they are not it is too low, by up to 0.08 for stays of a week and 0.13 for 25 nights. With 0
    nights the days are independent. Shapes: as in `days_over`; nights (…, pool).

    >>> from bedmodel.model.calendar import calendar_of
    >>> alike = calendar_of(np.ones((12, 1)), np.ones((7, 1)))
    >>> chance_of_winter_day_over(alike, [np.array([0.01])] * 2, np.zeros(1)).round(3), round(1 - 0.99 ** (365 / 4), 3)
    (array([0.6]), 0.6)
    """
    persistence = np.exp(-1.0 / np.maximum(nights, _NEVER))
    none = np.zeros(np.broadcast_shapes(*(chance.shape for chance in chances), nights.shape))
    share = calendar.winter / calendar.winter.sum(axis=0)
    for chance, days, first in zip(chances, calendar.winter, share, strict=True):
        if days.any():
            fits = np.clip(1.0 - chance, _NEVER, 1.0)
            then = np.minimum(chance_of_first_day_over(ndtri(fits), persistence), _ALWAYS)
            none = none + (days - first) * np.log1p(-then) + first * np.log(fits)
    return np.asarray(-np.expm1(none))


def excesses(calendar: Calendar, occupied: Array, beds: Array, ratio: Array) -> list[Array]:
    """Mean patients beyond the beds at midnight, for each kind of day (patients). Shapes as in `chances_over`."""
    return [patients_over(beds, mean, ratio) for mean in _means(calendar, occupied)]


def patients_without_bed(calendar: Calendar, beyond: list[Array]) -> Array:
    """Patients beyond the beds open at midnight (patients; stock: the mean over all days of the year).

    Shapes: excesses of each kind of day (…, pool); out (…, pool).

    >>> from bedmodel.model.calendar import calendar_of
    >>> alike = calendar_of(np.ones((12, 1)), np.ones((7, 1)))
    >>> patients_without_bed(alike, excesses(alike, np.array([1.0]), np.array([1.0]), np.ones(1))).round(4)
    array([0.3679])
    """
    return _summed(calendar.days / DAYS_IN_YEAR, beyond)


def operations_displaced(
    calendar: Calendar, beyond: list[Array], occupied: Array, beds: Array, ratio: Array, share: Array, nights: Array
) -> Array:
    """The fewest planned admissions that must be cancelled for the patients beyond the beds (a year; flow).

    At the least: each patient without a bed takes a night that a planned patient would have had, and a cancelled
    admission gives back all its nights, as if it were known beforehand which nights will be short; cancelled on the
    day, several times as many may be. No more can be cancelled on a day than are planned: with a share s of N patients
    planned, E min(max(N − c, 0), s N) = E max(N − c, 0) − (1 − s) E max(N − c ÷ (1 − s), 0). `share` is the planned
    part of the bed-days, `nights` the mean stay of a planned patient, `beyond` the excesses of each kind of day.
    Shapes: as in `chances_over`; out (…, pool).

    >>> from bedmodel.model.calendar import calendar_of
    >>> alike = calendar_of(np.ones((12, 1)), np.ones((7, 1)))
    >>> nobody_has_a_bed = np.array([1.0]), np.array([0.0]), np.ones(1)
    >>> beyond = excesses(alike, *nobody_has_a_bed)
    >>> operations_displaced(alike, beyond, *nobody_has_a_bed, np.array([0.2]), np.array([5.0])).round(6)
    array([14.6])
    """
    rest = np.maximum(1.0 - share, _NEVER)
    after = [part * rest for part in excesses(calendar, occupied, np.minimum(beds / rest, _NO_LIMIT), ratio)]
    both = zip(beyond, after, strict=True)
    return _summed(calendar.days, [np.maximum(before - left, 0.0) for before, left in both]) / nights


@as_one_step
def beds_for_days_over(calendar: Calendar, occupied: Array, ratio: Array, days: Array) -> Array:
    """The fewest beds at which need exceeds them on no more than so many days a year (beds; stock).

    May lie between whole beds; round up. Shapes: as in `days_over`; days above 0 and below 365. The root of `days_over`
    in the beds, on the scale of normal scores, on which it is nearly straight. Nothing where no patient is.

    >>> from bedmodel.model.calendar import calendar_of
    >>> alike = calendar_of(np.ones((12, 4)), np.ones((7, 4)))
    >>> np.ceil(beds_for_days_over(alike, np.array([20.0, 50.0, 100.0, 500.0]), np.ones(4), np.full(4, 3.65)))
    array([ 31.,  67., 124., 553.])
    """
    shape = np.broadcast_shapes(occupied.shape, ratio.shape, days.shape)
    given = [np.moveaxis(np.broadcast_to(part, shape), LAST, 0) for part in (occupied, ratio, days)]
    found = []
    for pool, (filled, varies, limit) in enumerate(zip(*given, strict=True)):
        index, kinds = calendar.kinds_of(pool)
        found.append(_fewest_beds(index[:, None], kinds, [filled], [varies], limit))
    return np.stack(found, axis=LAST)


def beds_for_days_over_together(calendar: Calendar, occupied: Array, ratio: Array, days: float) -> Array:
    """The same if every pool's patients could lie in every pool's beds (beds; stock). Shapes: (…, pool) in, (…) out.

    The pools' means and variances add up; they vary independently of one another about their seasons.

    >>> from bedmodel.model.calendar import calendar_of
    >>> alike = calendar_of(np.ones((12, 2)), np.ones((7, 2)))
    >>> np.ceil(beds_for_days_over_together(alike, np.array([20.0, 30.0]), np.ones(2), 3.65))
    np.float64(67.0)
    """
    shape = np.broadcast_shapes(occupied.shape, ratio.shape)
    occupied, ratio = (np.moveaxis(np.broadcast_to(part, shape), LAST, 0) for part in (occupied, ratio))
    return _fewest_beds(calendar.index, calendar.days, list(occupied), list(ratio), np.full(shape[:LAST], days))


def _fewest_beds(index: Array, kinds: Array, occupied: list[Array], ratio: list[Array], days: Array) -> Array:
    """Beds that patients of several pools share, looked for first where a normal year would have them."""
    pools = len(occupied)
    weights = kinds / DAYS_IN_YEAR

    def miss(beds: Array, target: Array, *given: Array) -> Array:
        chances = [chance_over(beds, *_count(factors, given[:pools], given[pools:])) for factors in index]
        return np.asarray(ndtri(np.clip(_summed(weights, chances), _NEVER, _ALWAYS)) - target)

    target = ndtri(days / DAYS_IN_YEAR)
    means, ratios = zip(*(_count(factors, occupied, ratio) for factors in index), strict=True)
    mean = _summed(weights, list(means))
    second = _summed(weights, [m * m + r * m for m, r in zip(means, ratios, strict=True)])
    deviation = np.sqrt(np.maximum(second - mean * mean, 0.0))
    near = mean - target * deviation
    found = falling_root(
        miss, near - _NEAR * deviation - 1.0, near + _NEAR * deviation + 1.0, target, *occupied, *ratio
    )
    lost = np.isnan(found) & (mean > 0) & ~np.isnan(mean)
    if lost.any():
        spread = _FARTHEST * (np.sqrt(np.max(ratios, axis=0) * np.max(means, axis=0)) + np.max(ratios, axis=0))
        low, high = np.maximum(np.min(means, axis=0) - spread, -1.0), np.max(means, axis=0) + spread
        rest = [part[lost] for part in (low, high, target, *occupied, *ratio)]
        found[lost] = falling_root(miss, *rest)
    return np.asarray(np.where(mean > 0, np.maximum(found, 0.0), np.where(np.isnan(mean), np.nan, 0.0)))


def _count(factors: Array, occupied: Sequence[Array], ratio: Sequence[Array]) -> tuple[Array, Array]:
    """Mean and variance ratio of the patients of several pools on one kind of day."""
    if len(occupied) == 1:
        return np.maximum(occupied[0] * factors[0], 0.0), np.asarray(ratio[0])
    means = [np.maximum(filled * factor, 0.0) for filled, factor in zip(occupied, factors, strict=True)]
    mean = sum(means[1:], means[0])
    variance = sum((m * r for m, r in zip(means[1:], ratio[1:], strict=True)), means[0] * ratio[0])
    return mean, np.divide(variance, mean, out=np.ones_like(variance), where=mean > 0)


def _means(calendar: Calendar, occupied: Array) -> list[Array]:
    """Mean need on each kind of day. Shape of each: as occupied."""
    return [np.maximum(occupied * index, 0.0) for index in calendar.index]


def _summed(weights: Array, parts: list[Array]) -> Array:
    """Parts times their weights, added up in order."""
    result = np.zeros(np.shape(parts[0]))
    for weight, part in zip(weights, parts, strict=True):
        result = result + weight * part
    return result
