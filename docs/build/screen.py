"""docs/pictures/terminal.svg: the beginning of what `bedmodel run scenarios/bct.yaml` prints, as it looks there."""

from __future__ import annotations

import io
from functools import cache

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from bedmodel.report.terminal import show
from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.load import load
from docs.build import ROOT

COLUMNS = 80
LAST = "Beds: Community hospitals"
"""What the first line that is left out begins with."""
THEME = TerminalTheme(
    (255, 255, 255),
    (24, 24, 24),
    [(24, 24, 24), (170, 0, 0), (0, 110, 60), (150, 100, 0), (0, 70, 170), (140, 30, 120), (0, 105, 120), (90, 90, 90)],
)
"""Dark on white, each colour dark enough to be read."""
FORMAT = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" \
aria-label="What bedmodel run scenarios/bct.yaml prints">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; \
font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<rect width="100%" height="100%" fill="#fff" stroke="#bbb" rx="8"/>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Without a web font, and without any address outside the file."""


@cache
def plan() -> Results:
    """The run that the pictures show: the first case, default draws and seed."""
    return run(load(ROOT / "scenarios" / "bct.yaml"))


def picture() -> str:
    """The picture."""
    printed = Console(file=io.StringIO(), width=COLUMNS, force_terminal=True, color_system="standard", highlight=False)
    show(plan(), printed)
    assert isinstance(printed.file, io.StringIO)
    lines = Text.from_ansi(printed.file.getvalue()).split("\n")
    end = next(number for number, line in enumerate(lines) if line.plain.startswith(LAST))
    drawn = Console(file=io.StringIO(), width=COLUMNS, record=True, force_terminal=True, color_system="standard")
    drawn.print(Text("$ bedmodel run scenarios/bct.yaml", style="bold"), highlight=False)
    for line in lines[:end]:
        drawn.print(line, highlight=False)
    text = drawn.export_svg(title="", theme=THEME, code_format=FORMAT, unique_id="bedmodel")
    return "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
