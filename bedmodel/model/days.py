"""What the days of a year are like in each pool, and what that makes of need and beds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bedmodel.model import within_year as w
from bedmodel.model.axes import LAST, Array, joined
from bedmodel.model.calendar import Calendar
from bedmodel.model.trace import as_one_step
from bedmodel.years import DAYS_IN_YEAR

P95 = 0.05 * DAYS_IN_YEAR
"""Days a year above the 95th centile of the days."""


@dataclass(frozen=True)
class DayInputs:
    """How need varies within the year. Shapes (draw, 1, pool); nan where a pool does not say."""

    calendar: Calendar
    """Kinds of day by month and day of the week."""
    ratio: Array
    """Variance ÷ mean of the count at midnight about what is usual for the day."""
    nights: Array
    """Mean nights of a patient; 0 where each day is independent of the last."""
    elective_share: Array
    """Planned patients' share of the bed-days."""
    elective_nights: Array
    """Mean nights of one of them."""

    @cached_property
    def ratio_or_random(self) -> Array:
        """The variance ratio, 1 (patients come independently) where a pool states none."""
        return np.asanyarray(np.where(np.isnan(self.ratio), 1.0, self.ratio))


@dataclass(frozen=True)
class DayProjection:
    """The days of each year. Shapes (draw, year, pool), where it says so with one more for all pools together."""

    days_over: Array
    """Days a year on which need exceeds the beds; for all together, in at least one pool (draw, year, pool + 1)."""
    winter_day_over: Array
    """Probability of one such day in the three fullest months; for all together, in any pool (draw, year, pool + 1)."""
    without_bed: Array
    """Mean patients beyond the beds."""
    displaced: Array
    """Planned admissions that would have to be cancelled in a year."""


@as_one_step
def project_days(occupied: Array, available: Array, days: DayInputs) -> DayProjection:
    """What need and open beds come to day by day. Shapes: (draw, year, pool).

    Pools vary independently of one another from day to day about their own seasons.
    """
    given = days.calendar, occupied, available, days.ratio
    chances, beyond = w.chances_over(*given), w.excesses(*given)
    winter = w.chance_of_winter_day_over(days.calendar, chances, days.nights)
    return DayProjection(
        days_over=joined(w.days_over(days.calendar, chances), w.days_any_over(days.calendar, chances)[..., None]),
        winter_day_over=joined(winter, (1.0 - np.prod(1.0 - winter, axis=LAST))[..., None]),
        without_bed=w.patients_without_bed(days.calendar, beyond),
        displaced=w.operations_displaced(days.calendar, beyond, *given[1:], days.elective_share, days.elective_nights),
    )


@as_one_step
def daily_p95(occupied: Array, days: DayInputs) -> Array:
    """Patients at midnight, exceeded on one day in twenty of the year (beds; stock).

    Shapes: (draw, year, pool) in, (draw, year, pool + 1) out, the last for the patients of all pools as one count.
    """
    alone = w.beds_for_days_over(days.calendar, occupied, days.ratio, np.full(1, P95))
    if occupied.shape[LAST] == 1:
        return joined(alone, alone)
    return joined(alone, w.beds_for_days_over_together(days.calendar, occupied, days.ratio, P95)[..., None])
