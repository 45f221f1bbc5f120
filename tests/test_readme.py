"""The README says what the program says."""

import re

import pytest

from bedmodel.analysis.actuals import read_actuals
from bedmodel.analysis.appraise import appraise
from bedmodel.analysis.backtest import backtest
from bedmodel.analysis.condition import Condition
from bedmodel.analysis.sensitivity import sensitivity
from bedmodel.analysis.split import split_years
from bedmodel.analysis.standards import standards
from bedmodel.analysis.switching import solve, to_vary
from bedmodel.analysis.trials import Trials
from bedmodel.defaults import DRAWS
from bedmodel.metrics import METRICS, Selector
from bedmodel.problems import ScenarioError
from bedmodel.report.phrases import in_hundred
from bedmodel.report.sharing_words import extra
from bedmodel.report.standards_phrases import enough
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.units import number, range_numbers
from tests_support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLE = README.split("<!-- results -->")[1].split("<!-- /results -->")[0]


@pytest.mark.parametrize("line", [line for line in TABLE.splitlines() if ".yaml" in line])
def test_the_table_of_results_is_current(line):
    results = run(load(ROOT / "scenarios" / re.search(r"`(.+?)`", line)[1]))

    def cell(address, sign):
        selector = Selector.parse(address)
        unit = {"days/year": "beds"}.get(METRICS[selector.metric].unit, METRICS[selector.metric].unit)
        spread = range_numbers(results.value(selector), *results.ends(selector), unit, sign=sign)
        return number(results.value(selector), unit, sign=sign) + (f" ({spread})" if spread else "")

    wanted = [
        cell("beds.gap[pool=acute]", sign=True),
        in_hundred(results.probability("beds.gap[pool=acute]", below=0)),
        cell("occupancy.winter[pool=acute]", sign=False),
        cell("occupancy.days_over[pool=acute]", sign=False),
        cell("finance.gap", sign=True),
    ]
    assert [part.strip() for part in line.split("|")[2:7]] == wanted


def test_the_figures_in_the_text_are_current(bct):
    solved = {s.path: s.value for s in bct.solved}
    counts = bct.scenario.statuses()
    wards, patients = (bct.value(f"finance.measure[line={line}]") for line in ("ward-costs", "variable-costs"))
    assert f"{100 * solved['assumptions.left_shift']:.1f}% of acute bed-days" in README
    assert f"another {100 * solved['finance.pressure_growth']:.1f}% a year" in " ".join(README.split())
    assert f"£{solved['finance.measures.not-itemised.saving']:.0f}m of savings that it has not published" in README
    assert f"some £{wards:.0f}m a year, and another £{patients:.0f}m goes with the patients" in README
    assert f"{len(bct.scenario.used)} numbers, {counts['assumed']} of which" in README


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [
        ("no-cuts-funded", "finance.income.growth", "{:.1f}% a year to pay for it"),
        ("no-cuts-published-costs", "finance.income.growth", "by {:.1f}% if costs grew only as published"),
    ],
)
def test_the_income_that_no_cuts_take_is_current(name, path, words):
    results = run(load(ROOT / "scenarios" / f"{name}.yaml"), draws=0)
    (solved,) = (s.value for s in results.solved if s.path == path)
    assert words.format(100 * solved) in " ".join(README.split())


def test_the_hours_of_families_are_current():
    hours = run(load(ROOT / "scenarios" / "moves-to-families.yaml"), draws=0).value("care.hours")
    assert f"some {round(hours, -3):,.0f} hours of care a year" in " ".join(README.split())


def test_the_example_alternative_runs_and_its_error_is_as_shown(tmp_path):
    example = re.search(r"    (bedmodel: 1\n    extends: bct\.yaml\n(?:    .*\n)+)", README)[1]
    text = re.sub(r"(?m)^    ", "", example).replace("bct.yaml", str(ROOT / "scenarios" / "bct.yaml"))
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    assert run(load(path), draws=0).value("beds.gap[pool=acute]") < -100
    path.write_text(text.replace("{value: 0.5, source: assumed}", "0.5"), encoding="utf-8")
    with pytest.raises(ScenarioError) as stop:
        load(path)
    shown = str(stop.value).replace(str(path), "mine.yaml")
    assert shown in re.sub(r"(?m)^    ", "", README)


ANALYSES = " ".join(README.split("<!-- analyses -->")[1].split("<!-- /analyses -->")[0].split())


def test_what_must_be_believed_is_current():
    trials = Trials.of(load(ROOT / "scenarios" / "bct.yaml"), draws=DRAWS)
    enough = Condition.parse("beds.gap[pool=acute] >= 0")
    (shift,) = solve(trials, enough, [to_vary(trials, "left_shift")]).switching
    assert f"at least {100 * shift.nearest.value:.1f}% of acute bed-days" in ANALYSES
    assert f"future by future, {100 * shift.futures.p10:.1f}% to {100 * shift.futures.p90:.1f}%" in ANALYSES
    assert f"{100 * shift.elsewhere[0].value:.1f}%, would not do" in ANALYSES
    assert not shift.elsewhere[0].enough
    half = Trials.of(load(ROOT / "scenarios" / "half-delivery.yaml"))
    (standard,) = solve(half, enough, [to_vary(half, "occupancy_standard")]).switching
    assert f"mean occupancy would have to be {100 * standard.nearest.value:.1f}% instead of 92%" in ANALYSES


def test_what_matters_most_is_current():
    trials = Trials.of(load(ROOT / "scenarios" / "bct.yaml"))
    figures = [Selector("beds.gap", pool="acute"), Selector("finance.gap")]
    found = sensitivity(trials, figures, methods=["sobol"]).shares

    def shares_of(figure):
        return [f"{100 * share:.0f}%" for share in sorted(found.total.value[figure], reverse=True)]

    first, second, third = shares_of(0)[:3]
    assert f"({first} of its variance), on how full the hospitals were ({second})" in ANALYSES
    assert f"the growth of the population ({third})" in ANALYSES
    assert f"spends on the area ({shares_of(1)[0]}), which is" in ANALYSES


def test_why_beds_needed_change_is_current():
    trials = Trials.of(load(ROOT / "scenarios" / "bct.yaml"))
    split = split_years(trials, Selector("beds.required", pool="acute"))
    parts = {part.driver.kind: round(abs(part.amount.central)) for part in split.moving}
    text = (
        f"Beds needed fall by {-split.change.central:.0f}: more people add {parts['people']} and older people "
        f"{parts['age']}; shorter stays take {parts['stay']}, other need {parts['growth']}, and care moved out of "
        f"hospital {parts['lever']}"
    )
    assert text in ANALYSES


def test_beds_by_standard_are_current():
    acute, community = standards(Trials.of(load(ROOT / "scenarios" / "bct.yaml"))).pools
    beds = {(s.kind, s.limit): number(enough(f["beds"].central), "beds") for s, f in acute.held}
    assert f"To be 85% full the acute hospitals need {beds['occupancy', 0.85]} beds" in ANALYSES
    assert f"to be 92% full {beds['occupancy', 0.92]}; for 1 patient in 100 to find none free" in ANALYSES
    assert f"find none free, {beds['refusal', 0.01]}; for need" in ANALYSES
    assert f"on ten days a year, {beds['days_over', 10.0]}." in ANALYSES
    over, other = (
        f"{next(f for s, f in pool.held if (s.kind, s.limit) == ('occupancy', 0.92))['days_over'].central:.0f}"
        for pool in (acute, community)
    )
    opened = [number(pool.open.figures["beds"].central, "beds") for pool in (acute, community)]
    assert f"92% is {over} such days a year in {opened[0]} acute beds and {other} in {opened[1]} community" in ANALYSES
    (wards,) = acute.apart
    more = {row.standard.kind: extra(row) for row in wards.rows}
    if_alone = f"If {wards.division.count} acute wards of {wards.division.ward_size:g} beds could not use each other's"
    text = f"{if_alone}, the ten days would take {more['days_over']} beds more; a percentage asks for none more"
    assert text in ANALYSES
    assert more["occupancy"] == 0


def test_what_it_is_worth_is_current():
    options = [load(ROOT / "scenarios" / f"{name}.yaml") for name in ("no-cuts", "bct", "evidence-led")]
    appraisal = appraise(options, draws=DRAWS)
    _, plan, evidence = appraisal.options
    assert f"Over {appraisal.years} years, discounted, the plan is worth £{plan.value:.0f}m more" in ANALYSES
    assert f"the sum is £{evidence.value:.0f}m" in ANALYSES
    assert f"and {evidence.beds_short:.0f} beds are missing" in ANALYSES
    assert f"first in {in_hundred((evidence.values > plan.values).mean()).replace(' in ', ' of ')} futures" in ANALYSES
    assert plan.unpublished == pytest.approx(evidence.unpublished)
    assert plan.building == pytest.approx(evidence.building)
    assert (plan.values > 0).all()


BACKTEST = " ".join(README.split("<!-- backtest -->")[1].split("<!-- /backtest -->")[0].split())


def test_what_came_of_it_is_current():
    actuals = read_actuals([ROOT / "data" / "actuals"])
    found = backtest(load(ROOT / "scenarios" / "backtest-2018.yaml"), actuals)
    (course,) = [course for course in found.courses if course.series.metric == "beds.occupied"]
    central, _, low, _, high = (value - 100 for value in course.years[-1].projected)
    every, calm = course.score(pandemic=True), course.score(pandemic=False)
    assert f"{central:.1f}% more beds would be filled in 2024/25 (−{-low:.1f}% to +{high:.1f}%)" in BACKTEST
    last = course.years[-1]
    assert f"It was {last.actual - 100:.1f}%: {-last.error_in_beds:.0f} beds more" in BACKTEST
    assert f"lay {every.inside} of {every.years} years, and none of the {calm.years} without the pandemic" in BACKTEST
    assert calm.inside == 0
    off = f"off by {calm.mean_absolute_error:.1f}% on average, hardly less than saying that nothing changes"
    assert f"{off} ({calm.no_change:.1f}%)" in BACKTEST
    plan = backtest(load(ROOT / "scenarios" / "bct.yaml"), actuals, draws=0).courses[0].years[-1]
    assert f"close {100 - plan.projected[0]:.1f}% of acute beds by {plan.year}" in BACKTEST
    assert f"opened {plan.actual - 100:.1f}%" in BACKTEST


def test_the_commands_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make ([a-z]+)`?", README):
        assert f"\n{target}:" in makefile, target
