"""The data log as a page, as Markdown and as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bedmodel.analysis.data_log import DataLog, Resting
from bedmodel.report import assumption_words as words
from bedmodel.report.cells import Cell, Table, folded_ids
from bedmodel.report.compare_words import listed
from bedmodel.report.log_words import NOT_RECORDED
from bedmodel.report.page import Page
from bedmodel.report.tabular import csv_text, json_text, named
from bedmodel.scenario.inputs import Role

ROLES: dict[Role, str] = {
    "scenario": "the scenario",
    "extended": "extended by it",
    "library": "a library",
    "also": "named besides",
}
PATH = 24
"""Columns of the screen for the name of a file."""
HASH = 12
"""Characters of a fingerprint that a narrow table shows."""


def page(log: DataLog, *, narrow: bool = True) -> Page:
    """The log: documents and data sets, then files."""
    return Page(heading(log), answer(log), _GUIDE, [_sources(log, narrow), _files(log, narrow)], notes(log))


_GUIDE = "Numbers: how many of those that the run rests on cite the source; in brackets all that do."


def heading(log: DataLog) -> str:
    """What this is."""
    return f"Data log: {log.scenario.content.scenario.title}"


def answer(log: DataLog) -> list[str]:
    """How many sources of what kind there are, how many can be looked up, and how many files there are."""
    made = f"The scenario is made of {len(log.files)} file{'s' * (len(log.files) != 1)}."
    return [*_cites(log), made]


def _cites(log: DataLog) -> list[str]:
    """How many sources of what kind there are, and how many can be looked up."""
    count = len(log.sources)
    kinds = Counter(resting.source.kind.replace("-", " ") for resting in log.sources)
    links = sum(bool(resting.source.url) for resting in log.sources)
    accessed = sum(resting.source.accessed is not None for resting in log.sources)
    if not count:
        return ["The scenario cites no document and no data set."]
    if count == 1:
        return [
            f"The scenario cites 1 document or data set ({next(iter(kinds))}).",
            f"It has {'an' if links else 'no'} address; when it was looked up is {'' if accessed else 'not '}recorded.",
        ]
    return [
        f"The scenario cites {count} documents and data sets: {listed([f'{n} {k}' for k, n in kinds.most_common()])}.",
        f"{links} of them {'has' if links == 1 else 'have'} an address; for {accessed or 'none'} it is recorded when "
        f"{'it was' if accessed == 1 else 'they were'} looked up.",
    ]


def notes(log: DataLog) -> list[str]:
    """What is left out."""
    one = log.uncited == 1
    text = f"{log.uncited} source{'' if one else 's'} that nothing cites {'is' if one else 'are'} left out; --all has "
    return [text + ("it." if one else "them.")] if log.uncited else []


def _sources(log: DataLog, narrow: bool) -> Table:
    if narrow:
        rows = [
            [Cell(_cited(r), r.name), Cell(r.source.kind.replace("-", " ")), _count(r), Cell(_accessed(r))]
            for r in log.sources
        ]
        return Table("Documents and data sets", ["Source", "Kind", "Numbers", "Looked up"], rows, words=frozenset({1}))
    rows = [
        [
            *(Cell(text) for text in (r.name, r.source.title, r.source.publisher, r.source.published or NOT_RECORDED)),
            *(Cell(text) for text in (r.source.kind, r.source.url, _accessed(r), r.source.note)),
            _count(r),
            Cell("; ".join(r.numbers)),
        ]
        for r in log.sources
    ]
    heads = ["Name", "Title", "Publisher", "Published", "Kind", "Address", "Looked up", "Note", "Numbers", "Which"]
    return Table("Documents and data sets", heads, rows, words=frozenset({1, 2, 3, 4, 5, 6, 7, 9}))


def _cited(resting: Resting) -> str:
    return words.source_words(resting.source)


def _accessed(resting: Resting) -> str:
    return str(resting.source.accessed or NOT_RECORDED)


def _count(resting: Resting) -> Cell:
    return Cell(str(resting.of_the_run), f"of {len(resting.numbers)}" * (len(resting.numbers) != resting.of_the_run))


def _files(log: DataLog, narrow: bool) -> Table:
    rows = []
    for file in log.files:
        name, sha = words.file_name(file.file, log.scenario.file), file.sha256
        short = name.rsplit("/", 1)[-1]
        rows.append(
            [
                Cell(folded_ids(short, PATH, ".") if narrow else name),
                Cell(ROLES[file.role]),
                Cell(sha[:HASH] if narrow else sha),
            ]
        )
    head = "SHA-256, begins" if narrow else "SHA-256"
    return Table("Files", ["File", "What it is", head], rows, words=frozenset({1, 2}))


def rows(log: DataLog) -> Iterator[dict[str, Any]]:
    """One row for each source, then one for each file."""
    for resting in log.sources:
        source = resting.source
        yield _row(
            "source",
            name=resting.name,
            title=source.title,
            publisher=source.publisher,
            published=source.published or None,
            kind_of_source=source.kind,
            url=source.url or None,
            accessed=str(source.accessed) if source.accessed else None,
            note=source.note or None,
            numbers=len(resting.numbers),
            numbers_of_the_run=resting.of_the_run,
            statements=resting.statements,
            paths="; ".join(resting.numbers) or None,
        )
    for file in log.files:
        yield _row(
            "file", name=words.file_name(file.file, log.scenario.file), title=ROLES[file.role], sha256=file.sha256
        )


_COLUMNS = (
    *("kind", "name", "title", "publisher", "published", "kind_of_source", "url", "accessed", "note"),
    *("numbers", "numbers_of_the_run", "statements", "paths", "sha256"),
)


def _row(kind: str, **given: Any) -> dict[str, Any]:
    return {**dict.fromkeys(_COLUMNS), "kind": kind, **given}


def as_csv(log: DataLog) -> str:
    """The rows as CSV."""
    return csv_text(rows(log))


def as_json(log: DataLog) -> str:
    """`{"bedmodel": 1, "data_log": {…}, "rows": […]}`, one row a line."""
    head = {**named(log.scenario), "answer": answer(log)}
    return json_text("data_log", head, rows(log))
