"""Unknown numbers: what needs them is left out, said so, and comes in when somebody gives the number."""

import json

import pytest

from bedmodel.problems import ScenarioError
from bedmodel.report.markdown import markdown
from bedmodel.report.records import run_record
from bedmodel.report.unknowns import left_out, unknown_beds
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import TOY, figures_equal

MATERNITY = """
pools:
  maternity:
    title: Maternity
    beds: {{title: Maternity beds, value: {beds}}}
    occupancy: {{value: 0.6, source: assumed}}
    standard: {{value: 0.8, source: assumed}}
    demand: {{use: {{values: {{0+: 1}}, source: assumed}}}}
levers:
  home: {{acts_on: [medical, maternity]}}
  midwives:
    title: Midwives
    acts_on: maternity
    effect: {{value: 0.1, source: assumed}}
  to-maternity:
    title: Care that moves there
    acts_on: medical
    effect: {{value: 0.1, source: assumed}}
    moves_to: {{pool: maternity, days_per_day_avoided: {{value: 1, source: assumed}}}}
finance:
  costs:
    maternity:
      title: Maternity money
      share: {{value: 0.1, source: assumed}}
      volume: {{pool: maternity}}
      inflation: none
  bed_costs:
    maternity:
      cost_per_bed_day: {{value: 100, source: assumed}}
      variable_share: {{value: 0.2, source: assumed}}
      semi_fixed_share: {{value: 0.5, source: assumed}}
      ward_size: {{value: 8, source: assumed}}
      ward_lag: {{value: 1, source: assumed}}
"""
COST_LINE = "finance: {costs: {maternity: {title: M, share: {value: 0.1, source: assumed}, inflation: none}}}\n"


def problems(path, **options):
    with pytest.raises(ScenarioError) as stop:
        load(path, **options)
    return [(p.code, p.path) for p in stop.value.problems]


def test_a_set_aside_pool_takes_with_it_what_names_it_alone(child):
    scenario = load(child(MATERNITY.format(beds="unknown")))
    content = scenario.content
    assert list(content.pools) == ["medical", "surgical"]
    assert list(content.levers) == ["home", "transfer"]
    assert content.levers["home"].acts_on == ("medical",)
    assert content.finance.costs["maternity"].volume is None
    assert list(content.finance.bed_costs) == ["medical"]
    (unknown,) = scenario.unknown
    assert (unknown.path, unknown.title, unknown.place.line) == ("pools.maternity.beds", "Maternity beds", 7)
    assert {part.path for part in unknown.set_aside} == {
        "pools.maternity",
        "levers.midwives",
        "levers.to-maternity",
        "finance.costs.maternity.volume",
        "finance.bed_costs.maternity",
    }


def test_the_figures_are_those_of_a_scenario_without_the_part(child):
    with_unknown = run(load(child(MATERNITY.format(beds="unknown"))), draws=50)
    figures_equal(with_unknown, run(load(child(COST_LINE, name="without.yaml")), draws=50))


@pytest.mark.parametrize("given", ["set", "child"])
def test_a_number_brings_the_part_in(child, given):
    path = child(MATERNITY.format(beds="unknown"))
    known = child(MATERNITY.format(beds="120, source: assumed"), name="known.yaml")
    if given == "set":
        scenario = load(path, settings=["pools.maternity.beds=120"])
    else:
        text = "pools: {maternity: {beds: {value: 120, source: assumed}}}\n"
        scenario = load(child(text, of=path, name="grandchild.yaml"))
    assert scenario.unknown == ()
    figures_equal(run(scenario, draws=50), run(load(known), draws=50))


def test_a_part_that_is_removed_is_not_unknown(child):
    path = child(MATERNITY.format(beds="unknown"))
    removed = (
        "[pools.maternity, levers.midwives, levers.to-maternity, finance.costs.maternity, finance.bed_costs.maternity]"
    )
    text = f"levers: {{home: {{acts_on: medical}}}}\nremove: {removed}\n"
    assert load(child(text, of=path, name="without.yaml")).unknown == ()


def test_a_name_that_is_unknown_is_unknown_wherever_it_is_used(child):
    text = """
assumptions:
  effect: {title: The effect of both, value: unknown, unit: fraction}
  other_name: effect
levers:
  home: {effect: other_name}
  transfer: {effect: effect}
"""
    scenario = load(child(text))
    assert scenario.content.levers == {}
    (unknown,) = scenario.unknown
    assert [part.path for part in unknown.set_aside] == ["levers.home", "levers.transfer"]
    assert load(child(text), settings=["effect=0.2"]).unknown == ()


def test_optional_numbers_take_their_part_with_them_and_never_a_default(child):
    scenario = load(child("levers: {home: {delivery: {value: unknown}}}"))
    assert "home" not in scenario.content.levers


def test_a_planned_year_is_left_out_and_said(child):
    text = "pools: {medical: {beds_plan: {2021/22: {value: unknown}, 2022/23: {value: unknown}}}}"
    results = run(load(child(text)), draws=0)
    assert results.value("beds.available[pool=medical,year=2022/23]") == 100
    said = "Medical ward: the plan does not say how many beds will be open in {}; the figures hold them at 100."
    assert unknown_beds(results) == [said.format("2021/22"), said.format("2022/23")]
    assert left_out(results) == []
    between = run(load(child("pools: {medical: {beds_plan: {2021/22: {value: unknown}}}}")), draws=0)
    (sentence,) = unknown_beds(between)
    assert sentence.endswith("2021/22; the figures take 90, between the years that it gives.")


def test_the_run_says_what_is_not_in_it(child):
    results = run(load(child(MATERNITY.format(beds="unknown"))), draws=0)
    (sentence,) = left_out(results)
    assert sentence.startswith("Maternity beds. Left out with it: Maternity; Midwives;")
    assert "Maternity money: growth with need" in sentence
    assert "no document gives a number" in markdown(results)
    (record,) = json.loads(json.dumps(run_record(results)))["unknown"]
    assert record["path"] == "pools.maternity.beds"
    assert "levers.midwives" in record["set_aside"]


def test_mistakes_inside_a_set_aside_part_are_still_mistakes(child):
    text = MATERNITY.format(beds="unknown")
    wrong = child(text.replace("effect: {", "effekt: {", 1).replace("{value: 0.8, s", "{value: 8, s"))
    assert problems(wrong) == [
        ("D003", "pools.maternity.standard"),
        ("S008", "levers.midwives"),
        ("S001", "levers.midwives.effekt"),
    ]
    assert ("N001", "levers.midwives.acts_on") in problems(
        child(MATERNITY.format(beds="unknown").replace("acts_on: maternity", "acts_on: maternety"))
    )


def test_unknown_takes_no_distribution_and_no_second_value(child):
    text = "pools: {medical: {beds: {value: unknown, distribution: {kind: uniform, low: 1, high: 2}}}}"
    assert ("D001", "pools.medical.beds.distribution") in problems(child(text))
    assert ("P004", "levers.home.effect") in problems(
        child("levers: {home: {effect: {value: unknown, values: {a: 1}}}}")
    )


def test_the_bare_word_is_a_mistake_with_a_cure(child):
    with pytest.raises(ScenarioError) as stop:
        load(child("pools: {medical: {beds: unknown}}"))
    (problem,) = stop.value.problems
    assert (problem.code, problem.hint) == ("N001", "write {value: unknown}")


def test_a_source_may_name_the_thing_without_its_number(child):
    text = """
sources: {plan: {title: The plan, publisher: A trust, kind: plan}}
levers: {home: {effect: {value: unknown, source: SOURCE}}}
"""
    assert load(child(text.replace("SOURCE", "plan"))).unknown
    assert problems(child(text.replace("SOURCE", "plam"))) == [("P002", "levers.home.effect")]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("population: {people: {value: unknown}}", "population.people"),
        ("finance: {baseline_spend: {value: unknown}}", "finance.baseline_spend"),
        ("finance: {costs: {ward: {share: {value: unknown}}}}", "finance.costs.ward.share"),
        (
            "pools: {surgical: {beds: {value: unknown}}}\nremove: [pools.medical, levers, finance]",
            "pools.surgical.beds",
        ),
    ],
)
def test_what_a_scenario_cannot_do_without_is_an_error(child, text, path):
    assert problems(child(text)) == [("P005", path)]


SOLVED = """
pools: {{medical: {{beds_plan: {{2022/23: {{value: {plan}, source: assumed}}}}}}}}
levers: {{home: {{effect: {{value: calibrated, limits: [0, 1]}}}}}}
calibrate:
  - metric: beds.gap
    where: {{pool: medical}}
    equals: {{value: {target}, unit: beds, source: assumed}}
    by: levers.home.effect
    in_words: It takes {{value}}.
"""


def test_a_value_that_cannot_be_solved_is_unknown_too(child):
    parent = child(SOLVED.format(plan=80, target="unknown"))
    scenario = load(parent)
    assert scenario.calibrations == ()
    assert "home" not in scenario.content.levers
    assert [unknown.path for unknown in scenario.unknown] == ["calibrate[0].equals"]
    heir = load(child("scenario: {id: heir}", of=parent, name="heir.yaml"))
    assert [(unknown.path, unknown.to_be_solved) for unknown in heir.unknown] == [("levers.home.effect", True)]
    run(heir, draws=50)
    assert (
        load(child("scenario: {id: heir}", of=child(SOLVED.format(plan=80, target=0)), name="heir.yaml")).unknown == ()
    )


def test_a_calibration_of_a_set_aside_pool_is_not_made(child):
    text = SOLVED.format(plan=80, target=0) + "remove: [levers.transfer]\n"
    path = child(text.replace("pools: {medical: {", "pools: {medical: {beds: {value: unknown}, "))
    scenario = load(path)
    assert scenario.calibrations == ()
    assert [unknown.path for unknown in scenario.unknown] == ["pools.medical.beds"]
    solved = run(load(path, settings=["pools.medical.beds=100"], recalibrate=True), draws=0)
    assert solved.value("beds.gap[pool=medical]") == pytest.approx(0, abs=1e-6)


SERVICES = """
services:
  home nursing: {title: Home nursing, places: {value: 40, source: assumed}}
  clinic: {title: The clinic, places: {value: unknown}}
pools: {medical: {gate: {services: GATE}}}
levers:
  transfer: {moves_to: {pool: surgical}}
  clinic:
    title: Care in the clinic
    acts_on: medical
    effect: {value: 0.1, source: assumed}
    moves_to: {service: clinic, days_per_day_avoided: {value: 1, source: assumed}, payer: councils}
    also_needs:
      family: {title: Family care, hours_per_day_avoided: {value: 2, source: assumed}, payer: households}
finance: {outside_gap: [councils, households]}
sites:
  old: {title: Old site, pool: medical, share: {value: 0.2, source: assumed}, lag: {value: 1, source: assumed}}
"""


def test_a_lever_goes_with_its_service_and_with_it_those_who_paid(child):
    scenario = load(child(SERVICES.replace("GATE", "[home nursing]")))
    assert list(scenario.content.services) == ["home nursing"]
    assert "clinic" not in scenario.content.levers
    assert scenario.content.finance.outside_gap == ()
    assert {part.path for part in scenario.unknown[0].set_aside} == {"services.clinic", "levers.clinic"}
    run(scenario, draws=50)


def test_a_gate_needs_every_service_that_it_names(child):
    """A closure that waits for a service of unknown size must not go ahead without it."""
    scenario = load(child(SERVICES.replace("GATE", "[home nursing, clinic]")))
    assert list(scenario.content.pools) == ["surgical"]
    assert scenario.content.sites == {}


def test_what_else_a_lever_needs_is_left_out_alone(child):
    text = SERVICES.replace("GATE", "[home nursing]").replace("{value: unknown}", "{value: 40, source: assumed}")
    scenario = load(child(text.replace("{value: 2, source: assumed}", "{value: unknown}")))
    assert scenario.content.levers["clinic"].also_needs == {}
    assert scenario.content.finance.outside_gap == ("councils",)
    (unknown,) = scenario.unknown
    assert [part.title for part in unknown.set_aside] == ["Family care"]


def test_risks_to_what_is_left_out_go(child):
    text = """
levers: {home: {effect: {value: unknown}}}
risks:
  late:
    title: Late
    owner: A
    probability: {value: 0.5, source: assumed}
    impact: {delay: {of: [levers.home], years: {value: 1, source: assumed}}}
  both:
    title: Both
    owner: A
    probability: {value: 0.5, source: assumed}
    impact: {undelivered: {of: [levers.home, levers.transfer], share: {value: 1, source: assumed}}}
  who-knows:
    title: Who knows
    owner: A
    probability: {value: unknown}
    impact: {beds: {pool: medical, lost: {value: 1, source: assumed}}}
"""
    scenario = load(child(text))
    assert list(scenario.content.risks) == ["both"]
    assert scenario.content.risks["both"].impact.undelivered.of == ("levers.transfer",)
    run(scenario, draws=50)


def test_a_published_split_needs_all_its_parts(child):
    text = "finance: {gap_holders: {A: {value: 1, source: assumed}, B: {value: unknown}}}"
    assert problems(child(text)) == [("P005", "finance.gap_holders.B")]


def test_correlations_with_what_is_set_aside_go(child):
    text = """
pools:
  surgical:
    beds: {value: unknown}
    occupancy: {value: 0.8, source: assumed, distribution: {kind: uniform, low: 0.7, high: 0.9}}
  medical:
    occupancy: {value: 0.8, source: assumed, distribution: {kind: uniform, low: 0.7, high: 0.9}}
correlations:
  - {between: [pools.surgical.occupancy, pools.medical.occupancy], rho: {value: 0.5, source: assumed}}
"""
    assert load(child(text)).content.correlations == ()
    assert len(load(child(text), settings=["pools.surgical.beds=40"]).content.correlations) == 1


def test_unknown_changes_the_hash_and_is_no_name(child):
    path = child("levers: {home: {effect: {value: unknown}}}")
    assert load(path).hash != load(TOY).hash
    assert problems(child("assumptions: {unknown: {value: 1, unit: beds, source: assumed}}"))[0][0] == "S005"
