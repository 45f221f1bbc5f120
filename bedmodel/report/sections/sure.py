"""How sure are these figures? Futures, what was solved for, what is left out, what was set."""

from __future__ import annotations

from bedmodel.checks.expectations import evaluate, in_words
from bedmodel.report import solved_words, words
from bedmodel.report.answers import Said
from bedmodel.report.dossier import Section
from bedmodel.report.sections.given import Given
from bedmodel.report.tables import support_table
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out


def sure(given: Given) -> Section:
    """What must be known before any figure is quoted."""
    results = given.results
    outcomes = evaluate(results)
    said = [
        words.reading_guide(results),
        words.enough_draws(results),
        solved_words.by_construction(results),
        *(f"{LEFT_OUT_HEAD} {text}" for text in left_out(results)),
        in_words(outcomes) if outcomes else "",
        *(f"Not met: {one.expectation.because}. {one.sentence}." for one in outcomes if one.held is False),
        f"{words.settings(results)}." if results.scenario.settings else "",
    ]
    return Section(
        name="sure",
        title="How sure are these figures?",
        lead="Nobody knows the future. What is uncertain was drawn many times, and every figure has its range.",
        sentences=[Said(text) for text in said if text],
        tables=[support_table(results)],
    )
