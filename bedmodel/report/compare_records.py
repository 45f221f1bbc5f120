"""A comparison for programs: JSON and CSV, one row for a figure, an option and a year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bedmodel
from bedmodel.analysis.compare import Against, Compared, Comparison
from bedmodel.metrics import STATISTICS
from bedmodel.report import compare_words
from bedmodel.report.records import scenario_record
from bedmodel.report.tabular import csv_text, json_text, write_texts

NONE: tuple[None, ...] = (None,) * len(STATISTICS)


def comparison_record(comparison: Comparison) -> dict[str, Any]:
    """What was compared and how."""
    return {
        "reference": comparison.against.name,
        "years": list(comparison.years),
        "version": bedmodel.__version__,
        "seed": comparison.against.results.seed,
        "draws": comparison.draws,
        "notes": compare_words.notes(comparison),
        "options": [
            {
                "option": option.name,
                **scenario_record(option.results),
                "warnings": [str(problem) for problem in option.results.warnings],
            }
            for option in comparison.options
        ],
    }


def rows(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """One row for each figure, year and option; null where an option has no such figure."""
    for row in comparison.rows:
        for option, cell in zip(comparison.options, row.options, strict=True):
            found = cell or Compared(NONE)
            against = found.against or Against(NONE)
            yield {
                "option": option.name,
                "reference": comparison.against.name,
                "metric": row.figure.kind.name,
                "unit": row.figure.kind.unit,
                "pool": row.figure.pool,
                "line": row.figure.line,
                "year": row.year,
                **dict(zip(STATISTICS, found.value, strict=True)),
                **{f"difference_{s}": d for s, d in zip(STATISTICS, against.difference, strict=True)},
                "probability_better": against.better,
                "probability_same": against.same,
                "probability_worse": against.worse,
            }


def as_json(comparison: Comparison) -> str:
    """`{"bedmodel": 1, "comparison": {…}, "rows": […]}`, one row a line."""
    return json_text("comparison", comparison_record(comparison), rows(comparison))


def as_csv(comparison: Comparison) -> str:
    """The same rows as CSV."""
    return csv_text(rows(comparison))


def write_records(comparison: Comparison, folder: Path) -> list[Path]:
    """Write compare.csv and compare.json into a folder that exists; the paths written."""
    return write_texts({"compare.csv": as_csv(comparison), "compare.json": as_json(comparison)}, folder)
