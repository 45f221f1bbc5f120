"""Which option is best, how surely, and what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.appraisal_streams import CLASSES, RISK, StreamClass, net_present_value
from bedmodel.analysis.appraise import Appraisal, Option
from bedmodel.analysis.roots import crossings
from bedmodel.analysis.switching import MULTIPLE, Vary, as_values, usual
from bedmodel.analysis.themes import RISKS, themes
from bedmodel.analysis.trials import Futures, Trials
from bedmodel.model.axes import Array
from bedmodel.results import NOUGHT
from bedmodel.runs import Progress
from bedmodel.scenario.quantity import Assumption

SAME = 1e-9
"""Of the larger of two values: what lies closer together is the same."""
NEARLY = 2 / 3
"""Share of the futures in which the best must beat the second; below it the two are nearly tied."""
FARTHEST = 10.0
"""Times its size that a class is at most thought to be off."""
POINTS = 65
"""Values of an assumption at which the order is looked at first."""
BESIDE = 1e-6
"""How far beyond a switching value the new best is looked for, as a share of what was searched."""


@dataclass(frozen=True)
class ClassSwitch:
    """By how much a class of costs or benefits, in all options alike, must change for another option to be best."""

    of: StreamClass
    change: float
    """As a share of the class: −0.2 is a fifth less."""
    then: str
    """The option that is best then."""


@dataclass(frozen=True)
class AssumptionSwitch:
    """The value of one assumption, all else central, at which another option becomes best; None where there is none."""

    assumption: Assumption
    title: str
    unit: str
    options: tuple[str, ...]
    """The options that hold it at this value, and are varied together."""
    centre: float
    value: float | None
    then: str
    """The option that is best then; nothing where none is."""
    beyond: float | None
    """Share of the futures in which the assumption lies beyond that value; None where it has no spread."""


@dataclass(frozen=True)
class Ranking:
    """Options in order, and what the order hangs on."""

    order: tuple[int, ...]
    """Numbers of the options, the best first, by net present value with risks at their expected value."""
    shares: Array
    """In what share of the futures each option is best (option,); nan without draws. Ties are shared out."""
    beats_second: float
    """In what share of the futures the best beats the second; nan without draws."""
    classes: tuple[ClassSwitch, ...] = ()
    """Those that can change the order, the nearest first."""
    assumptions: tuple[AssumptionSwitch, ...] = ()
    """The nearest first, then those that change nothing."""

    def place(self, option: int) -> int:
        """The rank of an option, 1 the best."""
        return self.order.index(option) + 1


def best_shares(values: Array) -> Array:
    """In what share of the futures each option is best; where several are, the future is shared out. Sums to 1.

    Shape (option, draw) in, (option,) out.

    >>> best_shares(np.array([[1.0, 2.0], [1.0, 5.0]]))
    array([0.25, 0.75])
    """
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    size = np.maximum(np.abs(values).max(axis=0), 1.0)
    best = values >= values.max(axis=0) - SAME * size
    return np.asarray((best / best.sum(axis=0)).mean(axis=1))


def rank(appraisal: Appraisal, *, switching: bool = True, progress: Progress | None = None) -> Ranking:
    """Put options in order; with `switching` also say what would change who comes first."""
    options = appraisal.options
    order = sorted(range(len(options)), key=lambda number: (-options[number].value, number))
    values = np.stack([option.values for option in options])
    first, second = (values[number] for number in order[:2])
    near = SAME * np.maximum(np.maximum(np.abs(first), np.abs(second)), 1.0)
    beats = float((first > second + near).mean()) if first.size else float("nan")
    classes = by_class(appraisal, order) if switching else ()
    assumptions = by_assumption(appraisal, order[0], progress) if switching else ()
    return Ranking(tuple(order), best_shares(values), beats, tuple(classes), tuple(assumptions))


def nearly_tied(appraisal: Appraisal, ranking: Ranking) -> bool:
    """Whether the second is all but as good as the best, in the futures or, without draws, in the central case."""
    first, second = (appraisal.options[number].value for number in ranking.order[:2])
    if not np.isnan(ranking.beats_second):
        return ranking.beats_second < NEARLY
    return abs(first - second) <= 0.05 * max(abs(first), abs(second))


def by_class(appraisal: Appraisal, order: Sequence[int]) -> list[ClassSwitch]:
    """How far each class would have to be off for another option to be best; the nearest first.

    If a class is a share x larger in every option, the best leads another by D + x·d, where D is its lead and d how
    much more of the class it has: the order turns at x = −D ÷ d. A class falls at most by all it is.
    """
    best = appraisal.options[order[0]]
    found = []
    for number, of in enumerate((*CLASSES, RISK)):
        nearest: ClassSwitch | None = None
        for other in (appraisal.options[at] for at in order[1:]):
            lead, more = best.value - other.value, _of_class(best, number) - _of_class(other, number)
            change = -lead / more if abs(more) > NOUGHT and lead > NOUGHT else np.nan
            if -1.0 + SAME < change <= FARTHEST and (nearest is None or abs(change) < abs(nearest.change)):
                nearest = ClassSwitch(of, float(change), other.name)
        if nearest is not None:
            found.append(nearest)
    return sorted(found, key=lambda switch: abs(switch.change))


def _of_class(option: Option, number: int) -> float:
    return option.expected_risk if number == len(CLASSES) else float(option.classes[number])


@dataclass(frozen=True)
class _Held:
    """An assumption at one central value, and the options that hold it so."""

    assumption: Assumption
    centre: float
    options: tuple[int, ...]


def by_assumption(appraisal: Appraisal, best: int, progress: Progress | None = None) -> list[AssumptionSwitch]:
    """The switching value of each uncertain, assumed or solved number on who is best, each varied alone.

    Options that hold a number at the same central value are varied together, others apart. Risks stay at the expected
    value they have now.
    """
    contest = _Contest(appraisal, best)
    held = list(_all_held(appraisal))
    found = []
    for number, each in enumerate(held, start=1):
        found.append(contest.switch(each))
        if progress is not None:
            progress(number, len(held))
    return sorted(found, key=_nearness)


def _nearness(switch: AssumptionSwitch) -> tuple[bool, float, float, str]:
    """What lies within reach first: by how often it lies beyond, then by how far away it is in its own size."""
    if switch.value is None:
        return True, 0.0, 0.0, switch.assumption.path
    away = abs(switch.value - switch.centre) / max(abs(switch.centre), 1e-12)
    return False, -(switch.beyond or 0.0), away, switch.assumption.path


def _all_held(appraisal: Appraisal) -> Iterator[_Held]:
    """Every number in doubt, by path and central value, in the order of the options and their files.

    Not those of the risk register alone: risks stay at their expected value.
    """
    holders: dict[tuple[str, float], list[int]] = {}
    for number, option in enumerate(appraisal.options):
        of = themes(option.trials.scenario)
        for path, assumption in option.trials.scenario.used.items():
            if of.get(path) == (RISKS,):
                continue
            if assumption.distribution is not None or assumption.status in ("assumed", "solved"):
                holders.setdefault((path, option.trials.centre(assumption)), []).append(number)
    for (path, centre), numbers in holders.items():
        first = appraisal.options[numbers[0]].trials
        yield _Held(first.scenario.used[path], centre, tuple(numbers))


class _Contest:
    """The net present value of every option for trial values of one assumption."""

    def __init__(self, appraisal: Appraisal, best: int) -> None:
        self.options, self.best = appraisal.options, best
        self.reading = net_present_value(appraisal.years)
        self.usual = np.array([self._level(number, {})[0] for number in range(len(self.options))])

    def _level(self, number: int, trial: Mapping[str, Array]) -> Array:
        option = self.options[number]
        found = option.trials.read(self.reading, 1, Futures({}, {}, trial))[0]
        return np.asarray(found + option.expected_risk)

    def levels(self, held: _Held, trial: Array) -> Array:
        """Shape (option, trial)."""
        found = np.repeat(self.usual[:, None], len(trial), axis=1)
        for number in held.options:
            found[number] = self._level(number, {held.assumption.path: trial})
        return found

    def lead(self, held: _Held, trial: Array) -> Array:
        """By how much the best leads whoever comes next. Shape (trial,)."""
        levels = self.levels(held, trial)
        return np.asarray(levels[self.best] - np.delete(levels, self.best, axis=0).max(axis=0))

    def _matters(self, held: _Held, vary: Vary) -> bool:
        """Whether the assumption tells the best from others at all, at its ends, in between, or near its own value."""
        trial = np.array([vary.low, vary.high, held.centre, *np.linspace(vary.low, vary.high, 5)[1:-1]])
        levels = self.levels(held, trial)
        return bool(np.ptp(levels[self.best] - levels, axis=1).max() > SAME)

    def switch(self, held: _Held) -> AssumptionSwitch:
        """Where another option becomes best."""
        trials = self.options[held.options[0]].trials
        assumption, vary = held.assumption, usual(trials, held.assumption)
        nearest = None
        if vary.low < vary.high and self._matters(held, vary):
            found = crossings(lambda trial: self.lead(held, trial), vary.low, vary.high, held.centre, POINTS)
            nearest = min((c.value for c in found), key=lambda value: abs(value - held.centre), default=None)
        then, beyond = "", None
        if nearest is not None:
            step = (vary.high - vary.low) * BESIDE * (1 if nearest >= held.centre else -1)
            at = np.clip(np.array([nearest + step]), vary.low, vary.high)
            levels = self.levels(held, at)[:, 0]
            levels[self.best] = -np.inf
            then, beyond = self.options[int(levels.argmax())].name, _beyond(trials, held, nearest)
        return AssumptionSwitch(
            assumption,
            trials.scenario.title_of(assumption),
            MULTIPLE if assumption.values is not None else assumption.unit or "",
            tuple(self.options[number].name for number in held.options),
            held.centre,
            nearest,
            then,
            beyond,
        )


def _beyond(trials: Trials, held: _Held, value: float) -> float | None:
    """In what share of the futures the assumption lies beyond a value, seen from its own."""
    drawn = trials.futures.samples.get(held.assumption.path)
    if drawn is None:
        return None
    values = as_values(held.assumption, drawn, held.centre)
    return float((values > value).mean() if value >= held.centre else (values < value).mean())
