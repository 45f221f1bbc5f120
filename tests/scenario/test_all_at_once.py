"""Problems of different depths in one file are all reported in one go."""

from pathlib import Path

import pytest

from bedmodel.problems import ScenarioError
from bedmodel.scenario.load import load

GOOD = Path(__file__).parents[1] / "bad" / "good.yaml"


def problems(tmp_path, text):
    path = tmp_path / "mine.yaml"
    path.write_text(f"bedmodel: 1\nextends: {GOOD}\n{text}\n", encoding="utf-8")
    with pytest.raises(ScenarioError) as stop:
        load(path)
    return [(p.code, p.place.line) for p in stop.value.problems]


def test_a_wrong_choice_does_not_hide_what_does_not_fit_together(tmp_path):
    text = """pools:
  acute:
    phasing: slowly
finance:
  costs:
    hospitals: {share: {value: 0.9, source: assumed}}
    rest: {share: {value: 0.5, source: assumed}}"""
    found = problems(tmp_path, text)
    assert ("S003", 5) in found
    assert "F001" in {code for code, _ in found}


def test_nothing_instead_of_a_section_is_no_way_to_remove_it(tmp_path):
    assert problems(tmp_path, "finance:") == [("S003", 3)]


@pytest.mark.parametrize("target", ["3", "[a]", "{a: b}", "null"])
def test_only_paths_can_be_removed(tmp_path, target):
    assert problems(tmp_path, f"remove: [{target}]") == [("S003", 3)]


@pytest.mark.parametrize("number", ["1e999", ".nan", "-.inf", "1,940", "12%", "1:30"])
def test_what_looks_like_a_number_is_not_taken_for_a_name(tmp_path, number):
    assert problems(tmp_path, f"pools:\n  acute:\n    beds: {number}") == [("S007", 5)]


@pytest.mark.parametrize("name", ["assumed", "calibrated", "all"])
def test_words_that_mean_something_cannot_be_names(tmp_path, name):
    text = f"assumptions:\n  {name}: {{title: A, value: 1, unit: beds, source: assumed}}"
    assert problems(tmp_path, text) == [("S005", 4)]


def test_too_many_values_are_refused_before_they_are_read(tmp_path):
    assert problems(tmp_path, "remove: [" + "1," * 300_000 + "1]") == [("Y002", 3)]
