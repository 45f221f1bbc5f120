"""`bedmodel tour`: from an installed program to a page to share, in five minutes and six commands."""

from __future__ import annotations

import contextlib
import io
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TextIO

import typer

from bedmodel.cli import options
from bedmodel.cli.lines import typed
from bedmodel.cli.new import HERE, check_empty
from bedmodel.problems import DONE, INTERRUPTED

FOLDER = "bedmodel-tour"
"""Where the tour writes unless it is told otherwise."""
INDENT = "    "

Folder = Annotated[Path, typer.Argument(metavar=HERE, help="The folder to make; an empty one will do, too.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Go on without waiting for Enter.")]
List = Annotated[bool, typer.Option("--list", help="Say what the steps are, and do nothing.")]


def tour(
    folder: Folder = Path(FOLDER),
    yes: Yes = False,
    only_list: List = False,
    no_color: options.NoColor = False,
    debug: options.Debug = False,
) -> None:
    """From here to a page to share, in five minutes: six commands, each explained, run and shown.

    It makes a folder with a plan and an alternative to it, and goes on with Enter; in a pipe, or with --yes, it does
    not wait. Nothing is ever overwritten. What it prints is what the commands print, cut to what matters.

    Exit codes: 0 done, 2 a folder that is not empty or cannot be written to, 130 interrupted; else that of the step
    that failed.

    \b
    Examples:
      bedmodel tour
      bedmodel tour my-tour --yes
      bedmodel tour --list
    """
    from bedmodel.cli.tour_steps import tour_steps

    options.prepare_output(options.Format.table)
    steps = tour_steps(str(folder))
    guide = Guide(no_color, waits=not yes and sys.stdin.isatty() and sys.stdout.isatty())
    if only_list:
        for number, step in enumerate(steps, start=1):
            guide.say(f"{number}. {step.title}", style="bold")
            guide.command(step.command)
        return
    check_empty(folder, "name another folder")
    guide.say(f"{len(steps)} steps, about five minutes. Ctrl-C leaves.")
    for number, step in enumerate(steps, start=1):
        guide.pause("begin" if number == 1 else "go on")
        guide.say(f"\n{number} of {len(steps)}  {step.title}\n", style="bold")
        guide.say(f"{step.does} {step.why}\n")
        guide.command(step.command)
        guide.show(["", *step.cut(_printed(step.command, Path() if number == 1 else folder, debug))])
        if step.file:
            guide.say(f"\n{step.file}, without its comments:\n")
            guide.show(_without_comments((folder / step.file).read_text(encoding="utf-8")))
        if number == 1:
            guide.say("\nThe commands below are typed in that folder:\n")
            guide.command(["cd", str(folder)])
    guide.say("\nDone\n", style="bold")
    _end(guide, folder / steps[-1].makes)


def _end(guide: Guide, page: Path) -> None:
    """Where the page is, how it is shared, and what to do next."""
    guide.say(
        f"The page is {page}. Open it with a double click, or type its path into a browser. To share it send the file: "
        "by e-mail, on a memory stick, or as a page of a website. It loads nothing from anywhere, and prints on A4."
    )
    guide.say("What next: change the alternative and write the page again; docs/guide.md goes on from here.")


class Guide:
    """What speaks to the newcomer: words as wide as the terminal, output as it is."""

    def __init__(self, no_color: bool, *, waits: bool) -> None:
        self.console = options.console_for(no_color)
        self.waits = waits

    def say(self, text: str, style: str = "") -> None:
        """Words of the tour."""
        from rich.text import Text

        self.console.print(Text(text, style=style))

    def command(self, words: Sequence[str]) -> None:
        """A command as one types it; where it is too long for the terminal, on several lines that can be pasted."""
        for line in typed(shlex.join(words), self.console.width - len(INDENT)):
            self.say(INDENT + line, style="cyan")

    def show(self, lines: Sequence[str]) -> None:
        """Lines that a command has printed, as they are."""
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()

    def pause(self, what: str) -> None:
        """Wait for Enter, if somebody is there to press it; the end of input is the end of the tour."""
        if not self.waits:
            return
        try:
            input(f"\nPress Enter to {what} ")
        except EOFError:
            print("interrupted", file=sys.stderr)
            raise typer.Exit(INTERRUPTED) from None


def _printed(command: Sequence[str], folder: Path, debug: bool) -> list[str]:
    """What a command prints when it is run in a folder; one that fails ends the tour with its own exit code."""
    from bedmodel.cli.main import outcome

    printed, said = _like(sys.stdout), _like(sys.stderr)
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        code = outcome([*command[1:], *(["--debug"] if debug else [])])
    if code != DONE:
        sys.stderr.write(_text(said))
        raise typer.Exit(code)
    return (_text(printed) or _text(said)).splitlines()


def _like(stream: TextIO) -> io.TextIOWrapper:
    """A place in memory to print to that shows the same signs as a stream does."""
    return io.TextIOWrapper(io.BytesIO(), encoding=getattr(stream, "encoding", None) or "utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(stream.encoding)


def _without_comments(text: str) -> list[str]:
    """The lines of a YAML file that say something."""
    return [f"{INDENT}{line}" for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
