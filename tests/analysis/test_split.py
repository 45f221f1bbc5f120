"""Splits of the model's figures: worked by hand on the toy, exact on every scenario, and told apart by driver."""

from dataclasses import replace

import numpy as np
import pytest

from bedmodel.analysis import split as split_module
from bedmodel.analysis.drivers import Driver
from bedmodel.analysis.moment import plain
from bedmodel.analysis.split import TERMS, split_options, split_years
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import METRICS, Selector
from bedmodel.problems import ModelError, ScenarioError
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import ALL_SCENARIOS, PLACES, ROOT, SCENARIOS, TOY

FILES = ALL_SCENARIOS
DRAWS = 40
BEDLESS = ROOT / "tests" / "toy" / "bedless.yaml"


def tried(path, draws=0, **settings):
    return Trials.of(load(path, settings=[f"{name}={value}" for name, value in settings.items()]), draws=draws)


def parts(split, *, moving=True):
    """The central parts by kind or name of their driver."""
    shown = split.moving if moving else split.parts
    return {part.driver.name or part.driver.kind: part.amount.central for part in shown}


def of(address):
    return Selector.parse(address)


# Medical: 100 beds needed become 94.4775 (test_toy.py). L = −5.5225 ÷ ln 0.944775 = −5.5225 ÷ −0.0568085 = 97.2126.
# × ln 1.021 = 0.0207825: 2.0203; × ln(1.105 ÷ 1.021) = 0.0998453 − 0.0207825 = 0.0790628: 7.6859;
# × ln 0.9 = −0.1053605: −10.2424; × ln 0.95 = −0.0512933: −4.9864. Together −5.5225.
def test_beds_needed_on_the_toy():
    found = split_years(tried(TOY), of("beds.required[pool=medical]"))
    assert (found.start.figure.central, found.end.figure.central) == pytest.approx((100, 94.4775))
    wanted = {"people": 2.0203, "age": 7.6859, "home": -10.2424, "transfer": -4.9864}
    assert parts(found) == {name: pytest.approx(value, abs=1e-3) for name, value in wanted.items()}
    assert sum(parts(found).values()) == pytest.approx(-5.5225, rel=1e-9)
    assert [part.driver.kind for part in found.still] == ["health", "growth", "stay"]


# 40 becomes 53.482 = 40 × 1.105 × 1.21. L = 13.482 ÷ ln 1.33705 = 13.482 ÷ 0.2904657 = 46.4151.
# × 0.0207825 = 0.9646; × 0.0790628 = 3.6697; × ln 1.21 = 0.1906204: 8.8477.
def test_cost_of_a_line_on_the_toy():
    found = split_years(tried(TOY), of("finance.cost_do_nothing[line=ward]"))
    wanted = {"people": 0.9646, "age": 3.6697, "price": 8.8477}
    assert parts(found) == {name: pytest.approx(value, abs=1e-3) for name, value in wanted.items()}
    assert sum(parts(found).values()) == pytest.approx(13.482, rel=1e-9)


# Half of the ward's cost follows need: 20 stays but for prices, 20 × 1.21 = 24.2; 20 × 1.105 × 1.21 = 26.741.
# L = 6.741 ÷ 0.2904657 = 23.2075; people 0.4823, ages 1.8349, prices 4.4238 + 4.2 = 8.6238. Together 10.941.
def test_a_cost_that_follows_need_by_half(child):
    path = child("finance: {costs: {ward: {volume: {elasticity: {value: 0.5, source: assumed}}}}}")
    found = split_years(tried(path), of("finance.cost_do_nothing[line=ward]"))
    wanted = {"people": 0.4823, "age": 1.8349, "price": 8.6238}
    assert parts(found) == {name: pytest.approx(value, abs=1e-3) for name, value in wanted.items()}
    assert found.change.central == pytest.approx(10.941)


# Medical: 0.9 full becomes 1.062871875, in 80 beds instead of 100.
# L = 0.162871875 ÷ ln 1.18096875 = 0.162871875 ÷ 0.1663351 = 0.979179.
# × ln 1.25 = 0.2231436: 0.218498; the logarithms above × 0.979179.
def test_how_full_a_ward_is_on_the_toy():
    found = split_years(tried(TOY), of("occupancy.mean[pool=medical]"))
    wanted = {"people": 0.02035, "age": 0.07742, "home": -0.10317, "transfer": -0.05023, "plan": 0.21850}
    assert parts(found) == {name: pytest.approx(value, abs=1e-4) for name, value in wanted.items()}


# The gap of all the money: cost as above plus −10.25 of income growth, then each line as test_toy.py has it.
def test_the_gap_on_the_toy_has_every_line():
    found = parts(split_years(tried(TOY), of("finance.gap")))
    assert found["income-growth"] == pytest.approx(-10.25)
    assert found["variable-costs"] == pytest.approx(-0.12737406825)
    assert found["ward-costs"] == pytest.approx(-0.158994)
    assert found["procurement"] == pytest.approx(-0.5)
    assert found["thrift"] == pytest.approx(-1.194)
    assert found["care-elsewhere/home"] == pytest.approx(0.439220925)
    assert found["capital-charges/theatre"] == pytest.approx(1.38)
    assert sum(found.values()) == pytest.approx(3.07085285675)


# 121 older people instead of 100.
def test_people_by_age_band():
    found = split_years(tried(TOY), of("population.total"))
    assert parts(found) == {"65+": pytest.approx(21)}
    assert parts(found, moving=False)["0-64"] == 0


def test_beds_of_all_pools_are_the_sums_of_each():
    trials = tried(TOY)
    both = [parts(split_years(trials, of(f"beds.gap[pool={pool}]"))) for pool in ("medical", "surgical")]
    found = parts(split_years(trials, of("beds.gap")))
    for name, value in found.items():
        assert value == pytest.approx(sum(pool.get(name, 0.0) for pool in both))


def exact(found, draws):
    """The parts sum to the change, in the central case and in each draw, and all figures have all draws."""
    size = max(abs(found.start.figure.central), abs(found.end.figure.central), 1.0)
    assert sum(part.amount.central for part in found.parts) == pytest.approx(found.change.central, abs=1e-9 * size)
    if draws:
        drawn = np.sum([part.amount.drawn for part in found.parts], axis=0)
        assert found.change.drawn.shape == (draws,)
        assert drawn == pytest.approx(found.change.drawn, rel=1e-9, abs=1e-9 * size)


@pytest.mark.parametrize("path", [*FILES, TOY, PLACES, BEDLESS], ids=lambda path: path.stem)
def test_every_figure_is_what_a_run_gives_and_its_parts_sum_to_the_change(path):
    scenario = load(path)
    results, trials = run(scenario, draws=DRAWS, register=False), Trials.of(scenario, draws=DRAWS)
    first, last = results.years[0], results.years[-1]
    for metric in (m for m in METRICS if results.has(m) and METRICS[m].adds_up):
        found = split_years(trials, Selector(metric))
        exact(found, DRAWS)
        for end, year in ((found.start, first), (found.end, last)):
            place = Selector(metric, year=year)
            assert end.figure.central == results.value(place)
            assert np.array_equal(end.figure.drawn, np.broadcast_to(results.draws_of(place), DRAWS))
    for pool in scenario.content.pools:
        for metric in ("beds.required", "beds.gap", "beds.available", "occupancy.winter"):
            exact(split_years(trials, Selector(metric, pool=pool)), DRAWS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_against_itself_is_all_nought(path):
    first, second = tried(path, DRAWS), tried(path, DRAWS)
    for metric in TERMS:
        if first.has(metric):
            found = split_options(first, second, Selector(metric))
            assert not found.moving
            assert found.change.statistics == (0.0,) * 5
            assert all(part.amount.central == 0.0 and not part.amount.drawn.any() for part in found.parts)


@pytest.mark.parametrize("metric", ["beds.gap", "occupancy.mean", "finance.gap"])
def test_the_other_way_round_every_part_turns_its_sign(metric):
    bct, stress = (tried(SCENARIOS / f"{name}.yaml", DRAWS) for name in ("bct", "campaign-stress"))
    both_ways = [
        (
            split_years(bct, Selector(metric), "2016/17", "2019/20"),
            split_years(bct, Selector(metric), "2019/20", "2016/17"),
        ),
        (split_options(bct, stress, Selector(metric)), split_options(stress, bct, Selector(metric))),
    ]
    for there, back in both_ways:
        turned = {part.driver: part.amount for part in back.parts}
        assert len(there.moving) >= 2
        for part in there.parts:
            size = abs(there.change.central) + 1.0
            assert part.amount.central == pytest.approx(-turned[part.driver].central, rel=1e-9, abs=1e-9 * size)
            assert part.amount.drawn == pytest.approx(-turned[part.driver].drawn, rel=1e-9, abs=1e-9 * size)


PAIRS = [
    ("bct", "no-cuts"),
    ("bct", "bct-with-risks"),
    ("bct", "gated-on-evidence"),
    ("bct", "campaign-stress"),
    ("bct", "discharge-and-falls"),
    ("no-cuts", "no-cuts-funded"),
    ("bct-2014", "bct-2014-net-387"),
    ("bct", "moves-to-families"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_options_differ_by_what_a_comparison_says_and_parts_sum_to_it(first, second):
    trials = [tried(SCENARIOS / f"{name}.yaml", DRAWS) for name in (first, second)]
    results = [run(t.scenario, draws=DRAWS, register=False) for t in trials]
    for metric in (m for m in TERMS if all(r.has(m) for r in results)):
        found = split_options(*trials, Selector(metric))
        exact(found, DRAWS)
        place = Selector(metric, year=found.end.year)
        assert found.change.central == results[1].value(place) - results[0].value(place)


def test_options_that_differ_in_one_thing_differ_by_it_alone():
    bct, no_cuts = (tried(SCENARIOS / f"{name}.yaml", DRAWS) for name in ("bct", "no-cuts"))
    found = split_options(bct, no_cuts, of("beds.gap[pool=acute]"))
    assert parts(found) == {"plan": pytest.approx(243)}
    half = tried(SCENARIOS / "bct.yaml", DRAWS, left_shift_delivery=0.5)
    assert parts(split_options(bct, half, of("beds.required[pool=acute]"))).keys() == {"left-shift"}
    dear = tried(SCENARIOS / "bct.yaml", DRAWS, occupancy_standard=0.85)
    assert parts(split_options(bct, dear, of("beds.required[pool=acute]"))).keys() == {"standard"}


@pytest.mark.parametrize("metric", ["beds.required", "beds.gap"])
def test_between_an_occupancy_and_days_over_it_is_the_standard_that_differs(metric):
    bct, days = (tried(SCENARIOS / f"{name}.yaml", 40) for name in ("bct", "bct-ten-days"))
    for first, second in ((bct, days), (days, bct)):
        found = split_options(first, second, of(f"{metric}[pool=community]"))
        assert parts(found).keys() == {"standard"}
        exact(found, 40)
    years = split_years(days, of("beds.required[pool=community]"))
    assert parts(years)["size"] > 0, "fewer patients share them"


def test_a_pool_that_one_option_lacks_is_a_part_of_its_own(child):
    one = tried(child("scenario: {id: one}\nremove: [pools.surgical, levers.transfer]"))
    both = tried(TOY)
    found = split_options(one, both, of("beds.available"))
    assert parts(found) == {"surgical": 40}
    (part,) = found.moving
    assert part.title == "Surgical ward (only in toy)"
    assert parts(split_options(both, one, of("beds.available"))) == {"surgical": -40}
    needed = parts(split_options(one, both, of("beds.required")))
    assert needed == {"transfer": pytest.approx(-0.05 * 89.505 / 0.9), "surgical": pytest.approx(45.6213465)}


def test_a_cost_line_that_one_option_lacks_is_a_part_of_its_own(child):
    text = "finance: {costs: {new: {title: New drugs, share: {value: 0.1, source: assumed}, inflation: none}}}"
    found = split_options(tried(TOY), tried(child(f"scenario: {{id: child}}\n{text}")), of("finance.gap_do_nothing"))
    assert parts(found) == {"new": pytest.approx(10), "share": pytest.approx(-10)}
    assert "Cost if nothing changes: New drugs (only in child)" in {part.title for part in found.moving}


# A ward without beds or patients, to which ten then come; a tenth of whom a later lever sends home.
def test_patients_in_a_pool_that_was_empty_are_the_levers_that_brought_them(child):
    path = child("""
pools: {surgical: {beds: {value: 0, source: assumed}, beds_plan: {2021/22: {value: 40, source: assumed}}}}
levers:
  again: {title: Home again, acts_on: surgical, effect: {value: 0.1, source: assumed},
    reach: {values: {2020/21: 0.0, 2021/22: 0.0, 2022/23: 1.0}, source: assumed}}
""")
    trials = tried(path)
    found = split_years(trials, of("beds.occupied[pool=surgical]"))
    assert parts(found) == {"transfer": pytest.approx(4.47525 * 0.9)}
    later = split_years(trials, of("beds.occupied[pool=surgical]"), "2021/22", "2022/23")
    assert parts(later).keys() == {"transfer", "again"}
    assert later.change.central == pytest.approx(4.47525 * 0.9 - 4.48875)
    with pytest.raises(KeyError, match="no bed is open"):
        split_years(trials, of("occupancy.mean[pool=surgical]"))


def test_beds_held_open_are_told_from_the_plan():
    gated = split_years(tried(SCENARIOS / "gated-on-evidence.yaml", DRAWS), of("beds.available[pool=acute]"))
    found = {part.driver.kind: part.amount.central for part in gated.parts}
    assert found["plan"] == pytest.approx(-243)
    assert found["gate"] == pytest.approx(222, abs=0.5)


# Ten beds of the medical ward are shut in half of the futures; none in the central case.
def test_beds_that_events_shut_are_told_from_the_plan(child):
    path = child("""
risks:
  flood:
    title: A flood
    owner: Somebody
    probability: {value: 0.5, source: assumed}
    impact: {beds: {pool: medical, lost: {value: 10, source: assumed}}}
""")
    trials = tried(path, 400)
    for metric, sign in (("beds.gap", 1), ("beds.available", 1), ("beds.per_1000", 1), ("occupancy.mean", -1)):
        found = split_years(trials, Selector(metric, pool="medical"))
        exact(found, 400)
        shut = next(part for part in found.parts if part.driver.kind == "events")
        assert shut.amount.central == 0
        assert 150 < np.count_nonzero(shut.amount.drawn * sign < 0) < 250
        assert shut.moves
        if metric.startswith("beds.a"):
            assert set(shut.amount.drawn) == {0.0, -10.0}


def test_where_only_one_option_varies_its_futures_are_all_there(child):
    certain = tried(TOY, 3000)
    spread = "{kind: uniform, low: 0.8, high: 0.95}"
    uncertain = f"pools: {{medical: {{occupancy: {{value: 0.9, source: assumed, distribution: {spread}}}}}}}"
    varies = tried(child(uncertain), 3000)
    for first, second in ((certain, varies), (varies, certain)):
        found = split_options(first, second, of("beds.required[pool=medical]"))
        exact(found, 3000)
        (part,) = found.moving
        assert part.driver == Driver("occupancy-at-start")
        assert part.amount.central == 0
        assert len(set(part.amount.drawn)) == 3000


def test_staff_are_those_at_the_beginning_and_every_flow():
    trials = tried(SCENARIOS / "primary-care-2019.yaml", DRAWS)
    group = next(iter(trials.scenario.content.workforce))
    results = run(trials.scenario, draws=0)
    found = split_years(trials, Selector("workforce.stock", line=group))
    for part in found.moving:
        flows = [results.value(Selector("workforce.flow", line=part.driver.name, year=y)) for y in results.years[1:]]
        assert part.amount.central == pytest.approx(sum(flows))
    exact(found, DRAWS)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("beds.gpa", "did you mean `beds.gap`"),
        ("beds.gap[pool=acutte]", "did you mean `acute`"),
        ("beds.gap[year=all]", "only flows"),
        ("finance.gap[year=all]", "a split lies between two years"),
        ("finance.measure[line=not-itemised]", "is one line, which has no parts; leave `line` out to split the total"),
        ("beds.held_open[pool=acute]", "is one pool, which has no parts.*beds.required, beds.gap"),
    ],
)
def test_what_cannot_be_split_says_why(address, says):
    with pytest.raises(KeyError, match=says):
        split_years(tried(SCENARIOS / "bct.yaml"), of(address), None, of(address).year)


def test_years_and_options_that_do_not_fit_are_refused():
    bct = tried(SCENARIOS / "bct.yaml")
    with pytest.raises(KeyError, match="2015/16 to 2020/21"):
        split_years(bct, of("beds.gap"), "2015/16", "2030/31")
    with pytest.raises(ValueError, match="same futures"):
        split_options(bct, tried(SCENARIOS / "no-cuts.yaml", 10), of("beds.gap"))
    with pytest.raises(ScenarioError, match="X001"):
        split_options(bct, tried(TOY), of("beds.gap"))


def test_a_split_of_another_model_than_this_one_is_refused(monkeypatch):
    wrong = {**TERMS, "beds.gap": lambda moment, figure: {"one": plain(Driver("plan"), np.array([float(moment.year)]))}}
    monkeypatch.setattr(split_module, "TERMS", wrong)
    with pytest.raises(ModelError, match="miss its change"):
        split_years(tried(TOY), of("beds.gap"))


def test_seed_and_blocks_change_nothing_they_should_not():
    one, same, other = (Trials.of(load(SCENARIOS / "bct.yaml"), draws=2500, seed=seed) for seed in (1, 1, 2))
    first, second, third = (split_years(trials, of("finance.gap")) for trials in (one, same, other))
    assert all(np.array_equal(a.amount.drawn, b.amount.drawn) for a, b in zip(first.parts, second.parts, strict=True))
    assert not np.array_equal(first.change.drawn, third.change.drawn)
    few = split_years(replace(one, draws=0), of("finance.gap"))
    assert [part.amount.central for part in few.parts] == [part.amount.central for part in first.parts]
