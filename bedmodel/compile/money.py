"""The money part of a scenario as arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedmodel.compile.risks import delay_of, delivery_of, event_costs, overrun_of
from bedmodel.compile.values import Values, along, late, side_by_side
from bedmodel.model.appraisal import optimism_bias
from bedmodel.model.axes import total
from bedmodel.model.bed_money import BedCosts
from bedmodel.model.inputs import Asset, Holders, MoneyInputs
from bedmodel.model.money import Measure
from bedmodel.model.paths import growth_index, shifted
from bedmodel.scenario import schema_money as schema
from bedmodel.scenario.holders import gap_parts, organisations, payers
from bedmodel.scenario.quantity import Quantity
from bedmodel.scenario.schema_care import Site

Array = NDArray[np.float64]
NEVER = -1e9
"""Years since something that does not happen."""


def money_inputs(values: Values, finance: schema.Finance) -> MoneyInputs:
    """Cost lines, income, measures, bed costs, care elsewhere and capital."""
    lines = list(finance.costs.values())
    prices = [growth_index(values.by_year(line.inflation)) for line in lines]
    elasticities = [line.volume.elasticity if line.volume else None for line in lines]
    levers = list(values.scenario.content.levers.values())
    care = [lever.moves_to for lever in levers]
    needs = [need for lever in levers for need in lever.also_needs.values()]
    by_year = (1, len(values.scenario.span))
    return MoneyInputs(
        spend=values.number(finance.baseline_spend)[:, None],
        deficit=values.number(finance.baseline_deficit)[:, None],
        income_growth=growth_index(values.by_year(finance.income.growth)),
        share=_shares(values, finance),
        elasticity=side_by_side([values.number(e, 1.0) for e in elasticities])[:, None],
        driver=_drivers(values, finance),
        price=np.stack(np.broadcast_arrays(*prices), axis=-1),
        pressure=values.number(finance.pressure_growth)[:, None],
        measures=[_measure(values, finance, name) for name in finance.measures],
        bed_costs=_bed_costs(values, finance),
        care_days=values.row([c.days_per_day_avoided if c else None for c in care]),
        care_cost=values.row([c.unit_cost if c else None for c in care]),
        care_price=along([price_of(values, finance, c.unit_cost if c else None) for c in care], by_year),
        also_cost=values.row([need.cost_per_hour for need in needs]),
        also_price=along([price_of(values, finance, need.cost_per_hour) for need in needs], by_year),
        assets=[asset_over(values, finance, name, len(values.scenario.span)) for name in finance.capital],
        receipts=along(
            [receipt_over(values, finance, n, len(values.scenario.span)) for n in finance.receipts], by_year
        ),
        events=along(event_costs(values), by_year),
        holders=_holders(values, finance),
    )


def receipt_over(values: Values, finance: schema.Finance, name: str, years: int) -> Array:
    """A receipt in its year, or as much later as it comes, over so many years. Shape (draw, year)."""
    span, receipt = values.scenario.span, finance.receipts[name]
    delay = delay_of(values, f"finance.receipts.{name}", receipt.delay)
    once = (np.arange(years) == span.index(receipt.year)).astype(np.float64)
    return values.number(receipt.amount)[:, None] * shifted(once[None, :], delay[:, None])


def _holders(values: Values, finance: schema.Finance) -> Holders:
    """Who holds which part of the gap."""
    content = values.scenario.content
    parts = gap_parts(content, finance)
    outside = np.array([part.payer in finance.outside_gap for part in parts])
    by_payer = {name: np.flatnonzero([part.payer == name for part in parts]) for name in payers(content)}
    holder = np.array([part.organisation for part in parts])
    shares = None
    if finance.gap_holders:
        stated = side_by_side([values.number(quantity) for quantity in finance.gap_holders.values()])
        shares = (stated / total(stated)[:, None])[:, None]
    return Holders(
        inside=1.0 - outside,
        by_payer=list(by_payer.values()),
        by_organisation=[np.flatnonzero(holder == name) for name in organisations(content)],
        outside=[by_payer[name] for name in finance.outside_gap if name in by_payer],
        shares=shares,
    )


def _shares(values: Values, finance: schema.Finance) -> Array:
    """Each line's share of baseline spending; the line without one has what the others leave. Shape (draw, 1, line)."""
    stated = [None if line.share is None else values.number(line.share) for line in finance.costs.values()]
    rest = 1.0 - sum((share for share in stated if share is not None), start=np.zeros(1))
    return side_by_side([rest if share is None else share for share in stated])[:, None]


def _drivers(values: Values, finance: schema.Finance) -> Array:
    """Which index a line's volume follows. Shape (pool + 1, line); the last row is people."""
    pools = list(values.scenario.content.pools)
    driver = np.zeros((len(pools) + 1, len(finance.costs)))
    for column, line in enumerate(finance.costs.values()):
        if line.volume is not None:
            row = len(pools) if line.volume.pool is None else pools.index(line.volume.pool)
            driver[row, column] = 1.0
    return driver


def price_of(values: Values, finance: schema.Finance, unit_cost: Quantity | None) -> Array:
    """Index that moves a unit cost from the year of its prices to each year. Shape (draw, year)."""
    index = growth_index(values.by_year(finance.inflation))
    prices = None if unit_cost is None else values.scenario.assumption(unit_cost).prices
    base = values.scenario.span.index(prices) if prices is not None else 0
    return np.asanyarray(index / index[:, base : base + 1])


def _measure(values: Values, finance: schema.Finance, name: str) -> Measure:
    lines, measure, part = list(finance.costs), finance.measures[name], f"finance.measures.{name}"
    delay = delay_of(values, part, measure.delay)
    on = measure.on or tuple(lines)
    reach = values.phased(measure.reach)
    elapsed = np.arange(len(values.scenario.span), dtype=np.float64)[None, :]
    years = np.maximum(elapsed - delay[:, None], 0.0)
    return Measure(
        saving=None if measure.saving is None else late(values.phased(measure.saving) * reach, delay),
        efficiency=None if measure.efficiency is None else values.number(measure.efficiency)[:, None],
        on=np.array([float(line in on) for line in lines]),
        years=years,
        reach=_late_reach(reach, elapsed, years, delay),
        delivery=delivery_of(values, part, measure.delivery),
    )


def _late_reach(reach: Array, elapsed: Array, years: Array, delay: Array) -> Array:
    """How far an efficiency that comes late is in place (fraction). Shape (draw, year).

    Years run × reach come late together; each on its own would count a part of a year twice.
    """
    in_place = late(elapsed * reach, delay) / np.where(years > 0, years, 1.0)
    return np.where(delay[:, None] > 0, in_place, reach)


def _bed_costs(values: Values, finance: schema.Finance) -> BedCosts:
    pools = list(values.scenario.content.pools)
    costs = [finance.bed_costs.get(pool) for pool in pools]
    sites = values.scenario.content.sites
    prices = [price_of(values, finance, cost.cost_per_bed_day if cost else None) for cost in costs]
    return BedCosts(
        cost_per_bed_day=values.row([c.cost_per_bed_day if c else None for c in costs]),
        price=along(prices, (1, len(values.scenario.span))),
        variable_share=values.row([c.variable_share if c else None for c in costs]),
        semi_fixed_share=values.row([c.semi_fixed_share if c else None for c in costs]),
        ward_size=values.row([c.ward_size if c else None for c in costs], default=1.0),
        ward_lag=values.row([c.ward_lag if c else None for c in costs]),
        escalation_share=values.row([c.escalation_share if c else None for c in costs]),
        site_years=along(
            [_since_closure(values, name, site) for name, site in sites.items()], (1, len(values.scenario.span))
        ),
        site_share=values.row([site.share for site in sites.values()]),
        site_pool=np.array([[float(site.pool == pool) for pool in pools] for site in sites.values()]).reshape(
            len(sites), len(pools)
        ),
    )


def _since_closure(values: Values, name: str, site: Site) -> Array:
    """Years since a site's cost began to go, negative before. Shape (draw, year)."""
    span = values.scenario.span
    if site.closes is None:
        return np.full((1, len(span)), NEVER)
    wait = values.number(site.lag) + delay_of(values, f"sites.{name}", site.delay)
    return np.arange(len(span)) + 1.0 - span.index(site.closes) - wait[:, None]


def asset_over(values: Values, finance: schema.Finance, name: str, years: int) -> Asset:
    """Something built, over so many years from the baseline: those of the scenario, or more."""
    span, asset, part = values.scenario.span, finance.capital[name], f"finance.capital.{name}"
    delay = delay_of(values, part, asset.delay)[:, None]
    since = np.arange(years, dtype=np.float64)[None, :] - span.index(asset.in_service)
    amount = values.number(asset.amount) * (1.0 + _bias(values, asset)) * overrun_of(values, part)
    spend = (since == 0).astype(np.float64)
    if asset.spend is not None:
        stated = values.in_years_given(asset.spend)
        spend = np.pad(stated, ((0, 0), (0, years - stated.shape[1])))
    return Asset(
        amount=amount[:, None],
        spend=shifted(spend, delay),
        life=values.number(asset.life)[:, None],
        pdc=values.number(asset.pdc)[:, None],
        years_open=since - delay,
    )


def _bias(values: Values, asset: schema.Asset) -> Array:
    """What an asset costs beyond its estimate (fraction). Shape (draw,)."""
    bounds = asset.optimism
    if bounds is None:
        return values.number(asset.optimism_bias)
    return optimism_bias(values.number(bounds.lower), values.number(bounds.upper), values.number(bounds.mitigated))
