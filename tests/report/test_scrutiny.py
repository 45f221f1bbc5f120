"""The page of a scrutiny committee: its questions, what documents and model say, and silence said as such."""

import json
from typing import get_args

import pytest

from bedmodel.problems import ScenarioError
from bedmodel.report.answers import ANSWERS
from bedmodel.report.scrutiny import SILENT, as_json, markdown, page
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.scenario.schema_checks import Answer
from tests_support import SCENARIOS, TOY

QUESTIONS = """
sources:
  paper: {title: A paper, publisher: A council, published: 2019, kind: minutes}
  leaflet: {title: A leaflet, publisher: A group, kind: campaign}
  study: {title: A study, publisher: A journal, kind: research}
scrutiny:
  title: Two questions
  source: {ref: paper, at: page 1}
  questions:
    who:
      question: Who was asked?
      documents:
        meeting: {text: There was a meeting., source: {ref: leaflet, at: line 3}}
        vote: {text: There was a vote., source: leaflet}
    next:
      question: What comes next?
"""


def answered(child, shows, draws=0, extra="", of=TOY):
    text = QUESTIONS.replace("What comes next?", f"What comes next?\n      shows: [{shows}]") + extra
    results = run(load(child(text, of=of)), draws=draws)
    found = page(results).answered[-1]
    return " ".join(said.text for said in found.model), found.tables


def test_every_answer_that_can_be_asked_for_is_there():
    assert set(ANSWERS) == set(get_args(Answer))


def test_documents_are_cited_and_silence_is_said(child):
    results = run(load(child(QUESTIONS)), draws=0)
    found = page(results)
    who, after = found.answered
    assert found.head()[1] == "Two questions [1: page 1]"
    assert found.documents(who) == ["There was a meeting. [2: line 3]", "There was a vote. [2]"]
    assert found.documents(after) == [SILENT]
    assert found.sources() == ["1  A paper. A council. 2019", "2  A leaflet. A group"]


def test_a_child_inherits_the_questions_and_adds_what_its_documents_say(child):
    parent = child(QUESTIONS)
    text = """
scrutiny:
  questions:
    next: {documents: {plan: {text: A plan., source: paper}}}
    who: {documents: {vote: {text: There was no vote., source: paper}}}
"""
    found = page(run(load(child(text, of=parent, name="heir.yaml")), draws=0))
    texts = [[said.text for said in question.documents] for question in found.answered]
    assert texts == [["There was a meeting.", "There was no vote."], ["A plan."]]


def test_change_tells_of_beds_and_of_care(child):
    said, _ = answered(child, "change")
    assert "The plan closes 20 of 140 beds by 2022/23" in said
    assert "Care that would fill" in said
    aside = "pools: {medical: {beds_plan: {2022/23: {value: unknown}}}}\nlevers: {home: {effect: {value: unknown}}}\n"
    said, _ = answered(child, "change", extra=aside)
    assert "the plan does not say how many beds will be open in 2022/23" in said
    assert "no document gives a number: Care at home: bed-days taken off. Left out with it: Care at home." in said


def test_success_tells_what_is_solved_and_what_is_not_met(child):
    said, _ = answered(child, "success", draws=100)
    assert "Enough beds everywhere and no shortfall of money, together:" in said
    claim = "expectations:\n  - {metric: beds.available, equals: 140, because: somebody says so}\n"
    said, _ = answered(child, "success", extra=claim)
    assert "0 of 1 expectations of the file hold. Not met: somebody says so. beds.available" in said
    said, _ = answered(child, "success", of=SCENARIOS / "bct.yaml")
    assert "the bed gap (open − needed) of Community hospitals in 2020/21 = 0 beds" in said


def test_after_the_money_tells_what_is_spent_once_and_what_recurs(child):
    said, (table,) = answered(child, "after-the-money")
    assert "£10.0m is spent once, on buildings, by 2022/23." in said
    rows = {row[0].text: row[1].text for row in table.rows}
    assert rows["Procurement"] == "−0.5"
    # 10 ÷ 10 years, and 4% of the mean of 10 and 9
    assert rows["Capital charges: New theatre"] == "+1.4"
    said, _ = answered(child, "after-the-money", extra="remove: [finance.capital]\n")
    assert "No capital is spent by 2022/23." in said
    assert answered(child, "after-the-money", extra="remove: [finance]\n") == ("The scenario has no money in it.", ())


def test_evidence_tells_what_each_change_of_care_rests_on(child):
    said, _ = answered(child, "evidence")
    assert "rests on research or official statistics: 0 of 2." in said
    assert "Care at home: takes 20.0% off the bed-days of the patients it is for in Medical ward; assumed" in said
    assert "Transfer to the surgical ward, how much of it arrives: 50.0%; assumed, no source gives it." in said
    quoted = "levers: {home: {effect: {value: 0.2, source: {ref: leaflet, at: page 9}, confidence: low}}}\n"
    said, _ = answered(child, "evidence", extra=quoted)
    assert "0 of 2." in said, "a leaflet has measured nothing"
    assert "quoted from a source; confidence low." in said
    minuted, _ = answered(child, "evidence", extra=quoted.replace("leaflet", "paper"))
    assert "0 of 2." in minuted, "nor have minutes"
    said, _ = answered(child, "evidence", extra=quoted.replace("leaflet", "study"))
    assert "1 of 2." in said
    said, _ = answered(child, "evidence", of=SCENARIOS / "bct.yaml")
    assert "not from evidence but solved so that the bed gap (open − needed) of Leicester's acute hospitals" in said
    assert "Compare: 6.7%" in said
    said, _ = answered(child, "evidence", extra="remove: [levers]\n")
    assert said == "The scenario changes nothing in how care is given."


def test_review_gives_milestones(child):
    _, tables = answered(child, "review")
    assert [row[0].text for row in tables[0].rows] == ["2020/21", "2021/22", "2022/23"]
    assert [row[1].text for row in tables[0].rows] == ["100", "90", "80"]
    assert len(tables) == 3


def test_risks_name_what_moves_the_result(child):
    assert answered(child, "risks")[0] == "The scenario has no register of risks."
    said, _ = answered(child, "risks", draws=200, of=SCENARIOS / "bct.yaml")
    assert "What moves the money most: NHS spending on LLR" in said
    register = """
risks:
  flood:
    title: A flood
    owner: The trust
    probability: {value: 0.5, source: assumed}
    impact: {beds: {pool: medical, lost: {value: 10, source: assumed}}}
"""
    said, (table,) = answered(child, "risks", draws=200, extra=register)
    assert "1 risk is in the register" in said
    assert table.rows[0][0].text == "A flood (The trust)"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("What comes next?", "What comes next?\n      shows: sucess", "S003"),
        ("source: leaflet}", "source: leaflt}", "P002"),
        ("source: leaflet}", "source: {at: page 1}}", "P003"),
        (", source: leaflet}", "}", "S002"),
        ("question: What comes next?", "shows: change", "S002"),
        ("  title: Two questions\n", "", "S002"),
        ("documents:", "document:", "S001"),
    ],
)
def test_mistakes_are_placed(child, old, new, code):
    assert old in QUESTIONS
    with pytest.raises(ScenarioError) as stop:
        load(child(QUESTIONS.replace(old, new)))
    (problem,) = stop.value.problems
    assert problem.code == code
    assert problem.path.startswith("scrutiny")
    assert problem.place.line > 2


@pytest.mark.parametrize("columns", [80, 140])
def test_the_page_fits_the_terminal(bedmodel, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    for name in ("bct", "llr", "bct-on-evidence"):
        code, out, _ = bedmodel("scrutinise", SCENARIOS / f"{name}.yaml", "--draws", 200)
        assert code == 0
        assert max(len(line) for line in out.splitlines()) <= columns
        assert out.count("?\n") == 7 or columns == 80


def test_the_seven_questions_of_the_committee(bedmodel):
    code, out, err = bedmodel("scrutinise", SCENARIOS / "bct.yaml", "--draws", 200, "--format", "json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    names = [question["name"] for question in found["questions"]]
    assert names == ["consulted", "voices", "success", "history", "money", "evaluated", "review"]
    assert [bool(question["model"]) for question in found["questions"]] == [False, False, True, True, True, True, True]
    assert found["scenario"]["id"] == "bct"
    known = set(load(SCENARIOS / "bct.yaml").content.sources)
    assert all(set(said["source"]) <= known for question in found["questions"] for said in question["documents"])


def test_a_library_may_hold_the_questions(child, tmp_path):
    """Its sources have the library's name in front; the file that includes it adds what its documents say."""
    (tmp_path / "asked.yaml").write_text("bedmodel: 1\nlibrary: {id: asked, title: Questions}\n" + QUESTIONS, "utf-8")
    text = """
include: [asked.yaml]
sources:
  paper: {title: Another paper, publisher: A region, kind: minutes}
scrutiny: {questions: {next: {documents: {plan: {text: A plan., source: paper}}}}}
"""
    found = page(run(load(child(text)), draws=0))
    who, after = found.answered
    assert found.head()[1] == "Two questions [1: page 1]"
    assert found.documents(who) == ["There was a meeting. [2: line 3]", "There was a vote. [2]"]
    assert found.documents(after) == ["A plan. [3]"]
    assert list(found.cited) == ["asked.paper", "asked.leaflet", "paper"]
    assert found.sources()[2] == "3  Another paper. A region"


def test_a_parents_documents_stay_where_its_child_includes_the_questions_again(child, tmp_path):
    (tmp_path / "asked.yaml").write_text("bedmodel: 1\nlibrary: {id: asked, title: Questions}\n" + QUESTIONS, "utf-8")
    plan = "scrutiny: {questions: {next: {documents: {plan: {text: A plan., source: asked.paper}}}}}\n"
    parent = child("include: [asked.yaml]\n" + plan)
    found = page(run(load(child("include: [asked.yaml]\n", of=parent, name="grandchild.yaml")), draws=0))
    assert found.documents(found.answered[1]) == ["A plan. [1]"]


def test_the_primary_care_strategy_is_asked_the_seven_questions(bedmodel):
    code, out, _ = bedmodel("scrutinise", SCENARIOS / "primary-care-2019.yaml", "--draws", 200, "--format", "json")
    assert code == 0
    found = json.loads(out)["questions"]
    names = [question["name"] for question in found]
    assert names == ["consulted", "voices", "success", "history", "money", "evaluated", "review"]
    assert all(question["documents"] for question in found)


def test_markdown_and_the_same_bytes(child):
    text = QUESTIONS.replace("There was a vote.", "'a|b <script>'") + "levers: {home: {effect: {value: unknown}}}\n"
    results = run(load(child(text)), draws=50)
    assert "<script>" not in markdown(results)
    assert SILENT in markdown(results)
    assert as_json(results) == as_json(run(load(child(text)), draws=50))


def test_a_scenario_without_questions_is_an_error_with_a_cure(bedmodel):
    code, out, err = bedmodel("scrutinise", TOY, "--deterministic")
    assert (code, out) == (3, "")
    assert "S002 scrutiny: there are no questions to answer" in err
    assert "extend a scenario" in err


@pytest.mark.parametrize(
    ("arguments", "code"), [([], 2), (["--format", "csv"], 2), (["--recalibrate"], 2), (["--set", "nonsense=1"], 3)]
)
def test_exit_codes(bedmodel, arguments, code):
    given = [SCENARIOS / "bct.yaml", *arguments] if arguments else []
    found, _, err = bedmodel("scrutinise", *given)
    assert found == code
    assert "Traceback" not in err
