"""A change is split exactly: worked by hand, in every limit, and for numbers that nobody chose."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedmodel.model.split import Term, log_mean, split

DRIVERS = ("people", "use", "price")


def one(values):
    """A term of one draw from its factors."""
    return Term({name: np.array([float(value)]) for name, value in values.items()}, alone="alone")


def parts(before, after):
    found = split({"term": one(before)}, {"term": one(after)})
    return {driver: float(part[0]) for driver, part in found.items()}


# 10 × 2 = 20 becomes 12 × 1.5 = 18. The logarithmic mean of 18 and 20 is −2 ÷ ln 0.9 = 2 ÷ 0.1053605 = 18.982443.
# ln 1.2 = 0.1823216, × 18.982443 = 3.460908; ln 0.75 = −0.2876821, × 18.982443 = −5.460908. Together −2.
def test_two_factors_by_hand():
    found = parts({"people": 10, "use": 2}, {"people": 12, "use": 1.5})
    assert found == {"people": pytest.approx(3.460908, abs=1e-6), "use": pytest.approx(-5.460908, abs=1e-6)}
    assert sum(found.values()) == pytest.approx(-2, rel=1e-12)


# Two wards: 50 × 0.2 × 3.0 = 30 and 50 × 0.8 × 0.5 = 20 become 80 × 0.5 × 2.0 = 80 and 80 × 0.5 × 0.4 = 16: 50 to 96.
# L(80, 30) = 50 ÷ ln(8/3) = 50 ÷ 0.9808293 = 50.977271; L(16, 20) = 4 ÷ ln 1.25 = 4 ÷ 0.2231436 = 17.925680.
# Activity: (50.977271 + 17.925680) × ln 1.6 = 68.902951 × 0.4700036 = 32.384637.
# Mix: 50.977271 × ln 2.5 + 17.925680 × ln 0.625 = 46.710000 − 8.425135 = 38.284865 (logarithms 0.9162907, −0.4700036).
# Intensity: 50.977271 × ln(2/3) + 17.925680 × ln 0.8 = −20.669504 − 4.000000 = −24.669504. In all 46.
def test_two_terms_by_hand():
    before = {
        "a": one({"activity": 50, "mix": 0.2, "intensity": 3.0}),
        "b": one({"activity": 50, "mix": 0.8, "intensity": 0.5}),
    }
    after = {
        "a": one({"activity": 80, "mix": 0.5, "intensity": 2.0}),
        "b": one({"activity": 80, "mix": 0.5, "intensity": 0.4}),
    }
    found = {driver: float(part[0]) for driver, part in split(before, after).items()}
    assert found["activity"] == pytest.approx(32.3846, abs=1e-4)
    assert found["mix"] == pytest.approx(38.2849, abs=1e-4)
    assert found["intensity"] == pytest.approx(-24.6695, abs=1e-4)
    assert sum(found.values()) == pytest.approx(46, rel=1e-12)


def test_the_logarithmic_mean():
    assert float(log_mean(np.array(18.0), np.array(20.0))) == pytest.approx(2 / math.log(20 / 18))
    assert float(log_mean(np.array(7.0), np.array(7.0))) == 7.0
    assert float(log_mean(np.array(-18.0), np.array(-20.0))) == pytest.approx(-2 / math.log(20 / 18))


def test_a_single_factor_gives_its_difference_whatever_its_sign():
    assert parts({"plan": -3}, {"plan": 4}) == {"plan": 7}
    assert parts({"plan": 0}, {"plan": 4}) == {"plan": 4}


def test_what_lies_in_one_state_alone_is_a_part_of_its_own():
    kept, other = one({"people": 2, "use": 3}), one({"people": 5, "use": 1})
    assert split({"kept": kept}, {"kept": kept, "new": other})["alone"] == 5
    assert split({"kept": kept, "old": other}, {"kept": kept})["alone"] == -5


def test_a_driver_that_one_state_lacks_counts_as_one():
    assert parts({"people": 10}, {"people": 10, "lever": 0.9}) == {"people": 0, "lever": pytest.approx(-1)}


def test_a_sign_turns_every_part():
    before, after = ({"people": np.array([value]), "use": np.array([2.0])} for value in (10.0, 12.0))
    found = split({"term": Term(before, "alone", -1.0)}, {"term": Term(after, "alone", -1.0)})
    assert found["people"] == pytest.approx(-4)


# In the limit of a factor that goes to nought it takes the whole change, however the others move; several share it.
@pytest.mark.parametrize("turned", [False, True])
def test_a_factor_that_is_nought_in_one_state_takes_the_whole_change(turned):
    def found(before, after):
        return parts(after, before) if turned else parts(before, after)

    sign = -1 if turned else 1
    assert found({"people": 0, "use": 2}, {"people": 4, "use": 3}) == {"people": 12 * sign, "use": 0}
    shared = found({"people": 0, "use": 0, "price": 5}, {"people": 4, "use": 3, "price": 1})
    assert shared == {"people": 6 * sign, "use": 6 * sign, "price": 0}
    assert found({"people": 0, "use": 2}, {"people": 0, "use": 3}) == {"people": 0, "use": 0}
    assert found({"people": 0, "use": 2}, {"people": 4, "use": 0}) == {"people": 0, "use": 0}


def test_the_limit_is_where_small_numbers_lead():
    nearly = [parts({"people": 10.0**-power, "use": 2}, {"people": 4, "use": 3})["use"] for power in (5, 50, 290)]
    assert nearly == sorted(nearly, reverse=True)
    assert nearly[-1] < 0.01


# 3 × −2 = −6 becomes 5 × 4 = 20. Forward: 2 × −2 = −4, 5 × 6 = 30. Backward: 2 × 4 = 8, 3 × 6 = 18. Means: 2 and 24.
def test_where_a_sign_changes_the_mean_of_both_orders_is_taken():
    assert parts({"people": 3, "use": -2}, {"people": 5, "use": 4}) == {"people": 2, "use": 24}


def test_a_factor_that_stays_negative_is_split_like_any_other():
    found = parts({"people": 10, "use": -2}, {"people": 12, "use": -1.5})
    mirrored = parts({"people": 10, "use": 2}, {"people": 12, "use": 1.5})
    assert found == {driver: pytest.approx(-part) for driver, part in mirrored.items()}


positive = st.floats(1e-6, 1e6)
any_sign = st.one_of(st.just(0.0), positive, positive.map(lambda value: -value))


def states(numbers):
    """Two states of up to three terms, each of one to three factors."""
    factors = st.lists(numbers, min_size=3, max_size=3)
    return st.lists(
        st.tuples(st.integers(1, 3), factors, factors, st.sampled_from([1.0, -1.0])), min_size=1, max_size=3
    )


def as_states(drawn):
    def state(at):
        return {
            number: Term(
                {name: np.array([value]) for name, value in zip(DRIVERS[: term[0]], term[at], strict=False)},
                "alone",
                term[3],
            )
            for number, term in enumerate(drawn)
        }

    return state(1), state(2)


def value(state):
    return sum(term.sign * math.prod(float(f[0]) for f in term.factors.values()) for term in state.values())


def size(*states):
    """The largest number in sight, of which rounding takes its share."""
    return max(abs(math.prod(float(f[0]) for f in t.factors.values())) for s in states for t in s.values())


@given(states(positive))
def test_parts_sum_to_the_change(drawn):
    before, after = as_states(drawn)
    found = split(before, after)
    change = value(after) - value(before)
    assert sum(float(part[0]) for part in found.values()) == pytest.approx(change, abs=1e-9 * size(before, after))


@given(states(any_sign))
def test_parts_sum_to_the_change_with_noughts_and_signs(drawn):
    before, after = as_states(drawn)
    # Replacing factors one by one passes through products of factors of both states.
    largest = [max(abs(float(s[n].factors[f][0])) for s in (before, after)) for n in before for f in before[n].factors]
    scale = max(math.prod(max(1.0, each) for each in largest), 1.0)
    total = sum(float(part[0]) for part in split(before, after).values())
    assert total == pytest.approx(value(after) - value(before), abs=1e-9 * scale)


@given(states(any_sign))
def test_back_in_time_every_part_turns_its_sign(drawn):
    before, after = as_states(drawn)
    there, back = split(before, after), split(after, before)
    scale = max(abs(float(part[0])) for part in there.values())
    for driver, part in there.items():
        assert float(part[0]) == pytest.approx(-float(back[driver][0]), rel=1e-9, abs=1e-9 * scale)


@given(states(any_sign))
def test_against_itself_every_part_is_nought(drawn):
    before, _ = as_states(drawn)
    assert all(part == 0.0 for part in split(before, before).values())


@given(states(positive))
def test_every_draw_is_split_by_itself(drawn):
    before, after = as_states(drawn)
    turned, back = as_states([(count, second, first, sign) for count, first, second, sign in drawn])
    both = [
        {
            n: Term({f: np.concatenate([a[n].factors[f], b[n].factors[f]]) for f in a[n].factors}, "alone", a[n].sign)
            for n in a
        }
        for a, b in ((before, turned), (after, back))
    ]
    together = split(*both)
    for driver, part in split(before, after).items():
        assert together[driver][0] == part[0]
        assert together[driver][1] == split(turned, back)[driver][0]
