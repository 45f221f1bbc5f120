"""The engine against what must come out: Erlang's formula, a queueing library, an event loop, and theory."""

from dataclasses import replace
from fractions import Fraction

import ciw
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedmodel.simulation.arrivals import arrivals_for, counted, dispersion, still_in
from bedmodel.simulation.stays import shape_of
from bedmodel.simulation.ward import Group, Ward, simulate, turned_away

SHAPES = ("exponential", "lognormal", "fixed")
STAY = 7.0
YEAR = 365


def ward(beds, load, shape="lognormal", *, days=YEAR, warm_up=70, ratio=1.0, away=True, week=None, stay=STAY):
    """A ward with so many patients in the mean if it turned nobody away."""
    form = shape_of(shape, 1.5)
    kernel = still_in(form, [1.0], [stay])
    pattern = np.ones(7) if week is None else arrivals_for(np.asarray(week), kernel)
    arrivals = np.resize(pattern, days + warm_up) * load / stay
    spread = dispersion(ratio, kernel)
    return Ward(float(beds), arrivals, warm_up, float(load), spread, form, (Group(1.0, stay, away),))


def erlang_b(beds, load):
    """Erlang's recursion in exact fractions."""
    share, load = Fraction(1), Fraction(str(load))
    for number in range(1, beds + 1):
        share = load * share / (number + load * share)
    return float(share)


def estimate(values):
    """Mean over replications and its standard error."""
    return values.mean(), values.std(ddof=1) / np.sqrt(len(values))


def test_the_reference_is_the_published_one():
    assert erlang_b(28, 24) == pytest.approx(0.0666, abs=5e-5)
    assert erlang_b(10, 8) == pytest.approx(0.121661, abs=1e-6)
    assert erlang_b(20, 20.56) == pytest.approx(0.173, abs=5e-4)


@pytest.mark.parametrize("shape", SHAPES)
def test_28_beds_for_24_refuse_what_erlang_says(shape):
    outcome = simulate(ward(28, 24, shape, days=10 * YEAR), 160, seed=1)
    share, error = estimate(outcome.turned_away.sum(1) / outcome.came.sum(1))
    exact = erlang_b(28, 24)
    assert error < 0.01 * exact, "the test has power"
    assert abs(share - exact) < 3 * error
    inside, error = estimate(outcome.count.mean(1))
    assert error < 0.002 * inside
    assert abs(inside - 24 * (1 - exact)) < 3 * error


# Loads at which 85% of the beds are taken: load × (1 − B) = 0.85 × beds. Published: 17.3%, 1.52% and 0.01% are refused.
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    ("beds", "load", "published", "years"), [(20, 20.556, 0.173, 2), (100, 86.312, 0.0152, 4), (400, 340.03, 0.0001, 1)]
)
def test_wards_that_are_85_per_cent_full(shape, beds, load, published, years):
    outcome = simulate(ward(beds, load, shape, days=years * YEAR), 60, seed=2)
    share, error = estimate(outcome.turned_away.sum(1) / outcome.came.sum(1))
    exact = erlang_b(beds, load)
    assert exact == pytest.approx(published, abs=0.0005)
    assert load * (1 - exact) == pytest.approx(0.85 * beds, rel=1e-3)
    assert error < max(0.05 * exact, 0.0001)
    assert abs(share - exact) < 3 * error


class Moments(ciw.dists.Distribution):
    """Arrivals at given gaps, then none."""

    def __init__(self, gaps):
        self.gaps = iter(gaps)

    def sample(self, t=None, ind=None):
        return next(self.gaps, float("inf"))


class Stays(ciw.dists.Distribution):
    """The stay of whoever came at a moment."""

    def __init__(self, arrival, stay):
        self.stay = dict(zip(arrival, stay, strict=True))

    def sample(self, t=None, ind=None):
        return self.stay[ind.arrival_date]


@pytest.mark.parametrize("shape", SHAPES)
def test_ciw_turns_away_the_very_same_patients(shape):
    random = np.random.default_rng(3)
    gaps = random.exponential(1.0, 3_000)
    arrival = np.fromiter(np.add.accumulate(gaps.tolist()), float)
    stay = 4.0 * shape_of(shape, 1.5).draw(random, len(gaps))
    network = ciw.create_network(
        arrival_distributions=[Moments(gaps.tolist())],
        service_distributions=[Stays(arrival.tolist(), stay.tolist())],
        number_of_servers=[5],
        queue_capacities=[0],
    )
    library = ciw.Simulation(network)
    library.simulate_until_max_time(float(arrival[-1]) + 1.0)
    records = library.get_all_records()
    theirs = sorted(record.arrival_date for record in records if record.record_type == "rejection")
    ours = arrival[turned_away(arrival, arrival + stay, np.ones(len(gaps), dtype=bool), 5.0)]
    assert len(theirs) > 400
    assert ours.tolist() == theirs


def one_by_one(arrival, departure, may, beds):
    """The same rule as a plain loop over patients who come."""
    inside, away = [], []
    for number, (come, leave) in enumerate(zip(arrival, departure, strict=True)):
        inside = [end for end in inside if end > come]
        if may[number] and len(inside) + 1 > beds:
            away.append(number)
        else:
            inside.append(leave)
    return away


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30), st.booleans()), max_size=60),
    st.floats(0.0, 8.0),
)
def test_who_is_turned_away_is_who_finds_no_bed(patients, beds):
    patients.sort(key=lambda patient: patient[0])
    arrival = np.array([come for come, _, _ in patients], dtype=float)
    departure = arrival + np.array([stay for _, stay, _ in patients]) + 0.5
    may = np.array([flag for _, _, flag in patients], dtype=bool)
    assert turned_away(arrival, departure, may, beds).tolist() == one_by_one(arrival, departure, may, beds)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("ratio", [1.0, 2.5])
def test_the_midnight_count_has_the_mean_and_the_spread_asked_for(shape, ratio):
    outcome = simulate(ward(0, 60, shape, ratio=ratio, away=False, days=4 * YEAR), 100, seed=4)
    count = outcome.count
    assert (count == outcome.need).all()
    mean, error = estimate(count.mean(1))
    assert error < 0.005 * mean
    assert abs(mean - 60) < 3 * error
    spread, error = estimate(((count - 60.0) ** 2).mean(1) / 60)
    assert error < 0.03 * ratio
    assert abs(spread - ratio) < 3 * error


def test_with_exponential_stays_the_count_forgets_as_it_should():
    count = simulate(ward(0, 60, "exponential", away=False, days=4 * YEAR), 150, seed=5).count - 60.0
    shared, error = estimate((count[:, 1:] * count[:, :-1]).mean(1) / 60)
    assert abs(shared - np.exp(-1 / STAY)) < 3 * error


def test_the_count_has_its_index_by_day_of_the_week():
    week = np.array([1.01, 1.02, 1.02, 1.01, 1.00, 0.97, 0.97])
    count = simulate(ward(0, 200, away=False, week=week, days=52 * 7), 400, seed=6).count
    by_day = count.reshape(400, 52, 7).mean(1) / 200
    mean, error = by_day.mean(0), by_day.std(0, ddof=1) / np.sqrt(400)
    assert (error < 0.001).all()
    assert (abs(mean - week / week.mean()) < 3 * error).all()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_first_days_are_like_all_others(shape):
    """The warm-up is long enough: without any, the count is right; refusals settle long before it ends."""
    cold = simulate(ward(0, 60, shape, away=False, days=14, warm_up=0), 1_000, seed=7).count
    mean, error = cold.mean(0), cold.std(0, ddof=1) / np.sqrt(1_000)
    assert (abs(mean - 60) < 4 * error).all()
    outcome = simulate(ward(28, 24, shape, days=56), 2_500, seed=8)
    first, last = ((outcome.turned_away[:, days] / (24 / STAY)).mean(1) for days in (slice(0, 14), slice(42, 56)))
    difference, error = estimate(first - last)
    assert error < 0.005
    assert abs(difference) < 3 * error


def test_the_same_seed_gives_the_same_and_another_one_another():
    first, again, other = (simulate(ward(28, 24), 3, seed) for seed in (1, 1, 2))
    assert all((a == b).all() for a, b in zip(vars(first).values(), vars(again).values(), strict=True))
    assert (first.need != other.need).any()


def test_more_replications_leave_the_first_ones_alone():
    few, many = (simulate(ward(28, 24), count, seed=1) for count in (3, 8))
    assert (many.turned_away[:3] == few.turned_away).all()


def test_batches_change_nothing(monkeypatch):
    whole = simulate(ward(28, 24, ratio=2.0), 7, seed=1)
    monkeypatch.setattr("bedmodel.simulation.ward.BATCH", 3_000)
    parts = simulate(ward(28, 24, ratio=2.0), 7, seed=1)
    assert all((a == b).all() for a, b in zip(vars(whole).values(), vars(parts).values(), strict=True))


def test_other_beds_meet_the_same_patients():
    small, large = (simulate(ward(beds, 24), 5, seed=1) for beds in (20, 28))
    assert (small.need == large.need).all()
    assert (small.came == large.came).all()
    assert small.turned_away.sum() > large.turned_away.sum() > 0


def test_patients_are_kept_account_of():
    two = (Group(0.3, 3.0, True), Group(0.7, 9.0, False))
    outcome = simulate(replace(ward(28, 24), groups=two), 20, seed=1)
    assert (outcome.may_be_turned <= outcome.came).all()
    assert (outcome.turned_away <= outcome.may_be_turned).all()
    assert (outcome.count <= outcome.need).all()
    assert outcome.turned_away.sum() > 0
    assert outcome.count.max() > 28, "who may not be turned away is boarded"
    assert simulate(ward(28, 24), 20, seed=1).count.max() == 28


def test_part_of_a_bed_holds_nobody():
    assert simulate(ward(27.9, 24), 5, seed=1).count.max() == 27


def test_a_ward_without_beds_or_patients():
    none = simulate(ward(0, 24, days=30), 2, seed=1)
    assert none.count.sum() == 0
    assert (none.turned_away == none.came).all()
    empty = simulate(replace(ward(5, 1, days=30), arrivals=np.zeros(100), start=0.0), 2, seed=1)
    assert empty.need.sum() == 0


def test_what_a_fixed_week_smooths_away_cannot_be_made():
    """All stay just a week: whoever comes on whichever day, each midnight has the same patients."""
    kernel = still_in(shape_of("fixed", 0.0), [1.0], [7.0])
    made = counted(arrivals_for(np.array([1.1, 1.0, 1.0, 1.0, 1.0, 1.0, 0.9]), kernel), kernel)
    assert made == pytest.approx(np.ones(7))
