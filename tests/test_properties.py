"""What must hold whatever the numbers are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedmodel.compile.sampling import sample
from bedmodel.draws.streams import uniforms
from bedmodel.report.records import as_csv, as_json
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY, figures_equal

DRAWS = 300
IDLE = """
levers:
  idle:
    title: A lever without effect
    acts_on: {pool}
    effect: {{value: 0.0, source: assumed}}
"""


@pytest.mark.parametrize(("name", "pool"), [("bct.yaml", "acute"), ("half-delivery.yaml", "community")])
def test_a_lever_with_zero_effect_is_bit_identical_to_none(child, name, pool):
    plain = run(load(SCENARIOS / name), draws=DRAWS)
    idle = run(load(child(IDLE.format(pool=pool), of=SCENARIOS / name)), draws=DRAWS)
    for metric, table in plain.drawn.items():
        other = idle.drawn[metric]
        if metric in ("levers.reduction", "finance.new_cost"):
            assert np.array_equal(table[..., 0], other[..., 0]), metric
        else:
            assert np.array_equal(table, other, equal_nan=True), metric
    assert [problem.code for problem in idle.warnings] == ["M001"]
    assert not plain.warnings


def test_nine_idle_levers_move_no_bit_either(child):
    """Nine, because numpy groups sums by eights."""
    plain = run(load(TOY), draws=0)
    levers = "levers:\n" + "".join(
        f"  idle{n}: {{title: Idle, acts_on: medical, effect: {{value: 0, source: assumed}}}}\n" for n in range(9)
    )
    idle = run(load(child(levers)), draws=0)
    for metric in ("beds.gap", "finance.gap", "care.no_stated_destination"):
        assert np.array_equal(plain.central[metric], idle.central[metric])


def test_the_gap_is_exactly_open_less_needed(bct):
    by_pool = bct.drawn["beds.available"][..., 1:] - bct.drawn["beds.required"][..., 1:]
    assert np.array_equal(bct.drawn["beds.gap"][..., 1:], by_pool)


def test_money_left_is_the_sum_of_its_parts(bct):
    parts = (
        bct.drawn["finance.gap_do_nothing"][..., 0]
        - bct.drawn["finance.measure"][..., 0]
        + bct.drawn["finance.new_cost"][..., 0]
    )
    assert bct.drawn["finance.gap"][..., 0] == pytest.approx(parts, abs=1e-9)
    for metric in ("finance.measure", "finance.new_cost", "finance.cost_do_nothing", "levers.reduction"):
        table = bct.drawn[metric]
        assert table[..., 1:].sum(axis=-1) == pytest.approx(table[..., 0], abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(scale=st.sampled_from([10, 2, 0.5, 7.3]))
def test_scaling_beds_and_need_scales_the_gap(scale):
    plain = run(load(TOY), draws=0)
    changed = [
        f"pools.medical.beds={100 * scale}",
        f"pools.medical.beds_plan.2022/23={80 * scale}",
        f"pools.surgical.beds={40 * scale}",
    ]
    scaled = run(load(TOY, settings=changed), draws=0)
    assert scaled.central["beds.gap"] == pytest.approx(plain.central["beds.gap"] * scale, abs=1e-9)
    assert scaled.central["occupancy.mean"] == pytest.approx(plain.central["occupancy.mean"])


def test_same_seed_same_bytes():
    first, second = (run(load(SCENARIOS / "bct.yaml"), draws=DRAWS, seed=7) for _ in range(2))
    assert as_json(first) == as_json(second)
    assert as_csv(first) == as_csv(second)
    other = run(load(SCENARIOS / "bct.yaml"), draws=DRAWS, seed=8)
    assert as_csv(first) != as_csv(other)


@pytest.mark.parametrize("block", [1, 7, 64, 299, 300, 5000])
def test_a_block_size_never_changes_a_result(block):
    scenario = load(SCENARIOS / "bct.yaml")
    figures_equal(run(scenario, draws=DRAWS), run(scenario, draws=DRAWS, block_size=block))


def test_every_option_is_tried_against_the_same_futures():
    """Alternatives that change other assumptions see bit-identical draws of the ones they share."""
    base = sample(load(SCENARIOS / "bct.yaml"), 1, DRAWS)
    for name in ("no-cuts", "half-delivery", "bct-on-evidence"):
        other = sample(load(SCENARIOS / f"{name}.yaml"), 1, DRAWS)
        assert set(base) <= set(other)
        for path, values in base.items():
            assert np.array_equal(values, other[path]), path


NAMES = st.text("abcdefghijk-", min_size=1, max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=8, unique=True), st.randoms(), st.integers(0, 2**31))
def test_streams_do_not_depend_on_one_another(paths, random, seed):
    alone = {path: uniforms(path, seed, 50) for path in paths}
    shuffled = list(paths)
    random.shuffle(shuffled)
    for path in shuffled[: len(shuffled) // 2 + 1]:
        assert np.array_equal(uniforms(path, seed, 50), alone[path])


@settings(max_examples=50, deadline=None)
@given(NAMES, st.integers(0, 2**31), st.integers(1, 400))
def test_streams_are_stratified(path, seed, draws):
    u = uniforms(path, seed, draws)
    assert ((u >= 0) & (u < 1)).all()
    assert sorted(int(x) for x in u * draws) == list(range(draws))


def test_adding_removing_and_reordering_assumptions_moves_no_other_draw(child):
    spread = "{value: 0.8, source: assumed, distribution: {kind: uniform, low: 0.7, high: 0.9}}"
    one = f"pools: {{surgical: {{occupancy: {spread}}}}}\n"
    two = f"pools: {{medical: {{occupancy: {spread}}}, surgical: {{occupancy: {spread}}}}}\n"
    reordered = f"pools: {{surgical: {{occupancy: {spread}}}, medical: {{occupancy: {spread}}}}}\n"
    samples = [sample(load(child(text, name=f"{n}.yaml")), 3, DRAWS) for n, text in enumerate((one, two, reordered))]
    assert [len(s) for s in samples] == [1, 2, 2]
    path = "pools.surgical.occupancy"
    assert all(np.array_equal(samples[0][path], s[path]) for s in samples)


CORRELATED = """
assumptions:
  a: {title: A, unit: fraction, value: 0.8, source: assumed, distribution: {kind: uniform, low: 0.7, high: 0.9}}
  b: {title: B, unit: fraction, value: 0.8, source: assumed, distribution: {kind: uniform, low: 0.7, high: 0.9}}
  c: {title: C, unit: fraction, value: 0.8, source: assumed, distribution: {kind: uniform, low: 0.7, high: 0.9}}
pools: {medical: {occupancy: a, standard: c}, surgical: {occupancy: b}}
"""
LINK = "correlations:\n  - {between: [a, b], rho: {value: 0.9, source: assumed}}\n"


def test_a_rank_correlation_leaves_all_others_alone(child):
    free = sample(load(child(CORRELATED, name="free.yaml")), 1, DRAWS)
    linked = sample(load(child(CORRELATED + LINK, name="linked.yaml")), 1, DRAWS)
    assert np.array_equal(free["assumptions.a"], linked["assumptions.a"])
    assert np.array_equal(free["assumptions.c"], linked["assumptions.c"])
    assert np.array_equal(np.sort(free["assumptions.b"]), np.sort(linked["assumptions.b"]))
    assert np.corrcoef(linked["assumptions.a"], linked["assumptions.b"])[0, 1] > 0.85


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    beds=st.floats(1, 5000),
    occupancy=st.floats(0.01, 1.2),
    effect=st.floats(-0.5, 1.0),
    growth=st.floats(-0.2, 0.2),
)
def test_any_reasonable_numbers_give_figures_that_hang_together(beds, occupancy, effect, growth):
    changed = [
        f"pools.medical.beds_plan.2022/23={beds}",
        f"pools.medical.occupancy={occupancy}",
        f"levers.transfer.effect={effect}",
        f"assumptions.tenth={growth}",
    ]
    toy = run(load(TOY, settings=changed), draws=0)
    need = toy.value("beds.occupied[pool=medical]")
    assert toy.value("beds.required[pool=medical]") == pytest.approx(need / 0.9)
    assert toy.value("beds.gap[pool=medical]") == pytest.approx(beds - need / 0.9)
    assert toy.value("occupancy.mean[pool=medical]") * beds == pytest.approx(need)
    assert need >= 0
    moved = toy.value("levers.reduction[line=transfer]")
    grown = toy.value("beds.occupied[pool=surgical]") - toy.value("beds.occupied_before_levers[pool=surgical]")
    assert moved == pytest.approx(grown, abs=1e-9)
