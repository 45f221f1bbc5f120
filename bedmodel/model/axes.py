"""The order of axes in every array of the model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

YEAR = 1
"""After the draws, which come first everywhere."""
LAST = -1
"""Pools, age bands or money lines: whichever the array is about."""


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
