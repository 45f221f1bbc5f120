"""A committee's questions: one answer for the page and for `bedmodel scrutinise`, citations and tables included."""

from bedmodel.report import scrutiny
from bedmodel.report.sections.questions import questions
from tests_support import SCENARIOS, TOY

QUESTIONS = """
sources: {paper: {title: A paper, publisher: A council, kind: minutes}}
scrutiny:
  title: Two questions
  source: {ref: paper, at: page 1}
  questions:
    who:
      question: Who was asked?
      documents: {vote: {text: There was a vote., source: {ref: paper, at: line 3}}}
    next:
      question: What comes next?
      shows: [review]
"""


def test_a_scenario_without_questions_has_no_section(given):
    assert questions(given(TOY)) is None


def test_documents_come_first_with_where_they_say_it_and_silence_is_said(given, child):
    section = questions(given(child(QUESTIONS)))
    assert (section.sentences[0].text, section.sentences[0].source.at) == ("Two questions", "page 1")
    who, after = section.parts
    assert who.title == "1. Who was asked?"
    assert [(one.text, one.source.at) for one in who.sentences] == [("There was a vote.", "line 3")]
    assert who.parts == []
    assert [one.text for one in after.sentences] == ["The documents do not say."]
    (figures,) = after.parts
    assert figures.title == "2. In the figures"
    assert [table.title for table in figures.tables] == [
        "To set against each year's returns: Medical ward",
        "To set against each year's returns: Surgical ward",
        "To set against each year's accounts",
    ]
    assert figures.tables[0].rows[0][1].address == "beds.available[pool=medical,year=2020/21]"


def test_the_page_says_what_scrutinise_says(given):
    one = given(SCENARIOS / "bct.yaml", draws=60)
    section, page = questions(one), scrutiny.page(one.results)
    assert len(section.parts) == 7
    for part, answered in zip(section.parts, page.answered, strict=True):
        assert part.title.endswith(answered.question)
        assert tuple(part.sentences) == answered.documents or not answered.documents
        model = part.parts[0] if part.parts else None
        assert (tuple(model.sentences) if model else ()) == answered.model
        assert (tuple(model.tables) if model else ()) == answered.tables


def test_what_the_model_says_from_documents_keeps_its_citations(given):
    section = questions(given(SCENARIOS / "evidence-led.yaml"))
    cited = [one for part in section.parts for inner in part.parts for one in inner.sentences if one.source]
    assert any(one.source.ref == ("evidence.falls",) for one in cited)
