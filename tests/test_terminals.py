"""What every command prints fits the terminal, loses no digit, and needs neither colours nor more than ASCII."""

import io
import re
import sys

import pytest
import typer

from bedmodel.cli.main import app, main
from tests_support import PLACES, ROOT, SCENARIOS, TOY, assert_snapshot

BCT = SCENARIOS / "bct.yaml"
FEW = ("--draws", "100")
PRINTED = {
    "run": ["run", TOY, *FEW],
    "run-plan": ["run", BCT, *FEW],
    "run-risks": ["run", SCENARIOS / "bct-with-risks.yaml", *FEW],
    "run-without-beds": ["run", SCENARIOS / "primary-care-2019.yaml", *FEW],
    "run-central": ["run", PLACES, "--deterministic"],
    "compare": ["compare", BCT, SCENARIOS / "no-cuts.yaml", SCENARIOS / "half-delivery.yaml", *FEW],
    "diff": ["diff", BCT, SCENARIOS / "half-delivery.yaml", *FEW],
    "split": ["split", BCT, "--metric", "beds.required[pool=acute]", *FEW],
    "split-money": ["split", BCT, "--metric", "finance.gap", *FEW],
    "explain": ["explain", BCT, "beds.gap[pool=acute]"],
    "backtest": ["backtest", SCENARIOS / "backtest-2018.yaml", "--actuals", ROOT / "data" / "actuals", *FEW],
    "scrutinise": ["scrutinise", BCT, *FEW],
    "appraise": ["appraise", SCENARIOS / "no-cuts.yaml", BCT, *FEW],
    "solve": ["solve", BCT, "--vary", "left_shift", "--until", "beds.gap[pool=acute] >= 0", *FEW],
    "sensitivity": ["sensitivity", BCT, "--samples", "64", *FEW],
    "standards": ["standards", BCT, *FEW],
    "simulate": ["simulate", BCT, "--pool", "acute", "--replications", "2"],
    "rules": ["rules"],
    "assumptions": ["assumptions", BCT],
    "data-log": ["assumptions", BCT, "--show", "data"],
    "assurance": ["assumptions", TOY, "--show", "assurance", *FEW],
    "doctor": ["doctor"],
    "check": ["check", BCT, *FEW],
    "lint": ["lint", SCENARIOS / "llr.yaml", BCT],
    "help": ["--help"],
}
LEAST = {"explain": 80}
"""Columns below which places in files, deep in the tree of an explanation, are broken across lines."""
OTHERS = {"report", "new", "schema", "tour"}
"""Commands that print no tables: files, JSON, and what the others print."""
COMMANDS = [command.name for command in app.registered_commands]
NUMBER = re.compile(r"[0-9][0-9,.]*[0-9]|[0-9]")
ESCAPE = "\x1b"


class Screen(io.TextIOWrapper):
    """A terminal that keeps what it is sent."""

    def __init__(self, encoding="utf-8"):
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)

    def isatty(self):
        return True

    def text(self):
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def on_screen(monkeypatch):
    """What the program shows on a terminal: on_screen(["run", …], columns=80)."""

    def show(arguments, columns=80, encoding="utf-8", **environment):
        for name, value in {"TERM": "xterm-256color", "COLUMNS": str(columns), **environment}.items():
            monkeypatch.setenv(name, value)
        screen = Screen(encoding)
        monkeypatch.setattr(sys, "stdout", screen)
        with pytest.raises(SystemExit) as stop:
            main([*map(str, arguments), *(["-q"] if "--draws" in arguments else [])])
        assert stop.value.code in (None, 0, 1)
        return screen.text()

    return show


def plain(text):
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)


def test_every_command_is_looked_at():
    assert {arguments[0] for arguments in PRINTED.values()} | OTHERS == {*COMMANDS, "--help"}


@pytest.mark.parametrize("name", PRINTED)
def test_it_fits_and_loses_no_digit(on_screen, name):
    whole = set(NUMBER.findall(plain(on_screen(PRINTED[name], 400, NO_COLOR="1"))))
    for columns in (60, 80, 140):
        text = on_screen(PRINTED[name], columns, NO_COLOR="1")
        assert ESCAPE not in text
        assert max(map(len, text.splitlines()), default=0) <= columns
        if columns >= LEAST.get(name, 0):
            assert set(NUMBER.findall(text)) - whole == set(), columns
        if name not in ("check", "lint"):
            assert "…" not in text.replace("(… <= 0)", ""), columns


@pytest.mark.parametrize("name", PRINTED)
def test_a_terminal_of_ascii_gets_plain_signs(on_screen, name):
    asked = on_screen(PRINTED[name], NO_COLOR="1").count("?")
    text = on_screen(PRINTED[name], encoding="ascii", NO_COLOR="1")
    assert text.isascii()
    assert text.count("?") == asked
    assert max(map(len, text.splitlines()), default=0) <= 80


@pytest.mark.parametrize("name", ["run", "compare", "diff", "explain", "scrutinise", "solve", "rules", "help", "lint"])
def test_colours_can_be_done_without(on_screen, name):
    arguments = PRINTED[name]
    assert ESCAPE not in on_screen(arguments, TERM="dumb")
    if arguments[0] not in ("--help", "check", "lint"):
        assert ESCAPE not in on_screen([*arguments, "--no-color"])


def test_there_are_colours_otherwise(on_screen):
    assert ESCAPE in on_screen(PRINTED["run"])


def test_every_command_that_prints_tables_takes_no_color():
    commands = typer.main.get_command(app).commands
    takes = {name for name, command in commands.items() if any("--no-color" in p.opts for p in command.params)}
    assert takes == set(COMMANDS) - {"report", "new", "schema", "check", "lint"}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_and_its_examples_can_be_pasted(on_screen, name):
    for columns in (60, 80, 140):
        text = on_screen([name, "--help"], columns)
        assert max(map(len, text.splitlines()), default=0) <= columns
        for line, following in zip(text.splitlines(), text.splitlines()[1:], strict=False):
            assert not line.endswith("\\") or following.startswith("      ")


def test_a_dumb_terminal_is_as_wide_as_it_says(on_screen):
    assert max(map(len, on_screen(PRINTED["run"], 60, TERM="dumb").splitlines())) <= 60


@pytest.mark.parametrize("columns", [80, 140])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("run", ["run", TOY]),
        ("run-places", ["run", PLACES]),
        ("compare", ["compare", TOY, TOY.with_name("parts.yaml")]),
        ("solve", ["solve", TOY, "--vary", "all", "--until", "beds.gap >= 0"]),
        ("sensitivity", ["sensitivity", TOY, "--swing", "10%"]),
        ("split", ["split", TOY, "--metric", "beds.required"]),
    ],
)
def test_pages_are_as_they_were(on_screen, monkeypatch, name, arguments, columns):
    monkeypatch.chdir(ROOT)
    relative = [str(a.relative_to(ROOT)) if hasattr(a, "relative_to") else a for a in arguments]
    assert_snapshot(f"{name}-{columns}.txt", on_screen([*relative, *FEW], columns, NO_COLOR="1"))
