"""Several scenarios at once: what they share is read once, and every problem of all of them is reported together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bedmodel.once import Once
from bedmodel.problems import Problem, ScenarioError
from bedmodel.scenario.load import load
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.settings import place_of


def load_all(
    paths: Sequence[str | Path],
    *,
    settings: Sequence[str] = (),
    recalibrate: bool = False,
    root: Path | None = None,
    once: Once | None = None,
) -> tuple[Scenario, ...]:
    """Load scenarios that are to be compared, each with the settings that it has a place for.

    A scenario without a place for a setting keeps its own, with a warning; a setting that none of them has a place for
    is an error. Raises ScenarioError with every problem of every scenario.
    """
    once = once or Once()
    found: list[tuple[Scenario, list[Problem]]] = []
    problems: list[Problem] = []
    for path in paths:
        misplaced: list[Problem] = []
        try:
            scenario = _load(path, settings, misplaced, recalibrate=recalibrate, root=root, once=once)
            found.append((scenario, misplaced))
        except ScenarioError as error:
            problems += error.problems
    if found:
        everywhere = set.intersection(*({p.place for p in misplaced} for _, misplaced in found))
        problems += [p for p in found[0][1] if p.place in everywhere]
    if problems:
        raise ScenarioError(problems)
    return tuple(_warned(scenario, misplaced) for scenario, misplaced in found)


def _load(
    path: str | Path,
    settings: Sequence[str],
    misplaced: list[Problem],
    *,
    recalibrate: bool,
    root: Path | None,
    once: Once,
) -> Scenario:
    """One scenario with the settings that it has a place for; a problem for each of the others."""
    places = {place_of(setting) for setting in settings}
    try:
        return load(path, settings=settings, recalibrate=recalibrate, root=root, once=once)
    except ScenarioError as error:
        misplaced += [p for p in error.problems if p.code == "S009" and p.place in places]
        if not misplaced:
            raise
    without = {problem.place for problem in misplaced}
    kept = [setting for setting in settings if place_of(setting) not in without]
    return load(path, settings=kept, recalibrate=recalibrate and bool(kept), root=root, once=once)


def _warned(scenario: Scenario, misplaced: Sequence[Problem]) -> Scenario:
    """The scenario with a warning for each setting that it has no place for."""
    message = f"has no place in {scenario.content.scenario.id}, which keeps its own"
    warnings = [replace(problem, message=message, severity="warning") for problem in misplaced]
    return replace(scenario, warnings=(*scenario.warnings, *warnings))
