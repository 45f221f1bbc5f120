"""Standards of access as rows for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import bedmodel
from bedmodel.analysis.divisions import DIVIDED
from bedmodel.analysis.held import FIGURES, Standard
from bedmodel.analysis.kinds import NOTHING, Reading
from bedmodel.analysis.standards import Access, Apart, PoolHeld
from bedmodel.metrics import STATISTICS
from bedmodel.report import standards_words as say
from bedmodel.report.records import scenario_record
from bedmodel.report.tabular import csv_text, json_text, or_none, write_texts


def record(access: Access) -> dict[str, Any]:
    """What was asked and how it was answered."""
    return {
        "year": access.year,
        "pools": [pool.name for pool in access.pools],
        "method": "Erlang B; Hayward's approximation where the variance ratio exceeds 1",
        "version": bedmodel.__version__,
        "seed": access.trials.seed,
        "draws": access.trials.draws,
        "divisions": [_division(pool, apart) for pool in access.pools for apart in pool.apart],
        "answer": say.answer(access),
        "notes": say.notes(access),
        "scenario": scenario_record(access.trials),
    }


def _division(pool: PoolHeld, apart: Apart) -> dict[str, Any]:
    division = apart.division
    return {
        "pool": pool.name,
        "kind": division.kind,
        "units": division.count,
        "titles": list(division.titles),
        "ward_size": division.ward_size or None,
        "ward_size_given": division.given,
    }


def rows(access: Access) -> Iterator[dict[str, Any]]:
    """The beds under each standard and those open, then those of undivided and divided pools, then the sizes.

    Beds are not rounded, but for those in whole beds.
    """
    for pool in access.pools:
        for held in pool.rows:
            kind = "open" if held.standard is None else "standard"
            yield from _rows(kind, pool.name, "", held.standard, held.figures, FIGURES)
        for apart in pool.apart:
            for row in apart.rows:
                yield from _rows("divided", pool.name, apart.division.kind, row.standard, row.figures, DIVIDED)
            yield _row("divided open", pool.name, apart.division.kind, None, "refused", "fraction", apart.refused)
    for size in access.sizes:
        for limit, refused, over in zip(access.occupancies, size.refused, size.days_over, strict=True):
            tried = Standard("occupancy", limit)
            yield _row("size", "", "", tried, "refused", "fraction", _alone(refused), size.beds)
            yield _row("size", "", "", tried, "days_over", "days/year", _alone(over), size.beds)
        asked = Standard("refusal", access.refused)
        yield _row("size", "", "", asked, "occupancy", "fraction", _alone(size.fullest), size.beds)


def _rows(
    row: str,
    pool: str,
    division: str,
    standard: Standard | None,
    figures: Mapping[str, Reading],
    units: Mapping[str, str],
) -> Iterator[dict[str, Any]]:
    for figure, reading in figures.items():
        yield _row(row, pool, division, standard, figure, units[figure], reading)


def _row(
    row: str,
    pool: str,
    division: str,
    standard: Standard | None,
    figure: str,
    unit: str,
    reading: Reading,
    size: int | None = None,
) -> dict[str, Any]:
    return {
        "row": row,
        "pool": pool or None,
        "division": division or None,
        "size": size,
        "standard": standard.kind if standard else None,
        "limit": standard.limit if standard else None,
        "own": standard.own if standard else None,
        "figure": figure,
        "unit": unit,
        **{name: or_none(value) for name, value in zip(STATISTICS, reading.statistics, strict=True)},
    }


def _alone(value: float) -> Reading:
    return Reading(value, None, (value, *[NOTHING] * 4))


def as_json(access: Access) -> str:
    """`{"bedmodel": 1, "standards": {…}, "rows": […]}`, one row a line."""
    return json_text("standards", record(access), rows(access))


def as_csv(access: Access) -> str:
    """The same rows as CSV."""
    return csv_text(rows(access))


def write_records(access: Access, folder: Path) -> list[Path]:
    """Write standards.csv and standards.json into a folder that exists; the paths written."""
    return write_texts({"standards.csv": as_csv(access), "standards.json": as_json(access)}, folder)
