"""A scrutiny committee's questions: what the documents say to each, and what the model says."""

from __future__ import annotations

from bedmodel.report import scrutiny
from bedmodel.report.answers import Said
from bedmodel.report.dossier import Section
from bedmodel.report.sections.given import Given

LEAD = (
    "What the documents say comes first, with where they say it. Then comes what the figures say. Where the documents "
    "are silent, that is said too."
)


def questions(given: Given) -> Section | None:
    """Each question as a part of its own; None where the scenario has no questions."""
    asked = given.results.scenario.content.scrutiny
    if asked is None:
        return None
    answered = scrutiny.page(given.results).answered
    return Section(
        name="questions",
        title="Questions to ask",
        lead=LEAD,
        sentences=[Said(asked.title, asked.source)],
        parts=[_part(number, one) for number, one in enumerate(answered, start=1)],
    )


def _part(number: int, answered: scrutiny.Answered) -> Section:
    """One question: what the documents say, and in a part within it what the model says."""
    model = Section(f"figures-{number}", f"{number}. In the figures", sentences=answered.model, tables=answered.tables)
    return Section(
        name=f"question-{number}",
        title=f"{number}. {answered.question}",
        sentences=answered.documents or [Said(scrutiny.SILENT)],
        parts=[model] if answered.model or answered.tables else [],
    )
