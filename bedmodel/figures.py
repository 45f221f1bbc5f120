"""What the model gives, as named figures: the table of each metric and the labels of its columns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bedmodel.bedless_figures import (
    bedless_figures,
    bedless_lines,
    contacts_elsewhere,
    contacts_that_leave,
    with_total,
)
from bedmodel.day_figures import day_figures
from bedmodel.late import Tables
from bedmodel.metrics import ADDED, ALL, METRICS, RELEASED, Metric, Selector
from bedmodel.model.axes import joined, total
from bedmodel.model.bedless import BedlessProjection
from bedmodel.model.beds import occupancy, per_thousand
from bedmodel.model.projections import BedProjection, MoneyProjection
from bedmodel.problems import did_you_mean
from bedmodel.scenario.holders import organisations, payers, plan_parts
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import Calibration, ScenarioFile
from bedmodel.scenario.schema_money import Finance

Array = NDArray[np.float64]
OPTIONAL = (
    "services.places_needed",
    "services.places_staffed",
    "workforce.wte",
    "workforce.stock_gap",
    "workforce.target_by_population",
    "care.hours",
    "finance.cost_shifted",
    "capital.receipts",
)
"""Figures that a scenario has only where it names something to count."""
OF_BEDS = ("beds.", "occupancy.", "levers.", "care.no_stated_destination")
"""Figures that a scenario without pools does not have."""


def figures(
    scenario: Scenario, beds: BedProjection, money: MoneyProjection | None, bedless: BedlessProjection
) -> Tables:
    """Every metric of a projection, by name. Shape of each: (draw, year, column), columns as in `columns`.

    Those about the days of a year are worked out when one of them is asked for.
    """
    people = total(beds.people)[..., None]
    occupied, available = with_total(beds.occupied), with_total(beds.available)
    winter, month = (with_total(beds.occupied * index) for index in (beds.winter_index, beds.month_index))
    found = {
        "population.total": people,
        "beds.available": available,
        "beds.occupied_before_levers": with_total(beds.occupied_before_levers),
        "beds.occupied": occupied,
        "beds.required_before_levers": with_total(beds.required_before_levers),
        "beds.required": with_total(beds.required),
        "beds.gap": with_total(beds.gap),
        "beds.held_open": with_total(np.maximum(beds.before_events - beds.planned_beds, 0.0)),
        "beds.per_1000": per_thousand(available, people),
        "occupancy.mean": occupancy(occupied, available),
        "occupancy.winter": occupancy(winter, available),
        "occupancy.worst_month": occupancy(month, available),
        "levers.reduction": with_total(beds.removed),
        "care.no_stated_destination": beds.unstated[..., None],
        "services.places_needed": with_total(beds.places_needed),
        "services.places_staffed": with_total(beds.places_staffed),
        "workforce.wte": with_total(beds.staff[..., _staffed(scenario.content)]),
        "care.hours": with_total(beds.also_hours),
    } | bedless_figures(bedless)
    if money is not None:
        finance = scenario.content.finance
        assert finance is not None
        released = _totals(money.beds.variable_released, money.beds.wards_released, money.beds.sites_released)
        from_beds = _totals(money.beds.wards_opened, money.beds.escalation)
        by_the_plan = (money.care_elsewhere, money.also_cost, money.capital_charges, money.contacts_elsewhere)
        inside = joined(*by_the_plan, money.events)[..., _inside_the_gap(scenario.content, finance)]
        found |= {
            "finance.income": money.income[..., None],
            "finance.cost_do_nothing": with_total(money.cost),
            "finance.gap_do_nothing": money.gap_do_nothing[..., None],
            "finance.measure": with_total(joined(*released, money.measures, money.contacts_left)),
            "finance.new_cost": with_total(joined(*from_beds, inside)),
            "finance.gap": money.gap[..., None],
            "finance.gap_do_nothing_by_organisation": with_total(money.nothing_by_organisation),
            "finance.gap_by_payer": with_total(money.by_payer),
            "finance.gap_by_organisation": with_total(money.by_organisation),
            "finance.cost_shifted": with_total(money.outside),
            "finance.stranded": with_total(money.beds.stranded),
            "capital.spend": with_total(money.capital_spend),
            "capital.receipts": with_total(money.receipts),
        }
    for name, table in found.items():
        assert table.shape[-1] == len(columns(scenario, METRICS[name])), f"{name}: a column without a label"
    ready = {name: table for name, table in found.items() if _given(scenario.content, name, table)}
    return Tables(ready, day_figures(scenario.content, beds.occupied, beds.available, beds.days))


def _given(content: ScenarioFile, name: str, table: Array) -> bool:
    """Whether a scenario has a figure at all: nothing about beds where it has none, nothing that counts no line."""
    if not content.pools and name.startswith(OF_BEDS):
        return False
    return name not in OPTIONAL or table.shape[-1] > 1


def _staffed(content: ScenarioFile) -> list[int]:
    """Which pools and services say what staff they need, in the order of the model's columns."""
    stated = [pool.wte_per_bed for pool in content.pools.values()]
    stated += [service.wte_per_place for service in content.services.values()]
    return [at for at, quantity in enumerate(stated) if quantity is not None]


def _totals(*parts: Array) -> list[Array]:
    """The total of each array over its last axis, as a column."""
    return [total(part)[..., None] for part in parts]


def columns(scenario: Scenario, metric: Metric) -> tuple[str | None, ...]:
    """The pools or lines a metric is given for, the total first (None for a total of lines)."""
    content = scenario.content
    if metric.axis == "none":
        return (None,)
    if metric.axis == "pool":
        return (ALL, *content.pools)
    return (None, *line_titles(scenario, metric.name))


def read_figure(scenario: Scenario, tables: Mapping[str, Array], selector: Selector) -> Array:
    """A figure in every draw of some tables; what its address leaves out is the total and the last year.

    `year=all` is the sum over the years, for flows. Shape (draw,). Raises KeyError where the address names nothing,
    with what exists.
    """
    metric, year, column = place_of(scenario, tables, selector)
    table = tables[metric.name]
    return np.asarray(table[:, :, column].sum(axis=1)) if year is None else table[:, year, column]


def place_of(scenario: Scenario, tables: Mapping[str, Array], selector: Selector) -> tuple[Metric, int | None, int]:
    """The metric, year (None for all years together) and column of a figure.

    Raises KeyError where the address names nothing, with what exists.
    """
    if selector.metric not in tables:
        raise KeyError(f"no figure `{selector.metric}`; {did_you_mean(selector.metric, tables)}")
    metric, years = METRICS[selector.metric], scenario.span.names
    labels = columns(scenario, metric)
    wanted = selector.pool if metric.axis == "pool" else selector.line
    if (selector.pool is not None and metric.axis != "pool") or (selector.line is not None and metric.axis != "line"):
        raise KeyError(f"`{selector}`: {metric.name} is not given by {'pool' if selector.pool else 'line'}")
    if wanted is not None and wanted not in labels:
        raise KeyError(f"`{selector}`: {did_you_mean(wanted, [label for label in labels if label])}")
    column = 0 if wanted is None else labels.index(wanted)
    if selector.year == ALL:
        if metric.kind != "flow":
            raise KeyError(f"`{selector}`: only flows can be added over the years, and this is a {metric.kind}")
        return metric, None, column
    year = selector.year or years[-1]
    if year not in years:
        raise KeyError(f"`{selector}`: the scenario has {years[0]} to {years[-1]}")
    return metric, years.index(year), column


def line_titles(scenario: Scenario, metric: str) -> dict[str, str]:
    """The lines of a metric, each with its title in plain words."""
    content, finance = scenario.content, scenario.content.finance
    found = _care_lines(content, metric) or bedless_lines(content, metric)
    return found if found or finance is None else _money_lines(content, finance, metric)


def _care_lines(content: ScenarioFile, metric: str) -> dict[str, str]:
    match metric:
        case "levers.reduction":
            return {name: lever.title for name, lever in content.levers.items()}
        case "services.places_needed" | "services.places_staffed":
            return {name: service.title for name, service in content.services.items()}
        case "workforce.wte":
            beds = {f"beds/{name}": f"Beds: {pool.title}" for name, pool in content.pools.items()}
            lines = beds | {f"service/{name}": service.title for name, service in content.services.items()}
            return {name: lines[name] for at, name in enumerate(lines) if at in _staffed(content)}
        case "care.hours":
            return _also_needed(content)
    return {}


def _money_lines(content: ScenarioFile, finance: Finance, metric: str) -> dict[str, str]:
    match metric:
        case "finance.cost_do_nothing":
            return {name: line.title for name, line in finance.costs.items()}
        case "finance.measure":
            measures = {name: measure.title for name, measure in finance.measures.items()}
            return RELEASED | measures | contacts_that_leave(content)
        case "finance.new_cost":
            lines = _added_by_the_plan(content, finance)
            return ADDED | {
                name: lines[name] for at, name in enumerate(lines) if at in _inside_the_gap(content, finance)
            }
        case "finance.gap_by_payer":
            return {name: name for name in payers(content)}
        case "finance.gap_by_organisation" | "finance.gap_do_nothing_by_organisation":
            return {name: name for name in organisations(content)}
        case "finance.cost_shifted":
            return {name: name for name in finance.outside_gap if name in payers(content)}
        case "capital.spend":
            return {name: asset.title for name, asset in finance.capital.items()}
        case "capital.receipts":
            return {name: receipt.title for name, receipt in finance.receipts.items()}
    return {}


def plan_lines(content: ScenarioFile, finance: Finance) -> list[tuple[str, str]]:
    """The metric and line of each part of the gap that is the plan's, in the order of the model's parts of the gap."""
    pools = len(content.pools)
    off = [*(line for line in RELEASED for _ in range(pools)), *finance.measures, *contacts_that_leave(content)]
    on = [*(line for line in ADDED for _ in range(pools)), *_added_by_the_plan(content, finance)]
    return [("finance.measure", line) for line in off] + [("finance.new_cost", line) for line in on]


def _added_by_the_plan(content: ScenarioFile, finance: Finance) -> dict[str, str]:
    """What the plan adds to somebody's cost, in the order of the model's parts of the gap."""
    care = {f"care-elsewhere/{name}": f"Care elsewhere: {lever.title}" for name, lever in content.levers.items()}
    charges = {f"capital-charges/{name}": f"Capital charges: {asset.title}" for name, asset in finance.capital.items()}
    events = {f"risk/{name}": risk.title for name, risk in content.risks.items() if risk.impact.cost is not None}
    return care | _also_needed(content) | charges | contacts_elsewhere(content) | events


def _inside_the_gap(content: ScenarioFile, finance: Finance) -> list[int]:
    """Which of those are paid by somebody whose gap it is."""
    holders = plan_parts(content, finance)
    return [at for at, holder in enumerate(holders) if holder.payer not in finance.outside_gap]


def _also_needed(content: ScenarioFile) -> dict[str, str]:
    return {
        f"also-needed/{lever_name}/{name}": f"{need.title} ({lever.title})"
        for lever_name, lever in content.levers.items()
        for name, need in lever.also_needs.items()
    }


def figure_name(calibration: Calibration) -> str:
    """The address of the figure a calibration meets, and whether it is a year's or the sum of the years up to it."""
    where = calibration.where
    address = str(Selector(calibration.metric, where.pool, where.line, where.year))
    return f"the sum up to {address}" if calibration.basis == "cumulative" else address
