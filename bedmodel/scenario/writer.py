"""Writes plain records as YAML that `reader` reads back as they were, the same bytes everywhere.

Own code rather than PyYAML's: what is quoted, and where lines break, depends on nothing but the records.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

WIDE = 100
"""Characters of a list or mapping that is written on one line."""
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""What some reader of YAML takes for something else than a text."""
_LABEL = re.compile(r"[0-9]{4}/[0-9]{2}|[0-9]+-[0-9]+")
"""Financial years and age bands, which no reader mistakes."""
_INSIDE = re.compile(r"[A-Za-z][A-Za-z0-9_./+ -]*(?<! )")
_ALONE = re.compile(r"[A-Za-z][A-Za-z0-9_./+\[\]()=,%&;'’£·−–÷×≤≥ -]*(?<! )")
"""Texts that need no quotes: inside brackets, and on a line of their own."""
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""Signs that end a line, or that no file may hold as they are."""


def yaml_text(tree: Mapping[str, Any]) -> str:
    """A mapping of texts, numbers, lists and mappings, one entry a line; small lists and mappings on one.

    >>> print(yaml_text({"beds": {"value": 1940, "limits": [0, 0.5]}, "note": "yes"}), end="")
    beds:
      value: 1940
      limits: [0, 0.5]
    note: "yes"
    """
    return "".join(f"{line}\n" for line in _mapping(tree, ""))


def _mapping(tree: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        name = f"{indent}{_scalar(str(key), _ALONE)}:"
        if not isinstance(value, Mapping | list):
            yield f"{name} {_scalar(value, _ALONE)}"
        elif (line := _on_one_line(value, name)) is not None:
            yield f"{name} {line}"
        elif isinstance(value, Mapping):
            yield name
            yield from _mapping(value, f"{indent}  ")
        else:
            yield name
            yield from (f"{indent}  - {_scalar(item, _ALONE)}" for item in value)


def _on_one_line(value: Mapping[str, Any] | list[Any], name: str) -> str | None:
    """A list or mapping in brackets; None where it deserves a block: for its size, its parts, or texts near the top."""
    items = list(value.values()) if isinstance(value, Mapping) else value
    if any(isinstance(item, Mapping | list) for item in items):
        return None
    deep = not isinstance(value, Mapping) or name.startswith("    ")
    if not deep and any(isinstance(item, str) for item in items):
        return None
    texts = [_scalar(item, _INSIDE) for item in items]
    if isinstance(value, Mapping):
        texts = [f"{_scalar(str(key), _INSIDE)}: {text}" for key, text in zip(value, texts, strict=True)]
    opening, closing = "{}" if isinstance(value, Mapping) else "[]"
    line = f"{opening}{', '.join(texts)}{closing}"
    return line if not items or len(name) + len(line) < WIDE else None


def _scalar(value: Any, plain: re.Pattern[str]) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        whole, power, rest = repr(value).partition("e")
        return whole + (".0" if power and "." not in whole else "") + power + rest
    text = str(value)
    if _LABEL.fullmatch(text) or (plain.fullmatch(text) and text.lower() not in _WORDS):
        return text
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
