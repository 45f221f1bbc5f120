"""Every number of every scenario can be put on trial: the model takes any of its arrays with a draw axis of its own."""

import numpy as np
import pytest

from bedmodel.analysis.switching import everything
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector
from bedmodel.scenario.load import load
from tests_support import ALL_SCENARIOS


@pytest.mark.parametrize("path", ALL_SCENARIOS, ids=lambda path: path.stem)
def test_each_alone_gives_a_figure_at_both_ends_and_the_scenarios_own_at_its_value(path):
    trials = Trials.of(load(path))
    content = trials.scenario.content
    figures = [Selector("population.total")]
    figures += [Selector("beds.gap"), Selector("beds.available")] if content.pools else []
    figures += [Selector("finance.gap")] if content.finance else []
    own = trials.central(figures)[:, 0]
    for vary in everything(trials):
        values = np.array([vary.low, trials.centre(vary.assumption), vary.high])
        found = trials.central(figures, {vary.assumption.path: values})
        assert found.shape == (len(figures), 3), vary.assumption.path
        assert found[:, 1] == pytest.approx(own, rel=1e-12, abs=1e-9), vary.assumption.path
