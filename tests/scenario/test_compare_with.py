"""What an assumption is compared with: named once, where the assumption is, and kept by children."""

import pytest

from bedmodel.problems import ScenarioError
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY


def problems(path):
    with pytest.raises(ScenarioError) as stop:
        load(path)
    return [(problem.code, problem.path, problem.message) for problem in stop.value.problems]


def test_a_child_keeps_it_with_another_value():
    found = load(SCENARIOS / "half-delivery.yaml").find("left_shift_delivery")
    assert found.value == 0.5
    assert found.compare_with == ("evidence.plan-delivery",)


def test_a_library_names_its_own(tmp_path):
    library = (
        "bedmodel: 1\nlibrary: {id: lib, title: A library}\nassumptions:\n"
        "  best: {title: the best, value: 0.1, unit: fraction, source: assumed}\n"
        "  usual: {title: the usual, value: 0.05, unit: fraction, source: assumed, compare_with: [best]}\n"
    )
    (tmp_path / "lib.yaml").write_text(library, encoding="utf-8")
    path = tmp_path / "child.yaml"
    header = "scenario: {id: c, title: C}\n"
    path.write_text(f"bedmodel: 1\nextends: {TOY}\ninclude: [lib.yaml]\n{header}", encoding="utf-8")
    assert load(path).content.assumptions["lib.usual"].compare_with == ("lib.best",)


@pytest.mark.parametrize(
    ("other", "code", "says"),
    [
        ("nothing-of-that-name", "N001", "no assumption is called `nothing-of-that-name`"),
        ("a-rate", "U002", "`a-rate` is in fraction/year, but this is in fraction"),
        ("by-year", "S008", "`by-year` has `values`, but one `value` is wanted here"),
    ],
)
def test_what_cannot_be_compared_is_refused(child, other, code, says):
    path = child(
        "scenario: {id: c, title: C}\n"
        "assumptions:\n"
        "  a-rate: {value: 0.1, unit: fraction/year, source: assumed}\n"
        "  by-year: {values: {2016/17: 0.1}, unit: fraction, source: assumed}\n"
        f"  compared: {{value: 0.1, unit: fraction, source: assumed, compare_with: {other}}}\n"
    )
    assert problems(path) == [(code, "assumptions.compared", says)]
