"""Puts a scenario together from its files: `extends` (one parent), `include` (libraries), `remove`, and `--set`.

Mappings merge key by key; an assumption is replaced whole. Unit, title and limits belong to the slot and are
inherited; value, source, distribution and confidence belong to the number and are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bedmodel.problems import Place, Problem, ScenarioError, did_you_mean
from bedmodel.scenario.placed import SETTING, PlacedList, PlacedMap, PlacedNumber, PlacedText, is_assumption
from bedmodel.scenario.reader import MAX_DEPTH, parse_value, read

FORMAT = 1
MAX_CHAIN = 32
SLOT_KEYS = ("title", "unit", "limits")
LONGEST_SETTING = 200
_LIBRARY_HEADER = ("id", "title")
_FILE_KEYS = ("extends", "include", "remove")


@dataclass(frozen=True)
class Layer:
    """One scenario file, read, with the libraries it includes."""

    file: str
    tree: PlacedMap
    libraries: tuple[tuple[str, PlacedMap], ...] = ()


@dataclass
class Files:
    """Reads files relative to one another, confined to a root folder where one is given."""

    root: Path | None = None
    problems: list[Problem] = field(default_factory=list)

    def locate(self, text: str, near: Path | None, place: Place) -> Path:
        """The file that a text names, next to another file; refused outside the root."""
        if "\0" in text:
            raise ScenarioError([Problem(place, "Y001", "", "a file name cannot hold a NUL character")])
        path = Path(text) if near is None else near.parent / text
        try:
            resolved = path.resolve()
        except (OSError, RuntimeError, ValueError) as error:
            raise ScenarioError([Problem(place, "Y001", "", f"cannot be found: {error}")]) from error
        if self.root is not None and not resolved.is_relative_to(self.root.resolve()):
            hint = f"only files below {self.root} may be read"
            raise ScenarioError([Problem(place, "Y012", "", f"{text} lies outside the folder that may be read", hint)])
        return path

    def chain(self, path: str) -> list[Layer]:
        """The scenario and its ancestors, oldest first. Raises ScenarioError with all their problems."""
        layers: list[Layer] = []
        seen: dict[Path, str] = {}
        place, near, text = Place(path), None, path
        while True:
            try:
                here = self.locate(text, near, place)
                if here.resolve() in seen:
                    circle = " → ".join([*seen.values(), str(here)])
                    raise ScenarioError([Problem(place, "E001", "extends", f"these files extend each other: {circle}")])
                if len(layers) >= MAX_CHAIN:
                    message = f"more than {MAX_CHAIN} files extend one another"
                    raise ScenarioError([Problem(place, "E002", "extends", message)])
                seen[here.resolve()] = str(here)
                tree = self._read(here, place, near)
            except ScenarioError as error:
                self.problems += error.problems
                break
            layers.append(Layer(str(here), tree, tuple(self._libraries(here, tree))))
            parent = tree.get("extends")
            if parent is None:
                break
            place = tree.value_places["extends"]
            if not isinstance(parent, PlacedText):
                self.problems.append(Problem(place, "S003", "extends", "must be the name of one file"))
                break
            near, text = here, str(parent)
        if self.problems:
            raise ScenarioError(self.problems)
        return layers[::-1]

    def _read(self, path: Path, place: Place, near: Path | None) -> PlacedMap:
        try:
            tree = read(path, str(path))
            _check_format(tree)
            return tree
        except ScenarioError as error:
            if near is None or error.problems[0].code not in ("Y001", "Y002", "Y003"):
                raise
            first = error.problems[0]
            raise ScenarioError(
                [Problem(place, first.code, "", f"{path}: {first.message}", "paths are relative to this file")]
            ) from None

    def _libraries(self, near: Path, tree: PlacedMap) -> list[tuple[str, PlacedMap]]:
        includes = tree.get("include")
        if includes is None:
            return []
        if not isinstance(includes, PlacedList):
            self.problems.append(
                Problem(
                    tree.value_places["include"],
                    "S003",
                    "include",
                    "must be a list of files",
                    "write [one.yaml]",
                )
            )
            return []
        found = []
        for text, place in zip(includes, includes.places, strict=True):
            try:
                if not isinstance(text, PlacedText):
                    raise ScenarioError([Problem(place, "S003", "include", "must be the name of a file")])
                path = self.locate(str(text), near, place)
                library = self._read(path, place, near)
                found.append((_library_name(library, place, str(path)), library))
            except ScenarioError as error:
                self.problems += error.problems
        return found


def _check_format(tree: PlacedMap) -> None:
    version = tree.get("bedmodel")
    if not isinstance(version, PlacedNumber) or float(version) != FORMAT:
        place = tree.value_places.get("bedmodel", tree.place)
        hint = f"write `bedmodel: {FORMAT}` on the first line"
        raise ScenarioError([Problem(place, "S004", "bedmodel", f"this program reads format {FORMAT}", hint)])


def _library_name(library: PlacedMap, place: Place, file: str) -> str:
    header = library.get("library")
    name = header.get("id") if isinstance(header, PlacedMap) else None
    if not isinstance(name, PlacedText) or not name or "extends" in library or "scenario" in library:
        hint = "a library begins with `bedmodel: 1` and `library: {id: …, title: …}`"
        raise ScenarioError([Problem(place, "E004", "include", f"{file} is not a library", hint)])
    assert isinstance(header, PlacedMap)
    problems = [
        Problem(library.value_places[key], "S003", key, "must be a mapping of keys to values")
        for key in ("sources", "assumptions")
        if not isinstance(library.get(key, library), PlacedMap)
    ]
    problems += [
        Problem(header.key_places[key], "S001", f"library.{key}", "unknown key", did_you_mean(key, _LIBRARY_HEADER))
        for key in header
        if key not in _LIBRARY_HEADER
    ]
    if problems:
        raise ScenarioError(problems)
    return str(name)


def merge(parent: PlacedMap, child: PlacedMap, problems: list[Problem], path: str = "") -> PlacedMap:
    """The parent with the child laid over it."""
    result = parent.copy()
    result.place = child.place
    for key, value in child.items():
        here = f"{path}.{key}" if path else key
        old = parent.get(key)
        if isinstance(old, PlacedMap) and isinstance(value, PlacedMap):
            if is_assumption(old) or is_assumption(value):
                value = _replace(old, value, problems, here)
            else:
                value = merge(old, value, problems, here)
        result.put(key, value, child.key_places[key], child.value_places[key])
    return result


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


def remove(tree: PlacedMap, targets: Any, problems: list[Problem]) -> None:
    """Take named parts out of a merged tree: `remove: [levers.care-homes]`."""
    if not isinstance(targets, PlacedList):
        problems.append(Problem(getattr(targets, "place", tree.place), "S003", "remove", "must be a list of paths"))
        return
    for target, place in zip(targets, targets.places, strict=True):
        found = _find(tree, str(target)) if isinstance(target, PlacedText) else None
        if found is None:
            problems.append(Problem(place, "E005", str(target), "nothing to remove here"))
        else:
            found[0].drop(found[1])


def _find(tree: PlacedMap, path: str) -> tuple[PlacedMap, str] | None:
    """The mapping and key that a dotted path names; keys may hold dots themselves."""
    for key in tree:
        if path == key:
            return tree, key
        if path.startswith(key + ".") and isinstance(tree[key], PlacedMap):
            found = _find(tree[key], path[len(key) + 1 :])
            if found is not None:
                return found
    return None


def own_part(layer: Layer) -> PlacedMap:
    """What a layer says itself, without the keys that only put files together."""
    tree = layer.tree.copy()
    for key in _FILE_KEYS:
        tree.drop(key)
    return tree


def with_library(tree: PlacedMap, name: str, library: PlacedMap, problems: list[Problem]) -> PlacedMap:
    """The tree with a library's sources and assumptions added under the library's own name."""
    result = tree.copy()
    for section in ("sources", "assumptions"):
        so_far, part = tree.get(section), library.get(section)
        merged = so_far.copy() if isinstance(so_far, PlacedMap) else PlacedMap(library.place)
        for key in part if isinstance(part, PlacedMap) else ():
            assert isinstance(part, PlacedMap)
            full = f"{name}.{key}"
            old = merged.key_places.get(full)
            if old is not None and old != part.key_places[key]:
                problems.append(Problem(part.key_places[key], "E006", full, f"also defined at {old}"))
                continue
            value = _own_references(part[key], name, library) if section == "assumptions" else part[key]
            merged.put(full, value, part.key_places[key], part.value_places[key])
        result.put(section, merged, library.place, library.place)
    extra = [key for key in library if key not in ("bedmodel", "library", "sources", "assumptions")]
    for key in extra:
        hint = "a library holds sources and assumptions only"
        problems.append(Problem(library.key_places[key], "S001", key, "unknown key in a library", hint))
    return result


def _own_references(value: Any, name: str, library: PlacedMap) -> Any:
    """A library's assumption with its sources written with the library's name in front."""
    if isinstance(value, PlacedText) and str(value) in (library.get("assumptions") or {}):
        return PlacedText(f"{name}.{value}", value.place)
    if not isinstance(value, PlacedMap) or "source" not in value:
        return value
    sources = library.get("sources") or {}

    def prefixed(ref: Any) -> Any:
        if isinstance(ref, PlacedText) and str(ref) in sources:
            return PlacedText(f"{name}.{ref}", ref.place)
        if isinstance(ref, PlacedList):
            return PlacedList([prefixed(item) for item in ref], ref.place, ref.places)
        if isinstance(ref, PlacedMap) and "ref" in ref:
            copy = ref.copy()
            copy.put("ref", prefixed(ref["ref"]), ref.key_places["ref"], ref.value_places["ref"])
            return copy
        return ref

    result = value.copy()
    result.put("source", prefixed(value["source"]), value.key_places["source"], value.value_places["source"])
    return result


@dataclass(frozen=True)
class Shape:
    """What settings must know of the schema."""

    plain: frozenset[str]
    """Keys whose numbers need no source."""
    sections: frozenset[str]
    """Keys that hold parts by name and may be absent."""


def apply_settings(tree: PlacedMap, settings: Sequence[str], shape: Shape, problems: list[Problem]) -> PlacedMap:
    """The tree with each `path=value` from the command line laid over it, its numbers marked as unsourced."""
    for setting in settings:
        place = Place(f"{SETTING}{setting[:LONGEST_SETTING]}")
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
    if _find(tree, path) is None and _find(tree, f"assumptions.{path}") is not None:
        path = f"assumptions.{path}"
    keys = _split(tree, path)
    parent = _walk(tree, keys[:-1])
    if parent is None and len(keys) > 2 and keys[-2] in shape.sections:
        parent = _walk(tree, keys[:-2])
    old = parent.get(keys[-1]) if isinstance(parent, PlacedMap) else None
    if isinstance(old, PlacedMap) and not is_assumption(old) and not isinstance(value, PlacedMap):
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
    for key in reversed(keys):
        wrapper = PlacedMap(place)
        wrapper.put(key, overlay, place, place)
        overlay = wrapper
    assert isinstance(overlay, PlacedMap)
    return overlay


def _is_plain(tree: PlacedMap, key: str, old: Any, plain: frozenset[str]) -> bool:
    """Whether a place takes a plain number or text, rather than an assumption or the name of one."""
    if key in plain:
        return True
    named = tree.get("assumptions")
    return isinstance(old, PlacedText) and not (isinstance(named, PlacedMap) and str(old) in named)


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
