"""How full are the beds, on average and in winter, and on how many days are there more patients than beds?"""

from __future__ import annotations

from dataclasses import replace

from bedmodel.metrics import METRICS, Selector
from bedmodel.report.answers import Said
from bedmodel.report.captions import caption
from bedmodel.report.cells import Cell, Table, figure, spread
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.phrases import goes
from bedmodel.report.sections.given import Given
from bedmodel.report.tables_days import days_table
from bedmodel.report.words import summary
from bedmodel.results import Results
from bedmodel.units import written

LEAD = (
    "At 85% about one bed in seven is free on a usual day, at 92% one in twelve; at 100% there are as many patients as "
    "beds, and beyond that some wait without one. Winters are fuller than the year, and some days fuller still."
)
SHOWS = "Blue line: the year's mean in the central case, bands: P10 to P90 and P25 to P75; orange, dashed: the winter"
COLUMNS = {"occupancy.mean": "Whole year %", "occupancy.winter": "Winter %", "occupancy.worst_month": "Worst month %"}


def occupancy(given: Given) -> Section | None:
    """How full each pool is; None for a scenario without beds."""
    results = given.results
    if not results.scenario.content.pools:
        return None
    days = days_table(results)
    return Section(
        name="occupancy",
        title="How full are the beds, and in winter?",
        lead=LEAD,
        sentences=[Said(text) for text in dict(summary(results)).get("How full", [])],
        pictures=[_picture(given, pool) for pool in results.scenario.content.pools],
        tables=[days] if days is not None else [],
    )


def _picture(given: Given, pool: str) -> Picture:
    results = given.results
    title = f"How full the beds are: {results.scenario.content.pools[pool].title}"
    return given.drawing.picture(
        f"occupancy-{pool}",
        title,
        _says(results, pool),
        caption(results, SHOWS),
        _table(results, pool, title),
        lambda charts: charts.occupancy(results, pool),
        along="x",
    )


def _table(results: Results, pool: str, title: str) -> Table:
    wanted = {metric: head for metric, head in COLUMNS.items() if results.has(metric)}
    if results.scenario.content.pools[pool].daily is not None:
        wanted["occupancy.days_over"] = "Days with more patients than beds"
    rows = [
        [Cell(year), *(figure(results, Selector(metric, pool=pool, year=year)) for metric in wanted)]
        for year in results.years
    ]
    return Table(title, ["Year", *wanted.values()], rows)


def _says(results: Results, pool: str) -> str:
    first, last = results.years[0], results.years[-1]
    mean, winter = (Selector(f"occupancy.{kind}", pool=pool, year=last) for kind in ("mean", "winter"))
    before = results.value(Selector("occupancy.mean", pool=pool, year=first))
    values = [before, results.value(mean), results.value(winter)]
    if any(value != value for value in values):
        return f"In some of the years from {first} to {last} no bed is open, so nothing can be said of how full it is."
    unit = METRICS["occupancy.mean"].unit
    text = (
        f"From {first} to {last} mean occupancy {goes(before, values[1], unit)}{spread(results, mean)}; in the winter "
        f"of {last} it is {written(values[2], unit)}{spread(results, winter)}."
    )
    over = [year for year in results.years if results.value(replace(winter, year=year)) > 1.0]
    return f"{text} Winters with more patients than beds: {', '.join(over)}." if over else text
