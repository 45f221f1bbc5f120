"""`bedmodel run`: a scenario to tables, charts and files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from bedmodel.results import Results

Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write charts (PNG, SVG), results.csv, results.json and run.json here."),
]


def run(
    scenario: options.ScenarioFile,
    out: Out = None,
    draws: options.Draws = DRAWS,
    seed: options.Seed = SEED,
    settings: options.Settings = None,
    recalibrate: options.Recalibrate = False,
    format: options.OutputFormat = Format.table,
    deterministic: options.Deterministic = False,
    root: options.Root = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    debug: options.Debug = False,
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

    options.check_recalibrate(recalibrate, settings)
    folder = options.folder_for(out)
    results = options.ran(
        scenario,
        settings,
        recalibrate=recalibrate,
        root=root,
        draws=0 if deterministic else draws,
        seed=seed,
        quiet=quiet,
    )
    options.say([*results.warnings, *(o.problem for o in evaluate(results) if o.held is False)], quiet)
    if folder is not None:
        _write(results, folder, quiet)
    _print(results, format, no_color)


def _print(results: Results, format: Format, no_color: bool) -> None:
    from bedmodel.report import markdown, records, terminal

    texts = {
        Format.json: lambda: records.as_json(results),
        Format.csv: lambda: records.as_csv(results),
        Format.md: lambda: markdown.markdown(results),
    }
    options.print_as(format, no_color, lambda console: terminal.show(results, console), texts)


def _write(results: Results, folder: Path, quiet: bool) -> None:
    from bedmodel.report.charts import write_charts
    from bedmodel.report.charts_bedless import write_bedless_charts
    from bedmodel.report.records import write_records

    charts = [*write_charts(results, folder), *write_bedless_charts(results, folder)]
    written = [*write_records(results, folder), *charts]
    if not quiet:
        options.say_written(folder, written)
