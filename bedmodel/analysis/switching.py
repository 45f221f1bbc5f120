"""Switching values: at which value of an assumption a figure meets what is asked of it, all else as in the scenario.

Source of the idea: HM Treasury, The Green Book, on switching values in sensitivity analysis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bedmodel.analysis.condition import Condition, Probe, plain_number
from bedmodel.analysis.roots import CLOSE, GRID, Crossing, bracketed, crossings, spaced
from bedmodel.analysis.themes import RISKS, themes
from bedmodel.analysis.trials import Futures, Trials
from bedmodel.results import NOUGHT, Array
from bedmodel.runs import Progress
from bedmodel.scenario.quantity import Assumption

FEW = 25
"""Values tried where each is a simulation of its own."""
MULTIPLE = "ratio"
"""The unit in which numbers by year, age band or month are varied: all of them times the same."""
NO_EFFECT = 1e-12
COARSE = 13
"""Values tried in each future, between which its own switching value is looked for."""
FEW_VARIED = 6
"""Assumptions that are spoken of one by one, in the order asked for; more are put in an order and stand in a table."""
ROOM = 0.25
"""Room around what must be seen of an assumption, as a share of it."""
FAR = 4
"""How far from the scenario's value values are tried, in its own size."""


@dataclass(frozen=True)
class Vary:
    """An assumption to vary, and between which values."""

    assumption: Assumption
    low: float
    high: float


@dataclass(frozen=True)
class Elsewhere:
    """What has been achieved, or has been, elsewhere."""

    title: str
    value: float
    enough: bool
    """Whether the condition would hold at that value."""


@dataclass(frozen=True)
class InFutures:
    """The switching value of each future, as quantiles over those futures that have one."""

    p10: float
    p50: float
    p90: float
    solved: float
    """Share of the futures that have one."""
    always: float
    """Share in which the condition holds at every value that was tried."""
    never: float
    """Share in which it holds at none of them."""


@dataclass(frozen=True)
class Switching:
    """One assumption, and where the condition holds as it alone varies."""

    vary: Vary
    title: str
    unit: str
    """Of the value; the multiple's where numbers by label vary together."""
    value: float
    """The scenario's own."""
    crossings: tuple[Crossing, ...]
    holds: tuple[tuple[float, float], ...]
    """From where to where the condition holds, within what was searched."""
    figures: tuple[float, float]
    """The least and the greatest figure within what was searched; nan where there is none."""
    spread: tuple[float, float] | None = None
    """P10 and P90 of the assumption itself; nothing where it states no distribution."""
    elsewhere: tuple[Elsewhere, ...] = ()
    as_good: float | None = None
    """Share of the scenario's own draws in which this assumption has a value at which the condition holds."""
    futures: InFutures | None = None

    @property
    def nearest(self) -> Crossing | None:
        """The switching value: the crossing nearest to the scenario's own value; None where there is none."""
        return min(self.crossings, key=lambda crossing: abs(crossing.value - self.value), default=None)

    @property
    def change(self) -> float | None:
        """By how much the assumption would have to change, in its unit."""
        return None if self.nearest is None else self.nearest.value - self.value

    @property
    def distance(self) -> float:
        """How far the assumption would have to change against its own size; 0 where nothing will do."""
        return abs(self.change or 0.0) / max(abs(self.value), 1e-12)

    of_risks: bool = False
    """Whether it is a number of the risk register alone: it acts only where risks strike, in no central case."""

    @property
    def idle(self) -> bool:
        """Whether the assumption does nothing to the figure."""
        return self.figures[1] - self.figures[0] <= NO_EFFECT * max(abs(self.figures[0]), 1.0)


@dataclass(frozen=True)
class Solution:
    """What was asked, where the scenario stands, and the switching value of each assumption varied."""

    trials: Trials
    condition: Condition
    figure: float
    """What is compared in the end, in the scenario as it is."""
    ends: tuple[float, float] | None
    """P10 and P90 of the figure, where there are draws and the figure itself is asked."""
    switching: tuple[Switching, ...]

    @property
    def met(self) -> bool:
        """Whether the scenario as it is meets what is asked."""
        return _meets(self.condition, np.array([self.figure]))


def ordered(solution: Solution) -> list[Switching]:
    """The assumptions as asked for where they are few; else those first that need move least against their own size."""
    if len(solution.switching) <= FEW_VARIED:
        return list(solution.switching)

    def nearness(switching: Switching) -> tuple[bool, float, str]:
        return not switching.crossings, switching.distance, switching.vary.assumption.path

    return sorted(solution.switching, key=nearness)


def to_vary(trials: Trials, text: str) -> Vary:
    """An assumption and the values to try: `left_shift`, or `left_shift=0..0.4`.

    Raises KeyError where nothing is called so, ValueError where the values are not two numbers, or cannot be.
    """
    name, equals, within = (part.strip() for part in text.partition("="))
    assumption = trials.find(name)
    if not equals:
        vary = usual(trials, assumption)
        if not vary.low < vary.high:
            raise ValueError(f"{text!r}: it can have no value but its own")
        return vary
    first, dots, last = within.partition("..")
    try:
        low, high = plain_number(first), plain_number(last)
    except ValueError:
        dots, low, high = "", 0.0, 0.0
    if not dots or not np.isfinite([low, high]).all():
        raise ValueError(f"{text!r}: write the values to try as two numbers, {name}=LOW..HIGH")
    if not low < high:
        raise ValueError(f"{text!r}: {low:g} is not below {high:g}; write the lower value first, {name}=LOW..HIGH")
    least, most = trials.possible(assumption)
    if not least <= low < high <= most:
        raise ValueError(f"{text!r}: {name} can be from {least:g} to {most:g}")
    return Vary(assumption, low, high)


def everything(trials: Trials) -> list[Vary]:
    """Every assumption in use, with the values that are tried where nothing is said."""
    found = [usual(trials, assumption) for assumption in trials.scenario.used.values()]
    return [vary for vary in found if vary.low < vary.high]


def usual(trials: Trials, assumption: Assumption) -> Vary:
    """The values tried where nothing is said: within its limits or, where it states none, `FAR` times its size.

    Its size is that of its value or of its spread, whichever is larger. Never beyond what it can be at all.
    """
    low, high = trials.possible(assumption)
    if assumption.limits is not None:
        return Vary(assumption, low, high)
    centre = trials.centre(assumption)
    ends = np.zeros(1) if assumption.distribution is None else trials.spread(assumption, (0.001, 0.999)) - centre
    reach = FAR * max(abs(centre), float(np.abs(ends).max())) or 1.0
    return Vary(assumption, max(low, centre - reach), min(high, centre + reach))


def solve(
    trials: Trials,
    condition: Condition,
    varied: Sequence[Vary],
    *,
    compare_with: Mapping[str, float] | None = None,
    in_futures: bool = True,
    progress: Progress | None = None,
) -> Solution:
    """The switching value of each assumption, each varied alone.

    `compare_with` are further values by title, in the unit of what is varied; `in_futures` asks each draw for its own
    switching value too, where there are draws. Raises KeyError where the condition's figure does not exist.
    """
    trials.check(condition.figure)
    probe = Probe(trials, condition)
    figure = float(probe.figure({})[0])
    ends = None
    if trials.draws and condition.likelihood is None:
        ends = _ends(np.quantile(trials.drawn([condition.figure])[0], (0.1, 0.9)))
    of, each = themes(trials.scenario), in_futures and trials.draws > 0 and not condition.needs_draws
    found = []
    for number, vary in enumerate(varied, start=1):
        switching = _switching(probe, vary, compare_with or {}, in_futures=each)
        found.append(replace(switching, of_risks=of.get(vary.assumption.path) == (RISKS,)))
        if progress is not None:
            progress(number, len(varied))
    return Solution(trials, condition, figure, ends, tuple(found))


def window(switching: Switching, curve: Sequence[float] = ()) -> tuple[float, float]:
    """What must be seen of an assumption: its value, spread and switching values, what is elsewhere, and the curve."""
    vary = switching.vary
    seen = [switching.value, *(c.value for c in switching.crossings), *(e.value for e in switching.elsewhere)]
    seen += [*(switching.spread or ()), *curve]
    width = max(seen) - min(seen) or abs(switching.value) or vary.high - vary.low
    return max(vary.low, min(seen) - ROOM * width), min(vary.high, max(seen) + ROOM * width)


def _switching(probe: Probe, vary: Vary, compare_with: Mapping[str, float], *, in_futures: bool) -> Switching:
    trials, assumption = probe.trials, vary.assumption
    path, value = assumption.path, trials.centre(assumption)
    seen: list[Array] = []

    def miss(trial: Array) -> Array:
        figure = probe.figure({path: trial})
        seen.append(figure[np.isfinite(figure)])
        return probe.condition.miss(figure)

    points = FEW if probe.condition.needs_draws else GRID
    found = tuple(crossings(miss, vary.low, vary.high, value, points))
    figures = np.concatenate(seen)
    compared = _achieved(trials, assumption) | dict(compare_with)
    elsewhere = tuple(
        Elsewhere(title, number, _meets(probe.condition, probe.figure({path: np.array([number])})))
        for title, number in compared.items()
    )
    first = not found[0].rising if found else _meets(probe.condition, probe.figure({path: np.array([value])}))
    holds = _intervals(vary, found, first) if probe.condition.wanted[0] != "=" else ()
    drawn = trials.futures.samples.get(path)
    return Switching(
        vary,
        trials.scenario.title_of(assumption),
        MULTIPLE if assumption.values is not None else assumption.unit or "",
        value,
        found,
        holds,
        (float(figures.min()), float(figures.max())) if figures.size else (float("nan"), float("nan")),
        None if assumption.distribution is None else _ends(trials.spread(assumption, (0.1, 0.9))),
        elsewhere,
        None if drawn is None or not holds else _share_within(as_values(assumption, drawn, value), holds),
        _of_each_future(probe, vary, value) if in_futures else None,
    )


def _meets(condition: Condition, figure: Array) -> bool:
    miss = float(condition.miss(figure)[0])
    return abs(miss) <= NOUGHT if condition.wanted[0] == "=" else miss >= -NOUGHT


def _intervals(vary: Vary, found: Sequence[Crossing], first: bool) -> tuple[tuple[float, float], ...]:
    """From where to where the condition holds, given whether it does at the low end."""
    holds, start, intervals = first, vary.low, []
    for crossing in found:
        if holds:
            intervals.append((start, crossing.value))
        holds, start = crossing.rising, crossing.value
    return tuple([*intervals, (start, vary.high)] if holds else intervals)


def _achieved(trials: Trials, assumption: Assumption) -> dict[str, float]:
    """What the assumption is to be compared with, by title."""
    others = [trials.scenario.assumption(trials.scenario.content.assumptions[name]) for name in assumption.compare_with]
    return {trials.scenario.title_of(other): other.value for other in others if isinstance(other.value, float)}


def as_values(assumption: Assumption, drawn: Array, centre: float) -> Array:
    """Draws of an assumption as values of what is varied."""
    relative = assumption.distribution is not None and assumption.distribution.relative
    return drawn * centre if relative and assumption.values is None else drawn


def _share_within(values: Array, intervals: Sequence[tuple[float, float]]) -> float:
    within = [(values >= low - NOUGHT) & (values <= high + NOUGHT) for low, high in intervals]
    return float(np.any(within, axis=0).mean()) if within else 0.0


def in_each_future(trials: Trials, condition: Condition, vary: Vary) -> InFutures:
    """What each of the trials' futures by itself would need of a number, as `solve` has it."""
    return _of_each_future(Probe(trials, condition), vary, trials.centre(vary.assumption))


def _of_each_future(probe: Probe, vary: Vary, centre: float) -> InFutures:
    """The switching value in every draw, all other assumptions as drawn there; of several the nearest to the centre.

    Looked for between the values of a coarse grid, which a narrow range may slip through.
    """
    trials, condition, path = probe.trials, probe.condition, vary.assumption.path
    everything, count = trials.futures, trials.draws

    def miss(trial: Array, which: Array) -> Array:
        at = which.astype(np.intp)
        samples = {name: values[at] for name, values in everything.samples.items()}
        luck = {name: values[at] for name, values in everything.luck.items()}
        return condition.miss(trials.evaluate([condition.figure], Futures(samples, luck, {path: trial}))[0])

    grid, which = spaced(vary.low, vary.high, centre, COARSE), np.arange(count, dtype=np.float64)
    misses = np.stack([miss(np.full(count, value), which) for value in grid])
    there, known = misses >= -NOUGHT, np.isfinite(misses)
    turns = (there[1:] != there[:-1]) & known[1:] & known[:-1]
    away = np.abs((grid[1:] + grid[:-1]) / 2 - centre)
    nearest = np.where(turns, away[:, None], np.inf).argmin(axis=0)
    split = np.flatnonzero(turns.any(axis=0))
    low, high = grid[nearest[split]], grid[nearest[split] + 1]
    roots = bracketed(miss, low, high, (vary.high - vary.low) * CLOSE, which[split])
    roots = roots[np.isfinite(roots)]
    p10, p50, p90 = np.quantile(roots, (0.1, 0.5, 0.9)).tolist() if roots.size else [float("nan")] * 3
    always = 0.0 if condition.sign == "=" else float(((there | ~known).all(axis=0) & there.any(axis=0)).mean())
    solved = split.size / count
    return InFutures(p10, p50, p90, solved=solved, always=always, never=1.0 - solved - always)


def _ends(values: Array) -> tuple[float, float]:
    low, high = values.tolist()
    return low, high
