"""Plain values that remember where they were written: the tree between YAML text and validated models."""

from __future__ import annotations

from typing import Any

from bedmodel.problems import Place

SETTING = "--set "
"""How the place of a value given on the command line begins."""
ASSUMPTION_KEYS = frozenset({"value", "values"})


class PlacedText(str):
    """Text, with its place and its path in the scenario."""

    place: Place
    path: str = ""

    def __new__(cls, text: str, place: Place) -> PlacedText:
        """Make it from the text and where it stands."""
        self = super().__new__(cls, text)
        self.place = place
        return self


class PlacedNumber(float):
    """A number, with the text it was written as, its place and its path."""

    place: Place
    text: str
    path: str = ""

    def __new__(cls, text: str, place: Place) -> PlacedNumber:
        """Make it from the text and where it stands."""
        self = super().__new__(cls, text)
        self.text = text
        self.place = place
        return self


class PlacedList(list[Any]):
    """A sequence, with its place and path."""

    def __init__(self, items: list[Any], place: Place, places: list[Place]) -> None:
        super().__init__(items)
        self.place = place
        self.places = places
        self.path = ""


class PlacedMap(dict[str, Any]):
    """A mapping, with the place of each key and of each value, and its path."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.path = ""
        self.key_places: dict[str, Place] = {}
        self.value_places: dict[str, Place] = {}

    def put(self, key: str, value: Any, key_place: Place, value_place: Place) -> None:
        """Set a key together with the two places."""
        self[key] = value
        self.key_places[key] = key_place
        self.value_places[key] = value_place

    def take(self, other: PlacedMap, key: str) -> None:
        """Set a key to what another mapping has there, places and all."""
        self.put(key, other[key], other.key_places[key], other.value_places[key])

    def drop(self, key: str) -> None:
        """Remove a key and its places."""
        for table in (self, self.key_places, self.value_places):
            table.pop(key, None)

    def copy(self) -> PlacedMap:
        """A shallow copy that keeps places and path."""
        new = PlacedMap(self.place)
        new.path = self.path
        for key in self:
            new.take(self, key)
        return new


def is_assumption(value: Any) -> bool:
    """Whether a node of the tree is an assumption: a mapping with a value or values of its own."""
    return isinstance(value, PlacedMap) and not ASSUMPTION_KEYS.isdisjoint(value)


def assign_paths(node: Any, path: str = "") -> None:
    """Write each node's dotted path into it, from the top of the scenario down.

    Library assumptions are keyed `evidence.falls` and so keep their own name as path.
    """
    if isinstance(node, PlacedMap):
        node.path = path
        for key, value in node.items():
            assign_paths(value, f"{path}.{key}" if path else key)
    elif isinstance(node, PlacedList):
        node.path = path
        for index, value in enumerate(node):
            assign_paths(value, f"{path}[{index}]")
    elif isinstance(node, PlacedText | PlacedNumber):
        node.path = path


def walk(node: Any, loc: tuple[str | int, ...], *, key: bool = False) -> tuple[Place, str]:
    """The place and path of a location in the tree, or of the nearest thing around it that exists.

    With `key`, the place of the last step's key instead of its value.
    """
    place, path = getattr(node, "place", Place("?")), getattr(node, "path", "")
    for number, step in enumerate(loc, start=1):
        if isinstance(node, PlacedMap) and isinstance(step, str):
            path = f"{path}.{step}" if path else step
            if step not in node:
                break
            places = node.key_places if key and number == len(loc) else node.value_places
            place, node = places[step], node[step]
        elif isinstance(node, PlacedList) and isinstance(step, int) and step < len(node):
            path = f"{path}[{step}]"
            place, node = node.places[step], node[step]
        else:
            break
    return place, path


def without(node: Any, loc: tuple[str | int, ...]) -> Any:
    """A copy of a tree without what stands at a location; the tree itself where nothing does."""
    if not isinstance(node, PlacedMap) or not loc or loc[0] not in node:
        return node
    key, copy = str(loc[0]), node.copy()
    if len(loc) == 1:
        copy.drop(key)
    else:
        copy[key] = without(node[key], loc[1:])
    return copy
