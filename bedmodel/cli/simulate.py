"""`bedmodel simulate`: a pool day by day, to see what a winter is like and to try the closed forms."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import SEED

if TYPE_CHECKING:
    from bedmodel.analysis.simulate import Simulation
    from bedmodel.analysis.simulated_ward import Asked
    from bedmodel.scenario.scenario import Scenario

DAYS, REPLICATIONS = 365, 50


class WhenFull(enum.StrEnum):
    """What happens to patients who find every bed taken."""

    boarding = "boarding"
    refusal = "refusal"
    electives = "electives"


class Stay(enum.StrEnum):
    """How stays are distributed."""

    exponential = "exponential"
    lognormal = "lognormal"
    fixed = "fixed"


Pool = Annotated[str | None, typer.Option(metavar="POOL", help="The pool; may be left out where there is only one.")]
Year = Annotated[str | None, typer.Option(metavar="YEAR", help="The year, such as 2020/21; the last where left out.")]
Days = Annotated[int, typer.Option(min=1, help="Days to simulate, from 1 April.")]
Replications = Annotated[int, typer.Option(min=1, help="How many times, each with other patients.")]
Full = Annotated[
    WhenFull,
    typer.Option(
        "--when-full",
        help="Where every bed is taken: board patients, refuse them, or cancel planned patients and board the others.",
    ),
]
StayOption = Annotated[Stay, typer.Option("--stay", help="How stays are distributed.")]
StayVariation = Annotated[
    float | None,
    typer.Option("--stay-cv", metavar="NUMBER", help="Standard deviation ÷ mean of lognormal stays; 1.5 (assumed)."),
]
Nights = Annotated[
    float | None,
    typer.Option(
        "--length-of-stay", metavar="NIGHTS", help="Mean stay, in place of the scenario's daily: length_of_stay."
    ),
]
Beds = Annotated[float | None, typer.Option("--beds", metavar="BEDS", help="Beds open, in place of the scenario's.")]
Seed = Annotated[int, typer.Option(min=0, help="Same seed, same patients.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write the chart of a winter (PNG, SVG), simulate.csv and .json, days."),
]


def simulate(
    scenario: options.ScenarioFile,
    pool: Pool = None,
    year: Year = None,
    days: Days = DAYS,
    replications: Replications = REPLICATIONS,
    when_full: Full = WhenFull.boarding,
    stay: StayOption = Stay.lognormal,
    stay_variation: StayVariation = None,
    length_of_stay: Nights = None,
    beds: Beds = None,
    out: Out = None,
    seed: Seed = SEED,
    settings: options.Settings = None,
    recalibrate: options.Recalibrate = False,
    format: options.OutputFormat = Format.table,
    root: options.Root = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    debug: options.Debug = False,
) -> None:
    """Simulate a pool day by day: patients come, stay and leave, and beds run out or do not.

    The central case of a year, from 1 April, many times over. Says on how many days there are more patients than beds,
    how many are boarded, refused or cancelled, and whether the closed forms of a run say the same.

    \b
    Examples:
      bedmodel simulate scenarios/bct.yaml --pool acute --year 2020/21
      bedmodel simulate scenarios/bct.yaml --pool acute --when-full refusal --replications 200
      bedmodel simulate scenarios/bct.yaml --pool acute --beds 1750 --stay exponential --out out/winter
    """
    options.check_recalibrate(recalibrate, settings)
    _check_usage(stay, stay_variation, length_of_stay, beds)
    folder = options.folder_for(out)
    trials = options.trials_for(scenario, settings, recalibrate=recalibrate, root=root, draws=0, seed=seed, quiet=quiet)
    from bedmodel.analysis.simulate import simulate_setup
    from bedmodel.analysis.simulated_ward import VARIATION, Asked, check_size, set_up

    asked = Asked(
        pool=pool or _only_pool(trials.scenario),
        year=year or trials.scenario.span.names[-1],
        days=days,
        replications=replications,
        when_full=when_full.value,
        stay=stay.value,
        variation=VARIATION if stay_variation is None else stay_variation,
        beds=beds,
        length_of_stay=length_of_stay,
    )
    bar = None if quiet else options.progress_bar("simulating")
    with options.as_wrong_usage(_option_for(asked, trials.scenario)):
        setup = set_up(trials, asked)
    with options.as_wrong_usage(_option_of_size(asked)):
        check_size(setup)
    found = simulate_setup(setup, bar)
    if folder is not None:
        _write(found, folder, quiet)
    _print(found, format, no_color)


def _check_usage(stay: Stay, variation: float | None, length_of_stay: float | None, beds: float | None) -> None:
    """Wrong usage where a number cannot be meant."""
    if variation is not None and stay is not Stay.lognormal:
        raise typer.BadParameter(f"{stay.value} stays have none to choose", param_hint="--stay-cv")
    for option, value, most in (("--stay-cv", variation, 5.0), ("--length-of-stay", length_of_stay, 365.0)):
        if value is not None and not 0.01 <= value <= most:
            raise typer.BadParameter(f"{value:g} is not between 0.01 and {most:g}", param_hint=option)
    if beds is not None and not 0.0 < beds <= 1e6:
        raise typer.BadParameter(
            f"{beds:,.10g} cannot be: above 0 and up to 1,000,000 is possible", param_hint="--beds"
        )


def _only_pool(scenario: Scenario) -> str:
    """The pool where none is named; wrong usage where there are several, or none."""
    pools = list(scenario.content.pools)
    if len(pools) == 1:
        return pools[0]
    known = f"say which of its pools: {', '.join(pools)}" if pools else "the scenario has no pools"
    raise typer.BadParameter(known, param_hint="--pool")


def _option_for(asked: Asked, scenario: Scenario) -> str:
    """The option that is wrong where a pool cannot be simulated."""
    pool = scenario.content.pools.get(asked.pool)
    if pool is None:
        return "--pool"
    if asked.year not in scenario.span.names:
        return "--year"
    planned = pool.daily is not None and pool.daily.electives is not None
    return "--when-full" if asked.when_full == "electives" and not planned else "--pool"


def _option_of_size(asked: Asked) -> str:
    """The option that asks for more than usual where a simulation would be too large."""
    more = {"--days": asked.days > DAYS, "--replications": asked.replications > REPLICATIONS}
    return " / ".join([option for option, is_more in more.items() if is_more] or more)


def _print(found: Simulation, format: Format, no_color: bool) -> None:
    from bedmodel.report import simulation_page

    options.print_page(
        format,
        no_color,
        page=lambda: simulation_page.page(found),
        json=lambda: simulation_page.as_json(found),
        csv=lambda: simulation_page.as_csv(found),
    )


def _write(found: Simulation, folder: Path, quiet: bool) -> None:
    from bedmodel.report.simulation_charts import write_charts
    from bedmodel.report.simulation_page import write_records

    written = [*write_records(found, folder), *write_charts(found, folder)]
    if not quiet:
        options.say_written(folder, written)
