"""A scenario with some of what another one says: what the file would be with that one change and no other."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from bedmodel.scenario.context import Part
from bedmodel.scenario.items import item_names
from bedmodel.scenario.load import assembled
from bedmodel.scenario.quantity import Assumption, Name, Quantity
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import ScenarioFile, slots

CALIBRATE = "calibrate"
"""The section that a child does not have of its parent: it has what was solved."""
_GONE = object()
"""What stands where the other scenario has nothing."""


def mixed(old: Scenario, new: Scenario, paths: Collection[str]) -> Scenario:
    """The old scenario with what the new one says at some paths; what it does not say there is gone.

    Values that both solve themselves are solved again. Where the new one extends the old one, they are held as the old
    one solved them, as they are in the new one. Parents change as they have changed in the new one. Raises
    ScenarioError where such a scenario cannot be.
    """
    others = dict(zip(new.lineage, new.ancestors, strict=False))
    extended = old.lineage[-1] in others
    stages: tuple[Scenario, ...] = ()
    for name, stage in zip(old.lineage, (*old.ancestors, old) if extended else old.ancestors, strict=False):
        other = others.get(name)
        same = other is None or other.hash == stage.hash
        stages += (stage if same or other is None else _with_parts(stage, other, paths, stages, stage.whole.calibrate),)
    return _with_parts(old, new, paths, stages, () if extended and CALIBRATE not in paths else None)


def _with_parts(
    old: Scenario, new: Scenario, paths: Collection[str], ancestors: tuple[Scenario, ...], calibrate: Any
) -> Scenario:
    one, other = old.whole, new.whole
    wanted = frozenset(f"assumptions.{path}" if path in _named(one, other) else path for path in paths)
    whole: ScenarioFile = _replaced(one, other, wanted, "")
    update: dict[str, Any] = {
        "sources": {**other.sources, **one.sources},
        "assumptions": whole.assumptions | _wanting(whole, {**one.assumptions, **other.assumptions}),
        "expectations": (),
        "stated": {},
        "accept": (),
        "scrutiny": None,
    }
    if calibrate is not None:
        update["calibrate"] = calibrate
    mark = "\n".join([old.hash, new.hash, *(ancestor.hash for ancestor in ancestors), *sorted(paths)])
    hash = hashlib.sha256(mark.encode("utf-8", "surrogateescape")).hexdigest()
    return assembled(whole.model_copy(update=update), old.file, hash, ancestors)


def _wanting(whole: ScenarioFile, known: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """The assumptions, of those known, that are named here without being here."""
    found: dict[str, Quantity] = {}
    asked = [calibration.by for calibration in whole.calibrate]
    asked += [name for quantity in slots(whole) for name in _names(quantity)]
    while asked:
        name = asked.pop()
        if name not in whole.assumptions and name in known and name not in found:
            found[name] = known[name]
            asked += _names(found[name])
    return found


def _names(quantity: Quantity) -> tuple[str, ...]:
    """The names that stand in a number's place, or beside it to be compared with."""
    return (quantity.text,) if isinstance(quantity, Name) else quantity.compare_with


def _named(one: ScenarioFile, other: ScenarioFile) -> frozenset[str]:
    """Names of assumptions in either."""
    return frozenset(one.assumptions) | frozenset(other.assumptions)


def _replaced(old: Any, new: Any, wanted: frozenset[str], path: str) -> Any:
    """A part of the old scenario with what the new one has at the wanted paths."""
    if path in wanted:
        return new
    if not any(other.startswith((f"{path}.", f"{path}[")) or not path for other in wanted):
        return old
    before, after = _children(old, path), _children(new, path)
    found = {
        key: _replaced(before.get(key, _GONE), after.get(key, _GONE), wanted, key)
        for key in dict.fromkeys([*before, *after])
    }
    return _put_together(old, path, {key: value for key, value in found.items() if value is not _GONE})


def _children(part: Any, path: str) -> Mapping[str, Any]:
    """What a part holds, by path."""
    if isinstance(part, Part) and not isinstance(part, Assumption):
        return {f"{path}.{name}" if path else name: getattr(part, name) for name in type(part).model_fields}
    if isinstance(part, dict):
        return {f"{path}.{key}": value for key, value in part.items()}
    if isinstance(part, tuple):
        return {f"{path}[{name}]": value for name, value in zip(item_names(part), part, strict=True)}
    return {}


def _put_together(part: Any, path: str, children: Mapping[str, Any]) -> Any:
    """A part of the same kind with other things in it."""
    if isinstance(part, Part) and not isinstance(part, Assumption):
        return part.model_copy(update={name.removeprefix(f"{path}."): value for name, value in children.items()})
    if isinstance(part, dict):
        return {name.removeprefix(f"{path}."): value for name, value in children.items()}
    return tuple(children.values()) if isinstance(part, tuple) else part
