"""Lint rules about sources: stale, carried over, idle, and fractions that do not say of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bedmodel.checks.lint.subject import Found, Subject, texts
from bedmodel.scenario.account import Account
from bedmodel.scenario.overlay import find
from bedmodel.scenario.placed import PlacedMap, PlacedNumber, PlacedText, is_assumption
from bedmodel.scenario.quantity import ASSUMED, Name, references
from bedmodel.scenario.schema import slots

_NUMBER_KEYS = ("value", "values")
_FRACTION = "fraction"


def reviews_are_due(subject: Subject) -> Iterator[Found]:
    """An assumption that was to be looked at again by a day that has passed."""
    for path, account in subject.accounts.items():
        review = account.assumption.review_by
        if review is not None and review < subject.day and _counts(subject, account):
            yield Found(
                account.assumption.place,
                path,
                f"was to be reviewed by {review}, and it is {subject.day}",
                "look for a newer figure; where there is none, say so and set a new review_by",
            )


def _counts(subject: Subject, account: Account) -> bool:
    """Whether a number is the file's own, or one that its scenario does something with."""
    return subject.is_own(account.assumption.place) or account.role != "unused"


def overrides_have_their_own_citation(subject: Subject) -> Iterator[Found]:
    """A value that replaces another and cites what the other cited: it cannot stand in the same place."""
    for path, new in (*_assumptions(subject.own), *_named(subject)):
        found = find(subject.below, path)
        old = _followed(found[0][found[1]], subject.below) if found else None
        if not isinstance(old, PlacedMap) or not _is_number(new) or not _is_number(old) or _same_number(old, new):
            continue
        cited = set(references(new.get("source")))
        if cited and cited != {ASSUMED} and _citation(old) == _citation(new):
            yield Found(
                new.value_places["source"],
                path,
                f"replaces the value at {old.place} and cites the same source at the same place",
                "cite where the new value stands (`at`), or how it follows (`derived`); or write source: assumed",
            )


def _assumptions(node: object, path: str = "") -> Iterator[tuple[str, PlacedMap]]:
    if not isinstance(node, PlacedMap):
        return
    if is_assumption(node):
        yield path, node
        return
    for key, value in node.items():
        yield from _assumptions(value, f"{path}.{key}" if path else key)


def _named(subject: Subject) -> Iterator[tuple[str, PlacedMap]]:
    """The places at which the file writes the name of an assumption of its own, and the assumption."""
    own = subject.own.get("assumptions")
    if not isinstance(own, PlacedMap) or subject.is_library:
        return
    for quantity in slots(subject.whole):
        if isinstance(quantity, Name) and subject.is_own(quantity.place):
            new = _followed(own.get(quantity.text), subject.own)
            if isinstance(new, PlacedMap) and is_assumption(new):
                yield quantity.path, new


def _followed(node: object, tree: PlacedMap) -> object:
    """What stands in a tree, a name followed to the assumption of that name."""
    names = tree.get("assumptions")
    seen: set[str] = set()
    while isinstance(node, PlacedText) and isinstance(names, PlacedMap) and node in names and node not in seen:
        seen.add(node)
        node = names[node]
    return node


def _is_number(node: PlacedMap) -> bool:
    """Whether an assumption states its number, and does not leave it to be solved or found."""
    return isinstance(node.get("value"), PlacedNumber) or isinstance(node.get("values"), PlacedMap)


def _same_number(old: PlacedMap, new: PlacedMap) -> bool:
    """Whether they state one number; or numbers by label that differ for none, such as more years of one series."""
    before, now = old.get("values"), new.get("values")
    if isinstance(before, PlacedMap) and isinstance(now, PlacedMap):
        return all(before[label] == now[label] for label in before if label in now)
    return all(old.get(key) == new.get(key) for key in _NUMBER_KEYS)


def _citation(node: PlacedMap) -> tuple[frozenset[str], str, str]:
    """The sources of an assumption, the place in them, and how the number follows from them."""
    source = node.get("source")
    at, derived = (str(source.get(key, "")) if isinstance(source, dict) else "" for key in ("at", "derived"))
    return frozenset(map(str, references(source))), at, derived


def sources_are_cited(subject: Subject) -> Iterator[Found]:
    """A source of the file's own that nothing in it cites, be it in prose."""
    sources = subject.own.get("sources")
    if not isinstance(sources, PlacedMap):
        return
    cited, prose = _cited(subject.own)
    for name in sources:
        if name not in cited and not _mentioned(name, prose):
            yield Found(
                sources.key_places[name],
                f"sources.{name}",
                "nothing cites this source",
                "cite it where its figures stand, or take it out; if only a child cites it, move it there",
            )


def _cited(own: PlacedMap) -> tuple[set[str], str]:
    """The sources that a file cites, and its other texts."""
    cited: set[str] = set()
    prose: list[str] = []
    for section, part in own.items():
        if section != "sources":
            for key, text in texts(part):
                cited.update({str(text)} if key in ("source", "ref") else ())
                prose.append(str(text))
    return cited, "\n".join(prose)


def _mentioned(name: str, prose: str) -> bool:
    """Whether a source is named in prose; a name that is a common word is not told from the word."""
    return not name.isalpha() and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", prose) is not None


def sources_used(subject: Subject) -> Iterator[tuple[str, str]]:
    """The file and name of each source that the file cites, wherever it is defined."""
    cited, prose = _cited(subject.own)
    sources = subject.tree.get("sources")
    for name, place in sources.key_places.items() if isinstance(sources, PlacedMap) else ():
        if name in cited or _mentioned(name, prose):
            yield place.file, f"sources.{name}"


def fractions_say_of_what(subject: Subject) -> Iterator[Found]:
    """A fraction quoted from a document that stands in no place which says of what it is a share."""
    for path, account in subject.accounts.items():
        assumption = account.assumption
        if assumption.unit != _FRACTION or assumption.of or assumption.status not in ("sourced", "derived"):
            continue
        if subject.is_library or (account.role == "shown" and not account.used_at):
            yield Found(
                assumption.place,
                path,
                "is a fraction that does not say of what",
                "add of: …, in the words of the document, such as of: emergency admissions",
            )
