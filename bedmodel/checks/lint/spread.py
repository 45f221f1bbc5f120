"""Lint rules about uncertainty: a value and its distribution, a distribution and its limits, and none at all."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from bedmodel.checks.lint.centiles import mean, peak, share_below
from bedmodel.checks.lint.subject import Found, Subject
from bedmodel.scenario.account import Account
from bedmodel.scenario.distribution import Distribution, Pert, Triangular
from bedmodel.scenario.quantity import NO_BOUNDS, Assumption, Bounds

RARE = 0.01
"""A value below which, or above which, no more than this share of its distribution lies is at odds with it."""
CUT = 0.1
"""A share of a distribution that `truncate` may not take off without a word: it moves the centiles it is given by."""
REFUSED = 1e-3
"""A share of draws outside the limits that some run will meet, and refuse."""
_PROBABILITY = re.compile(r"risks\..+\.probability")
_NO_SPREAD = frozenset({"index"})
"""Units of which only the ratios of several numbers matter, so that a spread of all of them changes nothing."""


def values_are_likely(subject: Subject) -> Iterator[Found]:
    """The central value must be a likely one of its own distribution."""
    for path, account in subject.accounts.items():
        assumption, curve = account.assumption, account.assumption.distribution
        value = _centre(assumption)
        if curve is None or value is None:
            continue
        if isinstance(curve, Pert | Triangular) and curve.mode in (None, value):
            continue
        fault = _off_the_peak(curve, value) or _in_the_tail(curve, value)
        if fault:
            what = "the centre, 1," if curve.relative else f"the value {value:g}"
            hint = "the central case rests on the value, the draws on the distribution; bring the two together"
            yield Found(assumption.place, path, f"{what} {fault}", hint)


def _centre(assumption: Assumption) -> float | None:
    """What the distribution ought to lie about."""
    if assumption.distribution is not None and assumption.distribution.relative:
        return 1.0
    return assumption.value if isinstance(assumption.value, float) else None


def _off_the_peak(curve: Distribution, value: float) -> str:
    if not isinstance(curve, Pert | Triangular):
        return ""
    ends = sorted((peak(curve, value), mean(curve, value)))
    slack = 1e-9 * (curve.high - curve.low)
    if ends[0] - slack <= value <= ends[1] + slack:
        return ""
    return f"is neither the mode of its distribution, {peak(curve, value):g}, nor between that and the mean"


def _in_the_tail(curve: Distribution, value: float) -> str:
    if curve.kind == "discrete":
        return ""
    below = share_below(curve, value, value)
    if RARE <= below <= 1 - RARE:
        return ""
    side = "below" if below < RARE else "above"
    return f"lies at the edge of its own distribution: no more than {RARE:.0%} of it lies {side}"


def limits_leave_the_spread(subject: Subject) -> Iterator[Found]:
    """Limits must not cut off much of a distribution, nor lie where draws will be refused."""
    for path, account in subject.accounts.items():
        assumption, curve = account.assumption, account.assumption.distribution
        bounds = subject.bounds(assumption)
        if curve is None or (assumption.limits is None and bounds == NO_BOUNDS):
            continue
        low, high = _room(assumption, bounds)
        centre = _centre(assumption)
        if not low < high or centre is None:
            continue
        outside = _share_outside(curve, low, high, centre)
        if curve.truncate and outside > CUT:
            message = f"the limits cut off {outside:.0%} of the distribution"
            yield Found(curve.place, path, message, "give the distribution that is meant, within the limits")
        elif not curve.truncate and outside > REFUSED:
            message = f"{outside:.1%} of the distribution lies outside the limits, and a run refuses such draws"
            yield Found(curve.place, path, message, "choose a narrower distribution, or set `truncate: true`")


def _share_outside(curve: Distribution, low: float, high: float, centre: float) -> float:
    """The share of a distribution below and above the limits; its ends themselves lie within."""
    smallest, largest = curve.support()
    below = share_below(curve, low, centre) if smallest < low else 0.0
    above = 1 - share_below(curve, high, centre) if largest > high else 0.0
    return below + above


def _room(assumption: Assumption, bounds: Bounds) -> Bounds:
    """The limits of what is drawn, its own and those of where it is used: of the number, or of its multiple."""
    own = assumption.limits or NO_BOUNDS
    low, high = max(own[0], bounds[0]), min(own[1], bounds[1])
    curve = assumption.distribution
    if curve is None or not curve.relative:
        return low, high
    ends = [sorted((low / number, high / number)) for number in assumption.numbers if number]
    return max((e[0] for e in ends), default=-math.inf), min((e[1] for e in ends), default=math.inf)


def doubtful_numbers_have_a_spread(subject: Subject) -> Iterator[Found]:
    """A number that is assumed, or of low confidence, and yet the same in every draw."""
    for path, account in subject.accounts.items():
        assumption = account.assumption
        if assumption.distribution is None and _is_doubtful(assumption) and _matters(subject, account):
            why = "is of low confidence" if assumption.confidence == "low" else "is assumed"
            yield Found(
                assumption.place,
                path,
                f"{why}, and has the same value in every draw",
                "add a distribution; or, where it is sure enough without one, a higher confidence and why (rationale)",
            )


def _is_doubtful(assumption: Assumption) -> bool:
    if assumption.unit in _NO_SPREAD or (assumption.values is not None and not any(assumption.numbers)):
        return False
    doubtful = assumption.confidence == "low" or (assumption.status == "assumed" and assumption.confidence is None)
    return doubtful and bool(assumption.numbers)


def _matters(subject: Subject, account: Account) -> bool:
    """Whether a result rests on a number, and would move with it; a chance of a chance is a chance again."""
    chance = bool(account.used_at) and all(map(_PROBABILITY.fullmatch, account.used_at))
    return subject.is_library or (account.role in ("model", "appraisal") and not chance)
