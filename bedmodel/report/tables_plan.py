"""Tables of what a plan rests on besides beds: places, staff, who pays, what is built, what may go wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bedmodel.contingency import CONFIDENCE, Register, RiskEffects
from bedmodel.figures import line_titles
from bedmodel.metrics import ALL, METRICS, Selector
from bedmodel.report.cells import Cell, Table, figure
from bedmodel.results import Results
from bedmodel.scenario.holders import NOT_STATED
from bedmodel.units import number

AGAINST = (
    "Each risk is set against the same futures without it. + is fewer spare beds or a larger shortfall. − is a gain, "
    "such as a charge that comes later. Beds are those of all pools, added up. At P80: what it adds to the value that "
    "80 of 100 futures do not pass. Last lines: what covers all risks at once in so many futures, each figure by "
    "itself. Effects can overlap."
)


def places_table(results: Results) -> Table | None:
    """Places outside hospital that the plan needs in the last year, and how many of them have their staff."""
    titles = line_titles(results.scenario, "services.places_needed")
    if not titles:
        return None
    rows = [
        [
            Cell(title),
            figure(results, Selector("services.places_needed", line=name)),
            figure(results, Selector("services.places_staffed", line=name)),
        ]
        for name, title in titles.items()
    ]
    return Table(f"Places outside hospital in {results.years[-1]}", ["Service", "Needed", "Open and\nstaffed"], rows)


def staff_table(results: Results) -> Table | None:
    """Staff that open beds and places need, in the first and the last year."""
    if not results.has("workforce.wte"):
        return None
    first, last = results.years[0], results.years[-1]
    lines: list[tuple[str | None, str]] = [
        *line_titles(results.scenario, "workforce.wte").items(),
        (None, "All of these"),
    ]
    rows = [
        [Cell(title), *(figure(results, Selector("workforce.wte", line=line, year=year)) for year in (first, last))]
        for line, title in lines
    ]
    heads = ["Whole-time equivalents", first, last]
    return Table("Staff that beds and places need", heads, rows, total_rows=frozenset({len(rows) - 1}))


def holders_tables(results: Results) -> list[Table]:
    """Who holds the gap, before the plan and with it, and who pays, in the last year; where there are several."""
    finance, last = results.scenario.content.finance, results.years[-1]
    split = (
        "as a document splits it" if finance and finance.gap_holders else "each cost line against its share of income"
    )
    return [
        *_by_line(
            results,
            f"Who holds the gap in {last}, £m",
            {
                "finance.gap_do_nothing_by_organisation": "If nothing\nchanges",
                "finance.gap_by_organisation": "With the\nplan",
            },
            "Organisation",
            f"+ shortfall, − surplus. If nothing changes: {split}. With the plan: less what it saves, plus what it "
            f"costs, in the books that documents name; {NOT_STATED} where they name none.",
        ),
        *_by_line(
            results,
            f"Who pays in {last}, £m",
            {"finance.gap_by_payer": "With the\nplan"},
            "Payer",
            "+ shortfall or cost, − surplus; payers outside the gap among them.",
        ),
    ]


def _by_line(results: Results, title: str, metrics: Mapping[str, str], head: str, note: str) -> list[Table]:
    """A table of metrics that share their lines, the total last; none where there are fewer than two lines."""
    first = next(iter(metrics))
    lines: list[tuple[str | None, str]] = [*line_titles(results.scenario, first).items(), (None, "All together")]
    if not results.has(first) or len(lines) < 3:
        return []
    rows = [
        [Cell(name), *(figure(results, Selector(metric, line=line), sign=True) for metric in metrics)]
        for line, name in lines
    ]
    return [Table(title, [head, *metrics.values()], rows, note=note, total_rows=frozenset({len(rows) - 1}))]


def capital_table(results: Results) -> Table | None:
    """What is built and sold, over all the years of the scenario."""
    rows = []
    for metric, word in (("capital.spend", "Built"), ("capital.receipts", "Sold")):
        if results.has(metric):
            rows += [
                [
                    Cell(f"{word}: {title}"),
                    *(figure(results, Selector(metric, line=line, year=y)) for y in results.years),
                ]
                for line, title in line_titles(results.scenario, metric).items()
            ]
    if not rows:
        return None
    note = "Spent or received in the year; what falls after the last year is not in it. No part of the yearly gap."
    shown = [at for at, year in enumerate(results.years) if any(row[at + 1].text != number(0, "GBPm") for row in rows)]
    if not shown:
        return Table("Capital, £m", ["", "In all these years"], [[row[0], Cell("none")] for row in rows], note=note)
    heads = ["", *(results.years[at] for at in shown)]
    return Table("Capital, £m of the year", heads, [[r[0], *(r[at + 1] for at in shown)] for r in rows], note=note)


def register_table(results: Results) -> Table | None:
    """The risk register: how often each risk strikes and what it does to beds and money, and what would cover them."""
    register = results.register
    if register is None:
        return None
    last = results.years[-1]
    wanted = [("beds.gap", last, "Beds"), ("finance.gap", last, "£m"), ("finance.gap", ALL, "£m, all\nyears")]
    figures = [(Selector(metric, year=year), name) for metric, year, name in wanted if results.has(metric)]
    rows = [_risk_row(risk, dict(figures)) for risk in register.risks]
    rows += _total_rows(register, dict(figures))
    heads = ["Risk (owner)", "In 100", *(f"{name}{part}" for _, name in figures for part in (",\nmean", ",\nat P80"))]
    return Table(
        title=f"What may go wrong, and what it would do in {results.years[-1]}",
        heads=heads,
        rows=rows,
        note=AGAINST,
        total_rows=frozenset(range(len(register.risks), len(rows))),
    )


def _risk_row(risk: RiskEffects, figures: Mapping[Selector, str]) -> list[Cell]:
    cells = [Cell(f"{risk.title} ({risk.owner})"), Cell(f"{risk.struck * 100:.0f}")]
    for selector in figures:
        effect, unit = risk.effects[selector], METRICS[selector.metric].unit
        cells += [Cell(number(effect.expected, unit, sign=True)), Cell(number(effect.p80, unit, sign=True))]
    return cells


def _total_rows(register: Register, figures: Iterable[Selector]) -> list[list[Cell]]:
    """All risks together: what they do on average, and what would cover them."""
    mean, held = (
        [Cell("All together"), Cell("")],
        {share: [Cell(f"Covers {share:.0%} of futures"), Cell("")] for share in CONFIDENCE},
    )
    for selector in figures:
        unit = METRICS[selector.metric].unit
        mean += [Cell(number(register.expected[selector], unit, sign=True)), Cell("")]
        for share, cells in held.items():
            cells += [Cell(""), Cell(number(register.contingency[selector][share], unit, sign=True))]
    return [mean, *held.values()]
