"""How well a projection did against what came: coverage, signed error, and the continuous ranked probability score."""

from __future__ import annotations

import numpy as np

from bedmodel.results import Array

NO_WIDTH = 1e-9
"""Of the larger end: what lies closer together is no band."""


def crps(drawn: Array, actual: float) -> float:
    """Continuous ranked probability score: E|X − y| − ½ E|X − X′| over draws X, in the unit of the figure.

    0 is perfect; for a single number without spread it is the absolute error, so that the two can be compared. Source:
    Gneiting and Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation" (2007). `drawn` has shape (draw,).

    >>> crps(np.array([0.0, 2.0]), 1.0), crps(np.array([3.0]), 1.0)
    (0.5, 2.0)
    """
    ordered, count = np.sort(drawn), len(drawn)
    ranks = 2.0 * np.arange(count) - count + 1.0
    return float(np.abs(ordered - actual).mean() - (ranks * ordered).sum() / count**2)


def inside(low: float, high: float, actual: float) -> bool | None:
    """Whether a figure lies between P10 and P90, ends included; None where these are one number, which is no band.

    >>> inside(90.0, 110.0, 110.0), inside(90.0, 110.0, 111.0), inside(100.0, 100.0, 100.0)
    (True, False, None)
    """
    if not high - low > NO_WIDTH * max(abs(low), abs(high), 1.0):
        return None
    return low <= actual <= high
