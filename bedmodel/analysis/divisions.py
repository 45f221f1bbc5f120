"""What it costs in beds not to share them: a pool's units as its file names them, or wards of one size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bedmodel.analysis.held import Place, Shared, Standard
from bedmodel.analysis.trials import Projected
from bedmodel.compile.values import side_by_side
from bedmodel.model.beds import whole_beds
from bedmodel.results import Array

DIVIDED: Mapping[str, str] = {
    "shared": "beds",
    "apart": "beds",
    "extra": "beds",
    "extra_share": "fraction",
    "apart_whole": "beds",
}
"""What is said of a standard's beds, with units: if all patients share them; if each unit has its own; the difference;
that against the former; the second where each unit's beds are rounded up to whole ones."""


@dataclass(frozen=True)
class Division:
    """A way to divide a pool's patients and beds."""

    kind: Literal["units", "wards"]
    titles: tuple[str, ...]
    """Of the units; none for equal wards."""
    count: int
    """How many units; of equal wards, those that the beds open fill in the central case."""
    ward_size: float = 0.0
    given: bool = False
    """Whether the ward size was asked for, not taken from the file."""
    names: tuple[str, ...] = ()
    """Of the units in the file; none for equal wards."""

    def shares(self, part: Projected, place: Place) -> Array:
        """Each unit's share of the pool's patients, one for all equal wards. Shape (draw, 1, unit)."""
        if self.kind == "wards":
            return np.full((1, 1, 1), 1.0 / self.count)
        units = list(part.scenario.content.pools.values())[place.pool].units
        found = side_by_side([part.values.number(units[name].share) for name in self.names])[:, None]
        return np.asarray(found / found.sum(axis=-1, keepdims=True))

    @property
    def alike(self) -> int:
        """How many units each share stands for."""
        return self.count if self.kind == "wards" else 1


def divisions_of(part: Projected, place: Place, wards: float | None) -> tuple[Division, ...]:
    """The ways in which a pool can be divided, from the central case; `wards` is a size asked for.

    Units with a share of the patients, where they are two or more. As many equal wards as the beds open fill, rounded
    up; none where they are one ward.
    """
    name = list(part.scenario.content.pools)[place.pool]
    pool, found = part.scenario.content.pools[name], []
    units = {key: unit for key, unit in pool.units.items() if part.values.number(unit.share)[0] > 0}
    if len(units) > 1:
        titles = tuple(unit.title for unit in units.values())
        found.append(Division("units", titles, len(units), names=tuple(units)))
    size = wards if wards is not None else _ward_size(part, name)
    count = 0 if size is None else int(whole_beds(part.beds.available[0, place.year, place.pool] / size))
    if size is not None and count > 1:
        found.append(Division("wards", (), count, size, wards is not None))
    return tuple(found)


def _ward_size(part: Projected, pool: str) -> float | None:
    """Beds in a ward of a pool, where the file says so."""
    finance = part.scenario.content.finance
    cost = finance.bed_costs.get(pool) if finance is not None else None
    return None if cost is None else float(part.values.number(cost.ward_size)[0])


def read_divided(
    part: Projected, place: Place, division: Division, standard: Standard, shared: Array
) -> dict[str, Array]:
    """A standard's beds shared, as given, and apart, by the names of `DIVIDED`. Shape of each (draw,)."""
    each = Shared.of(part, place, division.shares(part, place)).required(standard)[:, 0]
    apart, apart_whole = (beds.sum(axis=-1) * division.alike for beds in (each, whole_beds(each)))
    extra = apart - shared
    return {
        "shared": shared,
        "apart": apart,
        "extra": extra,
        "extra_share": np.divide(extra, shared, out=np.full(extra.shape, np.nan), where=shared > 0),
        "apart_whole": apart_whole,
    }


def read_refused(part: Projected, place: Place, division: Division) -> Array:
    """The share of a pool's patients who find none free if the beds open are divided as they are. Shape (draw,)."""
    shares = division.shares(part, place)
    beds = part.beds.available[:, [place.year], place.pool, None] * shares
    refused = Shared.of(part, place, shares).refused(beds)
    return np.asarray((refused * shares).sum(axis=-1)[:, 0] * division.alike)
