"""A pool's beds under a standard, and what they would be like, read from the model future by future."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from bedmodel.analysis.trials import Projected
from bedmodel.model.apart import days_of_units
from bedmodel.model.beds import bed_gap, occupancy
from bedmodel.model.days import DayInputs
from bedmodel.model.refusals import share_refused
from bedmodel.model.standards import Standards, beds_required
from bedmodel.model.within_year import chances_over, days_over
from bedmodel.results import Array

Kind = Literal["occupancy", "refusal", "days_over"]
FIGURES: Mapping[str, str] = {
    "beds": "beds",
    "gap": "beds",
    "occupancy": "fraction",
    "worst_quarter": "fraction",
    "refused": "fraction",
    "days_over": "days/year",
}
"""What is said of the beds under a standard, with units: how many; beds open less those; need ÷ beds over the year, and
in its three fullest months running; the share of patients who find none free; days on which need exceeds them."""
WHOLE = np.ones((1, 1, 1))
"""The share of its patients that a pool has."""


@dataclass(frozen=True)
class Standard:
    """What beds may be held against."""

    kind: Kind
    limit: float
    """Mean occupancy or share of patients refused (fraction), or days a year; the central one where it is uncertain."""
    own: bool = False
    """Whether it is what the file holds the pool against."""


@dataclass(frozen=True)
class Place:
    """A pool and a year, by their numbers."""

    pool: int
    year: int


@dataclass(frozen=True)
class Shared:
    """Patients who share beds: those of a pool, or of each of its units. Shapes (draw, 1, unit)."""

    occupied: Array
    days: DayInputs
    standards: Standards
    """The file's own."""

    @classmethod
    def of(cls, part: Projected, place: Place, shares: Array = WHOLE) -> Shared:
        """A pool's patients, divided into units by their shares of them. Shapes: shares (draw, 1, unit)."""
        units = [place.pool] * shares.shape[-1]
        own = part.inputs.beds.standards
        return cls(
            part.beds.occupied[:, [place.year], place.pool, None] * shares,
            days_of_units(part.beds.days, place.pool, shares),
            Standards(own.occupancy[..., units], own.refusal[..., units], own.days_over[..., units]),
        )

    def required(self, standard: Standard) -> Array:
        """Beds needed to keep to a standard (beds; stock); nan for days over where the file says nothing of days."""
        limits = dict.fromkeys(get_args(Kind), self.occupied[:1] * np.nan)
        limits[standard.kind] = np.full(self.occupied[:1].shape, standard.limit)
        held = self.standards if standard.own else Standards(**limits)
        found = beds_required(self.occupied, held, self.days)
        return np.where(np.isnan(self.days.ratio), np.nan, found) if standard.kind == "days_over" else found

    def refused(self, beds: Array) -> Array:
        """The share of the year's patients who find no bed free (fraction)."""
        return share_refused(self.days.calendar, self.occupied, beds, self.days.ratio_or_random)

    def days_over(self, beds: Array) -> Array:
        """Days a year on which need exceeds the beds; nan where the file says nothing of days."""
        return days_over(self.days.calendar, chances_over(self.days.calendar, self.occupied, beds, self.days.ratio))


def read_held(part: Projected, place: Place, standard: Standard | None) -> dict[str, Array]:
    """A pool's beds under a standard, or those open, by the names of `FIGURES`. Shape of each (draw,)."""
    shared = Shared.of(part, place)
    open_beds = part.beds.available[:, [place.year], place.pool, None]
    beds = open_beds if standard is None else shared.required(standard)
    full = occupancy(shared.occupied, beds)
    found = {
        "beds": beds,
        "gap": bed_gap(open_beds, beds),
        "occupancy": full,
        "worst_quarter": full * part.beds.winter_index[..., place.pool, None],
        "refused": shared.refused(beds),
        "days_over": shared.days_over(beds),
    }
    return {name: values[:, 0, 0] for name, values in found.items()}
