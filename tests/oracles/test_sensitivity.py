"""Shares of variance against published answers, hand-worked toys, and another program (SALib)."""

import numpy as np
import pytest
from scipy import stats

from bedmodel.analysis.sobol import design, points_of, variance_shares

FIRST, TOTAL = np.array([0.3139, 0.4424, 0.0]), np.array([0.5576, 0.4424, 0.2437])
SINGLY = [[0], [1], [2]]


def ishigami(u):
    """Ishigami and Homma 1990 with a = 7, b = 0.1, on three uniforms between −π and π. Shape (1, point)."""
    x = np.pi * (2 * u - 1)
    return (np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0]))[None]


def shares_of(f, columns, groups, n, seed=1):
    return variance_shares(f, *design(columns, n, seed), groups, seed=seed)


@pytest.mark.parametrize("seed", range(1, 6))
def test_ishigami(seed):
    found = shares_of(ishigami, 3, SINGLY, 4096, seed)
    assert found.first.value[0] == pytest.approx(FIRST, abs=0.02)
    assert found.total.value[0] == pytest.approx(TOTAL, abs=0.02)
    assert found.evaluations == 4096 * 5
    for estimate, truth in ((found.first, FIRST), (found.total, TOTAL)):
        assert (estimate.low[0] - 0.002 <= truth).all()
        assert (truth <= estimate.high[0] + 0.002).all()
    assert found.settled[0] == 3
    assert found.verdict(0).close is False


def test_more_points_are_closer_and_the_verdict_says_so():
    few, many = (shares_of(ishigami, 3, SINGLY, n) for n in (256, 16384))
    assert few.verdict(0).widest > 2 * many.verdict(0).widest
    assert many.verdict(0).close
    assert many.verdict(0).enough == 16384
    assert few.verdict(0).enough > 256


def test_an_additive_function_has_its_shares_of_variance_and_nothing_else():
    def f(u):
        return (3 * u[0] + 2 * u[1] + 1 * u[2] + 0 * u[3])[None]

    found = shares_of(f, 4, [[0], [1], [2], [3]], 4096)
    wanted = np.array([9, 4, 1, 0]) / 14
    assert found.first.value[0] == pytest.approx(wanted, abs=0.005)
    assert found.total.value[0] == pytest.approx(wanted, abs=0.005)
    assert found.first.value[0].sum() == pytest.approx(1, abs=0.005)
    assert found.total.value[0, 3] == found.first.value[0, 3] == 0


def test_a_product_of_two_has_what_they_do_together():
    """(1 + c·x)(1 + c·y) with x, y of mean 0 and variance 1: shares c², c² and c⁴ of 2c² + c⁴."""
    c = 0.5

    def f(u):
        x, y = np.sqrt(12) * (u - 0.5)
        return ((1 + c * x) * (1 + c * y))[None]

    found = shares_of(f, 2, [[0], [1]], 8192)
    variance = 2 * c**2 + c**4
    assert found.first.value[0] == pytest.approx([c**2 / variance] * 2, abs=0.01)
    assert found.total.value[0] == pytest.approx([(c**2 + c**4) / variance] * 2, abs=0.01)
    assert found.together(0) == pytest.approx(c**4 / variance, abs=0.015)


def test_a_group_of_all_is_all_of_the_variance():
    found = shares_of(ishigami, 3, [[0, 1, 2]], 4096)
    assert found.first.value[0] == pytest.approx([1.0], abs=0.02)
    assert found.total.value[0] == pytest.approx([1.0], abs=0.02)
    assert found.evaluations == 4096 * 3


def test_a_group_of_two_has_its_own_and_what_they_do_together():
    """Ishigami's x1 and x3 together: S1 + S13 = 1 − S2, since S13 = ST3 is the only interaction."""
    found = shares_of(ishigami, 3, [[0, 2], [1]], 4096)
    assert found.first.value[0] == pytest.approx([1 - FIRST[1], FIRST[1]], abs=0.02)
    assert found.total.value[0] == pytest.approx([1 - FIRST[1], FIRST[1]], abs=0.02)


def test_several_figures_at_once_each_have_their_own():
    def f(u):
        return np.concatenate([ishigami(u), u[:1], np.full((1, u.shape[1]), 3.0)])

    found = shares_of(f, 3, SINGLY, 1024)
    assert np.array_equal(found.total.value[0], shares_of(ishigami, 3, SINGLY, 1024).total.value[0])
    assert found.total.value[1] == pytest.approx([1, 0, 0], abs=0.01)
    assert found.varies.tolist() == [True, True, False]
    assert np.isnan(found.total.value[2]).all()
    assert found.settled[2] == 0


def test_a_figure_that_has_no_number_somewhere_has_no_shares():
    found = shares_of(lambda u: np.where(u[:1] > 0.99, np.nan, u[:1]), 2, [[0], [1]], 256)
    assert found.varies.tolist() == [False]
    assert found.missing[0] > 0


def test_rounding_is_no_variance():
    found = shares_of(lambda u: 1e6 + 1e-9 * u[:1], 2, [[0], [1]], 64)
    assert found.varies.tolist() == [False]


def test_the_same_seed_gives_the_same_bits_and_another_gives_others():
    one, two, three = (shares_of(ishigami, 3, SINGLY, 512, seed) for seed in (7, 7, 8))
    for part in ("first", "total"):
        for which in ("value", "low", "high"):
            assert np.array_equal(getattr(getattr(one, part), which), getattr(getattr(two, part), which))
    assert not np.array_equal(one.first.value, three.first.value)


def test_the_points_are_scrambled_sobol_points_never_on_the_edge():
    a, b = design(3, 1024, 1)
    for part in (*a, *b):
        assert sorted((part * 1024).astype(int)) == list(range(1024)), "one in each of 1,024 slices"
    assert points_of(np.array([[0.0, 1.0]])).tolist() == [[2.0**-53, 1 - 2.0**-53]]


def test_progress_is_told():
    told = []
    variance_shares(
        ishigami, *design(3, 64, 1), SINGLY, seed=1, progress=lambda done, total: told.append((done, total))
    )
    assert told == [(128, 320), (192, 320), (256, 320), (320, 320)]


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """Of 95% intervals of 40 designs, most hold the truth: points of a Sobol sequence do better than chance."""
    held = []
    for seed in range(40):
        found = shares_of(ishigami, 3, SINGLY, 256, seed)
        held.append((found.total.low[0] <= TOTAL) & (found.total.high[0] >= TOTAL))
    assert np.mean(held) > 0.9


def test_intervals_are_those_of_scipy():
    """scipy's own bootstrap (bias-corrected, unseeded, slow) gives intervals of the same width."""
    a, b = design(3, 512, 1)
    swapped = np.stack([ishigami(np.where(np.arange(3)[:, None] == at, b, a)) for at in range(3)])
    theirs = stats.sobol_indices(func={"f_A": ishigami(a), "f_B": ishigami(b), "f_AB": swapped}, n=512)
    ours = variance_shares(ishigami, a, b, SINGLY, seed=1)
    assert ours.first.value[0] == pytest.approx(theirs.first_order, rel=1e-9)
    assert ours.total.value[0] == pytest.approx(theirs.total_order, rel=1e-9)
    interval = theirs.bootstrap().total_order.confidence_interval
    assert (ours.total.high - ours.total.low)[0] == pytest.approx(interval.high - interval.low, rel=0.2)


@pytest.mark.parametrize("groups", [None, ["both", "both", "alone"]])
def test_salib_gives_the_same(groups):
    """Another program, with its own points, estimators and intervals, on the same function."""
    from SALib.analyze import sobol as analyze
    from SALib.sample import sobol as sample

    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0, 1]] * 3}
    if groups:
        problem["groups"] = groups
    points = sample.sample(problem, 4096, calc_second_order=False, seed=1)
    theirs = analyze.analyze(problem, ishigami(points.T)[0], calc_second_order=False, seed=1)
    ours = shares_of(ishigami, 3, SINGLY if not groups else [[0, 1], [2]], 4096)
    assert ours.first.value[0] == pytest.approx(theirs["S1"], abs=0.02)
    assert ours.total.value[0] == pytest.approx(theirs["ST"], abs=0.02)
    half = (ours.total.high[0] - ours.total.low[0]) / 2
    assert half == pytest.approx(theirs["ST_conf"], abs=0.02)


def test_salib_gives_the_same_from_our_evaluations():
    """The very same evaluations through SALib's estimators: the indices differ by their normalisation alone."""
    from SALib.analyze import sobol as analyze

    a, b = design(3, 1024, 3)
    swapped = [np.where(np.arange(3)[:, None] == at, b, a) for at in range(3)]
    rows = np.stack([a, *swapped, b], axis=-1).reshape(3, -1)
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0, 1]] * 3}
    theirs = analyze.analyze(problem, ishigami(rows)[0], calc_second_order=False, seed=1)
    ours = variance_shares(ishigami, a, b, SINGLY, seed=3)
    assert ours.first.value[0] == pytest.approx(theirs["S1"], abs=0.005)
    assert ours.total.value[0] == pytest.approx(theirs["ST"], abs=0.005)
