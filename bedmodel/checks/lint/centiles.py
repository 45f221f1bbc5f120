"""Where a value stands in a distribution, told without scipy, so that `bedmodel lint` starts at once."""

from __future__ import annotations

import math
from functools import singledispatch

from bedmodel.scenario.distribution import Beta, Discrete, Distribution, Lognormal, Normal, Pert, Triangular, Uniform

_TINY = 1e-30
_STEPS = 200


@singledispatch
def share_below(curve: Distribution, value: float, centre: float) -> float:
    """The share of the draws that are at most a value, limits aside (fraction).

    `centre` is the peak of a distribution that names none: the assumption's own value, or 1 where draws are multiples.

    >>> share_below(Uniform.model_construct(low=0.0, high=4.0), 1.0, 1.0)
    0.25
    >>> share_below(Triangular.model_construct(low=0.0, high=4.0, mode=None), 1.0, 2.0)
    0.125
    """
    raise TypeError(f"no distribution: {curve!r}")


@share_below.register
def _(curve: Uniform, value: float, centre: float) -> float:
    return _within((value - curve.low) / (curve.high - curve.low))


@share_below.register
def _(curve: Triangular, value: float, centre: float) -> float:
    low, high, mode = curve.low, curve.high, peak(curve, centre)
    if value <= low or value >= high:
        return float(value >= high)
    if value <= mode:
        return (value - low) ** 2 / ((high - low) * (mode - low))
    return 1 - (high - value) ** 2 / ((high - low) * (high - mode))


@share_below.register
def _(curve: Pert, value: float, centre: float) -> float:
    width, mode = curve.high - curve.low, peak(curve, centre)
    alpha, beta = 1 + curve.shape * (mode - curve.low) / width, 1 + curve.shape * (curve.high - mode) / width
    return _beta(alpha, beta, (value - curve.low) / width)


@share_below.register
def _(curve: Beta, value: float, centre: float) -> float:
    return _beta(curve.alpha, curve.beta, (value - curve.low) / (curve.high - curve.low))


@share_below.register
def _(curve: Normal, value: float, centre: float) -> float:
    mean, sd = curve.moments()
    return _bell((value - mean) / sd)


@share_below.register
def _(curve: Lognormal, value: float, centre: float) -> float:
    mean, sd = curve.moments()
    return _bell((math.log(value) - mean) / sd) if value > 0 else 0.0


@share_below.register
def _(curve: Discrete, value: float, centre: float) -> float:
    chances = zip(curve.values, curve.probabilities, strict=True)
    return _within(math.fsum(chance for possible, chance in chances if possible <= value))


def peak(curve: Pert | Triangular, centre: float) -> float:
    """The most likely value: as named, or the centre."""
    return centre if curve.mode is None else curve.mode


def mean(curve: Pert | Triangular, centre: float) -> float:
    """The mean of a distribution with a peak."""
    weight = curve.shape if isinstance(curve, Pert) else 1.0
    return (curve.low + weight * peak(curve, centre) + curve.high) / (weight + 2)


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _bell(standard: float) -> float:
    """The normal distribution's share below so many standard deviations."""
    return math.erfc(-standard / math.sqrt(2)) / 2


def _beta(alpha: float, beta: float, share: float) -> float:
    """The Beta distribution's share below a value from 0 to 1 (regularised incomplete beta function).

    >>> round(_beta(2, 2, 0.5), 6), round(_beta(1, 3, 0.2), 6)
    (0.5, 0.488)
    """
    if share <= 0 or share >= 1:
        return float(share >= 1)
    if share > (alpha + 1) / (alpha + beta + 2):
        return 1 - _beta(beta, alpha, 1 - share)
    log_front = math.lgamma(alpha + beta) - math.lgamma(alpha) - math.lgamma(beta)
    log_front += alpha * math.log(share) + beta * math.log1p(-share)
    return math.exp(log_front) / (alpha * _fraction(alpha, beta, share))


def _fraction(alpha: float, beta: float, share: float) -> float:
    """The continued fraction 1 + d1/(1 + d2/(1 + …)) of the incomplete beta function (DLMF 8.17.22), from its end."""
    value = 1.0
    for step in range(_STEPS, 0, -1):
        half = step // 2
        if step % 2:
            term = -(alpha + half) * (alpha + beta + half) / ((alpha + 2 * half) * (alpha + 2 * half + 1))
        else:
            term = half * (beta - half) / ((alpha + 2 * half - 1) * (alpha + 2 * half))
        value = 1.0 + term * share / (value or _TINY)
    return value
