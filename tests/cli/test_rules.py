"""`bedmodel rules`."""

import json

import pytest

from bedmodel.checks.rulebook import GROUPS, RULEBOOK
from bedmodel.problems import CODES
from tests_support import loaded_by, program


def test_without_a_code_every_rule_is_listed_by_group(bedmodel):
    code, out, err = bedmodel("rules")
    assert (code, err) == (0, "")
    for rule, meaning in CODES.items():
        assert f"{rule}  {meaning}" in out
    for letter in {rule[0] for rule in CODES}:
        assert f"{letter}  {GROUPS[letter]}\n" in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("word", ["P001", "p001"])
def test_a_code_is_explained(bedmodel, word):
    code, out, err = bedmodel("rules", word)
    assert (code, err) == (0, "")
    assert out.startswith(f"P001  {CODES['P001']}\n")
    words = " ".join(out.split())
    for text in (RULEBOOK["P001"].why, RULEBOOK["P001"].mend):
        assert text in words
    for example in (RULEBOOK["P001"].before, RULEBOOK["P001"].after):
        for line in example.splitlines():
            assert f"    {line}\n" in out
    assert "P002" not in out


@pytest.mark.parametrize("code", CODES)
def test_every_example_is_printed_as_it_must_be_typed(bedmodel, code):
    _, out, _ = bedmodel("rules", code)
    for example in (RULEBOOK[code].before, RULEBOOK[code].after):
        assert "\n".join(f"    {line}" for line in example.splitlines()) in out


def test_a_letter_lists_its_group(bedmodel):
    _, out, _ = bedmodel("rules", "n")
    assert [line[:4] for line in out.splitlines() if line[:1] == "N" and line[1:4].isdigit()] == ["N001", "N002"]


@pytest.mark.parametrize(
    ("word", "hint"), [("P01", "did you mean `P001`?"), ("Q", "known here: "), ("", "known here: ")]
)
def test_an_unknown_code_is_wrong_usage(bedmodel, word, hint):
    code, out, err = bedmodel("rules", word)
    assert (code, out) == (2, "")
    assert "no rule is called" in err
    assert hint in err


def test_json_holds_every_entry(bedmodel):
    _, out, _ = bedmodel("rules", "--format", "json")
    record = json.loads(out)
    assert record["rules"] == {"count": len(CODES)}
    assert {row["code"] for row in record["rows"]} == set(CODES)
    row = record["rows"][0]
    assert row["after"] == RULEBOOK[row["code"]].after
    assert row["group"] == GROUPS[row["code"][0]]


def test_markdown_of_all_and_of_one(bedmodel):
    _, out, _ = bedmodel("rules", "--format", "md")
    assert f"| P001 | {CODES['P001']} |" in out
    assert f"## P: {GROUPS['P']}" in out
    _, out, _ = bedmodel("rules", "P001", "--format", "md")
    assert out.startswith(f"# P001: {CODES['P001']}\n\n{RULEBOOK['P001'].why}\n")
    assert "\n\n    pools:\n      acute: {standard: 0.92}\n" in out


def test_a_terminal_without_unicode_gets_plain_signs():
    run = program("rules", "E002", env={"PYTHONIOENCODING": "ascii"})
    assert run.returncode == 0
    assert b"which extends ..." in run.stdout


def test_it_starts_without_what_only_models_and_charts_need():
    assert loaded_by("rules", "P001") == []
