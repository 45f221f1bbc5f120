"""`bedmodel lint`: what a careful reader would question, in all files at once."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import Annotated

import typer

from bedmodel.cli import options


class Format(enum.StrEnum):
    """What is printed."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


Files = Annotated[
    list[Path], typer.Argument(metavar="FILES…", help="Scenarios and libraries, or folders with scenarios in them.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 1 where there are warnings.")]
OutputFormat = Annotated[Format, typer.Option("--format", help="What to print.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No summary line.")]


def lint(
    files: Files,
    strict: Strict = False,
    format: OutputFormat = Format.text,
    on: options.On = None,
    root: options.Root = None,
    quiet: Quiet = False,
    debug: options.Debug = False,
) -> None:
    """What is wrong in scenario files, and what a careful reader would question: all files, all problems, at once.

    Errors are what `bedmodel run` would refuse. Warnings are about sources, spreads, sums and plans that do not fit
    together; `bedmodel rules W` lists them, and a file may accept one and say why (`accept`). Exit codes: 0 no error, 1
    warnings with --strict or no scenario there, 2 wrong usage, 3 a file that is not valid.

    \b
    Examples:
      bedmodel lint scenarios
      bedmodel lint scenarios/bct.yaml data/library/evidence.yaml --strict
      bedmodel lint scenarios --format github
      bedmodel lint scenarios --format sarif --on 2026-01-31 > lint.sarif
    """
    from bedmodel.checks.lint import lint as linted
    from bedmodel.problems import exit_code
    from bedmodel.report import findings
    from bedmodel.scenario.found import no_scenario, scenarios_among

    found, problems = scenarios_among(files)
    looked = len(found) + len(problems)
    if not looked:
        problems = [no_scenario(files)]
    problems += linted(found, day=options.day_of(on), root=root)
    write = {
        Format.text: findings.as_text,
        Format.json: lambda problems: findings.as_json(problems, looked),
        Format.github: findings.as_github,
        Format.sarif: findings.as_sarif,
    }[format]
    options.prepare_output(options.Format.table if format is Format.text else options.Format.json)
    text = write(problems)
    options.put(options.as_wide_as(sys.stdout, text) if format is Format.text else text)
    if not quiet:
        options.put(f"{findings.summary(problems, looked)}\n", beside=format is not Format.text)
    raise typer.Exit(exit_code(problem for problem in problems if strict or problem.severity == "error"))
