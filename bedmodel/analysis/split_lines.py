"""Figures that are sums of their lines or pools, and staff as what there was, what came and what went."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from bedmodel.analysis.drivers import Driver
from bedmodel.analysis.moment import Moment, State, Terms, plain
from bedmodel.figures import columns
from bedmodel.metrics import METRICS, Selector
from bedmodel.model.axes import YEAR, total
from bedmodel.model.split import Term
from bedmodel.results import Array

COUNTED = {"ledger.amount": "ledger.counted"}
"""Metrics whose total is the sum of another's lines, because their own overlap."""


def sum_of_lines(moment: Moment, selector: Selector) -> State:
    """A total as the sum of its lines, or of its pools."""
    metric = METRICS[COUNTED.get(selector.metric, selector.metric)]
    kind = "line" if metric.axis == "line" else "pool"
    table = moment.at(moment.projected.tables[metric.name])
    names = list(columns(moment.scenario, metric))[1:]
    return {name: plain(Driver(kind, str(name)), table[:, at]) for at, name in enumerate(names, start=1)}


def _stock(
    moment: Moment, selector: Selector, *, with_target: bool = False, each: Mapping[Driver, Array] | None = None
) -> State:
    """Staff of each group: those there at the beginning, and all that each flow has brought or taken since."""
    inputs, workforce = moment.projected.inputs.bedless.workforce, moment.projected.bedless.workforce
    assert inputs is not None
    assert workforce is not None
    content = moment.scenario.content.workforce
    moved = np.cumsum(workforce.flow, axis=YEAR)[:, moment.year]
    names = columns(moment.scenario, METRICS["workforce.flow"])[1:]
    state: State = {}
    for at, group in enumerate(content):
        if selector.line not in (None, group) or (with_target and at not in inputs.with_target):
            continue
        flows = [number for number, flow in enumerate(inputs.flows) if flow.group == at]
        parts = {Driver("stock-at-start", group): inputs.stock[:, 0, at]}
        parts |= {Driver("flow", str(names[number])): moved[:, number] for number in flows}
        below = np.maximum(-total(np.stack(np.broadcast_arrays(*parts.values()), axis=-1)), 0.0)
        if below.any():
            parts[Driver("flow-limit")] = below
        state |= {(group, driver): Term({driver: part, **(each or {})}, driver) for driver, part in parts.items()}
        if with_target:
            target = inputs.target[:, 0, list(inputs.with_target).index(at)]
            state[group, "target"] = Term({Driver("target"): target}, Driver("target"), -1.0)
    return state


def _stock_per_thousand(moment: Moment, selector: Selector) -> State:
    people = moment.at(total(moment.projected.beds.people))
    return _stock(moment, selector, each={Driver("people"): 1000.0 / people})


STAFF: Mapping[str, Terms] = {
    "workforce.stock": _stock,
    "workforce.stock_gap": partial(_stock, with_target=True),
    "workforce.per_1000": _stock_per_thousand,
}
"""How each of these figures is made up."""
