"""Does the money add up? From the gap if nothing changes, measure by measure, to what is left."""

from __future__ import annotations

from bedmodel.metrics import Selector
from bedmodel.report.answers import Said
from bedmodel.report.captions import caption
from bedmodel.report.cells import Cell, Table, figure
from bedmodel.report.charted import money_steps
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.sections.given import Given
from bedmodel.report.tables import money_table
from bedmodel.report.tables_plan import capital_table
from bedmodel.report.words import money_spread, shortfall, summary
from bedmodel.results import Results

LEAD = (
    "The gap is what is spent in a year less what comes in. Read from the top: the gap if nothing changes, what each "
    "measure takes off it or adds to it, and what is left."
)
SHOWS = "Bars: the central case, £m of the year; blue: gaps, green: off the gap, orange: on to it; grey: P10 to P90"


def money(given: Given) -> Section | None:
    """The waterfall of the last year and the money of every year; None for a scenario without money."""
    results = given.results
    if not results.has("finance.gap"):
        return None
    tables = [money_table(results), capital_table(results)]
    return Section(
        name="money",
        title="Does the money add up?",
        lead=LEAD,
        sentences=[Said(text) for text in dict(summary(results)).get("Money", [])],
        pictures=[_picture(given)],
        tables=[table for table in tables if table is not None],
    )


def _picture(given: Given) -> Picture:
    results = given.results
    last = results.years[-1]
    return given.drawing.picture(
        "money",
        f"How the money gap of {last} is meant to close",
        _says(results),
        caption(results, SHOWS),
        _table(results),
        lambda charts: charts.money(results),
        along="y",
    )


def _table(results: Results) -> Table:
    """A row for each step of the waterfall."""
    steps = money_steps(results)
    rows = [[Cell(step.title), figure(results, step.figure, sign=True, turn=step.turned)] for step in steps]
    heads = ["+ shortfall or cost, − surplus or saving", f"£m in {results.years[-1]}"]
    return Table(f"Money in {results.years[-1]}, £m", heads, rows, total_rows=frozenset({0, len(rows) - 1}))


def _says(results: Results) -> str:
    """Where the bars begin and end, and the longest of those between."""
    last = results.years[-1]
    before, after = Selector("finance.gap_do_nothing", year=last), Selector("finance.gap", year=last)
    begins = f"If nothing changes there is {shortfall(results.value(before))} in {last}."
    ends = f"{shortfall(results.value(after))}{money_spread(results, after)}"
    between = money_steps(results)[1:-1]
    if not between:
        return f"{begins} In the central case nothing adds to it or takes off it, and {ends} is left."
    longest = max(between, key=lambda step: abs(results.value(step.figure)))
    cell = figure(results, longest.figure, sign=True, turn=longest.turned)
    steps = f"{len(between)} steps lead" if len(between) > 1 else "One step leads"
    most = f", the longest of them “{longest.title}”" if len(between) > 1 else f", “{longest.title}”"
    return f"{begins} {steps} from it to {ends}{most}: {cell.text} in £m."
