"""What the risk register does to the headline figures: each risk's effect, and what must be held against all of them.

Everything is paired draw by draw: the same futures with a risk and without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedmodel.metrics import ALL, JUDGED, METRICS, Selector
from bedmodel.scenario.scenario import Scenario

Array = NDArray[np.float64]
CONFIDENCE = (0.5, 0.8)
"""The confidence at which a contingency is stated."""


@dataclass(frozen=True)
class Effect:
    """What one risk does to one figure, in its unit; positive = worse (fewer spare beds, a larger shortfall)."""

    expected: float
    """Mean over all draws, those in which it does not strike among them."""
    if_it_strikes: float
    """Mean over the draws in which it strikes; NaN where it never does."""
    p80: float
    """What it adds to the 80th centile of the figure."""


@dataclass(frozen=True)
class RiskEffects:
    """One line of the register, with its effects by figure."""

    name: str
    title: str
    owner: str
    mitigation: str
    struck: float
    """Share of the draws in which it strikes."""
    effects: Mapping[Selector, Effect]


@dataclass(frozen=True)
class Register:
    """The register's effects, and by figure what must be held at each confidence so that its risks are covered."""

    risks: Sequence[RiskEffects]
    contingency: Mapping[Selector, Mapping[float, float]]
    expected: Mapping[Selector, float]
    """Mean effect of all risks together; they may add to more or less than the sum of their own."""


def judged_by_risks(scenario: Scenario) -> list[Selector]:
    """The figures that risks are judged by: bed gaps and the money gap of the last year, and the money of all years.

    `year=all` means the sum over the years: an event may be over before the last one.
    """
    year = scenario.span.names[-1]
    of_beds, of_money = JUDGED
    beds = [Selector(of_beds, pool=pool, year=year) for pool in scenario.content.pools]
    money = [Selector(of_money, year=when) for when in (year, ALL)] if scenario.content.finance else []
    return [*([Selector(of_beds, year=year)] if beds else []), *beds, *money]


def assess(
    scenario: Scenario,
    events: Mapping[str, Array],
    figures: Callable[[Mapping[str, Array]], Mapping[Selector, Array]],
) -> Register | None:
    """Run the futures without each risk and without any, and compare; nothing where there is no risk or no draw.

    `events` says in which draws each risk strikes; `figures` gives the headline figures for such events, each of shape
    (draw,). Source: expected value and contingency at a confidence, as in HM Treasury's Orange and Green Books.
    """
    if not events:
        return None
    never = {name: np.zeros_like(struck) for name, struck in events.items()}
    with_all, with_none = figures(events), figures(never)
    risks = []
    for name, risk in scenario.content.risks.items():
        without = figures({**events, name: never[name]})
        effects = {
            selector: _effect(selector, table, without[selector], events[name]) for selector, table in with_all.items()
        }
        struck = float(events[name].mean())
        risks.append(RiskEffects(name, risk.title, risk.owner, risk.mitigation, struck, effects))
    extra = {selector: _worse(selector, table, with_none[selector]) for selector, table in with_all.items()}
    return Register(
        risks=risks,
        contingency={s: {share: float(np.quantile(more, share)) for share in CONFIDENCE} for s, more in extra.items()},
        expected={selector: float(more.mean()) for selector, more in extra.items()},
    )


def _effect(selector: Selector, with_it: Array, without: Array, struck: Array) -> Effect:
    more = _worse(selector, with_it, without)
    sign = _sign(selector)
    tail = np.quantile(sign * with_it, 0.8) - np.quantile(sign * without, 0.8)
    hit = more[struck > 0]
    return Effect(float(more.mean()), float(hit.mean()) if hit.size else float("nan"), float(tail))


def _worse(selector: Selector, with_it: Array, without: Array) -> Array:
    """How much worse a figure is in each draw."""
    return np.asarray(_sign(selector) * (with_it - without))


def _sign(selector: Selector) -> float:
    """+1 where more of a figure is worse, −1 where less is."""
    return -1.0 if METRICS[selector.metric].better == "more" else 1.0
