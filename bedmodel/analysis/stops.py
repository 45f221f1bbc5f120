"""Where a slider can stand: the values of an assumption that are tried, round ones and the scenario's own."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.switching import to_vary, usual
from bedmodel.analysis.trials import Trials
from bedmodel.scenario.quantity import Assumption

ENDS = (0.01, 0.99)
"""The shares of an uncertain number's distribution that lie below the ends of its slider: P1 and P99."""
HALF = 0.5
"""How far a number without distribution and limits can be moved, as a share of it."""
SAME = 1e-6
"""Share of a step; what lies closer together is one value."""


@dataclass(frozen=True)
class Slider:
    """An assumption that can be moved, and where it can stand."""

    assumption: Assumption
    own: int
    """Which of its stops is the scenario's own value."""
    stops: tuple[float, ...]
    """The values that the model was run at, rising; of numbers by label, what all of them are multiplied by."""

    @property
    def path(self) -> str:
        """The assumption's path."""
        return self.assumption.path


def slider(trials: Trials, text: str, most: int) -> Slider:
    """A slider of about so many stops; `text` is the assumption as it was asked for. Raises as `to_vary` does."""
    assumption = trials.find(named(text))
    values = stops(trials, assumption, text, most)
    return Slider(assumption, values.index(trials.centre(assumption)), values)


def named(text: str) -> str:
    """The assumption that is asked for.

    >>> named("left_shift = 0..0.4")
    'left_shift'
    """
    return text.partition("=")[0].strip()


def within(trials: Trials, assumption: Assumption) -> tuple[float, float]:
    """From where to where a slider goes where nothing is said: P1 to P99, never beyond what is possible.

    A number without distribution goes over its stated limits; where it has none, half of it up and down, since the far
    ends of what `solve` searches, such as an occupancy standard of 0, are no plan.
    """
    low, high = trials.possible(assumption)
    if assumption.distribution is not None:
        first, last = trials.spread(assumption, ENDS).tolist()
        return max(low, first), min(high, last)
    reach = HALF * abs(trials.centre(assumption))
    if assumption.limits is not None or not reach:
        vary = usual(trials, assumption)
        return vary.low, vary.high
    return max(low, trials.centre(assumption) - reach), min(high, trials.centre(assumption) + reach)


def stops(trials: Trials, assumption: Assumption, text: str, most: int) -> tuple[float, ...]:
    """At most so many round values, and the scenario's own, rising; of a few separate values, those.

    Where `text` says from where to where, the ends are among them.
    """
    own = trials.centre(assumption)
    if "=" in text:
        vary = to_vary(trials, text)
        return rounded(min(own, vary.low), max(own, vary.high), (vary.low, own, vary.high), most)
    if assumption.distribution is not None and assumption.distribution.kind == "discrete":
        separate = np.unique(trials.spread(assumption, np.linspace(*ENDS, 99).tolist()))
        if len(separate) <= most:
            return tuple(sorted({own, *separate.tolist()}))
    low, high = within(trials, assumption)
    return rounded(min(own, low), max(own, high), (own,), most)


def rounded(low: float, high: float, kept: tuple[float, ...], most: int) -> tuple[float, ...]:
    """Round values between two ends, a step of 1, 2 or 5 apart (or ten times that, …), and some that are kept as is.

    >>> rounded(0.0, 1.0, (0.25,), 11)
    (0.0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    >>> rounded(-1.7, 0.3, (-1.0,), 5)
    (-1.5, -1.0, -0.5, 0.0)
    """
    if not low < high:
        return (low,)
    digits = math.floor(math.log10((high - low) / most))
    steps = [(step, at) for at in (digits, digits + 1) for step in (1, 2, 5)]
    step, at = next((step, at) for step, at in steps if (high - low) / (step * 10.0**at) <= most - 1 + SAME)
    wide = step * 10.0**at
    places = range(math.ceil(low / wide - SAME), math.floor(high / wide + SAME) + 1)
    # Divided rather than multiplied by a tenth, so that three tenths are 0.3.
    values = [place * step / 10**-at if at < 0 else float(place * step * 10**at) for place in places]
    others = [value for value in values if all(abs(value - one) > SAME * wide for one in kept)]
    return tuple(sorted({*others, *kept}))
