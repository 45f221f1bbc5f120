"""What must hold of gates, services and payers whatever the numbers are, in every draw."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import PLACES, SCENARIOS

DRAWS = 24
YEARS = ("2020/21", "2021/22", "2022/23", "2023/24", "2024/25")
DAYS = {"early": 2.0, "virtual": 1.0, "therapy": 0.5}
"""Days of care for each bed-day avoided, in places.yaml."""
HAIR = 1e-9


def _by_year(values, spread=""):
    pairs = ", ".join(f"{year}: {value}" for year, value in zip(YEARS[1:], values, strict=True))
    return f"{{values: {{{pairs}}}, source: assumed{spread}}}"


def _uniform(low, high, *, relative=False):
    return f", distribution: {{kind: uniform, low: {low}, high: {high}{', relative: true' if relative else ''}}}"


def numbers(low, high, size=4):
    return st.lists(st.floats(low, high).map(lambda x: round(x, 3)), min_size=size, max_size=size)


@st.composite
def scenarios(draw):
    """The text of a child of places.yaml with random plans, need, places, staff, delays, delivery and a risk."""
    main, side, need = draw(numbers(0, 150)), draw(numbers(0, 150)), draw(numbers(0.5, 1.5))
    home, staff = draw(numbers(0, 120)), draw(numbers(0, 30))
    limit, fill, delay, effect = (draw(numbers(*ends, size=1))[0] for ends in ((0.5, 1), (0.5, 1), (0, 3), (-0.3, 0.9)))
    holders = draw(st.sampled_from(["", "remove: [finance.gap_holders]\n"]))
    step = draw(st.sampled_from(["linear", "step"]))
    waits_for = draw(st.sampled_from(["[]", "[home]", "[home, clinic]"]))
    plans = [
        "{"
        + ", ".join(f"{year}: {{value: {value}, source: assumed}}" for year, value in zip(YEARS[1:], plan, strict=True))
        + "}"
        for plan in (main, side)
    ]
    wide = _uniform(0.8, 1.2, relative=True)
    return (
        limit,
        fill,
        home,
        staff,
        waits_for,
        (
            f"{holders}pools:\n"
            f"  main:\n"
            f"    beds_plan: {plans[0]}\n"
            f"    phasing: {step}\n"
            f"    demand: {{health_status: {_by_year(need, wide)}}}\n"
            f"    delay: {{value: {delay}, source: assumed{_uniform(0, 3)}}}\n"
            f"    gate: {{occupancy: {{value: {limit}, source: assumed}}, services: {waits_for}}}\n"
            f"  side: {{beds_plan: {plans[1]}}}\n"
            f"levers:\n"
            f"  early: {{effect: {{value: {effect}, source: assumed{_uniform(-0.4, 1)}}}}}\n"
            f"  virtual: {{delivery: {{value: 0.5, source: assumed{_uniform(0, 2)}}}}}\n"
            f"services:\n"
            f"  home: {{places: {_by_year(home)}, fill: {{value: {fill}, source: assumed}}}}\n"
            f"  clinic: {{staff: {_by_year(staff)}}}\n"
            f"finance:\n"
            f"  costs: {{wards: {{share: {{value: 0.6, source: assumed{_uniform(0.3, 0.7)}}}}}}}\n"
            f"  measures: {{thrift: {{delay: {{value: {delay}, source: assumed{_uniform(0, 3)}}}}}}}\n"
            f"risks:\n"
            f"  flood:\n"
            f"    title: A flood\n"
            f"    owner: The hospital\n"
            f"    probability: {{value: 0.5, source: assumed}}\n"
            f"    payer: councils\n"
            f"    impact:\n"
            f"      cost: {{value: 3, source: assumed}}\n"
            f"      need: {{pool: side, share: {{value: 0.1, source: assumed}}}}\n"
            f"      delay:\n"
            f"        of: [levers.early, sites.old, finance.capital.tower]\n"
            f"        years: {{value: 1, source: assumed}}\n"
        ),
    )


@pytest.fixture(scope="module")
def write(tmp_path_factory):
    """Write a child of places.yaml."""
    folder = tmp_path_factory.mktemp("places")

    def written(text, name="child.yaml"):
        path = folder / name
        path.write_text(f"bedmodel: 1\nextends: {PLACES}\n{text}", encoding="utf-8")
        return path

    return written


def draws_of(results, metric, label):
    """A figure by draw and year."""
    return np.stack([results.draws_of(f"{metric}[{label},year={year}]") for year in YEARS], axis=1)


def check_gate(results, plan, pool, limit, services):
    """Beds close only as far as the year before allows; they lie between the plan and what was open."""
    beds, occupied = (draws_of(results, f"beds.{kind}", f"pool={pool}") for kind in ("available", "occupied"))
    for t in range(1, len(YEARS)):
        closes = beds[:, t] < beds[:, t - 1]
        assert (occupied[closes, t - 1] <= limit * beds[closes, t] + HAIR).all()
        for service in services:
            needed, staffed = (
                draws_of(results, f"services.places_{k}", f"line={service}") for k in ("needed", "staffed")
            )
            assert (staffed[closes, t - 1] >= needed[closes, t - 1] - HAIR).all()
        assert (beds[:, t] >= plan[:, t]).all()
        assert (beds[:, t] <= np.maximum(beds[:, t - 1], plan[:, t])).all()
        held_for_nothing = (beds[:, t] > plan[:, t]) & (occupied[:, t - 1] < limit * beds[:, t] - HAIR)
        for draw in np.flatnonzero(held_for_nothing):
            assert services, "more beds than the condition asks for"
            staffed = [draws_of(results, "services.places_staffed", f"line={s}")[draw, t - 1] for s in services]
            needed = [draws_of(results, "services.places_needed", f"line={s}")[draw, t - 1] for s in services]
            assert any(have < want for have, want in zip(staffed, needed, strict=True))
    assert draws_of(results, "beds.held_open", f"pool={pool}") == pytest.approx(beds - plan, abs=HAIR)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(scenarios())
def test_a_gate_closes_no_bed_in_a_year_whose_condition_fails(write, made):
    limit, _, _, _, waits_for, text = made
    results = run(load(write(text)), draws=DRAWS)
    ungated = text.replace("remove: [", "remove: [pools.main.gate, pools.side.gate, ")
    if "remove" not in ungated:
        ungated = f"remove: [pools.main.gate, pools.side.gate]\n{ungated}"
    ungated = "\n".join(line for line in ungated.splitlines() if "gate: {" not in line)
    planned = run(load(write(ungated, "ungated.yaml")), draws=DRAWS)
    services = [name for name in ("home", "clinic") if name in waits_for]
    check_gate(results, draws_of(planned, "beds.available", "pool=main"), "main", limit, services)
    check_gate(results, draws_of(planned, "beds.available", "pool=side"), "side", 0.8, [])


@settings(max_examples=25, deadline=None, derandomize=True)
@given(scenarios())
def test_every_pound_has_one_payer_and_one_organisation(write, made):
    drawn = run(load(write(made[-1])), draws=DRAWS).drawn
    gap, shifted = drawn["finance.gap"][..., 0], drawn["finance.cost_shifted"][..., 0]
    assert drawn["finance.gap_by_payer"][..., 1:].sum(axis=-1) == pytest.approx(gap + shifted, abs=HAIR)
    assert drawn["finance.gap_by_organisation"][..., 1:].sum(axis=-1) == pytest.approx(gap, abs=HAIR)
    measures, added = drawn["finance.measure"][..., 0], drawn["finance.new_cost"][..., 0]
    assert gap == pytest.approx(drawn["finance.gap_do_nothing"][..., 0] - measures + added, abs=HAIR)
    for metric, table in drawn.items():
        if metric in ("finance.gap_by_payer", "finance.measure", "finance.new_cost", "care.hours", "workforce.wte"):
            assert table[..., 1:].sum(axis=-1) == pytest.approx(table[..., 0], abs=1e-6), metric


@settings(max_examples=25, deadline=None, derandomize=True)
@given(scenarios())
def test_levers_never_deliver_more_than_the_places_with_staff(write, made):
    _, fill, home, staff, _, text = made
    results = run(load(write(text)), draws=DRAWS)
    room = {"home": np.array([0, *home]) * fill, "clinic": np.minimum(50, np.array([staff[0], *staff]) / 2)}
    for service, levers in (("home", ("early", "virtual")), ("clinic", ("therapy",))):
        taken = sum(
            np.maximum(draws_of(results, "levers.reduction", f"line={name}"), 0) * DAYS[name] for name in levers
        )
        assert (taken <= room[service] + HAIR).all()
        used = draws_of(results, "services.places_staffed", f"line={service}")
        assert (used <= draws_of(results, "services.places_needed", f"line={service}") + HAIR).all()
        assert (used * (fill if service == "home" else 1) <= room[service] + HAIR).all()


@pytest.mark.parametrize(
    "limit", ["", ", places: {value: 1000000, source: assumed}", ", staff: {value: 1000000, source: assumed}, {wte}"]
)
def test_a_service_with_room_for_all_moves_no_bit(child, limit):
    scenario = load(SCENARIOS / "bct.yaml")
    names = {lever.moves_to.service for lever in scenario.content.levers.values() if lever.moves_to}
    limit = limit.replace("{wte}", "wte_per_place: {value: 0.5, source: assumed}")
    text = "services:\n" + "".join(f'  "{name}": {{title: Care{limit}}}\n' for name in names if name)
    plain = run(scenario, draws=200)
    limited = run(load(child(text, of=SCENARIOS / "bct.yaml")), draws=200)
    assert set(plain.drawn) < set(limited.drawn)
    for metric, table in plain.drawn.items():
        if metric != "workforce.wte":
            assert np.array_equal(table, limited.drawn[metric], equal_nan=True), metric


def test_shares_of_spending_that_vary_on_their_own_leave_no_pound_without_a_payer(child):
    """Each share is stated and sums to 1 as stated; in the draws one of them varies, so their sum does too."""
    rest = "rest: {share: {value: 0.4, source: assumed}}"
    wards = f"wards: {{share: {{value: 0.6, source: assumed{_uniform(0.5, 0.7)}}}}}"
    text = f"remove: [finance.gap_holders]\nfinance: {{costs: {{{wards}, {rest}}}}}\n"
    drawn = run(load(child(text, of=PLACES)), draws=50).drawn
    gap, shifted = drawn["finance.gap"][..., 0], drawn["finance.cost_shifted"][..., 0]
    assert drawn["finance.gap_by_payer"][..., 1:].sum(axis=-1) == pytest.approx(gap + shifted, abs=HAIR)
    assert drawn["finance.gap_by_organisation"][..., 1:].sum(axis=-1) == pytest.approx(gap, abs=HAIR)
