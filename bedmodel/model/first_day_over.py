"""How likely a day is to be the first on which a slowly changing count exceeds its beds."""

from __future__ import annotations

from functools import cache

import numpy as np
from scipy.special import ndtr, owens_t

from bedmodel.model.axes import LAST, Array

_LOWEST, _HIGHEST, _STEP = -4.0, 7.0, 0.5
"""Normal scores of the beds for which the correction is worked out; beyond them it hardly changes."""
_PERSISTENCE = np.array([0.0, 0.3, 0.5, 0.65, 0.75, 0.82, 0.88, 0.92, 0.95, 0.97, 0.98])
_NODES, _DOUBLINGS = 80, 9
_TINY = 1e-300


def chance_of_first_day_over(score: Array, persistence: Array) -> Array:
    """The probability that today's count exceeds the beds if it has not done so for long (fraction).

    The count's normal score is taken as a first-order autoregression with correlation `persistence` from day to day.
    Given only that yesterday fitted, the probability is 2 T(h, √((1 − ρ) ÷ (1 + ρ))) ÷ Φ(h), T Owen's function. That
    all days before fitted too makes it smaller, in the long run by the leading eigenvalue of the process that stops
    when over; this is worked out on a grid and interpolated. `score` is the normal score of the beds: Φ(score) is the
    probability that a day's count fits. Shapes: broadcast; persistence from 0 to 0.98, what is above is taken as
    that. Source: the quasi-stationary law of a Markov chain with killing (Darroch and Seneta 1965).

    >>> chance_of_first_day_over(np.array([1.0]), np.array([0.0])).round(4), (1 - ndtr(1.0)).round(4)
    (array([0.1587]), np.float64(0.1587))
    >>> bool(chance_of_first_day_over(np.array([1.0]), np.array([0.9]))[0] < 0.08)
    True
    """
    score = np.clip(score, -37.0, 37.0)
    persistence = np.clip(persistence, 0.0, _PERSISTENCE[-1])
    after_one = (
        2.0 * owens_t(score, np.sqrt((1.0 - persistence) / (1.0 + persistence))) / np.maximum(ndtr(score), _TINY)
    )
    return np.asarray(np.clip(after_one * _interpolated(score, persistence), 0.0, 1.0))


def _interpolated(score: Array, persistence: Array) -> Array:
    """The correction between the points of its grid, in straight lines."""
    table = _corrections()
    unknown = np.isnan(score + persistence)
    score, persistence = np.where(unknown, 0.0, score), np.where(unknown, 0.0, persistence)
    across = (np.clip(score, _LOWEST, _HIGHEST) - _LOWEST) / _STEP
    left = np.minimum(across.astype(np.intp), table.shape[0] - 2)
    down = np.minimum(np.searchsorted(_PERSISTENCE, persistence, side="right") - 1, table.shape[1] - 2)
    x = across - left
    y = (persistence - _PERSISTENCE[down]) / (_PERSISTENCE[down + 1] - _PERSISTENCE[down])
    low = table[left, down] * (1.0 - x) + table[left + 1, down] * x
    high = table[left, down + 1] * (1.0 - x) + table[left + 1, down + 1] * x
    return np.asarray(np.where(unknown, np.nan, low * (1.0 - y) + high * y))


@cache
def _corrections() -> Array:
    """Long-run probability ÷ that given yesterday alone. Shape (score, persistence)."""
    scores = np.arange(_LOWEST, _HIGHEST + _STEP / 2, _STEP)
    slope = np.sqrt((1.0 - _PERSISTENCE) / (1.0 + _PERSISTENCE))
    after_one = 2.0 * owens_t(scores[:, None], slope) / ndtr(scores)[:, None]
    corrections = np.ones(after_one.shape)
    for row, score in enumerate(scores):
        corrections[row, 1:] = _long_run(score, _PERSISTENCE[1:]) / after_one[row, 1:]
    return np.asarray(np.minimum(corrections, 1.0))


def _long_run(score: float, persistence: Array) -> Array:
    """1 − the leading eigenvalue of the autoregression that stops above a score, after 2⁹ days, on Gauss nodes."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    low = min(-6.5, score - 4.0)
    x, weights = low + (score - low) * (nodes + 1.0) / 2.0, weights * (score - low) / 2.0
    start, deviation = x * persistence[:, None, None], np.sqrt(1.0 - persistence**2)[:, None, None]
    days = np.exp(-0.5 * ((x[:, None] - start) / deviation) ** 2) / (deviation * np.sqrt(2.0 * np.pi)) * weights
    for _ in range(_DOUBLINGS):
        days = days @ days
        days /= days.max(axis=(1, 2), keepdims=True)
    law = days[:, :, _NODES // 2]
    leaves = ndtr((start[:, 0] - score) / deviation[:, 0])
    return np.asarray((weights * law * leaves).sum(axis=LAST) / (weights * law).sum(axis=LAST))
