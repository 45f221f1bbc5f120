"""The `bedmodel` program: commands, exit codes, and errors without tracebacks."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import click
import typer

from bedmodel import __version__
from bedmodel.cli import run as run_command

DONE, FAILED_CHECK, USAGE, INVALID, MODEL_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130

app = typer.Typer(
    name="bedmodel",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("run")(run_command.run)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bedmodel {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Are there enough beds, does the money add up, how sure are we, and what must you believe?

    \b
    Start with:  bedmodel run scenarios/bct.yaml
    Exit codes:  0 done · 2 wrong usage · 3 invalid scenario · 4 the model failed · 130 interrupted
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    code = _guarded(given)
    _close_output()
    sys.exit(code)


def _guarded(arguments: list[str]) -> int:
    from bedmodel.problems import ModelError, ScenarioError

    try:
        result = app(args=arguments, standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.exceptions.Abort):
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return DONE
    except ScenarioError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        errors = sum(problem.severity == "error" for problem in error.problems)
        print(f"{errors} problem{'s' if errors != 1 else ''} found", file=sys.stderr)
        return INVALID
    except ModelError as error:
        print(f"the model failed: {error}", file=sys.stderr)
        return MODEL_FAILED
    except Exception as error:
        if "--debug" in arguments:
            raise
        print(f"the model failed: {type(error).__name__}: {error}", file=sys.stderr)
        print("    run again with --debug for the details, and please report this", file=sys.stderr)
        return MODEL_FAILED
    return result if isinstance(result, int) else DONE


def _close_output() -> None:
    """Flush what is left; a reader that has gone away (`| head`) is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
