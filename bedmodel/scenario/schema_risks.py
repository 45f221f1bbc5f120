"""The risk register: what may go wrong, who owns it, how likely it is, and what it would do."""

from __future__ import annotations

from typing import Annotated

from bedmodel.problems import Place
from bedmodel.scenario import slots as q
from bedmodel.scenario.context import Part
from bedmodel.scenario.marks import Refers
from bedmodel.scenario.quantity import Prose, Text, Texts, Year


class MoreNeed(Part):
    """Patients need more beds."""

    pool: Annotated[Text, Refers("pools")]
    share: q.Change
    """Growth of the pool's need, of what it would be; negative = need falls."""


class BedsLost(Part):
    """Beds cannot be opened or staffed."""

    pool: Annotated[Text, Refers("pools")]
    lost: q.Beds


class Delay(Part):
    """Parts of the plan come later."""

    of: Annotated[Texts, Refers("")]
    """Such as `pools.acute` (its planned beds), `levers.home`, `finance.capital.tower`, `sites.old`."""
    years: q.Lag


class Undelivered(Part):
    """Part of what levers or savings would deliver does not come."""

    of: Annotated[Texts, Refers("")]
    share: q.Share


class Overrun(Part):
    """Capital costs more."""

    of: Annotated[Texts, Refers("")]
    share: q.Change


class Impact(Part):
    """What a risk does when it strikes; one or more of these."""

    need: MoreNeed | None = None
    beds: BedsLost | None = None
    cost: q.MoneyByYear | None = None
    """£m of the year."""
    delay: Delay | None = None
    undelivered: Undelivered | None = None
    overrun: Overrun | None = None


class Risk(Part):
    """An event that may or may not happen; it is drawn once for each future."""

    place: Place
    title: Prose
    owner: Prose
    probability: q.Share
    """That it strikes at all within the scenario's years."""
    starts: Year | None = None
    """First year in which need, beds, cost and delivery feel it; the first after the baseline where left out."""
    ends: Year | None = None
    """Last such year; the last of the scenario where left out."""
    impact: Impact
    mitigation: Prose = ""
    payer: Text = ""
    organisation: Text = ""
