"""`bedmodel diff`: what changed in the assumptions, and what that did to the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.cli.options import Format
from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from pathlib import Path

    from bedmodel.once import Once
    from bedmodel.report.diff_page import Answer
    from bedmodel.scenario.difference import Differences
    from bedmodel.scenario.scenario import Scenario

Old = Annotated[str, typer.Argument(metavar="OLD", help="A scenario file; with --against, the one as it is now.")]
New = Annotated[str | None, typer.Argument(metavar="NEW", help="The file to hold it against.")]
Against = Annotated[
    str | None,
    typer.Option(
        "--against", metavar="REVISION", help="Hold one file against itself in a git revision, such as HEAD~1."
    ),
]
AssumptionsOnly = Annotated[
    bool, typer.Option("--assumptions-only", help="What differs, without running anything; fast.")
]
FiguresOnly = Annotated[bool, typer.Option("--figures-only", help="What became of the figures, and what did it.")]
ExitCode = Annotated[bool, typer.Option("--exit-code", help="Leave with 1 where anything differs, as git diff does.")]


def diff(
    old: Old,
    new: New = None,
    against: Against = None,
    assumptions_only: AssumptionsOnly = False,
    figures_only: FiguresOnly = False,
    draws: options.Draws = DRAWS,
    seed: options.Seed = SEED,
    format: options.OutputFormat = Format.table,
    deterministic: options.Deterministic = False,
    exit_code: ExitCode = False,
    root: options.Root = None,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    debug: options.Debug = False,
) -> None:
    """What changed in the assumptions, and what did that do to the figures?

    Each number that differs is shown with both values, what is cited for it and where it stands; then what became of
    beds and money, on the same futures, and which difference did it. A revision is read from git with all that the file
    extended and included then; the working tree stays as it is.

    \b
    Examples:
      bedmodel diff scenarios/bct.yaml scenarios/half-delivery.yaml
      bedmodel diff scenarios/bct.yaml --against HEAD~1
      bedmodel diff scenarios/bct.yaml --against main --format md > change.md
      bedmodel diff scenarios/bct.yaml --against v1.0 --assumptions-only --exit-code
    """
    from bedmodel.once import Once
    from bedmodel.problems import NOT_SO
    from bedmodel.report import diff_page, diff_records

    if assumptions_only and figures_only:
        raise typer.BadParameter("one of the two: without either, both are shown", param_hint="--figures-only")
    once = Once()
    before, after = _loaded(old, new, against, root, once)
    answer = _answer(before, after, once, 0 if deterministic else draws, seed, assumptions_only, figures_only, quiet)
    _warn(answer, against is not None, quiet)
    options.print_page(
        format,
        no_color,
        lambda: diff_page.page(answer),
        lambda: diff_records.as_json(answer),
        lambda: diff_records.as_csv(answer),
    )
    if exit_code and answer.found:
        raise typer.Exit(NOT_SO)


def _loaded(
    one: str, other: str | None, against: str | None, root: Path | None, once: Once
) -> tuple[Scenario, Scenario]:
    """The two scenarios; wrong usage where they cannot be meant."""
    from bedmodel.scenario.load import load
    from bedmodel.scenario.revision import Revision, RevisionError
    from bedmodel.scenario.several import load_all

    if against is None:
        if other is None:
            raise typer.BadParameter("name two files, or one and --against REVISION", param_hint="NEW")
        old, new = load_all([one, other], root=root, once=once)
        return old, new
    if other is not None:
        raise typer.BadParameter("one file is held against itself in a revision", param_hint="--against")
    new = load(one, root=root, once=once)
    with options.as_wrong_usage("--against"):
        revision = Revision.of(one, against)
        found = revision.find(one, None)
        if not revision.has(found):
            raise RevisionError(f"{found.name}: there was no such file then; name two files to compare others")
    return load(one, root=root, store=revision, once=once), new


def _warn(answer: Answer, of_the_past: bool, quiet: bool) -> None:
    """Say what is questionable in the two, but not in a file as it was."""
    if answer.comparison is None:
        sides = [answer.found.old.warnings, answer.found.new.warnings]
    else:
        sides = [tuple(option.results.warnings) for option in answer.comparison.options]
    options.say((problem for side in sides[of_the_past:] for problem in side), quiet)


def _answer(
    old: Scenario,
    new: Scenario,
    once: Once,
    draws: int,
    seed: int,
    assumptions_only: bool,
    figures_only: bool,
    quiet: bool,
) -> Answer:
    """What differs; and what that does, where something differs and it is asked for."""
    from bedmodel.report.diff_page import Answer
    from bedmodel.scenario.difference import differences

    found = differences(old, new)
    if assumptions_only or not found:
        return Answer(found, listed=not figures_only)
    return _with_figures(found, once, draws, seed, listed=not figures_only, quiet=quiet)


def _with_figures(found: Differences, once: Once, draws: int, seed: int, *, listed: bool, quiet: bool) -> Answer:
    """What differs and what it does; without figures where those of the two cannot be set side by side."""
    from bedmodel.analysis.alignment import common_years
    from bedmodel.analysis.compare import compare
    from bedmodel.analysis.moved import moved
    from bedmodel.problems import ScenarioError
    from bedmodel.report.diff_page import Answer

    pair = (found.old, found.new)
    try:
        common_years(pair)
    except ScenarioError as error:
        return Answer(found, apart=error.problems, listed=listed)
    drawing = None if quiet else options.progress_bar()
    comparison = compare(pair, draws=draws, seed=seed, once=once, progress=drawing)
    trying = None if quiet else options.progress_bar("trying each difference alone")
    return Answer(found, comparison, moved(found, comparison, once=once, progress=trying), listed=listed)
