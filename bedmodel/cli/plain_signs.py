"""Signs for terminals that have none but those of ASCII: put in before a page is laid out, so that it still fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.text import Text

PLAIN = {
    "−": "-",
    "–": "-",
    "·": "-",
    "→": ">",
    "£": "GBP ",
    "•": "-",
    "×": "x",
    "÷": "/",
    "’": "'",
    "“": '"',
    "”": '"',
    "…": "...",
    "±": "+/-",
    "≥": ">=",
    "≤": "<=",
}
"""What stands for a sign that a terminal cannot show."""
_TABLE = str.maketrans(PLAIN)


def plain(text: str) -> str:
    """A text in signs that every terminal has, as far as one stands for another.

    >>> plain("£13m … −281 → 0")
    'GBP 13m ... -281 > 0'
    """
    return text.translate(_TABLE)


def in_plain_signs(shown: Any) -> Any:
    """What rich is to show, with every text in it in plain signs; tables, panels and trees are changed in place.

    >>> from rich.panel import Panel
    >>> in_plain_signs(Panel("£13m")).renderable
    'GBP 13m'
    """
    from rich.columns import Columns
    from rich.console import Group
    from rich.padding import Padding
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text
    from rich.tree import Tree

    if isinstance(shown, str):
        return plain(shown)
    if isinstance(shown, Text):
        return _text(shown)
    if isinstance(shown, Group | Columns):
        shown.renderables[:] = map(in_plain_signs, shown.renderables)
    elif isinstance(shown, Padding):
        shown.renderable = in_plain_signs(shown.renderable)
    elif isinstance(shown, Panel):
        shown.renderable, shown.title = in_plain_signs(shown.renderable), in_plain_signs(shown.title)
    elif isinstance(shown, Table):
        for column in shown.columns:
            column.header = in_plain_signs(column.header)
            column._cells[:] = map(in_plain_signs, column._cells)
    elif isinstance(shown, Tree):
        shown.label = in_plain_signs(shown.label)
        shown.children[:] = map(in_plain_signs, shown.children)
    return shown


def _text(text: Text) -> Text:
    """A text in plain signs whose styles still cover the same words."""
    from rich.text import Span

    found = text.copy()
    found.plain = plain(text.plain)
    found.spans = [
        Span(len(plain(text.plain[: span.start])), len(plain(text.plain[: span.end])), span.style)
        for span in text.spans
    ]
    return found
