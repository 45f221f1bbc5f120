"""A hospital of two wards, worked by hand. Each expected figure is derived in the comment above it."""

from pathlib import Path

import pytest

from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.load import load

TOY = Path(__file__).parent / "toy.yaml"


@pytest.fixture(scope="module")
def toy() -> Results:
    return run(load(TOY), draws=0)


def by_year(toy: Results, metric: str, label: str = "") -> list[float]:
    inside = f"{label}," if label else ""
    return [toy.value(f"{metric}[{inside}year={year}]") for year in toy.years]


# 900 people under 65 stay 900; 100 older people grow by 21% in two years, √1.21 = 1.1 a year: 110, then 121.
def test_population(toy):
    assert by_year(toy, "population.total") == pytest.approx([1000, 1010, 1021])


# Medical: 100 beds × 0.9 = 90 occupied. Weights 1 and 9: 900 + 9×100 = 1,800; 900 + 990 = 1,890; 900 + 1,089 = 1,989.
# Demographic index 1, 1.05, 1.105; need 90, 94.5, 99.45.
def test_need_of_the_medical_ward(toy):
    assert by_year(toy, "beds.occupied_before_levers", "pool=medical") == pytest.approx([90, 94.5, 99.45])


# Surgical: 40 × 0.8 = 32. People 1, 1.01, 1.021; growth 1.1 a year, stays 0.9 a year: × 0.99, × 0.9801.
# 32 × 1.01 × 0.99 = 31.9968; 32 × 1.021 × 0.9801 = 32.0218272.
def test_need_of_the_surgical_ward(toy):
    assert by_year(toy, "beds.occupied_before_levers", "pool=surgical") == pytest.approx([32, 31.9968, 32.0218272])


# Home takes 0.5 × 0.2 × reach (0, 0.5, 1) = 0, 5, 10%: 0, 4.725, 9.945.
# Transfer takes 0.1 × 0.5 = 5% of what is left from the first year on: 5% of 89.775 = 4.48875, of 89.505 = 4.47525.
def test_what_each_lever_takes(toy):
    assert by_year(toy, "levers.reduction", "line=home") == pytest.approx([0, 4.725, 9.945])
    assert by_year(toy, "levers.reduction", "line=transfer") == pytest.approx([0, 4.48875, 4.47525])


# Medical: 90, 89.775 − 4.48875 = 85.28625, 89.505 − 4.47525 = 85.02975.
# Surgical gains what is transferred: 32, 31.9968 + 4.48875 = 36.48555, 32.0218272 + 4.47525 = 36.4970772.
def test_need_after_levers(toy):
    assert by_year(toy, "beds.occupied", "pool=medical") == pytest.approx([90, 85.28625, 85.02975])
    assert by_year(toy, "beds.occupied", "pool=surgical") == pytest.approx([32, 36.48555, 36.4970772])


# 100 beds to 80 in equal steps: 100, 90, 80. At 90% full 85.02975 patients need 94.4775 beds: a gap of −14.4775.
# Surgical: 36.4970772 ÷ 0.8 = 45.6213465 against 40.
def test_beds_and_gap(toy):
    assert by_year(toy, "beds.available", "pool=medical") == pytest.approx([100, 90, 80])
    assert toy.value("beds.required[pool=medical]") == pytest.approx(94.4775)
    assert toy.value("beds.gap[pool=medical]") == pytest.approx(-14.4775)
    assert toy.value("beds.gap[pool=surgical]") == pytest.approx(-5.6213465)
    assert toy.value("beds.gap") == pytest.approx(-14.4775 - 5.6213465)


# 85.02975 ÷ 80 = 1.062871875; winter is the fullest three months, Q4: × 1.2 = 1.27544625. Surgical has no season.
# Beds for each thousand: 120 ÷ 1,021 × 1,000 = 117.531831…
def test_occupancy(toy):
    assert toy.value("occupancy.mean[pool=medical]") == pytest.approx(1.062871875)
    assert toy.value("occupancy.winter[pool=medical]") == pytest.approx(1.27544625)
    assert toy.value("occupancy.winter[pool=surgical]") == toy.value("occupancy.mean[pool=surgical]")
    assert toy.value("beds.per_1000") == pytest.approx(120_000 / 1021)


# The ward costs 40, × need 1.05 and 1.105, × prices 1.1 and 1.21: 46.2, 53.482. The rest stays 60.
# Income 100, 105, 110.25. Gap 0, 1.2, 3.232.
def test_do_nothing_money(toy):
    assert by_year(toy, "finance.cost_do_nothing", "line=ward") == pytest.approx([40, 46.2, 53.482])
    assert by_year(toy, "finance.income") == pytest.approx([100, 105, 110.25])
    assert by_year(toy, "finance.gap_do_nothing") == pytest.approx([0, 1.2, 3.232])


# Variable: 99.45 − 85.02975 = 14.42025 patients fewer × 365 days × £100 × 1.21 × 0.2 = £127,374.07.
def test_variable_cost_goes_with_the_patients(toy):
    assert toy.value("finance.measure[line=variable-costs]") == pytest.approx(0.12737406825)


# 10 beds closed in the first year make one whole ward of 8, 20 in the second two; a year's lag leaves 0, 0, 8 beds.
# 8 beds × 365 × 0.9 occupied × £100 × 1.21 × 0.5 = £158,994.
def test_ward_cost_goes_with_whole_wards_a_year_late(toy):
    assert by_year(toy, "finance.measure", "line=ward-costs") == pytest.approx([0, 0, 0.158994])


# 20 beds closed × 365 × 0.9 × £121 × (0.5 semi-fixed + 0.3 fixed) = £635,976, less the £158,994 released.
def test_stranded_cost(toy):
    assert toy.value("finance.stranded[pool=medical]") == pytest.approx(0.476982)
    assert toy.value("finance.measure[line=site-costs]") == 0


# Procurement 1.0 × 0.5. Thrift: 60 × (1 − 0.99²) = 60 × 0.0199 = 1.194.
def test_measures(toy):
    assert by_year(toy, "finance.measure", "line=procurement") == pytest.approx([0, 0.5, 0.5])
    assert by_year(toy, "finance.measure", "line=thrift") == pytest.approx([0, 0.6, 1.194])


# 9.945 patients at home × 365 × 2 days × £50 × 1.21 = £439,220.93. Care that moves to a pool is not paid here.
def test_care_elsewhere(toy):
    assert toy.value("finance.new_cost[line=care-elsewhere/home]") == pytest.approx(0.439220925)
    assert toy.value("finance.new_cost[line=care-elsewhere/transfer]") == 0
    assert toy.value("care.no_stated_destination") == 0


# £10m over ten years: 1.0 a year, and 4% of the mean of 10 and 9: 0.38. All spent in the year of opening.
def test_capital(toy):
    assert by_year(toy, "finance.new_cost", "line=capital-charges/theatre") == pytest.approx([0, 0, 1.38])
    assert by_year(toy, "capital.spend") == pytest.approx([0, 0, 10])


# 3.232 − 0.12737406825 − 0.158994 − 0.5 − 1.194 + 0.439220925 + 1.38 = 3.07085285675.
def test_what_is_left(toy):
    assert toy.value("finance.gap") == pytest.approx(3.07085285675)


def test_without_draws_there_are_no_quantiles(toy):
    assert {row.p50 for row in toy.rows()} == {None}
