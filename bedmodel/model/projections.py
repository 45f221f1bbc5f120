"""What the model gives, as named arrays: (draw, year, …). Labels live outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bedmodel.model.axes import Array
from bedmodel.model.bed_money import BedMoney
from bedmodel.model.days import DayInputs


@dataclass(frozen=True)
class NeedIndices:
    """What moves need before any change of care, each an index (draw, year, pool), size 1 where it does not vary."""

    demographic: Array
    other_growth: Array
    stay: Array
    health: Array


@dataclass(frozen=True)
class BedProjection:
    """Need and beds. Shapes (draw, year, pool); people by band, levers and services by their own last axis."""

    people: Array
    moved_by: NeedIndices
    occupied_before_levers: Array
    after_each_lever: Sequence[Array]
    """Occupied beds once each lever has acted: with what stands above it, a count after every step."""
    occupied: Array
    removed: Array
    """Occupied beds each lever took out (draw, year, lever)."""
    planned: Array
    """Occupied beds whose care elsewhere is paid for (draw, year, lever)."""
    unstated: Array
    """Bed-days a year with no stated destination (draw, year)."""
    also_hours: Array
    """Hours a year that others give (draw, year, need)."""
    places_needed: Array
    """By the plan (draw, year, service)."""
    places_staffed: Array
    """Of those that are needed, the ones that are open and staffed (draw, year, service)."""
    planned_beds: Array
    before_events: Array
    """Beds that would be open if no event shut any; one that an event shuts releases no money."""
    available: Array
    required_before_levers: Array
    required: Array
    gap: Array
    winter_index: Array
    """The three fullest months against the year (draw, 1, pool)."""
    month_index: Array
    """The fullest month against the year (draw, 1, pool)."""
    days: DayInputs
    """What the days of the year are like; `days.project_days` makes figures of them, which only some questions need."""
    staff: Array
    """WTE of open beds, by pool, then of places in use, by service (draw, year, pool + service)."""


@dataclass(frozen=True)
class MoneyProjection:
    """The money, £m of the year. Shapes (draw, year), with lines, measures, levers, payers … on a last axis."""

    cost: Array
    income: Array
    gap_do_nothing: Array
    beds: BedMoney
    measures: Array
    care_elsewhere: Array
    also_cost: Array
    capital_charges: Array
    contacts_left: Array
    contacts_elsewhere: Array
    events: Array
    capital_spend: Array
    receipts: Array
    gap: Array
    parts: Array
    """What sums to the gap: the do-nothing gap by holder, then what each part of the plan adds to it, 0 where it counts
    outside the gap (draw, year, part)."""
    by_payer: Array
    nothing_by_organisation: Array
    """The do-nothing gap alone."""
    by_organisation: Array
    outside: Array
