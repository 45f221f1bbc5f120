"""The workbook: its sheets, numbers that are results.json's to the last digit, formulas, links, and the same bytes."""

import functools
import re
import zipfile
from dataclasses import replace

import pytest

from bedmodel.report.gather import gather
from bedmodel.report.workbook import answer
from bedmodel.scenario.account import accounts
from bedmodel.scenario.several import load_all
from tests_support import ALL_SCENARIOS, SCENARIOS, TOY, program

OPTIONS = ("bct", "gated-closures", "bct-with-risks")
STATISTICS = ("central", "mean", "p10", "p50", "p90")


def test_the_sheets_are_topics_whatever_the_options(gathered, written, opened):
    one, several = (opened(written(gathered(*names))).sheetnames for names in (OPTIONS[:1], OPTIONS))
    assert one[:5] == ["Answer", "Charts", "Beds", "Occupancy", "Money"]
    assert [name for name in one if name != "Contradictions"][-4:] == ["Assumptions", "Sources", "Results", "About"]
    assert set(several) - set(one) == {"Options", "Comparison"}
    assert set(several) <= {"Answer", *answer.CONTENTS}, "the first sheet says what is on each"


def test_every_figure_is_that_of_results_json_to_the_last_digit(gathered, written, opened, table):
    dossier = gathered(*OPTIONS)
    rows = table(opened(written(dossier))["Results"])
    expected = [(portrait.name, row) for portrait in dossier.portraits for row in portrait.rows]
    assert len(rows) == len(expected)
    for found, (option, row) in zip(rows, expected, strict=True):
        assert (found["Option"], found["Metric"], found["Year"]) == (option, row.metric, row.year)
        assert (found["Unit"], found["Pool"], found["Line"]) == (row.unit, row.pool, row.line)
        for name in STATISTICS:
            assert found[name.capitalize()] == getattr(row, name), row


def test_beds_can_be_checked_with_pencil_and_paper(gathered, written, opened, table):
    """100 beds, 90% full as they are meant to be; the last quarter is 1.2 times the year: 108% full in winter."""
    path = written(gathered(TOY, draws=0))
    values, formulas = (table(opened(path, values=kind)["Beds"]) for kind in (True, False))
    numbers = [value for value in values[0].values() if isinstance(value, float | int)]
    assert numbers[:8] == pytest.approx([90.0, 0.9, 1.2, 100.0, 100.0, 0.0, 0.9, 1.08])
    worked_out = list(formulas[0].values())[7:11]
    assert worked_out == ["=D2/E2", "=G2-H2", '=IF(G2>0,D2/G2,"")', '=IF(G2>0,D2*F2/G2,"")']


def test_every_formula_shows_the_engines_figure(gathered, written, opened, table):
    """What a program that works nothing out shows is what the formula comes to: the engine's own figure."""
    dossier = gathered(*OPTIONS)
    values = table(opened(written(dossier), values=True)["Beds"])
    years = [
        (p, pool, year) for p in dossier.portraits for pool in ("acute", "community", "all") for year in p.results.years
    ]
    metrics = ("beds.required", "beds.gap", "occupancy.mean", "occupancy.winter")
    for cells, (portrait, pool, year) in zip(values, years, strict=True):
        figures = {(r.metric, r.pool, r.year): r.central for r in portrait.rows}
        expected = [figures[metric, pool, year] for metric in metrics]
        assert list(cells.values())[7:11] == pytest.approx(expected, rel=1e-12)
        assert list(cells.values())[11:15] == expected


def test_a_formula_that_does_not_come_to_the_engines_figure_says_by_how_much(gathered, written, opened, table):
    """Without anything being worked out anew: the difference stands in the file, and the first sheet counts it."""
    dossier = gathered("bct")
    portrait = dossier.portraits[0]
    last = portrait.results.years[-1]
    wrong = {("beds.gap", "acute", last): 3.0, ("finance.gap", None, last): 5.0}
    moved = {at: wrong.get((row.metric, row.pool, row.year), 0.0) for at, row in enumerate(portrait.rows)}
    rows = tuple(
        replace(row, central=row.central + moved[at]) if moved[at] else row for at, row in enumerate(portrait.rows)
    )
    tampered = replace(dossier, portraits=(replace(portrait, rows=rows),))
    for found, beds, money in ((dossier, 0.0, 0.0), (tampered, 3.0, -5.0)):
        book = opened(written(found), values=True)
        differences = [row["Largest difference between formulas and bedmodel"] for row in table(book["Beds"])]
        assert max(differences) == pytest.approx(beds, abs=1e-9)
        sums = [row[3:] for row in book["Money"].iter_rows(values_only=True) if str(row[2]).startswith("Difference")]
        extreme = min(number for row in sums for number in row if number is not None)
        assert extreme == pytest.approx(money, abs=1e-9)
        counted = [row[3] for row in book["Answer"].iter_rows(values_only=True) if row[0] == "Check"]
        assert counted == [float(bool(beds)), float(bool(money))]


def test_an_access_standard_is_no_division_and_the_sheet_says_so(gathered, written, opened, table):
    first = table(opened(written(gathered("bct-ten-days")))["Beds"])[0]
    assert isinstance(list(first.values())[7], float)
    assert "access standard" in first["How beds needed are worked out"]


def test_a_scenario_without_beds_has_no_sheet_of_them(gathered, written, opened):
    names = opened(written(gathered("primary-care-2019"))).sheetnames
    assert not {"Beds", "Occupancy", "Money"} & set(names)
    assert {"Results", "Assumptions"} <= set(names)


def test_money_adds_up_line_by_line(gathered, written, opened):
    """The formula sums the cells between; their values give the engine's gap."""
    path = written(gathered("bct"))
    formulas, values = (opened(path, values=kind)["Money"] for kind in (False, True))
    titles = [row[2].value for row in formulas.iter_rows()]
    gap = next(at for at, title in enumerate(titles, 1) if title.startswith("Gap if nothing"))
    left = next(at for at, title in enumerate(titles, 1) if title.startswith("What is left ="))
    assert formulas.cell(left, 9).value == f"=SUM(I{gap}:I{left - 1})"
    total = sum(values.cell(row, 9).value for row in range(gap, left))
    assert total == pytest.approx(values.cell(left, 9).value, abs=1e-9)
    engine = values.cell(left + 3, 9).value
    assert engine == pytest.approx(values.cell(left, 9).value, abs=1e-9), "the engine's own figure stands below"


@pytest.mark.parametrize("file", ALL_SCENARIOS, ids=lambda file: file.stem)
def test_the_arithmetic_holds_in_every_scenario(file, gathered, written, opened, table):
    """From the cells alone, with no word of the engine's: needed, gap, full, winter, and the two sums of money."""
    book = opened(written(gathered(file, draws=0)), values=True)
    close = functools.partial(pytest.approx, rel=1e-9, abs=1e-9)
    for row in table(book["Beds"]) if "Beds" in book.sheetnames else ():
        filled, standard, winter, opened_beds, needed, gap, full, in_winter = list(row.values())[3:11]
        assert gap == close(opened_beds - needed)
        assert standard is None or needed == close(filled / standard)
        assert not opened_beds or (full, in_winter) == close((filled / opened_beds, filled * winter / opened_beds))
    if "Money" not in book.sheetnames:
        return
    for years in range(3, 3 + len(gathered(file, draws=0).portraits[0].results.years)):
        parts = {}
        for row in book["Money"].iter_rows(min_row=2, values_only=True):
            parts.setdefault((row[1], row[2].partition(" ")[0]), []).append(row[years])
        costs, (income,) = parts["If nothing changes", "Cost:"], parts["If nothing changes", "Income"]
        assert parts["If nothing changes", "Gap"] == close([sum(costs) - income])
        steps = [x for (part, _), numbers in parts.items() if part in ("Measures", "New costs") for x in numbers]
        assert parts["What is left", "What"] == close([sum(costs) - income + sum(steps)])


def test_options_are_subtracted_where_one_can_see_it(gathered, written, opened):
    dossier = gathered(*OPTIONS)
    sheet = opened(written(dossier))["Options"]
    shown = opened(written(dossier), values=True)["Options"]
    assert [cell.value for cell in sheet[1]][5:] == [
        "bct (reference)",
        *OPTIONS[1:],
        *(f"{name} − bct" for name in OPTIONS[1:]),
    ]
    for at, row in enumerate(dossier.comparison.rows, 2):
        for option in (1, 2):
            found, part = sheet.cell(at, 8 + option), row.options[option]
            if part is None or part.against is None or shown.cell(at, 6).value is None:
                continue
            assert found.value == f"={'GH'[option - 1]}{at}-F{at}"
            wanted = part.against.difference[1 if row.figure.kind.way == "below zero" else 0]
            assert shown.cell(at, 8 + option).value == pytest.approx(wanted, abs=1e-9)


def test_every_number_a_run_rests_on_is_in_the_log_with_its_source(gathered, written, opened, table):
    dossier = gathered("bct")
    sheet = opened(written(dossier))["Assumptions"]
    rows = table(sheet)
    found = {row["Path"] for row in rows}
    scenario = dossier.portraits[0].results.scenario
    assert found == {path for path, account in accounts(scenario).items() if account.role != "unused"}
    assert set(scenario.used) <= found
    solved = {s.path: s.value for s in dossier.portraits[0].results.solved}
    for row in rows:
        assumption = accounts(scenario)[row["Path"]].assumption
        label = row["For (year, age band, month)"]
        stated = (assumption.values or {}).get(label) if label else solved.get(row["Path"], assumption.value)
        assert row["Value"] == (None if stated == "unknown" else stated)
        assert re.search(r":\d+$", row["Written in"])
    assert sheet.auto_filter.ref
    assert sheet.freeze_panes


def test_numbers_have_the_format_of_their_unit(gathered, written, opened):
    sheet = opened(written(gathered("bct")))["Results"]
    formats = {row[2].value: row[6].number_format for row in sheet.iter_rows(min_row=2)}
    assert formats["beds"] == "#,##0"
    assert formats["fraction"] == "0.0%"
    assert formats["GBPm"] == "#,##0.0"


HOSTILE = """
scenario: {id: "hostile", title: "=1+1 <script>&"}
sources:
  bad:
    title: '=HYPERLINK("https://evil.example","click")'
    publisher: "<r><t>not markup</t></r>"
    kind: press
    url: "javascript:alert(1)"
  good: {title: "@SUM(A1)", publisher: "_x0041_", kind: press, url: "https://example.org/?a=1&b=%22"}
assumptions:
  tenth:
    title: "+cmd|' /C calc'!A0"
    value: 0.10
    unit: fraction/year
    source: {ref: [good, bad], at: "p. 3"}
    rationale: "LONG"
pools:
  medical: {title: "=cmd()"}
  surgical: {title: "Ward '[x]:*?/ of a title that goes on and on and on and on"}
"""


@pytest.fixture
def hostile(child):
    path = child(HOSTILE.replace("LONG", "x" * 40_000).replace("p. 3", r"turned \u202e round"))
    return gather(load_all([str(path), str(TOY)]), draws=5, draw=False)


def test_no_text_is_a_formula_an_address_or_markup(hostile, written, opened):
    path = written(hostile)
    book = opened(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    for cell in cells:
        for text in ("HYPERLINK", "cmd", "1+1", "@SUM"):
            assert text not in cell.value or cell.data_type == "s", cell
    texts = {cell.value for cell in cells}
    assert {"=cmd()", "_x0041_"} <= texts
    assert any(text.startswith("<r><t>not markup") for text in texts)
    assert any(r"turned \u202e round" in text for text in texts)
    assert all(len(text) <= 32_767 for text in texts)
    links = {cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target}
    assert links == {"https://example.org/?a=1&b=%22"}


def test_a_text_that_looks_like_a_formula_stays_one_when_it_is_edited(hostile, written, opened):
    sheet = opened(written(hostile))["Beds"]
    assert sheet["B2"].value == "=cmd()"
    assert sheet["B2"].data_type == "s"
    assert sheet["B2"].style is not None
    assert sheet["B2"].quotePrefix


def test_each_chart_says_what_it_shows(gathered, written):
    with zipfile.ZipFile(written(gathered(*OPTIONS))) as book:
        drawings = [book.read(name).decode() for name in book.namelist() if "drawings/drawing" in name]
        charts = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/chart")]
    described = [text for drawing in drawings for text in re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', drawing)]
    assert len(charts) == len(described) == 5 * len(OPTIONS)
    assert all("<c:title>" in chart for chart in charts)
    assert all("Beds!" in chart or "Occupancy!" in chart or "Money!" in chart for chart in charts)


def test_it_prints_on_a4_with_its_heads_on_every_page(gathered, written, opened):
    book = opened(written(gathered("bct")))
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert not sheet.merged_cells.ranges
    for name in ("Beds", "Money", "Assumptions", "Results"):
        assert book[name].print_title_rows == "$1:$1"
        assert book[name].freeze_panes is not None
        assert book[name].auto_filter.ref is not None
    assert set(book.defined_names) >= set(answer.DIFFER)


def test_the_same_scenarios_give_the_same_bytes(tmp_path):
    found = []
    for hash_seed in ("1", "2"):
        path = tmp_path / f"{hash_seed}.xlsx"
        files = [SCENARIOS / "bct-with-risks.yaml", SCENARIOS / "no-cuts.yaml"]
        done = program("report", *files, "--xlsx", path, "--draws", 20, "-q", env={"PYTHONHASHSEED": hash_seed})
        assert done.returncode == 0, done.stderr
        found.append(path.read_bytes())
    assert found[0] == found[1]


def test_a_dossier_without_figures_is_refused(tmp_path, written):
    dossier = gather(load_all([str(TOY)]), draws=0, draw=False, rows=False)
    with pytest.raises(ValueError, match="rows=True"):
        written(dossier)
