"""Levers at their limits."""

import numpy as np

from bedmodel.model.levers import Lever, apply_levers

ONE = np.ones((1, 1, 1))


def test_care_is_planned_for_no_more_patients_than_there_are():
    """400 beds' worth where 100 patients lie: 100 leave, and 100 are paid for."""
    lever = Lever(np.zeros(1), np.full((1, 1, 1), 400.0), ONE, ONE, None, ONE, service=0)
    after = apply_levers(ONE * 100, [lever], room=np.full((1, 1, 1), np.inf))
    assert (after.removed.item(), after.planned.item(), after.care_planned.item()) == (100.0, 100.0, 100.0)
    assert after.occupied.item() == 0.0
