"""The part of a scenario file about care that uses no beds: outpatients, day cases."""

from __future__ import annotations

from typing import Annotated

from bedmodel.problems import Place
from bedmodel.scenario import slots as q
from bedmodel.scenario.context import Part
from bedmodel.scenario.marks import Refers
from bedmodel.scenario.quantity import Prose, Text


class ActivityElsewhere(Part):
    """Where contacts move, and what they take there."""

    service: Annotated[Text, Refers("services")]
    contacts_per_contact: q.Ratio
    """Contacts there for each one that leaves hospital."""
    hours_per_contact: q.HoursPerContact | None = None
    unit_cost: q.CostPerContact | None = None
    organisation: Text = ""
    payer: Text = ""


class Activity(Part):
    """Contacts without a stay. Moving them frees no bed."""

    place: Place
    title: Prose
    basis: Prose
    """What is counted, and of whom; compulsory, because plans say "outpatients" and "activity" for different things."""
    volume: q.Contacts
    """Contacts in the baseline year."""
    is_index: bool = False
    """Whether the volume is a round number to reckon with, for want of a count; figures are then for each so many."""
    growth: q.Growth | None = None
    """Growth a year, beyond that of the population where `follows_people` is set."""
    follows_people: bool = False
    shift: q.ShareByYear
    """Share that is planned to move out of hospital, of those there would otherwise be in the year."""
    delivery: q.Delivery | None = None
    """How much of the plan really happens; all of it where left out."""
    hours_per_contact: q.HoursPerContact | None = None
    unit_cost: q.CostPerContact | None = None
    """Full cost of a contact in hospital."""
    released_share: q.Share | None = None
    """Share of it that really goes with the contact. Rooms, records and rotas stay."""
    moves_to: ActivityElsewhere | None = None
    organisation: Text = ""
    payer: Text = ""
