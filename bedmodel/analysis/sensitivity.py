"""What matters most for some figures: one number at a time, shares of variance, and rank correlation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from bedmodel.analysis.factors import RISK, Factor, Group, factors, grouped, shares
from bedmodel.analysis.importance import rank_correlation
from bedmodel.analysis.sobol import Shares
from bedmodel.analysis.tornado import Tornado, stated_ends, swung_ends, tornadoes
from bedmodel.analysis.trials import Trials
from bedmodel.compile import Values
from bedmodel.compile.sampling import struck
from bedmodel.defaults import SAMPLES
from bedmodel.metrics import JUDGED, METRICS, Selector
from bedmodel.results import NOUGHT
from bedmodel.runs import Progress

Method = Literal["tornado", "sobol", "rank"]
METHODS: tuple[Method, ...] = ("tornado", "sobol", "rank")
BEDS, MONEY = JUDGED
Watch = Callable[[str], Progress | None]
"""A way to tell how far some work has come, given its name."""


@dataclass(frozen=True)
class Sensitivity:
    """How some figures depend on what is uncertain."""

    trials: Trials
    selectors: tuple[Selector, ...]
    factors: Mapping[str, Factor]
    """Every number in use and every risk, by path."""
    swing: float | None
    """By what share of itself each number is moved in the tornado; None for its own P10 to P90."""
    tornadoes: tuple[Tornado, ...] = ()
    """One for each figure, or none."""
    groups: tuple[Group, ...] = ()
    shares: Shares | None = None
    """Shares of variance, in the order of the figures and of the groups."""
    ranks: Mapping[str, tuple[float | None, ...]] | None = None
    """Spearman's rank correlation of each uncertain factor with each figure over the draws; None where a draw has no
    number."""

    @property
    def uncertain(self) -> list[Factor]:
        """The numbers with a stated range, and the risks."""
        return [factor for factor in self.factors.values() if factor.uncertain]

    @property
    def unranged(self) -> list[Factor]:
        """The numbers without a stated range."""
        return [factor for factor in self.factors.values() if not factor.uncertain]


def sensitivity(
    trials: Trials,
    selectors: Sequence[Selector],
    *,
    methods: Collection[Method] = METHODS,
    swing: float | None = None,
    by_theme: bool = False,
    points: int = SAMPLES,
    watch: Watch = lambda _: None,
) -> Sensitivity:
    """Find what matters most for some figures; the year left out of an address is the last.

    `swing` moves every number by that share of itself in the tornado, instead of from P10 to P90 those with a range.
    `points` is a power of two; shares of variance take points × (groups + 2) evaluations. Rank correlations are taken
    over the draws of the trials, and left out without draws. Raises KeyError where an address names nothing,
    ScenarioError where the scenario cannot be drawn from.
    """
    last = trials.scenario.span.names[-1]
    wanted = tuple(dict.fromkeys(replace(selector, year=selector.year or last) for selector in selectors))
    for selector in wanted:
        trials.check(selector)
    known = factors(trials)
    found = Sensitivity(trials, wanted, known, swing)
    if "tornado" in methods:
        ends = stated_ends(trials, known) if swing is None else swung_ends(trials, known, swing)
        found = replace(found, tornadoes=tuple(tornadoes(trials, wanted, ends)))
    if "sobol" in methods and found.uncertain:
        groups = grouped(trials.scenario, known, by_theme=by_theme)
        shared = shares(trials, wanted, groups, points, watch("evaluating"))
        found = replace(found, groups=tuple(groups), shares=shared)
    if "rank" in methods and trials.draws and found.uncertain:
        found = replace(found, ranks=_ranks(trials, wanted, known, watch("drawing futures")))
    return found


def _ranks(
    trials: Trials, selectors: Sequence[Selector], known: Mapping[str, Factor], progress: Progress | None
) -> dict[str, tuple[float | None, ...]]:
    """How closely each uncertain factor and each figure move together over the scenario's own draws."""
    figures = trials.drawn(selectors, progress=progress)
    futures = trials.futures
    events = struck(Values(trials.scenario, trials.held, futures.samples), futures.luck)
    drawn = {**futures.samples, **{RISK + name: strikes for name, strikes in events.items()}}
    return {
        path: tuple(rank_correlation(values, figure) if np.isfinite(figure).all() else None for figure in figures)
        for path, values in drawn.items()
        if path in known
    }


def usual(trials: Trials, otherwise: Sequence[str]) -> list[Selector]:
    """The figures by which a scenario is judged: beds of its first pool and money; without pools, what else varies.

    `otherwise` names the figures to look at where there are no beds.
    """
    content = trials.scenario.content
    pool = next(iter(content.pools), None)
    found = [] if pool is None else [Selector(BEDS, pool=pool)]
    found += [Selector(MONEY)] if content.finance is not None else []
    if pool is not None:
        return found
    others = [Selector(name) for name in otherwise if name in METRICS and trials.has(name)]
    bars = tornadoes(trials, others, stated_ends(trials, factors(trials)))
    varying = [t.selector for t in bars if any(bar.width > NOUGHT for bar in t.bars)]
    return [*found, *varying] or others
