"""In what order numbers stand by what they move: on beds that can be counted by head."""

import pytest

from bedmodel.analysis.effects import effects
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector
from bedmodel.scenario.load import load

OPEN = Selector("beds.available", pool="all", year="2020/21")
SOURCE = "sources: {kh03: {title: Bed counts, publisher: A body, kind: official-statistics}}\n"
NARROW = "source: kh03, distribution: {kind: uniform, low: 99, high: 101}"


@pytest.fixture
def order(child):
    """The paths of some numbers of beds, what is first in the order first."""

    def found(**beds):
        lines = [f"  {name}: {{beds: {{{text}}}}}\n" for name, text in beds.items()]
        trials = Trials.of(load(child(SOURCE + "pools:\n" + "".join(lines))))
        places = effects(trials, [OPEN]).places
        paths = [f"pools.{name}.beds" for name in beds]
        return [path.split(".")[1] for path in sorted(paths, key=lambda path: places[path])]

    return found


def test_an_assumed_number_without_a_range_stands_where_its_tenth_puts_it(order):
    assert order(medical=f"value: 100, {NARROW}", surgical="value: 40, source: assumed") == ["surgical", "medical"]
    assert order(medical=f"value: 100, {NARROW}", surgical="value: 6, source: assumed") == ["medical", "surgical"]


def test_a_published_number_without_a_range_stands_behind_those_in_doubt(order):
    found = order(medical=f"value: 100, {NARROW}", surgical="value: 4000, source: kh03")
    assert found == ["medical", "surgical"]


def test_what_moves_nothing_that_is_shown_is_last_though_it_has_a_range(order):
    hardly = "source: kh03, distribution: {kind: uniform, low: 99.9, high: 100.1}"
    assert order(medical=f"value: 100, {hardly}", surgical="value: 40, source: kh03") == ["surgical", "medical"]
