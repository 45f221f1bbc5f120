"""Published bed counts and the arithmetic on them."""

from pathlib import Path

import numpy as np
import pytest

from bedmodel.model.beds import bed_gap, beds_required
from bedmodel.model.levers import Lever, apply_levers
from bedmodel.model.need import occupied_before_levers
from bedmodel.runs import run
from bedmodel.scenario.load import load

SCENARIOS = Path(__file__).parents[2] / "scenarios"
ONE = np.ones((1, 1, 1))


@pytest.fixture(scope="module")
def bct():
    return run(load(SCENARIOS / "bct.yaml"), draws=0)


@pytest.mark.parametrize(
    ("pool", "before", "after", "change", "per_cent"),
    [("acute", 1940, 1697, -243, -12.53), ("community", 233, 195, -38, -16.31), ("all", 2173, 1892, -281, -12.93)],
)
def test_the_plan_closes_281_beds(bct, pool, before, after, change, per_cent):
    """Draft plan of November 2016, paragraph on hospital beds (printed as 12, 16 and 13%)."""
    first = bct.value(f"beds.available[pool={pool},year=2015/16]")
    last = bct.value(f"beds.available[pool={pool},year=2020/21]")
    assert (first, last, last - first) == (before, after, change)
    assert 100 * (last / first - 1) == pytest.approx(per_cent, abs=0.005)


@pytest.mark.parametrize(("base", "per_cent"), [(1940, 22.01), (2173, 19.65), (1773, 24.08)])
def test_the_2014_cut_against_each_base_in_print(base, per_cent):
    """427 beds of Better Care Together 2014, against the three bases that are in print."""
    gap = bed_gap(np.array([base - 427.0]), np.array([float(base)]))
    assert -100 * gap[0] / base == pytest.approx(per_cent, abs=0.01)


@pytest.mark.parametrize(("growth", "per_cent"), [(0.0, 12.53), (0.00896, 13.30), (0.0383, 15.75), (0.052, 16.85)])
def test_the_reduction_that_holds_occupancy(growth, per_cent):
    """1 − (1,697 ÷ 1,940) ÷ (1 + growth): the lever that keeps wards as full as they were."""
    occupancy = 0.91
    need = occupied_before_levers(ONE * 1940, ONE * occupancy, ONE * (1 + growth), ONE, ONE, ONE)
    lever = Lever(ONE * per_cent / 100, None, ONE, ONE, None, ONE)
    after = apply_levers(need, [lever], room=np.zeros((1, 1, 0))).occupied
    assert after[0, 0, 0] / 1697 == pytest.approx(occupancy, abs=0.0001)


def test_beds_at_growth():
    """2,173 beds grown by 5.2% at constant occupancy: 2,286.0 needed; 1,892 leave a gap of −394.0."""
    need = occupied_before_levers(ONE * 2173, ONE * 0.92, ONE * 1.052, ONE, ONE, ONE)
    required = beds_required(need, ONE * 0.92)
    assert required[0, 0, 0] == pytest.approx(2286.0, abs=0.1)
    assert bed_gap(ONE * 1892, required)[0, 0, 0] == pytest.approx(-394.0, abs=0.1)


def test_the_gap_is_399_million_in_the_central_case(bct):
    """£399m, draft plan of November 2016, list of proposals, read as in-year 2020/21."""
    assert bct.value("finance.gap_do_nothing[year=2020/21]") == pytest.approx(399.0, abs=1e-6)


def test_the_plan_on_its_own_terms_has_just_enough_beds(bct):
    assert bct.value("beds.gap[pool=acute]") == pytest.approx(0, abs=1e-6)
    assert bct.value("beds.gap[pool=community]") == pytest.approx(0, abs=1e-6)
    assert bct.value("occupancy.mean[pool=acute]") == pytest.approx(0.92)


def test_the_solved_left_shift_is_what_arithmetic_says(bct):
    """1 − 1,697 × 92% ÷ need, with need from the run itself."""
    need = bct.value("beds.occupied_before_levers[pool=acute]")
    solved = next(s for s in bct.solved if s.path == "assumptions.left_shift")
    assert solved.value == pytest.approx(1 - 1697 * 0.92 / need, abs=1e-9)


def test_the_plan_claims_412_million(bct):
    """£412m savings a year claimed by 2020/21 against £399m: £13m over."""
    assert bct.value("finance.gap[year=2020/21]") == pytest.approx(399 - 412, abs=1e-6)
