"""docs/guide.md: written by hand, but for what the commands in it print, which is put in as they print it.

Before a block of the terminal stands which part of the output is shown, and before a block of YAML the file that it is:

    <!-- shows "Beds " to "What must you believe?" -->
    <!-- file scenarios/mine.yaml -->
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import tempfile
from pathlib import Path

from bedmodel.cli.main import outcome
from bedmodel.cli.tour_steps import Part, cut
from docs.build import DOCS

COLUMNS = "80"
_FILE = r"<!-- file (?P<file>\S+) -->\n```yaml\n(?P<yaml>.*?)```\n"
_PARTS = r'<!-- shows (?P<parts>(?:"[^"]*" to "[^"]*"(?:, )?)+) -->\n'
_SHOWN = _PARTS + r"```console\n\$ (?P<line>(?:[^\n]*\\\n)*[^\n]*)\n.*?```\n"
_BLOCK = re.compile(f"{_FILE}|{_SHOWN}", re.DOTALL)
_PART = re.compile(r'"([^"]*)" to "([^"]*)"')
_LINE = re.compile(r"\\\n\s*")


def page() -> str:
    """The guide, with what its commands print now, in a folder made as it says."""
    text = (DOCS / "guide.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        printed("bedmodel new . --example bct", Path(folder))
        return _BLOCK.sub(lambda block: _current(block, Path(folder)), text)


def _current(block: re.Match[str], folder: Path) -> str:
    """A block as it should be; what is a file is written, for the commands after it."""
    if block["file"]:
        (folder / block["file"]).write_text(block["yaml"], encoding="utf-8")
        return block[0]
    lines = printed(_LINE.sub(" ", block["line"]), folder)
    parts = [Part(*words) for words in _PART.findall(block["parts"])]
    shown = "".join(f"{line.rstrip()}\n" for line in cut(lines, parts))
    head = block[0].split("$ ", 1)[0]
    return f"{head}$ {block['line']}\n{shown}```\n"


def printed(line: str, folder: Path) -> list[str]:
    """What a command prints on both streams when it is typed in a folder, in a terminal of 80 columns."""
    screen = io.StringIO()
    before = {name: os.environ.get(name) for name in ("COLUMNS", "NO_COLOR", "TERM")}
    os.environ.update({"COLUMNS": COLUMNS, "NO_COLOR": "1", "TERM": "xterm"})
    try:
        with contextlib.chdir(folder), contextlib.redirect_stdout(screen), contextlib.redirect_stderr(screen):
            outcome(shlex.split(line)[1:])
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
    return screen.getvalue().splitlines()
