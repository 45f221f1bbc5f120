"""`bedmodel scrutinise`: a committee's questions, answered by the documents and by the model."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from bedmodel.cli import options
from bedmodel.defaults import DRAWS, SEED


class Format(enum.StrEnum):
    """What is printed."""

    table = "table"
    json = "json"
    md = "md"


OutputFormat = Annotated[Format, typer.Option("--format", help="What to print.")]


def scrutinise(
    scenario: options.ScenarioFile,
    draws: options.Draws = DRAWS,
    seed: options.Seed = SEED,
    settings: options.Settings = None,
    recalibrate: options.Recalibrate = False,
    format: OutputFormat = Format.table,
    deterministic: options.Deterministic = False,
    root: options.Root = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    debug: options.Debug = False,
) -> None:
    """Answer a scrutiny committee's questions: a page to take into a meeting.

    Each question stands with what the documents say, in the scenario's `scrutiny:` section with their sources, and
    with what the model says. Where the documents are silent the page says so.

    \b
    Examples:
      bedmodel scrutinise scenarios/bct.yaml
      bedmodel scrutinise scenarios/bct.yaml --format md > questions.md
    """
    from bedmodel.report import scrutiny

    options.check_recalibrate(recalibrate, settings)
    results = options.ran(
        scenario,
        settings,
        recalibrate=recalibrate,
        root=root,
        draws=0 if deterministic else draws,
        seed=seed,
        quiet=quiet,
    )
    options.say(results.warnings, quiet)
    texts = {
        options.Format.json: lambda: scrutiny.as_json(results),
        options.Format.md: lambda: scrutiny.markdown(results),
    }
    wanted = options.Format(format.value)
    options.print_as(wanted, no_color, lambda console: scrutiny.show(results, console), texts)
