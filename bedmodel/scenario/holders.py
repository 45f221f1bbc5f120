"""Whose money each part of the gap is: one payer and one organisation for every £."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bedmodel.scenario.schema import ScenarioFile
from bedmodel.scenario.schema_money import Finance

NOT_STATED = "not stated"


@dataclass(frozen=True)
class Holder:
    """Who pays for a part of the gap, and whose books it is in."""

    payer: str
    organisation: str


def gap_parts(content: ScenarioFile, finance: Finance) -> list[Holder]:
    """The holder of each part of the gap, in the order in which the model lists the parts.

    First the do-nothing gap (by holder where a document splits it, else by cost line); then what is released: variable
    cost, wards and sites, each by pool, the measures, and contacts that leave; then what is added: wards opened and
    escalation, each by pool, care elsewhere by lever, what else levers need, capital charges by asset, contacts
    elsewhere, and events by risk.
    """
    return [
        Holder(payer or finance.payer or NOT_STATED, organisation or finance.organisation or NOT_STATED)
        for payer, organisation in _parts(content, finance)
    ]


def _parts(content: ScenarioFile, finance: Finance) -> Iterator[tuple[str, str]]:
    if finance.gap_holders:
        yield from (("", name) for name in finance.gap_holders)
    else:
        yield from ((line.payer, line.organisation) for line in finance.costs.values())
    pools = [_of_pool(pool, finance) for pool in content.pools]
    yield from pools * 3
    yield from ((measure.payer, measure.organisation) for measure in finance.measures.values())
    yield from ((activity.payer, activity.organisation) for activity in content.activity.values())
    yield from pools * 2
    for lever in content.levers.values():
        yield (lever.moves_to.payer, lever.moves_to.organisation) if lever.moves_to else ("", "")
    for lever in content.levers.values():
        yield from ((need.payer, need.organisation) for need in lever.also_needs.values())
    yield from ((asset.payer, asset.organisation) for asset in finance.capital.values())
    for activity in content.activity.values():
        yield (activity.moves_to.payer, activity.moves_to.organisation) if activity.moves_to else ("", "")
    yield from ((risk.payer, risk.organisation) for risk in content.risks.values() if risk.impact.cost is not None)


def _of_pool(pool: str, finance: Finance) -> tuple[str, str]:
    """Whose cost a pool's beds are: as they say themselves, else as the cost line that follows the pool says."""
    own = finance.bed_costs.get(pool)
    lines = [line for line in finance.costs.values() if line.volume is not None and line.volume.pool == pool]
    candidates = [part for part in (own, *lines) if part is not None]
    payer = next((part.payer for part in candidates if part.payer), "")
    organisation = next((part.organisation for part in candidates if part.organisation), "")
    return payer, organisation


def payers(content: ScenarioFile) -> list[str]:
    """Every payer of a part of the gap, or beside it, in the order they first appear."""
    if content.finance is None:
        return []
    return list(dict.fromkeys(part.payer for part in gap_parts(content, content.finance)))


def organisations(content: ScenarioFile) -> list[str]:
    """Every organisation that holds a part of the gap, in the order they first appear."""
    finance = content.finance
    if finance is None:
        return []
    inside = (part for part in gap_parts(content, finance) if part.payer not in finance.outside_gap)
    return list(dict.fromkeys(part.organisation for part in inside))
