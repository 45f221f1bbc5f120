"""Appraisal: what cancels, what sums, what goes on to the last year; risks; the order and what would change it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bedmodel.analysis.appraisal_streams import CLASSES
from bedmodel.analysis.appraise import appraise
from bedmodel.analysis.ranking import best_shares, nearly_tied, rank
from bedmodel.analysis.trials import CENTRAL, Trials
from bedmodel.compile import Values
from bedmodel.compile.appraisal import appraisal_inputs
from bedmodel.metrics import Selector
from bedmodel.model.appraisal import HEALTH, STANDARD, discount_factors
from bedmodel.model.economic_case import economic_case
from bedmodel.problems import ScenarioError
from bedmodel.report.appraisal_words import answers, notes
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.scenario.several import load_all
from bedmodel.units import number, written
from tests_support import MINIMUM, SCENARIOS

NAMES = ("no-cuts", "bct", "gated-closures", "bct-with-risks", "evidence-led")
NO_CUTS, BCT, GATED, RISKS, EVIDENCE = (SCENARIOS / f"{name}.yaml" for name in NAMES)
STREAM = (
    "scenario: {{id: with}}\nappraisal: {{streams: {{extra: {{title: Extra, kind: {kind}, amount: {amount}{more}}}}}}}"
)


@pytest.fixture(scope="module")
def plans():
    return appraise(load_all([NO_CUTS, BCT, GATED, RISKS]), draws=200)


@pytest.fixture
def with_stream(child):
    """Appraise the toy with a stream of a kind against the toy without it; its value."""

    def appraised(kind, amount, more="", draws=0, also=""):
        text = STREAM.format(kind=kind, amount=amount, more=more) + also
        return appraise(load_all([MINIMUM, child(text, of=MINIMUM)]), draws=draws).options[1]

    return appraised


def of_class(option, key):
    return float(option.classes[[c.key for c in CLASSES].index(key)])


def test_the_reference_against_itself_is_all_nought():
    found = appraise(load_all([RISKS, RISKS]), draws=50)
    for option in found.options:
        assert not option.classes.any()
        assert not option.values.any()
        assert not option.risk.any()
        assert not option.balance.any()
        assert set(option.apart.values()) == {0.0}
        assert (option.value, option.cost, option.benefit, option.lower, option.unpublished_more) == (0, 0, 0, 0, 0)
        assert np.isnan(option.ratio)


def test_the_classes_and_the_years_sum_to_the_value(plans):
    for option in plans.options:
        assert option.classes.sum() + option.expected_risk == pytest.approx(option.value)
        assert option.benefit - option.cost == pytest.approx(option.value)
        assert option.balance.sum() == pytest.approx(option.value)
        assert option.so_far[:, -1] == pytest.approx(np.quantile(option.values, (0.1, 0.5, 0.9)))


def test_the_model_s_own_money_is_all_there_once(plans):
    """Net value of a year = −(gaps of all payers + income) + capital charges − capital + what is sold or left."""
    trials = plans.options[1].trials
    count = len(trials.scenario.span)

    def read(part):
        money = part.money
        inputs = appraisal_inputs(part.values, 60)
        flows, _ = economic_case(inputs, money)
        recurrent = sum(flows) - flows.capital - flows.bias - flows.residual - flows.receipts
        charges = money.capital_charges.sum(axis=-1)
        nominal = -(money.by_payer.sum(axis=-1) + money.income - charges)
        return np.stack([recurrent[0, :count], (nominal / inputs.prices[:, :count])[0]]).reshape(-1, 1)

    ours, by_payer = trials.read(read, 2 * count, CENTRAL).reshape(2, count)
    assert ours == pytest.approx(by_payer, rel=1e-12)


@pytest.mark.parametrize("kind", ["running", "cash-releasing", "non-cash", "health"])
def test_every_stream_runs_to_the_last_year_unless_it_says_so(with_stream, kind):
    """£10m of each year, in prices of 1.25: 8, 8; need then grows by a quarter a year: 10, 12.5."""
    factors = discount_factors(4, HEALTH if kind == "health" else STANDARD)
    sign = -1.0 if kind == "running" else 1.0
    flow = np.array([0, 8, 8, 10, 12.5])
    whole = with_stream(kind, "{value: 10, source: assumed}")
    assert whole.value == pytest.approx(sign * float(flow @ factors))
    assert np.flatnonzero(whole.balance).tolist() == [1, 2, 3, 4]
    ended = with_stream(kind, "{value: 10, source: assumed}", ", ends: 2023/24")
    assert ended.value == pytest.approx(sign * float(flow[:4] @ factors[:4]))
    within = with_stream(kind, "{value: 10, source: assumed}", ", ends: 2021/22")
    assert within.value == pytest.approx(sign * 8 * factors[1])


def test_every_recurring_line_of_a_plan_goes_on_to_the_last_year(plans):
    for option in plans.options[1:]:
        assert (np.abs(option.balance[len(plans.plan) :]) > 0).all()


def test_a_transition_is_in_the_years_given_only(with_stream):
    found = with_stream("transition", "{values: {2022/23: 10}, source: assumed}")
    assert found.balance.tolist() == pytest.approx([0, 0, -8 / 1.035**2, 0, 0])


def test_prices_of_a_year_are_brought_to_each_year(with_stream):
    """£10m in 2021/22 prices, which are 1.25 of the baseline's, is £8m real in every year, £10m nominal."""
    found = with_stream("running", "{value: 10, prices: 2021/22, source: assumed}")
    assert found.balance[1] == pytest.approx(-8 / 1.035)
    at_first = with_stream("running", "{value: 10, prices: 2020/21, source: assumed}")
    assert at_first.balance[1] == pytest.approx(-10 / 1.035)
    assert at_first.cash.by_payer["NHS"] == pytest.approx([0, 12.5, 12.5])


def test_a_transfer_is_cash_and_no_value(with_stream):
    found = with_stream("transfer", "{value: 10, source: assumed}", ", payer: NHS")
    assert found.value == 0
    assert found.apart["transfers"] > 0
    assert found.cash.by_payer["NHS"] == pytest.approx([0, 10, 10])


def test_what_is_no_cash_is_value_and_no_cash(with_stream):
    found = with_stream("non-cash", "{value: 10, source: assumed}")
    assert found.value > 0
    assert not found.cash.by_payer["NHS"].any()


def test_a_payer_who_pays_nothing_else_is_named_outside_the_gap(with_stream):
    amount = "{value: 10, source: assumed}"
    found = with_stream("running", amount, ", payer: council", also="\nfinance: {outside_gap: council}")
    assert found.cash.by_payer["council"] == pytest.approx([0, 10, 10])
    assert not found.cash.by_payer["NHS"].any()
    assert found.value < 0


def test_what_two_options_share_changes_nothing(child):
    """The same stream in both; and twice the spending."""
    option = "scenario: {id: plus}\nfinance: {measures: {thrift: {title: T, saving: {value: 3, source: assumed}}}}"
    extra = "\nappraisal: {streams: {e: {title: E, kind: running, amount: {value: 7, source: assumed}}}}"
    alone = appraise(load_all([MINIMUM, child(option, of=MINIMUM)]), draws=20)
    base, more = child("scenario: {id: b}" + extra, of=MINIMUM, name="b.yaml"), child(option + extra, of=MINIMUM)
    both = appraise(load_all([base, more]), draws=20)
    assert both.options[1].value == pytest.approx(alone.options[1].value)
    assert both.options[1].values == pytest.approx(alone.options[1].values)
    spend = load_all([MINIMUM, child(option, of=MINIMUM)], settings=["finance.baseline_spend=200"])
    assert appraise(spend, draws=0).options[1].value == pytest.approx(alone.options[1].value)


def test_the_expected_value_of_a_published_risk(child):
    """£10m, 20, 30 or 40 with 0.2, 0.4, 0.3, 0.1: 23 (Green Book 2003, box 13). All but certain, felt in 2021/22."""
    text = """
scenario: {id: risky}
risks:
  dear:
    title: It costs more
    owner: somebody
    probability: {value: 0.9999999, source: assumed}
    ends: 2021/22
    impact:
      cost:
        value: 20
        source: assumed
        distribution: {kind: discrete, values: [10, 20, 30, 40], probabilities: [0.2, 0.4, 0.3, 0.1]}
"""
    found = appraise(load_all([MINIMUM, child(text, of=MINIMUM)]), draws=1000).options[1]
    assert found.expected_risk == pytest.approx(-23 / 1.25 / 1.035)
    assert found.value == pytest.approx(found.expected_risk)
    assert not found.classes.any()
    assert sorted(set((found.values * 1.25 * 1.035).round(6).tolist())) == [-40, -30, -20, -10]


def test_without_its_events_the_register_s_file_is_the_plan():
    """Future by future, once the bias, which has a spread in the plan alone, is the same in both."""
    same = ["finance.capital.two-acute-sites.optimism_bias=0.04"]
    plan, register = appraise(load_all([NO_CUTS, BCT, RISKS], settings=same), draws=200).options[1:]
    assert register.values - register.risk == pytest.approx(plan.values, abs=1e-6)
    assert register.classes == pytest.approx(plan.classes)
    assert register.value == pytest.approx(plan.value + register.risk.mean())
    assert (register.risk != 0).any()


def test_a_certain_risk_is_in_the_central_case(child):
    text = """
scenario: {id: sure}
risks:
  dear:
    title: It costs more
    owner: somebody
    probability: {value: 1, source: assumed}
    impact: {cost: {value: 10, source: assumed}}
"""
    found = appraise(load_all([MINIMUM, child(text, of=MINIMUM)]), draws=0).options[1]
    assert of_class(found, "running") == pytest.approx(-(8 / 1.035 + 8 / 1.035**2 + 10 / 1.035**3 + 12.5 / 1.035**4))


def test_capital_that_comes_late_is_paid_late_also_after_the_plan(child):
    text = """
scenario: {id: late}
finance:
  capital:
    shed: {title: Shed, amount: {value: 10, source: assumed}, in_service: 2022/23, delay: {value: 1, source: assumed},
           life: {value: 50, source: assumed}, pdc: {value: 0.035, source: assumed}}
  receipts:
    land: {title: Land, amount: {value: 5, source: assumed}, year: 2022/23, delay: {value: 2, source: assumed}}
"""
    found = appraise(load_all([MINIMUM, child(text, of=MINIMUM)]), draws=0).options[1]
    assert of_class(found, "capital") == pytest.approx(-8 / 1.035**3)
    assert of_class(found, "receipts") == pytest.approx(4 / 1.035**4)
    assert of_class(found, "residual") == pytest.approx(8 * 48 / 50 / 1.035**4)


def test_the_model_runs_on_so_that_what_is_late_arrives():
    """Beds that a gate holds back for a year close in the year after; without running on they never do."""
    late = [
        appraise(load_all([NO_CUTS, GATED], settings=[f"appraisal.run_on={years}"]), draws=0).options[1].value
        for years in (0, 1)
    ]
    assert late[1] > late[0] * 1.1


def test_an_option_that_looks_further_ahead_is_worth_the_same(child):
    """All options run to the same year, so that growth in it and after is the same."""
    grows = "finance: {pressure_growth: {value: 0.05, source: assumed}}"
    base = child(f"scenario: {{id: base}}\n{grows}", of=MINIMUM, name="base.yaml")
    longer = child("scenario: {id: longer, horizon: 2023/24}", of=base)
    found = appraise(load_all([base, longer]), draws=0)
    assert found.options[1].value == pytest.approx(0, abs=1e-9)
    assert (found.plan[-1], len(found.options[0].cash.capital)) == ("2023/24", 4)
    assert appraise(load_all([longer, base]), draws=0).options[1].value == pytest.approx(0, abs=1e-9)


def test_bounds_of_the_bias_are_what_a_run_charges_too(child):
    bounds = """
finance:
  capital:
    shed: {title: Shed, amount: {value: 10, source: assumed}, in_service: 2022/23, life: {value: 50, source: assumed},
           pdc: {value: 0.035, source: assumed}, BIAS}
"""
    three = (
        "optimism: {lower: {value: 0.02, source: assumed}, upper: {value: 0.24, source: assumed}, "
        "mitigated: {value: 0.5, source: assumed}}"
    )
    one = "optimism_bias: {value: 0.13, source: assumed}"
    first, second = (run(load(child(bounds.replace("BIAS", text), of=MINIMUM)), draws=0) for text in (three, one))
    for metric in ("capital.spend", "finance.gap"):
        assert first.value(metric) == pytest.approx(second.value(metric))
    assert first.value("capital.spend") == pytest.approx(11.3)


def test_numbers_of_the_appraisal_are_counted_and_drawn_in_an_appraisal_only(child):
    text = """
appraisal:
  need_after: {value: 0.1, source: assumed, distribution: {kind: uniform, low: 0, high: 0.2}}
  streams: {e: {title: E, kind: running, amount: {value: 7, source: assumed}}}
finance:
  capital:
    shed: {title: Shed, amount: {value: 10, source: assumed}, in_service: 2022/23, life: {value: 50, source: assumed},
           pdc: {value: 0.035, source: assumed}, vat: {value: 0.2, source: assumed}}
"""
    scenario = load(child(text, of=MINIMUM))
    apart = {"appraisal.need_after", "appraisal.streams.e.amount", "finance.capital.shed.vat", "assumptions.prices"}
    whole = scenario.for_appraisal()
    assert set(whole.used) - set(scenario.used) == apart
    assert "appraisal.need_after" not in scenario.uncertain
    assert "appraisal.need_after" in Trials.of(whole, draws=10).futures.samples
    assert len(load(BCT).used) == 45


def test_the_same_futures_as_a_run(plans):
    """Adding the numbers of the appraisal moves no other draw."""
    results = run(load(BCT), draws=200, register=False)
    trials = Trials.of(load(BCT).for_appraisal(), draws=200)
    gap = Selector("finance.gap")
    assert np.array_equal(trials.drawn([gap])[0], results.draws_of(gap))


def test_a_setting_that_only_an_appraisal_uses_is_idle_in_a_run_alone():
    scenario = load(BCT, settings=["gdp_deflator=0.02"])
    assert [problem.code for problem in scenario.warnings] == ["S009"]
    assert scenario.for_appraisal().warnings == ()


@pytest.mark.parametrize(
    ("text", "path", "aside"),
    [
        (
            "appraisal: {streams: {e: {title: E, kind: running, amount: {value: unknown}}}}",
            "appraisal.streams.e.amount",
            "E",
        ),
        ("appraisal: {deflator: {value: unknown}}", "appraisal.deflator", "the appraisal"),
        (
            "finance: {capital: {shed: {title: Shed, amount: {value: 10, source: assumed}, in_service: 2022/23, "
            "life: {value: 50, source: assumed}, pdc: {value: 0.035, source: assumed}, vat: {value: unknown}}}}",
            "finance.capital.shed.vat",
            "Shed: how much of it is VAT",
        ),
    ],
)
def test_an_unknown_number_of_the_appraisal_is_left_out_of_it_and_of_nothing_else(child, text, path, aside):
    scenario = load(child(text, of=MINIMUM))
    assert scenario.unknown == ()
    (unknown,) = scenario.for_appraisal().unknown
    assert (unknown.path, [part.title for part in unknown.set_aside]) == (path, [aside])
    assert run(scenario, draws=0).value("finance.gap") == pytest.approx(
        run(load(MINIMUM), draws=0).value("finance.gap") + (10 / 50 + 0.035 * 9.9 if "Shed" in aside else 0)
    )
    if aside == "the appraisal":
        with pytest.raises(ScenarioError, match=r"appraisal\.deflator is unknown"):
            appraise([load(MINIMUM), scenario], draws=0)
    else:
        appraise([load(MINIMUM), scenario], draws=0)


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("appraisal: {years: 5}", "X001", "over 5 years, but minimum over 4"),
        ("appraisal: {deflator: {value: 0.01, source: assumed}}", "X001", "another deflator"),
        ("remove: [appraisal]", "X002", "does not say over how many years"),
    ],
)
def test_options_that_cannot_be_appraised_together(child, text, code, says):
    with pytest.raises(ScenarioError, match=says) as caught:
        appraise(load_all([MINIMUM, child("scenario: {id: other}\n" + text, of=MINIMUM)]), draws=0)
    assert {problem.code for problem in caught.value.problems} == {code}


def test_other_years_for_all():
    found = appraise(load_all([MINIMUM, MINIMUM]), years=30, draws=0)
    assert (found.years, found.last) == (30, "2050/51")
    with pytest.raises(ScenarioError, match="1 years end before minimum does; it needs 2"):
        appraise(load_all([MINIMUM, MINIMUM]), years=1, draws=0)


@pytest.mark.parametrize(
    ("stream", "code", "at"),
    [
        ("kind: transition, amount: {value: 1, source: assumed}", "S008", ""),
        ("kind: transition, amount: {values: {2021/22: 1}, source: assumed}, ends: 2022/23", "S008", ".ends"),
        ("kind: running, amount: {value: 1, source: assumed}, ends: 2030/31", "S006", ".ends"),
        ("kind: running, amount: {value: 1, source: assumed}, ends: 2020/21", "S006", ".ends"),
        ("kind: running, amount: {value: 1, source: assumed}, ends: soon", "S006", ".ends"),
        ("kind: running, amount: {values: {2030/31: 1}, source: assumed}", "S006", ".amount.values.2030/31"),
        ("kind: running, amount: {value: 1, source: assumed}, payer: NSH", "N001", ".payer"),
        ("kind: health, amount: {value: 1, source: assumed}, payer: NHS", "S008", ".payer"),
        ("kind: gift, amount: {value: 1, source: assumed}", "S003", ".kind"),
        ("kind: running, amount: {value: 1, unit: beds, source: assumed}", "U002", ".amount"),
        ("kind: running, amount: {value: 1, prices: 1999/00, source: assumed}", "S006", ".amount"),
        ("kind: running, amount: {value: calibrated}", "P004", ".amount"),
    ],
)
def test_a_stream_that_does_not_fit(child, stream, code, at):
    with pytest.raises(ScenarioError) as caught:
        load(child(f"appraisal: {{streams: {{e: {{title: E, {stream}}}}}}}", of=MINIMUM))
    assert [(p.code, p.path) for p in caught.value.problems] == [(code, f"appraisal.streams.e{at}")]


@pytest.mark.parametrize(
    ("key", "value"), [("years", "4.5"), ("years", "1"), ("years", "900"), ("run_on", "0.5"), ("run_on", "3")]
)
def test_years_that_do_not_fit(child, key, value):
    with pytest.raises(ScenarioError) as caught:
        load(child(f"appraisal: {{{key}: {value}}}", of=MINIMUM))
    assert [p.code for p in caught.value.problems] == ["A001"]


def test_a_bias_is_said_once(child):
    text = """
finance:
  capital:
    shed: {title: Shed, amount: {value: 10, source: assumed}, in_service: 2022/23, life: {value: 50, source: assumed},
           pdc: {value: 0.035, source: assumed}, optimism_bias: {value: 0.1, source: assumed},
           optimism: {lower: {value: 0.5, source: assumed}, upper: {value: 0.2, source: assumed},
                      mitigated: {value: 0, source: assumed}}}
"""
    with pytest.raises(ScenarioError) as caught:
        load(child(text, of=MINIMUM))
    assert sorted(p.code for p in caught.value.problems) == ["D003", "S008"]


def test_shares_of_the_futures_sum_to_one(plans):
    ranking = rank(plans, switching=False)
    assert ranking.shares.sum() == pytest.approx(1)
    assert [plans.options[at].value for at in ranking.order] == sorted((o.value for o in plans.options), reverse=True)
    by_hand = np.zeros(4)
    for future in np.stack([option.values for option in plans.options], axis=1):
        best = [at for at in range(4) if future[at] > max(future) - 1e-6]
        by_hand[best] += 1 / len(best)
    assert ranking.shares == pytest.approx(by_hand / 200)


@settings(max_examples=50)
@given(arrays(float, (3, 5), elements=st.floats(-1e4, 1e4)))
def test_best_shares_sum_to_one_and_ties_are_shared_out(values):
    assert best_shares(values).sum() == pytest.approx(1)
    assert best_shares(np.repeat(values[:1], 3, axis=0)) == pytest.approx([1 / 3] * 3)


def test_options_that_are_the_same_are_nearly_tied_and_nothing_changes_that():
    same = appraise(load_all([BCT, BCT]), draws=50)
    ranking = rank(same)
    assert nearly_tied(same, ranking)
    assert ranking.shares == pytest.approx([0.5, 0.5])
    assert ranking.classes == ()
    assert all(switch.value is None for switch in ranking.assumptions)


def test_a_switching_value_set_by_hand_turns_the_order():
    """Just before it the same option is best; just beyond it the one that is said to be.

    Not of what is in the prices of another year, which a value that is set is not.
    """
    paths = [NO_CUTS, BCT, EVIDENCE]
    options = appraise(load_all(paths), draws=100)
    ranking = rank(options)
    best = options.options[ranking.order[0]].name
    plain = [s for s in ranking.assumptions if s.assumption.values is None and s.assumption.prices is None]
    found = [switch for switch in plain if switch.value is not None]
    assert len(found) > 8
    for switch in found[:8]:
        away = 1e-4 * max(abs(switch.value), 0.1) * (1 if switch.value > switch.centre else -1)
        for value, first in ((switch.value - away, best), (switch.value + away, switch.then)):
            anew = appraise(load_all(paths, settings=[f"{switch.assumption.path}={value!r}"]), draws=0)
            assert max(anew.options, key=lambda option: option.value).name == first, switch.assumption.path
        if switch.beyond is not None:
            drawn = options.options[2].trials.futures.samples[switch.assumption.path]
            past = drawn > switch.value if switch.value > switch.centre else drawn < switch.value
            assert switch.beyond == pytest.approx(past.mean())


def test_each_class_changed_by_its_switching_value_makes_a_tie(plans):
    best = plans.options[1]
    names = {option.name: option for option in plans.options}
    found = rank(appraise(load_all([NO_CUTS, BCT, GATED]), draws=0)).classes
    assert found
    for switch in found:
        other = names[switch.then]
        at = CLASSES.index(switch.of)
        lead = best.value - other.value + switch.change * (best.classes[at] - other.classes[at])
        assert lead == pytest.approx(0, abs=1e-6)


def test_a_number_that_options_hold_at_other_values_is_varied_apart():
    half = SCENARIOS / "half-delivery.yaml"
    ranking = rank(appraise(load_all([NO_CUTS, BCT, half]), draws=0))
    delivery = [s for s in ranking.assumptions if s.assumption.path == "assumptions.left_shift_delivery"]
    assert [(switch.centre, switch.options) for switch in delivery] in (
        [(1.0, ("no-cuts", "bct")), (0.5, ("half-delivery",))],
        [(0.5, ("half-delivery",)), (1.0, ("no-cuts", "bct"))],
    )


def test_years_may_end_with_the_plan_and_what_is_run_beyond_it():
    options = [load(SCENARIOS / f"{name}.yaml") for name in ("no-cuts", "bct")]
    appraisal = appraise(options, years=7, draws=0)
    assert rank(appraisal).order[0] in (0, 1)
    assert appraisal.last == "2022/23"


def test_what_comes_first_only_by_unpublished_savings_is_said():
    options = [load(SCENARIOS / f"{name}.yaml") for name in ("no-cuts-funded", "bct")]
    appraisal = appraise(options, draws=50)
    said = " ".join(answers(appraisal, rank(appraisal)))
    without = appraisal.options[1].value - appraisal.options[1].unpublished_more
    assert without < 0
    assert "Without savings whose make-up nobody published it would not come first." in said
    assert f"Without them against no-cuts-funded: bct {written(without, 'GBPm', sign=True)}." in said


def test_buildings_that_cancel_are_said_and_risks_are_not_varied():
    options = [load(SCENARIOS / f"{name}.yaml") for name in ("bct", "bct-with-risks")]
    appraisal = appraise(options, draws=50)
    ranking = rank(appraisal)
    said = " ".join([*answers(appraisal, ranking), *notes(appraisal)])
    assert "All options alike build for £212.3m" in said
    assert "Numbers of the risk register are not varied" in said
    assert not [switch for switch in ranking.assumptions if switch.assumption.path.startswith("risks.")]
    assert all(switch.change > -1.0 for switch in ranking.classes)


def test_prices_after_the_plan_rise_as_costs_do_so_that_level_costs_stay_level():
    trials = appraise([load(SCENARIOS / "bct.yaml")] * 2, draws=0).options[0].trials
    prices = appraisal_inputs(Values(trials.scenario, trials.held), 60).prices[0]
    stated = [0.0198, 0.0132, 0.0223, 0.0269, 0.0521]
    assert prices[:6] == pytest.approx(np.cumprod([1.0, *(1 + rate for rate in stated)]))
    assert prices[7] == pytest.approx(prices[5] * 1.0231**2)


def test_an_option_that_comes_first_and_lacks_beds_is_not_praised_without_that():
    options = [load(SCENARIOS / f"{name}.yaml") for name in ("no-cuts", "bct", "campaign-stress")]
    appraisal = appraise(options, draws=50)
    first = appraisal.options[rank(appraisal).order[0]]
    assert first.name == "campaign-stress"
    lacks = f"campaign-stress lacks {number(first.beds_short, 'beds')} beds in 2020/21"
    assert lacks in answers(appraisal, rank(appraisal))[0]
