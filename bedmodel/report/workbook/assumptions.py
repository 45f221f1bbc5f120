"""The assumptions log: every number that an option rests on, with what it cites and how good that is."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.report import assumption_words as words
from bedmodel.report.dossier import Dossier, Portrait
from bedmodel.report.log_words import NOT_MOVED, NOT_RECORDED
from bedmodel.report.workbook.contents import Content, Number, Text
from bedmodel.report.workbook.sheet import Column, Sheet
from bedmodel.scenario.account import Account, accounts
from bedmodel.scenario.quantity import CALIBRATED, Assumption

NAME = "Assumptions"
HEADS = (
    Column("Option", 16),
    Column("Number", 60),
    Column("Path", 46),
    Column("For (year, age band, month)", 11),
    Column("Value", 12),
    Column("Unit", 12),
    Column("Status", 10),
    Column("Confidence", 11),
    Column("Spread", 40),
    Column("Source", 60),
    Column("Place in the source", 40),
    Column("Worked out", 70),
    Column("Link to the first source", 60),
    Column("Why", 120),
    Column("What it does", 20),
    Column("Owner", 14),
    Column("Review by", 11),
    Column("Written in", 26),
)
PRINTED = 9
"""The last column that is printed: the source."""
USED = {**NOT_MOVED, "model": "in the figures"}


def write_assumptions(sheet: Sheet, dossier: Dossier) -> None:
    """Fill the sheet; a number by year, age band or month has a row for each. What nothing uses is left out."""
    sheet.heads(HEADS, kept=2)
    for portrait in dossier.portraits:
        solved = {found.path: found.value for found in portrait.results.solved}
        for account in accounts(portrait.results.scenario).values():
            if account.role != "unused":
                for contents in _rows(portrait, account, solved.get(account.path)):
                    sheet.add(contents)
    sheet.print_to(PRINTED)
    sheet.filtered()


def _rows(portrait: Portrait, account: Account, solved: float | None) -> Iterator[list[Content]]:
    assumption = account.assumption
    links = [citation.source.url for citation in account.citations if citation.source.url]
    rest: list[Content] = [
        Text(assumption.unit or ""),
        assumption.status,
        assumption.confidence or NOT_RECORDED,
        Text(words.spread(assumption)),
        Text(words.citation_words(account.citations) or words.BACKED[assumption.status]),
        Text(assumption.source.at),
        Text(assumption.source.derived),
        Text(links[0], link=links[0]) if links else None,
        Text(assumption.rationale),
        USED[account.role],
        Text(assumption.owner or NOT_RECORDED),
        str(assumption.review_by) if assumption.review_by else None,
        Text(words.place_words(assumption.place, portrait.results.scenario.file)),
    ]
    for label, value in _values(assumption, solved):
        number = Number(value, assumption.unit or "", stated=True)
        yield [portrait.name, Text(account.title), Text(account.path), label, number, *rest]


def _values(assumption: Assumption, solved: float | None) -> list[tuple[str | None, float | None]]:
    """The numbers, each with what it is for; no number where it is unknown."""
    if assumption.values is not None:
        return list(assumption.values.items())
    if assumption.value == CALIBRATED:
        return [(None, solved)]
    return [(None, assumption.value if isinstance(assumption.value, float) else None)]
