"""`bedmodel backtest` as its users meet it: words, tables, formats, options, exit codes, chart."""

import csv
import io
import json
import re

import pytest

from tests_support import HEAVY, ROOT, SCENARIOS, TOY, loaded_by

ACTUALS = str(ROOT / "data" / "actuals")
SHIPPED = f"{ACTUALS}/kh03-leicester.csv"
THEN, BCT, LLR = (str(SCENARIOS / f"{name}.yaml") for name in ("backtest-2018", "bct", "llr-2018"))
FIGURE = re.compile(r"[+−]?[0-9][0-9,.]*")
QUARTERS = "org,fy,quarter,ga_available,ga_occupied\n" + "".join(
    f"{org},{year},Q{quarter},{beds},{beds - 10}\n"
    for org in ("Here", "There")
    for year, beds in (("2018-19", 100), ("2019-20", 110))
    for quarter in (1, 2, 3, 4)
)
SHORT = "".join(line for line in QUARTERS.splitlines(keepends=True) if "Q4" not in line and "There" not in line)


def flat(text):
    return " ".join(text.replace("│", " ").split())


def in_order(text, wanted):
    at = [text.find(words) for words in wanted]
    assert -1 not in at, wanted[at.index(-1)]
    assert at == sorted(at)


def test_the_answer_the_tables_and_the_notes(bedmodel):
    code, out, err = bedmodel("backtest", THEN, "--actuals", ACTUALS, "--draws", 500)
    assert (code, err) == (0, "")
    in_order(
        flat(out),
        [
            "Back-test of backtest-2018 from 2018/19",
            "Beds filled (Leicester's acute hospitals) by 2024/25: projected +0.8% (80 of 100 futures: −",
            "published +14.6%. The scenario has 190 beds too few, 13.8% of 2018/19.",
            "of 6 years; 2 of the 6 are years of the pandemic, and it held in 0 of the other 4.",
            "Without the years of the pandemic the projection is off by 9.3% of the base year on average, "
            "nearer than saying that nothing changes (9.8).",
            "no bed opens or closes in the scenario; published +12.7%. That is 196 beds more than the scenario has",
            "How full the beds are (Leicester's acute hospitals) by 2024/25: projected +0.7 points",
            "is no merit of it",
            "500 futures (seed 1); a good one holds 80 years in 100. 6 years of one path hang together",
            "beds.occupied[pool=acute], 2018/19 = 100",
            "2020/21*",
            "Published: General & Acute beds open overnight (KH03), University Hospitals of Leicester.",
            "occupancy.mean[pool=acute], points since 2018/19",
            "How near it came",
            " 4 0 of 4 −9.3 9.3 9.8 ",
            "CRPS: how far off all futures together are, in points",
            "beds.available, 2018/19: 1,543 in the scenario; 1,669 published",
            "Years of the pandemic, marked *: 2020/21, 2021/22. They are scored with the rest and without.",
            "England, for comparison: how full the beds are, 90.2% in 2018/19, 91.1% in 2024/25 (+0.9 points).",
        ],
    )


# 1,940 beds become 1,697, in equal steps; the hospitals had 1,631.5 in 2015/16 and 1,655 in 2020/21 by their own count.
def test_what_became_of_the_plan_of_2016(bedmodel):
    _, out, _ = bedmodel("backtest", BCT, "--actuals", SHIPPED, "--draws", 100)
    text = flat(out)
    assert "by 2020/21: planned −12.5%; published +1.4%. That is 228 beds more than planned, 14.0% of 2015/16." in text
    assert "off by 8.5% of the base year on average, further off than saying that nothing changes (2.3)" in text
    assert "1,940 in the scenario; 1,632 published" in text
    assert "Not tested: beds.occupied" in text
    _, out, _ = bedmodel("backtest", BCT, "--actuals", SHIPPED, "--base", "2016/17", "--deterministic")
    assert "planned −10.3%; published +0.2%" in flat(out)
    assert "Central case only: no draws were made." in flat(out)
    assert "Tested in 4 years; 1 of the 4 is a year of the pandemic. Without the year of the pandemic the" in flat(out)
    assert "off by 6.5% of the base year on average, further off than saying that nothing changes (1.3)" in flat(out)


def test_another_plan_stands_beside(bedmodel):
    _, out, _ = bedmodel("backtest", THEN, "--actuals", SHIPPED, "--plan", BCT, "--draws", 100)
    text = flat(out)
    assert "bct said −5.0% by 2020/21, a year of the pandemic; published −13.3%." in text
    assert "bct said −5.4% by 2020/21, a year of the pandemic; published −0.8%." in text
    assert "bct ends in 2020/21: nothing of it stands beside 2021/22, 2022/23, 2023/24, 2024/25." in text


def test_json_and_csv_say_the_same(bedmodel):
    arguments = ("backtest", THEN, "--actuals", SHIPPED, "--plan", BCT, "--draws", 200)
    code, as_json, _ = bedmodel(*arguments, "--format", "json")
    assert code == 0
    found = json.loads(as_json)
    assert list(found) == ["bedmodel", "backtest", "rows"]
    head = found["backtest"]
    assert (head["base"], head["seed"], head["draws"]) == ("2018/19", 1, 200)
    assert head["plan"]["id"] == "bct"
    occupied = head["series"][0]
    assert occupied["base_published"] == 1379.0
    assert (occupied["all_years"]["years"], occupied["without_pandemic"]["years"]) == (6, 4)
    _, as_csv, _ = bedmodel(*arguments, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert len(rows) == len(found["rows"]) == 20
    for row, wanted in zip(rows, found["rows"], strict=True):
        for name, value in wanted.items():
            assert (
                (float(row[name]) == value)
                if isinstance(value, float)
                else row[name] == str("" if value is None else value)
            )
    last = found["rows"][5]
    assert (last["year"], last["pandemic"], last["inside"], last["published"]) == ("2024/25", False, False, 1580.2)
    assert last["error"] == pytest.approx(last["central"] - last["actual"])


def test_markdown_and_hostile_text(bedmodel, tmp_path):
    text = "[bold]a|b[/bold] <script>alert(1)</script> $x^$"
    head, row, *_ = (ROOT / "data" / "actuals" / "kh03-leicester.csv").read_text(encoding="utf-8").splitlines()
    rows = [
        row.replace("University Hospitals of Leicester", text),
        row.replace("2018/19", "2019/20").replace("University Hospitals of Leicester", text),
    ]
    path = tmp_path / "hostile.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    _, out, _ = bedmodel("backtest", THEN, "--actuals", path, "--draws", 20, "--out", tmp_path / "out", "-q")
    assert "[bold]a|b[/bold]" in flat(out)
    _, out, _ = bedmodel("backtest", THEN, "--actuals", path, "--draws", 20, "--format", "md")
    assert out.startswith("# Back-test of backtest-2018 from 2018/19\n")
    assert "<script>" not in out.replace("\\<script\\>", "")


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal_and_no_figure_is_cut(bedmodel, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    arguments = ("backtest", THEN, "--actuals", SHIPPED, "--plan", BCT, "--draws", 100)
    _, out, _ = bedmodel(*arguments)
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out
    monkeypatch.setenv("COLUMNS", "300")
    _, wide, _ = bedmodel(*arguments)
    assert set(FIGURE.findall(out)) == set(FIGURE.findall(wide))


def test_what_is_set_is_said(bedmodel):
    _, out, _ = bedmodel(
        "backtest", THEN, "--actuals", SHIPPED, "--set", "length_of_stay_trend=0.01", "--deterministic"
    )
    assert "Set on the command line, without a source: length_of_stay_trend=0.01." in flat(out)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ([THEN], 2, "--actuals"),
        ([THEN, "--actuals", SHIPPED, "--base", "2015/16"], 2, "the scenario has 2018/19 to 2024/25"),
        ([BCT, "--actuals", "quarters", "--organisation", "Here", "--pool", "acute"], 2, "choose with --base"),
        ([LLR, "--actuals", "quarters"], 2, "choose one with --organisation (known here: Here, There)"),
        ([LLR, "--actuals", "quarters", "--organisation", "Hera"], 2, "did you mean `Here`"),
        ([LLR, "--actuals", "quarters", "--organisation", "here"], 2, "choose one with --pool: acute, community"),
        ([LLR, "--actuals", "quarters", "--organisation", "here", "--pool", "acute"], 0, "published +10.0%"),
        ([THEN, "--actuals", "quarters", "--organisation", "here", "--sector", "Maternity"], 2, "no sector is called"),
        ([THEN, "--actuals", "short"], 2, "fewer than four quarters are published: 2018/19 (3), 2019/20 (3)"),
        ([THEN, "--actuals", "header"], 3, "nothing below it"),
        ([THEN, "--actuals", "no/such.csv"], 3, "there is no such file"),
        ([THEN, "--actuals", THEN], 3, "H001"),
        ([THEN, "--actuals", SHIPPED, "--plan", "no/such.yaml"], 3, "there is no such file"),
        ([THEN, "--actuals", SHIPPED, "--root", "/nowhere"], 3, "Y012"),
        ([THEN, "--actuals", SHIPPED, "--recalibrate"], 2, "nothing is --set"),
        (["no/such.yaml", "--actuals", SHIPPED], 3, "there is no such file"),
        (["--help"], 0, "--actuals data/actuals --base 2016/17"),
    ],
)
def test_exit_codes(bedmodel, tmp_path, arguments, code, words):
    files = {"quarters": QUARTERS, "short": SHORT, "header": QUARTERS.splitlines()[0]}
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    given = [tmp_path / f"{word}.csv" if word in files else word for word in arguments]
    draws = [] if "--help" in given else ["--deterministic"]
    found, out, err = bedmodel("backtest", *given, *draws)
    assert found == code, out + err
    assert words in flat(out + err)
    assert "Traceback" not in out + err


def test_out_writes_the_chart_and_records_and_the_same_bytes(bedmodel, tmp_path):
    for name in ("a", "b"):
        code, _, err = bedmodel(
            "backtest", THEN, "--actuals", SHIPPED, "--plan", BCT, "--draws", 100, "--out", tmp_path / name
        )
        assert code == 0
        assert "backtest.png" in err
    written = {path.name for path in (tmp_path / "a").iterdir()}
    assert written == {"backtest.png", "backtest.svg", "backtest.csv", "backtest.json"}
    for name in written:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_the_chart_has_a_panel_for_each_series_and_hollow_points_in_the_pandemic():
    from bedmodel.analysis.actuals import read_actuals
    from bedmodel.analysis.backtest import backtest
    from bedmodel.report.backtest_charts import backtest_chart
    from bedmodel.scenario.load import load

    found = backtest(load(THEN), read_actuals([SHIPPED]), plan=load(BCT), draws=50)
    panels = backtest_chart(found).axes
    assert len(panels) == len(found.courses) == 4
    points = [line for line in panels[0].lines if line.get_marker() == "o"]
    assert [point.get_markerfacecolor() == "white" for point in points] == [
        False,
        False,
        True,
        True,
        False,
        False,
        False,
    ]
    assert [point.get_ydata()[0] for point in points] == [100.0, *(year.actual for year in found.courses[0].years)]
    labels = [text.get_text() for text in panels[0].texts]
    assert sorted(labels) == ["bct −5.0%", "projected +0.8%", "published +14.6%"]


def test_the_chart_names_a_plan_where_its_line_ends_and_other_lines_near_their_ends():
    from bedmodel.analysis.actuals import read_actuals
    from bedmodel.analysis.backtest import backtest
    from bedmodel.report.backtest_charts import backtest_chart
    from bedmodel.scenario.load import load

    found = backtest(load(THEN), read_actuals([SHIPPED]), plan=load(BCT), draws=50)
    for axes, course in zip(backtest_chart(found).axes, found.courses, strict=True):
        ended = [at + 1 for at, year in enumerate(course.years) if year.plan is not None][-1]
        low, high = axes.get_ylim()
        for text in axes.texts:
            last = ended if text.get_text().startswith("bct") else len(course.years)
            place, value = text.xy
            assert place == last
            if text.get_anncoords() == "data":
                assert abs(text.xyann[1] - value) < 0.08 * (high - low), text.get_text()
            else:
                assert 0 < abs(text.xyann[1]) < 16, "points, beside its end"


def test_help_imports_nothing_heavy():
    assert loaded_by("backtest", "--help", among=(*HEAVY, "yaml")) == []


def test_a_toy_without_draws_in_every_format(bedmodel, tmp_path):
    path = tmp_path / "toy.csv"
    head = "metric,pool,area,definition,year,value,unit,pandemic,source,url\n"
    rows = "".join(f"beds.available,medical,Here,Beds,{year},50,beds,no,Made up,\n" for year in ("2020/21", "2021/22"))
    path.write_text(head + rows, encoding="utf-8")
    for form, words in (
        ("table", "planned −10.0%"),
        ("md", "planned −10.0%"),
        ("csv", "90.0"),
        ("json", '"central": 90.0'),
    ):
        code, out, _ = bedmodel("backtest", TOY, "--actuals", path, "--deterministic", "--format", form)
        assert code == 0
        assert words in flat(out)
