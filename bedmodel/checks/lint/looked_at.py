"""One file, read and looked at by every rule."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bedmodel.checks.lint.accepted import Accepted, accepted_in
from bedmodel.checks.lint.citations import sources_used
from bedmodel.checks.lint.names import assumptions_used
from bedmodel.checks.lint.rules import warnings
from bedmodel.checks.lint.subject import Subject
from bedmodel.once import Once
from bedmodel.problems import Place, Problem, ScenarioError
from bedmodel.scenario.account import accounts
from bedmodel.scenario.files import Files, Layer, chain
from bedmodel.scenario.library import is_library, load_library
from bedmodel.scenario.load import laid, load
from bedmodel.scenario.overlay import with_library
from bedmodel.scenario.placed import PlacedMap

Used = tuple[str, str]
"""The file and path of something that a file uses."""


@dataclass(frozen=True)
class Looked:
    """What was found in one file, and what bears on what is found in others."""

    problems: tuple[Problem, ...] = ()
    accepted: frozenset[Accepted] = frozenset()
    """What the file and those below it accept."""
    own: tuple[Accepted, ...] = ()
    """What the file itself accepts."""
    used: frozenset[Used] = frozenset()
    """What it uses of the files it extends and includes, and of itself."""


def look(file: str, day: datetime.date, root: Path | None, once: Once) -> Looked:
    """Read one file, scenario or library, and look at it with every rule. Its errors are among what is found."""
    found = _look(file, day, root, once)
    return Looked(
        tuple(replace(problem, place=_plain(problem.place)) for problem in found.problems),
        frozenset(replace(one, place=_plain(one.place)) for one in found.accepted),
        tuple(replace(one, place=_plain(one.place)) for one in found.own),
        frozenset((os.path.normpath(where), what) for where, what in found.used),
    )


def _plain(place: Place) -> Place:
    """A place in a file that is called the same through whatever file it was reached."""
    return replace(place, file=os.path.normpath(place.file))


def _look(file: str, day: datetime.date, root: Path | None, once: Once) -> Looked:
    try:
        read = once(("lint", file), partial(_library_tree, file, root, once))
        return _library(file, day, root, once) if read is not None else _scenario(file, day, root, once)
    except ScenarioError as error:
        return Looked(tuple(error.problems))


def _library_tree(file: str, root: Path | None, once: Once) -> PlacedMap | None:
    """A file where it is a library, else None."""
    files = Files(root, once)
    tree = files.read(files.locate(file, None, Place(file)), Place(file))
    return tree if is_library(tree) else None


def _library(file: str, day: datetime.date, root: Path | None, once: Once) -> Looked:
    library = load_library(file, root=root, once=once)
    nothing = PlacedMap(library.tree.place)
    subject = Subject(file, library.tree, library.tree, nothing, library.accounts, day)
    own = tuple(accepted_in(library.tree))
    return Looked(tuple(warnings(subject)), frozenset(own), own, frozenset(sources_used(subject)))


def _scenario(file: str, day: datetime.date, root: Path | None, once: Once) -> Looked:
    scenario = load(file, root=root, once=once)
    layers = chain(file, root, once)
    assert scenario.tree is not None
    own = layers[-1].tree
    subject = Subject(file, own, scenario.tree, _below(layers, once), accounts(scenario), day, scenario)
    trees = [tree for layer in layers for tree in (layer.tree, *(library for _, library in layer.libraries))]
    return Looked(
        (*scenario.warnings, *warnings(subject)),
        frozenset(one for tree in trees for one in accepted_in(tree)),
        tuple(accepted_in(own)),
        frozenset((*sources_used(subject), *assumptions_used(subject))),
    )


def _below(layers: Sequence[Layer], once: Once) -> PlacedMap:
    """What a file lies on: its parents, and the libraries that it includes."""
    tree: PlacedMap | None = None
    for number, layer in enumerate(layers[:-1], start=1):
        key = ("laid", tuple(below.file for below in layers[:number]))
        tree = once(key, partial(laid, tree, layer, []))
    last = layers[-1]
    result = tree if tree is not None else PlacedMap(last.tree.place)
    for name, library in last.libraries:
        result = with_library(result, name, library, [])
    return result
