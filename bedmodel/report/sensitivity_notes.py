"""How to read what matters most: what was moved, how often the model was evaluated, and whether that was enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bedmodel.analysis.sensitivity import Sensitivity
from bedmodel.analysis.sobol import CLOSE
from bedmodel.analysis.tornado import Ends
from bedmodel.compile.sampling import links
from bedmodel.report.sensitivity_words import noise, tried
from bedmodel.units import written


def guide(found: Sensitivity) -> str:
    """How to read the figures."""
    parts = []
    if found.tornadoes:
        how = "from its P10 to its P90" if found.swing is None else f"by {found.swing * 100:g}% of itself up and down"
        risks = found.trials.scenario.content.risks
        risk = "; a risk strikes or does not, and counts as assumed where its probability is" if risks else ""
        parts.append(f"One at a time: each number is moved {how}, all else as stated{risk}.")
    if found.shares is not None:
        parts.append(
            "Shares: how much less the figure would vary if the number were known. Alone: by itself; in all: with what "
            "it does together with others. In brackets 95% intervals."
        )
    if found.ranks is not None:
        parts.append(f"Rank correlation: −1 to +1; within ±{noise(found):.2f} it cannot be told from chance.")
    return " ".join(parts)


def notes(found: Sensitivity) -> list[str]:
    """How many evaluations were made, whether they were enough, and what else must be known."""
    return [
        *_evaluations(found),
        *_held(found),
        *_outside(found),
        *_of_risks(found),
        *_linked(found),
        *_settings(found),
    ]


def _evaluations(found: Sensitivity) -> Iterator[str]:
    if found.tornadoes:
        yield f"One at a time: {1 + 2 * len(found.tornadoes[0].bars):,} evaluations."
    shares = found.shares
    if shares is not None:
        count = f"{shares.points:,} × ({len(found.groups)} + 2)"
        yield f"Shares of variance: {shares.evaluations:,} evaluations ({count}), seed {found.trials.seed}."
        yield from (converged(found, at) for at in np.flatnonzero(shares.varies).tolist())
    if found.ranks is not None:
        yield f"Rank correlation: {found.trials.draws:,} draws, seed {found.trials.seed}."


def converged(found: Sensitivity, at: int) -> str:
    """Whether the shares of a figure's variance have converged, and what to do where they have not."""
    shares, selector = found.shares, found.selectors[at]
    assert shares is not None
    verdict = shares.verdict(at)
    settled, all_of_them = int(shares.settled[at]), len(found.groups)
    order = {all_of_them: "the whole order is settled", 0: "not even the first place is settled"}.get(
        settled, f"the order of the first {settled} is settled" if settled > 1 else "the first place is settled"
    )
    widest = f"the widest 95% interval is {verdict.widest * 100:.1f} points"
    if verdict.close:
        return f"{selector}: converged: {widest}, {CLOSE * 100:g} or less is enough; {order}."
    cure = f"; try --samples {verdict.enough}" if verdict.enough > shares.points else ""
    return f"{selector}: not converged: {widest}, more than {CLOSE * 100:g}; {order}{cure}."


def _held(found: Sensitivity) -> Iterator[str]:
    ends = [bar.ends for bar in found.tornadoes[0].bars] if found.tornadoes and found.swing is not None else []
    held = [end.factor.title for end in ends if end.held]
    if held:
        yield f"Moved less far, because they cannot be more or less: {_all(held)}."
    still = [end.factor.title for end in ends if end.low == end.high]
    if still:
        yield f"Not moved, because a share of nothing is nothing: {_all(still)}."
    if any(end.factor.by_label for end in ends):
        yield "Numbers by year, age or month are moved together."


def _outside(found: Sensitivity) -> Iterator[str]:
    """Numbers whose stated value is not between the ends of their own range."""
    ends = [bar.ends for bar in found.tornadoes[0].bars] if found.tornadoes and found.swing is None else []
    odd = [end for end in ends if not end.low <= end.factor.centre <= end.high]
    if odd:
        said = "; ".join(f"“{end.factor.title}” ({_stated(end)}, against {tried(end)})" for end in odd)
        yield f"Stated outside their own P10 to P90, so that both ends lie to one side: {said}."


def _stated(end: Ends) -> str:
    return "as stated" if end.factor.by_label else written(end.factor.centre, end.factor.unit)


def _all(titles: Sequence[str]) -> str:
    return "; ".join(f"“{title}”" for title in titles)


def _of_risks(found: Sensitivity) -> Iterator[str]:
    if found.tornadoes and found.trials.scenario.content.risks:
        yield (
            "How likely a risk is, and how hard it strikes, moves nothing one at a time, since in the central case no "
            "risk strikes that is not certain; the shares of variance have it."
        )


def _linked(found: Sensitivity) -> Iterator[str]:
    pairs = [pair for pair in links(found.trials.scenario) if all(path in found.factors for path in pair)]
    if pairs:
        said = "; ".join(" with ".join(f"“{found.factors[path].title}”" for path in pair) for pair in pairs)
        yield f"The scenario links {said}. One at a time they are moved apart; in the shares of variance together."


def _settings(found: Sensitivity) -> Iterator[str]:
    settings = found.trials.scenario.settings
    if settings:
        yield f"Set on the command line, without a source: {', '.join(settings)}."
