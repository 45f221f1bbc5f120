"""Which scenario files are meant by some files and folders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bedmodel.problems import Place, Problem, ScenarioError

ENDING, LOCK_ENDING = ".yaml", ".lock.yaml"
_LIBRARY = re.compile(rb"^library\s*:", re.MULTILINE)


def scenario_files(paths: Sequence[str | Path]) -> list[Path]:
    """The scenarios among some files and below some folders, in order, each once.

    A file that is named is taken as it is. In a folder, locks (`*.lock.yaml`), libraries, and what lies in hidden
    folders are passed over. Raises ScenarioError (Y001) where a path names nothing.
    """
    missing = [path for path in map(Path, paths) if not path.exists()]
    if missing:
        message = "there is no such file or folder"
        raise ScenarioError(Problem(Place(str(path)), "Y001", "", message) for path in missing)
    found = dict.fromkeys(file for path in map(Path, paths) for file in (_below(path) if path.is_dir() else [path]))
    return list(found)


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob(f"*{ENDING}")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and not path.name.endswith(LOCK_ENDING) and not _is_library(path):
            yield path


def _is_library(path: Path) -> bool:
    try:
        return _LIBRARY.search(path.read_bytes()) is not None
    except OSError:
        return False
