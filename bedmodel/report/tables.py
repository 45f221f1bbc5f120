"""The tables of a run, as plain cells; the terminal and Markdown render the same ones."""

from __future__ import annotations

from bedmodel.analysis.importance import importance
from bedmodel.figures import line_titles
from bedmodel.metrics import ALL, Selector
from bedmodel.report.cells import LEFT_OUT, Cell, Table, figure, spaced
from bedmodel.report.phrases import headlines
from bedmodel.report.tables_bedless import bedless_tables
from bedmodel.report.tables_days import days_table
from bedmodel.report.tables_plan import capital_table, holders_tables, places_table, register_table, staff_table
from bedmodel.report.words_plan import to_no_place
from bedmodel.results import Results
from bedmodel.scenario.quantity import Status
from bedmodel.units import number

STATUS_WORDS: dict[Status, str] = {
    "sourced": "quoted from a source",
    "derived": "worked out from a source",
    "assumed": "assumed: no source gives it",
    "solved": "solved, so that a published figure is met",
    "set": "set on the command line, without a source",
}


TOGETHER = "All pools added up: a spare bed in one pool does not help a patient who needs another."


def bed_tables(results: Results) -> list[Table]:
    """Need and beds by year, one table for each pool and, where there are several, one for all."""
    pools = list(results.scenario.content.pools)
    names = [*pools, ALL] if len(pools) > 1 else pools
    return [bed_table(results, pool) for pool in names]


def bed_table(results: Results, pool: str) -> Table:
    """Need, beds and how full they are by year, in one pool or all."""
    part = results.scenario.content.pools.get(pool)
    title = "All pools" if part is None else part.title
    wanted = [
        ("beds.required_before_levers", False),
        ("beds.required", False),
        ("beds.available", False),
        ("beds.gap", True),
        ("occupancy.mean", False),
        ("occupancy.winter", False),
    ]
    rows = []
    for year in results.years:
        cells = [figure(results, Selector(metric, pool=pool, year=year), sign=sign) for metric, sign in wanted]
        rows.append([Cell(year), *cells])
    series = [
        (name, [results.value(Selector(metric, pool=pool, year=year)) for year in results.years])
        for name, metric in (("needed", "beds.required"), ("open", "beds.available"))
    ]
    return Table(
        title=f"Beds: {title}",
        heads=[
            "Year",
            "Needed,\nno plan",
            "Needed,\nwith plan",
            "Open",
            "Gap",
            "Full\n%",
            "Full in\nwinter %",
        ],
        rows=rows,
        note=" ".join(filter(None, [TOGETHER if part is None else part.scope, _per_thousand(results, pool)])),
        bars=series,
    )


def _per_thousand(results: Results, pool: str) -> str:
    """Beds open for each thousand people, at the beginning and at the end, as a sentence."""
    first, last = results.years[0], results.years[-1]
    before, after = (results.value(Selector("beds.per_1000", pool=pool, year=year)) for year in (first, last))
    return (
        f"Open beds for each 1,000 people: {number(before, 'beds/1000')} in {first}, "
        f"{number(after, 'beds/1000')} in {last}."
    )


def money_table(results: Results, years_shown: int | None = None) -> Table | None:
    """The money by year: the do-nothing gap, each measure, new costs, and what is left."""
    if not results.has("finance.gap"):
        return None
    years = spaced(results.years, years_shown)
    rows: list[list[Cell]] = []
    totals = set()

    def add(title: str, metric: str, line: str | None = None, *, turn: bool = False, total: bool = False) -> None:
        cells = [figure(results, Selector(metric, line=line, year=year), sign=True, turn=turn) for year in years]
        if total:
            totals.add(len(rows))
        rows.append([Cell(title), *cells])

    add("Gap if nothing changes", "finance.gap_do_nothing", total=True)
    for metric, turn in (("finance.measure", True), ("finance.new_cost", False)):
        for line, title in line_titles(results.scenario, metric).items():
            if results.matters(metric, line):
                add(title, metric, line, turn=turn)
    add("What is left", "finance.gap", total=True)
    if results.matters("finance.stranded", ALL):
        cells = [figure(results, Selector("finance.stranded", pool=ALL, year=year)) for year in years]
        rows.append([Cell("Not in the sum: cost of closed beds that stays"), *cells])
    prices = results.scenario.content.scenario.prices
    return Table(
        title=f"Money, £m of the year ({prices} prices)",
        heads=["+ shortfall, − surplus or saving", *years],
        rows=rows,
        total_rows=frozenset(totals),
        many_columns=True,
        note="" if len(years) == len(results.years) else LEFT_OUT,
        bars=[
            (name, [results.value(Selector(metric, year=year)) for year in results.years])
            for name, metric in (("if nothing changes", "finance.gap_do_nothing"), ("left", "finance.gap"))
        ],
    )


def lever_table(results: Results) -> Table | None:
    """What each lever takes out of hospital in the last year."""
    titles = line_titles(results.scenario, "levers.reduction")
    if not titles:
        return None
    rows = [[Cell(title), figure(results, Selector("levers.reduction", line=name))] for name, title in titles.items()]
    title = f"Care taken out of hospital in {results.years[-1]}"
    return Table(title, ["Lever", "Occupied beds"], rows, note=to_no_place(results))


def support_table(results: Results) -> Table:
    """How many of the assumptions are sourced, worked out, assumed, solved or set by hand."""
    counts = results.scenario.statuses()
    rows = [[Cell(words), Cell(str(counts[status]))] for status, words in STATUS_WORDS.items() if counts[status]]
    uncertain = len(results.scenario.uncertain)
    return Table(
        title="What the result rests on",
        heads=[f"{len(results.scenario.used)} assumptions, {uncertain} of them with a spread", "How many"],
        rows=rows,
    )


def importance_table(results: Results, top: int = 5) -> Table | None:
    """The assumptions that move the headline figures most, by rank correlation."""
    if not results.draws or not results.samples:
        return None
    wanted = headlines(results)
    if not wanted:
        return None
    rows = []
    for item in importance(results, list(wanted), top):
        status = results.scenario.used[item.path].status
        correlations = [
            Cell(number(value, "correlation", sign=True), amount=(value, "correlation")) for value in item.correlations
        ]
        rows.append([Cell(item.title), Cell(status), *correlations])
    return Table(
        title=f"The {len(rows)} assumptions that matter most (rank correlation with the figure, −1 to +1)",
        heads=["Assumption", "How backed", *wanted.values()],
        rows=rows,
    )


def all_tables(results: Results, money_years: int | None = None) -> list[Table]:
    """Every table of a run, in order: need and beds before money, then what it rests on.

    `money_years` is how many years of money, staff and clinics to show, for a narrow terminal; all where left out.
    """
    found = [
        *bed_tables(results),
        days_table(results),
        lever_table(results),
        places_table(results),
        staff_table(results),
        money_table(results, money_years),
        *holders_tables(results),
        capital_table(results),
        register_table(results),
        *bedless_tables(results, money_years),
        support_table(results),
        importance_table(results),
    ]
    return [table for table in found if table is not None]
