"""Switching values for programs: JSON and CSV, one row for each assumption varied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bedmodel.analysis.break_even import BreakEven
from bedmodel.analysis.switching import Solution
from bedmodel.report.records import scenario_record
from bedmodel.report.solve_words import asked_for, sentence
from bedmodel.report.tabular import csv_text, json_text, or_none, write_texts


def solution_record(solution: Solution, curve: BreakEven | None) -> dict[str, Any]:
    """What was asked, of what, and whether it holds."""
    condition = solution.condition
    return {
        **scenario_record(solution.trials),
        "asked": asked_for(solution),
        "figure": str(condition.figure),
        "unit": condition.unit,
        "wanted": " ".join(map(str, condition.wanted)),
        "value": or_none(solution.figure),
        "met": solution.met,
        "sentences": [sentence(solution, switching) for switching in solution.switching],
        "elsewhere": [
            {"path": switching.vary.assumption.path, "title": other.title, "value": other.value, "enough": other.enough}
            for switching in solution.switching
            for other in switching.elsewhere
        ],
        "break_even": None if curve is None else _curve_record(curve),
    }


def _curve_record(curve: BreakEven) -> dict[str, Any]:
    return {
        "first": curve.first.vary.assumption.path,
        "second": curve.second.vary.assumption.path,
        "points": [
            {"first": value, "second": or_none(needed)}
            for value, needed in zip(curve.values.tolist(), curve.needed.tolist(), strict=True)
        ],
    }


def rows(solution: Solution) -> Iterator[dict[str, Any]]:
    """One row for each assumption; null where there is no such number."""
    for switching in solution.switching:
        assumption, futures, nearest = switching.vary.assumption, switching.futures, switching.nearest
        yield {
            "path": assumption.path,
            "title": switching.title,
            "unit": switching.unit,
            "multiple": assumption.values is not None,
            "status": assumption.status,
            "value": switching.value,
            "p10": None if switching.spread is None else switching.spread[0],
            "p90": None if switching.spread is None else switching.spread[1],
            "tried_from": switching.vary.low,
            "tried_to": switching.vary.high,
            "switching_value": None if nearest is None else nearest.value,
            "change": switching.change,
            "rising": None if nearest is None else nearest.rising,
            "jump": None if nearest is None else nearest.jump,
            "all_switching_values": " ".join(repr(crossing.value) for crossing in switching.crossings),
            "figure_least": or_none(switching.figures[0]),
            "figure_greatest": or_none(switching.figures[1]),
            "so_good_in": switching.as_good,
            "futures_p10": None if futures is None else or_none(futures.p10),
            "futures_p50": None if futures is None else or_none(futures.p50),
            "futures_p90": None if futures is None else or_none(futures.p90),
            "futures_solved": None if futures is None else futures.solved,
            "futures_always": None if futures is None else futures.always,
            "futures_never": None if futures is None else futures.never,
        }


def as_json(solution: Solution, curve: BreakEven | None) -> str:
    """`{"bedmodel": 1, "solve": {…}, "rows": […]}`, one row a line."""
    return json_text("solve", solution_record(solution, curve), rows(solution))


def as_csv(solution: Solution) -> str:
    """The same rows as CSV."""
    return csv_text(rows(solution))


def write_records(solution: Solution, curve: BreakEven | None, folder: Path) -> list[Path]:
    """Write solve.csv and solve.json, and the break-even curve, into a folder that exists; the paths written."""
    texts = {"solve.csv": as_csv(solution), "solve.json": as_json(solution, curve)}
    if curve is not None:
        texts["break-even.csv"] = csv_text(_curve_record(curve)["points"])
    return write_texts(texts, folder)
