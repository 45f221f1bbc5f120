"""`bedmodel run` as its users meet it: output, options, exit codes."""

import csv
import functools
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bedmodel.cli.main import main
from tests_support import HEAVY, ROOT, SCENARIOS, TOY, loaded_by, program

BCT = str(SCENARIOS / "bct.yaml")


def test_the_answer_comes_in_order(bedmodel):
    code, out, err = bedmodel("run", BCT, "--draws", 500)
    assert (code, err) == (0, "")
    wanted = [
        "The plan closes 281 of 2,173 beds",
        "How full",
        "How likely",
        "a shortfall of £399.0m",
        "What must you believe?",
        "12.5% of acute bed-days out of hospital by 2020/21",
        "6.7%, the best published whole-system result",
        "Beds: Leicester's acute hospitals",
        "Beds: Community hospitals",
        "Money, £m",
        "Gap if nothing changes",
        "What is left",
        "What the result rests on",
        "assumed: no source gives it",
        "matter most",
        "500 draws, seed 1",
    ]
    flat = " ".join(out.replace("│", " ").split())
    at = [flat.find(text) for text in wanted]
    assert -1 not in at, wanted[at.index(-1)]
    assert at == sorted(at)


@pytest.mark.parametrize("columns", [80, 100, 140])
def test_no_line_is_wider_than_the_terminal(bedmodel, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    for name in ("bct", "bct-on-evidence", "no-cuts", "llr"):
        _, out, _ = bedmodel("run", SCENARIOS / f"{name}.yaml", "--draws", 200)
        assert max(len(line) for line in out.splitlines()) <= columns
        assert "…" not in out


def test_json(bedmodel):
    code, out, _ = bedmodel("run", BCT, "--draws", 200, "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert list(found) == ["bedmodel", "scenario", "rows"]
    assert found["bedmodel"] == 1
    assert found["scenario"]["id"] == "bct"
    names = ["scenario", "metric", "unit", "pool", "line", "year", "central", "mean", "p10", "p50", "p90"]
    assert all(list(row) == names for row in found["rows"])
    by_key = {(r["metric"], r["pool"], r["line"], r["year"]): r for r in found["rows"]}
    assert len(by_key) == len(found["rows"])
    assert by_key["beds.available", "all", None, "2020/21"]["central"] == 1892
    assert by_key["finance.gap_do_nothing", None, None, "2020/21"]["central"] == pytest.approx(399)
    row = by_key["beds.gap", "acute", None, "2020/21"]
    assert row["p10"] < row["p50"] < row["p90"]


def test_csv_says_the_same_as_json(bedmodel):
    _, as_csv, _ = bedmodel("run", BCT, "--draws", 200, "--format", "csv")
    _, as_json, _ = bedmodel("run", BCT, "--draws", 200, "--format", "json")
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    for row, wanted in zip(rows, json.loads(as_json)["rows"], strict=True):
        for name, value in wanted.items():
            text = row[name]
            assert (float(text) == value) if isinstance(value, float) else text == (value or "")


def test_markdown(bedmodel):
    code, out, _ = bedmodel("run", BCT, "--draws", 200, "--format", "md")
    assert code == 0
    assert out.startswith("# Better Care Together")
    assert "## Money" in out
    tables = [line for line in out.splitlines() if line.startswith("|")]
    assert len(tables) > 30


def test_deterministic_has_no_spread(bedmodel):
    _, out, _ = bedmodel("run", BCT, "--deterministic", "--format", "json")
    found = json.loads(out)
    assert found["scenario"]["draws"] == 0
    assert {row["p10"] for row in found["rows"]} == {None}
    _, table, _ = bedmodel("run", BCT, "--deterministic")
    assert "Central case only" in table
    assert "How likely" not in table


def test_set_goes_through_validation_and_is_marked(bedmodel):
    code, out, _ = bedmodel(
        "run", BCT, "--draws", 200, "--set", "left_shift_delivery=0.5", "--set", "pools.acute.occupancy=0.95"
    )
    assert code == 0
    assert "set on the command line, without a source" in out.lower()
    assert "left_shift_delivery=0.5" in out
    _, out, _ = bedmodel("run", BCT, "--draws", 200, "--set", "left_shift_delivery=0.5", "--format", "json")
    assert json.loads(out)["scenario"]["assumptions"]["set"] == 1
    code, _, err = bedmodel("run", BCT, "--set", "pools.acute.occupancy=1.7")
    assert code == 3
    assert "D003" in err
    code, _, err = bedmodel("run", BCT, "--set", "pools.acute.ocupancy=0.9")
    assert code == 3
    assert "did you mean" in err


def test_set_gives_the_same_as_the_alternative_file(bedmodel):
    _, by_set, _ = bedmodel("run", BCT, "--draws", 200, "--set", "left_shift_delivery=0.5", "--format", "csv")
    _, by_file, _ = bedmodel("run", SCENARIOS / "half-delivery.yaml", "--draws", 200, "--format", "csv")
    assert by_set.replace("bct,", "half-delivery,") == by_file


def test_held_values_say_what_they_do_to_the_published_figure(bedmodel):
    _, held, _ = bedmodel("run", BCT, "--deterministic", "--set", "finance.baseline_spend=1500")
    text = " ".join(held.replace("│", " ").split())
    assert (
        "Held as solved in bct.yaml, for the money gap if nothing changes in 2020/21 = £399.0m; here that is £460.4m"
        in text
    )
    _, anew, _ = bedmodel("run", BCT, "--deterministic", "--set", "finance.baseline_spend=1500", "--recalibrate")
    assert "a shortfall of £399.0m" in anew
    assert "Held as solved" not in anew


def test_a_setting_that_nothing_uses_is_a_warning(bedmodel):
    code, _, err = bedmodel("run", BCT, "--deterministic", "--set", "evidence.falls-prevention=0.3")
    assert code == 0
    assert "nothing in the scenario uses it" in err


def test_a_setting_is_unsourced_whatever_it_says_itself(bedmodel):
    setting = "pools.acute.occupancy={value: 0.93, source: kh03}"
    _, out, _ = bedmodel("run", BCT, "--deterministic", "--set", setting, "--format", "json")
    assert json.loads(out)["scenario"]["assumptions"]["set"] == 1


def test_out_writes_charts_and_records(bedmodel, tmp_path):
    folder = tmp_path / "new" / "folder"
    code, _, err = bedmodel("run", BCT, "--draws", 200, "--out", folder)
    assert code == 0
    written = {path.name for path in folder.iterdir()}
    charts = {f"{name}.{kind}" for name in ("beds", "occupancy", "money") for kind in ("png", "svg")}
    assert written == charts | {"results.csv", "results.json", "run.json"}
    assert "results.csv" in err
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["hash"].startswith("sha256:")
    assert (record["seed"], record["draws"], record["version"]) == (1, 200, "0.1.0")
    assert {s["path"] for s in record["solved"]} >= {"assumptions.left_shift", "finance.pressure_growth"}


def test_the_same_run_writes_the_same_bytes(bedmodel, tmp_path):
    for name in ("a", "b"):
        bedmodel("run", BCT, "--draws", 200, "--out", tmp_path / name, "-q")
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_quiet_says_nothing_on_stderr(bedmodel, tmp_path):
    assert bedmodel("run", TOY, "-q", "--out", tmp_path)[2] == ""


def test_warnings_go_to_stderr(bedmodel):
    code, out, err = bedmodel("run", BCT, "--draws", 200, "--set", "left_shift_delivery=0", "--format", "csv")
    assert code == 0
    assert "M001" in err
    assert "M001" not in out


def test_expectations_that_do_not_hold_are_warnings(bedmodel, child):
    claims = "\n".join(f"  - {{metric: beds.available, equals: {beds}, because: a test}}" for beds in (120, 140))
    path = child(f"expectations:\n{claims}")
    code, out, err = bedmodel("run", path, "--deterministic")
    assert code == 0
    assert "1 of 2 expectations of the file hold;" in out
    assert f"{path}:5:5 K001 warning: expectations[1]: beds.available[year=2022/23] is 120 beds, not 140 beds" in err
    assert bedmodel("run", path, "--deterministic", "-q")[2] == ""


def test_unknown_beds_are_said_first(bedmodel, child):
    path = child("pools: {medical: {beds_plan: {2022/23: {value: unknown}}}}")
    _, out, _ = bedmodel("run", path, "--deterministic")
    flat = " ".join(out.replace("│", " ").split())
    assert "the plan does not say how many beds will be open in 2022/23; the figures hold them at 100." in flat


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["run"], 2),
        (["run", BCT, "--format", "xml"], 2),
        (["run", BCT, "--draws", "-1"], 2),
        (["run", BCT, "--draws", "many"], 2),
        (["run", BCT, "--nonsense"], 2),
        (["nonsense"], 2),
        (["run", "no/such/file.yaml"], 3),
        (["run", str(SCENARIOS)], 3),
        (["run", BCT, "--root", "/nowhere"], 3),
        (["--version"], 0),
        (["--help"], 0),
        (["run", "--help"], 0),
    ],
)
def test_exit_codes(bedmodel, arguments, code):
    found, out, err = bedmodel(*arguments)
    assert found == code, out + err
    assert "Traceback" not in out + err
    assert (code == 0) == (err == "")


def test_out_that_is_a_file_is_wrong_usage(bedmodel, tmp_path):
    (tmp_path / "taken").write_text("")
    code, _, err = bedmodel("run", BCT, "--out", tmp_path / "taken")
    assert code == 2
    assert "cannot write" in err


def test_a_model_failure_is_exit_code_4(bedmodel, child):
    """Need, prices and pressure that each grow by 1,000% a year for a century go beyond what a number can hold."""
    text = """
scenario: {horizon: 2119/20}
assumptions: {tenth: {value: 10, source: assumed}}
pools: {medical: {demand: {non_demographic_growth: tenth}}}
finance: {pressure_growth: tenth}
"""
    code, _, err = bedmodel("run", child(text))
    assert code == 4
    assert "the model gives no number for finance." in err
    assert "Traceback" not in err


def test_an_unforeseen_failure_shows_a_traceback_only_with_debug(bedmodel, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("something unforeseen")

    monkeypatch.setattr("bedmodel.runs.solve", broken)
    code, _, err = bedmodel("run", TOY)
    assert code == 4
    assert "something unforeseen" in err
    assert "Traceback" not in err
    with pytest.raises(RuntimeError):
        main(["run", str(TOY), "--debug"])


def test_help_shows_examples(bedmodel):
    _, out, _ = bedmodel("run", "--help")
    assert "bedmodel run scenarios/bct.yaml --out out/bct" in out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_terminals_without_utf8_get_plain_signs(encoding):
    done = program("run", BCT, "--draws", "100", env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode(encoding)
    assert "1,940 > 1,697 (-243)" in text
    assert "?" not in text.replace("What must you believe?", "")


@pytest.mark.parametrize("format", ["json", "csv", "md"])
def test_files_are_utf8_whatever_the_terminal(format):
    done = program("run", TOY, "--format", format, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr
    done.stdout.decode("utf-8")


def test_recalibrate_without_set_is_wrong_usage(bedmodel):
    code, _, err = bedmodel("run", BCT, "--recalibrate")
    assert code == 2
    assert "nothing is --set" in err


def test_no_color_and_pipes_have_no_escape_codes():
    assert b"\x1b" not in program("run", TOY).stdout
    forced = program("run", TOY, "--no-color", env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b[3" not in forced


def test_help_imports_nothing_heavy():
    assert loaded_by("run", "--help", among=(*HEAVY, "yaml", "bedmodel.scenario")) == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interrupt_is_exit_code_130():
    command = [sys.executable, "-m", "bedmodel", "run", BCT, "--draws", "1000000"]
    # A shell that starts this in the background makes its children ignore the interrupt.
    as_in_a_terminal = functools.partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=as_in_a_terminal)
    time.sleep(2.5)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert b"Traceback" not in err


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
@pytest.mark.parametrize("format", ["csv", "table"])
def test_a_reader_that_goes_away_is_no_error(format):
    command = f"set -o pipefail; {sys.executable} -m bedmodel run {TOY} -q --format {format} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_a_disk_that_is_full_is_no_failure_of_the_model():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "bedmodel", "run", str(TOY), "-q", "--deterministic"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert "cannot read or write" in done.stderr or "No space" in done.stderr
    assert "the model failed" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_files_are_written_even_if_nobody_reads_the_tables(tmp_path):
    command = f"{sys.executable} -m bedmodel run {TOY} --deterministic -q --out {tmp_path} | true"
    subprocess.run(command, shell=True, capture_output=True, check=False)
    assert (tmp_path / "run.json").is_file()
    assert (tmp_path / "money.svg").is_file()


def test_paths_relative_to_elsewhere(bedmodel, monkeypatch, tmp_path):
    monkeypatch.chdir(SCENARIOS)
    assert bedmodel("run", "half-delivery.yaml", "--deterministic")[0] == 0
    monkeypatch.chdir(tmp_path)
    assert bedmodel("run", os.path.relpath(BCT), "--deterministic")[0] == 0
    assert bedmodel("run", BCT, "--deterministic", "--root", ROOT)[0] == 0
    assert bedmodel("run", BCT, "--deterministic", "--root", SCENARIOS)[0] == 3


def test_hostile_text_stays_text(bedmodel, child):
    title = "'[bold]a|b[/bold] <script>alert(1)</script> $x^$ and $\\foo m $'"
    path = child(f"scenario: {{title: {title}}}\npools: {{medical: {{title: {title}}}}}\n")
    code, out, _ = bedmodel("run", path)
    assert code == 0
    assert "[bold]a|b[/bold]" in out
    _, out, _ = bedmodel("run", path, "--format", "md")
    assert "<script>" not in out.replace("\\<script\\>", "")
    code, _, _ = bedmodel("run", path, "--out", Path(path).parent / "out", "-q")
    assert code == 0
