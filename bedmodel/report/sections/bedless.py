"""What needs no bed: budgets, staff and clinics."""

from __future__ import annotations

from bedmodel.report.answers import Said
from bedmodel.report.dossier import Section
from bedmodel.report.sections.given import Given
from bedmodel.report.tables_bedless import bedless_tables
from bedmodel.report.words import summary


def bedless(given: Given) -> Section | None:
    """Budgets, staff and clinics, where the scenario has any."""
    tables = bedless_tables(given.results)
    if not tables:
        return None
    told = dict(summary(given.results))
    return Section(
        name="bedless",
        title="Budgets, staff and clinics",
        lead="Parts of the plan that open or close no bed.",
        sentences=[Said(text) for head in ("Budgets", "Staff", "Clinics") for text in told.get(head, [])],
        tables=tables,
    )
