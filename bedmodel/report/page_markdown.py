"""An answer's page, and any table, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.report.cells import Cell, Table
from bedmodel.report.page import Listing, Page

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|"})


def escaped(text: str) -> str:
    """Text in which nothing reads as Markdown or HTML, on one line.

    >>> escaped("a|b <script>")
    'a\\\\|b \\\\<script\\\\>'
    """
    return " ".join(text.split()).translate(_SPECIAL)


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
    for entry in listing.entries:
        yield f"- **{escaped(entry.head)}**"
        yield from (f"  - {escaped(line)}" for line in entry.lines)
    yield ""


def table_lines(table: Table, *, bold: bool = False) -> Iterator[str]:
    """A table under its title; `bold` marks its total rows."""
    yield f"## {escaped(table.title)}"
    yield ""
    if table.note:
        yield escaped(table.note)
        yield ""
    yield "| " + " | ".join(escaped(head) for head in table.heads) + " |"
    yield "|---|" + "".join("---|" if at in table.words else "---:|" for at in range(1, len(table.heads)))
    for at, row in enumerate(table.rows):
        cells = [_cell(cell) for cell in row]
        if bold and at in table.total_rows:
            cells[0] = f"**{cells[0]}**"
        yield "| " + " | ".join(cells) + " |"
    yield ""


def _cell(cell: Cell) -> str:
    return escaped(cell.text + (f" ({cell.spread})" if cell.spread else ""))
