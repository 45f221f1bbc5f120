"""Inverse distribution functions: from a uniform between 0 and 1 to a value of the assumption.

Each curve is a pair of functions with the same parameters: the value below which a share `u` lies, and the share below
a value. The second serves truncation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]


class Curve(Protocol):
    """A distribution, by its inverse and its cumulative function."""

    def value(self, u: Array) -> Array:
        """The values below which the shares `u` lie."""
        ...

    def share(self, x: float) -> float:
        """The share that lies below a value."""
        ...


@dataclass(frozen=True)
class BetaCurve:
    """Beta with shapes alpha and beta, stretched to low…high.

    >>> float(BetaCurve(1, 1, 10, 20).value(np.array([0.25]))[0])
    12.5
    """

    alpha: float
    beta: float
    low: float
    high: float

    def value(self, u: Array) -> Array:
        """The values below which the shares `u` lie."""
        return np.asarray(self.low + (self.high - self.low) * special.betaincinv(self.alpha, self.beta, u))

    def share(self, x: float) -> float:
        """The share that lies below a value."""
        inside = min(max((x - self.low) / (self.high - self.low), 0.0), 1.0)
        return float(special.betainc(self.alpha, self.beta, inside))


def pert(low: float, mode: float, high: float, shape: float = 4.0) -> BetaCurve:
    """The PERT curve: a Beta with mean (low + shape·mode + high) ÷ (shape + 2).

    Its standard deviation follows from the Beta, not from the rule of thumb (high − low) ÷ 6.
    Source: Vose, "Risk Analysis", modified PERT.

    >>> curve = pert(0, 0.1, 0.3)
    >>> round(curve.alpha, 4), round(curve.beta, 4)
    (2.3333, 3.6667)
    """
    width = high - low
    return BetaCurve(1 + shape * (mode - low) / width, 1 + shape * (high - mode) / width, low, high)


@dataclass(frozen=True)
class TriangularCurve:
    """A triangle with its peak at mode.

    >>> [round(float(x), 9) for x in TriangularCurve(0, 1, 2).value(np.array([0.125, 0.5, 0.875]))]
    [0.5, 1.0, 1.5]
    """

    low: float
    mode: float
    high: float

    def value(self, u: Array) -> Array:
        """The values below which the shares `u` lie."""
        width = self.high - self.low
        peak = (self.mode - self.low) / width
        rising = self.low + np.sqrt(u * width * (self.mode - self.low))
        falling = self.high - np.sqrt((1 - u) * width * (self.high - self.mode))
        return np.where(u <= peak, rising, falling)

    def share(self, x: float) -> float:
        """The share that lies below a value."""
        if x <= self.low:
            return 0.0
        if x >= self.high:
            return 1.0
        width = self.high - self.low
        if x <= self.mode:
            return (x - self.low) ** 2 / (width * (self.mode - self.low))
        return 1 - (self.high - x) ** 2 / (width * (self.high - self.mode))


@dataclass(frozen=True)
class NormalCurve:
    """The bell curve.

    >>> float(NormalCurve(5, 2).value(np.array([0.5]))[0])
    5.0
    """

    mean: float
    sd: float

    def value(self, u: Array) -> Array:
        """The values below which the shares `u` lie."""
        return np.asarray(self.mean + self.sd * special.ndtri(u))

    def share(self, x: float) -> float:
        """The share that lies below a value."""
        return float(special.ndtr((x - self.mean) / self.sd))


@dataclass(frozen=True)
class LognormalCurve:
    """A quantity whose logarithm has the given mean and standard deviation.

    >>> float(LognormalCurve(0, 1).value(np.array([0.5]))[0])
    1.0
    """

    log_mean: float
    log_sd: float

    def value(self, u: Array) -> Array:
        """The values below which the shares `u` lie."""
        return np.asarray(np.exp(self.log_mean + self.log_sd * special.ndtri(u)))

    def share(self, x: float) -> float:
        """The share that lies below a value."""
        return float(special.ndtr((np.log(x) - self.log_mean) / self.log_sd)) if x > 0 else 0.0


@dataclass(frozen=True)
class DiscreteCurve:
    """A few values, each with its probability.

    >>> DiscreteCurve((1.0, 2.0), (0.25, 0.75)).value(np.array([0.1, 0.3])).tolist()
    [1.0, 2.0]
    """

    values: Sequence[float]
    probabilities: Sequence[float]

    def value(self, u: Array) -> Array:
        """The values below which the shares `u` lie."""
        steps = np.cumsum(self.probabilities)[:-1]
        return np.asarray(self.values, dtype=np.float64)[np.searchsorted(steps, u, side="right")]

    def share(self, x: float) -> float:
        """The share that lies below a value."""
        return float(sum(p for v, p in zip(self.values, self.probabilities, strict=True) if v < x))


@dataclass(frozen=True)
class Truncated:
    """A curve cut at low and high, what is left scaled up to one.

    >>> float(Truncated(BetaCurve(1, 1, 0, 1), 0.5, 1.0).value(np.array([0.5]))[0])
    0.75
    """

    curve: Curve
    low: float
    high: float

    @property
    def mass(self) -> float:
        """The share of the whole curve that is left."""
        return self.curve.share(self.high) - self.curve.share(self.low)

    def value(self, u: Array) -> Array:
        """The values below which the shares `u` lie."""
        below, within = self.curve.share(self.low), self.curve.share(self.high)
        inside = self.curve.value(below + (within - below) * u)
        # The limits are mathematically exact here; this only takes off what rounding adds at the very edges.
        return np.clip(inside, self.low, self.high)

    def share(self, x: float) -> float:
        """The share that lies below a value."""
        below, within = self.curve.share(self.low), self.curve.share(self.high)
        return min(max((self.curve.share(x) - below) / (within - below), 0.0), 1.0)
