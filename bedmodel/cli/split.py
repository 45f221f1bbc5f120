"""`bedmodel split`: why a figure changes, taken apart exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from bedmodel.analysis.split import Split
    from bedmodel.analysis.trials import Trials
    from bedmodel.metrics import Selector
    from bedmodel.runs import Progress

BOTH = 2
"""Scenarios, where a difference between options is split."""
Scenarios = Annotated[
    list[str],
    typer.Argument(
        metavar="SCENARIO…",
        help="One scenario, between two years; or two, in one year: the second less the first.",
    ),
]
MetricOption = Annotated[
    str, typer.Option("--metric", metavar="ADDRESS", help="What to split, such as beds.gap[pool=acute] or finance.gap.")
]
Pool = Annotated[str | None, typer.Option(metavar="POOL", help="One pool of it instead of all.")]
Line = Annotated[str | None, typer.Option(metavar="LINE", help="One line of it, where a line has parts.")]
From = Annotated[str | None, typer.Option("--from", metavar="YEAR", help="The baseline year where left out.")]
To = Annotated[str | None, typer.Option("--to", metavar="YEAR", help="The last year where left out.")]
Year = Annotated[
    str | None, typer.Option(metavar="YEAR", help="With two scenarios: the last year that both have where left out.")
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="DIR", help="Write the chart (PNG, SVG), split.csv and split.json here.")
]


def split(
    scenarios: Scenarios,
    metric: MetricOption = "beds.required",
    pool: Pool = None,
    line: Line = None,
    start: From = None,
    end: To = None,
    year: Year = None,
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
    """Split a change: how much is due to people, their ages, stays, each lever, prices, the plan?

    Between two years of a scenario, or between two scenarios in one year on the same futures. The parts sum to the
    change exactly; nothing is left over.

    \b
    Examples:
      bedmodel split scenarios/bct.yaml
      bedmodel split scenarios/bct.yaml --metric beds.required --pool acute --from 2015/16 --to 2020/21
      bedmodel split scenarios/bct.yaml --metric finance.gap --out out/split
      bedmodel split scenarios/bct.yaml scenarios/half-delivery.yaml --metric beds.gap[pool=acute]
    """
    from bedmodel.analysis.trials import Trials
    from bedmodel.once import Once
    from bedmodel.scenario.several import load_all

    _check_usage(scenarios, start, end, year)
    options.check_recalibrate(recalibrate, settings)
    year_option = "--year" if len(scenarios) == BOTH else "--to"
    figure = options.selected("--metric", metric, pool, line, year or end, year_option)
    folder, once = options.folder_for(out), Once()
    loaded = load_all(scenarios, settings=settings or (), recalibrate=recalibrate, root=root, once=once)
    count = 0 if deterministic else draws
    trials = [Trials.of(scenario, draws=count, seed=seed, once=once) for scenario in loaded]
    found = _split(trials, figure, start, None if quiet else options.progress_bar())
    options.say((problem for tried in trials for problem in tried.warnings), quiet)
    if folder is not None:
        _write(found, folder, quiet)
    _print(found, format, no_color)


def _check_usage(scenarios: Sequence[str], start: str | None, end: str | None, year: str | None) -> None:
    """Wrong usage where there are too many scenarios, or years of the other kind of split."""
    if len(scenarios) > BOTH:
        raise typer.BadParameter("one scenario, or two to be held against each other", param_hint="SCENARIO")
    if len(scenarios) == BOTH and (start or end):
        message = "two scenarios are held against each other in one year; give it with --year"
        raise typer.BadParameter(message, param_hint="--from" if start else "--to")
    if len(scenarios) == 1 and year:
        message = "one scenario is split between two years; give them with --from and --to"
        raise typer.BadParameter(message, param_hint="--year")


def _split(trials: Sequence[Trials], figure: Selector, start: str | None, progress: Progress | None) -> Split:
    """The split that is asked for; wrong usage where a figure or year does not exist, or has no parts."""
    from bedmodel.analysis.split import split_options, split_years

    year, figure = figure.year, replace(figure, year=None)
    with options.as_wrong_usage("--metric"):
        if len(trials) == BOTH:
            return split_options(trials[0], trials[1], figure, year, progress)
        return split_years(trials[0], figure, start, year, progress)


def _print(split: Split, format: Format, no_color: bool) -> None:
    from bedmodel.report import split_page

    options.print_page(
        format,
        no_color,
        page=lambda: split_page.page(split),
        json=lambda: split_page.as_json(split),
        csv=lambda: split_page.as_csv(split),
    )


def _write(split: Split, folder: Path, quiet: bool) -> None:
    from bedmodel.report.split_charts import write_charts
    from bedmodel.report.split_page import write_records

    written = [*write_records(split, folder), *write_charts(split, folder)]
    if not quiet:
        options.say_written(folder, written)
