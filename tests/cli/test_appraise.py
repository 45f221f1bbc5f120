"""`bedmodel appraise` as its users meet it: the page, formats, options, exit codes, charts."""

import csv
import io
import json
import re

import pytest

from tests_support import MINIMUM, SCENARIOS, program

NO_CUTS, BCT, EVIDENCE = (str(SCENARIOS / f"{name}.yaml") for name in ("no-cuts", "bct", "evidence-led"))
FIGURE = re.compile(r"[+−]?[0-9][0-9,.]*")
SAVES = """
scenario: {id: saves, title: A building that saves}
finance:
  capital:
    building: {title: A building, amount: {value: 10, source: assumed}, vat: {value: 0.2, source: assumed},
               in_service: 2021/22, life: {value: 50, source: assumed}, pdc: {value: 0.035, source: assumed}}
  measures:
    thrift: {title: Thrift, saving: {value: 4, source: assumed, distribution: {kind: uniform, low: 0, high: 8}}}
"""


def flat(text):
    return " ".join(text.replace("│", " ").split())


@pytest.fixture
def saves(child):
    return child(SAVES, of=MINIMUM)


def test_the_page(bedmodel):
    code, out, err = bedmodel("appraise", NO_CUTS, BCT, EVIDENCE, "--draws", 300)
    assert (code, err) == (0, "")
    wanted = [
        "2 options over 60 years, against no-cuts",
        "No option is surely best. With every number as stated bct comes first, at £269.2m over 60 years",
        "do not lie in the middle of their spreads",
        "All options alike count on savings worth £8,415.3m in all whose make-up nobody published. They cancel",
        "have no source and are assumed",
        "What would change the order: evidence-led would come first if",
        "What has no price here is not in it",
        "In 2020/21 there are too few beds in evidence-led (225).",
        "£m in prices of 2015/16, discounted to it at 3.5% a year (3.0% after 30 years)",
        "What each option is worth to society, £m",
        "(reference)",
        "Where it comes from, £m",
        "Can it be afforded? bct, £m of the year",
        "Paid by NHS commissioners",
        "Which costs and benefits would change who comes first",
        "Which numbers would change who comes first",
        "every cost and benefit goes on to 2075/76 at its last real level",
        "At the lower rates that are to be tried beyond 50 years",
        "numbers change nothing in who comes first",
    ]
    at = [flat(out).find(text) for text in wanted]
    assert -1 not in at, wanted[at.index(-1)]
    assert at == sorted(at)


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal_and_no_figure_is_cut(bedmodel, monkeypatch, saves, columns):
    options = [NO_CUTS, BCT, EVIDENCE] if columns == 80 else [MINIMUM, saves]
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = bedmodel("appraise", *options, "--draws", 50)
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out
    monkeypatch.setenv("COLUMNS", "300")
    _, wide, _ = bedmodel("appraise", *options, "--draws", 50)
    assert set(FIGURE.findall(out)) == set(FIGURE.findall(wide)), "a figure has been cut"


def test_what_is_paid_and_what_is_left_out(bedmodel, saves):
    _, out, _ = bedmodel("appraise", MINIMUM, saves, "--deterministic")
    assert "Capital, with VAT 0.0 +10.0 0.0" in flat(out)
    for title in ("Depreciation and PDC", "VAT"):
        assert title in out.partition("Left out of what it is worth")[2]
    assert "No draws were made: risks are left out" in flat(out)
    assert "futures" not in out.partition("What each option is worth")[2]


def test_json_and_csv_say_the_same(bedmodel, saves):
    code, as_json, _ = bedmodel("appraise", MINIMUM, saves, "--draws", 100, "--format", "json")
    assert code == 0
    found = json.loads(as_json)
    assert list(found) == ["bedmodel", "appraisal", "rows"]
    head = found["appraisal"]
    assert (head["reference"], head["years"], head["first_year"], head["last_year"]) == (
        "minimum",
        4,
        "2021/22",
        "2024/25",
    )
    assert (head["prices"], head["seed"], head["draws"], head["order"]) == (
        "real 2020/21",
        1,
        100,
        ["saves", "minimum"],
    )
    assert [option["option"] for option in head["options"]] == ["minimum", "saves"]
    assert head["options"][1]["hash"].startswith("sha256:")
    assert head["answer"][0].startswith("saves is best, at £")
    _, as_csv, _ = bedmodel("appraise", MINIMUM, saves, "--draws", 100, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    for row, wanted in zip(rows, found["rows"], strict=True):
        for name, value in wanted.items():
            assert (
                (float(row[name]) == value)
                if isinstance(value, float)
                else row[name] == ("" if value is None else value)
            )
    keys = {(r["option"], r["kind"], r["item"], r["year"], r["now"]) for r in found["rows"]}
    assert len(keys) == len(found["rows"])
    by_key = {(r["option"], r["kind"], r["item"], r["year"]): r for r in found["rows"]}
    value = by_key["saves", "value", "npsv", None]
    assert value["p10"] < value["p50"] < value["p90"]
    of_classes = [r["central"] for r in found["rows"] if r["option"] == "saves" and r["kind"] == "class"]
    assert sum(of_classes) == pytest.approx(value["central"])
    best = [by_key[name, "value", "probability_best", None]["central"] for name in ("minimum", "saves")]
    assert sum(best) == pytest.approx(1)
    assert by_key["minimum", "value", "bcr", None]["central"] is None
    assert by_key["saves", "cash", "Capital, with VAT", "2021/22"]["central"] == 10
    thrift = by_key["saves", "switch-number", "finance.measures.thrift.saving", None]
    assert thrift["now"] == 4
    assert thrift["then"] == "minimum"
    assert 0 < thrift["central"] < 4
    assert thrift["beyond"] == pytest.approx(thrift["central"] / 8, abs=0.02)


def test_markdown(bedmodel, saves):
    code, out, _ = bedmodel("appraise", MINIMUM, saves, "--draws", 50, "--format", "md")
    assert code == 0
    assert out.startswith("# One option over 4 years, against minimum\n")
    assert "| **saves** |" in out


def test_years_and_settings(bedmodel, saves):
    _, out, _ = bedmodel("appraise", MINIMUM, saves, "--deterministic", "--years", 30)
    assert "One option over 30 years" in out
    _, out, _ = bedmodel("appraise", MINIMUM, saves, "--deterministic", "--set", "appraisal.years=20")
    assert "One option over 20 years" in out
    assert "Set on the command line, without a source: appraisal.years=20." in flat(out)
    _, out, err = bedmodel("appraise", MINIMUM, saves, "--deterministic", "--set", "prices=0.0")
    assert err == ""
    assert "in prices of 2020/21" in flat(out)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ((), 2, "REFERENCE"),
        ((MINIMUM,), 2, "OPTION"),
        ((MINIMUM, "missing.yaml"), 3, "missing.yaml"),
        ((MINIMUM, NO_CUTS), 3, "X001"),
        ((MINIMUM, MINIMUM, "--years", "0"), 2, "--years"),
        ((MINIMUM, MINIMUM, "--years", "1"), 3, "A001"),
        ((MINIMUM, MINIMUM, "--recalibrate"), 2, "--recalibrate"),
        ((MINIMUM, MINIMUM, "--set", "nothing=1"), 3, "S009"),
    ],
)
def test_what_cannot_be_done(bedmodel, arguments, code, says):
    found, _, err = bedmodel("appraise", *arguments)
    assert found == code
    assert says in err
    assert "Traceback" not in err


def test_without_a_section_it_says_what_to_add(bedmodel, child):
    silent = child("scenario: {id: silent}\nremove: [appraisal]", of=MINIMUM)
    code, _, err = bedmodel("appraise", MINIMUM, silent)
    assert code == 3
    assert "X002 appraisal: silent does not say over how many years" in err
    example = (
        "appraisal: {years: 60, deflator: {value: 0.02, source: assumed}, need_after: {value: 0, source: assumed}, "
    )
    assert example in err
    given = err.partition("with sources: ")[2].splitlines()[0]
    ready = child("scenario: {id: ready}\nremove: [appraisal]\n", of=MINIMUM, name="without.yaml")
    full = child(given, of=ready, name="full.yaml")
    assert bedmodel("appraise", full, full, "--deterministic")[0] == 0


def test_without_money_it_says_so(bedmodel):
    code, _, err = bedmodel("appraise", SCENARIOS / "primary-care-2019.yaml", SCENARIOS / "primary-care-2019.yaml")
    assert code == 3
    assert "X002 finance" in err


def test_the_same_bytes_and_the_files(tmp_path, saves):
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        done = program("appraise", MINIMUM, saves, "--draws", 200, "--out", folder, "--quiet")
        assert done.returncode == 0
        assert done.stderr == b""
    names = {path.name for path in folders[0].iterdir()}
    charts = {f"appraise-{name}.{kind}" for name in ("value", "classes", "payback") for kind in ("png", "svg")}
    assert names == {"appraise.csv", "appraise.json", *charts}
    for name in names:
        assert (folders[0] / name).read_bytes() == (folders[1] / name).read_bytes(), name


def test_more_options_than_stand_side_by_side(bedmodel, saves):
    _, out, _ = bedmodel("appraise", MINIMUM, *[saves] * 9, "--deterministic", "--quiet")
    assert max(len(line) for line in out.splitlines()) <= 80
    assert "child (9)" in out
    assert out.count("Where it comes from") == 3


def test_help(bedmodel):
    code, out, _ = bedmodel("appraise", "--help")
    assert code == 0
    for line in (line.strip() for line in out.splitlines() if line.strip().startswith("bedmodel appraise")):
        assert line.split()[1] == "appraise"
    assert out.count("bedmodel appraise scenarios/") == 4
