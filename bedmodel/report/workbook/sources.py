"""The sheet of sources: every document and data set that an option cites, with its address."""

from __future__ import annotations

from bedmodel.report.assumption_words import KINDS
from bedmodel.report.dossier import Dossier
from bedmodel.report.workbook.contents import Text
from bedmodel.report.workbook.sheet import Column, Sheet
from bedmodel.scenario.schema import Source

NAME = "Sources"
HEADS = (
    Column("Name", 22),
    Column("Title", 50),
    Column("Publisher", 28),
    Column("Published", 11),
    Column("Kind", 18),
    Column("Looked up", 11),
    Column("Address", 50),
    Column("Note", 40),
    Column("Cited by", 30),
)


def write_sources(sheet: Sheet, dossier: Dossier) -> None:
    """Fill the sheet; a source that several options cite alike stands there once."""
    sheet.heads(HEADS, kept=1)
    found: list[tuple[str, Source, list[str]]] = []
    for portrait in dossier.portraits:
        for name, source in portrait.sources:
            citing = next((options for n, s, options in found if n == name and s == source), None)
            if citing is None:
                found.append((name, source, [portrait.name]))
            else:
                citing.append(portrait.name)
    for name, source, options in found:
        texts = (name, source.title, source.publisher, source.published, KINDS[source.kind])
        looked_up = str(source.accessed) if source.accessed else ""
        address = Text(source.url, link=source.url)
        sheet.add([*map(Text, texts), looked_up, address, Text(source.note), Text(", ".join(options))])
    sheet.filtered()
