"""The value of every assumption as an array with a draw axis: central, drawn, solved or on trial."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bedmodel.model.paths import lagged
from bedmodel.problems import Problem, ScenarioError
from bedmodel.scenario.bands import spread
from bedmodel.scenario.quantity import Assumption, Quantity
from bedmodel.scenario.scenario import Scenario

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Values:
    """Looks numbers up. Without samples every assumption has its central value and the draw axis has size 1."""

    scenario: Scenario
    solved: Mapping[str, float] = field(default_factory=dict)
    samples: Mapping[str, Array] = field(default_factory=dict)
    trial: Mapping[str, Array] = field(default_factory=dict)
    """Values put in place of an assumption's own, along the draw axis; for numbers by label, their multiple."""
    events: Mapping[str, Array] = field(default_factory=dict)
    """1 in each draw in which a risk strikes, else 0, by the risk's name."""

    def _centre(self, assumption: Assumption) -> float:
        value = self.solved.get(assumption.path, assumption.value)
        if not isinstance(value, float):
            hint = "a calibration must come before whatever it depends on"
            raise ScenarioError([Problem(assumption.place, "P004", assumption.path, "has not been solved", hint)])
        return value

    def number(self, quantity: Quantity | None, default: float = 0.0) -> Array:
        """One number. Shape (draw,)."""
        if quantity is None:
            return np.array([default])
        assumption = self.scenario.assumption(quantity)
        if assumption.path in self.trial:
            return self.trial[assumption.path]
        drawn = self.samples.get(assumption.path)
        curve = assumption.distribution
        if drawn is None or curve is None:
            return np.array([self._centre(assumption)])
        return drawn * self._centre(assumption) if curve.relative else drawn

    def labelled(self, quantity: Quantity) -> dict[str, Array]:
        """Numbers by label (year, band, month), all scaled together where uncertain. Shape of each: (draw,)."""
        assumption = self.scenario.assumption(quantity)
        scale = self.trial.get(assumption.path, self.samples.get(assumption.path, np.ones(1)))
        return {label: value * scale for label, value in (assumption.values or {}).items()}

    def by_year(self, quantity: Quantity | None, default: float = 0.0, *, start: float | None = None) -> Array:
        """A path over the years: one number throughout, or dated values, straight lines or steps between them.

        Before the first and after the last dated value that value holds. `start` is what stands in the baseline year
        unless a dated value does. Shape (draw, year).
        """
        span = self.scenario.span
        assumption = None if quantity is None else self.scenario.assumption(quantity)
        if quantity is None or assumption is None or assumption.values is None:
            path = np.repeat(self.number(quantity, default)[:, None], len(span), axis=1)
            if start is not None:
                path[:, 0] = start
            return path
        knots = {span.index(year): value for year, value in self.labelled(quantity).items()}
        if start is not None:
            knots.setdefault(0, np.array([start]))
        return between(knots, len(span), step=assumption.interpolate == "step")

    def phased(self, quantity: Quantity | None, default: float = 1.0) -> Array:
        """As by_year, but nothing in the baseline year unless a value is stated for it. Shape (draw, year)."""
        return self.by_year(quantity, default, start=0.0)

    def occurs(self, risk: str) -> Array:
        """1 where a risk strikes, else 0. In the central case only what is certain does. Shape (draw,)."""
        if risk in self.events:
            return self.events[risk]
        certain = self.number(self.scenario.content.risks[risk].probability) >= 1.0
        return certain.astype(np.float64)

    def in_years_given(self, quantity: Quantity) -> Array:
        """The values of the years given, nothing in the others. Shape (draw, year)."""
        found = self.labelled(quantity)
        return side_by_side([found.get(year, np.zeros(1)) for year in self.scenario.span.names])

    def row(self, quantities: Sequence[Quantity | None], default: float = 0.0) -> Array:
        """One number for each of several parts. Shape (draw, 1, part)."""
        return side_by_side([self.number(quantity, default) for quantity in quantities])[:, None]

    def by_band(self, quantity: Quantity | None, bands: Sequence[str], default: float = 0.0) -> Array:
        """A rate or index for each band, a wide band's value for every narrow one in it. Shape (draw, band)."""
        if quantity is None or self.scenario.assumption(quantity).values is None:
            return np.repeat(self.number(quantity, default)[:, None], len(bands), axis=1)
        found = self.labelled(quantity)
        holders = spread(dict.fromkeys(found, 0.0), bands)
        return side_by_side([found[holders[band]] for band in bands])


def late(path: Array, delay: Array) -> Array:
    """A path that comes late, its first year's value until then. Shapes (draw, year), (draw,) in, (draw, year) out."""
    return lagged(path, delay[:, None]) if delay.any() else path


def side_by_side(columns: Sequence[Array]) -> Array:
    """Numbers of shape (draw,) or (1,) as columns, also where there are none. Shape (draw, column)."""
    return along(columns, (1,))


def along(paths: Sequence[Array], empty: tuple[int, ...]) -> Array:
    """Arrays of one shape side by side on a new last axis; `empty` is that shape, for where there are none."""
    return np.stack(np.broadcast_arrays(*paths), axis=-1) if paths else np.zeros((*empty, 0))


def between(knots: Mapping[int, Array], years: int, *, step: bool) -> Array:
    """A path through values at some years, in straight lines or steps, level outside them. Shape (draw, year).

    >>> between({0: np.array([0.0]), 2: np.array([1.0])}, 4, step=False)
    array([[0. , 0.5, 1. , 1. ]])
    >>> between({0: np.array([0.0]), 2: np.array([1.0])}, 4, step=True)
    array([[0., 0., 1., 1.]])
    """
    at = sorted(knots)
    values = side_by_side([knots[year] for year in at])
    path = []
    for year in range(years):
        later = next((i for i, knot in enumerate(at) if knot >= year), len(at) - 1)
        earlier = max((i for i, knot in enumerate(at) if knot <= year), default=0)
        if earlier == later or step:
            path.append(values[:, earlier])
        else:
            weight = (year - at[earlier]) / (at[later] - at[earlier])
            path.append(values[:, earlier] + (values[:, later] - values[:, earlier]) * weight)
    return np.stack(path, axis=-1)
