"""`bedmodel solve` as its users meet it."""

import csv
import io
import json

import pytest

from tests_support import SCENARIOS, TOY, program

BCT = SCENARIOS / "bct.yaml"
ENOUGH = "beds.gap[pool=acute,year=2020/21] >= 0"


def flat(text):
    return " ".join(text.replace("│", " ").split())


def test_the_answer_in_words(bedmodel):
    code, out, err = bedmodel("solve", BCT, "--vary", "left_shift", "--until", ENOUGH, "--draws", 500)
    assert (code, err) == (0, "")
    wanted = [
        "What must you believe? Better Care Together, draft plan of November 2016",
        "Asked: that the bed gap (open − needed) of Leicester's acute hospitals in 2020/21 is at least 0 beds.",
        "In the scenario it is 0 beds in the central case (P10 to P90 of the futures: −",
        "): met.",
        "Share of acute bed-days that the plan takes out of hospital by 2020/21: it must be at least 12.5%",
        "in the scenario it is 12.5% (solved so that a published figure is met).",
        "the best published whole-system result (emergency admissions, in year six): 6.7%, which would not do.",
        "Future by future the value needed runs from",
        "≥ 12.5%",
    ]
    at = [flat(out).find(text) for text in wanted]
    assert -1 not in at, wanted[at.index(-1)]
    assert at == sorted(at)


def test_no_value_will_do_is_an_answer(bedmodel):
    code, out, _ = bedmodel("solve", BCT, "--vary", "left_shift=0..0.2", "--until", "beds.gap[pool=acute] >= 300")
    assert code == 0
    assert "no value from 0.0% to 20.0% is enough; the figure runs from −243 beds to 145 beds" in flat(out)


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(bedmodel, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    half = SCENARIOS / "half-delivery.yaml"
    _, out, _ = bedmodel("solve", half, "--vary", "all", "--until", ENOUGH, "--draws", 200)
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out
    for figure in ("shift arrives", "≥ 100.0%", "≤ 84.9%", "≥ 25.0%", "≥ 1,819"):
        assert figure in flat(out)


def test_formats_carry_the_same_numbers(bedmodel):
    arguments = ("solve", BCT, "--vary", "left_shift", "--vary", "non_demographic_growth", "--until", ENOUGH)
    arguments = (*arguments, "--draws", 200)
    found = json.loads(bedmodel(*arguments, "--format", "json")[1])
    assert found["bedmodel"] == 1
    assert found["solve"]["id"] == "bct"
    assert found["solve"]["met"] is True
    assert found["solve"]["wanted"] == ">= 0.0"
    assert len(found["solve"]["break_even"]["points"]) == 61
    table = list(csv.DictReader(io.StringIO(bedmodel(*arguments, "--format", "csv")[1])))
    assert [row["path"] for row in table] == ["assumptions.left_shift", "assumptions.non_demographic_growth"]
    for row, other in zip(table, found["rows"], strict=True):
        assert list(row) == list(other)
        assert float(row["switching_value"]) == other["switching_value"]
        assert float(row["futures_p90"]) == other["futures_p90"]
    markdown = bedmodel(*arguments, "--format", "md")[1]
    assert markdown.startswith("# What must you believe?")
    assert "| ≥ 12.5%" in markdown


def test_the_same_question_gives_the_same_bytes():
    arguments = ("solve", BCT, "--vary", "left_shift", "--until", ENOUGH, "--draws", 300, "--format", "json")
    first, second = program(*arguments), program(*arguments, env={"PYTHONHASHSEED": "7"})
    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_charts_and_files(bedmodel, tmp_path):
    names = ("--vary", "left_shift", "--vary", "population.growth")
    code, _, err = bedmodel("solve", BCT, *names, "--until", ENOUGH, "--draws", 100, "--out", tmp_path / "out")
    assert code == 0
    wanted = {"solve-left_shift", "solve-population-growth", "break-even"}
    files = {f"{name}.{kind}" for name in wanted for kind in ("png", "svg")}
    files |= {"solve.csv", "solve.json", "break-even.csv"}
    assert {path.name for path in (tmp_path / "out").iterdir()} == files
    assert all(name in err for name in files)


def test_what_a_likelihood_asks(bedmodel):
    asked = "probability(beds.gap[pool=acute] >= 0) >= 0.8"
    code, out, _ = bedmodel("solve", BCT, "--vary", "left_shift", "--until", asked, "--draws", 300)
    assert code == 0
    assert "is at least 0 beds in at least 80.0% of the futures" in flat(out)
    assert "What is asked is read from 300 futures at each value tried." in flat(out)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--vary", "left_shfit", "--until", ENOUGH), "did you mean `left_shift`?"),
        (("--vary", "left_shift", "--until", "beds.gp >= 0"), "did you mean `beds.gap`?"),
        (("--vary", "left_shift", "--until", "beds.gap[pool=acutte] >= 0"), "did you mean `acute`?"),
        (("--vary", "left_shift", "--until", "beds.gap[year=2031/32] >= 0"), "the scenario has 2015/16 to 2020/21"),
        (("--vary", "left_shift", "--until", "more beds"), "is no condition"),
        (("--vary", "left_shift=2..1", "--until", ENOUGH), "2 is not below 1"),
        (("--vary", "all", "--vary", "left_shift", "--until", ENOUGH), "not both"),
        (("--vary", "left_shift", "--vary", "assumptions.left_shift", "--until", ENOUGH), "named twice"),
        (("--vary", "sites.general.share", "--until", ENOUGH), "unknown"),
        (("--vary", "left_shift", "--until", ENOUGH, "--compare-with", "evidence.telehelth"), "evidence.telehealth"),
        (("--vary", "left_shift", "--until", ENOUGH, "--compare-with", "ward_size"), "is in beds/ward"),
        (("--vary", "left_shift", "--until", "P(beds.gap >= 0) >= 0.8", "--deterministic"), "none are made"),
        (("--until", ENOUGH), "--vary"),
        (("--vary", "left_shift"), "--until"),
    ],
)
def test_wrong_usage_says_what_to_type(bedmodel, arguments, says):
    code, out, err = bedmodel("solve", BCT, *arguments)
    assert (code, out) == (2, "")
    assert says in flat(err.replace("\n", " "))
    assert "Traceback" not in err


def test_an_invalid_scenario_is_an_invalid_scenario(bedmodel, tmp_path):
    code, _, err = bedmodel("solve", tmp_path / "none.yaml", "--vary", "x", "--until", ENOUGH)
    assert code == 3
    assert "Y001" in err


def test_what_is_compared_is_asked_too(bedmodel):
    compared = ("--compare-with", "evidence.system-integration")
    _, out, _ = bedmodel("solve", BCT, "--vary", "left_shift", "--until", ENOUGH, *compared, "--deterministic")
    assert "Integrating a whole system, effect on emergency admissions: 2.0%, which would not do." in flat(out)


def test_a_toy_without_draws(bedmodel):
    code, out, _ = bedmodel("solve", TOY, "--vary", "all", "--until", "beds.gap >= 0", "--deterministic")
    assert code == 0
    assert "Asked: that the bed gap" in flat(out)
