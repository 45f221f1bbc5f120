"""The register of risks: its effects by hand, its owners and chances, what is named and not sized, and none at all."""

from bedmodel.report.sections.risks import risks
from tests_support import SCENARIOS, TOY

REGISTER = """
sources: {paper: {title: A paper, publisher: A board, kind: minutes, url: "https://example.org/paper"}}
risks:
  strike:
    title: A strike
    owner: The trust
    probability: {value: 0.5, source: {ref: paper, at: item 4}}
    impact: {cost: {values: {2022/23: 2.0}, source: assumed}}
    mitigation: Talks are held
  flood:
    title: A flood
    owner: The council
    probability: {value: unknown}
    impact: {cost: {values: {2022/23: 2.0}, source: assumed}}
"""


def test_where_there_is_no_register_that_is_said(given):
    section = risks(given(TOY))
    assert [one.text for one in section.sentences] == [
        "The scenario has no register of risks, so nothing is held against any in these figures."
    ]
    assert section.tables == []
    assert section.listings == []


def test_a_risk_of_2m_in_half_of_the_futures_costs_1m_on_average_and_2m_to_cover(given, child, said):
    section = risks(given(child(REGISTER), draws=200))
    assert said(section).splitlines() == [
        "1 risk is in the register. The central case holds only what is certain.",
        "On average, in 2022/23, they make 0 beds in the bed gaps of all pools and +£1.0m in the money gap.",
        "To cover them in 80 of 100 futures the plan would have to hold in reserve 0 beds, and separately £2.0m.",
    ]
    register, effects = section.tables
    assert [cell.text for cell in register.rows[0]] == [
        "A strike",
        "The trust",
        "50%",
        "A paper, A board: item 4",
        "Talks are held",
    ]
    assert register.rows[0][3].link == "https://example.org/paper"
    assert [cell.text for cell in effects.rows[0]][:2] == ["A strike (The trust)", "50"]


def test_what_is_named_but_not_sized_is_listed(given, child):
    (listing,) = risks(given(child(REGISTER))).listings
    (entry,) = listing.entries
    assert entry.head == "A flood"
    assert list(entry.lines) == [
        "Owner: The council.",
        "What is done about it: the scenario names nothing.",
        "No document gives: A flood: probability.",
    ]


def test_without_draws_the_register_stands_without_its_effects(given, child, said):
    section = risks(given(child(REGISTER)))
    assert said(section) == "No futures were drawn, so what the risks would do is not worked out."
    assert [table.title for table in section.tables] == ["The register of risks"]


def test_the_register_of_the_plan(given):
    section = risks(given(SCENARIOS / "bct-with-risks.yaml", draws=60))
    assert [len(table.rows) for table in section.tables] == [8, 11]
    assert {row[4].text for row in section.tables[0].rows} > {"none published"}


def test_all_risks_of_a_scenario_may_lack_a_size(given, said):
    section = risks(given(SCENARIOS / "hinckley-2019.yaml", draws=30))
    assert "no register" in said(section)
    assert len(section.listings[0].entries) == 2
