"""`bedmodel rules`: what each code means, why its rule exists, and how to mend what breaks it."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console


class Format(enum.StrEnum):
    """What is printed."""

    table = "table"
    json = "json"
    md = "md"


Code = Annotated[
    str | None, typer.Argument(metavar="CODE", help="A code such as P001, or a letter such as P; all where left out.")
]


def rules(
    code: Code = None,
    format: Annotated[Format, typer.Option("--format", help="What to print.")] = Format.table,
    no_color: options.NoColor = False,
    debug: options.Debug = False,
) -> None:
    """What each code means; for one code why its rule exists, how to mend what breaks it, and an example.

    \b
    Examples:
      bedmodel rules
      bedmodel rules P001
      bedmodel rules D --format md
      bedmodel rules --format json
    """
    from bedmodel.checks.rulebook import GROUPS, chosen, codes_of
    from bedmodel.report import rule_texts

    with options.as_wrong_usage("CODE"):
        codes = [c for letter in GROUPS for c in codes_of(letter)] if code is None else chosen(code)
    whole = code is not None and len(code.strip()) > 1
    options.print_as(
        options.Format(format.value),
        no_color,
        lambda console: _show(codes, console, whole=whole),
        {
            options.Format.json: lambda: rule_texts.as_json(codes),
            options.Format.md: lambda: rule_texts.as_markdown(codes, full=whole),
        },
    )


def _show(codes: Sequence[str], console: Console, *, whole: bool) -> None:
    from bedmodel.report import rule_texts

    if whole:
        rule_texts.explained_on(codes[0], console)
        return
    rule_texts.listed_on(codes, console)
    console.print("bedmodel rules CODE says why a rule exists and how to mend what breaks it.", style="dim")
