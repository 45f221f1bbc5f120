"""A library by itself: its sources and named assumptions, read and checked as far as a library can be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from bedmodel.once import Once
from bedmodel.problems import Problem, ScenarioError
from bedmodel.scenario.account import Account, citations
from bedmodel.scenario.context import Context, problems_of
from bedmodel.scenario.files import Files
from bedmodel.scenario.overlay import LIBRARY_SECTIONS
from bedmodel.scenario.placed import PlacedMap, assign_paths
from bedmodel.scenario.quantity import BROKEN, Assumption, Name
from bedmodel.scenario.rules_stated import acceptances_are_sound
from bedmodel.scenario.schema_library import LibraryFile
from bedmodel.scenario.titles import title_of


@dataclass(frozen=True)
class Library:
    """A library, validated, with an account of each of its assumptions; nothing says where they are used."""

    file: str
    tree: PlacedMap
    content: LibraryFile
    accounts: dict[str, Account]


def is_library(tree: PlacedMap) -> bool:
    """Whether a file says that it is a library."""
    return "library" in tree


def load_library(path: str | Path, *, root: Path | None = None, once: Once | None = None) -> Library:
    """Read and validate a library. Raises ScenarioError with every problem found."""
    name, read = Files(root, once or Once()).library(str(path))
    tree = read.copy()
    problems = [_misplaced(tree, key) for key in read if key not in _KEYS]
    for key in read:
        if key not in _KEYS:
            tree.drop(key)
    assign_paths(tree)
    for key, value in tree.get("assumptions", {}).items():
        assign_paths(value, f"{name}.{key}")
    names = frozenset(_keys(tree, "assumptions"))
    context = Context(None, frozenset(_keys(tree, "sources")), names, problems=problems)
    try:
        content = LibraryFile.model_validate(tree, context=context)
    except ValidationError as error:
        raise ScenarioError([*problems, *problems_of(error, tree)]) from None
    acceptances_are_sound(content.accept, context)
    _comparisons_exist(content, context)
    if problems:
        raise ScenarioError(problems)
    return Library(str(path), tree, content, _accounts(content))


_KEYS = ("bedmodel", "library", *LIBRARY_SECTIONS)


def _misplaced(tree: PlacedMap, key: str) -> Problem:
    hint = "a library holds sources, assumptions and scrutiny only"
    return Problem(tree.key_places[key], "S001", key, "unknown key in a library", hint)


def _keys(tree: PlacedMap, section: str) -> tuple[str, ...]:
    part = tree.get(section)
    return tuple(part) if isinstance(part, PlacedMap) else ()


def _comparisons_exist(content: LibraryFile, context: Context) -> None:
    for quantity in content.assumptions.values():
        for name in quantity.compare_with if isinstance(quantity, Assumption) else ():
            if name not in content.assumptions:
                hint = context.suggest(name, content.assumptions)
                context.report(quantity, "N001", f"no assumption is called `{name}`", hint)
        if isinstance(quantity, Name) and quantity is not BROKEN and quantity.text not in content.assumptions:
            context.report(quantity, "N001", f"no assumption is called `{quantity.text}`")


def _accounts(content: LibraryFile) -> dict[str, Account]:
    found = [quantity for quantity in content.assumptions.values() if isinstance(quantity, Assumption)]
    return {a.path: Account(a, citations(content, a), (), "unused", title_of(content, a)) for a in found}
