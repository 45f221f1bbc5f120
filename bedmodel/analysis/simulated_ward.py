"""A pool of a scenario in one year as a ward that can be simulated: its beds, who comes when, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from bedmodel.analysis.trials import CENTRAL, Projected, Trials
from bedmodel.compile.care import by_weekday
from bedmodel.metrics import Selector
from bedmodel.model.axes import Array
from bedmodel.model.days import DayInputs
from bedmodel.model.need import fullest_quarter
from bedmodel.simulation.arrivals import arrivals_for, counted, dispersion, smooth_year, still_in
from bedmodel.simulation.stays import Shape, shape_of
from bedmodel.simulation.ward import Group, Ward
from bedmodel.years import DAYS_IN_YEAR, EPOCH_WEEKDAY, start_of

WhenFull = Literal["boarding", "refusal", "electives"]
StayName = Literal["exponential", "lognormal", "fixed"]

LEAST_WARM_UP, STAYS_OF_WARM_UP = 8, 10
"""Weeks, and mean stays: a warm-up lasts the longer of both, in whole weeks."""
VARIATION = 1.5
"""Standard deviation ÷ mean of lognormal stays, where nobody says otherwise; assumed."""
MOST_PATIENTS, MOST_AT_ONCE, MOST_DAYS = 500_000_000, 20_000_000, 5_000_000
"""Patients in all replications, patients in one, and days in all, beyond which there is neither time nor memory."""
CALENDAR_YEAR = 365.25
NEAR = 0.0005
"""Of the mean: what the week that arrivals can make may differ by from the one asked for, without a word."""


@dataclass(frozen=True)
class Asked:
    """What is to be simulated, and how."""

    pool: str
    year: str
    days: int = int(DAYS_IN_YEAR)
    replications: int = 50
    when_full: WhenFull = "boarding"
    stay: StayName = "lognormal"
    variation: float = VARIATION
    beds: float | None = None
    """In place of the beds that the scenario has open."""
    length_of_stay: float | None = None
    """Mean stay in days, in place of the scenario's."""


@dataclass(frozen=True)
class Setup:
    """A pool in one year of the central case, ready to be simulated."""

    trials: Trials
    asked: Asked
    stated: float
    """Beds open, mean over the year, or as asked for; perhaps part of one."""
    beds: float
    """The nearest whole number of them, which is simulated, and which the closed forms are of."""
    need: float
    """Patients in at midnight if nobody were ever turned away, mean over the year."""
    nights: float
    """Mean stay in days."""
    ratio: float | None
    """Variance ÷ mean of the midnight count; None where the pool does not say: patients come independently."""
    electives: tuple[float, float] | None
    """Planned patients' share of the bed-days and their mean stay, where the pool says."""
    monthly: Array
    """Index by month, April first, mean 1 (month,)."""
    weekday: Array
    """Index by day of the week, Monday first, mean 1 (weekday,)."""
    days: DayInputs
    """What the closed forms know of the pool's days, as it is simulated; one draw, and this pool alone."""

    @property
    def title(self) -> str:
        """What the pool is called."""
        return self.trials.scenario.content.pools[self.asked.pool].title

    @property
    def shape(self) -> Shape:
        """How stays are distributed."""
        return shape_of(self.asked.stay, self.asked.variation)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Planned patients and all others, or all alike where nothing is known of planned ones.

        Raises ValueError where planned patients alone would be more than all patients.
        """
        all_turned = self.asked.when_full == "refusal"
        if self.electives is None:
            return (Group(1.0, self.nights, all_turned),)
        days, stay = self.electives
        share = days * self.nights / stay
        if share >= 1.0:
            raise ValueError(
                f"planned patients would be {share:.0%} of all patients, with {days:.0%} of the bed-days, a stay of "
                f"{stay:g} days and {self.nights:g} days for all patients; one of these cannot be"
            )
        others = (self.nights - share * stay) / (1.0 - share)
        planned = Group(share, stay, self.asked.when_full != "boarding")
        return (planned, Group(1.0 - share, others, all_turned))

    @cached_property
    def still(self) -> Array:
        """The probability of being still in at the midnight that ends the k-th day after that of arrival (day,)."""
        return still_in(self.shape, [group.share for group in self.groups], [group.mean_stay for group in self.groups])

    @property
    def warm_up(self) -> int:
        """Days before the first that counts."""
        return 7 * max(LEAST_WARM_UP, int(np.ceil(STAYS_OF_WARM_UP * self.nights / 7.0)))

    @cached_property
    def dates(self) -> NDArray[np.datetime64]:
        """The days that count, from 1 April (day,)."""
        first = np.datetime64(f"{start_of(self.asked.year)}-04-01", "D")
        return first + np.arange(self.asked.days).astype("timedelta64[D]")

    @property
    def month(self) -> NDArray[np.int64]:
        """The month that each day lies in, 0 for April (day,)."""
        return (self.dates.astype("datetime64[M]").astype(np.int64) % 12 - 3) % 12

    @cached_property
    def winter_starts(self) -> int:
        """The first of the three fullest months running, 0 for April."""
        return int(fullest_quarter(self.monthly[None, :, None])[0, 0])

    @property
    def in_winter(self) -> NDArray[np.bool_]:
        """Whether each day lies in the three fullest months running (day,)."""
        return (self.month - self.winter_starts >= 0) & (self.month - self.winter_starts < 3)

    @property
    def whole_years(self) -> bool:
        """Whether the days that count are whole years but for leap days, so that figures for a year can be given."""
        years = round(self.asked.days / CALENDAR_YEAR)
        return years > 0 and abs(self.asked.days - years * CALENDAR_YEAR) <= 1.0 + (CALENDAR_YEAR % 1.0) * years

    @cached_property
    def _cycle(self) -> tuple[Array, NDArray[np.int64], Array]:
        """Index of need, day of the week and arrivals against their mean, of each day from 1 April for seven years.

        After that days of the week fall on the same days of the year again. The arrivals of all the days are worked out
        at once, so that the count has its season and its week together.
        """
        year = smooth_year(self.monthly, _month_lengths(self.asked.year))
        days = np.arange(7 * len(year))
        weekday = (days + int(self.dates[0].astype(np.int64)) + EPOCH_WEEKDAY) % 7
        index = year[days % len(year)] * self.weekday[weekday]
        return index, weekday, arrivals_for(index, self.still)

    @cached_property
    def week_made(self) -> Array:
        """The index by day of the week that arrivals can bring about (weekday,)."""
        _, weekday, arrivals = self._cycle
        return np.asarray(np.bincount(weekday, counted(arrivals, self.still)) / np.bincount(weekday))

    @property
    def week_is_made(self) -> bool:
        """Whether it is the one asked for."""
        return bool(np.abs(self.week_made - self.weekday).max() <= NEAR)

    @cached_property
    def ward(self) -> Ward:
        """The ward that is simulated; arrivals of each day follow from the count that they must make."""
        index, _, arrivals = self._cycle
        days = np.arange(-self.warm_up, self.asked.days) % len(index)
        return Ward(
            beds=self.beds,
            arrivals=np.asarray(arrivals[days] * self.need / self.nights),
            warm_up=self.warm_up,
            start=float(self.need * index[days[0] - 1]),
            dispersion=dispersion(1.0 if self.ratio is None else self.ratio, self.still),
            shape=self.shape,
            groups=self.groups,
        )


def _month_lengths(year: str) -> list[int]:
    """Days of each month of a financial year, from April."""
    first = np.datetime64(f"{start_of(year)}-04", "M")
    starts = (first + np.arange(13).astype("timedelta64[M]")).astype("datetime64[D]")
    return [int(days) for days in np.diff(starts).astype(np.int64)]


def set_up(trials: Trials, asked: Asked) -> Setup:
    """The pool as the central case has it, with what was asked for in place of it.

    Raises KeyError where there is no such pool or year, ValueError where a pool cannot be simulated as it is.
    """
    trials.check_pool(asked.pool)
    pools = list(trials.scenario.content.pools)
    trials.check(Selector("beds.occupied", pool=asked.pool, year=asked.year))
    part, at = next(trials.projections(CENTRAL, money=False)), pools.index(asked.pool)
    year = trials.scenario.span.index(asked.year)
    stated = part.inputs.days.ratio[0, 0, at]
    ratio = None if np.isnan(stated) else float(stated)
    days = _days(part, at, asked.length_of_stay, ratio)
    nights, share, stay = (float(of[0, 0, 0]) for of in (days.nights, days.elective_share, days.elective_nights))
    if not nights > 0.0:
        raise ValueError(
            f"pools.{asked.pool} does not say how long patients stay; add `length_of_stay: {{value: …, source: …}}` to "
            "its `daily:`, or give --length-of-stay"
        )
    monthly, weekday = part.inputs.need.monthly[0, :, at], _weekday(part, asked.pool)
    stated_beds = float(part.beds.available[0, year, at]) if asked.beds is None else asked.beds
    setup = Setup(
        trials=trials,
        asked=asked,
        stated=stated_beds,
        beds=float(np.floor(stated_beds + 0.5)),
        need=float(part.beds.occupied[0, year, at]),
        nights=nights,
        ratio=ratio,
        electives=(share, stay) if share > 0.0 else None,
        monthly=monthly / monthly.mean(),
        weekday=weekday / weekday.mean(),
        days=days,
    )
    _check(setup)
    return setup


def _days(part: Projected, at: int, nights: float | None, ratio: float | None) -> DayInputs:
    """What is known of one pool's days, as it is simulated: perhaps with another stay, and never without a spread."""
    days, only = part.inputs.days, np.arange(len(part.scenario.content.pools)) == at
    return DayInputs(
        calendar=days.calendar.of(only),
        ratio=np.full((1, 1, 1), 1.0 if ratio is None else ratio),
        nights=days.nights[..., only] if nights is None else np.full((1, 1, 1), nights),
        elective_share=days.elective_share[..., only],
        elective_nights=days.elective_nights[..., only],
    )


def _weekday(part: Projected, pool: str) -> Array:
    """The pool's index by day of the week, as the scenario has it."""
    daily = part.scenario.content.pools[pool].daily
    return by_weekday(part.values, daily.weekday if daily else None)


def _check(setup: Setup) -> None:
    """Raises ValueError where there is nothing to simulate."""
    asked = setup.asked
    where = f"pools.{asked.pool} in {asked.year}"
    if setup.beds <= 0.0:
        raise ValueError(f"{where} has no bed open; give --beds, or another year")
    if setup.need <= 0.0:
        raise ValueError(f"{where} has no patients")
    if asked.when_full == "electives" and setup.electives is None:
        raise ValueError(
            f"pools.{asked.pool} does not say which part of its patients is planned, so that none can be put off; add "
            "`electives: {share: …, length_of_stay: …}` to its `daily:`, or give another --when-full"
        )
    if min(group.mean_stay for group in setup.groups) <= 0.0:
        raise ValueError("patients who are not planned would have no stay; look at `daily.electives`")


def check_size(setup: Setup) -> None:
    """Raises ValueError where a simulation would take more time or memory than there is."""
    asked = setup.asked
    patients = setup.need / setup.nights * (asked.days + setup.warm_up)
    too_many = patients > MOST_AT_ONCE or patients * asked.replications > MOST_PATIENTS
    if too_many or asked.days * asked.replications > MOST_DAYS:
        raise ValueError(
            f"that would be {patients:,.0f} patients and {asked.days:,} days in each of {asked.replications:,} "
            "replications; ask for fewer --days or --replications"
        )
