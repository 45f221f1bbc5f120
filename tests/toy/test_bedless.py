"""Budgets, staff and clinics without a single bed, worked by hand. Each figure is derived in the comment above it."""

from pathlib import Path

import numpy as np
import pytest

from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import figures_equal

FILE = Path(__file__).parent / "bedless.yaml"


@pytest.fixture(scope="module")
def bedless() -> Results:
    return run(load(FILE), draws=0)


def by_year(results: Results, metric: str, line: str = "") -> list[float]:
    inside = f"line={line}," if line else ""
    return [results.value(f"{metric}[{inside}year={year}]") for year in results.years]


def test_nothing_about_beds_is_said(bedless):
    assert not [name for name in bedless.central if name.startswith(("beds.", "occupancy.", "levers."))]
    assert by_year(bedless, "population.total") == [1000, 1100, 1200]


# a and the new and moved lines: 10; 12 + 4 × ½; 14 + 6 × ½ + 5. b and c are in a, f and g in no total.
def test_each_pound_is_counted_once(bedless):
    assert by_year(bedless, "ledger.counted") == pytest.approx([10, 14, 22])
    assert by_year(bedless, "ledger.amount") == by_year(bedless, "ledger.counted")
    assert by_year(bedless, "ledger.amount", "b") == [2, 3, 5]
    assert by_year(bedless, "ledger.counted", "b") == [0, 0, 0]
    assert by_year(bedless, "ledger.amount", "f") == [7, 0, 0]


# b alone: c lies inside b and would be counted a third time, g lies inside what is in no total.
def test_what_adding_would_count_twice(bedless):
    assert by_year(bedless, "ledger.inside") == [2, 3, 5]
    assert by_year(bedless, "ledger.inside", "c") == [0, 0, 0]


def test_what_the_parts_leave(bedless):
    assert by_year(bedless, "ledger.rest", "a") == [8, 9, 9]
    assert by_year(bedless, "ledger.rest", "b") == [1, 2, 4]
    assert by_year(bedless, "ledger.rest", "f") == [0, 0, 0]
    assert by_year(bedless, "ledger.rest") == by_year(bedless, "ledger.counted")


def test_growth_new_and_moved_money(bedless):
    assert by_year(bedless, "ledger.growth") == [0, 2, 4]
    assert by_year(bedless, "ledger.new_money") == [0, 2, 3]
    assert by_year(bedless, "ledger.moved_money") == [0, 0, 5]


# On top: 0.25 ÷ 0.75 of 2, 3, 5. Within: half of the 2 and 3 that come.
def test_shares_at_risk(bedless):
    assert by_year(bedless, "ledger.at_risk", "b") == pytest.approx([2 / 3, 1, 5 / 3])
    assert by_year(bedless, "ledger.at_risk", "d") == pytest.approx([0, 1, 1.5])


# b and c are the NHS's like the budget they are in; nobody is named for d and e; the council bears half of d.
def test_every_pound_has_one_payer(bedless):
    assert by_year(bedless, "ledger.by_payer", "NHS") == pytest.approx([10, 12, 14])
    assert by_year(bedless, "ledger.by_payer", "practices") == pytest.approx([2 / 3, 1, 5 / 3])
    assert by_year(bedless, "ledger.by_payer", "not stated") == pytest.approx([0, 1, 6.5])
    assert by_year(bedless, "ledger.by_payer", "council") == pytest.approx([0, 1, 1.5])
    assert by_year(bedless, "ledger.by_payer") == pytest.approx([10 + 2 / 3, 15, 22 + 5 / 3])


# A tenth of 100 leaves for two years; 31 × ½ = 15.5, cut to 15, join over two; 9 return in the third.
def test_staff_who_come_and_go(bedless):
    assert by_year(bedless, "workforce.flow", "nurses/leave") == pytest.approx([-10, -10, 0])
    assert by_year(bedless, "workforce.flow", "nurses/join") == pytest.approx([7.5, 7.5, 0])
    assert by_year(bedless, "workforce.flow", "nurses/return") == [0, 0, 9]
    assert by_year(bedless, "workforce.stock", "nurses") == pytest.approx([97.5, 95, 104])
    assert by_year(bedless, "workforce.stock_gap", "nurses") == pytest.approx([2.5, 0, 9])


# 80% of ten porters leave in the first year, the last two in the second: nobody leaves twice.
def test_no_more_leave_than_there_are(bedless):
    assert by_year(bedless, "workforce.flow", "porters/leave") == pytest.approx([-8, -2, 0])
    assert by_year(bedless, "workforce.stock", "porters") == pytest.approx([2, 0, 0])


# 80 for each thousand of 1,000, 1,100, 1,200; 104 nurses for 1,200 people.
def test_staff_and_target_by_population(bedless):
    assert by_year(bedless, "workforce.target_by_population", "nurses") == pytest.approx([80, 88, 96])
    assert bedless.value("workforce.per_1000[line=nurses]") == pytest.approx(104 / 1.2)
    with pytest.raises(KeyError):
        bedless.value("workforce.stock_gap[line=porters]")


# 1m × 1.1^t × people: 1m, 1.21m, 1.452m. Planned: 0, a quarter, a half; four fifths of it leave.
def test_contacts(bedless):
    assert by_year(bedless, "activity.volume", "outpatients") == pytest.approx([1e6, 1.21e6, 1.452e6])
    assert by_year(bedless, "activity.shifted", "outpatients") == pytest.approx([0, 242_000, 580_800])
    assert by_year(bedless, "activity.in_hospital", "outpatients") == pytest.approx([1e6, 968_000, 871_200])


# Half of 300, three times over, is more than there are: all of them.
def test_no_more_contacts_leave_than_there_are(bedless):
    assert by_year(bedless, "activity.shifted", "day-cases") == [0, 300, 300]


# Freed: half an hour for each that leaves. Needed: two quarter-hours for each that was planned to.
def test_clinic_hours(bedless):
    assert by_year(bedless, "activity.hours_freed", "outpatients") == pytest.approx([0, 121_000, 290_400])
    assert by_year(bedless, "activity.hours_needed", "outpatients") == pytest.approx([0, 151_250, 363_000])


# Released: £20 of £100 for 242,000 and 580,800, in prices 10% and 21% up. Added: two at £33 in the prices of 2021/22
# for 302,500 and 726,000 planned.
def test_money_of_contacts(bedless):
    released, added = [0, 5.324, 14.05536], [0, 19.965, 52.7076]
    assert by_year(bedless, "activity.cost_released", "outpatients") == pytest.approx(released)
    assert by_year(bedless, "activity.cost_added", "outpatients") == pytest.approx(added)
    assert by_year(bedless, "finance.measure", "activity/outpatients") == pytest.approx(released)
    assert by_year(bedless, "finance.cost_shifted", "council") == pytest.approx(added)
    assert by_year(bedless, "finance.gap") == pytest.approx([-x for x in released])


# The same, if the council's clinics are the NHS's own.
def test_clinics_elsewhere_are_in_the_gap_of_who_pays():
    inside = "activity.outpatients.moves_to.payer=NHS"
    scenario = load(FILE, settings=[inside, "finance.outside_gap=[]"])
    results = run(scenario, draws=0)
    added, gap = (by_year(results, metric) for metric in ("activity.cost_added", "finance.gap"))
    assert by_year(results, "finance.new_cost", "activity/outpatients") == pytest.approx(added)
    assert gap == pytest.approx([0, 19.965 - 5.324, 52.7076 - 14.05536])
    assert by_year(results, "finance.gap_by_payer", "NHS") == pytest.approx(gap)


SPREAD = """
assumptions:
  tenth: {value: 0.1, unit: fraction/year, source: assumed, distribution: {kind: uniform, low: 0.05, high: 0.15}}
"""


@pytest.mark.parametrize("block_size", [7, 64])
def test_blocks_move_no_bit(child, block_size):
    scenario = load(child(SPREAD, of=FILE))
    whole, blocks = (run(scenario, draws=100, block_size=size) for size in (100, block_size))
    assert len(np.unique(whole.draws_of("workforce.stock[line=nurses]"))) == 100
    figures_equal(whole, blocks)
