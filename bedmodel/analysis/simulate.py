"""A simulated pool: what its days come to, how sure that is, and whether the closed forms say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from bedmodel.analysis.simulated_formulas import TOLERANCES, Tolerance, formulas
from bedmodel.analysis.simulated_ward import Asked, Setup, check_size, set_up
from bedmodel.analysis.trials import Trials
from bedmodel.model.axes import Array
from bedmodel.runs import Progress
from bedmodel.simulation.ward import Outcome, simulate
from bedmodel.years import DAYS_IN_YEAR

SURE, SCORE = 0.95, 1.959963984540054
"""Probability that an interval holds the true value, and its normal score."""
ERRORS = 3.0
"""Standard errors by which chance may move a simulated figure, beyond the tolerance."""
WINTER = 87
"""Days that three months running must have for a winter; of their 90 to 92 a few may be missing for leap years."""
NEARBY = 0.02
"""Of the days, to either side of a centile, over which its rise is taken."""
NOTHING = float("nan")


@dataclass(frozen=True)
class Estimate:
    """A mean over replications, and how well they know it."""

    mean: float
    error: float
    """Standard error; nan where there is one replication."""
    low: float
    """Ends of the 95% interval; nan where there is one replication."""
    high: float


@dataclass(frozen=True)
class Finding:
    """A simulated figure beside what the closed form says."""

    name: str
    estimate: Estimate
    formula: float
    """nan where there is no closed form for what was simulated."""
    tolerance: Tolerance | None

    @property
    def difference(self) -> float:
        """Closed form − simulated."""
        return self.formula - self.estimate.mean

    @property
    def errors(self) -> float:
        """The difference in standard errors; nan where there is none."""
        return self.difference / self.estimate.error if self.estimate.error > 0 else NOTHING

    @property
    def agrees(self) -> bool | None:
        """Whether the closed form lies within its tolerance, chance allowed for; None where there is nothing to say."""
        if np.isnan(self.formula) or np.isnan(self.estimate.error) or self.tolerance is None:
            return None
        return abs(self.difference) <= self.tolerance.of(self.estimate.mean) + ERRORS * self.estimate.error

    @property
    def is_vague(self) -> bool:
        """Whether what chance is allowed is more than the tolerance, so that to agree says little."""
        if self.tolerance is None or self.agrees is None:
            return False
        return ERRORS * self.estimate.error > self.tolerance.of(self.estimate.mean)


@dataclass(frozen=True)
class Simulation:
    """What was simulated, day by day, and what it comes to."""

    setup: Setup
    outcome: Outcome
    findings: tuple[Finding, ...]

    @property
    def over(self) -> NDArray[np.bool_]:
        """Days on which more patients need a bed at midnight than there are (replication, day)."""
        return np.asarray(self.outcome.need > self.setup.beds)

    @cached_property
    def winters(self) -> NDArray[np.bool_]:
        """Whether each winter has such a day: the three fullest months of each year (replication × year,)."""
        return winters_over(self.setup, self.outcome)

    def finding(self, name: str) -> Finding:
        """A finding by its name. Raises KeyError where there is none of that name."""
        return {finding.name: finding for finding in self.findings}[name]

    @property
    def disagreeing(self) -> tuple[Finding, ...]:
        """What lies beyond its tolerance."""
        return tuple(finding for finding in self.findings if finding.agrees is False)


def simulate_pool(trials: Trials, asked: Asked, progress: Progress | None = None) -> Simulation:
    """Simulate a pool of the central case in one year, from 1 April.

    Raises KeyError where there is no such pool or year, ValueError where it cannot be simulated as it is.
    """
    setup = set_up(trials, asked)
    check_size(setup)
    return simulate_setup(setup, progress)


def simulate_setup(setup: Setup, progress: Progress | None = None) -> Simulation:
    """Simulate a pool that is ready for it, of a size that `check_size` allows."""
    asked, trials = setup.asked, setup.trials
    outcome = simulate(setup.ward, asked.replications, trials.seed, progress)
    said: Mapping[str, float] = formulas(setup)
    findings = [
        Finding(name, estimate, said.get(name, NOTHING), TOLERANCES.get(name))
        for name, estimate in _estimates(setup, outcome)
    ]
    return Simulation(setup, outcome, tuple(findings))


def _estimates(setup: Setup, outcome: Outcome) -> Iterator[tuple[str, Estimate]]:
    """Every figure by its name. Those of a year are of the days simulated where these are no whole years."""
    beds, days = setup.beds, setup.asked.days
    scale = DAYS_IN_YEAR / days if setup.whole_years else 1.0
    boarded = np.maximum(outcome.count - beds, 0.0)
    taken = outcome.count / beds
    fullest = setup.month == int(np.argmax(setup.monthly))
    yield "days_over", estimate((outcome.need > beds).sum(axis=1) * scale)
    winters = winters_over(setup, outcome)
    if winters.size:
        yield "winter_day_over", chance(winters)
    yield "daily_p95", centile(outcome.need, 0.95)
    yield "occupancy", estimate(taken.mean(axis=1))
    if fullest.any():
        yield "occupancy_fullest_month", estimate(taken[:, fullest].mean(axis=1))
    yield "boarded", estimate(boarded.mean(axis=1))
    yield "boarded_days", estimate(boarded.sum(axis=1) * scale)
    away, came = outcome.turned_away.sum(axis=1), outcome.came.sum(axis=1)
    none = np.zeros(len(away))
    refusing, cancelling = setup.asked.when_full == "refusal", setup.asked.when_full == "electives"
    yield "refused", estimate(away * scale if refusing else none)
    yield "share_refused", estimate(away / np.maximum(came, 1) if refusing else none)
    if setup.electives is not None:
        yield "cancelled", estimate(away * scale if cancelling else none)
        planned = np.maximum(outcome.may_be_turned.sum(axis=1), 1)
        yield "share_cancelled", estimate(away / planned if cancelling else none)


def winters_over(setup: Setup, outcome: Outcome) -> NDArray[np.bool_]:
    """Whether each winter that is simulated has a day with more patients than beds (replication × winter,).

    A winter is the pool's three fullest months running; one that the simulation cuts short is left out.
    """
    edges = np.diff(setup.in_winter.astype(np.int8), prepend=0, append=0)
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    over = outcome.need > setup.beds
    parts = [over[:, start:end].any(axis=1) for start, end in zip(starts, ends, strict=True) if end - start >= WINTER]
    return np.concatenate(parts) if parts else np.empty(0, dtype=bool)


def estimate(values: Array) -> Estimate:
    """The mean over replications with its 95% interval by Student's t. Shape: (replication,).

    >>> found = estimate(np.array([1.0, 2.0, 3.0]))
    >>> found.mean, round(found.low, 2), round(found.high, 2)
    (2.0, -0.48, 4.48)
    """
    count, mean = len(values), float(values.mean())
    if count < 2:
        return Estimate(mean, NOTHING, NOTHING, NOTHING)
    error = float(values.std(ddof=1) / np.sqrt(count))
    reach = float(stdtrit(count - 1, (1.0 + SURE) / 2.0)) * error
    return Estimate(mean, error, mean - reach, mean + reach)


def centile(days: NDArray[np.int64], share: float) -> Estimate:
    """The value below which a share of all days lies, all replications together; a year of its own has a lower one.

    Between whole patients it is read on the scale of normal scores, as the closed form is. The interval is that of the
    share of each replication's days below it, turned into values by how fast the centile rises there. Shapes:
    (replication, day).

    >>> centile(np.arange(100).reshape(2, 50), 0.95).mean
    94.0
    """
    at_most = np.floor(np.quantile(days, share, method="inverted_cdf"))
    below = np.stack([(days <= at_most - 1.0).mean(axis=1), (days <= at_most).mean(axis=1)])
    scores = ndtri(below.mean(axis=1))
    part = float((ndtri(share) - scores[0]) / (scores[1] - scores[0])) if np.isfinite(scores).all() else 1.0
    value = float(at_most) - 1.0 + part
    low, high = np.quantile(days, (share - NEARBY, share + NEARBY))
    found = estimate((1.0 - part) * below[0] + part * below[1])
    rise = max(float(high - low), 1.0) / (2 * NEARBY)
    reach = (found.high - found.mean) * rise
    return Estimate(value, found.error * rise, value - reach, value + reach)


def chance(happened: NDArray[np.bool_]) -> Estimate:
    """How often something happened, with Wilson's 95% interval, which does not shrink to nothing at never or always.

    Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference".

    >>> found = chance(np.zeros(10, dtype=bool))
    >>> found.mean, round(found.low, 3), round(found.high, 3)
    (0.0, 0.0, 0.278)
    """
    count, share = len(happened), float(happened.mean())
    if count < 2:
        return Estimate(share, NOTHING, NOTHING, NOTHING)
    square = SCORE * SCORE / count
    middle, inner = (share + square / 2) / (1 + square), share * (1 - share) / count + square / (4 * count)
    reach = SCORE * float(np.sqrt(inner)) / (1 + square)
    return Estimate(share, reach / SCORE, max(middle - reach, 0.0), min(middle + reach, 1.0))
