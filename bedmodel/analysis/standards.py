"""How many beds each standard of access asks for, what those beds would be like, and what it costs not to share them.

In the central case and in every draw: need after levers, beds open and the variation of need vary as they do in a run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.divisions import Division, divisions_of, read_divided, read_refused
from bedmodel.analysis.held import Kind, Place, Standard, read_held
from bedmodel.analysis.kinds import NOTHING, Reading, summarised
from bedmodel.analysis.sizes import Size, sizes
from bedmodel.analysis.trials import CENTRAL, Projected, Trials
from bedmodel.results import Array
from bedmodel.runs import Progress
from bedmodel.scenario.schema_care import Pool
from bedmodel.scenario.slots import DAYS_OVER, REFUSAL, STANDARD

USUAL: Mapping[Kind, tuple[float, ...]] = {"occupancy": (0.85, 0.92), "refusal": (0.01,), "days_over": (10.0,)}
"""Standards that are set side by side unless others of their kind are asked for."""
BOUNDS: Mapping[Kind, tuple[float, float]] = {"occupancy": STANDARD, "refusal": REFUSAL, "days_over": DAYS_OVER}


@dataclass(frozen=True)
class Held:
    """The beds of a pool under a standard, or those that are open (no standard), and what they would be like."""

    standard: Standard | None
    figures: Mapping[str, Reading]
    """By the names of `held.FIGURES`; nan for days over where the file says nothing of the pool's days."""


@dataclass(frozen=True)
class Divided:
    """A standard's beds if a pool's units share them, and if each unit has its own."""

    standard: Standard
    figures: Mapping[str, Reading]
    """By the names of `divisions.DIVIDED`."""


@dataclass(frozen=True)
class Apart:
    """A way to divide a pool, and what it costs under each standard."""

    division: Division
    rows: tuple[Divided, ...]
    refused: Reading
    """The share of the pool's patients who would find none free if the beds open were so divided."""


@dataclass(frozen=True)
class PoolHeld:
    """A pool under each of several standards."""

    name: str
    pool: Pool
    rows: tuple[Held, ...]
    """The standards in order, then the beds open."""
    apart: tuple[Apart, ...]

    @property
    def open(self) -> Held:
        """The beds open in the year."""
        return self.rows[-1]

    @property
    def held(self) -> tuple[tuple[Standard, Mapping[str, Reading]], ...]:
        """Each standard with the beds it asks for."""
        return tuple((row.standard, row.figures) for row in self.rows if row.standard is not None)

    def under(self, kind: Kind, limit: float) -> Mapping[str, Reading] | None:
        """What the pool would be like under a standard, if that is among those it is held against."""
        found = (figures for standard, figures in self.held if (standard.kind, standard.limit) == (kind, limit))
        return next(found, None)


@dataclass(frozen=True)
class Access:
    """What standards of access ask of a scenario in one year."""

    trials: Trials
    year: str
    pools: tuple[PoolHeld, ...]
    occupancies: tuple[float, ...]
    """Those tried by size."""
    refused: float
    """The share refused for which the fullest occupancy is worked out by size."""
    sizes: tuple[Size, ...]


def standards(
    trials: Trials,
    *,
    occupancy: Sequence[float] = (),
    refusal: Sequence[float] = (),
    days_over: Sequence[float] = (),
    pools: Sequence[str] = (),
    year: str | None = None,
    wards: float | None = None,
    progress: Progress | None = None,
) -> Access:
    """Beds required under several standards side by side, in one year (beds; stock: the mean over the year).

    `occupancy` and `refusal` are fractions, `days_over` days a year; each replaces the usual ones of its kind, and each
    pool's own standard is always among them. All pools and the last year where none are given. `wards` is the size of
    equal wards; the pool's ward size under finance.bed_costs where left out. Raises KeyError for a pool or year that
    the scenario does not have, ValueError for a standard or ward size that cannot be.
    """
    asked: dict[Kind, Sequence[float]] = {"occupancy": occupancy, "refusal": refusal, "days_over": days_over}
    limits = {kind: checked(kind, asked[kind]) or usual for kind, usual in USUAL.items()}
    check_wards(wards)
    common = [Standard(kind, limit) for kind, several in limits.items() for limit in several]
    at = trials.scenario.span.index(chosen_year(trials, year))
    middle = next(trials.projections(CENTRAL, money=False))
    wanted = [_wanted(trials, middle, name, at, common, wards) for name in chosen_pools(trials, pools)]
    readings = _readings(trials, middle, wanted, progress)
    held = tuple(_of_pool(trials, want, readings) for want in wanted)
    titles: dict[int, str] = {}
    for pool in held:
        beds = round(pool.open.figures["beds"].central)
        titles[beds] = f"{titles[beds]}; {pool.pool.title}" if beds in titles else pool.pool.title
    by_size = sizes(titles, limits["occupancy"], limits["refusal"][0])
    return Access(trials, trials.scenario.span.names[at], held, limits["occupancy"], limits["refusal"][0], by_size)


def chosen_pools(trials: Trials, pools: Sequence[str]) -> list[str]:
    """The pools asked for, all where none are. Raises KeyError where the scenario has no such pool, or no beds."""
    for pool in pools:
        trials.check_pool(pool)
    names = list(trials.scenario.content.pools)
    if not names:
        raise KeyError("the scenario has no beds, so there is nothing to hold against a standard")
    return list(dict.fromkeys(pools)) or names


def chosen_year(trials: Trials, year: str | None) -> str:
    """The year asked for, the last where none is. Raises KeyError where the scenario does not have it."""
    years = trials.scenario.span.names
    if year is not None and year not in years:
        raise KeyError(f"the scenario has no year `{year}`; it has {years[0]} to {years[-1]}")
    return year or years[-1]


def checked(kind: Kind, limits: Sequence[float]) -> tuple[float, ...]:
    """The standards of a kind that are asked for, each once. Raises ValueError for one that cannot be."""
    low, high = BOUNDS[kind]
    for limit in limits:
        if not low <= limit <= high:
            meant = f"; write {limit / 100:g} for {limit:g}%" if kind != "days_over" and 1 < limit <= 100 else ""
            raise ValueError(f"{limit:g} cannot be: from {low:g} to {high:g} is possible{meant}")
    return tuple(dict.fromkeys(limits))


def check_wards(wards: float | None) -> None:
    """Raises ValueError for a ward size that cannot be."""
    if wards is not None and not 1 <= wards <= 1e4:
        raise ValueError(f"a ward of {wards:g} beds cannot be: from 1 to 10000 is possible")


@dataclass(frozen=True)
class _Wanted:
    """What is to be read of a pool."""

    name: str
    place: Place
    standards: tuple[Standard, ...]
    divisions: tuple[Division, ...]


_Key = tuple[str, str, int, str]
"""A pool, its division where it is divided, the number of the standard, and the figure."""


def _wanted(
    trials: Trials, middle: Projected, name: str, year: int, common: Sequence[Standard], wards: float | None
) -> _Wanted:
    place = Place(list(trials.scenario.content.pools).index(name), year)
    own, certain = _own(trials, trials.scenario.content.pools[name])
    others = [s for s in common if not certain or (s.kind, s.limit) != (own.kind, own.limit)]
    order = list(USUAL)
    several = sorted([*others, own], key=lambda s: (order.index(s.kind), s.limit))
    return _Wanted(name, place, tuple(several), divisions_of(middle, place, wards))


def _own(trials: Trials, pool: Pool) -> tuple[Standard, bool]:
    """What the file holds a pool against, and whether that is one certain number."""
    access = pool.access_standard
    kind: Kind = "occupancy" if access is None else "days_over" if access.refusal is None else "refusal"
    quantity = pool.occupancy_standard if access is None else access.refusal or access.days_over
    assert quantity is not None
    assumption = trials.scenario.assumption(quantity)
    return Standard(kind, trials.centre(assumption), own=True), assumption.distribution is None


def _read(wanted: Sequence[_Wanted], part: Projected) -> dict[_Key, Array]:
    """Every figure in a block of futures. Shape of each (draw,)."""
    found: dict[_Key, Array] = {}
    for want in wanted:
        for number, standard in enumerate([*want.standards, None]):
            for figure, values in read_held(part, want.place, standard).items():
                found[want.name, "", number, figure] = values
        for division in want.divisions:
            for number, standard in enumerate(want.standards):
                shared = found[want.name, "", number, "beds"]
                for figure, values in read_divided(part, want.place, division, standard, shared).items():
                    found[want.name, division.kind, number, figure] = values
            found[want.name, division.kind, -1, "refused"] = read_refused(part, want.place, division)
    return found


def _readings(
    trials: Trials, middle: Projected, wanted: Sequence[_Wanted], progress: Progress | None
) -> dict[_Key, Reading]:
    """Every figure in the central case and in every draw."""
    with np.errstate(all="ignore"):
        central = {key: float(values[0]) for key, values in _read(wanted, middle).items()}
    if not trials.draws:
        return {key: Reading(value, None, (value, *[NOTHING] * 4)) for key, value in central.items()}

    def rows(part: Projected) -> Array:
        return np.stack(np.broadcast_arrays(*_read(wanted, part).values()))

    drawn = trials.read(rows, len(central), trials.futures, money=False, progress=progress)
    return {
        key: Reading(value, values, (value, *summarised(values)))
        for (key, value), values in zip(central.items(), drawn, strict=True)
    }


def _of_pool(trials: Trials, want: _Wanted, readings: Mapping[_Key, Reading]) -> PoolHeld:
    def figures(division: str, number: int) -> dict[str, Reading]:
        return {key[3]: found for key, found in readings.items() if key[:3] == (want.name, division, number)}

    def apart(division: Division) -> Apart:
        rows = tuple(Divided(s, figures(division.kind, number)) for number, s in enumerate(want.standards))
        return Apart(division, rows, readings[want.name, division.kind, -1, "refused"])

    held = tuple(Held(s, figures("", number)) for number, s in enumerate([*want.standards, None]))
    pool = trials.scenario.content.pools[want.name]
    return PoolHeld(want.name, pool, held, tuple(map(apart, want.divisions)))
