"""What differs between two scenarios in what they say: assumptions, whole parts, and everything else that counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bedmodel.problems import Place
from bedmodel.scenario.account import Account, accounts
from bedmodel.scenario.changes import Change, changes
from bedmodel.scenario.entries import IN, Said, said_entries, said_settings, said_sources
from bedmodel.scenario.items import by_name
from bedmodel.scenario.mixed import CALIBRATE
from bedmodel.scenario.scenario import Scenario

STATED = "stated"
"""The section of what documents state of a plan's own figures, which a child does not have of its parent either."""
_STEP = re.compile(r"\.(?![^\[]*\])|\[")
"""Where a path goes one deeper; a name in brackets may have dots."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same in both scenarios, and where each says it."""

    change: Change
    old_place: Place | None
    new_place: Place | None
    old: Account | None = None
    """The assumption with its sources, where it is one."""
    new: Account | None = None

    @property
    def path(self) -> str:
        """Its path, perhaps with the parent of which it is said."""
        return self.change.path

    @property
    def title(self) -> str:
        """What people call it; nothing where it has no title."""
        known = self.new or self.old
        return "" if known is None else known.assumption.title

    @property
    def unit(self) -> str:
        """Its unit; nothing where it has none, or another in each."""
        units = {known.assumption.unit for known in (self.old, self.new) if known is not None}
        return (units.pop() or "") if len(units) == 1 else ""

    @property
    def is_number(self) -> bool:
        """Whether it is an assumption in either of them."""
        return self.old is not None or self.new is not None

    @property
    def same_citation(self) -> bool:
        """Whether the number is another although what is cited for it is the same to the letter."""
        fields = set(self.change.fields)
        cited = self.old is not None and bool(self.old.citations)
        return cited and bool(fields & {"value", "values"}) and not fields & {"source", "at", "derived", "status"}


@dataclass(frozen=True)
class PartDifference:
    """A part that only one of the scenarios has, such as a lever, with all that it says."""

    path: str
    title: str
    added: bool
    inside: tuple[Difference, ...]

    @property
    def numbers(self) -> int:
        """How many assumptions it holds."""
        return sum(one.is_number for one in self.inside)


@dataclass(frozen=True)
class Differences:
    """All that differs between two scenarios besides what is for readers alone."""

    old: Scenario
    new: Scenario
    assumptions: tuple[Difference, ...]
    parts: tuple[PartDifference, ...]
    settings: tuple[Difference, ...]
    """What is no number: years, phasing, what acts on what, names in place of numbers, orders."""
    sources: tuple[Difference, ...]
    """Sources that are described in another way."""

    def __bool__(self) -> bool:
        return bool(self.assumptions or self.parts or self.settings or self.sources)

    @property
    def for_readers(self) -> bool:
        """Whether the files differ in nothing but titles, notes, expectations and questions."""
        return not self and self.old.hash != self.new.hash

    def everything(self) -> Iterator[Difference]:
        """Each thing that differs, those inside of parts too."""
        yield from self.assumptions
        yield from (one for part in self.parts for one in part.inside)
        yield from self.settings
        yield from self.sources

    @property
    def same_citation(self) -> list[Difference]:
        """Numbers that are others under the same citation."""
        return [one for one in self.everything() if one.same_citation]


def differences(old: Scenario, new: Scenario) -> Differences:
    """What differs between two scenarios, in the order of the new one, what is gone last.

    What documents state of a plan's own figures is a claim about one plan: it is compared where both are the same one.

    What a solved value rests on in a parent counts where the other scenario has it otherwise; that one of them is the
    parent itself is no difference.
    """
    before, after = _said(old), _said(new)
    if old.content.scenario.id != new.content.scenario.id:
        before, after = ({path: s for path, s in side.items() if not is_claim(path)} for side in (before, after))
    found = _paired(before, after, old, new)
    sources = _paired(said_sources(old), said_sources(new), old, new)
    parts, loose = _in_parts(found, _paths(old), _paths(new), old, new)
    loose = [one for one in loose if not _tells_members(one, parts)]
    return Differences(
        old,
        new,
        tuple(one for one in loose if one.is_number),
        tuple(parts),
        tuple(one for one in loose if not one.is_number),
        tuple(one for one in sources if one.change.kind == "changed"),
    )


def _said(scenario: Scenario) -> dict[str, Said]:
    """All that a scenario says, by path. In what file a number stands is no part of what is said of it."""
    numbers = {
        path: replace(said, plain={key: value for key, value in said.plain.items() if key != "file"})
        for path, said in said_entries(scenario, Path()).items()
    }
    return {_named(path, scenario): said for path, said in {**numbers, **said_settings(scenario)}.items()}


def _named(path: str, scenario: Scenario) -> str:
    """A path, perhaps in a parent, with the names of list items in place of their numbers."""
    for mark, stage in zip(marks(scenario), scenario.ancestors, strict=True):
        if path.endswith(mark):
            return by_name(path.removesuffix(mark), stage) + mark
    return by_name(path, scenario)


def is_claim(path: str) -> bool:
    """Whether a path is that of something which documents state of a plan's own figures; no figure depends on it."""
    return _STEP.split(path, maxsplit=1)[0] == STATED


def _paired(old: dict[str, Said], new: dict[str, Said], one: Scenario, other: Scenario) -> list[Difference]:
    """What differs between what two scenarios say, with the places and the accounts."""
    _drop_inherited(old, new, one)
    _drop_inherited(new, old, other)
    before, after = _accounts(one), _accounts(other)
    found = changes({path: said.plain for path, said in old.items()}, {path: said.plain for path, said in new.items()})
    return [
        Difference(
            change,
            old[change.path].place if change.path in old else None,
            new[change.path].place if change.path in new else None,
            before.get(change.path) if change.path in old else None,
            after.get(change.path) if change.path in new else None,
        )
        for change in found
    ]


def _drop_inherited(parent: dict[str, Said], child: dict[str, Said], scenario: Scenario) -> None:
    """Take out what a child says of a parent that is the other scenario itself, and the calibrations of that parent.

    It may be any of that scenario's id, since one that solves nothing is no ancestor, and its child says its parent's.
    """
    ids = (stage.content.scenario.id for stage in (*scenario.ancestors, scenario))
    names = zip(ids, scenario.lineage, strict=True)
    itself = tuple(IN + name for one, name in names if one == scenario.content.scenario.id)
    for path in [path for path in child if path.endswith(itself) and path not in parent]:
        base = path[: path.rindex(IN)]
        if base in parent and parent[base].plain == child[path].plain:
            del child[path]
            if base not in child and base.startswith(CALIBRATE):
                del parent[base]


def marks(scenario: Scenario) -> tuple[str, ...]:
    """How paths end that are said of each of the parents that solve something."""
    return tuple(IN + name for name in scenario.lineage[:-1])


def _accounts(scenario: Scenario) -> dict[str, Account]:
    """The accounts of a scenario and, under their paths in them, of the parents that solve something."""
    found = accounts(scenario)
    for mark, ancestor in zip(marks(scenario), scenario.ancestors, strict=True):
        found |= {path + mark: account for path, account in accounts(ancestor).items()}
    return {_named(path, scenario): account for path, account in found.items()}


def _paths(scenario: Scenario) -> frozenset[str]:
    """Every path at which a scenario itself says something, and everything above one."""
    said = (path for path in _said(scenario) if not path.endswith(marks(scenario)))
    return frozenset(above for path in said for above in (path, *_above(path)))


def _above(path: str) -> list[str]:
    """What a path lies in, from the outside.

    >>> _above("levers.home.reach"), _above("calibrate[0].by")
    (['levers', 'levers.home'], ['calibrate', 'calibrate[0]'])
    >>> _above("calibrate[finance.growth].equals")
    ['calibrate', 'calibrate[finance.growth]']
    """
    return [path[: step.start()] for step in _STEP.finditer(path)]


def _in_parts(
    found: list[Difference], before: frozenset[str], after: frozenset[str], old: Scenario, new: Scenario
) -> tuple[list[PartDifference], list[Difference]]:
    """What only one scenario has, by the largest part that holds it; and what is not in one."""
    parts: dict[tuple[str, bool], list[Difference]] = {}
    loose = []
    for one in found:
        added = one.change.kind == "added"
        there = before if added else after
        whole = next((above for above in [*_above(one.path), one.path] if above not in there), "")
        if one.change.kind == "changed" or not whole or (one.is_number and whole == one.path):
            loose.append(one)
        else:
            parts.setdefault((whole, added), []).append(one)
    found_parts = []
    for (path, added), inside in parts.items():
        if len(inside) == 1 and inside[0].path == path:
            loose.append(inside[0])
        else:
            title = _title(new if added else old, path)
            found_parts.append(PartDifference(path, title, added, tuple(inside)))
    order = {one.path: number for number, one in enumerate(found)}
    return found_parts, sorted(loose, key=lambda one: order[one.path])


def _title(scenario: Scenario, path: str) -> str:
    """The title of a part; nothing where it has none."""
    part: Any = scenario.whole
    for step in path.split("."):
        part = part.get(step) if isinstance(part, Mapping) else getattr(part, step, None)
    return str(getattr(part, "title", "") or "")


def _tells_members(one: Difference, parts: list[PartDifference]) -> bool:
    """Whether a setting lists the names in a section, and differs by nothing but parts that are told anyway."""
    old, new = one.change.old, one.change.new
    if one.is_number or not (isinstance(old, list) and isinstance(new, list)):
        return False
    told = {part.path for part in parts}
    gone, come = ({f"{one.path}.{name}" for name in (*old, *new) if name not in other} for other in (new, old))
    shared = [name for name in old if name in new] == [name for name in new if name in old]
    return bool(gone | come) and shared and gone | come <= told
