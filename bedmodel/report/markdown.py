"""The same words and tables as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.analysis.compare import Comparison
from bedmodel.checks.expectations import evaluate, in_words
from bedmodel.report import compare_words, words
from bedmodel.report.cells import Cell, Table
from bedmodel.report.compare_tables import comparison_table
from bedmodel.report.page import Page
from bedmodel.report.tables import all_tables
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out
from bedmodel.results import Results

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|"})


def escaped(text: str) -> str:
    """Text in which nothing reads as Markdown or HTML, on one line.

    >>> escaped("a|b <script>")
    'a\\\\|b \\\\<script\\\\>'
    """
    return " ".join(text.split()).translate(_SPECIAL)


def markdown(results: Results) -> str:
    """The whole answer as one Markdown text."""
    return "\n".join(_lines(results)) + "\n"


def comparison_markdown(comparison: Comparison) -> str:
    """A comparison as one Markdown text, all options in one table."""
    return "\n".join(_comparison(comparison)) + "\n"


def page_markdown(page: Page) -> str:
    """An answer as one Markdown text."""
    return "\n".join(_page(page)) + "\n"


def _page(page: Page) -> Iterator[str]:
    yield f"# {escaped(page.heading)}"
    yield ""
    yield from (f"- {escaped(text)}" for text in page.answer)
    yield ""
    if page.guide:
        yield f"*{escaped(page.guide)}*"
        yield ""
    for table in page.tables:
        yield from table_lines(table, bold=True)
    yield from (f"- {escaped(text)}" for text in page.notes)


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
    believed = words.beliefs(results)
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
    if words.by_construction(results):
        yield escaped(words.by_construction(results))
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


def table_lines(table: Table, *, bold: bool = False) -> Iterator[str]:
    """A table under its title; `bold` marks its total rows."""
    yield f"## {escaped(table.title)}"
    yield ""
    if table.note:
        yield escaped(table.note)
        yield ""
    yield "| " + " | ".join(escaped(head) for head in table.heads) + " |"
    yield "|---|" + "".join("---|" if at in table.words else "---:|" for at in range(1, len(table.heads)))
    for at, row in enumerate(table.rows):
        cells = [_cell(cell) for cell in row]
        if bold and at in table.total_rows:
            cells[0] = f"**{cells[0]}**"
        yield "| " + " | ".join(cells) + " |"
    yield ""


def _cell(cell: Cell) -> str:
    return escaped(cell.text + (f" ({cell.spread})" if cell.spread else ""))
