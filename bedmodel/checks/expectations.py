"""What a scenario expects of its own figures, judged one by one."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bedmodel.checks.beside import Beside
from bedmodel.metrics import ALL, METRICS, Selector
from bedmodel.problems import Problem, ScenarioError
from bedmodel.results import Array, Results, rounding, statistic
from bedmodel.scenario.schema_checks import Expectation, Probability
from bedmodel.units import shown_to, written

GIVEN = frozenset({"beds.available", "capital.spend", "capital.receipts", "ledger.amount"})
"""Figures that a file states rather than the model works out; to expect them checks that they were read as meant."""


@dataclass(frozen=True)
class Outcome:
    """An expectation and what became of it."""

    expectation: Expectation
    path: str
    address: str
    figure: float | None
    """The figure, its change, or the probability; None where there is none."""
    held: bool | None
    """None where it cannot be judged here: the run made no draws, or the option it is set against was not run."""
    sentence: str
    restates: bool = False
    """Whether it is about a number that the file states itself or solves for, so that it holds by construction."""
    fault: Problem | None = None
    """Why it can never be judged as it is written; nothing for one that merely does not hold."""

    @property
    def fails(self) -> bool:
        """Whether it fails a check: it does not hold and had to, or there is no such figure."""
        return self.held is False and (self.expectation.severity == "error" or self.figure is None)

    @property
    def problem(self) -> Problem:
        """The outcome as a warning at the expectation's place."""
        if self.fault is not None:
            return self.fault
        hint = f"expected because: {self.expectation.because}"
        return Problem(self.expectation.place, "K001", self.path, self.sentence, hint, "warning")


def evaluate(results: Results, beside: Beside | None = None) -> list[Outcome]:
    """Every expectation of the scenario's own file with its outcome, in the order of the file.

    `beside` runs the options that some are set against; without it those are not judged.
    """
    found = results.scenario.content.expectations
    return [_outcome(results, found[number], f"expectations[{number}]", beside) for number in range(len(found))]


def _outcome(results: Results, expectation: Expectation, path: str, beside: Beside | None) -> Outcome:
    where = expectation.where
    year = where.year or results.years[-1]
    selector = Selector(expectation.metric, where.pool, where.line, year, expectation.statistic)
    address = str(selector) + (f" against {expectation.than.called}" if expectation.than else "")
    other = results
    if expectation.than is not None and expectation.than.scenario is not None:
        if beside is None:
            sentence = f"{address} is judged by `bedmodel check`, which runs both"
            return Outcome(expectation, path, address, None, None, sentence)
        try:
            other = beside.results(expectation, f"{path}.than.scenario")
        except ScenarioError as error:
            fault = error.problems[0]
            return Outcome(expectation, path, address, None, False, fault.message, fault=fault)
    if not results.draws and (expectation.probability or expectation.statistic != "central"):
        return Outcome(expectation, path, address, None, None, f"{address} cannot be judged without draws")
    try:
        figure = _figure(results, other, expectation, selector)
    except KeyError as missing:
        return Outcome(expectation, path, address, None, False, str(missing.args[0]))
    if not math.isfinite(figure):
        return Outcome(expectation, path, address, None, False, f"{address} is no number")
    held = _holds(expectation, figure)
    sentence = _sentence(expectation, address, figure, held)
    return Outcome(expectation, path, address, figure, held, sentence, _restates(results, expectation, year))


def _restates(results: Results, expectation: Expectation, year: str) -> bool:
    """Whether an expectation is about a central figure that is stated in the file, or solved for.

    A change between two years is where both figures are stated; what another option states is not in the file.
    """
    if expectation.probability is not None or expectation.statistic != "central":
        return False
    if expectation.than is not None and expectation.than.scenario is not None:
        return False
    where, pools = expectation.where, results.scenario.content.pools
    gated = any(pools[pool].gate is not None for pool in pools if where.pool in (None, ALL, pool))
    if expectation.metric in GIVEN and not (expectation.metric == "beds.available" and gated):
        return True
    return expectation.than is None and any(
        (c.metric, c.where.pool or ALL, c.where.line, c.where.year or results.years[-1], c.basis == "cumulative")
        == (expectation.metric, where.pool or ALL, where.line, year, False)
        for c in (solved.calibration for solved in results.solved if solved.holds)
    )


def _figure(results: Results, other: Results, expectation: Expectation, selector: Selector) -> float:
    """The figure asked for: itself, its difference from another, or how often it lies beyond a threshold.

    `other` holds what it is set against: the same results, or those of another option on the same futures.
    """
    if expectation.probability is not None:
        return _share(_differences(results, other, expectation, selector, Results.draws_of), expectation.probability)
    if expectation.than is None:
        return results.value(selector)
    if expectation.statistic == "central":
        return float(_differences(results, other, expectation, selector, _central)[0])
    return statistic(_differences(results, other, expectation, selector, Results.draws_of), expectation.statistic)


def _central(results: Results, selector: Selector) -> Array:
    return np.array([results.value(selector)])


def _differences(
    results: Results,
    other: Results,
    expectation: Expectation,
    selector: Selector,
    values: Callable[[Results, Selector], Array],
) -> Array:
    """A figure, or its difference from what it is set against, draw by draw. Shape (draw,).

    A relative difference is a share of the other figure's size: of -5 and -15, +2/3. No number where that is 0.
    """
    than = expectation.than
    plain = replace(selector, statistic="central")
    mine = values(results, plain)
    if than is None:
        return mine
    theirs = values(other, replace(plain, year=than.year or plain.year))
    if not than.relative:
        return mine - theirs
    with np.errstate(all="ignore"):
        return np.where(theirs == 0, np.nan, (mine - theirs) / np.abs(theirs))


def _share(drawn: Array, probability: Probability) -> float:
    """How often a figure lies below or above a threshold (fraction of the draws); no number where it is none itself."""
    if np.isnan(drawn).any():
        return math.nan
    if probability.below is not None:
        beyond = drawn < probability.below - rounding(probability.below)
    else:
        above = probability.above or 0.0
        beyond = drawn > above + rounding(above)
    return float(beyond.mean())


def _holds(expectation: Expectation, figure: float) -> bool:
    if expectation.equals is not None:
        wanted = expectation.equals
        return abs(figure - wanted) <= _tolerance(expectation, wanted) + rounding(wanted)
    low, high = _bounds(expectation)
    return low - rounding(low) <= figure <= high + rounding(high)


def _tolerance(expectation: Expectation, wanted: float) -> float:
    """How far off a figure may be: as said, the wider where both are; else to the last digit shown."""
    said = [width for width in (expectation.within,) if width is not None]
    said += [expectation.relative * abs(wanted)] if expectation.relative is not None else []
    return max(said) if said else shown_to(_unit(expectation))


def _bounds(expectation: Expectation) -> tuple[float, float]:
    asked = expectation.probability or expectation
    if asked.between is not None:
        return asked.between
    low = -math.inf if asked.at_least is None else asked.at_least
    high = math.inf if asked.at_most is None else asked.at_most
    return low, high


def _unit(expectation: Expectation) -> str:
    """The unit of the expected figure: its metric's, or a fraction for probabilities and relative changes."""
    shares = expectation.probability is not None or (expectation.than is not None and expectation.than.relative)
    return "fraction" if shares else METRICS[expectation.metric].unit


def _sentence(expectation: Expectation, address: str, figure: float, held: bool) -> str:
    unit = _unit(expectation)
    signed = expectation.than is not None and expectation.probability is None

    def show(value: float) -> str:
        return written(value, unit, sign=signed)

    shown, claim = show(figure), _claim(expectation, show)
    if not held and shown in claim:
        shown, claim = f"{figure:.9g}", _claim(expectation, lambda value: f"{value:.9g}")
    what = f"is {shown}"
    if expectation.probability is not None:
        relative = expectation.than is not None and expectation.than.relative
        metric = "fraction" if relative else METRICS[expectation.metric].unit
        beyond = expectation.probability
        side = "below" if beyond.below is not None else "above"
        threshold = beyond.below if beyond.below is not None else beyond.above or 0.0
        what = f"is {side} {written(threshold, metric)} with a probability of {shown}"
    if held:
        return f"{address} {what}, as expected" + ("" if expectation.equals is not None else f": {claim}")
    return f"{address} {what}, not {claim} as expected"


def _claim(expectation: Expectation, show: Callable[[float], str]) -> str:
    """What was expected, in words."""
    if expectation.equals is not None:
        return show(expectation.equals)
    low, high = _bounds(expectation)
    if math.isfinite(low) and math.isfinite(high):
        return f"from {show(low)} to {show(high)}"
    return f"at least {show(low)}" if math.isfinite(low) else f"at most {show(high)}"


def in_words(outcomes: list[Outcome]) -> str:
    """How many of the expectations hold, and how many of those had to, as a sentence; nothing where there are none.

    >>> in_words([])
    ''
    """
    if not outcomes:
        return ""
    judged = [outcome for outcome in outcomes if outcome.held is not None]
    text = f"{sum(bool(outcome.held) for outcome in judged)} of {len(judged)} expectations of the file hold"
    restated = sum(outcome.restates for outcome in judged if outcome.held)
    if restated:
        why = "it restates" if restated == 1 else "they restate"
        text += f"; {restated} of them had to, since {why} what the file states or solves for"
    beside = sum(bool(o.expectation.than and o.expectation.than.scenario) for o in outcomes if o.held is None)
    undrawn = len(outcomes) - len(judged) - beside
    text += f"; {undrawn} cannot be judged without draws" if undrawn else ""
    text += f"; `bedmodel check` judges {beside} more, set against another option" if beside else ""
    return f"{text}."
