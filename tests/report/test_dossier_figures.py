"""No figure of the dossier differs from results.json: every cell that says which figure it is, in every scenario."""

import json
import re
from collections import Counter
from functools import cache

import pytest

from bedmodel.metrics import METRICS, Selector
from bedmodel.once import Once
from bedmodel.report.gather import gather
from bedmodel.report.records import as_json
from bedmodel.report.web.page import html
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.scenario.several import load_all
from bedmodel.units import number, range_numbers
from tests_support import ALL_SCENARIOS, ROOT, SCENARIOS, TOY

DRAWS, SEED = 60, 3
TOYS = [TOY, *(ROOT / "tests" / "toy" / f"{name}.yaml" for name in ("places", "appraisal", "bedless", "parts"))]
FEWEST = 30
"""Cells that say which figure they are, in the barest of scenarios."""


def gathered(*files, draws=DRAWS, draw=False):
    once = Once()
    return gather(load_all(list(files), once=once), draws=draws, seed=SEED, draw=draw, rows=False, once=once)


@cache
def alone(file):
    """What is told of one scenario, gathered once for all tests."""
    return gathered(file)


def rows_of(file, draws=DRAWS):
    """Every row of results.json by its figure."""
    record = json.loads(as_json(run(load(file), draws=draws, seed=SEED)))
    return {(row["metric"], row["pool"], row["line"], row["year"]): row for row in record["rows"]}


def sections_of(sections):
    for section in sections:
        yield section
        yield from sections_of(section.parts)


def cells_of(sections):
    for section in sections_of(sections):
        for table in [*section.tables, *(picture.table for picture in section.pictures)]:
            for row in table.rows:
                yield from (cell for cell in row if cell.address)


def differs(cell, rows):
    """What is wrong with a cell, held against its row of results.json; nothing where all is well."""
    where = Selector.parse(cell.address)
    pool = where.pool or ("all" if METRICS[where.metric].axis == "pool" else None)
    row = rows.get((where.metric, pool, where.line, where.year))
    if row is None:
        return f"{cell.address}: not in results.json"
    value = float("nan") if row["central"] is None else row["central"]
    low, high = (value if row[end] is None else row[end] for end in ("p10", "p90"))
    if cell.turned:
        value, low, high = -value, -high, -low
    unit = METRICS[where.metric].unit
    wanted = {
        (number(value, unit, sign=sign), range_numbers(value, low, high, unit, sign=sign)) for sign in (True, False)
    }
    return "" if (cell.text, cell.spread) in wanted else f"{cell.address}: {cell.text} ({cell.spread}), not {wanted}"


@pytest.mark.parametrize("path", [*ALL_SCENARIOS, *TOYS], ids=lambda path: path.stem)
def test_every_figure_of_a_scenario_is_that_of_results_json(path):
    (portrait,) = alone(path).portraits
    cells, rows = list(cells_of(portrait.sections)), rows_of(path)
    assert [wrong for cell in cells if (wrong := differs(cell, rows))] == []
    assert len(cells) >= FEWEST
    assert all(not cell.option for cell in cells)


def test_without_draws_there_is_no_spread():
    (portrait,) = gathered(SCENARIOS / "bct.yaml", draws=0).portraits
    cells, rows = list(cells_of(portrait.sections)), rows_of(SCENARIOS / "bct.yaml", draws=0)
    assert [wrong for cell in cells if (wrong := differs(cell, rows))] == []
    assert not any(cell.spread for cell in cells)


def test_a_plan_with_beds_and_money_shows_hundreds_of_figures_of_every_kind():
    (portrait,) = alone(SCENARIOS / "bct.yaml").portraits
    kinds = Counter(Selector.parse(cell.address).metric for cell in cells_of(portrait.sections))
    assert kinds.total() > 250
    assert {"beds.required", "beds.available", "beds.gap", "occupancy.mean", "occupancy.winter"} <= set(kinds)
    assert {"finance.gap", "finance.gap_do_nothing", "finance.measure", "finance.new_cost", "capital.spend"} <= set(
        kinds
    )


def test_a_figure_that_is_wrong_is_found():
    (portrait,) = alone(TOY).portraits
    rows = {key: row | {"central": (row["central"] or 0.0) + 1.0} for key, row in rows_of(TOY).items()}
    cells = list(cells_of(portrait.sections))
    assert all(differs(cell, rows) for cell in cells)


def test_options_side_by_side_have_each_the_figures_of_their_own_results_json():
    files = [SCENARIOS / f"{name}.yaml" for name in ("bct", "no-cuts", "bct-ten-days", "bct-with-risks")]
    dossier = gathered(*files)
    rows = {portrait.name: rows_of(file) for portrait, file in zip(dossier.portraits, files, strict=True)}
    cells = list(cells_of(dossier.together))
    assert [wrong for cell in cells if (wrong := differs(cell, rows[cell.option]))] == []
    assert Counter(cell.option for cell in cells).keys() == rows.keys()
    assert len(cells) > 100
    for portrait in dossier.portraits:
        own = list(cells_of(portrait.sections))
        assert [wrong for cell in own if (wrong := differs(cell, rows[portrait.name]))] == []


NUMBERS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+\.\d+|\d+")
YEARS = re.compile(r"20\d\d/\d\d")


@pytest.mark.parametrize("path", [SCENARIOS / "bct.yaml", SCENARIOS / "gated-closures.yaml", TOY], ids=lambda p: p.stem)
@pytest.mark.parametrize("name", ["beds", "occupancy"])
def test_the_figures_in_words_of_a_picture_are_those_of_the_table_behind_it(path, name):
    section = alone(path).portraits[0].section(name)
    assert section is not None
    for picture in section.pictures:
        cells = [cell for row in picture.table.rows for cell in row]
        shown = {found for cell in cells for found in NUMBERS.findall(f"{cell.text} {cell.spread}")}
        said = NUMBERS.findall(YEARS.sub("", re.sub(r" to be [\d.]+% full", "", picture.says)))
        assert len(said) >= 3
        assert set(said) <= shown, picture.says


@pytest.mark.parametrize("path", [*ALL_SCENARIOS, *TOYS], ids=lambda path: path.stem)
def test_whatever_is_shown_can_be_read(path):
    """Every section has a head and says how to read it; every picture says in words what it shows, with its units."""
    dossier = alone(path)
    (portrait,) = dossier.portraits
    assert {section.name for section in dossier.together} >= {"about"}
    assert dossier.shared("options") is None, "there is nothing to set it beside"
    for section in [*portrait.sections, *dossier.together]:
        assert section.title
        assert section.lead, section.name
    for section in sections_of(portrait.sections):
        for picture in section.pictures:
            assert picture.title
            assert len(picture.says.split()) > 5
            assert len(picture.caption.split()) > 5
            assert picture.table.rows
            assert "nan" not in picture.says
    names = [section.name for section in portrait.sections]
    assert len(names) == len(set(names))


def test_every_picture_has_a_name_of_its_own_and_a_mark_for_each_row():
    dossier = gathered(SCENARIOS / "bct-with-risks.yaml", SCENARIOS / "no-cuts.yaml", draw=True)
    sections = [*dossier.together, *(section for portrait in dossier.portraits for section in portrait.sections)]
    pictures = [picture for section in sections_of(sections) for picture in section.pictures]
    assert len(pictures) > 15
    assert len({picture.name for picture in pictures}) == len(pictures)
    for picture in pictures:
        places = re.search(r' data-[xy]="([^"]*)"', picture.svg)
        assert places is None or len(places[1].split()) == len(picture.table.rows), picture.name


OPTIONS, MOST = 20, 5_000_000


def test_a_report_of_twenty_options_is_small_enough_to_send(tmp_path):
    """20 options of the largest plan, each with all its sections and pictures, under 5 MB."""
    files = [tmp_path / f"{place}.yaml" for place in range(OPTIONS)]
    for place, file in enumerate(files):
        delivery = f"{{left_shift_delivery: {{value: {place / OPTIONS}, source: assumed}}}}"
        header = f"{{id: option-{place}, title: Option {place}}}"
        text = f"bedmodel: 1\nextends: {SCENARIOS / 'bct.yaml'}\nscenario: {header}\nassumptions: {delivery}\n"
        file.write_text(text, encoding="utf-8")
    page = html(gathered(*files, draws=20, draw=True))
    assert page.count("<svg") > 8 * OPTIONS
    assert len(page.encode()) < MOST
