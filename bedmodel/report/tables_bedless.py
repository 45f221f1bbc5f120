"""The tables of ledgers, staff groups and care without a stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bedmodel.metrics import Selector
from bedmodel.report.cells import LEFT_OUT, Cell, Table, figure, spaced
from bedmodel.results import Results
from bedmodel.scenario.ledger import in_totals, wholes
from bedmodel.units import number, range_numbers

FITS = 6
"""Years that fit on a narrow screen where no figure has a spread."""
INSIDE = "-"
"""Stands before a line once for each line it is inside."""


def bedless_tables(results: Results, years_shown: int | None = None) -> list[Table]:
    """Every table of what needs no beds, in the order of the file format."""
    content = results.scenario.content
    return [
        *(ledger_tables(results, years_shown) if content.ledger else []),
        *(_workforce_table(results, name, years_shown) for name in content.workforce),
        *(_activity_table(results, name, years_shown) for name in content.activity),
    ]


def ledger_tables(results: Results, years_shown: int | None = None) -> list[Table]:
    """The budgets by year, each pound once; and, apart from them, the lines that are in no total."""
    content = results.scenario.content
    lines = list(_in_order(results))
    varies = any(len({*results.ends(Selector("ledger.amount", line=line))}) > 1 for line in lines)
    years = results.years if len(results.years) <= FITS and not varies else spaced(results.years, years_shown)
    rows = [_ledger_row(results, line, years) for line in lines if in_totals(content, line)]
    totals, labels = len(rows), []
    for label, metric in (
        ("Each pound once", "counted"),
        ("Counted twice if all lines were added", "inside"),
        (f"Growth since {results.years[0]} of what was there", "growth"),
        ("New money", "new_money"),
        ("Moved from other budgets, not new", "moved_money"),
        ("Others must find", "at_risk"),
    ):
        if results.matters(f"ledger.{metric}", None):
            cells = [figure(results, Selector(f"ledger.{metric}", year=year)) for year in years]
            rows.append([Cell(label), *cells])
            labels.append(metric)
    note = "A line is part of the line above it that has fewer dashes. Where a field is empty, no amount is printed."
    found = [
        Table(
            title="Budgets, £m of the year",
            heads=["Line", *years],
            rows=rows,
            note=note if len(years) == len(results.years) else f"{note} {LEFT_OUT}",
            total_rows=frozenset([totals + labels.index("counted")] if "counted" in labels else []),
            many_columns=True,
        )
    ]
    apart = [line for line in lines if not in_totals(content, line)]
    return [*found, _apart(results, apart)] if apart else found


def _apart(results: Results, lines: Sequence[str]) -> Table:
    """Lines that are in no total, below what they are part of, for the years in which any is printed."""
    ledger = results.scenario.content.ledger
    years = [year for year in results.years if any(_printed(results, line, year) for line in lines)]
    reasons = dict.fromkeys(ledger[line].not_counted for line in lines)
    shown: dict[str, None] = {}
    for line in lines:
        shown |= dict.fromkeys([*reversed(list(wholes(ledger, line))), line])
    counted = frozenset(at for at, line in enumerate(shown) if line not in lines)
    return Table(
        title="Budgets shown, but in no total, £m of the year",
        heads=["Line", *years],
        rows=[_ledger_row(results, line, years) for line in shown],
        note=f"{'Bold: counted above. ' if counted else ''}Why: {'; '.join(filter(None, reasons))}.",
        total_rows=counted,
        many_columns=True,
    )


def _in_order(results: Results, whole: str | None = None) -> Iterator[str]:
    """Lines so that each stands below the one it is inside."""
    for name, line in results.scenario.content.ledger.items():
        if line.inside == whole:
            yield name
            yield from _in_order(results, name)


def _printed(results: Results, line: str, year: str) -> bool:
    amount = results.scenario.assumption(results.scenario.content.ledger[line].amount)
    return year in (amount.values or {})


def _ledger_row(results: Results, line: str, years: Sequence[str]) -> list[Cell]:
    ledger = results.scenario.content.ledger
    depth = len(list(wholes(ledger, line)))
    cells = [
        figure(results, Selector("ledger.amount", line=line, year=year)) if _printed(results, line, year) else Cell("")
        for year in years
    ]
    return [Cell(f"{INSIDE * depth} {ledger[line].title}".strip()), *cells]


def _workforce_table(results: Results, name: str, years_shown: int | None) -> Table:
    """A staff group: who joins and leaves in each year, and how many are there at its end."""
    group = results.scenario.content.workforce[name]
    years = spaced(results.years, years_shown)
    rows = []
    for flow_name, flow in group.flows.items():
        line = f"{name}/{flow_name}"
        cells = [figure(results, Selector("workforce.flow", line=line, year=year), sign=True) for year in years]
        rows.append([Cell(flow.title), *cells, _in_all(results, line)])
    stocks = [figure(results, Selector("workforce.stock", line=name, year=year)) for year in years]
    rows.append([Cell("At the end of the year"), *stocks, stocks[-1]])
    if group.target is not None:
        gaps = [figure(results, Selector("workforce.stock_gap", line=name, year=year), sign=True) for year in years]
        rows.append([Cell("Against the target"), *gaps, gaps[-1]])
    stock = results.scenario.assumption(group.stock).numbers
    begins = f"At the beginning of {results.years[0]}: {number(stock[0], 'WTE')}." if stock else ""
    left_out = "" if len(years) == len(results.years) else LEFT_OUT
    return Table(
        title=f"Staff: {group.title}, whole-time equivalents",
        heads=["Joining +, leaving −", *years, "In all"],
        rows=rows,
        note=_sentences(begins, group.scope, left_out),
        total_rows=frozenset([len(group.flows)]),
        many_columns=True,
    )


def _in_all(results: Results, line: str) -> Cell:
    """A flow over all years, with its P10 to P90."""
    selectors = [Selector("workforce.flow", line=line, year=year) for year in results.years]
    central = sum(results.value(selector) for selector in selectors)
    drawn = np.sum([results.draws_of(selector) for selector in selectors], axis=0)
    low, high = (float(end) for end in np.quantile(drawn, (0.1, 0.9)))
    return Cell(number(central, "WTE", sign=True), range_numbers(central, low, high, "WTE", sign=True))


def _activity_table(results: Results, name: str, years_shown: int | None) -> Table:
    """Contacts, clinic hours and money of one kind of care without a stay."""
    kind = results.scenario.content.activity[name]
    years = spaced(results.years, years_shown)
    rows = []
    for label, metric in (
        ("Contacts if nothing moves", "volume"),
        ("Contacts that leave hospital", "shifted"),
        ("Contacts that stay", "in_hospital"),
        ("Clinic hours freed in hospital", "hours_freed"),
        ("Clinic hours needed elsewhere", "hours_needed"),
        ("Hospital cost that goes, £m", "cost_released"),
        ("Cost of care elsewhere, £m", "cost_added"),
    ):
        metric = f"activity.{metric}"
        if results.matters(metric, name):
            rows.append([Cell(label), *(figure(results, Selector(metric, line=name, year=year)) for year in years)])
    return Table(
        title=f"Clinics: {kind.title}, a year",
        heads=["They free no bed", *years],
        rows=rows,
        note=_sentences(kind.basis, "" if len(years) == len(results.years) else LEFT_OUT),
        many_columns=True,
    )


def _sentences(*texts: str) -> str:
    """Texts one after another, each with a full stop.

    >>> _sentences("In practices", "", "Some years are left out.")
    'In practices. Some years are left out.'
    """
    return " ".join(text if text.endswith(".") else f"{text}." for text in texts if text)
