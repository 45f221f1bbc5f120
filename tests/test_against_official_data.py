"""Figures in the scenarios recomputed from the official statistics they cite, where those files are at hand."""

import calendar
import csv
import math
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from statistics import mean, stdev

import numpy as np
import pytest

from bedmodel.analysis.variability import spell, typical_weekday
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.years import MONTHS
from tests_support import ROOT, SCENARIOS

DATA = ROOT.parent / "shared" / "data"
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
T_OF_80_IN_100 = 1.638
"""Student's t with 3 degrees of freedom: 80% lie within so many standard errors."""
STABLE_YEARS = ("2018-19", "2022-23", "2023-24", "2024-25")


def rows(name):
    path: Path = DATA / name
    if not path.is_file():
        pytest.skip(f"the official statistics are not here: {name}")
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def llr():
    return load(SCENARIOS / "llr.yaml").content


def seasonal_index(org):
    """Occupied beds by quarter against the year's mean, the mean of four years without the pandemic."""
    by_year = defaultdict(dict)
    for row in rows("kh03_ga_overnight_uhl_england_2018_2025.csv"):
        if row["org"] == org and row["fy"] in STABLE_YEARS:
            by_year[row["fy"]][row["quarter"]] = float(row["ga_occupied"])
    assert set(by_year) == set(STABLE_YEARS)
    return {q: mean(year[q] / mean(year.values()) for year in by_year.values()) for q in QUARTERS}


def test_season_of_the_community_hospitals_is_englands(llr):
    assert llr.pools["community"].season.values == pytest.approx(seasonal_index("England"), abs=0.0006)


def monthly_index():
    """Occupied beds by month against the mean of their quarter, the mean of three years."""
    counts = {
        row["date"]: float(row["general_acute_beds_occupied"]) for row in rows("uhl_uec_beds_monthly_2022_2025.csv")
    }
    names = dict(zip(MONTHS, calendar.month_name[4:] + calendar.month_name[1:4], strict=True))
    found = defaultdict(list)
    for first in (2022, 2023, 2024):
        year = {m: counts[f"{name} {first + (at >= 9)}"] for at, (m, name) in enumerate(names.items())}
        index = {m: count / mean(year.values()) for m, count in year.items()}
        for month, value in index.items():
            found[month].append(value)
    by_month = {month: mean(values) for month, values in found.items()}
    quarters = [mean(list(by_month.values())[at : at + 3]) for at in (0, 3, 6, 9)]
    return {month: value / quarters[at // 3] for at, (month, value) in enumerate(by_month.items())}


def test_season_of_the_acute_hospitals_is_the_quarters_and_within_them_the_months(llr):
    quarters = seasonal_index("UHL")
    wanted = {month: value * quarters[QUARTERS[at // 3]] for at, (month, value) in enumerate(monthly_index().items())}
    assert llr.pools["acute"].season.values == pytest.approx(wanted, abs=0.0015)


PANDEMIC = ("2020-21", "2021-22")


def winters(wanted=lambda day: True):
    """What the daily returns of each winter with every day of the week show."""
    found = defaultdict(list)
    for row in rows("uhl_winter_sitrep_daily_2015_2023.csv"):
        day = np.datetime64(row["Date"][:10])
        if row["ga_occupied"] and wanted(row["Date"][5:10]):
            found[row["winter"]].append((day, float(row["ga_occupied"])))
    spells = {}
    for winter, days in found.items():
        try:
            spells[winter] = spell(np.array([day for day, _ in days]), np.array([count for _, count in days]))
        except ValueError:
            assert winter == "2015-16", "in that winter nobody counted at weekends"
    return spells


def ordinary(spells):
    """Each winter is set against its own mean, so that no longer counting maternity does no harm."""
    return {winter: found for winter, found in spells.items() if winter not in PANDEMIC}


def test_day_to_day_variation(llr):
    spells = winters()
    ratios = {winter: found.ratio for winter, found in ordinary(spells).items()}
    assert len(ratios) == 5
    said = llr.pools["acute"].daily.variance_ratio
    assert mean(ratios.values()) == pytest.approx(said.value, abs=0.03)
    assert min(ratios.values()) == pytest.approx(0.44, abs=0.005)
    assert max(ratios.values()) == pytest.approx(2.16, abs=0.005)
    assert max(ratios.values()) <= said.distribution.high
    assert [spells[winter].ratio for winter in PANDEMIC] == pytest.approx([1.5, 1.6], abs=0.05)


def test_most_of_the_variation_is_christmas(llr):
    quiet = ordinary(winters(lambda day: "01-03" < day < "12-21"))
    assert all(0.2 < found.ratio < 0.85 for found in quiet.values())
    assert "0.3 to 0.8" in llr.pools["acute"].daily.variance_ratio.rationale


def test_the_days_of_the_week(llr):
    said = llr.pools["acute"].daily.weekday.values
    assert said == pytest.approx(typical_weekday(list(ordinary(winters()).values())), abs=0.0006)


def test_how_long_a_bad_day_lasts_is_about_what_the_returns_show(llr):
    """Counts of two days running correlate by 0.74; exp(−1 ÷ 7 nights) is 0.87, exp(−1 ÷ 3.4) is 0.74."""
    measured = mean(found.persistence for found in ordinary(winters()).values())
    assert measured == pytest.approx(0.75, abs=0.02)
    nights = llr.pools["acute"].daily.length_of_stay.value
    assert measured < math.exp(-1 / nights) < measured + 0.15


def test_nights_of_patients_in_england(llr):
    found = {
        r["admimeth"]: r for r in rows("england_spells_beddays.csv") if (r["fyear"], r["same_day"]) == ("201516", "0")
    }
    spells, days = ({way: float(r[column]) for way, r in found.items()} for column in ("spells", "beddays"))
    daily = llr.pools["acute"].daily
    assert sum(days.values()) / sum(spells.values()) == pytest.approx(daily.length_of_stay.value, abs=0.05)
    assert days["elec"] / sum(days.values()) == pytest.approx(daily.electives.share.value, abs=0.0005)
    assert days["elec"] / spells["elec"] == pytest.approx(daily.electives.length_of_stay.value, abs=0.05)


def test_population_by_age(llr):
    counts = defaultdict(float)
    for row in rows("llr_population_single_year_2019_2020.csv"):
        age = int(row["age"].rstrip("+"))
        if row["mid_year"] == "2019":
            band = next(
                b
                for b, last in (("0-17", 17), ("18-64", 64), ("65-74", 74), ("75-84", 84), ("85+", 999))
                if age <= last
            )
            counts[band] += float(row["population"])
    assert llr.population.people.values == pytest.approx(counts)


def test_winter_occupancy_of_2015(llr):
    """0.947, from which the year's 0.91 is worked out with the winter quarter's index."""
    winter = [r for r in rows("uhl_winter_sitrep_daily_2015_2023.csv") if r["winter"] == "2015-16"]
    daily = [float(r["ga_occupied"]) / float(r["ga_open"]) for r in winter if r["ga_open"]]
    assert mean(daily) == pytest.approx(0.947, abs=0.001)
    assert llr.pools["acute"].occupancy.value == pytest.approx(0.947 / seasonal_index("UHL")["Q4"], abs=0.003)


def test_acute_beds_as_kh03_counts_them(llr):
    open_beds = [
        float(r["ga_available"])
        for r in rows("kh03_ga_overnight_uhl_england_2018_2025.csv")
        if (r["org"], r["fy"]) == ("UHL", "2018-19")
    ]
    assert mean(open_beds) == pytest.approx(1543.1, abs=0.1)
    assert "1,543" in llr.pools["acute"].scope


def test_the_deflator_behind_the_cost_of_a_day_at_home():
    index = {int(r["date"]): float(r["deflator"]) for r in rows("gdp_deflator_fy_real_centre.csv")}
    assert index[2023] / index[2015] == pytest.approx(1.289, abs=0.001)
    assert 118.49 / (index[2023] / index[2015]) == pytest.approx(92, abs=0.2)


@pytest.mark.parametrize(("scenario", "year"), [("llr-2018", "2018-19"), ("pcbc-2020", "2019-20")])
def test_acute_beds_and_patients_of_a_year_are_those_reported(scenario, year):
    """Means of the four quarters of KH03, general and acute, overnight."""
    quarters = [
        row for row in rows("kh03_ga_overnight_uhl_england_2018_2025.csv") if (row["org"], row["fy"]) == ("UHL", year)
    ]
    assert len(quarters) == 4
    open_beds, filled = (mean(float(row[column]) for row in quarters) for column in ("ga_available", "ga_occupied"))
    acute = load(SCENARIOS / f"{scenario}.yaml").content.pools["acute"]
    assert acute.beds.value == pytest.approx(open_beds, abs=0.5)
    assert acute.occupancy.value == pytest.approx(filled / open_beds, abs=0.0005)


def test_the_trends_known_in_2018():
    """Emergency stays with a night in England, 2013/14 to 2017/18: yearly change of admissions and of nights."""
    nights = [r for r in rows("england_spells_beddays.csv") if (r["admimeth"], r["same_day"]) == ("non-elec", "0")]
    by_year = {r["fyear"]: (float(r["spells"]), float(r["beddays"])) for r in nights if r["fyear"] <= "201718"}
    assert len(by_year) == 5
    admissions = [spells for spells, _ in by_year.values()]
    stays = [beddays / spells for spells, beddays in by_year.values()]
    content = load(SCENARIOS / "backtest-2018.yaml").content
    assumed = {name: content.assumptions[name] for name in ("length_of_stay_trend", "non_demographic_growth")}
    ageing = 0.0140
    for name, values, less in (("length_of_stay_trend", stays, 0.0), ("non_demographic_growth", admissions, ageing)):
        changes = [after / before - 1 for before, after in pairwise(values)]
        within = T_OF_80_IN_100 * stdev(changes) / len(changes) ** 0.5
        central = (values[-1] / values[0]) ** 0.25 - 1 - less
        assert assumed[name].value == pytest.approx(central, abs=0.0001)
        spread = assumed[name].distribution
        assert (spread.p10, spread.p90) == pytest.approx((central - within, central + within), abs=0.0002)
    need = run(load(SCENARIOS / "backtest-2018.yaml"), draws=0)
    first, last = (need.value(f"beds.occupied[pool=acute,year={year}]") for year in ("2018/19", "2024/25"))
    other = (1 - 0.0057) * (1 - 0.0068)
    assert (last / first) ** (1 / 6) / other - 1 == pytest.approx(ageing, abs=0.0001)


def test_the_season_of_2018():
    quarters = {
        r["quarter"]: float(r["ga_occupied"])
        for r in rows("kh03_ga_overnight_uhl_england_2018_2025.csv")
        if (r["org"], r["fy"]) == ("UHL", "2018-19")
    }
    season = load(SCENARIOS / "backtest-2018.yaml").content.pools["acute"].season.values
    assert season == pytest.approx({q: value / mean(quarters.values()) for q, value in quarters.items()}, abs=0.0006)
