"""What the closed forms say of a pool that is simulated, and how near they are meant to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.simulated_ward import Setup
from bedmodel.model.days import daily_p95, project_days
from bedmodel.model.refusals import share_refused
from bedmodel.years import DAYS_IN_YEAR


@dataclass(frozen=True)
class Tolerance:
    """How far a closed form may be from what is simulated, chance apart: the larger of the two."""

    relative: float
    absolute: float

    def of(self, value: float) -> float:
        """In the figure's own unit.

        >>> Tolerance(0.1, 1.0).of(5.0), Tolerance(0.1, 1.0).of(50.0)
        (1.0, 5.0)
        """
        return max(self.relative * abs(value), self.absolute)


TOLERANCES: Mapping[str, Tolerance] = {
    "days_over": Tolerance(0.05, 1.0),
    "winter_day_over": Tolerance(0.0, 0.08),
    "daily_p95": Tolerance(0.005, 1.0),
    "occupancy": Tolerance(0.0, 0.005),
    "occupancy_fullest_month": Tolerance(0.0, 0.005),
    "boarded": Tolerance(0.05, 0.1),
    "boarded_days": Tolerance(0.05, 0.1 * DAYS_IN_YEAR),
    "refused": Tolerance(0.15, 5.0),
    "share_refused": Tolerance(0.15, 0.0005),
}
"""Of the figures that have a closed form. Formulas take months as steps, and one law for the count of each day."""
LEAST = "cancelled"
"""A closed form that is no more than a lower bound: as many are cancelled as bed-days are missing, none for nothing."""


def formulas(setup: Setup) -> Mapping[str, float]:
    """The closed form of each figure that has one for what is simulated; none where these are no whole years."""
    if not setup.whole_years:
        return {}
    occupied, beds = np.full((1, 1, 1), setup.need), np.full((1, 1, 1), setup.beds)
    days = setup.days
    with np.errstate(all="ignore"):
        said = project_days(occupied, beds, days)
        found = {
            "days_over": said.days_over,
            "winter_day_over": said.winter_day_over,
            "daily_p95": daily_p95(occupied, days),
        }
        full, fullest = setup.need / setup.beds, float(setup.monthly.max())
        match setup.asked.when_full:
            case "boarding":
                found |= {"boarded": said.without_bed, "boarded_days": said.without_bed * DAYS_IN_YEAR}
                found |= {"occupancy": np.full(1, full), "occupancy_fullest_month": np.full(1, full * fullest)}
            case "refusal":
                share = share_refused(days.calendar, occupied, beds, days.ratio)
                patients = setup.need / setup.nights * DAYS_IN_YEAR
                found |= {"share_refused": share, "refused": share * patients, "occupancy": full * (1.0 - share)}
            case "electives":
                found |= {LEAST: said.displaced}
    return {name: float(value.flat[0]) for name, value in found.items()}
