"""`bedmodel standards` as its users meet it: words, tables, formats, options, exit codes, charts."""

import csv
import io
import json

import pytest

from tests_support import ROOT, SCENARIOS, TOY

BCT = str(SCENARIOS / "bct.yaml")
COTTAGES = str(ROOT / "tests" / "toy" / "standards.yaml")
FEW = ("--draws", 300)


def flat(text):
    return " ".join(text.replace("│", " ").split())


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_answer_and_the_tables(bedmodel):
    code, out, err = bedmodel("standards", BCT, *FEW)
    assert (code, err) == (0, "")
    wanted = [
        "Beds needed by standard in 2020/21",
        "Leicester's acute hospitals: 1,697 beds open in 2020/21. Needed: 1,837 to be 85% full on average; 1,697 to be "
        "92% full on average (its own standard); 1,622 for 1 in 100 patients to find no bed free; 1,692 for need to "
        "exceed them on 10 days a year.",
        "Leicester's acute hospitals, the beds open: 92.0% (",
        "0.14% of patients find none free (",
        "need exceeds them on 8.2 days a year (",
        "Community hospitals: 195 beds open in 2020/21.",
        "The same 92% is not the same access: need exceeds the beds on 8.2 days a year in 1,697 beds (Leicester's "
        "acute hospitals), on 45 in 195 (Community hospitals).",
        "One percentage cannot serve a ward and a hospital. If 20 beds are 85% full on average, 17.3% of patients find "
        "none free; in 1,697 beds as full it is less than 0.01%",
        "So that 1 in 100 find none free, 20 beds can be 59.6% full, 1,697 beds can be 97.3% full, if every day of "
        "the year is alike and patients come independently. A season, and days that vary more, leave less: with "
        "those of Leicester's acute hospitals, 1,622 beds are needed for it, 95.3% full on average.",
        "Leicester's acute hospitals as 61 wards of 28 beds that cannot use each other's: +592 (+36.5%) for 1 in 100",
        "an occupancy asks for none more, and so hides it. In the beds open 9.7% of patients would find none free,",
        "Full is need ÷ beds",
        "rounded up to whole ones, where a run rounds to the nearest",
        "300 futures (seed 1)",
        "The central case need not lie in their middle, or even between them",
        "Beds open 1,697",
        "61 wards of 28 beds: beds needed if they cannot use each other's",
        "Why one percentage cannot serve all",
        "20 17.28 178.8",
        "need varies 1.5 times as much (variance ÷ mean) as if patients came independently; derived, confidence low.",
        "Real hospitals are between them",
        "1 + p × (that of the pool − 1)",
        "Beds in a ward: 28 (finance.bed_costs.acute.ward_size); 20 (finance.bed_costs.community.ward_size)",
        "Met by construction",
    ]
    text = flat(out)
    at = [text.find(words) for words in wanted]
    assert -1 not in at, wanted[at.index(-1)]
    assert at == sorted(at)


@pytest.mark.parametrize("columns", [60, 80, 140])
@pytest.mark.parametrize("scenario", [BCT, COTTAGES])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(bedmodel, monkeypatch, columns, scenario):
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = bedmodel("standards", scenario, "--draws", 100)
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out
    if scenario == BCT:
        assert {"1,837", "1,692", "2,257"} <= set(flat(out).split())


def test_the_standards_that_are_asked_for(bedmodel):
    limits = ("--occupancy", 0.9, "--refusal", 0.015, "--days-over", 1, "--wards", 30)
    _, out, _ = bedmodel("standards", BCT, "--pool", "acute", *limits, "--year", "2018/19", "--deterministic")
    text = flat(out)
    assert "1,794 beds open in 2018/19" in text
    assert "to be 90% full on average" in text
    assert "92% full on average (its own standard)" in text
    assert "for 1.5% patients" not in text
    assert "for 1.5% of patients to find no bed free" in text
    assert "on 1 day a year" in text
    assert "60 wards of 30 beds" in text
    assert "Wards of 30 beds: as asked for with --wards" in text
    assert "Central case only: no draws were made." in text
    assert "85%" not in text
    assert "Community" not in text.partition("Met by construction")[0]
    assert "futures" not in text


def test_a_pool_that_says_nothing_of_its_days(bedmodel):
    _, out, _ = bedmodel("standards", COTTAGES, "--pool", "silent", "--deterministic")
    text = flat(out)
    assert "20.0% of patients find none free, if patients come independently of one another." in text
    assert "Silent cottage: the file does not say how need varies from day to day." in text
    assert "say pools.silent.daily.variance_ratio" in text
    assert "for need to exceed them" not in text


def test_units_of_the_file(bedmodel):
    _, out, _ = bedmodel("standards", COTTAGES, "--pool", "lively", "--deterministic")
    text = flat(out)
    assert "Lively cottage as North ward and South ward that cannot use each other's" in text
    assert "1 in 4 find no bed (its own)" in text


def test_units_that_divide_nothing_are_said(bedmodel, child):
    empty = "calm: {units: {none: {title: Empty ward, share: {value: 0, source: assumed}}}}"
    all_north = "north: {share: {value: 1, source: assumed}}, south: {share: {value: 0, source: assumed}}"
    text = f"pools: {{{empty}, lively: {{units: {{{all_north}}}}}}}"
    code, out, err = bedmodel("standards", child(text, of=COTTAGES), "--deterministic")
    assert (code, err) == (0, "")
    said = flat(out)
    assert "Calm cottage as East ward and West ward that cannot" in said
    assert "Calm cottage: without a share of the patients, and so left out of the division: Empty ward." in said
    assert "Lively cottage is not divided into the units of the file (North ward; South ward): fewer than two" in said
    assert "Lively cottage as" not in said
    assert "Silent cottage is not divided: the file names no units" in said


def test_rows_as_csv_and_json_are_the_same(bedmodel):
    _, out, _ = bedmodel("standards", BCT, *FEW, "--format", "csv")
    found = rows_of(out)
    _, again, _ = bedmodel("standards", BCT, *FEW, "--format", "json")
    record = json.loads(again)
    assert len(record["rows"]) == len(found)
    for row, text in zip(record["rows"], found, strict=True):
        assert {key: "" if value is None else str(value) for key, value in row.items()} == text

    def value(**where):
        (row,) = (row for row in record["rows"] if where.items() <= row.items())
        return row["central"]

    own = {"row": "standard", "pool": "acute", "own": True}
    assert value(**own, figure="beds") == pytest.approx(1697)
    assert value(**own, figure="occupancy") == pytest.approx(0.92)
    assert value(row="open", pool="community", figure="beds") == 195
    assert value(row="divided", pool="acute", standard="refusal", figure="apart_whole") == 61 * 37
    assert value(row="divided open", pool="acute", figure="refused") == pytest.approx(0.0974, abs=5e-5)
    assert value(row="size", size=100, limit=0.85, figure="refused") == pytest.approx(0.0152, abs=5e-5)
    about = record["standards"]
    assert about["divisions"][0] == {
        "pool": "acute",
        "kind": "wards",
        "units": 61,
        "titles": [],
        "ward_size": 28.0,
        "ward_size_given": False,
    }
    assert (about["year"], about["draws"], about["scenario"]["id"]) == ("2020/21", 300, "bct")


def test_a_page_in_markdown(bedmodel):
    _, out, _ = bedmodel("standards", BCT, *FEW, "--format", "md")
    assert out.startswith("# Beds needed by standard in 2020/21")
    assert "| **Beds open** | 1,697 |" in out
    assert "| Patients finding no bed % | Days with too few beds |" in out
    assert "| Shared | Not shared | Extra | Extra % | Not shared, in whole beds |" in out


def test_charts_and_records_and_the_same_bytes_again(bedmodel, tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        code, _, err = bedmodel("standards", BCT, *FEW, "--out", folder)
        assert code == 0
        assert "written to" in err
    names = {path.name for path in first.iterdir()}
    assert names == {f"{name}.{kind}" for name in ("standards", "sizes") for kind in ("png", "svg")} | {
        "standards.csv",
        "standards.json",
    }
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    svg = (first / "sizes.svg").read_text(encoding="utf-8")
    assert (
        "B: Leicester's acute hospitals: 1,697 beds could be 97.3% full; with its season 1,622 needed, 95.3%"
        in flat(svg)
    )


def test_charts_of_pools_without_days_or_beds(bedmodel, tmp_path, child):
    closed = child("pools:\n  surgical:\n    beds_plan: {2022/23: {value: 0, source: assumed}}\n")
    code, _, _ = bedmodel("standards", closed, "--draws", 50, "--out", tmp_path / "out", "--quiet")
    assert code == 0
    assert (tmp_path / "out" / "sizes.png").stat().st_size > 10_000


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--pool", "acut"], "did you mean"),
        (["--year", "2035/36"], "it has 2015/16 to 2020/21"),
        (["--occupancy", "92"], "write 0.92 for 92%"),
        (["--occupancy", "85%"], "write 0.85 for 85%"),
        (["--refusal", "0.5 %"], "write 0.005 for 0.5 %"),
        (["--occupancy", "full"], "full is not a number"),
        (["--occupancy", "full%"], "full% is not a number"),
        (["--refusal", "1"], "from 1e-06 to 0.9 is possible"),
        (["--days-over", "0"], "from 0.01 to 360 is possible"),
        (["--wards", "0"], "from 1 to 10000 is possible"),
        (["--occupancy", "nan"], "cannot be"),
        (["--recalibrate"], "nothing is --set"),
    ],
)
def test_wrong_usage(bedmodel, options, said):
    code, out, err = bedmodel("standards", BCT, *options)
    assert (code, out) == (2, "")
    assert said in flat(err)
    assert options[0] in err


NO_STANDARD = "pools:\n  acute:\n    standard: {value: unknown, source: assumed}\n"


@pytest.mark.parametrize("command", ["standards", "simulate"])
def test_a_pool_that_is_left_out_is_not_said_to_be_none(bedmodel, child, command):
    unknown = child(NO_STANDARD, of=BCT)
    code, _, err = bedmodel(command, unknown, "--pool", "acute")
    assert code == 2
    said = "`pools.acute` is left out, because `pools.acute.standard` is unknown; give it with --set pools.acute.stand"
    assert said in flat(err)
    assert "no pool is called" not in err


def test_with_the_unknown_standard_given_the_pool_is_there(bedmodel, child):
    given = ("--set", "pools.acute.standard=0.9", "--deterministic")
    code, out, err = bedmodel("standards", child(NO_STANDARD, of=BCT), "--pool", "acute", *given)
    assert code == 0, err
    assert "90% full on average (its own standard)" in flat(out)


def test_a_scenario_without_beds(bedmodel):
    code, _, err = bedmodel("standards", SCENARIOS / "primary-care-2019.yaml")
    assert code == 2
    assert "no beds" in flat(err)


def test_an_invalid_scenario(bedmodel):
    code, _, err = bedmodel("standards", ROOT / "tests" / "bad" / "P001.yaml")
    assert code == 3
    assert "P001" in err


def test_with_a_value_set(bedmodel):
    _, out, _ = bedmodel("standards", TOY, "--set", "pools.surgical.beds=80", "--deterministic")
    assert "pools.surgical.beds" in out
