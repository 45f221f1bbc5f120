"""The count at midnight against scipy's own laws, and how far off the normal law is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from bedmodel.model.midnight import LARGE, chance_over, patients_over

BEDS = np.arange(0.0, 3000.0)


def law(mean, ratio):
    return stats.poisson(mean) if ratio == 1 else stats.nbinom(mean / (ratio - 1), 1 / ratio)


def exact(mean, ratio):
    """P(N > c) and E max(N − c, 0) for every number of beds."""
    tail = law(mean, ratio).sf(BEDS)
    return tail, np.cumsum(tail[::-1])[::-1]


def ours(mean, ratio):
    given = BEDS, np.full(BEDS.shape, float(mean)), np.full(BEDS.shape, float(ratio))
    return chance_over(*given), patients_over(*given)


@pytest.mark.parametrize("ratio", [1.0, 1.3, 2.0, 5.0])
@pytest.mark.parametrize("mean", [0.5, 20.0, 99.0])
def test_small_pools_are_exact(mean, ratio):
    for found, wanted in zip(ours(mean, ratio), exact(mean, ratio), strict=True):
        np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(
    ("mean", "ratio", "error", "patients"),
    [
        (100, 1.0, 1e-5, 1e-4),
        (100, 2.0, 1e-4, 6e-4),
        (100, 4.0, 4e-4, 4e-3),
        (1500, 1.5, 1e-6, 1e-4),
        (1500, 4.0, 1e-5, 3e-4),
    ],
)
def test_how_far_the_normal_law_is_off(mean, ratio, error, patients):
    """The errors that the module states; at 100 patients, where the normal law takes over, they are largest."""
    assert mean >= LARGE
    (chance, excess), (tail, wanted) = ours(mean, ratio), exact(mean, ratio)
    assert np.abs(chance - tail).max() < error
    assert np.abs(excess - wanted).max() < patients
    plain = stats.norm(mean, np.sqrt(ratio * mean)).sf(BEDS + 0.5)
    assert np.abs(plain - tail).max() > 5 * np.abs(chance - tail).max(), "the corrections are worth having"


@settings(deadline=None)
@given(st.floats(0.1, 3e3), st.floats(1.0, 4.0), st.floats(0.0, 2.0))
def test_more_beds_fewer_bad_days(mean, ratio, share):
    beds = np.array([share * mean, share * mean + 1.0])
    chance, excess = (f(beds, np.full(2, mean), np.full(2, ratio)) for f in (chance_over, patients_over))
    assert 0.0 <= chance[1] <= chance[0] + 1e-9 <= 1.0 + 1e-9
    assert -1e-9 <= excess[1] <= excess[0] + 1e-9
    assert excess[0] >= mean - beds[0] - 0.01


def test_what_is_not_said_stays_unknown():
    assert np.isnan(chance_over(np.full(2, 10.0), np.array([5.0, 500.0]), np.full(2, np.nan))).all()
