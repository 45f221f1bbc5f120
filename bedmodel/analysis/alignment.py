"""Whether options can be put side by side, in which years, and what each is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from bedmodel.problems import Problem, ScenarioError
from bedmodel.scenario.scenario import Scenario


def common_years(scenarios: Sequence[Scenario], reference: int = 0) -> tuple[str, ...]:
    """The years that all options have. Options may look ahead differently far: what they share is compared.

    Raises ScenarioError (X001) for each option that starts in another year than the reference, or has other prices: its
    changes since the baseline, or its money, would measure something else.
    """
    first = scenarios[reference].content.scenario
    problems = []
    for header in (s.content.scenario for s in scenarios):
        if header.baseline != first.baseline:
            message = f"starts in {header.baseline}, but {first.id} starts in {first.baseline}"
            hint = "growth, closures and money count from the baseline; compare options that start in the same year"
            problems.append(Problem(header.place, "X001", "scenario.baseline", message, hint))
        if header.prices != first.prices:
            message = f"has {header.prices} prices, but {first.id} has {first.prices} ones"
            hint = "£m in different prices cannot be subtracted; compare options with the same `prices`"
            problems.append(Problem(header.place, "X001", "scenario.prices", message, hint))
    if problems:
        raise ScenarioError(problems)
    return min((s.span.names for s in scenarios), key=len)


def short_names(scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """A name for each option, no two alike: its id; where ids repeat its file's name; where that repeats, numbered."""
    ids = Counter(s.content.scenario.id for s in scenarios)
    names = [
        s.content.scenario.id if ids[s.content.scenario.id] == 1 else PurePath(s.file.replace("\\", "/")).stem
        for s in scenarios
    ]
    found: list[str] = []
    for name in names:
        number, new = 1, name
        while new in found:
            number += 1
            new = f"{name} ({number})"
        found.append(new)
    return tuple(found)


def find_option(text: str, scenarios: Sequence[Scenario], names: Sequence[str]) -> int | None:
    """Which option a text means: its name in the comparison, its id, or its file; the first where several do."""
    ways = (
        list(names),
        [s.content.scenario.id for s in scenarios],
        [s.file for s in scenarios],
        [PurePath(s.file.replace("\\", "/")).name for s in scenarios],
    )
    return next((way.index(text) for way in ways if text in way), None)
