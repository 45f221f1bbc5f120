"""`bedmodel new`: what it writes loads, runs, lints and checks; what is there is never lost unasked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bedmodel.checks.expectations import evaluate
from bedmodel.cli.new import FIRST, SECOND, Example
from bedmodel.runs import run
from bedmodel.scenario.examples import example_files, shipped
from bedmodel.scenario.found import scenario_files
from bedmodel.scenario.json_schema import FILE, schema_text
from bedmodel.scenario.load import load
from tests_support import ROOT

EXAMPLES = list(Example)
SCENARIOS = {
    Example.toy: {"anytown", "slower"},
    Example.bct: {"bct", "llr", "our-alternative"},
}
BUILD = (
    "import os, sys\nfrom hatchling.build import build_wheel\nos.chdir(sys.argv[1])\nprint(build_wheel(sys.argv[2]))"
)


@pytest.fixture(scope="module", params=EXAMPLES, ids=str)
def made(request, tmp_path_factory):
    """An example, written, and its folder."""
    from bedmodel.cli.main import main

    folder = tmp_path_factory.mktemp("new") / "a plan"
    with pytest.raises(SystemExit) as stop:
        main(["new", str(folder), "--example", request.param])
    assert not stop.value.code
    return request.param, folder


def files_below(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_says_what_it_wrote_and_what_to_type(bedmodel, tmp_path):
    folder = tmp_path / "my plan"
    code, out, err = bedmodel("new", folder)
    assert (code, err) == (0, "")
    written, _, following = out.partition("\nnext:\n")
    assert {line.strip() for line in written.splitlines()[1:]} == files_below(folder)
    assert f"cd '{folder}'" in following
    for line in ("bedmodel run scenarios/anytown.yaml", "bedmodel check scenarios --update"):
        assert line in following


def test_what_it_tells_to_type_runs(made, bedmodel, monkeypatch):
    example, folder = made
    monkeypatch.chdir(folder)
    code, out, _ = bedmodel("run", FIRST[example], "--draws", "50")
    assert code == 0
    assert out
    code, out, _ = bedmodel("compare", FIRST[example], SECOND[example], "--draws", "50")
    assert code == 0
    assert out


def test_every_scenario_loads_runs_and_is_as_it_expects(made):
    example, folder = made
    found = scenario_files([folder])
    assert {path.stem for path in found} == SCENARIOS[example]
    for path in found:
        scenario = load(path, root=folder)
        assert not [problem for problem in scenario.warnings if not problem.code.startswith("W")]
        results = run(scenario, draws=2000)
        assert not results.warnings
        outcomes = evaluate(results)
        failing = [o.sentence for o in outcomes if not o.held and o.expectation.severity == "error"]
        assert failing == []
        assert outcomes or path.stem == "llr"


@pytest.mark.parametrize("made", [Example.toy], indirect=True, ids=str)
def test_the_toy_has_what_a_beginner_needs(made):
    example, folder = made
    content = load(folder / FIRST[example]).content
    assert len(content.pools) == len(content.levers) == 1
    assert content.finance is not None
    assert content.expectations
    text = (folder / FIRST[example]).read_text(encoding="utf-8")
    assert text.count("#") > 20
    assert max(map(len, text.splitlines())) <= 150


def test_the_schema_is_written_and_the_files_name_it(made):
    example, folder = made
    assert (folder / FILE).read_text(encoding="utf-8") == schema_text()
    first = (folder / SECOND[example]).read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert (folder / SECOND[example]).parent.joinpath(named).resolve() == (folder / FILE).resolve()


def test_the_workflow_and_the_hook_check_the_scenarios(made):
    _, folder = made
    workflow = yaml.safe_load((folder / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    commands = [step.get("run", "") for step in workflow["jobs"]["check"]["steps"]]
    assert any(command.startswith("bedmodel check scenarios --format github") for command in commands)
    hooks = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert hooks["repos"][0]["hooks"][0]["entry"] == "bedmodel check scenarios"


def test_the_workflow_installs_nothing_that_nobody_has_named(made, tmp_path):
    _, folder = made
    workflow = yaml.safe_load((folder / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    (step,) = (step for step in workflow["jobs"]["check"]["steps"] if "pip install" in step.get("run", ""))
    assert step["env"] == {"BEDMODEL": "${{ vars.BEDMODEL }}"}
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    python.chmod(0o755)

    def runs(named):
        environment = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "BEDMODEL": named}
        command = ["bash", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    unset = runs("")
    assert unset.returncode != 0
    assert "set BEDMODEL to what pip is to install" in unset.stdout + unset.stderr
    assert "pip install" not in unset.stdout
    named = runs("git+https://example.org/bedmodel")
    assert (named.returncode, named.stdout) == (0, "-m pip install git+https://example.org/bedmodel\n")


@pytest.mark.parametrize("made", [Example.bct], indirect=True, ids=str)
def test_the_first_case_is_the_project_s_own_to_the_byte(made):
    _, folder = made
    for name in ("scenarios/bct.yaml", "scenarios/llr.yaml", "data/library/evidence.yaml"):
        assert (folder / name).read_bytes() == (ROOT / name).read_bytes()


def test_the_readme_names_every_file_and_no_other(made):
    _, folder = made
    text = (folder / "README.md").read_text(encoding="utf-8")
    named = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    there = files_below(folder) - {"README.md"}
    assert {name for name in there if not any(name == n or name.startswith(n) for n in named)} == set()
    assert {name for name in named if not (folder / name).exists()} == set()


def test_it_lints_clean(made, bedmodel, monkeypatch):
    example, folder = made
    monkeypatch.chdir(folder)
    code, out, _ = bedmodel("lint", "scenarios")
    assert code == 0
    if example is Example.toy:
        assert out == "no problems in 2 files\n"
    own = [line for line in out.splitlines() if line.startswith(SECOND[example])]
    assert own == []


def test_it_checks_once_its_locks_are_written(made, bedmodel, monkeypatch, tmp_path):
    _, folder = made
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    monkeypatch.chdir(copy)
    assert bedmodel("check", "scenarios", "--draws", "200")[0] == 1
    assert bedmodel("check", "scenarios", "--draws", "200", "--update")[0] == 0
    assert bedmodel("check", "scenarios")[0] == 0


# What is there already


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(bedmodel, tmp_path):
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    code, out, err = bedmodel("new", tmp_path)
    assert (code, out) == (2, "")
    assert "is not empty" in " ".join(err.split())
    assert files_below(tmp_path) == {"README.md"}
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"


def test_with_force_files_of_these_names_are_written_anew_and_others_stay(bedmodel, tmp_path):
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    code, _, _ = bedmodel("new", tmp_path, "--force")
    assert code == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") != "mine"
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_and_one_with_nothing_but_a_git_repository_will_do(bedmodel, tmp_path):
    (tmp_path / ".git").mkdir()
    assert bedmodel("new", tmp_path)[0] == 0
    assert (tmp_path / "scenarios" / "anytown.yaml").is_file()


def test_a_file_is_no_folder(bedmodel, tmp_path):
    path = tmp_path / "file"
    path.write_text("mine", encoding="utf-8")
    for arguments in (("new", path), ("new", path, "--force"), ("new", path / "below")):
        code, out, err = bedmodel(*arguments)
        assert (code, out) == (2, "")
        assert "cannot write to" in " ".join(err.split())
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["scenarios", "README.md/x", "scenarios/anytown.yaml/x"])
def test_what_stands_in_the_way_is_said_before_anything_is_written(bedmodel, tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    before = files_below(tmp_path)
    code, _, err = bedmodel("new", tmp_path, "--force")
    assert code == 2
    assert "stands where" in " ".join(err.split())
    assert files_below(tmp_path) == before


def test_no_link_is_followed(bedmodel, tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text("mine", encoding="utf-8")
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "README.md").symlink_to(outside)
    assert bedmodel("new", folder, "--force")[0] == 2
    assert outside.read_text(encoding="utf-8") == "mine"
    (folder / "README.md").unlink()
    (tmp_path / "elsewhere").mkdir()
    (folder / "scenarios").symlink_to(tmp_path / "elsewhere")
    assert bedmodel("new", folder, "--force")[0] == 2
    assert files_below(tmp_path / "elsewhere") == set()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nobody is forbidden anything here")
def test_a_folder_that_may_not_be_written(bedmodel, tmp_path):
    tmp_path.chmod(0o500)
    code, _, err = bedmodel("new", tmp_path / "new")
    tmp_path.chmod(0o700)
    assert code == 2
    assert "cannot write" in err


def test_an_unknown_example_is_wrong_usage(bedmodel, tmp_path):
    code, _, err = bedmodel("new", tmp_path / "new", "--example", "leicester")
    assert code == 2
    assert "'toy', 'bct'" in err
    assert not (tmp_path / "new").exists()


# Where the examples come from


def test_in_a_source_checkout_they_are_the_project_s_own():
    assert shipped() == ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The program as a wheel installs it: unpacked, away from the source."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    ignored = shutil.ignore_patterns(".git", ".venv", "out", "__pycache__", ".*_cache", "*.egg-info")
    shutil.copytree(ROOT, source, ignore=ignored)
    command = [sys.executable, "-c", BUILD, str(source), str(folder)]
    name = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[-1]
    shutil.unpack_archive(folder / name, folder / "site", format="zip")
    shutil.rmtree(source)
    return folder / "site"


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_wheel_brings_the_same_examples(installed, tmp_path, example):
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "bedmodel", "new", str(tmp_path / "new"), "--example", example]
    made = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert made.returncode == 0, made.stderr
    found = {path: (tmp_path / "new" / path).read_bytes() for path in files_below(tmp_path / "new")}
    assert found == example_files(example, FIRST[example])


def test_a_wheel_holds_each_example_once(installed):
    package = installed / "bedmodel"
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == {"bedmodel"}
    for name in ("scenarios/bct.yaml", "data/examples/toy/scenarios/anytown.yaml"):
        assert list(package.rglob(Path(name).name)) == [package / "shipped" / name]


def test_a_wheel_holds_of_the_project_only_what_an_example_needs(installed):
    top = installed / "bedmodel" / "shipped"
    needed = {name for example in EXAMPLES for name in example_files(example, FIRST[example])}
    assert {name for name in files_below(top) if not name.startswith("data/examples/")} <= needed


def test_a_program_without_examples_says_so(monkeypatch, tmp_path, bedmodel):
    monkeypatch.setattr("bedmodel.scenario.examples.__file__", str(tmp_path / "bedmodel" / "scenario" / "examples.py"))
    code, _, err = bedmodel("new", tmp_path / "new")
    assert code == 4
    assert "the examples were not installed" in err
    assert not Path(tmp_path / "new").exists()


def test_the_hooks_of_the_project_are_those_that_the_documentation_names():
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"]: hook["entry"].split()[:2] for hook in hooks} == {
        "bedmodel-lint": ["bedmodel", "lint"],
        "bedmodel-check": ["bedmodel", "check"],
    }
    text = (ROOT / "docs" / "checking.md").read_text(encoding="utf-8")
    for hook in hooks:
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        assert hook["id"] in text


def test_a_wheel_brings_the_tour(installed, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "bedmodel", "tour", "--list"]
    listed = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False)
    assert listed.returncode == 0, listed.stderr
    assert listed.stdout.count("    bedmodel ") == 6
