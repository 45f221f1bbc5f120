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
from bedmodel.checks.lock import Lock
from bedmodel.checks.lock_reader import update_command
from bedmodel.defaults import DRAWS, SEED
from bedmodel.once import Once
from bedmodel.problems import ModelError, Place, Problem, ScenarioError, exit_code
from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.found import idle_locks, no_scenario, scenario_of, scenarios_among
from bedmodel.scenario.load import load

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Asked:
    """How to check."""

    day: datetime.date
    """The day on which the files are read."""
    draws: int | None = None
    """Those of the lock where left out, so that its figures can be held; the usual ones where there is none.

    An update raises a lock with fewer to the usual ones. None at all are for looking only: what needs draws is then not
    judged, and no lock is written.
    """
    seed: int | None = None
    update: bool = False
    """Whether locks that do not hold are written anew."""
    strict: bool = False
    """Whether warnings fail too; an expectation that only warns never does."""
    root: Path | None = None

    def __post_init__(self) -> None:
        if self.update and self.draws == 0:
            raise ValueError("a lock without draws would hold no P10, P90 or probability; leave one of the two out")

    def draws_for(self, lock: Lock | None) -> int:
        """How many futures to draw for a scenario with this lock."""
        if self.draws is not None:
            return self.draws
        if lock is None:
            return DRAWS
        return max(lock.draws, DRAWS) if self.update else lock.draws


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
    refused: tuple[Problem, ...] = ()
    """Why it was not, although it was to be."""

    @property
    def of_the_lock(self) -> tuple[Problem, ...]:
        """All that is wrong with the lock, or with the scenario held against it."""
        held = self.held.problems if self.held is not None and not self.written else ()
        return (*held, *self.refused)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong."""
        return (*self.findings, *(judged(o) for o in self.outcomes if o.held is False), *self.of_the_lock)


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
        return exit_code(self.failing)


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

    `announce` is told of each file, once its lock is written where that is asked for. A path that names nothing
    is among the problems.
    """
    found, missing = scenarios_among(paths)
    files = list(map(str, found))
    once = Once()
    questioned = lint(files, day=asked.day, root=asked.root, once=once) if files else []
    checked = []
    for number, file in enumerate(files, start=1):
        own = [problem for problem in questioned if problem.place.file == file]
        one = _checked(file, own, asked, once)
        checked.append(_updated(one) if asked.update else one)
        if announce is not None:
            announce(checked[-1])
        if progress is not None:
            progress(number, len(files))
    seen = {problem for one in checked for problem in one.findings}
    general = [*missing, *(problem for problem in questioned if problem not in seen)]
    general += [_idle(lock) for lock in idle_locks(paths)]
    report = Report(tuple(checked), tuple(general), asked)
    return replace(report, general=(*report.general, *_nothing_checked(report, paths)))


def _checked(file: str, findings: Sequence[Problem], asked: Asked, once: Once) -> Checked:
    """One scenario: loaded, run on the futures of its lock, judged, and held against the lock."""
    try:
        scenario = load(file, root=asked.root, once=once)
        found = found_beside(file, scenario.content.scenario.id, asked.root)
        seed = asked.seed if asked.seed is not None else found.lock.seed if found.lock else SEED
        results = run(scenario, draws=asked.draws_for(found.lock), seed=seed, once=once, register=False)
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
    if asked.draws is None:
        outcomes = [_demanded(outcome, file) for outcome in outcomes]
    noticed = [problem for problem in results.warnings if problem not in findings]
    return Checked(file, (*findings, *noticed), tuple(outcomes), lock)


def _demanded(outcome: Outcome, file: str) -> Outcome:
    """An expectation that cannot be judged for want of draws does not hold: a lock must not switch it off."""
    if outcome.held is not None:
        return outcome
    hint = f"the lock says draws: 0; bring it to the usual ones: {update_command(file)}"
    fault = Problem(outcome.expectation.place, "K001", outcome.path, outcome.sentence, hint)
    return replace(outcome, held=False, fault=fault)


def _updated(one: Checked) -> Checked:
    """A scenario with its lock written anew, unless it still holds or cannot be written."""
    if one.held is None or (one.held.holds and one.held.same_futures):
        return one
    path = one.held.found.path
    try:
        write_lock(path, one.held.new, one.file)
    except (OSError, ModelError) as error:
        why = (isinstance(error, OSError) and error.strerror) or str(error)
        hint = "the lock is as it was; the other files were gone through all the same"
        return replace(one, refused=(Problem(Place(str(path)), "K010", "", f"cannot be written: {why}", hint),))
    return replace(one, written=True)


def _idle(lock: Path) -> Problem:
    hint = "delete it, or give it the name of the scenario that it is of"
    return Problem(Place(str(lock)), "K008", "", f"there is no {scenario_of(lock).name} any more", hint, "warning")


def _nothing_checked(report: Report, paths: Sequence[str | Path]) -> list[Problem]:
    """An error where nothing was asked that could have failed; a check that checks nothing would always be green."""
    if not report.files:
        return [] if any(problem.code == "Y001" for problem in report.general) else [no_scenario(paths)]
    ran = [one for one in report.files if one.held is not None]
    asked = any(o.held is not None for one in ran for o in one.outcomes)
    if len(ran) < len(report.files) or asked or any(one.written or one.held.found.lock for one in ran if one.held):
        return []
    message = "nothing was checked: no expectation was judged, and there is no lock"
    hint = f"say what you expect of the figures, or write locks: {update_command(paths[0])}"
    return [Problem(Place(str(paths[0])), "K007", "", message, hint)]
