"""Changes of care: what each lever takes out of the pools, and where that care goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.model.axes import LAST, Array, total


@dataclass(frozen=True)
class Lever:
    """One lever as arrays: (draw, year, pool), size 1 where it does not vary."""

    effect: Array
    """share × effect, as a fraction of the pool's bed-days; 0 in pools it does not act on."""
    released: Array | None
    """Or an absolute size in occupied beds, by pool."""
    reach: Array
    delivery: Array
    destination: Array | None
    """1 for the pool the care moves to, else 0; None where it moves to no pool."""
    days_per_day: Array
    """Days of care at the destination for each bed-day avoided."""


@dataclass(frozen=True)
class AfterLevers:
    """Need once every lever has acted."""

    occupied: Array
    """Occupied beds (draw, year, pool)."""
    removed: Array
    """Occupied beds each lever took out, over all the pools it acts on (draw, year, lever)."""
    planned: Array
    """Occupied beds it was planned to take out, delivered or not; 0 where it backfires (draw, year, lever)."""


def planned_reduction(lever: Lever, occupied: Array) -> Array:
    """The share of bed-days a lever is planned to take out of each pool (fraction of what the levers before it left).

    share × effect × reach; negative where the lever backfires. An absolute size is turned into a share of what is
    there; where nothing is there, nothing is taken. Shapes: (draw, year, pool).

    >>> one = np.ones((1, 1, 1))
    >>> float(planned_reduction(Lever(one * 0.2, None, one * 0.5, one, None, one), one * 100)[0, 0, 0])
    0.1
    """
    if lever.released is None:
        return np.asarray(lever.effect * lever.reach)
    size = lever.released * lever.reach
    return np.divide(size, occupied, out=np.zeros(np.broadcast_shapes(size.shape, occupied.shape)), where=occupied > 0)


def apply_levers(occupied: Array, levers: Sequence[Lever]) -> AfterLevers:
    """Need after all levers, each acting on what the former left, so that no bed-day is saved twice.

    What happens is what was planned × delivery, at most all that is there. Care that moves to another pool is added
    there before the next lever acts. Shapes: occupied (draw, year, pool).

    >>> one = np.ones((1, 1, 1))
    >>> half = Lever(one * 0.5, None, one, one, None, one)
    >>> float(apply_levers(one * 100, [half, half]).occupied[0, 0, 0])
    25.0
    """
    removed, planned = [], []
    for lever in levers:
        wanted = occupied * planned_reduction(lever, occupied)
        taken = np.minimum(wanted * lever.delivery, occupied)
        over_pools = total(taken)[..., None]
        occupied = occupied - taken
        if lever.destination is not None:
            occupied = occupied + over_pools * lever.days_per_day * lever.destination
        removed.append(over_pools)
        planned.append(np.maximum(total(wanted)[..., None], 0.0))
    return AfterLevers(occupied, _side_by_side(removed, occupied), _side_by_side(planned, occupied))


def _side_by_side(parts: Sequence[Array], like: Array) -> Array:
    if not parts:
        return np.zeros((*like.shape[:2], 0))
    return np.concatenate(np.broadcast_arrays(*parts), axis=LAST)
