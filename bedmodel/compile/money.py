"""The money part of a scenario as arrays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bedmodel.compile.care import per_pool
from bedmodel.compile.values import Values, side_by_side
from bedmodel.model.bed_money import BedCosts
from bedmodel.model.chain import Asset, MoneyInputs
from bedmodel.model.money import Measure
from bedmodel.model.paths import growth_index
from bedmodel.scenario import schema_money as schema
from bedmodel.scenario.quantity import Quantity

Array = NDArray[np.float64]
NEVER = -1e9
"""Years since something that does not happen."""


def money_inputs(values: Values, finance: schema.Finance) -> MoneyInputs:
    """Cost lines, income, measures, bed costs, care elsewhere and capital."""
    lines = list(finance.costs.values())
    prices = [growth_index(values.by_year(line.inflation)) for line in lines]
    elasticities = [line.volume.elasticity if line.volume else None for line in lines]
    care = [lever.moves_to for lever in values.scenario.content.levers.values()]
    years = len(values.scenario.span)
    return MoneyInputs(
        spend=values.number(finance.baseline_spend)[:, None],
        deficit=values.number(finance.baseline_deficit)[:, None],
        income_growth=growth_index(values.by_year(finance.income.growth)),
        share=_shares(values, finance),
        elasticity=side_by_side([values.number(e, 1.0) for e in elasticities])[:, None],
        driver=_drivers(values, finance),
        price=np.stack(np.broadcast_arrays(*prices), axis=-1),
        pressure=values.number(finance.pressure_growth)[:, None],
        measures=[_measure(values, finance, measure) for measure in finance.measures.values()],
        bed_costs=_bed_costs(values, finance),
        care_days=_columns([values.number(c.days_per_day_avoided if c else None) for c in care])[:, None],
        care_cost=_columns([values.number(c.unit_cost if c else None) for c in care])[:, None],
        care_price=_paths([_price_of(values, finance, c.unit_cost if c else None) for c in care], years),
        assets=[_asset(values, asset) for asset in finance.capital.values()],
    )


def _columns(numbers: list[Array]) -> Array:
    return side_by_side(numbers) if numbers else np.zeros((1, 0))


def _paths(paths: list[Array], years: int) -> Array:
    return np.stack(np.broadcast_arrays(*paths), axis=-1) if paths else np.zeros((1, years, 0))


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


def _price_of(values: Values, finance: schema.Finance, unit_cost: Quantity | None) -> Array:
    """Index that moves a unit cost from the year of its prices to each year. Shape (draw, year)."""
    index = growth_index(values.by_year(finance.inflation))
    prices = None if unit_cost is None else values.scenario.assumption(unit_cost).prices
    base = values.scenario.span.index(prices) if prices is not None else 0
    return np.asarray(index / index[:, base : base + 1])


def _measure(values: Values, finance: schema.Finance, measure: schema.Measure) -> Measure:
    lines = list(finance.costs)
    on = measure.on or tuple(lines)
    return Measure(
        saving=None if measure.saving is None else values.phased(measure.saving),
        efficiency=None if measure.efficiency is None else values.number(measure.efficiency)[:, None],
        on=np.array([float(line in on) for line in lines]),
        reach=values.phased(measure.reach),
        delivery=values.number(measure.delivery, 1.0)[:, None],
    )


def _bed_costs(values: Values, finance: schema.Finance) -> BedCosts:
    span = values.scenario.span
    costs = [finance.bed_costs.get(pool) for pool in values.scenario.content.pools]
    sites = [cost.site_closure if cost else None for cost in costs]
    since = [np.full((1, len(span)), NEVER) for _ in costs]
    for number, site in enumerate(sites):
        if site is not None:
            since[number] = np.arange(len(span)) + 1.0 - span.index(site.year) - values.number(site.lag)[:, None]
    prices = [_price_of(values, finance, cost.cost_per_bed_day if cost else None) for cost in costs]
    return BedCosts(
        cost_per_bed_day=per_pool(values, [c.cost_per_bed_day if c else None for c in costs]),
        price=np.stack(np.broadcast_arrays(*prices), axis=-1),
        variable_share=per_pool(values, [c.variable_share if c else None for c in costs]),
        semi_fixed_share=per_pool(values, [c.semi_fixed_share if c else None for c in costs]),
        ward_size=per_pool(values, [c.ward_size if c else None for c in costs], default=1.0),
        ward_lag=per_pool(values, [c.ward_lag if c else None for c in costs]),
        site_years=np.stack(np.broadcast_arrays(*since), axis=-1),
        site_share=per_pool(values, [s.share if s else None for s in sites]),
        escalation_share=per_pool(values, [c.escalation_share if c else None for c in costs]),
    )


def _asset(values: Values, asset: schema.Asset) -> Asset:
    span = values.scenario.span
    since = np.arange(len(span), dtype=np.float64) - span.index(asset.in_service)
    amount = values.number(asset.amount) * (1.0 + values.number(asset.optimism_bias))
    spend = (since == 0)[None, :].astype(np.float64) if asset.spend is None else _spending(values, asset.spend)
    return Asset(
        amount=amount[:, None],
        spend=spend,
        life=values.number(asset.life)[:, None],
        pdc=values.number(asset.pdc)[:, None],
        years_open=since,
    )


def _spending(values: Values, quantity: Quantity) -> Array:
    """Shares spent in the years named, nothing in the others. Shape (draw, year)."""
    found = values.labelled(quantity)
    return side_by_side([found.get(year, np.zeros(1)) for year in values.scenario.span.names])
