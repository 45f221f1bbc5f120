"""Ledgers, staff groups and care without a stay as arrays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bedmodel.compile.money import price_of
from bedmodel.compile.values import Values, along
from bedmodel.model.activity import ActivityInputs
from bedmodel.model.bedless import BedlessInputs
from bedmodel.model.ledger import NOWHERE, LedgerInputs
from bedmodel.model.workforce import Flow, WorkforceInputs
from bedmodel.scenario import schema_workforce as schema
from bedmodel.scenario.ledger import in_totals, ledger_payers, payer_of
from bedmodel.scenario.quantity import Quantity

Array = NDArray[np.float64]


def bedless_inputs(values: Values) -> BedlessInputs:
    """What the scenario has besides beds."""
    content = values.scenario.content
    return BedlessInputs(
        ledger=_ledger(values) if content.ledger else None,
        workforce=_workforce(values) if content.workforce else None,
        activity=_activity(values) if content.activity else None,
    )


def _ledger(values: Values) -> LedgerInputs:
    content = values.scenario.content
    names, lines, payers = list(content.ledger), list(content.ledger.values()), ledger_payers(content)
    risks = [line.at_risk for line in lines]
    payer = [payer_of(content, name) for name in names]
    holder = [risk.holder if risk else name for risk, name in zip(risks, payer, strict=True)]
    return LedgerInputs(
        printed=along([values.in_years_given(line.amount) for line in lines], (1, len(values.scenario.span))),
        delivery=values.row([line.delivery for line in lines], 1.0),
        whole=np.array([NOWHERE if line.inside is None else names.index(line.inside) for line in lines], dtype=np.intp),
        in_totals=np.array([float(in_totals(content, name)) for name in names]),
        new=np.array([float(line.funding == "new") for line in lines]),
        moved=np.array([float(line.funding == "moved") for line in lines]),
        risk_share=values.row([risk.share if risk else None for risk in risks]),
        on_top=np.array([float(risk is not None and risk.basis == "on-top") for risk in risks]),
        payer=np.array([payers.index(name) for name in payer], dtype=np.intp),
        holder=np.array([payers.index(name) for name in holder], dtype=np.intp),
    )


def _workforce(values: Values) -> WorkforceInputs:
    groups = list(values.scenario.content.workforce.values())
    return WorkforceInputs(
        stock=values.row([group.stock for group in groups]),
        target=values.row([group.target for group in groups if group.target is not None]),
        with_target=np.flatnonzero([group.target is not None for group in groups]),
        target_per_1000=values.row([g.target_per_1000 for g in groups if g.target_per_1000 is not None]),
        flows=[_flow(values, at, group, flow) for at, group in enumerate(groups) for flow in group.flows.values()],
    )


def _flow(values: Values, at: int, group: schema.StaffGroup, flow: schema.Flow) -> Flow:
    factor = np.ones(1)
    for quantity in flow.factors.values():
        factor = factor * values.number(quantity)
    return Flow(
        group=at,
        sign=1.0 if flow.direction == "in" else -1.0,
        rate=None if flow.rate is None else values.number(flow.rate)[:, None],
        base=values.number(group.stock if flow.base is None else flow.base)[:, None],
        total=None if flow.total is None else values.number(flow.total)[:, None],
        by_year=None if flow.by_year is None else values.in_years_given(flow.by_year),
        years=values.number(group.over_years, float(len(values.scenario.span)))[:, None],
        factor=factor[:, None],
        rounded_down=flow.rounded == "down",
    )


def _activity(values: Values) -> ActivityInputs:
    kinds = list(values.scenario.content.activity.values())
    there = [kind.moves_to for kind in kinds]
    return ActivityInputs(
        volume=values.row([kind.volume for kind in kinds]),
        growth=values.row([kind.growth for kind in kinds]),
        by_people=np.array([float(kind.follows_people) for kind in kinds]),
        shift=along([values.phased(kind.shift) for kind in kinds], (1, len(values.scenario.span))),
        delivery=values.row([kind.delivery for kind in kinds], 1.0),
        hours_here=values.row([kind.hours_per_contact for kind in kinds]),
        hours_there=values.row([to.hours_per_contact if to else None for to in there]),
        contacts_there=values.row([to.contacts_per_contact if to else None for to in there]),
        cost_here=values.row([kind.unit_cost for kind in kinds]),
        released=values.row([kind.released_share for kind in kinds]),
        cost_there=values.row([to.unit_cost if to else None for to in there]),
        price_here=_prices(values, [kind.unit_cost for kind in kinds]),
        price_there=_prices(values, [to.unit_cost if to else None for to in there]),
    )


def _prices(values: Values, costs: Sequence[Quantity | None]) -> Array:
    """Index from each cost's prices to each year's; prices stay where the scenario knows no inflation."""
    finance = values.scenario.content.finance
    if finance is None:
        return np.ones((1, 1, len(costs)))
    return along([price_of(values, finance, cost) for cost in costs], (1, len(values.scenario.span)))
