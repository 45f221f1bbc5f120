"""Plain cells and tables, which the terminal and Markdown render."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bedmodel.metrics import METRICS, Selector
from bedmodel.units import number, range_numbers, range_written

if TYPE_CHECKING:
    from bedmodel.results import Results

NARROW = 14
"""Characters at which a name or a chance is folded."""
BETWEEN, LEAST_LABEL = 2, 26
"""Columns of the screen between two columns of a table, and for the names in its first."""
LEFT_OUT = "Some years are left out for want of room; a wider terminal or --format csv shows all."


@dataclass(frozen=True)
class Cell:
    """A figure and, where it is uncertain, its P10 to P90."""

    text: str
    spread: str = ""
    address: str = field(default="", compare=False)
    """Which figure of results.json it is, `beds.gap[pool=acute,year=2020/21]`; nothing where it is none."""
    turned: bool = field(default=False, compare=False)
    """Whether it is that figure with its sign turned."""
    option: str = field(default="", compare=False)
    """In which option that figure is, by its name; nothing where there is one alone to be meant."""
    link: str = field(default="", compare=False)
    """Where to read on, an address of the web; nothing where there is none."""
    amount: tuple[float, str] | None = field(default=None, compare=False)
    """The number that the text shows and its unit, where it is one that results.json does not have."""


@dataclass(frozen=True)
class Table:
    """A title, a note, column heads and rows of cells; the first column is text."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    bars: Sequence[tuple[str, Sequence[float]]] = ()
    """Named series to draw as sparklines, all on one scale."""
    total_rows: frozenset[int] = frozenset()
    many_columns: bool = False
    """Whether figures and their spreads should stand on two lines even where there is room for one."""
    words: frozenset[int] = frozenset()
    """Columns besides the first that hold words rather than figures, and are read from the left."""
    lengths: Sequence[float] = ()
    """How long a bar beside each row is, on any scale from 0; for terminals that have room for them."""


def figure(results: Results, selector: Selector, *, sign: bool = False, turn: bool = False) -> Cell:
    """A figure's central value and P10 to P90 as a cell; `turn` shows a saving as what it does to the gap."""
    unit = METRICS[selector.metric].unit
    value, (low, high) = results.value(selector), results.ends(selector)
    if turn:
        value, low, high = -value, -high, -low
    address = str(replace(selector, year=selector.year or results.years[-1]))
    return Cell(
        number(value, unit, sign=sign), range_numbers(value, low, high, unit, sign=sign), address=address, turned=turn
    )


def spread(results: Results, selector: Selector) -> str:
    """The P10 to P90 of a figure in brackets with its unit, or nothing where it does not vary."""
    text = range_written(results.value(selector), *results.ends(selector), METRICS[selector.metric].unit)
    return f" ({text})" if text else ""


def folded(text: str, width: int = NARROW) -> str:
    """A text in lines of a column's width.

    >>> folded("less than 1 in 100")
    'less than 1 in\\n100'
    """
    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=True))


def folded_ids(text: str, width: int, marks: str = ".-") -> str:
    """A text of ids in lines of a column's width, broken between words or behind a mark in one.

    >>> folded_ids("evidence.west-herts, evidence.deflator; low", 17)
    'evidence.west-\\nherts, evidence.\\ndeflator; low'
    >>> folded_ids("finance.measures.provider-efficiency.saving", 24, ".")
    'finance.measures.\\nprovider-efficiency.\\nsaving'
    """
    lines = [""]
    for piece in re.findall(rf"[^\s{re.escape(marks)}]*(?:[{re.escape(marks)}]|\s+|$)", text):
        if lines[-1] and len(lines[-1]) + len(piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
        while len(lines[-1].rstrip()) > width:
            lines[-1:] = [lines[-1][:width], lines[-1][width:]]
    return "\n".join(line.rstrip() for line in lines if line.strip())


def spaced(years: Sequence[str], count: int | None) -> list[str]:
    """As many years as asked for, evenly spaced, the first and the last among them.

    >>> spaced(["a", "b", "c", "d", "e", "f"], 3)
    ['a', 'c', 'f']
    """
    if count is None or len(years) <= count:
        return list(years)
    steps = max(count - 1, 1)
    return [years[(len(years) - 1) * step // steps] for step in range(steps + 1)]


def in_blocks(table: Table, room: int, kept: Sequence[int] = ()) -> list[Table]:
    """A table cut into blocks of columns that fit a terminal, the names first in each, then the columns kept."""
    widths = [_width(table, column) + BETWEEN for column in range(len(table.heads))]
    others = [column for column in range(1, len(table.heads)) if column not in kept]
    first = LEAST_LABEL + sum(widths[column] for column in kept)
    blocks: list[list[int]] = []
    left = 0
    for column in others:
        if not blocks or widths[column] > left:
            blocks.append([])
            left = room - first
        blocks[-1].append(column)
        left -= widths[column]
    return [_with_columns(table, [0, *kept, *block]) for block in blocks]


def _width(table: Table, column: int) -> int:
    """Columns of the screen that a column of the table needs."""
    texts = [table.heads[column], *(text for row in table.rows for text in (row[column].text, row[column].spread))]
    return max(len(line) for text in texts for line in text.split("\n"))


def _with_columns(table: Table, columns: Sequence[int]) -> Table:
    rows = [[row[column] for column in columns] for row in table.rows]
    words = frozenset(place for place, column in enumerate(columns) if column in table.words)
    return replace(table, heads=[table.heads[column] for column in columns], rows=rows, words=words, lengths=())
