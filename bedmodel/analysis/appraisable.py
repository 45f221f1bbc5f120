"""Whether scenarios can be appraised, and over how many years."""

from __future__ import annotations

from collections.abc import Sequence

from bedmodel.problems import Problem, ScenarioError
from bedmodel.scenario.scenario import Scenario
from bedmodel.years import named, start_of

EXAMPLE = (
    "add, here or in a file it extends, with sources: appraisal: {years: 60, deflator: {value: 0.02, source: assumed}, "
    "need_after: {value: 0, source: assumed}, cost_after: {value: 0, source: assumed}}"
)


def appraisable(scenarios: Sequence[Scenario], years: int | None = None) -> int:
    """The years over which options are appraised: those asked for, or those that all of them state.

    Raises ScenarioError (X002) for an option that says nothing of its appraisal, (X001) for one that says another
    length or other prices than the first, (A001) where the years asked for end before a plan does.
    """
    problems = [problem for scenario in scenarios if (problem := _lacking(scenario))]
    if problems:
        raise ScenarioError(problems)
    first = scenarios[0]
    assert first.content.appraisal is not None
    wanted = int(first.content.appraisal.years) if years is None else years
    for scenario in scenarios:
        content, mine = scenario.content, scenario.content.appraisal
        assert mine is not None
        if years is None and mine.years != wanted:
            message = f"is appraised over {mine.years:g} years, but {first.content.scenario.id} over {wanted}"
            problems.append(Problem(mine.place, "X001", "appraisal.years", message, "or give --years for all of them"))
        least = start_of(runs_to(scenario)) - start_of(content.scenario.baseline)
        if wanted < least:
            message = f"{wanted} years end before {content.scenario.id} does; it needs {least}"
            problems.append(Problem(mine.place, "A001", "appraisal.years", message))
        if _prices(scenario) != _prices(first):
            message = f"has another deflator than {first.content.scenario.id}"
            hint = "real prices are one measure for all options; give them the same `appraisal.deflator`"
            problems.append(Problem(mine.place, "X001", "appraisal.deflator", message, hint))
    if problems:
        raise ScenarioError(problems)
    return wanted


def runs_to(scenario: Scenario) -> str:
    """The last year in which the model of a scenario runs for its appraisal."""
    assert scenario.content.appraisal is not None
    return named(start_of(scenario.content.scenario.horizon) + int(scenario.content.appraisal.run_on))


def _lacking(scenario: Scenario) -> Problem | None:
    """What keeps a scenario from being appraised."""
    header = scenario.content.scenario
    if scenario.content.finance is None:
        message = f"{header.id} has no `finance:`, so there is nothing to appraise"
        return Problem(header.place, "X002", "finance", message, "appraise scenarios that have money")
    if scenario.content.appraisal is None:
        missing = [u for u in scenario.unknown_to_appraisal if any(part.path == "appraisal" for part in u.set_aside)]
        if missing:
            message = f"{header.id} cannot be appraised, because {missing[0].path} is unknown"
            return Problem(missing[0].place, "X002", "appraisal", message, f"give it with --set {missing[0].path}=…")
        message = f"{header.id} does not say over how many years, and in whose prices, it is to be appraised"
        return Problem(header.place, "X002", "appraisal", message, EXAMPLE)
    return None


def _prices(scenario: Scenario) -> tuple[object, ...]:
    """What makes the deflator of a scenario."""
    assert scenario.content.appraisal is not None
    found = scenario.assumption(scenario.content.appraisal.deflator)
    return found.value, found.values, found.interpolate, found.distribution
