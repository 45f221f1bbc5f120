"""The `bedmodel` program: commands, exit codes, and errors without tracebacks."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Annotated, ParamSpec

import typer

from bedmodel import __version__
from bedmodel.cli import appraise as appraise_command
from bedmodel.cli import assumptions as assumptions_command
from bedmodel.cli import backtest as backtest_command
from bedmodel.cli import check as check_command
from bedmodel.cli import compare as compare_command
from bedmodel.cli import diff as diff_command
from bedmodel.cli import doctor as doctor_command
from bedmodel.cli import explain as explain_command
from bedmodel.cli import lint as lint_command
from bedmodel.cli import new as new_command
from bedmodel.cli import options
from bedmodel.cli import report as report_command
from bedmodel.cli import rules as rules_command
from bedmodel.cli import run as run_command
from bedmodel.cli import schema as schema_command
from bedmodel.cli import scrutinise as scrutinise_command
from bedmodel.cli import sensitivity as sensitivity_command
from bedmodel.cli import simulate as simulate_command
from bedmodel.cli import solve as solve_command
from bedmodel.cli import split as split_command
from bedmodel.cli import standards as standards_command
from bedmodel.cli import tour as tour_command
from bedmodel.cli.lines import Command, Program
from bedmodel.problems import DONE, INTERRUPTED, INVALID, MODEL_FAILED, in_a_line

P = ParamSpec("P")
MANY = 200
"""Problems that are printed; nobody reads more, and one mistake is behind most of them."""

app = typer.Typer(
    name="bedmodel",
    cls=Program,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _interruptible(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose interruption is an exit code of its own, not the framework's; nor is it 1 to have no reader."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except KeyboardInterrupt:
            print("interrupted", file=sys.stderr)
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            options.give_up_output()
            raise typer.Exit(DONE) from None

    return run


app.command("run", cls=Command)(_interruptible(run_command.run))
app.command("compare", cls=Command)(_interruptible(compare_command.compare))
app.command("report", cls=Command)(_interruptible(report_command.report))
app.command("diff", cls=Command)(_interruptible(diff_command.diff))
app.command("split", cls=Command)(_interruptible(split_command.split))
app.command("explain", cls=Command)(_interruptible(explain_command.explain))
app.command("backtest", cls=Command)(_interruptible(backtest_command.backtest))
app.command("scrutinise", cls=Command)(_interruptible(scrutinise_command.scrutinise))
app.command("appraise", cls=Command)(_interruptible(appraise_command.appraise))
app.command("solve", cls=Command)(_interruptible(solve_command.solve))
app.command("sensitivity", cls=Command)(_interruptible(sensitivity_command.sensitivity))
app.command("standards", cls=Command)(_interruptible(standards_command.standards))
app.command("simulate", cls=Command)(_interruptible(simulate_command.simulate))
app.command("tour", cls=Command)(_interruptible(tour_command.tour))
app.command("new", cls=Command)(_interruptible(new_command.new))
app.command("check", cls=Command)(_interruptible(check_command.check))
app.command("rules", cls=Command)(_interruptible(rules_command.rules))
app.command("lint", cls=Command)(_interruptible(lint_command.lint))
app.command("assumptions", cls=Command)(_interruptible(assumptions_command.assumptions))
app.command("doctor", cls=Command)(_interruptible(doctor_command.doctor))
app.command("schema", cls=Command)(_interruptible(schema_command.schema))


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
    Start with:  bedmodel tour  or  bedmodel run scenarios/bct.yaml
    For a page to take into a meeting:  bedmodel scrutinise scenarios/bct.yaml
    For a page to share:  bedmodel report scenarios/bct.yaml --html report.html
    For CI:  bedmodel check scenarios
    Exit codes:  0 done · 1 something asked does not hold · 2 wrong usage
                 3 invalid scenario · 4 the model failed · 130 interrupted
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    code = outcome(given)
    _close_output()
    sys.exit(code)


def outcome(arguments: list[str]) -> int:
    """Run a command and turn whatever happens into an exit code and, where it helps, words on stderr."""
    from bedmodel.problems import ModelError, ScenarioError

    try:
        app(args=arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else DONE
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return DONE
    except ScenarioError as error:
        for problem in error.problems[:MANY]:
            print(options.as_wide_as(sys.stderr, str(problem)), file=sys.stderr)
        more = len(error.problems) - MANY
        if more > 0:
            print(f"… and {more:,} more", file=sys.stderr)
        errors = sum(problem.severity == "error" for problem in error.problems)
        print(f"{errors:,} problem{'s' if errors != 1 else ''} found", file=sys.stderr)
        return INVALID
    except ModelError as error:
        print(f"the model failed: {in_a_line(str(error))}", file=sys.stderr)
        return MODEL_FAILED
    except Exception as error:
        if "--debug" in arguments:
            raise
        if isinstance(error, OSError):
            what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error)
            print(f"cannot read or write: {in_a_line(what)}", file=sys.stderr)
            return MODEL_FAILED
        print(f"the model failed: {type(error).__name__}: {in_a_line(str(error))}", file=sys.stderr)
        print("    run again with --debug for the details, and please report this", file=sys.stderr)
        return MODEL_FAILED
    return DONE


def _close_output() -> None:
    """Flush what is left; a reader that has gone away (`| head`) is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        options.give_up_output()


if __name__ == "__main__":
    main()
