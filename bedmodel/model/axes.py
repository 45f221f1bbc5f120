"""The order of axes in every array of the model."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

DRAW, YEAR = 0, 1
LAST = -1
"""Pools, age bands or money lines: whichever the array is about."""
