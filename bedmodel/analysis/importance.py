"""Which assumptions matter most: a quick look by rank correlation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.results import Array, Results


@dataclass(frozen=True)
class Importance:
    """How closely an assumption and some figures move together over the draws."""

    path: str
    title: str
    correlations: tuple[float, ...]
    """Spearman's rank correlation with each figure, −1 to 1."""


def rank_correlation(a: Array, b: Array) -> float:
    """Spearman's rank correlation, equal values sharing their mean rank; 0 where one of them does not vary.

    >>> rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([10.0, 30.0, 20.0]))
    0.5
    """
    ranks_a, ranks_b = ranks(a), ranks(b)
    spread = float(ranks_a.std() * ranks_b.std())
    if spread == 0.0:
        return 0.0
    covariance = float(((ranks_a - ranks_a.mean()) * (ranks_b - ranks_b.mean())).mean())
    return round(covariance / spread, 12)


def ranks(values: Array) -> Array:
    """Ranks from 0, equal values sharing their mean rank.

    >>> ranks(np.array([5.0, 7.0, 5.0])).tolist()
    [0.5, 2.0, 0.5]
    """
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts + 1) / 2.0)[inverse.ravel()])


def importance(results: Results, figures: Sequence[str], top: int = 5) -> list[Importance]:
    """The assumptions whose draws move most closely with any of the figures, strongest first.

    A rank correlation finds what matters when effects are monotonic, as they are here; it does not see interactions.
    """
    targets = [results.draws_of(figure) for figure in figures]
    found = []
    for path, sample in results.samples.items():
        correlations = tuple(rank_correlation(sample, target) for target in targets)
        title = results.scenario.title_of(results.scenario.used[path])
        found.append(Importance(path, title, correlations))
    found.sort(key=lambda item: (-max(map(abs, item.correlations)), item.path))
    return found[:top]
