"""The arithmetic of bct.yaml as one page of bare numpy: the yardstick for the core.

It takes the same arrays and gives the same two figures; everything that makes the core general (many levers of two
kinds, optional parts, labels) is left out or written straight down.
"""

from __future__ import annotations

import numpy as np

from bedmodel.model.axes import Array
from bedmodel.model.inputs import Inputs


def bare(inputs: Inputs) -> tuple[Array, Array]:
    """Bed gap by pool and money gap: shapes (draw, year, pool) and (draw, year)."""
    need, money = inputs.need, inputs.money
    assert money is not None
    t = np.arange(inputs.years, dtype=float)
    people = need.people * (1 + need.people_growth) ** need.spans
    days = people @ np.swapaxes(need.use, 1, 2)
    index = days / days[:, :1]
    grow = (1 + need.non_demographic_growth) ** t[:, None] * (1 + need.length_of_stay_trend) ** t[:, None]
    beds = inputs.beds.planned
    before = beds[:, :1] * need.occupancy * index * grow * need.health
    occupied = before
    planned = []
    for lever in inputs.levers:
        wanted = occupied * (lever.effect * lever.reach)
        planned.append(np.maximum(wanted.sum(-1), 0))
        occupied = occupied - wanted * lever.delivery
    gap = beds - occupied / inputs.beds.standards.occupancy
    # What the core also gives: need before levers in beds, occupancy in the year and in winter.
    months = need.monthly / need.monthly.mean(1, keepdims=True)
    winter = np.max([months[:, i : i + 3].mean(1) for i in range(10)], axis=0)[:, None]
    _ = before / inputs.beds.standards.occupancy, occupied / beds, occupied * winter / beds

    pool_index = before / before[:, :1]
    total = people.sum(-1)
    people_index = total / total[:, :1]
    volume = np.stack([pool_index[..., 0], pool_index[..., 1], people_index], -1)
    pressure = (1 + money.pressure) ** t
    cost = (
        money.spend[..., None] * money.share * (1 + money.elasticity * (volume - 1)) * money.price * pressure[..., None]
    )
    do_nothing = cost.sum(-1) - (money.spend - money.deficit) * money.income_growth

    c = money.bed_costs
    day = c.cost_per_bed_day * c.price
    bed_year = 365 * need.occupancy * day / 1e6
    closed = np.maximum(beds[:, :1] - beds, 0)
    opened = np.maximum(beds - beds[:, :1], 0)
    wards = shut = np.floor(closed / c.ward_size + 1e-9) * c.ward_size
    then = np.maximum(t[:, None] - c.ward_lag, 0)
    low = np.floor(then).astype(int)
    high = np.minimum(low + 1, inputs.years - 1)
    wards = np.broadcast_to(wards, low.shape)
    at_low, at_high = np.take_along_axis(wards, low, 1), np.take_along_axis(wards, high, 1)
    lagged = np.minimum(at_low + (at_high - at_low) * (then - low), shut)
    fixed = 1 - c.variable_share - c.semi_fixed_share
    released = (before - occupied) * 365 * day * c.variable_share / 1e6 + lagged * bed_year * c.semi_fixed_share
    short = np.maximum(-gap, 0)
    added = np.ceil(opened / c.ward_size - 1e-9) * c.ward_size * bed_year * c.semi_fixed_share
    added = added + np.maximum(short - short[:, :1], 0) * c.escalation_share * bed_year * c.semi_fixed_share
    _ = closed * bed_year * (c.semi_fixed_share + fixed) - lagged * bed_year * c.semi_fixed_share
    (measure,) = money.measures
    saving = measure.saving * measure.delivery
    care = np.stack(planned, -1) * 365 * money.care_days * money.care_cost * money.care_price / 1e6
    (asset,) = money.assets
    opening, closing = np.clip(asset.years_open, 0, asset.life), np.clip(asset.years_open + 1, 0, asset.life)
    yearly = asset.amount / asset.life
    value = asset.amount - yearly * (opening + closing) / 2
    charges = yearly * (closing - opening) + asset.pdc * value * np.clip(asset.years_open + 1, 0, 1)
    left = do_nothing - released.sum(-1) - saving + added.sum(-1) + care.sum(-1) + charges
    return gap, left
