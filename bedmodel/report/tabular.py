"""Rows for programs: one shape of JSON and of CSV for every command."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bedmodel.scenario.scenario import Scenario

FORMAT = 1
FORMULA = frozenset("=+-@\t\n")
"""With what a text begins that a spreadsheet may work out."""


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

    A spreadsheet takes a text that begins with a sign such as = for a formula and works it out. Such a text has a
    single quote before it; numbers have none.

    >>> csv_text([{"metric": "beds.gap", "central": -243.0, "p10": None}])
    'metric,central,p10\\nbeds.gap,-243.0,\\n'
    >>> csv_text([{"title": "=1+1", "central": -1.0}])
    "title,central\\n'=1+1,-1.0\\n"
    """
    table = [{_guarded(key): _guarded(value) for key, value in _plain(row).items()} for row in rows]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(table[0]) if table else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue()


def _guarded(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula, nor for the end of a row."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text[:1] in FORMULA and text not in ("", "-") else text


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose noughts have no sign."""
    return {key: value + 0.0 if isinstance(value, float) else value for key, value in row.items()}


def named(scenario: Scenario) -> dict[str, str]:
    """Which scenario it is: id, title, and the fingerprint of all that it says."""
    header = scenario.content.scenario
    return {"id": header.id, "title": header.title, "hash": f"sha256:{scenario.hash}"}


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
