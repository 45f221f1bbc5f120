"""Beds open against beds needed."""

from __future__ import annotations

import numpy as np

from bedmodel.model.axes import Array

_ROUNDING = 1e-6
"""Beds by which a number may exceed a whole one for no reason but rounding."""


def beds_required(occupied: Array, standard: Array) -> Array:
    """Beds needed so that the year's mean occupancy meets the standard (beds; stock: the mean over the year).

    A hospital planned to run at 92% needs more beds than it fills at midnight. Shapes: (draw, year, pool), broadcast.
    Source: the way in which NHS England's operational planning guidance (2020/21) states how full beds may be.

    >>> beds_required(np.array([920.0]), np.array([0.92]))
    array([1000.])
    """
    return np.asanyarray(occupied / standard)


def whole_beds(beds: Array) -> Array:
    """So many whole beds that they are enough: rounded up, but for what rounding has left (beds). Shapes: any.

    >>> whole_beds(np.array([27.01, 28.0, 28.0 + 1e-9]))
    array([28., 28., 28.])
    """
    return np.asanyarray(np.ceil(beds - _ROUNDING))


def open_beds(planned: Array, occupied: Array, limit: Array, ready: Array, gated: Array, lost: Array) -> Array:
    """Beds open where closing waits for a condition: the last year's need must fit in the beds that stay (beds; stock).

    A bed closes in year t only if in year t − 1 the occupied beds would have filled no more than `limit` of the beds
    that stay, and every place that the plan needs outside hospital was open and staffed. As many beds close as that
    allows, at most down to the plan; what is held back may close later. Openings are never held back. Beds that events
    had shut do not count among those that stay, but are among the beds returned. Where nothing is gated the plan is
    returned as it is.
    Shapes: planned, occupied, lost (draw, year, pool); limit (draw, 1, pool); ready (draw, year, pool) 1 or 0; gated
    (pool,).
    Source: after NHS England's test for bed closures of April 2017 (alternatives in place with their staff, or need
    that has fallen).

    >>> path = lambda *beds: np.array(beds)[None, :, None]
    >>> ready, lost = np.ones((1, 3, 1)), np.zeros((1, 3, 1))
    >>> open_beds(path(100.0, 80.0, 80.0), path(81.0, 63.0, 63.0), path(0.9), ready, np.ones(1), lost)[0, :, 0]
    array([100.,  90.,  80.])
    """
    if not gated.any():
        return planned
    shape = np.broadcast_shapes(planned.shape, occupied.shape, limit.shape, ready.shape, lost.shape)
    enough = occupied / limit + lost
    path = [np.broadcast_to(planned[:, 0], shape[::2])]
    for year in range(1, shape[1]):
        before, wanted = path[-1], planned[:, year]
        fewest = np.where(ready[:, year - 1] > 0, enough[:, year - 1], before)
        held = np.maximum(wanted, np.minimum(before, fewest))
        path.append(np.where(gated > 0, held, wanted))
    return np.stack(path, axis=1)


def bed_gap(available: Array, required: Array) -> Array:
    """Beds open − beds needed (beds; stock). Negative = too few beds. Shapes: (draw, year, pool).

    >>> bed_gap(np.array([1697.0]), np.array([1800.0]))
    array([-103.])
    """
    return np.asanyarray(available - required)


def occupancy(occupied: Array, available: Array) -> Array:
    """Occupied ÷ open (fraction; mean over the year). Above 1 = patients without a bed. Nothing where no bed is open.

    Shapes: (draw, year, pool), broadcast.

    >>> occupancy(np.array([90.0, 5.0]), np.array([100.0, 0.0]))
    array([0.9, nan])
    """
    shape = np.broadcast_shapes(occupied.shape, available.shape)
    full: Array = np.divide(occupied, available, out=np.full(shape, np.nan), where=available > 0)
    return full


def per_thousand(available: Array, people: Array) -> Array:
    """Beds open for each thousand people (beds ÷ 1,000 people; ratio of two stocks).

    Shapes: available (draw, year, pool), people (draw, year, 1).

    >>> per_thousand(np.array([2173.0]), np.array([1_086_500.0]))
    array([2.])
    """
    return np.asanyarray(1000.0 * available / people)
