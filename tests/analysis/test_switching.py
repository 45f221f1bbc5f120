"""Switching values: what is tried, what is said where nothing will do, and what it is compared with."""

import numpy as np
import pytest

from bedmodel.analysis.condition import Condition
from bedmodel.analysis.switching import everything, ordered, solve, to_vary
from bedmodel.analysis.trials import Trials
from bedmodel.report.solve_words import sentence
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY


@pytest.fixture(scope="module")
def bct():
    return Trials.of(load(SCENARIOS / "bct.yaml"), draws=300)


def solved(trials, asked, *names):
    return solve(trials, Condition.parse(asked), [to_vary(trials, name) for name in names]).switching


def test_no_value_will_do(bct):
    (found,) = solved(bct, "beds.gap[pool=acute] >= 300", "left_shift=0..0.2")
    assert found.crossings == ()
    assert found.holds == ()
    assert found.change is None
    assert not found.idle
    assert found.figures[1] == pytest.approx(145, abs=1)
    assert found.as_good is None


def test_every_value_will_do(bct):
    (found,) = solved(bct, "beds.gap[pool=acute] >= -5000", "left_shift")
    assert found.crossings == ()
    assert found.holds == ((-0.2, 0.6),)


def test_an_assumption_without_effect_is_idle(bct):
    (found,) = solved(bct, "beds.gap[pool=acute] >= 0", "ward_lag")
    assert found.idle


def test_what_has_been_achieved_stands_beside_it(bct):
    (found,) = solved(bct, "beds.gap[pool=acute] >= 0", "left_shift")
    assert [(other.value, other.enough) for other in found.elsewhere] == [(0.067, False), (0.157, True)]


def test_its_own_spread_says_how_likely_it_is(bct):
    (found,) = solved(bct, "beds.gap[pool=acute] >= 0", "pools.acute.occupancy")
    drawn = bct.futures.samples["pools.acute.occupancy"]
    assert found.holds[0][1] == pytest.approx(0.91, abs=1e-9)
    assert found.as_good == pytest.approx((drawn <= 0.91).mean(), abs=0.004)
    assert found.spread == pytest.approx((0.89, 0.94), abs=0.002)


def test_a_number_to_meet_exactly(bct):
    (found,) = solved(bct, "finance.gap = 0", "finance.pressure_growth")
    tried = bct.central(
        [Condition.parse("finance.gap = 0").figure], {found.vary.assumption.path: np.array([found.nearest.value])}
    )
    assert tried[0, 0] == pytest.approx(0.0, abs=1e-4)
    assert found.holds == ()


def test_whole_wards_make_steps(bct):
    (found,) = solved(bct, "finance.measure[line=ward-costs] >= 5", "pools.acute.beds_plan.2020/21=1500..1940")
    assert any(crossing.jump for crossing in found.crossings)


def test_what_is_tried_where_nothing_is_said(bct):
    assert (to_vary(bct, "left_shift").low, to_vary(bct, "left_shift").high) == (-0.2, 0.6)
    delivery = to_vary(bct, "left_shift_delivery")
    assert (delivery.low, delivery.high) == (-3.0, 5.0)
    assert (to_vary(bct, "variable_share").low, to_vary(bct, "variable_share").high) == (0.0, 0.8)
    assert to_vary(bct, "left_shift=0.1..0.3").high == to_vary(bct, "left_shift=10%..30%").high == 0.3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("left_shift=0.3", "LOW..HIGH"),
        ("left_shift=0.3..0.1", "0.3 is not below 0.1"),
        ("left_shift=nan..0.1", "two numbers"),
        ("left_shift=a..b", "two numbers, left_shift=LOW..HIGH"),
        ("left_shift=0..5", "can be from -0.2 to 0.6"),
    ],
)
def test_values_that_cannot_be_tried(bct, text, says):
    with pytest.raises(ValueError, match=says):
        to_vary(bct, text)


def test_all_of_them_those_first_that_need_move_least(bct):
    solution = solve(bct, Condition.parse("beds.gap[pool=acute] >= 10"), everything(bct), in_futures=False)
    assert len(solution.switching) == len(bct.scenario.used)
    found = ordered(solution)
    able = [switching for switching in found if switching.crossings]
    assert found[: len(able)] == able
    moves = [abs(switching.change) / abs(switching.value) for switching in able]
    assert moves == sorted(moves)
    assert all(switching.futures is None for switching in found)


def test_every_number_of_a_toy_can_be_varied():
    trials = Trials.of(load(TOY))
    metric = "beds.gap >= 0"
    for switching in solve(trials, Condition.parse(metric), everything(trials)).switching:
        for crossing in switching.crossings:
            figure = trials.central(
                [Condition.parse(metric).figure], {switching.vary.assumption.path: np.array([crossing.value])}
            )
            assert abs(figure[0, 0]) < 1e-3 or crossing.jump


def test_a_future_that_turns_only_in_between_has_its_switching_value():
    """Too little shift leaves beds held open, too much leaves need of none: what is asked may hold only in between."""
    gated = Trials.of(load(SCENARIOS / "gated-closures.yaml"), draws=200)
    asked = Condition.parse("beds.available[pool=acute] <= 1750")
    (found,) = solve(gated, asked, [to_vary(gated, "left_shift")]).switching
    path, grid = found.vary.assumption.path, np.linspace(-0.2, 0.6, 161)
    holds = np.stack([gated.drawn([asked.figure], {path: value})[0] <= 1750 for value in grid])
    between = (~holds[0] & ~holds[-1] & holds.any(axis=0)).mean()
    assert between > 0.2
    assert found.futures.solved > 0.5 * between
    assert found.futures.never >= (~holds.any(axis=0)).mean()
    assert found.futures.solved + found.futures.always + found.futures.never == pytest.approx(1.0)


def test_an_equality_holds_whatever_is_tried_in_no_future(bct):
    (found,) = solved(bct, "beds.gap[pool=acute] = 0", "left_shift=0.1..0.6")
    assert found.futures.always == 0.0
    assert found.futures.never > 0.0
    assert found.as_good is None


def test_numbers_of_the_risk_register_act_only_where_risks_strike():
    trials = Trials.of(load(SCENARIOS / "bct-with-risks.yaml"), draws=200)
    vary = [to_vary(trials, "has_come_about")]
    (central,) = solve(trials, Condition.parse("beds.gap[pool=acute] >= -50"), vary).switching
    assert central.of_risks
    asked = Condition.parse("probability(beds.gap[pool=acute] >= -50) >= 0.5")
    solution = solve(trials, asked, vary)
    assert "acts only where risks strike" in sentence(solve(trials, Condition.parse("beds.gap >= 0"), vary), central)
    assert "acts only" not in sentence(solution, solution.switching[0])


def test_the_beds_that_are_advised_are_enough():
    path = SCENARIOS / "half-delivery.yaml"
    trials = Trials.of(load(path))
    for name, beds in (("pools.acute.beds_plan.2020/21", 1819), ("pools.acute.beds", 1810)):
        solution = solve(trials, Condition.parse("beds.gap[pool=acute] >= 0"), [to_vary(trials, name)])
        assert f"{beds:,} beds" in sentence(solution, solution.switching[0])
        results = run(load(path, settings=[f"{name}={beds}"]), draws=0)
        assert results.value("beds.gap[pool=acute]") >= 0


def test_where_no_bed_is_open_a_figure_has_no_side(bct):
    (found,) = solved(bct, "occupancy.mean[pool=acute] >= 85%", "pools.acute.beds_plan.2020/21")
    (turn,) = found.crossings
    assert not turn.rising
    assert found.holds == ((0.0, turn.value),)
    assert found.futures.solved == 1.0
    assert found.futures.p10 > 1500
