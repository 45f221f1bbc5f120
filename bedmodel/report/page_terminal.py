"""Renders an answer's page, and any table, in a terminal with rich; fits 80 columns, degrades to ASCII."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table as RichTable
from rich.text import Text

from bedmodel.report.cells import BETWEEN, Cell, Table, in_blocks
from bedmodel.report.page import Listing, Page

WIDE = 120
LABELS = 26
"""Columns of the screen for the names in a table's first column."""
USUAL = 80
"""Columns below which names give way to figures, which must not be cut."""
FRAME = 8
"""Columns of the screen that a panel's frame takes from its heading."""
BLOCKS = "▁▂▃▄▅▆▇█"
ASCII_BLOCKS = "_.-=+*#@"
BAR = 10
"""Columns of the screen for the longest bar beside a row."""
FOR_NAMES = 10
"""Columns that names have beyond their longest word where bars take room from them."""


def sparkline(values: Sequence[float], low: float, high: float, blocks: str = BLOCKS) -> str:
    """A row of small bars between low and high.

    >>> sparkline([0, 5, 10], 0, 10)
    '▁▅█'
    """
    width = (high - low) or 1.0
    top = len(blocks) - 1
    return "".join(blocks[max(0, min(top, int((value - low) / width * top + 0.5)))] for value in values)


def bar(length: float, longest: float, full: str = "█", half: str = "▌") -> str:
    """A bar that lies, in half columns of the screen; what is there at all can be seen.

    >>> bar(10, 10), bar(3.4, 10), bar(0.01, 10), bar(0, 10)
    ('██████████', '███▌', '▌', '')
    """
    halves = round(2 * BAR * length / longest) if longest > 0 else 0
    halves = max(halves, 1) if length > 0 else 0
    return full * (halves // 2) + half * (halves % 2)


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
    console.print(Panel(Group(*parts), title=heading or None, box=box_for(console, box.ROUNDED), padding=(0, 1)))
    for listing in page.listings:
        console.print()
        console.print(_listed(listing, mark))
    for table in page.tables:
        wide = _least_width(table, console) > console.width
        for part in in_blocks(table, console.width) if wide else [table]:
            console.print()
            console.print(table_on(part, console))
    if page.notes:
        console.print()
        console.print(bullets(page.notes, "-"), style="dim")


def _listed(listing: Listing, mark: str) -> RenderableType:
    """A list, what more there is to say of each thing below it."""
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    for entry in listing.entries:
        grid.add_row(mark, Text(entry.head))
        for line in entry.lines:
            grid.add_row("", Padding(Text(line, style="dim"), (0, 0, 0, 2)))
    return Group(Text(listing.title, style="bold"), grid)


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


def box_for(console: Console, style: box.Box) -> box.Box:
    """A frame as this terminal can show it."""
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
    rich_table = RichTable(
        box=box_for(console, box.SIMPLE_HEAD), pad_edge=False, show_edge=False, collapse_padding=True
    )
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
    if table.lengths and not stacked and _least_width(table, console) + BETWEEN + BAR + FOR_NAMES <= console.width:
        _add_bars(rich_table, table.lengths, console)
    return rich_table


def _add_bars(rich_table: RichTable, lengths: Sequence[float], console: Console) -> None:
    """A further column with a bar beside each row."""
    signs = ("█", "▌") if can_show_all(console) else ("=", "-")
    rich_table.add_column(min_width=BAR, no_wrap=True, style="cyan")
    longest = max(lengths)
    rich_table.columns[-1]._cells[:] = [Text(bar(length, longest, *signs)) for length in lengths]


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
