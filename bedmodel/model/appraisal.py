"""The arithmetic of appraisal: real prices, discounting, optimism bias, what is left of buildings, payback.

Source of the method: HM Treasury, The Green Book. Its rates, standard, for health and lower, are as printed by the
Department for Transport, "Forthcoming change: Green Book updates" (April 2026); the standard ones are also in the
Treasury-based guidance on value for money of 2003.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from bedmodel.model.axes import YEAR, Array, total

Schedule = Sequence[tuple[float, float]]
"""Rates a year, each with the last year it is used for."""
STANDARD: Schedule = ((30, 0.035), (75, 0.030), (125, 0.025), (200, 0.020), (300, 0.015), (math.inf, 0.010))
HEALTH: Schedule = ((30, 0.015), (75, 0.0129), (125, 0.0107), (200, 0.0086), (300, 0.0064), (math.inf, 0.0043))
"""For effects on health and life, whose value rises with incomes."""
LOWER: Schedule = ((30, 0.030), (75, 0.0257), (125, 0.0214), (200, 0.0171), (300, 0.0129), (math.inf, 0.0086))
"""Without pure impatience; to be tried where an appraisal looks more than 50 years ahead."""
_ROUNDING = 1e-9


def discount_factors(years: int, schedule: Schedule = STANDARD) -> Array:
    """What £1 of each year is worth in the baseline year, which has 1 (factor).

    Each year's factor is the year before's ÷ (1 + the rate of its own year), so that a lower rate later does not reach
    back. Shape: (years + 1,), the baseline year first.

    >>> discount_factors(2).round(4)
    array([1.    , 0.9662, 0.9335])
    """
    rates = [next(rate for last, rate in schedule if year <= last) for year in range(1, years + 1)]
    return np.asarray(np.cumprod([1.0, *(1.0 / (1.0 + rate) for rate in rates)]), dtype=np.float64)


def annuity(factors: Array) -> float:
    """What £1 in each year after the baseline year is worth in it (sum of factors).

    >>> round(annuity(discount_factors(2)), 4)
    1.8997
    """
    return float(total(factors[1:]))


def present_value(flow: Array, factors: Array) -> Array:
    """What a real flow over the years is worth in the baseline year (£m; stock). Shapes: (…, year) in, (…) out.

    >>> float(present_value(np.array([0.0, 103.5]), discount_factors(1)).round(6))
    100.0
    """
    return total(flow * factors)


def equivalent_annual(value: Array, factors: Array) -> Array:
    """The level real sum a year, after the baseline year, that has the same present value (£m a year; flow).

    >>> float(equivalent_annual(np.array(18.997), discount_factors(2)).round(3))
    10.0
    """
    return np.asarray(value / annuity(factors))


def real(nominal: Array, index: Array) -> Array:
    """£m of each year in prices of the baseline year, where the index of prices is 1. Shapes: broadcast.

    >>> real(np.array([110.0]), np.array([1.10]))
    array([100.])
    """
    return np.asarray(nominal / index)


def continued(path: Array, growth: Array, years: int) -> Array:
    """A real flow that goes on after its last year, growing by the same rate each year (£m; flow; real).

    Shapes: path (draw, year[, …]), growth (draw, 1[, …]); out (draw, years + 1[, …]).

    >>> continued(np.array([[0.0, 10.0]]), np.array([[0.1]]), 3).round(1)
    array([[ 0. , 10. , 11. , 12.1]])
    """
    after = years + 1 - path.shape[YEAR]
    growth = growth.reshape(growth.shape + (1,) * (path.ndim - growth.ndim))
    steps = np.arange(1, after + 1, dtype=np.float64).reshape((1, after) + (1,) * (path.ndim - 2))
    rest = path[:, -1:] * (1.0 + growth) ** steps
    shape = np.broadcast_shapes(path[:, :1].shape, growth[:, :1].shape)
    parts = [np.broadcast_to(part, (shape[0], part.shape[YEAR], *shape[2:])) for part in (path, rest)]
    return np.concatenate(parts, axis=YEAR)


def optimism_bias(lower: Array, upper: Array, mitigated: Array) -> Array:
    """What a scheme costs beyond its estimate (fraction): the upper bound, less what work on its causes has earned.

    `mitigated` is how far of the way from the upper to the lower bound. Shapes: broadcast.
    Source: HM Treasury, supplementary Green Book guidance on optimism bias.

    >>> float(optimism_bias(np.array(0.04), np.array(0.51), np.array(1.0)).round(2))
    0.04
    """
    return np.asanyarray(upper - mitigated * (upper - lower))


def residual_value(cost: Array, life: Array, used: Array) -> Array:
    """What is left of a building after some years of use, in a straight line (£m; stock). Shapes: broadcast.

    >>> residual_value(np.array([100.0]), np.array([50.0]), np.array([10.0]))
    array([80.])
    """
    return np.asarray(cost * np.maximum(1.0 - np.maximum(used, 0.0) / life, 0.0))


def lives_over(opened: Array, life: Array, years: int) -> Array:
    """How many lives of a building have ended by the last year, so that it has been built again (count).

    Shapes: opened (the year of opening, 0 the baseline year) and life (draw, 1).

    >>> lives_over(np.array([[2.0]]), np.array([[10.0]]), 30)
    array([[2.]])
    """
    return np.maximum(np.floor((years - opened) / life + _ROUNDING), 0.0)


def renewals(cost: Array, opened: Array, life: Array, years: int) -> Array:
    """The cost of building again what has worn out, in the year after each life (£m; flow; real).

    What rests on a building goes on to the last year, so the building must too. Shapes: cost, opened, life (draw, 1);
    out (draw, years + 1).

    >>> renewals(np.array([[5.0]]), np.array([[1.0]]), np.array([[2.0]]), 4)
    array([[0., 0., 0., 5., 0.]])
    """
    count = lives_over(opened, life, years)
    year = np.arange(years + 1, dtype=np.float64)
    flow = np.zeros((max(cost.shape[0], count.shape[0]), years + 1))
    for number in range(1, int(count.max()) + 1):
        due = np.floor(opened + number * life + _ROUNDING)
        flow = flow + cost * ((year == due) & (number <= count))
    return flow


def payback(net: Array) -> int | None:
    """The first year from which the benefits so far never again fall short of the costs so far; None where none is.

    0 is the baseline year: what never costs more than it has brought is paid back from the start. `net` is the
    discounted net benefit of each year, shape (year,).

    >>> payback(np.array([0.0, -10.0, 6.0, 6.0])), payback(np.array([0.0, -10.0, 6.0]))
    (3, None)
    """
    so_far = np.cumsum(net)
    short = np.flatnonzero(so_far < -_ROUNDING * max(float(np.abs(so_far).max()), 1.0))
    first = int(short[-1]) + 1 if short.size else 0
    return first if first < len(net) else None


def benefit_cost_ratio(benefits: Array, costs: Array) -> Array:
    """Present value of the benefits for each £1 of cost (ratio); nan where there is no cost to divide by.

    Shapes: broadcast.

    >>> benefit_cost_ratio(np.array([3.0, 3.0]), np.array([2.0, -1.0]))
    array([1.5, nan])
    """
    nothing = np.full(np.broadcast(benefits, costs).shape, np.nan)
    return np.asarray(np.divide(benefits, costs, out=nothing, where=costs > 0))
