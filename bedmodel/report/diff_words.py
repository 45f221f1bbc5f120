"""What differs between two scenarios, in words: each number with both values, what is cited and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from bedmodel.problems import Place
from bedmodel.report.assumption_words import citation_words, cited, place_words, shown_value, spread
from bedmodel.report.page import Entry, Listing
from bedmodel.scenario.account import Account
from bedmodel.scenario.changes import NOTHING, besides_the_number, text_of
from bedmodel.scenario.difference import Difference, Differences, PartDifference
from bedmodel.scenario.quantity import CALIBRATED
from bedmodel.units import counted, exact

TOLD = frozenset({"source", "at", "derived", "status", "distribution"})
"""Keys of a record that are told in full: what is cited, and the spread."""
LONG = 200
"""Characters of a text that are shown."""
FEW = 6
"""How many names are listed one by one."""


@dataclass(frozen=True)
class Solved:
    """What was solved in each of the two scenarios, by path; nothing where nothing was run."""

    old: Mapping[str, float] = field(default_factory=dict)
    new: Mapping[str, float] = field(default_factory=dict)


def in_numbers(found: Differences) -> list[str]:
    """What differs, counted; what cannot be right is pointed at."""
    if not found:
        return [_nothing(found)]
    kinds = [one.change.kind for one in found.assumptions]
    parts = [part.added for part in found.parts]
    said = [
        _count(kinds.count("changed"), "assumption", "changed"),
        _count(kinds.count("added"), "assumption", "added"),
        _count(kinds.count("removed"), "assumption", "removed"),
        _count(parts.count(True), "part", "added"),
        _count(parts.count(False), "part", "removed"),
        _count(len(found.settings), "other setting", "changed"),
        _count(len(found.sources), "source", "described otherwise"),
    ]
    answer = [f"{', '.join(filter(None, said))}."]
    same = found.same_citation
    if same:
        names = ", ".join(short(one.path) for one in same[:FEW]) + (" and others" if len(same) > FEW else "")
        what = "Another value under the same citation" if len(same) == 1 else "Other values under the same citations"
        answer.append(f"{what}: {names}. Does the source say so?")
    return answer


def _nothing(found: Differences) -> str:
    if not found.for_readers:
        return "Nothing differs: both say the same."
    return (
        "No assumption, part, setting or source differs, and no figure can. The files differ in words for readers, "
        "expectations, questions, the order of calibrations or correlations, or what nothing uses."
    )


def _count(number: int, what: str, how: str) -> str:
    return f"{counted(number, what)} {how}" if number else ""


def listings(found: Differences, solved: Solved) -> list[Listing]:
    """Everything that differs, by kind."""
    known = [
        Listing("Assumptions", [_assumption(one, solved) for one in found.assumptions]),
        Listing("Parts", [_part(part, solved) for part in found.parts]),
        Listing("Other settings", [_setting(one) for one in found.settings]),
        Listing("Sources described otherwise", [_source(one) for one in found.sources]),
    ]
    return [listing for listing in known if listing.entries]


def _assumption(one: Difference, solved: Solved) -> Entry:
    """A number in both scenarios: its values, what is cited, what else changed, and where it stands."""
    name = one.title or short(one.path)
    old, new = values(one, solved)
    if one.change.kind == "changed":
        head = f"{name}: {old} → {new}" if old != new else f"{name}: {new}"
    else:
        head = f"{name}: new, {new}" if one.change.kind == "added" else f"{name}: removed, was {old}"
    lines = [short(one.path)] if one.title else []
    return Entry(head, [*lines, *_citations(one), *_besides(one), where(one)])


def values(one: Difference, solved: Solved) -> tuple[str, str]:
    """A number's value in each scenario; of many by year, band or month those that differ; – where it is not there."""
    old, new = one.old, one.new
    if old is not None and new is not None and one.unit == (new.assumption.unit or ""):
        labels = _labels_that_differ(old, new)
        if labels:
            return tuple(_of_labels(side, labels) for side in (old, new))  # type: ignore[return-value]
    return _value(old, one.change.old, solved.old), _value(new, one.change.new, solved.new)


def _value(account: Account | None, said: object, solved: Mapping[str, float]) -> str:
    """One scenario's value; the name that stands in its place, or –."""
    if account is None:
        return text_of(said)
    assumption = account.assumption
    text = shown_value(assumption, solved.get(assumption.path))
    return f"{text} (solved)" if assumption.value == CALIBRATED and assumption.path in solved else text


def _labels_that_differ(old: Account, new: Account) -> list[str]:
    before, after = old.assumption.values, new.assumption.values
    if before is None or after is None:
        return []
    return [label for label in dict.fromkeys([*before, *after]) if before.get(label) != after.get(label)]


def _of_labels(account: Account, labels: Sequence[str]) -> str:
    numbers, unit = account.assumption.values or {}, account.assumption.unit or ""
    return ", ".join(f"{label} {exact(numbers[label], unit)}" for label in labels if label in numbers) or NOTHING


def _citations(one: Difference) -> list[str]:
    """What is cited on both sides, or that it did not change though the number did."""
    old, new = one.old, one.new
    if old is None or new is None:
        return [f"source: {cited(side)}" for side in (old, new) if side is not None]
    if one.same_citation:
        return [f"the value is another, the citation the same: {cited(new)}"]
    before, after = old.assumption.source, new.assumption.source
    if cited(old) == cited(new):
        return [f"source, as before: {cited(new)}"]
    if (
        not old.citations
        or old.citations != new.citations
        or "solved" in (old.assumption.status, new.assumption.status)
    ):
        return [f"source: {cited(old)} → {cited(new)}"]
    found = [f"source, as before: {citation_words(new.citations)}{f': {after.at}' if before.at == after.at else ''}"]
    found += [f"place in it: {before.at or NOTHING} → {after.at or NOTHING}"] if before.at != after.at else []
    if before.derived != after.derived:
        found.append(f"worked out: {before.derived or NOTHING} → {after.derived or NOTHING}")
    return found


def _besides(one: Difference) -> list[str]:
    """What else differs: spread, confidence, limits, rationale."""
    old, new = one.change.old, one.change.new
    if one.old is None or one.new is None:
        return []
    found = []
    if "distribution" in one.change.fields:
        before, after = (spread(side.assumption) or "none stated" for side in (one.old, one.new))
        found = [f"spread: {before} → {after}"]
    rest = tuple(key for key in one.change.fields if key not in TOLD)
    old, new = ({key: side[key] for key in rest if key in side} for side in (old, new))
    for key in rest:
        if isinstance(old.get(key), str) and isinstance(new.get(key), str):
            old[key], new[key] = cut(old[key], new[key])
    return found + list(besides_the_number(old, new, rest))


def cut(*texts: str) -> list[str]:
    """Two texts that differ, each cut to its first words; to those from where they part, where they begin alike.

    >>> cut("short", "shorter")
    ['short', 'shorter']
    >>> cut("so " * 90 + "is it", "so " * 90 + "was it")
    ['… is it', '… was it']
    """
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*texts, strict=False)))
    start = texts[0].rfind(" ", 0, start) + 1 if start >= LONG else 0
    return [
        f"{'… ' * bool(start)}{text[start : start + LONG].rstrip()}{'…' * (len(text) > start + LONG)}" for text in texts
    ]


def where(one: Difference) -> str:
    """The file and line at which each scenario says it."""
    places = [place_words(place) for place in (one.old_place, one.new_place) if place is not None]
    return " → ".join(dict.fromkeys(places))


def _part(part: PartDifference, solved: Solved) -> Entry:
    """A part that only one of the scenarios has, with its numbers and settings."""
    name = f"{part.path} ({part.title})" if part.title else part.path
    numbers = counted(part.numbers, "number") if part.numbers else "no numbers of its own"
    inside = [one for one in part.inside if one.path != part.path] or list(part.inside)
    place = where(min(inside, key=lambda one: one.new_place or one.old_place or Place("")))
    lines = [_inside(one, part, solved) for one in inside]
    return Entry(f"{name}: {'new' if part.added else 'removed'}, {numbers}", [*lines, place])


def _inside(one: Difference, part: PartDifference, solved: Solved) -> str:
    """One thing that a part says."""
    name = one.path.removeprefix(part.path).removeprefix(".") or part.path
    side = one.new or one.old
    if side is None:
        return f"{name}: {text_of(one.change.new if part.added else one.change.old)}"
    value = values(one, solved)[1 if part.added else 0]
    return f"{name}: {value} ({cited(side)})"


def _setting(one: Difference) -> Entry:
    old, new = text_of(one.change.old), text_of(one.change.new)
    told = {"changed": f"{old} → {new}", "added": f"new, {new}", "removed": f"removed, was {old}"}
    return Entry(f"{one.path}: {told[one.change.kind]}", [where(one)])


def _source(one: Difference) -> Entry:
    return Entry(one.path, [part for part in one.change.words.split("; ") if part != NOTHING])


def short(path: str) -> str:
    """A path without the word that every named assumption begins with."""
    return path.removeprefix("assumptions.")
