"""`bedmodel lint` as one types it: formats, exit codes, many files, folders, and what stands in a parent."""

import datetime
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests_support import ROOT, SCENARIOS, program

BAD, GOOD = ROOT / "tests" / "bad", ROOT / "tests" / "good"
ON = ("--on", "2026-01-31")


def test_a_file_in_order(bedmodel):
    assert bedmodel("lint", BAD / "sound.yaml", *ON) == (0, "no problems in 1 file\n", "")
    assert bedmodel("lint", BAD / "sound.yaml", *ON, "--strict", "--quiet") == (0, "", "")


def test_a_warning_is_shown_and_lets_pass_unless_it_is_to_be_strict(bedmodel):
    path = BAD / "W007.yaml"
    code, out, err = bedmodel("lint", path, *ON)
    assert (code, err) == (0, "")
    first, hint, summary = out.splitlines()
    assert first == f"{path}:6:15 W007 warning: levers.home-care.delivery: the lever moves nothing: its delivery is 0"
    assert hint.startswith("    ")
    assert summary == "1 warning in 1 file"
    assert bedmodel("lint", path, *ON, "--strict") == (1, out, "")


def test_errors_and_warnings_of_all_files_at_once(bedmodel, monkeypatch):
    monkeypatch.chdir(ROOT)
    code, out, err = bedmodel("lint", "tests/bad/W007.yaml", "tests/bad/P001.yaml", "tests/bad/many.yaml", *ON)
    assert (code, err) == (3, "")
    lines = [line for line in out.splitlines() if not line.startswith("    ")]
    assert lines[-1] == "7 errors and 1 warning in 3 files"
    assert [line.split(":")[0] for line in lines[:-1]] == sorted(line.split(":")[0] for line in lines[:-1])
    assert {line.split()[1] for line in lines[:-1]} >= {"W007", "P001", "S001", "N001", "U002"}


@pytest.mark.parametrize("format", ["json", "github", "sarif"])
def test_formats_for_programs_keep_the_summary_off_stdout(bedmodel, format):
    code, out, err = bedmodel("lint", BAD / "W007.yaml", BAD / "P001.yaml", *ON, "--format", format)
    assert (code, err) == (3, "1 error and 1 warning in 2 files\n")
    assert bedmodel("lint", BAD / "W007.yaml", BAD / "P001.yaml", *ON, "--format", format, "-q") == (3, out, "")
    if format == "json":
        assert [problem["code"] for problem in json.loads(out)["rows"]] == ["P001", "W007"]
    elif format == "sarif":
        assert [result["level"] for result in json.loads(out)["runs"][0]["results"]] == ["error", "warning"]
    else:
        assert [line.split()[0] for line in out.splitlines()] == ["::error", "::warning"]


def test_a_path_that_names_nothing_is_an_error_beside_the_others(bedmodel, tmp_path):
    code, out, _ = bedmodel("lint", tmp_path / "gone.yaml", BAD / "W007.yaml", *ON, "--format", "json")
    assert code == 3
    assert [problem["code"] for problem in json.loads(out)["rows"]] == ["Y001", "W007"]


def test_a_folder_without_scenarios_is_no_good_news(bedmodel, tmp_path):
    code, out, _ = bedmodel("lint", tmp_path)
    assert code == bedmodel("check", tmp_path)[0] == 1
    assert "K007 nothing was checked: there is no scenario here" in out
    _, out, _ = bedmodel("lint", tmp_path, "--format", "json")
    assert json.loads(out)["lint"] == {"errors": 1, "warnings": 0, "files": 0}
    assert bedmodel("lint")[0] == 2


@pytest.mark.parametrize(("command", "code"), [("lint", 0), ("check", 1), ("rules", 0)])
def test_a_reader_that_goes_away_changes_no_exit_code(tmp_path, command, code):
    shutil.copy(BAD / "good.yaml", tmp_path)
    arguments = {"lint": ["lint", tmp_path, *ON], "check": ["check", tmp_path], "rules": ["rules"]}[command]
    reader, writer = os.pipe()
    os.close(reader)
    process = [sys.executable, "-m", "bedmodel", *map(str, arguments)]
    done = subprocess.run(process, stdout=writer, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (code, b"")


def test_a_day_that_is_none(bedmodel):
    assert bedmodel("lint", BAD / "sound.yaml", "--on", "yesterday")[0] == 2


def test_the_day_is_today_where_none_is_given(bedmodel, child):
    tomorrow, yesterday = (datetime.date.today() + datetime.timedelta(days=days) for days in (1, -1))
    text = "pools: {{acute: {{beds: {{value: 101, source: {{ref: plan, at: page 9}}, review_by: {}}}}}}}\n"
    assert "no problems" in bedmodel("lint", child(text.format(tomorrow), of=BAD / "sound.yaml"))[1]
    assert "W001" in bedmodel("lint", child(text.format(yesterday), of=BAD / "sound.yaml"))[1]


def test_reading_is_confined_to_a_root(bedmodel, tmp_path):
    code, out, _ = bedmodel("lint", BAD / "sound.yaml", *ON, "--root", tmp_path)
    assert code == 3
    assert "Y012" in out


def test_what_stands_in_a_parent_is_said_once_however_many_extend_it(bedmodel, child):
    parent = child(
        "levers: {home-care: {delivery: {value: 0, source: assumed, confidence: high}}}\n",
        of=BAD / "sound.yaml",
        name="p.yaml",
    )
    heirs = [child(f"scenario: {{id: h{n}, title: Heir {n}}}\n", of=parent, name=f"h{n}.yaml") for n in range(3)]
    _, out, _ = bedmodel("lint", *heirs, *ON)
    assert out.count("W007") == 1
    assert out.splitlines()[-1] == "1 warning in 3 files"
    broken = child("pools: {acute: {standard: 0.9}}\n", of=BAD / "sound.yaml", name="p.yaml")
    code, out, _ = bedmodel("lint", broken, *heirs, *ON)
    assert (code, out.count("P001")) == (3, 1)
    assert out.splitlines()[-1] == "1 error in 4 files"


def test_output_is_the_same_whatever_the_order_and_the_hash_seed():
    files = sorted(map(str, BAD.glob("W*.yaml")))
    first = program("lint", *files, *ON, env={"PYTHONHASHSEED": "1"})
    assert first.returncode == 0
    assert program("lint", *reversed(files), *ON, env={"PYTHONHASHSEED": "2"}).stdout == first.stdout
    assert len(first.stdout.splitlines()) == 2 * len(files) + 1


def test_five_hundred_children_of_a_plan_have_one_summary(tmp_path):
    for number in range(500):
        tmp_path.joinpath(f"{number:03}.yaml").write_text(
            f"bedmodel: 1\nextends: {SCENARIOS / 'bct.yaml'}\n"
            f"scenario: {{id: child-{number}, title: Child {number}}}\n"
            "assumptions:\n"
            f"  left_shift_delivery: {{value: {0.5 + number / 1000}, source: assumed, confidence: medium}}\n",
            encoding="utf-8",
        )
    done = program("lint", tmp_path, *ON, "--format", "json", timeout=300)
    assert done.returncode == 0
    problems = json.loads(done.stdout)["rows"]
    assert {Path(problem["file"]).parent for problem in problems} <= {SCENARIOS, ROOT / "data" / "library"}
    assert len({(problem["file"], problem["line"], problem["code"]) for problem in problems}) == len(problems)
    assert done.stderr.decode() == f"{len(problems)} warnings in 500 files\n"
