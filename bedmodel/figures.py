"""What the model gives, as named figures: the table of each metric and the labels of its columns."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedmodel.metrics import ADDED, ALL, METRICS, RELEASED, Metric, Selector
from bedmodel.model.axes import total
from bedmodel.model.beds import occupancy, per_thousand
from bedmodel.model.chain import BedProjection, MoneyProjection
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import Calibration

Array = NDArray[np.float64]


def figures(scenario: Scenario, beds: BedProjection, money: MoneyProjection | None) -> dict[str, Array]:
    """Every metric of a projection, by name. Shape of each: (draw, year, column), columns as in `columns`."""
    people = total(beds.people)[..., None]
    occupied, available = _with_total(beds.occupied), _with_total(beds.available)
    winter = _with_total(beds.occupied * beds.winter_index)
    found = {
        "population.total": people,
        "beds.available": available,
        "beds.occupied_before_levers": _with_total(beds.occupied_before_levers),
        "beds.occupied": occupied,
        "beds.required_before_levers": _with_total(beds.required_before_levers),
        "beds.required": _with_total(beds.required),
        "beds.gap": _with_total(beds.gap),
        "beds.per_1000": per_thousand(available, people),
        "occupancy.mean": occupancy(occupied, available),
        "occupancy.winter": occupancy(winter, available),
        "levers.reduction": _with_total(beds.removed),
        "care.no_stated_destination": beds.unstated[..., None],
    }
    if money is not None:
        released = [money.beds.variable_released, money.beds.wards_released, money.beds.sites_released]
        added = [money.beds.wards_opened, money.beds.escalation]
        found |= {
            "finance.income": money.income[..., None],
            "finance.cost_do_nothing": _with_total(money.cost),
            "finance.gap_do_nothing": money.gap_do_nothing[..., None],
            "finance.measure": _with_total(_joined(*(total(r)[..., None] for r in released), money.measures)),
            "finance.new_cost": _with_total(
                _joined(*(total(a)[..., None] for a in added), money.care_elsewhere, money.capital_charges)
            ),
            "finance.gap": money.gap[..., None],
            "finance.stranded": _with_total(money.beds.stranded),
            "capital.spend": _with_total(money.capital_spend),
        }
    for name, table in found.items():
        assert table.shape[-1] == len(columns(scenario, METRICS[name])), f"{name}: a column without a label"
    return found


def _with_total(parts: Array) -> Array:
    """The total in front of its parts, on the last axis."""
    return np.concatenate([total(parts)[..., None], parts], axis=-1)


def _joined(*parts: Array) -> Array:
    """Arrays side by side on the last axis, their draws and years broadcast."""
    shape = np.broadcast_shapes(*(part.shape[:2] for part in parts))
    return np.concatenate([np.broadcast_to(part, (*shape, part.shape[2])) for part in parts], axis=-1)


def columns(scenario: Scenario, metric: Metric) -> tuple[str | None, ...]:
    """The pools or lines a metric is given for, the total first (None for a total of lines)."""
    content = scenario.content
    if metric.axis == "none":
        return (None,)
    if metric.axis == "pool":
        return (ALL, *content.pools)
    return (None, *line_titles(scenario, metric.name))


def line_titles(scenario: Scenario, metric: str) -> dict[str, str]:
    """The lines of a metric, each with its title in plain words."""
    content, finance = scenario.content, scenario.content.finance
    if metric == "levers.reduction":
        return {name: lever.title for name, lever in content.levers.items()}
    if finance is None:
        return {}
    match metric:
        case "finance.cost_do_nothing":
            return {name: line.title for name, line in finance.costs.items()}
        case "finance.measure":
            return RELEASED | {name: measure.title for name, measure in finance.measures.items()}
        case "finance.new_cost":
            care = {f"care-elsewhere/{n}": f"Care elsewhere: {lever.title}" for n, lever in content.levers.items()}
            charges = {f"capital-charges/{n}": f"Capital charges: {a.title}" for n, a in finance.capital.items()}
            return ADDED | care | charges
        case "capital.spend":
            return {name: asset.title for name, asset in finance.capital.items()}
    return {}


def figure_name(calibration: Calibration) -> str:
    """The address of the figure a calibration meets, and whether it is a year's or the sum of the years up to it."""
    where = calibration.where
    address = str(Selector(calibration.metric, where.pool, where.line, where.year))
    return f"the sum up to {address}" if calibration.basis == "cumulative" else address
