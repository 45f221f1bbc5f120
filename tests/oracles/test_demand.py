"""Published worked examples of how need is put together."""

import numpy as np
import pytest

from bedmodel.model.levers import Lever, apply_levers
from bedmodel.model.need import demographic_index, occupied_before_levers
from bedmodel.model.paths import compound

ONE = np.ones((1, 1, 1))


@pytest.mark.parametrize(
    ("demographic", "growth", "health", "product"),
    [(1.09, 1.02, 1.0, 1.1118), (1.03, 1.0057, 1.0217, 1.0583), (1.2, 1.02, 1.0, 1.224)],
)
def test_growth_factors_multiply(demographic, growth, health, product):
    """The Strategy Unit's worked example of the New Hospital Programme model."""
    need = occupied_before_levers(ONE, ONE, ONE * demographic, ONE * growth, ONE, ONE * health)
    assert need[0, 0, 0] == pytest.approx(product, abs=1e-4)


def test_reductions_multiply():
    """The same example: 0.88 × 0.75 = 0.66; the second lever acts on what the first left."""
    levers = [Lever(ONE * (1 - kept), None, ONE, ONE, None, ONE) for kept in (0.88, 0.75)]
    assert apply_levers(ONE, levers, room=np.zeros((1, 1, 0))).occupied[0, 0, 0] == pytest.approx(0.66, abs=1e-4)


def test_the_choice_of_other_growth_moves_ten_years_by_25_points():
    """−0.14% and +2.17% a year, the primary variant and the trend of 2011–2019, ten years on."""
    rates = np.array([[-0.0014], [0.0217]])
    after_ten = compound(rates, 11)[:, -1]
    assert 100 * (after_ten[1] - after_ten[0]) == pytest.approx(25, abs=1)


def test_use_by_age_of_leicester_people():
    """Bed-days a head 0.552, 2.501, 7.920 (HSCIC): a fifth more people over 85 alone adds 3.6% to bed-days.

    902,130 × 0.552 + 172,126 × 2.501 + 26,050 × 7.920 = 1,134,779; 0.2 × 206,316 = 41,263; ÷ 1,134,779 = 3.636%.
    """
    people = np.array([[[902_130.0, 172_126, 26_050], [902_130, 172_126, 31_260]]])
    index = demographic_index(people, np.array([[[0.552, 2.501, 7.920]]]))
    assert index[0, 1, 0] == pytest.approx(1.03636, abs=1e-5)
