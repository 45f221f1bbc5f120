"""What must hold for the expectations of a scenario."""

from __future__ import annotations

from bedmodel.metrics import METRICS
from bedmodel.scenario.context import Context
from bedmodel.scenario.lookup import figure_is_given
from bedmodel.scenario.schema import ScenarioFile
from bedmodel.scenario.schema_checks import Expectation, Probability

_ASKS = ("equals", "between", "at_least", "at_most", "probability")


def expectations_can_be_judged(content: ScenarioFile, context: Context) -> None:
    """An expectation names a figure that the model gives, says one thing of it, and why."""
    for number, expectation in enumerate(content.expectations):
        path, place = f"expectations[{number}]", expectation.place
        for fault in faults(expectation):
            context.report(place, "S008", fault, path=path)
        if not expectation.because.strip():
            context.report(place, "S003", "must say why it is expected", path=f"{path}.because")
        metric = METRICS.get(expectation.metric)
        if metric is None:
            hint = context.suggest(expectation.metric, METRICS)
            context.report(place, "C003", f"the model has no figure `{expectation.metric}`", hint, path=path)
        else:
            figure_is_given(content, context, metric, expectation.where, place, path)


def faults(expectation: Expectation) -> list[str]:
    """What in an expectation contradicts itself or is left open, in words."""
    asked = [name for name in _ASKS if getattr(expectation, name) is not None]
    found = [] if len(asked) == 1 else [f"needs one of {', '.join(_ASKS)}"]
    widths = [width for width in (expectation.within, expectation.relative) if width is not None]
    if widths and expectation.equals is None:
        found.append("`within` and `relative` belong to `equals`")
    if any(width < 0 for width in widths):
        found.append("`within` and `relative` are 0 or more")
    if expectation.between is not None and expectation.between[0] > expectation.between[1]:
        found.append("`between` runs from low to high")
    if expectation.than is not None and (expectation.than.year is None) == (expectation.than.scenario is None):
        found.append("`than` needs one of `year` and `scenario`")
    if expectation.probability is not None:
        found += _faults(expectation.probability)
        if expectation.statistic != "central":
            found.append("a probability is of all draws and takes no `statistic`")
    return found


def _faults(probability: Probability) -> list[str]:
    found = []
    if (probability.below is None) == (probability.above is None):
        found.append("a probability needs one of `below` and `above`")
    asked = [probability.at_least, probability.at_most, probability.between]
    if sum(item is not None for item in asked) != 1:
        found.append("a probability needs one of `at_least`, `at_most` and `between`")
    bounds = [probability.at_least, probability.at_most, *(probability.between or ())]
    if any(bound is not None and not 0 <= bound <= 1 for bound in bounds):
        found.append("a probability is a fraction from 0 to 1")
    if probability.between is not None and probability.between[0] > probability.between[1]:
        found.append("`between` runs from low to high")
    return found
