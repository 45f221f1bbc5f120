"""The part of a scenario file about its appraisal: how long, in whose prices, and what the model has no line for."""

from __future__ import annotations

from typing import Literal

from bedmodel.problems import Place
from bedmodel.scenario import slots as q
from bedmodel.scenario.context import Number, Part
from bedmodel.scenario.quantity import Identifier, Prose, Text

StreamKind = Literal["transition", "running", "cash-releasing", "non-cash", "health", "transfer"]


class AppraisalStream(Part):
    """A cost or benefit that no other part of the scenario has. Amounts are positive, whatever the kind."""

    place: Place
    title: Prose
    kind: StreamKind
    """A cost: `transition` (in the years given only) or `running`. A benefit: `cash-releasing`, `non-cash`, or `health`
    (discounted at the rate for health). `transfer`: paid by one to another, so that society neither gains nor loses."""
    amount: q.MoneyByYear
    """£m of the year, nominal; with `prices:` in the prices of that year."""
    payer: Text = ""
    """Who pays it or saves it; the payer of the money where left out. A benefit that is no cash has none."""
    ends: Text = ""
    """The last year of it, perhaps after the plan's; that of the appraisal where left out."""


class Appraisal(Part):
    """Costs and benefits over a life, against the least that could be done. Used by `bedmodel appraise` alone."""

    place: Place
    years: Number
    """Years after the baseline year."""
    deflator: q.GrowthByYear
    """Growth of prices in the whole economy; takes every sum to the prices of the baseline year."""
    need_after: q.Growth
    """Growth of what each stream is for after the plan's last year."""
    cost_after: q.Growth
    """Growth of what it costs beyond the prices of the whole economy, likewise."""
    run_on: Number = 0.0
    """Years after the plan's last in which the model still runs, its trends as they are: what is late arrives."""
    streams: dict[Identifier, AppraisalStream] = {}
