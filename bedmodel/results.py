"""Labelled figures: what the model gave, for the central case and for every draw, and how to ask for it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bedmodel.contingency import Register
from bedmodel.figures import columns, figure_name, place_of, read_figure
from bedmodel.late import Each
from bedmodel.metrics import METRICS, STATISTICS, Selector
from bedmodel.problems import Problem, did_you_mean
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import Calibration

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]

SHARES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
"""The share of the draws that lies below each of these statistics."""
QUANTILES = tuple(SHARES.values())

NOUGHT = 1e-9
"""What lies no further from 0 than this is 0 but for rounding."""


def rounding(bound: float) -> float:
    """How far past a bound of that size rounding in the last bits may take a figure."""
    return NOUGHT * max(abs(bound), 1.0) if math.isfinite(bound) else 0.0


def statistic(drawn: Array, name: str) -> float:
    """The mean or a quantile of some draws, by its name.

    >>> statistic(np.array([1.0, 2.0, 6.0]), "mean"), statistic(np.array([1.0, 2.0, 6.0]), "p50")
    (3.0, 2.0)
    """
    return float(drawn.mean() if name == "mean" else np.quantile(drawn, SHARES[name]))


@dataclass(frozen=True)
class Solved:
    """An assumption that was solved so that a published figure is met."""

    path: str
    value: float
    unit: str
    calibration: Calibration
    target: float
    solved_in: str
    inherited: bool
    reached: float
    """The figure in this scenario: the target where it is solved here, perhaps another where the value is inherited."""
    compare_with: tuple[tuple[str, float, str], ...] = ()
    """Title, value and unit of what has been achieved elsewhere."""

    @property
    def figure(self) -> str:
        """The figure that the value was solved for, in words."""
        return figure_name(self.calibration)

    @property
    def holds(self) -> bool:
        """Whether the figure that the value was solved for is met in this scenario too."""
        return abs(self.reached - self.target) <= 1e-6 * max(abs(self.target), 1.0)


@dataclass(frozen=True)
class Row:
    """One line of output: a figure of one year with its statistics."""

    scenario: str
    metric: str
    unit: str
    pool: str | None
    line: str | None
    year: str
    central: float | None
    mean: float | None
    p10: float | None
    p50: float | None
    p90: float | None


@dataclass(frozen=True)
class Results:
    """The figures of one scenario. Arrays have the shape (draw, year, column); central ones have one draw."""

    scenario: Scenario
    seed: int
    draws: int
    central: Mapping[str, Array]
    drawn: Mapping[str, Array]
    samples: Mapping[str, Array]
    """The value of each uncertain assumption in each draw, by path."""
    solved: Sequence[Solved] = ()
    register: Register | None = None
    """What the risks of the register do; nothing where there are none."""
    warnings: Sequence[Problem] = ()

    @property
    def years(self) -> tuple[str, ...]:
        """The years of the scenario."""
        return self.scenario.span.names

    def has(self, metric: str) -> bool:
        """Whether this scenario has the metric (one without finance has no money)."""
        return metric in self.central

    def draws_of(self, address: str | Selector) -> Array:
        """A figure in every draw; its central value alone in a run without draws. Shape (draw,).

        Raises KeyError where the address names nothing, with what exists.
        """
        return read_figure(self.scenario, self.drawn if self.draws else self.central, _selector(address))

    def value(self, address: str | Selector) -> float:
        """One figure, such as `beds.gap[pool=acute,year=2020/21,statistic=p90]`.

        What is left out of the address is the total, the final year and the central value.
        Raises KeyError where the address names nothing, with what exists.
        """
        selector = _selector(address)
        if selector.statistic not in STATISTICS:
            raise KeyError(f"`{selector}`: {did_you_mean(selector.statistic, STATISTICS)}")
        if selector.statistic == "central":
            return float(read_figure(self.scenario, self.central, selector)[0])
        metric, year, column = place_of(self.scenario, self.central, selector)
        at = STATISTICS.index(selector.statistic)
        return self.summary(selector)[at] if year is None else float(self.statistics[metric.name][at, year, column])

    def probability(self, address: str | Selector, *, below: float) -> float:
        """Share of the draws in which a figure lies below a threshold by more than rounding (fraction)."""
        return float((self.draws_of(address) < below - rounding(below)).mean())

    @cached_property
    def statistics(self) -> Mapping[str, Array]:
        """Central, mean, P10, P50 and P90 of every metric. Shape (statistic, year, column); NaN without draws."""
        return Each(self.central, self._statistics)

    def _statistics(self, metric: str) -> Array:
        central = self.central[metric][0]
        if not self.draws:
            return np.stack([central, *[np.full_like(central, np.nan)] * 4])
        drawn = self.drawn[metric]
        return np.stack([central, _kept_within(drawn.mean(axis=0), drawn), *np.quantile(drawn, QUANTILES, axis=0)])

    def summary(self, address: str | Selector) -> tuple[float, ...]:
        """Central, mean, P10, P50 and P90 of one figure; NaN without draws.

        The numbers that `statistics` has, to the last bit, without the work of all the other figures.
        """
        selector = _selector(address)
        central = float(read_figure(self.scenario, self.central, selector)[0])
        if not self.draws:
            return (central, *[float("nan")] * 4)
        metric, year, column = place_of(self.scenario, self.drawn, selector)
        drawn = np.ascontiguousarray(self.draws_of(selector))
        mean = drawn.mean() if year is None else self.drawn[metric.name].mean(axis=0)[year, column]
        return (central, float(_kept_within(mean, drawn)), *map(float, np.quantile(drawn, QUANTILES)))

    def enough_beds(self) -> NDArray[np.bool_]:
        """Whether every pool has the beds it needs in the last year. Shape (draw,)."""
        gaps = [self.draws_of(Selector("beds.gap", pool=pool)) for pool in self.scenario.content.pools]
        return np.asarray(np.all([gap >= -NOUGHT for gap in gaps], axis=0))

    def no_shortfall(self) -> NDArray[np.bool_]:
        """Whether the money gap of the last year is closed. Shape (draw,)."""
        return self.draws_of(Selector("finance.gap")) <= NOUGHT

    def standard_error(self, address: str | Selector, share: float) -> float:
        """Monte Carlo standard error of a quantile, from the spread of its neighbours in rank.

        For independent draws the rank of a quantile has standard error sqrt(p(1 − p) ÷ n). Stratified draws do better,
        so this errs on the safe side. Source: David and Nagaraja, "Order Statistics", section 7.1.
        """
        drawn = self.draws_of(address)
        if len(drawn) < 2:
            return 0.0
        step = np.sqrt(share * (1 - share) / len(drawn))
        low, high = np.quantile(drawn, (max(share - step, 0.0), min(share + step, 1.0)))
        return float(high - low) / 2

    def matters(self, metric: str, label: str | None) -> bool:
        """Whether a pool or line of a metric is anything but zero in some year and draw."""
        at = columns(self.scenario, METRICS[metric]).index(label)
        tables = [table[metric] for table in (self.central, self.drawn) if table]
        return any(bool((np.abs(table[:, :, at]) > 1e-9).any()) for table in tables)

    def ends(self, selector: Selector) -> tuple[float, float]:
        """P10 and P90 of a figure; twice its central value in a run without draws."""
        low, high = (replace(selector, statistic=s if self.draws else "central") for s in ("p10", "p90"))
        return self.value(low), self.value(high)

    def rows(self) -> Iterator[Row]:
        """Every figure of every year, in the order of the metrics."""
        for name, metric in METRICS.items():
            if name not in self.central:
                continue
            table = self.statistics[name]
            for column, label in enumerate(columns(self.scenario, metric)):
                pool = label if metric.axis == "pool" else None
                line = label if metric.axis == "line" else None
                for index, year in enumerate(self.years):
                    numbers = [x if np.isfinite(x) else None for x in table[:, index, column].tolist()]
                    yield Row(self.scenario.content.scenario.id, name, metric.unit, pool, line, year, *numbers)

    def to_frame(self) -> pd.DataFrame:
        """The rows as a pandas data frame, columns named as in the CSV."""
        import pandas as pd

        return pd.DataFrame([asdict(row) for row in self.rows()])


def _selector(address: str | Selector) -> Selector:
    return Selector.parse(address) if isinstance(address, str) else address


def _kept_within(mean: Array, drawn: Array) -> Array:
    """A mean between the least and the greatest draw: that of equal numbers can differ from them in the last bit."""
    return np.asarray(np.clip(mean, drawn.min(axis=0), drawn.max(axis=0)))
