"""Published answers of the Green Book's arithmetic: discount factors, annuities, present values, bias, renewal."""

import numpy as np
import pytest

from bedmodel.model.appraisal import (
    HEALTH,
    LOWER,
    STANDARD,
    annuity,
    benefit_cost_ratio,
    continued,
    discount_factors,
    equivalent_annual,
    optimism_bias,
    payback,
    present_value,
    real,
    renewals,
    residual_value,
)


@pytest.mark.parametrize(("year", "factor"), [(30, 0.3563), (40, 0.2651), (60, 0.1468)])
def test_published_discount_factors(year, factor):
    """3.5% to year 30, then 3.0%, chained."""
    assert discount_factors(125)[year] == pytest.approx(factor, abs=1e-4)


def test_factors_where_the_rate_changes_are_a_chain():
    """Year 31 is year 30 ÷ 1.030, not 1.030 to the power −31; likewise at 75 and 76, and on to 125."""
    factors = discount_factors(126)
    by_hand = 1.035**-30
    assert factors[30] == pytest.approx(by_hand)
    assert factors[31] == pytest.approx(by_hand / 1.03)
    assert factors[75] == pytest.approx(by_hand * 1.03**-45)
    assert factors[76] == pytest.approx(by_hand * 1.03**-45 / 1.025)
    assert factors[125] == pytest.approx(by_hand * 1.03**-45 * 1.025**-50)
    assert factors[126] == pytest.approx(factors[125] / 1.02)
    assert factors[31] > 1.03**-31 * 0.8
    assert not np.isclose(factors[31], 1.03**-31)


def test_factors_at_year_75_76_and_125_in_digits():
    """Worked with a calculator from the rates: 0.35628 × 1.03^−45; ÷ 1.025; × 1.025^−50."""
    assert discount_factors(125)[[0, 1, 75, 76, 125]] == pytest.approx(
        [1, 0.96618, 0.09421, 0.09191, 0.02741], abs=1e-5
    )


def test_health_and_lower_rates_fall_at_the_same_years():
    """1.5%, 1.29%, 1.07% for health; 3.0%, 2.57% where impatience is left out."""
    health, lower = discount_factors(76, HEALTH), discount_factors(31, LOWER)
    assert health[30] == pytest.approx(1.015**-30)
    assert health[75] == pytest.approx(1.015**-30 * 1.0129**-45)
    assert health[76] == pytest.approx(1.015**-30 * 1.0129**-45 / 1.0107)
    assert lower[31] == pytest.approx(1.03**-30 / 1.0257)
    assert [year for year, _ in HEALTH] == [year for year, _ in STANDARD] == [year for year, _ in LOWER]


def test_annuity_of_sixty_years():
    assert annuity(discount_factors(60)) == pytest.approx(25.3753, abs=1e-3)


def test_present_value_of_the_treasury_example():
    """+1,000 in years 0 to 9 and −500 in year 10, at 3.5%."""
    flow = np.array([1000.0] * 10 + [-500.0])
    assert present_value(flow, discount_factors(10)) == pytest.approx(8253.227, abs=1e-3)


def test_equivalent_annual_cost_has_the_present_value_it_was_made_from():
    factors = discount_factors(60)
    level = equivalent_annual(np.array(500.0), factors)
    assert level == pytest.approx(500 / 25.3753, rel=1e-4)
    assert present_value(np.concatenate([[0.0], np.full(60, level)]), factors) == pytest.approx(500)


def test_real_prices():
    """£102.5 of a year whose prices are 2.5% higher is £100 of the baseline's."""
    assert real(np.array([[100.0, 102.5]]), np.array([[1.0, 1.025]]))[0] == pytest.approx([100, 100])


def test_optimism_bias_between_its_bounds():
    """Green Book: non-standard buildings 4% to 51%; a bias mitigated by 40% of the way is 51 − 0.4 × 47 = 32.2%."""
    assert optimism_bias(np.array(0.04), np.array(0.51), np.array(0.4)) == pytest.approx(0.322)
    assert optimism_bias(*map(np.array, (0.04, 0.51, 0.0))) == pytest.approx(0.51)
    assert optimism_bias(*map(np.array, (0.04, 0.51, 1.0))) == pytest.approx(0.04)


@pytest.mark.parametrize(("used", "left"), [(0, 300), (5, 275), (60, 0), (70, 0)])
def test_residual_value_is_a_straight_line(used, left):
    assert residual_value(np.array(300.0), np.array(60.0), np.array(float(used))) == pytest.approx(left)


def test_what_wears_out_is_built_again():
    """Opened in year 2 with a life of 10: again in 12 and 22, not in 32, which lies beyond year 30."""
    again = renewals(np.array([[7.0]]), np.array([[2.0]]), np.array([[10.0]]), 30)
    assert np.flatnonzero(again[0]).tolist() == [12, 22]
    assert again.sum() == 14


def test_nothing_is_renewed_in_its_life_or_before_it_opens():
    assert not renewals(np.array([[7.0]]), np.array([[2.0]]), np.array([[29.0]]), 30).any()
    assert not renewals(np.array([[7.0]]), np.array([[31.0]]), np.array([[1.0]]), 30).any()


@pytest.mark.parametrize(
    ("net", "year"),
    [
        ([0, -10, 4, 4, 4], 4),
        ([0, -10, 12, -5, 4], 4),
        ([0, -10, 12, -1, 4], 2),
        ([0, -10, 4, 4, 1], None),
        ([0, 3, 3, 3, 3], 0),
        ([0, 3, 3, -9, 1], None),
    ],
)
def test_payback_is_the_first_year_in_which_it_is_and_stays_paid_back(net, year):
    assert payback(np.array(net, dtype=float)) == year


def test_a_ratio_needs_a_cost():
    ratio = benefit_cost_ratio(np.array([30.0, 30.0, 30.0]), np.array([20.0, 0.0, -5.0]))
    assert ratio[0] == pytest.approx(1.5)
    assert np.isnan(ratio[1:]).all()


def test_what_goes_on_after_the_plan():
    """The last year's 20 grows by 10% a year: 22, 24.2; what was before stays."""
    path = continued(np.array([[5.0, 20.0]]), np.array([[0.10]]), 3)
    assert path[0] == pytest.approx([5, 20, 22, 24.2])
    several = continued(np.array([[[5.0, 1.0], [20.0, 2.0]]]), np.array([[0.0]]), 4)
    assert several.shape == (1, 5, 2)
    assert several[0, -1].tolist() == [20, 2]
