"""Who pays, and who holds the gap? Organisations, payers outside the gap, families, places and staff."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.figures import line_titles
from bedmodel.metrics import Selector
from bedmodel.report.answers import Said
from bedmodel.report.captions import caption
from bedmodel.report.cells import Cell, Table, figure
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.sections.given import Given
from bedmodel.report.tables_plan import holders_tables, places_table, staff_table
from bedmodel.report.words_plan import left_to_others
from bedmodel.results import Results
from bedmodel.scenario.holders import NOT_STATED
from bedmodel.units import written

PAYERS = "finance.gap_by_payer"
LEAD = (
    "A saving for one purse can be a cost to another. Councils and families are not in the NHS's gap; where a plan "
    "leaves care to them, that stands here."
)
NOTHING = "The scenario names no care and no cost that is left to councils, families or others."
HOLDERS, HOLDERS_BEFORE, HOURS = "finance.gap_by_organisation", "finance.gap_do_nothing_by_organisation", "care.hours"


def payers(given: Given) -> Section | None:
    """Whose money it is, and who gives care instead of hospitals; None where the scenario says nothing of either."""
    results = given.results
    tables = [*holders_tables(results), _hours_table(results), places_table(results), staff_table(results)]
    told = [table for table in tables if table is not None]
    others, pictures = left_to_others(results), list(_pictures(given))
    if not told and not others and not pictures:
        return None
    said = [*(others or [NOTHING]), *_in_nobodys_books(results)]
    return Section(
        name="payers",
        title="Who pays?",
        lead=LEAD,
        sentences=[Said(text) for text in said],
        pictures=pictures,
        tables=[table for table in told if not (pictures and table.heads[0] == "Payer")],
    )


def _in_nobodys_books(results: Results) -> Iterator[str]:
    """What of the gap no document gives to an organisation."""
    if not results.has(HOLDERS) or NOT_STATED not in line_titles(results.scenario, HOLDERS):
        return
    before, after = (
        written(results.value(Selector(metric, line=NOT_STATED)), "GBPm", sign=True)
        for metric in (HOLDERS_BEFORE, HOLDERS)
    )
    yield (
        f"No document says in whose books these stand: {before} of the gap if nothing changes, {after} with the plan."
    )


def _hours_table(results: Results) -> Table | None:
    """Hours of care that families, councils and others give in the last year, each kind of it."""
    titles = line_titles(results.scenario, HOURS) if results.has(HOURS) else {}
    if not titles:
        return None
    lines: list[tuple[str | None, str]] = [*titles.items(), (None, "All together")]
    rows = [[Cell(title), figure(results, Selector(HOURS, line=line))] for line, title in lines]
    title = f"Hours of care by others in {results.years[-1]}"
    return Table(title, ["Who gives it", "Hours"], rows, total_rows=frozenset({len(titles)}))


def _pictures(given: Given) -> Iterator[Picture]:
    """One picture where there are several payers."""
    results = given.results
    titles = line_titles(results.scenario, PAYERS)
    if not results.has(PAYERS) or len(titles) < 2:
        return
    cells = {title: figure(results, Selector(PAYERS, line=line), sign=True) for line, title in titles.items()}
    told = "; ".join(f"{title}: {cell.text}" for title, cell in cells.items())
    last = results.years[-1]
    yield given.drawing.picture(
        "payers",
        f"Who pays in {last}",
        f"£m in {last}, + shortfall or cost, − surplus: {told}.",
        caption(results, "Bars: the central case, £m of the year; grey lines: P10 to P90"),
        Table(f"Who pays in {last}, £m", ["Payer", "£m"], [[Cell(title), cell] for title, cell in cells.items()]),
        lambda charts: charts.payers(results),
        along="y",
    )
