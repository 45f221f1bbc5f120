"""The primary-care strategy of 2019: its tables as printed, its money counted once, its forecast of GPs."""

import csv
from pathlib import Path

import pytest

from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS

TABLES = Path(__file__).parents[2] / "data" / "reference" / "primary-care-strategy-2019.csv"
FILE = SCENARIOS / "primary-care-2019.yaml"
GPS = "general-practitioners"
SUBSTITUTION = f"workforce.{GPS}.flows.role-substitution.factors.delivered"
OTHER_NAMES = {
    ("4", "PCN"): "Primary care networks",
    ("4", "Total co-commissioning"): "Published co-commissioning allocation",
    ("4", "Total"): "All primary care budgets of 2019/20",
    ("5", "Inside co-commissioning"): "Primary care networks",
}
"""Lines that the scenario has under one name and tables under two."""
NO_LINE = {("5", "Total primary care network funding")}
"""A total over both kinds of line, which would count the first kind twice."""
CCGS = ("Leicester City CCG", "East Leicestershire and Rutland CCG", "West Leicestershire CCG")


def printed():
    """Every printed amount that the ledger should have, by the title of the line and the year, in £."""
    found = {}
    with TABLES.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            key, value = (row["table"], row["line"]), int(row["value"]) * (1000 if row["table"] == "7" else 1)
            title = OTHER_NAMES.get(key, row["line"])
            if row["column"] in CCGS:
                if row["line"] == "Reserve/QIPP":
                    found[f"{title}, {row['column']}", "2019/20"] = value
            elif key not in NO_LINE:
                year = "2019/20" if row["column"] == "LLR" else row["column"]
                assert found.setdefault((title, year), value) == value, f"two tables differ: {title}, {year}"
    return found


@pytest.fixture(scope="module")
def strategy():
    return run(load(FILE), draws=0)


@pytest.fixture(scope="module")
def ledger(strategy):
    return strategy.scenario.content.ledger


def series(results, metric, line=None):
    inside = f"line={line}," if line else ""
    return [results.value(f"{metric}[{inside}year={year}]") for year in results.years]


def test_every_line_of_the_tables_is_in_the_ledger_as_printed(ledger):
    wanted = printed()
    found = {
        (line.title, year): round(value * 1e6) for line in ledger.values() for year, value in line.amount.values.items()
    }
    assert found == wanted
    assert len(found) == 5 + 5 + 4 * 5 + 5 + 3 + 4 + 18 + 11  # table 7; table 5 and its subtotal; table 4; table 6


def test_the_text_lines_are_those_of_the_tables(ledger):
    with TABLES.open(encoding="utf-8") as stream:
        lines = {
            OTHER_NAMES.get((row["table"], row["line"]), row["line"]): row["text_line"]
            for row in csv.DictReader(stream)
        }
    for line in ledger.values():
        assert lines[line.title.split(", ")[0]] in line.amount.source.at, line.title


def test_the_printed_subtotals_hold_to_a_pound(strategy, ledger):
    """Each line with parts is what its printed parts sum to, within £1 for each year that both are printed."""
    checked = 0
    for name, line in ledger.items():
        inside = [part for part in ledger.values() if part.inside == name]
        for year, value in line.amount.values.items():
            parts = [part.amount.values[year] for part in inside if year in part.amount.values]
            if name == "primary-care-2019":
                parts.append(ledger["co-commissioning"].amount.values[year])
            if parts and not (name == "co-commissioning" and year != "2019/20"):
                assert sum(parts) == pytest.approx(value, abs=1.01e-6), (name, year)
                checked += 1
    assert checked == 5 + 4 + 2  # the networks by year; table 4; table 6


def test_what_tables_5_and_7_both_have(strategy):
    """£5.27m in 2019/20 and £22.39m in 2023/24 are inside the co-commissioning allocation."""
    wanted = [5.265004, 9.415911, 12.616913, 17.069754, 22.391072]
    assert series(strategy, "ledger.inside") == pytest.approx(wanted, abs=1e-9)
    assert series(strategy, "ledger.inside", "networks") == pytest.approx(wanted, abs=1e-9)


def test_what_the_networks_add_to_the_allocation(strategy):
    """£1.72m, 3.21m, 4.74m, 6.31m, 7.94m: outside the allocation, and not the transfer of extended access."""
    assert series(strategy, "ledger.new_money") == pytest.approx([1.72, 3.21, 4.74, 6.31, 7.94], abs=0.005)
    assert series(strategy, "ledger.moved_money") == pytest.approx([0, 0, 7.103703, 7.214458, 7.326940])


def test_counted_once_is_tables_5_and_7_less_what_both_have(strategy):
    table_5 = [6985019, 12621792, 24456418, 30596863, 37655530]
    table_7 = [146685, 153219, 160303, 168279, 177194]
    both = [5265004, 9415911, 12616913, 17069754, 22391072]
    wanted = [(a + 1000 * b - c) / 1e6 for a, b, c in zip(table_5, table_7, both, strict=True)]
    assert series(strategy, "ledger.counted") == pytest.approx(wanted, abs=1.01e-6)


def test_growth_of_the_allocation_with_and_without_the_networks(strategy):
    """+20.8% in four years, 4.84% a year; without the networks' lines +9.46%, 2.29% a year, below 2.5% of workload."""
    whole, rest = (series(strategy, f"ledger.{kind}", "co-commissioning") for kind in ("amount", "rest"))
    assert whole[-1] / whole[0] == pytest.approx(1.208, abs=0.0005)
    assert (whole[-1] / whole[0]) ** 0.25 == pytest.approx(1.0484, abs=0.00005)
    assert rest[-1] / rest[0] == pytest.approx(1.0946, abs=0.00005)
    assert (rest[-1] / rest[0]) ** 0.25 == pytest.approx(1.0229, abs=0.00005)
    assert strategy.value("ledger.growth") == pytest.approx(30.509)
    inside = series(strategy, "ledger.inside")
    assert (inside[-1] - inside[0]) / strategy.value("ledger.growth") == pytest.approx(0.56, abs=0.005)


@pytest.mark.parametrize(("basis", "wanted"), [("on-top", 7.599), ("within", 5.319)])
def test_the_networks_share_of_the_new_roles(basis, wanted):
    results = run(load(FILE, settings=[f"ledger.additional-roles.at_risk.basis={basis}"]), draws=0)
    assert results.value("ledger.at_risk") == pytest.approx(wanted, abs=0.001)
    assert results.value("ledger.by_payer[line=primary care networks]") == pytest.approx(wanted, abs=0.001)
    everybody = results.value("ledger.counted") + (wanted if basis == "on-top" else 0)
    assert results.value("ledger.by_payer") == pytest.approx(everybody, abs=0.001)


def test_savings_still_to_be_found_in_2019(ledger):
    """Reserve/QIPP is below zero in two CCGs: £1.98m of savings."""
    reserves = [ledger[name].amount.values["2019/20"] for name in ("reserve-city", "reserve-east", "reserve-west")]
    assert -sum(value for value in reserves if value < 0) == pytest.approx(1.980142)


def test_the_forecast_of_gps(strategy):
    """Table 1: 554 − 65 − 83 + 133 + 30 + 76 = 645 against a target of 639."""
    flows = [
        round(sum(series(strategy, "workforce.flow", f"{GPS}/{name}")), 9)
        for name in ("early-retirement", "leaving-early", "newly-qualified", "international", "role-substitution")
    ]
    assert flows == [-65, -83, 133, 30, 76]
    assert strategy.value(f"workforce.stock[line={GPS}]") == pytest.approx(645)
    assert strategy.value(f"workforce.stock_gap[line={GPS}]") == pytest.approx(6)


def test_the_forecast_without_role_substitution():
    """569, 70 short: by a file of its own or by --set."""
    for scenario in (
        load(SCENARIOS / "primary-care-2019-no-substitution.yaml"),
        load(FILE, settings=[f"{SUBSTITUTION}=0"]),
    ):
        results = run(scenario, draws=0)
        assert results.value(f"workforce.stock[line={GPS}]") == pytest.approx(569)
        assert results.value(f"workforce.stock_gap[line={GPS}]") == pytest.approx(-70)


def test_what_rounding_hides(child):
    """Without cutting off: 554 − 65.25 − 83.1 + 133.875 + 30 + 76.67 = 646.2."""
    flows = ("early-retirement", "leaving-early", "newly-qualified", "role-substitution")
    text = "".join(f"      {name}: {{rounded: 'no'}}\n" for name in flows)
    results = run(load(child(f"workforce:\n  {GPS}:\n    flows:\n{text}", of=FILE)), draws=0)
    assert results.value(f"workforce.stock[line={GPS}]") == pytest.approx(554 - 65.25 - 83.1 + 133.875 + 30 + 230 / 3)


def test_the_target_is_not_tied_to_the_population(strategy):
    """639 for 0.58 in a thousand is 1,101,724 people; at the strategy's own 1,114,316 it would be 646."""
    group = strategy.scenario.content.workforce[GPS]
    assert group.target.value / group.target_per_1000.value * 1000 == pytest.approx(1_101_724, abs=1)
    by_people = series(strategy, "workforce.target_by_population", GPS)
    people = series(strategy, "population.total")
    assert by_people == pytest.approx([0.58 * count / 1000 for count in people])
    assert by_people[0] < 639 < by_people[-1]


@pytest.mark.parametrize(("target", "left"), [("30", 0.70), ("33", 2 / 3), ("40", 0.60)])
def test_three_targets_for_outpatients(target, left):
    results = run(load(FILE, settings=[f"activity.outpatients.shift=outpatient_shift_{target}"]), draws=0)
    volume, stay, gone = (results.value(f"activity.{kind}") for kind in ("volume", "in_hospital", "shifted"))
    assert stay / volume == pytest.approx(left, abs=1e-6)
    assert gone + stay == pytest.approx(volume)
    assert results.value("activity.shifted[year=2019/20]") == 0


def test_the_cost_of_an_attendance_is_worked_out_as_said(strategy):
    assert strategy.scenario.find("cost_of_an_attendance").value == round(120 * 1.0116 * 1.0231 * 1.0231)


def test_a_scenario_without_beds_has_no_beds(strategy):
    assert strategy.scenario.content.pools == {}
    assert not [name for name in strategy.central if name.startswith(("beds.", "occupancy.", "finance."))]
