"""A scenario held against its lock: what moved, what that did to the figures, and the lock written anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bedmodel.checks.lock import Lock, Moved, figures_moved, lock_from, lock_text, moved
from bedmodel.checks.lock_reader import read_lock, update_command
from bedmodel.checks.locked_figures import Shift, telling
from bedmodel.checks.moved_lines import FIGURES, lines
from bedmodel.problems import ModelError, Place, Problem, ScenarioError
from bedmodel.results import Results
from bedmodel.scenario.changes import NOTHING
from bedmodel.scenario.files import Files
from bedmodel.scenario.found import lock_of


@dataclass(frozen=True)
class Found:
    """The lock that was found beside a scenario, or why there is none to hold it against."""

    path: Path
    lock: Lock | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Held:
    """A scenario held against its lock."""

    file: str
    found: Found
    new: Lock
    """What the scenario says now, and its figures."""
    moved: tuple[Moved, ...] = ()
    shifts: tuple[Shift, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether there is a lock that still says what the scenario does."""
        return self.found.lock is not None and not self.moved and not self.shifts and not self.of_another_year

    @property
    def same_futures(self) -> bool:
        """Whether the figures of the draws could be held together, too."""
        old = self.found.lock
        return old is not None and (old.draws, old.seed) == (self.new.draws, self.new.seed)

    @property
    def of_another_year(self) -> bool:
        """Whether the lock's figures are those of another year, so that none could be held."""
        return self.found.lock is not None and self.found.lock.year != self.new.year

    @property
    def of_the_program(self) -> bool:
        """Whether figures moved although nothing did that they rest on."""
        return bool(self.shifts) and not any(one.section in FIGURES for one in self.moved)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order of the files: no lock, or whatever it does not say any more."""
        return (*self.found.problems, *self._moved_problems(), *self._figure_problems())

    def _moved_problems(self) -> Iterator[Problem]:
        """One for each line; the first that can have moved a figure says what they did to the figures."""
        told = lines(self.moved)
        movers = [line for line in told if line.moves_figures] or told
        for line in told:
            hint = f"{self._effect(len(movers))}; if that is meant: {self._mend()}" if line is movers[0] else ""
            yield Problem(line.place, "K002", line.path, line.words, hint)

    def _effect(self, changes: int) -> str:
        """What so many changes did to the figures, in words."""
        if self.of_another_year:
            return self._years()
        together = f"the {changes} changes together move" if changes > 1 else "it moves"
        figures = telling(self.shifts) if self.shifts and not self.of_the_program else "no figure of the headline"
        return f"in {self.new.scenario} {together} {figures}"

    def _years(self) -> str:
        old = self.found.lock
        return f"the lock's figures are of {old.year if old else NOTHING}, those of now of {self.new.year}"

    def _mend(self) -> str:
        return update_command(self.file)

    def _figure_problems(self) -> Iterator[Problem]:
        if self.found.lock is None:
            return
        places = self.found.lock.places
        if self.of_another_year and not any(one.section in FIGURES for one in self.moved):
            year = places.get(("", "year")) or Place(str(self.found.path))
            hint = f"the lock was edited, or the program reckons otherwise; if that is meant: {self._mend()}"
            yield Problem(year, "K005", "year", f"although no assumption moved, {self._years()}", hint)
        if self.of_the_program:
            shift = self.shifts[0]
            place = places.get(("headline", shift.address)) or places.get(("solved", shift.address))
            message = f"although no assumption moved: {telling(self.shifts)}"
            hint = f"the program reckons otherwise than when the lock was written; if that is meant: {self._mend()}"
            yield Problem(place or Place(str(self.found.path)), "K005", "headline", message, hint)


def found_beside(file: str, scenario_id: str, root: Path | None = None) -> Found:
    """The lock beside a scenario's file."""
    path = lock_of(Path(file))
    try:
        Files(root).locate(str(path), None, Place(str(path)))
        return Found(path, read_lock(path, file, scenario_id))
    except ScenarioError as error:
        return Found(path, None, tuple(error.problems))


def held(results: Results, found: Found) -> Held:
    """The scenario of a run held against the lock that was found."""
    new = lock_from(results)
    old = found.lock
    if old is None:
        return Held(results.scenario.file, found, new)
    return Held(
        results.scenario.file,
        found,
        new,
        tuple(moved(old, new.said, new.places)),
        tuple(figures_moved(old, new)),
    )


def write_lock(path: Path, lock: Lock, scenario: str) -> None:
    """Write a lock in one step, and only if it reads back as it was meant.

    Raises ModelError where it would not, OSError where it cannot be written; the old one then stands as it was.
    """
    new = path.with_name(f".{path.name}.new")
    try:
        new.write_text(lock_text(lock), encoding="utf-8", newline="\n")
        try:
            same = read_lock(new, scenario, lock.scenario) == lock
        except ScenarioError:
            same = False
        if not same:
            what = "a key of a thousand letters, or a control character in a file's name"
            raise ModelError(f"{scenario} says something that a lock cannot hold, such as {what}")
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
