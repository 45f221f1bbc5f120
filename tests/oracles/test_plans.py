"""Published arithmetic of the plans: what documents print must follow from what the scenario files say."""

import numpy as np
import pytest

from bedmodel.metrics import Selector
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY

ENGLAND = {"2014/15": 97.098, "2015/16": 100.572, "2018/19": 112.427}
"""Funding of the NHS in England, £bn (RDEL)."""


def plan(name, *settings, draws=0):
    return run(load(SCENARIOS / f"{name}.yaml", settings=settings), draws=draws)


@pytest.fixture(scope="module")
def plan_2014():
    return plan("bct-2014", draws=500)


def cut(results, pool):
    """Beds that close, and as a share of those there were."""
    first, last = (
        results.value(Selector("beds.available", pool=pool, year=year))
        for year in (results.years[0], results.years[-1])
    )
    return first - last, (first - last) / first


@pytest.mark.parametrize(
    ("scenario", "beds", "share"),
    [("bct-2014", 427, 0.2201), ("bct-2014-base-1773", 427, 0.2408), ("bct-2014-net-387", 387, 0.2183)],
)
def test_the_cut_of_2014_on_each_printed_base(scenario, beds, share):
    """427 ÷ 1,940, 427 ÷ 1,773 and the journal's 387 ÷ 1,773; the first and the last are both printed as 22%."""
    closed, of_all = cut(plan(scenario), "acute")
    assert closed == pytest.approx(beds)
    assert of_all == pytest.approx(share, abs=0.00005)


def test_427_of_all_beds_of_2016_are_not_22_per_cent(plan_2014):
    """427 ÷ 2,173 = 19.65%: the 22% is of acute beds."""
    assert cut(plan_2014, "all")[1] == pytest.approx(0.1965, abs=0.00005)


def test_what_the_beds_of_2014_are_made_of(plan_2014):
    """141 + 250 + 212 = 603 beds' worth of need, 176 more than close, or 216 more than the journal's net cut."""
    levers = plan_2014.scenario.content.levers.values()
    parts = [plan_2014.scenario.assumption(lever.beds_released).value for lever in levers]
    assert parts == [141, 250, 212]
    assert (sum(parts) - 427, sum(parts) - 387) == (176, 216)
    removed = plan_2014.value("levers.reduction[year=2018/19]")
    assert removed == pytest.approx(603 * 0.92)


def test_the_beds_of_2014_are_enough_if_70_per_cent_is_delivered(plan_2014):
    """With all of it, 603 − 427 beds and those spare at the start are left over, less what need has grown."""
    grown = plan_2014.value("beds.required_before_levers[pool=acute]") - 1940 * 0.91 / 0.92
    spare = 1940 - 1940 * 0.91 / 0.92
    assert plan_2014.value("beds.gap[pool=acute]") == pytest.approx(603 - 427 + spare - grown)
    assert plan("bct-2014", "delivery=0.7").value("beds.gap[pool=acute]") == pytest.approx(0, abs=1)


def test_the_gap_of_2014_is_the_sum_of_its_holders(plan_2014):
    """190 + 51 + 46 + 41 for the NHS, 51 + 16.5 + 2 for the councils: 328 + 69.5 = 397.5."""
    holders = plan_2014.scenario.content.finance.gap_holders
    amounts = {name: plan_2014.scenario.assumption(quantity).value for name, quantity in holders.items()}
    councils = sum(amount for name, amount in amounts.items() if "Council" in name)
    assert (sum(amounts.values()), councils) == (397.5, 69.5)
    assert plan_2014.value("finance.gap_do_nothing") == pytest.approx(397.5)
    for name, amount in amounts.items():
        assert plan_2014.value(Selector("finance.gap_do_nothing_by_organisation", line=name)) == pytest.approx(amount)


def sums_to_the_gap(results):
    for table in (results.central, results.drawn):
        parts = table["finance.gap_by_organisation"]
        assert parts[..., 0] == pytest.approx(table["finance.gap"][..., 0])
        assert parts[..., 1:].sum(axis=-1) == pytest.approx(table["finance.gap"][..., 0])


@pytest.mark.parametrize("scenario", ["bct-2014", "next-steps-2018", "pcbc-2020", "hinckley-2019", "bct-named-capital"])
def test_the_gap_by_organisation_sums_to_the_gap_in_every_year_and_draw(scenario):
    sums_to_the_gap(plan(scenario, draws=100))


def test_a_split_into_more_holders_than_cost_lines_does_not_change_the_gap(child):
    """The toy has two cost lines; split between three, its gap is the same, and the holders' parts sum to it."""
    three = (
        "First: {value: 3, source: assumed}, Second: {value: 2, source: assumed}, Third: {value: 5, source: assumed}"
    )
    plain, split = (run(load(path), draws=50) for path in (TOY, child(f"finance: {{gap_holders: {{{three}}}}}")))
    assert len(plain.scenario.content.finance.costs) == 2
    assert np.array_equal(plain.central["finance.gap"], split.central["finance.gap"])
    sums_to_the_gap(plain)
    sums_to_the_gap(split)


@pytest.mark.parametrize(
    ("scenario", "spend"),
    [
        ("bct-2014", 1300 * ENGLAND["2014/15"] / ENGLAND["2015/16"]),
        ("llr-2018", 1300 * ENGLAND["2018/19"] / ENGLAND["2015/16"]),
        ("pcbc-2020", 1300 * ENGLAND["2018/19"] / ENGLAND["2015/16"] * 120.81 / 114.60),
    ],
)
def test_spending_is_brought_to_each_baseline_year(scenario, spend):
    results = plan(scenario)
    assert results.value(Selector("finance.income", year=results.years[0])) == pytest.approx(spend, abs=0.5)


@pytest.mark.parametrize(
    ("scenario", "bed_day", "day_at_home"),
    [
        ("llr-2018", 313 * 1.0116 * 1.0231, 92 * 1.0198 * 1.0132 * 1.0223),
        ("pcbc-2020", 313 * 1.0116 * 1.0231**2, 92 * 1.0198 * 1.0132 * 1.0223 * 1.0269),
    ],
)
def test_unit_costs_are_brought_to_the_prices_of_each_baseline_year(scenario, bed_day, day_at_home):
    """NHS cost inflation 1.16% and 2.31%, then held; GDP deflator 1.98%, 1.32%, 2.23%, 2.69%."""
    assumptions = load(SCENARIOS / f"{scenario}.yaml").content.assumptions
    assert assumptions["cost_of_a_bed_day"].value == pytest.approx(bed_day, abs=0.5)
    assert assumptions["cost_of_a_day_at_home"].value == pytest.approx(day_at_home, abs=0.5)


def test_the_settlement_of_2018_grows_by_5_3_per_cent_a_year():
    """£114.60bn in 2018/19 to £148.47bn in 2023/24."""
    income = plan("llr-2018")
    first, last = (income.value(f"finance.income[year={year}]") for year in ("2018/19", "2023/24"))
    assert last / first == pytest.approx(148.47 / 114.60, abs=0.001)


def test_beds_that_the_plan_of_2018_does_not_give_are_not_made_up():
    """No bed opens or closes in any draw, the run says which years are open, and the numbers of 2016 are nowhere."""
    results = plan("next-steps-2018", draws=200)
    for table in (results.central, results.drawn):
        beds = table["beds.available"]
        assert (beds == beds[:, :1]).all()
        assert not np.isin(beds, (1892, 1697, 1940, 2173)).any()
    missing = {unknown.path for unknown in results.scenario.unknown}
    assert {"pools.acute.beds_plan.2023/24", "pools.community.beds_plan.2023/24"} <= missing


def test_beds_given_for_the_plan_of_2018_come_one_to_three_years_late():
    results = plan("next-steps-2018", "pools.acute.beds_plan.2023/24=1600", draws=200)
    years, acute = results.years, results.drawn["beds.available"][..., 1]
    arrives = [years[np.flatnonzero(path == 1600)[0]] for path in acute]
    assert set(arrives) == {"2024/25", "2025/26", "2026/27"}
    assert set(np.unique(acute)) == {1543, 1600}


def test_all_of_the_capital_of_2018_is_spent_within_the_years_shown_however_late():
    results = plan("next-steps-2018", draws=200)
    spent = np.sum([results.drawn["capital.spend"][:, year, 1] for year in range(len(results.years))], axis=0)
    amount = results.samples["finance.capital.two-acute-sites.amount"]
    bias = results.samples["finance.capital.two-acute-sites.optimism_bias"]
    assert spent == pytest.approx(amount * (1 + bias))
    assert (amount >= 350).all(), "more than £350m"


def test_buildings_named_twice_are_counted_once():
    """£48m + £2m + £8m + £30m = £88m, not £176m; £40m of it is still to come in 2018/19."""
    of_2016, of_2018 = plan("bct-named-capital"), plan("next-steps-2018")

    def named(results):
        found = results.scenario.content.finance.capital
        return sum(
            results.scenario.assumption(a.amount).value for name, a in found.items() if name != "two-acute-sites"
        )

    assert (named(of_2016), named(of_2018)) == (88, 40)


def test_the_plan_of_2020_adds_139_of_the_300_beds():
    results = plan("pcbc-2020-own-terms")
    acute = "pool=acute,year"
    first, last = (results.value(f"beds.available[{acute}={year}]") for year in ("2019/20", "2023/24"))
    assert last - first == 139
    need = [results.value(f"beds.required_before_levers[{acute}={year}]") for year in ("2019/20", "2023/24")]
    assert need[1] - need[0] == pytest.approx(300, abs=0.5)
    lever = results.scenario.content.levers["shorter-stays"]
    assert 139 + results.scenario.assumption(lever.beds_released).value == 300


def test_the_growth_that_300_more_beds_ask_for_follows_from_people_alone():
    """(need with 300 more beds ÷ need that people alone explain)^(1/4) − 1, without the model's root finder."""
    solved = {s.path: s.value for s in plan("pcbc-2020-own-terms").solved}["assumptions.acute_growth"]
    people = plan("pcbc-2020", "non_demographic_growth=0", "length_of_stay_trend=0")
    explained = people.value("beds.required_before_levers[pool=acute,year=2023/24]")
    assert solved == pytest.approx((1844.8 / explained) ** 0.25 - 1, abs=1e-6)


def test_the_first_year_of_the_new_hospitals_costs_what_the_rule_says():
    """£450m over 60 years at 3.5% costs 23.119 in its first year; the file adds 4% to the £450m."""
    charges = plan("pcbc-2020").value("finance.new_cost[line=capital-charges/two-acute-sites,year=2023/24]")
    assert charges == pytest.approx(23.119 * 1.04, abs=0.001)


def test_a_pool_comes_in_when_its_unknown_numbers_are_given():
    bare = plan("optional-pools")
    assert "maternity" not in bare.scenario.content.pools
    filled = plan(
        "optional-pools",
        "pools.maternity.occupancy=0.6",
        "pools.maternity.standard=0.75",
        "pools.maternity.beds_plan.2023/24=130",
    )
    assert filled.value("beds.available[pool=maternity,year=2018/19]") == 1669 - 1543
    assert filled.value("beds.available[pool=maternity]") == 130
    assert np.array_equal(bare.central["beds.available"][..., 1:3], filled.central["beds.available"][..., 1:3])
