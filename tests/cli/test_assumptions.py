"""`bedmodel assumptions`: the log, the data log, the assurance statement."""

import csv
import hashlib
import io
import json
import os

import pytest

from tests_support import ROOT, SCENARIOS, TOY, program

BCT, RISKS, BEDLESS = (SCENARIOS / f"{name}.yaml" for name in ("bct", "bct-with-risks", "primary-care-2019"))
FILES = ("assumptions.csv", "assumptions.md", "data-log.csv", "data-log.md", "assurance.md")
FEW = ("--draws", 200)


def flat(text):
    return " ".join(text.replace("│", " ").split())


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def log_of(bedmodel, *arguments):
    code, out, _ = bedmodel("assumptions", *arguments, "--format", "csv")
    assert code == 0
    return {row["path"]: row for row in rows_of(out)}


def test_the_answer_in_words(bedmodel):
    code, out, err = bedmodel("assumptions", BCT)
    assert (code, err) == (0, "")
    for text in (
        "The run rests on 45 numbers: 15 assumed, 13 sourced, 13 derived and 4 solved.",
        "2 set aside with what is unknown",
        "“Yearly change in nights for an admission” moves the bed gap (open − needed) of Leicester's acute hospitals",
        "An owner is recorded for 0 of the 65 numbers, a review for 0.",
        "NHS spending on LLR in the",
        "£1,150m to",
        "45 more with --all",
        "7 assumed or solved numbers without a stated range move these figures as well, by a tenth up and down",
        "“Growth of cost beyond need and inflation (new treatments, quality, drift)” (money −£50.1m to +£51.2m)",
        "7 numbers that a source gives without a range stand behind what is in doubt",
        "“Acute beds open at the end of the plan” would move acute −170 to +170 beds",
    ):
        assert text in flat(out), text


@pytest.mark.parametrize("columns", [60, 80, 140])
@pytest.mark.parametrize("show", ["log", "data", "assurance"])
def test_no_line_is_wider_than_the_terminal(bedmodel, monkeypatch, columns, show):
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = bedmodel("assumptions", BCT, "--show", show, "--all", *FEW)
    assert max(map(len, out.splitlines())) <= columns
    assert "…" not in out


@pytest.mark.parametrize(("columns", "lines"), [(80, 8), (140, 5), (200, 4)])
def test_a_wide_terminal_is_used_and_ids_are_broken_behind_their_marks(bedmodel, monkeypatch, columns, lines):
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = bedmodel("assumptions", BCT)
    rows = out.splitlines()
    first = next(at for at, row in enumerate(rows) if row.startswith("Cost of a day of"))
    block = rows[first : next(at for at, row in enumerate(rows) if at > first and "evidence.yaml:227" in row) + 1]
    assert len(block) <= lines
    assert "deflator;" in " ".join(block)
    assert max(map(len, rows)) <= columns


@pytest.mark.parametrize("scenario", [BCT, RISKS, BEDLESS])
def test_effects_are_those_of_the_tornado(bedmodel, scenario):
    """Of every number with a range and every risk those of `sensitivity`; of the others those of `--swing 10%`."""
    found = log_of(bedmodel, scenario)
    figures = [key.removesuffix(" at_low") for key in next(iter(found.values())) if key.endswith(" at_low")]
    assert figures
    metrics = [part for figure in figures for part in ("--metric", figure)]
    compared = 0
    for swing in ((), ("--swing", "10%")):
        code, out, _ = bedmodel("sensitivity", scenario, "--method", "tornado", *metrics, *swing, "--format", "csv")
        assert code == 0
        for bar in rows_of(out):
            path = f"{bar['path']}.probability" if bar["kind"] == "risk" else bar["path"]
            row = found.get(path)
            own = (
                row is not None
                and (("±10%" in row["moved_over"]) == bool(swing))
                and (("risk" in row["moved_over"]) == (bar["kind"] == "risk"))
            )
            if own:
                for key, theirs in (("central", "baseline"), ("at_low", "at_low"), ("at_high", "at_high")):
                    assert row[f"{bar['metric']} {key}"] == bar[theirs], (path, key)
                assert (row["low"], row["high"]) == (bar["low"], bar["high"])
                compared += 1
    moved = sum(row["place_by_effect"] != "" for row in found.values())
    assert compared == moved * len(figures) > 40


def test_an_effect_is_that_of_a_run_with_the_value_set(bedmodel):
    row = log_of(bedmodel, BCT)["assumptions.length_of_stay_trend"]
    _, out, _ = bedmodel(
        "run", BCT, "--deterministic", "--format", "json", "--set", f"length_of_stay_trend={row['low']}"
    )
    (figure,) = [
        r["central"]
        for r in json.loads(out)["rows"]
        if (r["metric"], r["pool"], r["year"]) == ("beds.gap", "acute", "2020/21")
    ]
    assert float(row["beds.gap[pool=acute,year=2020/21] at_low"]) == pytest.approx(figure, abs=1e-9)


def test_what_moves_most_comes_first_and_what_moves_nothing_last(bedmodel):
    """First what is in doubt, with a range or without evidence; then what a source gives without one; then the rest."""
    found = list(log_of(bedmodel, BCT).values())
    places = [int(row["place_by_effect"]) for row in found if row["place_by_effect"]]
    assert places == sorted(places)
    kinds = []
    for row in found[: len(places)]:
        widths = [(float(row[key]), 0.1 if "finance" in key else 1.0) for key in row if key.endswith(" width")]
        moves = any(width >= least for width, least in widths)
        doubted = "±10%" not in row["moved_over"] or row["status"] in ("assumed", "solved")
        kinds.append(2 if not moves else 0 if doubted else 1)
    assert kinds == sorted(kinds)
    assert set(kinds) == {0, 1, 2}
    first = {row["path"] for row in found[:20]}
    assert {"assumptions.left_shift_delivery", "finance.pressure_growth", "assumptions.pace"} <= first
    assert "pools.acute.beds" not in first, "a published bed count, which nobody doubts by a tenth"


def test_in_the_order_of_the_files(bedmodel):
    by_file, without = (list(log_of(bedmodel, BCT, *options)) for options in (("--by", "file"), ("--no-effect",)))
    assert by_file == without
    assert by_file != list(log_of(bedmodel, BCT))
    assert sorted(by_file) == sorted(log_of(bedmodel, BCT))


def test_without_effects_nothing_is_said_of_them(bedmodel):
    code, out, _ = bedmodel("assumptions", BCT, "--no-effect")
    assert code == 0
    assert "Moves" not in out
    row = next(iter(log_of(bedmodel, BCT, "--no-effect").values()))
    assert not [key for key in row if "beds.gap" in key]


def test_every_number_of_the_run_is_in_the_log_and_what_is_set_aside_too(bedmodel):
    found = log_of(bedmodel, BCT)
    assert found["sites.general.share"]["role"] == "set aside"
    assert found["sites.general.share"]["status"] == "unknown"
    assert found["sites.general.share"]["moved_over"] == "left out of the figures with what is unknown"
    assert found["calibrate[0].equals"]["role"] == "target"
    assert "unused" not in {row["role"] for row in found.values()}
    everything = log_of(bedmodel, BCT, "--all")
    assert set(found) < set(everything)
    assert "unused" in {row["role"] for row in everything.values()}


def test_a_solved_value_is_given_with_its_number(bedmodel):
    row = log_of(bedmodel, BCT)["assumptions.left_shift"]
    assert row["status"] == "solved"
    assert float(row["number"]) == pytest.approx(0.125, abs=0.001)
    assert row["value"].startswith("12.5")


def test_everything_about_a_number(bedmodel):
    row = log_of(bedmodel, BCT)["pools.acute.beds"]
    assert row["number"] == "1940.0"
    assert row["unit"] == "beds"
    assert row["source"] == "ccg-stp-page"
    assert row["place_in_source"] == "paragraph on hospital beds"
    assert row["kind_of_source"] == "plan"
    assert row["confidence"] == "high"
    assert row["used_at"] == "pools.acute.beds"
    assert row["written_in"].startswith("llr.yaml:"), "beside the scenario"
    line = int(row["written_in"].rsplit(":", 1)[1])
    assert "beds" in (SCENARIOS / "llr.yaml").read_text(encoding="utf-8").splitlines()[line - 2]


WHO = (
    "pools: {medical: {beds: {value: 100, source: assumed, owner: Planning team, set_on: 2021-03-01, "
    "reviewed_by: Finance team, reviewed_on: DATE}}}\n"
)


@pytest.mark.parametrize(
    ("date", "said"), [("2021-04-01", ""), ("2021-02-01", ", before it was set")], ids=["since", "before"]
)
def test_who_and_when_are_given_where_they_are_recorded(bedmodel, child, date, said):
    file = child(WHO.replace("DATE", date))
    row = log_of(bedmodel, file)["pools.medical.beds"]
    assert [row[key] for key in ("owner", "set_on", "reviewed_by", "reviewed_on")] == [
        "Planning team",
        "2021-03-01",
        "Finance team",
        date,
    ]
    _, out, _ = bedmodel("assumptions", file, "--format", "md")
    wanted = f"owner Planning team, set on 2021-03-01; reviewed by Finance team on {date}{said}"
    assert f"- **Who and when.** {wanted}\n" in out
    assert ("1 of which were set since" in out) == bool(said)


def test_who_and_when_are_not_guessed(bedmodel):
    row = log_of(bedmodel, TOY)["pools.medical.beds"]
    assert {row[key] for key in ("owner", "reviewed_by", "confidence")} == {"not recorded"}
    assert {row[key] for key in ("set_on", "reviewed_on")} == {""}, "a column of dates holds dates"
    _, out, _ = bedmodel("assumptions", TOY, "--format", "json")
    first = json.loads(out)["rows"][0]
    assert first["owner"] is None


def test_who_and_when_are_not_inherited_with_another_value(bedmodel, child, tmp_path):
    first = child(WHO.replace("DATE", "2021-04-01"), name="first.yaml")
    second = child("pools: {medical: {beds: {value: 90, source: assumed}}}\n", of=first, name="second.yaml")
    assert log_of(bedmodel, second)["pools.medical.beds"]["owner"] == "not recorded"


def test_a_date_that_is_none_is_refused(bedmodel, child):
    code, _, err = bedmodel("assumptions", child(WHO.replace("DATE", "last week")))
    assert code == 3
    assert "must be a date" in err


def test_json_has_effects_by_figure(bedmodel):
    _, out, _ = bedmodel("assumptions", BCT, "--format", "json")
    found = json.loads(out)
    assert found["assumptions"]["figures"] == [
        "beds.gap[pool=acute,year=2020/21]",
        "beds.gap[pool=community,year=2020/21]",
        "finance.gap[year=2020/21]",
    ]
    effects = found["rows"][0]["effects"]
    assert [effect["metric"] for effect in effects] == found["assumptions"]["figures"]
    assert effects[2]["width"] > 0


def test_markdown_has_everything(bedmodel):
    _, out, _ = bedmodel("assumptions", BCT, "--format", "md")
    assert "\n|---|---|---|---|\n" in out, "words are read from the left"
    for path, row in log_of(bedmodel, BCT).items():
        escaped = path.translate(str.maketrans({c: f"\\{c}" for c in "_[]"}))
        assert f"- **Path.** {escaped}\n" in out, path
        assert row["written_in"].rsplit("/", 1)[-1] in out


def test_a_value_that_is_set_says_so(bedmodel):
    row = log_of(bedmodel, TOY, "--set", "pools.medical.beds=90")["pools.medical.beds"]
    assert row["status"] == "set"
    assert row["written_in"] == "'--set pools.medical.beds=90", "quoted, or a spreadsheet would work it out"


def test_no_title_is_a_formula_in_a_spreadsheet(bedmodel, child):
    link = '=HYPERLINK("http://example.org")'
    text = f"pools: {{medical: {{beds: {{value: 100, source: assumed, title: '{link}', owner: '-p|q'}}}}}}\n"
    row = log_of(bedmodel, child(text))["pools.medical.beds"]
    assert (row["title"], row["owner"]) == (f"'{link}", "'-p|q")
    assert float(row["beds.gap[pool=medical,year=2022/23] central"]) < 0


def test_the_data_log_counts_what_rests_on_each_source(bedmodel):
    numbers = log_of(bedmodel, BCT)
    _, out, _ = bedmodel("assumptions", BCT, "--show", "data", "--format", "csv")
    found = {row["name"]: row for row in rows_of(out) if row["kind"] == "source"}
    for name, row in found.items():
        citing = [n for n in numbers.values() if name in n["source"].split("; ")]
        assert int(row["numbers"]) == len(citing), name
        assert int(row["numbers_of_the_run"]) == sum(n["role"] == "model" for n in citing), name
    assert found["ccg-stp-page"]["url"].startswith("https://")
    assert {name for n in numbers.values() for name in n["source"].split("; ") if name} <= set(found)
    _, out, _ = bedmodel("assumptions", BCT, "--show", "data", "--format", "csv", "--all")
    assert len([row for row in rows_of(out) if row["kind"] == "source"]) > len(found)


def test_the_data_log_has_every_file_with_its_fingerprint(bedmodel):
    actuals = ROOT / "data" / "actuals" / "kh03-leicester.csv"
    _, out, _ = bedmodel("assumptions", BCT, "--show", "data", "--format", "csv", "--also", actuals)
    files = [row for row in rows_of(out) if row["kind"] == "file"]
    names = [row["name"].rsplit("/", 1)[-1] for row in files]
    assert names == ["bct.yaml", "llr.yaml", "evidence.yaml", "scrutiny-questions.yaml", "kh03-leicester.csv"]
    for row in files:
        assert row["sha256"] == hashlib.sha256((SCENARIOS / row["name"]).read_bytes()).hexdigest()


SOURCES = """\
sources:
  board: {title: Board, publisher: A body, kind: minutes}
  kh03: {title: Counts, publisher: B, kind: plan}
"""


@pytest.mark.parametrize(
    ("cites", "said"),
    [
        ((), "The scenario cites no document and no data set."),
        (("board",), "The scenario cites 1 document or data set (minutes). It has no address; when it was"),
        (("board", "kh03"), "The scenario cites 2 documents and data sets: 1 minutes and 1 plan. 0 of them have"),
    ],
)
def test_the_data_log_counts_in_words_that_fit(bedmodel, child, cites, said):
    beds = "".join(
        f"  {pool}: {{beds: {{value: 9, source: {name}}}}}\n"
        for pool, name in zip(("medical", "surgical"), cites, strict=False)
    )
    _, out, _ = bedmodel("assumptions", child(SOURCES + ("pools:\n" + beds if beds else "")), "--show", "data")
    text = " ".join(flat(out).replace("• ", "").split())
    assert said in text
    assert ("1 source that nothing cites is left out; --all has it." in text) == (len(cites) == 1)


def test_a_file_that_is_not_there_is_said(bedmodel, tmp_path):
    code, _, err = bedmodel("assumptions", TOY, "--show", "data", "--also", tmp_path / "none.csv")
    assert code == 3
    assert "Y001" in err
    assert "none.csv" in err


def test_the_statement(bedmodel):
    code, out, _ = bedmodel("assumptions", BCT, "--show", "assurance", "--format", "md", "--draws", 500)
    assert code == 0
    for text in (
        "# Assurance statement: Better Care Together",
        "The model is no forecast",
        "12 of 12 expectations of the file hold",
        "published answers",
        "| **All** | 45 |",
        "| assumed | 15 |",
        "## Known limits",
        "1 number that no document gives is left out.",
        "What giving up the General as an acute site saves",
        "| Who checked it, and took no part in it |  |  |  |",
    ):
        assert text in out, text


def test_the_statement_names_what_has_neither_evidence_nor_range(bedmodel):
    """Nobody is to read 0% as safe where a figure hangs on numbers that were assumed or solved, and do not vary."""
    _, out, _ = bedmodel("assumptions", BCT, "--show", "assurance", "--format", "md", *FEW)
    (line,) = [text for text in out.splitlines() if text.startswith("| the bed gap") and "acute" in text]
    _, share, without = (cell.strip() for cell in line.strip("|").split("|"))
    assert share == "0% of what varies"
    assert without.startswith("3: ")
    numbers = log_of(bedmodel, BCT)
    for name in ("left_shift", "left_shift_delivery", "pace"):
        assert numbers[f"assumptions.{name}"]["title"] in without, name
    _, out, _ = bedmodel("assumptions", BCT, "--show", "assurance", "--format", "json", *FEW)
    shares = {row["metric"]: row for row in json.loads(out)["assurance"]["variance_from_unsourced"]}
    assert sorted(shares["beds.gap[pool=acute,year=2020/21]"]["without_range"]) == [
        "assumptions.left_shift",
        "assumptions.left_shift_delivery",
        "assumptions.pace",
    ]


def test_a_figure_that_does_not_vary_is_in_the_statement_all_the_same(bedmodel, child):
    file = child("pools: {medical: {beds: {value: 100, source: assumed}}}\n")
    _, out, _ = bedmodel("assumptions", file, "--show", "assurance", "--format", "md", *FEW)
    (line,) = [text for text in out.splitlines() if text.startswith("| the bed gap (open − needed) of Medical ward")]
    assert "| does not vary | " in line
    _, out, _ = bedmodel("assumptions", file, "--show", "assurance", "--format", "json", *FEW)
    rows = {row["metric"]: row for row in json.loads(out)["assurance"]["variance_from_unsourced"]}
    row = rows["beds.gap[pool=medical,year=2022/23]"]
    assert row["share"] is None
    assert "pools.medical.beds" in row["without_range"]


def test_sentences_have_a_subject(bedmodel):
    _, out, _ = bedmodel("assumptions", BCT, "--show", "assurance", "--format", "md", *FEW)
    for text in ("The model works out beds", "The model is no forecast", "The scenario is made of 4 files"):
        assert f"- {text}" in out or f" {text}" in out, text
    assert "\n- It " not in out
    assert "4 solved for" not in out
    assert "4 figures to be met" in out


def test_the_statement_tells_what_does_not_hold(bedmodel, child, monkeypatch):
    monkeypatch.setattr("bedmodel.model.appraisal.annuity", lambda _: 25.0)
    text = "expectations: [{metric: beds.available, where: {pool: medical}, equals: 81, because: a mistake}]\n"
    code, out, _ = bedmodel("assumptions", child(text), "--show", "assurance", "--format", "md", *FEW)
    assert code == 0
    assert "DOES NOT HOLD" in out
    assert "Not given: annuity" in out
    assert "FAIL" in out


def test_the_statement_of_a_scenario_without_expectations_or_beds(bedmodel):
    code, out, _ = bedmodel("assumptions", TOY, "--show", "assurance", *FEW)
    assert code == 0
    assert "none of its figures is checked" in flat(out)
    assert bedmodel("assumptions", BEDLESS, "--show", "assurance", *FEW)[0] == 0


def test_with_values_set_expectations_are_not_judged(bedmodel):
    _, out, _ = bedmodel(
        "assumptions", BCT, "--show", "assurance", "--set", "left_shift_delivery=0.5", "--format", "md", *FEW
    )
    assert "is not judged where values are set" in out
    assert "Set on the command line, without a source: left\\_shift\\_delivery=0.5" in out


def test_the_statement_as_json(bedmodel):
    _, out, _ = bedmodel("assumptions", BCT, "--show", "assurance", "--format", "json", *FEW)
    found = json.loads(out)
    head = found["assurance"]
    assert head["oracles"]["failed"] == []
    assert head["scenario"]["hash"].startswith("sha256:")
    assert all(person["name"] is None and person["date"] is None for person in head["sign_off"])
    shares = {row["metric"]: row["share"] for row in head["variance_from_unsourced"]}
    assert 0.15 < shares["finance.gap[year=2020/21]"] < 0.4
    assert shares["beds.gap[pool=acute,year=2020/21]"] == 0
    assert {row["oracle"] for row in found["rows"]} >= {"annuity", "table-sums"}


def test_a_statement_is_no_table(bedmodel):
    code, _, err = bedmodel("assumptions", BCT, "--show", "assurance", "--format", "csv")
    assert code == 2
    assert "md or json" in flat(err)


def test_files_are_written_and_are_what_is_printed(bedmodel, tmp_path):
    code, _, err = bedmodel("assumptions", BCT, "--out", tmp_path / "a", *FEW)
    assert code == 0
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(FILES)
    assert all(name in err for name in FILES)
    for name, show, kind in (
        ("assumptions.csv", "log", "csv"),
        ("assumptions.md", "log", "md"),
        ("data-log.csv", "data", "csv"),
        ("data-log.md", "data", "md"),
        ("assurance.md", "assurance", "md"),
    ):
        _, out, _ = bedmodel("assumptions", BCT, "--show", show, "--format", kind, *FEW)
        assert (tmp_path / "a" / name).read_text(encoding="utf-8") == out, name


def test_files_are_named_as_given_or_from_the_scenarios_folder(bedmodel, tmp_path, monkeypatch):
    """Where the scenario is named by an absolute path, what is written must not depend on the machine."""
    monkeypatch.chdir(tmp_path)
    actuals = ROOT / "data" / "actuals" / "kh03-leicester.csv"
    assert bedmodel("assumptions", BCT, "--also", actuals, "--out", tmp_path / "a", *FEW)[0] == 0
    for name in FILES:
        assert str(ROOT) not in (tmp_path / "a" / name).read_text(encoding="utf-8"), name
    log = (tmp_path / "a" / "data-log.csv").read_text(encoding="utf-8")
    assert "\nfile,bct.yaml," in log
    assert "\nfile,../data/library/evidence.yaml," in log
    assert "\nfile,../data/actuals/kh03-leicester.csv," in log
    monkeypatch.chdir(ROOT)
    _, out, _ = bedmodel("assumptions", "scenarios/bct.yaml", "--show", "data", "--format", "csv")
    assert "\nfile,scenarios/bct.yaml," in out
    assert "\nfile,data/library/evidence.yaml," in out


def test_the_same_bytes_whatever_the_hash_seed():
    runs = [
        program(
            "assumptions",
            "scenarios/bct.yaml",
            "--show",
            show,
            "--format",
            "json",
            *FEW,
            env={"PYTHONHASHSEED": seed},
        )
        for show in ("log", "data")
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[2].stdout == runs[3].stdout
    assert os.fsencode(str(ROOT)) not in runs[0].stdout + runs[2].stdout


def test_a_root_is_kept_to(bedmodel, tmp_path):
    code, _, err = bedmodel("assumptions", BCT, "--root", tmp_path)
    assert code == 3
    assert "Y012" in err
    outside = ROOT / "data" / "actuals" / "kh03-leicester.csv"
    code, _, err = bedmodel("assumptions", BCT, "--root", SCENARIOS.parent, "--also", outside, "--show", "data")
    assert code == 0
    code, _, err = bedmodel("assumptions", TOY, "--root", TOY.parent, "--also", outside, "--show", "data")
    assert code == 3
    assert "Y012" in err
