"""Published arithmetic of the plans: what documents print must follow from what the scenario files say."""

import numpy as np
import pytest

from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY


def test_a_split_into_more_holders_than_cost_lines_does_not_change_the_gap(child):
    """The toy has two cost lines; split between three, its gap is the same, and the holders' parts sum to it."""
    holders = "{First: {value: 3, source: assumed}, Second: {value: 2, source: assumed}, Third: {value: 5, source: assumed}}"
    plain, split = (run(load(path), draws=50) for path in (TOY, child(f"finance: {{gap_holders: {holders}}}")))
    assert len(plain.scenario.content.finance.costs) == 2
    assert np.array_equal(plain.central["finance.gap"], split.central["finance.gap"])
    for results in (plain, split):
        for table in (results.central, results.drawn):
            parts = table["finance.gap_by_organisation"]
            assert parts[..., 0] == pytest.approx(table["finance.gap"][..., 0])
            assert parts[..., 1:].sum(axis=-1) == pytest.approx(table["finance.gap"][..., 0])
