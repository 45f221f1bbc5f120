"""`bedmodel standards`: the beds that each standard of access asks for, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from bedmodel.analysis.held import Kind
    from bedmodel.analysis.standards import Access
    from bedmodel.analysis.trials import Trials


def _share(text: str) -> float:
    """A share as a number; wrong usage with what to write where it is a percentage."""
    try:
        return float(text)
    except ValueError:
        pass
    try:
        meant = f"write {float(text.rstrip('% ')) / 100:g} for {text}" if text.endswith("%") else ""
    except ValueError:
        meant = ""
    raise typer.BadParameter(f"{text} is not a number" + (f"; {meant}" if meant else ""))


Occupancy = Annotated[
    list[float] | None,
    typer.Option(
        metavar="SHARE", parser=_share, help="Mean occupancy, such as 0.9; instead of 0.85 and 0.92. Repeatable."
    ),
]
Refusal = Annotated[
    list[float] | None,
    typer.Option(
        metavar="SHARE", parser=_share, help="Patients who may find no bed free; instead of 0.01. Repeatable."
    ),
]
DaysOver = Annotated[
    list[float] | None,
    typer.Option(metavar="DAYS", help="Days a year on which need may exceed the beds; instead of 10. Repeatable."),
]
Pool = Annotated[list[str] | None, typer.Option(metavar="POOL", help="One pool instead of all. Repeatable.")]
Year = Annotated[str | None, typer.Option(metavar="YEAR", help="The last year where left out.")]
Wards = Annotated[
    float | None,
    typer.Option(metavar="BEDS", help="Beds in a ward, for the cost of not sharing; the file's where left out."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write charts (PNG, SVG), standards.csv and standards.json here."),
]


def standards(
    scenario: options.ScenarioFile,
    occupancy: Occupancy = None,
    refusal: Refusal = None,
    days_over: DaysOver = None,
    pool: Pool = None,
    year: Year = None,
    wards: Wards = None,
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
    """Beds needed under each standard: an occupancy, patients who find no bed, days a year over capacity.

    And what the beds would be like, why one percentage cannot serve a ward and a hospital, and how many beds it costs
    if wards or sites cannot use each other's.

    \b
    Examples:
      bedmodel standards scenarios/bct.yaml
      bedmodel standards scenarios/bct.yaml --pool acute --refusal 0.01 --refusal 0.001
      bedmodel standards scenarios/bct.yaml --days-over 5 --wards 24 --out out/standards
      bedmodel standards scenarios/bct.yaml --year 2018/19 --format csv
    """
    options.check_recalibrate(recalibrate, settings)
    asked: dict[Kind, list[float]] = {
        "occupancy": occupancy or [],
        "refusal": refusal or [],
        "days_over": days_over or [],
    }
    _check_limits(asked, wards)
    folder = options.folder_for(out)
    trials = options.trials_for(
        scenario,
        settings,
        recalibrate=recalibrate,
        root=root,
        draws=0 if deterministic else draws,
        seed=seed,
        quiet=quiet,
    )
    found = _standards(trials, asked, pool or [], year, wards, quiet)
    if folder is not None:
        _write(found, folder, quiet)
    _print(found, format, no_color)


def _check_limits(asked: dict[Kind, list[float]], wards: float | None) -> None:
    """Wrong usage of the option whose value cannot be."""
    from bedmodel.analysis.standards import check_wards, checked

    for kind, limits in asked.items():
        with options.as_wrong_usage(f"--{kind.replace('_', '-')}"):
            checked(kind, limits)
    with options.as_wrong_usage("--wards"):
        check_wards(wards)


def _standards(
    trials: Trials,
    asked: dict[Kind, list[float]],
    pools: list[str],
    year: str | None,
    wards: float | None,
    quiet: bool,
) -> Access:
    """The answer; wrong usage where the scenario has no such pool or year, or no beds."""
    from bedmodel.analysis.standards import chosen_pools, chosen_year, standards

    with options.as_wrong_usage("--pool" if pools else "SCENARIO"):
        chosen_pools(trials, pools)
    with options.as_wrong_usage("--year"):
        chosen_year(trials, year)
    progress = None if quiet else options.progress_bar()
    return standards(trials, **asked, pools=pools, year=year, wards=wards, progress=progress)


def _print(access: Access, format: Format, no_color: bool) -> None:
    from bedmodel.report import standards_page, standards_records

    options.print_page(
        format,
        no_color,
        page=lambda: standards_page.page(access),
        json=lambda: standards_records.as_json(access),
        csv=lambda: standards_records.as_csv(access),
    )


def _write(access: Access, folder: Path, quiet: bool) -> None:
    from bedmodel.report.standards_charts import write_charts
    from bedmodel.report.standards_records import write_records

    written = [*write_records(access, folder), *write_charts(access, folder)]
    if not quiet:
        options.say_written(folder, written)
