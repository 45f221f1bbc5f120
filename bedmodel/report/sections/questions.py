"""A scrutiny committee's questions: what the documents say to each, and what the model says."""

from __future__ import annotations

from bedmodel.report import scrutiny
from bedmodel.report.answers import Said
from bedmodel.report.dossier import Section
from bedmodel.report.page import Entry, Listing
from bedmodel.report.sections.given import Given


def questions(given: Given) -> Section | None:
    """Each question as a part of its own; None where the scenario has no questions."""
    asked = given.results.scenario.content.scrutiny
    if asked is None:
        return None
    answered = scrutiny.page(given.results).answered
    return Section(
        name="questions",
        title="Questions to ask",
        lead="What the documents say comes first, with where they say it; then what the figures say.",
        sentences=[Said(asked.title, asked.source)],
        parts=[_part(number, one) for number, one in enumerate(answered, start=1)],
    )


def _part(number: int, answered: scrutiny.Answered) -> Section:
    silent = not answered.documents
    model = [Entry(said.text) for said in answered.model]
    return Section(
        name=f"question-{number}",
        title=f"{number}. {answered.question}",
        lead=scrutiny.SILENT if silent else "",
        sentences=answered.documents,
        listings=[Listing("In the figures", model)] if model else [],
        tables=answered.tables,
    )
