"""The model, top to bottom: people → need → levers → beds → money.

Need is worked out before beds, and beds before money: what can be afforded never shapes what is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.model import bed_money as bm
from bedmodel.model import beds as b
from bedmodel.model import levers as lv
from bedmodel.model import money as m
from bedmodel.model import need as n
from bedmodel.model.axes import LAST, Array, total
from bedmodel.model.paths import compound
from bedmodel.years import DAYS_IN_YEAR


@dataclass(frozen=True)
class NeedInputs:
    """What moves need. Pools are on the last axis, bands on that of people."""

    people: Array
    """(draw, 1 or year, band)"""
    people_growth: Array
    """Growth over a span (draw, 1, band)."""
    spans: Array
    """Spans since the count (1, year, 1)."""
    use: Array
    """Bed-days a head (draw, pool, band)."""
    occupancy: Array
    """Of the baseline year (draw, 1, pool)."""
    non_demographic_growth: Array
    """(draw, 1, pool)"""
    length_of_stay_trend: Array
    """(draw, 1, pool)"""
    health: Array
    """(draw, 1 or year, pool)"""
    monthly: Array
    """Occupied beds by month against the year's mean (draw, month, pool)."""


@dataclass(frozen=True)
class BedInputs:
    """The plan for beds."""

    available: Array
    """(draw, year, pool)"""
    standard: Array
    """(draw, 1, pool)"""


@dataclass(frozen=True)
class MoneyInputs:
    """The money. Cost lines, levers and assets are on the last axis."""

    spend: Array
    """(draw, 1)"""
    deficit: Array
    """(draw, 1)"""
    income_growth: Array
    """Index (draw, year)."""
    share: Array
    """(draw, 1, line)"""
    elasticity: Array
    """(draw, 1, line)"""
    driver: Array
    """Which index a line's volume follows: each pool's need, then people; all 0 = none. (pool + 1, line)"""
    price: Array
    """Index (draw, year, line)."""
    pressure: Array
    """Growth a year (draw, 1)."""
    measures: Sequence[m.Measure]
    bed_costs: bm.BedCosts
    care_days: Array
    """Days of care elsewhere for each bed-day avoided (draw, 1, lever)."""
    care_cost: Array
    """£ a day, 0 where care moves to a pool or nowhere (draw, 1, lever)."""
    care_price: Array
    """Index (draw, year, lever)."""
    assets: Sequence[Asset]


@dataclass(frozen=True)
class Asset:
    """Something built. Shapes (draw, 1); spend (draw, year); years_open (year,)."""

    amount: Array
    spend: Array
    life: Array
    pdc: Array
    years_open: Array


@dataclass(frozen=True)
class Inputs:
    """Everything the model needs, as arrays."""

    years: int
    need: NeedInputs
    beds: BedInputs
    levers: Sequence[lv.Lever]
    unstated: Array
    """1 for a lever whose care has no destination that the plan states, else 0 (lever,)."""
    money: MoneyInputs | None


@dataclass(frozen=True)
class BedProjection:
    """Need and beds. Shapes (draw, year, pool); people (draw, year, band); removed, planned (draw, year, lever)."""

    people: Array
    occupied_before_levers: Array
    occupied: Array
    removed: Array
    planned: Array
    unstated: Array
    available: Array
    required_before_levers: Array
    required: Array
    gap: Array
    winter_index: Array
    """The three fullest months against the year (draw, 1, pool)."""


@dataclass(frozen=True)
class MoneyProjection:
    """The money, £m of the year. Shapes (draw, year), with lines, measures, levers or assets on a last axis."""

    cost: Array
    income: Array
    gap_do_nothing: Array
    beds: bm.BedMoney
    measures: Array
    care_elsewhere: Array
    capital_charges: Array
    capital_spend: Array
    gap: Array


def project(inputs: Inputs) -> tuple[BedProjection, MoneyProjection | None]:
    """The whole model for a block of draws."""
    beds = project_beds(inputs)
    money = None if inputs.money is None else project_money(inputs, inputs.money, beds)
    return beds, money


def project_beds(inputs: Inputs) -> BedProjection:
    """People, the need that follows from them, what the levers take out, and the beds that need asks for."""
    need, beds = inputs.need, inputs.beds
    people = n.population(need.people, need.people_growth, need.spans)
    before = n.occupied_before_levers(
        beds=beds.available[:, :1],
        occupancy=need.occupancy,
        demographic=n.demographic_index(people, need.use),
        other_growth=compound(need.non_demographic_growth, inputs.years),
        stay=compound(need.length_of_stay_trend, inputs.years),
        health=need.health,
    )
    after = lv.apply_levers(before, inputs.levers)
    required = b.beds_required(after.occupied, beds.standard)
    return BedProjection(
        people=people,
        occupied_before_levers=before,
        occupied=after.occupied,
        removed=after.removed,
        planned=after.planned,
        unstated=after.removed @ inputs.unstated * DAYS_IN_YEAR,
        available=beds.available,
        required_before_levers=b.beds_required(before, beds.standard),
        required=required,
        gap=b.bed_gap(beds.available, required),
        winter_index=n.worst_quarter(need.monthly),
    )


def project_money(inputs: Inputs, money: MoneyInputs, beds: BedProjection) -> MoneyProjection:
    """Cost and income if nothing changes, then what the plan releases and what it adds."""
    cost = m.cost_do_nothing(
        money.spend[..., None],
        money.share,
        _volume(beds, money.driver),
        money.elasticity,
        money.price,
        compound(money.pressure, inputs.years)[..., None],
    )
    income = m.income(money.spend, money.deficit, money.income_growth)
    gap_do_nothing = total(cost) - income

    bed_money = bm.bed_money(
        beds=beds.available,
        occupancy=inputs.need.occupancy,
        avoided=beds.occupied_before_levers - beds.occupied,
        gap=beds.gap,
        costs=money.bed_costs,
    )
    measures = m.measure_savings(money.measures, cost)
    care = bm.care_elsewhere(beds.planned, money.care_days, money.care_cost, money.care_price)
    charges = [m.capital_charges(a.amount, a.life, a.pdc, a.years_open) for a in money.assets]
    spend = [a.amount * a.spend for a in money.assets]

    released = bed_money.variable_released + bed_money.wards_released + bed_money.sites_released
    added = bed_money.wards_opened + bed_money.escalation
    gap = (
        gap_do_nothing
        - total(released)
        - total(measures)
        + total(added)
        + total(care)
        + sum(charges, start=np.zeros(1))
    )
    return MoneyProjection(
        cost=cost,
        income=income,
        gap_do_nothing=gap_do_nothing,
        beds=bed_money,
        measures=measures,
        care_elsewhere=care,
        capital_charges=_stacked(charges, income),
        capital_spend=_stacked(spend, income),
        gap=gap,
    )


def _volume(beds: BedProjection, driver: Array) -> Array:
    """Each cost line's driver against the baseline year (index): a pool's need before levers, people, or nothing."""
    before = beds.occupied_before_levers
    need = np.divide(before, before[:, :1], out=np.ones_like(before), where=before[:, :1] > 0)
    people = total(beds.people)[..., None]
    people = people / people[:, :1]
    draws = max(need.shape[0], people.shape[0])
    shape = (draws, need.shape[1], need.shape[LAST])
    indices = np.concatenate([np.broadcast_to(need, shape), np.broadcast_to(people, (*shape[:2], 1))], axis=LAST)
    return np.asarray(indices @ driver + (1.0 - driver.sum(axis=0)))


def _stacked(paths: Sequence[Array], like: Array) -> Array:
    if not paths:
        return np.zeros((1, like.shape[1], 0))
    shape = np.broadcast_shapes(*(path.shape for path in paths), (1, like.shape[1]))
    return np.stack([np.broadcast_to(path, shape) for path in paths], axis=LAST)
