"""The options that expectations are set against, loaded and run on the futures of the one that expects."""

from __future__ import annotations

from pathlib import Path

from bedmodel.analysis.alignment import common_years
from bedmodel.once import Once
from bedmodel.problems import Problem, ScenarioError
from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.files import Files
from bedmodel.scenario.load import load
from bedmodel.scenario.schema_checks import Expectation
from bedmodel.scenario.store import DISK


class Beside:
    """Runs each option that some results are set against, once, with the same seed and draws."""

    def __init__(self, results: Results, *, root: Path | None = None, once: Once | None = None) -> None:
        self._mine, self._root, self._once = results, root, once or Once()
        self._found: dict[str, Results | ScenarioError] = {}

    def results(self, expectation: Expectation, path: str) -> Results:
        """The results of the option that an expectation names.

        Raises ScenarioError (K006, at the expectation's place) where there is no such file, it is the scenario itself,
        it cannot be loaded or run, or cannot be put side by side with the scenario.
        """
        assert expectation.than is not None
        name = expectation.than.scenario or ""
        if name not in self._found:
            try:
                self._found[name] = self._run(name, expectation)
            except ScenarioError as error:
                self._found[name] = error
        found = self._found[name]
        if isinstance(found, Results):
            return found
        first, more = found.problems[0], len(found.problems) - 1
        message = f"cannot be set against {name}: {first.message}"
        where = f"see {first.place}" if first.place.file != expectation.place.file else ""
        hint = "; ".join(filter(None, [where, f"{more} more there" if more else "", first.hint]))
        raise ScenarioError([Problem(expectation.place, "K006", path, message, hint)])

    def _run(self, name: str, expectation: Expectation) -> Results:
        """The option's results; what is wrong with it at its own place."""
        mine = self._mine.scenario
        here = DISK.find(expectation.place.file, None)
        found = Files(self._root, self._once).locate(name, here, expectation.place)
        if found.path == Path(mine.file).resolve():
            hint = "name another option; a year of this one is `than: {year: …}`"
            raise ScenarioError([Problem(expectation.place, "K006", "", "that is this scenario itself", hint)])
        other = load(found.name, root=self._root, once=self._once)
        common_years([mine, other])
        return run(other, draws=self._mine.draws, seed=self._mine.seed, once=self._once, register=False)
