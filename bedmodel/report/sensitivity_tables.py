"""What matters most as tables: one number at a time, and shares of variance beside rank correlations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bedmodel.analysis.sensitivity import Sensitivity
from bedmodel.analysis.sobol import Estimate
from bedmodel.analysis.tornado import Bar, Tornado, least
from bedmodel.metrics import METRICS
from bedmodel.report import sensitivity_words as words
from bedmodel.report.cells import Cell, Table
from bedmodel.report.page import Page
from bedmodel.report.sensitivity_notes import guide, notes
from bedmodel.units import number

UNITS = {"fraction": "%", "GBPm": "£m"}
SHOWN = 0.005
"""Share of the variance from which on a group has a row."""


def page(found: Sensitivity, top: int) -> Page:
    """The whole answer."""
    return Page(
        words.heading(found),
        words.answer(found),
        guide(found),
        [table for at in range(len(found.selectors)) for table in _tables(found, at, top)],
        notes(found),
    )


def _tables(found: Sensitivity, at: int, top: int) -> list[Table]:
    tables = [tornado_table(found, found.tornadoes[at], top)] if found.tornadoes else []
    if found.shares is not None and found.shares.varies[at]:
        tables.append(shares_table(found, at, top))
    by_theme = any(group.kind == "theme" for group in found.groups)
    if found.ranks is not None and (by_theme or found.shares is None):
        tables.append(ranks_table(found, at, top))
    return tables


def tornado_table(found: Sensitivity, tornado: Tornado, top: int) -> Table:
    """The numbers that move a figure most, each by itself."""
    selector = tornado.selector
    moving = [bar for bar in tornado.bars if bar.width >= least(selector) or np.isnan(bar.width)]
    unit = METRICS[selector.metric].unit
    name = words.chart_title(found, selector)
    return Table(
        title=f"One at a time: {name}, {words.amount(tornado.baseline, selector)} as stated",
        heads=["What is moved", "From, to", f"Gives, {UNITS.get(unit, unit)}", "Worse if", "Backed"],
        rows=[_bar_row(tornado, bar) for bar in moving[:top]],
        lengths=[0.0 if np.isnan(bar.width) else float(bar.width) for bar in moving[:top]],
        note=_left_over(len(moving) - top),
    )


def _bar_row(tornado: Tornado, bar: Bar) -> list[Cell]:
    low, high = (words.figure_number(value, tornado.selector) for value in (bar.at_low, bar.at_high))
    return [
        Cell(bar.factor.title),
        _tried(bar),
        Cell(f"{low} to {high}"),
        Cell(_worse(tornado, bar)),
        Cell(bar.factor.status),
    ]


def _tried(bar: Bar) -> Cell:
    """From where to where, short enough for a column."""
    if bar.factor.kind == "risk":
        return Cell("strikes")
    low, high = (words.tried_value(bar.ends, end) for end in (bar.ends.low, bar.ends.high))
    return Cell(f"{low} to {high}", "of stated" * bar.factor.by_label)


def _worse(tornado: Tornado, bar: Bar) -> str:
    end = tornado.worse_when(bar)
    if end is None:
        return "–"
    if bar.factor.kind == "risk":
        return "it strikes" if end == "high" else "it does not"
    return "higher" if end == "high" else "lower"


def shares_table(found: Sensitivity, at: int, top: int) -> Table:
    """How the variance of a figure is shared, with rank correlations where each group is one number."""
    shares = found.shares
    assert shares is not None
    totals = shares.total.value[at]
    order = [int(which) for which in np.argsort(-totals, kind="stable")]
    shown = [which for which in order if totals[which] >= SHOWN]
    ranks = None if any(group.kind == "theme" for group in found.groups) else found.ranks
    rows = []
    for which in shown[:top]:
        group = found.groups[which]
        cells = [_share(part, at, which) for part in (shares.first, shares.total)]
        rank = [] if ranks is None else [_rank(found, group.members, at)]
        rows.append([Cell(group.title), *cells, *rank])
    small = len(order) - len(shown)
    note = f"{small} more make less than {SHOWN * 100:g}% each." if small else ""
    return Table(
        title=f"Shares of variance: {words.chart_title(found, found.selectors[at])}",
        heads=["What varies", "Alone, %", "In all, %", *([] if ranks is None else ["Rank correlation"])],
        rows=rows,
        lengths=[float(totals[which]) for which in shown[:top]],
        note=" ".join(filter(None, [_left_over(len(shown) - top), note])),
    )


def _share(part: Estimate, at: int, which: int) -> Cell:
    """A share in whole per cent with its 95% interval; sampling error below nothing is nothing."""
    text, low, high = (str(max(round(table[at, which] * 100), 0)) for table in (part.value, part.low, part.high))
    return Cell(text, "" if text == low == high else f"{low}–{high}")


def _rank(found: Sensitivity, members: Sequence[str], at: int) -> Cell:
    """The rank correlation of a group of one; linked numbers have one each."""
    assert found.ranks is not None
    values = [found.ranks[path][at] for path in members]
    return Cell("; ".join("–" if v is None else number(v, "correlation", sign=True) for v in values))


def ranks_table(found: Sensitivity, at: int, top: int) -> Table:
    """The quick look alone: what moves most closely with a figure over the draws."""
    assert found.ranks is not None
    strength = {path: abs(row[at] or 0.0) for path, row in found.ranks.items()}
    order = sorted(strength, key=lambda path: -strength[path])
    rows = [
        [Cell(found.factors[path].title), Cell(found.factors[path].status), _rank(found, [path], at)]
        for path in order[:top]
    ]
    return Table(
        title=f"Rank correlation: {words.chart_title(found, found.selectors[at])}",
        heads=["What varies", "Backed", "Rank correlation"],
        rows=rows,
        note=_left_over(len(order) - top),
    )


def _left_over(count: int) -> str:
    return f"{count} more with --top, or in --format csv." if count > 0 else ""
