"""`bedmodel appraise`: options over their life, against the least that could be done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from bedmodel.analysis.appraise import Appraisal
    from bedmodel.analysis.ranking import Ranking

LONGEST = 200
Reference = Annotated[
    str, typer.Argument(metavar="REFERENCE", help="The least that could be done; the others are held against it.")
]
Options = Annotated[list[str], typer.Argument(metavar="OPTION…", help="One or more scenarios with the same baseline.")]
Years = Annotated[
    int | None,
    typer.Option(min=1, max=LONGEST, help="Years after the baseline; what the scenarios state where left out."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write charts (PNG, SVG), appraise.csv and appraise.json here."),
]


def appraise(
    reference: Reference,
    scenarios: Options,
    years: Years = None,
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
    """Appraise options as the Green Book asks: what is each worth over its life, and how surely is one best?

    Costs and benefits to society, whoever pays, in real prices and discounted, with optimism bias and risks at their
    expected value; beside them what each payer must find, year by year; and what would change the order. A scenario
    says under `appraisal:` over how many years, and how need and cost go on after the plan.

    \b
    Examples:
      bedmodel appraise scenarios/no-cuts.yaml scenarios/bct.yaml
      bedmodel appraise scenarios/no-cuts.yaml scenarios/bct.yaml scenarios/gated-closures.yaml --out out/appraisal
      bedmodel appraise scenarios/no-cuts.yaml scenarios/bct.yaml --years 30 --set appraisal.cost_after=0.01
      bedmodel appraise scenarios/no-cuts.yaml scenarios/bct.yaml --format csv > appraisal.csv
    """
    from bedmodel.analysis.appraise import appraise as appraise_scenarios
    from bedmodel.analysis.ranking import rank
    from bedmodel.once import Once
    from bedmodel.scenario.found import without_locks
    from bedmodel.scenario.several import load_all

    options.check_recalibrate(recalibrate, settings)
    folder, once = options.folder_for(out), Once()
    paths = without_locks([reference, *scenarios])
    loaded = load_all(paths, settings=settings or (), recalibrate=recalibrate, root=root, once=once)
    appraisal = appraise_scenarios(
        loaded,
        years=years,
        draws=0 if deterministic else draws,
        seed=seed,
        once=once,
        progress=None if quiet else options.progress_bar(),
    )
    options.say((p for o in appraisal.options for p in o.trials.warnings), quiet)
    ranking = rank(appraisal, progress=None if quiet else options.progress_bar("what would change the order"))
    if folder is not None:
        _write(appraisal, ranking, folder, quiet)
    _print(appraisal, ranking, format, no_color)


def _print(appraisal: Appraisal, ranking: Ranking, format: Format, no_color: bool) -> None:
    from bedmodel.report import appraisal_page, appraisal_records

    options.print_page(
        format,
        no_color,
        lambda: appraisal_page.appraisal_page(appraisal, ranking),
        lambda: appraisal_records.as_json(appraisal, ranking),
        lambda: appraisal_records.as_csv(appraisal, ranking),
    )


def _write(appraisal: Appraisal, ranking: Ranking, folder: Path, quiet: bool) -> None:
    from bedmodel.report.appraisal_charts import write_charts
    from bedmodel.report.appraisal_records import write_records

    written = [*write_records(appraisal, ranking, folder), *write_charts(appraisal, ranking, folder)]
    if not quiet:
        options.say_written(folder, written)
