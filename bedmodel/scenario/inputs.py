"""Which files a scenario is made of, with a fingerprint of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bedmodel.once import Once
from bedmodel.problems import Place, Problem, ScenarioError
from bedmodel.scenario.files import Files

Role = Literal["scenario", "extended", "library", "also"]
"""The scenario itself, one that it extends, a library that one of them includes, or a file named besides."""


@dataclass(frozen=True)
class InputFile:
    """A file that was read."""

    file: str
    role: Role
    sha256: str


def input_files(
    path: str, *, also: Iterable[str] = (), root: Path | None = None, once: Once | None = None
) -> tuple[InputFile, ...]:
    """A scenario's own file, those it extends, their libraries, and others named besides; each once.

    Raises ScenarioError where one cannot be read.
    """
    found = {Path(file).resolve(): (file, role) for file, role in reversed(list(_named(path, also, root, once)))}
    return tuple(InputFile(file, role, _fingerprint(file)) for file, role in reversed(found.values()))


def _named(path: str, also: Iterable[str], root: Path | None, once: Once | None) -> Iterator[tuple[str, Role]]:
    files = Files(root, once or Once())
    layers = files.chain(path)[::-1]
    for number, layer in enumerate(layers):
        yield layer.file, "extended" if number else "scenario"
    for layer in layers:
        yield from ((library.place.file, "library") for _, library in layer.libraries)
    yield from ((files.locate(file, None, Place(file)).name, "also") for file in also)


def _fingerprint(file: str) -> str:
    """The SHA-256 of a file's bytes."""
    try:
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise ScenarioError([Problem(Place(file), "Y001", "", message)]) from error
