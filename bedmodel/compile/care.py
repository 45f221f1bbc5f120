"""People, pools and levers as arrays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bedmodel.compile.risks import beds_lost, delay_of, delivery_of, need_factor
from bedmodel.compile.values import Values, along, between, late, side_by_side
from bedmodel.model.calendar import calendar_of
from bedmodel.model.days import DayInputs
from bedmodel.model.inputs import AlsoNeeded, BedInputs, NeedInputs, ServiceInputs
from bedmodel.model.levers import Lever
from bedmodel.model.need import population, use_from_activity
from bedmodel.model.standards import Standards
from bedmodel.scenario import schema_care as schema
from bedmodel.scenario.quantity import Quantity
from bedmodel.years import MONTHS, WEEKDAYS

Array = NDArray[np.float64]


def bands_of(values: Values) -> tuple[str, ...]:
    """The age bands that people are counted by, in the order of the file."""
    people = values.scenario.content.population
    first = people.people if people.people is not None else next(iter((people.table or {}).values()))
    return tuple(values.scenario.assumption(first).values or ())


def _people(values: Values, bands: Sequence[str]) -> tuple[Array, Array, Array]:
    """People, growth over a span, and spans since the count."""
    part, span = values.scenario.content.population, values.scenario.span
    years = len(span)
    if part.table is not None:
        counts = {span.index(year): values.labelled(quantity) for year, quantity in part.table.items()}
        columns = [between({at: found[band] for at, found in counts.items()}, years, step=False) for band in bands]
        table = np.stack(np.broadcast_arrays(*columns), axis=-1)
        return table, np.zeros((1, 1, len(bands))), np.zeros((1, years, 1))
    assert part.people is not None
    people = _counts(values, part.people, bands)[:, None]
    since = np.arange(years) - span.index(part.as_of or span.baseline)
    growth = values.by_band(part.growth, bands)[:, None]
    return people, growth, (since / part.growth_years).reshape(1, years, 1)


def _use(values: Values, pool: schema.Pool, bands: Sequence[str], baseline_people: Array) -> Array:
    """Bed-days a head by band. Shape (draw, band)."""
    demand = pool.demand
    if demand.use is not None:
        return values.by_band(demand.use, bands)
    streams = list((demand.activity or {}).values())
    admissions = [_counts(values, stream.admissions, bands) for stream in streams]
    nights = [values.by_band(stream.length_of_stay, bands) for stream in streams]
    return use_from_activity(
        np.stack(np.broadcast_arrays(*admissions), axis=1),
        np.stack(np.broadcast_arrays(*nights), axis=1),
        baseline_people,
    )


def _counts(values: Values, quantity: Quantity, bands: Sequence[str]) -> Array:
    found = values.labelled(quantity)
    return side_by_side([found[band] for band in bands])


def _monthly(values: Values, pool: schema.Pool) -> Array:
    """Occupied beds by month against the mean; quarters count for each of their months. Shape (draw, month)."""
    if pool.season is None:
        return np.ones((1, len(MONTHS)))
    found = values.labelled(pool.season)
    return side_by_side([found[label] for label in _labels(found)])


def _labels(by_season: Collection[str]) -> tuple[str, ...]:
    """Under which label each month's index is given: its own or its quarter's."""
    return MONTHS if MONTHS[0] in by_season else tuple(f"Q{month // 3 + 1}" for month in range(12))


def need_inputs(values: Values) -> NeedInputs:
    """People and what moves need."""
    names, pools = list(values.scenario.content.pools), list(values.scenario.content.pools.values())
    demands = [pool.demand for pool in pools]
    bands = bands_of(values)
    people, growth, spans = _people(values, bands)
    baseline = population(people[:, :1], growth, spans[:, :1])[:, 0]
    use = [_use(values, pool, bands, baseline) for pool in pools]
    paths = [values.by_year(demand.health_status, 1.0) for demand in demands]
    health = [path / path[:, :1] * need_factor(values, pool) for pool, path in zip(names, paths, strict=True)]
    monthly = [_monthly(values, pool) for pool in pools]
    return NeedInputs(
        people=people,
        people_growth=growth,
        spans=spans,
        use=np.stack(np.broadcast_arrays(*use), axis=1) if use else np.zeros((1, 0, len(bands))),
        occupancy=values.row([pool.occupancy for pool in pools]),
        non_demographic_growth=values.row([d.non_demographic_growth for d in demands]),
        length_of_stay_trend=values.row([d.length_of_stay_trend for d in demands]),
        health=along(health, (1, len(values.scenario.span))),
        monthly=along(monthly, (1, len(MONTHS))),
    )


def bed_inputs(values: Values) -> BedInputs:
    """Beds open by year, as planned, and the standard they are meant to run at."""
    names, pools = list(values.scenario.content.pools), list(values.scenario.content.pools.values())
    span, paths = values.scenario.span, []
    for name, pool in zip(names, pools, strict=True):
        knots = {0: values.number(pool.beds)}
        knots |= {span.index(year): values.number(beds) for year, beds in pool.beds_plan.items()}
        plan = between(knots, len(span), step=pool.phasing == "step")
        paths.append(late(plan, delay_of(values, f"pools.{name}", pool.delay)))
    gates = [pool.gate for pool in pools]
    services = values.scenario.content.services
    waits_for = [[float(gate is not None and name in gate.services) for gate in gates] for name in services]
    limits = [
        gate.occupancy or pool.occupancy_standard if gate else None for gate, pool in zip(gates, pools, strict=True)
    ]
    return BedInputs(
        planned=along(paths, (1, len(span))),
        standards=_standards(values, pools),
        gated=np.array([float(gate is not None) for gate in gates]),
        gate_occupancy=values.row(limits, default=1.0),
        gate_services=np.array(waits_for).reshape(len(services), len(pools)),
        lost=beds_lost(values, names),
        staff=values.row([pool.wte_per_bed for pool in pools]),
    )


def _standards(values: Values, pools: Sequence[schema.Pool]) -> Standards:
    """What each pool's beds are held against, nan for the standards that are not its own."""
    access = [pool.access_standard for pool in pools]
    return Standards(
        occupancy=values.row([pool.occupancy_standard for pool in pools], np.nan),
        refusal=values.row([standard.refusal if standard else None for standard in access], np.nan),
        days_over=values.row([standard.days_over if standard else None for standard in access], np.nan),
    )


def day_inputs(values: Values) -> DayInputs:
    """How each pool's need varies within the year."""
    pools = values.scenario.content.pools.values()
    daily = [pool.daily for pool in pools]
    electives = [said.electives if said else None for said in daily]
    seasons = [_stated(values, pool.season) for pool in pools]
    monthly = along([_of_labels(season, _labels(season or MONTHS)) for season in seasons], (len(MONTHS),))
    weekday = along([by_weekday(values, said.weekday if said else None) for said in daily], (len(WEEKDAYS),))
    return DayInputs(
        calendar=calendar_of(monthly, weekday),
        ratio=values.row([said.variance_ratio if said else None for said in daily], np.nan),
        nights=values.row([said.length_of_stay if said else None for said in daily], np.nan),
        elective_share=values.row([planned.share if planned else None for planned in electives], np.nan),
        elective_nights=values.row([planned.length_of_stay if planned else None for planned in electives], np.nan),
    )


def by_weekday(values: Values, quantity: Quantity | None) -> Array:
    """Patients by day of the week against the mean, as stated. Shape (weekday,)."""
    return _of_labels(_stated(values, quantity), WEEKDAYS)


def _stated(values: Values, quantity: Quantity | None) -> Mapping[str, float]:
    """An index by label as the file states it; its draws are multiples, which leave no trace once it is scaled."""
    return {} if quantity is None else values.scenario.assumption(quantity).values or {}


def _of_labels(index: Mapping[str, float], labels: Sequence[str]) -> Array:
    """An index in order, the same throughout where none is stated. Shape (label,)."""
    return np.array([index.get(label, 1.0) for label in labels])


def service_inputs(values: Values) -> ServiceInputs:
    """Places and staff of the services that levers move care to; infinite where they are not limited."""
    services = list(values.scenario.content.services.values())
    years = len(values.scenario.span)

    def paths(quantities: Sequence[Quantity | None]) -> Array:
        found = [np.full((1, years), np.inf) if q is None else values.by_year(q) for q in quantities]
        return along(found, (1, years))

    return ServiceInputs(
        places=paths([service.places for service in services]),
        staff=paths([service.staff for service in services]),
        staff_per_place=values.row([service.wte_per_place for service in services]),
        fill=values.row([service.fill for service in services], 1.0),
    )


def lever_inputs(values: Values) -> list[Lever]:
    """Each lever's effect on each pool, in the order written."""
    pools, services = values.scenario.content.pools, list(values.scenario.content.services)
    levers = []
    for name, lever in values.scenario.content.levers.items():
        part = f"levers.{name}"
        mask = np.array([float(pool in lever.acts_on) for pool in pools])
        released = None
        if lever.beds_released is not None:
            standard = values.number(pools[lever.acts_on[0]].occupancy_standard)
            released = (values.number(lever.beds_released) * standard)[:, None, None] * mask
        effect = values.number(lever.share, 1.0) * values.number(lever.effect)
        to = lever.moves_to
        into = None if to is None or to.pool is None else np.array([float(to.pool == pool) for pool in pools])
        levers.append(
            Lever(
                effect=effect[:, None, None] * mask,
                released=released,
                reach=late(values.phased(lever.reach), delay_of(values, part, lever.delay))[:, :, None],
                delivery=delivery_of(values, part, lever.delivery)[:, :, None],
                destination=into,
                days_per_day=values.number(None if to is None else to.days_per_day_avoided)[:, None, None],
                service=services.index(to.service) if to is not None and to.service in services else None,
            )
        )
    return levers


def also_needed(values: Values) -> AlsoNeeded:
    """What levers ask of others besides the service they move care to."""
    levers = values.scenario.content.levers.values()
    found = [(at, need) for at, lever in enumerate(levers) for need in lever.also_needs.values()]
    return AlsoNeeded(
        lever=np.array([at for at, _ in found], dtype=np.intp),
        hours=values.row([need.hours_per_day_avoided for _, need in found]),
    )


def unstated(values: Values) -> Array:
    """1 for each lever whose care goes to no place that the plan states. Shape (lever,)."""
    levers = values.scenario.content.levers.values()
    return np.array([float(lever.moves_to is None or not lever.moves_to.stated_by_plan) for lever in levers])
