"""`bedmodel split` as its users meet it: words, table, formats, options, exit codes, chart."""

import csv
import io
import json
import re

import pytest

from tests_support import HEAVY, SCENARIOS, TOY, loaded_by, program

BCT, NO_CUTS, HALF, GATED = (
    str(SCENARIOS / f"{name}.yaml") for name in ("bct", "no-cuts", "half-delivery", "gated-on-evidence")
)
FIGURE = re.compile(r"[+−]?[0-9][0-9,.]*")


def flat(text):
    return " ".join(text.replace("│", " ").split())


def test_the_answer_and_the_table(bedmodel):
    code, out, err = bedmodel("split", BCT, "--metric", "beds.required", "--pool", "acute", "--draws", 500)
    assert (code, err) == (0, "")
    text = flat(out)
    wanted = [
        "Beds needed, 2015/16 to 2020/21",
        "Beds needed (Leicester's acute hospitals) fall by 222 beds, from 1,919 beds in 2015/16 to 1,697 beds in",
        "Adds to it: more people +66; older people +57.",
        "Takes from it: Acute care moved out of hospital −241; shorter stays −91; other need shrinking −13.",
        "In 80 of 100 futures the change is",
        "its least certain part is Length of stay",
        "sum to its change exactly",
        "500 futures (seed 1)",
        "The central case need not lie in their middle, or even between them",
        "beds.required[pool=acute], beds",
        "2015/16 1,919",
        "Number of people +66",
        "Ages of people +57",
        "Other growth in need −13",
        "Length of stay −91",
        "Acute care moved out of hospital −241 −24",
        "2020/21 1,697",
        "Change −222",
        "beds needed at the pool's standard",
        "Changes nothing here: Health and other need.",
        "Met by construction, because solved for: the bed gap (open − needed) of Leicester's acute hospitals in 20",
        "no document gives a number",
    ]
    at = [text.find(words) for words in wanted]
    assert -1 not in at, wanted[at.index(-1)]
    assert at == sorted(at)
    assert "Community hospital care" not in text, "it does not touch the pool"


def test_without_a_metric_it_is_the_beds_needed_of_all_pools(bedmodel):
    _, out, _ = bedmodel("split", BCT, "--deterministic")
    text = flat(out)
    assert "Beds needed (all pools together) fall by 255 beds" in text
    assert "Community hospital care moved out −35" in text
    assert "Central case only: no draws were made." in text
    assert "futures" not in text


def test_the_money_is_better_or_worse(bedmodel):
    _, out, _ = bedmodel("split", BCT, "--metric", "finance.gap", "--deterministic")
    text = flat(out)
    assert "The money gap falls by £13.0m, from £0.0m in 2015/16 to −£13.0m in 2020/21." in text
    assert (
        "Worse by: Cost pressure beyond need and prices +£430.2m; Prices and pay +£161.1m; more people +£58.0m" in text
    )
    assert (
        "Better by: Savings whose make-up was not published −£422.4m; Growth of income −£228.8m; shorter stays" in text
    )
    assert "2020/21 −13.0" in text


def test_percentages_change_by_points(bedmodel):
    _, out, _ = bedmodel("split", BCT, "--metric", "occupancy.mean[pool=acute]", "--draws", 100)
    text = flat(out)
    assert "rises by 1.0 points, from 91.0% in 2015/16 to 92.0% in 2020/21" in text
    assert "occupancy.mean[pool=acute], %, changes in points" in text
    assert re.search(r"In 80 of 100 futures the change is [+−][0-9.]+ to \+[0-9.]+ points;", text)


def test_two_options(bedmodel):
    _, out, err = bedmodel("split", BCT, GATED, "--metric", "beds.gap[pool=acute]", "--draws", 200)
    assert err == ""
    text = flat(out)
    wanted = [
        "Beds to spare in 2020/21: gated-on-evidence less bct",
        "in 2020/21: 0 beds in bct, −21 beds in gated-on-evidence: −21 beds.",
        "Better by: Beds held open until a condition is met +222.",
        "Worse by: Acute care moved out of hospital −243.",
        "bct, 2020/21 0",
        "gated-on-evidence, 2020/21 −21",
        "negative = too few beds",
        "All else that moves the figure is the same in both options.",
    ]
    at = [text.find(words) for words in wanted]
    assert -1 not in at, wanted[at.index(-1)]


def test_another_year_and_other_years(bedmodel):
    _, out, _ = bedmodel(
        "split", BCT, NO_CUTS, "--metric", "beds.gap[pool=acute]", "--year", "2018/19", "--deterministic"
    )
    assert "+146 beds" in flat(out)
    _, same, _ = bedmodel("split", BCT, NO_CUTS, "--metric", "beds.gap[pool=acute,year=2018/19]", "--deterministic")
    assert same == out
    _, out, _ = bedmodel("split", BCT, "--from", "2018/19", "--to", "2016/17", "--format", "json", "--deterministic")
    head = json.loads(out)["split"]
    assert (head["from"]["year"], head["to"]["year"]) == ("2018/19", "2016/17")


@pytest.mark.parametrize("same", [("split", BCT, BCT), ("split", BCT, "--from", "2017/18", "--to", "2017/18")])
def test_against_itself_nothing_moves(bedmodel, same, tmp_path):
    code, out, _ = bedmodel(*same, "--draws", 50, "--out", tmp_path / "out")
    assert code == 0
    assert "Nothing that moves it differs." in flat(out)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "split.csv").read_text(encoding="utf-8"))))
    assert {float(row["central"]) for row in rows if row["row"] in ("part", "change")} == {0.0}


@pytest.mark.parametrize("columns", [60, 80, 140])
@pytest.mark.parametrize("metric", ["finance.gap", "beds.gap", "occupancy.winter"])
def test_no_line_is_wider_than_the_terminal_and_no_figure_is_cut(bedmodel, monkeypatch, columns, metric):
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = bedmodel("split", BCT, "--metric", metric, "--draws", 200)
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out
    monkeypatch.setenv("COLUMNS", "300")
    _, wide, _ = bedmodel("split", BCT, "--metric", metric, "--draws", 200)
    assert set(FIGURE.findall(out)) == set(FIGURE.findall(wide))


def test_json_and_csv_say_the_same_and_parts_sum_to_the_change(bedmodel):
    arguments = ("split", BCT, "--metric", "finance.gap", "--draws", 300)
    code, as_json, _ = bedmodel(*arguments, "--format", "json")
    assert code == 0
    found = json.loads(as_json)
    assert list(found) == ["bedmodel", "split", "rows"]
    head = found["split"]
    assert (head["figure"], head["unit"], head["seed"], head["draws"]) == ("finance.gap", "GBPm", 1, 300)
    assert [s["id"] for s in head["scenarios"]] == ["bct"]
    assert head["scenarios"][0]["hash"].startswith("sha256:")
    _, as_csv, _ = bedmodel(*arguments, "--format", "csv")
    for row, wanted in zip(csv.DictReader(io.StringIO(as_csv)), found["rows"], strict=True):
        for name, value in wanted.items():
            assert (float(row[name]) == value) if isinstance(value, float) else row[name] == (value or "")
    kinds = [row["row"] for row in found["rows"]]
    assert kinds == ["start", *["part"] * (len(kinds) - 3), "end", "change"]
    for statistic in ("central", "mean"):
        parts = sum(row[statistic] for row in found["rows"] if row["row"] == "part")
        assert parts == pytest.approx(found["rows"][-1][statistic], rel=1e-9)
    assert "health" in {row["driver"] for row in found["rows"]}, "parts that are nothing are in the rows"


def test_two_options_are_both_recorded(bedmodel):
    _, out, _ = bedmodel("split", BCT, HALF, "--deterministic", "--format", "json")
    head = json.loads(out)["split"]
    assert [s["id"] for s in head["scenarios"]] == ["bct", "half-delivery"]
    assert (head["from"]["scenario"], head["to"]["scenario"]) == ("bct", "half-delivery")
    assert {row["p10"] for row in json.loads(out)["rows"]} == {None}


def test_markdown(bedmodel):
    _, out, _ = bedmodel("split", BCT, "--metric", "beds.gap[pool=acute]", "--draws", 100, "--format", "md")
    assert out.startswith("# Beds to spare, 2015/16 to 2020/21\n\n- Beds to spare")
    tables = [line for line in out.splitlines() if line.startswith("|")]
    assert {line.count(" |") for line in tables if not line.startswith("|---")} == {4}


# 1,940 beds before the lever; half of a shift of 12.51% leaves 1,818. L(1,818, 1,919) = 1,868; × ln 0.93744 = −120.7.
def test_what_is_set_holds_and_is_said(bedmodel):
    _, out, _ = bedmodel("split", BCT, "--pool", "acute", "--set", "left_shift_delivery=0.5", "--deterministic")
    assert "Acute care moved out of hospital −121" in flat(out)
    assert "Set on the command line, without a source: left_shift_delivery=0.5." in flat(out)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([BCT, NO_CUTS, HALF], 2, "one scenario, or two"),
        ([BCT, "--metric", "beds.requird"], 2, "did you mean `beds.required`"),
        ([BCT, "--pool", "acte"], 2, "did you mean `acute`"),
        ([BCT, "--metric", "beds.gap[pool=acute]", "--pool", "community"], 2, "says pool=acute already"),
        ([BCT, "--metric", "beds.gap[statistic=p90]"], 2, "leave `statistic=` out"),
        ([BCT, "--metric", "beds.gap["], 2, "is not a figure"),
        ([BCT, "--metric", "finance.measure", "--line", "not-itemised"], 2, "What can be split here: population.total"),
        ([BCT, "--metric", "finance.gap", "--pool", "acute"], 2, "is not given by pool"),
        ([BCT, "--from", "2010/11"], 2, "2015/16 to 2020/21"),
        ([BCT, "--year", "2018/19"], 2, "--from and --to"),
        ([BCT, NO_CUTS, "--from", "2018/19"], 2, "give it with --year"),
        ([BCT, NO_CUTS, "--year", "2030/31"], 2, "2015/16 to 2020/21"),
        ([BCT, "--recalibrate"], 2, "nothing is --set"),
        ([str(SCENARIOS / "primary-care-2019.yaml")], 2, "no figure `beds.required`"),
        ([BCT, TOY], 3, "X001"),
        (["no/such/file.yaml"], 3, "there is no such file"),
        ([BCT, "--set", "nonsense=1"], 3, "S009"),
        ([BCT, "--root", "/nowhere"], 3, "Y012"),
        ([], 2, "Missing argument"),
        (["--help"], 0, "--from 2015/16 --to 2020/21"),
    ],
)
def test_exit_codes(bedmodel, arguments, code, words):
    found, out, err = bedmodel("split", *arguments)
    assert found == code, out + err
    assert words in flat(out + err)
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    "arguments",
    [
        [BCT, "--metric", "finance.gap"],
        [BCT, GATED, "--metric", "beds.gap"],
        [str(SCENARIOS / "bct-with-risks.yaml"), "--metric", "beds.required", "--pool", "acute"],
        [str(SCENARIOS / "primary-care-2019.yaml"), "--metric", "workforce.stock"],
    ],
)
def test_out_writes_the_chart_and_records_and_the_same_bytes(bedmodel, tmp_path, arguments):
    for name in ("a", "b"):
        code, _, err = bedmodel("split", *arguments, "--draws", 100, "--out", tmp_path / name)
        assert code == 0
        assert "split.png" in err
    written = {path.name for path in (tmp_path / "a").iterdir()}
    assert written == {"split.png", "split.svg", "split.csv", "split.json"}
    for name in written:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_the_chart_has_every_bar_and_ends_where_the_figure_does(tmp_path):
    from matplotlib.colors import to_hex

    from bedmodel.analysis.split import split_years
    from bedmodel.analysis.trials import Trials
    from bedmodel.metrics import Selector
    from bedmodel.report import split_charts
    from bedmodel.report.palette import BETTER, WORSE
    from bedmodel.scenario.load import load

    found = split_years(Trials.of(load(TOY)), Selector("finance.gap"))
    axes = split_charts.waterfall(found).axes[0]
    bars = axes.patches
    assert len(bars) == len(found.moving) + 2
    ends = [bar.get_x() + bar.get_width() for bar in bars]
    assert ends[0] == found.start.figure.central
    assert ends[-2] == pytest.approx(ends[-1])
    assert ends[-1] == found.end.figure.central
    for bar, part in zip(bars[1:-1], found.moving, strict=True):
        assert bar.get_width() == pytest.approx(part.amount.central)
        better = part.amount.central < 0
        assert to_hex(bar.get_facecolor()) == (BETTER if better else WORSE).lower()
    labels = [label.get_text().replace("\n", " ") for label in axes.get_yticklabels()]
    assert labels == ["2020/21", *(part.title for part in found.moving), "2022/23"]


def test_many_small_parts_share_a_bar(monkeypatch):
    from bedmodel.analysis.split import split_years
    from bedmodel.analysis.trials import Trials
    from bedmodel.metrics import Selector
    from bedmodel.report import split_charts
    from bedmodel.scenario.load import load

    monkeypatch.setattr(split_charts, "MOST", 3)
    found = split_years(Trials.of(load(TOY)), Selector("finance.gap"))
    axes = split_charts.waterfall(found).axes[0]
    assert axes.get_yticklabels()[-2].get_text() == f"{len(found.moving) - 3} smaller parts together"
    ends = [bar.get_x() + bar.get_width() for bar in axes.patches]
    assert ends[-2] == pytest.approx(ends[-1])


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_terminals_without_utf8_get_plain_signs(encoding):
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = program("split", BCT, "--metric", "beds.gap", "--draws", "100", env=environment)
    assert done.returncode == 0, done.stderr
    assert "?" not in done.stdout.decode(encoding)


def test_help_imports_nothing_heavy():
    assert loaded_by("split", "--help", among=(*HEAVY, "yaml")) == []


def test_hostile_text_stays_text(bedmodel, child, tmp_path):
    title = "'[bold]a|b[/bold] <script>alert(1)</script> $x^$ and $\\foo m $'"
    path = child(
        f"scenario: {{title: {title}}}\npools: {{medical: {{title: {title}}}}}\nlevers: {{home: {{title: {title}}}}}"
    )
    _, out, _ = bedmodel("split", path, "--pool", "medical", "--draws", 20, "--out", tmp_path / "out", "-q")
    assert "[bold]a|b[/bold]" in out
    _, out, _ = bedmodel("split", path, "--pool", "medical", "--draws", 20, "--format", "md")
    assert "<script>" not in out.replace("\\<script\\>", "")
