"""The house style: colours that can be told apart and read, labels that do not overlap, axes that say what they are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bedmodel.report.house_style import moved_apart, plain_tick
from bedmodel.report.palette import COLOURS, DARK

READ = ("need", "open", "soft", "ink")
"""Roles that text is written in."""


def _light(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [{role: colour for colour, role in COLOURS.items()}, DARK], ids=["light", "dark"])
def test_text_can_be_read_and_bars_can_be_seen(colours):
    """WCAG 2: 4.5 to 1 for text, 3 to 1 for what is drawn."""
    for role, colour in colours.items():
        least = 4.5 if role in READ else 3.0
        assert role == "paper" or _contrast(colour, colours["paper"]) >= least, role


def test_every_colour_has_a_counterpart_in_the_dark():
    assert set(COLOURS.values()) == set(DARK)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6).map(sorted), st.floats(1, 12))
def test_labels_keep_their_order_and_do_not_overlap(rising, room):
    found = moved_apart(rising, [room] * len(rising), 0.0, 100.0)
    assert len(found) == len(rising)
    assert all(above - below >= room - 1e-9 for below, above in pairwise(found))
    assert found[0] >= -1e-9
    assert found[-1] <= 100 + 1e-9


def test_two_labels_at_one_place_move_both_ways():
    assert moved_apart([50.0, 50.0], [4.0, 4.0], 0.0, 100.0) == [48.0, 52.0]


def test_an_axis_of_a_small_plan_has_different_labels_at_different_places():
    wanted = {-3.2: "−3.2", -2.4: "−2.4", -1.6: "−1.6", -0.8: "−0.8", 0.0: "0", 0.8: "0.8", 1500.0: "1,500"}
    assert {value: plain_tick(value) for value in wanted} == wanted
