"""A table is thinned to what reads the rest of it off: never farther out than it says, and known at every place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bedmodel.analysis.thinning import kept, largest_error, read_off, thinned

SHAPE = (7, 5)
PLACES = [np.array([0.0, 1.0, 2.0, 4.0, 5.0, 7.0, 10.0]), np.arange(5.0)]
OWN = (3, 1)
NUMBERS = st.floats(-1000, 1000, allow_nan=False, width=32)


def test_by_hand_a_bend_is_kept_and_the_straight_is_not():
    bent = np.array([0.0, 1.0, 2.0, 4.0, 4.0, 4.0, 4.0])[:, None] + np.zeros(5)
    (nodes,) = thinned([bent], PLACES, OWN, [0.01], 99)
    assert nodes == ((0, 3, 6), (1,)), "the bend is at one's own place; nothing depends on the second axis"
    assert np.array_equal(read_off(kept(bent, nodes), nodes, PLACES), bent)


def test_by_hand_the_error_of_a_corner_that_is_cut_off():
    bent = np.array([0.0, 0.0, 0.0, 0.0, 1.0, 3.0, 6.0])[:, None] + np.zeros(5)
    (nodes,) = thinned([bent], PLACES, (0, 0), [10.0], 99)
    assert nodes == ((0, 6), (0,))
    assert largest_error(bent, nodes, PLACES) == pytest.approx(6 * 4 / 10), "at 4 the line from 0 to 6 is at 2.4"


@given(st.lists(arrays(float, SHAPE, elements=NUMBERS), min_size=1, max_size=3), st.sampled_from([1.0, 100.0]))
def test_with_room_the_error_is_at_most_what_is_allowed(tables, allowed):
    found = thinned(tables, PLACES, OWN, [allowed] * len(tables), 10_000)
    for table, nodes in zip(tables, found, strict=True):
        assert all(own in of for own, of in zip(OWN, nodes, strict=True)), "one's own place is always kept"
        whole = read_off(kept(table, nodes), nodes, PLACES)
        assert np.abs(whole - table).max() <= allowed + 1e-9
        assert largest_error(table, nodes, PLACES) == np.abs(whole - table).max()
        assert np.abs(whole[np.ix_(*nodes)] - table[np.ix_(*nodes)]).max() == 0.0, "what is kept is to the last bit"


@given(st.lists(arrays(float, SHAPE, elements=NUMBERS), min_size=1, max_size=3), st.integers(30, 60))
def test_without_room_no_more_is_kept_than_there_is(tables, room):
    found = thinned(tables, PLACES, OWN, [1e-9] * len(tables), room)
    assert sum(kept(table, nodes).size for table, nodes in zip(tables, found, strict=True)) <= room


def test_where_a_number_comes_or_goes_the_edge_is_kept_exactly():
    gone = np.array([np.nan, np.nan, 1.0, 1.0, 1.0, 1.0, 1.0])[:, None] + np.zeros(5)
    (nodes,) = thinned([gone], PLACES, (6, 0), [1.0], 99)
    whole = read_off(kept(gone, nodes), nodes, PLACES)
    assert np.array_equal(whole, gone, equal_nan=True)
    assert largest_error(gone, nodes, PLACES) == 0.0


def test_where_the_edge_cannot_be_kept_for_want_of_room_the_error_is_infinite():
    gone = np.array([np.nan, np.nan, 1.0, 1.0, 1.0, 1.0, 1.0])[:, None] + np.zeros(5)
    (nodes,) = thinned([gone], PLACES, (6, 0), [1.0], 2)
    assert nodes == ((0, 6), (0,))
    assert largest_error(gone, nodes, PLACES) == np.inf
