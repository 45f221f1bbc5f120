"""The data log: every document and data set, how much rests on each, and the files that a scenario is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bedmodel.scenario.account import Account
from bedmodel.scenario.inputs import InputFile
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import Source


@dataclass(frozen=True)
class Resting:
    """A source with the numbers that cite it."""

    name: str
    source: Source
    numbers: tuple[str, ...]
    """Paths of the numbers that the scenario uses or shows."""
    of_the_run: int
    """How many of them the figures of a run rest on."""
    statements: int
    """How many statements, of what documents say to a committee's questions, cite it."""

    @property
    def cited(self) -> bool:
        """Whether anything rests on it."""
        return bool(self.numbers or self.statements)


@dataclass(frozen=True)
class DataLog:
    """All sources and files of a scenario."""

    scenario: Scenario
    sources: tuple[Resting, ...]
    """Those on which most numbers rest first."""
    uncited: int
    """How many are left out because nothing cites them."""
    files: tuple[InputFile, ...]


def data_log(
    scenario: Scenario, accounts: Iterable[Account], files: Iterable[InputFile], *, uncited: bool = False
) -> DataLog:
    """The data log of a scenario; sources that nothing cites are left out unless `uncited`."""
    citing = [account for account in accounts if account.role != "unused"]
    stated = _statements(scenario)
    found = []
    for name, source in scenario.whole.sources.items():
        on_it = [account for account in citing if any(c.name == name for c in account.citations)]
        of_the_run = sum(account.role == "model" for account in on_it)
        found.append(Resting(name, source, tuple(a.path for a in on_it), of_the_run, stated.get(name, 0)))
    kept = [resting for resting in found if uncited or resting.cited]
    kept.sort(key=lambda resting: (-resting.of_the_run, -len(resting.numbers), -resting.statements))
    return DataLog(scenario, tuple(kept), len(found) - len(kept), tuple(files))


def _statements(scenario: Scenario) -> Mapping[str, int]:
    """How many statements cite each source."""
    scrutiny = scenario.whole.scrutiny
    found: dict[str, int] = {}
    for question in scrutiny.questions.values() if scrutiny is not None else ():
        for statement in question.documents.values():
            for ref in statement.source.ref:
                found[str(ref)] = found.get(str(ref), 0) + 1
    return found
