"""The share of a year's patients who find every bed taken, with a season and more than random variation."""

from __future__ import annotations

import numpy as np

from bedmodel.model.axes import LAST, Array
from bedmodel.model.calendar import Calendar
from bedmodel.model.erlang import beds_for_refusal, refusal
from bedmodel.model.roots import falling_root
from bedmodel.model.trace import as_one_step
from bedmodel.years import DAYS_IN_YEAR

_TINY = 1e-300


def share_refused(calendar: Calendar, occupied: Array, beds: Array, ratio: Array) -> Array:
    """The share of patients over the year for whom no bed is free when they come (fraction).

    Each kind of day at its own load, as if the ward had time to settle, and days on which more come weigh more; against
    a simulation with the season and the week of an acute hospital that is out by less than 15%. Where the count varies
    more than at random, beds and load are divided by its variance ratio before Erlang's formula is used: Hayward's
    approximation (Fredericks 1980, "Congestion in blocking systems: a simple approximation technique", Bell System
    Technical Journal), exact for a ratio of 1. Shapes: occupied and beds (…, pool), ratio (…, pool), broadcast. Need is
    what it would be if nobody were refused.

    >>> from bedmodel.model.calendar import calendar_of
    >>> alike = calendar_of(np.ones((12, 1)), np.ones((7, 1)))
    >>> share_refused(alike, np.array([24.0]), np.array([28.0]), np.ones(1)).round(4)
    array([0.0666])
    """
    return _share(calendar.index, calendar.days, occupied, beds, ratio)


def _share(index: Array, kinds: Array, occupied: Array, beds: Array, ratio: Array) -> Array:
    lost = np.zeros(np.broadcast_shapes(occupied.shape, beds.shape, ratio.shape))
    for factor, days in zip(index, kinds, strict=True):
        lost = lost + days * factor * refusal(occupied * factor / ratio, beds / ratio)
    return np.asarray(lost / DAYS_IN_YEAR)


@as_one_step
def beds_for_share_refused(calendar: Calendar, occupied: Array, ratio: Array, limit: Array) -> Array:
    """The fewest beds at which no more than a share of the year's patients is refused (beds, stock).

    May lie between whole beds; round up. Shapes: as in `share_refused`; limit above 0 and below 1. Nothing where no
    patient is.

    >>> from bedmodel.model.calendar import calendar_of
    >>> alike = calendar_of(np.ones((12, 1)), np.ones((7, 1)))
    >>> np.ceil(beds_for_share_refused(alike, np.array([8.108]), np.ones(1), np.array([0.01])))
    array([15.])
    """
    shape = np.broadcast_shapes(occupied.shape, ratio.shape, limit.shape)
    occupied, ratio, limit = (np.broadcast_to(part, shape) for part in (occupied, ratio, limit))
    found = np.empty(shape)
    for pool in range(shape[LAST]):
        given = occupied[..., pool], ratio[..., pool], limit[..., pool]
        found[..., pool] = _beds_of_pool(*calendar.kinds_of(pool), *given)
    return found


def _beds_of_pool(index: Array, kinds: Array, occupied: Array, ratio: Array, limit: Array) -> Array:
    def above(beds: Array, occupied: Array, ratio: Array, limit: Array) -> Array:
        share = _share(index, kinds, occupied, beds, ratio)
        return np.asarray(np.log(np.maximum(share, _TINY)) - np.log(limit))

    load = np.maximum(occupied, _TINY) / ratio
    low, high = (ratio * beds_for_refusal(load * factor, limit) for factor in (index.min(), index.max()))
    found = falling_root(
        above, low * (1.0 - 1e-6) - 1e-6 * (low > 1.0), high * (1.0 + 1e-6) + 1e-6, occupied, ratio, limit
    )
    return np.asarray(np.where(occupied > 0, found, 0.0))
