"""Results for programs: JSON, CSV and the run record. The same run gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

import bedmodel
from bedmodel.checks.expectations import evaluate
from bedmodel.figures import line_titles
from bedmodel.metrics import ALL, Selector
from bedmodel.report.assumption_words import file_name
from bedmodel.report.tabular import csv_text, json_text, or_none, write_texts
from bedmodel.results import Results, Solved
from bedmodel.scenario.scenario import Scenario


class Ran(Protocol):
    """Anything that a scenario has been run for."""

    @property
    def scenario(self) -> Scenario:
        """What was run."""
        ...

    @property
    def solved(self) -> Sequence[Solved]:
        """What was solved in it."""
        ...

    @property
    def seed(self) -> int:
        """Which futures."""
        ...

    @property
    def draws(self) -> int:
        """How many of them."""
        ...


def run_record(results: Results) -> dict[str, Any]:
    """What was run and how: enough to run it again and to see what was believed."""
    return {
        **scenario_record(results),
        "expectations": [
            {
                "figure": outcome.address,
                "value": outcome.figure,
                "held": outcome.held,
                "restates": outcome.restates,
                "severity": outcome.expectation.severity,
                "sentence": outcome.sentence,
                "because": outcome.expectation.because,
                "place": str(outcome.expectation.place),
            }
            for outcome in evaluate(results)
        ],
        "probabilities": _probabilities(results),
        "register": _register(results),
        "warnings": [str(problem) for problem in results.warnings],
    }


def scenario_record(results: Ran) -> dict[str, Any]:
    """The scenario that was run, with what it rests on and what was solved."""
    scenario, header = results.scenario, results.scenario.content.scenario
    return {
        "id": header.id,
        "title": header.title,
        "file": file_name(scenario.file),
        "baseline": header.baseline,
        "horizon": header.horizon,
        "prices": header.prices,
        "status": header.status,
        "hash": f"sha256:{scenario.hash}",
        "version": bedmodel.__version__,
        "seed": results.seed,
        "draws": results.draws,
        "settings": list(results.scenario.settings),
        "recalibrated": results.scenario.recalibrated,
        "assumptions": dict(sorted(scenario.statuses().items())),
        "solved": [
            {
                "path": s.path,
                "value": s.value,
                "unit": s.unit,
                "in_words": s.calibration.in_words,
                "solved_in": file_name(s.solved_in),
                "inherited": s.inherited,
                "figure": s.figure,
                "target": s.target,
                "reached": or_none(s.reached),
            }
            for s in results.solved
        ],
        "unknown": [
            {"path": u.path, "title": u.title, "place": str(u.place), "set_aside": [part.path for part in u.set_aside]}
            for u in scenario.unknown
        ],
    }


def _probabilities(results: Results) -> dict[str, float]:
    """How likely the headline events are in the final year, as shares of the draws."""
    if not results.draws:
        return {}
    year = results.years[-1]
    found: dict[str, float] = {}
    for line in line_titles(results.scenario, "workforce.stock_gap"):
        staff = Selector("workforce.stock_gap", line=line, year=year)
        found[f"{staff} < 0"] = results.probability(staff, below=0.0)
    if not results.scenario.content.pools:
        return found | _of_money(results, year)
    for pool in (ALL, *results.scenario.content.pools):
        selector = Selector("beds.gap", pool=pool, year=year)
        found[f"{selector} < 0"] = results.probability(selector, below=0.0)
    enough = results.enough_beds()
    found[f"beds.gap >= 0 in every pool in {year}"] = float(enough.mean())
    if results.has("finance.gap"):
        found |= _of_money(results, year)
        both = results.no_shortfall() & enough
        found[f"finance.gap <= 0 and beds.gap >= 0 in every pool in {year}"] = float(both.mean())
    return found


def _register(results: Results) -> dict[str, Any] | None:
    """The risk register with its effects; positive = worse."""
    register = results.register
    if register is None:
        return None
    return {
        "risks": [
            {
                "id": risk.name,
                "title": risk.title,
                "owner": risk.owner,
                "mitigation": risk.mitigation,
                "struck": risk.struck,
                "effects": {
                    str(selector): {
                        "expected": effect.expected,
                        "if_it_strikes": or_none(effect.if_it_strikes),
                        "p80": effect.p80,
                    }
                    for selector, effect in risk.effects.items()
                },
            }
            for risk in register.risks
        ],
        "expected": {str(selector): value for selector, value in register.expected.items()},
        "contingency": {
            str(selector): {f"p{share * 100:.0f}": value for share, value in levels.items()}
            for selector, levels in register.contingency.items()
        },
    }


def _of_money(results: Results, year: str) -> dict[str, float]:
    if not results.has("finance.gap"):
        return {}
    return {f"finance.gap[year={year}] <= 0": float(results.no_shortfall().mean())}


def as_json(results: Results) -> str:
    """`{"bedmodel": 1, "scenario": {…}, "rows": […]}`, one row a line."""
    return json_text("scenario", run_record(results), map(asdict, results.rows()))


def as_csv(results: Results) -> str:
    """The rows as CSV, one figure of one year a line."""
    return csv_text(map(asdict, results.rows()))


def write_records(results: Results, folder: Path) -> list[Path]:
    """Write results.csv, results.json and run.json into a folder that exists; the paths written."""
    texts = {
        "results.csv": as_csv(results),
        "results.json": as_json(results),
        "run.json": json.dumps(run_record(results), ensure_ascii=False, allow_nan=False, indent=2) + "\n",
    }
    return write_texts(texts, folder)
