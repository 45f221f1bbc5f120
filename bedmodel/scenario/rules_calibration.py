"""What must hold for calibrations and rank correlations."""

from __future__ import annotations

from bedmodel.metrics import METRICS
from bedmodel.scenario.context import Context
from bedmodel.scenario.lookup import figure_is_given, named, resolved
from bedmodel.scenario.quantity import CALIBRATED, UNKNOWN, Assumption
from bedmodel.scenario.schema import Calibration, ScenarioFile


def calibrated_values_are_solved(content: ScenarioFile, context: Context) -> None:
    """`value: calibrated` needs a calibration that solves it, here or in a parent."""
    here = {c.by for c in content.calibrate}
    for quantity in [*content.numbers(), *content.appraisal_numbers(), *content.assumptions.values()]:
        if not isinstance(quantity, Assumption) or quantity.value != CALIBRATED:
            continue
        if quantity.path not in context.inherited | context.unsolved and not here.intersection(_addresses(quantity)):
            hint = f"add a calibration with `by: {quantity.path}`, or give a value"
            context.report(quantity, "P004", "is said to be calibrated, but nothing solves it", hint)


def _addresses(assumption: Assumption) -> set[str]:
    return {assumption.path, assumption.path.removeprefix("assumptions.")}


def calibrations_can_be_solved(content: ScenarioFile, context: Context) -> None:
    """A calibration names a figure the model gives and an assumption it can move."""
    taken: dict[str, int] = {}
    for number, calibration in enumerate(content.calibrate):
        path = f"calibrate[{number}]"
        _check_target(content, context, calibration, path)
        solved = named(content, calibration.by)
        if solved is not None and taken.setdefault(solved.path, number) != number:
            message = f"`{calibration.by}` is solved by calibrate[{taken[solved.path]}] already"
            context.report(calibration.place, "C001", message, path=path)
        if solved is None:
            found = [resolved(content, slot) for slot in content.numbers()]
            hint = context.suggest(calibration.by, [a.path for a in found if a is not None])
            context.report(calibration.place, "C001", f"no assumption is called `{calibration.by}`", hint, path=path)
        elif solved.value != CALIBRATED:
            message = f"`{calibration.by}` has a value of its own at {solved.place}"
            context.report(calibration.place, "C001", message, "write `value: calibrated` there", path=path)
        elif solved.limits is None and calibration.within is None:
            hint = "add `within: [low, high]`, or limits to the assumption"
            context.report(calibration.place, "C001", "where should the solution be looked for?", hint, path=path)
        if calibration.within is not None and not calibration.within[0] < calibration.within[1]:
            context.report(calibration.place, "C001", "`within` must run from low to high", path=f"{path}.within")
        if "{value}" not in calibration.in_words:
            message = "`in_words` must show the solved {value}"
            context.report(calibration.place, "S003", message, path=f"{path}.in_words")


def _check_target(content: ScenarioFile, context: Context, calibration: Calibration, path: str) -> None:
    metric = METRICS.get(calibration.metric)
    if metric is None:
        hint = context.suggest(calibration.metric, METRICS)
        message = f"the model has no figure `{calibration.metric}`"
        context.report(calibration.place, "C003", message, hint, path=path)
        return
    target = resolved(content, calibration.equals)
    if target is not None and not target.numbers and target.value != UNKNOWN:
        context.report(target, "C001", "a target must be a number of its own, not a calibrated one")
    elif target is not None and target.values is not None:
        context.report(target, "C001", "a target must be one value, not several")
    if target is not None and target.unit not in (metric.unit, None):
        message = f"is in {target.unit}, but {calibration.metric} is in {metric.unit}"
        context.report(target, "U002", message)
    if metric.unit == "GBPm" and calibration.basis is None:
        hint = "in-year and cumulative readings of the same £ differ by a factor of three to five"
        message = "say whether the figure is `basis: in-year` or `basis: cumulative`"
        context.report(calibration.place, "S008", message, hint, path=path)
    figure_is_given(content, context, metric, calibration.where, calibration.place, path)


def correlations_are_possible(content: ScenarioFile, context: Context) -> None:
    """Rank correlations join two different uncertain assumptions that are in use, once, within −1 and 1."""
    used = {a.path for slot in content.numbers() if (a := resolved(content, slot)) is not None}
    joined: set[frozenset[str]] = set()
    for number, pair in enumerate(content.correlations):
        path = f"correlations[{number}]"
        ends = [named(content, text) for text in pair.between]
        for text, end in zip(pair.between, ends, strict=True):
            if end is None:
                context.report(pair.place, "N001", f"no assumption is called `{text}`", path=f"{path}.between")
            elif end.distribution is None:
                message = f"`{text}` has no distribution, so nothing can move with it"
                context.report(pair.place, "D004", message, path=f"{path}.between")
            elif end.path not in used:
                message = f"nothing in the scenario uses `{text}`"
                context.report(pair.place, "D004", message, path=f"{path}.between")
        link = frozenset(end.path for end in ends if end is not None)
        if ends[0] is not None and len(link) < 2:
            context.report(pair.place, "D004", "joins an assumption with itself", path=f"{path}.between")
        if link in joined:
            context.report(pair.place, "D004", "these two are joined already", path=f"{path}.between")
        joined.add(link)
        rho = resolved(content, pair.rho)
        if rho is not None and not (rho.numbers and -1 < rho.numbers[0] < 1):
            context.report(pair.place, "D004", "rho must be a number strictly between −1 and 1", path=f"{path}.rho")
