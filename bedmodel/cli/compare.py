"""`bedmodel compare`: several scenarios side by side, on the same futures."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from bedmodel.analysis.compare import Comparison
    from bedmodel.analysis.kinds import Figure
    from bedmodel.scenario.scenario import Scenario


class By(enum.StrEnum):
    """What a comparison may be spread over."""

    year = "year"


ScenarioFiles = Annotated[
    list[str], typer.Argument(metavar="SCENARIO…", help="Two or more scenario files that start in the same year.")
]
Reference = Annotated[
    str | None,
    typer.Option(metavar="ID|FILE", help="The option the others are held against; the first where left out."),
]
Metrics = Annotated[
    list[str] | None,
    typer.Option("--metric", metavar="ADDRESS", help="A figure in place of the headline. Repeatable."),
]
SpreadBy = Annotated[By | None, typer.Option("--by", help="Every year instead of the last one that all share.")]
Year = Annotated[str | None, typer.Option(metavar="YEAR", help="Another year that all options have.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write charts (PNG, SVG), compare.csv and compare.json here."),
]


def compare(
    scenarios: ScenarioFiles,
    reference: Reference = None,
    metric: Metrics = None,
    by: SpreadBy = None,
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
    """Compare scenarios: which option does better, by how much, and how surely?

    Every option meets the same futures, and differences are taken future by future. What is --set holds for every
    option that has a place for it.

    \b
    Examples:
      bedmodel compare scenarios/bct.yaml scenarios/no-cuts.yaml scenarios/half-delivery.yaml
      bedmodel compare scenarios/*-closures.yaml scenarios/bct.yaml --reference bct --out out/compare
      bedmodel compare scenarios/bct.yaml scenarios/no-cuts.yaml --metric beds.gap[pool=acute] --by year
      bedmodel compare scenarios/bct.yaml scenarios/no-cuts.yaml --set occupancy_standard=0.85 --format csv
    """
    from bedmodel.analysis.compare import compare as compare_scenarios
    from bedmodel.analysis.headline import bed_courses
    from bedmodel.once import Once
    from bedmodel.scenario.found import without_locks
    from bedmodel.scenario.several import load_all

    scenarios = without_locks(scenarios)
    if len(scenarios) < 2:
        raise typer.BadParameter("a comparison needs at least two scenarios", param_hint="SCENARIO…")
    options.check_recalibrate(recalibrate, settings)
    folder, once = options.folder_for(out), Once()
    loaded = load_all(scenarios, settings=settings or (), recalibrate=recalibrate, root=root, once=once)
    against = _reference(reference, loaded)
    figures, years = _wanted(loaded, against, metric or (), by, year)
    comparison = compare_scenarios(
        loaded,
        reference=against,
        figures=figures,
        years=years,
        courses=bed_courses(loaded) if folder else (),
        draws=0 if deterministic else draws,
        seed=seed,
        once=once,
        progress=None if quiet else options.progress_bar(),
    )
    options.say((p for option in comparison.options for p in option.results.warnings), quiet)
    if folder is not None:
        _write(comparison, folder, quiet)
    _print(comparison, format, no_color)


def _reference(text: str | None, scenarios: Sequence[Scenario]) -> int:
    """Which option is the reference; wrong usage where none is meant."""
    from bedmodel.analysis.alignment import find_option, short_names
    from bedmodel.problems import did_you_mean

    if text is None:
        return 0
    names = short_names(scenarios)
    found = find_option(text, scenarios, names)
    if found is None:
        message = f"`{text}` is not one of the options; {did_you_mean(text, names)}"
        raise typer.BadParameter(message, param_hint="--reference")
    return found


def _wanted(
    scenarios: Sequence[Scenario], reference: int, metrics: Sequence[str], by: By | None, year: str | None
) -> tuple[list[Figure] | None, tuple[str, ...]]:
    """The figures and years that are asked for; wrong usage where one does not exist."""
    from bedmodel.analysis.alignment import common_years
    from bedmodel.analysis.headline import figure_at

    shared = common_years(scenarios, reference)
    if year is not None and by is not None:
        raise typer.BadParameter("one year, or --by year: not both", param_hint="--year")
    if year is not None and year not in shared:
        message = f"`{year}` is not a year that all options have: {shared[0]} to {shared[-1]}"
        raise typer.BadParameter(message, param_hint="--year")
    try:
        figures = [figure_at(address, scenarios, shared) for address in metrics]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--metric") from error
    return figures or None, shared if by is not None else (year or shared[-1],)


def _print(comparison: Comparison, format: Format, no_color: bool) -> None:
    from bedmodel.report import compare_records, markdown, terminal

    texts = {
        Format.json: lambda: compare_records.as_json(comparison),
        Format.csv: lambda: compare_records.as_csv(comparison),
        Format.md: lambda: markdown.comparison_markdown(comparison),
    }
    options.print_as(format, no_color, lambda console: terminal.show_comparison(comparison, console), texts)


def _write(comparison: Comparison, folder: Path, quiet: bool) -> None:
    from bedmodel.report.compare_charts import write_charts
    from bedmodel.report.compare_records import write_records

    written = [*write_records(comparison, folder), *write_charts(comparison, folder)]
    if not quiet:
        options.say_written(folder, written)
