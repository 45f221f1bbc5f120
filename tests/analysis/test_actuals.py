"""Published figures: every layout that is read, what is wrong with files, and the table that comes with the program."""

import csv
from pathlib import Path

import pytest

import bedmodel
from bedmodel.analysis.actuals import read_actuals
from bedmodel.analysis.actuals_tables import number_in, quarter_of
from bedmodel.problems import ScenarioError
from tests_support import ROOT

SHIPPED = ROOT / "data" / "actuals" / "kh03-leicester.csv"
DATA = ROOT.parent / "shared" / "data"
HEAD = "metric,pool,area,definition,year,value,unit,pandemic,source,url\n"
GA, TOTAL = "General & Acute beds open overnight (KH03)", "Total beds open overnight, maternity among them (KH03)"
FLAT = "Organisation_Code,Sector,Number_Of_Beds,Effective_Snapshot_Date\n"
DAYS = ("30/06/2018", "30/09/2018", "2018-12-31", "31/03/2019")
SHEET = """,Title:,Average daily number of available and occupied beds open overnight by sector
,Period:,April to June 2018
,,,,,,Available,,,Occupied,,,% Occupied,,
,Year,Period End,Region Code,Org Code,Org Name,Total ,General & Acute,,Total ,General & Acute,,Total ,General & Acute,
,2018-19,{month},,,England,900,800,,810,720,,0.9,0.9,
,,,,,,,,,,,,,,
,2018-19,{month},Y1,ZZA,FIRST HOSPITALS,"1,{total}",400,,300,{occupied},,0.9,0.9,
,2018-19,{month},Y1,ZZB,SECOND HOSPITALS,10,0,,9,-,,0.9,-,
"""


def written(folder, text, name="actuals.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def values(actuals, metric, definition=GA):
    (series,) = [s for s in actuals.series if (s.metric, s.definition) == (metric, definition) and not s.beside]
    return series.values


def problems_of(*paths, **options):
    with pytest.raises(ScenarioError) as stop:
        read_actuals(paths, **options)
    return [(p.code, Path(p.place.file).name, p.place.line, p.place.column) for p in stop.value.problems]


def test_the_shipped_table_has_beds_patients_and_how_full_they_are():
    actuals = bedmodel.read_actuals([SHIPPED])
    assert values(actuals, "beds.occupied")["2024/25"] == 1580.2
    assert values(actuals, "occupancy.mean")["2018/19"] == pytest.approx(1379.0 / 1543.1)
    assert values(actuals, "beds.available", TOTAL)["2016/17"] == 1652
    occupied = next(s for s in actuals.series if s.metric == "beds.occupied")
    assert occupied.pandemic == {"2020/21", "2021/22"}
    assert (occupied.pool, occupied.area) == ("acute", "University Hospitals of Leicester")
    assert occupied.sources == ("NHS England, KH03, mean of four quarters",)
    (england,) = [s for s in actuals.series if s.beside]
    assert (england.area, england.pool, england.values["2023/24"]) == ("England", None, 0.911)


def test_every_shipped_row_has_a_source_and_an_address():
    with SHIPPED.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 20
    assert all(row["source"] and row["url"].startswith("https://www.england.nhs.uk/") for row in rows)


def official(name):
    path = DATA / name
    if not path.is_file():
        pytest.skip(f"the official statistics are not here: {name}")
    return path


def test_the_quarterly_statistics_give_the_shipped_years():
    path = official("kh03_ga_overnight_uhl_england_2018_2025.csv")
    shipped, quarters = read_actuals([SHIPPED]), read_actuals([path], organisation="UHL", pool="acute")
    for metric, within in (("beds.available", 0.06), ("beds.occupied", 0.06), ("occupancy.mean", 0.0001)):
        assert values(quarters, metric) == pytest.approx(values(shipped, metric), abs=within)
    assert {s.pandemic for s in quarters.series} == {frozenset({"2020/21", "2021/22"})}
    england = read_actuals([path], organisation="england")
    (beside,) = [s for s in shipped.series if s.beside]
    for year, value in beside.values.items():
        assert values(england, "occupancy.mean")[year] == pytest.approx(value, abs=0.0006)


def test_the_quarterly_totals_give_the_shipped_years_and_say_which_are_short():
    path = official("kh03_total_overnight_available_uhl_england_2010_2021.csv")
    quarters = read_actuals([path], organisation="UHL")
    found = values(quarters, "beds.available", "Total beds open overnight (KH03)")
    for year, value in values(read_actuals([SHIPPED]), "beds.available", TOTAL).items():
        assert found[year] == pytest.approx(value, abs=0.51)
    assert quarters.notes == ("Left out, because fewer than four quarters are published: 2010/11 (2), 2021/22 (2).",)


# Four quarters of 90, 100, 110 and 1,200 (with its comma) are 375 on average; the next year has one quarter only.
def test_the_flat_files_of_nhs_england(tmp_path):
    beds = ("90", "100", "110", '"1,200"')
    rows = [f"ZZA,general & acute,{n},{day}\n" for n, day in zip(beds, DAYS, strict=True)]
    more = "ZZA,Maternity,5,30/06/2018\nZZB,General & Acute,7,30/06/2018\nZZA,General & Acute,95,30/06/2019\n"
    available = written(tmp_path, FLAT + "".join(rows) + more, "KH03-Available-Overnight-only.csv")
    occupied = written(
        tmp_path, FLAT + "".join(f"ZZA,General & Acute,75,{day}\n" for day in DAYS), "KH03-Occupied-Overnight-only.csv"
    )
    actuals = read_actuals([available, occupied], organisation="zza")
    assert values(actuals, "beds.available") == {"2018/19": 375.0}
    assert values(actuals, "beds.occupied") == {"2018/19": 75.0}
    assert values(actuals, "occupancy.mean") == {"2018/19": 0.2}
    assert actuals.notes == ("Left out, because fewer than four quarters are published: 2019/20 (1).",)
    with pytest.raises(KeyError, match="no organisation is called `ZZZ`"):
        read_actuals([available], organisation="ZZZ")
    with pytest.raises(KeyError, match="choose one with --organisation"):
        read_actuals([available])
    with pytest.raises(KeyError, match="did you mean `Maternity`"):
        read_actuals([available], organisation="ZZA", sector="Maternty")
    assert not read_actuals([available], organisation="ZZA", sector="maternity").series


AREAS = HEAD + "".join(
    f"beds.available,{pool},{area},All beds,{year},{beds},beds,no,A return,\n"
    for pool, area, beds in (("acute", "Here", 100), ("acute", "There", 50), ("", "England", 9000))
    for year in ("2018/19", "2019/20")
)


def test_an_organisation_is_chosen_among_the_areas_of_a_table_of_years(tmp_path):
    path = written(tmp_path, AREAS)
    with pytest.raises(KeyError, match=r"choose one with --organisation \(known here: Here, There\)"):
        read_actuals([path])
    with pytest.raises(KeyError, match="no organisation is called `Hera`; did you mean `Here`"):
        read_actuals([path], organisation="Hera")
    chosen = read_actuals([path], organisation="there")
    assert [(series.area, series.beside) for series in chosen.series] == [("There", False), ("England", True)]
    assert values(chosen, "beds.available", "All beds") == {"2018/19": 50.0, "2019/20": 50.0}
    assert chosen.notes == ()


def test_what_an_organisation_or_a_sector_does_not_choose_from_is_said(tmp_path):
    quarters = "org,fy,quarter,ga_available,ga_occupied\n" + "".join(f"ZZA,2018-19,Q{q},10,9\n" for q in (1, 2, 3, 4))
    beside = written(tmp_path, quarters, "quarters.csv")
    found = read_actuals([SHIPPED, beside], organisation="ZZA")
    assert {series.area for series in found.series} == {"University Hospitals of Leicester", "England", "ZZA"}
    assert found.notes == (
        "Not chosen by organisation `ZZA`: the tables of years, which are of University Hospitals of Leicester.",
    )
    assert read_actuals([SHIPPED], sector="Maternity").notes == (
        "Not chosen by sector `Maternity`: tables of years name no sectors, only what they count.",
    )


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_lies_in_its_quarter(month):
    year, quarter = ("2018/19", "Q4") if month <= 3 else ("2019/20", f"Q{(month - 1) // 3}")
    assert quarter_of(f"15/{month:02d}/2019") == quarter_of(f"2019-{month:02d}-01") == (year, quarter)


def test_the_name_of_a_flat_file_says_what_it_counts(tmp_path):
    for name in ("beds.csv", "KH03-Available-Day-only.csv", "available-and-occupied.csv"):
        assert problems_of(written(tmp_path, FLAT, name)) == [("H001", name, 1, 1)]


# Four sheets; 1,400 to 1,403 beds in all, of them 400 general and acute; 360 to 363 patients.
def test_the_sheet_by_trust_of_nhs_england(tmp_path):
    for at, month in enumerate(("June", "September", "December", "March")):
        text = SHEET.format(month=month, total=400 + at, occupied=360 + at)
        written(tmp_path, text, f"Q{at + 1}.csv")
    actuals = read_actuals([tmp_path], organisation="First Hospitals")
    assert values(actuals, "beds.available") == {"2018/19": 400.0}
    assert values(actuals, "beds.occupied") == {"2018/19": 361.5}
    totals = read_actuals([tmp_path], organisation="ZZA", sector="Total")
    assert values(totals, "beds.available", "Total beds open overnight (KH03)") == {"2018/19": 1401.5}
    england = read_actuals([tmp_path], organisation="England")
    assert values(england, "beds.occupied") == {"2018/19": 720.0}
    second = read_actuals([tmp_path], organisation="ZZB")
    assert [s.metric for s in second.series] == ["beds.available"], "a dash is no figure"


def test_a_sheet_without_its_groups_is_not_guessed_at(tmp_path):
    text = SHEET.format(month="June", total=400, occupied=360).replace("Occupied,,,% Occupied", ",,,")
    assert problems_of(written(tmp_path, text)) == [("H001", "actuals.csv", 4, 1)]
    text = SHEET.format(month="Juni", total=400, occupied=360)
    assert problems_of(written(tmp_path, text)) == [("H002", "actuals.csv", line, 1) for line in (5, 7, 8)]


def test_what_is_wrong_is_said_all_at_once_with_its_line_and_column(tmp_path):
    rows = [
        "beds.available,acute,Here,All beds,2018/19,100,beds,no,A return,",
        "beds.availble,acute,Here,All beds,2019/20,100,beds,no,A return,",
        "beds.available,acute,Here,All beds,2019/21,100,beds,no,A return,",
        "beds.available,acute,Here,All beds,2019/20,many,beds,no,A return,",
        "beds.available,acute,Here,All beds,2019/20,-5,beds,no,A return,",
        "beds.available,acute,Here,All beds,2019/20,nan,beds,no,A return,",
        "beds.available,acute,Here,All beds,2019/20,100,fraction,no,A return,",
        "beds.available,acute,Here,All beds,2019/20,100,beds,perhaps,A return,",
        "beds.available,acute,Here,All beds,2019/20,100,beds,no,,",
        "beds.available,acute,Here,All, beds,2019/20,100,beds,no,A return,",
    ]
    found = problems_of(written(tmp_path, HEAD + "\n".join(rows)))
    assert found == [
        ("H002", "actuals.csv", line, column)
        for line, column in zip(range(3, 12), (1, 5, 6, 6, 6, 7, 8, 9, 10), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('"1400,5"', "write decimals with a point"),
        ('"1,40"', "write decimals with a point"),
        ('"1400,500"', "write decimals with a point"),
        ('"1,400,5"', "write decimals with a point"),
        ("", "leave out a line"),
        ("-", "leave out a line"),
        ("many", "like 1400.5"),
        ("-5", "from 0"),
        ("1e300", "write beds"),
        ("1000001", "write beds"),
    ],
)
def test_a_figure_that_cannot_be_one_is_refused_with_a_hint(tmp_path, text, hint):
    row = f"beds.available,acute,Here,All beds,2018/19,{text},beds,no,A return,"
    with pytest.raises(ScenarioError) as stop:
        read_actuals([written(tmp_path, HEAD + row)])
    (problem,) = stop.value.problems
    assert (problem.code, problem.place.column) == ("H002", 6)
    assert hint in problem.hint


def test_per_cent_is_no_fraction(tmp_path):
    row = "occupancy.mean,acute,Here,All beds,2018/19,{},fraction,no,A return,"
    with pytest.raises(ScenarioError, match=r"write 0\.91 for 91%"):
        read_actuals([written(tmp_path, HEAD + row.format(91))])
    fullest = read_actuals([written(tmp_path, HEAD + row.format(1.5))])
    assert values(fullest, "occupancy.mean", "All beds") == {"2018/19": 1.5}


@pytest.mark.parametrize(("text", "value"), [("1,400", 1400), ("12,400.5", 12400.5), ("999,999", 999999), ("0", 0)])
def test_commas_part_thousands(text, value):
    assert number_in(text) == value


def test_figures_that_contradict_each_other(tmp_path):
    row = "beds.available,acute,Here,All beds,2018/19,{},beds,no,A return,\n"
    first = written(tmp_path, HEAD + row.format(100), "a.csv")
    same, other = written(tmp_path, HEAD + row.format(100), "b.csv"), written(tmp_path, HEAD + row.format(101), "c.csv")
    assert values(read_actuals([first, same]), "beds.available", "All beds") == {"2018/19": 100.0}
    assert problems_of(first, other) == [("H003", "c.csv", 2, 1)]
    quarters = "org,fy,quarter,ga_available,ga_occupied\nA,2018-19,Q1,10,9\nA,2018-19,Q1,11,9\n"
    assert problems_of(written(tmp_path, quarters)) == [("H003", "actuals.csv", 3, 1)]
    wrong = quarters.replace("2018-19,Q1,11", "2018-19,Q5,11")
    assert problems_of(written(tmp_path, wrong)) == [("H002", "actuals.csv", 3, 3)]


def test_files_that_cannot_be_read(tmp_path):
    (tmp_path / "empty").mkdir()
    latin = tmp_path / "latin.csv"
    latin.write_bytes(HEAD.encode() + "x,é".encode("latin-1"))
    cases = [
        (tmp_path / "missing.csv", "Y001", 1),
        (tmp_path / "empty", "Y001", 1),
        (latin, "Y003", 2),
        (written(tmp_path, "", "nothing.csv"), "H001", 1),
        (written(tmp_path, "a,b\n1,2\n", "other.csv"), "H001", 1),
        (written(tmp_path, HEAD + '"open', "quote.csv"), "H002", 2),
        (written(tmp_path, "PK", "Web_File.xlsx"), "H001", 1),
    ]
    for path, code, line in cases:
        assert problems_of(path) == [(code, path.name, line, 1)]
    everything = problems_of(*(path for path, _, _ in cases))
    assert len(everything) == len(cases), "all at once"
    assert problems_of(SHIPPED, root=tmp_path) == [("Y012", SHIPPED.name, 1, 1)]


def test_an_unknown_layout_says_which_are_known(tmp_path):
    with pytest.raises(ScenarioError) as stop:
        read_actuals([written(tmp_path, "a,b\n1,2\n")])
    (problem,) = stop.value.problems
    for layout in ("metric, pool", "KH03-Available-Overnight-only.csv", "NHS Trust by Sector", "ga_available"):
        assert layout in problem.hint


@pytest.mark.parametrize(
    ("header", "message", "hint"),
    [
        (HEAD.replace(",", ";"), "separated by semicolons", "with commas"),
        (HEAD.replace(",", "\t"), "separated by tabs", "with commas"),
        (HEAD.replace(",url", ""), "the column url cannot be found", "the columns are metric, pool"),
        (HEAD.replace("year,value", "Jahr,value"), "the column year cannot be found", "of no use here: jahr"),
        (HEAD.replace("source,url", ""), "the columns source, url cannot be found", "the columns are metric, pool"),
        (FLAT.replace("Sector,", ""), "the column sector cannot be found", "number_of_beds"),
        ("org,fy,quarter,ga_available\n", "the column ga_occupied cannot be found", "org, fy"),
        (HEAD, "a header and nothing below it", "one line for each figure"),
        ("org,fy,quarter,ga_available,ga_occupied\n", "a header and nothing below it", "one line for each figure"),
    ],
)
def test_a_header_that_is_nearly_known_says_what_it_lacks(tmp_path, header, message, hint):
    with pytest.raises(ScenarioError) as stop:
        read_actuals([written(tmp_path, header)])
    (problem,) = stop.value.problems
    assert problem.code == "H001"
    assert message in problem.message
    assert hint in problem.hint


def test_a_quotation_mark_that_is_not_closed_has_a_hint(tmp_path):
    with pytest.raises(ScenarioError, match="opened and not closed"):
        read_actuals([written(tmp_path, HEAD + '"open')])


def test_other_tables_in_a_folder_are_left_out_and_named(tmp_path):
    written(tmp_path, "a,b\n1,2\n", "other.csv")
    with pytest.raises(ScenarioError):
        read_actuals([tmp_path])
    written(tmp_path, SHIPPED.read_text(encoding="utf-8"), "mine.csv")
    written(tmp_path, SHIPPED.read_text(encoding="utf-8").replace(",url", ","), "nearly.csv")
    assert read_actuals([tmp_path]).notes == (
        "Not read: nearly.csv (the column url cannot be found); other.csv (the header is that of no known layout).",
    )
