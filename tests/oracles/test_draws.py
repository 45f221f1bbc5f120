"""Distributions and correlation against closed forms."""

import math

import numpy as np
import pytest
from scipy import stats

from bedmodel.analysis.importance import rank_correlation
from bedmodel.draws import curves
from bedmodel.draws.streams import correlate, uniforms
from bedmodel.problems import Place
from bedmodel.scenario.distribution import Lognormal, Normal

DRAWS = 100_000
HERE = Place("test")


def moments(curve):
    u = (np.arange(1_000_000) + 0.5) / 1_000_000
    values = curve.value(u)
    return values.mean(), values.std()


def test_pert():
    """PERT(0, 0.1, 0.3): mean 0.116667 and sd 0.055277, from the Beta and not from (b − a) ÷ 6."""
    mean, sd = moments(curves.pert(0, 0.1, 0.3))
    assert mean == pytest.approx(0.116667, abs=1e-6)
    assert sd == pytest.approx(0.055277, abs=1e-6)


def test_normal_by_centiles():
    """sd = (p90 − p10) ÷ 2.563103."""
    mean, sd = Normal.model_construct(place=HERE, p10=0.89, p90=0.94).moments()
    assert sd == pytest.approx((0.94 - 0.89) / 2.563103, abs=1e-6)
    curve = curves.NormalCurve(mean, sd)
    assert curve.value(np.array([0.1, 0.9])) == pytest.approx([0.89, 0.94])


def test_lognormal_by_centiles_and_by_moments():
    by_centiles = curves.LognormalCurve(*Lognormal.model_construct(place=HERE, p10=70.0, p90=250.0).moments())
    assert by_centiles.value(np.array([0.1, 0.9])) == pytest.approx([70, 250])
    by_moments = curves.LognormalCurve(*Lognormal.model_construct(place=HERE, mean=100.0, sd=30.0).moments())
    assert moments(by_moments) == pytest.approx((100, 30), rel=1e-4)


@pytest.mark.parametrize("rho", [0.5, -0.7])
def test_gaussian_copula(rho):
    """Spearman's rank correlation of a Gaussian copula is 6/π·asin(rho/2); for 0.5, 0.48258."""
    streams = {path: uniforms(path, 1, DRAWS) for path in ("a", "b")}
    joined = correlate(streams, {("a", "b"): rho})
    expected = 6 / math.pi * math.asin(rho / 2)
    assert rank_correlation(joined["a"], joined["b"]) == pytest.approx(expected, abs=0.01)
    assert np.array_equal(np.sort(joined["b"]), np.sort(streams["b"]))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (curves.TriangularCurve(1, 2, 5), stats.triang(0.25, loc=1, scale=4)),
        (curves.BetaCurve(2, 3, 0, 1), stats.beta(2, 3)),
        (curves.BetaCurve(1, 1, 3, 7), stats.uniform(3, 4)),
        (curves.NormalCurve(3, 2), stats.norm(3, 2)),
        (curves.LognormalCurve(1, 0.5), stats.lognorm(0.5, scale=math.e)),
        (curves.pert(0, 1, 4), stats.beta(2, 4, loc=0, scale=4)),
        (curves.Truncated(curves.NormalCurve(0, 1), -1, 2), stats.truncnorm(-1, 2)),
    ],
    ids=["triangular", "beta", "uniform", "normal", "lognormal", "pert", "truncated"],
)
def test_curves_against_scipy(ours, theirs):
    u = np.linspace(0.001, 0.999, 199)
    assert ours.value(u) == pytest.approx(theirs.ppf(u), rel=1e-9, abs=1e-12)
    for x in theirs.ppf([0.05, 0.5, 0.95]):
        assert ours.share(float(x)) == pytest.approx(float(theirs.cdf(x)), abs=1e-9)


def test_discrete_shares():
    values = curves.DiscreteCurve((1.0, 2.0, 5.0), (0.2, 0.5, 0.3)).value(uniforms("d", 1, 1000))
    assert [int((values == v).sum()) for v in (1.0, 2.0, 5.0)] == [200, 500, 300]
