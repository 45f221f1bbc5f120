"""docs/commands.md: what each command does, takes and gives, from the functions that the program calls for them."""

from __future__ import annotations

import enum
import inspect
import re
import types
import typing
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from typer.models import ArgumentInfo, OptionInfo

from bedmodel.cli.lines import typed
from bedmodel.cli.main import app
from docs.build import made_from

WIDTH = 96
"""Columns of the examples."""
SHARED = 3
"""Commands from which on an option is described once, at the end, for all that take it."""
_VALUES = {int: "NUMBER", float: "NUMBER", Path: "PATH", str: "TEXT"}


class Taken(typing.NamedTuple):
    """An argument or option."""

    name: str
    takes: str
    """What stands after it."""
    help: str
    default: str
    option: bool


def page() -> str:
    """Every command."""
    commands = {
        command.name or "": inspect.unwrap(command.callback) for command in app.registered_commands if command.callback
    }
    taken = {name: list(_taken(function)) for name, function in commands.items()}
    shared = _shared(taken)
    lines = [
        "# Commands",
        "",
        made_from("the program's own help"),
        "",
        "`bedmodel COMMAND --help` says the same in the terminal. The [guide](guide.md) says what people do with them.",
        "",
        *_overview(commands),
        "",
        *_exit_codes(),
    ]
    for name, function in commands.items():
        lines += ["", *_command(name, function, taken[name], shared)]
    lines += ["", "## Options that most commands have", "", "| option | what it does |", "|---|---|"]
    lines += [_row(option) for option in shared.values()]
    return "\n".join(lines) + "\n"


def _overview(commands: dict[str, Callable[..., Any]]) -> Iterator[str]:
    yield from ("| command | what it is for |", "|---|---|")
    for name, function in commands.items():
        yield f"| [`{name}`](#bedmodel-{name}) | {_cell(_paragraphs(function)[0])} |"


def _exit_codes() -> Iterator[str]:
    said = inspect.getdoc(app.registered_callback.callback) if app.registered_callback else ""
    text = " ".join((said or "").partition("Exit codes:")[2].split())
    yield from ("## Exit codes", "", "| code | meaning |", "|---|---|")
    for code, meaning in re.findall(r"(\d+) ([^·\d]+)", text):
        yield f"| {code} | {meaning.strip()} |"


def _command(name: str, function: Callable[..., Any], taken: list[Taken], shared: dict[str, Taken]) -> Iterator[str]:
    yield f"## bedmodel {name}"
    arguments = [one for one in taken if not one.option]
    yield from ("", "    " + " ".join(["bedmodel", name, *(one.name for one in arguments), "[OPTIONS]"]))
    for paragraph in _paragraphs(function):
        yield from ("", paragraph)
    yield from ("", *(f"    {part}" for line in examples(function) for part in typed(line, WIDTH)), "")
    own = [one for one in taken if shared.get(one.name) != one]
    if own:
        yield from ("| | what it is |", "|---|---|")
        yield from map(_row, own)
        yield ""
    also = [f"`{one.name}`" for one in taken if shared.get(one.name) == one]
    if also:
        yield f"Also {', '.join(also)}: see [below](#options-that-most-commands-have)."


def _row(one: Taken) -> str:
    written = one.name + (f" {one.takes}" if one.takes and one.option else "")
    default = f" Where left out: `{one.default}`." if one.default else ""
    return f"| `{_bars(written)}` | {_cell(one.help)}{_cell(default)} |"


def _bars(text: str) -> str:
    return text.replace("|", "\\|")


def _cell(text: str) -> str:
    return _bars(text).replace("<", "&lt;")


def _shared(taken: dict[str, list[Taken]]) -> dict[str, Taken]:
    """Options that several commands describe in the same words."""
    counts = Counter(one for options in taken.values() for one in options if one.option)
    return {one.name: one for one, count in counts.items() if count >= SHARED}


def _paragraphs(function: Callable[..., Any]) -> list[str]:
    """The help without its examples."""
    text = (inspect.getdoc(function) or "").partition("Examples:")[0].replace("\b", "")
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def examples(function: Callable[..., Any]) -> list[str]:
    """The example lines of a command's help."""
    text = (inspect.getdoc(function) or "").partition("Examples:")[2]
    return [line.strip() for line in text.splitlines() if line.strip()]


def _taken(function: Callable[..., Any]) -> Iterator[Taken]:
    """The arguments and options of a command, in the order in which it names them."""
    hints = typing.get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind, *marks = get_args(hints[name])
        info = next(mark for mark in marks if isinstance(mark, ArgumentInfo | OptionInfo))
        option = isinstance(info, OptionInfo)
        # What typer calls the default is, in an annotation, the first name.
        said = (info.default, *(info.param_decls or ()))
        names = [text for text in said if isinstance(text, str) and text.startswith("-")]
        names = names or [f"--{name.replace('_', '-')}"]
        takes = "" if kind is bool else info.metavar or _values(kind)
        required = parameter.default is inspect.Parameter.empty
        yield Taken(
            ", ".join(sorted(names, key=len, reverse=True)) if option else info.metavar or name.upper(),
            takes,
            (info.help or "") + (" Required." if option and required else ""),
            "" if required else _default(parameter.default),
            option,
        )


def _values(kind: Any) -> str:
    """What may stand after an option."""
    inside = [part for part in get_args(kind) if part is not type(None)]
    if get_origin(kind) in (Union, types.UnionType, list):
        return _values(inside[0])
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return "|".join(str(one.value) for one in kind)
    return _VALUES.get(kind, "DATE")


def _default(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    return str(value.value if isinstance(value, enum.Enum) else value)
