"""`bedmodel report`: what it writes, and what it says where it cannot."""

import os

import pytest

from bedmodel.report.web import pdf
from tests_support import SCENARIOS, TOY, loaded_by, program

FEW = ("--draws", 20, "-q")


def test_it_writes_what_is_asked_for_and_says_so(bedmodel, tmp_path):
    files = {kind: tmp_path / "out" / f"report.{kind}" for kind in ("html", "md", "xlsx")}
    wanted = [part for kind, path in files.items() for part in (f"--{kind}", path)]
    code, out, err = bedmodel("report", TOY, *wanted, "--draws", 20)
    assert code == 0
    assert out == ""
    assert all(str(path) in err for path in files.values())
    assert files["html"].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert files["md"].read_text(encoding="utf-8").startswith("# ")
    assert files["xlsx"].read_bytes().startswith(b"PK")


@pytest.mark.parametrize("kind", ["md", "xlsx"])
def test_matplotlib_is_not_loaded_where_nothing_is_drawn(kind, tmp_path):
    assert loaded_by("report", TOY, f"--{kind}", tmp_path / "x", *FEW, among=("matplotlib",), prints=False) == []


def test_nothing_to_write_is_wrong_usage(bedmodel):
    code, _, err = bedmodel("report", TOY)
    assert code == 2
    assert "--html report.html" in " ".join(err.split())


def test_a_place_that_cannot_be_written_to_is_known_before_the_work_begins(bedmodel, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for path in (tmp_path, tmp_path / "file" / "report.html"):
        code, _, err = bedmodel("report", "no-such-scenario.yaml", "--html", path)
        assert code == 2, err
        assert "--html" in err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device here")
@pytest.mark.parametrize("kind", ["html", "xlsx", "md"])
def test_a_file_that_cannot_be_written_after_all_is_no_fault_of_the_program(kind):
    done = program("report", TOY, f"--{kind}", "/dev/full", *FEW, text=True)
    assert done.returncode == 4
    assert done.stderr.startswith("cannot read or write: ")
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_made_is_named(bedmodel, tmp_path):
    path = tmp_path / f"{'long' * 100}.md"
    code, _, err = bedmodel("report", TOY, "--md", path, *FEW)
    assert code == 4
    assert path.name in err


def test_one_file_cannot_be_two_things(bedmodel, tmp_path):
    code, _, err = bedmodel("report", TOY, "--html", tmp_path / "same", "--md", tmp_path / "same")
    assert code == 2
    assert "--md" in err


def test_a_scenario_is_not_written_over(bedmodel, child):
    path = child("scenario: {id: precious}\n")
    before = path.read_text(encoding="utf-8")
    code, _, err = bedmodel("report", path, "--md", path)
    assert code == 2
    assert "--md" in err
    assert path.read_text(encoding="utf-8") == before


def test_what_is_wrong_with_a_scenario_is_told_with_its_place(bedmodel, tmp_path, child):
    code, _, err = bedmodel("report", child("wrong: 1\n"), "--html", tmp_path / "report.html")
    assert code == 3
    assert "child.yaml:3:1 S001" in err
    assert not (tmp_path / "report.html").exists()


def test_options_that_start_in_other_years_are_refused(bedmodel, tmp_path):
    files = SCENARIOS / "bct.yaml", SCENARIOS / "backtest-2018.yaml"
    code, _, err = bedmodel("report", *files, "--html", tmp_path / "report.html", *FEW)
    assert code == 3
    assert "X001" in err


def test_a_slider_that_nothing_has_is_wrong_usage(bedmodel, tmp_path):
    code, _, err = bedmodel("report", TOY, "--html", tmp_path / "report.html", "--slider", "nonsense", *FEW)
    assert code == 2
    assert "nonsense" in err


def test_without_a_browser_the_pdf_is_refused_with_what_to_do(bedmodel, tmp_path, monkeypatch):
    monkeypatch.setenv(pdf.NAMED, str(tmp_path / "no-browser"))
    code, _, err = bedmodel("report", TOY, "--pdf", tmp_path / "report.pdf")
    assert code == 2
    assert "Chromium" in err
    assert pdf.NAMED in err


def test_a_browser_that_prints_nothing_is_told_of(bedmodel, tmp_path, monkeypatch):
    broken = tmp_path / "browser"
    broken.write_text("#!/bin/sh\necho no display >&2\nexit 7\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv(pdf.NAMED, str(broken))
    code, _, err = bedmodel("report", TOY, "--pdf", tmp_path / "report.pdf", *FEW)
    assert code == 4
    assert "no display" in err
    assert not (tmp_path / "report.pdf").exists()


@pytest.mark.skipif(pdf.browser() is None, reason="no Chromium or Chrome is installed to print with")
def test_the_pdf_is_the_page_with_all_of_it_opened(bedmodel, tmp_path):
    path = tmp_path / "report.pdf"
    assert bedmodel("report", TOY, "--pdf", path, *FEW)[0] == 0
    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_size > 20_000


def test_files_are_written_as_ever_where_no_browser_is(bedmodel, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    assert bedmodel("report", TOY, "--html", tmp_path / "report.html", *FEW)[0] == 0
