"""What must hold within ledgers, staff groups and clinics, and between scenarios with beds and without."""

import pytest

from bedmodel.problems import ScenarioError
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import ROOT, TOY

GOOD = ROOT / "tests" / "bad" / "good.yaml"
BEDLESS = ROOT / "tests" / "toy" / "bedless.yaml"
AMOUNT = "amount: {values: {2016/17: 1}, source: assumed}"
ONE = "{value: 1, source: assumed}"


def found(path):
    """The code and path of every problem, in order."""
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert all(problem.message for problem in caught.value.problems)
    return [(problem.code, problem.path) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (f"a: {{title: A, inside: b, {AMOUNT}}}", [("N001", "ledger.a.inside")]),
        (f"a: {{title: A, inside: a, {AMOUNT}}}", [("N002", "ledger.a.inside")]),
        (f"a: {{title: A, funding: moved, {AMOUNT}}}", [("S008", "ledger.a")]),
        (f"a: {{title: A, moved_from: elsewhere, {AMOUNT}}}", [("S008", "ledger.a")]),
        ("a: {title: A, amount: {value: 1, source: assumed}}", [("S008", "ledger.a.amount")]),
        (
            "a: {title: A, amount: {values: {2031/32: 1}, source: assumed}}",
            [("S006", "ledger.a.amount.values.2031/32")],
        ),
        (
            f"a: {{title: A, {AMOUNT}, at_risk: {{share: {ONE}, holder: networks, basis: on-top}}}}",
            [("D003", "ledger.a.at_risk.share")],
        ),
        (
            f"a: {{title: A, {AMOUNT}, at_risk: {{share: {ONE}, holder: networks}}}}",
            [("S002", "ledger.a.at_risk.basis")],
        ),
    ],
)
def test_ledger_lines_that_do_not_fit(child, lines, wanted):
    assert found(child(f"ledger:\n  {lines}\n", of=GOOD)) == wanted


def test_lines_inside_each_other_in_a_circle(child):
    nothing = AMOUNT.replace("2016/17: 1", "2016/17: 0")
    lines = "".join(f"  {name}: {{title: A, inside: {whole}, {nothing}}}\n" for name, whole in ("ab", "ba", "cb"))
    assert found(child(f"ledger:\n{lines}", of=GOOD)) == [("N002", "ledger.a.inside"), ("N002", "ledger.b.inside")]


PARTS = """
ledger:
  whole: {{title: Whole, amount: {{values: {{2015/16: 10}}, source: assumed}}}}
  one: {{title: One, inside: whole, amount: {{values: {{2015/16: 6}}, source: assumed}}}}
  two: {{title: Two, inside: whole, amount: {{values: {{{year}: {amount}}}, source: assumed}}}}
"""


@pytest.mark.parametrize(("year", "amount"), [("2015/16", 4), ("2015/16", 4.000001), ("2015/16", -8)])
def test_parts_may_be_the_whole_within_rounding(child, year, amount):
    load(child(PARTS.format(year=year, amount=amount), of=GOOD))


@pytest.mark.parametrize(("year", "amount"), [("2015/16", 4.001), ("2016/17", 1)])
def test_parts_are_no_more_than_the_whole(child, year, amount):
    assert found(child(PARTS.format(year=year, amount=amount), of=GOOD)) == [("L001", "ledger.whole")]


FLOW = """
workforce:
  nurses:
    title: Nurses
    stock: {{value: 10, source: assumed}}
    flows: {{leave: {{title: Leave, direction: out, {}}}}}
"""
RATE = "rate: {value: 0.1, source: assumed}"


@pytest.mark.parametrize(
    ("says", "wanted"),
    [
        ("rounded: down", [("S008", "workforce.nurses.flows.leave")]),
        (f"{RATE}, total: {ONE}", [("S008", "workforce.nurses.flows.leave")]),
        (f"total: {ONE}, base: {ONE}", [("S008", "workforce.nurses.flows.leave.base")]),
        ("rate: {value: 1.5, source: assumed}", [("D003", "workforce.nurses.flows.leave.rate")]),
        (f"{RATE}, factors: {{stay: {{value: 0.5, unit: WTE, source: assumed}}}}",
         [("U002", "workforce.nurses.flows.leave.factors.stay")]),
    ],
)  # fmt: skip
def test_flows_that_do_not_say_how_much(child, says, wanted):
    assert found(child(FLOW.format(says), of=GOOD)) == wanted


CLINIC = """
activity:
  clinic:
    title: Clinic
    basis: made up
    volume: {{value: 10, source: assumed}}
    shift: {{value: 0.1, source: assumed}}
    {}
"""
COST = "unit_cost: {value: 100, source: assumed}"
SHARE = "released_share: {value: 0.1, source: assumed}"


@pytest.mark.parametrize(
    ("says", "wanted"),
    [
        (COST, [("S008", "activity.clinic")]),
        (SHARE, [("S008", "activity.clinic")]),
        (f"{COST}\n    {SHARE}\n    is_index: true", [("S008", "activity.clinic.is_index")]),
    ],
)
def test_clinics_that_cannot_be_costed(child, says, wanted):
    assert found(child(CLINIC.format(says), of=GOOD)) == wanted


def test_prices_of_another_year_need_inflation(child):
    dated = COST.replace("value: 100", "value: 100, prices: 2016/17")
    text = CLINIC.format(f"{dated}\n    {SHARE}") + "remove: [finance]\n"
    assert found(child(text, of=GOOD)) == [("S008", "activity.clinic.unit_cost")]
    load(child(text.replace(", prices: 2016/17", ""), of=GOOD))


def test_a_scenario_needs_beds_or_something_else(child):
    without = f"remove: [pools, levers, finance.costs.hospitals]\nfinance: {{costs: {{rest: {{share: {ONE}}}}}}}\n"
    assert ("S002", "pools") in found(child(without, of=GOOD))
    load(child(without + f"ledger: {{a: {{title: A, {AMOUNT}}}}}\n", of=GOOD))


def test_a_figure_that_the_scenario_lacks_cannot_be_solved_for(child):
    text = """
ledger: {d: {delivery: {value: calibrated, limits: [0, 1]}}}
calibrate:
  - metric: beds.gap
    equals: {value: 0, unit: beds, source: assumed}
    by: ledger.d.delivery
    in_words: "{value}"
"""
    with pytest.raises(ScenarioError, match=r"C003 calibrate: the scenario has no beds\.gap"):
        run(load(child(text, of=BEDLESS)), draws=0)


def test_a_delivery_is_solved_for_a_budget(child):
    """22 = 14 + 6 × d + 5, so half of the new line comes."""
    text = """
ledger: {d: {delivery: {value: calibrated, limits: [0, 1]}}}
calibrate:
  - metric: ledger.counted
    equals: {value: 22, unit: GBPm, source: assumed}
    basis: in-year
    by: ledger.d.delivery
    in_words: "{value} of the new money must come."
"""
    (solved,) = run(load(child(text, of=BEDLESS)), draws=0).solved
    assert solved.value == pytest.approx(0.5)


UNKNOWN = "{value: unknown}"


@pytest.mark.parametrize(
    ("text", "gone", "stays"),
    [
        (f"activity: {{day-cases: {{volume: {UNKNOWN}}}}}", "activity.day-cases", ("activity", "outpatients")),
        ("ledger: {a: {amount: {value: unknown}}}", "ledger.a", ("ledger", "d")),
        (f"ledger: {{b: {{at_risk: {{share: {UNKNOWN}}}}}}}", "ledger.b.at_risk", ("ledger", "b")),
        (
            f"workforce: {{nurses: {{flows: {{join: {{factors: {{part-time: {UNKNOWN}}}}}}}}}}}",
            "workforce.nurses",
            ("workforce", "porters"),
        ),
    ],
)
def test_what_needs_an_unknown_number_is_left_out_and_said(child, text, gone, stays):
    scenario = load(child(f"{text}\n", of=BEDLESS))
    aside = {part.path for unknown in scenario.unknown for part in unknown.set_aside}
    assert gone in aside
    section, name = stays
    assert name in getattr(scenario.content, section)
    assert run(scenario, draws=0).value("population.total") == 1200


def test_parts_of_a_budget_that_is_unknown_go_with_it(child):
    scenario = load(child("ledger: {a: {amount: {value: unknown}}}\n", of=BEDLESS))
    assert list(scenario.content.ledger) == ["d", "e", "f", "g"]


def test_moving_contacts_moves_no_bed(child):
    text = CLINIC.format(f"{COST}\n    {SHARE}").replace("value: 10,", "value: 1000000,")
    plain, moved = run(load(TOY), draws=100), run(load(child(text)), draws=100)
    for metric in (name for name in plain.drawn if name.startswith(("beds.", "occupancy."))):
        assert (plain.drawn[metric] == moved.drawn[metric]).all(), metric
    released = moved.drawn["activity.cost_released"][..., 0]
    assert released[:, -1].min() > 0.5
    gap = plain.drawn["finance.gap"][..., 0] - released
    assert moved.drawn["finance.gap"][..., 0] == pytest.approx(gap, abs=1e-9)
