"""The answer in three sentences: true of the figures, plain, and honest about what is no finding."""

import re
from functools import cache

import pytest

from bedmodel.metrics import Selector
from bedmodel.report.cells import spread
from bedmodel.report.phrases import in_futures
from bedmodel.report.sections.answer import answer
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.units import number, written
from tests_support import ALL_SCENARIOS, ROOT, SCENARIOS, TOY

TOYS = [TOY, *(ROOT / "tests" / "toy" / f"{name}.yaml" for name in ("places", "appraisal", "bedless", "parts"))]
EVERY = [*ALL_SCENARIOS, *TOYS]
SAYABLE = 45
"""Words of ours in a sentence, those in brackets left out."""
MARKS = re.compile(r"[a-z_]+\.[a-z_]+[.\[]|\{|\}|→|\bWTE\b|\bP[159]0\b|\bpools\b\.|\bnan\b|: None")
"""What nobody says aloud: addresses, placeholders, arrows, abbreviations."""


@cache
def ran(path, draws):
    return run(load(path), draws=draws)


def told(path, draws=200):
    return answer(ran(path, draws))


@pytest.mark.parametrize("draws", [0, 200])
@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_three_sentences_that_can_be_read_aloud(path, draws):
    said = told(path, draws)
    assert len(said) == 3
    for sentence in said:
        assert sentence.endswith(".")
        assert not re.search(r"[.?!]\s+[A-Z]", sentence), f"one sentence, not two: {sentence}"
        assert not MARKS.search(sentence), sentence
        assert sentence[0].isupper() or sentence[0] in "£0123456789"
        assert _words(sentence) - _words(quoted(ran(path, draws), sentence)) <= SAYABLE, sentence


def _words(text):
    return len(re.sub(r"\([^()]*\)", "", text).split())


def quoted(results, sentence):
    """What the authors of the scenario wrote of it: beliefs in their words, and titles."""
    written = [part for one in results.solved for part in one.calibration.in_words.split("{value}")]
    written += [title for one in results.solved for title, _, _ in one.compare_with]
    written += [pool.title for pool in results.scenario.content.pools.values()]
    written += re.findall("“(.*)”", sentence)
    return " ".join(part for part in written if part.strip(" .").partition(". ")[0] in sentence)


@pytest.mark.parametrize("path", [path for path in EVERY if load(path).content.pools], ids=lambda path: path.stem)
def test_beds_are_those_of_the_figures(path):
    results = ran(path, 200)
    first = told(path)[0]
    told_of = [name for name, pool in results.scenario.content.pools.items() if f" {pool.title} would have " in first]
    assert len(told_of) == 1, first
    gap, winter = Selector("beds.gap", pool=told_of[0]), Selector("occupancy.winter", pool=told_of[0])
    value = results.value(gap)
    size = number(abs(value), "beds")
    want = "just the beds needed" if size == "0" else f"{size} {'fewer' if value < 0 else 'more'} beds than needed"
    if size == "1":
        want = want.replace("beds", "bed")
    assert want in first
    if results.samples:
        assert f"too few {in_futures(results.probability(gap, below=0))}" in first
    assert f"{written(results.value(winter), 'fraction')} full{spread(results, winter)}" in first


@pytest.mark.parametrize(
    "path", [path for path in EVERY if ran(path, 0).has("finance.gap")], ids=lambda path: path.stem
)
def test_money_is_that_of_the_figures(path):
    results = ran(path, 200)
    second, left = told(path)[1], results.value("finance.gap")
    if abs(left) < 0.05:
        assert "comes out even" in second
    else:
        word = "shortfall" if left > 0 else "surplus"
        assert f"a {word} of {written(abs(left), 'GBPm')}" in second
    if results.samples:
        short = 1.0 - float(results.no_shortfall().mean())
        assert f"a shortfall {in_futures(short)}" in second


def test_a_gap_that_was_solved_for_is_no_finding():
    assert "which is no finding, because it was worked out to be so" in told(SCENARIOS / "bct.yaml")[0]
    assert "which is no finding, because it was worked out to be so" in told(SCENARIOS / "bct.yaml")[1]
    assert "no finding" not in told(SCENARIOS / "half-delivery.yaml")[0]
    assert "no finding" not in told(SCENARIOS / "half-delivery.yaml")[1]


def test_what_was_solved_for_if_nothing_changes_is_no_finding_where_nothing_changes():
    """The settlement of 2018 is just enough by construction, and no measure adds to that."""
    assert "which is no finding, because it was worked out to be so" in told(SCENARIOS / "llr-2018.yaml")[1]


def test_savings_that_were_worked_out_to_fit_are_named():
    results = ran(SCENARIOS / "bct.yaml", 200)
    saving = results.value(Selector("finance.measure", line="not-itemised"))
    assert (
        f"it counts on {written(saving, 'GBPm')} of savings that were worked out to fit"
        in told(SCENARIOS / "bct.yaml")[1]
    )


def test_savings_that_no_source_gives_are_named():
    results = ran(TOY, 200)
    lines = results.scenario.content.finance.measures
    saved = sum(results.value(Selector("finance.measure", line=line)) for line in lines)
    assert f"it counts on {written(saved, 'GBPm')} of savings that no source gives" in told(TOY)[1]


def test_belief_stands_beside_the_best_published_result():
    third = told(SCENARIOS / "bct.yaml")[2]
    assert "12.5% of acute bed-days" in third
    assert "6.7%, the best published whole-system result" in third
    assert "15 of the 45 numbers used have no source" in third


def test_a_belief_of_the_parent_is_not_said_of_the_child_as_its_own():
    held = "on the terms of the plan that this one changes"
    assert held in told(SCENARIOS / "half-delivery.yaml")[2]
    assert held not in told(SCENARIOS / "bct-named-capital.yaml")[2], "there it still holds"


def test_without_a_belief_the_numbers_without_a_source_are_told_and_the_one_that_moves_most():
    third = told(SCENARIOS / "llr.yaml")[2]
    assert "12 of the 31 numbers used have no source" in third
    assert "of which “" in third
    assert "moves the result most" in third


def test_numbers_that_all_have_a_source_and_that_have_none():
    assert "All 14 numbers used have a source" in told(SCENARIOS / "community-by-site.yaml")[2]
    assert "None of the 37 numbers used has a source" in told(TOY)[2]


def test_what_nobody_sizes_is_said_to_be_left_out():
    assert "left out for want of a number: 10 things" in told(SCENARIOS / "community-by-site.yaml")[2]


def test_the_pool_that_is_shortest_comes_first_and_the_other_is_named():
    first = told(SCENARIOS / "bct-ten-days.yaml")[0]
    assert "Leicester's acute hospitals would have 6 more beds than needed" in first
    assert "; Community hospitals: 11 too few" in first


def test_a_small_pool_that_lacks_more_beds_is_the_one_told_of(child):
    text = """
pools:
  medical: {beds_plan: {2022/23: {value: 200, source: assumed}}}
  surgical: {beds_plan: {2022/23: {value: 10, source: assumed}}}
"""
    first = answer(run(load(child(text)), draws=0))[0]
    assert "Surgical ward would have" in first
    assert re.search(r"; Medical ward: \d+ to spare", first)


def test_without_draws_it_says_that_nothing_is_known_of_how_sure_it_is():
    first, second, third = told(SCENARIOS / "bct.yaml", 0)
    assert "futures" not in first + second
    assert "no other futures were tried, so nothing says how sure this is" in third


def test_a_scenario_without_ranges_says_nothing_of_futures():
    first, second, third = told(TOY)
    assert "future" not in first + second
    assert "no number has a range, so nothing says how sure this is" in third


def test_without_beds_and_without_money_it_says_so():
    assert told(SCENARIOS / "primary-care-2019.yaml")[0].startswith("No hospital bed opens, closes or is freed")
    assert "says nothing of money" in told(SCENARIOS / "backtest-2018.yaml")[1]


def test_budgets_and_staff_stand_in_where_there_are_no_beds_and_no_gap():
    results = ran(SCENARIOS / "primary-care-2019.yaml", 200)
    first, second, _ = told(SCENARIOS / "primary-care-2019.yaml")
    gap = results.value(Selector("workforce.stock_gap", line="general-practitioners"))
    short = results.probability(Selector("workforce.stock_gap", line="general-practitioners"), below=0)
    assert f"General practitioners: {number(gap, 'WTE')} more than the target" in first
    assert f"too few {in_futures(short)}" in first
    assert f"come to {written(results.value('ledger.counted'), 'GBPm')} in 2023/24" in second
    assert "others must find £7.6m" in second


def test_ends_of_a_range_on_one_side_are_said_once():
    assert re.search(r"\(\d+ to \d+ too few\)", told(SCENARIOS / "half-delivery.yaml")[0])
    assert re.search(r"\(\d+ to \d+ to spare\)", told(SCENARIOS / "no-cuts.yaml")[0])
    assert re.search(r"\(\d+ too few to \d+ to spare\)", told(SCENARIOS / "bct.yaml")[0])


def test_a_plan_that_does_not_say_how_many_beds(child):
    plan = "pools: {medical: {beds_plan: {2022/23: {value: unknown, rationale: nobody says}}}}"
    unsaid = child(f"{plan}\nremove: [levers]\n")
    first = answer(run(load(unsaid), draws=0))[0]
    assert "the plan does not say how many beds it will have, and the figures take 100" in first


def test_a_pool_without_any_bed_open(child):
    text = "pools: {medical: {beds_plan: {2022/23: {value: 0, source: assumed}}}}\n"
    first = answer(run(load(child(text)), draws=0))[0]
    assert "Medical ward would have no bed open" in first
    assert "nan" not in first


def test_years_of_several_and_of_one(child):
    single = child("scenario: {horizon: 2020/21}\nremove: [levers, finance, pools.medical.beds_plan]\n")
    assert "2020/21" in answer(run(load(single), draws=0))[0]
