"""What needs no beds: ledgers, staff groups, and care without a stay."""

from __future__ import annotations

from dataclasses import dataclass

from bedmodel.model.activity import ActivityInputs, ActivityProjection, project_activity
from bedmodel.model.axes import Array, total
from bedmodel.model.ledger import LedgerInputs, LedgerProjection, project_ledger
from bedmodel.model.workforce import WorkforceInputs, WorkforceProjection, project_workforce


@dataclass(frozen=True)
class BedlessInputs:
    """Each is None where a scenario has none of it."""

    ledger: LedgerInputs | None = None
    workforce: WorkforceInputs | None = None
    activity: ActivityInputs | None = None


@dataclass(frozen=True)
class BedlessProjection:
    """Each is None where a scenario has none of it."""

    ledger: LedgerProjection | None = None
    workforce: WorkforceProjection | None = None
    activity: ActivityProjection | None = None


def project_bedless(inputs: BedlessInputs, people: Array) -> BedlessProjection:
    """What a scenario has of each. People by band: (draw, year, band)."""
    everybody = total(people)
    return BedlessProjection(
        ledger=None if inputs.ledger is None else project_ledger(inputs.ledger),
        workforce=None if inputs.workforce is None else project_workforce(inputs.workforce, everybody),
        activity=None if inputs.activity is None else project_activity(inputs.activity, everybody),
    )
