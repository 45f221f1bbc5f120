"""What goes into the model, as named arrays: (draw, year, …), size 1 where nothing varies. Labels live outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedmodel.model.axes import Array
from bedmodel.model.bed_money import BedCosts
from bedmodel.model.bedless import BedlessInputs
from bedmodel.model.days import DayInputs
from bedmodel.model.levers import Lever
from bedmodel.model.money import Measure
from bedmodel.model.standards import Standards

Index = NDArray[np.intp]


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
    """The plan for beds, and what must have happened before one closes."""

    planned: Array
    """(draw, year, pool)"""
    standards: Standards
    """What the beds are held against."""
    gated: Array
    """1 for a pool whose beds close only when the gate allows, else 0 (pool,)."""
    gate_occupancy: Array
    """(draw, 1, pool)"""
    gate_services: Array
    """1 for each service that a pool's gate waits for (service, pool)."""
    lost: Array
    """Beds that events shut (draw, year, pool)."""
    staff: Array
    """WTE for an open bed (draw, 1, pool)."""


@dataclass(frozen=True)
class ServiceInputs:
    """Care outside hospital. Services on the last axis; infinite where nothing limits them."""

    places: Array
    """(draw, year, service)"""
    staff: Array
    """WTE there are (draw, year, service)."""
    staff_per_place: Array
    """(draw, 1, service)"""
    fill: Array
    """(draw, 1, service)"""


@dataclass(frozen=True)
class AlsoNeeded:
    """Hours of care from others for each bed-day a lever avoids. Needs on the last axis."""

    lever: Index
    """Which lever each belongs to (need,)."""
    hours: Array
    """(draw, 1, need)"""


@dataclass(frozen=True)
class Asset:
    """Something built. Shapes (draw, 1); spend (draw, year); years_open (draw, year)."""

    amount: Array
    spend: Array
    life: Array
    pdc: Array
    years_open: Array


@dataclass(frozen=True)
class Holders:
    """Which parts of the gap are whose. Parts are in the order in which `chain.project_money` joins them."""

    inside: Array
    """1 for a part that counts in the gap, 0 for one whose payer stands outside it (part,)."""
    by_payer: Sequence[Index]
    """The parts of each payer."""
    by_organisation: Sequence[Index]
    """The parts of each organisation; only those inside the gap count."""
    outside: Sequence[Index]
    """The parts of each payer that stands outside the gap."""
    shares: Array | None
    """How a document splits the do-nothing gap (draw, 1, part), in place of cost − income by line."""


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
    measures: Sequence[Measure]
    bed_costs: BedCosts
    care_days: Array
    """Days of care elsewhere for each bed-day avoided (draw, 1, lever)."""
    care_cost: Array
    """£ a day, 0 where care moves to a pool or nowhere (draw, 1, lever)."""
    care_price: Array
    """Index (draw, year, lever)."""
    also_cost: Array
    """£ for an hour of what levers need besides (draw, 1, need)."""
    also_price: Array
    """Index (draw, year, need)."""
    assets: Sequence[Asset]
    receipts: Array
    """£m, once each (draw, year, receipt)."""
    events: Array
    """£m that events cost (draw, year, risk)."""
    holders: Holders


@dataclass(frozen=True)
class Inputs:
    """Everything the model needs, as arrays."""

    years: int
    need: NeedInputs
    levers: Sequence[Lever]
    unstated: Array
    """1 for a lever whose care has no destination that the plan states, else 0 (lever,)."""
    also_needed: AlsoNeeded
    services: ServiceInputs
    beds: BedInputs
    days: DayInputs
    money: MoneyInputs | None
    bedless: BedlessInputs
