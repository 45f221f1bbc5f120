"""Erlang's loss formula against the recursion in exact fractions, and what must hold of it."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedmodel.model.erlang import beds_for_refusal, load_for_refusal, refusal


def by_recursion(load, beds):
    """1 ÷ B(c) = 1 + (c ÷ a) ÷ B(c − 1), in exact fractions."""
    inverse = Fraction(1)
    for bed in range(1, beds + 1):
        inverse = 1 + inverse * bed / Fraction(load)
    return float(1 / inverse)


@pytest.mark.parametrize(
    ("load", "beds"),
    [
        (24, 28),
        (1, 1),
        (100, 0),
        (Fraction(1, 10), 3),
        (5, 40),
        (400, 300),
        (1000, 700),
        (1500, 1000),
        (1700, 1600),
        (1700, 1800),
        (2000, 1000),
        (3000, 100),
        (100_000, 20),
    ],
)
def test_the_recursion_in_exact_arithmetic(load, beds):
    assert refusal(float(load), float(beds)) == pytest.approx(by_recursion(load, beds), rel=1e-10)


def test_nobody_comes():
    assert refusal(np.zeros(2), np.array([0.0, 5.0])).tolist() == [1.0, 0.0]


@settings(deadline=None)
@given(st.floats(0.01, 5e3), st.floats(0.0, 5e3))
def test_one_bed_more_is_one_step_of_the_recursion(load, beds):
    """Holds between whole beds too: B(c + 1) = a B(c) ÷ (c + 1 + a B(c))."""
    before, after = refusal(np.full(2, load), np.array([beds, beds + 1.0]))
    assert 0.0 <= after <= before <= 1.0
    if before > 1e-250:
        assert after == pytest.approx(load * before / (beds + 1.0 + load * before), rel=1e-9)


@settings(deadline=None)
@given(st.floats(0.05, 5e3), st.floats(1e-5, 0.8), st.floats(1.01, 1.5))
def test_the_inverses_undo_the_formula_and_are_monotone(load, limit, more):
    beds = beds_for_refusal(np.array([load, load * more, load]), np.array([limit, limit, min(limit * more, 0.9)]))
    assert refusal(load, beds[0]) == pytest.approx(limit, rel=1e-5)
    assert beds[1] > beds[0] > beds[2]
    assert load_for_refusal(beds[:1], np.array([limit]))[0] == pytest.approx(load, rel=1e-5, abs=1e-7)


def test_pooling_never_needs_more_beds():
    loads, limit = np.array([3.0, 20.0, 150.0, 1500.0]), np.full(4, 0.01)
    assert (beds_for_refusal(2 * loads, limit) < 2 * beds_for_refusal(loads, limit)).all()


def test_thousands_of_beds_at_once():
    load = np.linspace(1500.0, 2500.0, 1001)
    found = refusal(load, np.full(1001, 2000.0))
    assert (np.diff(found) > 0).all()
    assert found[500] == pytest.approx(by_recursion(2000, 2000), rel=1e-10)
