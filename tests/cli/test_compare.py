"""`bedmodel compare` as its users meet it: tables, formats, options, exit codes, charts."""

import csv
import io
import json
import re

import pytest

from bedmodel.problems import ScenarioError
from tests_support import HEAVY, SCENARIOS, TOY, loaded_by, program

BCT, NO_CUTS, HALF = (str(SCENARIOS / f"{name}.yaml") for name in ("bct", "no-cuts", "half-delivery"))
MANY = [str(SCENARIOS / f"{n}.yaml") for n in ("bct", "no-cuts", "half-delivery", "bct-on-evidence", "bct-over-75s")]

FIGURE = re.compile(r"[+−]?[0-9][0-9,.]*")


def flat(text):
    return " ".join(text.replace("│", " ").split())


def test_the_table(bedmodel):
    code, out, err = bedmodel("compare", BCT, NO_CUTS, "--draws", 500)
    assert (code, err) == (0, "")
    wanted = [
        "2 options in 2020/21, against bct",
        "no-cuts The plan without closing beds (draft)",
        "bct: 4 numbers solved so that published figures are met.",
        "no-cuts: 4 numbers held as solved in bct.yaml; 3 of the figures they were solved for are not met here.",
        "bct: met by construction, because solved for: the bed gap (open − needed) of Leicester's acute hospitals in",
        "The central case need not lie in their middle, or even between them",
        "same 500 futures (seed 1)",
        "Leicester's acute hospitals Open 1,697 1,940 difference +243",
        "Open − needed 0 +243",
        "better in every draw",
        "Too few beds for the standard",
        "Community hospitals Open",
        "All pools together Open",
        "Gap if nothing changes +399.0 +399.0",
        "What is left −13.0 −1.6",
        "better in none of the draws",
        "Capital spent up to the year 291.2 291.2",
        "Inputs with a source, %",
    ]
    at = [flat(out).find(text) for text in wanted]
    assert -1 not in at, wanted[at.index(-1)]
    assert at == sorted(at)


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal_and_every_block_has_the_reference(bedmodel, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = bedmodel("compare", *MANY, "--draws", 200, "--reference", "half-delivery")
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out
    blocks = out.count("In 2020/21")
    assert out.count("(reference)") == blocks
    assert blocks == {60: 4, 80: 2, 140: 1}[columns]
    for name in ("no-cuts", "bct-on-", "bct-over-75s"):
        assert name in out
    monkeypatch.setenv("COLUMNS", "300")
    _, wide, _ = bedmodel("compare", *MANY, "--draws", 200, "--reference", "half-delivery")
    assert set(FIGURE.findall(out)) == set(FIGURE.findall(wide)), "a figure has been cut"


def test_twenty_options_fit(bedmodel):
    _, out, _ = bedmodel("compare", *[TOY] * 20, "--deterministic")
    assert max(len(line) for line in out.splitlines()) <= 80
    assert "toy (20)" in out


def test_json_and_csv_say_the_same(bedmodel):
    arguments = ("compare", BCT, NO_CUTS, HALF, "--draws", 300)
    code, as_json, _ = bedmodel(*arguments, "--format", "json")
    assert code == 0
    found = json.loads(as_json)
    assert list(found) == ["bedmodel", "comparison", "rows"]
    head = found["comparison"]
    assert (head["reference"], head["years"], head["seed"], head["draws"]) == ("bct", ["2020/21"], 1, 300)
    assert [option["option"] for option in head["options"]] == ["bct", "no-cuts", "half-delivery"]
    assert head["options"][1]["hash"].startswith("sha256:")
    assert any("met by construction" in note for note in head["notes"])
    _, as_csv, _ = bedmodel(*arguments, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    for row, wanted in zip(rows, found["rows"], strict=True):
        for name, value in wanted.items():
            assert (float(row[name]) == value) if isinstance(value, float) else row[name] == (value or "")
    keys = {(r["option"], r["metric"], r["pool"], r["line"], r["year"]) for r in found["rows"]}
    assert len(keys) == len(found["rows"])
    (row,) = [r for r in found["rows"] if r["option"] == "no-cuts" and r["metric"] == "beds.gap" and r["pool"] == "all"]
    assert row["difference_central"] == pytest.approx(281)
    assert (row["probability_better"], row["probability_same"], row["probability_worse"]) == (1, 0, 0)
    (row,) = [r for r in found["rows"] if r["option"] == "bct" and r["metric"] == "inputs.sourced"]
    assert (row["year"], row["mean"], row["probability_better"]) == (None, None, None)


def test_markdown(bedmodel):
    code, out, _ = bedmodel("compare", BCT, NO_CUTS, HALF, "--draws", 200, "--format", "md")
    assert code == 0
    assert out.startswith("# 3 options in 2020/21, against bct\n")
    tables = [line for line in out.splitlines() if line.startswith("|")]
    assert {line.count(" |") for line in tables if not line.startswith("|---")} == {4}
    assert "| **Money, £m (+ shortfall, − surplus)** |" in out


def test_by_year_and_one_figure(bedmodel):
    asked = ("compare", BCT, NO_CUTS, "--draws", 50, "--metric", "beds.gap[pool=acute]", "--by", "year")
    _, out, _ = bedmodel(*asked, "--format", "json")
    found = json.loads(out)
    years = ["2015/16", "2016/17", "2017/18", "2018/19", "2019/20", "2020/21"]
    assert found["comparison"]["years"] == years
    assert [r["year"] for r in found["rows"] if r["option"] == "no-cuts"] == years
    assert {(r["metric"], r["pool"]) for r in found["rows"]} == {("beds.gap", "acute")}
    _, table, _ = bedmodel(*asked)
    assert flat(table).count("2018/19") == 1
    assert "beds.gap[pool=acute], beds" in table


def test_another_year(bedmodel):
    _, out, _ = bedmodel("compare", BCT, NO_CUTS, "--draws", 50, "--year", "2018/19", "--format", "csv")
    assert {row["year"] for row in csv.DictReader(io.StringIO(out))} == {"2018/19", ""}


def test_horizons_that_differ_are_said(bedmodel, child):
    longer = child("scenario: {id: longer, horizon: 2024/25}")
    _, out, _ = bedmodel("compare", TOY, longer, "--draws", 20)
    assert "look ahead differently far (toy to 2022/23; longer to 2024/25)" in flat(out)
    assert "compared in 2022/23, a year that all of them have" in flat(out)


def test_what_is_set_is_said(bedmodel, child):
    without = child("scenario: {id: without}\nremove: [levers.home]")
    setting = "levers.home.delivery=0.5"
    code, out, err = bedmodel("compare", TOY, without, "--draws", 20, "--set", setting)
    assert code == 0
    assert "has no place in without, which keeps its own" in err
    assert f"Set on the command line, without a source: {setting} in toy." in flat(out)


def test_what_no_document_says_is_said(bedmodel, child):
    silent = child("""
scenario: {id: silent}
sources: {paper: {title: A paper, publisher: A journal, kind: research}}
pools: {medical: {beds_plan: {2022/23: {value: unknown, source: paper}}}}
levers: {home: {delivery: {title: Delivery, value: unknown, source: paper}}}
""")
    _, out, _ = bedmodel("compare", TOY, silent, "--draws", 20)
    text = flat(out)
    assert (
        "silent: not in the figures, because no document gives a number: Delivery. Left out with it: Care at home"
        in text
    )
    assert "silent: the plan does not say how many beds will be open: Medical ward in 2022/23." in text


def test_what_an_option_lacks_is_a_dash(bedmodel, child):
    without = child("scenario: {id: without}\nremove: [finance]")
    _, out, _ = bedmodel("compare", TOY, without, "--draws", 20)
    assert "What is left +3.1 –" in flat(out)
    _, out, _ = bedmodel("compare", TOY, without, "--draws", 20, "--format", "json")
    (row,) = [r for r in json.loads(out)["rows"] if r["option"] == "without" and r["metric"] == "finance.gap"]
    assert row["central"] is None
    assert row["difference_central"] is None


def test_deterministic_says_nothing_of_chances(bedmodel):
    _, out, _ = bedmodel("compare", BCT, NO_CUTS, "--deterministic")
    assert "better" not in out
    assert "Too few beds" not in out
    assert "No draws were made" in flat(out)
    assert "difference +243" in flat(out)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([BCT], 2, "at least two"),
        ([BCT, NO_CUTS, "--reference", "no-cutz"], 2, "did you mean `no-cuts`"),
        ([BCT, NO_CUTS, "--metric", "beds.gpa"], 2, "did you mean `beds.gap`"),
        ([BCT, NO_CUTS, "--metric", "beds.gap[pool=acte]"], 2, "did you mean `acute`"),
        ([BCT, NO_CUTS, "--year", "2030/31"], 2, "2015/16 to 2020/21"),
        ([BCT, NO_CUTS, "--year", "2018/19", "--by", "year"], 2, "not both"),
        ([BCT, NO_CUTS, "--by", "month"], 2, "month"),
        ([BCT, NO_CUTS, "--recalibrate"], 2, "nothing is --set"),
        ([BCT, TOY], 3, "X001 scenario.baseline: starts in 2020/21, but bct starts in 2015/16"),
        ([BCT, "no/such/file.yaml"], 3, "there is no such file"),
        ([BCT, NO_CUTS, "--set", "nonsense=1"], 3, "S009"),
        ([BCT, NO_CUTS, "--root", "/nowhere"], 3, "Y012"),
        (["--help"], 0, "--metric beds.gap[pool=acute] --by year"),
    ],
)
def test_exit_codes(bedmodel, arguments, code, words):
    found, out, err = bedmodel("compare", *arguments)
    assert found == code, out + err
    assert words in flat(out + err)
    assert "Traceback" not in out + err


@pytest.mark.parametrize("reference", ["no-cuts", "no-cuts.yaml", NO_CUTS])
def test_the_reference_by_any_of_its_names(bedmodel, reference):
    _, out, _ = bedmodel("compare", BCT, NO_CUTS, "--deterministic", "--reference", reference, "--format", "json")
    assert json.loads(out)["comparison"]["reference"] == "no-cuts"


def test_out_writes_charts_and_records_and_the_same_bytes(bedmodel, tmp_path):
    for name in ("a", "b"):
        code, _, err = bedmodel("compare", BCT, NO_CUTS, "--draws", 100, "--out", tmp_path / name)
        assert code == 0
        assert "compare-beds.png" in err
    written = {path.name for path in (tmp_path / "a").iterdir()}
    charts = ("compare-beds", "compare-beds-community", "compare-money")
    assert written == {f"{c}.{kind}" for c in charts for kind in ("png", "svg")} | {"compare.csv", "compare.json"}
    for name in written:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


@pytest.mark.parametrize("arguments", [["--deterministic"], ["--draws", "50", "--metric", "beds.gap"]])
def test_charts_of_unusual_comparisons(bedmodel, child, tmp_path, arguments):
    odd = child("scenario: {id: odd, horizon: 2025/26}\nremove: [finance, levers.transfer, pools.surgical]")
    code, _, _ = bedmodel("compare", TOY, odd, "--out", tmp_path / "out", *arguments)
    assert code == 0
    assert (tmp_path / "out" / "compare-beds-surgical.png").is_file()
    assert (tmp_path / "out" / "compare-money.png").is_file() == ("--metric" not in arguments)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_terminals_without_utf8_get_plain_signs(encoding):
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = program("compare", BCT, NO_CUTS, "--draws", "100", env=environment)
    assert done.returncode == 0, done.stderr
    assert "?" not in done.stdout.decode(encoding)


def test_help_imports_nothing_heavy():
    assert loaded_by("compare", "--help", among=(*HEAVY, "yaml")) == []


def test_hostile_text_stays_text(bedmodel, child, tmp_path):
    title = "'[bold]a|b[/bold] <script>alert(1)</script> $x^$ and $\\foo m $'"
    path = child(f"scenario: {{title: {title}}}\npools: {{medical: {{title: {title}}}}}\n")
    _, out, _ = bedmodel("compare", path, TOY, "--draws", 20, "--out", tmp_path / "out", "-q")
    assert "[bold]a|b[/bold]" in out
    _, out, _ = bedmodel("compare", path, TOY, "--draws", 20, "--format", "md")
    assert "<script>" not in out.replace("\\<script\\>", "")


def test_the_public_function():
    import bedmodel

    scenarios = [bedmodel.load(path) for path in (BCT, NO_CUTS)]
    comparison = bedmodel.compare(scenarios, draws=50)
    assert [option.name for option in comparison.options] == ["bct", "no-cuts"]
    with pytest.raises(ScenarioError):
        bedmodel.compare([scenarios[0], bedmodel.load(TOY)], draws=0)


def test_what_closed_beds_leave_behind_is_a_row(bedmodel):
    _, out, _ = bedmodel(
        "compare", SCENARIOS / "bct.yaml", SCENARIOS / "no-cuts.yaml", "--draws", 50, "--format", "csv"
    )
    rows = [line for line in out.splitlines() if ",finance.stranded," in line]
    assert len(rows) == 2, "one for each option, of all pools together"


def test_pools_that_are_not_the_same_have_no_total(bedmodel, child):
    one = child("remove: [pools.surgical]\n", of=TOY, name="one.yaml")
    _, out, _ = bedmodel("compare", TOY, one, "--deterministic", "--format", "csv")
    assert not [line for line in out.splitlines() if ",beds.available," in line and ",all," in line]
