"""The parts that toy.yaml leaves out, worked by hand. Each expected figure is derived in the comment above it."""

from pathlib import Path

import pytest

from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.load import load

DAY = 365 * 0.8 * 100 / 1e6
"""£m for a bed of the main building for a year: 365 × 0.8 occupied × £100."""


@pytest.fixture(scope="module")
def parts() -> Results:
    return run(load(Path(__file__).parent / "parts.yaml"), draws=0)


def by_year(parts: Results, metric: str, label: str = "") -> list[float]:
    inside = f"{label}," if label else ""
    return [parts.value(f"{metric}[{inside}year={year}]") for year in parts.years]


# Straight lines between the years of the table, level after it: older people 100, 120, 140, 140.
def test_population_from_a_table(parts):
    assert by_year(parts, "population.total") == pytest.approx([1100, 1120, 1140, 1140])


# Bed-days 100 × 2 + 80 × 10 = 1,000: 0.2 a head under 65, 8 a head over it; day cases use none.
# 200 + 8 × (100, 120, 140, 140) = 1,000, 1,160, 1,320, 1,320: index 1, 1.16, 1.32, 1.32.
# Health status is against the baseline year: 1, 1, 1, 2.3 ÷ 2 = 1.15. Need 80, 92.8, 105.6, 121.44.
def test_need_from_activity_and_health(parts):
    assert by_year(parts, "beds.occupied_before_levers", "pool=main") == pytest.approx([80, 92.8, 105.6, 121.44])


# The annexe follows people: 5 × 1,120 ÷ 1,100 and 5 × 1,140 ÷ 1,100.
def test_need_that_follows_people(parts):
    expected = [5, 5 * 1120 / 1100, 5 * 1140 / 1100, 5 * 1140 / 1100]
    assert by_year(parts, "beds.occupied_before_levers", "pool=annexe") == pytest.approx(expected)


# 12 beds at 80% are 9.6 occupied; reach 0, 0.5, 1, 1; half of it delivered: 0, 2.4, 4.8, 4.8.
# Backfire adds 10% of what is left in the last year: 10% of 121.44 − 4.8 = 11.664.
def test_an_absolute_lever_and_one_that_backfires(parts):
    assert by_year(parts, "levers.reduction", "line=release") == pytest.approx([0, 2.4, 4.8, 4.8])
    assert by_year(parts, "levers.reduction", "line=backfire") == pytest.approx([0, 0, 0, -11.664])
    assert by_year(parts, "beds.occupied", "pool=main") == pytest.approx([80, 90.4, 100.8, 128.304])


# Two days in the annexe for each day avoided: 0, 4.8, 9.6, 9.6 more there.
def test_care_that_moves_to_a_pool(parts):
    moved = [5, 5 * 1120 / 1100 + 4.8, 5 * 1140 / 1100 + 9.6, 5 * 1140 / 1100 + 9.6]
    assert by_year(parts, "beds.occupied", "pool=annexe") == pytest.approx(moved)


# All at once in the year named.
def test_beds_in_steps(parts):
    assert by_year(parts, "beds.available", "pool=main") == [100, 70, 70, 125]


# Bed-days avoided × £100 × 0.2: 2.4, 4.8 and 121.44 − 128.304 = −6.864 occupied beds, so the last year costs.
def test_variable_cost(parts):
    expected = [0] + [n * 365 * 100 * 0.2 / 1e6 for n in (2.4, 4.8, -6.864)]
    assert by_year(parts, "finance.measure", "line=variable-costs") == pytest.approx(expected)


# 30 beds closed are three wards; half a year's lag counts 15, then 30. When they reopen the saving ends.
def test_ward_cost_ends_when_wards_reopen(parts):
    expected = [0, 15 * DAY * 0.5, 30 * DAY * 0.5, 0]
    assert by_year(parts, "finance.measure", "line=ward-costs") == pytest.approx(expected)


# The site goes in 2021/22 with a lag of half a year: half of the first year, all of the next. Half of the closed beds'
# fixed cost (0.3 of it) stood there: 30 × DAY × 0.3 × 0.5 × (½, 1). No bed is closed in the last year.
def test_fixed_cost_goes_with_the_site(parts):
    expected = [0, 30 * DAY * 0.3 * 0.5 * 0.5, 30 * DAY * 0.3 * 0.5, 0]
    assert by_year(parts, "finance.measure", "line=site-costs") == pytest.approx(expected)


# 30 × DAY × 0.8 (semi-fixed and fixed) less what went: 15 × 0.5 and 30 × 0.075; then 30 × 0.5 and 30 × 0.15.
def test_stranded(parts):
    expected = [0, DAY * (24 - 7.5 - 2.25), DAY * (24 - 15 - 4.5), 0]
    assert by_year(parts, "finance.stranded", "pool=main") == pytest.approx(expected)


# 25 beds more than at first are two and a half wards; a part-ward is staffed as a whole one: 30 × DAY × 0.5.
def test_new_wards_are_whole_wards(parts):
    assert by_year(parts, "finance.new_cost", "line=wards-opened") == pytest.approx([0, 0, 0, 30 * DAY * 0.5])


# Needed 100, 113, 126, 160.38; open 100, 70, 70, 125; short 0, 43, 56, 35.38. A quarter is opened and staffed.
def test_escalation(parts):
    expected = [0.25 * short * DAY * 0.5 for short in (0, 43, 56, 35.38)]
    assert by_year(parts, "finance.new_cost", "line=escalation-beds") == pytest.approx(expected)


# A shortage that was there in the baseline year is paid for already.
def test_escalation_counts_only_what_is_worse_than_at_first():
    settings = ["pools.main.standard=0.7"]
    fuller = run(load(Path(__file__).parent / "parts.yaml", settings=settings), draws=0)
    assert fuller.value("beds.gap[pool=main,year=2020/21]") == pytest.approx(100 - 80 / 0.7)
    assert fuller.value("finance.new_cost[line=escalation-beds,year=2020/21]") == 0


# A lever that makes things worse earns nothing at its destination.
def test_a_lever_that_backfires_earns_no_money(parts):
    assert by_year(parts, "finance.new_cost", "line=care-elsewhere/backfire") == [0, 0, 0, 0]


# 50 × 1.1 a year: 50, 55, 60.5, 66.55; income 50 − 5 = 45 throughout.
def test_gap_with_a_deficit_and_pressures(parts):
    assert by_year(parts, "finance.gap_do_nothing") == pytest.approx([5, 10, 15.5, 21.55])


# 2% a year, half delivered, on every line: 1 − 0.99^t of the cost, × reach 0, 0, 0.5, 1.
def test_efficiency_with_delivery_and_reach(parts):
    expected = [0, 0, 60.5 * (1 - 0.99**2) * 0.5, 66.55 * (1 - 0.99**3)]
    assert by_year(parts, "finance.measure", "line=thrift") == pytest.approx(expected)


# A transfer that backfires brings patients back from the annexe, at most all of them: two days for each of 48, 96, 96.
def test_a_transfer_that_backfires_leaves_no_pool_below_nothing():
    settings = ["levers.release.beds_released=120", "levers.release.delivery=-1"]
    worse = run(load(Path(__file__).parent / "parts.yaml", settings=settings), draws=0)
    assert by_year(worse, "levers.reduction", "line=release") == pytest.approx([0, -48, -96, -96])
    assert by_year(worse, "beds.occupied", "pool=annexe")[1:] == [0, 0, 0]
    # The lever after it acts on what there is: a tenth more of 121.44 + 96.
    assert by_year(worse, "levers.reduction", "line=backfire") == pytest.approx([0, 0, 0, -21.744])


# Nothing can be taken that is not there: 200 beds' worth of need out of 105.6 leaves 0, not less.
def test_levers_take_at_most_what_is_there():
    settings = ["levers.release.beds_released=400", "levers.release.delivery=1"]
    emptied = run(load(Path(__file__).parent / "parts.yaml", settings=settings), draws=0)
    assert emptied.value("beds.occupied[pool=main,year=2022/23]") == 0
    assert emptied.value("levers.reduction[line=release,year=2022/23]") == pytest.approx(105.6)
