"""The lock of a scenario: what it said and what came of it when somebody last looked, in a file beside it.

A lock holds no date and no version of the program, so that it changes where the scenario or its figures do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bedmodel.checks.locked_figures import Numbers, Shift, locked_figures, locked_solved, shifts, solved_shifts
from bedmodel.problems import Place
from bedmodel.results import Results
from bedmodel.scenario.changes import Change, changes, text_of
from bedmodel.scenario.entries import Said, record_of, said_entries, said_settings, said_sources
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema_checks import Expectation
from bedmodel.scenario.writer import yaml_text

FORMAT = 1
NOTE = (
    "# Written by `bedmodel check --update`; do not edit. A scenario that no longer says this fails `bedmodel check`.\n"
)
SECTIONS = ("assumptions", "settings", "sources", "expectations")
"""What a scenario says; the figures stand above."""


@dataclass(frozen=True)
class Lock:
    """What a scenario says and what came of it."""

    scenario: str
    """The scenario's id."""
    seed: int
    draws: int
    year: str
    """The year of the figures."""
    headline: Mapping[str, Numbers]
    solved: Numbers
    said: Mapping[str, Mapping[str, Any]]
    """By section, as in `bedmodel.scenario.entries`; expectations as a claim in words each."""
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict, compare=False)
    """Where each entry of each section stands: in the scenario, or in the lock that was read."""


@dataclass(frozen=True)
class Moved:
    """One thing that a scenario no longer says as the lock has it."""

    section: str
    change: Change
    place: Place

    @property
    def words(self) -> str:
        """What has changed, in a line.

        >>> claim = changes({}, {"beds.gap at_least 0": "warn"})[0]
        >>> Moved("expectations", claim, Place("a.yaml")).words
        'a new expectation, which only warns'
        """
        if self.section == "expectations":
            return _claim_words(self.change)
        return f"source: {self.change.words}" if self.section == "sources" else self.change.words


def _claim_words(change: Change) -> str:
    if change.kind == "removed":
        return "an expectation that is gone"
    if change.kind == "added":
        return "a new expectation" + (", which only warns" if change.new == "warn" else "")
    return f"expectation: severity {change.words}"


def lock_from(results: Results) -> Lock:
    """What a scenario says, and its figures in this run."""
    said, places = what_is_said(results.scenario)
    return Lock(
        results.scenario.content.scenario.id,
        results.seed,
        results.draws,
        results.years[-1],
        locked_figures(results),
        locked_solved(results),
        said,
        places,
    )


def what_is_said(scenario: Scenario) -> tuple[dict[str, dict[str, Any]], dict[tuple[str, str], Place]]:
    """What a scenario says by section and path, in the order of the paths, and where."""
    beside = Path(scenario.file).parent
    parts: dict[str, dict[str, Said]] = {
        "assumptions": said_entries(scenario, beside),
        "settings": said_settings(scenario),
        "sources": said_sources(scenario),
        "expectations": _claims(scenario),
    }
    said = {section: {path: part[path].plain for path in sorted(part)} for section, part in parts.items()}
    return said, {(section, path): one.place for section, part in parts.items() for path, one in part.items()}


def _claims(scenario: Scenario) -> dict[str, Said]:
    """What a scenario expects of its figures: by the figure and the claim, how hard it is meant."""
    found: dict[str, Said] = {}
    for expectation in scenario.whole.expectations:
        found[_claim(expectation)] = Said(expectation.severity, expectation.place)
    return found


def _claim(expectation: Expectation) -> str:
    """A claim in one line, such as `beds.gap where pool acute, probability below 0, at_least 0.5`."""
    record = record_of(expectation)
    asked = {key: value for key, value in record.items() if key not in ("metric", "severity", "source")}
    return f"{expectation.metric} {text_of(asked)}"


def lock_text(lock: Lock) -> str:
    """The lock as a file: the figures first, then what the scenario says."""
    head = {
        "lock": FORMAT,
        "scenario": lock.scenario,
        "draws": lock.draws,
        "seed": lock.seed,
        "year": lock.year,
        "headline": dict(lock.headline),
        "solved": dict(lock.solved),
    }
    return NOTE + yaml_text({**head, **{section: dict(lock.said[section]) for section in SECTIONS}})


def moved(old: Lock, said: Mapping[str, Mapping[str, Any]], places: Mapping[tuple[str, str], Place]) -> list[Moved]:
    """What a scenario no longer says as its lock has it, each with its place: in the lock where it is gone."""
    return [
        Moved(section, change, places.get((section, change.path)) or old.places[section, change.path])
        for section in SECTIONS
        for change in changes(old.said[section], said[section])
    ]


def figures_moved(old: Lock, new: Lock) -> list[Shift]:
    """Which figures differ; those of the draws are compared only where both have the same futures."""
    units = {path: str(record.get("unit", "")) for path, record in new.said["assumptions"].items()}
    central_only = (old.draws, old.seed) != (new.draws, new.seed)
    found = shifts(old.headline, new.headline, central_only=central_only) if old.year == new.year else []
    return found + solved_shifts(old.solved, new.solved, units)
