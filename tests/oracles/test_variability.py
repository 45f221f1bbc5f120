"""Published figures about queues and counts: Erlang's loss formula, Poisson tails, and what size makes of them."""

from fractions import Fraction

import numpy as np
import pytest

from bedmodel.analysis.sizes import fullest, sizes
from bedmodel.model.calendar import calendar_of
from bedmodel.model.erlang import load_for_occupancy, load_for_refusal, refusal
from bedmodel.model.midnight import chance_over
from bedmodel.model.within_year import beds_for_days_over

ALIKE = calendar_of(np.ones((12, 1)), np.ones((7, 1)))


def exactly(load, beds):
    """Erlang B by its recursion, in exact fractions."""
    found = Fraction(1)
    for number in range(1, beds + 1):
        found = load * found / (number + load * found)
    return found


def test_15_beds_that_refuse_1_in_100_are_offered_8_108_erlangs():
    """Published manual of the recursion."""
    assert load_for_refusal(np.array([15.0]), np.array([0.01]))[0] == pytest.approx(8.108, abs=0.001)


@pytest.mark.parametrize(
    ("load", "beds", "per_cent"),
    [(8, 10, 12.1661), (10, 12, 11.9739), (12.5, 15, 10.0489), (15, 18, 8.6169), (18, 22, 6.5451)],
)
def test_the_published_table_of_refusals(load, beds, per_cent):
    assert 100 * refusal(np.array([load]), np.array([beds]))[0] == pytest.approx(per_cent, abs=1e-4)
    assert 100 * float(exactly(Fraction(load), beds)) == pytest.approx(per_cent, abs=1e-4)


@pytest.mark.parametrize(("beds", "per_cent"), [(20, 17.3), (100, 1.52), (400, 0.01)])
def test_85_per_cent_means_something_else_for_each_size(beds, per_cent):
    """The beds are filled to 85%, so those who are refused are not in them: load × (1 − refusal) = 0.85 × beds."""
    load = load_for_occupancy(np.array([float(beds)]), np.array([0.85]))
    assert 100 * refusal(load, np.array([beds]))[0] == pytest.approx(per_cent, abs=0.05)
    assert load[0] * (1 - float(exactly(Fraction(float(load[0])), beds))) == pytest.approx(0.85 * beds)
    (size,) = (size for size in sizes({}, [0.85], 0.01) if size.beds == beds)
    assert 100 * size.refused[0] == pytest.approx(per_cent, abs=0.05)


@pytest.mark.parametrize(("mean", "beds", "chance"), [(85, 100, 0.060744), (90, 100, 0.158221)])
def test_poisson_tails(mean, beds, chance):
    """P(N ≥ c): at least as many patients as beds, which is more than c − 1."""
    found = chance_over(np.array([beds - 1.0]), np.array([float(mean)]), np.ones(1))[0]
    assert found == pytest.approx(chance, abs=1e-6)


@pytest.mark.parametrize(("mean", "beds"), [(20, 31), (50, 67), (100, 124), (500, 553)])
def test_spare_beds_grow_with_the_square_root_of_need(mean, beds):
    """Beds for which P(N > c) is at most 1%."""
    found = beds_for_days_over(ALIKE, np.array([float(mean)]), np.ones(1), np.array([3.65]))
    assert np.ceil(found[0]) == beds


def test_15_beds_that_refuse_1_in_100_are_filled_to_54_per_cent():
    """8.108 erlangs offered, 1% of them refused, in 15 beds."""
    assert fullest(np.array([15.0]), 0.01)[0] == pytest.approx(8.108 * 0.99 / 15, abs=1e-4)
