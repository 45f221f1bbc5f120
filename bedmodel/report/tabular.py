"""Rows for programs: one shape of JSON and of CSV for every command."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

FORMAT = 1


def json_text(name: str, head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> str:
    """`{"bedmodel": 1, NAME: {…}, "rows": […]}`, one row a line.

    >>> print(json_text("solve", {"draws": 0}, [{"central": 0.5}]))
    {"bedmodel": 1,
    "solve": {
     "draws": 0
    },
    "rows": [
    {"central": 0.5}
    ]}
    <BLANKLINE>
    """
    first = json.dumps(head, ensure_ascii=False, allow_nan=False, indent=1)
    lines = ",\n".join(json.dumps(_plain(row), ensure_ascii=False, allow_nan=False) for row in rows)
    return f'{{"bedmodel": {FORMAT},\n"{name}": {first},\n"rows": [\n{lines}\n]}}\n'


def csv_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """The same rows as CSV, the keys of the first as heads.

    >>> csv_text([{"metric": "beds.gap", "central": -243.0, "p10": None}])
    'metric,central,p10\\nbeds.gap,-243.0,\\n'
    """
    table = list(map(_plain, rows))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(table[0]) if table else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue()


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose noughts have no sign."""
    return {key: value + 0.0 if isinstance(value, float) else value for key, value in row.items()}


def write_texts(texts: Mapping[str, str], folder: Path) -> list[Path]:
    """Write texts by file name into a folder that exists; the paths written."""
    written = []
    for name, text in texts.items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return written


def or_none(value: float) -> float | None:
    """A number, or None where there is none: JSON has no nan and no infinity.

    >>> or_none(1.5), or_none(float("nan"))
    (1.5, None)
    """
    return value if value - value == 0.0 else None
