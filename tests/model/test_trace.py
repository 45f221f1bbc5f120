"""Arrays that remember: the same values as numpy's, to the last bit, and nothing forgotten in silence."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedmodel.model.trace import CONSTANT, LEAF, Node, Traced, as_one_step, nodes_of, operation, traced, values_of

NUMBERS = st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=6, max_size=6)
WAYS = {
    "sum of differences": lambda a, b: (a - b).sum(axis=1),
    "share": lambda a, b: np.divide(a, b, out=np.full(a.shape, np.nan), where=b > 0),
    "largest": lambda a, b: np.maximum(a, 0.0) + np.minimum(a, b),
    "choice": lambda a, b: np.where(a > b, a * 2.0, b),
    "product of matrices": lambda a, b: a @ b.T,
    "row times matrix": lambda a, b: a @ np.array([1.0, 0.0, 2.0]),
    "running product": lambda a, b: np.cumprod(1.0 + a / 1e6, axis=1),
    "running sum": lambda a, b: np.cumsum(a, axis=0),
    "mean": lambda a, b: a / b.mean(axis=1, keepdims=True),
    "cut": lambda a, b: np.clip(a, -1.0, 1.0) * np.floor(b) - np.ceil(-b),
    "powers": lambda a, b: np.abs(a) ** np.array([0.0, 1.0, 0.5]),
    "moved about": lambda a, b: np.concatenate([np.swapaxes(a, 0, 1), np.moveaxis(b, 0, 1)], axis=-1)[1:, ::2],
    "largest of all": lambda a, b: a.max(axis=-1) - np.stack([a, b]).min(axis=0).max(axis=-1),
    "chosen by index": lambda a, b: np.take_along_axis(a, np.argmax(b, axis=1)[:, None], axis=1),
    "differences": lambda a, b: np.diff(np.repeat(a, 2, axis=0), axis=1),
    "in between": lambda a, b: np.broadcast_to(a[:1], b.shape) + np.pad(b, ((0, 0), (0, 0))),
}


def leaves(values):
    table = np.array(values).reshape(2, 3)
    return table, traced((Node(LEAF, (), value, at) for at, value in enumerate(values)), (2, 3))


@pytest.mark.parametrize("way", WAYS)
@given(a=NUMBERS, b=NUMBERS)
@settings(max_examples=30, deadline=None)
def test_the_values_are_numpys_to_the_last_bit(way, a, b):
    (plain_a, traced_a), (plain_b, traced_b) = leaves(a), leaves(b)
    with np.errstate(all="ignore"):
        wanted, found = WAYS[way](plain_a, plain_b), WAYS[way](traced_a, traced_b)
    assert isinstance(found, Traced)
    assert np.array_equal(values_of(found), wanted, equal_nan=True)


def test_what_a_number_is_made_of_is_remembered():
    beds, standard = Node(LEAF, (), 920.0, "beds"), Node(LEAF, (), 0.92, "standard")
    (found,) = nodes_of(traced([beds]) / traced([standard]))
    assert (found.operation, found.inputs) == ("divide", (beds, standard))
    assert found.value == 920.0 / 0.92


def test_what_does_nothing_leaves_no_trace():
    (leaf,) = nodes_of(traced([Node(LEAF, (), 3.0)]))
    for same in (traced([leaf]) * 1.0, traced([leaf]) + 0.0, 0.0 + traced([leaf]), traced([leaf]) / 1.0):
        assert nodes_of(same)[0] is leaf
    assert nodes_of(traced([leaf]) * 0.0)[0].operation == CONSTANT
    assert nodes_of(np.minimum(traced([leaf]) * 0.0, traced([leaf])))[0].operation == CONSTANT


def test_a_maximum_keeps_what_it_did_not_choose():
    leaf = Node(LEAF, (), -3.0)
    (found,) = nodes_of(np.maximum(traced([leaf]), 0.0))
    assert (found.value, found.operation, found.inputs[0]) == (0.0, "maximum", leaf)


def test_a_number_outside_its_array_cannot_be_computed_with():
    leaf = Node(LEAF, (), 3.0)
    with pytest.raises(TypeError):
        leaf + 1.0
    with pytest.raises(TypeError):
        float(leaf)
    with pytest.raises(TypeError):
        np.asarray(traced([leaf])) * 2.0
    with pytest.raises(TypeError):
        np.exp(np.asarray(traced([leaf])))


def test_what_is_not_remembered_says_so():
    with pytest.raises(TypeError, match="not remembered"):
        np.add.outer(traced([Node(LEAF, (), 3.0)]), np.ones(2))


@pytest.mark.parametrize("options", [{"initial": 1.0}, {"where": np.array([True, False])}])
def test_options_of_a_sum_that_would_be_forgotten_are_refused(options):
    numbers = traced([Node(LEAF, (), 3.0), Node(LEAF, (), 4.0)])
    with pytest.raises(TypeError):
        np.add.reduce(numbers, **options)


def test_a_whole_step_has_the_numbers_of_its_pool_and_year():
    @as_one_step
    def doubled(filled, ratio):
        assert not isinstance(filled, Traced)
        return filled * ratio

    filled = traced((Node(LEAF, (), float(at), at) for at in range(6)), (1, 3, 2))
    ratio = traced((Node(LEAF, (), 2.0, f"ratio {at}") for at in range(2)), (1, 1, 2))
    found = nodes_of(doubled(filled, ratio))[0, 1, 1]
    assert (found.value, [part.origin for part in found.inputs]) == (6.0, [3, "ratio 1"])
    assert found.origin.__name__ == "doubled"
    assert doubled(np.ones(2), 3.0).tolist() == [3.0, 3.0]


def test_numbers_that_are_missing_are_no_inputs():
    @as_one_step
    def kept(filled, ratio):
        return filled

    filled, ratio = traced([Node(LEAF, (), 1.0)], (1, 1, 1)), traced([Node(CONSTANT, (), float("nan"))], (1, 1, 1))
    assert len(nodes_of(kept(filled, ratio))[0, 0, 0].inputs) == 1


def test_constants_stay_constants():
    assert operation("add", [Node(CONSTANT, (), 1.0), Node(CONSTANT, (), 2.0)], 3.0).operation == CONSTANT
