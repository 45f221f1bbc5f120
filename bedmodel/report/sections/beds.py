"""Are there enough beds? Beds needed against beds open, in each pool."""

from __future__ import annotations

from bedmodel.metrics import Selector
from bedmodel.report import page_charts
from bedmodel.report.answers import Said
from bedmodel.report.cells import spread
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.house_style import caption
from bedmodel.report.sections.given import Given
from bedmodel.report.tables import bed_table, lever_table
from bedmodel.report.words import held_against, summary
from bedmodel.results import Results
from bedmodel.units import number, written

LEAD = (
    "Beds needed are worked out from the people who live here, how ill they are and how long they stay, and how full "
    "the hospitals are meant to be. Beds open are those of the plan."
)
SHOWS = (
    "Blue line: beds needed in the central case; bands: from P10 to P90, between which 80 of 100 futures lie, and the "
    "inner one P25 to P75. Orange: beds open. Dotted: what would be needed without the plan. The axis need not start "
    "at 0"
)


def beds(given: Given) -> Section | None:
    """Beds needed and beds open by year; None for a scenario without beds."""
    results = given.results
    if not results.scenario.content.pools:
        return None
    said = dict(summary(results))
    moved = lever_table(results)
    return Section(
        name="beds",
        title="Are there enough beds?",
        lead=LEAD,
        sentences=[Said(text) for head in ("Beds", "How likely") for text in said.get(head, [])],
        pictures=[_picture(given, pool) for pool in results.scenario.content.pools],
        tables=[moved] if moved is not None else [],
    )


def _picture(given: Given, pool: str) -> Picture:
    results = given.results
    title = f"Beds needed against beds open: {results.scenario.content.pools[pool].title}"
    return given.drawing.picture(
        f"beds-{pool}",
        title,
        _says(results, pool),
        caption(results, SHOWS),
        bed_table(results, pool),
        lambda: page_charts.beds(results, pool),
        along="x",
    )


def _says(results: Results, pool: str) -> str:
    """What the picture shows, with its figures at both ends."""
    first, last = results.years[0], results.years[-1]

    def at(metric: str, year: str) -> str:
        return number(results.value(Selector(metric, pool=pool, year=year)), "beds")

    part = results.scenario.content.pools[pool]
    gap = Selector("beds.gap", pool=pool, year=last)
    return (
        f"From {first} to {last} beds needed{held_against(results, part)} go from {at('beds.required', first)} to "
        f"{at('beds.required', last)}, and beds open from {at('beds.available', first)} to "
        f"{at('beds.available', last)}. Beds open less beds needed in {last}: "
        f"{written(results.value(gap), 'beds', sign=True)}{spread(results, gap)}."
    )
