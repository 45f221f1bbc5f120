"""Every lint rule: one code, one bad file, and a good one that differs from it in one line."""

import datetime
from pathlib import Path

import pytest
import yaml

from bedmodel.checks.lint import lint
from bedmodel.checks.lint.accepted import UNMATCHED
from bedmodel.checks.lint.rules import FOR_EVERY_FILE, FOR_SCENARIOS, RULES
from bedmodel.checks.rulebook import RULEBOOK
from bedmodel.problems import CODES
from tests_support import ROOT, loaded_by

BAD, GOOD = ROOT / "tests" / "bad", ROOT / "tests" / "good"
DAY = datetime.date(2026, 1, 31)
WARNINGS = sorted(code for code in CODES if code.startswith("W"))
MARK = "  # <- here"


def linted(*paths, day=DAY, **options):
    return lint(paths, day=day, **options)


def body(path):
    """The lines of a file after its first comment, without the mark of the fault and however it names its parent."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [line.removesuffix(MARK).replace("../bad/sound.yaml", "sound.yaml") for line in lines]


def test_every_warning_has_one_rule():
    assert {*RULES, UNMATCHED} == set(WARNINGS)
    assert not set(FOR_EVERY_FILE) & set(FOR_SCENARIOS)
    assert len(set(RULES.values())) == len(RULES)


@pytest.mark.parametrize("code", WARNINGS)
def test_a_good_file_differs_from_the_bad_one_by_the_fault_alone(code):
    bad, good = body(BAD / f"{code}.yaml"), body(GOOD / f"{code}.yaml")
    assert len(bad) == len(good)
    assert sum(one != other for one, other in zip(bad, good, strict=True)) == 1


@pytest.mark.parametrize("code", WARNINGS)
def test_a_good_file_has_nothing_to_question(code):
    assert linted(GOOD / f"{code}.yaml") == []


@pytest.mark.parametrize("code", WARNINGS)
def test_a_bad_file_has_its_own_warning_alone(code):
    (found,) = linted(BAD / f"{code}.yaml")
    assert (found.code, found.severity) == (code, "warning")
    assert found.message
    assert found.hint
    assert Path(found.place.file) == BAD / f"{code}.yaml"
    assert BAD.joinpath(f"{code}.yaml").read_text(encoding="utf-8").splitlines()[found.place.line - 1].endswith(MARK)


def test_every_good_file_belongs_to_a_code():
    assert sorted(path.stem for path in GOOD.iterdir()) == WARNINGS


def test_the_sound_scenario_has_nothing_to_question():
    assert linted(BAD / "sound.yaml") == []


def example(text, folder, code):
    """An example of the rulebook as a file that extends the sound scenario, or as it stands."""
    path = folder / f"{code}.yaml"
    top = "" if text.startswith("bedmodel:") else f"bedmodel: 1\nextends: {BAD / 'sound.yaml'}\n"
    path.write_text(top + text + "\n", encoding="utf-8")
    return linted(path)


@pytest.mark.parametrize("code", WARNINGS)
def test_the_rulebook_s_example_breaks_its_rule_and_the_mended_one_none(code, tmp_path):
    assert {problem.code for problem in example(RULEBOOK[code].before, tmp_path, code)} == {code}
    assert example(RULEBOOK[code].after, tmp_path, code) == []


def test_the_rulebook_s_next_review_is_a_day_that_somebody_may_live_to_see():
    (after,) = yaml.safe_load(RULEBOOK["W001"].after)["pools"].values()
    assert DAY < after["beds"]["review_by"] < DAY + datetime.timedelta(days=3 * 366)


@pytest.mark.parametrize("arguments", [["lint", "--help"], ["lint", "scenarios/bct.yaml", "--on", "2026-01-31"]])
def test_lint_starts_and_runs_without_the_heavy_libraries(arguments):
    assert loaded_by(*arguments) == []
