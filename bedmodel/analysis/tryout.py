"""What the figures would be at other values of the three assumptions that matter most: the engine's own, on a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector
from bedmodel.results import Array


@dataclass(frozen=True)
class Slider:
    """An assumption that can be moved."""

    path: str
    title: str
    unit: str
    own: float
    """The scenario's value; 1 for numbers by label, all of which are multiplied by the same."""
    nodes: tuple[float, ...]
    """The values that the model was run at, rising; the scenario's own among them."""


@dataclass(frozen=True)
class Tryout:
    """Figures of the central case at every combination of some values."""

    sliders: tuple[Slider, ...]
    figures: tuple[Selector, ...]
    grid: Array
    """Shape (figure, node of the first slider, node of the second, …)."""
    errors: tuple[float, ...]
    """For each figure, the largest error found between nodes, in its unit."""


def tryout(trials: Trials, moved: Sequence[str] = ()) -> Tryout | None:
    """The grid of a scenario; None where nothing can be moved."""
    return None
