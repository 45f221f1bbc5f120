"""The risk register: what never strikes changes nothing, what is certain equals the same event in the plan."""

import numpy as np
import pytest

from bedmodel.compile.sampling import strikes
from bedmodel.figures import columns
from bedmodel.metrics import METRICS, Selector
from bedmodel.report.words_plan import risks
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import PLACES

DRAWS = 60
SPREAD = """
pools:
  side: {occupancy: {value: 0.8, source: assumed, distribution: {kind: uniform, low: 0.7, high: 0.9}}}
levers:
  virtual: {delivery: {value: 0.5, source: assumed, distribution: {kind: uniform, low: 0.2, high: 0.8}}}
finance:
  measures: {buying: {delay: {value: 1.5, source: assumed, distribution: {kind: uniform, low: 0, high: 3}}}}
"""
FREE = "remove: [pools.main.gate, pools.main.delay, pools.side.gate]\n"
GAP = Selector("finance.gap", year="2024/25")


def risk(impact, probability=1.0, name="event", extra=""):
    return (
        f"  {name}:\n    title: An event\n    owner: Somebody\n"
        f"    probability: {{value: {probability}, source: assumed}}\n    impact: {{{impact}}}\n{extra}"
    )


@pytest.fixture
def made(tmp_path):
    """Run a chain of children of places.yaml, each text on top of the one before."""

    def make(*texts, draws=DRAWS, name="made"):
        parent = PLACES
        for at, text in enumerate(filter(None, (SPREAD, *texts))):
            path = tmp_path / f"{name}{at}.yaml"
            path.write_text(f"bedmodel: 1\nextends: {parent}\n{text}", encoding="utf-8")
            parent = path
        return run(load(parent), draws=draws)

    return make


def shared(first, second):
    """Every figure that two runs have in common, central and drawn, as pairs of (draw, year) by metric and label."""
    for metric in first.central.keys() & second.central.keys():
        labels = [columns(results.scenario, METRICS[metric]) for results in (first, second)]
        for label in set(labels[0]) & set(labels[1]):
            at, other = (found.index(label) for found in labels)
            yield f"{metric} {label}", first.central[metric][..., at], second.central[metric][..., other]
            yield f"{metric} {label}", first.drawn[metric][..., at], second.drawn[metric][..., other]


IMPACTS = {
    "need": "need: {pool: main, share: {value: 0.2, source: assumed}}",
    "beds": "beds: {pool: main, lost: {value: 10, source: assumed}}",
    "cost": "cost: {values: {2022/23: 3, 2023/24: 5}, source: assumed}",
    "delay": "delay: {of: [pools.main, levers.early, levers.virtual, sites.new, finance.measures.buying, "
    "finance.measures.thrift, finance.capital.tower, finance.receipts.land], years: {value: 1, source: assumed}}",
    "undelivered": "undelivered: {of: [levers.early, levers.virtual, finance.measures.buying, "
    "finance.measures.thrift], share: {value: 0.4, source: assumed}}",
    "overrun": "overrun: {of: finance.capital.tower, share: {value: 0.25, source: assumed}}",
}


@pytest.mark.parametrize("kind", IMPACTS)
def test_a_risk_that_never_strikes_moves_no_bit(made, kind):
    without, with_it = made(), made("risks:\n" + risk(IMPACTS[kind], 0.0), name="with")
    for name, table, other in shared(without, with_it):
        assert np.array_equal(table, other, equal_nan=True), name
    (found,) = with_it.register.risks
    assert found.struck == 0
    for effect in found.effects.values():
        assert (effect.expected, effect.p80) == (0, 0)
        assert np.isnan(effect.if_it_strikes)


@pytest.mark.parametrize("kind", IMPACTS)
def test_each_future_is_one_without_it_or_one_in_which_it_is_certain(made, kind):
    without = made(FREE)
    certain = made(FREE, "risks:\n" + risk(IMPACTS[kind]), name="certain")
    perhaps = made(FREE, "risks:\n" + risk(IMPACTS[kind], 0.4), name="perhaps")
    struck = strikes(perhaps.scenario, perhaps.seed, DRAWS, perhaps.samples, {})["event"] > 0
    assert struck.sum() == 24
    for name, table, other in shared(perhaps, without):
        if len(table) > 1:
            assert np.array_equal(table[~struck], other[~struck], equal_nan=True), name
    for name, table, other in shared(perhaps, certain):
        if len(table) > 1:
            assert np.array_equal(table[struck], other[struck], equal_nan=True), name


IN_MIDDLE = "    starts: 2022/23\n    ends: 2023/24\n"
HEALTH = "{values: {2020/21: 1, 2021/22: 1, 2022/23: 1.2, 2023/24: 1.2, 2024/25: 1}, source: assumed}"
LOWER = ", ".join(
    f"{year}: {{value: {beds}, source: assumed}}"
    for year, beds in (("2021/22", 80), ("2022/23", 50), ("2023/24", 50), ("2024/25", 60))
)
LATER = """
pools: {main: {delay: {value: 1, source: assumed}}}
levers:
  early: {delay: {value: 1, source: assumed}}
  virtual: {delay: {value: 1.5, source: assumed}}
sites: {new: {delay: {value: 1.75, source: assumed}}}
finance:
  measures:
    buying: {delay: {value: 2.5, source: assumed, distribution: {kind: uniform, low: 1, high: 4}}}
    thrift: {delay: {value: 1.5, source: assumed}}
  capital: {tower: {delay: {value: 1.5, source: assumed}}}
  receipts: {land: {delay: {value: 2.25, source: assumed}}}
"""
LESS = """
levers:
  early: {delivery: {value: 0.6, source: assumed}}
  virtual: {delivery: {value: 0.3, source: assumed, distribution: {kind: uniform, low: 0.12, high: 0.48}}}
finance:
  measures:
    buying: {delivery: {value: 0.6, source: assumed}}
    thrift: {delivery: {value: 0.6, source: assumed}}
"""
COST = """
finance:
  measures:
    event:
      title: An event
      saving: {values: {2022/23: -3, 2023/24: -5}, source: assumed}
      reach: {values: {2021/22: 0, 2022/23: 1, 2023/24: 1, 2024/25: 0}, source: assumed}
"""
HOLDERS = ("finance.gap_by_payer", "finance.gap_by_organisation")
BY_HAND = {
    "need": (IN_MIDDLE, f"pools: {{main: {{demand: {{health_status: {HEALTH}}}}}}}\n"),
    "beds": (IN_MIDDLE, f"pools: {{main: {{beds_plan: {{{LOWER}}}}}}}\n"),
    "cost": (IN_MIDDLE, COST),
    "delay": ("", LATER),
    "undelivered": ("", LESS),
    "overrun": ("", "finance: {capital: {tower: {amount: {value: 25, source: assumed}}}}\n"),
}
ELSEWHERE = {
    "cost": {"finance.measure", "finance.new_cost"},
    "beds": {"finance.measure", "finance.new_cost", "finance.stranded", "finance.gap", *HOLDERS},
}
"""Where the same event stands under another head when it is written by hand, or where money is not released by it."""


@pytest.mark.parametrize("kind", IMPACTS)
def test_a_certain_risk_equals_the_same_event_built_in_by_hand(made, kind):
    years, by_hand = BY_HAND[kind]
    certain = made(FREE, "risks:\n" + risk(IMPACTS[kind], extra=years))
    built_in = made(FREE, by_hand, name="built")
    without = made(FREE, name="without")
    changed = False
    for name, table, other in shared(certain, built_in):
        if name.split()[0] not in ELSEWHERE.get(kind, ()):
            assert table == pytest.approx(other, abs=1e-9, nan_ok=True), name
    for _, table, other in shared(certain, without):
        changed = changed or not np.array_equal(table, other, equal_nan=True)
    assert changed


def test_beds_that_an_event_shuts_release_no_money_but_the_shortage_costs_some(made):
    """Releases as if the beds had stayed open; escalation beds for the shortage that there is without them."""
    certain = made(FREE, "risks:\n" + risk(IMPACTS["beds"], extra=IN_MIDDLE))
    built_in, without = made(FREE, BY_HAND["beds"][1], name="built"), made(FREE, name="without")
    for metric in ("finance.measure", "finance.stranded"):
        assert np.array_equal(certain.drawn[metric], without.drawn[metric]), metric
    for year in certain.years:
        line = f"finance.new_cost[line=escalation-beds,year={year}]"
        assert certain.draws_of(line) == pytest.approx(built_in.draws_of(line), abs=1e-9)
        more = certain.draws_of(line) - without.draws_of(line)
        gap = f"finance.gap[year={year}]"
        assert certain.draws_of(gap) == pytest.approx(without.draws_of(gap) + more, abs=1e-9)
        assert (more > 0).all() == (year in ("2022/23", "2023/24"))


def test_a_saving_written_by_hand_takes_off_what_a_cost_adds(made):
    certain = made(FREE, "risks:\n" + risk(IMPACTS["cost"], extra=IN_MIDDLE))
    cost = [certain.value(f"finance.new_cost[line=risk/event,year={year}]") for year in certain.years]
    assert cost == [0, 0, 3, 5, 0]


def test_undelivered_savings_after_their_start_only(made):
    """£4m of buying, undelivered by half from 2023/24: 0, 0, 2, 2, 2 where without delay 4, 4, 2, 2 would come."""
    on_time = "finance: {measures: {buying: {delay: {value: 0, source: assumed}}}}\n"
    half = risk(
        "undelivered: {of: finance.measures.buying, share: {value: 0.5, source: assumed}}",
        extra="    starts: 2023/24\n",
    )
    found = made(on_time, "risks:\n" + half, draws=0)
    assert [found.value(f"finance.measure[line=buying,year={year}]") for year in found.years] == [0, 4, 4, 2, 2]


def test_two_delays_or_losses_add_and_two_shares_multiply(made):
    text = "risks:\n" + "".join(
        risk(
            f"delay: {{of: finance.receipts.land, years: {{value: {years}, source: assumed}}}}, "
            f"undelivered: {{of: levers.therapy, share: {{value: {share}, source: assumed}}}}, "
            f"overrun: {{of: finance.capital.tower, share: {{value: {share}, source: assumed}}}}, "
            f"need: {{pool: side, share: {{value: {share}, source: assumed}}}}, "
            f"beds: {{pool: side, lost: {{value: {10 * years}, source: assumed}}}}",
            name=name,
        )
        for name, years, share in (("one", 0.25, 0.5), ("two", 0.5, 0.2))
    )
    found = made(text, draws=0)
    # 1.25 + 0.25 + 0.5 = 2 years late: from 2022/23 to the last year.
    assert found.value("capital.receipts[line=land,year=2024/25]") == 5
    assert found.value("levers.reduction[line=therapy,year=2024/25]") == pytest.approx(9 * 0.5 * 0.8)
    assert found.value("capital.spend[line=tower,year=2022/23]") == pytest.approx(11 * 1.5 * 1.2)
    assert found.value("beds.occupied_before_levers[pool=side]") == pytest.approx(88 * 1.5 * 1.2)
    # 110 are held open for the 88 patients of the year before.
    assert found.value("beds.available[pool=side,year=2021/22]") == pytest.approx(110 - 2.5 - 5)


def test_need_can_fall_to_nothing_but_not_below(made):
    """The most that a risk can take off a pool's need is all of it."""
    found = made("risks:\n" + risk("need: {pool: main, share: {value: -1, source: assumed}}"), draws=0)
    assert found.value("beds.occupied_before_levers[pool=main]") == 0
    assert found.value("beds.occupied_before_levers[pool=main,year=2020/21]") == 90


def test_the_central_case_holds_only_what_is_certain(made):
    likely = made("risks:\n" + risk(IMPACTS["cost"], 0.99))
    without = made(name="without")
    assert np.array_equal(likely.central["finance.gap"], without.central["finance.gap"])
    assert likely.value("finance.gap[year=2024/25,statistic=mean]") == pytest.approx(
        without.value("finance.gap[year=2024/25,statistic=mean]") + 5 * 0.99, abs=5 / DRAWS
    )


def test_the_same_futures_with_a_risk_and_without_it(made):
    without = made()
    text = "risks:\n" + risk(IMPACTS["need"], 0.4) + risk(IMPACTS["beds"], 0.6, name="other")
    with_both = made(text, name="both")
    alone = made("risks:\n" + risk(IMPACTS["need"], 0.4), name="alone")
    assert without.samples.keys() == with_both.samples.keys()
    for path, drawn in without.samples.items():
        assert np.array_equal(drawn, with_both.samples[path]), path
    both = strikes(with_both.scenario, 1, 1000, {}, {})
    assert np.array_equal(both["event"], strikes(alone.scenario, 1, 1000, {}, {})["event"])
    assert abs(np.corrcoef(both["event"], both["other"])[0, 1]) < 0.1
    assert not np.array_equal(both["event"], strikes(alone.scenario, 2, 1000, {}, {})["event"])


def test_an_uncertain_probability_strikes_as_often_as_its_mean(made):
    spread = ", distribution: {kind: uniform, low: 0.2, high: 0.6}}\n"
    text = "risks:\n" + risk(IMPACTS["cost"], 0.4).replace("source: assumed}\n", "source: assumed" + spread, 1)
    found = made(text, draws=2000)
    assert found.register.risks[0].struck == pytest.approx(0.4, abs=0.02)


# Ten million with a probability of 0.3: 3 expected, 10 where it strikes. Nothing else varies, so the P80 of the gap is
# that of a future in which it strikes, and 10 must be held to be 80% sure, nothing to be half sure.
ONE_COST = "cost: {value: 10, source: assumed}"


def calm(tmp_path, *risks):
    """places.yaml, in which nothing varies, with risks."""
    path = tmp_path / "calm.yaml"
    path.write_text(f"bedmodel: 1\nextends: {PLACES}\nrisks:\n{''.join(risks)}", encoding="utf-8")
    return load(path)


def test_expected_value_and_contingency_of_one_cost(tmp_path):
    register = run(calm(tmp_path, risk(ONE_COST, 0.3)), draws=1000).register
    (found,) = register.risks
    effect = found.effects[GAP]
    assert found.struck == 0.3
    assert effect.expected == pytest.approx(3)
    assert effect.if_it_strikes == pytest.approx(10)
    assert effect.p80 == pytest.approx(10)
    assert register.contingency[GAP] == {0.5: pytest.approx(0, abs=1e-9), 0.8: pytest.approx(10)}
    assert register.expected[GAP] == pytest.approx(3)
    beds = Selector("beds.gap", pool="main", year="2024/25")
    assert found.effects[beds].expected == 0


# Eight beds of the side building shut in a quarter of the futures. With its gate 110 stay open then, and 102 are in use
# against 104.5 otherwise: 2.5 too few. Without it 92 of 100: eight fewer.
@pytest.mark.parametrize(("gate", "fewer"), [("", 2.5), ("remove: [pools.side.gate]\n", 8)])
def test_fewer_beds_are_worse(made, gate, fewer):
    calm_side = "pools: {side: {occupancy: {value: 0.8, source: assumed}}}\n"
    calm_ward = "levers: {virtual: {delivery: {value: 0.5, source: assumed}}}\n"
    shut = "risks:\n" + risk("beds: {pool: side, lost: {value: 8, source: assumed}}", 0.25)
    register = made(gate + calm_side + calm_ward, shut, draws=1000).register
    (found,) = register.risks
    for pool, worse in (("main", 0), ("side", fewer), (None, fewer)):
        selector = Selector("beds.gap", pool=pool, year="2024/25")
        assert found.effects[selector].expected == pytest.approx(worse / 4, abs=1e-9)
        assert register.contingency[selector] == {0.5: pytest.approx(0, abs=1e-9), 0.8: pytest.approx(worse, abs=1e-9)}


def test_more_need_is_worse(made):
    found = made("risks:\n" + risk("need: {pool: side, share: {value: 0.1, source: assumed}}", 0.25)).register.risks[0]
    assert found.effects[Selector("beds.gap", pool="side", year="2024/25")].expected > 0
    assert found.effects[Selector("beds.gap", pool="main", year="2024/25")].expected == 0


def test_two_independent_risks_against_all_four_outcomes(tmp_path):
    """£10m at 0.3 and £4m at 0.5: 0 with 0.35, 4 with 0.35, 10 with 0.15, 14 with 0.15. Half sure: 4; 80% sure: 10."""
    scenario = calm(tmp_path, risk(ONE_COST, 0.3, "ten"), risk("cost: {value: 4, source: assumed}", 0.5, "four"))
    found = run(scenario, draws=4000)
    extra = found.draws_of(GAP) - found.value(GAP)
    assert sorted({round(float(x), 6) for x in extra}) == [0, 4, 10, 14]
    for amount, share in ((0, 0.35), (4, 0.35), (10, 0.15), (14, 0.15)):
        assert float((np.abs(extra - amount) < 1e-6).mean()) == pytest.approx(share, abs=0.02)
    assert found.register.contingency[GAP] == {0.5: pytest.approx(4), 0.8: pytest.approx(10)}
    assert found.register.expected[GAP] == pytest.approx(5)
    ten, four = (line.effects[GAP] for line in found.register.risks)
    assert (ten.expected, four.expected) == (pytest.approx(3), pytest.approx(2))
    # P80 with both is 10; without the first 4 (it strikes in half of the futures); without the second 10.
    assert (ten.p80, four.p80) == (pytest.approx(6), pytest.approx(0, abs=1e-9))


def test_risks_that_act_on_one_another_are_not_added_up(tmp_path):
    """Need of the side building 10% and 20% higher: with both 32%. At a standard of 0.8, 88 occupied need 110 beds."""
    scenario = calm(
        tmp_path,
        risk("need: {pool: side, share: {value: 0.1, source: assumed}}", 0.5, "one"),
        risk("need: {pool: side, share: {value: 0.2, source: assumed}}", 0.5, "two"),
    )
    needed = run(scenario, draws=400).draws_of("beds.required_before_levers[pool=side]")
    assert sorted({round(float(x), 6) for x in needed}) == pytest.approx([110, 121, 132, 145.2])


def test_a_cost_that_somebody_outside_the_gap_bears(tmp_path):
    scenario = calm(tmp_path, risk(ONE_COST, 0.5, extra="    payer: councils\n"))
    found = run(scenario, draws=100)
    assert np.ptp(found.draws_of(GAP)) == 0
    assert np.ptp(found.draws_of("finance.cost_shifted[line=councils]")) == pytest.approx(10)
    with pytest.raises(KeyError):
        found.value("finance.new_cost[line=risk/event]")


def test_without_draws_or_without_risks_there_is_no_register(tmp_path, made):
    assert run(calm(tmp_path, risk(ONE_COST, 0.5)), draws=0).register is None
    assert made().register is None


# In 2023/24 five of main's beds are shut. A year later 59.4 ÷ 0.9 = 66 beds must be left to run, so 71 must stay open.
def test_a_gate_counts_on_no_bed_that_an_event_has_shut(tmp_path):
    shut = risk("beds: {pool: main, lost: {value: 5, source: assumed}}", extra="    starts: 2023/24\n")
    found = run(calm(tmp_path, shut), draws=0)
    beds = [found.value(f"beds.available[pool=main,year={year}]") for year in found.years]
    assert beds == pytest.approx([100, 100, 100, 95, 66])


def test_an_event_that_is_over_before_the_last_year_costs_all_the_same(tmp_path):
    path = tmp_path / "over.yaml"
    early = risk("cost: {value: 10, source: assumed}", 0.3, extra="    ends: 2022/23\n")
    path.write_text(f"bedmodel: 1\nextends: {PLACES}\nrisks:\n{early}", encoding="utf-8")
    register = run(load(path), draws=1000).register
    all_years = Selector("finance.gap", year="all")
    years = 2  # 2021/22 and 2022/23: from the first year after the baseline to the end
    assert register.expected[GAP] == 0
    assert register.expected[all_years] == pytest.approx(0.3 * 10 * years, rel=0.1)
    assert register.contingency[all_years][0.8] == pytest.approx(10 * years)
    assert register.contingency[all_years][0.5] == pytest.approx(0)


def test_beds_shut_by_an_event_do_not_hide_what_a_gate_holds_open(made):
    shut = "risks:\n" + risk("beds: {pool: main, lost: {value: 5, source: assumed}}")
    without, with_it = (made(text, draws=0, name=name) for text, name in (("", "a"), (shut, "b")))
    for year in ("2023/24", "2024/25"):
        held = Selector("beds.held_open", pool="main", year=year)
        opened = Selector("beds.available", pool="main", year=year)
        assert with_it.value(held) >= without.value(held)
        assert with_it.value(opened) == pytest.approx(with_it.value(held) + 60 - 5)


def test_a_register_without_beds_is_told_in_money_alone(tmp_path):
    path = tmp_path / "bedless.yaml"
    path.write_text(
        "bedmodel: 1\nscenario: {id: bedless, title: No beds, baseline: 2020/21, horizon: 2022/23}\n"
        "assumptions: {none: {value: 0.0, unit: fraction/year, source: assumed}}\n"
        "population: {basis: made up, people: {values: {0+: 1000}, source: assumed}}\n"
        "ledger: {line: {title: A line, amount: {values: {2020/21: 1}, source: assumed}, funding: existing}}\n"
        "finance:\n  baseline_spend: {value: 10, source: assumed}\n  inflation: none\n  income: {growth: none}\n"
        "  costs: {care: {title: All care, inflation: none}}\n"
        "risks:\n" + risk("cost: {value: 1, source: assumed}"),
        encoding="utf-8",
    )
    results = run(load(path), draws=50)
    said = " ".join(risks(results))
    assert "+£1.0m in the money gap" in said
    assert "beds" not in said
