"""Access standards, days and units in a scenario file: what is read, refused and made of them."""

import numpy as np
import pytest

from bedmodel.problems import ScenarioError
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS

WARD = """
bedmodel: 1
scenario: {{id: ward, title: A ward, baseline: 2020/21, horizon: 2021/22, prices: nominal, status: draft}}
population: {{basis: Residents, people: {{values: {{0+: 1000}}, source: assumed}}}}
pools:
  ward:
    title: The ward
    beds: {{value: 28, source: assumed}}
    occupancy: {{value: 0.857142857142857, source: assumed}}
    standard: {standard}
    demand: {{use: {{values: {{0+: 1}}, source: assumed}}}}
{more}
"""
DAILY = "    daily: {variance_ratio: {value: 1, source: assumed}}"


def ward(tmp_path, standard="{value: 0.92, source: assumed}", more=DAILY):
    path = tmp_path / "ward.yaml"
    path.write_text(WARD.format(standard=standard, more=more), encoding="utf-8")
    return path


def codes(path):
    with pytest.raises(ScenarioError) as caught:
        load(path)
    return [(problem.code, problem.path) for problem in caught.value.problems]


def test_beds_needed_under_each_kind_of_standard(tmp_path):
    """24 patients: 26.1 beds at 92% full, 28 to refuse 6.66% (Erlang), 34 to be over on fewer than ten days a year.

    A Poisson count of 24 exceeds 33 on 11.5 days of 365 and 34 on 7.5.
    """
    found = {}
    for standard in (
        "{value: 0.92, source: assumed}",
        "{refusal: {value: 0.06661213, source: assumed}}",
        "{days_over: {value: 10, source: assumed}}",
    ):
        results = run(load(ward(tmp_path, standard)), draws=0)
        found[standard[1:5]] = results.value("beds.required[pool=ward]")
        assert results.value("beds.gap[pool=ward]") == pytest.approx(28 - found[standard[1:5]])
    assert found["valu"] == pytest.approx(24 / 0.92)
    assert found["refu"] == pytest.approx(28, abs=1e-4)
    assert 33 < found["days"] < 34


def test_days_over_of_a_ward(tmp_path):
    """A Poisson count of 24 exceeds 28 beds with probability 0.17747, on 64.8 days of 365."""
    results = run(load(ward(tmp_path)), draws=0)
    assert results.value("occupancy.days_over[pool=ward]") == pytest.approx(64.776, abs=0.001)
    assert results.value("occupancy.days_over") == results.value("occupancy.days_over[pool=ward]")
    assert np.isnan(results.value("occupancy.winter_day_over[pool=ward]")), "how long a bad day lasts is not said"
    assert not results.has("occupancy.operations_displaced")


def test_nothing_about_days_is_said_where_no_pool_describes_them(tmp_path):
    assert not run(load(ward(tmp_path, more="")), draws=0).has("occupancy.days_over")


def test_a_pool_that_does_not_describe_its_days_is_unknown_and_so_is_the_total(tmp_path):
    other = """
  other:
    title: Another ward
    beds: {value: 10, source: assumed}
    occupancy: {value: 0.9, source: assumed}
    standard: {value: 0.92, source: assumed}
    demand: {use: {values: {0+: 1}, source: assumed}}
"""
    results = run(load(ward(tmp_path, more=DAILY + other)), draws=50)
    assert np.isfinite(results.value("occupancy.days_over[pool=ward,statistic=p90]"))
    for pool in ("other", "all"):
        for metric in ("occupancy.days_over", "occupancy.patients_without_bed", "beds.daily_p95"):
            assert np.isnan(results.value(f"{metric}[pool={pool}]"))
    assert [row.central for row in results.rows() if row.metric == "occupancy.days_over" and row.pool == "other"] == [
        None
    ] * 2


@pytest.mark.parametrize(
    ("standard", "more", "wanted"),
    [
        (
            "{refusal: {value: 0.01, source: assumed}, days_over: {value: 5, source: assumed}}",
            DAILY,
            ("S008", "pools.ward.standard"),
        ),
        ("{days_over: {value: 5, source: assumed}}", "", ("S008", "pools.ward.standard")),
        ("{refusal: 0.01}", DAILY, ("P001", "pools.ward.standard.refusal")),
        ("{refusal: {value: 0, source: assumed}}", DAILY, ("D003", "pools.ward.standard.refusal")),
        ("{refusal: {value: 0.01, source: assumed}, refuse: 1}", DAILY, ("S001", "pools.ward.standard.refuse")),
        ("{refusal: {value: 0.01, source: assumed}}", "    gate: {}", ("S008", "pools.ward.gate")),
        (
            "{refusal: {value: 0.01, source: assumed}}",
            "levers: {l: {title: L, acts_on: ward, beds_released: {value: 2, source: assumed}}}",
            ("S008", "levers.l.beds_released"),
        ),
        ("{value: 0.9, source: assumed}", "    daily: {}", ("S002", "pools.ward.daily.variance_ratio")),
        (
            "{value: 0.9, source: assumed}",
            "    daily: {variance_ratio: {value: 0.8, source: assumed}}",
            ("D003", "pools.ward.daily.variance_ratio"),
        ),
        (
            "{value: 0.9, source: assumed}",
            DAILY[:-1] + ", weekday: {values: {Mon: 1, Son: 1}, source: assumed}}",
            ("S003", "pools.ward.daily.weekday.values.Son"),
        ),
        (
            "{value: 0.9, source: assumed}",
            "    units: {a: {title: A, share: {value: 0.4, source: assumed}}, b: {title: B, share: named}}\n"
            "assumptions: {named: {value: 0.5, unit: fraction, source: assumed}}",
            ("F001", "pools.ward.units"),
        ),
    ],
)
def test_what_does_not_fit_is_refused_at_its_place(tmp_path, standard, more, wanted):
    assert wanted in codes(ward(tmp_path, standard, more))


def test_an_access_standard_in_a_child(tmp_path):
    """A child may hold a plan's beds against days over; the left shift that was solved for stays."""
    child = tmp_path / "child.yaml"
    child.write_text(
        f"bedmodel: 1\nextends: {SCENARIOS / 'bct.yaml'}\nscenario: {{id: days, title: Days}}\n"
        "pools: {acute: {standard: {days_over: {value: 10, source: assumed}}}}\n",
        encoding="utf-8",
    )
    parent, found = run(load(SCENARIOS / "bct.yaml"), draws=200), run(load(child), draws=200)
    assert found.solved[0].value == parent.solved[0].value
    assert found.value("beds.occupied[pool=acute]") == parent.value("beds.occupied[pool=acute]")
    over, gap = (found.draws_of(f"{metric}[pool=acute]") for metric in ("occupancy.days_over", "beds.gap"))
    assert ((over <= 10.01) == (gap >= -0.01)).all(), "enough beds for the standard are those that keep to it"


OWN = {
    "an occupancy written there": "{value: 0.9, unit: fraction, source: assumed}",
    "the name of one": "named",
    "days over": "{days_over: {value: 5, source: assumed}}",
    "a share refused": "{refusal: {value: 0.02, source: assumed}}",
}
NAMED = DAILY + "\nassumptions: {named: {value: 0.8, unit: fraction, source: assumed}}"


@pytest.mark.parametrize("parent", OWN)
@pytest.mark.parametrize("mine", OWN)
def test_a_child_puts_any_standard_in_place_of_any(tmp_path, parent, mine):
    ward(tmp_path, OWN[parent], NAMED)
    child = tmp_path / "child.yaml"
    child.write_text(
        "bedmodel: 1\nextends: ward.yaml\nscenario: {id: child, title: Child}\n"
        f"pools: {{ward: {{standard: {OWN[mine]}}}}}\n",
        encoding="utf-8",
    )
    found = run(load(child), draws=0).value("beds.required")
    alone = run(load(ward(tmp_path, OWN[mine], NAMED)), draws=0).value("beds.required")
    assert found == alone


@pytest.mark.parametrize("parent", OWN)
def test_a_standard_of_any_kind_can_be_set_on_the_command_line(tmp_path, parent):
    path = ward(tmp_path, OWN[parent], NAMED)
    for setting, wanted in (("standard=0.75", 24 / 0.75), ("standard.refusal=0.06661213", 28.0)):
        found = run(load(path, settings=[f"pools.ward.{setting}"]), draws=0)
        assert found.value("beds.required") == pytest.approx(wanted, abs=1e-3), (parent, setting)


def test_an_unknown_stay_leaves_the_rest_of_the_days_alone(tmp_path):
    """It says how long a bad day lasts, and nothing else: no chance of one in winter without it."""
    known = DAILY[:-1] + ", length_of_stay: {value: 7, source: assumed}}"
    unknown = DAILY[:-1] + ", length_of_stay: {value: unknown, unit: nights}}"
    first, second = (
        run(load(ward(tmp_path, "{refusal: {value: 0.01, source: assumed}}", more)), draws=20)
        for more in (known, unknown)
    )
    for metric in ("beds.required", "occupancy.days_over", "beds.daily_p95"):
        assert first.value(metric) == second.value(metric)
    assert 0 < first.value("occupancy.winter_day_over") <= 1
    assert np.isnan(second.value("occupancy.winter_day_over"))


def test_an_unknown_share_of_a_unit_leaves_the_units_out(tmp_path):
    units = "    units: {a: {title: A, share: {value: 0.4, source: assumed}}, b: {title: B, share: {value: unknown}}}"
    scenario = load(ward(tmp_path, more=f"{DAILY}\n{units}"))
    assert scenario.content.pools["ward"].units == {}
    assert [unknown.path for unknown in scenario.unknown] == ["pools.ward.units.b.share"]


def test_a_misspelt_access_standard_is_named(tmp_path):
    with pytest.raises(ScenarioError) as caught:
        load(ward(tmp_path, "{refusals: {value: 0.01, source: assumed}}"))
    assert any("did you mean `refusal`" in problem.hint for problem in caught.value.problems)
