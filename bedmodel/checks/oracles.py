"""Published answers, and whether this version of the program still gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bedmodel.checks import oracle_answers

FILE = Path(__file__).with_name("oracles.yaml")
ROUNDING = 1e-9
"""Share of an answer by which floating point may miss it."""


@dataclass(frozen=True)
class Case:
    """What goes in, and what must come out."""

    given: Mapping[str, Any]
    gives: tuple[float, ...]


@dataclass(frozen=True)
class Oracle:
    """A published answer, or a closed form."""

    name: str
    area: str
    what: str
    unit: str
    within: float
    """How far off each number may be."""
    source: str
    cases: tuple[Case, ...]

    @property
    def answer(self) -> Callable[..., float | Sequence[float]]:
        """The function that works it out."""
        found: Callable[..., float | Sequence[float]] = getattr(oracle_answers, self.name.replace("-", "_"))
        return found


@dataclass(frozen=True)
class Verdict:
    """What became of one oracle."""

    oracle: Oracle
    got: tuple[tuple[float, ...], ...]
    """What came out, case by case; nothing where working it out failed."""
    failure: str = ""
    """What went wrong while it was worked out."""

    @property
    def passed(self) -> bool:
        """Whether every number is as close as it must be."""
        complete = not self.failure and len(self.got) == len(self.oracle.cases)
        return complete and all(map(self._close, self.oracle.cases, self.got))

    def _close(self, case: Case, got: Sequence[float]) -> bool:
        within = self.oracle.within
        return len(got) == len(case.gives) and all(
            abs(wanted - here) <= within + ROUNDING * abs(wanted) for wanted, here in zip(case.gives, got, strict=True)
        )


def published(file: Path = FILE) -> list[Oracle]:
    """Every oracle of a file, in its order."""
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [
        Oracle(
            name=entry["id"],
            area=entry["area"],
            what=entry["what"],
            unit=entry["unit"],
            within=float(entry["within"]),
            source=entry["source"],
            cases=tuple(Case(case["given"], _numbers(case["gives"])) for case in entry["cases"]),
        )
        for entry in entries
    ]


def ask(oracle: Oracle) -> Verdict:
    """Work out an oracle's cases with this version of the program; an error on the way is a failure, not raised."""
    try:
        return Verdict(oracle, tuple(_numbers(oracle.answer(**case.given)) for case in oracle.cases))
    except Exception as error:
        return Verdict(oracle, (), f"{type(error).__name__}: {error}")


def _numbers(found: float | Sequence[float]) -> tuple[float, ...]:
    return tuple(map(float, found)) if isinstance(found, Sequence) else (float(found),)
