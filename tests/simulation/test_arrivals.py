"""Arrivals that bring about a season and a week, and how stays are distributed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedmodel.simulation.arrivals import LONGEST, arrivals_for, counted, dispersion, smooth_year, still_in
from bedmodel.simulation.stays import shape_of

SHAPES = ("exponential", "lognormal", "fixed")
MONTHS = (30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31)


@pytest.mark.parametrize("shape", SHAPES)
def test_stays_have_a_mean_of_one_and_their_variation(shape):
    form, random = shape_of(shape, 1.5), np.random.default_rng(1)
    drawn = form.draw(random, 400_000)
    error = form.variation / np.sqrt(400_000)
    assert abs(drawn.mean() - 1.0) <= 3 * error
    assert drawn.std() == pytest.approx(form.variation, rel=0.05)


# Renewal theory: what is left of a stay that is met has the mean (1 + variation²) ÷ 2.
@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_left_of_a_stay_is_in_equilibrium(shape):
    form, random = shape_of(shape, 1.0), np.random.default_rng(2)
    left = form.remaining(random, 400_000)
    assert left.mean() == pytest.approx((1 + form.variation**2) / 2, rel=0.02)
    for limit in (0.25, 1.0, 3.0):
        assert (left < limit).mean() == pytest.approx(form.within(np.array([limit]))[0], abs=0.003)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_part_of_a_stay_before_a_limit(shape):
    form, random = shape_of(shape, 1.5), np.random.default_rng(3)
    drawn = form.draw(random, 400_000)
    for limit in (0.0, 0.1, 1.0, 4.0):
        assert np.minimum(drawn, limit).mean() == pytest.approx(form.within(np.array([limit]))[0], abs=0.005)


@pytest.mark.parametrize("shape", SHAPES)
def test_days_in_sum_to_the_mean_stay(shape):
    still = still_in(shape_of(shape, 1.5), [0.4, 0.6], [3.0, 9.0])
    assert len(still) == LONGEST
    assert still.sum() == pytest.approx(0.4 * 3 + 0.6 * 9, rel=1e-5)
    assert (np.diff(still) <= 1e-12).all()


# Exponential stays: s is a geometric series of ratio q = exp(−1/7) that sums to 7, so Σ s² ÷ Σ s = 7 (1 − q) ÷ (1 + q).
def test_dispersion_by_hand():
    q = np.exp(-1 / 7)
    still = still_in(shape_of("exponential", 1.0), [1.0], [7.0])
    assert dispersion(2.0, still) == pytest.approx(1 + (1 + q) / (7 * (1 - q)))
    assert dispersion(1.0, still) == 1.0


@settings(deadline=None)
@given(
    st.lists(st.floats(0.93, 1.07), min_size=7, max_size=7),
    st.floats(1.0, 20.0),
    st.sampled_from(["exponential", "lognormal"]),
)
def test_the_week_comes_out_exactly_or_arrivals_reach_nought(week, stay, shape):
    index, still = np.array(week), still_in(shape_of(shape, 1.5), [1.0], [stay])
    arrivals = arrivals_for(index, still)
    assert arrivals.mean() == pytest.approx(1.0)
    assert (arrivals >= 0).all()
    if arrivals.min() > 0:
        assert counted(arrivals, still) == pytest.approx(index / index.mean(), abs=1e-6)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_season_comes_out(shape):
    monthly = np.array([0.99, 0.98, 0.97, 0.97, 0.96, 0.98, 0.99, 1.01, 1.02, 1.06, 1.05, 1.02])
    year, still = smooth_year(monthly, MONTHS), still_in(shape_of(shape, 1.5), [1.0], [7.0])
    assert counted(arrivals_for(year, still), still) == pytest.approx(year, abs=0.0015)


@settings(deadline=None)
@given(st.lists(st.floats(0.8, 1.2), min_size=12, max_size=12))
def test_the_smooth_year_keeps_the_mean_of_each_month(monthly):
    year = smooth_year(np.array(monthly), MONTHS)
    means = [part.mean() for part in np.split(year, np.cumsum(MONTHS)[:-1])]
    weighted = np.average(monthly, weights=MONTHS)
    assert means == pytest.approx([value / weighted for value in monthly])
    assert year.mean() == pytest.approx(1.0)


def test_a_year_without_a_season_is_level():
    assert smooth_year(np.ones(12), MONTHS) == pytest.approx(np.ones(365))
