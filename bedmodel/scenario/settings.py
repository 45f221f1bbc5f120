"""What `--set path=value` lays over a scenario; its numbers count as unsourced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from bedmodel.problems import Place, Problem, ScenarioError, did_you_mean
from bedmodel.scenario.overlay import ACCESS_KEYS, find, merge
from bedmodel.scenario.placed import SETTING, PlacedMap, PlacedNumber, PlacedText, is_assumption
from bedmodel.scenario.reader import MAX_DEPTH, parse_value

LONGEST_SETTING = 200


@dataclass(frozen=True)
class Shape:
    """What settings must know of the schema."""

    plain: frozenset[str]
    """Keys whose numbers need no source."""
    sections: frozenset[str]
    """Keys that hold parts by name and may be absent."""


def place_of(setting: str) -> Place:
    """How a setting is named where a file would be."""
    return Place(f"{SETTING}{' '.join(setting[:LONGEST_SETTING].splitlines())}")


def apply_settings(tree: PlacedMap, settings: Sequence[str], shape: Shape, problems: list[Problem]) -> PlacedMap:
    """The tree with each `path=value` from the command line laid over it, its numbers marked as unsourced."""
    for setting in settings:
        place = place_of(setting)
        path, equals, text = setting.partition("=")
        path = path.strip()
        if not equals or not path:
            hint = "write --set pools.acute.occupancy=0.95"
            problems.append(Problem(place, "S009", path, "not of the form path=value", hint))
            continue
        try:
            value = parse_value(text.strip(), place)
        except ScenarioError as error:
            problems += error.problems
            continue
        overlay = _setting(tree, path.removesuffix(".value"), value, shape, place)
        if isinstance(overlay, Problem):
            problems.append(overlay)
        else:
            tree = merge(tree, overlay, problems)
    return tree


def _setting(tree: PlacedMap, path: str, value: Any, shape: Shape, place: Place) -> PlacedMap | Problem:
    """What a setting lays over the tree, or why it cannot."""
    if find(tree, path) is None and find(tree, f"assumptions.{path}") is not None:
        path = f"assumptions.{path}"
    keys = _split(tree, path)
    parent = _walk(tree, keys[:-1])
    if parent is None and len(keys) > 2 and keys[-2] in shape.sections:
        parent = _walk(tree, keys[:-2])
    if not isinstance(parent, PlacedMap) and keys[-1] in ACCESS_KEYS:
        parent = _walk(tree, keys[:-2])
    old = parent.get(keys[-1]) if isinstance(parent, PlacedMap) else None
    if _is_section(old) and not isinstance(value, PlacedMap):
        hint = did_you_mean(f"{path}.", [f"{path}.{key}" for key in old])
        return Problem(place, "S009", path, "this is a whole section, not a number", hint)
    if not isinstance(parent, PlacedMap) or len(keys) == 1 or "" in keys:
        known = [name.removeprefix("assumptions.") for name in paths(tree)]
        message = "there is no such place in the scenario"
        return Problem(place, "S009", path, message, did_you_mean(path, known))
    overlay: Any = value
    if isinstance(value, PlacedNumber) and not _is_plain(tree, keys[-1], old, shape.plain):
        overlay = PlacedMap(place)
        overlay.put("value", value, place, place)
        overlay.put("source", PlacedText("assumed", place), place, place)
        if isinstance(old, PlacedMap) and "prices" in old:
            overlay.take(old, "prices")
    for key in reversed(keys):
        wrapper = PlacedMap(place)
        wrapper.put(key, overlay, place, place)
        overlay = wrapper
    assert isinstance(overlay, PlacedMap)
    return overlay


def _is_section(old: Any) -> TypeGuard[PlacedMap]:
    """Whether a whole section stands there, which no number can replace; an access standard is none."""
    return isinstance(old, PlacedMap) and not is_assumption(old) and ACCESS_KEYS.isdisjoint(old)


def _is_plain(tree: PlacedMap, key: str, old: Any, plain: frozenset[str]) -> bool:
    """Whether a place takes a plain number or text, rather than an assumption or the name of one."""
    named = tree.get("assumptions")
    if is_assumption(old) or (isinstance(old, PlacedText) and isinstance(named, PlacedMap) and str(old) in named):
        return False
    return key in plain or isinstance(old, PlacedText)


def _split(tree: Any, path: str) -> list[str]:
    """A dotted path as keys, where a key of the tree may itself hold dots."""
    if isinstance(tree, PlacedMap):
        for key in sorted(tree, key=len, reverse=True):
            if path == key:
                return [key]
            if path.startswith(key + "."):
                return [key, *_split(tree[key], path[len(key) + 1 :])]
    return path.split(".", MAX_DEPTH)


def _walk(tree: Any, keys: Sequence[str]) -> Any:
    """What stands under the keys; nothing where the way leads into an assumption."""
    for key in keys:
        if is_assumption(tree):
            return None
        if not isinstance(tree, PlacedMap) or key not in tree:
            return None
        tree = tree[key]
    return None if is_assumption(tree) else tree


def paths(tree: Any, prefix: str = "") -> list[str]:
    """Every path of a tree that holds an assumption or a plain value."""
    if not isinstance(tree, PlacedMap) or is_assumption(tree):
        return [prefix]
    return [p for key, value in tree.items() for p in paths(value, f"{prefix}.{key}" if prefix else key)]
