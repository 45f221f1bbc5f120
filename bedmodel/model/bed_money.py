"""What closing a bed really releases: variable cost with the patients, ward staff with wards, the rest with a site."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bedmodel.model.axes import Array, total
from bedmodel.model.paths import lagged
from bedmodel.years import DAYS_IN_YEAR

MILLION = 1e6
_ROUNDING = 1e-9
"""Beds that phasing leaves a hair below a whole ward still make one."""


@dataclass(frozen=True)
class BedCosts:
    """Costs of a bed and how they split. Shapes (draw, 1, pool); price (draw, year, pool). Zero where none is given."""

    cost_per_bed_day: Array
    price: Array
    variable_share: Array
    semi_fixed_share: Array
    ward_size: Array
    ward_lag: Array
    escalation_share: Array
    site_years: Array
    """Years since each site's cost began to go (draw, year, site); negative before."""
    site_share: Array
    """Share of the fixed cost of its pool's closed beds that stood on each site (draw, 1, site)."""
    site_pool: Array
    """1 for the pool that a site belongs to (site, pool)."""


@dataclass(frozen=True)
class BedMoney:
    """The money that beds move, £m of the year, by pool (draw, year, pool)."""

    variable_released: Array
    wards_released: Array
    sites_released: Array
    wards_opened: Array
    escalation: Array
    stranded: Array


def bed_year_cost(beds: Array, occupancy: Array, cost_per_bed_day: Array) -> Array:
    """Cost of beds for a year at a cost for each occupied bed-day (£m; flow).

    Shapes: broadcast. Source: arithmetic; beds × 365 × occupancy × £ a day.

    >>> float(bed_year_cost(np.array(243.0), np.array(0.92), np.array(220.0)).round(2))
    17.95
    """
    return np.asanyarray(beds * DAYS_IN_YEAR * occupancy * cost_per_bed_day / MILLION)


def whole_wards(beds: Array, ward_size: Array) -> Array:
    """Beds that make up whole wards; the rest closes no ward (beds). Shapes: broadcast.

    >>> float(whole_wards(np.array(243.0), np.array(28.0)))
    224.0
    """
    return np.asanyarray(np.floor(beds / ward_size + _ROUNDING) * ward_size)


def disposed_share(years: Array, share: Array, pool: Array) -> Array:
    """Share of each pool's fixed cost of closed beds that has gone with sites given up (fraction).

    It goes over the year after the lag. Shapes: years (draw, year, site), share (draw, 1, site), pool (site, pool);
    out (draw, year, pool).

    >>> years = np.array([[[-1.0, 2.0], [0.5, 3.0]]])
    >>> disposed_share(years, np.array([[[0.4, 0.2]]]), np.ones((2, 1)))[0, :, 0]
    array([0.2, 0.4])
    """
    gone = np.clip(years, 0.0, 1.0) * share
    return total(gone[..., None, :] * pool.T)


def bed_money(beds: Array, occupancy: Array, avoided: Array, gap: Array, costs: BedCosts) -> BedMoney:
    """What the beds plan and the levers release, add and strand (£m of the year; flows; nominal).

    Variable cost goes at once with the bed-days avoided. Ward cost goes with whole wards, after a lag and while they
    stay closed; new wards cost it at once, a part-ward a whole one. Fixed cost goes only with a site. What closed beds
    have not released is stranded: it is in the cost base already and is shown, not added. A shortage against the
    standard, beyond the baseline year's, costs ward staff for the share that is opened all the same.

    Shapes: beds, avoided (occupied beds), gap (draw, year, pool); occupancy, the baseline's (draw, 1, pool).
    Source: the three-part split is the accountants' variable, semi-fixed (stepped) and fixed cost; Roberts and others,
    JAMA 1999, found 84% of a hospital's cost fixed in the short run.
    """
    bed_day_cost = costs.cost_per_bed_day * costs.price
    bed_year = bed_year_cost(np.ones(1), occupancy, bed_day_cost)
    closed = np.maximum(beds[:, :1] - beds, 0.0)
    opened = np.maximum(beds - beds[:, :1], 0.0)
    beds_in_whole_wards = whole_wards(closed, costs.ward_size)
    beds_in_wards_gone = np.minimum(lagged(beds_in_whole_wards, costs.ward_lag), beds_in_whole_wards)
    beds_in_new_wards = np.ceil(opened / costs.ward_size - _ROUNDING) * costs.ward_size
    shortage = np.maximum(-gap, 0.0)
    beyond_baseline = np.maximum(shortage - shortage[:, :1], 0.0)
    fixed_share = 1.0 - costs.variable_share - costs.semi_fixed_share
    disposed = disposed_share(costs.site_years, costs.site_share, costs.site_pool)
    wards_released = beds_in_wards_gone * bed_year * costs.semi_fixed_share
    sites_released = closed * disposed * bed_year * fixed_share
    return BedMoney(
        variable_released=avoided * DAYS_IN_YEAR * bed_day_cost * costs.variable_share / MILLION,
        wards_released=wards_released,
        sites_released=sites_released,
        wards_opened=beds_in_new_wards * bed_year * costs.semi_fixed_share,
        escalation=beyond_baseline * costs.escalation_share * bed_year * costs.semi_fixed_share,
        stranded=closed * bed_year * (costs.semi_fixed_share + fixed_share) - wards_released - sites_released,
    )


def care_elsewhere(planned: Array, days_per_day: Array, unit_cost: Array, price: Array) -> Array:
    """Cost of the care that replaces bed-days taken out of hospital (£m of the year; flow; nominal).

    Occupied beds planned to be removed × 365 × days of care for each bed-day × £ a day. New teams are staffed for the
    plan, so they cost as much where they deliver less. Shapes: planned (draw, year, lever); days_per_day, unit_cost
    (draw, 1, lever); price (draw, year, lever).

    >>> one = np.ones((1, 1, 1))
    >>> float(care_elsewhere(one * 100, one * 1.25, one * 80, one)[0, 0, 0])
    3.65
    """
    return np.asanyarray(planned * DAYS_IN_YEAR * days_per_day * unit_cost * price / MILLION)
