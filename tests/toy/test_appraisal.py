"""A small appraisal, worked with a calculator. Each expected figure is derived in the comment above it."""

import pytest

from bedmodel.analysis.appraisal_streams import CLASSES
from bedmodel.analysis.appraise import appraise
from bedmodel.analysis.ranking import rank
from bedmodel.scenario.several import load_all
from tests_support import MINIMUM

# 3.5% a year: 1 ÷ 1.035 = 0.966184, and so on.
FACTORS = [1.0, 0.966184, 0.933511, 0.901943, 0.871442]

OPTION = """
scenario: {id: option, title: A building that saves}
finance:
  capital:
    building:
      title: A building
      amount: {value: 125, source: assumed}
      vat: {value: 0.2, source: assumed}
      optimism:
        lower: {value: 0.1, source: assumed}
        upper: {value: 0.5, source: assumed}
        mitigated: {value: 0.5, source: assumed}
      spend: {values: {2021/22: 1}, source: assumed}
      in_service: 2022/23
      life: {value: 10, source: assumed}
      pdc: {value: 0.035, source: assumed}
  measures:
    thrift: {title: Thrift, saving: {values: {2022/23: 50}, source: assumed}}
appraisal:
  streams:
    caretakers:
      title: Caretakers
      kind: running
      amount: {values: {2021/22: 5, 2022/23: 10}, source: assumed}
"""


@pytest.fixture
def two(child):
    return load_all([MINIMUM, child(OPTION, of=MINIMUM)])


@pytest.fixture
def option(two):
    return appraise(two, draws=0).options[1]


def classes(option):
    return {c.key: value for c, value in zip(CLASSES, option.classes.tolist(), strict=True)}


# £125m, of which a fifth is VAT: £100m; spent in 2021/22, when prices are 1.25: £80m of 2020/21.
# × 0.966184 = 77.2947.
def test_capital_before_bias_without_vat_in_real_prices(option):
    assert classes(option)["capital"] == pytest.approx(-77.2947, abs=1e-4)


# Halfway from 50% to 10% is 30%: of £80m, £24m. × 0.966184 = 23.1884.
def test_optimism_bias(option):
    assert classes(option)["bias"] == pytest.approx(-23.1884, abs=1e-4)


# £104m opens in year 2 and is used in years 2, 3 and 4 of 10: 7/10 is left, £72.8m. × 0.871442 = 63.4410.
def test_what_is_left_of_the_building(option):
    assert classes(option)["residual"] == pytest.approx(63.4410, abs=1e-4)


# £5m and £10m ÷ 1.25 = 4 and 8; then a quarter more need each year: 10, 12.5.
# 4 × 0.966184 + 8 × 0.933511 + 10 × 0.901943 + 12.5 × 0.871442 = 3.864736 + 7.468088 + 9.01943 + 10.893025 = 31.245279.
def test_a_running_cost_goes_on_to_the_last_year(option):
    assert classes(option)["running"] == pytest.approx(-31.24528, abs=1e-4)


# From nothing in 2020/21 to £50m in 2022/23 in a straight line: 25, 50; ÷ 1.25: 20, 40; then 50, 62.5.
# Five times the above.
def test_a_saving_goes_on_to_the_last_year(option):
    assert classes(option)["savings"] == pytest.approx(5 * 31.24528, abs=1e-3)


# 156.2264 − 77.2947 − 23.1884 + 63.4410 − 31.2453 = 87.9390. Costs: 77.2947 + 23.1884 − 63.4410 + 31.2453 = 68.2874.
# 156.2264 ÷ 68.2874 = 2.2878. The factors of years 1 to 4 sum to 3.67308: 68.2874 ÷ 3.67308 = 18.5913.
def test_value_cost_ratio_and_equivalent_annual_cost(two, option):
    appraisal = appraise(two, draws=0)
    assert option.value == pytest.approx(87.939, abs=1e-3)
    assert option.cost == pytest.approx(68.2874, abs=1e-3)
    assert option.benefit == pytest.approx(156.2264, abs=1e-3)
    assert option.ratio == pytest.approx(2.2878, abs=1e-4)
    assert appraisal.annuity == pytest.approx(3.67308, abs=1e-5)
    assert appraisal.yearly(option.cost) == pytest.approx(18.5913, abs=1e-3)


# Year 1: 20 − 4 − 104 = −88; 2: 40 − 8 = 32; 3: 50 − 10 = 40; 4: 62.5 − 12.5 + 72.8 = 122.8. Discounted and added up:
# −85.02, −55.15, −19.07, +87.94: paid back in year 4, with what is left of the building.
def test_payback(option):
    assert option.balance == pytest.approx(
        [n * f for n, f in zip([0, -88, 32, 40, 122.8], FACTORS, strict=True)], abs=1e-3
    )
    assert option.payback == 4


# VAT: a fifth of £162.5m, £32.5m ÷ 1.25 = 26; × 0.966184 = 25.1208.
# Depreciation 16.25 a year, PDC 3.5% of 154.375, 138.125, 121.875 in years 2 to 4: 21.653125, 21.084375, 20.515625;
# ÷ 1.25: 17.3225, 16.8675, 16.4125; × factors: 16.17074 + 15.21352 + 14.30254 = 45.6868.
def test_vat_and_capital_charges_are_kept_apart(option):
    assert option.apart["vat"] == pytest.approx(25.1208, abs=1e-4)
    assert option.apart["charges"] == pytest.approx(45.6868, abs=1e-3)
    assert option.apart["income"] == 0


# Cash, nominal: £162.5m in 2021/22, VAT and bias included. The NHS pays 5, then 10, and charges of 21.653125 in
# 2022/23; it saves 25, then 50.
def test_cash_by_year_and_payer(option):
    assert option.cash.capital == pytest.approx([0, 162.5, 0])
    assert option.cash.by_payer["NHS"] == pytest.approx([0, 5 - 25, 10 - 50 + 21.653125])


# 87.939 is lost if savings are 87.939 ÷ 156.2264 = 56.29% lower; running costs would have to be 281% higher, capital
# 114%, the bias 379% (each × (1 + x) until nothing is left of 87.939).
def test_switching_values_of_the_classes(two):
    found = {switch.of.key: switch.change for switch in rank(appraise(two, draws=0)).classes}
    assert found["savings"] == pytest.approx(-0.56290, abs=1e-5)
    assert found["running"] == pytest.approx(87.939 / 31.24528, abs=1e-4)
    assert found["capital"] == pytest.approx(87.939 / 77.2947, abs=1e-4)
    assert found["bias"] == pytest.approx(87.939 / 23.1884, abs=1e-4)
    assert "residual" not in found, "even if nothing were left, the option would be worth 24.5"


# The building costs 77.2947 + 23.1884 − 63.4410 = 37.0421; 16 in year 1 and 32 in year 2 are worth 45.3313 by
# themselves, so that no fall in need after the plan turns the order.
def test_the_switching_value_of_an_assumption_is_where_the_value_is_nought(two):
    ranking = rank(appraise(two, draws=0))
    need = next(s for s in ranking.assumptions if s.assumption.path == "appraisal.need_after")
    assert need.value is None
    amount = next(s for s in ranking.assumptions if s.assumption.path == "finance.capital.building.amount")
    # 156.2264 − 31.2453 = 124.9811 = amount × (37.0421 ÷ 125) at 421.75.
    assert amount.value == pytest.approx(421.75, abs=0.02)
    assert amount.then == "minimum"


# Forty years, level after the plan: 20 − 4 = 16 in year 1, 40 − 8 = 32 in each of years 2 to 40. The factors of years 1
# to 40 sum to 21.43117, so 16 × 0.966184 + 32 × 20.46499 = 670.3386.
# The building of £104m is paid in year 1, opens in year 2, lasts ten years, and is built again in years 12, 22 and 32:
# factors 0.966184 + 0.661783 + 0.469151 + 0.335827 = 2.432945, × 104 = 253.0262 (year 32: 0.356278 ÷ 1.03²).
# Of the last, in use from year 32 to 40, one year in ten is left: 10.4 × 0.265105 (0.356278 ÷ 1.03^10) = 2.7571.
# 670.3386 − 253.0262 + 2.7571 = 420.0695.
def test_forty_years_with_buildings_built_again(child):
    longer = OPTION.replace("appraisal:\n", "appraisal:\n  years: 40\n  need_after: {value: 0, source: assumed}\n")
    base = child(
        "scenario: {id: base}\nappraisal: {years: 40, need_after: {value: 0, source: assumed}}",
        of=MINIMUM,
        name="b.yaml",
    )
    found = appraise(load_all([base, child(longer, of=MINIMUM)]), draws=0).options[1]
    assert found.value == pytest.approx(420.0695, abs=2e-4)
    assert classes(found)["residual"] == pytest.approx(2.7571, abs=1e-4)
