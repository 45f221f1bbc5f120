"""A back-test as a page and as rows: each series year by year, and its scores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bedmodel
from bedmodel.analysis.backtest import Backtest, Course, Score, Tested
from bedmodel.metrics import METRICS, STATISTICS
from bedmodel.report import backtest_words as say
from bedmodel.report.cells import Cell, Table
from bedmodel.report.page import Page
from bedmodel.report.records import scenario_record
from bedmodel.report.tabular import csv_text, json_text, or_none, write_texts
from bedmodel.units import number

NONE = Cell("–")
MARK = "*"
"""Beside a year of the pandemic."""


def page(found: Backtest) -> Page:
    """The answer in words, a table for each series, the scores, and what else must be known."""
    tables = [*(table(found, course) for course in found.courses), scores(found)]
    return Page(say.heading(found), say.answer(found), say.guide(found), tables, say.notes(found))


def table(found: Backtest, course: Course) -> Table:
    """A series year by year: projected with its band, published, the error, whether the band held, the plan."""
    planned = found.plan is not None
    heads = ["Year", "Projected", *(["P50"] if found.draws else []), "Published", "Error"]
    heads += [*([] if course.in_points else ["in beds"]), *(["In band"] if found.draws else [])]
    if planned:
        heads.append("Plan")
    rows = []
    for year in course.years:
        row = [Cell(year.year + (MARK if year.pandemic else "")), _projected(course, year)]
        row += [Cell(_written(course, year.projected[3]))] if found.draws else []
        row += [Cell(_written(course, year.actual)), Cell(say.points(year.error, sign=True))]
        if year.error_in_beds is not None:
            row.append(Cell(number(year.error_in_beds, "beds", sign=True)))
        row += [_yes(year.inside)] if found.draws else []
        if planned:
            row.append(NONE if year.plan is None else Cell(_written(course, year.plan)))
        rows.append(row)
    unit = f"points since {found.base}" if course.in_points else f"{found.base} = 100"
    title = f"{course.series.metric}[pool={course.pool}], {unit}"
    return Table(title, heads, rows, note=f"Published: {course.series.definition}, {course.series.area}.")


def _written(course: Course, value: float) -> str:
    return say.points(value, sign=course.in_points)


def _projected(course: Course, year: Tested) -> Cell:
    central, _, low, _, high = year.projected
    if year.inside is None:
        return Cell(_written(course, central))
    return Cell(_written(course, central), f"{_written(course, low)} to {_written(course, high)}")


def _yes(inside: bool | None) -> Cell:
    return NONE if inside is None else Cell("yes" if inside else "no")


def scores(found: Backtest) -> Table:
    """Each series, all years and without the pandemic's: coverage, errors, what no change would have missed by."""
    heads = ["Score, in points", "Years", "In band", "Mean error", "Mean absolute\nerror", "No change", "CRPS"]
    rows = []
    for course in found.courses:
        every, calm = course.score(pandemic=True), course.score(pandemic=False)
        label = say.label(found, course)
        for title, score in ((f"{label}: all years", every), (f"{label}: without the pandemic", calm)):
            if score is not None and not (score is calm and every is not None and calm == every):
                rows.append([Cell(title), *_score(score)])
    note = "No change: mean absolute error of saying that nothing changes. Mean error: negative = too little projected."
    if found.draws:
        note += (
            " CRPS: how far off all futures together are, in points, lower is better: their mean distance from what "
        )
        note += "came, less half of that between them."
    return Table("How near it came", heads, rows, note=note)


def _score(score: Score) -> list[Cell]:
    covered = NONE if score.inside is None else Cell(f"{score.inside} of {score.years}")
    ranked = NONE if score.crps is None else Cell(say.points(score.crps))
    errors = (
        say.points(score.mean_error, sign=True),
        say.points(score.mean_absolute_error),
        say.points(score.no_change),
    )
    return [Cell(str(score.years)), covered, *map(Cell, errors), ranked]


def record(found: Backtest) -> dict[str, Any]:
    """What was tested and how."""
    return {
        "base": found.base,
        "band": [0.1, 0.9],
        "version": bedmodel.__version__,
        "seed": found.trials.seed,
        "draws": found.draws,
        "answer": say.answer(found),
        "notes": say.notes(found),
        "series": [_series_record(course) for course in found.courses],
        "scenario": scenario_record(found.trials),
        "plan": None if found.plan is None else scenario_record(found.plan),
    }


def _series_record(course: Course) -> dict[str, Any]:
    every, calm = course.score(pandemic=True), course.score(pandemic=False)
    return {
        "metric": course.series.metric,
        "pool": course.pool,
        "area": course.series.area,
        "definition": course.series.definition,
        "sources": list(course.series.sources),
        "unit": _unit(course),
        "base_published": course.base,
        "base_modelled": course.modelled,
        "all_years": None if every is None else vars(every),
        "without_pandemic": None if calm is None else vars(calm),
    }


def _unit(course: Course) -> str:
    return "points" if course.in_points else "index, base = 100"


def rows(found: Backtest) -> Iterator[dict[str, Any]]:
    """One row a series and year; `published` is the figure itself in its own unit."""
    for course in found.courses:
        for year in course.years:
            yield {
                "metric": course.series.metric,
                "pool": course.pool,
                "area": course.series.area,
                "definition": course.series.definition,
                "year": year.year,
                "pandemic": year.pandemic,
                "unit": _unit(course),
                **{name: or_none(value) for name, value in zip(STATISTICS, year.projected, strict=True)},
                "actual": year.actual,
                "error": year.error,
                "error_in_beds": year.error_in_beds,
                "inside": year.inside,
                "crps": year.crps,
                "plan": year.plan,
                "published": course.series.values[year.year],
                "published_unit": METRICS[course.series.metric].unit,
            }


def as_json(found: Backtest) -> str:
    """`{"bedmodel": 1, "backtest": {…}, "rows": […]}`, one row a line."""
    return json_text("backtest", record(found), rows(found))


def as_csv(found: Backtest) -> str:
    """The same rows as CSV."""
    return csv_text(rows(found))


def write_records(found: Backtest, folder: Path) -> list[Path]:
    """Write backtest.csv and backtest.json into a folder that exists; the paths written."""
    return write_texts({"backtest.csv": as_csv(found), "backtest.json": as_json(found)}, folder)
