"""What a check found, for programs: one JSON document."""

from __future__ import annotations

from typing import Any

from bedmodel.checks.check import Checked, Report
from bedmodel.checks.expectations import Outcome
from bedmodel.report.check_words import lock_status
from bedmodel.report.findings import record
from bedmodel.report.tabular import json_text


def as_json(report: Report) -> str:
    """`{"bedmodel": 1, "check": {"code": …, "files": […]}, "rows": […]}`, the rows being all that is wrong."""
    failing = len(report.failing)
    head = {
        "code": report.code,
        "failing": failing,
        "warnings": len(report.problems) - failing,
        "files": [_file(one) for one in report.files],
    }
    return json_text("check", head, (record(problem) for problem in report.problems))


def _file(one: Checked) -> dict[str, Any]:
    held = one.held
    found: dict[str, Any] = {"file": one.file}
    if held is not None:
        found |= {"scenario": held.new.scenario, "draws": held.new.draws, "seed": held.new.seed}
    found["expectations"] = [_expectation(outcome) for outcome in one.outcomes]
    found["lock"] = {"file": str(held.found.path) if held is not None else None, "status": lock_status(one)}
    if held is not None:
        found["lock"] |= {
            "moved": [
                {
                    "section": moved.section,
                    "path": moved.change.path,
                    "kind": moved.change.kind,
                    "place": str(moved.place),
                    "old": moved.change.old,
                    "new": moved.change.new,
                }
                for moved in held.moved
            ],
            "figures": [
                {"figure": s.address, "statistic": s.statistic, "unit": s.unit, "old": s.old, "new": s.new}
                for s in held.shifts
            ],
        }
    return found


def _expectation(outcome: Outcome) -> dict[str, Any]:
    return {
        "path": outcome.path,
        "figure": outcome.address,
        "value": outcome.figure,
        "held": outcome.held,
        "fails": outcome.fails,
        "sentence": outcome.sentence,
        "because": outcome.expectation.because,
    }
