"""A scenario as a function of its assumptions gives what a run with the value --set gives."""

import numpy as np
import pytest

from bedmodel.analysis.trials import Futures, Trials
from bedmodel.metrics import Selector
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS

BCT = SCENARIOS / "bct.yaml"
GAP, MONEY = Selector("beds.gap", pool="acute"), Selector("finance.gap")
WINTER, ALL_YEARS = Selector("occupancy.winter", pool="acute"), Selector("finance.gap", year="all")
FIGURES = [GAP, MONEY, WINTER, ALL_YEARS]


@pytest.fixture(scope="module")
def bct():
    return Trials.of(load(BCT), draws=300)


def test_without_trial_values_it_is_the_run(bct):
    results = run(load(BCT), draws=300)
    assert bct.central(FIGURES)[:, 0].tolist() == [results.value(figure) for figure in FIGURES]
    assert np.array_equal(bct.drawn(FIGURES), [results.draws_of(figure) for figure in FIGURES])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("left_shift", 0.05),
        ("left_shift_delivery", 0.5),
        ("occupancy_standard", 0.85),
        ("pools.acute.occupancy", 0.95),
        ("finance.baseline_spend", 1500.0),
        ("ward_size", 24.0),
        ("ward_lag", 0.0),
    ],
)
def test_a_trial_value_does_what_setting_it_does(bct, name, value):
    path = bct.find(name).path
    tried = bct.central(FIGURES, {path: np.array([value, value])})
    results = run(load(BCT, settings=[f"{name}={value}"]), draws=0)
    assert tried.shape == (4, 2)
    assert tried[:, 1] == pytest.approx([results.value(figure) for figure in FIGURES], rel=1e-12, abs=1e-10)


def test_in_the_draws_a_trial_value_takes_the_place_of_what_was_drawn(bct):
    tried = bct.drawn([GAP], {bct.find("pools.acute.occupancy").path: 0.9})
    set_ = run(load(BCT, settings=["pools.acute.occupancy=0.9"]), draws=300)
    assert np.array_equal(tried[0], set_.draws_of(GAP))


def test_numbers_by_label_are_tried_as_multiples(bct):
    growth = bct.find("population.growth")
    assert bct.centre(growth) == 1.0
    people = Selector("population.total")
    tried = bct.central([people], {growth.path: np.array([0.0, 1.0, 2.0])})[0]
    count = 233796 + 668334 + 108777 + 63349 + 26050
    assert tried[0] == pytest.approx(count)
    doubled = 233796 * 1.072**0.2 + 668334 * 1.034**0.2 + 198176 * 1.222**0.2
    assert tried[2] == pytest.approx(doubled)
    assert bct.central([people])[0, 0] == tried[1]


def test_what_is_drawn_for_relative_distributions_is_a_multiple_and_its_quantiles_are_values(bct):
    assert bct.spread(bct.find("nhs_inflation"), [0.5])[0] == pytest.approx(1.0)
    assert bct.spread(bct.find("pools.community.occupancy"), [0.0, 1.0]) == (pytest.approx([0.80, 0.96]))


def test_risks_strike_where_their_probability_on_trial_says_so():
    path = SCENARIOS / "bct-with-risks.yaml"
    trials = Trials.of(load(path), draws=300)
    risk = next(iter(trials.scenario.content.risks.values()))
    probability = trials.scenario.assumption(risk.probability).path
    set_ = run(load(path, settings=[f"{probability}=0.9"]), draws=300, register=False)
    tried = trials.drawn(FIGURES, {probability: 0.9})
    assert tried == pytest.approx(np.stack([set_.draws_of(figure) for figure in FIGURES]), rel=1e-12, abs=1e-10)
    assert not np.array_equal(tried, trials.drawn(FIGURES))


def test_many_futures_are_the_same_in_blocks_or_one_by_one(bct):
    values = np.linspace(0.0, 0.3, 5000)
    path = bct.find("left_shift").path
    together = bct.central([GAP], {path: values})[0]
    alone = [float(bct.central([GAP], {path: values[at : at + 1]})[0, 0]) for at in (0, 2047, 2048, 4999)]
    assert together[[0, 2047, 2048, 4999]].tolist() == alone
    futures = Futures(bct.futures.samples, {}, {})
    assert np.array_equal(bct.evaluate([GAP], futures), bct.drawn([GAP]))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("left_shfit", "did you mean `left_shift`?"),
        ("evidence.telehealth", "nothing in the scenario uses"),
        ("sites.general.share", "is unknown"),
    ],
)
def test_what_cannot_be_tried_says_why(bct, name, says):
    with pytest.raises(KeyError, match=says):
        bct.find(name)


def test_what_a_value_can_be(bct):
    assert bct.possible(bct.find("left_shift")) == (-0.2, 0.6)
    assert bct.possible(bct.find("pools.acute.beds")) == (0.0, 1e6)
    low, high = bct.possible(bct.find("pace"))
    assert (low, high) == (0.0, 1.0)


def test_an_address_that_names_nothing_is_refused(bct):
    with pytest.raises(KeyError, match="did you mean `acute`"):
        bct.check(Selector("beds.gap", pool="acutte"))
    with pytest.raises(KeyError, match="only flows"):
        bct.check(Selector("beds.gap", year="all"))


def test_the_first_futures_of_a_run_are_those_of_the_run():
    scenario = load(SCENARIOS / "bct-with-risks.yaml")
    results = run(scenario, draws=200, seed=5)
    selector = Selector("beds.gap", pool="acute", year="2020/21")
    first = Trials.of(scenario).in_futures_of(results, 50)
    assert first.draws == 50
    assert np.allclose(first.drawn([selector])[0], results.draws_of(selector)[:50], rtol=0, atol=1e-9)
    assert Trials.of(scenario).in_futures_of(results, 500).draws == 200
    assert Trials.of(scenario).in_futures_of(run(scenario, draws=0), 500).draws == 0
