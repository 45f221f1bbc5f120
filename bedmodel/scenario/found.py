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

    A file that is named is taken as it is; a lock (`*.lock.yaml`) stands for its scenario, if that is there. In a
    folder, locks, libraries, and what lies in hidden folders are passed over. Raises ScenarioError (Y001) where a path
    names nothing.
    """
    missing = [path for path in map(Path, paths) if not path.exists()]
    if missing:
        message = "there is no such file or folder"
        raise ScenarioError(Problem(Place(str(path)), "Y001", "", message) for path in missing)
    found = dict.fromkeys(file for path in map(Path, paths) for file in (_scenarios(path) if path.is_dir() else [path]))
    files = dict.fromkeys(scenario_of(file) if is_lock(file) and scenario_of(file).exists() else file for file in found)
    return [file for file in files if not is_lock(file)]


def idle_locks(paths: Sequence[str | Path]) -> list[Path]:
    """The locks among some files and below some folders whose scenarios are gone, in order, each once."""
    found = dict.fromkeys(file for path in map(Path, paths) for file in (_files(path) if path.is_dir() else [path]))
    return [file for file in found if is_lock(file) and not scenario_of(file).exists()]


def lock_of(scenario: Path) -> Path:
    """Where the lock of a scenario is.

    >>> lock_of(Path("scenarios/bct.yaml")).as_posix()
    'scenarios/bct.lock.yaml'
    """
    return scenario.with_name(scenario.name.removesuffix(ENDING) + LOCK_ENDING)


def scenario_of(lock: Path) -> Path:
    """Which scenario a lock is of.

    >>> scenario_of(Path("a.lock.yaml")).name, scenario_of(lock_of(Path("a.yml"))).name
    ('a.yaml', 'a.yml')
    """
    name = lock.name.removesuffix(LOCK_ENDING)
    return lock.with_name(name if Path(name).suffix == ".yml" else name + ENDING)


def without_locks(paths: Sequence[str]) -> list[str]:
    """Several files without the locks among them, since `scenarios/*.yaml` names both; all where all are locks.

    >>> without_locks(["a.lock.yaml", "a.yaml"]), without_locks(["a.lock.yaml"])
    (['a.yaml'], ['a.lock.yaml'])
    """
    return [path for path in paths if not is_lock(Path(path))] or list(paths)


def is_lock(path: Path) -> bool:
    """Whether a file is a lock, by its name."""
    return path.name.endswith(LOCK_ENDING)


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob(f"*{ENDING}")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _scenarios(folder: Path) -> Iterator[Path]:
    return (path for path in _files(folder) if not is_lock(path) and not _is_library(path))


def _is_library(path: Path) -> bool:
    try:
        return _LIBRARY.search(path.read_bytes()) is not None
    except OSError:
        return False
