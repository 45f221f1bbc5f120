"""Sections of the dossier as sheets: sentences and tables below one another, figures as numbers with P10 and P90."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bedmodel.field_texts import one_line
from bedmodel.report.answers import Said
from bedmodel.report.cells import Cell, Table
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.workbook.contents import Content, Number, Text
from bedmodel.report.workbook.figures import Figures
from bedmodel.report.workbook.sheet import Column, Sheet
from bedmodel.results import Row
from bedmodel.units import MINUS

WIDTHS = (16, 70, *(16,) * 14)
"""Of the option, of sentences and of what tables name, and of their figures."""
SIGNS = ("+", MINUS)
TURNED = {"p10": "p90", "p90": "p10"}
"""Which end a figure with its sign turned has in place of another."""


class SectionSheet:
    """A sheet of sections, whose first column says which option a row is about."""

    def __init__(self, sheet: Sheet, head: str) -> None:
        self.sheet = sheet
        sheet.heads([Column("Option", WIDTHS[0]), Column(head, WIDTHS[1])], kept=1)
        sheet.widths(WIDTHS)

    def write(self, option: str, section: Section, figures: Figures | None = None) -> None:
        """Write a section and its parts; `figures` are those of its option, whose cells become numbers."""
        for cells in _section(section, figures):
            self.sheet.add([option, *cells])

    def rows(self, option: str, rows: Sequence[Sequence[Content]]) -> None:
        """Write rows of an option, and an empty one below."""
        for cells in rows:
            self.sheet.add([option, *cells])
        self.sheet.add([option])


def _section(section: Section, figures: Figures | None) -> Iterator[Sequence[Content]]:
    yield [Text(section.title, heading=True)]
    yield from ([Text(text, soft=True)] for text in (section.lead,) if text)
    yield from ([Text(_cited(said))] for said in section.sentences)
    for listing in section.listings:
        yield [Text(listing.title, bold=True)]
        for entry in listing.entries:
            yield [Text(entry.head)]
            yield from ([Text(f"– {line}")] for line in entry.lines)
    for picture in section.pictures:
        yield from _picture(picture, figures)
    for table in section.tables:
        yield from _table(table, figures)
    yield from ([Text(note, soft=True)] for note in section.notes)
    yield []
    for part in section.parts:
        yield from _section(part, figures)


def _cited(said: Said) -> str:
    """A sentence and the names of what it cites, which the sheet Sources explains."""
    source = said.source
    if source is None or not source.ref:
        return said.text
    return f"{said.text} [{', '.join(source.ref)}{f': {source.at}' if source.at else ''}]"


def _picture(picture: Picture, figures: Figures | None) -> Iterator[Sequence[Content]]:
    """What stands in for a picture: what it says, and the numbers that it draws."""
    yield [Text(picture.title, bold=True)]
    yield from ([Text(text, soft=True)] for text in (picture.says, picture.caption) if text)
    yield from _rows(picture.table, figures)
    yield []


def _table(table: Table, figures: Figures | None) -> Iterator[Sequence[Content]]:
    yield [Text(table.title, bold=True)]
    yield from _rows(table, figures)
    yield from ([Text(table.note, soft=True)] for _ in range(bool(table.note)))
    yield []


def _rows(table: Table, figures: Figures | None) -> Iterator[Sequence[Content]]:
    """A table's heads and rows; beside a column of figures stand their P10 and P90, beside words what is below them."""
    beside = [_beside(table, column, figures) for column in range(len(table.heads))]
    heads: list[Content] = []
    for head, ends in zip(table.heads, beside, strict=True):
        heads += [Text(one_line(f"{head} {end}"), bold=True) for end in ("", *ends)]
    yield heads
    for number, row in enumerate(table.rows):
        cells: list[Content] = []
        for cell, ends in zip(row, beside, strict=True):
            cells += _cells(cell, ends, figures, number in table.total_rows)
        yield cells


def _beside(table: Table, column: int, figures: Figures | None) -> tuple[str, ...]:
    """The heads of what stands beside a column."""
    cells = [row[column] for row in table.rows]
    found = [figure for cell in cells if (figure := _figure(cell, figures))]
    if any(row.p10 is not None for row, _ in found):
        return ("P10", "P90")
    return ("range",) if any(cell.spread for cell in cells) else ()


def _figure(cell: Cell, figures: Figures | None) -> tuple[Row, str] | None:
    return figures.at(cell.address) if figures is not None and cell.address else None


def _cells(cell: Cell, ends: tuple[str, ...], figures: Figures | None, bold: bool) -> list[Content]:
    """A cell and what stands beside it: numbers where results.json has the figure, else the words."""
    figure, signed = _figure(cell, figures), cell.text[:1] in SIGNS or cell.turned
    if figure is not None:
        row, statistic = figure
        return [_number(row, name, cell.turned, signed) for name in (statistic, *map(str.lower, ends))]
    shown: Content = Text(one_line(cell.text), link=cell.link, bold=bold)
    if cell.amount is not None:
        value, unit = cell.amount
        shown = Number(value, unit, sign=signed)
    return [shown, *([Text(one_line(cell.spread)), *[None] * (len(ends) - 1)] if ends else [])]


def _number(row: Row, statistic: str, turned: bool, signed: bool) -> Number:
    name = TURNED.get(statistic, statistic) if turned else statistic
    value: float | None = getattr(row, name)
    return Number(None if value is None else -value if turned else value, row.unit, sign=signed)
