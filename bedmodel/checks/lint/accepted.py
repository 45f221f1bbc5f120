"""Warnings that a file accepts, with the reason: `accept: [{code: …, at: …, because: …}]`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bedmodel.problems import Place, Problem
from bedmodel.scenario.placed import PlacedList, PlacedMap, PlacedText

UNMATCHED = "W021"


@dataclass(frozen=True)
class Accepted:
    """One warning, or those of one kind about a part, that a file accepts about itself."""

    place: Place
    code: str
    at: str
    path: str

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is one of them."""
        return within(problem.path, self.at) and problem.code == self.code and problem.place.file == self.place.file


def within(path: str, at: str) -> bool:
    """Whether a path is another or lies in it; every path lies in none.

    >>> within("pools.acute.beds", "pools"), within("pools.acute.beds", "pools.ac"), within("pools", "")
    (True, False, True)
    """
    return not at or path == at or path.startswith((f"{at}.", f"{at}["))


def accepted_in(tree: PlacedMap) -> Iterator[Accepted]:
    """What a file accepts, as it is written there; what is malformed is reported where the file is validated."""
    entries = tree.get("accept")
    for number, entry in enumerate(entries if isinstance(entries, PlacedList) else ()):
        if isinstance(entry, PlacedMap) and isinstance(entry.get("code"), PlacedText):
            yield Accepted(entry.place, str(entry["code"]), str(entry.get("at", "")), f"accept[{number}]")


def without_accepted(problems: Iterable[Problem], accepted: Collection[Accepted]) -> list[Problem]:
    """The problems that no file accepts."""
    by_code: dict[str, list[Accepted]] = {}
    for one in accepted:
        by_code.setdefault(one.code, []).append(one)
    return [p for p in problems if not any(one.covers(p) for one in by_code.get(p.code, ()))]


def unmatched(problems: Sequence[Problem], own: Iterable[Accepted]) -> Iterator[Problem]:
    """A warning for each acceptance of the files that are linted that accepts nothing."""
    for one in own:
        if not any(one.covers(problem) for problem in problems):
            about = f" at {one.at}" if one.at else ""
            yield Problem(
                one.place,
                UNMATCHED,
                one.path,
                f"accepts {one.code}{about}, and there is no such warning in this file",
                "take it out, or correct `at`; a parent's warnings are accepted in the parent",
                severity="warning",
            )
