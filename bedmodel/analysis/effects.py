"""How far each number of a scenario moves the figures by which it is judged, when it alone goes from low to high.

The tornado of `sensitivity`, for every number at once: those with a range from P10 to P90, the others by a tenth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bedmodel.analysis.factors import RISK, factors
from bedmodel.analysis.sensitivity import BEDS, usual
from bedmodel.analysis.tornado import Bar, least, stated_ends, swung_ends, tornadoes
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector
from bedmodel.scenario.quantity import Status

NO_EVIDENCE: frozenset[Status] = frozenset({"assumed", "solved", "set"})
"""Status of a number that no evidence gives."""
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

    First come numbers that are in doubt: those with a range, risks, and those that no evidence gives, moved by a tenth
    for want of a range. Then those that a source gives without a range, whose tenth nobody need doubt. What moves
    nothing by as much as is shown comes last.
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
    return Effects(tuple(selectors), bars, _places(selectors, bars))


def in_doubt(bar: Bar) -> bool:
    """Whether a number has a range or is a risk, or has no evidence behind it."""
    return bar.factor.uncertain or bar.factor.status in NO_EVIDENCE


def _places(selectors: Sequence[Selector], bars: Mapping[str, Sequence[Bar]]) -> dict[str, int]:
    """The place of each number by how much of the longest bar of a figure it has; equals in the order of the file."""
    widths = {path: [_width(bar) for bar in of_path] for path, of_path in bars.items()}
    doubted = {path: in_doubt(of_path[0]) for path, of_path in bars.items()}
    scales = [
        max((wide[at] for path, wide in widths.items() if doubted[path]), default=0.0) or 1.0
        for at in range(len(selectors))
    ]

    def order(path: str) -> tuple[bool, bool, float]:
        still = all(width < least(selector) for width, selector in zip(widths[path], selectors, strict=True))
        share = max(width / scale for width, scale in zip(widths[path], scales, strict=True))
        return still, not doubted[path], -share

    return {path: place for place, path in enumerate(sorted(bars, key=order), 1)}


def _width(bar: Bar) -> float:
    """How far a bar reaches; nothing where the figure has no number at an end."""
    return bar.width if bar.width == bar.width else 0.0
