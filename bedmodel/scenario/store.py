"""Where the files of a scenario are read from: the disk unless another store is named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bedmodel.scenario.reader import read_text


@dataclass(frozen=True)
class Found:
    """A file as a store knows it."""

    name: str
    """How messages call it."""
    path: Path
    """Its place on the disk with every link followed, or where it would be: two names of one file have one path."""


class Store(Protocol):
    """What files are read from."""

    def find(self, text: str, near: Found | None) -> Found:
        """The file that a text names, as seen from another file or, without one, from here.

        Raises OSError, RuntimeError or ValueError where it can name none.
        """

    def text(self, found: Found) -> str:
        """What a file says. Raises ScenarioError where it cannot be read (Y001, Y002, Y003)."""


class Disk:
    """The files as they are now."""

    def find(self, text: str, near: Found | None) -> Found:
        """Relative to the folder of the file that names it."""
        path = Path(text) if near is None else Path(near.name).parent / text
        return Found(str(path), path.resolve())

    def text(self, found: Found) -> str:
        """Read from the disk."""
        return read_text(Path(found.name), found.name)


DISK = Disk()
