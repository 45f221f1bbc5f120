"""Are there enough beds? Beds needed against beds open, in each pool."""

from __future__ import annotations

from bedmodel.report import page_charts
from bedmodel.report.answers import Said
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.sections.given import Given
from bedmodel.report.tables import bed_table
from bedmodel.report.words import summary


def beds(given: Given) -> Section | None:
    """Beds needed and beds open by year; None for a scenario without beds."""
    results = given.results
    if not results.scenario.content.pools:
        return None
    said = dict(summary(results))
    return Section(
        name="beds",
        title="Are there enough beds?",
        lead="Beds needed are those at which the hospitals would be as full as the standard allows.",
        sentences=[Said(text) for head in ("Beds", "How likely") for text in said.get(head, [])],
        pictures=[_picture(given, pool) for pool in results.scenario.content.pools],
    )


def _picture(given: Given, pool: str) -> Picture:
    results = given.results
    title = f"Beds needed against beds open: {results.scenario.content.pools[pool].title}"
    return given.picture(
        f"beds-{pool}",
        title,
        "",
        "",
        bed_table(results, pool),
        lambda: page_charts.beds(results, pool),
        along="x",
    )
