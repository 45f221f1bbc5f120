"""A dossier as Markdown: its sentences and its tables, the numbers of each picture where the picture would be."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import bedmodel
from bedmodel.report.answers import Said
from bedmodel.report.captions import futures
from bedmodel.report.dossier import Dossier, Picture, Portrait, Section
from bedmodel.report.page_markdown import body_lines, entry_lines, escaped, linked, paragraph, table_lines
from bedmodel.report.scrutiny import citation

DEEPEST = 6
"""The lowest head that Markdown has."""
Cite = Callable[[str], str]
"""How a source is cited, by its name: its number in the list of an option; its name where no list has it."""


def dossier_markdown(dossier: Dossier) -> str:
    """Everything that a page would show, as one Markdown text. The same dossier gives the same bytes."""
    return "\n".join(_lines(dossier)).rstrip("\n") + "\n"


def _lines(dossier: Dossier) -> Iterator[str]:
    several = len(dossier.portraits) > 1
    yield from (f"# {escaped(dossier.heading)}", "")
    if not several:
        yield from _summary(dossier.portraits[0])
    yield from ("## The answer", "")
    for portrait in dossier.portraits:
        if several:
            yield from (f"### {escaped(portrait.title)}", "", *_summary(portrait))
        yield from (f"{number}. {paragraph(text)}" for number, text in enumerate(portrait.answer, start=1))
        yield ""
    cite_any = _cite_any(dossier)
    options = dossier.shared("options")
    if options is not None:
        yield from _section(options, 2, cite_any)
    for portrait in dossier.portraits:
        if several:
            yield from (f"## {escaped(portrait.title)}", "")
        yield from _portrait(portrait, 3 if several else 2)
    for section in dossier.together:
        if section.name != "options":
            yield from _section(section, 2, cite_any)
    yield paragraph(_made(dossier))


def _summary(portrait: Portrait) -> list[str]:
    return [paragraph(portrait.summary), ""] if portrait.summary else []


def _made(dossier: Dossier) -> str:
    """By what this was made, from which scenarios and in how many futures."""
    ran = [portrait.results for portrait in dossier.portraits]
    which = ", ".join(f"{one.scenario.content.scenario.id} ({one.scenario.hash[:12]})" for one in ran)
    return f"Made by bedmodel {bedmodel.__version__} from {which}; {futures(ran[0].draws, ran[0].seed)}."


def _cite(portrait: Portrait, before: str = "") -> Cite:
    places = {name: number for number, (name, _) in enumerate(portrait.sources, start=1)}
    return lambda ref: f"{before}{places[ref]}" if ref in places else ref


def _cite_any(dossier: Dossier) -> Cite:
    """How all options together cite: the number in the list of the first that has the source, and whose list it is."""
    several = len(dossier.portraits) > 1

    def cite(ref: str) -> str:
        for portrait in dossier.portraits:
            if any(name == ref for name, _ in portrait.sources):
                return _cite(portrait, f"{portrait.name} " if several else "")(ref)
        return ref

    return cite


def _portrait(portrait: Portrait, level: int) -> Iterator[str]:
    """One option with the list of its sources."""
    cite = _cite(portrait)
    for section in portrait.sections:
        yield from _section(section, level, cite)
    yield from (_head("Sources", level), "")
    if not portrait.sources:
        yield "This scenario cites no source."
    for number, (_, source) in enumerate(portrait.sources, start=1):
        where = f" {linked(source.url, source.url)}" if source.url else ""
        yield f"{number}. {paragraph(citation(source, address=False))}.{where}"
    yield ""


def _section(section: Section, level: int, cite: Cite) -> Iterator[str]:
    yield from (_head(section.title, level), "")
    if section.lead:
        yield from (paragraph(section.lead), "")
    if section.sentences:
        yield from (f"- {_said(sentence, cite)}" for sentence in section.sentences)
        yield ""
    for picture in section.pictures:
        yield from _picture(picture, level + 1)
    for listing in section.listings:
        yield from (_head(listing.title, level + 1), "")
        yield from entry_lines(listing)
    for table in section.tables:
        yield from table_lines(table, bold=True, level=min(level + 1, DEEPEST))
    for part in section.parts:
        yield from _section(part, level + 1, cite)
    if section.notes:
        yield from (f"- {paragraph(note)}" for note in section.notes)
        yield ""


def _head(title: str, level: int) -> str:
    return f"{'#' * min(level, DEEPEST)} {escaped(title)}"


def _said(sentence: Said, cite: Cite) -> str:
    """A sentence and, in brackets, what it cites and where in it."""
    text = paragraph(sentence.text)
    source = sentence.source
    if source is None or not source.ref:
        return text
    where = f": {source.at}" if source.at else ""
    cited = ", ".join(map(cite, source.ref))
    return f"{text} {escaped(f'[{cited}{where}]')}"


def _picture(picture: Picture, level: int) -> Iterator[str]:
    """What stands in for a picture: what it shows in words, and the numbers that would be drawn.

    Its caption is left out: it says what the lines and colours of a drawing are.
    """
    yield from (_head(picture.title, level), "")
    if picture.says:
        yield from (paragraph(picture.says), "")
    yield from body_lines(picture.table, bold=True)
