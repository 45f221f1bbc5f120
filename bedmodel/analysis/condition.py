"""What is asked of a figure: `beds.gap[pool=acute,year=2020/21] >= 0`, or how likely that must be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from bedmodel.analysis.trials import Trials
from bedmodel.metrics import METRICS, STATISTICS, Selector
from bedmodel.problems import did_you_mean
from bedmodel.results import Array, rounding, statistic
from bedmodel.runs import Progress

SIGNS = {">=": ">=", "≥": ">=", ">": ">=", "<=": "<=", "≤": "<=", "<": "<=", "=": "=", "==": "="}
_ASKED = re.compile(
    r"\s*([A-Za-z_.0-9]+\s*(?:\[[^\]]*\])?)\s*(>=|<=|==|[≥≤<>=])\s*([-+−]?[0-9][0-9,.eE_+-]*)\s*(%?)\s*"
)
_LIKELY = re.compile(
    r"\s*(?:probability|P)\s*\((.*)\)\s*(>=|<=|==|[≥≤<>=])\s*([0-9][0-9.eE-]*)\s*(%?)\s*", re.IGNORECASE
)
MOST = 1e12
"""Beyond this no figure is a figure."""
EXAMPLE = "beds.gap[pool=acute] >= 0, or probability(finance.gap <= 0) >= 0.8"


@dataclass(frozen=True)
class Condition:
    """A figure, central or a statistic of the draws, on one side of a target; or how often it must be there."""

    figure: Selector
    sign: str
    target: float
    """In the figure's unit."""
    likelihood: tuple[str, float] | None = None
    """How often the figure must be there: sign and fraction of the draws; nothing where it is asked only once."""

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Read a condition. Raises ValueError where it is not one, with an example.

        >>> Condition.parse("occupancy.mean[pool=acute] <= 92%").target
        0.92
        >>> Condition.parse("probability(beds.gap >= 0) >= 0.8").likelihood
        ('>=', 0.8)
        """
        likely = _LIKELY.fullmatch(text)
        found = _ASKED.fullmatch(likely[1] if likely else text)
        if found is None:
            raise ValueError(f"{text!r} is no condition; write it like {EXAMPLE}")
        figure = Selector.parse(found[1])
        if figure.statistic not in STATISTICS:
            raise ValueError(f"`{figure}`: {did_you_mean(figure.statistic, STATISTICS)}")
        asked = cls(figure, SIGNS[found[2]], plain_number(found[3] + found[4]))
        unit = METRICS[figure.metric].unit if figure.metric in METRICS else ""
        if not abs(asked.target) <= MOST:
            raise ValueError(f"{text!r}: {found[3]} is no number that a figure could be")
        if found[4] and unit and not unit.startswith("fraction"):
            raise ValueError(f"{text!r}: {figure.metric} is in {unit}, not a percentage")
        if unit.startswith("fraction") and not found[4] and abs(asked.target) > 5:
            raise ValueError(f"{text!r}: {figure.metric} is a share; write {found[3]}% for {found[3]} in 100")
        if likely is None:
            return asked
        if figure.statistic != "central":
            raise ValueError(f"{text!r}: a probability is of the figure itself; leave `statistic=` out")
        if asked.sign == "=":
            raise ValueError(f"{text!r}: a figure hardly ever meets a number exactly; ask for >= or <=")
        share = plain_number(likely[3] + likely[4])
        if not 0.0 <= share <= 1.0:
            raise ValueError(f"{text!r}: a probability lies between 0 and 1")
        return replace(asked, likelihood=(SIGNS[likely[2]], share))

    @property
    def needs_draws(self) -> bool:
        """Whether it is asked of the draws, not of the central case."""
        return self.likelihood is not None or self.figure.statistic != "central"

    @property
    def wanted(self) -> tuple[str, float]:
        """What is compared in the end: the sign and the target, or those of the likelihood."""
        return self.likelihood or (self.sign, self.target)

    @property
    def unit(self) -> str:
        """Of what is compared in the end."""
        return "fraction" if self.likelihood else METRICS[self.figure.metric].unit

    def reading(self, drawn: Array) -> float:
        """What is compared in the end, from a figure's draws; nan where one of them is no number."""
        if np.isnan(drawn).any():
            return float("nan")
        if self.likelihood is None:
            return statistic(drawn, self.figure.statistic)
        room = rounding(self.target)
        there = drawn >= self.target - room if self.sign == ">=" else drawn <= self.target + room
        return float(there.mean())

    def miss(self, figure: Array) -> Array:
        """How far a figure lies on the right side of what is wanted, as a share of the target; negative = not there.

        Where it must equal the target, how far it lies above it. Targets below 1 count as 1. Shapes: any.
        """
        sign, target = self.wanted
        above = (figure - target) / max(abs(target), 1.0)
        return np.asarray(-above if sign == "<=" else above)


@dataclass(frozen=True)
class Probe:
    """A condition as a function of assumptions of a scenario."""

    trials: Trials
    condition: Condition
    progress: Progress | None = None

    def figure(self, trial: Mapping[str, Array]) -> Array:
        """What is compared in the end, for values of some assumptions by path. Shapes (trial,) in and out."""
        selector = replace(self.condition.figure, statistic="central")
        if not self.condition.needs_draws:
            return np.asarray(self.trials.central([selector], trial)[0])
        count = max((len(values) for values in trial.values()), default=1)
        found = np.empty(count)
        for at in range(count):
            one = {path: float(values[at]) for path, values in trial.items()}
            found[at] = self.condition.reading(self.trials.drawn([selector], one)[0])
            if self.progress is not None:
                self.progress(at + 1, count)
        return found

    def miss(self, trial: Mapping[str, Array]) -> Array:
        """How far that lies on the right side of what is wanted. Shapes (trial,) in and out."""
        return self.condition.miss(self.figure(trial))


def plain_number(text: str) -> float:
    """A number as people type it, perhaps with thousands commas or in per cent. Raises ValueError where it is none.

    >>> plain_number("1,940"), plain_number("−5%")
    (1940.0, -0.05)
    """
    bare = text.strip().replace(",", "").replace("_", "").replace("−", "-")
    return float(bare[:-1]) / 100 if bare.endswith("%") else float(bare)
