"""`bedmodel new`: a folder to begin with, whose scenarios run and whose checks hold."""

from __future__ import annotations

import enum
import shlex
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from bedmodel.cli import options


class Example(enum.StrEnum):
    """An example to begin with."""

    toy = "toy"
    bct = "bct"


FIRST = {Example.toy: "scenarios/anytown.yaml", Example.bct: "scenarios/bct.yaml"}
"""The scenario of each that one runs first."""
SECOND = {Example.toy: "scenarios/slower.yaml", Example.bct: "scenarios/our-alternative.yaml"}
"""The alternative to it."""
HERE = "DIR"
NOT_COUNTED = (".git",)
"""What may be in a folder that counts as empty."""

Folder = Annotated[Path, typer.Argument(metavar=HERE, help="The folder to make; an empty one will do, too.")]
Chosen = Annotated[Example, typer.Option("--example", help="An invented place, or the first case with an alternative.")]
Force = Annotated[bool, typer.Option("--force", help="Write over files of these names in a folder that is not empty.")]


def new(
    folder: Folder,
    example: Chosen = Example.toy,
    force: Force = False,
    debug: options.Debug = False,
) -> None:
    """A folder to begin with: scenarios that run, and a workflow and a hook that check them.

    `toy` is an invented place whose comments say what each part is; `bct` is the first case and the files it rests on,
    with an alternative to write over. Nothing is ever overwritten without --force.

    Exit codes: 0 done, 2 a folder that is not empty or cannot be written to.

    \b
    Examples:
      bedmodel new anytown
      bedmodel new my-alternative --example bct
      bedmodel new . --force
    """
    from bedmodel.scenario.examples import example_files

    if not force:
        check_empty(folder, "name another folder, or --force to write over files of these names")
    else:
        _there(folder)
    files = example_files(example.value, FIRST[example])
    _check_places(folder, files)
    for name, content in files.items():
        _write(folder / name, content)
    print(f"written to {folder}:")
    for name in files:
        print(f"  {name}")
    print("\nnext:")
    for line in _next(folder, example):
        print(f"  {line}")


def check_empty(folder: Path, cure: str) -> None:
    """Wrong usage where the folder is none, or is not empty; the message says what to do instead."""
    if there := _there(folder):
        first = ", ".join(there[:3]) + (" …" if len(there) > 3 else "")
        raise typer.BadParameter(f"{folder} is not empty ({first}); {cure}", param_hint=HERE)


def _there(folder: Path) -> list[str]:
    """What a folder holds that counts, nothing where there is none yet; wrong usage where it cannot be one."""
    try:
        return sorted(path.name for path in folder.iterdir() if path.name not in NOT_COUNTED)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise typer.BadParameter(f"cannot write to {folder}: {error.strerror}", param_hint=HERE) from error


def _check_places(folder: Path, names: Iterable[str]) -> None:
    """Wrong usage where something that is no file stands in the way of one, before anything is written."""
    for name in names:
        parts = [folder.joinpath(*PurePosixPath(name).parts[:depth]) for depth in range(1, len(Path(name).parts) + 1)]
        wrong = [part for part in parts if part.is_symlink()]
        wrong += [part for part in parts[:-1] if part.exists() and not part.is_dir()]
        wrong += [part for part in parts[-1:] if part.is_dir()]
        if wrong:
            raise typer.BadParameter(f"{wrong[0]} stands where {name} is to be written", param_hint=HERE)


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(f"cannot write {path}: {error.strerror}", param_hint=HERE) from error


def _next(folder: Path, example: Example) -> list[str]:
    """What to type next."""
    first, second = FIRST[example], SECOND[example]
    return [
        *([] if folder == Path() else [f"cd {shlex.quote(str(folder))}"]),
        f"bedmodel run {first}",
        f"bedmodel compare {first} {second}",
        "bedmodel check scenarios --update    # writes the locks; commit them",
        "bedmodel check scenarios             # from then on",
    ]
