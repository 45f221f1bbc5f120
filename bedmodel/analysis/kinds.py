"""The figures that options are compared on, and how one is read in an option's results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from bedmodel.figures import columns
from bedmodel.metrics import METRICS, Better, Selector
from bedmodel.results import NOUGHT, QUANTILES, Array, Results
from bedmodel.scenario.scenario import Scenario

Way = Literal["value", "sum", "below zero", "inputs"]


@dataclass(frozen=True)
class Kind:
    """One kind of figure that options are compared on."""

    name: str
    metric: str
    """The metric it is read from; nothing where it counts the inputs."""
    unit: str
    axis: str
    better: Better | None
    way: Way = "value"
    """The metric itself, its sum up to the year, the share of futures in which it lies below 0, or the inputs."""


DERIVED: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("beds.shortage_probability", "beds.gap", "fraction", "pool", "less", "below zero"),
        Kind("capital.spend_to_date", "capital.spend", "GBPm", "line", None, "sum"),
        Kind("capital.receipts_to_date", "capital.receipts", "GBPm", "line", None, "sum"),
        Kind("inputs.sourced", "", "fraction", "none", "more", "inputs"),
    )
}
"""Figures that a comparison works out from metrics. `inputs.sourced` is the share of the numbers in use that are quoted
from a source or worked out from one."""


@dataclass(frozen=True)
class Figure:
    """A figure that every option is asked for."""

    kind: Kind
    title: str
    section: str = ""
    pool: str | None = None
    line: str | None = None
    year: str | None = None
    """The year it is wanted for; the years of the comparison where nothing is said."""
    optional: bool = False

    @property
    def address(self) -> str:
        """How the figure is addressed, without its year."""
        return str(Selector(self.kind.name, self.pool, self.line))


def kind_of(name: str) -> Kind | None:
    """A metric or derived figure by its name; None where there is none."""
    if name in DERIVED:
        return DERIVED[name]
    metric = METRICS.get(name)
    return None if metric is None else Kind(name, name, metric.unit, metric.axis, metric.better)


def labels(kind: Kind, scenario: Scenario) -> tuple[str | None, ...]:
    """The pools or lines that a figure is given for in a scenario."""
    return columns(scenario, METRICS[kind.metric]) if kind.metric else (None,)


@dataclass(frozen=True)
class Reading:
    """A figure's value in one option."""

    central: float
    """NaN where the figure is a share of the futures."""
    drawn: Array | None
    """Its value in each draw; None where it has none."""
    statistics: tuple[float, ...]
    """Central, mean, P10, P50 and P90, NaN where there is none."""


NOTHING = float("nan")


def read(figure: Figure, results: Results, year: str) -> Reading | None:
    """A figure of a year in one option; None where the option has no such pool, line or money."""
    kind = figure.kind
    if kind.way == "inputs":
        return _alone(_sourced(results.scenario))
    label = figure.pool if kind.axis == "pool" else figure.line
    if not results.has(kind.metric) or label not in labels(kind, results.scenario):
        return None
    place = Selector(kind.metric, figure.pool, figure.line, year)
    if kind.way == "value":
        central, *rest = results.summary(place)
        return Reading(central, results.draws_of(place).copy() if results.draws else None, (central, *rest))
    if kind.way == "below zero":
        if not results.draws:
            return _alone(NOTHING)
        short = (results.draws_of(place) < -NOUGHT).astype(np.float64)
        return Reading(NOTHING, short, (NOTHING, float(short.mean()), NOTHING, NOTHING, NOTHING))
    return _up_to(results, place, year)


def _alone(value: float) -> Reading:
    return Reading(value, None, (value, NOTHING, NOTHING, NOTHING, NOTHING))


def _up_to(results: Results, place: Selector, year: str) -> Reading:
    """The sum of a yearly figure from the baseline up to a year."""
    years = results.years[: results.years.index(year) + 1]
    places = [replace(place, year=y) for y in years]
    central = sum(results.value(p) for p in places)
    if not results.draws:
        return _alone(central)
    drawn = sum((results.draws_of(p) for p in places), start=np.zeros(results.draws))
    return Reading(central, drawn, (central, *summarised(drawn)))


def summarised(drawn: Array) -> tuple[float, ...]:
    """Mean, P10, P50 and P90 of some draws. The mean of equal numbers is the number itself."""
    mean = float(np.clip(drawn.mean(), drawn.min(), drawn.max()))
    return (mean, *map(float, np.quantile(drawn, QUANTILES)))


def _sourced(scenario: Scenario) -> float:
    """Of the numbers in use, the share that is quoted from a source or worked out from one (fraction)."""
    counts = scenario.statuses()
    return (counts["sourced"] + counts["derived"]) / len(scenario.used)
