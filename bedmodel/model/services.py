"""Places outside hospital: how many there are, how many the plan needs, and whether that is enough."""

from __future__ import annotations

import numpy as np

from bedmodel.model.axes import Array

_ROUNDING = 1e-9
"""Places that arithmetic leaves a hair short are not short."""


def staffed_places(places: Array, staff: Array, staff_per_place: Array) -> Array:
    """Places that are open and have their staff (places; stock: the mean over the year).

    Infinite where neither places nor staff are limited. Shapes: (draw, year, service), broadcast.

    >>> staffed_places(np.array([100.0, 100.0]), np.array([40.0, np.inf]), np.array([0.5, 0.5]))
    array([ 80., 100.])
    """
    shape = np.broadcast_shapes(staff.shape, staff_per_place.shape)
    enough_for = np.divide(staff, staff_per_place, out=np.full(shape, np.inf), where=staff_per_place > 0)
    return np.asanyarray(np.minimum(places, enough_for))


def ready(needed: Array, staffed: Array) -> Array:
    """1 where every place that is needed is open and staffed, else 0. Shapes: (draw, year, service), broadcast.

    >>> ready(np.array([90.0, 110.0, 0.0, 0.1 + 0.2]), np.array([100.0, 100.0, 0.0, 0.3]))
    array([1., 0., 1., 1.])
    """
    return np.where(staffed >= needed - _ROUNDING, 1.0, 0.0)
