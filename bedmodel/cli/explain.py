"""`bedmodel explain`: from a figure to its formula, its inputs, and the lines of the file it rests on."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options

if TYPE_CHECKING:
    from bedmodel.analysis.explain import Explanation
    from bedmodel.analysis.traced_run import TracedRun
    from bedmodel.metrics import Selector


class ExplainFormat(enum.StrEnum):
    """What is printed."""

    tree = "tree"
    json = "json"
    md = "md"


Metric = Annotated[
    str | None,
    typer.Argument(metavar="METRIC", help="The figure, such as finance.gap or beds.gap[pool=acute,year=2020/21]."),
]
Pool = Annotated[str | None, typer.Option(metavar="POOL", help="One pool of it instead of all.")]
Line = Annotated[str | None, typer.Option(metavar="LINE", help="One line of it instead of the total.")]
Year = Annotated[str | None, typer.Option(metavar="YEAR", help="The last year where left out; `all` adds up a flow.")]
Depth = Annotated[
    int | None,
    typer.Option(min=1, metavar="LEVELS", help="How far down the tree goes; as far as it can be read where left out."),
]
Chart = Annotated[
    Path | None,
    typer.Option(metavar="FILE.svg", help="Draw a map of the model, or of METRIC alone: what follows from what."),
]
OutputFormat = Annotated[ExplainFormat, typer.Option("--format", help="What to print.")]


def explain(
    scenario: options.ScenarioFile,
    metric: Metric = None,
    pool: Pool = None,
    line: Line = None,
    year: Year = None,
    depth: Depth = None,
    chart: Chart = None,
    settings: options.Settings = None,
    recalibrate: options.Recalibrate = False,
    format: OutputFormat = ExplainFormat.tree,
    root: options.Root = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    debug: options.Debug = False,
) -> None:
    """Explain a figure: how does it come about, and on which lines of which documents does it rest?

    The tree is read off the code as it works the figure out once more, so it cannot say anything else than what was
    computed. Each number has its formula; each assumption its file, line, source and confidence.

    \b
    Examples:
      bedmodel explain scenarios/bct.yaml beds.gap --pool acute
      bedmodel explain scenarios/bct.yaml finance.gap --year 2020/21 --depth 2
      bedmodel explain scenarios/bct.yaml "beds.required[pool=acute]" --format md > required.md
      bedmodel explain scenarios/bct.yaml finance.gap --format json > gap.json
      bedmodel explain scenarios/bct.yaml --chart model.svg
    """
    from bedmodel.analysis.traced_run import traced_run

    if metric is None and chart is None:
        raise typer.BadParameter("name a figure, or ask for a --chart of the whole model", param_hint="METRIC")
    if chart is not None and chart.suffix.lower() != ".svg":
        raise typer.BadParameter("the map is an SVG; name it so, such as model.svg", param_hint="--chart")
    options.check_recalibrate(recalibrate, settings)
    figure = options.selected("METRIC", metric, pool, line, year) if metric is not None else None
    results = options.ran(scenario, settings, recalibrate=recalibrate, root=root, draws=0, seed=0, quiet=True)
    options.say(results.warnings, quiet)
    run = traced_run(results)
    if chart is not None:
        _draw(run, figure, chart, quiet)
    if figure is not None:
        from bedmodel.analysis.explain import explain as explained

        with options.as_wrong_usage("METRIC"):
            found = explained(results, figure, run)
        _print(found, format, depth, no_color)


def _draw(run: TracedRun, figure: Selector | None, chart: Path, quiet: bool) -> None:
    from bedmodel.report.model_map import write_map

    options.folder_for(chart.parent, "--chart")
    with options.as_wrong_usage("METRIC"):
        write_map(run, figure, chart)
    if not quiet:
        options.say_written(chart.parent, [chart])


def _print(explanation: Explanation, format: ExplainFormat, depth: int | None, no_color: bool) -> None:
    from bedmodel.report import explain_page

    texts = {
        options.Format.json: lambda: explain_page.as_json(explanation),
        options.Format.md: lambda: explain_page.as_markdown(explanation, depth),
    }
    wanted = options.Format.table if format is ExplainFormat.tree else options.Format(format.value)
    options.print_as(wanted, no_color, lambda console: explain_page.show(explanation, console, depth), texts)
