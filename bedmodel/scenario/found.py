"""Which scenario files are meant by some files and folders."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
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
    files, missing = scenarios_among(paths)
    if missing:
        raise ScenarioError(missing)
    return files


def scenarios_among(paths: Sequence[str | Path]) -> tuple[list[Path], list[Problem]]:
    """What `scenario_files` gives of those paths that name something, and a problem (Y001) for each other one."""
    there, missing = _there(paths)
    found = (file for path in there for file in (_scenarios(path) if path.is_dir() else [path]))
    files = (scenario_of(file) if is_lock(file) and scenario_of(file).exists() else file for file in found)
    message = "there is no such file or folder"
    problems = [Problem(Place(str(path)), "Y001", "", message) for path in missing]
    return [file for file in _each_once(files) if not is_lock(file)], problems


def no_scenario(paths: Sequence[str | Path]) -> Problem:
    """That some paths, which are there, hold no scenario (K007)."""
    where = Place(str(paths[0]) if paths else ".")
    hint = "name scenario files, or a folder with some"
    return Problem(where, "K007", "", "nothing was checked: there is no scenario here", hint)


def idle_locks(paths: Sequence[str | Path]) -> list[Path]:
    """The locks among some files and below some folders whose scenarios are gone, in order, each once."""
    there, _ = _there(paths)
    found = _each_once(file for path in there for file in (_files(path) if path.is_dir() else [path]))
    return [file for file in found if is_lock(file) and not scenario_of(file).exists()]


def _there(paths: Sequence[str | Path]) -> tuple[list[Path], list[Path]]:
    """The paths that name something, without detours, and those that name nothing."""
    named = list(map(Path, paths))
    return [_direct(path) for path in named if path.exists()], [path for path in named if not path.exists()]


def _direct(path: Path) -> Path:
    """A path without detours (`a/../b`), unless a link makes it lead elsewhere."""
    direct = Path(os.path.normpath(path))
    return direct if direct.exists() and direct.samefile(path) else path


def _each_once(files: Iterable[Path]) -> list[Path]:
    """Files in order, each under the first name it has."""
    found: dict[str, Path] = {}
    for file in files:
        found.setdefault(os.path.abspath(file), file)
    return list(found.values())


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
