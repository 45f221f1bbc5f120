"""What the figures leave out, in words: parts of the plan for which no document gives a number."""

from __future__ import annotations

import re

from bedmodel.metrics import Selector
from bedmodel.report.records import Ran
from bedmodel.results import Results
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.unknown import Unknown
from bedmodel.units import number

LEFT_OUT_HEAD = "Not in the figures, because no document gives a number:"
_PLAN = re.compile(r"pools\.(.+)\.beds_plan\.(.+)")


def unknown_beds(results: Results) -> list[str]:
    """A sentence for each year in which the plan does not say how many beds will be open."""
    found = []
    for part in (part for unknown in results.scenario.unknown for part in unknown.set_aside):
        match = _PLAN.fullmatch(part.path)
        if match is not None:
            found.append(_beds_in(results, match[1], match[2]))
    return found


def _beds_in(results: Results, pool: str, year: str) -> str:
    part = results.scenario.content.pools[pool]
    beds = number(results.value(Selector("beds.available", pool=pool, year=year)), "beds")
    between = max(part.beds_plan, default="") > year
    taken = f"take {beds}, between the years that it gives" if between else f"hold them at {beds}"
    return f"{part.title}: the plan does not say how many beds will be open in {year}; the figures {taken}."


def unsaid_beds(scenario: Scenario) -> list[str]:
    """The pools and years for which the plan does not say how many beds will be open, without what the figures take."""
    paths = (part.path for unknown in scenario.unknown for part in unknown.set_aside)
    found = (match for path in paths if (match := _PLAN.fullmatch(path)))
    return [f"{scenario.content.pools[match[1]].title} in {match[2]}" for match in found]


def left_out(results: Ran) -> list[str]:
    """Each unknown number with the parts left out for want of it; planned beds of a year are told with the beds."""
    told = ((unknown, _parts(unknown)) for unknown in results.scenario.unknown)
    return [_sentence(unknown, parts) for unknown, parts in told if parts or not unknown.set_aside]


def _parts(unknown: Unknown) -> list[str]:
    """The parts left out, by their titles; by their paths where none has a title."""
    parts = [part for part in unknown.set_aside if not _PLAN.fullmatch(part.path)]
    return [part.title for part in parts if part.title] or [part.path for part in parts]


def _sentence(unknown: Unknown, parts: list[str]) -> str:
    title = unknown.title
    if unknown.to_be_solved:
        title += " (to be solved, for which a number was missing in a file that this one extends)"
    return f"{title}. Left out with it: {'; '.join(parts)}." if parts else f"{title}."


def missing_for(scenario: Scenario, path: str) -> list[str]:
    """The unknown numbers for want of which a part is left out, by their titles."""
    return [unknown.title for unknown in scenario.unknown if any(part.path == path for part in unknown.set_aside)]
