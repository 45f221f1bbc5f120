"""Finds and reads the files of a scenario: the parents it extends and the libraries it includes, within a root."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bedmodel.once import Once
from bedmodel.problems import Place, Problem, ScenarioError, did_you_mean
from bedmodel.scenario.placed import PlacedList, PlacedMap, PlacedNumber, PlacedText
from bedmodel.scenario.reader import parse
from bedmodel.scenario.store import DISK, Found, Store

FORMAT = 1
MAX_CHAIN = 32
_LIBRARY_HEADER = ("id", "title")


@dataclass(frozen=True)
class Layer:
    """One scenario file, read, with the libraries it includes."""

    file: str
    tree: PlacedMap
    libraries: tuple[tuple[str, PlacedMap], ...] = ()


def chain(path: str, root: Path | None, once: Once, store: Store = DISK) -> list[Layer]:
    """A scenario and its ancestors, oldest first, put together once. Raises ScenarioError with all their problems."""
    return once(("chain", path, store), lambda: Files(root, once, store=store).chain(path))


@dataclass
class Files:
    """Reads files relative to one another, confined to a root folder where one is given."""

    root: Path | None = None
    once: Once = field(default_factory=Once)
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, Path] = field(default_factory=dict)
    """Which file each library name stands for."""
    store: Store = DISK

    def locate(self, text: str, near: Found | None, place: Place) -> Found:
        """The file that a text names, next to another file; refused outside the root."""
        if "\0" in text:
            raise ScenarioError([Problem(place, "Y001", "", "a file name cannot hold a NUL character")])
        try:
            found = self.store.find(text, near)
        except (OSError, RuntimeError, ValueError) as error:
            raise ScenarioError([Problem(place, "Y001", "", f"cannot be found: {error}")]) from error
        if self.root is not None and not found.path.is_relative_to(self.root.resolve()):
            hint = f"only files below {self.root} may be read"
            raise ScenarioError([Problem(place, "Y012", "", f"{text} lies outside the folder that may be read", hint)])
        return found

    def chain(self, path: str) -> list[Layer]:
        """The scenario and its ancestors, oldest first. Raises ScenarioError with all their problems."""
        layers: list[Layer] = []
        seen: dict[Path, str] = {}
        place, near, text = Place(path), None, path
        while True:
            try:
                here = self.locate(text, near, place)
                if here.path in seen:
                    circle = " → ".join([*seen.values(), here.name])
                    raise ScenarioError([Problem(place, "E001", "extends", f"these files extend each other: {circle}")])
                if len(layers) >= MAX_CHAIN:
                    message = f"more than {MAX_CHAIN} files extend one another"
                    raise ScenarioError([Problem(place, "E002", "extends", message)])
                seen[here.path] = here.name
                tree = self.read(here, place, near)
            except ScenarioError as error:
                self.problems += error.problems
                break
            layers.append(Layer(here.name, tree, tuple(self._libraries(here, tree))))
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

    def library(self, path: str) -> tuple[str, PlacedMap]:
        """A library by itself: its name and what it holds. Raises ScenarioError."""
        place = Place(path)
        tree = self.read(self.locate(path, None, place), place)
        return _library_name(tree, place, path), tree

    def read(self, found: Found, place: Place, near: Found | None = None) -> PlacedMap:
        """One file, read once; `near` is the file that names it, if one does. Raises ScenarioError."""
        try:
            tree = self.once(("file", found.name), lambda: parse(self.store.text(found), found.name))
            _check_format(tree)
            return tree
        except ScenarioError as error:
            if near is None or error.problems[0].code not in ("Y001", "Y002", "Y003"):
                raise
            first = error.problems[0]
            raise ScenarioError(
                [Problem(place, first.code, "", f"{found.name}: {first.message}", "paths are relative to this file")]
            ) from None

    def _libraries(self, near: Found, tree: PlacedMap) -> list[tuple[str, PlacedMap]]:
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
                here = self.locate(str(text), near, place)
                library = self.read(here, place, near)
                name = _library_name(library, place, here.name)
                first = self.names.setdefault(name, here.path)
                if first != here.path:
                    message = f"two libraries are called `{name}`: {first.name} and {here.path.name}"
                    raise ScenarioError([Problem(place, "E006", "include", message)])
                found.append((name, library))
            except ScenarioError as error:
                self.problems += error.problems
        return found


def _check_format(tree: PlacedMap) -> None:
    version = tree.get("bedmodel")
    if not isinstance(version, PlacedNumber) or float(version) != FORMAT:
        place = tree.value_places.get("bedmodel", tree.place)
        hint = f"write `bedmodel: {FORMAT}` on the first line"
        if "lock" in tree:
            hint = "this is the lock of a scenario; name the scenario"
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
