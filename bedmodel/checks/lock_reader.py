"""Reads a lock, with every way in which it may not be one."""

from __future__ import annotations

import math
import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

from bedmodel.checks.lock import FORMAT, SECTIONS, Lock
from bedmodel.defaults import MAX_DRAWS
from bedmodel.problems import Place, Problem, ScenarioError
from bedmodel.scenario.placed import PlacedList, PlacedMap, PlacedNumber
from bedmodel.scenario.reader import parse, read_text
from bedmodel.units import plain_number

_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)
"""What git leaves in a file that it could not merge."""
_KEYS = ("lock", "scenario", "draws", "seed", "year", "headline", "solved", *SECTIONS)


def read_lock(path: Path, scenario: str, scenario_id: str) -> Lock:
    """The lock in a file, for the scenario of that file name and id.

    Raises ScenarioError with every problem found: K003 where there is no such file, K004 where it is none of this
    format or of another scenario, and those of reading any file.
    """
    if not path.exists():
        message = f"there is no lock {path.name} to hold it against"
        hint = f"look at its figures, then write one: {update_command(scenario)}"
        raise ScenarioError([Problem(Place(scenario), "K003", "", message, hint)])
    hint = f"write it anew: {update_command(scenario)}"
    tree = _read(path, hint)
    version = tree.get("lock")
    if version != FORMAT:
        place = tree.value_places.get("lock", tree.place)
        message = "this is no lock" if version is None else f"this program reads locks of format {FORMAT}"
        raise ScenarioError([Problem(place, "K004", "lock", message, hint)])
    faults = _Faults(tree, hint)
    lock = faults.lock()
    if lock.scenario != scenario_id:
        message = f"this is the lock of `{lock.scenario}`, but the scenario is called `{scenario_id}`"
        faults.report("scenario", message)
    if faults.problems:
        raise ScenarioError(faults.problems)
    return lock


def update_command(path: str | Path) -> str:
    """What to type so that locks are written anew.

    >>> update_command("my plans/a.yaml")
    "bedmodel check 'my plans/a.yaml' --update"
    """
    return f"bedmodel check {shlex.quote(str(path))} --update"


def _read(path: Path, hint: str) -> PlacedMap:
    """The file as it stands; nobody mends a lock by hand, so that every hint is how to write it anew."""
    try:
        text = read_text(path, str(path))
        if conflict := _CONFLICT.search(text):
            place = Place(str(path), text.count("\n", 0, conflict.start()) + 1)
            first = f"settle the scenario first, then {hint}"
            raise ScenarioError([Problem(place, "K004", "", "git has left a merge conflict in this lock", first)])
        return parse(text, str(path))
    except ScenarioError as error:
        hint = f"move the folder away, then {hint}" if path.is_dir() else hint
        raise ScenarioError(p if p.code == "K004" else replace(p, hint=hint) for p in error.problems) from None


class _Faults:
    """Takes a lock out of a tree, noting what is missing or of another kind."""

    def __init__(self, tree: PlacedMap, hint: str) -> None:
        self.tree, self.hint = tree, hint
        self.problems: list[Problem] = []
        for key in tree:
            if key not in _KEYS:
                self.problems.append(Problem(tree.key_places[key], "K004", key, f"unknown key `{key}`", hint))

    def report(self, key: str, message: str, place: Place | None = None) -> None:
        where = place or self.tree.value_places.get(key, self.tree.place)
        self.problems.append(Problem(where, "K004", key, message, self.hint))

    def lock(self) -> Lock:
        """The lock, as far as it can be read."""
        said = {section: self.section(section) for section in SECTIONS}
        places = {
            (section, path): part.key_places[path]
            for section in ("headline", "solved", *SECTIONS)
            if isinstance(part := self.tree.get(section), PlacedMap)
            for path in part
        }
        places |= {("", key): place for key, place in self.tree.value_places.items()}
        headline = {
            address: self.numbers("headline", address, row) for address, row in self.section("headline").items()
        }
        return Lock(
            scenario=self.text("scenario"),
            seed=self.whole("seed"),
            draws=self.whole("draws", most=MAX_DRAWS),
            year=self.text("year"),
            headline=headline,
            solved=self.numbers("solved", "", self.section("solved")),
            said=said,
            places=places,
        )

    def text(self, key: str) -> str:
        value = self.tree.get(key)
        if not isinstance(value, str) or not value:
            self.report(key, "a text is wanted here" if key in self.tree else "this key is missing")
            return ""
        return str(value)

    def whole(self, key: str, most: float = math.inf) -> int:
        value = self.tree.get(key)
        if not isinstance(value, PlacedNumber) or not value.is_integer() or not 0 <= value <= most:
            wanted = "a whole number is wanted here" + (f", of {most:,} at most" if most < math.inf else "")
            self.report(key, wanted if key in self.tree else "this key is missing")
            return 0
        return int(value)

    def section(self, key: str) -> dict[str, Any]:
        value = self.tree.get(key)
        if not isinstance(value, PlacedMap):
            self.report(key, "a mapping is wanted here" if key in self.tree else "this key is missing")
            return {}
        return {name: plain(item) for name, item in value.items()}

    def numbers(self, section: str, address: str, row: Any) -> dict[str, float | None]:
        path = ".".join(filter(None, [section, address]))
        if not isinstance(row, dict):
            self.report(path, "a mapping of numbers is wanted here", self._place(section, address))
            return {}
        for name, number in row.items():
            if isinstance(number, bool) or not isinstance(number, int | float):
                self.report(f"{path}.{name}", "a number is wanted here", self._place(section, address or name))
                return {}
        return row

    def _place(self, section: str, name: str) -> Place | None:
        part = self.tree.get(section)
        return part.value_places.get(name) if isinstance(part, PlacedMap) else None


def plain(node: Any) -> Any:
    """What was read, without its places: whole numbers as such, as they were written."""
    if isinstance(node, PlacedMap):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, PlacedList):
        return [plain(item) for item in node]
    if isinstance(node, PlacedNumber):
        return plain_number(node)
    return str(node) if isinstance(node, str) else node
