"""The answer in words must be true of the figures, also where plans are unusual."""

import pytest

from bedmodel.problems import ScenarioError
from bedmodel.report.solved_words import beliefs, by_construction
from bedmodel.report.words import summary
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY

BED = "{{value: {}, source: assumed}}"


def said(results, head):
    return " ".join(dict(summary(results)).get(head, []))


def planned(child, medical, surgical, draws=0, extra=""):
    text = (
        f"pools:\n  medical: {{beds_plan: {{2022/23: {BED.format(medical)}}}}}\n"
        f"  surgical: {{beds_plan: {{2022/23: {BED.format(surgical)}}}}}\n{extra}"
    )
    return run(load(child(text)), draws=draws)


def test_beds_that_close(child):
    assert "The plan closes 20 of 140 beds by 2022/23 (14.3%)" in said(planned(child, 80, 40), "Beds")


def test_beds_that_move_between_pools_are_not_no_change(child):
    text = said(planned(child, 80, 60), "Beds")
    assert "stays at 140 by 2022/23, but they move" in text
    assert "Medical ward 100 → 80 (−20)" in text


def test_beds_that_stay(child):
    assert said(planned(child, 100, 40), "Beds") == "The number of beds stays at 140 from 2020/21 to 2022/23."


def test_beds_that_open_where_there_were_none(child):
    text = f"pools: {{medical: {{beds: {BED.format(0)}}}, surgical: {{beds: {BED.format(0)}}}}}\n"
    assert said(run(load(child(text)), draws=0), "Beds").startswith("The plan opens 80 beds by 2022/23: ")


def test_a_single_year(child):
    text = """
scenario: {horizon: 2020/21}
remove: [levers, finance, pools.medical.beds_plan]
"""
    results = run(load(child(text)), draws=200)
    assert said(results, "Beds") == "140 beds are open in 2020/21."


def test_a_plan_that_only_closes_beds_has_money_too(child):
    closing = planned(child, 70, 40, extra="remove: [levers, finance.measures, finance.capital]\n")
    assert "With the plan:" in said(closing, "Money")


def test_no_plan_has_no_money_of_its_own():
    assert "With the plan:" not in said(run(load(SCENARIOS / "llr.yaml"), draws=0), "Money")


def test_a_surplus_whose_range_is_all_shortfalls_says_so(child):
    """A small surplus in the central case, but prices can only be higher than the central case has them."""
    text = """
assumptions:
  tenth:
    value: 0.10
    source: assumed
    distribution: {kind: triangular, low: 0.10, mode: 0.10, high: 0.40}
finance:
  measures: {procurement: {saving: {value: 3.67, source: assumed}, delivery: {value: 1, source: assumed}}}
"""
    results = run(load(child(text)), draws=500)
    low, high = (results.value(f"finance.gap[statistic={s}]") for s in ("p10", "p90"))
    assert results.value("finance.gap") < 0 < low < high
    money = said(results, "Money")
    assert "a surplus of" in money
    assert f"(a shortfall of £{low:.1f}m to a shortfall of £{high:.1f}m)" in money


CUMULATIVE = """
finance: {pressure_growth: {value: calibrated}}
calibrate:
  - metric: finance.gap_do_nothing
    where: {year: 2020/21}
    equals: {value: 300, unit: GBPm, source: assumed}
    basis: cumulative
    by: finance.pressure_growth
    in_words: "{value}"
"""


def test_a_cumulative_figure_is_called_one(child):
    results = run(load(child(CUMULATIVE, of=SCENARIOS / "bct.yaml")), draws=0)
    met = by_construction(results)
    assert "the sum up to the money gap if nothing changes in 2020/21 = £300.0m" in met
    assert f"a shortfall of £{results.value('finance.gap_do_nothing'):.1f}m" in said(results, "Money")


def test_values_solved_anew_are_called_so():
    settings = ["left_shift_delivery=0.5"]
    scenario = load(SCENARIOS / "bct.yaml", settings=settings, recalibrate=True)
    results = run(scenario, draws=0)
    assert "25.0% of acute bed-days" in beliefs(results)[0]
    assert "Solved anew in bct.yaml, with what is set." in beliefs(results)[0]


def test_what_is_set_by_hand_is_not_solved_anew():
    scenario = load(SCENARIOS / "bct.yaml", settings=["left_shift=0.1"], recalibrate=True)
    results = run(scenario, draws=0)
    assert "assumptions.left_shift" not in {s.path for s in results.solved}
    assert results.value("finance.gap") == pytest.approx(-13)


def test_a_spread_that_lies_outside_its_limits_is_no_spread(child):
    """Solved at 11% or so with limits of 0 to 5%: what is cut at the limits leaves nothing."""
    text = """
assumptions:
  left_shift:
    value: calibrated
    limits: [0, 0.05]
    distribution: {kind: triangular, relative: true, truncate: true, low: 0.8, mode: 1, high: 1.2}
calibrate:
  - metric: beds.gap
    where: {pool: acute}
    equals: {value: 0, unit: beds, source: assumed}
    by: left_shift
    within: [0, 0.5]
    in_words: "{value}"
"""
    with pytest.raises(ScenarioError, match="nothing of the distribution lies within the limits"):
        run(load(child(text, of=SCENARIOS / "bct.yaml")), draws=100)


def test_toy_says_what_it_is():
    assert "Medical ward" in said(run(load(TOY), draws=0), "How full")
