"""Figures in the scenarios recomputed from the official statistics they cite, where those files are at hand."""

import csv
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from statistics import mean, stdev

import pytest

from bedmodel.runs import run
from bedmodel.scenario.load import load
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


@pytest.mark.parametrize(("pool", "org"), [("acute", "UHL"), ("community", "England")])
def test_season(llr, pool, org):
    assert llr.pools[pool].season.values == pytest.approx(seasonal_index(org), abs=0.0006)


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
