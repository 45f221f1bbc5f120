"""What each difference does alone: the old scenario with that one change, solved as the files solve."""

import pytest

from bedmodel.analysis.compare import compare
from bedmodel.analysis.moved import moved
from bedmodel.metrics import Selector
from bedmodel.problems import ScenarioError
from bedmodel.runs import run
from bedmodel.scenario.difference import differences
from bedmodel.scenario.load import load
from bedmodel.scenario.mixed import mixed
from tests_support import SCENARIOS, TOY, figures_equal

GAP = Selector("beds.gap", pool="medical", year="2022/23")


def of(old, new):
    return moved(differences(old, new), compare([old, new], draws=0))


def by(found):
    """What each difference does to each figure: {path: {address: effect}}."""
    addresses = [row.figure.address for row in found.rows]
    return {effect.path: dict(zip(addresses, effect.by, strict=True)) for effect in found.effects}


def test_two_changes_are_told_apart_and_sum(child):
    new = load(
        child(
            "pools:\n  medical: {beds_plan: {2022/23: {value: 70, source: assumed}}}\n"
            "  surgical: {beds: {value: 38, source: assumed}}"
        )
    )
    found = of(load(TOY), new)
    assert list(by(found)) == ["pools.medical.beds_plan.2022/23", "pools.surgical.beds"]
    effects = by(found)["pools.medical.beds_plan.2022/23"]
    assert effects["beds.gap[pool=medical]"] == pytest.approx(-10)
    assert effects["beds.gap[pool=surgical]"] == 0
    for number, total in enumerate(found.totals):
        alone = sum(effect.by[number] for effect in found.effects)
        assert alone + found.together[number] == pytest.approx(total)


def test_what_two_changes_do_together_is_left_over(child):
    """Needs rise with use and with the standard: each alone, and a little more together."""
    new = load(
        child(
            "pools:\n  medical:\n    occupancy: {value: 0.99, source: assumed}\n"
            "    standard: {value: 0.8, source: assumed}"
        )
    )
    old = load(TOY)
    found = of(old, new)
    at = [row.figure.address for row in found.rows].index("beds.gap[pool=medical]")
    alone = {
        path: run(load(child(f"pools: {{medical: {{{text}}}}}")), draws=0).value(GAP) - run(old, draws=0).value(GAP)
        for path, text in (
            ("pools.medical.occupancy", "occupancy: {value: 0.99, source: assumed}"),
            ("pools.medical.standard", "standard: {value: 0.8, source: assumed}"),
        )
    }
    assert {effect.path: effect.by[at] for effect in found.effects} == pytest.approx(alone)
    assert found.together[at] == pytest.approx(found.totals[at] - sum(alone.values()))
    assert abs(found.together[at]) > 0.5


def test_mixing_everything_gives_the_new_one(child):
    new = load(
        child(
            "pools: {medical: {beds: {value: 90, source: assumed}, phasing: step}}\n"
            "assumptions: {tenth: {value: 0.2, unit: fraction/year, source: assumed}}\n"
            "remove: [levers.home]"
        )
    )
    old = load(TOY)
    paths = ["pools.medical.beds", "pools.medical.phasing", "assumptions.tenth", "levers.home"]
    figures_equal(run(mixed(old, new, paths), draws=50), run(new, draws=50))
    figures_equal(run(mixed(old, new, []), draws=50), run(old, draws=50))
    figures_equal(run(mixed(old, old, paths), draws=50), run(old, draws=50))


def test_each_change_alone_is_the_file_with_that_change(child):
    one, other = "beds: {value: 90, source: assumed}", "standard: {value: 0.8, source: assumed}"
    new = load(child(f"pools: {{medical: {{{one}, {other}}}}}"))
    for path, text in (("pools.medical.beds", one), ("pools.medical.standard", other)):
        alone = load(child(f"pools: {{medical: {{{text}}}}}", name="alone.yaml"))
        figures_equal(run(mixed(load(TOY), new, [path]), draws=50), run(alone, draws=50))


def test_a_child_holds_what_its_parent_solved():
    """The only difference does all of it: the rest is held, as the child holds it."""
    found = of(load(SCENARIOS / "bct.yaml"), load(SCENARIOS / "half-delivery.yaml"))
    assert [effect.path for effect in found.effects] == ["assumptions.left_shift_delivery"]
    assert found.together == pytest.approx([0.0] * len(found.rows), abs=1e-9)
    assert min(map(abs, found.totals)) > 1


def test_what_both_solve_is_solved_again(tmp_path):
    """Another standard in a plan that says how much care must move so that beds are enough: they still are."""
    text = (SCENARIOS / "bct.yaml").read_text("utf-8").replace("extends: llr.yaml", f"extends: {SCENARIOS}/llr.yaml")
    other = tmp_path / "bct.yaml"
    assert text.count("value: 1697") == 1
    other.write_text(text.replace("value: 1697", "value: 1600"), "utf-8")
    old, new = load(SCENARIOS / "bct.yaml"), load(other)
    mix = mixed(old, new, ["pools.acute.beds_plan.2020/21"])
    solved = {s.path: s.value for s in run(mix, draws=0).solved}
    assert solved == pytest.approx({s.path: s.value for s in run(new, draws=0).solved})
    before = {s.path: s.value for s in run(old, draws=0).solved}
    assert solved["assumptions.left_shift"] > before["assumptions.left_shift"] + 0.01


def test_a_parent_that_changed_is_solved_again_for_its_child(tmp_path):
    """A child compared with itself over another parent: what the parent solves moves with the parent's number."""
    files = []
    for name, beds in (("old", 1697), ("new", 1600)):
        folder = tmp_path / name
        folder.mkdir()
        text = (SCENARIOS / "bct.yaml").read_text("utf-8")
        text = text.replace("extends: llr.yaml", f"extends: {SCENARIOS}/llr.yaml").replace(
            "value: 1697", f"value: {beds}"
        )
        (folder / "bct.yaml").write_text(text, "utf-8")
        (folder / "half.yaml").write_text(
            "bedmodel: 1\nextends: bct.yaml\nassumptions:\n  left_shift_delivery: {value: 0.5, source: assumed}\n",
            "utf-8",
        )
        files.append(folder / "half.yaml")
    old, new = map(load, files)
    found = of(old, new)
    assert [effect.path for effect in found.effects] == ["pools.acute.beds_plan.2020/21"]
    assert found.together == pytest.approx([0.0] * len(found.rows), abs=1e-6)


def test_what_cannot_stand_alone_says_why():
    old, new = load(SCENARIOS / "llr.yaml"), load(SCENARIOS / "bct.yaml")
    found = of(old, new)
    lost = {effect.path: effect.why_not for effect in found.effects if effect.why_not}
    assert "levers" in lost
    assert all(effect.by == (None,) * len(found.rows) for effect in found.effects if effect.why_not)
    with pytest.raises(ScenarioError):
        run(mixed(old, new, ["levers"]), draws=0)


def test_where_no_figure_of_the_central_case_moves_nothing_is_asked():
    found = of(load(SCENARIOS / "bct.yaml"), load(SCENARIOS / "bct-with-risks.yaml"))
    assert (found.rows, found.effects) == ((), ())


@pytest.mark.parametrize("name", ["no-cuts-funded", "evidence-led", "bct-on-evidence", "no-cuts", "campaign-stress"])
def test_any_two_plans_can_be_asked(name):
    found = of(load(SCENARIOS / "bct.yaml"), load(SCENARIOS / f"{name}.yaml"))
    assert found.rows
    assert any(by is not None and abs(by) > 0 for effect in found.effects for by in effect.by)
