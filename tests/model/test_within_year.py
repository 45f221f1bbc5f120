"""Days over, beds for days over and bad winters, against sums over every day and against paths drawn day by day."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

from bedmodel.model import within_year as w
from bedmodel.model.calendar import calendar_of
from bedmodel.model.days import daily_p95
from bedmodel.model.first_day_over import chance_of_first_day_over
from bedmodel.model.midnight import chance_over
from bedmodel.model.refusals import beds_for_share_refused, share_refused

MONTHS = np.array([0.986, 0.994, 0.986, 0.961, 0.963, 0.977, 0.998, 1.018, 1.002, 1.042, 1.038, 1.034])
WEEK = np.array([1.008, 1.013, 1.012, 1.009, 0.984, 0.978, 0.997])
SEASONAL = calendar_of(MONTHS[:, None], WEEK[:, None])
ALIKE = calendar_of(np.ones((12, 1)), np.ones((7, 1)))


def one(value):
    return np.array([float(value)])


def days_over(calendar, occupied, beds, ratio):
    return w.days_over(calendar, w.chances_over(calendar, occupied, beds, ratio))


def test_the_kinds_of_day_keep_the_years_mean_and_its_days():
    assert (SEASONAL.days * SEASONAL.index[:, 0]).sum() == pytest.approx(365.0, rel=1e-12)
    assert SEASONAL.days.sum() == pytest.approx(365.0)
    assert SEASONAL.winter.sum() == pytest.approx(365.0 / 4)
    assert len(SEASONAL.days) < 40


@pytest.mark.parametrize(("mean", "ratio"), [(1560.0, 1.5), (1560.0, 1.0), (200.0, 1.0), (24.0, 1.4)])
def test_every_day_added_up(mean, ratio):
    """Kinds of day save work; the sum over each month and day of the week for itself differs by less than 1%."""
    index = (MONTHS / MONTHS.mean())[:, None] * (WEEK / WEEK.mean())
    for share in (1.0, 1.05, 1.1):
        beds = mean * share
        each = sum(365 / 84 * float(chance_over(beds, mean * factor, ratio)) for factor in index.ravel())
        assert days_over(SEASONAL, one(mean), one(beds), one(ratio))[0] == pytest.approx(each, rel=0.01, abs=1e-3)


def test_a_year_of_two_halves():
    """120 patients in one half, 80 in the other, 100 beds: by hand, half a year × the chance in each."""
    halves = calendar_of(np.array([[0.8]] * 6 + [[1.2]] * 6), np.ones((7, 1)))
    by_hand = 182.5 * (float(chance_over(100.0, 80.0, 1.0)) + float(chance_over(100.0, 120.0, 1.0)))
    assert days_over(halves, one(100), one(100), one(1))[0] == pytest.approx(by_hand, rel=1e-12)


def test_patients_beyond_and_operations_put_off():
    """Nobody has a bed: 10 patients beyond, of whom a fifth are planned and stay 5 nights: 2 × 365 ÷ 5 operations."""
    beyond = w.excesses(ALIKE, one(10), one(0), one(1))
    assert w.patients_without_bed(ALIKE, beyond)[0] == pytest.approx(10.0)
    given = one(10), one(0), one(1)
    assert w.operations_displaced(ALIKE, beyond, *given, one(0.2), one(5))[0] == pytest.approx(146.0)
    assert w.operations_displaced(ALIKE, beyond, *given, one(1), one(5))[0] == pytest.approx(730.0)
    assert w.operations_displaced(ALIKE, beyond, *given, one(0), one(1))[0] == 0.0


def test_operations_put_off_day_by_day():
    """Drawn: each day the lesser of those beyond the beds and those planned, also where counts vary wildly."""
    rng = np.random.default_rng(2)
    for mean, beds, ratio, share in ((5.0, 5.0, 50.0, 0.2), (200.0, 210.0, 1.5, 0.05)):
        drawn = rng.negative_binomial(mean / (ratio - 1), 1 / ratio, 400_000)
        by_hand = np.minimum(np.maximum(drawn - beds, 0), share * drawn).mean() * 365 / 5
        given = one(mean), one(beds), one(ratio)
        beyond = w.excesses(ALIKE, *given)
        found = w.operations_displaced(ALIKE, beyond, *given, one(share), one(5))[0]
        assert found == pytest.approx(by_hand, rel=0.03)


@settings(deadline=None, max_examples=60)
@given(st.floats(0.5, 3e3), st.floats(1.0, 4.0), st.floats(0.1, 300.0))
def test_beds_for_days_over_undo_days_over(mean, ratio, days):
    beds = w.beds_for_days_over(SEASONAL, one(mean), one(ratio), one(days))
    found = days_over(SEASONAL, one(mean), beds, one(ratio))[0]
    assert found == pytest.approx(days, rel=1e-4) or (beds[0] == 0.0 and found < days)


@settings(deadline=None, max_examples=30)
@given(st.floats(1.0, 3e3), st.floats(1.0, 3.0), st.floats(1e-4, 0.3))
def test_beds_for_a_share_refused_undo_it(mean, ratio, limit):
    beds = beds_for_share_refused(SEASONAL, one(mean), one(ratio), one(limit))
    assert share_refused(SEASONAL, one(mean), beds, one(ratio))[0] == pytest.approx(limit, rel=1e-4)


@settings(deadline=None, max_examples=30)
@given(st.floats(5.0, 2e3), st.floats(1.0, 3.0), st.floats(0.9, 1.2))
def test_stricter_standards_and_more_variation_need_more_beds(mean, ratio, share):
    days = w.beds_for_days_over(SEASONAL, one(mean), one(ratio), one(10))[0]
    assert w.beds_for_days_over(SEASONAL, one(mean), one(ratio), one(5))[0] > days
    assert w.beds_for_days_over(SEASONAL, one(mean), one(ratio + 0.5), one(10))[0] > days
    over = [days_over(SEASONAL, one(mean), one(mean * share + more), one(ratio))[0] for more in (0.0, 1.0)]
    assert over[1] <= over[0] + 1e-9


def test_the_95th_centile_of_the_years_days():
    """Drawn day by day: 400 years of normal days about the same seasons."""
    rng = np.random.default_rng(1)
    index = ((MONTHS / MONTHS.mean())[:, None] * (WEEK / WEEK.mean())).ravel()
    drawn = rng.normal(1560 * index, np.sqrt(1.5 * 1560 * index), (4_000, 84))
    days = _days(np.full((1, 1, 1), 1.5), SEASONAL)
    alone, together = daily_p95(np.full((1, 1, 1), 1560.0), days)[0, 0]
    assert alone == together
    assert alone == pytest.approx(np.quantile(drawn, 0.95) - 0.5, abs=1.0)


def test_two_pools_as_one_count_need_fewer_beds_than_apart():
    two = calendar_of(np.stack([MONTHS, MONTHS], axis=-1), np.ones((7, 2)))
    found = daily_p95(np.array([[[1500.0, 200.0]]]), _days(np.array([[[1.5, 1.0]]]), two))[0, 0]
    assert 1700 < found[2] < found[0] + found[1]


def _days(ratio, calendar):
    from bedmodel.model.days import DayInputs

    none = np.zeros_like(ratio)
    return DayInputs(calendar, ratio, none, none, none + 1.0)


@pytest.mark.parametrize(("nights", "within"), [(0.0, 0.015), (7.0, 0.06), (15.0, 0.1)])
def test_a_bad_day_in_winter_against_paths_drawn_day_by_day(nights, within):
    rng = np.random.default_rng(3)
    mean, ratio, paths = 1500.0, 1.7, 20_000
    rho = np.exp(-1 / nights) if nights else 0.0
    usual = mean * (np.repeat(MONTHS[9:], 30) / MONTHS.mean())[:, None] * np.tile(WEEK / WEEK.mean(), 13)[:90, None]
    beds = np.array([1560.0, 1600.0, 1650.0, 1700.0, 1750.0])
    full = ndtri(1 - chance_over(beds, usual, ratio))
    x, over = rng.standard_normal(paths), np.zeros((5, paths), dtype=bool)
    for day in range(90):
        x = rho * x + np.sqrt(1 - rho**2) * rng.standard_normal(paths) if day else x
        over |= x > full[day][:, None]
    for number, share in zip(beds, over.mean(axis=1), strict=True):
        chances = w.chances_over(SEASONAL, one(mean), one(number), one(ratio))
        assert w.chance_of_winter_day_over(SEASONAL, chances, one(nights))[0] == pytest.approx(share, abs=within)


def test_independent_days():
    """Without persistence it is 1 − (1 − p) to the power of the days."""
    winter = w.chance_of_winter_day_over(ALIKE, [one(0.02)] * 2, one(0))[0]
    assert winter == pytest.approx(1 - 0.98 ** (365 / 4), rel=1e-9)
    assert chance_of_first_day_over(one(1.3), one(0))[0] == pytest.approx(0.0968, abs=1e-4)
