"""`bedmodel doctor`: does the installed version give the answers that are published?"""

from __future__ import annotations

from bedmodel.cli import options
from bedmodel.cli.options import Format


def doctor(
    format: options.OutputFormat = Format.table,
    quiet: options.Quiet = False,
    no_color: options.NoColor = False,
    debug: options.Debug = False,
) -> None:
    """Is this installation well? Put published questions to it, and see whether figures can be had again.

    Published answers and closed forms (discount factors, Erlang's formula, Poisson tails, shares of variance, printed
    tables) are worked out anew with the functions that a run uses, and shown with who says so. A scenario that comes
    with the program is run and held against recorded figures. Exit code 1 where anything differs.

    \b
    Examples:
      bedmodel doctor
      bedmodel doctor --format json > doctor.json
    """
    import typer

    from bedmodel.checks.doctor import examine
    from bedmodel.problems import NOT_SO
    from bedmodel.report import doctor_page

    found = examine(None if quiet else options.progress_bar("asking published questions"))
    options.print_page(
        format,
        no_color,
        lambda: doctor_page.page(found),
        lambda: doctor_page.as_json(found),
        lambda: doctor_page.as_csv(found),
    )
    if not found.well:
        raise typer.Exit(NOT_SO)
