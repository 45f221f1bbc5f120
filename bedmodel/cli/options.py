"""What the commands share: options, and how they print, write and show progress."""

from __future__ import annotations

import codecs
import datetime
import enum
import io
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from bedmodel.cli.plain_signs import PLAIN, in_plain_signs, plain
from bedmodel.defaults import MAX_DRAWS

if TYPE_CHECKING:
    from rich.console import Console

    from bedmodel.analysis.trials import Trials
    from bedmodel.metrics import Selector
    from bedmodel.problems import Problem
    from bedmodel.report.page import Page
    from bedmodel.results import Results


class Format(enum.StrEnum):
    """What is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


ScenarioFile = Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file, such as scenarios/bct.yaml.")]
Draws = Annotated[
    int, typer.Option(min=0, max=MAX_DRAWS, help="How many futures to draw; 0 for the central case alone.")
]
Seed = Annotated[int, typer.Option(min=0, help="Same seed, same futures.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change a value for this run; marked as unsourced. Repeatable."),
]
Recalibrate = Annotated[
    bool, typer.Option("--recalibrate", help="Solve calibrated values anew with what is --set; else they are held.")
]
OutputFormat = Annotated[Format, typer.Option("--format", help="What to print.")]
Deterministic = Annotated[bool, typer.Option("--deterministic", help="The central case alone, without draws.")]
Root = Annotated[Path | None, typer.Option("--root", metavar="DIR", help="Read no file outside this folder.")]
On = Annotated[
    datetime.datetime | None,
    typer.Option(
        "--on", metavar="DATE", formats=["%Y-%m-%d"], help="Reviews due before this day are late; today where left out."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no warnings, no notes.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours (also with NO_COLOR set).")]
Debug = Annotated[bool, typer.Option("--debug", help="Show a traceback where the program itself fails.")]


def check_recalibrate(recalibrate: bool, settings: list[str] | None) -> None:
    """Wrong usage where values are to be solved anew although nothing has changed."""
    if recalibrate and not settings:
        raise typer.BadParameter("nothing is --set, so there is nothing to solve anew", param_hint="--recalibrate")


def ran(
    scenario: str,
    settings: list[str] | None,
    *,
    recalibrate: bool,
    root: Path | None,
    draws: int,
    seed: int,
    quiet: bool,
) -> Results:
    """A scenario loaded and run as asked, with a bar where somebody watches."""
    from bedmodel.runs import run
    from bedmodel.scenario.load import load

    loaded = load(scenario, settings=settings or (), recalibrate=recalibrate, root=root)
    return run(loaded, draws=draws, seed=seed, progress=None if quiet else progress_bar())


def trials_for(
    scenario: str,
    settings: list[str] | None,
    *,
    recalibrate: bool,
    root: Path | None,
    draws: int,
    seed: int,
    quiet: bool,
) -> Trials:
    """A scenario loaded and solved as asked, ready for trial values; what is questionable in it is said."""
    from bedmodel.analysis.trials import Trials
    from bedmodel.scenario.load import load

    loaded = load(scenario, settings=settings or (), recalibrate=recalibrate, root=root)
    trials = Trials.of(loaded, draws=draws, seed=seed)
    say(trials.warnings, quiet)
    return trials


def say(problems: Iterable[Problem], quiet: bool) -> None:
    """Say on stderr what is questionable, each thing once; nothing where quiet is asked for."""
    for problem in () if quiet else dict.fromkeys(problems):
        print(as_wide_as(sys.stderr, str(problem)), file=sys.stderr)


def as_wide_as(stream: TextIO, text: str) -> str:
    """A text whose lines fit the terminal that it goes to; to a program, which wants a line a thing, it stays."""
    if not stream.isatty():
        return text
    from bedmodel.cli.lines import folded

    if not stream.encoding.lower().startswith("utf"):
        text = plain(text)
    return folded(text, shutil.get_terminal_size().columns)


def folder_for(out: Path | None, option: str = "--out") -> Path | None:
    """The folder to write to, made before the work begins so that a bad one is known at once."""
    if out is not None:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise typer.BadParameter(f"cannot write to {out}: {error.strerror}", param_hint=option) from error
    return out


def file_for(path: Path, option: str) -> Path:
    """A file to write to, its folder made before the work begins so that a bad one is known at once."""
    folder_for(path.parent, option)
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        why = "is a folder" if path.is_dir() else "permission denied"
        raise typer.BadParameter(f"cannot write to {path}: {why}", param_hint=option)
    return path


def say_file(path: Path) -> None:
    """Which file was written, and how large it is."""
    print(f"written: {path} ({path.stat().st_size / 1e6:.1f} MB)", file=sys.stderr)


def say_written(folder: Path, written: Sequence[Path]) -> None:
    """Which files were written."""
    print(f"written to {folder}: {', '.join(path.name for path in written)}", file=sys.stderr)


def day_of(on: datetime.datetime | None) -> datetime.date:
    """The day that --on names; today where it is left out."""
    return on.date() if on is not None else datetime.date.today()


def put(text: str, *, beside: bool = False) -> None:
    """Print a text, beside the output proper (stderr) where that is asked for.

    A reader that has gone away (`| head`) is no error, and keeps no command from its work and its exit code.
    """
    try:
        print(text, end="", file=sys.stderr if beside else sys.stdout, flush=True)
    except BrokenPipeError:
        give_up_output()


def give_up_output() -> None:
    """Let what is still printed go nowhere, since nobody reads it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def prepare_output(format: Format) -> None:
    """Files and pipes get UTF-8; a terminal that cannot show a sign gets a plain one instead."""
    if not isinstance(sys.stdout, io.TextIOWrapper):
        return
    if format is not Format.table:
        sys.stdout.reconfigure(encoding="utf-8")
    elif sys.stdout.encoding.lower() not in ("utf-8", "utf8"):
        codecs.register_error("plain", _plain)
        sys.stdout.reconfigure(errors="plain")


def _plain(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    text = error.object[error.start : error.end]
    return "".join(PLAIN.get(character, "?") for character in text), error.end


def console_for(no_color: bool) -> Console:
    """The terminal that is printed to; a reader that goes away (`| head`) is no error.

    Where no colours are wanted, or the terminal is `dumb`, no escape code is sent at all, not even for bold type.
    """
    from rich.console import Console

    class Quiet(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

        def print(self, *objects: Any, **options: Any) -> None:
            ascii_only = not self.encoding.lower().startswith("utf")
            super().print(*(map(in_plain_signs, objects) if ascii_only else objects), **options)

    colourless = no_color or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    size = shutil.get_terminal_size() if os.environ.get("TERM") == "dumb" else None
    return Quiet(
        color_system=None if colourless else "auto",
        highlight=False,
        soft_wrap=False,
        width=size.columns if size else None,
        height=size.lines if size else None,
    )


def print_as(
    format: Format, no_color: bool, table: Callable[[Console], None], texts: Mapping[Format, Callable[[], str]]
) -> None:
    """Print as asked: tables on the terminal, or one of the texts."""
    prepare_output(format)
    if format is Format.table:
        table(console_for(no_color))
    else:
        sys.stdout.write(texts[format]())


def print_page(
    format: Format, no_color: bool, page: Callable[[], Page], json: Callable[[], str], csv: Callable[[], str]
) -> None:
    """Print an answer as asked: its page on the terminal or as Markdown, or its rows."""
    from bedmodel.report import page_markdown, page_terminal

    texts = {Format.json: json, Format.csv: csv, Format.md: lambda: page_markdown.page_markdown(page())}
    print_as(format, no_color, lambda console: page_terminal.show_page(page(), console), texts)


@contextmanager
def as_wrong_usage(option: str) -> Iterator[None]:
    """What an option names and nothing has, as wrong usage of that option."""
    try:
        yield
    except (KeyError, ValueError) as error:
        raise typer.BadParameter(str(error.args[0] if error.args else error), param_hint=option) from error


def selected(
    hint: str, metric: str, pool: str | None, line: str | None, year: str | None, year_option: str = "--year"
) -> Selector:
    """The figure that an address and options together ask for; wrong usage where they contradict each other."""
    from bedmodel.metrics import Selector

    with as_wrong_usage(hint):
        figure = Selector.parse(metric)
        if figure.statistic != "central":
            raise ValueError(f"`{metric}`: leave `statistic=` out")
    given = {"pool": pool, "line": line, "year": year}
    for key, value in given.items():
        stated = getattr(figure, key)
        if value is not None and stated not in (None, value):
            option = year_option if key == "year" else f"--{key}"
            raise typer.BadParameter(f"`{metric}` says {key}={stated} already", param_hint=option)
    return replace(figure, **{key: value for key, value in given.items() if value is not None})


def progress_bar(doing: str = "drawing futures") -> Callable[[int, int], None] | None:
    """A progress bar on stderr that appears once a run has taken a second; none where nobody watches."""
    if not sys.stderr.isatty():
        return None
    from rich.console import Console
    from rich.progress import Progress

    began = time.monotonic()
    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(doing, total=None)

    def report(done: int, total: int) -> None:
        if time.monotonic() - began < 1.0:
            return
        bar.start()
        bar.update(task, completed=done, total=total)
        if done >= total:
            bar.stop()

    return report
