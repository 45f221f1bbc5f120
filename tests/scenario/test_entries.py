"""What a scenario says as records, and what differs between two of them."""

from pathlib import Path

import pytest

from bedmodel.scenario.changes import changes
from bedmodel.scenario.difference import differences
from bedmodel.scenario.entries import said_entries, said_settings, said_sources
from bedmodel.scenario.load import load
from bedmodel.scenario.mixed import mixed
from tests_support import ALL_SCENARIOS, SCENARIOS, TOY


def of(name):
    return load(SCENARIOS / f"{name}.yaml")


def plain(said):
    """What was said, without where."""
    return {path: one.plain for path, one in said.items()}


@pytest.fixture(scope="module")
def bct_entries():
    return plain(said_entries(of("bct"), SCENARIOS))


def test_an_entry_has_all_that_defends_a_number(bct_entries):
    assert bct_entries["assumptions.occupancy_standard"] == {
        "value": 0.92,
        "unit": "fraction",
        "status": "sourced",
        "source": ["planning-2020"],
        "at": "general and acute bed occupancy",
        "confidence": "medium",
        "limits": [0.5, 1],
        "file": "llr.yaml",
    }
    growth = bct_entries["assumptions.non_demographic_growth"]
    assert growth["distribution"] == {"kind": "normal", "p10": -0.0045, "p90": 0.0017}
    assert growth["rationale"].startswith("The growth of emergency care")
    assert bct_entries["evidence.stp-assumption"]["file"] == "../data/library/evidence.yaml"
    assert bct_entries["finance.pressure_growth"]["value"] == "calibrated"
    assert bct_entries["sites.general.share"]["value"] == "unknown"


def test_only_what_a_library_holds_in_vain_is_left_out(bct_entries):
    assert "evidence.plan-delivery" in bct_entries
    assert all(path.startswith("assumptions.") or "." in path for path in bct_entries)
    assert len(bct_entries) < 70


def test_sources_are_as_a_reader_would_look_them_up():
    found = plain(said_sources(of("bct")))
    assert found["planning-2020"] == {
        "kind": "guidance",
        "title": "NHS operational planning and contracting guidance 2020/21",
        "publisher": "NHS England and NHS Improvement",
        "published": "2020",
    }
    assert "board-2018" not in found, "cited by no number"


def test_settings_are_all_that_is_no_number_and_no_prose():
    found = plain(said_settings(of("bct")))
    assert found["scenario.horizon"] == "2020/21"
    assert found["levers"] == ["left-shift", "community-shift"]
    assert found["levers.left-shift.acts_on"] == ["acute"]
    assert found["levers.left-shift.effect"] == "left_shift"
    assert found["calibrate[2].basis"] == "in-year"
    assert found["population.growth_years"] == 5
    prose = ("title", "summary", "note", "because", "in_words", "text", "rationale")
    assert not [path for path in found if path.rsplit(".", 1)[-1] in prose]
    assert not [path for path in found if path.startswith(("expectations", "scrutiny", "sources"))]


def test_what_is_as_if_not_written_moves_nothing(child):
    usual = plain(said_settings(load(child(""))))
    assert plain(said_settings(load(child("pools: {medical: {phasing: linear}}")))) == usual
    assert changes(usual, plain(said_settings(load(child("pools: {medical: {phasing: step}}")))))[0].path == (
        "pools.medical.phasing"
    )


def test_a_part_without_a_word_in_it_is_seen(child):
    found = plain(said_settings(load(child("pools: {medical: {gate: {}}}"))))
    assert found["pools.medical.gate"] == {}


def test_comments_move_nothing_and_files_are_named_from_the_folder(child, tmp_path):
    text = TOY.read_text()
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(text)
    second.write_text("# a comment\n\n" + text)
    one, two = plain(said_entries(load(first), tmp_path)), plain(said_entries(load(second), tmp_path))
    assert {record.pop("file") for record in one.values()} == {"a.yaml"}
    assert {record.pop("file") for record in two.values()} == {"b.yaml"}
    assert one == two


def test_what_solved_values_rest_on_is_there_too():
    found = plain(said_entries(of("half-delivery"), SCENARIOS))
    assert found["assumptions.left_shift_delivery"]["value"] == 0.5
    assert found["assumptions.left_shift_delivery in bct"]["value"] == 1
    assert found["calibrate[2].equals in bct"]["value"] == 399
    assert "pools.acute.beds in bct" not in found


def test_everything_has_its_place():
    scenario = of("half-delivery")
    assert said_entries(scenario, Path())["assumptions.left_shift_delivery"].place.file.endswith("half-delivery.yaml")
    places = {said.place for said in said_settings(scenario).values()}
    assert all(Path(place.file).is_file() and place.line >= 1 for place in places)


def test_every_scenario_can_be_recorded():
    for path in ALL_SCENARIOS:
        scenario = load(path)
        found = plain(said_entries(scenario, SCENARIOS))
        assert set(scenario.used) <= set(found)
        assert all(record.get("value", record.get("values")) is not None for record in found.values())
        assert plain(said_settings(scenario))


def test_words_say_what_differs_and_no_more():
    old = {"values": {"2016/17": 0.1, "2017/18": 0.2}, "unit": "fraction", "status": "sourced", "source": ["a"]}
    old |= {"distribution": {"kind": "pert", "low": 0.5, "high": 1.5}, "limits": [0, 1]}
    new = old | {"values": {"2016/17": 0.1, "2017/18": 0.25}, "limits": [0, 0.5]}
    new |= {"distribution": {"kind": "pert", "low": 0.4, "high": 1.5}, "source": ["a", "b"]}
    (found,) = changes({"x": old}, {"x": new})
    assert found.fields == ("values", "source", "distribution", "limits")
    assert found.words == "2017/18 0.2 → 0.25; source a → a, b; distribution low 0.5 → 0.4; limits 0, 1 → 0, 0.5"
    assert changes({}, {"x": old})[0].words == "new: 2016/17 0.1, 2017/18 0.2 fraction (a)"
    one = {"value": 3, "unit": "beds", "status": "sourced", "source": ["a"]}
    assert changes({"x": one}, {"x": one | {"status": "derived", "derived": "a ÷ b"}})[0].words == (
        "status sourced → derived; derived – → a ÷ b"
    )
    assert changes({"x": one}, {})[0].words == "removed, was 3 beds (a)"


@pytest.fixture
def chain(child):
    """A grandparent, a parent that keeps its id and solves anew, and a child that keeps it too: chain(10, 20, 30)."""

    solving = """
  pressure_growth: {value: calibrated, limits: [-0.9, 0.9]}
calibrate:
  - metric: finance.gap_do_nothing
    equals: {value: 3, unit: GBPm, source: assumed}
    basis: in-year
    by: finance.pressure_growth
    in_words: Costs must grow by {value}.
"""

    def of(*spends):
        files = [TOY]
        for number, spend in enumerate(spends, start=1):
            text = f"finance:\n  baseline_spend: {{value: {spend}, source: assumed}}"
            files.append(child(text + solving * (number < len(spends)), of=files[-1], name=f"{number}-{spend}.yaml"))
        return [load(path) for path in files[1:]]

    return of


def test_parents_of_one_id_are_told_apart(chain):
    first, second, third = chain(10, 20, 30)
    assert third.lineage == ("toy", "toy (2)", "toy (3)")
    assert (second.lineage, first.lineage) == (("toy", "toy (2)"), ("toy",))
    found = plain(said_entries(third, Path()))
    spends = {path: record["value"] for path, record in found.items() if path.startswith("finance.baseline_spend")}
    assert spends == {
        "finance.baseline_spend": 30,
        "finance.baseline_spend in toy": 10,
        "finance.baseline_spend in toy (2)": 20,
    }


def test_what_moves_in_a_parent_of_one_id_is_seen(chain):
    before, after = (
        plain(said_entries(chain(first, second, 30)[-1], Path())) for first, second in ((10, 20), (11, 20))
    )
    for one in (*before.values(), *after.values()):
        one.pop("file")
    assert [change.path for change in changes(before, after)] == ["finance.baseline_spend in toy"]


@pytest.mark.parametrize("spends", [(10, 20, 30), (10, 20, 10), (10, 10, 30), (10, 20, 20)])
def test_a_child_differs_from_each_parent_of_its_id_in_what_it_says_alone(chain, spends):
    _, second, third = chain(*spends)
    spend = ["finance.baseline_spend"]
    for old, new in ((second, third), (third, second)):
        found = differences(old, new)
        assert [one.path for one in found.assumptions] == spend * (spends[1] != spends[2])


def test_a_scenario_mixed_of_two_keeps_its_parents_of_one_id(chain):
    old, new = chain(10, 20, 30)[-1], chain(11, 20, 31)[-1]
    mix = mixed(old, new, ["finance.baseline_spend"])
    spends = [stage.content.finance.baseline_spend.value for stage in (*mix.ancestors, mix)]
    assert spends == [11, 20, 31]
    assert [len(stage.calibrations) for stage in (*mix.ancestors, mix)] == [1, 1, 0]
