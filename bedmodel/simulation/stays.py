"""How long patients stay: three shapes of distribution, each with a mean of 1; a group's mean stay scales it.

Every shape knows its draws, its mean up to a limit, and what is left of the stays of those who are in
a ward at a moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.special import ndtr

from bedmodel.model.axes import Array


class Shape(Protocol):
    """The distribution of a stay as a multiple of its mean."""

    @property
    def variation(self) -> float:
        """Standard deviation ÷ mean."""

    def draw(self, random: np.random.Generator, count: int) -> Array:
        """Stays of patients who arrive (multiples of the mean)."""

    def remaining(self, random: np.random.Generator, count: int) -> Array:
        """What is left of the stays of patients who are in at a moment (multiples of the mean).

        Long stays are more often met than short ones, and the moment falls anywhere in them: the equilibrium
        distribution of renewal theory, with density P(stay > t) ÷ mean.
        """

    def within(self, limit: Array) -> Array:
        """The mean of the part of a stay before a limit, E min(stay, limit), in multiples of the mean."""


@dataclass(frozen=True)
class Exponential:
    """Whoever is in leaves with the same probability on every day.

    >>> Exponential().within(np.array([1.0])).round(4)
    array([0.6321])
    """

    variation: float = 1.0

    def draw(self, random: np.random.Generator, count: int) -> Array:
        """Stays of patients who arrive."""
        return random.standard_exponential(count)

    def remaining(self, random: np.random.Generator, count: int) -> Array:
        """What is left of a stay is as long as a whole one."""
        return random.standard_exponential(count)

    def within(self, limit: Array) -> Array:
        """E min(stay, limit) = 1 − exp(−limit)."""
        return np.asarray(-np.expm1(-limit))


@dataclass(frozen=True)
class Fixed:
    """Everybody stays equally long.

    >>> Fixed().within(np.array([0.25, 3.0]))
    array([0.25, 1.  ])
    """

    variation: float = 0.0

    def draw(self, random: np.random.Generator, count: int) -> Array:
        """Stays of patients who arrive."""
        return np.ones(count)

    def remaining(self, random: np.random.Generator, count: int) -> Array:
        """Anything up to a whole stay."""
        return random.random(count)

    def within(self, limit: Array) -> Array:
        """The limit, or the whole stay."""
        return np.minimum(limit, 1.0)


@dataclass(frozen=True)
class Lognormal:
    """Many short stays and a few very long ones.

    >>> Lognormal(1.5).within(np.array([1.0, 1e6])).round(4)
    array([0.5872, 1.    ])
    """

    variation: float

    @property
    def _sigma(self) -> float:
        return float(np.sqrt(np.log1p(self.variation**2)))

    def draw(self, random: np.random.Generator, count: int) -> Array:
        """Stays of patients who arrive: exp(σz − σ²/2) with σ² = ln(1 + variation²)."""
        sigma = self._sigma
        return np.asarray(np.exp(sigma * random.standard_normal(count) - sigma * sigma / 2.0))

    def remaining(self, random: np.random.Generator, count: int) -> Array:
        """A part of a stay that is met in proportion to its length, which is lognormal again: exp(σz + σ²/2)."""
        sigma = self._sigma
        return np.asarray(random.random(count) * np.exp(sigma * random.standard_normal(count) + sigma * sigma / 2.0))

    def within(self, limit: Array) -> Array:
        """E min(stay, t) = Φ(ln t ÷ σ − σ/2) + t (1 − Φ(ln t ÷ σ + σ/2)), 0 at t = 0."""
        sigma = self._sigma
        score = np.log(np.maximum(limit, 1e-300)) / sigma
        return np.asarray(ndtr(score - sigma / 2.0) + limit * ndtr(-score - sigma / 2.0))


def shape_of(name: str, variation: float) -> Shape:
    """The shape of a name; the variation (standard deviation ÷ mean) of the lognormal one alone can be chosen.

    >>> shape_of("fixed", 1.5).variation
    0.0
    """
    shapes: Mapping[str, Shape] = {
        "exponential": Exponential(),
        "lognormal": Lognormal(variation),
        "fixed": Fixed(),
    }
    return shapes[name]
