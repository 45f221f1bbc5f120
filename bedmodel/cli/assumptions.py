"""`bedmodel assumptions`: the log of every number, the log of every source, and the assurance statement."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from rich.console import Console

    from bedmodel.analysis.assumption_log import Log
    from bedmodel.analysis.data_log import DataLog
    from bedmodel.analysis.trials import Trials
    from bedmodel.report.assurance import Assurance


class Part(enum.StrEnum):
    """What is printed."""

    log = "log"
    data = "data"
    assurance = "assurance"


class By(enum.StrEnum):
    """In what order numbers stand."""

    effect = "effect"
    file = "file"


SHOWN = 20
Show = Annotated[
    Part, typer.Option("--show", help="Print the assumptions log, the data log, or the assurance statement.")
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help="Write assumptions.csv, assumptions.md, data-log.csv, data-log.md and assurance.md here.",
    ),
]
Order = Annotated[By, typer.Option("--by", help="What moves the headline most first, or as the files have it.")]
NoEffect = Annotated[bool, typer.Option("--no-effect", help="Leave out what each number does to the headline.")]
Whole = Annotated[
    bool, typer.Option("--all", help="Every row, and numbers and sources of libraries that nothing uses.")
]
Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also", metavar="FILE", help="Another file for the data log, such as published actuals. Repeatable."
    ),
]


def assumptions(
    scenario: options.ScenarioFile,
    show: Show = Part.log,
    out: Out = None,
    by: Order = By.effect,
    no_effect: NoEffect = False,
    whole: Whole = False,
    also: Also = None,
    draws: options.Draws = DRAWS,
    seed: options.Seed = SEED,
    settings: options.Settings = None,
    recalibrate: options.Recalibrate = False,
    format: options.OutputFormat = Format.table,
    root: options.Root = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    debug: options.Debug = False,
) -> None:
    """Keep the assumptions log: every number with its range, source, quality, owner, and what it does to the headline.

    The data log lists every document and file, and how much rests on each. The assurance statement sums up for those
    who have to vouch for the figures, and has room to sign. Draws are made for the statement alone.

    \b
    Examples:
      bedmodel assumptions scenarios/bct.yaml
      bedmodel assumptions scenarios/bct.yaml --format csv > assumptions.csv
      bedmodel assumptions scenarios/bct.yaml --show data --also data/reference/primary-care-strategy-2019.csv
      bedmodel assumptions scenarios/bct.yaml --show assurance --format md
      bedmodel assumptions scenarios/bct.yaml --out out/assurance
    """
    options.check_recalibrate(recalibrate, settings)
    if show is Part.assurance and format is Format.csv:
        raise typer.BadParameter("a statement is no table; try md or json", param_hint="--format")
    folder = options.folder_for(out)
    trials = options.trials_for(scenario, settings, recalibrate=recalibrate, root=root, draws=0, seed=seed, quiet=quiet)
    log = _log(trials, by, no_effect, whole)
    data = _data(trials, also or [], whole, root)
    statement = None
    if folder is not None or show is Part.assurance:
        statement = _statement(trials, log, data, draws, seed, quiet)
    if folder is not None:
        assert statement is not None
        _write(log, data, statement, folder, quiet)
    if show is Part.assurance:
        assert statement is not None
        _print_statement(statement, format, no_color)
    elif show is Part.data:
        _print_data(data, format, no_color)
    else:
        _print_log(log, format, no_color, None if whole else SHOWN)


def _log(trials: Trials, by: By, no_effect: bool, whole: bool) -> Log:
    from bedmodel.analysis.assumption_log import assumption_log
    from bedmodel.analysis.effects import judged_by
    from bedmodel.report.phrases import WITHOUT_BEDS

    figures = [] if no_effect else judged_by(trials, list(WITHOUT_BEDS))
    return assumption_log(trials, figures, order=by.value, unused=whole)


def _data(trials: Trials, also: list[str], whole: bool, root: Path | None) -> DataLog:
    from bedmodel.analysis.data_log import data_log
    from bedmodel.scenario.account import accounts
    from bedmodel.scenario.inputs import input_files

    scenario = trials.scenario
    files = input_files(scenario.file, also=also, root=root, once=trials.once)
    return data_log(scenario, accounts(scenario).values(), files, uncited=whole)


def _statement(trials: Trials, log: Log, data: DataLog, draws: int, seed: int, quiet: bool) -> Assurance:
    from bedmodel.analysis.backing import resting_on_assumed
    from bedmodel.checks.doctor import verdicts
    from bedmodel.report.assurance import Assurance
    from bedmodel.runs import run

    drawing = None if quiet else options.progress_bar()
    results = run(trials.scenario, draws=draws, seed=seed, progress=drawing, once=trials.once)
    backing = resting_on_assumed(trials, log.selectors)
    asking = None if quiet else options.progress_bar("asking published questions")
    return Assurance(results, log, data, backing, verdicts(asking))


def _print_log(log: Log, format: Format, no_color: bool, top: int | None) -> None:
    from bedmodel.report import assumption_log as report
    from bedmodel.report import page_terminal

    texts = {
        Format.json: lambda: report.as_json(log),
        Format.csv: lambda: report.as_csv(log),
        Format.md: lambda: report.as_markdown(log),
    }

    def show(console: Console) -> None:
        page_terminal.show_page(report.page(log, top, console.width), console)

    options.print_as(format, no_color, show, texts)


def _print_data(data: DataLog, format: Format, no_color: bool) -> None:
    from bedmodel.report import data_log as report

    options.print_page(
        format,
        no_color,
        lambda: report.page(data, narrow=format is Format.table),
        lambda: report.as_json(data),
        lambda: report.as_csv(data),
    )


def _print_statement(statement: Assurance, format: Format, no_color: bool) -> None:
    from bedmodel.report import assurance as report

    options.print_page(format, no_color, lambda: report.page(statement), lambda: report.as_json(statement), lambda: "")


def _write(log: Log, data: DataLog, statement: Assurance, folder: Path, quiet: bool) -> None:
    from bedmodel.report import assumption_log, assurance, data_log
    from bedmodel.report.page_markdown import page_markdown
    from bedmodel.report.tabular import write_texts

    texts = {
        "assumptions.csv": assumption_log.as_csv(log),
        "assumptions.md": assumption_log.as_markdown(log),
        "data-log.csv": data_log.as_csv(data),
        "data-log.md": page_markdown(data_log.page(data, narrow=False)),
        "assurance.md": assurance.as_markdown(statement),
    }
    written = write_texts(texts, folder)
    if not quiet:
        options.say_written(folder, written)
