"""Renders words and tables in a terminal with rich; fits 80 columns, degrades to ASCII."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text

from bedmodel.analysis.compare import Comparison
from bedmodel.checks.expectations import evaluate, in_words
from bedmodel.report import compare_words, words
from bedmodel.report.cells import BETWEEN, Cell, Table, in_blocks
from bedmodel.report.compare_tables import comparison_table
from bedmodel.report.page import Page
from bedmodel.report.tables import all_tables
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out
from bedmodel.results import Results

WIDE = 120
LABELS, MONEY_COLUMN = 26, 18
"""Columns of the screen for the names of money lines, and for each year."""
USUAL = 80
"""Columns below which names give way to figures, which must not be cut."""
FRAME = 8
"""Columns of the screen that a panel's frame takes from its heading."""
BLOCKS = "▁▂▃▄▅▆▇█"
ASCII_BLOCKS = "_.-=+*#@"


def sparkline(values: Sequence[float], low: float, high: float, blocks: str = BLOCKS) -> str:
    """A row of small bars between low and high.

    >>> sparkline([0, 5, 10], 0, 10)
    '▁▅█'
    """
    width = (high - low) or 1.0
    top = len(blocks) - 1
    return "".join(blocks[max(0, min(top, int((value - low) / width * top + 0.5)))] for value in values)


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
    console.print(Panel(Group(*parts), title=heading, box=_box(console, box.ROUNDED), padding=(0, 1)))
    for table in in_blocks(comparison_table(comparison), console.width, [comparison.reference + 1]):
        console.print()
        console.print(table_on(table, console))


def show_page(page: Page, console: Console) -> None:
    """Print an answer: its sentences in a panel, then its tables and notes."""
    mark = "•" if can_show_all(console) else "-"
    parts: list[RenderableType] = [bullets(page.answer, mark)]
    if page.guide:
        parts.append(Text(page.guide, style="dim"))
    heading = Text(page.heading, style="bold")
    if heading.cell_len > console.width - FRAME:
        parts.insert(0, heading)
        heading = Text()
    console.print(Panel(Group(*parts), title=heading or None, box=_box(console, box.ROUNDED), padding=(0, 1)))
    for table in page.tables:
        wide = _least_width(table, console) > console.width
        for part in in_blocks(table, console.width) if wide else [table]:
            console.print()
            console.print(table_on(part, console))
    if page.notes:
        console.print()
        console.print(bullets(page.notes, "-"), style="dim")


def _panel(results: Results, console: Console) -> RenderableType:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column()
    for head, sentences in words.summary(results):
        for index, sentence in enumerate(sentences):
            grid.add_row(head if index == 0 else "", Text(sentence))
    parts: list[RenderableType] = [grid]
    believed = words.beliefs(results)
    if believed:
        parts.append(Text("What must you believe?", style="bold"))
        parts.append(bullets(believed, "•" if can_show_all(console) else "-"))
    if left_out(results):
        parts.append(Text(LEFT_OUT_HEAD, style="bold"))
        parts.append(bullets(left_out(results), "•" if can_show_all(console) else "-"))
    if words.by_construction(results):
        parts.append(Text(words.by_construction(results), style="dim"))
    parts.append(Text(words.reading_guide(results), style="dim"))
    header = results.scenario.content.scenario
    title = f"{header.title} ({header.status})"
    return Panel(Group(*parts), title=Text(title, style="bold"), box=_box(console, box.ROUNDED), padding=(0, 1))


def bullets(texts: Sequence[str], mark: str) -> RenderableType:
    """Texts behind a mark each, their lines indented alike."""
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column()
    for text in texts:
        grid.add_row(mark, Text(text))
    return grid


def can_show_all(console: Console) -> bool:
    """Whether the terminal has every sign, not only those of ASCII."""
    return console.encoding.lower().startswith("utf")


def _box(console: Console, style: box.Box) -> box.Box:
    return style if can_show_all(console) else box.ASCII


def table_on(table: Table, console: Console) -> RenderableType:
    """A table as this terminal can show it: where it is too wide, the ends of ranges stand under one another."""
    found = _rich_table(table, console, stacked=_least_width(table, console) > console.width)
    note = [Text(table.note, style="dim")] if table.note else []
    return Group(_title(table, console), found, *note)


def _least_width(table: Table, console: Console) -> int:
    """Columns of the screen that a table takes if no figure is broken; its first column may wrap between words."""
    one_line = _on_one_line(table, console)
    total = BETWEEN * (len(table.heads) - 1)
    for index, head in enumerate(table.heads):
        texts = [head, *(_cell(row[index], one_line, stacked=False).plain for row in table.rows)]
        whole = index > 0 or table.heads[0] == "Year"
        pieces = [piece for text in texts for piece in (text.splitlines() if whole else text.split())]
        total += max((cell_len(piece) for piece in pieces), default=0)
    return total


def _on_one_line(table: Table, console: Console) -> bool:
    return console.width >= WIDE and not table.many_columns


def _rich_table(table: Table, console: Console, *, stacked: bool) -> RichTable:
    """Without `stacked` no figure is ever broken; with it one may be, rather than lose a digit."""
    one_line = _on_one_line(table, console) and not stacked
    rich_table = RichTable(box=_box(console, box.SIMPLE_HEAD), pad_edge=False, show_edge=False, collapse_padding=True)
    for index, head in enumerate(table.heads):
        rich_table.add_column(
            Text(head),
            justify="left" if index == 0 or index in table.words else "right",
            overflow="fold",
            no_wrap=not stacked and (index > 0 or table.heads[0] == "Year"),
            min_width=LABELS if index == 0 and table.many_columns and console.width >= USUAL else None,
        )
    for index, row in enumerate(table.rows):
        style = "bold" if index in table.total_rows else ""
        rich_table.add_row(*[_cell(cell, one_line, stacked=stacked) for cell in row], style=style)
    return rich_table


def _title(table: Table, console: Console) -> Text:
    title = Text(table.title, style="bold")
    values = [value for _, series in table.bars for value in series]
    if values:
        blocks = BLOCKS if can_show_all(console) else ASCII_BLOCKS
        low, high = min(values), max(values)
        low = min(low, high * 0.8)
        for name, series in table.bars:
            title.append(f"   {name} ", style="not bold dim")
            title.append(sparkline(series, low, high, blocks), style="cyan" if name == "open" else "magenta")
    return title


def _cell(cell: Cell, one_line: bool, *, stacked: bool) -> Text:
    text = Text(cell.text)
    spread = cell.spread.replace("–", "–\n").replace(" to ", " to\n") if stacked else cell.spread
    if spread:
        text.append(f" ({spread})" if one_line else f"\n{spread}", style="dim not bold")
    return text
