"""Every assumption: its value and range, where it comes from, how sure its author is, and what it moves."""

from __future__ import annotations

from bedmodel.analysis.assumption_log import Entry, assumption_log
from bedmodel.analysis.effects import judged_by
from bedmodel.report import assumption_log as log_page
from bedmodel.report import assumption_words as words
from bedmodel.report import log_words as say
from bedmodel.report.answers import Said
from bedmodel.report.cells import Cell, Table
from bedmodel.report.dossier import Section
from bedmodel.report.phrases import WITHOUT_BEDS
from bedmodel.report.sections.given import Given


def assumptions(given: Given) -> Section:
    """All numbers of the scenario, those first that move the answer most."""
    log = assumption_log(given.trials, judged_by(given.trials, list(WITHOUT_BEDS)))
    rows = [
        [
            Cell(entry.account.title),
            Cell(say.value(entry, short=True), words.spread(entry.account.assumption)),
            Cell(words.cited(entry.account), link=_link(entry)),
            Cell(words.quality(entry.account)),
            Cell(words.place(entry.account.assumption)),
            Cell(say.moves(log, entry) or "–"),
        ]
        for entry in log.entries
    ]
    heads = ["Number", "Value and range", "Where it comes from", "How good that is", "Written in", "Moves"]
    table = Table("Numbers, what moves most first", heads, rows, words=frozenset({1, 2, 3, 4, 5}))
    return Section(
        name="assumptions",
        title=f"Every assumption ({len(rows)})",
        lead=log_page.guide(log),
        sentences=[Said(text) for text in log_page.answer(log)],
        tables=[table],
        long=True,
    )


def _link(entry: Entry) -> str:
    """Where the first of its sources can be read."""
    return next((citation.source.url for citation in entry.account.citations if citation.source.url), "") or ""
