"""An answer as plain words and tables, which the terminal and Markdown render alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bedmodel.report.cells import Table


@dataclass(frozen=True)
class Entry:
    """One thing of a list: what it is, in a line, and what more there is to say of it."""

    head: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Listing:
    """A list of things that need words rather than columns."""

    title: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Page:
    """What a question gave: the answer in sentences first, then the tables it rests on."""

    heading: str
    answer: Sequence[str]
    """Each a sentence or two that can be read alone."""
    guide: str = ""
    """How to read the figures."""
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()
    """What else must be known: what is left out, what was assumed, how exact it is."""
    listings: Sequence[Listing] = ()
    """What needs words rather than columns; shown before the tables."""
