"""An answer's page, and any table, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bedmodel.problems import in_a_line
from bedmodel.report.cells import Cell, Table
from bedmodel.report.links import web_address
from bedmodel.report.page import Listing, Page

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|&~"})
_BEGINS = re.compile(r"^(\d*)([-+=.)])")
_IN_LINKS = {sign: f"%{ord(sign):02X}" for sign in '|<>\\"`'}
"""Signs that end a link or a cell of a table, as an address may have them."""


def escaped(text: str) -> str:
    """Text in which nothing reads as Markdown or HTML, on one line.

    >>> escaped("a|b <script>")
    'a\\\\|b \\\\<script\\\\>'
    """
    return in_a_line(" ".join(text.split())).translate(_SPECIAL)


def paragraph(text: str) -> str:
    """Text that begins a line and is no heading, list or rule for that.

    >>> paragraph("1. First"), paragraph("- a"), paragraph("=1+1"), paragraph("As it is")
    ('1\\\\. First', '\\\\- a', '\\\\=1+1', 'As it is')
    """
    return _BEGINS.sub(r"\1\\\2", escaped(text))


def page_markdown(page: Page) -> str:
    """An answer as one Markdown text."""
    return "\n".join(_page(page)) + "\n"


def _page(page: Page) -> Iterator[str]:
    yield f"# {escaped(page.heading)}"
    yield ""
    yield from (f"- {escaped(text)}" for text in page.answer)
    yield ""
    if page.guide:
        yield f"*{escaped(page.guide)}*"
        yield ""
    for listing in page.listings:
        yield from _listing_lines(listing)
    for table in page.tables:
        yield from table_lines(table, bold=True)
    yield from (f"- {escaped(text)}" for text in page.notes)


def _listing_lines(listing: Listing) -> Iterator[str]:
    yield f"## {escaped(listing.title)}"
    yield ""
    yield from entry_lines(listing)


def entry_lines(listing: Listing) -> Iterator[str]:
    """What is listed, without its title: each thing in bold, what more there is to say below it."""
    for entry in listing.entries:
        yield f"- **{escaped(entry.head)}**"
        yield from (f"  - {escaped(line)}" for line in entry.lines)
    yield ""


def table_lines(table: Table, *, bold: bool = False, level: int = 2) -> Iterator[str]:
    """A table under its title, a head of that level; `bold` marks its total rows."""
    yield f"{'#' * level} {escaped(table.title)}"
    yield ""
    yield from body_lines(table, bold=bold)


def body_lines(table: Table, *, bold: bool = False) -> Iterator[str]:
    """A table with its note, without its title; `bold` marks its total rows."""
    if table.note:
        yield paragraph(table.note)
        yield ""
    yield "| " + " | ".join(escaped(head) for head in table.heads) + " |"
    yield "|---|" + "".join("---|" if at in table.words else "---:|" for at in range(1, len(table.heads)))
    for at, row in enumerate(table.rows):
        cells = [_cell(cell) for cell in row]
        if bold and at in table.total_rows:
            cells[0] = f"**{cells[0]}**"
        yield "| " + " | ".join(cells) + " |"
    yield ""


def linked(text: str, address: str | None) -> str:
    """A text with a link, where the address is one of the web.

    >>> linked("a page", "https://www.nhs.uk/a|b"), linked("a page", "javascript:alert(1)")
    ('[a page](<https://www.nhs.uk/a%7Cb>)', 'a page')
    """
    known = web_address(address)
    if not known:
        return escaped(text)
    return f"[{escaped(text)}](<{''.join(_IN_LINKS.get(sign, sign) for sign in known)}>)"


def _cell(cell: Cell) -> str:
    return linked(cell.text, cell.link) + (f" {escaped(f'({cell.spread})')}" if cell.spread else "")
