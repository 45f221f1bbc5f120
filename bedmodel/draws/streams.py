"""Named random streams: an assumption's uniforms depend on its path, the seed and the number of draws, on nothing else.

So adding, removing or reordering assumptions moves no other assumption's draws, and every option is tried against the
same futures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]


def generator(path: str, seed: int) -> np.random.Generator:
    """The counter-based generator that belongs to a path and a seed.

    Source: Salmon and others, "Parallel random numbers: as easy as 1, 2, 3" (2011), the Philox generator.
    """
    digest = hashlib.sha256(f"{seed}:{path}".encode()).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:16], "little")))


def uniforms(path: str, seed: int, draws: int) -> Array:
    """Stratified uniforms of one stream: one in each of `draws` equal slices of 0…1, in random order.

    Shape: (draw,). Source: McKay, Beckman and Conover 1979 (Latin hypercube sampling, one dimension at a time).

    >>> u = uniforms("pools.acute.occupancy", 1, 4)
    >>> [int(slice) for slice in sorted(u * 4)]
    [0, 1, 2, 3]
    """
    random = generator(path, seed)
    return np.asarray((random.permutation(draws) + random.random(draws)) / draws, dtype=np.float64)


def correlate(streams: Mapping[str, Array], pairs: Mapping[tuple[str, str], float]) -> dict[str, Array]:
    """Streams rearranged so that the named pairs have the given correlation of normal scores.

    Only the order of draws changes, so every stream keeps its own stratified values; streams that no pair names are
    returned as they came, and so is the first of each linked group.
    Raises ValueError where the correlations contradict one another.
    Source: Iman and Conover 1982; for a Gaussian copula with rho, Spearman's rank correlation is 6/π·asin(rho/2).
    """
    result = dict(streams)
    for group in linked(pairs):
        scores = _scores(streams, group, pairs)
        for path, score in zip(group[1:], scores[1:], strict=True):
            ranks = np.argsort(np.argsort(score, kind="stable"), kind="stable")
            result[path] = np.sort(streams[path])[ranks]
    return result


def copula(shares: Mapping[str, Array], pairs: Mapping[tuple[str, str], float]) -> dict[str, Array]:
    """Independent uniforms turned into uniforms whose named pairs have the given correlation of normal scores.

    Each value depends on its own point alone, not on its rank among all, as a design of experiments needs it; over many
    points it is the dependence that `correlate` gives to draws. What no pair names is returned as it came, and so is
    the first of each linked group. Raises ValueError where the correlations contradict one another.
    Source: the Gaussian copula, u = Φ(L·Φ⁻¹(v)) with L·Lᵀ the correlations.
    """
    result = dict(shares)
    for group in linked(pairs):
        scores = _scores(shares, group, pairs)
        result |= {path: special.ndtr(score) for path, score in zip(group[1:], scores[1:], strict=True)}
    return result


def _scores(shares: Mapping[str, Array], group: Sequence[str], pairs: Mapping[tuple[str, str], float]) -> Array:
    """Normal scores of a linked group with its correlations. Shape (path, draw)."""
    matrix = np.eye(len(group))
    for (a, b), rho in pairs.items():
        if a in group:
            i, j = group.index(a), group.index(b)
            matrix[i, j] = matrix[j, i] = rho
    try:
        lower = np.linalg.cholesky(matrix)
    except np.linalg.LinAlgError as error:
        raise ValueError(f"the correlations between {', '.join(group)} contradict one another") from error
    return np.asarray(lower @ np.stack([special.ndtri(shares[path]) for path in group]))


def linked(pairs: Iterable[tuple[str, str]]) -> Sequence[list[str]]:
    """The groups of names that pairs join, directly or through others, each in alphabetical order.

    >>> linked([("a", "b"), ("c", "d"), ("b", "e")])
    [['c', 'd'], ['a', 'b', 'e']]
    """
    groups: list[list[str]] = []
    for pair in pairs:
        joined = [group for group in groups if set(pair) & set(group)]
        members = sorted({*pair, *(path for group in joined for path in group)})
        groups = [group for group in groups if group not in joined] + [members]
    return groups
