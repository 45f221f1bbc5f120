"""A projection held against what was published since, change against change.

Beds of a plan and beds of a return are defined differently, so that levels are never compared: each figure is set to
100 in a base year, in every draw and in what was published; how full beds are is compared by its change in points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.actuals import Actuals, Series
from bedmodel.analysis.kinds import NOTHING, summarised
from bedmodel.analysis.scores import crps, inside
from bedmodel.analysis.trials import Trials
from bedmodel.defaults import DRAWS, SEED
from bedmodel.metrics import METRICS, Selector
from bedmodel.once import Once
from bedmodel.results import Array
from bedmodel.runs import Progress
from bedmodel.scenario.scenario import Scenario

BEDS_OPEN = "beds.available"
PLANNED = 1e-6
"""Of the beds open: a change smaller than that is none."""


@dataclass(frozen=True)
class Tested:
    """One year of one series: what was projected and what came, as an index (base = 100) or a change in points."""

    year: str
    pandemic: bool
    projected: tuple[float, ...]
    """Central, mean, P10, P50 and P90; NaN without draws."""
    actual: float
    error: float
    """Projected (central) − actual, in points; positive = more was projected than came."""
    error_in_beds: float | None
    """The same in beds as the published series counts them; None where it counts no beds."""
    inside: bool | None
    """Whether the actual lies between P10 and P90; None where there is no band."""
    crps: float | None
    """In points; None without draws."""
    plan: float | None = None
    """The plan's own projection; None where it has none for the year."""


@dataclass(frozen=True)
class Score:
    """Some years of a series together."""

    years: int
    inside: int | None
    """In how many of them the actual lay between P10 and P90; None where there is no band."""
    mean_error: float
    mean_absolute_error: float
    no_change: float
    """The mean absolute error of saying that nothing changes."""
    crps: float | None


@dataclass(frozen=True)
class Course:
    """A series, tested year by year from the base year on."""

    series: Series
    pool: str
    base: float
    """What was published for the base year."""
    modelled: float
    """What the scenario says for it (central)."""
    years: tuple[Tested, ...]

    @property
    def in_points(self) -> bool:
        """Whether changes are differences in percentage points, not an index."""
        return METRICS[self.series.metric].unit == "fraction"

    @property
    def still(self) -> float:
        """What no change reads as: 0 points, or an index of 100."""
        return 0.0 if self.in_points else 100.0

    def score(self, *, pandemic: bool) -> Score | None:
        """All years together, with or without those of the pandemic; None where no year is left."""
        years = [year for year in self.years if pandemic or not year.pandemic]
        if not years:
            return None
        errors = np.array([year.error for year in years])
        bands = [year.inside for year in years if year.inside is not None]
        scores = [year.crps for year in years if year.crps is not None]
        return Score(
            years=len(years),
            inside=sum(bands) if len(bands) == len(years) else None,
            mean_error=float(errors.mean()),
            mean_absolute_error=float(np.abs(errors).mean()),
            no_change=float(np.mean([abs(year.actual - self.still) for year in years])),
            crps=float(np.mean(scores)) if scores else None,
        )


@dataclass(frozen=True)
class Backtest:
    """A scenario held against published figures."""

    trials: Trials
    base: str
    courses: tuple[Course, ...]
    beside: tuple[Series, ...]
    """Series about elsewhere that have the base year."""
    plan: Trials | None
    """Another scenario whose central projection stands beside."""
    notes: tuple[str, ...]
    """What was left out, and why."""

    @property
    def draws(self) -> int:
        """In how many futures it was projected."""
        return self.trials.draws


def backtest(
    scenario: Scenario,
    actuals: Actuals,
    *,
    base: str | None = None,
    plan: Scenario | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    once: Once | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Hold a scenario's figures against published ones, from a base year (the baseline where left out).

    A series is tested in the years that it and the scenario both have. Raises KeyError where no series can be, with the
    years that are published, ScenarioError where the scenario cannot be solved.
    """
    trials = Trials.of(scenario, draws=draws, seed=seed, once=once)
    other = None if plan is None else Trials.of(plan, once=once)
    return backtest_trials(trials, actuals, base=base, plan=other, progress=progress)


def backtest_trials(
    trials: Trials,
    actuals: Actuals,
    *,
    base: str | None = None,
    plan: Trials | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """The same for scenarios that are solved already."""
    span, notes = trials.scenario.span, list(actuals.notes)
    base = base or span.baseline
    if base not in span:
        raise KeyError(f"base year {base}: the scenario has {span.baseline} to {span.horizon}")
    here = [series for series in actuals.series if not series.beside]
    tested = [(series, pool) for series in here if (pool := _pool(series, trials, base, notes)) is not None]
    if not tested:
        raise KeyError(_nothing(here, base, notes))
    wanted = {
        (series.metric, pool, year): Selector(series.metric, pool=pool, year=year)
        for series, pool in tested
        for year in (base, *_years(series, trials, base))
    }
    central = dict(zip(wanted, trials.central(list(wanted.values())), strict=True))
    drawn = None
    if trials.draws:
        drawn = dict(zip(wanted, trials.drawn(list(wanted.values()), progress=progress), strict=True))
    planned = _planned(tested, base, plan, notes)
    courses = tuple(_course(trials, series, pool, base, central, drawn, planned) for series, pool in tested)
    beside = tuple(series for series in actuals.series if series.beside and base in series.values)
    return Backtest(trials, base, courses, beside, plan, tuple(dict.fromkeys(notes)))


Key = tuple[str, str, str]
"""Metric, pool and year."""


def plans_a_change(trials: Trials, pool: str) -> bool:
    """Whether the beds of a pool that are open change by what the scenario plans (central case)."""
    beds = trials.central([Selector(BEDS_OPEN, pool=pool, year=year) for year in trials.scenario.span])[:, 0]
    return bool(np.ptp(beds) > PLANNED * max(float(beds.max()), 1.0))


def _years(series: Series, trials: Trials, base: str) -> list[str]:
    """The years after the base year that a series and a scenario both have."""
    return [year for year in trials.scenario.span if year > base and year in series.values]


def _pool(series: Series, trials: Trials, base: str, notes: list[str]) -> str | None:
    """The pool of the scenario that a series is held against; None, with a note, where it cannot be tested."""
    pools, title = list(trials.scenario.content.pools), f"{series.metric} ({series.definition}, {series.area})"
    if not pools or not trials.has(series.metric):
        raise KeyError(f"the scenario has no figure `{series.metric}` to hold against what was published")
    if series.pool is None and len(pools) > 1:
        raise KeyError(
            f"{title}: the file does not say which pool it counts; choose one with --pool: {', '.join(pools)}"
        )
    pool = series.pool or pools[0]
    why = None
    if pool not in pools:
        why = f"the scenario has no pool `{pool}` (it has {', '.join(pools)})"
    elif series.values.get(base) == 0:
        why = f"0 is published for the base year {base}, of which no change can be reckoned; choose another with --base"
    elif base not in series.values:
        why = f"nothing is published for the base year {base} (there is {_span(series)})"
    elif not _years(series, trials, base):
        last = trials.scenario.span.horizon
        why = f"nothing is published for the years from {base} to {last} (there is {_span(series)})"
    if why is not None:
        notes.append(f"Not tested: {title}, since {why}.")
        return None
    return pool


def _span(series: Series) -> str:
    years = list(series.values)
    return years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _nothing(series: Sequence[Series], base: str, notes: Sequence[str]) -> str:
    """Why nothing can be tested, and which years could be a base."""
    if not series:
        return " ".join(["these files have no figure that can be held against a scenario.", *notes])
    years = ", ".join(sorted({year for one in series for year in one.values}))
    return (
        f"no published series can be tested from {base}; {' '.join(notes)} Years published: {years}; choose with --base"
    )


def _change(metric: str, values: Array, base: Array) -> Array:
    """An index, base = 100, or for a fraction its change in percentage points. Shape of both: (draw,)."""
    return (values - base) * 100.0 if METRICS[metric].unit == "fraction" else values / base * 100.0


def _planned(
    tested: Sequence[tuple[Series, str]], base: str, plan: Trials | None, notes: list[str]
) -> Mapping[Key, float]:
    """The other scenario's central projections, as changes from the base year; what it lacks is noted."""
    found: dict[Key, float] = {}
    if plan is None:
        return found
    span, name = plan.scenario.span, plan.scenario.content.scenario.id
    if base not in span:
        notes.append(
            f"{name} has {span.baseline} to {span.horizon} and not the base year {base}: it cannot stand beside."
        )
        return found
    for series, pool in tested:
        if pool not in plan.scenario.content.pools:
            notes.append(f"{name} has no pool `{pool}`.")
            continue
        years = [year for year in series.values if year > base and year in span]
        selectors = [Selector(series.metric, pool=pool, year=year) for year in (base, *years)]
        first, *others = plan.central(selectors)
        for year, value in zip(years, others, strict=True):
            found[series.metric, pool, year] = float(_change(series.metric, value, first)[0])
        beyond = [year for year in series.values if year > span.horizon]
        if beyond:
            notes.append(f"{name} ends in {span.horizon}: nothing of it stands beside {', '.join(beyond)}.")
    return found


def _course(
    trials: Trials,
    series: Series,
    pool: str,
    base: str,
    central: Mapping[Key, Array],
    drawn: Mapping[Key, Array] | None,
    planned: Mapping[Key, float],
) -> Course:
    metric, published = series.metric, series.values[base]
    years = []
    for year in _years(series, trials, base):
        key, first = (metric, pool, year), (metric, pool, base)
        middle = float(_change(metric, central[key], central[first])[0])
        actual = float(_change(metric, np.array([series.values[year]]), np.array([published]))[0])
        changes = None if drawn is None else _change(metric, drawn[key], drawn[first])
        statistics = (middle, *([NOTHING] * 4 if changes is None else summarised(changes)))
        error = middle - actual
        years.append(
            Tested(
                year,
                year in series.pandemic,
                statistics,
                actual,
                error,
                None if METRICS[metric].unit == "fraction" else error / 100.0 * published,
                None if changes is None else inside(statistics[2], statistics[4], actual),
                None if changes is None else crps(changes, actual),
                planned.get(key),
            )
        )
    return Course(series, pool, published, float(central[metric, pool, base][0]), tuple(years))
