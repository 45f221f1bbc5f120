"""What must be believed: values worked by hand, what has been found elsewhere with its source, no false findings."""

import pytest

from bedmodel.report.sections.believe import believe
from tests_support import SCENARIOS, TOY

COMPARED = """
sources:
  study: {title: A study, publisher: A journal, kind: research, url: "https://example.org/study"}
  hoax: {title: A hoax, publisher: A forum, kind: press, url: "javascript:alert(1)"}
assumptions:
  hope:
    title: The hope
    value: 0.2
    unit: fraction
    source: assumed
    compare_with: [found, more]
  found: {title: what a study found, value: 0.1, unit: fraction, source: {ref: study, at: table 2}}
  more: {title: what a forum has, value: 0.6, unit: fraction, source: {ref: hoax, at: post 7}}
levers: {home: {effect: hope}}
"""


def sentence(section, begin):
    (found,) = [one for one in section.sentences if one.text.startswith(begin)]
    return found


def test_what_levers_would_have_to_be_is_what_pencil_and_paper_give(given):
    # Need before levers: 100 × 0.9 × (900 + 121 × 9) ÷ 1800 = 99.45. Open: 80 × 0.9 = 72 filled.
    # 99.45 × (1 − 0.5 e) × 0.95 = 72 at e = 47.6%; 99.45 × 0.9 × (1 − 0.5 t) = 72 at t = 39.1%; with 10% at 195.6%.
    section = believe(given(TOY))
    head = "For enough beds in Medical ward, “"
    assert sentence(section, f"{head}Care at home: bed-days taken off”").text == (
        f"{head}Care at home: bed-days taken off” must be at least 47.6%. "
        "In the scenario it is 20.0% (assumed, without a source)."
    )
    assert "must be at least 39.1%." in sentence(section, f"{head}Transfer to the surgical ward: bed-days").text
    arrives = sentence(section, f"{head}Transfer to the surgical ward: how much").text
    assert "must be at least 195.6%, which is more than all of it. In the scenario it is 50.0%" in arrives


def test_each_future_needs_a_value_of_its_own(given, child):
    spread = "{kind: discrete, values: [0.8, 0.9], probabilities: [0.5, 0.5]}"
    file = child(f"pools: {{medical: {{occupancy: {{value: 0.9, source: assumed, distribution: {spread}}}}}}}\n")
    # With 80 of 100 beds filled at first, 88.4 × (1 − 0.5 e) × 0.95 = 72 at e = 28.5%.
    text = sentence(believe(given(file, draws=40)), "For enough beds in Medical ward, “Care at home").text
    assert "Future by future the value needed runs from 28.5% to 47.6%" in text


def test_where_nothing_varies_nothing_is_said_of_futures(given, said):
    assert "Future by future" not in said(believe(given(TOY, draws=40)))


def test_what_has_been_found_elsewhere_is_cited_and_it_is_said_whether_it_would_do(given, child):
    section = believe(given(child(COMPARED)))
    little, much = (sentence(section, f"Elsewhere: {value}") for value in ("10.0%", "60.0%"))
    assert little.text == "Elsewhere: 10.0%, what a study found. That would not do."
    assert (little.source.ref, little.source.at) == (("study",), "table 2")
    assert much.text.endswith("what a forum has. That would do.")
    assert much.source.ref == ("hoax",)


def test_a_picture_of_what_is_compared_has_its_numbers_behind_it(given, child):
    (picture,) = believe(given(child(COMPARED))).pictures
    assert picture.title == "The hope: the plan, and what there is elsewhere"
    assert picture.table.heads == ["", "Value", "Enough beds?", "Where it comes from"]
    texts = [[cell.text for cell in row] for row in picture.table.rows]
    assert [row[:3] for row in texts] == [
        ["The hope", "20%", "–"],
        ["What a study found", "10%", "no"],
        ["What a forum has", "60%", "yes"],
    ]
    assert [row[3].link for row in picture.table.rows] == ["", "https://example.org/study", ""]
    assert "10.0%, what a study found; 60.0%, what a forum has" in picture.says


def test_what_nobody_knows_stands_in_no_picture(given, child):
    file = child(COMPARED.replace("value: 0.1, unit", "value: unknown, unit"))
    (picture,) = believe(given(file)).pictures
    assert [row[0].text for row in picture.table.rows] == ["The hope", "What a forum has"]


SOLVED = """
sources: {paper: {title: A paper, publisher: A board, kind: plan}}
assumptions: {hope: {title: The hope, value: calibrated, unit: fraction, limits: [0, 1]}}
levers: {home: {effect: hope}}
calibrate:
  - metric: beds.gap
    where: {pool: medical, year: 2022/23}
    equals: {value: 0, unit: beds, source: {ref: paper, at: page 3}}
    by: hope
    in_words: It must take {value} of bed-days.
"""


def test_what_is_solved_for_is_told_once_and_is_no_finding(given, child, said):
    section = believe(given(child(SOLVED)))
    first, second, *_ = section.sentences
    assert first.text == "It must take 47.6% of bed-days."
    assert first.source is None
    assert second.text == "Worked out so that the bed gap (open − needed) of Medical ward in 2022/23 is 0 beds."
    assert (second.source.ref, second.source.at) == (("paper",), "page 3")
    assert "“The hope” must be" not in said(section)
    assert "That the bed gap (open − needed) of Medical ward in 2022/23 is 0 beds is no finding." in said(section)


def test_where_the_figure_is_no_longer_met_that_is_said_and_what_would_be_needed(given, child, said):
    parent = child(SOLVED, name="plan.yaml")
    file = child("levers: {transfer: {delivery: {value: 0, source: assumed}}}", of=parent, name="less.yaml")
    text = said(believe(given(file)))
    assert "Worked out in plan.yaml, where the bed gap (open − needed) of Medical ward in 2022/23 is 0 beds." in text
    assert "For enough beds in Medical ward, “The hope” must be at least 55.2%." in text
    assert "no finding" not in text


def test_what_no_value_can_bring_about_is_said_in_one_sentence(given, said):
    text = said(believe(given(TOY)))
    assert (
        "For no shortfall of money, none of these would do, whatever its value: “Procurement: saving” and "
        "“Procurement: how much of it arrives”."
    ) in text


def test_a_plan_without_levers_measures_or_solved_values_has_nothing_to_believe(given):
    assert believe(given(SCENARIOS / "llr.yaml")) is None


def test_changes_of_care_that_nobody_sizes_are_not_forgotten(given, said):
    text = said(believe(given(SCENARIOS / "next-steps-2018.yaml")))
    assert "Changes of care that no document sizes, so that they are not in the figures: 1." in text


def test_the_plan_of_2016(given, said):
    section = believe(given(SCENARIOS / "bct.yaml", draws=200))
    best = sentence(section, "Elsewhere: 6.7%")
    assert best.text.endswith("That would not do.")
    assert best.source.ref == ("evidence.integration",)
    text = said(section)
    assert text.count("the best published whole-system result") == 1
    assert "Changes whose effect rests on research or official statistics: 0 of 2." in text
    assert [part.name for part in section.parts] == ["backing"]


@pytest.mark.parametrize("draws", [0, 30])
def test_no_more_numbers_are_told_of_than_can_be_read(given, draws):
    section = believe(given(SCENARIOS / "evidence-led.yaml", draws=draws))
    assert len([one for one in section.sentences if one.text.startswith("For enough beds")]) == 2
