"""Some scenarios checked: what lint finds, what each expects of itself, and each against its lock."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bedmodel.checks.beside import Beside
from bedmodel.checks.expectations import Outcome, evaluate
from bedmodel.checks.held import Held, found_beside, held, write_lock
from bedmodel.checks.lint import lint
from bedmodel.defaults import DRAWS, SEED
from bedmodel.once import Once
from bedmodel.problems import ModelError, Place, Problem, ScenarioError
from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.found import idle_locks, scenario_files, scenario_of
from bedmodel.scenario.load import load

HOLDS, FAILS, INVALID, NO_FIGURES = 0, 1, 3, 4
"""Exit codes: all holds; something asked does not; a file that is not valid; figures that cannot be worked out."""
_ASKED = frozenset({"K001", "K002", "K003", "K005", "K007", "K008"})
"""Codes of what is asked and does not hold; any other error makes a file invalid."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """How to check."""

    day: datetime.date
    """The day on which the files are read."""
    draws: int | None = None
    """Those of the lock where left out, so that its figures can be held; the usual ones where there is none."""
    seed: int | None = None
    update: bool = False
    """Whether locks that do not hold are written anew."""
    strict: bool = False
    """Whether warnings fail too; an expectation that only warns never does."""
    root: Path | None = None


@dataclass(frozen=True)
class Checked:
    """One scenario, checked."""

    file: str
    findings: tuple[Problem, ...]
    """What is wrong with the file, or questionable in it, before anything is asked of its figures."""
    outcomes: tuple[Outcome, ...] = ()
    held: Held | None = None
    """None where there are no figures."""
    written: bool = False
    """Whether its lock was written anew."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong."""
        lock = self.held.problems if self.held is not None and not self.written else ()
        return (*self.findings, *(judged(o) for o in self.outcomes if o.held is False), *lock)


@dataclass(frozen=True)
class Report:
    """Some scenarios checked, and what is wrong with none of them in particular."""

    files: tuple[Checked, ...]
    general: tuple[Problem, ...]
    """Of files that were read besides: parents, libraries, locks without a scenario; or of the check itself."""
    asked: Asked

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong, each once, in the order of files and lines."""
        found = dict.fromkeys([*self.general, *(problem for one in self.files for problem in one.problems)])
        return sorted(found, key=lambda p: p.place)

    @property
    def failing(self) -> list[Problem]:
        """Those for which the check fails."""
        return [p for p in self.problems if p.severity == "error" or (self.asked.strict and p.code != "K001")]

    @property
    def code(self) -> int:
        """The exit code; the gravest counts."""
        codes = {problem.code for problem in self.failing if problem.severity == "error"}
        if codes - _ASKED - {"K009"}:
            return INVALID
        if "K009" in codes:
            return NO_FIGURES
        return FAILS if self.failing else HOLDS


def judged(outcome: Outcome) -> Problem:
    """An expectation that does not hold as a problem: an error where it fails the check."""
    return replace(outcome.problem, severity="error" if outcome.fails else "warning")


def check(
    paths: Sequence[str | Path],
    asked: Asked,
    progress: Progress | None = None,
    announce: Callable[[Checked], None] | None = None,
) -> Report:
    """Check every scenario that some paths name, and the folders among them hold.

    `announce` is told of each file before its lock is written. Raises ScenarioError where a path names nothing.
    """
    files = list(map(str, scenario_files(paths)))
    questioned = lint(files, day=asked.day, root=asked.root) if files else []
    once = Once()
    checked = []
    for number, file in enumerate(files, start=1):
        own = [problem for problem in questioned if problem.place.file == file]
        one = _checked(file, own, asked, once)
        if announce is not None:
            announce(one)
        checked.append(_updated(one) if asked.update else one)
        if progress is not None:
            progress(number, len(files))
    seen = {problem for one in checked for problem in one.findings}
    general = [problem for problem in questioned if problem not in seen]
    general += [_idle(lock) for lock in idle_locks(paths)]
    report = Report(tuple(checked), tuple(general), asked)
    return replace(report, general=(*report.general, *_nothing_checked(report, paths)))


def _checked(file: str, findings: Sequence[Problem], asked: Asked, once: Once) -> Checked:
    """One scenario: loaded, run on the futures of its lock, judged, and held against the lock."""
    try:
        scenario = load(file, root=asked.root, once=once)
        found = found_beside(file, scenario.content.scenario.id, asked.root)
        draws = asked.draws if asked.draws is not None else found.lock.draws if found.lock else DRAWS
        seed = asked.seed if asked.seed is not None else found.lock.seed if found.lock else SEED
        results = run(scenario, draws=draws, seed=seed, once=once, register=False)
        return _asked_of(results, file, findings, held(results, found), asked, once)
    except ScenarioError as error:
        return Checked(file, tuple(dict.fromkeys([*findings, *error.problems])))
    except ModelError as error:
        hint = "the assumptions may be far outside of what can be"
        return Checked(file, (*findings, Problem(Place(file), "K009", "", str(error), hint)))


def _asked_of(
    results: Results, file: str, findings: Sequence[Problem], lock: Held, asked: Asked, once: Once
) -> Checked:
    outcomes = evaluate(results, Beside(results, root=asked.root, once=once))
    noticed = [problem for problem in results.warnings if problem not in findings]
    return Checked(file, (*findings, *noticed), tuple(outcomes), lock)


def _updated(one: Checked) -> Checked:
    """A scenario with its lock written anew, unless it still holds."""
    if one.held is None or (one.held.holds and one.held.same_futures):
        return one
    write_lock(one.held.found.path, one.held.new, one.file)
    return replace(one, written=True)


def _idle(lock: Path) -> Problem:
    hint = "delete it, or give it the name of the scenario that it is of"
    return Problem(Place(str(lock)), "K008", "", f"there is no {scenario_of(lock).name} any more", hint, "warning")


def _nothing_checked(report: Report, paths: Sequence[str | Path]) -> list[Problem]:
    """An error where nothing was asked that could have failed; a check that checks nothing would always be green."""
    where = Place(str(paths[0]) if paths else ".")
    if not report.files:
        hint = "name scenario files, or a folder with some"
        return [Problem(where, "K007", "", "nothing was checked: there is no scenario here", hint)]
    ran = [one for one in report.files if one.held is not None]
    asked = any(o.held is not None for one in ran for o in one.outcomes)
    if len(ran) < len(report.files) or asked or any(one.written or one.held.found.lock for one in ran if one.held):
        return []
    message = "nothing was checked: no expectation was judged, and there is no lock"
    hint = f"say what you expect of the figures, or write locks: bedmodel check {paths[0]} --update"
    return [Problem(where, "K007", "", message, hint)]
