"""Switching values against published arithmetic and against brute force."""

import numpy as np
import pytest

from bedmodel.analysis.break_even import break_even
from bedmodel.analysis.condition import Condition, Probe
from bedmodel.analysis.switching import solve, to_vary
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS

BCT = SCENARIOS / "bct.yaml"
PLAN = """
bedmodel: 1
scenario: {{id: hold, title: Hold occupancy, baseline: 2015/16, horizon: 2016/17}}
population: {{basis: one, people: {{values: {{0+: 1000}}, source: assumed}}}}
assumptions:
  shift: {{title: Care moved, value: 0, unit: fraction, source: assumed, limits: [-0.5, 0.9]}}
pools:
  acute:
    title: Acute
    scope: as the plan counts them
    beds: {{value: 1940, source: assumed}}
    beds_plan: {{2016/17: {{value: 1697, source: assumed}}}}
    occupancy: {{value: 0.91, source: assumed}}
    standard: {{value: 0.92, source: assumed}}
    demand:
      use: {{values: {{0+: 1}}, source: assumed}}
      non_demographic_growth: {{value: {growth}, source: assumed}}
levers:
  shift:
    title: Care moved
    acts_on: acute
    effect: shift
    moves_to: {{service: none, days_per_day_avoided: {{value: 0, source: assumed}}}}
"""


@pytest.mark.parametrize(("growth", "reduction"), [(0.0, 12.53), (0.00896, 13.30), (0.0383, 15.75), (0.052, 16.85)])
def test_the_reduction_that_holds_occupancy(tmp_path, growth, reduction):
    """Oracle hold-occupancy: 1 − (1,697 ÷ 1,940) ÷ (1 + growth)."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.format(growth=growth), encoding="utf-8")
    trials = Trials.of(load(path))
    solution = solve(trials, Condition.parse("occupancy.mean[pool=acute] <= 91%"), [to_vary(trials, "shift")])
    (switching,) = solution.switching
    assert not solution.met
    assert 100 * switching.nearest.value == pytest.approx(reduction, abs=0.01)
    assert switching.nearest.value == pytest.approx(1 - 1697 / 1940 / (1 + growth), abs=1e-8)
    assert switching.nearest.rising
    assert switching.holds == ((switching.nearest.value, 0.9),)


@pytest.mark.parametrize(
    ("name", "asked", "draws"),
    [
        ("left_shift", "beds.gap[pool=acute] >= 40", 0),
        ("left_shift_delivery", "beds.gap[pool=acute] >= -100", 0),
        ("pools.acute.occupancy", "occupancy.winter[pool=acute] <= 93%", 0),
        ("finance.pressure_growth", "finance.gap <= 50", 0),
        ("finance.baseline_spend", "finance.gap_do_nothing <= 390", 0),
        ("left_shift", "beds.gap[pool=acute,statistic=p50] >= 0", 400),
        ("left_shift", "probability(beds.gap[pool=acute] >= 0) >= 0.8", 400),
    ],
)
def test_it_agrees_with_a_brute_force_grid_of_runs(name, asked, draws):
    """Each grid point is a whole run of the file with the value --set."""
    trials, condition = Trials.of(load(BCT), draws=draws), Condition.parse(asked)
    (switching,) = solve(trials, condition, [to_vary(trials, name)], in_futures=False).switching
    value = switching.nearest.value
    grid = np.linspace(value - 1e-3 * abs(value), value + 1e-3 * abs(value), 8)

    def met(trial):
        results = run(load(BCT, settings=[f"{name}={trial!r}"]), draws=draws, register=False)
        figure = condition.reading(results.draws_of(condition.figure)) if draws else results.value(condition.figure)
        return condition.miss(np.array([figure]))[0] >= -1e-9

    sides = [met(float(trial)) for trial in grid]
    assert sides == (
        [trial > value for trial in grid] if switching.nearest.rising else [trial < value for trial in grid]
    )


def test_each_future_has_its_own_switching_value_and_their_spread_is_the_probability():
    """At the value that is enough in 80 of 100 futures, 80 of 100 futures have a switching value no higher."""
    trials = Trials.of(load(BCT), draws=1000)
    vary = [to_vary(trials, "left_shift")]
    (alone,) = solve(trials, Condition.parse("beds.gap[pool=acute] >= 0"), vary).switching
    assert alone.futures.solved == 1.0
    for share, quantile in ((0.1, alone.futures.p10), (0.5, alone.futures.p50), (0.9, alone.futures.p90)):
        likely = Condition.parse(f"probability(beds.gap[pool=acute] >= 0) >= {share}")
        (asked,) = solve(trials, likely, vary).switching
        assert asked.nearest.value == pytest.approx(quantile, abs=2e-3)
    gaps = trials.drawn([Selector("beds.gap", pool="acute")], {vary[0].assumption.path: alone.futures.p90})[0]
    assert (gaps >= 0).mean() == pytest.approx(0.9, abs=0.002)


def test_the_break_even_curve_meets_the_condition_at_every_point():
    trials, condition = Trials.of(load(BCT)), Condition.parse("beds.gap[pool=acute] >= 0")
    names = ("left_shift", "non_demographic_growth")
    solution = solve(trials, condition, [to_vary(trials, name) for name in names])
    curve = break_even(Probe(trials, condition), *solution.switching)
    paths = [switching.vary.assumption.path for switching in solution.switching]
    known = ~np.isnan(curve.needed)
    assert known.mean() > 0.9
    figure = Probe(trials, condition).figure({paths[0]: curve.values[known], paths[1]: curve.needed[known]})
    assert figure == pytest.approx(np.zeros(known.sum()), abs=1e-4)
    assert np.all(np.diff(curve.needed[known]) > 0)
    assert set(np.unique(curve.holds)) == {0.0, 1.0}
    below = curve.others[None, :] < curve.needed[:, None]
    assert np.mean((curve.holds == 1)[known] == below[known]) > 0.99
