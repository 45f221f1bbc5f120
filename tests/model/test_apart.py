"""Units of a pool: their variance ratio, and that sharing never costs beds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from bedmodel.model.apart import days_of_units, thinned_ratio
from bedmodel.model.calendar import calendar_of
from bedmodel.model.days import DayInputs
from bedmodel.model.midnight import chance_over
from bedmodel.model.standards import Standards, beds_required

MONTHS = np.linspace(0.9, 1.1, 12)[:, None]


def days(ratio):
    one = np.ones((1, 1, 1))
    calendar = calendar_of(MONTHS, np.ones((7, 1)))
    return DayInputs(calendar, one * ratio, one * 0, one * 0, one)


def required(kind, limit, occupied, of):
    nothing = np.full(occupied.shape, np.nan)
    limits = {"occupancy": nothing, "refusal": nothing, "days_over": nothing} | {kind: np.full(occupied.shape, limit)}
    return beds_required(occupied, Standards(**limits), of)


@pytest.mark.parametrize("share", [0.02, 0.3, 1.0])
@pytest.mark.parametrize("ratio", [1.2, 2.5])
def test_dividing_patients_by_chance_gives_the_same_kind_of_count_with_the_thinned_ratio(share, ratio):
    """Every count of the pool, divided by a binomial, summed: no formula in it."""
    mean, most = 12.0, 400
    pool = stats.nbinom(mean / (ratio - 1.0), 1.0 / ratio)
    counts = np.arange(most)
    unit = (pool.pmf(counts)[:, None] * stats.binom.pmf(counts[None], counts[:, None], share)).sum(axis=0)
    first, second = (unit * counts).sum(), (unit * counts**2).sum()
    assert first == pytest.approx(share * mean)
    assert (second - first**2) / first == pytest.approx(thinned_ratio(np.array(ratio), np.array(share)), rel=1e-6)
    beds = np.array([0.0, 1.0, 3.0, 7.0, 15.0])
    over = [unit[int(number) + 1 :].sum() for number in beds]
    found = chance_over(beds, np.full(5, share * mean), np.full(5, thinned_ratio(np.array(ratio), np.array(share))))
    assert found == pytest.approx(over, abs=1e-9)


def test_units_have_their_pools_season_and_week():
    of = days_of_units(days(2.0), 0, np.array([[[0.25, 0.75]]]))
    assert of.ratio[0, 0].tolist() == [1.25, 1.75]
    assert of.calendar.index.shape[1] == of.calendar.winter.shape[1] == 2
    assert (of.calendar.index[:, 0] == of.calendar.index[:, 1]).all()


LIMITS = {"occupancy": (0.5, 0.99), "refusal": (0.001, 0.15), "days_over": (1.0, 90.0)}


@pytest.mark.parametrize("kind", LIMITS)
@settings(deadline=None, max_examples=30)
@given(
    mean=st.floats(2.0, 900.0),
    ratio=st.floats(1.0, 3.0),
    at=st.tuples(st.floats(0, 1), st.floats(0, 1)),
    data=st.data(),
)
def test_beds_fall_as_a_standard_is_loosened_and_rise_with_need(kind, mean, ratio, at, data):
    low, high = LIMITS[kind]
    strict, loose = (low + (high - low) * part for part in sorted(at))
    occupied, of = np.array([[[mean]]]), days(ratio)
    more = mean * data.draw(st.floats(1.0, 2.0))
    assert required(kind, loose, occupied, of) <= required(kind, strict, occupied, of) + 1e-4
    assert required(kind, strict, np.array([[[more]]]), of) >= required(kind, strict, occupied, of) - 1e-4


@pytest.mark.parametrize("kind", LIMITS)
@settings(deadline=None, max_examples=30)
@given(mean=st.floats(50.0, 900.0), ratio=st.floats(1.0, 3.0), part=st.floats(0.1, 0.9), at=st.floats(0, 1))
def test_not_to_share_never_saves_a_bed_and_costs_none_under_an_occupancy(kind, mean, ratio, part, at):
    """For standards that are broken seldom; a ward that may be over on most days needs no more beds than its mean."""
    low, high = LIMITS[kind]
    limit, shares, of = low + (high - low) * at, np.array([[[part, 1.0 - part]]]), days(ratio)
    together = required(kind, limit, np.array([[[mean]]]), of).sum()
    apart = required(kind, limit, mean * shares, days_of_units(of, 0, shares)).sum()
    assert apart >= together - 1e-3
    if kind == "occupancy":
        assert apart == pytest.approx(together)
