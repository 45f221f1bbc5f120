"""Options side by side: hand-worked differences, known probabilities, and what must hold for any comparison."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bedmodel.analysis.compare import against as set_against
from bedmodel.analysis.compare import compare
from bedmodel.analysis.headline import FOR_EACH_POOL, figure_at, headline
from bedmodel.analysis.kinds import Kind, Reading, kind_of
from bedmodel.metrics import METRICS
from bedmodel.once import Once
from bedmodel.problems import ScenarioError
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.scenario.several import load_all
from tests_support import ROOT, SCENARIOS, TOY, figures_equal

BCT, NO_CUTS, HALF = (SCENARIOS / f"{name}.yaml" for name in ("bct", "no-cuts", "half-delivery"))
LATER = ("2021/22", "2022/23")
UNCERTAIN = """
pools:
  medical:
    occupancy: {value: 0.9, source: assumed, distribution: {kind: uniform, low: 0.8, high: 1.0}}
"""


def cell(comparison, address, option):
    """What a comparison says of a figure of an option, in the last year compared."""
    (row,) = [r for r in comparison.rows if r.figure.address == address and r.year in (None, comparison.years[-1])]
    return row.options[option]


@pytest.mark.parametrize("draws", [0, 300])
def test_a_scenario_against_itself_differs_in_no_bit(draws):
    comparison = compare(load_all([BCT, BCT]), draws=draws)
    assert comparison.rows
    for row in comparison.rows:
        one, two = row.options
        assert one.value == two.value
        for each in (one, two):
            assert all(d is None or d == 0.0 for d in each.against.difference)
            assert each.against.same in (None, 1.0)
            assert each.against.better in (None, 0.0)
            assert each.against.worse in (None, 0.0)


# Five more medical beds in the last year: 85 − 94.4775 = −9.4775, five better than −14.4775. The surgical ward stays.
# 20 beds are not closed but 15, which makes one whole ward of 8 instead of two. In the second year 7.5 beds are closed:
# with a lag of a year none of them is a whole ward, so nothing is released in the last year: 0.158994 less off the gap.
def test_five_more_beds_by_hand(child):
    more = child("scenario: {id: more}\npools: {medical: {beds_plan: {2022/23: {value: 85, source: assumed}}}}")
    comparison = compare(load_all([TOY, more]), draws=0)
    assert cell(comparison, "beds.available[pool=medical]", 1).against.difference[0] == pytest.approx(5)
    assert cell(comparison, "beds.gap[pool=medical]", 1).value[0] == pytest.approx(-9.4775)
    assert cell(comparison, "beds.gap[pool=medical]", 1).against.difference[0] == pytest.approx(5)
    assert cell(comparison, "beds.gap[pool=surgical]", 1).against.difference[0] == 0
    assert cell(comparison, "beds.gap[pool=all]", 1).against.difference[0] == pytest.approx(5)
    assert cell(comparison, "occupancy.mean[pool=medical]", 1).value[0] == pytest.approx(85.02975 / 85)
    assert cell(comparison, "finance.measure", 1).against.difference[0] == pytest.approx(-0.158994)
    assert cell(comparison, "finance.gap", 1).against.difference[0] == pytest.approx(0.158994)
    assert cell(comparison, "capital.spend_to_date", 0).value[0] == pytest.approx(10)


# A has 100 beds for sure, B anything from 90 to 120 with the same chance: B has more in two thirds of the futures.
def test_a_known_probability_of_being_better(child):
    beds = "{value: 105, source: assumed, distribution: {kind: uniform, low: 90, high: 120}}"
    sure = child("pools: {medical: {beds_plan: {2022/23: {value: 100, source: assumed}}}}", name="a.yaml")
    unsure = child(f"pools: {{medical: {{beds_plan: {{2022/23: {beds}}}}}}}", name="b.yaml")
    comparison = compare(load_all([sure, unsure]), draws=3000)
    found = cell(comparison, "beds.gap[pool=medical]", 1).against
    assert found.better == pytest.approx(2 / 3, abs=1 / 3000)
    assert found.worse == pytest.approx(1 / 3, abs=1 / 3000)
    assert found.same == 0
    central, mean, low, middle, high = found.difference
    assert (central, mean, low, middle, high) == pytest.approx((5, 5, -7, 5, 17), abs=0.02)


def test_what_options_share_cancels_draw_by_draw(child):
    """Both are uncertain by far more than the ten beds between them, which are ten in every future all the same."""
    first = child(UNCERTAIN, name="a.yaml")
    second = child(UNCERTAIN + "    beds_plan: {2022/23: {value: 90, source: assumed}}", name="b.yaml")
    found = cell(compare(load_all([first, second]), draws=500), "beds.gap[pool=medical]", 1)
    assert found.value[4] - found.value[2] > 15
    assert found.against.difference == pytest.approx([10] * 5)
    assert (found.against.better, found.against.same, found.against.worse) == (1, 0, 0)


def test_figures_are_those_of_a_run_to_the_last_bit():
    comparison = compare(load_all([BCT, NO_CUTS, HALF]), draws=500)
    for number, path in enumerate((BCT, NO_CUTS, HALF)):
        rows = {(r.metric, r.pool, r.line, r.year): r for r in run(load(path), draws=500).rows()}
        checked = 0
        for row in comparison.rows:
            if row.figure.kind.way == "value":
                wanted = rows[row.figure.kind.metric, row.figure.pool, row.figure.line, row.year]
                found = row.options[number].value
                assert found == (wanted.central, wanted.mean, wanted.p10, wanted.p50, wanted.p90), row.figure.address
                checked += 1
        assert checked >= 17


def test_a_summary_is_a_row_of_all_statistics(bct):
    for metric in bct.central:
        assert np.array_equal(bct.summary(metric), bct.statistics[metric][:, -1, 0], equal_nan=True)


def test_the_other_way_round():
    paths = [BCT, HALF, NO_CUTS]
    forth, back = (compare(load_all(paths), reference=number, draws=400) for number in (0, 1))
    for one, two in zip(forth.rows, back.rows, strict=True):
        a, b = one.options[1].against, two.options[0].against
        assert (a.better, a.same, a.worse) == (b.worse, b.same, b.better)
        if a.difference[0] is not None:
            assert a.difference[0] == -b.difference[0]
        if a.difference[2] is not None:
            assert a.difference[2] == pytest.approx(-b.difference[4], abs=1e-9)
        total = [p for p in (a.better, a.same, a.worse) if p is not None]
        assert len(total) < 3 or sum(total) == pytest.approx(1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=30))
def test_every_future_is_better_the_same_or_worse(pairs):
    mine, base = (Reading(0.0, np.array(side), ()) for side in zip(*pairs, strict=True))
    for better, sign in (("more", 1), ("less", -1)):
        found = set_against(Kind("x", "x", "beds", "none", better), mine, base)
        assert found.better + found.same + found.worse == pytest.approx(1)
        assert found.better <= np.mean([sign * (a - b) > 0 for a, b in pairs])
    neither = set_against(Kind("x", "x", "beds", "none", None), mine, base)
    assert (neither.better, neither.worse) == (None, None)


def test_rounding_makes_no_difference():
    nearly = Reading(0.0, np.array([0.1 + 0.2, 1.0]), ())
    found = set_against(Kind("x", "x", "beds", "none", "more"), nearly, Reading(0.0, np.array([0.3, 2.0]), ()))
    assert (found.better, found.same, found.worse) == (0, 0.5, 0.5)


def test_what_an_option_does_not_have(child):
    alone = child("remove: [levers.transfer, pools.surgical, finance]", name="alone.yaml")
    comparison = compare(load_all([TOY, alone]), draws=50)
    assert cell(comparison, "beds.gap[pool=surgical]", 1) is None
    assert cell(comparison, "finance.gap", 1) is None
    assert cell(comparison, "beds.gap[pool=medical]", 1).against is not None
    back = compare(load_all([TOY, alone]), reference=1, draws=50)
    assert cell(back, "finance.gap", 0).value[0] == pytest.approx(3.07085285675)
    assert cell(back, "finance.gap", 0).against is None


def test_beds_that_are_not_open_are_not_full_by_any_number(child):
    shut = child("pools: {surgical: {beds_plan: {2022/23: {value: 0, source: assumed}}}}")
    found = cell(compare(load_all([TOY, shut]), draws=50), "occupancy.mean[pool=surgical]", 1)
    assert set(found.value) == {None}
    assert set(found.against.difference) == {None}
    assert found.against.better is None


# Every number of the toy is assumed; here one of them has a source.
def test_share_of_inputs_with_a_source(child):
    text = "sources: {book: {title: A book, publisher: Someone, kind: research}}\n"
    cited = child(text + "pools: {medical: {beds: {value: 100, source: {ref: book, at: page 1}}}}")
    comparison = compare(load_all([TOY, cited]), draws=0)
    used = len(load(TOY).used)
    assert cell(comparison, "inputs.sourced", 0).value[0] == 0
    assert cell(comparison, "inputs.sourced", 1).value[0] == pytest.approx(1 / used)


def test_horizons_that_differ_are_compared_where_they_overlap(child):
    longer = child("scenario: {id: longer, horizon: 2026/27}")
    comparison = compare(load_all([longer, TOY]), draws=0)
    assert comparison.years == ("2022/23",)
    alone = run(load(longer), draws=0)
    assert cell(comparison, "beds.gap[pool=medical]", 0).value[0] == alone.value("beds.gap[pool=medical,year=2022/23]")
    every = compare(load_all([longer, TOY]), years=("2020/21", "2021/22", "2022/23"), draws=0)
    years = [row.year for row in every.rows if row.figure.address == "finance.gap"]
    assert years == ["2020/21", "2021/22", "2022/23"]


def test_options_that_cannot_be_put_side_by_side_are_all_named(child):
    out = "remove: [levers.home, pools.medical.beds_plan, finance]"
    paths = [child(f"scenario: {{id: x, baseline: {year}}}\n{out}", name=f"{year[:4]}.yaml") for year in LATER]
    with pytest.raises(ScenarioError) as stop:
        compare(load_all([TOY, *paths]), draws=0)
    found = [(p.code, p.place.file, p.place.line, p.path) for p in stop.value.problems]
    assert found == [("X001", str(path), 3, "scenario.baseline") for path in paths]
    assert "2020/21" in stop.value.problems[0].message
    assert stop.value.problems[0].hint


def test_prices_that_differ_are_refused():
    toy = load(TOY)
    header = toy.content.scenario.model_copy(update={"prices": "real"})
    real = replace(toy, content=toy.content.model_copy(update={"scenario": header}))
    with pytest.raises(ScenarioError, match=r"X001 scenario\.prices"):
        compare([toy, real], draws=0)


def test_names_are_distinct(child):
    other = child("scenario: {title: Another with the same id}", name="other.yaml")
    assert [o.name for o in compare(load_all([TOY, other]), draws=0).options] == ["toy", "other"]
    assert [o.name for o in compare(load_all([TOY, TOY, TOY]), draws=0).options] == ["toy", "toy (2)", "toy (3)"]


def test_only_what_is_shared_is_done_once(child, monkeypatch):
    counts = {"read": 0, "solve": 0, "draw": 0}

    def counted(name, target):
        module, attribute = target.rsplit(".", 1)
        original = getattr(__import__(module, fromlist=[attribute]), attribute)

        def call(*arguments):
            counts[name] += 1
            return original(*arguments)

        monkeypatch.setattr(target, call)

    counted("read", "bedmodel.scenario.store.read_text")
    counted("solve", "bedmodel.calibrate._solve_own")
    counted("draw", "bedmodel.compile.sampling.uniforms")
    text = "assumptions: {left_shift_delivery: {value: 0.%d, source: assumed}}"
    paths = [child(text % n, of=BCT, name=f"{n}.yaml") for n in range(1, 6)]
    once = Once()
    scenarios = load_all(paths, once=once)
    compare(scenarios, draws=10, once=once)
    parents = 4  # bct.yaml, llr.yaml, the library of evidence and that of questions
    assert counts == {"read": len(paths) + parents, "solve": 1, "draw": len(scenarios[0].uncertain)}


def test_sharing_changes_no_figure(child):
    """One option takes out a part of the parent that another keeps, and one has another spread for the same number."""
    wide = "assumptions: {left_shift_delivery: {value: 0.5, source: assumed, distribution: {kind: %s}}}"
    paths = [
        child("remove: [levers.community-shift]", of=BCT, name="a.yaml"),
        BCT,
        child(wide % "uniform, low: 0, high: 1", of=BCT, name="b.yaml"),
        child(wide % "discrete, values: [0.25, 0.75], probabilities: [0.5, 0.5]", of=BCT, name="c.yaml"),
        child("scenario: {id: x}\n", of=BCT, name="d.yaml"),
    ]
    once = Once()
    shared = [run(scenario, draws=300, once=once) for scenario in load_all(paths, once=once)]
    for path, results in zip(paths, shared, strict=True):
        assert results.scenario.hash == load(path).hash
        figures_equal(results, run(load(path), draws=300))


def test_a_setting_holds_where_it_has_a_place(child):
    without = child("scenario: {id: without}\nremove: [levers.home]")
    toy, other = load_all([TOY, without], settings=["levers.home.delivery=0.5", "tenth=0.2"])
    assert toy.settings == ("levers.home.delivery=0.5", "tenth=0.2")
    assert other.settings == ("tenth=0.2",)
    (warning,) = [p for p in other.warnings if p.code == "S009"]
    assert warning.severity == "warning"
    assert "has no place in without, which keeps its own" in warning.message
    with pytest.raises(ScenarioError) as stop:
        load_all([TOY, without], settings=["nonsense=1"])
    assert [p.code for p in stop.value.problems] == ["S009"]
    assert stop.value.problems[0].severity == "error"


def test_problems_of_all_files_come_together(child):
    first = child("pools: {medical: {occupancy: 0.5}}", name="first.yaml")
    second = child("levrs: {}", name="second.yaml")
    with pytest.raises(ScenarioError) as stop:
        load_all([first, TOY, second, SCENARIOS / "missing.yaml"], settings=["nonsense=1"])
    assert sorted(p.code for p in stop.value.problems) == ["P001", "S001", "S009", "Y001"]


def test_addresses():
    toy = [load(TOY)]
    years = toy[0].span.names
    figure = figure_at("beds.gap[pool=medical,year=2021/22]", toy, years)
    assert (figure.pool, figure.year, figure.address) == ("medical", "2021/22", "beds.gap[pool=medical]")
    assert figure_at("beds.gap", toy, years).pool == "all"
    assert figure_at("levers.reduction[line=home]", toy, years).line == "home"
    for address, hint in (
        ("beds.gpa", "did you mean `beds.gap`"),
        ("beds.gap[pool=medcal]", "did you mean `medical`"),
        ("beds.gap[line=home]", "not given by line"),
        ("finance.gap[pool=medical]", "not given by pool"),
        ("beds.gap[year=2030/31]", "2020/21 to 2022/23"),
        ("beds.gap[statistic=p10]", "every statistic is given"),
        ("inputs.sourced[pool=medical]", "not given by pool"),
        ("beds.gap]", "is not a figure"),
    ):
        with pytest.raises(ValueError, match="".join(f"[{c}]" if c in "[]" else c for c in hint)):
            figure_at(address, toy, years)


def test_every_metric_can_be_asked_for():
    scenarios = load_all([BCT, NO_CUTS])
    years = scenarios[0].span.names
    figures = [figure_at(name, scenarios, years) for name in METRICS]
    rows = compare(scenarios, figures=figures, draws=20).rows
    assert len(rows) == len(METRICS)
    have = run(scenarios[0], draws=0).central
    for row in rows:
        assert (row.options[0] is not None) == (row.figure.kind.metric in have)


def test_the_headline_names_figures_that_exist():
    assert all(kind_of(row.name) for row in FOR_EACH_POOL if not row.optional)
    assert {f.kind.name for f in headline([load(BCT)])} >= {"finance.gap", "capital.spend_to_date", "inputs.sourced"}


def test_every_part_of_the_format_and_risks_that_strike_alike():
    """Staff, hours and cost moved to others have rows where an option has them; risks strike in the same futures."""
    comparison = compare(
        load_all([ROOT / "tests" / "bad" / f"{name}.yaml" for name in ("full", "full", "good")]), draws=200
    )
    names = {row.figure.kind.name for row in comparison.rows}
    assert names >= {"workforce.wte", "care.hours", "finance.cost_shifted", "capital.spend_to_date"}
    for row in comparison.rows:
        one, two, _ = row.options
        assert one == two
        assert two.against.same in (None, 1.0)
    assert cell(comparison, "workforce.wte", 2) is None or cell(comparison, "workforce.wte", 2).value[0] == 0
    assert all(option.results.register is None for option in comparison.options)


def test_no_table_of_draws_is_kept():
    comparison = compare(load_all([BCT, NO_CUTS]), draws=100)
    for option in comparison.options:
        kept = [getattr(option.results, field.name) for field in fields(option.results)]
        assert not any(isinstance(part, dict) and part for part in kept)
