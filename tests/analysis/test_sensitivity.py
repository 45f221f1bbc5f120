"""What matters most: bars that equal direct runs, shares that can be worked by hand, risks, links, themes."""

import math

import numpy as np
import pytest

from bedmodel.analysis import trials as trials_module
from bedmodel.analysis.factors import factors, grouped, shares
from bedmodel.analysis.importance import importance
from bedmodel.analysis.sensitivity import sensitivity, usual
from bedmodel.analysis.themes import THEMES, themes
from bedmodel.analysis.tornado import stated_ends, swung_ends, tornadoes
from bedmodel.analysis.trials import Futures, Trials
from bedmodel.compile.sampling import at_shares, sample
from bedmodel.draws.streams import uniforms
from bedmodel.metrics import Selector
from bedmodel.once import Once
from bedmodel.report import sensitivity_words
from bedmodel.report.phrases import WITHOUT_BEDS
from bedmodel.report.sensitivity_records import as_csv, as_json
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import ALL_SCENARIOS, SCENARIOS, TOY

BCT, RISKS = SCENARIOS / "bct.yaml", SCENARIOS / "bct-with-risks.yaml"
GAP, MONEY = Selector("beds.gap", pool="acute"), Selector("finance.gap")
FIGURES = [GAP, MONEY]
ALL = Selector("beds.gap")

UNCERTAIN = """
pools:
  medical:
    beds_plan:
      2022/23: {title: Medical beds, value: 80, source: assumed, distribution: {kind: uniform, low: 65, high: 95}}
  surgical:
    beds_plan:
      2022/23: {title: Surgical beds, value: 40, source: assumed, distribution: {kind: uniform, low: 30, high: 50}}
risks:
  fire:
    title: A fire
    owner: The hospital
    probability: {value: 0.5, source: assumed}
    impact: {beds: {pool: medical, lost: {value: 10, source: assumed}}}
"""
VARIANCES = np.array([30**2 / 12, 20**2 / 12, 10**2 / 4])
"""Of two uniforms and of ten beds that are lost with probability one half."""
LINK = """
correlations:
  - {between: [pools.medical.beds_plan.2022/23, pools.surgical.beds_plan.2022/23], rho: {value: 0.8, source: assumed}}
"""


@pytest.fixture(scope="module")
def bct():
    return Trials.of(load(BCT))


@pytest.fixture(scope="module")
def bars(bct):
    return [
        {bar.factor.path: bar for bar in tornado.bars}
        for tornado in tornadoes(bct, FIGURES, stated_ends(bct, factors(bct)))
    ]


@pytest.fixture(scope="module")
def once():
    return Once()


def setting(trials, path, value):
    """What --set says to give an assumption a value; for numbers by label, a multiple of each."""
    assumption = trials.scenario.used[path]
    if assumption.values is None:
        return f"{path}={value!r}"
    values = ", ".join(f"{label}: {number * value!r}" for label, number in assumption.values.items())
    return f"{path}={{values: {{{values}}}, interpolate: {assumption.interpolate}, source: assumed}}"


@pytest.mark.parametrize("path", list(load(BCT).uncertain))
def test_every_bar_equals_direct_reruns(bct, bars, once, path):
    for end in ("low", "high"):
        value = getattr(bars[0][path].ends, end)
        again = run(load(BCT, settings=[setting(bct, path, value)], once=once), draws=0, once=once)
        for figure, found in zip(FIGURES, bars, strict=True):
            bar = found[path]
            assert getattr(bar, f"at_{end}") == pytest.approx(again.value(figure), rel=1e-12, abs=1e-9)


def test_the_baseline_is_the_central_case_and_the_ends_are_p10_and_p90(bct, bars):
    results = run(load(BCT), draws=20_000)
    assert [found["assumptions.ward_lag"].baseline for found in bars] == [results.value(figure) for figure in FIGURES]
    for path, bar in bars[0].items():
        drawn = results.samples[path]
        assumption = bct.scenario.used[path]
        if assumption.distribution.relative and assumption.values is None:
            drawn = drawn * bct.centre(assumption)
        near = 0.01 * np.ptp(drawn)
        assert [bar.ends.low, bar.ends.high] == pytest.approx(np.quantile(drawn, [0.1, 0.9]), abs=near), path


def test_bars_are_sorted_and_say_which_end_is_worse(bct):
    for tornado in tornadoes(bct, FIGURES, stated_ends(bct, factors(bct))):
        widths = [bar.width for bar in tornado.bars]
        assert widths == sorted(widths, reverse=True)
        worse = {bar.factor.path: tornado.worse_when(bar) for bar in tornado.bars}
        assert worse["assumptions.length_of_stay_trend"] == "high"
    assert worse["finance.income.growth"] == "low"
    assert worse["assumptions.semi_fixed_share"] == "low"


def test_a_stated_value_outside_its_own_range_counts_as_a_way_to_go(bars):
    bar = bars[1]["finance.capital.two-acute-sites.optimism_bias"]
    assert bar.baseline < bar.at_low < bar.at_high
    assert bar.width == bar.at_high - bar.baseline


def test_all_bars_are_one_evaluation(bct, monkeypatch):
    calls = []
    real = trials_module.compile_inputs
    monkeypatch.setattr(trials_module, "compile_inputs", lambda values: calls.append(1) or real(values))
    tornadoes(bct, FIGURES, stated_ends(bct, factors(bct)))
    assert len(calls) == 1


def test_no_file_is_read_again(child):
    path = child(UNCERTAIN)
    trials = Trials.of(load(path), draws=100)
    path.unlink()
    found = sensitivity(trials, [ALL], points=64)
    assert found.tornadoes[0].bars[0].factor.title == "Medical beds"


def test_a_swing_moves_numbers_with_and_without_a_range_and_holds_them_at_what_they_can_be(bct, once):
    known = factors(bct)
    ends = {end.factor.path: end for end in swung_ends(bct, known, 0.1)}
    assert list(ends) == list(bct.scenario.used)
    beds = ends["pools.acute.beds"]
    assert (beds.low, beds.high, beds.held) == (pytest.approx(1746), pytest.approx(2134), False)
    occupancy = ends["pools.acute.occupancy"]
    assert (occupancy.low, occupancy.high, occupancy.held) == (pytest.approx(0.819), 1.0, True)
    growth = ends["assumptions.non_demographic_growth"]
    assert growth.low < growth.high < 0
    pace = ends["assumptions.pace"]
    assert (pace.low, pace.high, pace.held) == (0.9, 1.0, True)
    (tornado,) = tornadoes(bct, [GAP], list(ends.values()))
    bars = {bar.factor.path: bar for bar in tornado.bars}
    for path in ("pools.acute.beds", "assumptions.pace", "assumptions.left_shift", "assumptions.occupancy_standard"):
        low = run(load(BCT, settings=[setting(bct, path, bars[path].ends.low)], once=once), draws=0, once=once)
        assert bars[path].at_low == pytest.approx(low.value(GAP), rel=1e-12, abs=1e-9), path


def test_the_bar_of_a_risk_is_a_run_in_which_it_is_certain(once):
    trials = Trials.of(load(RISKS))
    known = factors(trials)
    (tornado,) = tornadoes(trials, [GAP], stated_ends(trials, known))
    bars = {bar.factor.path: bar for bar in tornado.bars}
    assert len([path for path in bars if path.startswith("risks.") and known[path].kind == "risk"]) == 8
    for name in ("left-shift-fails", "late-capital"):
        if f"risks.{name}" not in bars:
            continue
        fresh = f"risks.{name}.probability={{value: 1, source: assumed}}"
        again = run(load(RISKS, settings=[fresh], once=once), draws=0, once=once)
        bar = bars[f"risks.{name}"]
        assert bar.at_low == bar.baseline
        assert bar.at_high == pytest.approx(again.value(GAP), rel=1e-12, abs=1e-9)
        assert bar.width > 10


@pytest.mark.parametrize(("probability", "moves"), [(0.0, False), (0.3, True), (1.0, True)])
def test_a_risk_that_cannot_strike_moves_nothing_and_a_certain_one_is_in_the_baseline(child, probability, moves):
    path = child(UNCERTAIN.replace("probability: {value: 0.5", f"probability: {{value: {probability}"))
    trials = Trials.of(load(path))
    (tornado,) = tornadoes(trials, [ALL], stated_ends(trials, factors(trials)))
    (bar,) = [bar for bar in tornado.bars if bar.factor.kind == "risk"]
    assert (bar.width > 0) == (moves and probability < 1.0)
    assert tornado.baseline == run(load(path), draws=0).value(ALL)


def test_shares_of_an_additive_scenario_with_a_risk_are_those_worked_by_hand(child):
    trials = Trials.of(load(child(UNCERTAIN)))
    groups = grouped(trials.scenario, factors(trials), by_theme=False)
    assert [group.title for group in groups] == ["Medical beds", "Surgical beds", "A fire"]
    found = shares(trials, [ALL], groups, 4096)
    wanted = VARIANCES / VARIANCES.sum()
    assert found.first.value[0] == pytest.approx(wanted, abs=0.01)
    assert found.total.value[0] == pytest.approx(wanted, abs=0.01)
    assert found.evaluations == 4096 * 5


def test_themes_are_shared_out_whole(child):
    trials = Trials.of(load(child(UNCERTAIN)))
    groups = grouped(trials.scenario, factors(trials), by_theme=True)
    assert [(group.name, len(group.members)) for group in groups] == [("beds", 2), ("risks", 1)]
    found = shares(trials, [ALL], groups, 2048)
    beds = VARIANCES[:2].sum() / VARIANCES.sum()
    assert found.first.value[0] == pytest.approx([beds, 1 - beds], abs=0.01)


def test_linked_numbers_are_one_group_and_stay_linked(child):
    trials = Trials.of(load(child(UNCERTAIN + LINK)))
    groups = grouped(trials.scenario, factors(trials), by_theme=False)
    assert [group.kind for group in groups] == ["linked", "risk"]
    pearson = 6 / math.pi * math.asin(0.8 / 2)
    linked = VARIANCES[0] + VARIANCES[1] + 2 * pearson * math.sqrt(VARIANCES[0] * VARIANCES[1])
    found = shares(trials, [ALL], groups, 4096)
    share = linked / (linked + VARIANCES[2])
    assert found.first.value[0] == pytest.approx([share, 1 - share], abs=0.01)
    assert found.total.value[0] == pytest.approx([share, 1 - share], abs=0.01)


def test_linked_numbers_count_under_the_theme_of_the_first(child):
    link = LINK.replace("pools.surgical.beds_plan.2022/23", "finance.measures.thrift.efficiency")
    money = """
finance:
  measures:
    thrift: {efficiency: {value: 0.01, source: assumed, distribution: {kind: uniform, low: 0.0, high: 0.02}}}
"""
    trials = Trials.of(load(child(UNCERTAIN + money + link)))
    groups = grouped(trials.scenario, factors(trials), by_theme=True)
    assert [(group.name, len(group.members)) for group in groups] == [("beds", 3), ("risks", 1)]


def test_all_in_one_group_is_all_of_the_variance(bct):
    known = factors(bct)
    (*_, first) = grouped(bct.scenario, known, by_theme=False)
    whole = type(first)("all", "All", "theme", tuple(bct.scenario.uncertain))
    found = shares(bct, FIGURES, [whole], 1024)
    assert found.first.value == pytest.approx(np.ones((2, 1)), abs=0.03)
    assert found.total.value == pytest.approx(np.ones((2, 1)), abs=0.03)


def test_values_are_drawn_from_the_distributions_of_a_run(bct):
    shares_ = {path: uniforms(path, 5, 400) for path in bct.scenario.uncertain}
    drawn = sample(bct.scenario, 5, 400, bct.held)
    found = at_shares(bct.scenario, bct.held, shares_)
    assert list(found) == list(drawn)
    assert all(np.array_equal(found[path], drawn[path]) for path in drawn)


def test_the_shares_account_for_the_variance_of_the_run(bct):
    """Knowing what a number is would take its first share off the variance: seen in the draws of the run itself."""
    found = sensitivity(bct, FIGURES, methods=["sobol"], points=4096)
    results = run(load(BCT), draws=20_000)
    for at, figure in enumerate(FIGURES):
        figures = results.draws_of(figure)
        for group, share in zip(found.groups, found.shares.first.value[at], strict=True):
            order = np.argsort(results.samples[group.name], kind="stable")
            slices = np.array_split(figures[order], 40)
            known = np.var([part.mean() for part in slices]) / figures.var()
            assert share == pytest.approx(known, abs=0.02), group.name


def test_rank_correlations_are_those_of_the_quick_look(bct):
    trials = Trials.of(load(BCT), draws=400)
    found = sensitivity(trials, FIGURES, methods=["rank"])
    results = run(load(BCT), draws=400)
    quick = importance(results, ["beds.gap[pool=acute]", "finance.gap"], top=100)
    assert {item.path: item.correlations for item in quick} == found.ranks
    assert not found.tornadoes
    assert found.shares is None


def test_risks_have_a_rank_correlation_too():
    trials = Trials.of(load(RISKS), draws=1000)
    found = sensitivity(trials, FIGURES, methods=["rank"])
    assert found.ranks["risks.left-shift-fails"][0] < -0.3


def test_the_same_seed_gives_the_same_bytes(child):
    def texts(seed):
        found = sensitivity(Trials.of(load(child(UNCERTAIN)), draws=100, seed=seed), [ALL], points=256)
        return as_json(found), as_csv(found)

    assert texts(3) == texts(3)
    assert texts(3)[1] != texts(4)[1]


def test_a_figure_that_nothing_moves(bct):
    found = sensitivity(bct, [Selector("beds.available", pool="acute")], points=64)
    assert found.tornadoes[0].bars[0].width == 0
    assert not found.shares.varies[0]
    assert "NaN" not in as_json(found)


def test_a_scenario_without_a_range():
    trials = Trials.of(load(TOY), draws=10)
    found = sensitivity(trials, [ALL])
    assert (found.uncertain, found.shares, found.ranks) == ([], None, None)
    assert found.tornadoes[0].bars == ()
    assert len(found.unranged) == len(trials.scenario.used)
    swung = sensitivity(trials, [ALL], methods=["tornado"], swing=0.1)
    assert swung.tornadoes[0].bars[0].width > 0


def test_a_linked_number_is_one_at_a_time_in_the_tornado_and_a_correlation_is_no_number(child):
    trials = Trials.of(load(child(UNCERTAIN + LINK)))
    assert not [path for path in factors(trials) if path.startswith("correlations")]
    (tornado,) = tornadoes(trials, [ALL], stated_ends(trials, factors(trials)))
    bars = {bar.factor.title: (bar.at_low - bar.baseline, bar.at_high - bar.baseline) for bar in tornado.bars}
    assert bars["Medical beds"] == (pytest.approx(-12), pytest.approx(12))
    assert bars["Surgical beds"] == (pytest.approx(-8), pytest.approx(8))


def test_themes_of_the_plan(bct):
    found = themes(bct.scenario)
    assert found["population.growth"] == ("population",)
    assert found["assumptions.length_of_stay_trend"] == ("need",)
    assert found["pools.acute.occupancy"] == ("beds",)
    assert found["evidence.cost-of-a-day-at-home"] == ("money",)
    assert found["evidence.days-at-home-per-bed-day"] == ("left-shift",)
    assert found["assumptions.pace"] == ("left-shift", "money"), "used by levers and by a saving"


@pytest.mark.parametrize("path", ALL_SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_has_an_answer_without_nan(path, once):
    trials = Trials.of(load(path, once=once), draws=64, once=once)
    selectors = usual(trials, list(WITHOUT_BEDS))
    assert selectors
    found = sensitivity(trials, selectors, points=64)
    assert set().union(*themes(trials.scenario).values()) <= set(THEMES)
    assert any(bar.width > 0 for tornado in found.tornadoes for bar in tornado.bars)
    as_json(found)
    as_json(sensitivity(trials, selectors, points=64, by_theme=True, swing=0.1))


def test_many_that_matter_little_have_an_answer_too(child, monkeypatch):
    monkeypatch.setattr(sensitivity_words, "LEADERS", 2.0)
    found = sensitivity(Trials.of(load(child(UNCERTAIN))), [ALL], methods=["sobol"], points=64)
    assert "of the variation in the bed gap" in sensitivity_words.answer(found)[0]


def test_futures_of_the_design_do_not_depend_on_the_order_of_blocks(bct):
    """Evaluations are the same whether made alone or among others: common random numbers throughout."""
    path = "pools.acute.occupancy"
    values = np.linspace(0.85, 0.95, 3000)
    together = bct.evaluate([GAP], Futures({path: values}, {}, {}))[0]
    alone = bct.evaluate([GAP], Futures({path: values[2500:2501]}, {}, {}))[0]
    assert together[2500] == alone[0]
