"""The figures of what needs no beds, by name, and the labels of their columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedmodel.model.axes import total
from bedmodel.model.bedless import BedlessProjection
from bedmodel.scenario.ledger import ledger_payers
from bedmodel.scenario.schema import ScenarioFile

Array = NDArray[np.float64]


def bedless_figures(found: BedlessProjection) -> dict[str, Array]:
    """Every metric of a ledger, of staff groups and of care without a stay, by name; the total is the first column."""
    tables: dict[str, Array] = {}
    if (ledger := found.ledger) is not None:
        each_pound_once = total(ledger.counted)[..., None]
        tables |= {
            "ledger.amount": np.concatenate([each_pound_once, ledger.amount], axis=-1),
            "ledger.counted": with_total(ledger.counted),
            "ledger.inside": with_total(ledger.inside),
            "ledger.rest": with_total(ledger.rest),
            "ledger.growth": with_total(ledger.growth),
            "ledger.new_money": with_total(ledger.new_money),
            "ledger.moved_money": with_total(ledger.moved_money),
            "ledger.at_risk": with_total(ledger.at_risk),
            "ledger.by_payer": with_total(ledger.by_payer),
        }
    if (workforce := found.workforce) is not None:
        tables |= {
            "workforce.flow": with_total(workforce.flow),
            "workforce.stock": with_total(workforce.stock),
            "workforce.stock_gap": with_total(workforce.gap),
            "workforce.target_by_population": with_total(workforce.target_by_population),
            "workforce.per_1000": workforce.per_1000,
        }
    if (activity := found.activity) is not None:
        tables |= {
            "activity.volume": with_total(activity.volume),
            "activity.shifted": with_total(activity.shifted),
            "activity.in_hospital": with_total(activity.in_hospital),
            "activity.hours_freed": with_total(activity.hours_freed),
            "activity.hours_needed": with_total(activity.hours_needed),
            "activity.cost_released": with_total(activity.cost_released),
            "activity.cost_added": with_total(activity.cost_added),
        }
    return tables


def with_total(parts: Array) -> Array:
    """The total in front of its parts, on the last axis."""
    return np.concatenate([total(parts)[..., None], parts], axis=-1)


def bedless_lines(content: ScenarioFile, metric: str) -> dict[str, str]:
    """The lines of a metric of these, each with its title; none for other metrics."""
    if metric == "ledger.by_payer":
        return {name: name for name in ledger_payers(content)}
    if metric.startswith("ledger."):
        return {name: line.title for name, line in content.ledger.items()}
    if metric == "workforce.flow":
        return {
            f"{group_name}/{name}": flow.title
            for group_name, group in content.workforce.items()
            for name, flow in group.flows.items()
        }
    if metric.startswith("activity."):
        return {name: activity.title for name, activity in content.activity.items()}
    groups = content.workforce.items()
    match metric:
        case "workforce.stock" | "workforce.per_1000":
            return {name: group.title for name, group in groups}
        case "workforce.stock_gap":
            return {name: group.title for name, group in groups if group.target is not None}
        case "workforce.target_by_population":
            return {name: group.title for name, group in groups if group.target_per_1000 is not None}
    return {}


def contacts_that_leave(content: ScenarioFile) -> dict[str, str]:
    """Lines of what the plan takes off the gap: hospital cost that goes with contacts."""
    return {f"activity/{name}": f"Contacts moved: {activity.title}" for name, activity in content.activity.items()}


def contacts_elsewhere(content: ScenarioFile) -> dict[str, str]:
    """Lines of what the plan adds to cost: contacts outside hospital."""
    return {f"activity/{name}": f"Contacts elsewhere: {activity.title}" for name, activity in content.activity.items()}
