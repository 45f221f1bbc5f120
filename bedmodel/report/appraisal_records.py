"""An appraisal for programs: JSON and CSV, one row a figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bedmodel
from bedmodel.analysis.appraisal_streams import APART, CLASSES, RISK
from bedmodel.analysis.appraise import Appraisal, Option
from bedmodel.analysis.kinds import summarised
from bedmodel.analysis.ranking import Ranking
from bedmodel.metrics import STATISTICS
from bedmodel.report.appraisal_page import cash_lines
from bedmodel.report.appraisal_words import answers, notes
from bedmodel.report.records import scenario_record
from bedmodel.report.tabular import csv_text, json_text, or_none, write_texts


def appraisal_record(appraisal: Appraisal, ranking: Ranking) -> dict[str, Any]:
    """What was appraised and how, and the answer in words."""
    return {
        "reference": appraisal.reference.name,
        "years": appraisal.years,
        "first_year": appraisal.year(1),
        "last_year": appraisal.last,
        "prices": f"real {appraisal.baseline}",
        "annuity": appraisal.annuity,
        "version": bedmodel.__version__,
        "seed": appraisal.seed,
        "draws": appraisal.draws,
        "order": [appraisal.options[number].name for number in ranking.order],
        "probability_best_beats_second": or_none(ranking.beats_second),
        "answer": answers(appraisal, ranking),
        "notes": notes(appraisal),
        "options": [
            {
                "option": option.name,
                **scenario_record(option.trials),
                "warnings": [str(problem) for problem in option.trials.scenario.warnings],
            }
            for option in appraisal.options
        ],
    }


def rows(appraisal: Appraisal, ranking: Ranking) -> Iterator[dict[str, Any]]:
    """One row a figure. `kind`: value, class, apart, cash, switch-class, switch-number; null where there is none.

    For a switch `central` is what the class must change by, or the value that the number must have; `now` is what it
    is, `then` the option that comes first, `beyond` how often its own spread takes it past that value.
    """
    for number, option in enumerate(appraisal.options):
        yield from _values(appraisal, ranking, number)
        for at, of in enumerate(CLASSES):
            p10, p90 = option.class_ends[:, at].tolist()
            numbers = (float(option.classes[at]), None, or_none(p10), None, or_none(p90))
            yield _row(option, "class", of.key, of.title, "GBPm", numbers)
        drawn = summarised(option.risk) if option.risk.size else (None,) * 4
        yield _row(option, "class", RISK.key, RISK.title, "GBPm", (option.expected_risk, *drawn))
        for key, title in APART.items():
            yield _row(option, "apart", key, title, "GBPm", (option.apart[key],))
        yield _row(
            option, "apart", "unpublished", "Savings whose size was solved for", "GBPm", (option.unpublished_more,)
        )
        for title, cash in cash_lines(appraisal, option):
            for year, value in zip(appraisal.plan, cash.tolist(), strict=True):
                yield _row(option, "cash", title, title, "GBPm", (value,), year=year)
    best = appraisal.options[ranking.order[0]]
    for by_class in ranking.classes:
        yield _row(
            best, "switch-class", by_class.of.key, by_class.of.title, "fraction", (by_class.change,), then=by_class.then
        )
    for switch in ranking.assumptions:
        more = {"now": switch.centre, "then": switch.then or None, "beyond": switch.beyond}
        path = switch.assumption.path
        yield _row(best, "switch-number", path, switch.title, switch.unit, (switch.value,), **more)


def _values(appraisal: Appraisal, ranking: Ranking, number: int) -> Iterator[dict[str, Any]]:
    """The figures by which an option is judged."""
    option = appraisal.options[number]
    statistics = tuple(map(or_none, option.statistics))
    payback = None if option.payback is None else float(option.payback)
    for key, title, unit, numbers in (
        ("npsv", "Net present social value", "GBPm", statistics),
        ("npsc", "Net present social cost", "GBPm", (option.cost,)),
        ("benefits", "Present value of benefits", "GBPm", (option.benefit,)),
        ("bcr", "Benefits for each £1 of cost", "ratio", (or_none(option.ratio),)),
        ("eac", "Equivalent annual cost", "GBPm", (appraisal.yearly(option.cost),)),
        ("payback", "Years until it has paid back", "years", (payback,)),
        ("npsv_lower_rates", "Net present social value at the lower rates", "GBPm", (option.lower,)),
        (
            "probability_best",
            "Share of the futures in which it is best",
            "fraction",
            (or_none(ranking.shares[number]),),
        ),
        ("rank", "Rank", "ratio", (float(ranking.place(number)),)),
        ("beds_short", f"Beds too few in {appraisal.plan[-1]}", "beds", (option.beds_short,)),
    ):
        yield _row(option, "value", key, title, unit, numbers)


def _row(
    option: Option, kind: str, item: str, title: str, unit: str, numbers: tuple[float | None, ...], **more: Any
) -> dict[str, Any]:
    full = (*numbers, *[None] * (len(STATISTICS) - len(numbers)))
    return {
        "option": option.name,
        "kind": kind,
        "item": item,
        "title": title,
        "unit": unit,
        "year": more.get("year"),
        **dict(zip(STATISTICS, full, strict=True)),
        "now": more.get("now"),
        "then": more.get("then"),
        "beyond": more.get("beyond"),
    }


def as_json(appraisal: Appraisal, ranking: Ranking) -> str:
    """`{"bedmodel": 1, "appraisal": {…}, "rows": […]}`, one row a line."""
    return json_text("appraisal", appraisal_record(appraisal, ranking), rows(appraisal, ranking))


def as_csv(appraisal: Appraisal, ranking: Ranking) -> str:
    """The same rows as CSV."""
    return csv_text(rows(appraisal, ranking))


def write_records(appraisal: Appraisal, ranking: Ranking, folder: Path) -> list[Path]:
    """Write appraise.csv and appraise.json into a folder that exists; the paths written."""
    texts = {"appraise.csv": as_csv(appraisal, ranking), "appraise.json": as_json(appraisal, ranking)}
    return write_texts(texts, folder)
