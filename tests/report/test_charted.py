"""What is said to be seen in the panels of options is what is drawn in them."""

import pytest

from bedmodel.analysis.compare import compare
from bedmodel.analysis.headline import bed_courses
from bedmodel.report.charted import options_shown
from bedmodel.scenario.several import load_all
from tests_support import SCENARIOS, TOY


def shown(*files, draws, pool):
    options = load_all(list(files))
    return options_shown(compare(options, courses=bed_courses(options), draws=draws), pool)


@pytest.mark.parametrize(
    ("other", "draws", "bands", "dotted"),
    [
        ("half-delivery.yaml", 20, True, True),
        ("half-delivery.yaml", 0, False, True),
        ("no-cuts.yaml", 0, False, False),
        ("gated-closures.yaml", 20, True, False),
    ],
)
def test_bands_and_dots_are_spoken_of_where_there_are_any(other, draws, bands, dotted):
    text = shown(SCENARIOS / "bct.yaml", SCENARIOS / other, draws=draws, pool="acute")
    assert ("bands: P10 to P90" in text) is bands
    assert text.endswith("; dotted: needed in bct") is dotted


def test_a_reference_without_beds_is_not_spoken_of():
    text = shown(TOY.with_name("bedless.yaml"), TOY, draws=0, pool="medical")
    assert text == "Blue: beds needed, orange: beds open; lines: the central case"
