"""Every assumption: in order of what it moves, with its source and place, and how it differs from the first option."""

import pytest

from bedmodel.report.sections.assumptions import assumptions
from bedmodel.scenario.account import accounts
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY

CITED = """
sources:
  paper: {title: A paper, publisher: A board, published: 2019, kind: minutes, url: "https://example.org/paper"}
  hoax: {title: A hoax, publisher: A forum, kind: press, url: "javascript:alert(1)"}
levers:
  home: {effect: {title: The effect, value: 0.2, source: {ref: paper, at: page 7}, confidence: low}}
  transfer: {effect: {title: The move, value: 0.1, source: hoax}}
"""


def rows(section):
    (table,) = section.tables
    return {row[0].text: dict(zip(table.heads, row, strict=True)) for row in table.rows}


def test_a_number_has_its_value_its_source_the_place_in_it_its_line_and_what_it_moves(given, child):
    file = child(CITED)
    found = rows(assumptions(given(file)))["The effect"]
    assert found["Value and range"].text == "20%"
    assert found["Where it comes from"].text == "A paper, A board, 2019: page 7"
    assert found["Where it comes from"].link == "https://example.org/paper"
    assert found["How good that is"].text == "minutes; confidence low"
    assert found["Written in"].text == "child.yaml:8"
    # 99.45 × (1 − 0.5 × 0.22) × 0.95 ÷ 0.9 = 93.4 beds, a bed fewer than 94.5.
    assert found["Moves"].text == "Medical ward −1 to +1 beds (±10%, for want of a range)"


def test_an_address_that_runs_a_script_is_no_link(given, child):
    assert rows(assumptions(given(child(CITED))))["The move"]["Where it comes from"].link == ""


def test_what_moves_most_comes_first_and_every_number_is_there(given):
    section = assumptions(given(SCENARIOS / "bct.yaml"))
    names = list(rows(section))
    assert names[0] == "Yearly change in nights for an admission"
    known = [account for account in accounts(load(SCENARIOS / "bct.yaml")).values() if account.role != "unused"]
    assert len(section.tables[0].rows) == len(known)
    assert section.title == f"Every assumption ({len(known)})"
    assert section.long


def test_a_number_that_moves_nothing_says_why(given):
    found = rows(assumptions(given(SCENARIOS / "bct.yaml")))
    title = "What giving up the General as an acute site saves, as a share of the closed acute beds' fixed cost"
    assert found[title]["Moves"].text == "left out of the figures with what is unknown"
    assert found[title]["Value and range"].text == "unknown"


def test_what_is_left_out_for_want_of_a_number_is_named(given):
    notes = assumptions(given(SCENARIOS / "bct.yaml")).notes
    assert any("What giving up the General as an acute site saves" in note for note in notes)


OTHER = """
levers: {home: {effect: {value: 0.3, source: assumed}}}
assumptions: {tenth: {title: Ten per cent a year, value: 0.1, unit: fraction/year, source: hearsay}}
sources: {hearsay: {title: Hearsay, publisher: Nobody, kind: press}}
pools:
  surgical:
    beds: {value: 40, source: assumed, distribution: {kind: uniform, low: 38, high: 42}}
finance: {receipts: {land: {title: Land, amount: {value: 3, source: assumed}, year: 2021/22}}}
remove: [levers.transfer]
"""


def test_an_option_says_what_differs_from_the_first(given, child, said):
    section = assumptions(given(child(OTHER), first=TOY))
    before = {name: row["In the first option"].text for name, row in rows(section).items()}
    assert before["Care at home: bed-days taken off"] == "20%"
    assert before["Ten per cent a year"] == "another source"
    assert before["Surgical ward: beds"] == "another range"
    assert before["Land: amount"] == "not there"
    assert before["Medical ward: beds"] == "the same"
    assert list(before.values()).count("the same") == len(before) - 4
    assert "4 numbers are not as in the first option: " in said(section)
    assert "3 numbers of the first option are not there." in said(section)


def test_a_solved_value_differs_where_it_is_solved_otherwise(given):
    section = assumptions(given(SCENARIOS / "no-cuts-funded.yaml", first=SCENARIOS / "bct.yaml"))
    text = rows(section)["Growth of NHS income that closes the gap, cash, the same in every year"][
        "In the first option"
    ]
    assert text.text not in ("the same", "")


def test_an_option_like_the_first_says_so(given, said):
    assert "Every number is the same as in the first option." in said(assumptions(given(TOY, first=TOY)))
    assert "first option" not in said(assumptions(given(TOY)))


@pytest.mark.parametrize("draws", [0, 40])
def test_the_log_is_the_same_with_draws_and_without(given, draws):
    assert list(rows(assumptions(given(SCENARIOS / "bct.yaml", draws=draws)))) == list(
        rows(assumptions(given(SCENARIOS / "bct.yaml")))
    )
