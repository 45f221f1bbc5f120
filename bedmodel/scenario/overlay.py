"""Lays scenario files over one another: `extends`, `include` and `remove`.

Mappings merge key by key; an assumption is replaced whole. Unit, title, limits and what to compare with belong to the
slot and are inherited; value, source, distribution and confidence belong to the number and are not.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bedmodel.problems import Place, Problem
from bedmodel.scenario.files import Layer
from bedmodel.scenario.placed import PlacedList, PlacedMap, PlacedText, is_assumption

SLOT_KEYS = ("title", "unit", "limits", "compare_with")
ACCESS_KEYS = frozenset({"refusal", "days_over"})
"""Standards that take the place of an occupancy."""
LIBRARY_SECTIONS = ("sources", "assumptions", "scrutiny", "accept")
FILE_KEYS = ("extends", "include", "remove")


def merge(parent: PlacedMap, child: PlacedMap, problems: list[Problem], path: str = "") -> PlacedMap:
    """The parent with the child laid over it."""
    result = parent.copy()
    result.place = child.place
    for key, value in child.items():
        here = f"{path}.{key}" if path else key
        old = parent.get(key)
        if isinstance(old, PlacedMap) and value is None:
            message = "nothing stands here, which would take out all that the parent has"
            problems.append(Problem(child.key_places[key], "S003", here, message, f"write remove: [{here}]"))
            continue
        if isinstance(old, PlacedMap) and isinstance(value, PlacedMap) and not _another_kind(old, value):
            if is_assumption(old) or is_assumption(value):
                value = _replace(old, value, problems, here)
            else:
                value = merge(old, value, problems, here)
        result.put(key, value, child.key_places[key], child.value_places[key])
    return result


def _another_kind(old: PlacedMap, new: PlacedMap) -> bool:
    """Whether either is an access standard: one thing, which replaces what stood there, and is replaced, whole."""
    return not (ACCESS_KEYS.isdisjoint(old) and ACCESS_KEYS.isdisjoint(new))


def _replace(old: PlacedMap, new: PlacedMap, problems: list[Problem], path: str) -> PlacedMap:
    if not is_assumption(new):
        problems.append(
            Problem(
                new.place,
                "E003",
                path,
                "changes part of an assumption without restating its value",
                "write the value again, with its own source: {value: …, source: …}",
            )
        )
        return old
    if not is_assumption(old):
        return new
    result = new.copy()
    for key in SLOT_KEYS:
        if key in old and key not in new:
            result.take(old, key)
    return result


def remove(tree: PlacedMap, targets: Any, problems: list[Problem]) -> PlacedMap:
    """A merged tree without some of its parts: `remove: [levers.care-homes]`."""
    if not isinstance(targets, PlacedList):
        problems.append(Problem(getattr(targets, "place", tree.place), "S003", "remove", "must be a list of paths"))
        return tree
    for target, place in zip(targets, targets.places, strict=True):
        if not isinstance(target, PlacedText):
            problems.append(Problem(place, "S003", "remove", "must be a path, such as levers.care-homes"))
            continue
        smaller = _without(tree, str(target))
        if smaller is None:
            problems.append(Problem(place, "E005", str(target), "nothing to remove here"))
        else:
            tree = smaller
    return tree


def _without(tree: PlacedMap, path: str) -> PlacedMap | None:
    """A copy of the tree without what a dotted path names; None where nothing stands there.

    What leads to the path is copied too: other scenarios may share the tree.
    """
    for key, value in tree.items():
        result = tree.copy()
        if path == key:
            result.drop(key)
            return result
        if path.startswith(key + ".") and isinstance(value, PlacedMap):
            smaller = _without(value, path[len(key) + 1 :])
            if smaller is not None:
                result[key] = smaller
                return result
    return None


def find(tree: PlacedMap, path: str) -> tuple[PlacedMap, str] | None:
    """The mapping and key that a dotted path names; keys may hold dots themselves."""
    for key in tree:
        if path == key:
            return tree, key
        if path.startswith(key + ".") and isinstance(tree[key], PlacedMap):
            found = find(tree[key], path[len(key) + 1 :])
            if found is not None:
                return found
    return None


def own_part(layer: Layer) -> PlacedMap:
    """What a layer says itself, without the keys that only put files together."""
    tree = layer.tree.copy()
    for key in FILE_KEYS:
        tree.drop(key)
    return tree


def with_library(tree: PlacedMap, name: str, library: PlacedMap, problems: list[Problem]) -> PlacedMap:
    """The tree with a library's sources and assumptions added under the library's own name, and its questions."""
    result = tree.copy()
    for section in ("sources", "assumptions"):
        so_far, part = tree.get(section), library.get(section)
        merged = so_far.copy() if isinstance(so_far, PlacedMap) else PlacedMap(library.place)
        for key in part if isinstance(part, PlacedMap) else ():
            assert isinstance(part, PlacedMap)
            full = f"{name}.{key}"
            value = _own_references(part[key], name, library) if section == "assumptions" else part[key]
            merged.put(full, value, part.key_places[key], part.value_places[key])
        result.put(section, merged, library.place, library.place)
    if library.get("scrutiny") is not None:
        asked = PlacedMap(library.place)
        asked.put("scrutiny", _own_sources(library["scrutiny"], name, library), *_places(library, "scrutiny"))
        result = merge(result, asked, problems)
    extra = [key for key in library if key not in ("bedmodel", "library", *LIBRARY_SECTIONS)]
    for key in extra:
        hint = "a library holds sources, assumptions and scrutiny only"
        problems.append(Problem(library.key_places[key], "S001", key, "unknown key in a library", hint))
    return result


def _places(found: PlacedMap, key: str) -> tuple[Place, Place]:
    return found.key_places[key], found.value_places[key]


def _own_references(value: Any, name: str, library: PlacedMap) -> Any:
    """A library's assumption, the library's name in front of its sources and of what it is compared with."""
    if isinstance(value, PlacedText) and str(value) in (library.get("assumptions") or {}):
        return PlacedText(f"{name}.{value}", value.place)
    if not isinstance(value, PlacedMap):
        return value
    result = value.copy()
    for key, section in (("source", "sources"), ("compare_with", "assumptions")):
        if key in value:
            result.put(key, _prefixed(value[key], name, library.get(section) or {}), *_places(value, key))
    return result


def _own_sources(value: Any, name: str, library: PlacedMap) -> Any:
    """A part of a library, however deep, with its sources written with the library's name in front."""
    if not isinstance(value, PlacedMap):
        return value
    result = value.copy()
    for key, part in value.items():
        if key == "source":
            part = _prefixed(part, name, library.get("sources") or {})
        result.put(key, _own_sources(part, name, library), *_places(value, key))
    return result


def _prefixed(ref: Any, name: str, own: Collection[str]) -> Any:
    """Names of sources or assumptions as written, each of the library's own with the library's name in front."""
    if isinstance(ref, PlacedText) and str(ref) in own:
        return PlacedText(f"{name}.{ref}", ref.place)
    if isinstance(ref, PlacedList):
        return PlacedList([_prefixed(item, name, own) for item in ref], ref.place, ref.places)
    if isinstance(ref, PlacedMap) and "ref" in ref:
        copy = ref.copy()
        copy.put("ref", _prefixed(ref["ref"], name, own), *_places(ref, "ref"))
        return copy
    return ref
