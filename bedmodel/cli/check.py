"""`bedmodel check`: for CI. Lint, expectations, and the lock of each scenario; one exit code."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.defaults import MAX_DRAWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bedmodel.checks.check import Checked, Report


class Format(enum.StrEnum):
    """What is printed."""

    text = "text"
    json = "json"
    github = "github"
    junit = "junit"


Paths = Annotated[list[Path], typer.Argument(metavar="PATHS…", help="Scenarios, or folders with scenarios in them.")]
Update = Annotated[bool, typer.Option("--update", help="Write the locks anew, and show what moved.")]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings fail too, but for expectations that only warn.")]
OutputFormat = Annotated[Format, typer.Option("--format", help="What to print.")]
JUnit = Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML to this file, too.")]
Draws = Annotated[
    int | None,
    typer.Option(min=0, max=MAX_DRAWS, help="How many futures to draw; those of each lock where left out."),
]
Seed = Annotated[int | None, typer.Option(min=0, help="That of each lock where left out.")]


def check(
    paths: Paths,
    update: Update = False,
    strict: Strict = False,
    format: OutputFormat = Format.text,
    junit: JUnit = None,
    draws: Draws = None,
    seed: Seed = None,
    on: options.On = None,
    root: options.Root = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """For CI: does each scenario hold together, meet what it expects of itself, and say what its lock says?

    The lock, NAME.lock.yaml beside NAME.yaml, holds every assumption with its source, every other setting, and the
    headline figures. A number that moves without a new lock fails the check, which shows what it did to the headline.
    Look at it, then write the lock anew with --update and commit both.

    Exit codes: 0 all holds, 1 something asked does not hold, 2 wrong usage, 3 a file that is not valid or a lock that
    cannot be read, 4 the model failed or a lock cannot be written.

    \b
    Examples:
      bedmodel check scenarios
      bedmodel check scenarios/bct.yaml --update
      bedmodel check scenarios --strict --format github --junit out/check.xml
      bedmodel check scenarios --draws 0
    """
    from bedmodel.checks import check as checks

    with options.as_wrong_usage("--draws"):
        asked = checks.Asked(options.day_of(on), draws=draws, seed=seed, update=update, strict=strict, root=root)
    options.prepare_output(options.Format.table if format is Format.text else options.Format.json)
    progress = None if quiet else options.progress_bar("checking scenarios")
    report = checks.check(paths, asked, progress, _announced(format, quiet) if update else None)
    if junit is not None:
        _write_junit(report, junit)
    _print(report, format, quiet)
    raise typer.Exit(report.code)


def _announced(format: Format, quiet: bool) -> Callable[[Checked], None]:
    """Tells what each new lock changes, once it is written: on stderr where programs read stdout."""

    def tell(one: Checked) -> None:
        from bedmodel.report.check_words import update_text

        if not quiet:
            options.put(update_text(one), beside=format is not Format.text)

    return tell


def _print(report: Report, format: Format, quiet: bool) -> None:
    from bedmodel.report import check_records, check_words, findings, junit

    shown = report.failing if quiet else report.problems
    write = {
        Format.text: lambda: findings.as_text(shown),
        Format.json: lambda: check_records.as_json(report),
        Format.github: lambda: findings.as_github(shown),
        Format.junit: lambda: junit.as_junit(report),
    }
    text = write[format]()
    options.put(options.as_wide_as(sys.stdout, text) if format is Format.text else text)
    if not quiet:
        options.put(f"{check_words.summary(report)}\n", beside=format is not Format.text)


def _write_junit(report: Report, path: Path) -> None:
    from bedmodel.report.junit import as_junit

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_junit(report), encoding="utf-8", newline="\n")
    except OSError as error:
        raise typer.BadParameter(f"cannot write to {path}: {error.strerror}", param_hint="--junit") from error
