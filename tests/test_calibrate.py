"""Solving for published figures: what is found, what is inherited, what has no solution."""

import pytest

from bedmodel.problems import ScenarioError
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY

SOLVE = """
levers:
  home:
    effect: {{value: calibrated, limits: [{low}, {high}]}}
calibrate:
  - metric: {metric}
    where: {{{where}}}
    equals: {{value: {target}, unit: {unit}, source: assumed}}
    by: levers.home.effect
    in_words: Home must take {{value}}.
"""


def solving(child, target, metric="beds.gap", where="pool: medical", unit="beds", low=-1, high=1, basis=""):
    text = SOLVE.format(metric=metric, where=where, target=target, unit=unit, low=low, high=high)
    basis = f"    basis: {basis}\n" if basis else ""
    return run(load(child(text.rstrip() + "\n" + basis)), draws=0)


def test_the_toy_hospital_by_hand(child):
    """80 beds at 90% hold 72; need 99.45; transfer leaves 95% of it: 1 − 72 ÷ (99.45 × 0.95) = 0.237913, half of it
    reached: effect 2 × 0.237913 = 0.475826."""
    toy = solving(child, 0)
    assert toy.solved[0].value == pytest.approx(2 * (1 - 72 / (99.45 * 0.95)), abs=1e-9)
    assert toy.value("beds.gap[pool=medical]") == pytest.approx(0, abs=1e-8)


@pytest.mark.parametrize("target", [-20, -14.4775, -5, 3.25, 20])
def test_the_published_figure_is_met(child, target):
    assert solving(child, target).value("beds.gap[pool=medical]") == pytest.approx(target, abs=1e-7)


def test_a_figure_out_of_reach_is_a_clear_error(child):
    with pytest.raises(ScenarioError) as stop:
        solving(child, 79)
    (problem,) = stop.value.problems
    assert problem.code == "C002"
    assert "no value of `levers.home.effect` from -1 to 1" in problem.message


def test_an_assumption_without_influence_is_a_clear_error(child):
    with pytest.raises(ScenarioError, match="has no effect on"):
        solving(child, 10, metric="finance.income", where="", unit="GBPm", basis="in-year")


def test_a_jump_over_the_target_is_a_clear_error(child):
    """Whole wards make money jump; a figure between two steps has no solution."""
    text = """
pools:
  medical: {beds_plan: {2022/23: wanted}}
assumptions:
  wanted: {title: Beds at the end, unit: beds, value: calibrated, limits: [60, 100]}
calibrate:
  - metric: finance.measure
    where: {line: ward-costs}
    equals: {value: 0.20, unit: GBPm, source: assumed}
    basis: in-year
    by: wanted
    in_words: "{value}"
"""
    with pytest.raises(ScenarioError, match="jumps over the target"):
        run(load(child(text)), draws=0)


def test_a_cumulative_reading_sums_the_years(child):
    text = """
finance:
  pressure_growth: {value: calibrated, limits: [-0.2, 0.5]}
calibrate:
  - metric: finance.gap_do_nothing
    equals: {value: 30, unit: GBPm, source: assumed}
    basis: BASIS
    by: finance.pressure_growth
    in_words: "{value}"
"""
    both = {b: run(load(child(text.replace("BASIS", b), name=f"{b}.yaml")), draws=0) for b in ("in-year", "cumulative")}
    assert both["in-year"].value("finance.gap_do_nothing") == pytest.approx(30)
    summed = sum(both["cumulative"].value(f"finance.gap_do_nothing[year={y}]") for y in both["cumulative"].years)
    assert summed == pytest.approx(30)
    assert both["cumulative"].solved[0].value < both["in-year"].solved[0].value


def test_several_calibrations_hold_together(child):
    """The second undoes the first at the first try: both act on what the other sees. Both must hold in the end."""
    text = """
levers:
  home: {effect: {value: calibrated, limits: [-1, 1]}}
  transfer: {effect: {value: calibrated, limits: [-2, 2]}}
calibrate:
  - metric: beds.gap
    where: {pool: medical}
    equals: {value: 0, unit: beds, source: assumed}
    by: levers.home.effect
    in_words: "{value}"
  - metric: beds.gap
    where: {pool: surgical}
    equals: {value: -3, unit: beds, source: assumed}
    by: levers.transfer.effect
    in_words: "{value}"
"""
    toy = run(load(child(text)), draws=0)
    assert toy.value("beds.gap[pool=medical]") == pytest.approx(0, abs=1e-7)
    assert toy.value("beds.gap[pool=surgical]") == pytest.approx(-3, abs=1e-7)


def test_children_inherit_the_solved_value():
    """Keeping the beds open must not change the left shift that the plan was solved for."""
    solved = {
        name: {s.path: s for s in run(load(SCENARIOS / f"{name}.yaml"), draws=0).solved}
        for name in ("bct", "no-cuts", "half-delivery", "bct-on-evidence")
    }
    for name, found in solved.items():
        assert {path: s.value for path, s in found.items()} == {path: s.value for path, s in solved["bct"].items()}
        assert all(s.inherited == (name != "bct") for s in found.values())
        assert all(s.solved_in.endswith("bct.yaml") for s in found.values())


def test_a_child_may_solve_for_itself(child):
    text = """
calibrate:
  - metric: beds.gap
    where: {pool: acute}
    equals: {value: -100, unit: beds, source: assumed}
    by: left_shift
    in_words: "{value}"
"""
    own = run(load(child(text, of=SCENARIOS / "bct.yaml")), draws=0)
    assert own.value("beds.gap[pool=acute]") == pytest.approx(-100, abs=1e-6)
    by_path = {s.path: s for s in own.solved}
    assert len(own.solved) == len(by_path) == 4
    assert not by_path["assumptions.left_shift"].inherited
    assert by_path["assumptions.community_shift"].inherited


def test_a_child_may_replace_what_was_solved(child):
    text = "assumptions: {left_shift: {value: 0.05, source: assumed}}"
    own = run(load(child(text, of=SCENARIOS / "bct.yaml")), draws=0)
    assert "assumptions.left_shift" not in {s.path for s in own.solved}
    need = own.value("beds.occupied_before_levers[pool=acute]")
    assert own.value("beds.occupied[pool=acute]") == pytest.approx(need * 0.95)


def test_a_relative_spread_is_written_around_the_solved_value(child):
    text = """
assumptions:
  left_shift:
    value: calibrated
    distribution: {kind: uniform, relative: true, low: 0.5, high: 1.5}
"""
    own = run(load(child(text, of=SCENARIOS / "bct.yaml")), draws=400)
    solved = next(s for s in own.solved if s.path == "assumptions.left_shift").value
    need, kept = own.draws_of("beds.occupied_before_levers[pool=acute]"), own.draws_of("beds.occupied[pool=acute]")
    shift = 1 - kept / need
    assert shift.min() == pytest.approx(solved * 0.5, rel=0.01)
    assert shift.max() == pytest.approx(solved * 1.5, rel=0.01)


def test_a_solved_value_outside_its_plausible_limits_is_a_warning(child):
    text = SOLVE.format(metric="beds.gap", where="pool: medical", target=0, unit="beds", low=0, high=0.1)
    text = text.replace("    by: levers", "    within: [0, 1]\n    by: levers")
    toy = run(load(child(text)), draws=0)
    assert [problem.code for problem in toy.warnings] == ["M002"]
    assert "47.6%" in toy.warnings[0].message


def test_toy_itself_is_not_calibrated():
    assert run(load(TOY), draws=0).solved == ()


def test_several_solutions_are_a_clear_error(child):
    """Escalation beds make money fall and rise again with the standard of care; which one is meant must be said."""
    text = """
levers:
  home: {effect: {value: calibrated, limits: [-1, 1]}}
finance:
  bed_costs: {medical: {escalation_share: {value: 1, source: assumed}}}
  measures: {thrift: {efficiency: {value: 0.0, source: assumed}}}
calibrate:
  - metric: finance.gap
    equals: {value: TARGET, unit: GBPm, source: assumed}
    basis: in-year
    by: levers.home.effect
    in_words: "{value}"
"""
    values = [
        run(
            load(
                child(
                    text.replace("value: calibrated", f"value: {x}, source: assumed").split("calibrate:")[0],
                    name=f"x{n}.yaml",
                )
            ),
            draws=0,
        ).value("finance.gap")
        for n, x in enumerate((-0.5, 0.3, 1.0))
    ]
    if not (values[1] < values[0] and values[1] < values[2]):
        pytest.fail(f"the toy hospital no longer has a valley: {values}")
    target = (values[1] + min(values[0], values[2])) / 2
    with pytest.raises(ScenarioError, match="more than once"):
        run(load(child(text.replace("TARGET", str(target)))), draws=0)


def test_recalibrate_solves_with_the_settings():
    path = SCENARIOS / "half-delivery.yaml"
    held = run(load(path, settings=["finance.baseline_spend=1500"]), draws=0)
    anew = run(load(path, settings=["finance.baseline_spend=1500"], recalibrate=True), draws=0)
    assert held.value("finance.gap_do_nothing") == pytest.approx(399 * 1500 / 1300)
    assert anew.value("finance.gap_do_nothing") == pytest.approx(399)
    by_path = {s.path: s for s in held.solved}
    assert not by_path["finance.pressure_growth"].holds
    assert by_path["finance.pressure_growth"].reached == pytest.approx(399 * 1500 / 1300)


def test_solving_what_nothing_uses_is_a_clear_error(child):
    text = """
assumptions:
  idle: {title: Idle, unit: fraction, value: calibrated, limits: [0, 1]}
calibrate:
  - metric: beds.gap
    equals: {value: 0, unit: beds, source: assumed}
    by: idle
    in_words: "{value}"
"""
    with pytest.raises(ScenarioError, match="has no effect on"):
        run(load(child(text)), draws=0)
