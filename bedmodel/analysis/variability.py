"""How much a daily count of patients varies, as measured: for what a scenario says under `daily:`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedmodel.results import Array
from bedmodel.years import EPOCH_WEEKDAY, WEEKDAYS

Days = NDArray[np.datetime64]


@dataclass(frozen=True)
class Spell:
    """What one unbroken run of daily counts shows, such as a winter."""

    days: int
    mean: float
    """Patients at midnight."""
    ratio: float
    """Variance ÷ mean about each month's mean and the day of the week."""
    weekday: Mapping[str, float]
    """Patients by day of the week against the week's mean."""
    persistence: float
    """Correlation of what is left on one day with what is left on the next."""


def spell(dates: Days, patients: Array) -> Spell:
    """Measures one run of daily counts; days that are missing are left out.

    Each count is set against the mean of its calendar month, so that the season is no part of the variation, and then
    against the mean of its day of the week. The variance of what is left, its degrees of freedom less one for each
    month and six for the week, ÷ the mean of all counts is the variance ratio. What is counted is beds filled: need
    beyond the beds open does not show, so that full hospitals seem to vary less than their need does. Raises
    ValueError unless each day of the week occurs and days are left over.

    >>> dates = np.arange("2018-12-03", "2018-12-31", dtype="datetime64[D]")
    >>> found = spell(dates, np.array([110.0, 100.0, 100.0, 100.0, 100.0, 95.0, 95.0] * 4))
    >>> found.weekday["Mon"], abs(round(found.ratio, 6))
    (1.1, 0.0)
    """
    dates = dates.astype("datetime64[D]")
    _, month = np.unique(dates.astype("datetime64[M]"), return_inverse=True)
    weekday = (dates.astype(np.int64) + EPOCH_WEEKDAY) % 7
    spare = len(dates) - (month.max() + 1) - 6 if len(dates) else 0
    if len(np.unique(weekday)) < 7 or spare < 1:
        raise ValueError("needs counts on every day of the week, over more than a week")
    usual = _mean_by(month, patients)[month]
    by_weekday = _mean_by(weekday, patients / usual)
    by_weekday = by_weekday / by_weekday.mean()
    left = patients - usual * by_weekday[weekday]
    follows = np.diff(dates) == np.timedelta64(1, "D")
    today, tomorrow = left[:-1][follows], left[1:][follows]
    spread = float(np.sqrt((today**2).sum() * (tomorrow**2).sum()))
    return Spell(
        days=len(dates),
        mean=float(patients.mean()),
        ratio=float((left**2).sum() / spare / patients.mean()),
        weekday=dict(zip(WEEKDAYS, by_weekday.tolist(), strict=True)),
        persistence=float((today * tomorrow).sum()) / spread if spread > 0 else 0.0,
    )


def typical_weekday(spells: Sequence[Spell]) -> dict[str, float]:
    """The mean of several runs' patterns by day of the week (index, mean 1), each run counted once.

    >>> one = Spell(28, 100.0, 1.0, dict.fromkeys(WEEKDAYS, 1.0), 0.0)
    >>> typical_weekday([one, one])["Sun"]
    1.0
    """
    return {day: float(np.mean([run.weekday[day] for run in spells])) for day in WEEKDAYS}


def _mean_by(group: NDArray[np.intp], values: Array) -> Array:
    return np.asarray(np.bincount(group, values) / np.bincount(group))
