"""Scores of a projection, worked by hand and held against their definitions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedmodel.analysis.scores import crps, inside

numbers = st.floats(-1e3, 1e3)


# Draws 1, 2, 6; 3 came. E|X − y| = (2 + 1 + 3) ÷ 3 = 2. E|X − X′| = 2 × (1 + 5 + 4) ÷ 9 = 20⁄9. CRPS = 2 − 10⁄9 = 8⁄9.
def test_crps_by_hand():
    assert crps(np.array([6.0, 1.0, 2.0]), 3.0) == pytest.approx(8 / 9)


@settings(deadline=None)
@given(st.lists(numbers, min_size=1, max_size=30), numbers)
def test_crps_is_its_definition(drawn, actual):
    draws = np.array(drawn)
    between = np.abs(draws[:, None] - draws[None, :]).mean()
    assert crps(draws, actual) == pytest.approx(np.abs(draws - actual).mean() - between / 2, abs=1e-8)


# The same score as an area: ∫ (F(x) − 1{x ≥ y})² dx. Uniform on [0, 1], y = 0: ∫ (x − 1)² dx = 1⁄3.
def test_crps_of_many_draws_comes_near_the_area_between_the_curves():
    assert crps((np.arange(10_000) + 0.5) / 10_000, 0.0) == pytest.approx(1 / 3, abs=1e-4)


def test_a_number_without_spread_scores_its_absolute_error():
    assert crps(np.full(50, 7.0), 4.0) == pytest.approx(3.0)


@pytest.mark.parametrize(("actual", "held"), [(90.0, True), (89.9, False), (110.0, True), (110.1, False)])
def test_the_ends_of_a_band_belong_to_it(actual, held):
    assert inside(90.0, 110.0, actual) is held


def test_what_has_no_width_is_no_band():
    assert inside(100.0, 100.0 + 1e-9, 100.0) is None
    assert inside(0.0, 0.0, 5.0) is None
