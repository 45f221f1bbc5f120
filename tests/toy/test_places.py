"""Gates, delays, services, sites, receipts and payers, worked by hand in the comment above each expected figure."""

from pathlib import Path

import pytest

from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.load import load

PLACES = Path(__file__).parent / "places.yaml"
DAY = 365 * 0.9 * 100 / 1e6
"""£m for a bed of the main building for a year: 365 × 0.9 occupied × £100."""
PRICE = (1, 1.1, 1.21, 1.331, 1.4641)
"""Prices rise by a tenth a year."""


@pytest.fixture(scope="module")
def places() -> Results:
    return run(load(PLACES), draws=0)


def by_year(results: Results, metric: str, label: str = "") -> list[float]:
    inside = f"{label}," if label else ""
    return [results.value(f"{metric}[{inside}year={year}]") for year in results.years]


def priced(*amounts: float) -> list[float]:
    return [amount * price for amount, price in zip(amounts, PRICE, strict=True)]


# Nothing moves need but levers: 100 × 0.9 and 110 × 0.8, both followed by no trend.
def test_need(places):
    assert by_year(places, "beds.occupied_before_levers", "pool=main") == pytest.approx([90] * 5)
    assert by_year(places, "beds.occupied_before_levers", "pool=side") == pytest.approx([88] * 5)


# Room at home: places 0, 20, 50, 100, 100 × 0.8 = 0, 16, 40, 80, 80 patients.
# Earlier discharge wants 0.5 × 0.4 = 20% of 90, half of it in 2021/22: 9, then 18. Two days each: 18, 36 patients.
# 2021/22: room for 16 of 18, so 9 × 16/18 = 8. Later there is room for all 36, so 18.
def test_a_lever_takes_no_more_than_there_is_room_for(places):
    assert by_year(places, "levers.reduction", "line=early") == pytest.approx([0, 8, 18, 18, 18])


# The ward at home comes half a year late: reach 0, 0.5, 1, 1, 1. A tenth of both pools, half of it delivered.
# 2021/22: earlier discharge has left no room: 0. 2022/23: a tenth of 90 − 18 = 72 and of 88 is 7.2 + 8.8 = 16; 8
# delivered, room for 40 − 36 = 4, so half of each: 1.8 + 2.2 = 4. 2023/24: room for 80 − 36 = 44, so all 8: 3.6 + 4.4.
def test_a_second_lever_takes_the_room_that_is_left(places):
    assert by_year(places, "levers.reduction", "line=virtual") == pytest.approx([0, 0, 4, 8, 8])


# Therapy: 10 beds at 90% are 9 occupied; half a day each, 4.5 patients. The clinic's staff, 4, 4, 6, 12, 12 WTE at two
# a place, are enough for 2, 2, 3, 6, 6 of its 50 places: 9 × 2/4.5 = 4, 9 × 3/4.5 = 6, then all 9.
def test_staff_limit_a_service_as_places_do(places):
    assert by_year(places, "levers.reduction", "line=therapy") == pytest.approx([0, 4, 6, 9, 9])


# Main: 90; 90 − 8 − 4 = 78; 90 − 18 − 1.8 − 6 = 64.2; 90 − 18 − 3.6 − 9 = 59.4. Side: 88, 88, 85.8, 83.6.
def test_need_after_levers(places):
    assert by_year(places, "beds.occupied", "pool=main") == pytest.approx([90, 78, 64.2, 59.4, 59.4])
    assert by_year(places, "beds.occupied", "pool=side") == pytest.approx([88, 88, 85.8, 83.6, 83.6])


# Home, planned: 18 patients + (4.1 + 4.4) of the ward at home (5% of 82 and of 88) = 26.5; then 36 + 16 = 52; ÷ 0.8.
# Paid for, as far as there is room: 16, 40, 52, 52; ÷ 0.8 = 20, 50, 65, 65.
# Clinic: 4.5 planned; 2, 3, 4.5, 4.5 staffed.
def test_places_needed_and_staffed(places):
    assert by_year(places, "services.places_needed", "line=home") == pytest.approx([0, 33.125, 65, 65, 65])
    assert by_year(places, "services.places_staffed", "line=home") == pytest.approx([0, 20, 50, 65, 65])
    assert by_year(places, "services.places_needed", "line=clinic") == pytest.approx([0, 4.5, 4.5, 4.5, 4.5])
    assert by_year(places, "services.places_staffed", "line=clinic") == pytest.approx([0, 2, 3, 4.5, 4.5])
    assert by_year(places, "services.places_staffed") == pytest.approx([0, 22, 53, 69.5, 69.5])


# Planned a year late: 100, 100, 80, 60, 60. In 2021/22 and 2022/23 home lacks places, so nothing closes a year later.
# In 2023/24 it has 100 for 65: then 59.4 ÷ 0.9 = 66 beds must stay in 2024/25, six more than planned.
def test_beds_wait_for_places_and_for_need(places):
    assert by_year(places, "beds.available", "pool=main") == pytest.approx([100, 100, 100, 100, 66])
    assert by_year(places, "beds.held_open", "pool=main") == pytest.approx([0, 0, 20, 40, 6])


# The first year's places were enough, because none were needed: without a delay 20 beds may close in 2021/22 if the
# gate lets them, 90 ÷ 1 = 90; then home lacks places until 2023/24: 90, 90, 90, and 59.4 < 60 as planned.
def test_places_that_nobody_needs_hold_nothing_open():
    settings = ["pools.main.delay=0", "pools.main.gate.occupancy=1"]
    early = run(load(PLACES, settings=settings), draws=0)
    assert by_year(early, "beds.available", "pool=main") == pytest.approx([100, 90, 90, 90, 60])


# Planned half a year late: 110, 105, 100, 100, 100. The gate asks for the pool's own standard, 0.8, of the year before:
# 88 ÷ 0.8 = 110, 110, 85.8 ÷ 0.8 = 107.25, 83.6 ÷ 0.8 = 104.5.
def test_beds_wait_for_need_alone(places):
    assert by_year(places, "beds.available", "pool=side") == pytest.approx([110, 110, 110, 107.25, 104.5])
    assert by_year(places, "beds.held_open", "pool=side") == pytest.approx([0, 5, 10, 7.25, 4.5])
    assert by_year(places, "beds.held_open") == pytest.approx([0, 5, 30, 47.25, 10.5])


# A pool that opens beds does not wait: from 110 half-way to 130, half a year late. It closes to 120 as need allows.
def test_openings_do_not_wait(child):
    plan = "{2021/22: {value: 130, source: assumed}, 2022/23: {value: 120, source: assumed}}"
    text = f"pools: {{side: {{beds_plan: {plan}, gate: {{occupancy: {{value: 0.704, source: assumed}}}}}}}}\n"
    opened = run(load(child(text, of=PLACES)), draws=0)
    # Planned 110, 120, 125, 120, 120. Occupied ÷ 0.704 in the years before: 125, 125, 121.875, 118.75.
    assert by_year(opened, "beds.available", "pool=side") == pytest.approx([110, 120, 125, 121.875, 120])


# Main, open less 59.4 ÷ 0.9 and so on: 100 − 100, − 86.667, − 71.333, − 66; 66 − 66. Side: the same against 0.8.
def test_gap(places):
    assert by_year(places, "beds.gap", "pool=main") == pytest.approx([0, 40 / 3, 86 / 3, 34, 0])
    assert by_year(places, "beds.gap", "pool=side") == pytest.approx([0, 0, 2.75, 2.75, 0])


# 1.5 WTE for each bed really open; 0.5 and 2 WTE for each place in use. The side building does not say.
def test_staff(places):
    assert by_year(places, "workforce.wte", "line=beds/main") == pytest.approx([150, 150, 150, 150, 99])
    assert by_year(places, "workforce.wte", "line=service/home") == pytest.approx([0, 10, 25, 32.5, 32.5])
    assert by_year(places, "workforce.wte", "line=service/clinic") == pytest.approx([0, 4, 6, 9, 9])
    assert by_year(places, "workforce.wte") == pytest.approx([150, 164, 181, 191.5, 140.5])
    with pytest.raises(KeyError):
        places.value("workforce.wte[line=beds/side]")


# Hours for the beds really avoided × 365: 8 and 18 × 3 and × 2; 4 and 8 × 1.
def test_hours_of_others(places):
    assert by_year(places, "care.hours", "line=also-needed/early/family") == pytest.approx(
        [0, 8760, 19710, 19710, 19710]
    )
    assert by_year(places, "care.hours", "line=also-needed/early/social") == pytest.approx(
        [0, 5840, 13140, 13140, 13140]
    )
    assert by_year(places, "care.hours", "line=also-needed/virtual/visits") == pytest.approx([0, 0, 1460, 2920, 2920])
    assert places.value("care.hours") == pytest.approx(19710 + 13140 + 2920)


# Paid as planned, as far as there is room: earlier discharge 8, 18, 18, 18 beds × 365 × 2 × £50 (£0.0365m a bed); the
# ward at home 0, 4, 16, 16 × 365 × £100, of which half deliver: 2022/23 wants 16 and there is room for 4.
def test_care_elsewhere_is_paid_as_far_as_there_is_room(places):
    early, virtual = (
        by_year(places, "finance.new_cost", f"line=care-elsewhere/{name}") for name in ("early", "virtual")
    )
    assert early == pytest.approx(priced(0, 8 * 0.0365, 18 * 0.0365, 18 * 0.0365, 18 * 0.0365))
    assert virtual == pytest.approx(priced(0, 0, 4 * 0.0365, 16 * 0.0365, 16 * 0.0365))


# Councils: the clinic, 4, 6, 9, 9 beds × 365 × 0.5 × £40 (£0.0073m), and social care, 8, 18 × 365 × 2 × £20 (£0.0146m).
# Households: 8, 18 × 365 × 3 × £10 (£0.01095m) in the prices of 2021/22, a tenth less at first.
def test_what_is_shifted_outside_the_gap(places):
    clinic = [n * 0.0073 for n in (0, 4, 6, 9, 9)]
    social = [n * 0.0146 for n in (0, 8, 18, 18, 18)]
    councils = priced(*(a + b for a, b in zip(clinic, social, strict=True)))
    households = [amount / 1.1 for amount in priced(*(n * 0.01095 for n in (0, 8, 18, 18, 18)))]
    assert by_year(places, "finance.cost_shifted", "line=councils") == pytest.approx(councils)
    assert by_year(places, "finance.cost_shifted", "line=households") == pytest.approx(households)
    both = [a + b for a, b in zip(councils, households, strict=True)]
    assert by_year(places, "finance.cost_shifted") == pytest.approx(both)
    for line in ("care-elsewhere/therapy", "also-needed/early/family", "also-needed/early/social"):
        with pytest.raises(KeyError):
            places.value(f"finance.new_cost[line={line}]")
    assert places.value("finance.new_cost[line=also-needed/virtual/visits]") == 0


# Bed-days avoided in the main building: 12, 25.8, 30.6, 30.6 × 365 × £100 × 0.2 (£0.0073m). The side has no cost.
def test_variable_cost(places):
    expected = priced(*(n * 0.0073 for n in (0, 12, 25.8, 30.6, 30.6)))
    assert by_year(places, "finance.measure", "line=variable-costs") == pytest.approx(expected)


# No bed closes until 2024/25, so no ward does: then 34 beds are three wards of ten, half of them by the lag.
def test_no_ward_is_saved_while_its_beds_are_held_open(places):
    assert by_year(places, "finance.measure", "line=ward-costs") == pytest.approx(priced(0, 0, 0, 0, 15 * DAY * 0.5))


# The old wing is given up in 2022/23, but its fixed cost stays while its beds are held open. The new one goes 0.75
# years late, and its cost half a year after it: 1.25 years from 2023/24, so 0.75 of 2024/25 comes after that.
# 34 beds × (0.3 + 0.4 × 0.75) × fixed 0.3 of a bed.
def test_two_sites(places):
    assert by_year(places, "finance.measure", "line=site-costs") == pytest.approx(
        priced(0, 0, 0, 0, 34 * 0.6 * DAY * 0.3)
    )


# Both wings in a plan that does not wait: 100, 80, 60, 60, 60 beds. The old wing's 0.3 from 2022/23; of the new one's
# 0.4 nothing in 2023/24, 0.75 in 2024/25.
def test_two_sites_without_a_gate(child):
    free = run(load(child("remove: [pools.main.gate, pools.main.delay]", of=PLACES)), draws=0)
    expected = priced(*(beds * share * DAY * 0.3 for beds, share in ((0, 0), (20, 0), (40, 0.3), (40, 0.3), (40, 0.6))))
    assert by_year(free, "finance.measure", "line=site-costs") == pytest.approx(expected)


# 34 × 0.8 (semi-fixed and fixed) of a bed, less 15 × 0.5 and 34 × 0.6 × 0.3.
def test_stranded(places):
    expected = priced(0, 0, 0, 0, (27.2 - 7.5 - 6.12) * DAY)
    assert by_year(places, "finance.stranded", "pool=main") == pytest.approx(expected)


# £4m from 2021/22, a year and a half late: half of 2022/23, then all.
def test_a_saving_that_comes_late(places):
    assert by_year(places, "finance.measure", "line=buying") == pytest.approx([0, 0, 2, 4, 4])


# 40 × 1.1^t; a programme half a year late has run 0.5, 1.5, 2.5, 3.5 years.
def test_an_efficiency_that_comes_late(places):
    expected = [0] + [40 * 1.1**t * (1 - 0.95 ** (t - 0.5)) for t in (1, 2, 3, 4)]
    assert by_year(places, "finance.measure", "line=thrift") == pytest.approx(expected)


# Rolled out by half in 2021/22, wholly from 2022/23. Years run × roll-out is 0, 0.5, 2, 3, 4; half a year late it is 0,
# 0.25, 1.25, 2.5, 3.5, of the 0.5, 1.5, 2.5 and 3.5 years that it has then run.
def test_an_efficiency_that_is_rolled_out_late(child):
    reach = "reach: {values: {2021/22: 0.5, 2022/23: 1}, source: assumed}"
    rolled = run(load(child(f"finance: {{measures: {{thrift: {{{reach}}}}}}}\n", of=PLACES)), draws=0)
    late = ((1, 0.5, 0.5), (2, 1.5, 1.25 / 1.5), (3, 2.5, 1), (4, 3.5, 1))
    expected = [0] + [40 * 1.1**t * (1 - 0.95**run) * share for t, run, share in late]
    assert by_year(rolled, "finance.measure", "line=thrift") == pytest.approx(expected)


# £20m × 1.1 = £22m over ten years, open half a year late, half-way through 2022/23: 1.1, 2.2, 2.2 a year and 4% of the
# mean value: 21.45 for half a year, 19.8, 17.6. Spending, half in each of two years, comes half a year late as well.
def test_capital_that_comes_late(places):
    expected = [0, 0, 1.1 + 0.04 * 21.45 / 2, 2.2 + 0.04 * 19.8, 2.2 + 0.04 * 17.6]
    assert by_year(places, "finance.new_cost", "line=capital-charges/tower") == pytest.approx(expected)
    assert by_year(places, "capital.spend", "line=tower") == pytest.approx([0, 5.5, 11, 5.5, 0])


# £5m of 2022/23 come 1.25 years late: three quarters a year later, a quarter two years later. Of the £3m for the yard,
# half a year late in the last year, half comes after it and is not counted. Neither touches the yearly gap.
def test_receipts_that_come_late(places, child):
    assert by_year(places, "capital.receipts", "line=land") == pytest.approx([0, 0, 0, 3.75, 1.25])
    assert by_year(places, "capital.receipts", "line=yard") == pytest.approx([0, 0, 0, 0, 1.5])
    none = run(load(child("remove: [finance.receipts]", of=PLACES)), draws=0)
    assert by_year(places, "finance.gap") == by_year(none, "finance.gap")
    assert not none.has("capital.receipts")


GAP = (0, 10, 21, 33.1, 46.41)
"""100 × 1.1^t less an income that stays at 100."""


def _parts(at: int) -> dict[str, float]:
    """The figures above, as of one year, in £m."""
    price = PRICE[at]
    beds = {4: (15 * 0.5 + 34 * 0.6 * 0.3) * DAY * price}.get(at, 0)
    return {
        "beds": beds + (0, 12, 25.8, 30.6, 30.6)[at] * 0.0073 * price,
        "buying": (0, 0, 2, 4, 4)[at],
        "thrift": 40 * 1.1**at * (1 - 0.95 ** (at - 0.5)) if at else 0,
        "early": (0, 8, 18, 18, 18)[at] * 0.0365 * price,
        "virtual": (0, 0, 4, 16, 16)[at] * 0.0365 * price,
        "tower": (0, 0, 1.529, 2.992, 2.904)[at],
    }


# Do nothing less beds, buying and thrift, and with care at home and the tower; nothing that councils or households pay.
@pytest.mark.parametrize("at", range(5))
def test_what_is_left(places, at):
    part = _parts(at)
    left = GAP[at] - part["beds"] - part["buying"] - part["thrift"] + part["early"] + part["virtual"] + part["tower"]
    assert by_year(places, "finance.gap_do_nothing")[at] == pytest.approx(GAP[at])
    assert by_year(places, "finance.gap")[at] == pytest.approx(left)


# The beds are paid by whoever pays for the cost line that follows them: the commissioners, who also pay for care at
# home and get the saving from buying. The split of the gap names no payer: all of it is the NHS's; so are thrift and
# tower.
@pytest.mark.parametrize("at", range(5))
def test_payers(places, at):
    part = _parts(at)
    commissioners = -part["beds"] - part["buying"] + part["early"] + part["virtual"]
    assert by_year(places, "finance.gap_by_payer", "line=commissioners")[at] == pytest.approx(commissioners)
    nhs = GAP[at] - part["thrift"] + part["tower"]
    assert by_year(places, "finance.gap_by_payer", "line=NHS")[at] == pytest.approx(nhs)
    for payer in ("councils", "households"):
        shifted = by_year(places, "finance.cost_shifted", f"line={payer}")[at]
        assert by_year(places, "finance.gap_by_payer", f"line={payer}")[at] == shifted


# 6, 3 and 3 of 12: a half and two quarters of the do-nothing gap, though there are but two cost lines. What names no
# organisation is the hospital's.
@pytest.mark.parametrize("at", range(5))
def test_organisations(places, at):
    part = _parts(at)
    hospital = GAP[at] / 2 - part["beds"] - part["buying"] + part["virtual"] + part["tower"]
    holders = {
        "The hospital": hospital,
        "The county": GAP[at] / 4 - part["thrift"],
        "General practice": GAP[at] / 4,
        "Community trust": part["early"],
    }
    for name, amount in holders.items():
        assert by_year(places, "finance.gap_by_organisation", f"line={name}")[at] == pytest.approx(amount, abs=1e-12)


# Without a split in a document: the wards are 0.6 of cost and income, so 0.6 of the gap, paid by the commissioners.
@pytest.mark.parametrize("at", range(5))
def test_organisations_by_cost_line(child, at):
    lines = run(load(child("remove: [finance.gap_holders]", of=PLACES)), draws=0)
    part = _parts(at)
    bedside = -part["beds"] - part["buying"] + part["virtual"]
    expected = {
        "gap_by_organisation[line=The hospital": GAP[at] * 0.6 + bedside + part["tower"],
        "gap_by_organisation[line=The county": GAP[at] * 0.4 - part["thrift"],
        "gap_by_payer[line=commissioners": GAP[at] * 0.6 + bedside + part["early"],
        "gap_by_payer[line=NHS": GAP[at] * 0.4 - part["thrift"] + part["tower"],
    }
    for address, amount in expected.items():
        found = lines.value(f"finance.{address},year={lines.years[at]}]")
        assert found == pytest.approx(amount, abs=1e-12), address


# Earlier discharge that backfires adds 0.5 × 0.4 × 0.5 = 10%, then 20% to need. It asks nothing of anybody, saves no
# places for others and is paid nothing: room for 16, 40, 80 patients stays the ward at home's, which wants 4.95 + 4.4,
# then 10.8 + 8.8, and delivers half.
def test_a_lever_that_backfires_uses_no_places_and_no_hours():
    worse = run(load(PLACES, settings=["levers.early.effect=-0.4"]), draws=0)
    assert by_year(worse, "levers.reduction", "line=early") == pytest.approx([0, -9, -18, -18, -18])
    assert by_year(worse, "care.hours", "line=also-needed/early/family") == [0] * 5
    assert by_year(worse, "finance.new_cost", "line=care-elsewhere/early") == [0] * 5
    assert by_year(worse, "levers.reduction", "line=virtual") == pytest.approx([0, 4.675, 9.8, 9.8, 9.8])
    assert by_year(worse, "services.places_needed", "line=home") == pytest.approx([0, 9.35 / 0.8, 24.5, 24.5, 24.5])


WHOSE = """
remove: [finance.gap_holders]
levers: {therapy: {moves_to: {organisation: Town hall}}}
finance:
  costs:
    wards: {share: {value: 0.4, source: assumed}}
    beside: {title: The side building, share: {value: 0.2, source: assumed}, volume: {pool: side}, inflation: none,
             payer: insurers, organisation: The annexe}
  bed_costs:
    main: {payer: beds fund, organisation: Estates}
    side:
      cost_per_bed_day: {value: 100, source: assumed}
      variable_share: {value: 0.2, source: assumed}
      semi_fixed_share: {value: 0.5, source: assumed}
      ward_size: {value: 1000, source: assumed}
      ward_lag: {value: 0, source: assumed}
"""


# A pool's beds are whose they say they are, else whose the cost line is that follows that pool, and no other's.
# Main: what its beds release. Side: a fifth of the gap, less 2.2 and 4.4 patients fewer × £0.0073m.
def test_whose_the_beds_are(child):
    whose = run(load(child(WHOSE, of=PLACES)), draws=0)
    main = -_parts(4)["beds"]
    side = 46.41 * 0.2 - 4.4 * 0.0073 * 1.4641
    for line, amount in (("by_payer[line=beds fund", main), ("by_organisation[line=Estates", main)):
        assert whose.value(f"finance.gap_{line}]") == pytest.approx(amount)
    for line in ("by_payer[line=insurers", "by_organisation[line=The annexe"):
        assert whose.value(f"finance.gap_{line}]") == pytest.approx(side)


# The town hall holds the clinic, which councils pay for: no part of the gap, so no line in it.
def test_an_organisation_outside_the_gap_holds_none_of_it(child):
    whose = run(load(child(WHOSE, of=PLACES)), draws=0)
    with pytest.raises(KeyError):
        whose.value("finance.gap_by_organisation[line=Town hall]")
