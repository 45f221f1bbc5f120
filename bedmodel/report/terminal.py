"""Renders a run and a comparison in a terminal with rich."""

from __future__ import annotations

from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text

from bedmodel.analysis.compare import Comparison
from bedmodel.checks.expectations import evaluate, in_words
from bedmodel.report import compare_words, solved_words, words
from bedmodel.report.cells import in_blocks
from bedmodel.report.compare_tables import comparison_table
from bedmodel.report.page_terminal import LABELS, box_for, bullets, can_show_all, table_on
from bedmodel.report.tables import all_tables
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out
from bedmodel.results import Results

MONEY_COLUMN = 18
"""Columns of the screen for each year of the money lines."""


def show(results: Results, console: Console) -> None:
    """Print the whole answer: panel, tables, what it rests on."""
    console.print(_panel(results, console))
    for table in all_tables(results, money_years=max(2, (console.width - LABELS) // MONEY_COLUMN)):
        console.print()
        console.print(table_on(table, console))
    console.print()
    console.print(Text(words.enough_draws(results), style="dim"))
    outcomes = evaluate(results)
    if expected := in_words(outcomes):
        console.print(Text(expected, style="dim"))
        console.print(bullets([f"{o.expectation.because}: {o.sentence}." for o in outcomes if o.held is False], "-"))
    if results.scenario.settings:
        console.print(Text(words.settings(results), style="yellow"))


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Print options side by side, in as many blocks as the width asks for, the reference in each."""
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(style="bold")
    grid.add_column()
    for name, title in compare_words.titles(comparison):
        grid.add_row(Text(name), Text(title))
    notes = compare_words.notes(comparison)
    mark = "•" if can_show_all(console) else "-"
    parts: list[RenderableType] = [grid, *([bullets(notes, mark)] if notes else [])]
    parts.append(Text(compare_words.reading_guide(comparison), style="dim"))
    heading = Text(compare_words.heading(comparison), style="bold")
    console.print(Panel(Group(*parts), title=heading, box=box_for(console, box.ROUNDED), padding=(0, 1)))
    for table in in_blocks(comparison_table(comparison), console.width, [comparison.reference + 1]):
        console.print()
        console.print(table_on(table, console))


def _panel(results: Results, console: Console) -> RenderableType:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column()
    for head, sentences in words.summary(results):
        for index, sentence in enumerate(sentences):
            grid.add_row(head if index == 0 else "", Text(sentence))
    parts: list[RenderableType] = [grid]
    believed = solved_words.beliefs(results)
    if believed:
        parts.append(Text("What must you believe?", style="bold"))
        parts.append(bullets(believed, "•" if can_show_all(console) else "-"))
    if left_out(results):
        parts.append(Text(LEFT_OUT_HEAD, style="bold"))
        parts.append(bullets(left_out(results), "•" if can_show_all(console) else "-"))
    if solved_words.by_construction(results):
        parts.append(Text(solved_words.by_construction(results), style="dim"))
    parts.append(Text(words.reading_guide(results), style="dim"))
    header = results.scenario.content.scenario
    title = f"{header.title} ({header.status})"
    return Panel(Group(*parts), title=Text(title, style="bold"), box=box_for(console, box.ROUNDED), padding=(0, 1))
