"""Where documents disagree: every contradiction that the files record, once, with both figures and where they stand."""

import pytest

from bedmodel.once import Once
from bedmodel.report.gather import gather
from bedmodel.scenario.several import load_all
from tests_support import SCENARIOS, TOY

LLR = {"The strategy's growth of the population", "People of the three clinical commissioning groups, and of the area"}
BCT = {"Acute beds that close, as a share", "The gap"}
RECORDED = {
    "llr": LLR,
    "bct": LLR | BCT,
    "no-cuts": LLR | BCT,
    "evidence-led": LLR | BCT,
    "bct-2014": LLR | {"The gap and its lines", "Acute beds that close"},
}


def contradictions(*files):
    once = Once()
    dossier = gather(load_all(list(files), once=once), draws=0, draw=False, rows=False, once=once)
    section = dossier.shared("contradictions")
    assert section is not None
    return section


def entries(section, begin=""):
    return {
        entry.head: list(entry.lines)
        for listing in section.listings
        if listing.title.endswith("recorded")
        for entry in listing.entries
        if entry.head.startswith(begin)
    }


def accepted(section):
    found = [listing for listing in section.listings if listing.title.startswith("Known")]
    return {entry.head: list(entry.lines) for listing in found for entry in listing.entries}


@pytest.mark.parametrize("name", RECORDED)
def test_every_contradiction_that_the_files_record_is_there_once(name):
    heads = list(entries(contradictions(SCENARIOS / f"{name}.yaml")))
    assert len(heads) == len(RECORDED[name])
    for title in RECORDED[name]:
        assert sum(head.startswith((f"{title}: ", f"{title} is ")) for head in heads) == 1, title


def test_both_figures_stand_there_with_their_documents_and_the_places_in_them():
    found = entries(contradictions(SCENARIOS / "llr.yaml"), "The strategy's growth")
    (head, lines), *_ = found.items()
    assert head == (
        "The strategy's growth of the population: 1,114,316 people and growth of 5.2% make 1,172,260 people, "
        "and the end is stated as 1,124,300 people."
    )
    strategy = (
        "LLR Primary Care Strategy 2019–2024, in the county council's health scrutiny pack, LLR clinical commissioning "
        "groups; Leicestershire County Council, 2019-11-13"
    )
    place = "section 4.2, first paragraph (text line 965)"
    assert lines == [
        f"1,114,316 people: Total population in the strategy ({strategy}: {place})",
        f"5.2%: Growth of the population by 2023, as printed ({strategy}: text lines 994–1000)",
        f"1,124,300 people: People in 2023, as printed ({strategy}: text lines 994–1000)",
    ]


def test_options_that_share_a_plan_share_its_contradictions():
    files = [SCENARIOS / f"{name}.yaml" for name in ("bct", "no-cuts", "half-delivery", "evidence-led")]
    section = contradictions(*files)
    assert entries(section) == entries(contradictions(files[0]))
    assert section.listings[0].title == "4 contradictions are recorded"


def test_where_none_is_recorded_that_is_said_and_is_no_proof():
    section = contradictions(TOY)
    assert [one.text for one in section.sentences] == [
        "The files record no figures of documents that contradict one another. That is no proof that there are none."
    ]
    assert section.listings == []


STATED = """
sources:
  ours: {title: Our plan, publisher: A board, kind: plan}
  theirs: {title: Their leaflet, publisher: A group, published: 2019, kind: campaign}
stated:
  wards:
    title: Wards that close
    same:
      - {title: Wards, value: 3, unit: beds, source: {ref: ours, at: page 2}}
      - {title: Wards, value: 5, unit: beds, source: {ref: theirs, at: line 9}}
  share:
    title: A share
    part: {title: The part, value: 20, unit: beds, source: ours}
    whole: pools.medical.beds
    share: {title: The share, value: 0.3, unit: fraction, of: beds, source: ours}
  right:
    title: What adds up
    total: {value: 140, unit: beds, source: ours}
    parts: [pools.medical.beds, pools.surgical.beds]
accept:
  - {code: W013, at: stated.share, because: the plan counts its beds otherwise}
  - {code: W009, at: pools, because: it is a toy}
"""


def test_figures_of_one_name_are_both_shown(child):
    found = entries(contradictions(child(STATED)))
    assert found["Wards that close is stated as 3 beds and 5 beds."] == [
        "3 beds: Wards (Our plan, A board: page 2)",
        "5 beds: Wards (Their leaflet, A group, 2019: line 9)",
    ]
    assert len(found) == 2


def test_what_the_file_accepts_stands_with_its_reason(child):
    section = contradictions(child(STATED))
    (lines,) = entries(section, "A share").values()
    assert lines[-1] == "It stands because: the plan counts its beds otherwise"
    assert accepted(section) == {"A doubtful number without a distribution: Pools": ["Because: it is a toy"]}


def test_what_else_would_be_questioned_is_counted_and_what_is_accepted_is_not(child):
    def doubtful(section):
        (table,) = section.tables
        return {row[0].text: int(row[1].text) for row in table.rows}["A doubtful number without a distribution"]

    all_of_them = doubtful(contradictions(TOY))
    # The file accepts what it says of itself; the toy's own numbers are the toy's.
    assert doubtful(contradictions(child(STATED))) == all_of_them


def test_holders_that_do_not_sum_to_the_gap_are_shown_one_by_one(child):
    text = """
sources: {paper: {title: A paper, publisher: A board, kind: plan}}
assumptions: {growth: {title: Growth, value: calibrated, unit: fraction/year, limits: [-0.5, 0.5]}}
finance:
  pressure_growth: growth
  gap_holders:
    The trust: {value: 10, source: {ref: paper, at: page 1}}
    The county: {value: 5, source: {ref: paper, at: page 2}}
calibrate:
  - metric: finance.gap_do_nothing
    where: {year: 2022/23}
    basis: in-year
    equals: {value: 20, unit: GBPm, source: {ref: paper, at: page 3}}
    by: growth
    in_words: It grows by {value}.
"""
    (item,) = entries(contradictions(child(text))).items()
    assert item == (
        "Who holds the gap: the amounts sum to £15m, and the gap is £20m.",
        ["£10.0m: The trust (A paper, A board: page 1)", "£5.0m: The county (A paper, A board: page 2)"],
    )
