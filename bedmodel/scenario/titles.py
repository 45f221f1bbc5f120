"""What a number is called: by its title, or else by the part it belongs to and what it is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bedmodel.metrics import METRICS

if TYPE_CHECKING:
    from bedmodel.scenario.quantity import Assumption
    from bedmodel.scenario.schema import Calibration, ScenarioFile
    from bedmodel.scenario.schema_library import LibraryFile

FIELDS = {
    "also_needs": "besides",
    "bed_costs": "costs of beds",
    "beds_plan": "beds planned for",
    "beds_released": "beds released",
    "days_per_day_avoided": "days for each bed-day avoided",
    "delay": "how late it comes",
    "delivery": "how much of it arrives",
    "demand": "",
    "effect": "bed-days taken off",
    "finance": "",
    "gap_holders": "who holds the gap",
    "hours_per_day_avoided": "hours for each bed-day avoided",
    "moves_to": "elsewhere",
    "optimism_bias": "cost beyond its estimate",
    "pdc": "public dividend capital charge",
    "reach": "how far it has come",
    "season": "beds filled by season",
    "standard": "how full it is meant to be",
    "unit_cost": "cost of one",
    "use": "bed-days a head by age",
    "wte_per_bed": "staff for a bed",
    "wte_per_place": "staff for a place",
}
"""What fields are called where their own names say little; nothing where the rest says enough."""
POOLS = ("bed_costs",)
"""Sections whose keys are names of pools."""


def title_of(content: ScenarioFile | LibraryFile, assumption: Assumption) -> str:
    """The title of a number; where it has none, that of the nearest part around it with a title, and what it is there.

    `levers.home.effect` is called "Care at home: bed-days taken off".
    """
    if assumption.title:
        return assumption.title
    path = assumption.path
    calibrations: Sequence[Calibration] | None = getattr(content, "calibrate", None)
    if path.removeprefix("assumptions.") in content.assumptions or calibrations is None:
        return _capital(_words(path.split(".")[-1:], {}))
    if path.startswith("calibrate["):
        return _to_be_met(_pools(content), calibrations[int(path.partition("[")[2].partition("]")[0])])
    return _of_a_part(content, path.split("."))


def _of_a_part(content: ScenarioFile | LibraryFile, keys: Sequence[str]) -> str:
    """What stands at a path: the title of the part nearest to it that has one, then the keys below it in words."""
    part: Any = content
    called, rest = "", keys
    for place, key in enumerate(keys[:-1], start=1):
        part = part.get(key) if isinstance(part, Mapping) else getattr(part, key, None)
        if title := getattr(part, "title", ""):
            called, rest = title, keys[place:]
    words = _words(rest, _pools(content) if keys[1] in POOLS else {})
    return f"{called}: {words}" if called else _capital(words)


def _pools(content: ScenarioFile | LibraryFile) -> dict[str, str]:
    """The titles of the pools, by name; none in a library."""
    return {name: pool.title for name, pool in getattr(content, "pools", {}).items()}


def _words(keys: Sequence[str], named: Mapping[str, str]) -> str:
    """Keys in words; some are names."""
    parts = [named.get(key) or FIELDS.get(key, key.replace("_", " ").replace("-", " ")) for key in keys]
    return ", ".join(filter(None, parts)).replace("planned for, ", "planned for ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _to_be_met(pools: Mapping[str, str], calibration: Calibration) -> str:
    """What a published figure is that something is solved for."""
    where = calibration.where
    pool = pools.get(where.pool or "", where.pool)
    meaning = METRICS[calibration.metric].meaning.partition(";")[0]
    return f"Figure to be met: {', '.join(filter(None, [meaning, pool, where.line, where.year]))}"
