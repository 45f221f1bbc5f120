"""The examples in each command's help run, on a copy of the project, with few draws: help cannot lie."""

import re
import shlex
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
import typer

from bedmodel.cli.main import app
from bedmodel.report.web.pdf import browser
from tests_support import ROOT, git_repository

COMMANDS = typer.main.get_command(app).commands
EXAMPLES = [
    (name, line.strip())
    for name, command in COMMANDS.items()
    for line in command.help.splitlines()
    if line.strip().startswith("bedmodel ")
]
QUICK = {"--draws": "50", "--samples": "64", "--replications": "2"}
"""What makes an example cheap, where its command takes it and the example does not say otherwise."""
WRITES = ("--out", "--html", "--xlsx", "--md", "--pdf", "--junit", "--chart")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The project's scenarios and data, with a past: a tag v1.0 and a change after it."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("scenarios", "data", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    commit = git_repository(folder)
    changed = folder / "scenarios" / "half-delivery.yaml"
    now = changed.read_text(encoding="utf-8")
    changed.write_text(now.replace("0.5", "0.6", 1), encoding="utf-8")
    commit("before")
    for arguments in (["tag", "v1.0"], ["branch", "-M", "main"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    changed.write_text(now, encoding="utf-8")
    commit("after")
    return folder


@pytest.fixture(scope="module")
def few_scenarios(tmp_path_factory):
    """The project with a few scenarios and their locks, which are checked sooner than all of them."""
    folder = tmp_path_factory.mktemp("few")
    shutil.copytree(ROOT / "data", folder / "data")
    (folder / "scenarios").mkdir()
    for path in [path for name in ("bct", "llr", "half-delivery") for path in ROOT.glob(f"scenarios/{name}.*yaml")]:
        shutil.copy(path, folder / "scenarios")
    return folder


def as_typed(line):
    """An example's words as the shell passes them on: comments and what is redirected left out, patterns filled in."""
    words = shlex.split(re.sub(r" > \S+", "", line), comments=True)[1:]
    return [str(p) for word in words for p in (sorted(Path().glob(word)) if "*" in word else [word])]


def test_every_command_has_examples_of_its_own():
    assert {name for name, _ in EXAMPLES} == set(COMMANDS)
    assert [line for name, line in EXAMPLES if shlex.split(line)[1] != name] == []


@pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=lambda part: part.removeprefix("bedmodel "))
def test_it_runs(bedmodel, project, few_scenarios, monkeypatch, tmp_path, name, line):
    if "--pdf" in line and browser() is None:
        pytest.skip("no browser here to write PDF with")
    monkeypatch.chdir({"new": tmp_path, "tour": tmp_path, "check": few_scenarios}.get(name, project))
    words = as_typed(line)
    takes = {option for parameter in COMMANDS[name].params for option in parameter.opts}
    quick = [part for option, few in QUICK.items() if option in takes and option not in words for part in (option, few)]
    code, out, err = bedmodel(*words, *(quick if name != "check" else []))
    assert code in ((0, 1) if name in ("diff", "check", "lint") else (0,)), err
    assert out or any(option in words for option in WRITES)
    for option, value in pairwise(words):
        if option in WRITES:
            assert Path(value).is_file() or any(Path(value).iterdir()), option
