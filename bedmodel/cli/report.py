"""`bedmodel report`: one file to share, as a page, a workbook, Markdown or PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bedmodel.cli import options
from bedmodel.defaults import DRAWS, SEED

if TYPE_CHECKING:
    from bedmodel.report.dossier import Dossier

ScenarioFiles = Annotated[
    list[str], typer.Argument(metavar="SCENARIO…", help="The plan, and any alternatives that start in the same year.")
]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="A page in one file; needs no network.")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="A workbook, its arithmetic as formulas.")]
Md = Annotated[Path | None, typer.Option("--md", metavar="FILE", help="The page's text and tables as Markdown.")]
Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="The page as PDF; needs Chromium or Chrome.")]

Slider = Annotated[
    list[str] | None,
    typer.Option(
        "--slider",
        metavar="NAME[=LOW..HIGH]",
        help="What can be moved on the page, instead of the three assumptions that matter most. Up to three.",
    ),
]


def report(
    scenarios: ScenarioFiles,
    html: Html = None,
    xlsx: Xlsx = None,
    md: Md = None,
    pdf: Pdf = None,
    slider: Slider = None,
    draws: options.Draws = DRAWS,
    seed: options.Seed = SEED,
    settings: options.Settings = None,
    recalibrate: options.Recalibrate = False,
    deterministic: options.Deterministic = False,
    root: options.Root = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Write one file to share: the answer, the pictures, the options side by side, every assumption with its source.

    The first scenario is the plan; the others are held against it, on the same futures. --html writes one page that
    works without a network; --xlsx a workbook whose arithmetic can be followed; --md and --pdf the page's words.

    \b
    Examples:
      bedmodel report scenarios/bct.yaml --html report.html
      bedmodel report scenarios/bct.yaml scenarios/no-cuts.yaml scenarios/half-delivery.yaml --html options.html
      bedmodel report scenarios/bct.yaml --xlsx bct.xlsx --pdf bct.pdf
      bedmodel report scenarios/bct.yaml --html try.html --slider left_shift_delivery=0..1
    """
    from bedmodel.analysis.tryout import check_moved
    from bedmodel.once import Once
    from bedmodel.report.gather import gather
    from bedmodel.scenario.found import without_locks
    from bedmodel.scenario.several import load_all

    wanted = _wanted(scenarios, html, xlsx, md, pdf)
    options.check_recalibrate(recalibrate, settings)
    once = Once()
    loaded = load_all(without_locks(scenarios), settings=settings or (), recalibrate=recalibrate, root=root, once=once)
    with options.as_wrong_usage("--slider"):
        check_moved(loaded, slider or (), once)
    dossier = gather(
        loaded,
        draws=0 if deterministic else draws,
        seed=seed,
        moved=slider or (),
        draw=html is not None or pdf is not None,
        rows=xlsx is not None,
        once=once,
        progress=None if quiet else options.progress_bar(),
    )
    options.say((p for portrait in dossier.portraits for p in portrait.results.warnings), quiet)
    for path, write in wanted:
        write(dossier, path)
        if not quiet:
            options.say_file(path)


Write = Callable[["Dossier", Path], None]


def _wanted(
    scenarios: list[str], html: Path | None, xlsx: Path | None, md: Path | None, pdf: Path | None
) -> list[tuple[Path, Write]]:
    """The files to write and how, each found writable before the work begins; wrong usage where there is none."""
    ways: list[tuple[str, Path | None, Write]] = [
        ("--html", html, _html),
        ("--xlsx", xlsx, _xlsx),
        ("--md", md, _md),
        ("--pdf", pdf, _pdf),
    ]
    taken = {Path(scenario).resolve(): f"{scenario} is read from" for scenario in scenarios}
    found = []
    for option, path, write in ways:
        if path is None:
            continue
        if why := taken.get(path.resolve()):
            raise typer.BadParameter(f"cannot write to {path}: {why}", param_hint=option)
        taken[path.resolve()] = f"{option} is written there"
        found.append((options.file_for(path, option), write))
    if not found:
        message, hint = "say what to write, such as --html report.html", "--html, --xlsx, --md, --pdf"
        raise typer.BadParameter(message, param_hint=hint)
    if pdf is not None:
        _check_browser()
    return found


def _check_browser() -> None:
    """Wrong usage where there is nothing to print a PDF with."""
    from bedmodel.report.web.pdf import NAMED, browser

    if browser() is None:
        message = (
            "needs Chromium or Chrome, and none is found; write --html and print that from any browser, or name one "
            f"in the environment variable {NAMED}"
        )
        raise typer.BadParameter(message, param_hint="--pdf")


def _html(dossier: Dossier, path: Path) -> None:
    from bedmodel.report.web.page import html

    path.write_text(html(dossier), encoding="utf-8")


def _md(dossier: Dossier, path: Path) -> None:
    from bedmodel.report.dossier_markdown import dossier_markdown

    path.write_text(dossier_markdown(dossier), encoding="utf-8")


def _xlsx(dossier: Dossier, path: Path) -> None:
    from bedmodel.report.workbook import write_workbook

    write_workbook(dossier, path)


def _pdf(dossier: Dossier, path: Path) -> None:
    from bedmodel.report.web.pdf import write_pdf

    write_pdf(dossier, path)
