"""Sections as sheets: cells that are figures become numbers, all else stays words; registers and what was solved."""

from dataclasses import replace
from itertools import takewhile

import pytest

from bedmodel.metrics import METRICS
from bedmodel.report.answers import Said
from bedmodel.report.cells import Cell, Table
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.page import Entry, Listing
from bedmodel.scenario.quantity import SourceReference

GAP = "beds.gap[pool=acute,year=2020/21]"
SAVING = "finance.measure[line=variable-costs,year=2020/21]"


@pytest.fixture
def shown(gathered, written, opened):
    """The rows of the sheet of a topic, empty cells left out."""

    def rows(section, sheet):
        dossier = gathered("bct")
        first = replace(dossier.portraits[0], sections=(section,))
        book = opened(written(replace(dossier, portraits=[first])))
        return [[cell for cell in row if cell is not None] for row in book[sheet].iter_rows(values_only=True)]

    return rows


def test_figures_of_a_table_are_numbers_with_their_ends_beside_them(gathered, shown):
    table = Table(
        "Two figures",
        ["What", "Gap\nthen"],
        [
            [Cell("Beds"), Cell("0", "−99 to +64", address=GAP)],
            [Cell("Saved"), Cell("−5.1", "…", address=SAVING, turned=True)],
            [Cell("=1+1"), Cell("–")],
            [Cell("Tried"), Cell("+41", "from 20 to 60", amount=(41.25, "beds"))],
        ],
        note="A note.",
    )
    rows = shown(Section("payers", "Who pays?", tables=[table]), "Who pays")
    figures = {(r.metric, r.pool, r.line, r.year): r for r in gathered("bct").portraits[0].rows}
    beds, saved = (
        figures["beds.gap", "acute", None, "2020/21"],
        figures["finance.measure", None, "variable-costs", "2020/21"],
    )
    assert ["bct", "What", "Gap then", "Gap then P10", "Gap then P90"] in rows
    assert ["bct", "Beds", beds.central, beds.p10, beds.p90] in rows
    assert ["bct", "Saved", -saved.central, -saved.p90, -saved.p10] in rows
    assert ["bct", "=1+1", "–"] in rows
    assert ["bct", "Tried", 41.25, "from 20 to 60"] in rows
    assert ["bct", "A note."] in rows


def test_words_stay_words_with_what_they_cite(shown):
    section = Section(
        "questions",
        "Questions",
        lead="How to read it.",
        sentences=[Said("It is so.", SourceReference(ref=("kh03",), at="table 2"))],
        listings=[Listing("A list", [Entry("head", ["a line"])])],
        pictures=[Picture("p", "A picture", "What it says.", "Its caption.", Table("", ["A"], [[Cell("1")]]), "")],
        tables=[Table("Words", ["A", "B"], [[Cell("two\nlines", "below"), Cell("12%")]])],
        parts=[Section("part", "A part", notes=["A note."])],
    )
    rows = shown(section, "Questions")
    for wanted in (
        ["It is so. [kh03: table 2]"],
        ["How to read it."],
        ["– a line"],
        ["What it says."],
        ["Its caption."],
        ["two lines", "below", "12%"],
        ["A part"],
        ["A note."],
    ):
        assert ["bct", *wanted] in rows


def test_what_was_solved_stands_beside_what_has_been_achieved(gathered, written, opened):
    dossier = gathered("bct")
    numbers = {cell.value for row in opened(written(dossier))["What to believe"].iter_rows() for cell in row}
    for solved in dossier.portraits[0].results.solved:
        assert {solved.value, solved.target, solved.path} <= numbers
        assert {value for _, value, _ in solved.compare_with} <= numbers


def test_what_pictures_draw_are_numbers(gathered, written, opened):
    dossier = gathered("bct")
    book = opened(written(dossier))
    for sheet, heads in (("What matters", ("At the low end", "At the high end")), ("What to believe", ("Value",))):
        found = []
        rows = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
        for at, row in enumerate(rows):
            for head in heads if "Where it comes from" in row or "How it is backed" in row else ():
                column, below = row.index(head), iter(rows[at + 1 :])
                found += [one[column] for one in takewhile(lambda one: any(one[2:]), below)]
        assert len(found) >= 5
        assert all(isinstance(number, float | int) for number in found), (sheet, found)


def test_the_register_is_in_numbers(gathered, written, opened):
    dossier = gathered("bct-with-risks")
    register = dossier.portraits[0].results.register
    numbers = {cell.value for row in opened(written(dossier))["Risks"].iter_rows() for cell in row}
    for risk in register.risks:
        assert risk.struck in numbers
        assert {effect.expected + 0.0 for effect in risk.effects.values()} <= numbers
    assert {share for held in register.contingency.values() for share in held.values()} <= numbers


def test_what_figures_and_units_mean_is_told(gathered, written, opened):
    told = {row[0]: row[1] for row in opened(written(gathered("bct")))["About"].iter_rows(values_only=True)}
    assert METRICS["beds.gap"].meaning in told["beds.gap"]
    assert "£ million" in told["GBPm"]
