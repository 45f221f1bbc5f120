"""`bedmodel sensitivity` as its users meet it: words, tables, formats, options, exit codes, charts."""

import csv
import io
import json

import pytest

from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import HEAVY, SCENARIOS, TOY, loaded_by, program

BCT, RISKS = str(SCENARIOS / "bct.yaml"), str(SCENARIOS / "bct-with-risks.yaml")
FEW = ("--samples", 64, "--draws", 200)
ACUTE = "beds.gap[pool=acute]"


def flat(text):
    return " ".join(text.replace("│", " ").split())


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_answer_in_words(bedmodel):
    code, out, err = bedmodel("sensitivity", BCT)
    assert (code, err) == (0, "")
    wanted = [
        "What matters most for the bed gap (open − needed) of Leicester's acute hospitals in 2020/21 is “Yearly",
        "(−1.48% a year to −0.28% a year). By itself it moves the figure from +41 beds to −62 beds. All as stated it",
        "18 of the 22 uncertain numbers move it by less than 1 bed. Of the 4 that move it by more, none is",
        "36% of the variation in the bed gap",
        "What matters most for the money gap in 2020/21 is “NHS spending on LLR in the baseline year”",
        "8 are merely assumed, so ask first about “NHS spending on LLR in the baseline year”",
        "What is merely assumed makes 27% of it by itself.",
        "23 numbers have no stated range and do not show here; 5 of them are merely assumed:",
        "One at a time: Bed gap (open − needed) of Leicester's acute hospitals in 2020/21, 0 beds as stated",
        "Acute beds filled at midnight, 89.0% to 94.0% +37 to −56 higher derived",
        "Shares of variance: Bed gap",
        "18 more make less than 0.5% each.",
        "4 more with --top, or in --format csv.",
        "One at a time: 45 evaluations.",
        "Shares of variance: 49,152 evaluations (2,048 × (22 + 2)), seed 1.",
        "2020/21]: converged: the widest 95% interval is 4.8 points, 5 or less is enough; the whole order is settled.",
        "Stated outside their own P10 to P90, so that both ends lie to one side: “Day-to-day variation of community",
        "Rank correlation: 5,000 draws, seed 1.",
    ]
    at = [flat(out).find(text) for text in wanted]
    assert -1 not in at, wanted[at.index(-1)]


@pytest.mark.parametrize("columns", [60, 80, 140])
@pytest.mark.parametrize("scenario", [BCT, RISKS])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(bedmodel, monkeypatch, columns, scenario):
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = bedmodel("sensitivity", scenario, *FEW)
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out


def test_json_and_csv_say_the_same(bedmodel):
    code, as_json, _ = bedmodel("sensitivity", RISKS, *FEW, "--format", "json")
    assert code == 0
    found = json.loads(as_json)
    assert list(found) == ["bedmodel", "sensitivity", "rows"]
    head = found["sensitivity"]
    assert (head["id"], head["seed"], head["draws"], head["samples"]) == ("bct-with-risks", 1, 200, 64)
    assert head["evaluations"] == {"tornado": 1 + 2 * 32, "sobol": 64 * 34, "rank": 200}
    assert head["uncertain"] == 32
    assert len(head["no_stated_range"]) == 31
    assert [figure["metric"] for figure in head["figures"]] == [
        "beds.gap[pool=acute,year=2020/21]",
        "finance.gap[year=2020/21]",
    ]
    assert head["figures"][0]["converged"] is False
    assert head["figures"][0]["widest_interval"] > head["figures"][0]["threshold"] == 0.05
    _, as_csv, _ = bedmodel("sensitivity", RISKS, *FEW, "--format", "csv")
    for row, wanted in zip(rows_of(as_csv), found["rows"], strict=True):
        for name, value in wanted.items():
            if isinstance(value, bool):
                assert row[name] == str(value)
            elif isinstance(value, float):
                assert float(row[name]) == value
            else:
                assert row[name] == ("" if value is None else str(value))
    assert len({(row["metric"], row["path"]) for row in found["rows"]}) == len(found["rows"]) == 64
    beds = [row for row in found["rows"] if row["metric"].startswith("beds.gap")]
    assert [row["place"] for row in beds] == list(range(1, 33))
    assert beds[0]["kind"] == "risk"
    assert {row["worse_when"] for row in beds} == {"high", "low", None}
    assert sum(row["first_order"] for row in beds) == pytest.approx(1, abs=0.3)


def test_a_row_can_be_run_again_from_the_command_line(bedmodel):
    _, out, _ = bedmodel("sensitivity", BCT, "--method", "tornado", "--metric", ACUTE, "--format", "csv")
    row = next(row for row in rows_of(out) if row["path"] == "pools.acute.occupancy")
    again = run(load(BCT, settings=[f"pools.acute.occupancy={row['high']}"]), draws=0)
    assert again.value(ACUTE) == pytest.approx(float(row["at_high"]), rel=1e-12)


def test_a_unit_cost_can_be_set_in_the_prices_it_is_stated_in(bedmodel):
    """A number --set in place of one of 2016/17's prices is in those prices too, as the ends of its range are."""
    _, out, _ = bedmodel("sensitivity", BCT, "--method", "tornado", "--metric", "finance.gap", "--format", "csv")
    row = next(row for row in rows_of(out) if row["path"] == "assumptions.cost_of_a_bed_day")
    again = run(load(BCT, settings=[f"cost_of_a_bed_day={row['low']}"]), draws=0)
    assert again.value("finance.gap") == pytest.approx(float(row["at_low"]), rel=1e-12)


def test_markdown(bedmodel):
    code, out, _ = bedmodel("sensitivity", BCT, *FEW, "--format", "md")
    assert code == 0
    assert out.startswith("# What matters most: Better Care Together")
    assert "| What is moved | From, to | Gives, beds | Worse if | Backed |" in out


def test_one_method_gives_only_its_own(bedmodel):
    _, tornado, _ = bedmodel("sensitivity", BCT, "--method", "tornado")
    assert "Shares of variance" not in tornado
    assert "Rank correlation" not in tornado
    _, sobol, _ = bedmodel("sensitivity", BCT, "--method", "sobol", "--samples", 64)
    assert "One at a time" not in sobol
    _, rank, _ = bedmodel("sensitivity", BCT, "--method", "rank", "--draws", 300, "--metric", ACUTE)
    assert "Over the draws, the bed gap (open − needed) of Leicester's acute hospitals in 2020/21 moves most" in flat(
        rank
    )
    assert "Rank correlation: Bed gap" in flat(rank)
    _, without, _ = bedmodel("sensitivity", BCT, "--draws", 0, "--samples", 64)
    assert "Rank correlation" not in without


def test_themes(bedmodel):
    _, out, _ = bedmodel(
        "sensitivity", RISKS, "--method", "sobol", "--by", "theme", "--samples", 256, "--format", "json"
    )
    rows = [row for row in json.loads(out)["rows"] if row["kind"] == "theme" and row["metric"].startswith("beds")]
    assert [row["path"] for row in rows] == ["population", "need", "beds", "left-shift", "money", "risks"]
    assert sum(row["first_order"] for row in rows) == pytest.approx(1, abs=0.15)
    assert max(rows, key=lambda row: row["total"])["path"] == "risks"
    _, table, _ = bedmodel("sensitivity", RISKS, "--by", "theme", *FEW)
    assert "Need for beds" in table
    assert "One at a time" in table


def test_a_swing(bedmodel):
    _, out, _ = bedmodel("sensitivity", BCT, "--method", "tornado", "--swing", "10%", "--metric", ACUTE)
    text = flat(out)
    assert "“Acute beds open at the end of the plan” (1,527 beds to 1,867 beds)" in text
    assert "each number is moved by 10% of itself up and down" in text
    assert "Moved less far, because they cannot be more or less: " in text
    assert "no stated range" not in text
    _, same, _ = bedmodel("sensitivity", BCT, "--method", "tornado", "--swing", "0.1", "--metric", ACUTE)
    assert same == out


def test_top_rows(bedmodel):
    _, out, _ = bedmodel("sensitivity", BCT, "--method", "tornado", "--metric", "finance.gap", "--top", 3)
    assert "16 more with --top" in flat(out)


def test_without_any_range_the_answer_says_so(bedmodel):
    code, out, _ = bedmodel("sensitivity", TOY)
    assert code == 0
    assert "No number of this scenario has a stated range, so nothing varies. Try --swing 10%." in flat(out)


def test_a_figure_that_nothing_moves_is_said(bedmodel):
    _, out, _ = bedmodel("sensitivity", BCT, *FEW, "--metric", "beds.available[pool=acute]")
    assert "None of the 22 uncertain numbers moves beds open of Leicester's acute hospitals in 2020/21" in flat(out)
    assert "does not vary" in flat(out)
    assert "nan" not in out.lower()


def test_a_figure_without_a_number_is_said(bedmodel, child):
    path = child("""
pools:
  medical:
    beds_plan:
      2022/23:
        value: 0
        source: assumed
        distribution: {kind: discrete, values: [0, 80], probabilities: [0.5, 0.5]}
""")
    code, out, _ = bedmodel("sensitivity", path, *FEW, "--metric", "occupancy.mean[pool=medical]")
    assert code == 0
    assert "the model has no number for mean occupancy of Medical ward in 2022/23" in flat(out)
    code, out, _ = bedmodel("sensitivity", path, *FEW, "--metric", "occupancy.mean[pool=medical]", "--format", "json")
    assert json.loads(out)["rows"][0]["at_low"] is None


def test_the_same_seed_prints_the_same(bedmodel):
    first, second, other = (bedmodel("sensitivity", BCT, *FEW, "--seed", seed)[1] for seed in (2, 2, 3))
    assert first == second
    assert first != other


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([BCT, "--metric", "beds.gpa"], 2, "did you mean `beds.gap`"),
        ([BCT, "--metric", "beds.gap[pool=acte]"], 2, "did you mean `acute`"),
        ([BCT, "--metric", "beds.gap[statistic=p90]"], 2, "leave `statistic=` out"),
        ([BCT, "--metric", "???"], 2, "is not a figure"),
        ([BCT, "--samples", "1000"], 2, "512 and 1024 are"),
        ([BCT, "--samples", "32"], 2, "64"),
        ([BCT, "--swing", "ten"], 2, "write 10% or 0.1"),
        ([BCT, "--swing", "0"], 2, "write 10% or 0.1"),
        ([BCT, "--swing", "nan"], 2, "write 10% or 0.1"),
        ([BCT, "--swing", "10%", "--method", "sobol"], 2, "only a tornado swings"),
        ([BCT, "--by", "theme", "--method", "tornado"], 2, "only shares of variance have themes"),
        ([BCT, "--method", "rank", "--draws", "0"], 2, "rank correlation needs draws"),
        ([BCT, "--method", "guess"], 2, "guess"),
        ([BCT, "--top", "0"], 2, "top"),
        ([BCT, "--recalibrate"], 2, "nothing is --set"),
        (["no/such/file.yaml"], 3, "there is no such file"),
        ([BCT, "--set", "nonsense=1"], 3, "S009"),
        ([BCT, "--root", "/nowhere"], 3, "Y012"),
        (["--help"], 0, "--method tornado --swing 10%"),
    ],
)
def test_exit_codes(bedmodel, arguments, code, words):
    found, out, err = bedmodel("sensitivity", *arguments)
    assert found == code, out + err
    assert words in flat(out + err)
    assert "Traceback" not in out + err


def test_what_is_set_is_said_and_has_no_range_any_more(bedmodel):
    _, out, _ = bedmodel("sensitivity", BCT, *FEW, "--set", "pools.acute.occupancy=0.95")
    assert "Set on the command line, without a source: pools.acute.occupancy=0.95." in flat(out)
    assert "21 uncertain numbers" in flat(out)


def test_out_writes_charts_and_records_and_the_same_bytes(bedmodel, tmp_path):
    for name in ("a", "b"):
        code, _, err = bedmodel("sensitivity", RISKS, *FEW, "--out", tmp_path / name)
        assert code == 0
        assert "sensitivity.csv" in err
    written = {path.name for path in (tmp_path / "a").iterdir()}
    figures = ("beds-gap-pool-acute-year-2020-21", "finance-gap-year-2020-21")
    charts = {
        f"{kind}-{figure}.{form}" for kind in ("tornado", "sobol") for figure in figures for form in ("png", "svg")
    }
    assert written == charts | {"sensitivity.csv", "sensitivity.json"}
    for name in written:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


@pytest.mark.parametrize(
    "arguments", [["--by", "theme"], ["--swing", "0.5"], ["--metric", "beds.available[pool=acute]"]]
)
def test_charts_of_unusual_questions(bedmodel, tmp_path, arguments):
    code, _, _ = bedmodel("sensitivity", BCT, *FEW, "--out", tmp_path, *arguments)
    assert code == 0
    assert any(tmp_path.glob("*.png")) == ("beds.available[pool=acute]" not in arguments)


def test_a_scenario_without_beds(bedmodel):
    code, out, _ = bedmodel("sensitivity", SCENARIOS / "primary-care-2019.yaml", *FEW)
    assert code == 0
    assert "GPs' working time lost in a year to leaving early" in flat(out)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_terminals_without_utf8_get_plain_signs(encoding):
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = program("sensitivity", BCT, "--method", "tornado", env=environment)
    assert done.returncode == 0, done.stderr
    assert "?" not in done.stdout.decode(encoding)


def test_help_imports_nothing_heavy():
    assert loaded_by("sensitivity", "--help", among=(*HEAVY, "yaml")) == []


def test_hostile_text_stays_text(bedmodel, child, tmp_path):
    title = "'[bold]a|b[/bold] <script>alert(1)</script> $x^$ and $\\foo m $'"
    spread = "distribution: {kind: uniform, low: 60, high: 95}"
    path = child(f"""
scenario: {{title: {title}}}
pools: {{medical: {{beds_plan: {{2022/23: {{title: {title}, value: 80, source: assumed, {spread}}}}}}}}}
""")
    _, out, _ = bedmodel("sensitivity", path, *FEW, "--out", tmp_path / "out", "-q")
    assert "[bold]a|b[/bold]" in out
    _, out, _ = bedmodel("sensitivity", path, *FEW, "--format", "md")
    assert "<script>" not in out.replace("\\<script\\>", "")
