"""Shares of variance (Sobol indices) of any function of independent uniforms, by groups of its inputs.

Two sets of points, A and B, and for each group a third in which the group's inputs are B's and all others A's. What
moves with the swap is the group's doing. Sources: Sobol 2001; Saltelli and others 2010 (first order; the sets of
points); Jansen 1999 (total); the estimators are scipy's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from bedmodel.draws.streams import generator
from bedmodel.results import NOUGHT, Array
from bedmodel.runs import Progress

CLOSE = 0.05
"""Width of a 95% interval at which an index counts as converged. Source: Sarrazin, Pianosi and Wagener 2016."""
RESAMPLES, AT_ONCE = 1_000, 100
SURE = 0.95
MOST_POINTS = 65_536
EDGE = 2.0**-53

Function = Callable[[Array], Array]
"""Figures at some points: shape (column, point) in, (figure, point) out."""


@dataclass(frozen=True)
class Estimate:
    """Indices with their 95% intervals, each of shape (figure, group); nan where a figure does not vary."""

    value: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Verdict:
    """Whether the indices of a figure have converged."""

    widest: float
    """Width of the widest 95% interval of a total index."""
    close: bool
    """Whether that is narrow enough."""
    enough: int
    """About how many points would make it so: the width falls with the root of their number."""


@dataclass(frozen=True)
class Shares:
    """How the variance of some figures is shared among groups of inputs."""

    first: Estimate
    """What a group does by itself, as a share of the variance; they sum to at most 1."""
    total: Estimate
    """What a group does by itself and together with others; they sum to at least 1."""
    settled: NDArray[np.int_]
    """How many of the leading places, by total index, keep their order in 95% of resamples. Shape (figure,)."""
    varies: NDArray[np.bool_]
    """Whether a figure varies at all and has a number at every point. Shape (figure,)."""
    missing: NDArray[np.int_]
    """At how many evaluations a figure has no number. Shape (figure,)."""
    points: int
    evaluations: int

    def together(self, figure: int) -> float:
        """The share of a figure's variance that no group makes by itself (fraction)."""
        return float(1.0 - self.first.value[figure].sum())

    def verdict(self, figure: int) -> Verdict:
        """Whether the indices of a figure that varies have converged."""
        widest = float((self.total.high[figure] - self.total.low[figure]).max())
        close = widest <= CLOSE
        doublings = 0 if close else math.ceil(2 * math.log2(widest / CLOSE))
        return Verdict(widest, close, min(self.points * 2**doublings, max(MOST_POINTS, self.points)))


def design(columns: int, points: int, seed: int) -> tuple[Array, Array]:
    """Two independent sets of points in the unit cube, one column for each input. Shape (column, point) each.

    The halves of one scrambled Sobol sequence of twice as many dimensions; `points` is a power of two.
    """
    scramble = int(generator("sensitivity/points", seed).integers(2**63))
    sequence = stats.qmc.Sobol(2 * columns, scramble=True, bits=64, rng=scramble)
    both = points_of(sequence.random(points).T)
    return both[:columns], both[columns:]


def points_of(shares: Array) -> Array:
    """Uniforms moved off 0 and 1, where an inverse distribution may have no value."""
    return np.clip(np.ascontiguousarray(shares), EDGE, 1.0 - EDGE)


def variance_shares(
    f: Function,
    a: Array,
    b: Array,
    groups: Sequence[Sequence[int]],
    *,
    seed: int,
    progress: Progress | None = None,
) -> Shares:
    """Share the variance of each figure among groups of columns, which must be independent of one another.

    Takes n × (groups + 2) evaluations of `f`; of their points only one set is kept at a time. Shapes of a and b:
    (column, point).
    """
    points = a.shape[1]
    evaluations = points * (len(groups) + 2)
    at_a, at_b = f(a), f(b)
    swapped = np.empty((len(groups), *at_a.shape))
    _tell(progress, 2 * points, evaluations)
    for number, columns in enumerate(groups):
        mixed = a.copy()
        mixed[list(columns)] = b[list(columns)]
        swapped[number] = f(mixed)
        _tell(progress, (number + 3) * points, evaluations)
    missing = sum((~np.isfinite(part)).sum(axis=-1) for part in (at_a, at_b, *swapped))
    varies = _varies(at_a, at_b) & (missing == 0)
    shape = (len(at_a), len(groups))
    first, total = (Estimate(*(np.full(shape, np.nan) for _ in range(3))) for _ in range(2))
    settled = np.zeros(len(at_a), dtype=np.int_)
    for figure in np.flatnonzero(varies).tolist():
        middle = (at_a[figure].mean() + at_b[figure].mean()) / 2
        parts = at_a[figure] - middle, at_b[figure] - middle, swapped[:, figure] - middle
        _fill(figure, first, total, settled, parts, seed)
    return Shares(first, total, settled, varies, np.asarray(missing), points, evaluations)


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)


def _varies(at_a: Array, at_b: Array) -> NDArray[np.bool_]:
    """Whether figures vary by more than rounding. Shape (figure,)."""
    both = np.concatenate([at_a, at_b], axis=-1)
    return np.asarray(np.ptp(both, axis=-1) > NOUGHT * np.maximum(np.abs(both).max(axis=-1), 1.0))


def _fill(
    figure: int,
    first: Estimate,
    total: Estimate,
    settled: NDArray[np.int_],
    parts: tuple[Array, Array, Array],
    seed: int,
) -> None:
    """Put in the indices of one figure, their intervals, and how settled their order is."""
    at_a, at_b, swapped = parts
    # Given twice, because scipy fails on one figure of one group alone.
    func: dict[Literal["f_A", "f_B", "f_AB"], Array] = {
        "f_A": np.stack([at_a] * 2),
        "f_B": np.stack([at_b] * 2),
        "f_AB": np.stack([swapped] * 2, axis=1),
    }
    found = stats.sobol_indices(func=func, n=len(at_a))
    first.value[figure], total.value[figure] = (
        part.reshape(2, -1)[0] for part in (found.first_order, found.total_order)
    )
    again = np.stack(list(_resampled(at_a, at_b, swapped, seed)), axis=1)
    ends = (1 - SURE) / 2, (1 + SURE) / 2
    (first.low[figure], first.high[figure]), (total.low[figure], total.high[figure]) = (
        np.quantile(part, ends, axis=0) for part in again
    )
    settled[figure] = _settled(total.value[figure], again[1])


def _resampled(at_a: Array, at_b: Array, swapped: Array, seed: int) -> Iterator[Array]:
    """First and total indices of resampled points, one resample after another. Shape of each: (2, group).

    Both are ratios of means over the points, so a resample is a weighted mean; a table of weights does many at once.
    scipy's own bootstrap gives intervals of the same width, but takes no seed, and time with the square of the points.
    Source: Efron and Tibshirani, "An Introduction to the Bootstrap", section 6.2, and 13.3 for the intervals.
    """
    points, random = len(at_a), generator("sensitivity/resamples", seed)
    alone, changed = at_b * (swapped - at_a), 0.5 * (swapped - at_a) ** 2
    squares, means = (at_a**2 + at_b**2) / 2, (at_a + at_b) / 2
    table = np.concatenate([alone, changed, [squares, means]]).T
    for _ in range(0, RESAMPLES, AT_ONCE):
        weights = random.multinomial(points, np.full(points, 1 / points), size=AT_ONCE) / points
        sums = weights @ table
        variance = sums[:, -2] - sums[:, -1] ** 2
        yield from (sums[:, :-2] / variance[:, None]).reshape(AT_ONCE, 2, -1)


def _settled(totals: Array, again: Array) -> int:
    """How many of the leading places keep their order in 95% of resamples. Shapes (group,), (resample, group)."""
    order = np.argsort(-totals, kind="stable")
    kept = np.ones(len(again), dtype=bool)
    for place in range(len(order) - 1):
        kept &= again[:, order[place]] >= again[:, order[place + 1 :]].max(axis=1)
        if kept.mean() < SURE:
            return place
    return len(order)
