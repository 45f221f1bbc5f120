"""One ward in many replications at once, exact in continuous time, vectorised over patients and replications.

All patients of all replications of a batch lie on one time line, one replication behind the other. A ward that turns
nobody away needs no loop at all: its count is those who have come less those who have gone. Where patients may be
turned away, the only ones in question are those who would find every bed taken if nobody had been turned away; one pass
over these settles who is. There are no time steps, so that nothing depends on their length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bedmodel.model.axes import Array
from bedmodel.simulation.stays import Shape

Counts = NDArray[np.int64]
Progress = Callable[[int, int], None]

BATCH = 1_000_000
"""Patients that are worked on at once; more need more memory and save no time."""
AFTER = 1
"""Days between two replications on the time line, in which nobody is in."""
STREAMS = ("start", "rates", "counts", "moments", "groups", "stays")


@dataclass(frozen=True)
class Group:
    """Patients with a mean stay of their own."""

    share: float
    """Of all who come."""
    mean_stay: float
    """Days in a bed."""
    turned_away: bool
    """Whether they are turned away where every bed is taken; else they are boarded."""


@dataclass(frozen=True)
class Ward:
    """What is simulated."""

    beds: float
    """A patient fits where the beds taken, with this one, are no more than the beds; part of a bed holds nobody."""
    arrivals: Array
    """Patients expected on each day, those of the warm-up first (day,)."""
    warm_up: int
    """Days at the beginning that are simulated and not counted."""
    start: float
    """Patients expected in the ward at the very beginning, if nobody were ever turned away."""
    dispersion: float
    """Variance ÷ mean of the patients who come in a day; 1 where they come independently of one another."""
    shape: Shape
    groups: Sequence[Group]

    @property
    def days(self) -> int:
        """Days that are counted."""
        return len(self.arrivals) - self.warm_up


@dataclass(frozen=True)
class Outcome:
    """What became of the patients, each (replication, day); the counts are those of the midnight that ends the day."""

    need: Counts
    """Patients who would be in if nobody were turned away."""
    count: Counts
    """Patients who are in, boarded ones among them."""
    came: Counts
    """Patients who came in the day, whatever became of them."""
    may_be_turned: Counts
    """Those of them who are turned away where every bed is taken."""
    turned_away: Counts
    """Those of them who were turned away."""


@dataclass(frozen=True)
class _Patients:
    """The patients of some replications on one time line, in the order in which they come (patient,)."""

    arrival: Array
    departure: Array
    may: NDArray[np.bool_]
    """Whether each is turned away where every bed is taken."""
    initial: NDArray[np.bool_]
    """Whether each was there at the very beginning."""


def simulate(ward: Ward, replications: int, seed: int, progress: Progress | None = None) -> Outcome:
    """Run a ward as many times as asked, each time with other patients.

    Each replication has random streams of its own, by its number and the seed, for how many come, when, to which group
    they belong and how long they stay: the first replications are the same however many there are, and wards that
    differ in their beds or in whom they turn away meet the same patients.
    The ward begins with a Poisson number of patients, each with what is left of a stay in the long run, and then goes
    through its warm-up.
    """
    span = len(ward.arrivals) + AFTER
    size = max(1, int(BATCH // max(float(ward.arrivals.sum()), 1.0)))
    parts = []
    for first, last in pairwise([*range(0, replications, size), replications]):
        drawn = [_drawn(ward, number, seed, (number - first) * span) for number in range(first, last)]
        parts.append(_run(ward, _Patients(*map(np.concatenate, zip(*drawn, strict=True))), last - first))
        if progress is not None:
            progress(last, replications)
    return Outcome(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _drawn(ward: Ward, number: int, seed: int, offset: int) -> tuple[NDArray[np.generic], ...]:
    """The patients of one replication, from `offset` on the time line: what `_Patients` holds."""
    seeds = np.random.SeedSequence(seed, spawn_key=(number,)).spawn(len(STREAMS))
    start, rates, counts, moments, groups, stays = map(np.random.default_rng, seeds)
    expected = ward.arrivals
    if ward.dispersion > 1.0:
        expected = rates.gamma(expected / (ward.dispersion - 1.0)) * (ward.dispersion - 1.0)
    coming = counts.poisson(expected)
    total, inside = int(coming.sum()), int(start.poisson(ward.start))
    arrival = np.sort(np.repeat(np.arange(len(coming), dtype=float), coming) + moments.random(total))
    shares = np.array([group.share for group in ward.groups])
    means = np.array([group.mean_stay for group in ward.groups])
    may = np.array([group.turned_away for group in ward.groups])
    present = _picked(start, shares * means, inside)
    group = np.concatenate([present, _picked(groups, shares, total)])
    length = np.concatenate([ward.shape.remaining(start, inside), ward.shape.draw(stays, total)]) * means[group]
    arrival = np.concatenate([np.zeros(inside), arrival])
    departure = np.minimum(arrival + length, len(coming) + AFTER / 2)
    return arrival + offset, departure + offset, may[group], np.arange(inside + total) < inside


def _picked(random: np.random.Generator, weights: Array, count: int) -> NDArray[np.intp]:
    """A group for each of so many patients, in proportion to the weights. Shape (patient,)."""
    if len(weights) == 1:
        return np.zeros(count, dtype=np.intp)
    return np.searchsorted(np.cumsum(weights / weights.sum())[:-1], random.random(count), side="right")


def _run(ward: Ward, patients: _Patients, replications: int) -> tuple[Counts, ...]:
    """What becomes of the patients of some replications: what `Outcome` holds."""
    span = len(ward.arrivals) + AFTER
    came, gone = patients.arrival.astype(np.int64), patients.departure.astype(np.int64)

    def by_day(days: NDArray[np.int64]) -> Counts:
        return np.bincount(days, minlength=replications * span).reshape(replications, span)[:, : len(ward.arrivals)]

    need = np.cumsum(by_day(came) - by_day(gone), axis=1)
    away = turned_away(patients.arrival, patients.departure, patients.may, ward.beds)
    count = need - np.cumsum(by_day(came[away]) - by_day(gone[away]), axis=1) if len(away) else need
    fresh = ~patients.initial
    away = away[fresh[away]]
    days = (by_day(came[fresh]), by_day(came[fresh & patients.may]), by_day(came[away]))
    return tuple(part[:, ward.warm_up :] for part in (need, count, *days))


def turned_away(arrival: Array, departure: Array, may: NDArray[np.bool_], beds: float) -> NDArray[np.intp]:
    """Which patients are turned away, because every bed is taken when they come: their numbers, in order.

    A patient is turned away who may be and who finds no bed: those in, and this one, would be more than the beds.
    Whoever is turned away never comes back and would have stayed until `departure`. Patients come in order of
    `arrival`. Others are taken in whether there is a bed or not. Only those are looked at who would be turned away if
    nobody else had been, since turning others away only ever makes room. Shapes: (patient,).

    >>> come, go = np.array([0.0, 1.0, 2.0, 3.0]), np.array([2.5, 9.0, 9.0, 9.0])
    >>> turned_away(come, go, np.ones(4, dtype=bool), 2.0)
    array([2])
    >>> turned_away(come, go, np.ones(4, dtype=bool), 1.0)
    array([1, 2])
    """
    if not may.any():
        return np.empty(0, dtype=np.intp)
    gone = np.searchsorted(np.sort(departure), arrival, side="right")
    free = int(np.floor(beds)) - (np.arange(len(arrival)) - gone)
    asked = np.flatnonzero(may & (free <= 0))
    return asked[_refused(free[asked].tolist(), arrival[asked].tolist(), departure[asked].tolist())]


def _refused(free: Sequence[int], come: Sequence[float], leave: Sequence[float]) -> list[int]:
    """Who of those in question is turned away, one after another.

    `free` is how many beds would be free if nobody had been turned away, none or fewer. Those turned away who would
    still be in make room for others, until the first in question comes after they would have left.
    """
    found, away = [], 0
    returning = [0] * (len(free) + 1)
    for number, beds in enumerate(free):
        away -= returning[number]
        if beds + away <= 0:
            found.append(number)
            away += 1
            returning[bisect_left(come, leave[number], number + 1)] += 1
    return found
