"""The files of a git repository as they were at a revision, read without touching the working tree."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bedmodel.problems import Place, Problem, ScenarioError
from bedmodel.scenario.reader import MAX_BYTES, decoded, too_large
from bedmodel.scenario.store import Found

_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git sets for its hooks; it would make `-C` mean something else."""
_QUIETLY = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


class RevisionError(ValueError):
    """A revision, or a file in it, that cannot be had; the message says why."""


@dataclass(frozen=True)
class Revision:
    """A commit of the repository that some folder belongs to."""

    top: Path
    """The repository's own folder."""
    name: str
    """The revision as it was asked for, such as HEAD~1."""
    commit: str
    """Its full hash."""

    @classmethod
    def of(cls, file: str | Path, name: str) -> Revision:
        """The revision of that name in the repository of a file. Raises RevisionError where there is none."""
        if not name or name.startswith("-") or any(sign in name for sign in ":\0\n"):
            raise RevisionError(f"`{name}` names no revision; write one such as HEAD~1, main or a commit's hash")
        if shutil.which("git") is None:
            raise RevisionError("git is not installed here, or not to be found; without it no revision can be read")
        folder = Path(file).parent.resolve()
        if not folder.is_dir():
            raise RevisionError(f"there is no folder {Path(file).parent}")
        inside = _git(folder, "rev-parse", "--show-prefix")
        if inside.returncode:
            raise RevisionError(_why_not(inside.stderr, Path(file)))
        depth = len(PurePosixPath(inside.stdout.decode("utf-8", "surrogateescape").rstrip("\n")).parts)
        top = [folder, *folder.parents][depth]
        commit = _git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if commit.returncode:
            raise RevisionError(f"the repository has no revision `{name}`{_if_shallow(top)}")
        return cls(top, name, commit.stdout.decode("ascii").strip())

    def find(self, text: str, near: Found | None) -> Found:
        """A file of the repository; a text is relative to the file that names it, as on the disk.

        Raises ValueError where it would lie outside the repository.
        """
        if near is None:
            path = Path(text).parent.resolve() / Path(text).name
        else:
            path = Path(os.path.normpath(near.path.parent / text))
        if not path.is_relative_to(self.top):
            raise RevisionError(f"{text} lies outside the repository, so {self.name} does not have it")
        return Found(f"{self.name}:{path.relative_to(self.top).as_posix()}", path)

    def has(self, found: Found) -> bool:
        """Whether the revision has a file there."""
        return self._blob(found) is not None

    def text(self, found: Found) -> str:
        """What a file said then. Raises ScenarioError where there was none, or none that can be read."""
        place, blob = Place(found.name), self._blob(found)
        if blob is None:
            raise ScenarioError([Problem(place, "Y001", "", f"there is no such file in {self.name}")])
        name, size = blob
        if size > MAX_BYTES:
            raise too_large(found.name)
        read = _git(self.top, "cat-file", "blob", name)
        if read.returncode:
            raise ScenarioError([Problem(place, "Y001", "", f"cannot be read: {_first_line(read.stderr)}")])
        return decoded(read.stdout, found.name)

    def _blob(self, found: Found) -> tuple[str, int] | None:
        """The hash and size in bytes of a file, links inside the repository followed; None where it has none."""
        path = found.path.relative_to(self.top).as_posix()
        if "\n" in path:
            return None
        asked = f"{self.commit}:{path}\n".encode("utf-8", "surrogateescape")
        told = _git(self.top, "cat-file", "--batch-check", "--follow-symlinks", given=asked).stdout.split()
        if len(told) != 3 or told[1] != b"blob":
            return None
        return told[0].decode("ascii"), int(told[2])


def _git(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder; nothing of the user's is read as a shell's text or as an option."""
    around = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK}
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, input=given, capture_output=True, env={**around, **_QUIETLY}, check=False)


def _first_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines() or ["git does not say why"]
    return lines[0].removeprefix("fatal: ")


def _why_not(said: bytes, file: Path) -> str:
    line = _first_line(said)
    return f"{file} lies in no git repository" if "not a git repository" in line else f"git cannot be asked: {line}"


def _if_shallow(top: Path) -> str:
    """What a clone without its history needs."""
    shallow = _git(top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    return "; this clone has only part of the history (in CI, fetch all of it)" if shallow else ""
