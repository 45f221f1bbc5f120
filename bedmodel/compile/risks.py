"""What the events of a risk register do to the model's inputs; nothing where none strikes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bedmodel.compile.values import Values
from bedmodel.scenario.quantity import Quantity
from bedmodel.scenario.schema_risks import Risk

Array = NDArray[np.float64]


def delay_of(values: Values, part: str, own: Quantity | None) -> Array:
    """How late a part of the plan comes: its own delay, and that of every event that strikes it (years; (draw,))."""
    late = values.number(own)
    for name, risk in _risks(values):
        impact = risk.impact.delay
        if impact is not None and part in impact.of:
            late = late + values.occurs(name) * values.number(impact.years)
    return late


def delivery_of(values: Values, part: str, own: Quantity | None) -> Array:
    """How much of a lever or saving is delivered, less what events take (fraction). Shape (draw, 1 or year)."""
    delivered = values.number(own, 1.0)[:, None]
    for name, risk in _risks(values):
        impact = risk.impact.undelivered
        if impact is not None and part in impact.of:
            delivered = delivered * (1.0 - _strikes(values, name, risk) * values.number(impact.share)[:, None])
    return delivered


def overrun_of(values: Values, part: str) -> Array:
    """By what events multiply the cost of something built. Shape (draw,)."""
    factor = np.ones(1)
    for name, risk in _risks(values):
        impact = risk.impact.overrun
        if impact is not None and part in impact.of:
            factor = factor * (1.0 + values.occurs(name) * values.number(impact.share))
    return factor


def need_factor(values: Values, pool: str) -> Array:
    """By what events multiply a pool's need. Shape (draw, 1 or year)."""
    factor = np.ones((1, 1))
    for name, risk in _risks(values):
        impact = risk.impact.need
        if impact is not None and impact.pool == pool:
            factor = factor * (1.0 + _strikes(values, name, risk) * values.number(impact.share)[:, None])
    return factor


def beds_lost(values: Values, pools: Sequence[str]) -> Array:
    """Beds that events shut. Shape (draw, year, pool)."""
    lost = np.zeros((1, len(values.scenario.span), len(pools)))
    for name, risk in _risks(values):
        impact = risk.impact.beds
        if impact is not None:
            here = np.array([float(pool == impact.pool) for pool in pools])
            beds = _strikes(values, name, risk) * values.number(impact.lost)[:, None]
            lost = lost + beds[..., None] * here
    return lost


def event_costs(values: Values) -> list[Array]:
    """What each risk that has a cost costs where it strikes (£m of the year). Shape of each (draw, year)."""
    return [
        _strikes(values, name, risk) * values.phased(risk.impact.cost)
        for name, risk in _risks(values)
        if risk.impact.cost is not None
    ]


def _risks(values: Values) -> Iterator[tuple[str, Risk]]:
    yield from values.scenario.content.risks.items()


def _strikes(values: Values, name: str, risk: Risk) -> Array:
    """1 in the years in which an event that happens is felt, else 0. Shape (draw, year)."""
    span = values.scenario.span
    first = 1 if risk.starts is None else span.index(risk.starts)
    last = len(span) - 1 if risk.ends is None else span.index(risk.ends)
    years = np.arange(len(span))
    return values.occurs(name)[:, None] * ((years >= first) & (years <= last))
