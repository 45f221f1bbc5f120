"""`bedmodel backtest`: what was projected beside what came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from bedmodel.analysis.backtest import Backtest

ActualsFiles = Annotated[
    list[Path],
    typer.Option("--actuals", metavar="FILE", help="Published figures (CSV), or a folder of such files. Repeatable."),
]
Base = Annotated[str | None, typer.Option(metavar="YEAR", help="The year that is 100; the baseline where left out.")]
PlanFile = Annotated[
    str | None, typer.Option("--plan", metavar="FILE", help="Another scenario, whose own projection stands beside.")
]
Organisation = Annotated[
    str | None, typer.Option(metavar="NAME", help="Of tables of many organisations: this one, by code, name or area.")
]
Sector = Annotated[
    str | None, typer.Option(metavar="NAME", help="Of tables by sector: this one. General & Acute where left out.")
]
Pool = Annotated[
    str | None, typer.Option(metavar="POOL", help="Which pool a table counts that does not say so itself.")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write the chart (PNG, SVG), backtest.csv and backtest.json here."),
]


def backtest(
    scenario: options.ScenarioFile,
    actuals: ActualsFiles,
    base: Base = None,
    plan: PlanFile = None,
    organisation: Organisation = None,
    sector: Sector = None,
    pool: Pool = None,
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
    """Hold a projection against what was published since: would it have been right?

    Changes from a base year are compared, never levels. Read are the program's own tables (data/actuals) and the bed
    returns of NHS England (KH03): its flat files, its sheet by trust saved as CSV, and tables by quarter.

    \b
    Examples:
      bedmodel backtest scenarios/backtest-2018.yaml --actuals data/actuals
      bedmodel backtest scenarios/backtest-2018.yaml --actuals data/actuals --plan scenarios/bct.yaml
      bedmodel backtest scenarios/bct.yaml --actuals data/actuals --base 2016/17
      bedmodel backtest scenarios/backtest-2018.yaml --actuals data/actuals --out out/backtest
    """
    options.check_recalibrate(recalibrate, settings)
    folder = options.folder_for(out)
    from bedmodel.analysis.actuals import read_actuals
    from bedmodel.analysis.backtest import backtest_trials
    from bedmodel.analysis.trials import Trials
    from bedmodel.scenario.load import load

    trials = options.trials_for(
        scenario,
        settings,
        recalibrate=recalibrate,
        root=root,
        draws=0 if deterministic else draws,
        seed=seed,
        quiet=quiet,
    )
    other = None if plan is None else Trials.of(load(plan, root=root))
    progress = None if quiet else options.progress_bar()
    with options.as_wrong_usage("--actuals"):
        published = read_actuals(actuals, organisation=organisation, sector=sector, pool=pool, root=root)
    with options.as_wrong_usage("--actuals, --base or --pool"):
        found = backtest_trials(trials, published, base=base, plan=other, progress=progress)
    if folder is not None:
        _write(found, folder, quiet)
    _print(found, format, no_color)


def _print(found: Backtest, format: Format, no_color: bool) -> None:
    from bedmodel.report import backtest_page

    options.print_page(
        format,
        no_color,
        page=lambda: backtest_page.page(found),
        json=lambda: backtest_page.as_json(found),
        csv=lambda: backtest_page.as_csv(found),
    )


def _write(found: Backtest, folder: Path, quiet: bool) -> None:
    from bedmodel.report.backtest_charts import write_charts
    from bedmodel.report.backtest_page import write_records

    written = [*write_records(found, folder), *write_charts(found, folder)]
    if not quiet:
        options.say_written(folder, written)
