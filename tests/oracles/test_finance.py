"""Published money: capital charges, what closing beds can save, whole wards, tables that must add up."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from bedmodel.model.bed_money import bed_year_cost, whole_wards
from bedmodel.model.money import capital_charges

TABLES = Path(__file__).parents[2] / "data" / "reference" / "primary-care-strategy-2019.csv"


def test_capital_charge():
    """£450m over 60 years at 3.5%: 7.5 depreciation + 15.619 PDC on the mean of opening and closing value (HFMA)."""
    one = np.ones((1, 1))
    first = capital_charges(one * 450, one * 60, one * 0.035, np.array([0.0]))
    assert first[0, 0] == pytest.approx(23.119, abs=0.001)


def test_capital_charges_over_a_life_add_up():
    """All depreciation together is the amount; PDC is 3.5% of the area under the falling value, ½ × 450 × 60."""
    one = np.ones((1, 1))
    charges = capital_charges(one * 450, one * 60, one * 0.035, np.arange(-3.0, 80.0))
    assert charges.sum() == pytest.approx(450 + 0.035 * 450 * 60 / 2)
    assert charges[0, :3].tolist() == [0, 0, 0]


@pytest.mark.parametrize(("per_day", "million"), [(220, 17.95), (313, 25.54)])
def test_the_most_that_closing_243_beds_can_save(per_day, million):
    """243 beds × 365 × 0.92 at £220 (Edge Health 2017) and £313 (HFMA 2016/17) a day."""
    cost = bed_year_cost(np.array(243.0), np.array(0.92), np.array(float(per_day)))
    assert float(cost) == pytest.approx(million, abs=0.01)


def test_243_beds_are_eight_whole_wards_and_19_stranded():
    whole = whole_wards(np.array(243.0), np.array(28.0))
    assert (float(whole), 243 - float(whole)) == (224, 19)


def tables():
    with TABLES.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_totals_of_the_2019_tables_hold_to_a_pound():
    """Primary Care Strategy 2019, tables 4 to 6: each printed total is the sum of its parts, within £1."""
    parts: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in tables():
        parts[row["table"], row["part_of"], row["column"]] += int(row["value"])
    checked = 0
    for row in tables():
        key = (row["table"], row["line"], row["column"])
        if key in parts:
            assert abs(parts[key] - int(row["value"])) <= 1, key
            checked += 1
    assert checked == 3 * 4 + 2 * 5 + 2


def test_three_ccgs_make_the_area():
    """Table 4: Leicester City, East Leicestershire and Rutland, and West Leicestershire sum to LLR, within £1."""
    by_line: dict[str, dict[str, int]] = defaultdict(dict)
    for row in tables():
        if row["table"] == "4":
            by_line[row["line"]][row["column"]] = int(row["value"])
    assert len(by_line) == 17
    for line, columns in by_line.items():
        area = columns.pop("LLR")
        assert abs(sum(columns.values()) - area) <= 1, line


def test_table_7_begins_with_the_total_of_table_4():
    found = {(r["table"], r["line"], r["column"]): int(r["value"]) for r in tables()}
    first = found["7", "Published co-commissioning allocation", "2019/20"]
    assert first * 1000 == found["4", "Total co-commissioning", "LLR"]
