"""A split as a page and as rows: the figure at the start, each part, the figure at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bedmodel
from bedmodel.analysis.kinds import Reading
from bedmodel.analysis.split import End, Split
from bedmodel.metrics import STATISTICS
from bedmodel.report import split_words as say
from bedmodel.report.cells import Cell, Table
from bedmodel.report.compare_tables import SIGNED
from bedmodel.report.page import Page
from bedmodel.report.records import scenario_record
from bedmodel.report.tabular import csv_text, json_text, or_none, write_texts
from bedmodel.units import number, range_numbers

EMPTY = Cell("")
UNITS = {"fraction": "%, changes in points", "GBPm": "£m"}


def page(split: Split) -> Page:
    """The answer in words, the parts as a table, and what else must be known."""
    return Page(say.heading(split), say.answer(split), say.guide(split), [table(split)], say.notes(split))


def table(split: Split) -> Table:
    """From the first figure part by part to the second; parts that are nothing are left out."""
    unit, drawn, sign = split.metric.unit, bool(split.draws), split.figure.metric in SIGNED
    running = split.start.figure.central
    rows = [[Cell(end_title(split, split.start)), EMPTY, *[EMPTY] * drawn, _cell(split.start.figure, unit, sign=sign)]]
    for part in split.moving:
        running += part.amount.central
        rows.append([Cell(part.title), *_change(part.amount, unit, drawn), Cell(number(running, unit, sign=sign))])
    rows.append([Cell(end_title(split, split.end)), EMPTY, *[EMPTY] * drawn, _cell(split.end.figure, unit, sign=sign)])
    rows.append([Cell("Change"), *_change(split.change, unit, drawn), EMPTY])
    return Table(
        title=f"{split.figure}, {UNITS.get(unit, unit)}",
        heads=["", "Part", *(["Mean of futures"] if drawn else []), "Stands at"],
        rows=rows,
        note=f"{split.figure.metric}: {split.metric.meaning}",
        total_rows=frozenset({0, len(rows) - 2, len(rows) - 1}),
    )


def end_title(split: Split, end: End) -> str:
    """Where a figure stands: its option, or its year."""
    return f"{end.name}, {end.year}" if split.of_options else end.year


def _change(amount: Reading, unit: str, drawn: bool) -> list[Cell]:
    """A part with its P10 to P90, and its mean over the draws."""
    mean = [Cell(number(amount.statistics[1], unit, sign=True))] if drawn else []
    return [_cell(amount, unit, sign=True), *mean]


def _cell(amount: Reading, unit: str, *, sign: bool = False) -> Cell:
    central, _, low, _, high = amount.statistics
    spread = range_numbers(central, low, high, unit, sign=sign) if amount.drawn is not None else ""
    return Cell(number(central, unit, sign=sign), spread)


def record(split: Split) -> dict[str, Any]:
    """What was split and how."""
    figure = split.figure
    tried = {id(end.trials): end.trials for end in say.ends(split)}
    return {
        "figure": str(figure),
        "metric": figure.metric,
        "unit": split.metric.unit,
        "pool": figure.pool,
        "line": figure.line,
        "from": {"scenario": split.start.name, "year": split.start.year},
        "to": {"scenario": split.end.name, "year": split.end.year},
        "method": "additive LMDI-I",
        "version": bedmodel.__version__,
        "seed": split.start.trials.seed,
        "draws": split.draws,
        "answer": say.answer(split),
        "notes": say.notes(split),
        "scenarios": [scenario_record(trials) for trials in tried.values()],
    }


def rows(split: Split) -> Iterator[dict[str, Any]]:
    """The first figure, every part (those that are nothing too), the second figure, and the change."""
    yield _row(split, "start", "", "", end_title(split, split.start), split.start.figure)
    for part in split.parts:
        yield _row(split, "part", part.driver.kind, part.driver.name, part.title, part.amount)
    yield _row(split, "end", "", "", end_title(split, split.end), split.end.figure)
    yield _row(split, "change", "", "", "Change", split.change)


def _row(split: Split, row: str, driver: str, name: str, title: str, amount: Reading) -> dict[str, Any]:
    return {
        "row": row,
        "driver": driver or None,
        "name": name or None,
        "title": title,
        "unit": split.metric.unit,
        **{statistic: or_none(value) for statistic, value in zip(STATISTICS, amount.statistics, strict=True)},
    }


def as_json(split: Split) -> str:
    """`{"bedmodel": 1, "split": {…}, "rows": […]}`, one row a line."""
    return json_text("split", record(split), rows(split))


def as_csv(split: Split) -> str:
    """The same rows as CSV."""
    return csv_text(rows(split))


def write_records(split: Split, folder: Path) -> list[Path]:
    """Write split.csv and split.json into a folder that exists; the paths written."""
    return write_texts({"split.csv": as_csv(split), "split.json": as_json(split)}, folder)
