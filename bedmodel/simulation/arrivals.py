"""How many patients must come each day for the midnight count to be what it is: its season, its week, its spread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bedmodel.model.axes import Array
from bedmodel.simulation.stays import Shape

LONGEST = 20 * 365
"""Days of a stay that are looked at; of a stay of some nights nothing to speak of is left then."""
WEAK = 1e-3
"""Of the mean: swings that stays smooth away to less than this cannot be brought about by those who come."""


def still_in(shape: Shape, shares: Sequence[float], means: Sequence[float]) -> Array:
    """The probability that a patient is still in at the midnight that ends the k-th day after the day of arrival.

    Patients come at any time of the day, so it is the mean of P(stay > t) from t = k to k + 1; over all days it sums to
    the mean stay. Shapes: a share of arrivals and a mean stay in days for each group; out (day,).

    >>> from bedmodel.simulation.stays import Fixed
    >>> still_in(Fixed(), [1.0], [2.5])[:4]
    array([1. , 1. , 0.5, 0. ])
    """
    ends = np.arange(LONGEST + 1.0)
    parts = [share * mean * np.diff(shape.within(ends / mean)) for share, mean in zip(shares, means, strict=True)]
    return np.asarray(np.sum(parts, axis=0))


def dispersion(ratio: float, still: Array) -> float:
    """Variance ÷ mean of the patients who come in a day, so that the midnight count has the ratio asked for.

    Days vary independently of one another; patients of a day share its luck. Then the count of a ward that turns nobody
    away has the ratio 1 + (D − 1) Σ s² ÷ Σ s, with s the probability of being still in k days later: longer stays
    average more days and need more varied ones. Source: a Poisson count whose daily rates are gamma-distributed,
    variance = Σ s × rate + (D − 1) Σ s² × rate.

    >>> dispersion(2.0, np.array([1.0, 1.0])), dispersion(2.0, np.array([0.5, 0.5]))
    (2.0, 3.0)
    """
    return float(1.0 + (ratio - 1.0) * still.sum() / (still * still).sum())


def arrivals_for(index: Array, still: Array) -> Array:
    """The arrivals of each day of a period that comes round again, for the midnight count to have an index by day.

    The count is the arrivals weighted by who is still in, a convolution round the period; it is undone in frequencies.
    Swings that stays smooth away wholly (by weekday, where all stay just a week) cannot be made and are left out; no
    day can have fewer than no arrivals. `counted` says what the count becomes. Against their mean. Shapes: (day,) in
    and out.
    Source: the circular convolution theorem.

    >>> arrivals_for(np.array([0.5, 1.5]), np.array([0.75, 0.25]))
    array([0., 2.])
    """
    wanted, weight = np.fft.rfft(index), np.fft.rfft(_folded(still, len(index)))
    strong = np.abs(weight) > WEAK * weight[0].real
    found = np.fft.irfft(np.divide(wanted, weight, out=np.zeros_like(wanted), where=strong), len(index))
    found = np.maximum(found, 0.0)
    return np.asarray(found / found.mean())


def counted(arrivals: Array, still: Array) -> Array:
    """The midnight count that daily arrivals round a period bring about, against its mean. Shapes: (day,) in and out.

    >>> counted(np.array([0.0, 2.0]), np.array([0.75, 0.25]))
    array([0.5, 1.5])
    """
    weight = np.fft.rfft(_folded(still, len(arrivals)))
    count = np.fft.irfft(np.fft.rfft(arrivals) * weight, len(arrivals))
    return np.asarray(count / count.mean())


def _folded(still: Array, period: int) -> Array:
    """Probabilities of days that are whole periods apart added up. Shape (day of the period,)."""
    padded = np.zeros(-(-len(still) // period) * period)
    padded[: len(still)] = still
    return np.asarray(padded.reshape(-1, period).sum(axis=0))


def smooth_year(monthly: Array, lengths: Sequence[int]) -> Array:
    """A year's index by day without steps: straight lines between mid-months, the mean of each month as it is given.

    The year comes round again: its last month leads to its first. Scaled to a mean of 1. Shapes: monthly (month,),
    lengths days of each; out (day,).

    >>> year = smooth_year(np.array([1.0] * 6 + [1.2] * 6), [30] * 12)
    >>> round(float(year[:30].mean() / year[-30:].mean()), 6), round(float(year.mean()), 6)
    (0.833333, 1.0)
    """
    months, total = len(lengths), sum(lengths)
    starts = np.cumsum([0, *lengths[:-1]])
    middles = starts + np.asarray(lengths) / 2.0
    days = np.arange(total) + 0.5
    lines = np.stack([np.interp(days, middles, knot, period=total) for knot in np.eye(months)], axis=1)
    means = np.add.reduceat(lines, starts, axis=0) / np.asarray(lengths)[:, None]
    year = lines @ np.linalg.solve(means, monthly)
    return np.asarray(year / year.mean())
