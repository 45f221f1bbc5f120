"""A run and a comparison as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.analysis.compare import Comparison
from bedmodel.checks.expectations import evaluate, in_words
from bedmodel.report import compare_words, solved_words, words
from bedmodel.report.compare_tables import comparison_table
from bedmodel.report.page_markdown import escaped, table_lines
from bedmodel.report.tables import all_tables
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out
from bedmodel.results import Results


def markdown(results: Results) -> str:
    """The whole answer as one Markdown text."""
    return "\n".join(_lines(results)) + "\n"


def comparison_markdown(comparison: Comparison) -> str:
    """A comparison as one Markdown text, all options in one table."""
    return "\n".join(_comparison(comparison)) + "\n"


def _comparison(comparison: Comparison) -> Iterator[str]:
    yield f"# {escaped(compare_words.heading(comparison))}"
    yield ""
    for name, title in compare_words.titles(comparison):
        yield f"- **{escaped(name)}**: {escaped(title)}"
    yield ""
    for note in compare_words.notes(comparison):
        yield f"- {escaped(note)}"
    yield ""
    yield f"*{escaped(compare_words.reading_guide(comparison))}*"
    yield ""
    yield from table_lines(comparison_table(comparison), bold=True)


def _lines(results: Results) -> Iterator[str]:
    yield f"# {escaped(results.scenario.content.scenario.title)}"
    yield ""
    for head, sentences in words.summary(results):
        yield f"**{escaped(head)}.** " + " ".join(escaped(sentence) for sentence in sentences)
        yield ""
    believed = solved_words.beliefs(results)
    if believed:
        yield "**What must you believe?**"
        yield ""
        yield from (f"- {escaped(text)}" for text in believed)
        yield ""
    if left_out(results):
        yield f"**{LEFT_OUT_HEAD}**"
        yield ""
        yield from (f"- {escaped(text)}" for text in left_out(results))
        yield ""
    if solved_words.by_construction(results):
        yield escaped(solved_words.by_construction(results))
        yield ""
    yield f"*{escaped(words.reading_guide(results))}*"
    yield ""
    for table in all_tables(results):
        yield from table_lines(table)
    yield escaped(words.enough_draws(results))
    outcomes = evaluate(results)
    if outcomes:
        yield ""
        yield escaped(in_words(outcomes))
        yield ""
        yield from (f"- {escaped(outcome.sentence)}" for outcome in outcomes if not outcome.held)
    if results.scenario.settings:
        yield ""
        yield escaped(words.settings(results))
