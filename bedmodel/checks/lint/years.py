"""The central course of a number over the years, without numpy: dated values, straight lines or steps, and delays.

The same rules as compile/values.py, whose tests hold the two together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bedmodel.scenario.quantity import Assumption
from bedmodel.years import Span

Course = tuple[float, ...]
"""A number in each year."""


def course(assumption: Assumption | None, span: Span, *, default: float = 1.0, phased: bool = False) -> Course | None:
    """The number in each year of the scenario; None where it is solved for. `phased`: 0 in the first year if not dated.

    >>> course(Assumption.model_construct(values={"2016/17": 1.0}), Span("2015/16", "2017/18"), phased=True)
    (0.0, 1.0, 1.0)
    """
    start = {0: 0.0} if phased else {}
    if assumption is None:
        knots = {0: default, 1: default} | start
    elif assumption.values is not None:
        knots = start | {span.index(year): value for year, value in assumption.values.items()}
    elif isinstance(assumption.value, float):
        knots = {0: assumption.value, 1: assumption.value} | start
    else:
        return None
    return between(knots, len(span), step=assumption is not None and assumption.interpolate == "step")


def between(knots: Mapping[int, float], years: int, *, step: bool) -> Course:
    """A course through values at some years, in straight lines or steps, level outside them.

    >>> between({0: 0.0, 2: 1.0}, 4, step=False), between({0: 0.0, 2: 1.0}, 4, step=True)
    ((0.0, 0.5, 1.0, 1.0), (0.0, 0.0, 1.0, 1.0))
    """
    at = sorted(knots)
    found = []
    for year in range(years):
        earlier = max((knot for knot in at if knot <= year), default=at[0])
        later = min((knot for knot in at if knot >= year), default=at[-1])
        part = 0.0 if step or earlier == later else (year - earlier) / (later - earlier)
        found.append(knots[earlier] + (knots[later] - knots[earlier]) * part)
    return tuple(found)


def late(course: Sequence[float], delay: float) -> Course:
    """A course that comes late, its first year's value until then; parts of a year are interpolated.

    >>> late((0.0, 10.0, 20.0), 0.5)
    (0.0, 5.0, 15.0)
    """
    found = []
    for year in range(len(course)):
        then = max(year - delay, 0.0)
        before = math.floor(then)
        after = min(before + 1, len(course) - 1)
        found.append(course[before] + (course[after] - course[before]) * (then - before))
    return tuple(found)
