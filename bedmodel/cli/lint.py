"""`bedmodel lint`: what a careful reader would question, in all files at once."""

from __future__ import annotations

import datetime
import enum
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options

if TYPE_CHECKING:
    from bedmodel.problems import Problem


class Format(enum.StrEnum):
    """What is printed."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


QUESTIONED, INVALID = 1, 3

Files = Annotated[
    list[Path], typer.Argument(metavar="FILES…", help="Scenarios and libraries, or folders with scenarios in them.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 where there are warnings.")]
OutputFormat = Annotated[Format, typer.Option("--format", help="What to print.")]
On = Annotated[
    datetime.datetime | None,
    typer.Option(
        "--on", metavar="DATE", formats=["%Y-%m-%d"], help="Reviews due before this day are late; today where left out."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No summary line.")]


def lint(
    files: Files,
    strict: Strict = False,
    format: OutputFormat = Format.text,
    on: On = None,
    root: options.Root = None,
    quiet: Quiet = False,
    debug: options.Debug = False,
) -> None:
    """What is wrong in scenario files, and what a careful reader would question: all files, all problems, at once.

    Errors are what `bedmodel run` would refuse. Warnings are about sources, spreads, sums and plans that do not fit
    together; `bedmodel rules W` lists them, and a file may accept one and say why (`accept`). Exit codes: 0 no error, 1
    warnings with --strict, 2 wrong usage, 3 a file that is not valid.

    \b
    Examples:
      bedmodel lint scenarios
      bedmodel lint scenarios/bct.yaml data/library/evidence.yaml --strict
      bedmodel lint scenarios --format github
      bedmodel lint scenarios --format sarif --on 2026-01-31 > lint.sarif
    """
    from bedmodel.checks.lint import lint as linted
    from bedmodel.problems import ScenarioError
    from bedmodel.report import findings
    from bedmodel.scenario.found import scenario_files

    found: list[Path] = []
    missing: list[Problem] = []
    for path in files:
        try:
            found += scenario_files([path])
        except ScenarioError as error:
            missing += error.problems
    if not found and not missing:
        raise typer.BadParameter(f"no scenario in {', '.join(map(str, files))}", param_hint="FILES")
    day = on.date() if on is not None else datetime.date.today()
    problems = [*missing, *linted(found, day=day, root=root)]
    write = {
        Format.text: findings.as_text,
        Format.json: findings.as_json,
        Format.github: findings.as_github,
        Format.sarif: findings.as_sarif,
    }[format]
    options.prepare_output(options.Format.table if format is Format.text else options.Format.json)
    sys.stdout.write(write(problems))
    if not quiet:
        print(
            findings.summary(problems, len(set(found)) + len(missing)),
            file=sys.stdout if format is Format.text else sys.stderr,
        )
    if any(problem.severity == "error" for problem in problems):
        raise typer.Exit(INVALID)
    if strict and problems:
        raise typer.Exit(QUESTIONED)
