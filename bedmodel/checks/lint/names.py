"""Lint rules about names: assumptions that nothing uses, and one name written in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bedmodel.checks.lint.subject import Found, Subject
from bedmodel.problems import Place, did_you_mean
from bedmodel.scenario.placed import PlacedList, PlacedMap, PlacedText
from bedmodel.scenario.quantity import Assumption, Name
from bedmodel.scenario.schema import ScenarioFile, slots

_NAMED = {
    "payer": "payer",
    "holder": "payer",
    "outside_gap": "payer",
    "organisation": "organisation",
    "service": "service",
    "services": "service",
}
"""Keys after which somebody or something is named in plain words, and as what."""
_KEYED = {"gap_holders": "organisation", "services": "service"}
"""Sections whose keys are such names."""
_SMALL_WORDS = frozenset({"the", "of", "and", "for"})


def named_assumptions_are_used(subject: Subject) -> Iterator[Found]:
    """An assumption that the file defines and that nothing uses, solves or is compared with."""
    own = subject.own.get("assumptions")
    if not isinstance(own, PlacedMap):
        return
    used = names_used(subject.whole)
    for name in own:
        if name not in used:
            known = [other for other in subject.whole.assumptions if other not in own and other in used]
            near = did_you_mean(name, known)
            meant = near if near.startswith("did you mean") else ""
            yield Found(
                own.key_places[name],
                f"assumptions.{name}",
                "nothing uses this assumption",
                meant or "use it or take it out; if only a file that extends this one uses it, move it there",
            )


def names_used(content: ScenarioFile) -> set[str]:
    """The names of the assumptions that something uses, solves or is compared with, or that lead to one of them."""
    definitions = {id(quantity) for quantity in content.assumptions.values()}
    everything = list(slots(content))
    waiting = [slot.text for slot in everything if isinstance(slot, Name) and id(slot) not in definitions]
    waiting += [name for slot in everything if isinstance(slot, Assumption) for name in slot.compare_with]
    waiting += [calibration.by for calibration in content.calibrate]
    waiting += [name for pair in content.correlations for name in pair.between]
    waiting += [str(figure) for stated in content.stated.values() for figure in stated.figures()]
    used: set[str] = set()
    while waiting:
        name = waiting.pop().removeprefix("assumptions.")
        meant = content.assumptions.get(name)
        if meant is not None and name not in used:
            used.add(name)
            waiting += [meant.text] if isinstance(meant, Name) else meant.compare_with
    return used


def assumptions_used(subject: Subject) -> Iterator[tuple[str, str]]:
    """The file and path of each named assumption that the scenario uses, wherever it is defined."""
    named = subject.tree.get("assumptions")
    if isinstance(named, PlacedMap):
        yield from ((named.key_places[name].file, f"assumptions.{name}") for name in names_used(subject.whole))


def names_are_written_in_one_way(subject: Subject) -> Iterator[Found]:
    """A payer, organisation or service written in two ways counts as two of them."""
    first: dict[tuple[str, str], tuple[str, Place]] = {}
    for kind, text, place, path in _names(subject.tree, ""):
        before, where = first.setdefault((kind, _core(text)), (text, place))
        if before != text:
            message = f"`{text}` and `{before}`, at {where}, count as two"
            yield Found(place, path, message, "write the name in one way")


def _names(node: object, path: str) -> Iterator[tuple[str, str, Place, str]]:
    """Every name of a payer, organisation or service: as what, the name, its place and path."""
    for key, value in node.items() if isinstance(node, PlacedMap) else ():
        here = f"{path}.{key}" if path else key
        if here in ("sources", "assumptions", "scrutiny"):
            continue
        if key in _KEYED and isinstance(value, PlacedMap):
            yield from ((_KEYED[key], name, value.key_places[name], f"{here}.{name}") for name in value)
        elif key in _NAMED:
            listed = value if isinstance(value, PlacedList) else [value]
            yield from ((_NAMED[key], str(text), text.place, here) for text in listed if isinstance(text, PlacedText))
        yield from _names(value, here)


def _core(text: str) -> str:
    """A name without what people write now one way and now another: capitals, small words, punctuation."""
    words = re.findall(r"\w+", text.casefold().replace("&", " "))
    return " ".join(word for word in words if word not in _SMALL_WORDS)
