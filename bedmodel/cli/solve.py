"""`bedmodel solve`: at which value of an assumption a figure meets what is asked of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from bedmodel.analysis.break_even import BreakEven
    from bedmodel.analysis.condition import Condition, Probe
    from bedmodel.analysis.switching import Solution, Vary
    from bedmodel.analysis.trials import Trials

ALL = "all"
CHARTS = 12
"""Assumptions of which a chart is drawn; those that need move least where all are varied."""
Varied = Annotated[
    list[str],
    typer.Option(
        "--vary",
        metavar="NAME[=LOW..HIGH]",
        help="An assumption by its name or path, perhaps with the values to try; or `all`. Repeatable; of two the "
        "break-even is drawn too.",
    ),
]
Until = Annotated[
    str,
    typer.Option(metavar="CONDITION", help="What is asked: 'beds.gap[pool=acute] >= 0', 'probability(… <= 0) >= 0.8'."),
]
Compare = Annotated[
    list[str] | None,
    typer.Option("--compare-with", metavar="NAME", help="Another assumption to set beside it. Repeatable."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Write charts (PNG, SVG), solve.csv and solve.json here."),
]


def solve(
    scenario: options.ScenarioFile,
    vary: Varied,
    until: Until,
    compare_with: Compare = None,
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
    """Solve for an assumption: what must you believe for a figure to be as wanted?

    All other assumptions stay as they are. The answer stands beside the scenario's own value, its spread, and what has
    been achieved elsewhere. That no value will do is an answer too.

    \b
    Examples:
      bedmodel solve scenarios/bct.yaml --vary left_shift --until 'beds.gap[pool=acute] >= 0'
      bedmodel solve scenarios/half-delivery.yaml --vary all --until 'beds.gap[pool=acute] >= 0'
      bedmodel solve scenarios/bct.yaml --vary left_shift=0..0.4 --until 'occupancy.winter[pool=acute] <= 92%'
      bedmodel solve scenarios/bct.yaml --vary left_shift --until 'probability(beds.gap >= 0) >= 0.8'
      bedmodel solve scenarios/bct.yaml --vary left_shift --vary length_of_stay_trend --until 'beds.gap >= 0' --out out
    """
    from bedmodel.analysis.switching import solve as solve_for

    options.check_recalibrate(recalibrate, settings)
    draws = 0 if deterministic else draws
    condition = _condition(until, draws)
    folder = options.folder_for(out)
    trials = options.trials_for(
        scenario, settings, recalibrate=recalibrate, root=root, draws=draws, seed=seed, quiet=quiet
    )
    with options.as_wrong_usage("--until"):
        trials.check(condition.figure)
    varied = _varied(trials, vary)
    solution = solve_for(
        trials,
        condition,
        varied,
        compare_with=_compared(trials, varied, compare_with or []),
        in_futures=ALL not in vary,
        progress=None if quiet else options.progress_bar("solving"),
    )
    _show(solution, folder, format, no_color=no_color, quiet=quiet)


def _condition(until: str, draws: int) -> Condition:
    """What is asked; wrong usage where it is no condition, or is asked of draws that are not made."""
    from bedmodel.analysis.condition import Condition

    with options.as_wrong_usage("--until"):
        condition = Condition.parse(until)
    if condition.needs_draws and not draws:
        raise typer.BadParameter("a probability or statistic is of the draws, and none are made", param_hint="--until")
    return condition


def _varied(trials: Trials, texts: list[str]) -> list[Vary]:
    """What is to be varied; wrong usage where a name or its values are not to be had, or the same is named twice."""
    from bedmodel.analysis.switching import everything, to_vary

    if ALL in texts:
        if len(texts) > 1:
            raise typer.BadParameter("`all` and one by name: not both", param_hint="--vary")
        return everything(trials)
    with options.as_wrong_usage("--vary"):
        found = [to_vary(trials, text) for text in texts]
    if len({vary.assumption.path for vary in found}) < len(found):
        raise typer.BadParameter("the same assumption is named twice", param_hint="--vary")
    return found


def _compared(trials: Trials, varied: list[Vary], names: list[str]) -> dict[str, float]:
    """Further values to set beside what is varied, by title; wrong usage where they are none, or in another unit."""
    from bedmodel.problems import did_you_mean

    found: dict[str, float] = {}
    units = {vary.assumption.unit for vary in varied}
    for name in names:
        quantity = trials.scenario.content.assumptions.get(name)
        if quantity is None:
            message = f"no assumption is called `{name}`; {did_you_mean(name, trials.scenario.content.assumptions)}"
            raise typer.BadParameter(message, param_hint="--compare-with")
        other = trials.scenario.assumption(quantity)
        if not isinstance(other.value, float) or units != {other.unit}:
            message = f"`{name}` is in {other.unit}; what is varied is in {', '.join(sorted(map(str, units)))}"
            raise typer.BadParameter(message, param_hint="--compare-with")
        found[trials.scenario.title_of(other)] = other.value
    return found


def _show(solution: Solution, folder: Path | None, format: Format, *, no_color: bool, quiet: bool) -> None:
    """Print the answer and write its files; of two assumptions with their break-even."""
    from bedmodel.analysis.break_even import break_even
    from bedmodel.analysis.condition import Probe
    from bedmodel.report import solve_page, solve_records

    probe = Probe(solution.trials, solution.condition, None if quiet else options.progress_bar("trying both together"))
    curve = break_even(probe, *solution.switching) if len(solution.switching) == 2 else None
    if folder is not None:
        _write(solution, probe, curve, folder, quiet)
    options.print_page(
        format,
        no_color,
        lambda: solve_page.solve_page(solution, curve),
        lambda: solve_records.as_json(solution, curve),
        lambda: solve_records.as_csv(solution),
    )


def _write(solution: Solution, probe: Probe, curve: BreakEven | None, folder: Path, quiet: bool) -> None:
    from bedmodel.analysis.response import response
    from bedmodel.analysis.switching import ordered
    from bedmodel.report.solve_charts import write_charts
    from bedmodel.report.solve_records import write_records

    moving = [switching for switching in ordered(solution) if not switching.idle]
    responses = [response(probe, switching) for switching in moving[:CHARTS]]
    written = [*write_records(solution, curve, folder), *write_charts(solution, responses, curve, folder)]
    if not quiet:
        options.say_written(folder, written)
