"""Where boxes and arrows of a map go."""

from itertools import pairwise

from bedmodel.report.map_layout import ACROSS, DOWN, HEIGHT, LANE, Layout

COLUMNS = [["a", "b"], ["c", "d"], ["e", "f", "g"], ["h"]]
ARROWS = [("a", "c"), ("b", "d"), ("a", "h"), ("b", "g"), ("c", "e"), ("d", "f"), ("e", "h"), ("b", "h")]


def test_boxes_and_lanes_stand_apart():
    layout = Layout.of(COLUMNS, ARROWS)
    for column in layout.columns:
        places = sorted((layout.places[slot][1], slot) for slot in column)
        for (low, below), (high, above) in pairwise(places):
            least = DOWN if isinstance(below, str) and isinstance(above, str) else LANE / 2
            assert high - low >= least - 1e-9, (below, above)


def test_an_arrow_passes_no_box():
    layout = Layout.of(COLUMNS, ARROWS)
    for arrow in ARROWS:
        for x, y in layout.way(arrow)[1:-1]:
            for name in (name for column in COLUMNS for name in column):
                left, low = layout.places[name]
                assert not (left - 0.01 < x < left + 1.01 and low < y < low + HEIGHT), (arrow, name)


def test_arrows_from_one_box_share_a_lane():
    layout = Layout.of(COLUMNS, ARROWS)
    lanes = [slot for column in layout.columns for slot in column if not isinstance(slot, str)]
    assert sorted(lanes) == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]
    assert layout.way(("b", "g"))[1] == layout.way(("b", "h"))[1]


def test_an_arrow_runs_from_left_to_right():
    layout = Layout.of(COLUMNS, ARROWS)
    for arrow in ARROWS:
        across = [x for x, _ in layout.way(arrow)]
        assert across == sorted(across)
        assert across[-1] - across[0] < ACROSS * 3
