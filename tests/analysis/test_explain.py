"""Explanations: they arrive at the figure to the last bit, can be worked out again, and leave nothing out."""

import json
import math
import re

import numpy as np
import pytest

from bedmodel.analysis.code_words import function_words
from bedmodel.analysis.explain import explain
from bedmodel.analysis.model_map import ModelMap, model_map
from bedmodel.analysis.recorder import Home
from bedmodel.analysis.traced_run import traced_run
from bedmodel.figures import columns
from bedmodel.metrics import ALL, METRICS, Selector
from bedmodel.model.trace import Traced, values_of
from bedmodel.problems import ModelError, ScenarioError
from bedmodel.report.explain_page import as_json
from bedmodel.report.explain_words import value_words
from bedmodel.runs import run
from bedmodel.scenario.found import scenario_files
from bedmodel.scenario.load import load
from tests_support import PLACES, ROOT, SCENARIOS, TOY

TOYS = sorted((ROOT / "tests" / "toy").glob("*.yaml"))
EVERY = [
    *scenario_files([SCENARIOS]),
    *TOYS,
    ROOT / "tests" / "bad" / "full.yaml",
]
SOME = [
    SCENARIOS / f"{name}.yaml"
    for name in ("bct", "bct-ten-days", "bct-with-risks", "gated-on-evidence", "primary-care-2019")
]
FUNCTIONS = {"max": max, "min": min, "abs": abs, "floor": math.floor, "ceil": math.ceil, "True": True, "False": False}
FUNCTIONS["clip"] = lambda value, low, high: min(max(value, low), high)
FUNCTIONS["inf"] = math.inf


def central(path, settings=()):
    return run(load(path, settings=settings), draws=0, register=False)


def addresses(results, years):
    """Every figure of a run in some years, and the sums over the years of its flows."""
    for name in results.central:
        metric = METRICS[name]
        for label in columns(results.scenario, metric):
            where = {metric.axis: label} if metric.axis != "none" else {}
            yield from (Selector(name, year=year, **where) for year in years)
            if metric.kind == "flow":
                yield Selector(name, year=ALL, **where)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_the_traced_model_gives_every_figure_to_the_last_bit(path):
    results = central(path)
    found = traced_run(results)
    for name, table in results.central.items():
        assert np.array_equal(values_of(found.tables[name]), table, equal_nan=True), name


def again(step, value_of):
    """The value of a step from its formula and its inputs, as they are printed."""
    names = {name: value_of[number] for name, number in step["inputs"].items()}
    return eval(step["formula"], {"__builtins__": {}}, FUNCTIONS | names)


@pytest.mark.parametrize("path", [*SOME, *TOYS], ids=lambda path: path.stem)
def test_every_step_can_be_worked_out_again_from_what_is_printed(path):
    results = central(path)
    traced, worked_out, whole = traced_run(results), 0, 0
    for selector in addresses(results, results.years[-1:]):
        printed = json.loads(as_json(explain(results, selector, traced)))
        steps = printed["rows"]
        assert printed["explain"]["value"] == steps[0]["value"]
        value_of = {step["step"]: math.nan if step["value"] is None else float(step["value"]) for step in steps}
        for step in steps:
            if "assumption" in step:
                continue
            if step["whole"]:
                assert step["function"].startswith("bedmodel.model.")
                assert step["inputs"]
                whole += 1
            else:
                wanted = value_of[step["step"]]
                assert again(step, value_of) == pytest.approx(wanted, rel=1e-9, abs=1e-9, nan_ok=True), step
                worked_out += 1
    assert worked_out > 20
    assert whole or not any(pool.daily for pool in results.scenario.content.pools.values())


def test_a_whole_step_gives_the_same_again():
    results = central(SCENARIOS / "bct.yaml")
    step = explain(results, Selector("occupancy.days_over", pool="acute")).root
    assert step.whole
    assert step.home == Home("bedmodel.model.days", "project_days")
    assert {"occupied", "available", "variance_ratio", "season", "weekday"} <= set(step.inputs)
    assert step.value == results.value(Selector("occupancy.days_over", pool="acute"))


def larger(assumption):
    """A value, or all of several, a hundredth larger, or smaller where that cannot be."""

    def one(value):
        return value * 1.01 if value * 1.01 <= assumption.bounds[1] else value * 0.99

    if assumption.values is None:
        return repr(one(assumption.value))
    inside = ", ".join(f"'{label}': {one(value)!r}" for label, value in assumption.values.items())
    return f"{{values: {{{inside}}}, source: assumed}}"


@pytest.mark.parametrize("path", [TOY, PLACES], ids=lambda path: path.stem)
def test_what_an_explanation_does_not_name_does_not_move_the_figure(path):
    """Each assumption a hundredth larger: figures whose explanation does not name it stay, to the last bit."""
    results = central(path)
    traced = traced_run(results)
    named = {
        selector: {step.account.path for step in explain(results, selector, traced).assumptions()}
        for selector in addresses(results, results.years[-1:])
    }
    moved = 0
    for path_of, assumption in results.scenario.used.items():
        numbers = assumption.values or {"": assumption.value}
        if not all(isinstance(value, float) for value in numbers.values()):
            continue
        try:
            other = central(path, [f"{path_of}={larger(assumption)}"])
        except ScenarioError:  # shares that must sum to one
            continue
        for selector, names in named.items():
            before, after = results.value(selector), other.value(selector)
            if path_of in names:
                moved += before != after
            else:
                assert before == after or (math.isnan(before) and math.isnan(after)), (selector, path_of)
    assert moved > len(results.scenario.used)


def test_the_toy_by_head():
    results = central(TOY)
    found = explain(results, Selector("beds.gap", pool="medical"))
    assert found.root.formula == "available - required"
    assert found.root.inputs["required"].formula == "occupied / standard"
    assert found.root.inputs["required"].method.startswith("the way in which NHS England")


def test_an_assumption_is_shown_with_its_place_and_source():
    found = explain(central(SCENARIOS / "bct.yaml"), Selector("beds.gap", pool="acute"))
    beds = next(step for step in found.assumptions() if step.account.path == "pools.acute.beds")
    assert beds.value == 1940
    assert beds.account.assumption.place.file.endswith("llr.yaml")
    assert beds.account.citations[0].name == "ccg-stp-page"
    shift = next(step for step in found.assumptions() if step.account.path == "assumptions.left_shift")
    assert shift.solved.figure == "beds.gap[pool=acute,year=2020/21]"


def test_every_leaf_has_the_value_of_its_assumption():
    results = central(SCENARIOS / "bct.yaml")
    solved = {s.path: s.value for s in results.solved}
    traced = traced_run(results)
    for metric in ("finance.gap", "beds.gap", "occupancy.winter"):
        for step in explain(results, Selector(metric), traced).assumptions():
            assumption = step.account.assumption
            if not math.isnan(step.value):
                wanted = assumption.values[step.label] if step.label else solved.get(assumption.path, assumption.value)
                assert step.value == wanted


def test_a_figure_that_depends_on_nothing_has_a_formula_of_its_own():
    found = explain(central(SCENARIOS / "llr.yaml"), Selector("levers.reduction"))
    assert (found.root.formula, found.assumptions()) == ("0", [])


def test_an_explanation_that_does_not_arrive_is_refused():
    results = central(TOY)
    other = traced_run(central(TOY, ["pools.medical.beds=120"]))
    with pytest.raises(ModelError, match="arrives at"):
        explain(results, Selector("beds.gap"), other)


def test_only_the_central_case_is_explained():
    with pytest.raises(KeyError, match="central case"):
        explain(central(TOY), Selector("beds.gap", statistic="p90"))


def test_every_function_that_is_named_says_what_it_gives():
    results = central(SCENARIOS / "bct-with-risks.yaml")
    traced = traced_run(results)
    for selector in addresses(results, results.years[-1:]):
        for step in explain(results, selector, traced).steps():
            assert step.title.strip(), step
            if step.home is not None:
                assert function_words(step.home).sentence, step.home


def test_the_map_leads_from_the_file_to_the_figures():
    traced = traced_run(central(SCENARIOS / "bct.yaml"))
    found = model_map(traced)
    assert ("beds.required", "beds.gap") in found.arrows
    assert ("finance.gap_do_nothing", "finance.gap") in found.arrows
    assert ("population", "population.total") in found.arrows
    columns_of = {name: at for at, column in enumerate(found.columns()) for name in column}
    assert all(columns_of[start] < columns_of[end] for start, end in found.arrows)
    assert set(columns_of) == {*found.figures, *found.sections}
    alone = model_map(traced, Selector("beds.gap"))
    assert "finance.gap" not in alone.figures
    assert set(alone.arrows) < set(found.arrows)


def test_arrows_that_others_make_needless_are_left_out():
    drawn = ModelMap(("b", "c"), {"a": 1}, (("a", "b"), ("b", "c"), ("a", "c")))
    assert drawn.direct() == [("a", "b"), ("b", "c")]


def test_traced_arrays_are_traced():
    assert isinstance(traced_run(central(TOY)).tables["beds.gap"], Traced)


THIRD_POOL = """\
scenario: {id: three, title: Three pools over three years}
pools:
  third:
    title: A third ward
    beds: {value: 20, source: assumed}
    occupancy: {value: 0.8, source: assumed}
    standard: {value: 0.9, source: assumed}
    demand: {use: {values: {0+: 1}, unit: index, source: assumed}}
    season: {values: {Q1: 1.1, Q2: 0.9, Q3: 1, Q4: 1}, source: assumed}
"""


def test_as_many_pools_as_years_are_not_taken_for_years(child):
    results = central(child(THIRD_POOL))
    assert len(results.scenario.content.pools) == len(results.years)
    found = explain(results, Selector("occupancy.winter", pool="third"))
    running = [step for step in found.steps() if step.title.startswith("Means of each three months")]
    assert running
    assert {step.year for step in running} == {""}


def test_a_tree_can_be_worked_by_hand_from_what_it_shows():
    """The digits that are printed, put into the formula that is printed, give the number that is printed."""
    found = explain(central(SCENARIOS / "bct.yaml"), Selector("finance.stranded", pool="acute"))
    checked = 0
    for step in found.steps():
        if step.account is None and not step.whole:
            names = {name: shown(part) for name, part in step.inputs.items()}
            assert eval(step.formula, {"__builtins__": {}}, FUNCTIONS | names) == pytest.approx(shown(step), rel=1e-4)
            checked += 1
    assert checked > 8


def shown(step):
    """The number that is shown, as a calculator takes it."""
    text = value_words(step).replace("−", "-").replace(",", "").replace("£", "")
    number = float(re.match(r"-?[0-9.]+", text)[0])
    return number / 100 if "%" in text else number


def test_titles_are_about_the_number_and_not_about_the_program():
    found = explain(central(SCENARIOS / "bct.yaml"), Selector("occupancy.winter", pool="community"))
    assert not [step.title for step in found.steps() if "last axis" in step.title or "weighted by" in step.title]


def test_the_year_is_said_where_it_was_not_asked_for():
    assert str(explain(central(TOY), Selector("beds.gap")).selector) == "beds.gap[year=2022/23]"
