"""The tables of what is at the ends of sliders: what moves is there as the model has it, and nothing else."""

import pytest

from bedmodel.analysis.trials import Trials
from bedmodel.analysis.tryout import tryout
from bedmodel.metrics import Selector
from bedmodel.report.tryout_records import ends_tables
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.units import number
from tests_support import SCENARIOS

BCT = SCENARIOS / "bct.yaml"


def tables(*moved):
    scenario = load(BCT)
    return ends_tables(scenario, tryout(Trials.of(scenario), moved))


@pytest.mark.parametrize(("end", "column"), [(1200.0, 1), (1400.0, 3)])
def test_the_ends_are_the_models_own(end, column):
    (table,) = tables("finance.baseline_spend=1200..1400")
    assert table.heads == ["Figure", "£1,200.0m", "As planned: £1,300.0m", "£1,400.0m"]
    (row,) = table.rows
    assert row[0].text.startswith("What is left of the money gap"), "spending moves no bed"
    found = run(load(BCT, settings=[f"finance.baseline_spend={end:g}"]), draws=0)
    assert row[column].text == number(found.value(Selector("finance.gap")), "GBPm", sign=True)
    assert row[2].text == "−13.0"


def test_each_slider_has_a_table_with_what_it_moves():
    nights, delivery = tables("length_of_stay_trend", "left_shift_delivery=0..1")
    assert [row[0].text for row in delivery.rows] == [row[0].text for row in nights.rows], (
        "both move beds, how full they are and the money"
    )
    assert not any("beds open" in row[0].text for row in nights.rows)
