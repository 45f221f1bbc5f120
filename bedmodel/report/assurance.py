"""The assurance statement: what a person who has to vouch for figures must know, and where to sign.

Nothing is signed here: who did what, and when, is left for people to fill in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import bedmodel
from bedmodel.analysis.assumption_log import Entry, Log
from bedmodel.analysis.backing import Backing
from bedmodel.analysis.data_log import DataLog
from bedmodel.analysis.tornado import least
from bedmodel.checks.expectations import Outcome, evaluate, in_words
from bedmodel.checks.oracles import Verdict
from bedmodel.metrics import Selector
from bedmodel.report import assumption_log, data_log, doctor_page, words
from bedmodel.report.assumption_words import file_name
from bedmodel.report.cells import Cell, Table, folded
from bedmodel.report.figure_words import figure_words
from bedmodel.report.limits import IS, IS_NOT, LIMITS, MODEL
from bedmodel.report.page import Page
from bedmodel.report.page_markdown import page_markdown
from bedmodel.report.records import run_record
from bedmodel.report.sensitivity_words import percent
from bedmodel.report.tabular import json_text
from bedmodel.report.unknowns import left_out, unknown_beds
from bedmodel.results import Results
from bedmodel.scenario.quantity import Status

NAMES = 32
"""Columns of the screen for the names of several numbers."""
CONFIDENCE = ("high", "medium", "low", None)
SIGNATORIES = (
    "Who commissioned the analysis",
    "Who did it",
    "Who checked it, and took no part in it",
    "Who answers for its use",
)
UNCHECKED = "The scenario states no expectations, so that none of its figures is checked."
SET = "What the scenario expects of its figures is not judged where values are set on the command line."
HELD = {True: "holds", False: "DOES NOT HOLD", None: "not judged"}


@dataclass(frozen=True)
class Assurance:
    """Everything that the statement rests on."""

    results: Results
    log: Log
    data: DataLog
    backing: Sequence[Backing]
    verdicts: Sequence[Verdict]


def page(found: Assurance) -> Page:
    """The statement."""
    results = found.results
    outcomes = evaluate(results)
    tables = [
        _numbers(found),
        *_variance(found),
        *_expectations(outcomes),
        *_unknown(found),
        _limits(),
        doctor_page.oracle_table(found.verdicts),
        _to_sign(),
    ]
    return Page(heading(found), answer(found, outcomes), doctor_page.GUIDE, tables, notes(found))


def heading(found: Assurance) -> str:
    """What this is."""
    return f"Assurance statement: {found.results.scenario.content.scenario.title}"


def answer(found: Assurance, outcomes: list[Outcome]) -> list[str]:
    """What the model is, what was run, and what it rests on."""
    results, header = found.results, found.results.scenario.content.scenario
    sentences = [
        f"{IS} {IS_NOT}",
        f"Run: {header.id}, {header.baseline} to {header.horizon}, {header.status}; bedmodel {bedmodel.__version__}; "
        f"{results.draws:,} draws, seed {results.seed}; fingerprint of what the scenario says "
        f"{results.scenario.hash[:16]}.",
        *assumption_log.answer(found.log),
        *data_log.answer(found.data),
        in_words(outcomes) or (SET if results.scenario.settings else UNCHECKED),
        doctor_page.published(bedmodel.__version__, found.verdicts),
    ]
    missing = len(results.scenario.unknown)
    if missing:
        sentences.append(
            f"{missing} number{'s' * (missing > 1)} that no document gives {'are' if missing > 1 else 'is'} left out."
        )
    return sentences


def notes(found: Assurance) -> list[str]:
    """What else must be known."""
    results = found.results
    settings = [words.settings(results) + "."] if results.scenario.settings else []
    return [
        *settings,
        *(
            problem.message if not problem.path else f"{problem.path}: {problem.message}"
            for problem in results.warnings
        ),
        words.enough_draws(results),
        "bedmodel doctor puts the published questions to the version that is installed, and names what it runs on. The "
        "assumptions log and the data log go with this statement.",
    ]


def _numbers(found: Assurance) -> Table:
    """How the numbers that the run rests on are backed, and how sure their authors are."""
    counts = Counter(
        (e.account.assumption.status, e.account.assumption.confidence)
        for e in found.log.entries
        if e.account.role == "model"
    )
    statuses: list[Status] = ["sourced", "derived", "assumed", "solved", "set", "unknown"]
    rows = [
        [
            Cell(status),
            Cell(str(sum(count for (of, _), count in counts.items() if of == status))),
            *(Cell(str(sum(n for pair, n in counts.items() if pair == (status, sure)))) for sure in CONFIDENCE),
        ]
        for status in statuses
        if any(of == status for of, _ in counts)
    ]
    total = [Cell("All"), Cell(str(counts.total()))]
    total += [Cell(str(sum(n for (_, c), n in counts.items() if c == confidence))) for confidence in CONFIDENCE]
    heads = ["Backed", "Numbers", "High", "Medium", "Low", "Not stated"]
    title = "What the run rests on, by how its numbers are backed and by confidence"
    return Table(title, heads, [*rows, total], total_rows=frozenset({len(rows)}))


def _variance(found: Assurance) -> list[Table]:
    """What assumed numbers make of the uncertainty of the headline, and which of them have no range to make any."""
    rows = [
        [
            Cell(figure_words(found.results.scenario, selector)),
            _share(backing, bare=not without),
            Cell(
                folded(f"{len(without)}: {'; '.join(e.account.title for e in without)}", NAMES) if without else "none"
            ),
        ]
        for selector, backing, without in _backed(found)
    ]
    note = (
        "Share of variance: of assumed numbers with a stated range, all together; in brackets the 95% interval. "
        "Numbers without a range do not vary, and are not in it: those beside it move the figure all the same, when "
        "they are moved by a tenth."
    )
    title = "How much of the uncertainty comes from numbers that no source gives"
    heads = ["Figure", "Share of variance", folded("Assumed or solved, without a range", NAMES)]
    return [Table(title, heads, rows, note, words=frozenset({2}))] if rows else []


def _backed(found: Assurance) -> Iterator[tuple[Selector, Backing | None, list[Entry]]]:
    """Each figure with its share of variance, none where it does not vary, and the numbers that no evidence gives."""
    shares = {backing.selector: backing for backing in found.backing}
    for at, selector in enumerate(found.log.selectors):
        entries = [e for e in found.log.entries if e.unvouched and e.bars[at].width >= least(selector)]
        yield selector, shares.get(selector), entries


def _share(backing: Backing | None, *, bare: bool) -> Cell:
    """A share of variance with its interval; unless it may stand bare, of what it is a share."""
    if backing is None:
        return Cell("does not vary")
    spread = "" if backing.low == backing.high else f"{percent(backing.low)}–{percent(min(backing.high, 1.0))}"
    return Cell(f"{percent(backing.alone)}{'' if bare else ' of what varies'}", spread)


def _expectations(outcomes: Sequence[Outcome]) -> list[Table]:
    rows = [
        [
            Cell(f"{outcome.sentence}.", outcome.expectation.because),
            Cell(HELD[outcome.held] + (", as it must" if outcome.held and outcome.restates else "")),
        ]
        for outcome in outcomes
    ]
    note = "As it must: it restates what the file states or solves for, and so is no finding."
    return [Table("What the scenario expects of its figures", ["Expected", ""], rows, note)] if rows else []


def _unknown(found: Assurance) -> list[Table]:
    rows = [[Cell(text)] for text in [*unknown_beds(found.results), *left_out(found.results)]]
    return [Table("Not known, and so not in the figures", ["What"], rows)] if rows else []


def _limits() -> Table:
    rows = [[Cell(limit), Cell(f"{MODEL}: {where}")] for limit, where in LIMITS]
    return Table("Known limits", ["Limit", "Described in"], rows, words=frozenset({1}))


def _to_sign() -> Table:
    rows = [[Cell(who), *(Cell("") for _ in range(3))] for who in SIGNATORIES]
    note = "To be filled in by those named; the program fills in nothing."
    return Table("Sign-off", ["Role", "Name", "Date", "Signature"], rows, note, words=frozenset({1, 2, 3}))


def as_markdown(found: Assurance) -> str:
    """The statement as Markdown."""
    return page_markdown(page(found))


def as_json(found: Assurance) -> str:
    """`{"bedmodel": 1, "assurance": {…}, "rows": […]}`, one published answer a line."""
    results = found.results
    head: dict[str, Any] = {
        "scenario": run_record(results),
        "answer": answer(found, evaluate(results)),
        "oracles": {
            "asked": len(found.verdicts),
            "failed": [verdict.oracle.name for verdict in found.verdicts if not verdict.passed],
        },
        "variance_from_unsourced": [
            {
                "metric": str(selector),
                "share": backing and backing.alone,
                "low": backing and backing.low,
                "high": backing and backing.high,
                "without_range": [entry.account.path for entry in without],
            }
            for selector, backing, without in _backed(found)
        ],
        "files": [
            {"file": file_name(file.file, results.scenario.file), "role": file.role, "sha256": file.sha256}
            for file in found.data.files
        ],
        "limits": [{"limit": limit, "described_in": f"{MODEL}: {where}"} for limit, where in LIMITS],
        "sign_off": [{"role": who, "name": None, "date": None} for who in SIGNATORIES],
        "notes": notes(found),
    }
    return json_text("assurance", head, doctor_page.rows(found.verdicts))
