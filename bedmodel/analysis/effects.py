"""How far each number of a scenario moves the figures by which it is judged, when it alone goes from low to high.

The tornado of `sensitivity`, for every number at once: those with a range from P10 to P90, the others by a tenth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bedmodel.analysis.factors import RISK, factors
from bedmodel.analysis.sensitivity import BEDS, usual
from bedmodel.analysis.tornado import Bar, stated_ends, swung_ends, tornadoes
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector

SWING = 0.10
"""By what share of itself a number without a range is moved."""


@dataclass(frozen=True)
class Effects:
    """What each number does to some figures."""

    selectors: tuple[Selector, ...]
    bars: Mapping[str, tuple[Bar, ...]]
    """By path of the number, or of the risk, a bar for each figure."""
    places: Mapping[str, int]
    """Which moves them most: 1 for the number whose bar is the longest beside the longest of that figure.

    Numbers that are moved over their own range, and risks, come before those that are moved by a tenth for want of one.
    """

    def of(self, path: str) -> tuple[Bar, ...]:
        """The bars of a number; those of the risk where it is a risk's probability; none where it is not moved."""
        risk = path.removesuffix(".probability")
        known = path if risk == path or not risk.startswith(RISK) else risk
        return self.bars.get(known, ())


def judged_by(trials: Trials, otherwise: Sequence[str]) -> list[Selector]:
    """The bed gap of each pool and the money gap in the last year; without pools, `otherwise` as far as it varies."""
    last = trials.scenario.span.names[-1]
    pools = list(trials.scenario.content.pools)
    found = [selector for selector in usual(trials, otherwise) if not (pools and selector.metric == BEDS)]
    return [replace(s, year=last) for s in [*(Selector(BEDS, pool=pool) for pool in pools), *found]]


def effects(trials: Trials, selectors: Sequence[Selector]) -> Effects:
    """Move every number by itself, all else as stated; one evaluation of 1 + 2 × numbers trials."""
    known = factors(trials)
    without = {path: factor for path, factor in known.items() if not factor.uncertain}
    ends = [*stated_ends(trials, known), *swung_ends(trials, without, SWING)]
    found = [{bar.factor.path: bar for bar in t.bars} for t in tornadoes(trials, selectors, ends)] if selectors else []
    bars = {path: tuple(of_figure[path] for of_figure in found) for path in (found[0] if found else ())}
    return Effects(tuple(selectors), bars, _places(bars))


def _places(bars: Mapping[str, Sequence[Bar]]) -> dict[str, int]:
    """The place of each number: ranged ones first, the longest bars first; equals in the order of the file."""
    if not bars:
        return {}
    longest = [max((_width(bar) for bar in figure), default=0.0) for figure in zip(*bars.values(), strict=True)]
    order = {
        path: (
            not of_path[0].factor.uncertain,
            -max(_width(bar) / most if most > 0 else 0.0 for bar, most in zip(of_path, longest, strict=True)),
        )
        for path, of_path in bars.items()
    }
    return {path: place for place, path in enumerate(sorted(order, key=lambda path: order[path]), 1)}


def _width(bar: Bar) -> float:
    """How far a bar reaches; nothing where the figure has no number at an end."""
    return bar.width if bar.width == bar.width else 0.0
