"""`bedmodel simulate` as its users meet it: words, tables, formats, options, exit codes, chart."""

import csv
import io
import json

import numpy as np
import pytest

from tests_support import HEAVY, SCENARIOS, loaded_by

BCT = str(SCENARIOS / "bct.yaml")
DAILY = """pools:
  surgical:
    season: {values: {Q1: 0.96, Q2: 0.97, Q3: 1.01, Q4: 1.06}, source: assumed}
    daily:
      variance_ratio: {value: 1.5, source: assumed}
      length_of_stay: {value: 7.0, source: assumed}
      weekday: {values: {Mon: 1, Tue: 1.02, Wed: 1.02, Thu: 1, Fri: 1, Sat: 0.98, Sun: 0.98}, source: assumed}
"""
PLANNED = "      electives: {share: {value: 0.2, source: assumed}, length_of_stay: {value: 4.0, source: assumed}}\n"
ACUTE = ("simulate", BCT, "--pool", "acute", "--year", "2020/21")


def flat(text):
    return " ".join(text.replace("│", " ").split())


@pytest.fixture
def ward(child):
    """A ward of 36 beds for 32 patients, a fifth of the bed-days planned."""
    return ("simulate", child(DAILY + PLANNED), "--pool", "surgical", "--year", "2020/21", "--beds", 36)


def test_the_answer_and_the_tables(bedmodel):
    code, out, err = bedmodel(*ACUTE, "--replications", 40)
    assert (code, err) == (0, "")
    text = flat(out)
    wanted = [
        "Leicester's acute hospitals, 2020/21: 365 days simulated 40 times",
        "1,697 beds, 1,561 patients at midnight on average if nobody were turned away, a mean stay of 7 nights.",
        "patients are taken in all the same and are boarded",
        "More patients need a bed at midnight than there are on",
        "of 40 winters",
        "patients are boarded on an average night",
        "The closed forms agree: all 7 lie within what they are meant to",
        "in brackets 95% intervals for the mean, from 40 replications",
        "Simulated, and by closed form; a year",
        "5% or 1.0",
        "Month by month",
        "Jan 1,6",
        "with a standard deviation of 1.5 times the mean (assumed)",
        "vary 1.5 times as much as at random",
        "Beds open: 1,697, the year's mean, on every day.",
    ]
    at = [text.find(words) for words in wanted]
    assert -1 not in at, wanted[at.index(-1)]
    assert "Patients refused" not in text
    assert "%%" not in text


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--when-full", "refusal"], ["turned away and do not come back", "of those who come", "Share of patients"]),
        (
            ["--when-full", "electives"],
            ["planned admissions are cancelled", "All the same", "is the least that could do"],
        ),
        (["--stay", "fixed"], ["Stays are the same for everybody; their mean"]),
        (["--stay-cv", "0.8"], ["0.8 times the mean; their mean"]),
        (["--length-of-stay", "10"], ["a mean stay of 10 nights", "from --length-of-stay"]),
        (["--set", "pools.surgical.daily.variance_ratio=1"], ["variance ratio 1", "Set on the command line"]),
        (["--days", "30"], ["of the 30 days", "nothing to compare"]),
        (["--days", "1"], [": 1 day simulated", "of 1 day.", "and 1 day is none: nothing to compare"]),
        (["--replications", "1", "--beds", "90"], ["on no day of the three fullest months in the one winter."]),
        (
            ["--replications", "1", "--beds", "20"],
            ["on at least one day of the three fullest months in the one winter"],
        ),
        (["--replications", "1"], ["simulated once", "says nothing about how sure it is", "cannot say whether"]),
        (["--beds", "36.5", "--when-full", "refusal"], ["37 beds", "(36.5, as a whole number)"]),
    ],
)
def test_options_do_what_they_say(bedmodel, ward, options, words):
    code, out, err = bedmodel(*ward, "--replications", 3, *options)
    assert (code, err) == (0, "")
    for text in words:
        assert text in flat(out)


@pytest.mark.parametrize("columns", [60, 80, 140])
@pytest.mark.parametrize("when", ["boarding", "electives"])
def test_no_line_is_wider_than_the_terminal(bedmodel, ward, monkeypatch, columns, when):
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = bedmodel(*ward, "--replications", 5, "--when-full", when)
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out


def test_json_and_csv_say_the_same(bedmodel, ward):
    arguments = (*ward, "--replications", 5, "--when-full", "refusal")
    code, as_json, _ = bedmodel(*arguments, "--format", "json")
    assert code == 0
    found = json.loads(as_json)
    assert list(found) == ["bedmodel", "simulate", "rows"]
    head = found["simulate"]
    assert (head["pool"], head["year"], head["days"], head["replications"]) == ("surgical", "2020/21", 365, 5)
    assert (head["when_full"], head["stay"], head["beds"], head["seed"]) == ("refusal", "lognormal", 36.0, 1)
    assert head["scenarios"][0]["hash"].startswith("sha256:")
    _, as_csv, _ = bedmodel(*arguments, "--format", "csv")
    for row, wanted in zip(csv.DictReader(io.StringIO(as_csv)), found["rows"], strict=True):
        for name, value in wanted.items():
            same = (
                float(row[name]) == value
                if isinstance(value, float)
                else row[name] == str("" if value is None else value)
            )
            assert same, (name, value)
    rows = {row["figure"]: row for row in found["rows"]}
    assert rows["boarded"]["simulated"] == 0.0
    assert rows["share_refused"]["low"] < rows["share_refused"]["simulated"] < rows["share_refused"]["high"]
    assert rows["days_over"]["unit"] == "days/year"


def test_markdown(bedmodel, ward):
    _, out, _ = bedmodel(*ward, "--replications", 3, "--format", "md")
    assert out.startswith("# Surgical ward, 2020/21: 365 days simulated 3 times\n\n- 36 beds, 32 patients at midnight")


def test_a_week_that_cannot_be_made_is_said(bedmodel, child):
    """All stay just a week: whoever comes when, each midnight has the same patients."""
    _, out, _ = bedmodel("simulate", child(DAILY), "--pool", "surgical", "--stay", "fixed", "--replications", 2)
    assert "no arrivals can make that week; from Monday the count has 1.000, 1.000, 1.000" in flat(out)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([], 2, "say which of its pools: medical, surgical"),
        (["--pool", "surgicl"], 2, "did you mean `surgical`"),
        (["--pool", "surgical", "--year", "2031/32"], 2, "Invalid value for --year"),
        (["--pool", "surgical", "--days", "0"], 2, "--days"),
        (["--pool", "surgical", "--replications", "0"], 2, "--replications"),
        (["--pool", "surgical", "--beds", "0"], 2, "0 cannot be: above 0 and up to 1,000,000"),
        (["--pool", "surgical", "--beds", "1e9"], 2, "1,000,000,000 cannot be: above 0 and up to 1,000,000"),
        (["--pool", "surgical", "--beds", "nan"], 2, "nan cannot be"),
        (["--pool", "surgical", "--length-of-stay", "0"], 2, "not between 0.01 and 365"),
        (["--pool", "surgical", "--stay", "fixed", "--stay-cv", "1"], 2, "fixed stays have none to choose"),
        (["--pool", "surgical", "--stay", "weibull"], 2, "weibull"),
        (["--pool", "surgical", "--days", "1000000"], 2, "ask for fewer --days or --replications"),
        (["--pool", "surgical", "--days", "1000000"], 2, "Invalid value for --days:"),
        (["--pool", "surgical", "--replications", "1000000"], 2, "Invalid value for --replications:"),
        (["--pool", "surgical", "--when-full", "electives"], 2, "Invalid value for --when-full"),
        (["--pool", "surgical", "--recalibrate"], 2, "nothing is --set"),
        (["--pool", "medical"], 2, "does not say how long patients stay"),
        (["--help"], 0, "bedmodel simulate scenarios/bct.yaml --pool acute --year 2020/21"),
    ],
)
def test_exit_codes(bedmodel, child, arguments, code, words):
    found, out, err = bedmodel("simulate", child(DAILY), *arguments)
    assert found == code, out + err
    assert words in flat(out + err)
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([SCENARIOS / "primary-care-2019.yaml"], 2, "the scenario has no pools"),
        (["no/such/file.yaml", "--pool", "acute"], 3, "there is no such file"),
        ([], 2, "Missing argument"),
    ],
)
def test_exit_codes_without_a_ward(bedmodel, arguments, code, words):
    found, out, err = bedmodel("simulate", *arguments)
    assert found == code, out + err
    assert words in flat(out + err)
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    "options", [["--when-full", "refusal", "--replications", 1], ["--days", 1]], ids=["refusal", "one-day"]
)
def test_out_writes_the_chart_and_records_and_the_same_bytes(bedmodel, ward, tmp_path, options):
    for name in ("a", "b"):
        code, _, err = bedmodel(*ward, "--replications", 4, *options, "--out", tmp_path / name)
        assert code == 0
        assert "simulate.png" in err
    written = {path.name for path in (tmp_path / "a").iterdir()}
    assert written == {"simulate.png", "simulate.svg", "simulate.csv", "simulate.json", "simulate-days.csv"}
    for name in written:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name
    days = list(csv.DictReader(io.StringIO((tmp_path / "a" / "simulate-days.csv").read_text(encoding="utf-8"))))
    assert days[0]["date"] == "2020-04-01"
    assert len(days) == (options[1] if options[:1] == ["--days"] else 365)


def test_another_seed_is_another_answer(bedmodel, ward):
    first, other = (bedmodel(*ward, "--replications", 3, "--seed", seed, "--format", "csv")[1] for seed in (1, 2))
    assert first != other


def test_the_chart_marks_the_days_over():
    from bedmodel.analysis.simulate import simulate_pool
    from bedmodel.analysis.simulated_ward import Asked
    from bedmodel.analysis.trials import Trials
    from bedmodel.report.simulation_charts import winter
    from bedmodel.scenario.load import load

    found = simulate_pool(Trials.of(load(BCT)), Asked("acute", "2020/21", replications=5, beds=1640.0))
    axes = winter(found).axes[0]
    line, beds, dots = axes.lines
    assert set(beds.get_ydata()) == {1640.0}
    values = line.get_ydata()
    assert (dots.get_ydata() > 1640).all()
    assert len(dots.get_ydata()) == (values > 1640).sum() > 0
    assert len(values) == 31 + 31 + 28 + 31, "December to March, the year ends there"
    assert any((values == row).all() for row in found.outcome.count[:, -len(values) :])
    assert f"{len(dots.get_ydata())} of {len(values)}" in axes.get_title(loc="left")
    assert np.isfinite(axes.get_ylim()).all()


def test_help_imports_nothing_heavy():
    assert loaded_by("simulate", "--help", among=(*HEAVY, "yaml")) == []
