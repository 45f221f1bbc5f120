"""The model, top to bottom: people → need → levers → beds, and what needs no beds → money.

Need is worked out before beds, and beds before money: what can be afforded never shapes what is needed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bedmodel.model import bed_money as bm
from bedmodel.model import beds as b
from bedmodel.model import levers as lv
from bedmodel.model import money as m
from bedmodel.model import need as n
from bedmodel.model import services as s
from bedmodel.model.activity import contacts_money
from bedmodel.model.axes import LAST, Array, joined, total
from bedmodel.model.bedless import BedlessProjection, project_bedless
from bedmodel.model.inputs import Index, Inputs, MoneyInputs
from bedmodel.model.paths import compound
from bedmodel.model.projections import BedProjection, MoneyProjection, NeedIndices
from bedmodel.model.standards import beds_required
from bedmodel.years import DAYS_IN_YEAR


def project(inputs: Inputs) -> tuple[BedProjection, MoneyProjection | None, BedlessProjection]:
    """The whole model for a block of draws."""
    beds = project_beds(inputs)
    bedless = project_bedless(inputs.bedless, beds.people)
    money = None if inputs.money is None else project_money(inputs, inputs.money, beds, bedless)
    return beds, money, bedless


def project_beds(inputs: Inputs) -> BedProjection:
    """People, the need that follows from them, what the levers take out, and the beds that stay open."""
    need, beds, services = inputs.need, inputs.beds, inputs.services
    people = n.population(need.people, need.people_growth, need.spans)
    moved_by = NeedIndices(
        demographic=n.demographic_index(people, need.use),
        other_growth=compound(need.non_demographic_growth, inputs.years),
        stay=compound(need.length_of_stay_trend, inputs.years),
        health=need.health,
    )
    before = n.occupied_before_levers(beds.planned[:, :1], need.occupancy, **vars(moved_by))

    staffed = s.staffed_places(services.places, services.staff, services.staff_per_place)
    after = lv.apply_levers(before, inputs.levers, room=staffed * services.fill)
    places_needed, places_paid = after.care_planned / services.fill, after.care_paid / services.fill

    waits_for = s.ready(places_needed, staffed)
    ready = np.asanyarray(1.0 - ((1.0 - waits_for) @ beds.gate_services > 0))
    open_beds = b.open_beds(beds.planned, after.occupied, beds.gate_occupancy, ready, beds.gated, beds.lost)
    available = np.maximum(open_beds - beds.lost, 0.0)
    required = beds_required(after.occupied, beds.standards, inputs.days)
    return BedProjection(
        people=people,
        moved_by=moved_by,
        occupied_before_levers=before,
        after_each_lever=after.after_each,
        occupied=after.occupied,
        removed=after.removed,
        planned=after.planned,
        unstated=after.removed @ inputs.unstated * DAYS_IN_YEAR,
        also_hours=lv.hours_given(after.removed[..., inputs.also_needed.lever], inputs.also_needed.hours),
        places_needed=places_needed,
        places_staffed=places_paid,
        planned_beds=beds.planned,
        before_events=open_beds,
        available=available,
        required_before_levers=beds_required(before, beds.standards, inputs.days),
        required=required,
        gap=b.bed_gap(available, required),
        winter_index=n.worst_quarter(need.monthly),
        month_index=n.worst_month(need.monthly),
        days=inputs.days,
        staff=joined(available * beds.staff, places_paid * services.staff_per_place),
    )


def project_money(inputs: Inputs, money: MoneyInputs, beds: BedProjection, other: BedlessProjection) -> MoneyProjection:
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
        beds=beds.before_events,
        occupancy=inputs.need.occupancy,
        avoided=beds.occupied_before_levers - beds.occupied,
        gap=beds.gap,
        costs=money.bed_costs,
    )
    measures = m.measure_savings(money.measures, cost)
    care = bm.care_elsewhere(beds.planned, money.care_days, money.care_cost, money.care_price)
    also = beds.also_hours * money.also_cost * money.also_price / bm.MILLION
    charges = _stacked([m.capital_charges(a.amount, a.life, a.pdc, a.years_open) for a in money.assets], income)

    left, elsewhere = contacts_money(other.activity, inputs.years)
    released = [bed_money.variable_released, bed_money.wards_released, bed_money.sites_released, measures, left]
    added = [bed_money.wards_opened, bed_money.escalation, care, also, charges, elsewhere, money.events]
    by_line = _by_line(cost, income, money)
    parts = joined(by_line, *(-part for part in released), *added)
    inside = parts * money.holders.inside
    return MoneyProjection(
        cost=cost,
        income=income,
        gap_do_nothing=gap_do_nothing,
        beds=bed_money,
        measures=measures,
        care_elsewhere=care,
        also_cost=also,
        capital_charges=charges,
        contacts_left=left,
        contacts_elsewhere=elsewhere,
        events=money.events,
        capital_spend=_stacked([a.amount * a.spend for a in money.assets], income),
        receipts=money.receipts,
        gap=gap_do_nothing + total(inside[..., by_line.shape[LAST] :]),
        parts=inside,
        by_payer=m.grouped(parts, money.holders.by_payer),
        nothing_by_organisation=m.grouped(by_line, _up_to(money.holders.by_organisation, by_line.shape[LAST])),
        by_organisation=m.grouped(inside, money.holders.by_organisation),
        outside=m.grouped(parts, money.holders.outside),
    )


def _by_line(cost: Array, income: Array, money: MoneyInputs) -> Array:
    """The do-nothing gap of each holder: as a document splits it, or each cost line against its share of income."""
    if money.holders.shares is not None:
        return np.asanyarray((total(cost) - income)[..., None] * money.holders.shares)
    of_income = money.share / total(money.share)[..., None]
    return np.asanyarray(cost - income[..., None] * of_income)


def _up_to(groups: Sequence[Index], count: int) -> list[Index]:
    """The groups with none but the first parts in them."""
    return [group[group < count] for group in groups]


def _volume(beds: BedProjection, driver: Array) -> Array:
    """Each cost line's driver against the baseline year (index): a pool's need before levers, people, or nothing.

    Shape (draw, year, line).
    """
    before = beds.occupied_before_levers
    need = np.divide(before, before[:, :1], out=np.ones_like(before), where=before[:, :1] > 0)
    people = total(beds.people)[..., None]
    indices = joined(need, people / people[:, :1])
    return np.asanyarray(indices @ driver + (1.0 - driver.sum(axis=0)))


def _stacked(paths: Sequence[Array], like: Array) -> Array:
    """Paths (draw, year) side by side on a last axis, also where there are none."""
    empty = np.zeros((1, like.shape[1], 0))
    return joined(empty, *(np.broadcast_to(path, (path.shape[0], like.shape[1]))[..., None] for path in paths))
