"""Crossings: where a figure goes from one side of its threshold to the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedmodel.analysis.roots import GRID, bracketed, crossings, spaced


def values(found):
    return [crossing.value for crossing in found]


@settings(deadline=None)
@given(st.floats(0.01, 0.99), st.floats(-5, 5).filter(lambda slope: abs(slope) > 0.01), st.floats(0, 1))
def test_a_line_is_crossed_where_it_is(root, slope, centre):
    (found,) = crossings(lambda x: slope * (x - root), 0.0, 1.0, centre)
    assert found.value == pytest.approx(root, abs=1e-6)
    assert found.rising == (slope > 0)
    assert not found.jump


def test_every_crossing_of_a_curve_is_found_in_order():
    found = crossings(lambda x: np.cos(x) - 0.5, 0.0, 10.0, 3.0)
    assert values(found) == pytest.approx([np.pi / 3, 5 * np.pi / 3, 7 * np.pi / 3], abs=1e-7)
    assert [crossing.rising for crossing in found] == [False, True, False]


def test_a_step_is_a_jump_and_is_found_where_it_is():
    (found,) = crossings(lambda x: np.floor(x / 28) * 28 - 100, 0.0, 300.0, 150.0)
    assert found.value == pytest.approx(112, abs=1e-6)
    assert found.jump


def test_touching_the_threshold_from_above_is_no_crossing():
    assert crossings(lambda x: (x - 0.5) ** 2, 0.0, 1.0, 0.3) == []


def test_a_figure_that_only_meets_its_threshold_counts_as_meeting_it():
    (found,) = crossings(lambda x: np.minimum(x - 0.5, 0.0), 0.0, 1.0, 0.3)
    assert found.rising
    assert found.value == pytest.approx(0.5, abs=1e-6)


def test_what_has_no_number_has_no_side():
    assert crossings(lambda x: np.full_like(x, np.nan), 0.0, 1.0, 0.5) == []
    (found,) = crossings(lambda x: np.where(x > 0.8, np.nan, x - 0.25), 0.0, 1.0, 0.5)
    assert found.value == pytest.approx(0.25, abs=1e-7)


@settings(deadline=None)
@given(
    low=st.floats(-1e6, 1e6),
    width=st.floats(1e-3, 1e7),
    share=st.floats(0, 1),
)
def test_a_grid_runs_from_end_to_end_and_ever_upwards(low, width, share):
    high, centre = low + width, low + share * width
    grid = spaced(low, high, centre)
    assert len(grid) == GRID
    assert (grid[0], grid[-1]) == (low, high)
    assert np.all(np.diff(grid) >= 0)
    assert np.abs(grid - min(max(centre, low), high)).min() <= 1e-6 * max(abs(centre), width)


def test_many_brackets_at_once_each_with_its_own_future():
    roots = np.linspace(0.1, 0.9, 50)
    found = bracketed(lambda x, at: x - roots[at.astype(int)], np.zeros(50), np.ones(50), 1e-10, np.arange(50.0))
    assert found == pytest.approx(roots, abs=1e-8)
