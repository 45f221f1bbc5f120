"""What a lint rule looks at: one file, what it says itself, and the scenario or library that it makes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bedmodel.problems import Place
from bedmodel.scenario.account import Account
from bedmodel.scenario.lookup import resolved
from bedmodel.scenario.overlay import find
from bedmodel.scenario.placed import PlacedList, PlacedMap, PlacedNumber, PlacedText, is_assumption
from bedmodel.scenario.quantity import Assumption, Bounds, Quantity
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import ScenarioFile


@dataclass(frozen=True)
class Found:
    """What a rule has found: where, which value or part, what about it, and what to do."""

    place: Place
    path: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Subject:
    """A file that is linted."""

    file: str
    own: PlacedMap
    """What the file says itself."""
    tree: PlacedMap
    """All that it says with its parents and libraries, each value with its place."""
    below: PlacedMap
    """What its parents and libraries say, on which it lies."""
    accounts: Mapping[str, Account]
    day: datetime.date
    """The day on which it is read; what was to be reviewed before is stale."""
    scenario: Scenario | None = None
    """None for a library."""

    @property
    def is_library(self) -> bool:
        """Whether it is a library, of whose numbers nobody knows where they will stand."""
        return self.scenario is None

    @cached_property
    def content(self) -> ScenarioFile:
        """What is run: the scenario without the parts that are set aside."""
        assert self.scenario is not None
        return self.scenario.content

    @cached_property
    def whole(self) -> ScenarioFile:
        """All that the files say."""
        assert self.scenario is not None
        return self.scenario.whole

    def bounds(self, assumption: Assumption) -> Bounds:
        """What a number can be at all: what every place that uses it allows, a run or an appraisal."""
        return self._bounds.get(assumption.path, assumption.bounds)

    @cached_property
    def _bounds(self) -> Mapping[str, Bounds]:
        return self.scenario.for_appraisal().bounds if self.scenario is not None else {}

    def is_own(self, place: Place) -> bool:
        """Whether a place lies in the file itself."""
        return place.file == self.file

    def at(self, path: str, *, key: bool = False) -> Place:
        """Where the value at a path was written, or its key; the file where it is not there."""
        found = find(self.tree, path)
        if found is None:
            return Place(self.file)
        holder, name = found
        return (holder.key_places if key else holder.value_places)[name]

    def written(self, assumption: Assumption) -> list[str]:
        """The number of an assumption, or its numbers, as the file writes them, noughts at the end and all."""
        node = self._numbers.get(assumption.place)
        if node is None:
            return [f"{number:.12g}" for number in assumption.numbers]
        values = node.get("values")
        numbers = values.values() if isinstance(values, PlacedMap) else (node.get("value"),)
        return [number.text for number in numbers if isinstance(number, PlacedNumber)]

    @cached_property
    def _numbers(self) -> Mapping[Place, PlacedMap]:
        """The assumptions of the file and of those it inherits solved values from, as written, by their places."""
        ancestors = self.scenario.ancestors if self.scenario is not None else ()
        trees = (self.tree, *(ancestor.tree for ancestor in ancestors))
        return {node.place: node for tree in trees for node in _assumptions(tree)}

    def behind(self, quantity: Quantity | None) -> Assumption | None:
        """The assumption behind a number or a name."""
        return resolved(self.content, quantity)


def _assumptions(node: object) -> Iterator[PlacedMap]:
    if is_assumption(node):
        assert isinstance(node, PlacedMap)
        yield node
    elif isinstance(node, PlacedMap | PlacedList):
        for value in node.values() if isinstance(node, PlacedMap) else node:
            yield from _assumptions(value)


Rule = Callable[[Subject], Iterator[Found]]
"""One rule: a pure function of a file."""


def texts(node: object, key: str = "") -> Iterator[tuple[str, PlacedText]]:
    """Every text below a node with the key it stands under; what stands in a list, with the key of the list."""
    if isinstance(node, PlacedText):
        yield key, node
    elif isinstance(node, PlacedMap):
        for name, value in node.items():
            yield from texts(value, name)
    elif isinstance(node, PlacedList):
        for value in node:
            yield from texts(value, key)
