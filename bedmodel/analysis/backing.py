"""How much of a figure's uncertainty comes from numbers that no source gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bedmodel.analysis.factors import Factor, Group, factors, grouped, shares
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector

UNSOURCED = frozenset({"assumed", "set"})
"""Status of a number that no source gives."""
POINTS = 1024
"""Points for the shares; with two groups four times as many evaluations."""


@dataclass(frozen=True)
class Backing:
    """What assumed numbers make of the variance of a figure (fractions)."""

    selector: Selector
    alone: float
    """What would go if all of them were known."""
    low: float
    high: float
    """Its 95% interval."""


def resting_on_assumed(trials: Trials, selectors: Sequence[Selector], points: int = POINTS) -> list[Backing]:
    """The share of each figure's variance that numbers without a source make by themselves, all of them together.

    Numbers that the scenario links to an assumed one count with it, since they move together. Figures that do not vary
    are left out. Shares of variance as in `bedmodel sensitivity`, of two groups.
    """
    known = factors(trials)
    groups = grouped(trials.scenario, known, by_theme=False)
    unsourced = [group for group in groups if any(_unsourced(known[path]) for path in group.members)]
    others = [group for group in groups if group not in unsourced]
    if not groups or not selectors:
        return []
    if not unsourced:
        return [Backing(selector, 0.0, 0.0, 0.0) for selector in selectors]
    two = [_together("assumed", unsourced), *([_together("others", others)] if others else [])]
    found = shares(trials, selectors, two, points)
    return [
        Backing(s, float(found.first.value[at, 0]), float(found.first.low[at, 0]), float(found.first.high[at, 0]))
        for at, s in enumerate(selectors)
        if found.varies[at]
    ]


def _unsourced(factor: Factor) -> bool:
    return factor.status in UNSOURCED


def _together(name: str, groups: Sequence[Group]) -> Group:
    return Group(name, name, "linked", tuple(path for group in groups for path in group.members))
