"""Every code has its entry in the rulebook, and the examples there do what the entries say."""

import shlex
import shutil

import pytest
import yaml

from bedmodel.analysis.actuals import read_actuals
from bedmodel.analysis.alignment import common_years
from bedmodel.analysis.appraisable import appraisable
from bedmodel.checks.beside import Beside
from bedmodel.checks.expectations import evaluate
from bedmodel.checks.rulebook import GROUPS, RULEBOOK, chosen, codes_of
from bedmodel.problems import CODES, ScenarioError
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import ROOT

BAD = ROOT / "tests" / "bad"
BY_HAND = {"Y002", "E002", "K002", "K003", "K004", "K005", "K007", "K008", "K009", "K010"}
"""Rules about size and about locks, which no scenario of a few lines breaks; test_bad_files.py and test_check.py do."""
LINT = {code for code in CODES if code.startswith("W")}
"""Rules of `bedmodel lint`, whose examples are tried where the rules are tested."""
SHOWN = sorted(set(CODES) - BY_HAND - LINT)
LIBRARY = "bedmodel: 1\nlibrary: {id: shared, title: A library}\n"


def test_every_code_has_an_entry_and_no_entry_is_without_a_code():
    assert set(RULEBOOK) == set(CODES)


def test_every_code_belongs_to_a_group():
    assert {code[0] for code in CODES} <= set(GROUPS)
    assert sum(len(codes_of(letter)) for letter in GROUPS) == len(CODES)


@pytest.mark.parametrize("code", RULEBOOK)
def test_an_entry_says_why_and_how_in_whole_sentences(code):
    entry = RULEBOOK[code]
    for text in (entry.why, entry.mend):
        assert len(text) > 25
        assert text[0].isupper()
        assert text.endswith((".", "65+."))
    assert entry.before.strip()
    assert entry.after.strip()
    assert entry.before != entry.after
    for example in (entry.before, entry.after):
        assert len(example.splitlines()) <= 14
        assert max(map(len, example.splitlines())) <= 110


def test_no_two_entries_say_the_same():
    for part in ("why", "before"):
        texts = [getattr(entry, part) for entry in RULEBOOK.values()]
        assert len(set(texts)) == len(texts)


def cited(node, path=()):
    """Each number of an example that a document gives, by its path and citation."""
    if not isinstance(node, (dict, list)):
        return {}
    found = {}
    if isinstance(node, dict) and node.get("source", "assumed") != "assumed":
        found[path, str(node["source"])] = node.get("value", node.get("values"))
    for name, part in node.items() if isinstance(node, dict) else enumerate(node):
        found |= cited(part, (*path, name))
    return found


@pytest.mark.parametrize("code", [code for code in RULEBOOK if code[0] not in "YH"])
def test_no_example_is_mended_by_changing_what_a_document_says(code):
    before, after = (cited(yaml.safe_load(text)) for text in (RULEBOOK[code].before, RULEBOOK[code].after))
    assert [key for key in before if key in after and before[key] != after[key]] == []
    if "stated_by_plan: false" in RULEBOOK[code].before and "stated_by_plan: false" not in RULEBOOK[code].after:
        assert set(after) - set(before)


@pytest.fixture
def folder(tmp_path):
    """A sound plan and a library, for the examples to build on."""
    shutil.copy(BAD / "good.yaml", tmp_path / "plan.yaml")
    (tmp_path / "old").mkdir()
    for name in ("library.yaml", "old/library.yaml"):
        (tmp_path / name).write_text(LIBRARY, encoding="utf-8")
    return tmp_path


def codes_from(code, example, folder):
    """The codes of what is wrong with an example."""
    try:
        if code.startswith("H"):
            path = folder / "figures.csv"
            path.write_text(example + "\n", encoding="utf-8")
            read_actuals([path])
            return set()
        if example.startswith("bedmodel run"):
            _, _, name, option, setting = shlex.split(example)
            assert option == "--set"
            load(folder / name, settings=[setting])
            return set()
        header = "" if example.startswith(("bedmodel:", "- ")) else "bedmodel: 1\n"
        parent = "" if "extends:" in example or example.startswith("- ") else "extends: plan.yaml\n"
        path = folder / "example.yaml"
        path.write_text(f"{header}{parent}{example}\n", encoding="utf-8")
        scenario = load(path, root=folder)
        if code == "X001":
            common_years([load(folder / "plan.yaml"), scenario])
        elif code == "X002":
            appraisable([scenario])
        results = run(scenario, draws=200)
        held = [outcome.problem for outcome in evaluate(results, Beside(results, root=folder)) if not outcome.held]
        return {problem.code for problem in (*results.warnings, *held)}
    except ScenarioError as error:
        return {problem.code for problem in error.problems}


@pytest.mark.parametrize("code", SHOWN)
def test_the_example_breaks_its_rule(code, folder):
    assert codes_from(code, RULEBOOK[code].before, folder) == {code}


@pytest.mark.parametrize("code", SHOWN)
def test_the_mended_example_breaks_no_rule(code, folder):
    assert codes_from(code, RULEBOOK[code].after, folder) == set()


@pytest.mark.parametrize(("word", "codes"), [("P001", ["P001"]), (" p001", ["P001"]), ("n", ["N001", "N002"])])
def test_a_word_names_a_code_or_a_group(word, codes):
    assert chosen(word) == codes


@pytest.mark.parametrize("word", ["P0001", "Q", "", "PP"])
def test_a_word_that_names_nothing(word):
    with pytest.raises(KeyError, match="no rule is called"):
        chosen(word)
