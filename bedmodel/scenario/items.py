"""What the items of a list are called, so that one put first is no change of all that follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import Calibration, RankCorrelation

NAMED = ("calibrate", "correlations")
"""Sections that are lists whose items have names."""


def item_names(items: Sequence[Any]) -> list[str]:
    """A name for each item of a list: of a calibration what it solves, of a correlation its pair; else its number."""
    names = [_name(item) for item in items]
    count = Counter(names)
    return [name if name and count[name] == 1 else str(number) for number, name in enumerate(names)]


def _name(item: Any) -> str:
    if isinstance(item, Calibration):
        return str(item.by)
    return " & ".join(sorted(item.between)) if isinstance(item, RankCorrelation) else ""


def by_name(path: str, scenario: Scenario) -> str:
    """A path in a scenario with the names of list items in place of their numbers."""
    section, bracket, rest = path.partition("[")
    if section not in NAMED or not bracket:
        return path
    number, _, after = rest.partition("]")
    return f"{section}[{item_names(getattr(scenario.whole, section))[int(number)]}]{after}"
