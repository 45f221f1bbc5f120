"""How a figure answers to one assumption: what a chart of a switching value is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.compare import FAN
from bedmodel.analysis.condition import Probe
from bedmodel.analysis.switching import Switching, window
from bedmodel.results import Array

POINTS, FEW = 81, 13
"""Values of the assumption for the line; for the band, each of whose points is a simulation of its own."""


@dataclass(frozen=True)
class Response:
    """A figure for values of an assumption around the scenario's, all else as it is."""

    switching: Switching
    values: Array
    figure: Array
    """What is compared in the end, at each value (value,)."""
    band_values: Array
    band: Array | None
    """P10, P25, P75 and P90 of the figure (4, band value); nothing without draws, or where a likelihood is asked."""


def response(probe: Probe, switching: Switching) -> Response:
    """The figure over a window that shows the scenario's value, the switching value and what is elsewhere."""
    path, (low, high) = switching.vary.assumption.path, window(switching)
    values = np.linspace(low, high, FEW if probe.condition.needs_draws else POINTS)
    figure = probe.figure({path: values})
    coarse, band = np.linspace(low, high, FEW), None
    if probe.trials.draws and not probe.condition.needs_draws:
        drawn = [probe.trials.drawn([probe.condition.figure], {path: float(value)})[0] for value in coarse]
        band = np.quantile(np.stack(drawn, axis=1), FAN, axis=0)
    return Response(switching, values, figure, coarse, band)
