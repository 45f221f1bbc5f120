"""A sheet: cells written so that text stays text and numbers keep every digit, heads that stay in sight, A4 pages."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from bedmodel.report.links import web_address
from bedmodel.report.tabular import FORMULA as MAY_BE_A_FORMULA
from bedmodel.report.workbook.contents import Content, Formula, Number, Text
from bedmodel.report.workbook.formats import (
    BAD,
    EXPORTED,
    GOOD,
    HEAD,
    LINK,
    RULE,
    Formats,
    number_format,
    stated_format,
)
from bedmodel.report.workbook.texts import clean
from bedmodel.units import plain_number

A4, MOST_LINKS, LONGEST_LINK = 9, 65_000, 2_000
LINE, HIGHEST, MOST_LINES = 15.0, 400.0, 27
"""Points that a line takes, and how high a row can be."""
BOLD = 1.2
"""How much wider than others bold letters are."""
TOLERANCE = 1e-6
"""Beyond what a formula's difference from the engine's figure is shown as one; rounding stays far below."""


class Exact(float):
    """A number that is written with as many digits as it takes to read the very same number back.

    >>> f"{Exact(0.1 + 0.2):.16G}", f"{Exact(1940.0):.16G}"
    ('0.30000000000000004', '1940')
    """

    def __format__(self, form: str) -> str:
        return repr(plain_number(float(self)))


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its head, and how wide it is in characters."""

    head: str
    width: float = 12.0


class Sheet:
    """A sheet that is filled row by row below its heads."""

    def __init__(self, name: str, sheet: Any, formats: Formats) -> None:
        self.name, self.sheet = name, sheet
        self._formats = formats
        self.row = 0
        self._heads: Sequence[Column] = ()
        self._widths: Sequence[float] = ()
        self._links = 0
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&8bedmodel&C&8&A&R&8&P / &N")

    def heads(self, columns: Sequence[Column], kept: int = 0) -> None:
        """Write the heads in the first row, which stay in sight and are repeated on each page, as do `kept` columns."""
        self._heads = columns
        look = self._formats.of(
            bold=True, text_wrap=True, align="left", indent=1, bg_color=HEAD, bottom=1, bottom_color=RULE
        )
        for column, part in enumerate(columns):
            self.sheet.write_string(0, column, clean(part.head), look)
        self.widths([part.width for part in columns])
        self._make_room(0, [part.head for part in columns], BOLD)
        self.sheet.freeze_panes(1, kept)
        self.sheet.repeat_rows(0)
        self.row = 1

    def widths(self, widths: Sequence[float]) -> None:
        """How wide the columns are, in characters."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def add(self, contents: Sequence[Content]) -> int:
        """Write a row below the last one; which one it is."""
        for column, content in enumerate(contents):
            self.put(self.row, column, content)
        self._make_room(self.row, [*map(_words, contents)])
        self.row += 1
        return self.row - 1

    def _make_room(self, row: int, texts: Sequence[str], wider: float = 1.0) -> None:
        """Make a row high enough for its texts; not every program does so by itself."""
        most = max((_lines(text, width / wider) for text, width in zip(texts, self._widths, strict=False)), default=1)
        if most > 1:
            self.sheet.set_row(row, min(most * LINE, HIGHEST))

    def print_to(self, column: int) -> None:
        """Print the columns up to one of them; those beyond it would make the page too small to read."""
        self.sheet.print_area(0, 0, max(self.row - 1, 0), column)

    def filtered(self) -> None:
        """Let the rows be filtered by every column that has a head."""
        if self._heads and self.row > 1:
            self.sheet.autofilter(0, 0, self.row - 1, len(self._heads) - 1)

    def filtered_by_first(self) -> None:
        """Let the rows be filtered by their option."""
        if self.row > 1:
            self.sheet.autofilter(0, 0, self.row - 1, 0)

    def add_link(self, sheet: str, text: str) -> None:
        """A row with a link to another sheet and a text."""
        self.sheet.write_url(self.row, 0, f"internal:'{sheet}'!A1", self._linked, sheet)
        self.put(self.row, 1, text)
        self._make_room(self.row, [sheet, text])
        self.row += 1

    @property
    def _linked(self) -> Any:
        return self._formats.of(font_color=LINK, underline=1)

    def put(self, row: int, column: int, content: Content) -> None:
        """Write one cell."""
        match content:
            case Number():
                self._number(row, column, content)
            case Formula():
                self._formula(row, column, content)
            case Text():
                self._text(row, column, content)
            case str():
                self._text(row, column, Text(content))

    def _number(self, row: int, column: int, content: Number) -> None:
        value, unit = content.value, content.unit
        if value is None or not math.isfinite(value):
            return
        shape = stated_format(unit, value) if content.stated else number_format(unit, sign=content.sign)
        colour = {"font_color": EXPORTED} if content.exported else {}
        self.sheet.write_number(row, column, Exact(value + 0.0), self._formats.of(num_format=shape, **colour))

    def _formula(self, row: int, column: int, content: Formula) -> None:
        value = content.value
        if isinstance(value, str):
            self.sheet.write_formula(row, column, content.formula, self._formats.of(), clean(value))
            return
        shape = "0.000000" if content.check else number_format(content.unit, sign=content.sign)
        look = self._formats.of(num_format=shape, **({"bold": True} if content.bold else {}))
        there = value is not None and math.isfinite(value)
        self.sheet.write_formula(row, column, content.formula, look, float(value or 0.0) + 0.0 if there else "")

    def checked(self, column: int, first: int, last: int, column_to: int | None = None) -> None:
        """Show which differences in some rows are nought and which are not."""
        for criteria, properties in (("not between", BAD), ("between", GOOD)):
            rule = {"type": "cell", "criteria": criteria, "minimum": -TOLERANCE, "maximum": TOLERANCE}
            rule["format"] = self._formats.of(**properties)
            self.sheet.conditional_format(first, column, last, column if column_to is None else column_to, rule)

    def _text(self, row: int, column: int, content: Text) -> None:
        text, link = clean(content.text), web_address(content.link)
        look: dict[str, Any] = {"text_wrap": True, "align": "left", "indent": 1} if not content.heading else {}
        if content.bold or content.heading:
            look["bold"] = True
        if content.heading:
            look["font_size"] = 13
        if content.soft:
            look["font_color"] = "#505860"
        if text[:1] in MAY_BE_A_FORMULA:
            look["quote_prefix"] = True
        if not text:
            return
        if link and len(quote(link)) <= LONGEST_LINK and self._links < MOST_LINKS:
            self._links += 1
            look |= {"font_color": LINK, "underline": 1}
            self.sheet.write_url(row, column, link, self._formats.of(**look), text)
            return
        self.sheet.write_string(row, column, text, self._formats.of(**look))


def _words(content: Content) -> str:
    """The text of a cell, if it is one."""
    if isinstance(content, Text):
        return "" if content.heading else content.text
    return content if isinstance(content, str) else ""


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width.

    >>> _lines("needed", 10), _lines("needed if nothing changes", 10), _lines("one\\ntwo", 10)
    (1, 3, 2)
    """
    wide = max(int(width), 1)
    return sum(max(len(textwrap.wrap(line[: wide * MOST_LINES], wide)), 1) for line in text.split("\n")[:MOST_LINES])


def cell(row: int, column: int) -> str:
    """A cell's address within its sheet.

    >>> cell(4, 7)
    'H5'
    """
    return str(xl_rowcol_to_cell(row, column))


def down(column: int, first: int, last: int) -> str:
    """The address of a part of a column that stays the same wherever the formula is copied to.

    >>> down(2, 4, 15)
    '$C$5:$C$16'
    """
    letter = xl_col_to_name(column)
    return f"${letter}${first + 1}:${letter}${last + 1}"
