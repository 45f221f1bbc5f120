"""What differs between two sets of records (`bedmodel.scenario.entries`), and words for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bedmodel.units import plain_number

NOTHING = "–"
"""Stands for what is not written."""


@dataclass(frozen=True)
class Change:
    """What has become of one assumption, source or setting. `old` is None where it is new, `new` where it is gone."""

    path: str
    kind: Literal["added", "removed", "changed"]
    old: Any
    new: Any
    fields: tuple[str, ...] = ()
    """The keys of the record that differ; none where the setting is no record."""

    @property
    def words(self) -> str:
        """What has changed, in a line.

        >>> old = {"value": 0.92, "status": "sourced", "source": ["planning-2020"]}
        >>> changes({"x": old}, {"x": {"value": 0.9, "status": "assumed"}})[0].words
        '0.92 → 0.9; source planning-2020 → assumed'
        >>> changes({"pools.acute.phasing": "step"}, {})[0].words
        'removed, was step'
        """
        if self.kind == "added":
            return f"new: {_summary(self.new)}"
        if self.kind == "removed":
            return f"removed, was {_summary(self.old)}"
        if not self.fields:
            return f"{text_of(self.old)} → {text_of(self.new)}"
        return "; ".join(_differences(self.old, self.new, self.fields))


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What differs, by path: in the order of the new ones, what is gone last.

    >>> [(c.path, c.kind) for c in changes({"a": 1, "b": 2, "c": 3}, {"d": 4, "b": 3, "c": 3})]
    [('d', 'added'), ('b', 'changed'), ('a', 'removed')]
    """
    found = []
    for path, now in new.items():
        if path not in old:
            found.append(Change(path, "added", None, now))
        elif old[path] != now:
            found.append(Change(path, "changed", old[path], now, _fields(old[path], now)))
    return found + [Change(path, "removed", was, None) for path, was in old.items() if path not in new]


def _fields(old: Any, new: Any) -> tuple[str, ...]:
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return ()
    return tuple(key for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key))


def _differences(old: Mapping[str, Any], new: Mapping[str, Any], fields: tuple[str, ...]) -> Iterator[str]:
    """The numbers first, then how they are backed, then the rest field by field."""
    if not {"value", "values"}.isdisjoint(fields):
        yield _numbers_differ(old, new)
    yield from besides_the_number(old, new, fields)


def besides_the_number(old: Mapping[str, Any], new: Mapping[str, Any], fields: tuple[str, ...]) -> Iterator[str]:
    """What differs between two records besides their numbers: how they are backed, then the rest field by field."""
    before, after = _backing(old), _backing(new)
    if before != after:
        yield f"source {before} → {after}"
    told = {"value", "values", "source", *({"status"} if before != after else ())}
    for key in fields:
        if key not in told:
            yield from _differ(key, old.get(key), new.get(key))


def _numbers_differ(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    before, after = old.get("values"), new.get("values")
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return "; ".join(
            f"{key} {text_of(before.get(key))} → {text_of(after.get(key))}"
            for key in dict.fromkeys([*before, *after])
            if before.get(key) != after.get(key)
        )
    return f"{_numbers(old)} → {_numbers(new)}"


def _differ(name: str, old: Any, new: Any) -> Iterator[str]:
    """One field's difference; of a field with parts, that of each part."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            if old.get(key) != new.get(key):
                yield from _differ(f"{name} {key}", old.get(key), new.get(key))
    else:
        yield f"{name} {text_of(old)} → {text_of(new)}"


def _summary(value: Any) -> str:
    """A record or setting in a few words: an assumption's number, unit and backing; else all of it."""
    if not (isinstance(value, Mapping) and not {"value", "values"}.isdisjoint(value)):
        return text_of(value)
    backing = _backing(value)
    parts = [_numbers(value), str(value.get("unit", "")), f"({backing})" if backing != NOTHING else ""]
    return " ".join(filter(None, parts))


def _numbers(record: Mapping[str, Any]) -> str:
    return text_of(record.get("value", record.get("values")))


def _backing(record: Mapping[str, Any]) -> str:
    """The names of an assumption's sources, or what it is instead of sourced."""
    names = record.get("source")
    return ", ".join(map(str, names)) if names else str(record.get("status", NOTHING))


def text_of(value: Any) -> str:
    """A record, or a part of one, in a line.

    >>> text_of({"kind": "pert", "low": 0.5, "high": 2})
    'kind pert, low 0.5, high 2'
    """
    if value is None:
        return NOTHING
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {text_of(item)}" for key, item in value.items()) or "as it is without settings"
    if isinstance(value, list | tuple):
        return ", ".join(map(text_of, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(plain_number(value))
    return str(value)
