"""The root of a function that falls, for many elements at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import elementwise

from bedmodel.model.axes import Array

_CLOSE = 1e-9
"""How exactly a root is found, as a share of itself."""


def falling_root(miss: Callable[..., Array], low: Array, high: Array, *given: Array) -> Array:
    """Where each element of a falling function crosses nought between low and high; nan where it does not.

    `miss(x, *given)` is called for ever fewer elements. Source: Chandrupatla 1997, as kept in scipy.

    >>> falling_root(lambda x, a: a - x * x, np.zeros(2), np.full(2, 9.0), np.array([4.0, 9.0])).round(6)
    array([2., 3.])
    """
    found = elementwise.find_root(miss, (low, high), args=given, tolerances={"xrtol": _CLOSE, "xatol": _CLOSE})
    return np.asarray(found.x)
