"""Paths and comparisons that tests share."""

import ast
import difflib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

from bedmodel.results import Results
from bedmodel.scenario.found import scenario_files

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "scenarios"
ALL_SCENARIOS = scenario_files([SCENARIOS])
"""Every scenario that comes with the program."""
TOY = ROOT / "tests" / "toy" / "toy.yaml"
PLACES = ROOT / "tests" / "toy" / "places.yaml"
MINIMUM = ROOT / "tests" / "toy" / "appraisal.yaml"


def figures_equal(first: Results, second: Results) -> None:
    """Every figure of two runs is the same to the last bit."""
    assert first.central.keys() == second.central.keys()
    for metric, table in first.central.items():
        assert np.array_equal(table, second.central[metric], equal_nan=True), metric
    for metric, table in first.drawn.items():
        assert np.array_equal(table, second.drawn[metric], equal_nan=True), metric


def program(*arguments, **options):
    """Run the program in a process of its own, 80 columns wide."""
    environment = {**os.environ, "COLUMNS": "80", **options.pop("env", {})}
    command = [sys.executable, "-m", "bedmodel", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=False, **options)


HEAVY = ("numpy", "scipy", "pandas", "matplotlib")
"""What takes long to load, and only models and charts need."""
_LOADED = """
import sys
from bedmodel.cli.main import main
try:
    main(sys.argv[2:])
except SystemExit as stop:
    assert not stop.code, stop.code
print([name for name in sys.argv[1].split() if name in sys.modules], file=sys.stderr)
"""


def loaded_by(*arguments, among=HEAVY, prints=True) -> list[str]:
    """Which of some modules the program has loaded once it has done what is asked, in a process of its own."""
    command = [sys.executable, "-c", _LOADED, " ".join(among), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout or not prints, "it has printed something"
    return ast.literal_eval(done.stderr.splitlines()[-1])


def git_repository(folder: Path) -> Callable[[str], None]:
    """A git repository in a folder, and a way to commit all that is in it: commit("why")."""

    def git(*arguments: str) -> None:
        user = ("-c", "user.name=A Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *user, *arguments], cwd=folder, check=True, capture_output=True)

    git("init", "-q")

    def commit(why: str) -> None:
        git("add", "-A")
        git("commit", "-q", "-m", why)

    return commit


SNAPSHOTS = ROOT / "tests" / "report" / "snapshots"
UPDATE = "UPDATE_SNAPSHOTS"
"""Set in the environment: pages that differ are written anew, to be read as a difference before they are committed."""


def assert_snapshot(name: str, text: str) -> None:
    """A page is the one that is stored under tests/report/snapshots: assert_snapshot("run-toy.txt", out).

    One that is stored nowhere has to be written on purpose, like one that changes: UPDATE_SNAPSHOTS=1 pytest …
    """
    path = SNAPSHOTS / name
    stored = path.read_bytes().decode("utf-8") if path.exists() else ""
    if text == stored and path.exists():
        return
    if os.environ.get(UPDATE):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        return
    changes = difflib.unified_diff(stored.splitlines(), text.splitlines(), "stored", "now", lineterm="")
    head = f"{name} has changed; if that is meant: {UPDATE}=1 pytest, and read what git diff shows"
    raise AssertionError("\n".join([head, *list(changes)[:60]]))
