"""Whose money each part of the gap is: one payer and one organisation for every £."""

from __future__ import annotations

from collections.abc import Sequence
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
    """The holder of each part of the gap, in the order in which the model lists the parts."""
    return [*hospital_parts(content, finance), *plan_parts(content, finance)]


def hospital_parts(content: ScenarioFile, finance: Finance) -> list[Holder]:
    """The holders of the gap if nothing changes, of what is released, and of what beds add.

    First the do-nothing gap (by holder where a document splits it, else by cost line); then variable cost, wards and
    sites, each by pool, the measures, and contacts that leave; then wards opened and escalation, each by pool.
    """
    if finance.gap_holders:
        nothing = [("", name) for name in finance.gap_holders]
    else:
        nothing = [(line.payer, line.organisation) for line in finance.costs.values()]
    pools = [_of_pool(pool, finance) for pool in content.pools]
    measures = [(measure.payer, measure.organisation) for measure in finance.measures.values()]
    contacts = [(activity.payer, activity.organisation) for activity in content.activity.values()]
    return _holders(finance, [*nothing, *pools * 3, *measures, *contacts, *pools * 2])


def plan_parts(content: ScenarioFile, finance: Finance) -> list[Holder]:
    """The holders of what the plan adds besides beds.

    Care elsewhere by lever, what else levers need, capital charges by asset, contacts elsewhere, and events by risk.
    """
    levers = content.levers.values()
    care = [lever.moves_to for lever in levers]
    needs = [need for lever in levers for need in lever.also_needs.values()]
    contacts = [activity.moves_to for activity in content.activity.values()]
    risks = [risk for risk in content.risks.values() if risk.impact.cost is not None]
    parts = [*care, *needs, *finance.capital.values(), *contacts, *risks]
    return _holders(finance, [(part.payer, part.organisation) if part else ("", "") for part in parts])


def _holders(finance: Finance, named: Sequence[tuple[str, str]]) -> list[Holder]:
    """Payer and organisation of each, the money's own where a part names none."""
    return [
        Holder(payer or finance.payer or NOT_STATED, organisation or finance.organisation or NOT_STATED)
        for payer, organisation in named
    ]


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


def stream_payers(content: ScenarioFile) -> list[str]:
    """Every payer whom a stream of the appraisal names, in the order they first appear."""
    streams = content.appraisal.streams.values() if content.appraisal else ()
    return list(dict.fromkeys(stream.payer for stream in streams if stream.payer))


def organisations(content: ScenarioFile) -> list[str]:
    """Every organisation that holds a part of the gap, in the order they first appear."""
    finance = content.finance
    if finance is None:
        return []
    inside = (part for part in gap_parts(content, finance) if part.payer not in finance.outside_gap)
    return list(dict.fromkeys(part.organisation for part in inside))
