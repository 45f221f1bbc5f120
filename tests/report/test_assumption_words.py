"""How an assumption is written for people."""

import pytest

from bedmodel.report import assumption_words as words
from bedmodel.scenario.account import accounts
from bedmodel.scenario.load import load
from tests_support import SCENARIOS


def account_of(child, text, path="pools.medical.beds"):
    return accounts(load(child(text)))[path]


def beds(child, text):
    return account_of(child, f"pools: {{medical: {{beds: {{{text}}}}}}}\n")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{kind: triangular, low: 90, high: 110}", "triangular 90 to 110 beds, most likely 100"),
        ("{kind: pert, low: 90, mode: 97.5, high: 110}", "pert 90 to 110 beds, most likely 97.5"),
        ("{kind: uniform, low: 90, high: 110}", "uniform 90 to 110 beds"),
        ("{kind: normal, p10: 95, p90: 105}", "normal P10 95, P90 105 beds"),
        ("{kind: normal, mean: 100, sd: 2.5}", "normal mean 100, standard deviation 2.5 beds"),
        ("{kind: lognormal, mean: 100, sd: 5}", "lognormal mean 100, standard deviation 5 beds"),
        ("{kind: beta, alpha: 2, beta: 5, low: 90, high: 130}", "beta (2, 5) on 90 to 130 beds"),
        ("{kind: discrete, values: [100, 120], probabilities: [0.75, 0.25]}", "discrete 100 (75%), 120 beds (25%)"),
        ("{kind: triangular, low: 0.9, high: 1.2, relative: true}", "triangular ×0.9 to 1.2, most likely ×1"),
        ("{kind: normal, mean: 1, sd: 0.05, relative: true}", "normal mean ×1, standard deviation ×0.05"),
    ],
)
def test_every_distribution_in_words(child, written, shown):
    account = beds(child, f"value: 100, source: assumed, distribution: {written}")
    assert words.spread(account.assumption) == shown


def test_a_distribution_cut_at_its_limits_says_so(child):
    text = "value: 100, source: assumed, limits: [92, 104], distribution: {kind: normal, p10: 95, p90: 105, "
    account = beds(child, text + "truncate: true}")
    assert words.spread(account.assumption) == "normal P10 95, P90 105 beds, cut at 92 to 104 beds"


def test_without_a_distribution_nothing_is_said(child):
    assert words.spread(beds(child, "value: 100, source: assumed").assumption) == ""


SOURCE = "sources: {kh03: {title: Bed counts, publisher: A body, published: 2015-08-01, kind: official-statistics}}\n"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("kh03", "Bed counts, A body, 2015-08-01"),
        ("{ref: kh03, at: table 2}", "Bed counts, A body, 2015-08-01: table 2"),
        ("{ref: kh03, at: table 2, derived: 80 + 20}", "Bed counts, A body, 2015-08-01: table 2; worked out: 80 + 20"),
        ("assumed", "assumed, no source gives it"),
        ("{ref: [assumed, kh03]}", "assumed, no source gives it; see Bed counts, A body, 2015-08-01"),
    ],
)
def test_what_a_number_cites(child, source, said):
    text = f"{SOURCE}pools: {{medical: {{beds: {{value: 100, source: {source}}}}}}}\n"
    assert words.cited(account_of(child, text)) == said


def test_quality_is_the_kind_of_source_and_the_confidence(child):
    with_both = f"{SOURCE}pools: {{medical: {{beds: {{value: 100, source: kh03, confidence: low}}}}}}\n"
    assert words.quality(account_of(child, with_both)) == "official statistics; confidence low"
    assert words.quality(beds(child, "value: 1, source: assumed")) == (
        "assumed, no source gives it; confidence not stated"
    )


def test_values_are_shown_as_they_are_written():
    """No digit of the file is lost: each value of every number of a scenario can be read back from its words."""
    found = accounts(load(SCENARIOS / "bct.yaml"))
    read_back = 0
    for account in found.values():
        value = account.assumption.value
        if isinstance(value, float):
            shown = words.shown_value(account.assumption).replace("−", "-").replace(",", "").lstrip("£")
            number = float("".join(c for c in shown.split(" ")[0] if c in "-.0123456789"))
            assert number == pytest.approx(value * (100 if "%" in shown else 1), rel=1e-12)
            read_back += 1
    assert read_back > 50


def test_a_solved_value_is_given_and_an_unsolved_one_is_to_be_solved():
    shift = accounts(load(SCENARIOS / "bct.yaml"))["assumptions.left_shift"].assumption
    assert words.shown_value(shift) == "to be solved"
    assert words.shown_value(shift, 0.157532) == "15.75%"


def test_many_numbers_by_label_are_told_by_their_ends():
    season = accounts(load(SCENARIOS / "bct.yaml"))["pools.acute.season"].assumption
    assert words.shown_value(season).count(": ") == 12
    assert words.shown_value(season, short=True).startswith("12 numbers, 0.9")


def test_the_place_is_the_file_and_line_or_the_setting(child):
    account = beds(child, "value: 100, source: assumed")
    assert words.place_words(account.assumption.place).endswith("/child.yaml:3")
    changed = accounts(load(child(""), settings=["pools.medical.beds=90"]))["pools.medical.beds"]
    assert words.place_words(changed.assumption.place) == "--set pools.medical.beds=90"
    assert words.cited(changed) == "set on the command line, without a source"
