"""Beds under each standard, in the central case and in every draw: the same as a run gives, and what was asked for."""

import numpy as np
import pytest

import bedmodel
from bedmodel.analysis.standards import standards
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY

BCT = SCENARIOS / "bct.yaml"
DRAWS = 150
REFUSAL = """
scenario: {id: own}
pools:
  acute:
    standard: {refusal: {value: 0.02, source: assumed, distribution: {kind: triangular, low: 0.01, high: 0.05}}}
"""


@pytest.fixture(scope="module")
def bct():
    return standards(Trials.of(load(BCT), draws=DRAWS))


def figures(access, pool, kind, limit=None):
    (held,) = (held for held in access.pools if held.name == pool)
    rows = [f for s, f in held.held if s.kind == kind and (s.own if limit is None else s.limit == limit)]
    assert len(rows) == 1
    return rows[0]


def drawn(access, pool, kind, limit, figure):
    return figures(access, pool, kind, limit)[figure].drawn


@pytest.mark.parametrize(
    ("scenario", "pool", "kind"),
    [("bct", "acute", "occupancy"), ("bct-ten-days", "acute", "days_over"), ("bct-ten-days", "community", "days_over")],
)
def test_its_own_standard_asks_for_the_beds_of_a_run(scenario, pool, kind):
    loaded = load(SCENARIOS / f"{scenario}.yaml")
    same_as_a_run(loaded, pool, kind)


def test_a_share_refused_that_varies_asks_for_the_beds_of_a_run(child):
    loaded = load(child(REFUSAL, of=BCT))
    access = same_as_a_run(loaded, "acute", "refusal")
    held = [(s.kind, s.limit, s.own) for s, _ in access.pools[0].held]
    assert held[2:4] == [("refusal", 0.01, False), ("refusal", 0.02, True)]


def same_as_a_run(loaded, pool, kind):
    results, access = run(loaded, draws=DRAWS), standards(Trials.of(loaded, draws=DRAWS), year="2018/19")
    own = figures(access, pool, kind)
    for figure, metric in {"beds": "beds.required", "gap": "beds.gap"}.items():
        place = Selector(metric, pool=pool, year="2018/19")
        assert own[figure].central == pytest.approx(results.value(place), rel=1e-9, abs=1e-6)
        assert own[figure].drawn == pytest.approx(results.draws_of(place), rel=1e-9, abs=1e-6)
    opened = next(held for held in access.pools if held.name == pool).open.figures
    for figure, metric in {
        "beds": "beds.available",
        "occupancy": "occupancy.mean",
        "worst_quarter": "occupancy.winter",
        "days_over": "occupancy.days_over",
    }.items():
        place = Selector(metric, pool=pool, year="2018/19")
        assert opened[figure].drawn == pytest.approx(results.draws_of(place), rel=1e-9)
    return access


def test_beds_under_a_standard_give_what_it_asks_for_in_every_draw(bct):
    for pool in ("acute", "community"):
        assert drawn(bct, pool, "occupancy", 0.85, "occupancy") == pytest.approx(0.85)
        assert drawn(bct, pool, "refusal", 0.01, "refused") == pytest.approx(0.01, rel=1e-5)
        assert drawn(bct, pool, "days_over", 10.0, "days_over") == pytest.approx(10, rel=1e-5)
        beds = drawn(bct, pool, "days_over", 10.0, "beds")
        assert drawn(bct, pool, "days_over", 10.0, "gap") == pytest.approx(bct_open(bct, pool) - beds)


def bct_open(access, pool):
    return next(held for held in access.pools if held.name == pool).open.figures["beds"].drawn


def test_one_percentage_is_better_access_in_the_larger_pool(bct):
    acute, community = (drawn(bct, pool, "occupancy", 0.92, "days_over") for pool in ("acute", "community"))
    assert (acute < community).all()


def test_wards_alone_need_more_in_every_draw_and_none_more_under_an_occupancy(bct):
    for pool in bct.pools:
        (wards,) = pool.apart
        for row in wards.rows:
            found = {name: reading.drawn for name, reading in row.figures.items()}
            assert found["extra"] == pytest.approx(found["apart"] - found["shared"])
            assert (found["apart_whole"] >= found["apart"] - 1e-4).all()
            assert (found["apart_whole"] % wards.division.count == 0).all()
            if row.standard.kind == "occupancy":
                assert found["extra"] == pytest.approx(0, abs=1e-6)
            else:
                assert (found["extra_share"] > 0.1).all()
        assert (wards.refused.drawn > pool.open.figures["refused"].drawn).all()
    assert [pool.apart[0].division.count for pool in bct.pools] == [61, 10], "1,697 ÷ 28 and 195 ÷ 20, rounded up"


def test_wards_of_a_size_asked_for(bct):
    access = standards(bct.trials, pools=["acute"], wards=56)
    division = access.pools[0].apart[0].division
    assert (division.count, division.ward_size, division.given) == (31, 56, True)
    large, small = (a.pools[0].apart[0].rows[-1].figures["extra"].central for a in (access, bct))
    assert 0 < large < small


def test_a_pool_that_is_one_ward_cannot_be_divided():
    assert standards(Trials.of(load(BCT)), pools=["community"], wards=500).pools[0].apart == ()


def test_units_of_the_file_with_shares_that_vary(child):
    units = """
pools:
  acute:
    units:
      royal: {title: The Royal, share: {value: 0.6, source: assumed, distribution: {kind: pert, low: 0.5, high: 0.7}}}
      other: {title: The rest, share: {value: 0.4, source: assumed}}
"""
    access = standards(Trials.of(load(child(units, of=BCT)), draws=DRAWS), pools=["acute"])
    sites, wards = access.pools[0].apart
    assert (sites.division.titles, wards.division.count) == (("The Royal", "The rest"), 61)
    for one, many in zip(sites.rows, wards.rows, strict=True):
        assert np.isfinite(one.figures["extra"].drawn).all()
        if one.standard.kind != "occupancy":
            assert (one.figures["extra"].drawn > 0).all()
            assert (one.figures["extra"].drawn < many.figures["extra"].drawn).all()


def test_the_standards_asked_for_replace_those_of_their_kind_and_the_files_own_stays(bct):
    access = standards(bct.trials, occupancy=[0.9, 0.8], refusal=[0.001], pools=["acute"])
    held = [(s.kind, s.limit, s.own) for s, _ in access.pools[0].held]
    assert held == [
        ("occupancy", 0.8, False),
        ("occupancy", 0.9, False),
        ("occupancy", 0.92, True),
        ("refusal", 0.001, False),
        ("days_over", 10.0, False),
    ]
    assert [size.beds for size in access.sizes] == [20, 50, 100, 400, 1697]


def test_as_a_function_of_the_package():
    access = bedmodel.standards(bedmodel.Trials.of(bedmodel.load(TOY)), year="2020/21")
    assert access.year == "2020/21"
    assert figures(access, "surgical", "occupancy")["beds"].central == pytest.approx(40), "32 patients at 80%"
    assert figures(access, "surgical", "occupancy")["beds"].drawn is None


@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ({"pools": ["acut"]}, KeyError, "did you mean"),
        ({"year": "2030/31"}, KeyError, "2015/16 to 2020/21"),
        ({"occupancy": [92]}, ValueError, "write 0.92 for 92%"),
        ({"refusal": [0]}, ValueError, "0 cannot be"),
        ({"days_over": [400]}, ValueError, "from 0.01 to 360"),
        ({"wards": 0.5}, ValueError, "a ward of 0.5 beds"),
    ],
)
def test_what_cannot_be_asked_for(bct, given, error, message):
    with pytest.raises(error, match=message):
        standards(bct.trials, **given)


def test_a_scenario_without_beds():
    with pytest.raises(KeyError, match="no beds"):
        standards(Trials.of(load(SCENARIOS / "primary-care-2019.yaml")))


def test_a_pool_with_no_bed_left_open(child):
    closed = "pools:\n  surgical:\n    beds_plan: {2022/23: {value: 0, source: assumed}}\n"
    pool = standards(Trials.of(load(child(closed))), pools=["surgical"], wards=10).pools[0]
    opened = {name: reading.central for name, reading in pool.open.figures.items()}
    assert (opened["beds"], opened["refused"]) == (0, pytest.approx(1))
    assert np.isnan(opened["occupancy"])
    assert pool.apart == ()
