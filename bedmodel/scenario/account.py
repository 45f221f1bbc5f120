"""Where every number of a scenario comes from: each assumption with its sources looked up and where it is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from bedmodel.scenario.lookup import followed
from bedmodel.scenario.quantity import ASSUMED, Assumption
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import ScenarioFile, Source, slots
from bedmodel.scenario.schema_library import LibraryFile
from bedmodel.scenario.titles import title_of

Role = Literal["model", "appraisal", "set aside", "target", "shown", "unused"]
"""What an assumption does: feeds the run, or an appraisal alone; would feed them if what it stands beside were known;
is what a calibration must meet; is there to be compared with; or nothing."""


@dataclass(frozen=True)
class Citation:
    """A source as one number cites it."""

    name: str
    """How the file refers to it."""
    source: Source


@dataclass(frozen=True)
class Account:
    """An assumption with all that is needed to defend it."""

    assumption: Assumption
    citations: tuple[Citation, ...]
    used_at: tuple[str, ...]
    """The paths at which the scenario uses it: its own, or those at which its name is written."""
    role: Role
    title: str
    """What it is called, by its part where it has no title of its own."""

    @property
    def path(self) -> str:
        """Its path in the scenario, or its name where a library holds it."""
        return self.assumption.path


def accounts(scenario: Scenario) -> dict[str, Account]:
    """Every assumption that the scenario's files hold, by path, in the order of the files put together.

    Those of parts that are set aside are among them, and so are a library's that nothing uses (role "unused").
    """
    whole = scenario.whole
    definitions = {id(quantity) for quantity in whole.assumptions.values()}
    found: dict[str, Assumption] = {}
    used: dict[str, list[str]] = {}
    for quantity in slots(whole):
        assumption = followed(whole, quantity)
        found.setdefault(assumption.path, assumption)
        places = used.setdefault(assumption.path, [])
        if id(quantity) not in definitions:
            places.append(quantity.path)
    roles = _Roles(scenario)
    return {
        path: Account(
            a, citations(whole, a), tuple(dict.fromkeys(used[path])), roles.of(path, used[path]), title_of(whole, a)
        )
        for path, a in found.items()
    }


def citations(content: ScenarioFile | LibraryFile, assumption: Assumption) -> tuple[Citation, ...]:
    """The sources that an assumption cites, in the order written; none where it is assumed."""
    return tuple(Citation(ref, content.sources[ref]) for ref in assumption.source.ref if ref != ASSUMED)


class _Roles:
    """What each assumption of a scenario does."""

    def __init__(self, scenario: Scenario) -> None:
        self.model = scenario.used
        self.appraisal = {scenario.assumption(quantity).path for quantity in scenario.content.appraisal_numbers()}
        everything = map(partial(followed, scenario.whole), slots(scenario.whole))
        self.compared = {name for assumption in everything for name in assumption.compare_with}

    def of(self, path: str, used_at: Sequence[str]) -> Role:
        """The role of the assumption at a path that is used at some others."""
        if path in self.model:
            return "model"
        if path in self.appraisal:
            return "appraisal"
        if any(place.startswith("calibrate[") for place in used_at):
            return "target"
        if used_at and not all(place.startswith("stated.") for place in used_at):
            return "set aside"
        compared = not self.compared.isdisjoint({path, path.removeprefix("assumptions.")})
        if used_at or compared:
            return "shown"
        return "unused"
