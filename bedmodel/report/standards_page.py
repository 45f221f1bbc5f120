"""Standards of access as a page: a table for each pool, one by size, and one for each way not to share beds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from bedmodel.analysis.kinds import Reading
from bedmodel.analysis.standards import Access, Apart, Held, PoolHeld
from bedmodel.report import sharing_words as sharing
from bedmodel.report import standards_phrases as phrases
from bedmodel.report import standards_words as say
from bedmodel.report.cells import Cell, Table
from bedmodel.report.page import Page
from bedmodel.units import number, range_numbers

HEADS = [
    "",
    "Beds",
    "Open less\nneeded",
    "Full %",
    "Full in\nwinter %",
    "Patients\nfinding\nno bed %",
    "Days with\ntoo few\nbeds",
]


def page(access: Access) -> Page:
    """The answer in words, the tables, and what else must be known."""
    tables = [_pool_table(access, pool) for pool in access.pools]
    tables += [_apart_table(pool, apart) for pool in access.pools for apart in pool.apart]
    return Page(
        say.heading(access), say.answer(access), say.guide(access), [*tables, _sizes(access)], say.notes(access)
    )


def _pool_table(access: Access, pool: PoolHeld) -> Table:
    return Table(
        title=f"{pool.pool.title}, {access.year}",
        heads=HEADS,
        rows=[_row(row) for row in pool.rows],
        note="" if pool.pool.daily else "No days: the file does not say how need varies from day to day.",
        total_rows=frozenset({len(pool.rows) - 1}),
    )


def _row(row: Held) -> list[Cell]:
    """A standard's beds and what they give; the beds open are what they are, and not rounded up."""
    found, is_open = row.figures, row.standard is None
    return [
        Cell(phrases.short(row.standard)),
        _cell(found["beds"], "beds", whole=float if is_open else phrases.enough),
        Cell("") if is_open else _cell(found["gap"], "beds", sign=True, whole=phrases.at_most),
        _cell(found["occupancy"], "fraction"),
        _cell(found["worst_quarter"], "fraction"),
        _cell(found["refused"], "fraction", finer=phrases.FINER),
        _cell(found["days_over"], "days/year"),
    ]


def _cell(
    reading: Reading, unit: str, *, sign: bool = False, finer: int = 0, whole: Callable[[float], float] = float
) -> Cell:
    central, _, low, _, high = (whole(value) for value in reading.statistics)
    if reading.drawn is None or math.isnan(low):
        return Cell(number(central, unit, sign=sign, finer=finer))
    if not finer:
        return Cell(number(central, unit, sign=sign), range_numbers(central, low, high, unit, sign=sign))
    first, last = (number(value, unit, finer=finer) for value in (low, high))
    text = number(central, unit, finer=finer)
    return Cell(text, "" if first == last == text else f"{first}–{last}")


def _apart_table(pool: PoolHeld, apart: Apart) -> Table:
    rows = [
        [
            Cell(phrases.short(row.standard)),
            _cell(row.figures["shared"], "beds", whole=phrases.enough),
            _cell(row.figures["apart"], "beds", whole=phrases.enough),
            replace(_cell(row.figures["extra"], "beds", sign=True), text=number(sharing.extra(row), "beds", sign=True)),
            _cell(row.figures["extra_share"], "fraction", sign=True),
            _cell(row.figures["apart_whole"], "beds"),
        ]
        for row in apart.rows
    ]
    return Table(
        title=f"{pool.pool.title} as {sharing.divided(apart)}: beds needed if they cannot use each other's",
        heads=["", "Shared", "Not shared", "Extra", "Extra %", "Not shared,\nin whole\nbeds"],
        rows=rows,
    )


def _sizes(access: Access) -> Table:
    heads = ["Beds"]
    for occupancy in access.occupancies:
        full = phrases.per_cent(occupancy)
        heads += [f"{full} full:\npatients\nfinding\nno bed %", f"{full} full:\ndays with\ntoo few\nbeds"]
    rows = []
    for size in access.sizes:
        cells = [Cell(number(size.beds, "beds") + (f" ({size.title})" if size.title else ""))]
        for refused, over in zip(size.refused, size.days_over, strict=True):
            cells += [Cell(number(refused, "fraction", finer=phrases.FINER)), Cell(number(over, "days/year"))]
        rows.append([*cells, Cell(number(size.fullest, "fraction"))])
    return Table(
        title="Why one percentage cannot serve all: the same percentage by size",
        heads=[*heads, f"{phrases.one_in(access.refused)}\nfinding\nno bed:\nfull %"],
        rows=rows,
        note=(
            "Patients come independently and no season is in it. Here full counts beds filled, as returns of occupancy "
            "do: whoever finds no bed is not in them, but is in the need that exceeds the beds."
        ),
    )
