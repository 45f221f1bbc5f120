"""The part of a scenario file about budgets: lines by year, each pound counted once."""

from __future__ import annotations

from typing import Annotated, Literal

from bedmodel.problems import Place
from bedmodel.scenario import slots as q
from bedmodel.scenario.context import Part
from bedmodel.scenario.marks import Dispensable, Refers
from bedmodel.scenario.quantity import Prose, Text


class AtRisk(Part):
    """A share of a line that somebody other than its payer must find."""

    share: q.Share
    holder: Text
    basis: Literal["within", "on-top"]
    """Whether the amount printed includes the share, or is what the payer gives without it. Compulsory, because the two
    readings of 30% differ by 43%."""


class LedgerLine(Part):
    """One line of a budget, as printed."""

    place: Place
    title: Prose
    amount: q.MoneyInYears
    """£m in the years given; nothing in the others."""
    delivery: q.Delivery | None = None
    """How much of it comes; all of it where left out."""
    inside: Annotated[Text | None, Refers("ledger")] = None
    """The line that this one is part of, and is counted with."""
    not_counted: Text = ""
    """Why a line is shown but in no total, such as one that is printed for a single year."""
    funding: Literal["existing", "new", "moved"] = "existing"
    """Whether such money was there before, is new, or was moved from another budget."""
    moved_from: Text = ""
    """Which one, for money that was moved."""
    at_risk: Annotated[AtRisk | None, Dispensable("the share that others must find")] = None
    payer: Text = ""
    """Who pays; the payer of the line it is inside where left out."""
