"""Beds open against beds needed."""

from __future__ import annotations

import numpy as np

from bedmodel.model.axes import Array


def beds_required(occupied: Array, standard: Array) -> Array:
    """Beds needed so that the year's mean occupancy meets the standard (beds; stock: the mean over the year).

    A hospital planned to run at 92% needs more beds than it fills at midnight. Shapes: (draw, year, pool), broadcast.
    Source: NHS England operational planning guidance 2020/21, general and acute occupancy of at most 92%.

    >>> beds_required(np.array([920.0]), np.array([0.92]))
    array([1000.])
    """
    return np.asarray(occupied / standard)


def bed_gap(available: Array, required: Array) -> Array:
    """Beds open − beds needed (beds; stock). Negative = too few beds. Shapes: (draw, year, pool).

    >>> bed_gap(np.array([1697.0]), np.array([1800.0]))
    array([-103.])
    """
    return np.asarray(available - required)


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
    return np.asarray(1000.0 * available / people)
