"""`bedmodel sensitivity`: which numbers matter most for a figure."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import DRAWS, SAMPLES, SEED

if TYPE_CHECKING:
    from bedmodel.analysis.sensitivity import Sensitivity
    from bedmodel.analysis.trials import Trials
    from bedmodel.metrics import Selector

FEWEST, MOST = 64, 65_536


class Method(enum.StrEnum):
    """How to find out what matters."""

    tornado = "tornado"
    sobol = "sobol"
    rank = "rank"
    all = "all"


class By(enum.StrEnum):
    """Among what the variance is shared."""

    assumption = "assumption"
    theme = "theme"


Metrics = Annotated[
    list[str] | None,
    typer.Option("--metric", metavar="ADDRESS", help="A figure in place of the headline. Repeatable."),
]
How = Annotated[
    Method, typer.Option(help="One at a time; shares of variance; rank correlation for a quick look; or all three.")
]
Spread = Annotated[By, typer.Option("--by", help="Share the variance among single numbers, or whole themes.")]
Samples = Annotated[
    int,
    typer.Option(min=FEWEST, max=MOST, metavar="N", help="Points for shares of variance, a power of two."),
]
Swing = Annotated[
    str | None,
    typer.Option(metavar="SHARE", help="Move every number by that share of itself, such as 10%, with a range or not."),
]
Top = Annotated[int, typer.Option(min=1, help="How many rows and bars to show; csv and json have all.")]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write charts (PNG, SVG), sensitivity.csv and sensitivity.json here."),
]


def sensitivity(
    scenario: options.ScenarioFile,
    metric: Metrics = None,
    method: How = Method.all,
    by: Spread = By.assumption,
    samples: Samples = SAMPLES,
    swing: Swing = None,
    top: Top = 15,
    out: Out = None,
    draws: options.Draws = DRAWS,
    seed: options.Seed = SEED,
    settings: options.Settings = None,
    recalibrate: options.Recalibrate = False,
    format: options.OutputFormat = Format.table,
    root: options.Root = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    debug: options.Debug = False,
) -> None:
    """What matters most: which uncertain numbers move a figure, by how much, and which way?

    A tornado moves one number at a time over its range. Shares of variance (Sobol indices) let all vary at once and say
    what each does alone and together with others. Rank correlation is a quick look over the ordinary draws.

    \b
    Examples:
      bedmodel sensitivity scenarios/bct.yaml
      bedmodel sensitivity scenarios/bct.yaml --metric beds.gap[pool=acute,year=2020/21] --method tornado
      bedmodel sensitivity scenarios/bct.yaml --method tornado --swing 10%
      bedmodel sensitivity scenarios/bct-with-risks.yaml --method sobol --by theme --samples 4096
      bedmodel sensitivity scenarios/bct.yaml --metric finance.gap --format csv --out out/sensitivity
    """
    from bedmodel.analysis.sensitivity import METHODS
    from bedmodel.analysis.sensitivity import sensitivity as find_out

    options.check_recalibrate(recalibrate, settings)
    share = _checked(method, by, samples, swing, draws)
    folder = options.folder_for(out)
    draws = draws if method in (Method.rank, Method.all) else 0
    trials = options.trials_for(
        scenario, settings, recalibrate=recalibrate, root=root, draws=draws, seed=seed, quiet=quiet
    )
    found = find_out(
        trials,
        _wanted(trials, metric),
        methods=[name for name in METHODS if method in (name, Method.all)],
        swing=share,
        by_theme=by is By.theme,
        points=samples,
        watch=(lambda _: None) if quiet else options.progress_bar,
    )
    if folder is not None:
        _write(found, folder, top, quiet)
    _print(found, format, top, no_color)


def _checked(method: Method, by: By, samples: int, swing: str | None, draws: int) -> float | None:
    """The swing as a fraction; wrong usage where options do not go together or cannot be."""
    if samples & (samples - 1):
        below = 1 << (samples.bit_length() - 1)
        raise typer.BadParameter(
            f"{samples} is not a power of two; {below} and {2 * below} are", param_hint="--samples"
        )
    if by is By.theme and method in (Method.tornado, Method.rank):
        raise typer.BadParameter("only shares of variance have themes: --method sobol", param_hint="--by")
    if swing is not None and method in (Method.sobol, Method.rank):
        raise typer.BadParameter("only a tornado swings: --method tornado", param_hint="--swing")
    if method is Method.rank and not draws:
        raise typer.BadParameter("rank correlation needs draws", param_hint="--draws")
    return None if swing is None else _share(swing)


def _share(text: str) -> float:
    """A share such as 10% or 0.1, above nothing and at most all."""
    number = text.strip()
    try:
        share = float(number.removesuffix("%")) / (100 if number.endswith("%") else 1)
    except ValueError:
        share = float("nan")
    if not 0 < share <= 1:
        raise typer.BadParameter(f"`{text}` is no share; write 10% or 0.1", param_hint="--swing")
    return share


def _wanted(trials: Trials, addresses: list[str] | None) -> list[Selector]:
    """The figures that are asked for, or the headline; wrong usage where one does not exist."""
    from bedmodel.analysis.sensitivity import usual
    from bedmodel.metrics import Selector
    from bedmodel.report.phrases import WITHOUT_BEDS

    found = []
    with options.as_wrong_usage("--metric"):
        for address in addresses or ():
            selector = Selector.parse(address)
            if selector.statistic != "central":
                raise ValueError(f"`{address}`: the figure itself is wanted; leave `statistic=` out")
            trials.check(selector)
            found.append(selector)
        found = found or usual(trials, list(WITHOUT_BEDS))
        if not found:
            raise ValueError("the scenario has no headline figure; name one")
    return found


def _print(found: Sensitivity, format: Format, top: int, no_color: bool) -> None:
    from bedmodel.report import sensitivity_records as records
    from bedmodel.report.sensitivity_tables import page

    options.print_page(
        format,
        no_color,
        lambda: page(found, top),
        lambda: records.as_json(found),
        lambda: records.as_csv(found),
    )


def _write(found: Sensitivity, folder: Path, top: int, quiet: bool) -> None:
    from bedmodel.report.sensitivity_charts import write_charts
    from bedmodel.report.sensitivity_records import write_records

    written = [*write_records(found, folder), *write_charts(found, folder, top)]
    if not quiet:
        options.say_written(folder, written)
