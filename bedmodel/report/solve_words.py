"""Switching values in sentences: what must be believed, how far that is, and what has been achieved."""

from __future__ import annotations

import math
from collections.abc import Iterator

from bedmodel.analysis.switching import FEW_VARIED, Solution, Switching, ordered
from bedmodel.metrics import METRICS
from bedmodel.report.figure_words import figure_words
from bedmodel.report.phrases import in_futures
from bedmodel.units import finer_for, number, written

SELDOM = 1e-9
RANGES = 2
"""Ranges of values that are named where the condition holds in several; the nearest."""
WHOLE = 1e-6
"""What rounding may have added to a whole number of beds."""
SIGNS = {">=": "at least", "<=": "at most", "=": "exactly"}
BACKING = {
    "sourced": "from a source",
    "derived": "worked out from a source",
    "assumed": "assumed, without a source",
    "solved": "solved so that a published figure is met",
    "set": "set by hand, without a source",
    "unknown": "unknown",
}


class Shown:
    """Writes values of one assumption, all with as many digits as tell them apart, so many more than usual at most."""

    def __init__(self, switching: Switching, most: int = 4) -> None:
        values = [switching.value, *(crossing.value for crossing in switching.crossings)]
        values += [other.value for other in switching.elsewhere]
        self.unit, self.multiple = switching.unit, switching.vary.assumption.values is not None
        self.finer = 0 if self.multiple else finer_for(values, self.unit, most)

    def __call__(self, value: float) -> str:
        """A value with its unit; of numbers by year, age or month, what multiplies them all."""
        text = written(value, self.unit, finer=self.finer)
        return f"× {text}" if self.multiple else text

    def bare(self, value: float) -> str:
        """A value without its unit, for an axis that names it."""
        return number(value, self.unit, finer=self.finer)

    def at_least(self, value: float) -> str:
        """A value that must be reached; whole beds are rounded up, so that what is written is enough."""
        return self(math.ceil(value - WHOLE) if self.unit == "beds" and not self.finer else value)

    def at_most(self, value: float) -> str:
        """A value that must not be passed; whole beds are rounded down."""
        return self(math.floor(value + WHOLE) if self.unit == "beds" and not self.finer else value)

    def change(self, value: float) -> str:
        """A change with its sign; of percentages in points."""
        if self.unit.startswith("fraction"):
            return f"{number(value, self.unit, sign=True, finer=self.finer)} points"
        return written(value, self.unit, sign=True, finer=self.finer)


def asked_for(solution: Solution) -> str:
    """The condition in words."""
    condition, scenario = solution.condition, solution.trials.scenario
    target = written(condition.target, METRICS[condition.figure.metric].unit)
    text = f"{figure_words(scenario, condition.figure)} is {SIGNS[condition.sign]} {target}"
    if condition.likelihood is None:
        return text
    sign, share = condition.likelihood
    return f"{text} in {SIGNS[sign]} {written(share, 'fraction')} of the futures"


def question(solution: Solution) -> str:
    """What was asked, and whether the scenario as it is meets it."""
    condition = solution.condition
    if math.isnan(solution.figure):
        return f"Asked: that {asked_for(solution)}. In the scenario that figure has no number, as where no bed is open."
    if condition.likelihood is not None:
        now = f"In the scenario that is so {in_futures(solution.figure)}"
    else:
        finer = finer_for([solution.figure, condition.target], condition.unit)
        now = f"In the scenario it is {written(solution.figure, condition.unit, finer=finer)}"
        if solution.ends is not None and not condition.needs_draws:
            low, high = (written(end, condition.unit) for end in solution.ends)
            now += f" in the central case (P10 to P90 of the futures: {low} to {high})"
    return f"Asked: that {asked_for(solution)}. {now}: {'met' if solution.met else 'not met'}."


def answers(solution: Solution) -> Iterator[str]:
    """A sentence for each assumption; where there are many, how many could do it and which has to move least."""
    if len(solution.switching) <= FEW_VARIED:
        yield from (sentence(solution, switching) for switching in solution.switching)
        return
    able, count = [s for s in solution.switching if s.crossings], len(solution.switching)
    if not able:
        yield f"None of the {count} numbers tried can by itself change whether that holds, within the values tried."
        return
    verb = "undo" if solution.met else "bring about"
    each = "each " if len(able) > 1 else ""
    yield f"{len(able)} of the {count} numbers tried could {each}by itself {verb} that, within the values tried."
    yield f"Least, against its own size, this one would have to move. {sentence(solution, ordered(solution)[0])}"


def sentence(solution: Solution, switching: Switching) -> str:
    """What one assumption would have to be, in words."""
    show = Shown(switching)
    title = f"{switching.title} (its numbers all times the same)" if show.multiple else switching.title
    tried = f"from {show(switching.vary.low)} to {show(switching.vary.high)}"
    central = not solution.condition.needs_draws
    if central and switching.of_risks:
        return f"{title}: it acts only where risks strike, in no central case; ask for a probability or a statistic."
    if math.isnan(switching.figures[0]):
        return f"{title}: whatever it is, that figure has no number, as where no bed is open."
    if switching.idle and show.multiple:
        return f"{switching.title}: its numbers all times the same change nothing; only their shape may. Try --set."
    if switching.idle:
        return f"{title}: it has no effect on that figure{' in the central case' if central else ''}."
    if not switching.crossings:
        runs = " to ".join(written(end, solution.condition.unit) for end in switching.figures)
        runs = (
            f"the figure runs from {runs}"
            if solution.condition.likelihood is None
            else f"it is so in {runs} of the futures"
        )
        if solution.met and solution.condition.wanted[0] != "=":
            return f"{title}: that holds whatever it is, {tried}; {runs}."
        return f"{title}: no value {tried} is enough; {runs}."
    parts = [f"{title}: it {needed(solution, switching, show)}; {now(switching, show)}."]
    parts += [
        f"Elsewhere: {other.title}: {show(other.value)}, which would {'' if other.enough else 'not '}do."
        for other in switching.elsewhere
    ]
    if switching.as_good is not None:
        parts.append(f"By its own spread it is so {in_futures(switching.as_good)}.")
    if switching.futures is not None:
        parts.append(of_futures(switching, show))
    if solution.condition.likelihood is None and any(crossing.jump for crossing in switching.crossings):
        parts.append("The figure steps over the target there without meeting it.")
    return " ".join(parts)


def needed(solution: Solution, switching: Switching, show: Shown) -> str:
    """What an assumption must be: at least, at most, or between; what it may be, where the condition holds already."""
    if solution.condition.wanted[0] == "=":
        return f"must be {' or '.join(show(crossing.value) for crossing in switching.crossings)}"
    near = sorted(switching.holds, key=lambda ends: max(ends[0] - switching.value, switching.value - ends[1], 0.0))
    parts = []
    for start, end in sorted(near[:RANGES]):
        low, high = show.at_least(start), show.at_most(end)
        below, above = start > switching.vary.low, end < switching.vary.high
        parts.append(f"from {low} to {high}" if below and above else f"at least {low}" if below else f"at most {high}")
    more = len(near) - RANGES
    return f"must be {' or '.join(parts)}" + (f" (or in one of {more} ranges further away)" if more > 0 else "")


def now(switching: Switching, show: Shown) -> str:
    """What an assumption is in the scenario, how it is backed, and its own range."""
    backing = BACKING[switching.vary.assumption.status]
    if switching.spread is not None:
        backing += f"; P10 to P90 {show(switching.spread[0])} to {show(switching.spread[1])}"
    return f"in the scenario it is {show(switching.value)} ({backing})"


def of_futures(switching: Switching, show: Shown) -> str:
    """What each future by itself would need."""
    found = switching.futures
    assert found is not None
    ends = (found.always, "it holds whatever was tried"), (found.never, "nothing that was tried will do")
    rest = "".join(f"; {in_futures(share)} {what}" for share, what in ends if share > SELDOM)
    if not found.solved:
        return f"No future turns between the values tried{rest}."
    runs = f"{show(found.p10)} to {show(found.p90)}, in the middle {show(found.p50)}"
    return f"Future by future the value needed runs from {runs}{rest}."
