"""One number at a time: each from the low end of its range to the high end, all else at its stated value.

All ends of all numbers are one evaluation of the model, in which each number holds its centre but in its own places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.factors import ALWAYS, NEVER, RISK, Factor
from bedmodel.analysis.trials import Futures, Trials
from bedmodel.metrics import METRICS, Selector
from bedmodel.results import Array
from bedmodel.units import shown_to

ENDS = (0.1, 0.9)
"""The shares of an uncertain number's distribution that lie below its ends: P10 and P90."""


@dataclass(frozen=True)
class Ends:
    """The two values of a factor that are tried."""

    factor: Factor
    low: float
    high: float
    held: bool = False
    """Whether an end was held at what the number can be."""


@dataclass(frozen=True)
class Bar:
    """What a figure is at both ends of a factor, all else as stated."""

    ends: Ends
    baseline: float
    at_low: float
    at_high: float

    @property
    def factor(self) -> Factor:
        """What is moved."""
        return self.ends.factor

    @property
    def width(self) -> float:
        """How far the figure moves, from its lowest to its highest; the baseline counts too.

        Where the stated value lies outside its own range, or the figure turns back between the ends, the way from the
        baseline is part of what the number does.
        """
        return float(np.ptp([self.at_low, self.at_high, self.baseline]))

    @property
    def upwards(self) -> bool | None:
        """Whether the figure rises with the number; None where both ends give the same."""
        return None if self.at_low == self.at_high else self.at_high > self.at_low


@dataclass(frozen=True)
class Tornado:
    """The bars of one figure, widest first."""

    selector: Selector
    baseline: float
    """The figure in the central case."""
    bars: tuple[Bar, ...]

    def worse_when(self, bar: Bar) -> str | None:
        """At which end of a factor the figure is worse, "high" or "low"; None where neither is, or none is better."""
        better = METRICS[self.selector.metric].better
        if better is None or bar.upwards is None:
            return None
        return "low" if bar.upwards == (better == "more") else "high"


def least(selector: Selector) -> float:
    """The smallest movement of a figure that its last digit shows: 1 bed, £0.1m, 0.1%."""
    return 2 * shown_to(METRICS[selector.metric].unit)


def moving(tornado: Tornado) -> list[Bar]:
    """The bars that can be seen, widest first."""
    return [bar for bar in tornado.bars if bar.width >= least(tornado.selector)]


def stated_ends(trials: Trials, known: Mapping[str, Factor]) -> list[Ends]:
    """P10 and P90 of every number with a distribution, and of every risk that it does not strike and that it does."""
    found = []
    for path, factor in known.items():
        if factor.kind == "risk":
            found.append(Ends(factor, 0.0, 1.0))
        elif factor.uncertain:
            low, high = trials.spread(trials.scenario.used[path], ENDS)
            found.append(Ends(factor, float(low), float(high)))
    return found


def swung_ends(trials: Trials, known: Mapping[str, Factor], swing: float) -> list[Ends]:
    """Every number a share of itself lower and higher, held at what it can be; and every risk as above."""
    found = []
    for path, factor in known.items():
        if factor.kind == "risk":
            found.append(Ends(factor, 0.0, 1.0))
            continue
        ends = np.array(sorted((factor.centre * (1 - swing), factor.centre * (1 + swing))))
        low, high = held = np.clip(ends, *_around(factor, trials.possible(trials.scenario.used[path])))
        found.append(Ends(factor, float(low), float(high), bool((held != ends).any())))
    return found


def _around(factor: Factor, possible: tuple[float, float]) -> tuple[float, float]:
    """What a number can be, its own value always among it: a solved one may lie at the edge but for rounding."""
    return min(possible[0], factor.centre), max(possible[1], factor.centre)


def tornadoes(trials: Trials, selectors: Sequence[Selector], ends: Sequence[Ends]) -> list[Tornado]:
    """The tornado of each figure, all from one evaluation of 1 + 2 × factors trials."""
    found = trials.evaluate(selectors, _one_at_a_time(trials, ends))
    result = []
    for selector, figures in zip(selectors, found, strict=True):
        baseline, low, high = float(figures[0]), figures[1::2].tolist(), figures[2::2].tolist()
        bars = [Bar(end, baseline, a, b) for end, a, b in zip(ends, low, high, strict=True)]
        result.append(Tornado(selector, baseline, tuple(sorted(bars, key=_widest_first))))
    return result


def _widest_first(bar: Bar) -> tuple[bool, float]:
    return bool(np.isnan(bar.width)), -bar.width


def _one_at_a_time(trials: Trials, ends: Sequence[Ends]) -> Futures:
    """The central case, then both ends of each factor in turn."""
    count = 1 + 2 * len(ends)
    luck = {name: np.full(count, NEVER) for name in trials.scenario.content.risks}
    trial: dict[str, Array] = {}
    for number, end in enumerate(ends):
        at = slice(1 + 2 * number, 3 + 2 * number)
        if end.factor.kind == "risk":
            luck[end.factor.path.removeprefix(RISK)][at] = NEVER, ALWAYS
        else:
            trial[end.factor.path] = np.full(count, end.factor.centre)
            trial[end.factor.path][at] = end.low, end.high
    return Futures({}, luck, trial)
