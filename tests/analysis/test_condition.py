"""What may be asked of a figure, and what is told to those who ask badly."""

import numpy as np
import pytest

from bedmodel.analysis.condition import Condition


@pytest.mark.parametrize(
    ("text", "sign", "target"),
    [
        ("beds.gap >= 0", ">=", 0.0),
        ("beds.gap[pool=acute,year=2020/21]>=-50", ">=", -50.0),
        ("beds.gap ≥ −50", ">=", -50.0),
        ("finance.gap <= 1,000.5", "<=", 1000.5),
        ("finance.gap < 1e3", "<=", 1000.0),
        ("occupancy.mean[ pool = acute ] <= 92%", "<=", 0.92),
        ("finance.gap = 0", "=", 0.0),
        ("finance.gap == -13", "=", -13.0),
    ],
)
def test_conditions(text, sign, target):
    condition = Condition.parse(text)
    assert (condition.sign, condition.target, condition.likelihood) == (sign, target, None)
    assert not condition.needs_draws


@pytest.mark.parametrize("text", ["probability(beds.gap >= 0) >= 0.8", "P(beds.gap>=0)≥80%"])
def test_likelihoods(text):
    condition = Condition.parse(text)
    assert (condition.sign, condition.target, condition.likelihood) == (">=", 0.0, (">=", 0.8))
    assert condition.needs_draws
    assert condition.wanted == (">=", 0.8)
    assert condition.unit == "fraction"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("beds.gap", "is no condition; write it like"),
        ("beds.gap >= none", "is no condition"),
        ("beds.gap => 0", "is no condition"),
        ("", "is no condition"),
        ("beds.gap[pool] >= 0", "write pool="),
        ("beds.gap[statistic=p11] >= 0", "did you mean `p10`"),
        ("beds.gap >= 1e999", "no number that a figure could be"),
        ("beds.gap >= 5%", "is in beds, not a percentage"),
        ("occupancy.mean[pool=acute] <= 92", "write 92% for 92 in 100"),
        ("probability(beds.gap >= 0) >= 1.2", "between 0 and 1"),
        ("probability(beds.gap >= 0) >= 80", "between 0 and 1"),
        ("probability(beds.gap[statistic=p50] >= 0) >= 0.5", "leave `statistic=` out"),
        ("probability(beds.gap = 0) >= 0.5", "hardly ever"),
    ],
)
def test_what_is_no_condition_says_why(text, says):
    with pytest.raises(ValueError, match=says):
        Condition.parse(text)


def test_statistics_and_likelihoods_are_read_from_the_draws():
    drawn = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    assert Condition.parse("beds.gap[statistic=p50] >= 0").reading(drawn) == 0.0
    assert Condition.parse("beds.gap[statistic=mean] >= 0").reading(drawn) == 0.0
    assert Condition.parse("beds.gap[statistic=p90] >= 0").reading(drawn) == pytest.approx(1.6)
    assert Condition.parse("probability(beds.gap >= 0) >= 0.5").reading(drawn) == 0.6
    assert Condition.parse("probability(beds.gap <= -1) >= 0.5").reading(drawn) == 0.4
    assert np.isnan(Condition.parse("beds.gap[statistic=mean] >= 0").reading(np.array([1.0, np.nan])))


def test_the_right_side_is_positive_whatever_the_sign():
    figures = np.array([10.0, 20.0, 30.0])
    assert Condition.parse("beds.gap >= 20").miss(figures).tolist() == [-0.5, 0.0, 0.5]
    assert Condition.parse("beds.gap <= 20").miss(figures).tolist() == [0.5, 0.0, -0.5]
    assert Condition.parse("beds.gap = 20").miss(figures).tolist() == [-0.5, 0.0, 0.5]
