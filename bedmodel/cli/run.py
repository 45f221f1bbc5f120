"""`bedmodel run`: a scenario to tables, charts and files."""

from __future__ import annotations

import codecs
import enum
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from rich.console import Console

    from bedmodel.results import Results

MAX_DRAWS = 1_000_000
PLAIN = {"−": "-", "–": "-", "→": ">", "£": "GBP ", "•": "-", "×": "x", "÷": "/", "’": "'", "…": "...", "±": "+/-"}
"""What stands for a sign that a terminal cannot show."""


class Format(enum.StrEnum):
    """What is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


ScenarioFile = Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario file, such as scenarios/bct.yaml.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write charts (PNG, SVG), results.csv, results.json and run.json here."),
]
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
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no warnings, no notes.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours (also with NO_COLOR set).")]
Debug = Annotated[bool, typer.Option("--debug", help="Show a traceback where the program itself fails.")]


def run(
    scenario: ScenarioFile,
    out: Out = None,
    draws: Draws = DRAWS,
    seed: Seed = SEED,
    settings: Settings = None,
    recalibrate: Recalibrate = False,
    format: OutputFormat = Format.table,
    deterministic: Deterministic = False,
    root: Root = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> None:
    """Run a scenario: are there enough beds, and does the money add up?

    \b
    Examples:
      bedmodel run scenarios/bct.yaml
      bedmodel run scenarios/bct.yaml --out out/bct
      bedmodel run scenarios/bct.yaml --set left_shift_delivery=0.5 --set pools.acute.occupancy=0.95
      bedmodel run scenarios/bct.yaml --set finance.baseline_spend=1500 --recalibrate
      bedmodel run scenarios/bct.yaml --format json > bct.json
    """
    from bedmodel.checks.expectations import evaluate
    from bedmodel.runs import run as run_scenario
    from bedmodel.scenario.load import load

    changed = settings or ()
    if recalibrate and not changed:
        raise typer.BadParameter("nothing is --set, so there is nothing to solve anew", param_hint="--recalibrate")
    folder = _folder(out)
    results = run_scenario(
        load(scenario, settings=changed, recalibrate=recalibrate, root=root),
        draws=0 if deterministic else draws,
        seed=seed,
        progress=None if quiet else progress(),
    )
    if not quiet:
        for problem in [*results.warnings, *(o.problem for o in evaluate(results) if o.held is False)]:
            print(problem, file=sys.stderr)
    if folder is not None:
        _write(results, folder, quiet)
    _print(results, format, no_color)


def _folder(out: Path | None) -> Path | None:
    """The folder to write to, made before the work begins so that a bad one is known at once."""
    if out is not None:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise typer.BadParameter(f"cannot write to {out}: {error.strerror}", param_hint="--out") from error
    return out


def _print(results: Results, format: Format, no_color: bool) -> None:
    prepare_output(format)
    if format is Format.table:
        from bedmodel.report.terminal import show

        show(results, console(no_color))
        return
    from bedmodel.report import markdown, records

    writers: dict[Format, Callable[[Results], str]] = {
        Format.json: records.as_json,
        Format.csv: records.as_csv,
        Format.md: markdown.markdown,
    }
    sys.stdout.write(writers[format](results))


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


def console(no_color: bool) -> Console:
    """The terminal, with or without colours."""
    from rich.console import Console

    return Console(no_color=True if no_color else None, highlight=False, soft_wrap=False)


def _write(results: Results, folder: Path, quiet: bool) -> None:
    from bedmodel.report.charts import write_charts
    from bedmodel.report.charts_bedless import write_bedless_charts
    from bedmodel.report.records import write_records

    charts = [*write_charts(results, folder), *write_bedless_charts(results, folder)]
    written = [*write_records(results, folder), *charts]
    if not quiet:
        print(f"written to {folder}: {', '.join(path.name for path in written)}", file=sys.stderr)


def progress() -> Callable[[int, int], None] | None:
    """A progress bar on stderr that appears once a run has taken a second; none where nobody watches."""
    if not sys.stderr.isatty():
        return None
    from rich.console import Console
    from rich.progress import Progress

    began = time.monotonic()
    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task("drawing futures", total=None)

    def report(done: int, total: int) -> None:
        if time.monotonic() - began < 1.0:
            return
        bar.start()
        bar.update(task, completed=done, total=total)
        if done >= total:
            bar.stop()

    return report
