"""A projection held against what came, worked by hand on the toy hospital, and on the scenario of 2018."""

from dataclasses import replace

import numpy as np
import pytest

import bedmodel
from bedmodel.analysis.actuals import Actuals, Series
from bedmodel.analysis.backtest import backtest
from bedmodel.metrics import Selector
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.scenario.scenario import Scenario
from tests_support import ROOT, SCENARIOS

SHIPPED = ROOT / "data" / "actuals" / "kh03-leicester.csv"

# In half of the futures need for surgery does not grow, in the other half by 20% a year: indices 100 and 100, or 120
# and 144; in the central case by 10%, 110 and 121. It is for people under
# 65, whose number stays, and nobody is moved anywhere.
TWO_FUTURES = """
remove: [levers, finance.measures]
pools:
  surgical:
    demand:
      use: {values: {0-64: 1, 65+: 0}, source: assumed}
      non_demographic_growth:
        {value: 0.1, source: assumed, distribution: {kind: discrete, values: [0.0, 0.2], probabilities: [0.5, 0.5]}}
      length_of_stay_trend: {value: 0, source: assumed}
"""


@pytest.fixture
def toy(child) -> Scenario:
    return load(child(TWO_FUTURES))


def series(values, metric="beds.occupied", pool="surgical", **more):
    return Series(metric, pool, "Here", "beds as counted here", values, **more)


def against(scenario, *published, **options):
    return backtest(scenario, Actuals(published), **{"draws": 400, **options})


# Published: 200, then 220 (110, in the middle of the band), then 300 (150, above it).
# CRPS: 10 − ½ × 10 = 5 for 2021/22; (50 + 6) ÷ 2 − ½ × 22 = 17 for 2022/23.
def test_index_band_errors_and_score_by_hand(toy):
    published = series(
        {"2019/20": 1.0, "2020/21": 200.0, "2021/22": 220.0, "2022/23": 300.0}, pandemic=frozenset({"2021/22"})
    )
    (course,) = against(toy, published).courses
    first, second = course.years
    assert (first.year, first.pandemic, first.inside) == ("2021/22", True, True)
    assert (second.year, second.pandemic, second.inside) == ("2022/23", False, False)
    assert first.projected == pytest.approx((110, 110, 100, 110, 120))
    assert second.projected == pytest.approx((121, 122, 100, 122, 144))
    assert (first.actual, second.actual) == pytest.approx((110, 150))
    assert (first.error, second.error) == pytest.approx((0, -29))
    assert (first.error_in_beds, second.error_in_beds) == pytest.approx((0, -58)), "29% of the 200 published"
    assert (first.crps, second.crps) == pytest.approx((5, 17))
    every, calm = course.score(pandemic=True), course.score(pandemic=False)
    assert (every.years, every.inside) == (2, 1)
    assert (every.mean_error, every.mean_absolute_error, every.no_change, every.crps) == pytest.approx(
        (-14.5, 14.5, 30, 11)
    )
    assert (calm.years, calm.inside) == (1, 0)
    assert (calm.mean_error, calm.mean_absolute_error, calm.no_change, calm.crps) == pytest.approx((-29, 29, 50, 17))


# People over 65 use nine times the bed-days and grow by 10% a year: 1,890 ÷ 1,800 = 1.05, 1,989 ÷ 1,800 = 1.105.
# Beds go from 100 to 90 to 80, so that 90% becomes 94.5 ÷ 90 = 105% and 99.45 ÷ 80 = 124.3%.
def test_how_full_beds_are_is_a_change_in_points(toy):
    published = series({"2020/21": 0.8, "2021/22": 0.85, "2022/23": 0.78}, "occupancy.mean", "medical")
    (course,) = against(toy, published).courses
    assert [year.projected[0] for year in course.years] == pytest.approx([15.0, 34.3125])
    assert [year.actual for year in course.years] == pytest.approx([5.0, -2.0])
    assert [year.error for year in course.years] == pytest.approx([10.0, 36.3125])
    assert {year.error_in_beds for year in course.years} == {None}
    assert course.score(pandemic=True).no_change == pytest.approx(3.5)


def test_planned_beds_have_no_band_and_their_score_is_the_absolute_error(toy):
    published = series({"2020/21": 50.0, "2021/22": 50.0, "2022/23": 55.0}, "beds.available", "medical")
    (course,) = against(toy, published).courses
    assert [year.projected[0] for year in course.years] == pytest.approx([90, 80])
    assert [year.inside for year in course.years] == [None, None]
    assert [year.crps for year in course.years] == pytest.approx([10, 30])
    assert course.score(pandemic=True).inside is None


def test_another_base_year(toy):
    published = series({"2021/22": 400.0, "2022/23": 480.0})
    (course,) = against(toy, published, base="2021/22").courses
    (year,) = course.years
    assert year.projected == pytest.approx((110, 110, 100, 110, 120))
    assert (year.actual, year.inside) == (pytest.approx(120), True), "the ends belong to the band"


def test_without_draws_there_is_no_band(toy):
    (course,) = against(toy, series({"2020/21": 200.0, "2021/22": 220.0}), draws=0).courses
    (year,) = course.years
    assert year.projected[0] == pytest.approx(110)
    assert np.isnan(year.projected[1:]).all()
    assert (year.inside, year.crps) == (None, None)


def test_what_cannot_be_tested_is_said(toy):
    whole = series({"2020/21": 200.0, "2021/22": 220.0})
    late, elsewhere = replace(whole, values={"2021/22": 1.0}), replace(whole, pool="dental")
    early = replace(whole, values={"2019/20": 1.0, "2020/21": 1.0})
    found = against(toy, whole, late, elsewhere, early)
    assert len(found.courses) == 1
    assert [note.split("since ")[1].split(" (")[0] for note in found.notes] == [
        "nothing is published for the base year 2020/21",
        "the scenario has no pool `dental`",
        "nothing is published for the years from 2020/21 to 2022/23",
    ]


def test_a_base_of_0_is_called_so(toy):
    whole = series({"2020/21": 200.0, "2021/22": 220.0})
    found = against(toy, whole, replace(whole, values={"2020/21": 0.0, "2021/22": 220.0}))
    (note,) = found.notes
    assert "since 0 is published for the base year 2020/21" in note
    assert "nothing is published" not in note


def test_years_left_out_are_named_where_nothing_is_left(toy):
    with pytest.raises(KeyError, match=r"no figure that can be held against a scenario\. Left out: 2018/19 \(3\)\."):
        backtest(toy, Actuals((), ("Left out: 2018/19 (3).",)), draws=0)


def test_what_makes_a_test_impossible(toy):
    whole = series({"2021/22": 200.0, "2022/23": 220.0})
    with pytest.raises(KeyError, match=r"from 2020/21; .*Years published: 2021/22, 2022/23; choose with --base"):
        against(toy, whole)
    with pytest.raises(KeyError, match="the scenario has 2020/21 to 2022/23"):
        against(toy, whole, base="2015/16")
    with pytest.raises(KeyError, match="choose one with --pool: medical, surgical"):
        against(toy, replace(whole, pool=None), base="2021/22")
    with pytest.raises(KeyError, match="no figure that can be held"):
        against(toy, replace(whole, beside=True))
    with pytest.raises(KeyError, match=r"no figure `beds\.occupied`"):
        against(load(SCENARIOS / "primary-care-2019.yaml"), whole)


def test_a_series_without_a_pool_is_about_the_only_one_there_is(child):
    scenario = load(child("remove: [levers, finance, pools.surgical]"))
    (course,) = against(scenario, series({"2020/21": 200.0, "2021/22": 220.0}, pool=None)).courses
    assert course.pool == "medical"


# The plan closes a half of the medical beds by 2021/22, where it ends.
def test_a_plan_with_other_years_stands_beside_as_far_as_it_goes(toy, child):
    text = """
remove: [levers, finance, pools.medical.beds_plan.2022/23]
scenario: {id: plan, horizon: 2021/22}
pools: {medical: {beds_plan: {2021/22: {value: 50, source: assumed}}}}
"""
    plan = load(child(text, name="plan.yaml"))
    published = series({"2020/21": 50.0, "2021/22": 50.0, "2022/23": 55.0}, "beds.available", "medical")
    found = against(toy, published, plan=plan)
    assert [year.plan for year in found.courses[0].years] == [pytest.approx(50.0), None]
    assert found.notes == ("plan ends in 2021/22: nothing of it stands beside 2022/23.",)
    beyond = against(toy, series({"2021/22": 50.0, "2022/23": 55.0}), base="2021/22", plan=load(SCENARIOS / "bct.yaml"))
    assert [year.plan for year in beyond.courses[0].years] == [None]
    assert beyond.notes == ("bct has 2015/16 to 2020/21 and not the base year 2021/22: it cannot stand beside.",)
    dental = against(toy, series({"2020/21": 50.0, "2021/22": 55.0}), plan=load(SCENARIOS / "bct.yaml"))
    assert dental.notes == ("bct has no pool `surgical`.",)


def test_figures_are_those_of_a_run():
    scenario = load(SCENARIOS / "backtest-2018.yaml")
    found = bedmodel.backtest(scenario, bedmodel.read_actuals([SHIPPED]), draws=500)
    results = run(scenario, draws=500)
    course = next(c for c in found.courses if c.series.metric == "beds.occupied")
    first, last = (
        results.draws_of(Selector("beds.occupied", pool="acute", year=year)) for year in ("2018/19", "2024/25")
    )
    wanted = (float((last / first * 100).mean()), *np.quantile(last / first * 100, (0.1, 0.5, 0.9)))
    assert course.years[-1].projected[1:] == pytest.approx(wanted)
    assert course.years[-1].actual == pytest.approx(100 * 1580.2 / 1379.0)
    assert [year.pandemic for year in course.years] == [False, True, True, False, False, False]


def test_the_scenario_of_2018_knows_nothing_published_later():
    """What llr.yaml and llr-2018.yaml know of later years is replaced, as its comment says."""
    scenario = load(SCENARIOS / "backtest-2018.yaml")
    later = {"strategy-unit-growth", "length-of-stay", "planning-2020", "primary-care-strategy"}
    assert not [path for path in scenario.used if later & set(scenario.find(path).source.ref)]
    assert scenario.content.finance is None
    assert list(scenario.content.pools) == ["acute"]
