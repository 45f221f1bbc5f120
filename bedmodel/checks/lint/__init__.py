"""What a careful reader would question in scenarios that can be run, and what is wrong with the others."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from bedmodel.checks.lint.accepted import unmatched, without_accepted
from bedmodel.checks.lint.looked_at import Looked, look
from bedmodel.checks.lint.rules import IDLE
from bedmodel.once import Once
from bedmodel.problems import Problem


def lint(
    files: Sequence[str | Path], *, day: datetime.date, root: Path | None = None, once: Once | None = None
) -> list[Problem]:
    """Every problem of some scenarios and libraries, each once, in the order of files and lines.

    `day` is the day on which they are read: what was to be reviewed before it is stale. `root` confines reading to a
    folder, and `once` spares reading again what was read before. A file that is not valid has its errors in the list.
    What a file accepts is not; an acceptance that covers nothing is.
    """
    once = once or Once()
    return left_over([look(file, day, root, once) for file in dict.fromkeys(map(str, files))])


def left_over(looked: Sequence[Looked]) -> list[Problem]:
    """The problems of some files that were looked at, each once and without what a file accepts, in order."""
    problems = list(dict.fromkeys(problem for one in looked for problem in one.problems))
    accepted = {entry for one in looked for entry in one.accepted}
    idle = [problem for one in looked for problem in unmatched(problems, one.own)]
    used = frozenset[tuple[str, str]]().union(*(one.used for one in looked))
    left = [problem for problem in without_accepted(problems, accepted) if not _in_use(problem, used)]
    return _once_each(without_accepted([*left, *idle], accepted))


def _in_use(problem: Problem, used: frozenset[tuple[str, str]]) -> bool:
    """Whether what nothing in its own file uses is used by another that was looked at."""
    return problem.code in IDLE and (problem.place.file, problem.path) in used


def _once_each(problems: Iterable[Problem]) -> list[Problem]:
    """Problems in order, one for each code, place and path: what stands in a parent is found through every child."""
    ordered = sorted(problems, key=lambda p: (p.place, p.code, p.path, p.message))
    return list({(p.place, p.code, p.path): p for p in reversed(ordered)}.values())[::-1]
