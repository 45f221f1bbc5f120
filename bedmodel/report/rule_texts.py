"""The rulebook for people and programs: a table of its rules, the full text of some, and JSON of either."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from bedmodel.checks.rulebook import GROUPS, RULEBOOK
from bedmodel.problems import CODES
from bedmodel.report.tabular import json_text

if TYPE_CHECKING:
    from rich.console import Console

INDENT = "    "


def listed_on(codes: Sequence[str], console: Console) -> None:
    """Print a line for each code with its meaning, under the names of the groups."""
    from rich.table import Table
    from rich.text import Text

    for letter, members in _groups(codes):
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True)
        grid.add_column()
        for code in members:
            grid.add_row(code, Text(CODES[code]))
        console.print(Text(f"{letter}  {GROUPS[letter]}", style="bold"))
        console.print(grid)
        console.print()


def explained_on(code: str, console: Console) -> None:
    """Print the full text of one rule: its meaning, why it exists, how to mend what breaks it, and an example."""
    from rich.text import Text

    entry = RULEBOOK[code]
    console.print(Text(f"{code}  {CODES[code]}", style="bold"))
    for text in (entry.why, entry.mend):
        console.print()
        console.print(Text(text))
    for head, example in (("Before", entry.before), ("After", entry.after)):
        console.print()
        console.print(Text(f"{head}:", style="bold"))
        console.file.write(textwrap.indent(example, INDENT) + "\n")


def as_markdown(codes: Sequence[str], *, full: bool) -> str:
    """A Markdown table of codes under the names of their groups; or the full text of each."""
    return "\n".join(_explained(codes) if full else _listed(codes)) + "\n"


def as_json(codes: Sequence[str]) -> str:
    """`{"bedmodel": 1, "rules": {"count": n}, "rows": […]}` with the full text of each code."""
    rows = [
        {
            "code": code,
            "group": GROUPS[code[0]],
            "meaning": CODES[code],
            "why": RULEBOOK[code].why,
            "mend": RULEBOOK[code].mend,
            "before": RULEBOOK[code].before,
            "after": RULEBOOK[code].after,
        }
        for code in codes
    ]
    return json_text("rules", {"count": len(rows)}, rows)


def _groups(codes: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    for letter, members in groupby(codes, key=lambda code: code[0]):
        yield letter, list(members)


def _listed(codes: Sequence[str]) -> Iterator[str]:
    yield "# Rules"
    for letter, members in _groups(codes):
        yield from ("", f"## {letter}: {GROUPS[letter]}", "", "| code | meaning |", "|---|---|")
        yield from (f"| {code} | {CODES[code]} |" for code in members)


def _explained(codes: Sequence[str]) -> Iterator[str]:
    for number, code in enumerate(codes):
        entry = RULEBOOK[code]
        yield from ([""] if number else [])
        yield from (f"# {code}: {CODES[code]}", "", entry.why, "", entry.mend)
        for head, example in (("Before", entry.before), ("After", entry.after)):
            yield from ("", f"{head}:", "", textwrap.indent(example, INDENT))
