"""How the number of patients at midnight varies from day to day about its mean.

The count N has a mean and a variance ratio φ = variance ÷ mean, at least 1. Patients who come independently of one
another give a Poisson count (φ = 1); whatever makes them come together, such as an epidemic, gives more. The rule:

- φ = 1: Poisson, by the incomplete gamma function, exact;
- φ > 1, and a mean below 100 or φ above 4: negative binomial with that mean and variance, by the incomplete beta
  function, exact;
- mean of 100 or more and φ up to 4: normal, corrected for the skewness and kurtosis of that negative binomial (two
  terms of Edgeworth's series) and for patients being whole (Sheppard: a smooth count with the same sums has
  variance φ mean − 1/12). It is out by less than 0.0001 in any probability for φ up to 2 (a thirtieth of a day a
  year) and 0.0004 for φ up to 4; at a mean of 1,500 by less than 0.00001.

Beds may lie between whole numbers, as means over a year do; probabilities run smoothly between those at whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import betainc, gammaincc, ndtr

from bedmodel.model.axes import Array

LARGE = 100.0
"""Mean from which the count is taken as normal."""
_POISSON, _NORMAL = 1.0 + 1e-9, 4.0
"""Variance ratios up to which the count is taken as Poisson, and as normal where it is large."""

_Law = Callable[[Array, Array, Array], Array]


def chance_over(beds: Array, mean: Array, ratio: Array) -> Array:
    """The probability that more patients need a bed at midnight than there are beds, P(N > beds) (fraction).

    Shapes: broadcast. `ratio` is variance ÷ mean, 1 or more.

    >>> chance_over(np.array([0.0, 1.0]), np.ones(2), np.ones(2)).round(4)
    array([0.6321, 0.2642])
    """
    return _by_law(_poisson_over, _binomial_over, _normal_over, beds, mean, ratio)


def patients_over(beds: Array, mean: Array, ratio: Array) -> Array:
    """The mean number of patients beyond the beds at midnight, E max(N − beds, 0) (patients; stock).

    Shapes: broadcast. With no beds it is everybody.

    >>> patients_over(np.array([0.0, 1.0]), np.ones(2), np.ones(2)).round(6)
    array([1.      , 0.367879])
    """
    return _by_law(_poisson_excess, _binomial_excess, _normal_excess, beds, mean, ratio)


def _by_law(poisson: _Law, binomial: _Law, normal: _Law, *given: Array) -> Array:
    """Each element by the law that the rule gives it."""
    beds, mean, ratio = np.broadcast_arrays(*(np.asarray(part, float) for part in given))
    large, found = (mean >= LARGE) & ~(ratio > _NORMAL), np.empty(mean.shape)
    small = ~large & (ratio <= _POISSON)
    for law, where in ((normal, large), (poisson, small), (binomial, ~large & ~small)):
        if where.all():
            return law(beds, mean, ratio)
        if where.any():
            found[where] = law(beds[where], mean[where], ratio[where])
    return found


def _poisson_over(beds: Array, mean: Array, ratio: Array) -> Array:
    return np.asarray(1.0 - gammaincc(beds + 1.0, mean))


def _poisson_excess(beds: Array, mean: Array, ratio: Array) -> Array:
    """E(N − c)⁺ = mean × P(N ≥ c) − c × P(N > c)."""
    at_least = np.where(beds > 0, 1.0 - gammaincc(beds, mean), 1.0)
    return np.asarray(mean * at_least - beds * _poisson_over(beds, mean, ratio))


def _binomial_over(beds: Array, mean: Array, ratio: Array) -> Array:
    return np.asarray(np.where(mean > 0, betainc(beds + 1.0, mean / (ratio - 1.0), (ratio - 1.0) / ratio), 0.0))


def _binomial_excess(beds: Array, mean: Array, ratio: Array) -> Array:
    """The same as for the Poisson count, with n P(N = n) = mean × P(N′ = n − 1), N′ of one more success."""
    at_least = np.where(beds > 0, betainc(beds, mean / (ratio - 1.0) + 1.0, (ratio - 1.0) / ratio), 1.0)
    return np.asarray(mean * at_least - beds * _binomial_over(beds, mean, ratio))


def _normal_over(beds: Array, mean: Array, ratio: Array) -> Array:
    """The tail of Edgeworth's series at the upper end of the whole number."""
    _, z, density, lean, peak = _standard(beds + 0.5, mean, ratio)
    square = z * z
    terms = lean * (square - 1.0) + peak * z * (square - 3.0)
    terms += 0.5 * lean * lean * z * (square * (square - 10.0) + 15.0)
    return np.asarray(np.clip(ndtr(-z) + density * terms, 0.0, 1.0))


def _normal_excess(beds: Array, mean: Array, ratio: Array) -> Array:
    """The integral of that tail from the beds on, less what summing over whole beds takes off it."""
    deviation, z, density, lean, peak = _standard(beds, mean, ratio)
    square = z * z
    terms = 1.0 + lean * z + peak * (square - 1.0) + 0.5 * lean * lean * (square * (square - 6.0) + 3.0)
    return np.asarray(np.maximum(deviation * (density * terms - z * ndtr(-z)) - density / deviation / 24.0, 0.0))


def _standard(beds: Array, mean: Array, ratio: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Standard deviation, beds in deviations from the mean, density there, skewness ÷ 6 and kurtosis ÷ 24."""
    variance = ratio * mean - 1.0 / 12.0
    deviation = np.sqrt(variance)
    z = (beds - mean) / deviation
    lean = ratio * mean * (2.0 * ratio - 1.0) / (variance * deviation) / 6.0
    peak = (ratio * mean * (6.0 * ratio * (ratio - 1.0) + 1.0) + 1.0 / 120.0) / (variance * variance) / 24.0
    return deviation, z, np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi), lean, peak
