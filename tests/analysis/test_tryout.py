"""Sliders: what is kept is the model's own to the last bit, what is read off is no farther out than it says."""

import itertools

import numpy as np
import pytest

from bedmodel.analysis.stops import Slider, rounded, slider
from bedmodel.analysis.tornado import least
from bedmodel.analysis.trials import Trials
from bedmodel.analysis.tryout import ROOM, check_moved, most_important, tryout
from bedmodel.metrics import Selector
from bedmodel.report.phrases import WITHOUT_BEDS
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import ALL_SCENARIOS, SCENARIOS, TOY

MOVED = ["pools.medical.standard=0.5..1", "population.growth=0.5..1.5"]


@pytest.fixture(scope="module")
def of_bct():
    return tryout(Trials.of(load(SCENARIOS / "bct.yaml")))


def _of(found, metric, pool=None):
    return next(f for f in found.figures if (f.selector.metric, f.selector.pool) == (metric, pool))


def test_by_hand_the_gap_at_other_standards_and_growth():
    """85.02975 patients are left once the levers have acted; beds needed are those ÷ standard, and 80 are open."""
    found = tryout(Trials.of(load(TOY)), MOVED)
    standard, growth = found.sliders
    assert standard.stops[0] == 0.5
    assert standard.stops[-1] == 1.0
    assert standard.stops[standard.own] == 0.9
    assert growth.stops[growth.own] == 1.0, "numbers by label are moved as multiples of what is stated"
    gap = _of(found, "beds.gap", "medical")
    at = dict(zip(itertools.product(*gap.nodes), gap.values.ravel().tolist(), strict=True))
    assert at[found.own] == pytest.approx(80 - 85.02975 / 0.9)
    assert at[0, growth.own] == pytest.approx(80 - 85.02975 / 0.5)
    assert at[len(standard.stops) - 1, growth.own] == pytest.approx(80 - 85.02975)
    money = _of(found, "finance.gap")
    assert money.nodes[0] == (standard.own,), "the standard costs nothing"


@pytest.mark.parametrize("name", ["bct.yaml", "gated-closures.yaml", "llr.yaml"])
def test_what_is_kept_is_what_a_run_with_those_values_gives(name):
    path = SCENARIOS / name
    found = tryout(Trials.of(load(path)))
    single = [at for at, one in enumerate(found.sliders) if one.assumption.values is None and one.assumption.numbers]
    random = np.random.default_rng(3)
    for _ in range(3):
        figure = found.figures[int(random.integers(len(found.figures)))]
        stands = [int(random.choice(nodes)) if at in single else found.own[at] for at, nodes in enumerate(figure.nodes)]
        place = tuple(nodes.index(stand) for nodes, stand in zip(figure.nodes, stands, strict=True))
        settings = [f"{found.sliders[at].path}={found.sliders[at].stops[stands[at]]!r}" for at in single]
        ran = run(load(path, settings=settings), draws=0)
        assert figure.values[place] == pytest.approx(ran.value(figure.selector), rel=1e-12, abs=1e-9)


def test_every_number_that_is_kept_is_a_trials_own_to_the_last_bit(of_bct):
    trials = Trials.of(load(SCENARIOS / "bct.yaml"))
    for figure in of_bct.figures:
        combinations = list(itertools.product(*figure.nodes))[::7]
        for combination in combinations[:40]:
            trial = {one.path: np.array([one.stops[at]]) for one, at in zip(of_bct.sliders, combination, strict=True)}
            place = tuple(nodes.index(at) for nodes, at in zip(figure.nodes, combination, strict=True))
            assert figure.values[place] == trials.central([figure.selector], trial)[0, 0], (figure.selector, place)


def test_the_error_stated_is_the_largest_at_any_combination_and_is_attained(of_bct):
    trials = Trials.of(load(SCENARIOS / "bct.yaml"))
    places = [np.array(one.stops) for one in of_bct.sliders]
    grids = np.meshgrid(*places, indexing="ij")
    trial = {one.path: grid.ravel() for one, grid in zip(of_bct.sliders, grids, strict=True)}
    plain = [figure for figure in of_bct.figures if figure.selector.metric != "occupancy.days_over"]
    own = trials.central([figure.selector for figure in plain], trial).reshape([-1, *grids[0].shape])
    for figure, table in zip(plain, own, strict=True):
        assert np.abs(of_bct.table(figure) - table).max() == pytest.approx(figure.error, abs=1e-9), figure.selector
        assert figure.error <= least(figure.selector) / 2 + 1e-9
    few = np.random.default_rng(5).choice(grids[0].size, 300, replace=False)
    days = [figure for figure in of_bct.figures if figure.selector.metric == "occupancy.days_over"]
    assert days
    own = trials.central([f.selector for f in days], {path: values[few] for path, values in trial.items()})
    for figure, row in zip(days, own, strict=True):
        assert np.abs(of_bct.table(figure).ravel()[few] - row).max() <= figure.error + 1e-9, figure.selector


@pytest.mark.parametrize("path", ALL_SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_can_be_tried_out(path):
    trials = Trials.of(load(path))
    found = tryout(trials, (), list(WITHOUT_BEDS))
    assert found is not None, "no scenario that is shipped has nothing to move"
    assert 1 <= len(found.sliders) <= 3
    assert sum(figure.values.size for figure in found.figures) <= ROOM
    own = trials.central([figure.selector for figure in found.figures])[:, 0]
    for figure, value in zip(found.figures, own, strict=True):
        assert found.table(figure)[found.own] == value, figure.selector
        assert np.isfinite(figure.error), figure.selector
    for one in found.sliders:
        low, high = trials.possible(one.assumption)
        assert one.stops[one.own] == trials.centre(one.assumption)
        assert list(one.stops) == sorted(set(one.stops))
        assert all(low - 1e-9 <= stop <= high + 1e-9 for stop in one.stops)


def test_those_that_matter_most_are_the_longest_bars_and_are_not_solved(of_bct):
    assert [one.path for one in of_bct.sliders] == [
        "assumptions.length_of_stay_trend",
        "pools.acute.occupancy",
        "finance.baseline_spend",
    ]
    gated = most_important(Trials.of(load(SCENARIOS / "gated-closures.yaml")))
    assert "assumptions.left_shift" not in gated, "it is solved, so that a published figure is met"


def test_where_there_are_no_open_beds_there_is_no_occupancy():
    found = tryout(Trials.of(load(TOY)), ["pools.medical.beds_plan.2022/23=0..80"])
    full = _of(found, "occupancy.mean", "medical")
    table = found.table(full)
    assert np.isnan(table[0])
    assert np.isfinite(table[1:]).all()
    assert np.isfinite(full.error)
    assert 0 in full.nodes[0]
    assert 1 in full.nodes[0], "the last place with a figure is kept, or it would be read off as none"


def test_what_moves_nothing_is_shown_where_it_was_asked_for():
    trials = Trials.of(load(TOY))
    found = tryout(trials, ["finance.bed_costs.medical.ward_size=7.9999..8.0001"])
    assert found is not None
    assert all(figure.values.size == 1 for figure in found.figures if figure.selector.metric != "finance.gap")


def test_a_scenario_without_anything_uncertain_or_assumed_has_no_sliders(child):
    path = child("", of=SCENARIOS / "primary-care-2019.yaml")
    assert tryout(Trials.of(load(path))) is None, "without beds, and without being told what else to look at"


def test_what_none_has_is_refused_and_what_one_has_is_left_out_by_the_other():
    plan, toy = load(SCENARIOS / "bct.yaml"), load(TOY)
    check_moved([plan, toy], ["left_shift", "tenth"])
    assert tryout(Trials.of(toy), ["left_shift"]) is None
    assert [one.path for one in tryout(Trials.of(toy), ["left_shift", "tenth"]).sliders] == ["assumptions.tenth"]
    with pytest.raises(KeyError, match="did you mean `left_shift`"):
        check_moved([plan, toy], ["left_shfit"])
    with pytest.raises(ValueError, match="can be from"):
        check_moved([plan], ["left_shift=0..5"])
    with pytest.raises(ValueError, match="at most 3"):
        check_moved([plan], ["a", "b", "c", "d"])
    with pytest.raises(ValueError, match="named twice"):
        check_moved([plan], ["left_shift", "left_shift=0..0.2"])


def test_ends_that_are_named_are_stops_and_the_scenarios_own_value_always_is():
    trials = Trials.of(load(SCENARIOS / "bct.yaml"))
    one = slider(trials, "left_shift_delivery=0.13..0.61", 10)
    assert (one.stops[0], one.stops[-1]) == (0.13, 1.0)
    assert one.stops[1:4] == (0.2, 0.3, 0.4)
    assert 0.61 in one.stops
    assert one.stops[one.own] == 1.0


@pytest.mark.parametrize(
    ("low", "high", "own"), [(0.0, 1e-7, 5e-8), (-3e9, 2e9, 12345.678), (0.1, 0.30000001, 0.2), (-0.017, 0.0012, -0.01)]
)
def test_stops_are_round_rise_and_are_few(low, high, own):
    found = rounded(low, high, (own,), 24)
    assert 9 <= len(found) <= 25
    assert own in found
    assert list(found) == sorted(set(found))
    assert low - 1e-9 * (high - low) <= found[0]
    assert found[-1] <= high + 1e-9 * (high - low)


def test_a_figure_that_needs_its_three_sliders_is_tried_less_finely_where_its_days_are_asked():
    trials = Trials.of(load(SCENARIOS / "bct-ten-days.yaml"))
    found = tryout(trials)
    assert found.combinations < 2000, "an access standard takes ten times as long"
    assert isinstance(found.sliders[0], Slider)
    assert Selector("finance.gap", year="2020/21") in [figure.selector for figure in found.figures]
