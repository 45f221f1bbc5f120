"""Numbers that no document gives, and what is left out of a run for want of them.

A part that needs an unknown number is set aside: the nearest part around it that a scenario can do without (`marks`).
With it goes what cannot be without it: a part that names it and nothing else in its place, a calibration whose target
it holds, and the value which that calibration would have solved. Nothing takes the place of what is set aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_origin

from bedmodel.metrics import ALL
from bedmodel.problems import Place
from bedmodel.scenario.context import Context, Part
from bedmodel.scenario.holders import payers, stream_payers
from bedmodel.scenario.lookup import named, resolved
from bedmodel.scenario.marks import Dispensable, ForAppraisal, Refers, Whole
from bedmodel.scenario.quantity import CALIBRATED, UNKNOWN, Assumption, Name, Quantity
from bedmodel.scenario.schema import ScenarioFile
from bedmodel.scenario.titles import title_of

Keys = tuple[str, ...]
_NO_PARTS = frozenset(
    {"scenario", "sources", "assumptions", "calibrate", "correlations", "expectations"}
    | {"scrutiny", "stated", "accept"}
)
"""What holds no numbers of the model, or is looked at by itself."""


@dataclass(frozen=True)
class SetAside:
    """A part that is left out of the run."""

    path: str
    title: str
    appraisal: bool = False
    """Whether it is a part of the appraisal alone, which a run does without."""


@dataclass(frozen=True)
class Unknown:
    """A number that no document gives, and the parts that are left out for want of it."""

    path: str
    title: str
    place: Place
    set_aside: tuple[SetAside, ...]
    to_be_solved: bool = False
    """Whether it is a number to be solved, for which a parent of the scenario lacked another."""

    @property
    def for_appraisal(self) -> bool:
        """Whether nothing but an appraisal is the poorer for want of it."""
        return bool(self.set_aside) and all(part.appraisal for part in self.set_aside)


@dataclass(frozen=True)
class Known:
    """What is left of a scenario once its unknown parts are set aside."""

    content: ScenarioFile
    unknown: tuple[Unknown, ...] = ()
    unsolved: frozenset[str] = frozenset()
    """Paths of calibrated assumptions that cannot be solved here."""


@dataclass(frozen=True)
class _Use:
    """A number that a part needs, or names that it refers to; and the part that goes where they cannot be had."""

    entry: Keys | None
    quantity: Quantity | None = None
    names: tuple[Keys, ...] = ()
    every: bool = False
    """Whether all the names are needed."""


@dataclass
class _Search:
    """What is set aside so far, and for want of which numbers, until nothing more follows."""

    content: ScenarioFile
    uses: list[_Use]
    missing: dict[str, tuple[Assumption, ...]]
    """Numbers that cannot be had, by path, and the unknown numbers behind them."""
    gone: dict[Keys, dict[str, Assumption]] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    """Calibrations that cannot be made."""
    targets: dict[str, Assumption] = field(default_factory=dict)
    """Unknown figures that something was to be solved for."""

    def holder(self, entry: Keys | None) -> Keys | None:
        """The part set aside in which an entry lies, itself included."""
        if entry is None:
            return None
        return next((entry[:n] for n in range(1, len(entry) + 1) if entry[:n] in self.gone), None)

    def reasons(self, use: _Use) -> tuple[Assumption, ...]:
        """The unknown numbers for want of which a use fails; none where it does not."""
        if use.quantity is not None:
            found = resolved(self.content, use.quantity)
            return self.missing.get(found.path, ()) if found is not None else ()
        holders = [self.holder(name) for name in use.names]
        if not use.every and None in holders:
            return ()
        return tuple(root for holder in holders if holder is not None for root in self.gone[holder].values())

    def set_aside(self, use: _Use) -> None:
        """Note that what a use is for goes, with the reasons."""
        entry = self.holder(use.entry) or use.entry
        if entry is not None and (why := self.reasons(use)):
            self.gone.setdefault(entry, {}).update((root.path, root) for root in why)

    def lose(self, number: int) -> None:
        """Note that a calibration cannot be made, and what it would have solved cannot be had."""
        calibration = self.content.calibrate[number]
        target, solved = resolved(self.content, calibration.equals), named(self.content, calibration.by)
        pool = self.holder(("pools", calibration.where.pool or ALL))
        why = self.missing.get(target.path, ()) if target is not None else ()
        self.targets |= {root.path: root for root in why}
        why += tuple(self.gone[pool].values()) if pool is not None else ()
        if solved is not None and why:
            self.missing.setdefault(solved.path, why)
        if why or (solved is not None and self.unused(solved)):
            self.lost.add(number)

    def unused(self, assumption: Assumption) -> bool:
        """Whether all that uses an assumption has been set aside."""
        users = [use for use in self.uses if use.quantity and resolved(self.content, use.quantity) is assumption]
        return bool(users) and all(self.holder(use.entry) is not None for use in users)

    def run(self) -> None:
        """Follow every use and calibration until nothing more is set aside."""
        size = -1
        while size != (size := sum(map(len, self.gone.values())) + len(self.gone) + len(self.missing) + len(self.lost)):
            for use in self.uses:
                self.set_aside(use)
            for number in range(len(self.content.calibrate)):
                self.lose(number)


def unknowns_can_be_left_out(content: ScenarioFile, context: Context) -> None:
    """An unknown number stands where the part that needs it can be left out, and at least one pool remains."""
    search = _search(content, context.unsolved)
    hint = "nothing around it can be left out; give a number, with a source or as assumed"
    hint += "; if by --set, then with --recalibrate" if content.calibrate else ""
    for use in search.uses:
        why = search.reasons(use) if use.entry is None else ()
        if why:
            found = resolved(content, use.quantity)
            behind = found is not None and found.value == CALIBRATED
            what = f"cannot be solved, because {why[0].path} is unknown" if behind else "is unknown"
            context.report(use.quantity or content, "P005", f"{what}, and the scenario cannot do without it", hint)
    pools = [("pools", name) for name in content.pools]
    if pools and all(pool in search.gone for pool in pools):
        roots = {path: root for pool in pools for path, root in search.gone[pool].items()}
        for root in roots.values():
            context.report(root, "P005", "is unknown, and no pool is left without it", "give one pool all its numbers")


def set_aside(content: ScenarioFile, unsolved: frozenset[str]) -> Known:
    """The scenario without the parts that need unknown numbers, and what they are."""
    search = _search(content, unsolved)
    if not search.gone and not search.lost:
        return Known(content, unsolved=unsolved)
    kept = _without(content, (), frozenset(search.gone))
    assert isinstance(kept, ScenarioFile)
    kept = _without_idle_payers(kept)
    used = {found.path for slot in kept.numbers() if (found := resolved(kept, slot)) is not None}
    ends = (named(kept, text) for pair in content.correlations for text in pair.between)
    joined = frozenset(end.path for end in ends if end is not None) & used
    kept = kept.model_copy(
        update={
            "calibrate": tuple(c for number, c in enumerate(content.calibrate) if number not in search.lost),
            "correlations": tuple(pair for pair in content.correlations if _both(kept, pair.between, joined)),
        }
    )
    calibrated = {path for path in search.missing if (found := named(content, path)) and found.value == CALIBRATED}
    return Known(kept, _listed(content, search), frozenset(calibrated))


def _without_idle_payers(content: ScenarioFile) -> ScenarioFile:
    """The scenario without the payers outside the gap who paid only for what is set aside."""
    finance = content.finance
    if finance is None or not finance.outside_gap:
        return content
    paying = {*payers(content), *stream_payers(content)}
    still = tuple(payer for payer in finance.outside_gap if payer in paying)
    return content.model_copy(update={"finance": finance.model_copy(update={"outside_gap": still})})


def _both(content: ScenarioFile, between: tuple[str, str], joined: frozenset[str]) -> bool:
    ends = [named(content, text) for text in between]
    return all(end is not None and end.path in joined for end in ends)


def _search(content: ScenarioFile, unsolved: frozenset[str]) -> _Search:
    uses = [use for name in _parts(content) for use in _uses(getattr(content, name), name, ScenarioFile, (), None)]
    quantities = [use.quantity for use in uses if use.quantity] + [c.equals for c in content.calibrate]
    found = [a for quantity in quantities if (a := resolved(content, quantity)) is not None]
    search = _Search(content, uses, {a.path: (a,) for a in found if a.value == UNKNOWN or a.path in unsolved})
    search.run()
    return search


def _parts(content: ScenarioFile) -> list[str]:
    return [name for name in type(content).model_fields if name not in _NO_PARTS]


def _uses(value: Any, name: str, owner: type[Part], above: Keys, entry: Keys | None) -> Iterator[_Use]:
    """What the value of a part's field needs and refers to. `entry` is what goes where the field's part cannot be."""
    refers, alone, absent = _marks(owner)[name]
    here = (*above, name)
    if isinstance(value, dict):
        for key, inner in value.items():
            goes = (*here, key) if absent else here if alone else entry
            if refers is not None:
                yield _Use(goes, names=(refers.keys(key),))
            yield from _inside(inner, (*here, key), goes)
    elif refers is not None and value:
        names = (value,) if isinstance(value, str) else value
        yield _Use(entry, names=tuple(refers.keys(text) for text in names), every=refers.every)
    else:
        yield from _inside(value, here, here if alone else entry)


@cache
def _marks(owner: type[Part]) -> dict[str, tuple[Refers | None, bool, bool]]:
    """For each field what it refers to, whether it can be left out by itself, and whether its entries can."""
    found = {}
    for name, about in owner.model_fields.items():
        refers = next((mark for mark in about.metadata if isinstance(mark, Refers)), None)
        alone = any(isinstance(mark, Dispensable) for mark in about.metadata)
        whole = any(isinstance(mark, Whole) for mark in about.metadata)
        found[name] = refers, alone, get_origin(about.annotation) is dict and not whole
    return found


def _inside(value: Any, here: Keys, entry: Keys | None) -> Iterator[_Use]:
    if isinstance(value, Assumption | Name):
        yield _Use(entry, value)
    elif isinstance(value, Part):
        for name in _marks(type(value)):
            yield from _uses(getattr(value, name), name, type(value), here, entry)
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item, here, entry)


def _without(value: Any, here: Keys, gone: frozenset[Keys]) -> Any:
    """A part without the parts set aside, and without the names of them."""
    if not isinstance(value, Part) or isinstance(value, Assumption):
        return value
    update: dict[str, Any] = {}
    for name, old in value:
        at = (*here, name)
        mark = _marks(type(value))[name][0]
        new = old
        if at in gone:
            new = {} if isinstance(old, dict) else None
        elif isinstance(old, dict):
            new = {key: _without(item, (*at, key), gone) for key, item in old.items() if (*at, key) not in gone}
        elif mark is not None and isinstance(old, tuple):
            new = tuple(text for text in old if mark.keys(text) not in gone)
        elif isinstance(old, tuple):
            items = tuple(_without(item, at, gone) for item in old)
            new = items if any(item is not before for item, before in zip(items, old, strict=True)) else old
        elif isinstance(old, Part):
            new = _without(old, at, gone)
        if new is not old:
            update[name] = new
    return value.model_copy(update=update) if update else value


def _listed(content: ScenarioFile, search: _Search) -> tuple[Unknown, ...]:
    """Every unknown number with what is left out for want of it, in the order of the file; parts within parts once."""
    roots: dict[str, Assumption] = dict(search.targets)
    aside: dict[str, list[SetAside]] = {path: [] for path in roots}
    for entry in sorted(search.gone, key=len):
        outer = next((entry[:n] for n in range(1, len(entry)) if entry[:n] in search.gone), None)
        for path, root in search.gone[entry].items():
            roots.setdefault(path, root)
            part = SetAside(".".join(outer or entry), *_called(content, outer or entry))
            if part not in aside.setdefault(path, []):
                aside[path].append(part)
    ordered = sorted(roots.values(), key=lambda root: (root.place.file, root.place.line, root.path))
    return tuple(
        Unknown(a.path, title_of(content, a), a.place, tuple(aside[a.path]), a.value == CALIBRATED) for a in ordered
    )


def _called(content: ScenarioFile, entry: Keys) -> tuple[str, bool]:
    """What a part is called, by the nearest part around it with a title where it has none; or nothing.

    And whether it is of the appraisal alone.
    """
    part: Any = content
    titles, called, appraised = [], entry[-1], False
    for key in entry:
        marks = type(part).model_fields[key].metadata if isinstance(part, Part) else []
        called = next((mark.called for mark in marks if isinstance(mark, Dispensable)), key)
        appraised = appraised or any(isinstance(mark, ForAppraisal) for mark in marks)
        part = part[key] if isinstance(part, dict) else getattr(part, key)
        titles.append(str(getattr(part, "title", "")))
    around = next(filter(None, titles[-2::-1]), "")
    return titles[-1] or (f"{around}: {called}" if around else called if appraised else ""), appraised
