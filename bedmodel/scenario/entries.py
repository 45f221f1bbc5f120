"""What a scenario says, as plain records: each assumption, each source it cites, and every other setting of the model.

The records hold texts, numbers, lists and mappings only, so that they can be written, read back and compared
(`bedmodel.scenario.changes`). They hold all that can change a figure or its defence, and no line number: a comment in a
file moves nothing.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from bedmodel.problems import Place
from bedmodel.scenario.account import Account, accounts
from bedmodel.scenario.context import INJECTED, Part
from bedmodel.scenario.marks import ForReaders
from bedmodel.scenario.placed import SETTING
from bedmodel.scenario.quantity import Assumption, Name
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import ScenarioFile, slots
from bedmodel.units import plain_number

Plain = str | int | float | bool | None | list[Any] | dict[str, Any]
"""What a record is made of."""
Record = dict[str, Plain]
IN = " in "
"""Between a path and the parent of which it is said: what a solved value rests on there."""
_KEYS = ("value", "values", "interpolate", "unit", "prices", "status", "source", "at", "derived", "confidence")
"""The order in which a record begins; what else it has follows."""


@dataclass(frozen=True)
class Said:
    """One thing that a scenario says, and where."""

    plain: Any
    place: Place


def said_entries(scenario: Scenario, beside: Path) -> dict[str, Said]:
    """Every assumption by path, with all that defends it; those of a library that nothing uses are left out.

    `beside` is the folder that file names are relative to. What a scenario inherits as a solved value rests on the
    assumptions of the one that solved it; where those differ from its own they are here too, as `PATH in ID`.
    """

    def of(one: Scenario) -> dict[str, Said]:
        kept = _kept(one, solving=one is not scenario)
        return {path: Said(_entry(account, beside), account.assumption.place) for path, account in kept}

    return _with_ancestors(scenario, of)


def said_settings(scenario: Scenario) -> dict[str, Said]:
    """Everything else that can change a figure, by path: years, phasing, what acts on what, names, orders of sections.

    What is for readers only (titles, notes, reasons) is left out, and so is what is as it would be if not written.
    Each is with its place, or that of the nearest part around it that has one.
    """
    return _with_ancestors(scenario, lambda s: dict(_settings(s.whole, "", s.whole.place, _names_in_use(s.whole))))


def said_sources(scenario: Scenario) -> dict[str, Said]:
    """Every source that an entry cites, by the name under which it does, as a reader would look it up.

    Its place is that of the first assumption that cites it.
    """

    def of(one: Scenario) -> dict[str, Said]:
        found: dict[str, Said] = {}
        for _, account in _kept(one, solving=one is not scenario):
            for citation in account.citations:
                found.setdefault(citation.name, Said(record_of(citation.source), account.assumption.place))
        return found

    return _with_ancestors(scenario, of)


def _with_ancestors(scenario: Scenario, of: Callable[[Scenario], dict[str, Said]]) -> dict[str, Said]:
    """What a scenario says, and what those say differently whose solved values it inherits."""
    found = of(scenario)
    for name, ancestor in zip(scenario.lineage, scenario.ancestors, strict=False):
        for path, said in of(ancestor).items():
            if path not in found or found[path].plain != said.plain:
                found[path + IN + name] = said
    return found


def _kept(scenario: Scenario, *, solving: bool) -> Iterator[tuple[str, Account]]:
    """The assumptions that are recorded: all but those of a library that nothing uses.

    Where only what it has solved is inherited, those alone that it was solved with.
    """
    for path, account in accounts(scenario).items():
        of_library = not path.startswith("assumptions.")
        if account.role in ("model", "target") or not (solving or (account.role == "unused" and of_library)):
            yield path, account


def _entry(account: Account, beside: Path) -> Record:
    assumption = account.assumption
    record = record_of(assumption)
    source = record.pop("source", {})
    assert isinstance(source, dict)
    names = [citation.name for citation in account.citations]
    record |= {"status": assumption.status, **source, "source": names}
    record.pop("ref", None)
    found = {**{key: record.get(key) for key in _KEYS}, **record, "file": _file(assumption.place, beside)}
    return {key: value for key, value in found.items() if value not in (None, [])}


def _file(place: Place, beside: Path) -> str:
    """The file of a place relative to a folder, the same on every machine; the words of a setting as they are."""
    if place.file.startswith(SETTING):
        return place.file
    try:
        return PurePath(os.path.relpath(place.file, beside)).as_posix()
    except ValueError:
        return PurePath(place.file).name


def record_of(part: Part) -> Record:
    """A part as a mapping, its kind first, without what is for readers or as it would be if not written."""
    return {name: _plain(value) for name, value in sorted(_written(part), key=lambda pair: pair[0] != "kind")}


def _written(part: Part) -> Iterator[tuple[str, Any]]:
    """The fields of a part that a file has written and a figure or its defence may depend on."""
    for name, field in type(part).model_fields.items():
        value = getattr(part, name)
        for_readers = any(isinstance(mark, ForReaders) for mark in field.metadata)
        if name not in INJECTED and not for_readers and value is not None and value != field.default:
            yield name, value


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return record_of(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float):
        return plain_number(value)
    return value if isinstance(value, bool) else str(value)


def _names_in_use(whole: ScenarioFile) -> frozenset[str]:
    """Names of assumptions that some part of the scenario writes, or that one of those leads to."""
    definitions = {id(quantity) for quantity in whole.assumptions.values()}
    used = set()
    for written in slots(whole):
        quantity = written
        while isinstance(quantity, Name) and id(written) not in definitions:
            used.add(quantity.text)
            quantity = whole.assumptions[quantity.text]
    return frozenset(used)


def _settings(value: Any, path: str, place: Place, used: frozenset[str]) -> Iterator[tuple[str, Said]]:
    """What a part says besides its assumptions, by path. A part that says nothing at all is there all the same."""
    if isinstance(value, Assumption):
        return
    if isinstance(value, Name):
        yield path, Said(value.text, value.place)
    elif isinstance(value, Part):
        place = getattr(value, "place", place)
        written = dict(_written(value))
        if not written and path:
            yield path, Said({}, place)
        for name, item in written.items():
            yield from _settings(item, f"{path}.{name}" if path else name, place, used)
    elif isinstance(value, dict):
        if any(isinstance(item, Part) and not isinstance(item, Assumption) for item in value.values()):
            yield path, Said([str(key) for key in value], place)
        for key, item in value.items():
            if path != "assumptions" or key in used:
                yield from _settings(item, f"{path}.{key}", place, used)
    elif isinstance(value, tuple) and any(isinstance(item, Part) for item in value):
        for number, item in enumerate(value):
            yield from _settings(item, f"{path}[{number}]", place, used)
    else:
        yield path, Said(_plain(value), place)
