"""Lines that fit the terminal: commands that can still be pasted, and problems, which to programs are a line each."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from typing import Any

from typer.core import TyperCommand, TyperGroup

from bedmodel.cli.plain_signs import plain

FURTHER = 4
"""Columns by which what does not fit on a line stands further in on the next."""
_PIECE = re.compile(r"""(?:[^\s'"]|'[^']*'|"[^"]*")+""")
_COMMENT = re.compile(r"  +# ")
_EXAMPLE = re.compile(r"^ +bedmodel ")


def typed(line: str, width: int) -> list[str]:
    """A command in as many lines as the width asks for, each but the last ending in a backslash.

    What belongs to an option stays beside it; quotes stay whole.

    >>> typed("bedmodel run a.yaml --draws 500", 22)
    ['bedmodel run a.yaml \\\\', '  --draws 500']
    """
    if len(line) <= width or _COMMENT.search(line):
        return [line]
    pieces: list[str] = []
    for word in _PIECE.findall(line):
        last = pieces[-1] if pieces else ""
        if (last.startswith("--") or last == ">") and " " not in last and not word.startswith("--"):
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    lines = pieces[:1]
    for piece in pieces[1:]:
        if len(lines[-1]) + 1 + len(piece) <= width - len(" \\"):
            lines[-1] += f" {piece}"
        else:
            lines.append(f"  {piece}")
    return [f"{line} \\" for line in lines[:-1]] + lines[-1:]


def folded(text: str, width: int) -> str:
    """Lines of which none is wider than the terminal, broken between words; what is broken off stands further in.

    >>> print(folded("a.yaml:1:1 P001: a bare number has no source", 24))
    a.yaml:1:1 P001: a bare
        number has no source
    """
    found: list[str] = []
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()))
        broken = textwrap.wrap(
            line.strip(),
            width,
            initial_indent=indent,
            subsequent_indent=indent + " " * FURTHER,
            break_long_words=False,
            break_on_hyphens=False,
        )
        found += broken if len(line) > width else [line]
    return "\n".join(found)


class Fitting:
    """What a command or the program has in whose help every line fits the terminal and can be shown by it."""

    def get_help(self, ctx: Any) -> str:
        """The help as it is printed."""
        width = max(50, min(shutil.get_terminal_size().columns, 80))
        text = super().get_help(ctx)  # type: ignore[misc]
        if not (getattr(sys.stdout, "encoding", None) or "utf-8").lower().startswith("utf"):
            text = plain(text)
        found: list[str] = []
        for line in text.split("\n"):
            indent = " " * (len(line) - len(line.lstrip()))
            if _EXAMPLE.match(line):
                found += [indent + part for part in typed(line.strip(), width - len(indent))]
            else:
                found.append(folded(line, width))
        return "\n".join(found)


class Command(Fitting, TyperCommand):
    """A command."""


class Program(Fitting, TyperGroup):
    """The program: a group of commands."""
