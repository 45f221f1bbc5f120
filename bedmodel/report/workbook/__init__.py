"""A dossier as a workbook: a sheet a topic, numbers as numbers, the arithmetic of beds and money as formulas."""

from __future__ import annotations

import io
from pathlib import Path

from bedmodel.report.dossier import Dossier
from bedmodel.report.workbook import (
    about,
    answer,
    assumptions,
    beds,
    charts,
    money,
    occupancy,
    options,
    records,
    sources,
)
from bedmodel.report.workbook.book import Book
from bedmodel.report.workbook.topics import SHARED, TOPICS, topics_there, write_shared, write_topic


def write_workbook(dossier: Dossier, path: Path) -> None:
    """Write a workbook; the same dossier gives the same bytes.

    Every option has rows of its own on each sheet, named in the first column, so that a sheet can be filtered by
    option. Raises ValueError where the dossier was gathered without its figures, OSError where the file cannot be
    written.
    """
    made = io.BytesIO()
    with Book(made, dossier.title) as book:
        front, drawn = book.sheet(answer.NAME), book.sheet(charts.NAME)
        places = _figures(book, dossier)
        for name in topics_there(dossier):
            write_topic(book.sheet(TOPICS[name][0]), dossier, name)
        assumptions.write_assumptions(book.sheet(assumptions.NAME), dossier)
        sources.write_sources(book.sheet(sources.NAME), dossier)
        for name, (title, _) in SHARED.items():
            if dossier.shared(name) is not None:
                write_shared(book.sheet(title), dossier, name)
        if len(dossier.portraits) > 1:
            records.write_compared(book.sheet(records.COMPARED), dossier)
        records.write_results(book.sheet(records.NAME), dossier)
        about.write_about(book.sheet(about.NAME), dossier)
        charts.write_charts(book.book, drawn, dossier, places)
        where = answer.Where(book.sheets, places.beds, places.money)
        for name, cell in answer.write_answer(front, dossier, where).items():
            book.book.define_name(name, cell)
    path.write_bytes(made.getvalue())


def _figures(book: Book, dossier: Dossier) -> charts.Places:
    """The sheets of beds, of how full they are, of money, and of the options side by side; where they have what."""
    bed_rows, full_rows, money_rows = None, {}, {}
    if beds.has_beds(dossier):
        bed_rows = beds.write_beds(book.sheet(beds.NAME), dossier)
        full_rows = occupancy.write_occupancy(book.sheet(occupancy.NAME), dossier)
    if money.has_money(dossier):
        money_rows = money.write_money(book.sheet(money.NAME), dossier)
    if len(dossier.portraits) > 1:
        options.write_options(book.sheet(options.NAME), dossier.comparison)
    return charts.Places(bed_rows, full_rows, money_rows)
