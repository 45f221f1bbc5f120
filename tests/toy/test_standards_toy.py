"""Standards of access worked with pencil and paper, one patient at a time."""

from math import exp, isnan

import pytest

from bedmodel.analysis.standards import standards
from bedmodel.analysis.trials import Trials
from bedmodel.scenario.load import load
from tests_support import ROOT

COTTAGES = ROOT / "tests" / "toy" / "standards.yaml"
TWO_BEDS_TAKEN = 365 * (1 - 2.5 / exp(1))
"""Days a year with more than two patients: 1 − e⁻¹ (1 + 1 + ½) of 365."""


@pytest.fixture(scope="module")
def cottages():
    return Trials.of(load(COTTAGES))


def under(access, pool, kind, limit):
    (found,) = (held for held in access.pools if held.name == pool)
    (figures,) = (f for s, f in found.held if s.kind == kind and s.limit == pytest.approx(limit))
    return {name: reading.central for name, reading in figures.items()}


def apart(access, pool, kind, limit, division="units"):
    (found,) = (held for held in access.pools if held.name == pool)
    (divided,) = (way for way in found.apart if way.division.kind == division)
    (row,) = (row for row in divided.rows if row.standard.kind == kind and row.standard.limit == pytest.approx(limit))
    return {name: reading.central for name, reading in row.figures.items()}


def test_one_patient_and_two_or_three_beds(cottages):
    """One patient on average: 1 bed refuses 1 in 2, 2 beds (1/2) ÷ (1 + 1 + 1/2) = 1 in 5, 3 beds 1 in 16."""
    found = standards(cottages, refusal=[1 / 2, 1 / 5, 1 / 16], days_over=[TWO_BEDS_TAKEN], pools=["calm"])
    assert [under(found, "calm", "refusal", 1 / n)["beds"] for n in (2, 5, 16)] == pytest.approx([1, 2, 3])
    two = under(found, "calm", "days_over", TWO_BEDS_TAKEN)
    assert two == pytest.approx(
        {
            "beds": 2,
            "gap": 0,
            "occupancy": 0.5,
            "worst_quarter": 0.5,
            "refused": 0.2,
            "days_over": TWO_BEDS_TAKEN,
        },
        abs=1e-9,
    )
    opened = {name: reading.central for name, reading in found.pools[0].open.figures.items()}
    assert opened == pytest.approx(two, abs=1e-9), "two beds are open"


def test_two_wards_of_half_a_patient(cottages):
    """Half a patient: 2 beds refuse (1/8) ÷ (1 + 1/2 + 1/8) = 1 in 13. Two wards need 4 beds for what 3 give shared."""
    found = standards(cottages, refusal=[1 / 13], occupancy=[0.8], wards=1, pools=["calm"])
    units = apart(found, "calm", "refusal", 1 / 13)
    assert units["apart"] == pytest.approx(4)
    assert 2 < units["shared"] < 3, "shared, 2 beds refuse 1 in 5 and 3 beds 1 in 16"
    assert units["extra"] == pytest.approx(4 - units["shared"])
    assert units["apart_whole"] == 4
    assert apart(found, "calm", "refusal", 1 / 13, "wards") == pytest.approx(units), "two beds open, wards of one bed"
    full = apart(found, "calm", "occupancy", 0.8)
    assert full["extra"] == pytest.approx(0), "a percentage does not see it"
    assert full["shared"] == pytest.approx(1 / 0.8)
    assert full["apart_whole"] == 2, "1 bed for each half patient"


def test_two_wards_turn_away_more_in_the_beds_open(cottages):
    """Half a patient and one bed each: (1/2) ÷ (1 + 1/2) = 1 in 3, against 1 in 5 if they share two beds."""
    calm = standards(cottages, pools=["calm"]).pools[0]
    assert calm.apart[0].refused.central == pytest.approx(1 / 3)
    assert calm.open.figures["refused"].central == pytest.approx(1 / 5)


def test_a_unit_without_a_share_is_none(child):
    """A third ward that nobody needs changes nothing: half a patient and one bed each, 1 in 3 find none free."""
    text = "pools: {calm: {units: {none: {title: Empty ward, share: {value: 0, source: assumed}}}}}"
    (units,) = standards(Trials.of(load(child(text, of=COTTAGES))), pools=["calm"]).pools[0].apart
    assert (units.division.count, units.division.titles) == (2, ("East ward", "West ward"))
    assert units.refused.central == pytest.approx(1 / 3)


def test_one_unit_with_all_the_patients_is_no_division(child):
    shares = "east: {share: {value: 1, source: assumed}}, west: {share: {value: 0, source: assumed}}"
    text = f"pools: {{calm: {{units: {{{shares}}}}}}}"
    assert standards(Trials.of(load(child(text, of=COTTAGES))), pools=["calm"]).pools[0].apart == ()


def test_patients_who_come_together_need_more_beds_and_small_wards_see_less_of_it(cottages):
    """Variance 3 × mean: beds and load ÷ 3 (Hayward). 3 beds are then 1 for 1/3 patient: (1/3) ÷ (4/3) = 1 in 4.

    In a ward with half of them the ratio is 1 + ½ (3 − 1) = 2: 2 beds are 1 for ¼ patient, (1/4) ÷ (5/4) = 1 in 5.
    """
    found = standards(cottages, refusal=[1 / 5], pools=["lively"])
    own = under(found, "lively", "refusal", 1 / 4)
    assert (own["beds"], own["refused"]) == pytest.approx((3, 1 / 4))
    assert apart(found, "lively", "refusal", 1 / 5)["apart"] == pytest.approx(4)


def test_a_pool_that_says_nothing_of_its_days_has_no_days_over(cottages):
    silent, calm = (standards(cottages, refusal=[1 / 5], pools=[name]).pools[0] for name in ("silent", "calm"))
    for (standard, figures), (_, same) in zip(silent.held, calm.held, strict=True):
        assert isnan(figures["days_over"].central)
        if standard.kind == "days_over":
            assert isnan(figures["beds"].central)
        else:
            assert figures["beds"].central == pytest.approx(same["beds"].central), "patients come independently"
            assert figures["refused"].central == pytest.approx(same["refused"].central)
