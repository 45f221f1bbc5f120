"""`bedmodel doctor`: the published answers, with citations; exit code 1 where one is not given."""

import csv
import io
import json

import numpy as np
import pytest

from bedmodel.checks import doctor as checks
from bedmodel.checks.oracles import published
from bedmodel.checks.reproduction import Compared, Reproduction
from bedmodel.report import doctor_page


def test_all_is_well(bedmodel):
    code, out, err = bedmodel("doctor")
    assert (code, err) == (0, "")
    plain = " ".join(out.replace("│", " ").split())
    assert f"gives all {len(published())} published answers" in plain
    assert "results can be had again" in plain
    assert "FAIL" not in out
    assert "Treasury value-for-money" in out
    assert max(map(len, out.splitlines())) <= 80
    assert "numpy" in out


def test_a_changed_model_is_told_with_exit_code_1(bedmodel, monkeypatch):
    monkeypatch.setattr("bedmodel.model.appraisal.annuity", lambda _: 25.0)
    code, out, _ = bedmodel("doctor")
    assert code == 1
    assert "Not given: annuity" in " ".join(out.replace("│", " ").split())
    assert out.count("FAIL") == 1


def test_a_model_that_breaks_is_told_too(bedmodel, monkeypatch):
    def fails(*_):
        raise ZeroDivisionError("nought")

    monkeypatch.setattr("bedmodel.model.bed_money.whole_wards", fails)
    code, out, err = bedmodel("doctor", "--format", "md")
    assert code == 1
    assert "whole-wards: ZeroDivisionError: nought" in out
    assert "cannot be run here: ZeroDivisionError: nought" in out
    assert "Traceback" not in err


def test_figures_that_differ_are_told_with_exit_code_1(bedmodel, monkeypatch):
    apart = Reproduction((Compared("beds.gap[year=x]", 1.0, 1.1),), False)
    monkeypatch.setattr(checks, "reproduce", lambda: apart)
    code, out, _ = bedmodel("doctor")
    assert code == 1
    assert "1 of 1 recorded figures" in out
    assert "1.1" in out


@pytest.mark.parametrize(("to_the_bit", "said"), [(True, "byte for byte"), (False, "to 9 digits")])
def test_the_last_digit_is_no_failure(monkeypatch, to_the_bit, said):
    same = Reproduction((Compared("beds.gap[year=x]", 1.0, 1.0),), to_the_bit)
    found = checks.Examination("0", (), same, {})
    assert found.well
    assert said in doctor_page.answer(found)[1]


def test_json_has_each_number_with_its_source(bedmodel):
    code, out, _ = bedmodel("doctor", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["doctor"]["well"] is True
    assert found["doctor"]["oracles"]["failed"] == []
    assert found["doctor"]["versions"]["numpy"] == np.__version__
    assert all(row["source"] and row["passed"] for row in found["rows"])
    (row,) = [row for row in found["rows"] if row["oracle"] == "annuity"]
    assert (row["expected"], row["within"], row["area"]) == (25.3753, 0.001, "appraisal")
    assert row["got"] == pytest.approx(25.3753, abs=0.001)


def test_csv_has_the_same_rows(bedmodel):
    rows = list(csv.DictReader(io.StringIO(bedmodel("doctor", "--format", "csv")[1])))
    assert len(rows) == sum(len(case.gives) for oracle in published() for case in oracle.cases)


def test_a_package_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(checks, "PACKAGES", ("no-such-package-here",))
    assert checks.versions()["no-such-package-here"] is None


def test_the_published_number_is_shown_as_it_is_published(bedmodel):
    out = bedmodel("doctor", "--format", "md")[1]
    assert "| 0.48258 |" in out
