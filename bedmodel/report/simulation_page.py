"""A simulation as a page and as rows: each figure with its interval, and the closed form beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

import bedmodel
from bedmodel.analysis.simulate import Finding, Simulation
from bedmodel.report import simulation_words as say
from bedmodel.report.cells import Cell, Table
from bedmodel.report.page import Page
from bedmodel.report.records import scenario_record
from bedmodel.report.tabular import csv_text, json_text, or_none, write_texts
from bedmodel.units import number
from bedmodel.years import MONTHS

QUANTILES = (0.1, 0.5, 0.9)
MONTH_NOTE = (
    "Patients: in at midnight. Occupancy: these ÷ beds. Days over: patients who need a bed are more than the beds."
)


def page(found: Simulation) -> Page:
    """The answer in words, every figure beside its closed form, the months, and what else must be known."""
    tables = [figures(found), months(found)]
    return Page(say.heading(found), say.answer(found), say.guide(found), tables, say.notes(found))


def figures(found: Simulation) -> Table:
    """Each figure with its 95% interval, its closed form, the difference, and what that is meant to be within."""
    rows = []
    for finding in say.shown(found):
        name, estimate = finding.name, finding.estimate
        row = [Cell(say.title(found, name)), Cell(say.value(name, estimate.mean), say.interval(name, estimate))]
        rows.append([*row, Cell(say.value(name, finding.formula)), _difference(finding), Cell(_meant(finding))])
    return Table(
        title=f"Simulated, and by closed form; {'a year' if found.setup.whole_years else 'the days simulated'}",
        heads=["", "Simulated", "Closed form", "Difference", "Meant to be\nwithin"],
        rows=rows,
        note="Difference: closed form less simulated, in per cent of it and in its standard errors (SE); three of them "
        "may come on top of what it is meant to be within, by chance.",
    )


def _difference(finding: Finding) -> Cell:
    if np.isnan(finding.difference):
        return Cell("–")
    parts = []
    if finding.estimate.mean != 0.0:
        parts.append(f"{number(finding.difference / finding.estimate.mean, 'fraction', sign=True)}%")
    if not np.isnan(finding.errors):
        parts.append(f"{number(finding.errors, 'years', sign=True)} SE")
    return Cell(say.value(finding.name, finding.difference, sign=True), ", ".join(parts))


def _meant(finding: Finding) -> str:
    if finding.tolerance is None or finding.agrees is None:
        return "–"
    absolute = say.value(finding.name, finding.tolerance.absolute)
    relative = f"{finding.tolerance.relative * 100:g}%" if finding.tolerance.relative else ""
    return f"{relative} or {absolute}" if relative else absolute


def months(found: Simulation) -> Table:
    """How full each month is, and how many of its days have more patients than beds."""
    setup, outcome = found.setup, found.outcome
    rows = []
    for month, name in enumerate(MONTHS):
        inside = setup.month == month
        if inside.any():
            patients = float(outcome.count[:, inside].mean())
            over = found.over[:, inside].sum() / setup.asked.replications
            cells = (number(patients, "patients"), number(patients / setup.beds, "fraction"), number(over, "days/year"))
            rows.append([Cell(name), *map(Cell, cells)])
    return Table("Month by month", ["", "Patients", "Occupancy, %", "Days over"], rows, MONTH_NOTE)


def record(found: Simulation) -> dict[str, Any]:
    """What was simulated and how."""
    setup, asked = found.setup, found.setup.asked
    return {
        "pool": asked.pool,
        "year": asked.year,
        "days": asked.days,
        "replications": asked.replications,
        "when_full": asked.when_full,
        "stay": asked.stay,
        "stay_variation": setup.shape.variation,
        "length_of_stay": setup.nights,
        "beds": setup.beds,
        "patients_at_midnight": setup.need,
        "variance_ratio": setup.ratio,
        "arrivals_dispersion": setup.ward.dispersion,
        "warm_up_days": setup.warm_up,
        "whole_years": setup.whole_years,
        "winters_with_a_day_over": int(found.winters.sum()),
        "winters": int(found.winters.size),
        "version": bedmodel.__version__,
        "seed": setup.trials.seed,
        "answer": say.answer(found),
        "notes": say.notes(found),
        "scenarios": [scenario_record(setup.trials)],
    }


def rows(found: Simulation) -> Iterator[dict[str, Any]]:
    """Every figure, those that are nothing by the choice of what happens when full among them."""
    for finding in found.findings:
        estimate, tolerance = finding.estimate, finding.tolerance
        unit = say.UNITS[finding.name]
        yield {
            "figure": finding.name,
            "title": say.title(found, finding.name).removesuffix(", %"),
            "unit": unit if found.setup.whole_years else unit.removesuffix("/year"),
            "simulated": estimate.mean,
            "standard_error": or_none(estimate.error),
            "low": or_none(estimate.low),
            "high": or_none(estimate.high),
            "closed_form": or_none(finding.formula),
            "difference": or_none(finding.difference),
            "difference_in_standard_errors": or_none(finding.errors),
            "tolerance": None if tolerance is None or np.isnan(finding.formula) else tolerance.of(estimate.mean),
            "agrees": finding.agrees,
        }


def days(found: Simulation) -> Iterator[dict[str, Any]]:
    """Every simulated day: the spread of the midnight count, and how often it is over."""
    outcome = found.outcome
    spread = np.quantile(outcome.count, QUANTILES, axis=0)
    for at, date in enumerate(found.setup.dates):
        yield {
            "date": str(date),
            "mean": float(outcome.count[:, at].mean()),
            **{f"p{round(100 * share)}": float(spread[row, at]) for row, share in enumerate(QUANTILES)},
            "beds": found.setup.beds,
            "share_over": float(found.over[:, at].mean()),
            "turned_away": float(outcome.turned_away[:, at].mean()),
        }


def as_json(found: Simulation) -> str:
    """`{"bedmodel": 1, "simulate": {…}, "rows": […]}`, one row a line."""
    return json_text("simulate", record(found), rows(found))


def as_csv(found: Simulation) -> str:
    """The same rows as CSV."""
    return csv_text(rows(found))


def write_records(found: Simulation, folder: Path) -> list[Path]:
    """Write simulate.csv, simulate.json and simulate-days.csv into a folder that exists; the paths written."""
    texts = {"simulate.csv": as_csv(found), "simulate.json": as_json(found), "simulate-days.csv": csv_text(days(found))}
    return write_texts(texts, folder)
