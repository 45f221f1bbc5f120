"""Staff groups as stock and flow: who is there, who leaves, who joins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedmodel.model.axes import LAST, YEAR, Array, total

_EXACT = 1e-9
"""Keeps 130 from becoming 129 where arithmetic gives 129.9999999999."""


@dataclass(frozen=True)
class Flow:
    """One way in or out. Shapes (draw, 1) unless said otherwise."""

    group: int
    sign: float
    """1 in, −1 out."""
    rate: Array | None
    """Share of `base` a year."""
    base: Array
    total: Array | None
    """Or a number over all its years."""
    by_year: Array | None
    """Or a number for each year (draw, year)."""
    years: Array
    """How many years it lasts, from the first one on."""
    factor: Array
    """WTE for each of them: what is kept × WTE each × …"""
    rounded_down: bool


@dataclass(frozen=True)
class WorkforceInputs:
    """Groups on the last axis of stock, target and target_per_1000."""

    stock: Array
    """At the beginning of the first year (draw, 1, group)."""
    target: Array
    """(draw, 1, group with a target)"""
    with_target: NDArray[np.intp]
    target_per_1000: Array
    """(draw, 1, group with one)"""
    flows: Sequence[Flow]


@dataclass(frozen=True)
class WorkforceProjection:
    """Staff, WTE. Stocks at the end of each year (draw, year, group); flows of the year (draw, year, flow)."""

    stock: Array
    flow: Array
    gap: Array
    target_by_population: Array
    per_1000: Array


def project_workforce(inputs: WorkforceInputs, people: Array) -> WorkforceProjection:
    """Stocks at the end of each year, after all that came in and went out (WTE; stock). People: (draw, year)."""
    years = people.shape[YEAR]
    flows = [flow.sign * flow_by_year(flow, years) for flow in inputs.flows]
    shape = np.broadcast_shapes((1, years), *(flow.shape for flow in flows))
    flows = [np.broadcast_to(flow, shape) for flow in flows]
    stocks = []
    for group in range(inputs.stock.shape[LAST]):
        change = sum((flow for flow, f in zip(flows, inputs.flows, strict=True) if f.group == group), np.zeros(shape))
        stocks.append(np.maximum(inputs.stock[..., group] + np.cumsum(change, axis=YEAR), 0.0))
    stock = np.stack(np.broadcast_arrays(*stocks), axis=LAST)
    thousands = people[..., None] / 1000.0
    return WorkforceProjection(
        stock=stock,
        flow=np.stack(flows, axis=LAST) if flows else np.zeros((*shape, 0)),
        gap=stock[..., inputs.with_target] - inputs.target,
        target_by_population=inputs.target_per_1000 * thousands,
        per_1000=np.concatenate([total(stock)[..., None], stock], axis=LAST) / thousands,
    )


def flow_by_year(flow: Flow, years: int) -> Array:
    """What a flow brings or takes in each year, without its sign (WTE a year; flow). Shape (draw, year).

    A rate is simple, not compound: the same share of the same base each year, and never more than the base in all. A
    total is spread evenly over its years. Rounded down, the sum over all its years loses what is beyond the whole
    number. Source: the method of Health Education England's model for primary care strategies of 2019.

    >>> one = np.ones((1, 1))
    >>> leave = Flow(0, -1.0, one * 0.15, one * 87, None, None, one * 5, one, True)
    >>> flow_by_year(leave, 5)
    array([[13., 13., 13., 13., 13.]])
    """
    if flow.by_year is not None:
        path = flow.by_year * flow.factor
        in_all = path.sum(axis=YEAR, keepdims=True)
    else:
        elapsed = np.minimum(np.arange(years + 1.0)[None, :], flow.years)
        if flow.rate is not None:
            upto = flow.base * np.minimum(flow.rate * elapsed, 1.0)
            in_all = flow.base * np.minimum(flow.rate * flow.years, 1.0)
        else:
            assert flow.total is not None
            upto = flow.total * (elapsed / flow.years)
            in_all = flow.total
        path = np.diff(upto, axis=YEAR) * flow.factor
        in_all = in_all * flow.factor
    if not flow.rounded_down:
        return np.asanyarray(path)
    whole = np.floor(in_all + _EXACT)
    return np.asanyarray(path * np.divide(whole, in_all, out=np.ones_like(in_all), where=in_all > 0))
