"""A simulated pool: it is the scenario's, its intervals are what they say, and the closed forms agree with it."""

from dataclasses import replace

import numpy as np
import pytest

from bedmodel.analysis.simulate import centile, chance, estimate, simulate_pool
from bedmodel.analysis.simulated_formulas import TOLERANCES
from bedmodel.analysis.simulated_ward import Asked, set_up
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector
from bedmodel.model.calendar import calendar_of
from bedmodel.model.within_year import beds_for_days_over
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY

BCT = SCENARIOS / "bct.yaml"
DAILY = """pools:
  surgical:
    daily:
      variance_ratio: {value: 1.0, source: assumed}
      length_of_stay: {value: 5.0, source: assumed}
"""


@pytest.fixture(scope="module")
def plan():
    return Trials.of(load(BCT))


def acute(**options):
    return Asked("acute", "2020/21", **options)


# The beds and the need of the run itself; 1,697 beds are the plan's.
def test_it_is_the_pool_of_the_run(plan):
    setup = set_up(plan, acute())
    asked = [Selector(name, pool="acute", year="2020/21") for name in ("beds.available", "beds.occupied")]
    assert [setup.beds, setup.need] == [float(row[0]) for row in plan.central(asked)]
    assert setup.beds == 1697
    assert setup.ward.arrivals.mean() == pytest.approx(setup.need / setup.nights, rel=0.01)
    assert sum(group.share * group.mean_stay for group in setup.groups) == pytest.approx(setup.nights)
    planned = setup.groups[0]
    assert planned.share * planned.mean_stay / setup.nights == pytest.approx(setup.electives[0]), "of the bed-days"
    assert str(setup.dates[0]) == "2020-04-01"
    assert [int(count) for count in np.bincount(setup.month)] == [30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31]


def test_expected_counts_have_the_season_and_the_week(plan):
    setup = set_up(plan, acute(stay="exponential", days=7 * 365))
    ward = setup.ward
    counts = np.convolve(ward.arrivals, setup.still)[: len(ward.arrivals)][ward.warm_up + 200 :] / setup.need
    weekday = (setup.dates[200:].astype(int) + 3) % 7
    by_day = [counts[weekday == day].mean() for day in range(7)]
    assert by_day / np.mean(by_day) == pytest.approx(setup.weekday, abs=2e-4)
    month = setup.month[200:]
    by_month = np.array([counts[month == number].mean() for number in range(12)])
    assert by_month / by_month.mean() == pytest.approx(setup.monthly, abs=1e-3)


# The stated tolerances, on the plan's own scenario: shortage, plenty, and other stays.
@pytest.mark.parametrize(
    "options",
    [{}, {"beds": 1600.0}, {"beds": 1640.0, "stay": "exponential"}, {"beds": 1640.0, "when_full": "refusal"}],
    ids=["as-planned", "100-fewer", "exponential", "refusal"],
)
def test_closed_forms_agree_on_the_plan(plan, options):
    found = simulate_pool(plan, acute(replications=100, **options))
    compared = {finding.name for finding in found.findings if finding.agrees is not None}
    wanted = {"days_over", "winter_day_over", "daily_p95", "occupancy"}
    assert compared >= wanted | ({"share_refused"} if "when_full" in options else {"boarded"})
    assert [(f.name, f.estimate, f.formula) for f in found.disagreeing] == []
    if options.get("beds") == 1600.0:
        days = found.finding("days_over")
        assert days.estimate.error < 0.02 * days.estimate.mean, "the test has power"
        assert abs(days.difference) < 0.05 * days.estimate.mean


def test_a_wrong_formula_would_be_found(plan):
    """The comparison can fail: need 3% lower in the closed form alone is out on every figure that matters."""
    found = simulate_pool(plan, acute(replications=50, beds=1600.0))
    less = simulate_pool(plan, acute(replications=2, beds=1600.0 / 0.97))
    for name in ("days_over", "boarded"):
        finding = replace(found.finding(name), formula=less.finding(name).formula)
        assert finding.agrees is False


def test_the_closed_forms_are_those_of_the_run(plan):
    found = simulate_pool(plan, acute(replications=2))
    for name, metric in (
        ("days_over", "occupancy.days_over"),
        ("winter_day_over", "occupancy.winter_day_over"),
        ("daily_p95", "beds.daily_p95"),
        ("occupancy", "occupancy.mean"),
        ("occupancy_fullest_month", "occupancy.worst_month"),
        ("boarded", "occupancy.patients_without_bed"),
    ):
        run = plan.central([Selector(metric, pool="acute", year="2020/21")])[0, 0]
        assert found.finding(name).formula == pytest.approx(run, rel=1e-9), name
    assert {finding.name for finding in found.findings} >= set(TOLERANCES)


def test_the_same_patients_whatever_happens_when_full(plan):
    boarding, refusal, electives = (
        simulate_pool(plan, acute(replications=3, beds=1600.0, when_full=when)).outcome
        for when in ("boarding", "refusal", "electives")
    )
    assert (boarding.need == refusal.need).all()
    assert (boarding.need == electives.need).all()
    assert (boarding.count == boarding.need).all()
    assert refusal.count.max() <= 1600
    assert 0 < electives.turned_away.sum() < refusal.turned_away.sum()
    assert boarding.count.sum() > electives.count.sum() > refusal.count.sum()


def test_a_flat_pool_is_a_poisson_count(child):
    """The toy's surgical ward: no season, no week. Poisson of mean 32 and 40 beds: P(N > 40) = 0.0707."""
    trials = Trials.of(load(child(DAILY)))
    found = simulate_pool(trials, Asked("surgical", "2020/21", replications=400))
    days = found.finding("days_over")
    assert found.setup.need == pytest.approx(32)
    assert days.formula == pytest.approx(365 * 0.0707, rel=0.01)
    assert days.agrees
    assert abs(days.errors) < 3


def test_a_pool_that_says_nothing_of_its_days_can_be_given_a_stay():
    trials = Trials.of(load(TOY))
    with pytest.raises(ValueError, match="does not say how long patients stay; add `length_of_stay"):
        set_up(trials, Asked("surgical", "2020/21"))
    setup = set_up(trials, Asked("surgical", "2020/21", length_of_stay=4.0))
    assert (setup.nights, setup.ratio) == (4.0, None)
    assert setup.ward.dispersion == 1.0


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        (Asked("surgicl", "2020/21"), KeyError, "did you mean `surgical`"),
        (Asked("surgical", "2031/32"), KeyError, "2020/21 to 2022/23"),
        (Asked("surgical", "2020/21", beds=0.0), ValueError, "no bed open"),
        (Asked("surgical", "2020/21", when_full="electives"), ValueError, "planned"),
        (Asked("surgical", "2020/21", days=4_000_000, replications=2), ValueError, "fewer --days"),
    ],
)
def test_what_cannot_be_simulated_is_said(child, asked, error, words):
    with pytest.raises(error, match=words):
        simulate_pool(Trials.of(load(child(DAILY))), asked)


def test_planned_patients_cannot_be_more_than_all(child):
    path = child(
        DAILY + "      electives: {share: {value: 0.9, source: assumed}, length_of_stay: {value: 2, source: assumed}}\n"
    )
    with pytest.raises(ValueError, match="planned patients would be 225% of all patients"):
        set_up(Trials.of(load(path)), Asked("surgical", "2020/21", when_full="electives"))


def test_days_that_are_no_years(plan):
    found = simulate_pool(plan, acute(days=90, replications=4))
    assert found.winters.size == 0
    assert not found.setup.whole_years
    assert {finding.agrees for finding in found.findings} == {None}
    assert found.finding("days_over").estimate.mean <= 90
    for days, whole in ((364, True), (365, True), (366, True), (360, False), (3650, True), (400, False)):
        assert set_up(plan, acute(days=days)).whole_years is whole
    two = simulate_pool(plan, acute(days=2 * 365, replications=3, beds=1600.0))
    assert two.winters.shape == (6,)


# A leap year ends a day early with 365 days; its winter is still a winter.
def test_a_leap_year_has_its_winter(plan):
    found = simulate_pool(plan, replace(acute(replications=2), year="2019/20"))
    assert found.winters.size == 2


def test_intervals_hold_the_truth_as_often_as_they_say():
    random = np.random.default_rng(1)
    held = [estimate(random.exponential(2.0, 30)) for _ in range(1_000)]
    assert np.mean([found.low <= 2.0 <= found.high for found in held]) == pytest.approx(0.93, abs=0.03)
    often = [chance(random.random(40) < 0.1) for _ in range(1_000)]
    assert np.mean([found.low <= 0.1 <= found.high for found in often]) == pytest.approx(0.95, abs=0.03)
    days = [centile(random.poisson(100, (20, 300)), 0.95) for _ in range(400)]
    alike = calendar_of(np.ones((12, 1)), np.ones((7, 1)))
    truth = beds_for_days_over(alike, np.array([100.0]), np.ones(1), np.array([0.05 * 365]))[0]
    assert np.mean([found.low <= truth <= found.high for found in days]) == pytest.approx(0.95, abs=0.04)
    assert np.mean([found.mean for found in days]) == pytest.approx(truth, abs=0.1)
    assert np.isnan(estimate(np.ones(1)).error)
