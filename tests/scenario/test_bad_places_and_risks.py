"""Every rule about places, sites, payers and risks: what breaks it is reported at its place, all at once.

Each text lies on top of full.yaml; `# <- CODE path` stands on the line where a problem must be reported.
"""

import re
from pathlib import Path

import pytest

from bedmodel.problems import ScenarioError
from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import PLACES

FULL = Path(__file__).parents[1] / "bad" / "full.yaml"
GOOD = FULL.parent / "good.yaml"
MARK = re.compile(r"# <- (\S+) (\S+)")

BAD = {
    "a gate that waits for a service that nobody knows": """
pools:
  community:
    gate: {services: [hom]}  # <- N001 pools.community.gate.services
""",
    "a gate that waits for a service to which no care moves": """
pools:
  community:
    gate: {services: [home, night]}  # <- S008 pools.community.gate.services
services:
  night:
    title: Sitters at night
""",
    "a gate above what can be": """
pools:
  community:
    gate: {occupancy: {value: 1.5, source: assumed}}  # <- D003 pools.community.gate.occupancy
""",
    "a gate with an unknown key": """
pools:
  community:
    gate: {ocupancy: {value: 0.9, source: assumed}}  # <- S001 pools.community.gate.ocupancy
""",
    "a gate that is a number": """
pools:
  acute:
    gate: 0.9  # <- S003 pools.acute.gate
""",
    "beds that come early": """
pools:
  acute:
    delay: {value: -1, source: assumed}  # <- D003 pools.acute.delay
""",
    "a delay of centuries": """
levers:
  home:
    delay: {value: 101, source: assumed}  # <- D003 levers.home.delay
""",
    "a delay in days": """
levers:
  home:
    delay: {value: 90, unit: days, source: assumed}  # <- U001 levers.home.delay
""",
    "a delay by year": """
sites:
  old:
    delay: {values: {2016/17: 1}, source: assumed}  # <- S008 sites.old.delay
""",
    "fewer than no staff for a bed": """
pools:
  acute:
    wte_per_bed: {value: -0.1, source: assumed}  # <- D003 pools.acute.wte_per_bed
""",
    "a lever that moves care to a service that nobody knows": """
levers:
  home:
    moves_to: {service: hoem}  # <- N001 levers.home.moves_to.service
""",
    "fewer than no days of care": """
levers:
  home:
    moves_to:
      days_per_day_avoided: {value: -1, source: assumed}  # <- D003 levers.home.moves_to.days_per_day_avoided
""",
    "hours that cost less than nothing": """
levers:
  home:
    also_needs:
      family:
        cost_per_hour: {value: -3, source: assumed}  # <- D003 levers.home.also_needs.family.cost_per_hour
""",
    "hours without a title or a number": """
levers:
  home:
    also_needs:
      friends:
        payer: friends  # <- S002 {need}.title  # <- S002 {need}.hours_per_day_avoided
""".replace("{need}", "levers.home.also_needs.friends"),
    "fewer than no places": """
services:
  home:
    places: {values: {2015/16: 0, 2018/19: -1}, source: assumed}  # <- D003 services.home.places
""",
    "places in a year outside the scenario": """
services:
  home:
    places: {values: {2015/16: 0, 2025/26: 9}, source: assumed}  # <- S006 services.home.places.values.2025/26
""",
    "places that can never be filled": """
services:
  home:
    fill: {value: 0, source: assumed}  # <- D003 services.home.fill
""",
    "places more than full": """
services:
  home:
    fill: {value: 1.1, source: assumed}  # <- D003 services.home.fill
""",
    "staff without what a place needs": """
services:
  clinic:
    title: A clinic  # <- S008 services.clinic
    staff: {value: 3, source: assumed}
""",
    "staff that a place does not need": """
services:
  home:
    wte_per_place: {value: 0, source: assumed}  # <- S008 services.home
""",
    "a site of a pool that nobody knows": """
sites:
  old:
    pool: acut  # <- N001 sites.old.pool
""",
    "sites with more than all of the fixed cost": """
sites:
  new:
    title: The new site
    pool: acute
    share: {value: 0.8, source: assumed}  # <- F001 sites.new.share
    lag: {value: 0, source: assumed}
""",
    "a site that closes after the end": """
sites:
  old:
    closes: 2030/31  # <- S006 sites.old.closes
""",
    "a payer outside the gap who pays nothing": """
finance:
  outside_gap: [families, neighbours]  # <- N001 finance.outside_gap
""",
    "a payer outside the gap who pays a cost line": """
remove: [finance.gap_holders]
finance:
  costs:  # <- S008 finance.outside_gap
    rest: {payer: families}
""",
    "a payer outside the gap who pays for beds": """
finance:
  bed_costs:  # <- S008 finance.outside_gap
    acute: {payer: families}
""",
    "a payer outside the gap who gets a saving": """
finance:
  measures:  # <- S008 finance.outside_gap
    estates: {payer: families}
""",
    "a payer outside the gap who pays for all that names none": """
finance:
  payer: families  # <- S008 finance.outside_gap
""",
    "holders of nothing": """
finance:
  gap_holders:  # <- F001 finance.gap_holders
    The hospital: {value: 2, source: assumed}
    The council: {value: -2, source: assumed}
""",
    "a receipt without a year": """
finance:
  receipts:
    yard:
      title: The yard  # <- S002 finance.receipts.yard.year
      amount: {value: 1, source: assumed}
""",
    "a receipt outside the years": """
finance:
  receipts:
    land: {year: 2014/15}  # <- S006 finance.receipts.land.year
""",
    "a risk without a title, an owner or a probability": """
risks:
  fire:
    impact: {cost: {value: 1, source: assumed}}  # <- S002 {it}.title  # <- S002 {it}.owner  # <- S002 {it}.probability
""".replace("{it}", "risks.fire"),
    "a risk without an impact": """
risks:
  fire:
    title: A fire  # <- S002 risks.fire.impact
    owner: The trust
    probability: {value: 0.1, source: assumed}
""",
    "a risk with an empty impact": """
risks:
  fire:
    title: A fire  # <- S008 risks.fire.impact
    owner: The trust
    probability: {value: 0.1, source: assumed}
    impact: {}
""",
    "an impact of an unknown kind": """
risks:
  flu:
    impact: {reputation: {value: 1, source: assumed}}  # <- S001 risks.flu.impact.reputation
""",
    "a probability above one": """
risks:
  flu:
    probability: {value: 1.2, source: assumed}  # <- D003 risks.flu.probability
""",
    "a probability without a source": """
risks:
  flu:
    probability: 0.3  # <- P001 risks.flu.probability
""",
    "a risk that ends before it starts": """
risks:
  flu:
    ends: 2016/17  # <- S006 risks.flu
""",
    "a risk that starts in the baseline": """
risks:
  flu:
    starts: 2015/16  # <- S006 risks.flu.starts
""",
    "a risk that ends in the baseline": """
risks:
  late:
    ends: 2015/16  # <- S006 risks.late.ends
""",
    "a risk outside the years": """
risks:
  flu:
    starts: 2020/21  # <- S006 risks.flu.starts
""",
    "an event in a pool that nobody knows": """
risks:
  flu:
    impact:  # <- N001 risks.flu.impact.need.pool  # <- N001 risks.flu.impact.beds.pool
      need: {pool: acut}
      beds: {pool: hospital}
""",
    "need below nothing": """
risks:
  flu:
    impact:
      need: {share: {value: -1.1, source: assumed}}  # <- D003 risks.flu.impact.need.share
""",
    "fewer than no beds lost": """
risks:
  flu:
    impact:
      beds: {lost: {value: -1, source: assumed}}  # <- D003 risks.flu.impact.beds.lost
""",
    "parts that an event cannot reach": """
risks:
  late:
    impact:  # <- N001 {its}.delay.of  # <- N001 {its}.undelivered.of  # <- N001 {its}.overrun.of
      delay: {of: [pools.acut]}
      undelivered: {of: [pools.acute]}
      overrun: {of: [site]}
""".replace("{its}", "risks.late.impact"),
    "nothing that comes late": """
risks:
  late:
    impact:  # <- S008 risks.late.impact.delay.of
      delay: {of: []}
""",
    "a delay that comes early": """
risks:
  late:
    impact:
      delay: {years: {value: -1, source: assumed}}  # <- D003 risks.late.impact.delay.years
""",
    "more undelivered than was promised": """
risks:
  late:
    impact:
      undelivered: {share: {value: 1.5, source: assumed}}  # <- D003 risks.late.impact.undelivered.share
""",
    "a building that costs less than nothing": """
risks:
  late:
    impact:
      overrun: {share: {value: -1.5, source: assumed}}  # <- D003 risks.late.impact.overrun.share
""",
    "a cost in the wrong unit": """
risks:
  flu:
    impact:
      cost: {value: 400000, unit: GBP/day, source: assumed}  # <- U002 risks.flu.impact.cost
""",
    "all at once": """
pools:
  acute:
    delay: {value: -1, source: assumed}  # <- D003 pools.acute.delay
  community:
    gate: {services: [hom]}  # <- N001 pools.community.gate.services
services:
  clinic:
    title: A clinic  # <- S008 services.clinic
    staff: {value: 3, source: assumed}
sites:
  old:
    pool: acut  # <- N001 sites.old.pool
finance:
  outside_gap: [families, neighbours]  # <- N001 finance.outside_gap
risks:
  flu:
    probability: {value: 1.2, source: assumed}  # <- S006 risks.flu  # <- D003 risks.flu.probability
    ends: 2016/17
""",
}


def on_top(folder, text, of=FULL):
    path = folder / "bad.yaml"
    path.write_text(f"bedmodel: 1\nextends: {of}{text}", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_reported_at_its_place(tmp_path, name):
    path = on_top(tmp_path, BAD[name])
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = {(code, where, at) for at, line in enumerate(lines, start=1) for code, where in MARK.findall(line)}
    with pytest.raises(ScenarioError) as stop:
        load(path)
    found = {(p.code, p.path, p.place.line) for p in stop.value.problems}
    assert found == expected
    assert {p.place.file for p in stop.value.problems} == {str(path)}
    assert all(p.message.strip() for p in stop.value.problems)


def test_a_cost_needs_money_to_be_counted_in(tmp_path):
    text = """
remove: [finance]
risks:
  fire:
    title: A fire
    owner: The trust
    probability: {value: 0.1, source: assumed}
    impact: {cost: {value: 1, source: assumed}}
"""
    with pytest.raises(ScenarioError) as stop:
        load(on_top(tmp_path, text, of=GOOD))
    assert [(p.code, p.path, p.place.line) for p in stop.value.problems] == [("S008", "risks.fire.impact.cost", 6)]


def test_services_need_describing_before_a_gate_waits_for_them(tmp_path):
    text = "\npools:\n  acute:\n    gate: {services: [home]}\n"
    with pytest.raises(ScenarioError) as stop:
        load(on_top(tmp_path, text, of=GOOD))
    assert [(p.code, p.path, p.place.line) for p in stop.value.problems] == [("N001", "pools.acute.gate.services", 5)]


def test_staff_that_a_place_perhaps_needs_are_no_mistake(tmp_path):
    spread = "{value: 0, source: assumed, distribution: {kind: uniform, low: 0, high: 1}}"
    assert isinstance(
        run(load(on_top(tmp_path, f"\nservices:\n  home: {{wte_per_place: {spread}}}\n")), draws=20), Results
    )


# What is extreme but can be


def extreme(*settings, draws=0):
    return run(load(PLACES, settings=settings), draws=draws)


def path_of(results, address):
    metric, _, label = address.partition("[")
    inside = label.removesuffix("]")
    return [results.value(f"{metric}[{inside}{',' if inside else ''}year={year}]") for year in results.years]


def test_what_comes_after_the_last_year_does_not_come():
    late = extreme(
        "pools.main.delay=100",
        "pools.side.delay=100",
        "levers.virtual.delay=100",
        "sites.new.delay=100",
        "finance.measures.buying.delay=100",
        "finance.measures.thrift.delay=100",
        "finance.capital.tower.delay=100",
        "finance.receipts.land.delay=100",
    )
    assert path_of(late, "beds.available[pool=main]") == [100] * 5
    assert path_of(late, "beds.held_open") == [0] * 5
    for line in ("levers.reduction[line=virtual]", "finance.measure[line=buying]", "finance.measure[line=thrift]"):
        assert path_of(late, line) == [0] * 5
    for line in ("finance.new_cost[line=capital-charges/tower]", "capital.spend", "capital.receipts[line=land]"):
        assert path_of(late, line) == [0] * 5


def test_without_places_or_staff_nothing_moves_and_nothing_is_paid():
    nowhere = extreme("services.home.places=0", "services.clinic.staff=0")
    assert path_of(nowhere, "beds.occupied[pool=main]") == pytest.approx([90] * 5)
    assert path_of(nowhere, "beds.available[pool=main]") == [100] * 5
    for metric in ("levers.reduction", "services.places_staffed", "care.hours", "finance.cost_shifted"):
        assert path_of(nowhere, metric) == [0] * 5
    assert path_of(nowhere, "finance.new_cost[line=care-elsewhere/early]") == [0] * 5
    # 18 + 5% of 90 + 88 = 26.9, then 36 + 10% = 53.8, ÷ 0.8.
    assert path_of(nowhere, "services.places_needed[line=home]") == pytest.approx([0, 33.625, 67.25, 67.25, 67.25])


def test_a_gate_keeps_what_is_needed_where_all_is_to_close(tmp_path):
    closed = extreme("pools.main.beds_plan.2022/23=0")
    assert path_of(closed, "beds.available[pool=main]") == pytest.approx([100, 100, 100, 100, 66])
    open_gate = on_top(tmp_path, "\nremove: [pools.main.gate, pools.side.gate]\n", of=PLACES)
    none = run(load(open_gate, settings=["pools.main.beds_plan.2022/23=0", "pools.side.beds_plan.2021/22=0"]), draws=20)
    assert path_of(none, "beds.available") == pytest.approx([210, 155, 50, 0, 0])
    assert all(value != value for value in path_of(none, "occupancy.mean[pool=main]")[3:])
    assert none.value("beds.gap[pool=main]") == pytest.approx(-66)


def test_a_pool_without_beds_or_patients():
    empty = extreme("pools.main.beds=0", "pools.main.beds_plan.2022/23=0", "pools.side.occupancy=0", draws=20)
    assert path_of(empty, "beds.available[pool=main]") == [0] * 5
    # Nobody in the side building: it may close as fast as planned, half a year late.
    assert path_of(empty, "beds.available[pool=side]") == [110, 105, 100, 100, 100]
    assert path_of(empty, "levers.reduction") == [0] * 5
    assert path_of(empty, "finance.gap_do_nothing") == pytest.approx([0, 10, 21, 33.1, 46.41])


def test_no_more_beds_are_lost_than_there_are(tmp_path):
    text = """
risks:
  flood:
    title: A flood
    owner: The trust
    probability: {value: 1, source: assumed}
    ends: 2022/23
    impact: {beds: {pool: main, lost: {value: 1000000, source: assumed}}}
"""
    flooded = run(load(on_top(tmp_path, text, of=PLACES)), draws=20)
    assert path_of(flooded, "beds.available[pool=main]") == pytest.approx([100, 0, 0, 100, 66])
    assert path_of(flooded, "workforce.wte[line=beds/main]") == pytest.approx([150, 0, 0, 150, 99])


ONE_YEAR = """
scenario: {horizon: 2015/16}
pools:
  acute:
    delay: {value: 1, source: assumed}
    gate: {services: [home]}
    wte_per_bed: {value: 1, source: assumed}
levers:
  home-care:
    delay: {value: 0.5, source: assumed}
    moves_to: {service: home, days_per_day_avoided: {value: 1, source: assumed}}
services:
  home: {title: At home, places: {value: 0, source: assumed}}
sites:
  old: {title: Old, pool: acute, closes: 2015/16, share: {value: 1, source: assumed}, lag: {value: 0, source: assumed}}
finance:
  receipts:
    land: {title: Land, amount: {value: 3, source: assumed}, year: 2015/16, delay: {value: 0.5, source: assumed}}
risks:
  fire:
    title: A fire
    owner: The trust
    probability: {value: 0.5, source: assumed}
    impact:
      need: {pool: acute, share: {value: 1, source: assumed}}
      beds: {pool: acute, lost: {value: 50, source: assumed}}
      cost: {value: 1, source: assumed}
"""


def test_a_scenario_of_one_year_has_only_its_baseline(tmp_path):
    year = run(load(on_top(tmp_path, ONE_YEAR, of=GOOD)), draws=20)
    assert year.years == ("2015/16",)
    assert year.value("beds.available[pool=acute]") == 100
    assert year.value("workforce.wte") == 100
    assert year.value("capital.receipts") == 1.5
    assert year.value("finance.gap[statistic=p90]") == pytest.approx(0)
    (fire,) = year.register.risks
    assert fire.struck == 0.5
    assert {effect.expected for effect in fire.effects.values()} == {0}


HUGE = ["10000000", "0", "0.000001"]


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize("place", ["services.home.places", "services.clinic.staff", "finance.gap_holders.The county"])
def test_extreme_places_staff_and_holders_give_figures_that_hang_together(place, number):
    found = extreme(f"{place}={number}", draws=20)
    gap, shifted = found.drawn["finance.gap"][..., 0], found.drawn["finance.cost_shifted"][..., 0]
    assert found.drawn["finance.gap_by_payer"][..., 0] == pytest.approx(gap + shifted, abs=1e-9)
    assert found.drawn["finance.gap_by_organisation"][..., 0] == pytest.approx(gap, abs=1e-9)


def test_a_holder_may_hold_a_surplus(tmp_path):
    text = """
finance:
  gap_holders:
    The hospital: {value: 20, source: assumed}
    The county: {value: -5, source: assumed}
    General practice: {value: -5, source: assumed}
"""
    found = run(load(on_top(tmp_path, text, of=PLACES)), draws=0)
    # 20, −5 and −5 of 10: twice the gap, and half of it the other way.
    assert found.value("finance.gap_by_organisation[line=General practice,year=2024/25]") == pytest.approx(-46.41 / 2)
