"""Lint rules about what documents state of their own figures: sums, growth, percentages, and one thing twice."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from bedmodel.checks.lint.digits import rounding
from bedmodel.checks.lint.subject import Found, Subject
from bedmodel.scenario.quantity import ASSUMED, Assumption
from bedmodel.scenario.rules_stated import amount, figure
from bedmodel.scenario.schema_stated import Figure, Stated, StatedKind
from bedmodel.units import written

_HINT = "say in the scenario which figure is used and why"
_SLACK = 1e-9
_FUZZ = 1e-6
"""How much less than the least difference, as a share of it, is one too: what arithmetic in binary takes off."""


def parts_sum_to_the_total(subject: Subject) -> Iterator[Found]:
    """Parts that do not sum to the total that a document states."""
    for path, stated, found in _of("sum", subject):
        total, *parts = map(_number, found)
        if _differ(sum(parts) - total, stated, rounding(subject, found)):
            unit = found[0].unit or ""
            message = (
                f"the parts sum to {written(sum(parts), unit)}{_cited(found[1:])}, "
                f"and the total is stated as {_shown(found[0])}"
            )
            yield Found(subject.at(path, key=True), path, message, _HINT)


def growth_reaches_the_end(subject: Subject) -> Iterator[Found]:
    """An end that the growth stated does not reach from the start stated."""
    for path, stated, found in _of("growth", subject):
        start, growth, end = map(_number, found)
        of_start, of_growth, of_end = (rounding(subject, [one]) for one in found)
        reached = _grown(start, growth, stated.years)
        ends = [_grown(start + side * of_start, growth + side * of_growth, stated.years) for side in (-1, 1)]
        allowed = of_end + (max(ends) - min(ends)) / 2 if stated.within is None else stated.within
        if not abs(reached - end) <= allowed + _SLACK:
            unit = found[0].unit or ""
            message = (
                f"{_shown(found[0])} and growth of {_shown(found[1])} make {written(reached, unit)}, "
                f"and the end is stated as {_shown(found[2])}"
            )
            yield Found(subject.at(path, key=True), path, message, _HINT)


def _grown(start: float, growth: float, years: float) -> float:
    """What growth leads to; nothing is left where it takes more than all, and infinity is beyond what can be told."""
    try:
        grown: float = start * max(1 + growth, 0.0) ** years
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return grown


def shares_follow_from_their_base(subject: Subject) -> Iterator[Found]:
    """A percentage that is not the part over the whole."""
    for path, stated, found in _of("share", subject):
        part, whole, share = map(_number, found)
        if not whole:
            continue
        allowed = rounding(subject, found[2:]) if stated.within is None else stated.within
        if abs(part / whole - share) > allowed + _SLACK:
            message = (
                f"{_shown(found[0])} of {_shown(found[1])} is {part / whole:.2%}, "
                f"and the share is stated as {_shown(found[2])}"
            )
            yield Found(
                subject.at(path, key=True), path, message, "say of what base it is a share, or which number is meant"
            )


def documents_agree(subject: Subject) -> Iterator[Found]:
    """One thing that documents give in different numbers."""
    for path, stated, found in _of("same", subject):
        pairs = combinations(found, 2)
        if any(_differ(_number(one) - _number(other), stated, rounding(subject, (one, other))) for one, other in pairs):
            shown = list(map(_shown, found))
            message = f"is stated as {', '.join(shown[:-1])} and {shown[-1]}"
            yield Found(subject.at(path, key=True), path, message, _HINT)


def _differ(difference: float, stated: Stated, rounded: float) -> bool:
    """Whether two numbers are not one: further apart than the statement allows, or than rounding explains of both.

    Rounded to whole numbers, 281 and 282 are two.
    """
    if stated.within is not None:
        return abs(difference) > stated.within + _SLACK
    return abs(difference) >= rounded * (1 - _FUZZ)


def _of(kind: StatedKind, subject: Subject) -> Iterator[tuple[str, Stated, list[Assumption]]]:
    """The statements of one kind whose figures all have numbers, their paths, and the figures in order."""
    for name, stated in subject.whole.stated.items():
        if kind not in stated.kinds:
            continue
        found = [figure(subject.whole, one) for one in _figures(kind, stated)]
        known = [one for one in found if one is not None and amount(one) is not None]
        if len(known) == len(found):
            yield f"stated.{name}", stated, known


def _figures(kind: StatedKind, stated: Stated) -> Sequence[Figure | None]:
    if kind == "sum":
        return [stated.total, *stated.parts]
    if kind == "growth":
        return [stated.start, stated.growth, stated.end]
    return [stated.part, stated.whole, stated.share] if kind == "share" else stated.same


def _number(found: Assumption) -> float:
    number = amount(found)
    assert number is not None
    return number


def _shown(found: Assumption) -> str:
    return f"{written(_number(found), found.unit or '')}{_cited([found])}"


def _cited(found: Sequence[Assumption]) -> str:
    """The sources of some numbers, each once, in brackets; nothing where they are assumed."""
    sources = dict.fromkeys(ref for one in found for ref in one.source.ref if ref != ASSUMED)
    return f" ({', '.join(sources)})" if sources else ""
