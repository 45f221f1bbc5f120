"""Changes of care: what each lever takes out of the pools, and where that care goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.model.axes import LAST, Array, joined, total
from bedmodel.years import DAYS_IN_YEAR


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
    service: int | None = None
    """Which service the care moves to; None where it moves to none that is limited."""


@dataclass(frozen=True)
class AfterLevers:
    """Need once every lever has acted."""

    after_each: Sequence[Array]
    """Occupied beds once each lever has acted, in the order written (draw, year, pool)."""
    occupied: Array
    """Once all have (draw, year, pool)."""
    removed: Array
    """Occupied beds each lever took out, over all the pools it acts on (draw, year, lever)."""
    planned: Array
    """Occupied beds whose care elsewhere is paid for: what was planned to be removed, delivered or not, as far as
    there are places for it; 0 where it backfires (draw, year, lever)."""
    care_planned: Array
    """Care outside hospital that was planned, places or not (patients in care at any time: draw, year, service)."""
    care_paid: Array
    """That part of it for which there are places (draw, year, service)."""


def planned_reduction(lever: Lever, occupied: Array) -> Array:
    """The share of bed-days a lever is planned to take out of each pool (fraction of what the levers before it left).

    share × effect × reach; negative where the lever backfires. An absolute size is turned into a share of what is
    there; where nothing is there, nothing is taken. Shapes: (draw, year, pool).

    >>> one = np.ones((1, 1, 1))
    >>> float(planned_reduction(Lever(one * 0.2, None, one * 0.5, one, None, one), one * 100)[0, 0, 0])
    0.1
    """
    if lever.released is None:
        return np.asanyarray(lever.effect * lever.reach)
    size = lever.released * lever.reach
    return np.divide(size, occupied, out=np.zeros(np.broadcast_shapes(size.shape, occupied.shape)), where=occupied > 0)


def share_with_room(wanted: Array, room: Array) -> Array:
    """The share of the care wanted for which there is room; 1 where none is wanted (fraction). Shapes: broadcast.

    >>> share_with_room(np.array([50.0, 200.0, 0.0]), np.array([100.0, 100.0, 0.0]))
    array([1. , 0.5, 1. ])
    """
    shape = np.broadcast_shapes(wanted.shape, room.shape)
    share = np.divide(room, wanted, out=np.ones(shape), where=np.broadcast_to(wanted > 0, shape))
    return np.minimum(share, 1.0)


def apply_levers(occupied: Array, levers: Sequence[Lever], room: Array) -> AfterLevers:
    """Need after all levers, each acting on what the former left, so that no bed-day is saved twice.

    What happens is what was planned × delivery, at most all that is there and all that the service it moves to has room
    for, lever by lever. Care that moves to another pool is added there before the next lever acts; where the lever
    backfires it comes back from there, at most all of it. Shapes: occupied (draw, year, pool); room, patients that can
    be cared for at any time (draw, year, service).

    >>> one = np.ones((1, 1, 1))
    >>> half = Lever(one * 0.5, None, one, one, None, one)
    >>> float(apply_levers(one * 100, [half, half], np.zeros((1, 1, 0))).occupied[0, 0, 0])
    25.0
    >>> to_ten_places = Lever(one * 0.5, None, one, one, None, one, service=0)
    >>> float(apply_levers(one * 100, [to_ten_places], one * 10).occupied[0, 0, 0])
    90.0
    """
    services = _Services(room)
    after_each, removed, planned = [], [], []
    for lever in levers:
        wanted = np.minimum(occupied * planned_reduction(lever, occupied), occupied)
        taken = np.minimum(wanted * lever.delivery, occupied)
        paid = np.maximum(total(wanted)[..., None], 0.0)
        if lever.service is not None:
            taken, paid = services.take(lever, taken, paid)
        over_pools = total(taken)[..., None]
        occupied = occupied - taken
        if lever.destination is not None:
            occupied = np.maximum(occupied + over_pools * lever.days_per_day * lever.destination, 0.0)
        after_each.append(occupied)
        removed.append(over_pools)
        planned.append(paid)
    none = np.zeros((*occupied.shape[:LAST], 0))
    return AfterLevers(
        after_each,
        occupied,
        removed=joined(none, *removed),
        planned=joined(none, *planned),
        care_planned=joined(none, *services.planned),
        care_paid=joined(none, *services.paid),
    )


def hours_given(avoided: Array, hours_per_day: Array) -> Array:
    """Hours of care that others give because patients are not in hospital (hours a year; flow).

    Occupied beds really avoided × 365 × hours for each bed-day; none where a lever backfires. Shapes: avoided (draw,
    year, need), hours_per_day (draw, 1, need).

    >>> one = np.ones((1, 1, 1))
    >>> float(hours_given(one * 10, one * 2)[0, 0, 0])
    7300.0
    """
    return np.asanyarray(np.maximum(avoided, 0.0) * DAYS_IN_YEAR * hours_per_day)


class _Services:
    """Room that is left in each service while the levers act one after another."""

    def __init__(self, room: Array) -> None:
        parts = [room[..., at : at + 1] for at in range(room.shape[LAST])]
        self.room, self.unpaid = list(parts), list(parts)
        self.planned = [np.zeros((1, 1, 1)) for _ in parts]
        self.paid = list(self.planned)

    def take(self, lever: Lever, taken: Array, paid: Array) -> tuple[Array, Array]:
        """What a lever really takes out of the pools, and what is paid for, given the room left in its service."""
        at, days = lever.service, lever.days_per_day
        assert at is not None
        filled = np.maximum(total(taken)[..., None], 0.0) * days
        taken = taken * share_with_room(filled, self.room[at])
        self.room[at] = self.room[at] - np.minimum(filled, self.room[at])
        wanted = paid * days
        paid = paid * share_with_room(wanted, self.unpaid[at])
        self.unpaid[at] = self.unpaid[at] - np.minimum(wanted, self.unpaid[at])
        self.planned[at] = self.planned[at] + wanted
        self.paid[at] = self.paid[at] + paid * days
        return taken, paid
