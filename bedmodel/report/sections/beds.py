"""Are there enough beds? Beds needed against beds open, in each pool."""

from __future__ import annotations

from bedmodel.metrics import Selector
from bedmodel.report.answers import Said
from bedmodel.report.captions import caption
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.phrases import goes
from bedmodel.report.sections.given import Given
from bedmodel.report.tables import bed_table, lever_table
from bedmodel.report.words import held_against, summary
from bedmodel.results import Results
from bedmodel.units import number, range_written, written

BEDS = "beds"
LEAD = (
    "Beds needed are worked out from the people who live here, how ill they are and how long they stay, and how full "
    "the hospitals are meant to be. Beds open are those of the plan."
)
SHOWS = (
    "Blue line: beds needed in the central case; bands: from P10 to P90, between which 80 of 100 futures lie, and the "
    "inner one P25 to P75. Orange: beds open. Dotted: what would be needed without the plan. Beds are means of the "
    "year; the axis need not start at 0"
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
        lambda charts: charts.beds(results, pool),
        along="x",
    )


def _says(results: Results, pool: str) -> str:
    """What the picture shows: which way its lines go, where they cross, and how far apart they end."""
    first, last = results.years[0], results.years[-1]

    def course(metric: str) -> list[float]:
        return [results.value(Selector(f"beds.{metric}", pool=pool, year=year)) for year in results.years]

    part, gap = results.scenario.content.pools[pool], Selector("beds.gap", pool=pool, year=last)
    need, opened, alone = (course(metric) for metric in ("required", "available", "required_before_levers"))
    between = range_written(results.value(gap), *results.ends(gap), BEDS, sign=True)
    ends = f" ({between})" if between else ""
    text = [
        f"From {first} to {last} the number needed{held_against(results, part)} {goes(need[0], need[-1], BEDS)}, and "
        f"the number open {goes(opened[0], opened[-1], BEDS)}.",
        f"Open less needed in {last}: {written(results.value(gap), BEDS, sign=True)}{ends}.",
    ]
    short = [gap < 0 for gap in map(shown_gap, opened, need)]
    if any(short) and not short[0]:
        text.append(f"The first year with too few is {results.years[short.index(True)]}.")
    if number(alone[-1], BEDS) != number(need[-1], BEDS):
        text.append(f"Without the plan {number(alone[-1], BEDS)} would be needed.")
    return " ".join(text)


def shown_gap(opened: float, needed: float) -> float:
    """Beds open less beds needed, as whole beds, as they are shown.

    >>> shown_gap(1697.0, 1697.3), shown_gap(80, 94.4)
    (0.0, -14.0)
    """
    return round(opened - needed) + 0.0
