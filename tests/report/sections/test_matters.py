"""What matters most: bars worked by hand, and numbers without a range that show in no bar."""

import pytest

from bedmodel.report.sections.matters import matters
from tests_support import SCENARIOS, TOY

SPREAD = """
pools:
  medical:
    occupancy:
      {title: How full it was, value: 0.9, source: assumed, distribution: {kind: uniform, low: 0.8, high: 1.0}}
"""


def test_a_bar_reaches_from_where_to_where_pencil_and_paper_say(given, child):
    # P10 82% and P90 98% of 100 beds; need: × 1.105 × 0.9 × 0.95 ÷ 0.9 = 86.1 and 102.9 beds; open 80.
    section = matters(given(child(SPREAD)))
    picture = section.pictures[0]
    assert [cell.text for cell in picture.table.rows[0]] == [
        "How full it was",
        "82.0% to 98.0%",
        "−6",
        "−23",
        "assumed, no source gives it",
    ]
    assert picture.title == "What moves the bed gap (open − needed) of Medical ward in 2022/23"
    assert picture.says.startswith("All as stated it is −14 beds. “How full it was” alone takes it from −6 beds to −23")


def test_numbers_without_a_range_are_moved_by_a_tenth_and_told_of(given, child, said):
    text = said(matters(given(child(SPREAD))))
    # A tenth of the standard of 90%: 85.03 ÷ 0.81 = 105.0 and ÷ 0.99 = 85.9 beds, against 94.5.
    assert "36 assumed or solved numbers without a stated range" not in text
    assert "without a stated range move these figures as well, by a tenth up and down" in text
    assert "“Medical ward: how full it is meant to be” (Medical ward −10 to +9 beds" in text
    assert "--swing" not in text


def test_where_no_number_has_a_range_all_are_moved_by_a_tenth(given, said):
    section = matters(given(TOY))
    assert "No number of this scenario has a stated range." in section.lead
    assert section.pictures[0].table.rows[0][0].text == "Medical ward: how full it is meant to be"
    assert "8 of them" not in said(section)
    assert "Of the 8 that move it by more, all are merely assumed" in said(section)


def test_a_risk_has_a_bar_too(given):
    section = matters(given(SCENARIOS / "bct-with-risks.yaml"))
    rows = {row[0].text: [cell.text for cell in row[1:4]] for row in section.pictures[0].table.rows}
    assert rows["Much of the care that should leave hospital does not"] == ["a risk", "0", "−121"]


def test_the_rank_correlation_is_there_where_there_are_draws(given):
    file = SCENARIOS / "bct.yaml"
    assert matters(given(file)).tables == []
    section = matters(given(file, draws=60))
    (table,) = section.tables
    assert "rank correlation" in table.title
    assert "+1 means that a figure rises whenever the number does" in section.notes[0]


@pytest.mark.parametrize("name", ["primary-care-2019", "backtest-2018"])
def test_a_scenario_without_money_or_beds_is_judged_by_what_it_has(given, name):
    section = matters(given(SCENARIOS / f"{name}.yaml"))
    assert section.pictures
