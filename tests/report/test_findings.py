"""Lists of problems as text, JSON, workflow commands and SARIF."""

import json
import re
from pathlib import Path

import pytest

import bedmodel
from bedmodel.checks.rulebook import RULEBOOK
from bedmodel.problems import CODES, Place, Problem
from bedmodel.report.findings import as_github, as_json, as_sarif, as_text, summary

FIRST = Problem(Place("scenarios/bct.yaml", 12, 5), "P001", "pools.acute.occupancy", "a bare number", "add a source")
SECOND = Problem(Place("b.yaml", 1, 1), "S009", "", "nothing uses it", severity="warning")
THIRD = Problem(Place("b.yaml", 7, 3), "P001", "money.cost", "another bare number")
PROBLEMS = [FIRST, SECOND, THIRD]


def test_text_is_what_the_program_prints_elsewhere():
    assert as_text(PROBLEMS) == f"{FIRST}\n{SECOND}\n{THIRD}\n"
    assert as_text([]) == ""


def test_json_holds_every_part_of_a_problem_and_the_counts():
    record = json.loads(as_json(PROBLEMS, files=31))
    assert list(record) == ["bedmodel", "lint", "rows"]
    assert record["bedmodel"] == 1
    assert record["lint"] == {"errors": 2, "warnings": 1, "files": 31}
    assert record["rows"][0] == {
        "file": "scenarios/bct.yaml",
        "line": 12,
        "column": 5,
        "code": "P001",
        "severity": "error",
        "path": "pools.acute.occupancy",
        "message": "a bare number",
        "hint": "add a source",
    }
    assert [p["file"] for p in record["rows"]] == ["scenarios/bct.yaml", "b.yaml", "b.yaml"]


def test_json_without_a_problem():
    assert json.loads(as_json([], 1)) == {"bedmodel": 1, "lint": {"errors": 0, "warnings": 0, "files": 1}, "rows": []}


def test_json_has_one_line_for_each_problem():
    assert sum('"code"' in line for line in as_json(PROBLEMS, 2).splitlines()) == len(PROBLEMS)


def test_github_commands():
    assert as_github([FIRST, SECOND]) == (
        "::error file=scenarios/bct.yaml,line=12,col=5,title=P001::"
        "pools.acute.occupancy: a bare number%0Aadd a source\n"
        "::warning file=b.yaml,line=1,col=1,title=S009::nothing uses it\n"
    )
    assert as_github([]) == ""


def test_github_escapes_what_would_end_a_property_or_a_line():
    hostile = Problem(Place("a:b,50%.yaml", 1, 1), "S003", "", "5%, then: a\r\n::error::forged")
    line = as_github([hostile])
    assert line == ("::error file=a%3Ab%2C50%25.yaml,line=1,col=1,title=S003::5%25, then: a%0D%0A::error::forged\n")


def _read_as_github_does(line: str) -> tuple[dict[str, str], str]:
    """The runner's own order: split at the signs first, then undo the escapes, the percent sign last."""
    found = re.fullmatch(r"::(?:error|warning) ([^\n]*?)::([^\n]*)", line)
    assert found

    def undone(text: str, *signs: str) -> str:
        for sign in (*signs, "\r", "\n", "%"):
            text = text.replace(f"%{ord(sign):02X}", sign)
        return text

    parts = dict(part.split("=", 1) for part in found[1].split(","))
    return {key: undone(value, ":", ",") for key, value in parts.items()}, undone(found[2])


@pytest.mark.parametrize("text", ["%0A", "%250A", "a,b=c", "::", "é€ – ok", "100 %\n: x, y"])
def test_github_commands_read_back_as_what_was_written(text):
    problem = Problem(Place(f"x{text.strip()}".replace("\n", ""), 3, 4), "S003", "", f"m{text}m", text.strip())
    properties, message = _read_as_github_does(as_github([problem])[:-1])
    assert properties == {"file": problem.place.file.replace("//", "/"), "line": "3", "col": "4", "title": "S003"}
    assert message == f"{problem.message}\n{problem.hint}"


def test_sarif_has_the_published_structure():
    record = json.loads(as_sarif(PROBLEMS))
    assert record["version"] == "2.1.0"
    assert record["$schema"].endswith("/sarif-schema-2.1.0.json")
    [run] = record["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("bedmodel", bedmodel.__version__)
    assert [rule["id"] for rule in driver["rules"]] == ["P001", "S009"]
    assert driver["rules"][0]["shortDescription"]["text"] == CODES["P001"]
    assert driver["rules"][0]["fullDescription"]["text"] == RULEBOOK["P001"].why
    assert driver["rules"][0]["help"]["text"] == RULEBOOK["P001"].mend
    assert run["columnKind"] == "unicodeCodePoints"
    for problem, result in zip(PROBLEMS, run["results"], strict=True):
        assert result["ruleId"] == driver["rules"][result["ruleIndex"]]["id"] == problem.code
        assert result["level"] == problem.severity
        assert problem.message in result["message"]["text"]
        assert problem.hint in result["message"]["text"]
        [location] = result["locations"]
        assert location["physicalLocation"] == {
            "artifactLocation": {"uri": problem.place.file},
            "region": {"startLine": problem.place.line, "startColumn": problem.place.column},
        }


def test_sarif_without_a_problem_still_is_a_run():
    [run] = json.loads(as_sarif([]))["runs"]
    assert run["results"] == []
    assert run["tool"]["driver"]["rules"] == []


def _uri(file: str) -> str:
    [run] = json.loads(as_sarif([Problem(Place(file), "S003", "", "wrong")]))["runs"]
    return run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_sarif_names_files_relative_to_the_folder_one_works_in():
    assert _uri("a/b.yaml") == "a/b.yaml"
    assert _uri("./a/../b.yaml") == "b.yaml"
    assert _uri(str(Path.cwd() / "a" / "b.yaml")) == "a/b.yaml"
    assert _uri("../other/b.yaml") == "../other/b.yaml"


def test_sarif_files_are_uris():
    assert _uri("first plan 50%#é.yaml") == "first%20plan%2050%25%23%C3%A9.yaml"
    assert _uri("a:b.yaml") == "a%3Ab.yaml"
    assert _uri("bad\udcff.yaml") == "bad%FF.yaml"


def test_names_that_are_no_text_can_still_be_written():
    problem = Problem(Place("bad\udcff.yaml"), "Y001", "", "cannot be read")
    for text in (as_text([problem]), as_json([problem], 1), as_github([problem])):
        assert text.encode("utf-8")


@pytest.mark.parametrize(
    ("problems", "files", "words"),
    [
        (PROBLEMS, 31, "2 errors and 1 warning in 31 files"),
        ([FIRST], 1, "1 error in 1 file"),
        ([SECOND, SECOND], 2, "2 warnings in 2 files"),
        ([], 31, "no problems in 31 files"),
        ([], 0, "no problems in 0 files"),
        ([FIRST] * 1200, 1500, "1,200 errors in 1,500 files"),
    ],
)
def test_summary_counts_with_the_right_plurals(problems, files, words):
    assert summary(problems, files) == words
