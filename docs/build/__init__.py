"""Makes the pages of docs/ that follow from the program: `make docs` writes them, tests/test_docs.py compares them.

A page is a function that returns its text; nothing of it is written by hand, so that it cannot say what is not so.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent


def made_from(what: str) -> str:
    """The first line of a page that is made: where a change belongs."""
    return f"<!-- Made by `make docs` from {what}. Change it there. -->"


def pages() -> dict[str, Callable[[], str]]:
    """What makes each page, by its path in docs/; in order."""
    from docs.build import commands, formats, formulas, guide, pictures, screen

    return {
        "commands.md": commands.page,
        "format.md": formats.page,
        "formulas.md": formulas.page,
        "guide.md": guide.page,
        "pictures/terminal.svg": screen.picture,
        **{f"pictures/{name}.svg": draw for name, draw in pictures.PICTURES.items()},
    }
