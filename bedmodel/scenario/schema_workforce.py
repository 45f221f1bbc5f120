"""The part of a scenario file about staff: who is there, who leaves, who joins."""

from __future__ import annotations

from typing import Annotated, Literal

from bedmodel.problems import Place
from bedmodel.scenario import slots as q
from bedmodel.scenario.context import Part
from bedmodel.scenario.marks import Whole
from bedmodel.scenario.quantity import Identifier, Prose


class Flow(Part):
    """One way in or out of a staff group: a rate, a total or numbers by year, × factors."""

    place: Place
    title: Prose
    direction: Literal["in", "out"]
    rate: q.YearlyShare | None = None
    """Share of `base` a year: simple, not compound, and never more than all of it."""
    base: q.Staff | None = None
    """Whom the rate is of; the group's stock where left out."""
    total: q.Heads | None = None
    """Or people or posts in all, spread evenly over the group's years."""
    by_year: q.HeadsInYears | None = None
    """Or people or posts in the years given; none in the others."""
    factors: Annotated[dict[Identifier, q.Factor], Whole()] = {}
    """What turns them into whole-time equivalents: the share that stays, WTE each, posts for one of the group."""
    rounded: Literal["no", "down"] = "no"
    """Whether the sum over all its years loses what is beyond a whole number, as printed tables do."""


class StaffGroup(Part):
    """A group of staff as stock and flow."""

    place: Place
    title: Prose
    scope: Prose = ""
    stock: q.Staff
    """At the beginning of the baseline year. Later stocks are those at the end of each year."""
    target: q.Staff | None = None
    target_per_1000: q.StaffPerThousand | None = None
    """The same target for a population that grows; shown beside it."""
    over_years: q.FlowYears | None = None
    """How many years rates and totals last; to the horizon where left out."""
    flows: Annotated[dict[Identifier, Flow], Whole()] = {}
