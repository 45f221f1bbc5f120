"""How much of the uncertainty comes from numbers that no source gives, on cases that can be worked by head."""

import pytest

from bedmodel.analysis.backing import resting_on_assumed
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector
from bedmodel.scenario.load import load

OPEN = Selector("beds.available", pool="all", year="2020/21")
SOURCE = "sources: {kh03: {title: Bed counts, publisher: A body, kind: official-statistics}}\n"


def backing(file):
    return resting_on_assumed(Trials.of(load(file)), [OPEN])


def beds(medical, surgical, of_medical="assumed", of_surgical="kh03"):
    def one(name, sd, source, count):
        spread = f"{{kind: normal, mean: {count}, sd: {sd}}}"
        return f"  {name}: {{beds: {{value: {count}, source: {source}, distribution: {spread}}}}}\n"

    return SOURCE + "pools:\n" + one("medical", medical, of_medical, 100) + one("surgical", surgical, of_surgical, 40)


def test_a_sum_has_the_parts_of_each(child):
    """Beds open in two wards, with standard deviations of 3 (assumed) and 4: 9 ÷ 25 of the variance is assumed."""
    (found,) = backing(child(beds(3, 4)))
    assert found.alone == pytest.approx(9 / 25, abs=0.01)
    assert found.low <= 9 / 25 <= found.high


def test_where_nothing_is_assumed_nothing_rests_on_it(child):
    (found,) = backing(child(beds(3, 4, "kh03", "kh03")))
    assert (found.alone, found.low, found.high) == (0.0, 0.0, 0.0)


def test_where_all_is_assumed_all_rests_on_it(child):
    file = child(beds(3, 4, "assumed", "assumed"))
    (found,) = backing(file)
    assert found.alone == pytest.approx(1.0, abs=0.01)


def test_what_is_linked_to_an_assumed_number_counts_with_it(child):
    text = beds(3, 4) + (
        "correlations: [{between: [pools.medical.beds, pools.surgical.beds], rho: {value: 0.5, source: assumed}}]\n"
    )
    (found,) = backing(child(text))
    assert found.alone == pytest.approx(1.0, abs=0.01)


def test_without_anything_uncertain_nothing_is_said(child):
    assert backing(child("")) == []
