"""The order of axes in every array of the model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

YEAR = 1
"""After the draws, which come first everywhere."""
LAST = -1
"""Pools, age bands or money lines: whichever the array is about."""


def joined(*parts: Array) -> Array:
    """Arrays joined on the last axis, their draws and years broadcast. Shapes: (draw, year, part) each.

    >>> joined(np.ones((1, 2, 1)), np.zeros((3, 1, 2))).shape
    (3, 2, 3)
    """
    shape = np.broadcast_shapes(*(part.shape[:LAST] for part in parts))
    return np.concatenate([np.broadcast_to(part, (*shape, part.shape[LAST])) for part in parts], axis=LAST)


def total(parts: Array) -> Array:
    """Parts on the last axis added one after another, so that a part of nothing changes no bit of the sum.

    numpy's own sum groups numbers by eights; there one more zero can move the last bit. Shapes: (…, part) in, (…) out.

    >>> total(np.array([[1.0, 2.0, 3.0]]))
    array([6.])
    """
    result = np.zeros(parts.shape[:-1])
    for part in np.moveaxis(parts, LAST, 0):
        result = result + part
    return result
