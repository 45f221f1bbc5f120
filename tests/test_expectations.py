"""Expectations: each kind held and broken by hand on the toy, whose figures test_toy.py works with pencil and paper."""

import json

import pytest

from bedmodel.checks.beside import Beside
from bedmodel.checks.expectations import evaluate, in_words
from bedmodel.problems import ScenarioError
from bedmodel.report.markdown import markdown
from bedmodel.report.records import run_record
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import ROOT, SCENARIOS, TOY

OPEN = "metric: beds.available, where: {pool: medical"
"""100, 90 and 80 beds in the three years."""


def outcome(child, text, draws=0, extra=""):
    path = child(f"{extra}\nexpectations:\n  - {{{text}, because: a test}}\n")
    (found,) = evaluate(run(load(path), draws=draws))
    return found


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (f"{OPEN}}}, equals: 80", True),
        (f"{OPEN}, year: 2021/22}}, equals: 90", True),
        (f"{OPEN}}}, equals: 80.49", True),
        (f"{OPEN}}}, equals: 80.51", False),
        (f"{OPEN}}}, equals: 84, within: 4", True),
        (f"{OPEN}}}, equals: 84, within: 3.9", False),
        (f"{OPEN}}}, equals: 84, relative: 0.05", True),
        (f"{OPEN}}}, equals: 84, relative: 0.04", False),
        (f"{OPEN}}}, equals: 84, relative: 0.01, within: 4", True),
        (f"{OPEN}}}, between: [80, 81]", True),
        (f"{OPEN}}}, between: [81, 90]", False),
        (f"{OPEN}}}, at_least: 80", True),
        (f"{OPEN}}}, at_least: 80.1", False),
        (f"{OPEN}}}, at_most: 80", True),
        (f"{OPEN}}}, at_most: 79.9", False),
        (f"{OPEN}}}, than: {{year: 2020/21}}, equals: -20", True),
        (f"{OPEN}}}, than: {{year: 2020/21}}, equals: 20", False),
        (f"{OPEN}}}, than: {{year: 2020/21}}, equals: -22, relative: 0.1", True),
        (f"{OPEN}}}, than: {{year: 2020/21}}, equals: -22, relative: 0.09", False),
        (f"{OPEN}}}, than: {{year: 2020/21}}, equals: -22, within: 2", True),
        (f"{OPEN}}}, than: {{year: 2020/21}}, equals: -18, within: 1.9", False),
        (f"{OPEN}}}, than: {{year: 2020/21}}, between: [-21, -19]", True),
        (f"{OPEN}}}, than: {{year: 2020/21, relative: true}}, equals: -0.2", True),
        (f"{OPEN}}}, than: {{year: 2021/22, relative: true}}, equals: -0.2", False),
        ("metric: beds.available, equals: 120", True),
        ("metric: population.total, where: {year: 2022/23}, equals: 1021", True),
        ("metric: finance.measure, where: {line: procurement}, equals: 0.5", True),
    ],
)
def test_each_kind_holds_or_not(child, text, held):
    found = outcome(child, text)
    assert found.held is held, found.sentence
    assert (", not " in found.sentence) is not held


SPREAD = "pools: {surgical: {beds: {value: 40, source: assumed, distribution: {kind: uniform, low: 30, high: 50}}}}"
"""Surgical beds: anything from 30 to 50 alike, in every year."""


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("probability: {below: 35, between: [0.24, 0.26]}", True),
        ("probability: {above: 35, at_least: 0.74}", True),
        ("probability: {above: 35, at_most: 0.74}", False),
        ("statistic: p10, equals: 32, within: 0.1", True),
        ("statistic: p90, equals: 48, within: 0.1", True),
        ("statistic: mean, equals: 40, within: 0.1", True),
        ("statistic: p10, than: {year: 2020/21}, equals: 0", True),
        ("than: {year: 2020/21}, probability: {below: 0, at_most: 0}", True),
    ],
)
def test_claims_about_the_draws(child, text, held):
    text = f"metric: beds.available, where: {{pool: surgical}}, {text}"
    assert outcome(child, text, draws=2000, extra=SPREAD).held is held
    unjudged = outcome(child, text, extra=SPREAD)
    assert unjudged.held is None
    assert "without draws" in unjudged.sentence
    assert unjudged.figure is None


def test_the_sentence_says_what_is_and_what_was_expected(child):
    address = "beds.available[pool=medical,year=2022/23]"
    assert outcome(child, f"{OPEN}}}, equals: 80").sentence == f"{address} is 80 beds, as expected"
    found = outcome(child, f"{OPEN}}}, equals: 90")
    assert found.sentence == f"{address} is 80 beds, not 90 beds as expected"
    assert found.problem.hint == "expected because: a test"
    assert found.problem.path == "expectations[0]"
    near = outcome(child, f"{OPEN}}}, equals: 80.25, within: 0.1").sentence
    assert near == f"{address} is 80, not 80.25 as expected"
    change = outcome(child, f"{OPEN}}}, than: {{year: 2020/21}}, at_most: -10").sentence
    assert change == f"{address} against 2020/21 is −20 beds, as expected: at most −10 beds"
    likely = outcome(child, f"{OPEN}}}, probability: {{below: 85, at_least: 0.5}}", draws=50).sentence
    assert likely == f"{address} is below 85 beds with a probability of 100.0%, as expected: at least 50.0%"


def test_what_names_nothing_does_not_hold(child):
    found = outcome(child, "metric: levers.reduction, where: {line: hom}, at_least: 0")
    assert found.held is False
    assert "did you mean `home`" in found.sentence
    extra = "remove: [finance]"
    assert outcome(child, "metric: finance.gap, at_most: 0", extra=extra).held is False
    nowhere = "pools: {medical: {beds_plan: {2022/23: {value: 0, source: assumed}}}}"
    empty = outcome(child, "metric: occupancy.mean, where: {pool: medical}, at_least: 0", extra=nowhere)
    assert empty.held is False
    assert empty.sentence.endswith("is no number")


def test_what_is_expected_of_a_part_set_aside_does_not_hold(child):
    aside = "pools: {surgical: {beds: {value: unknown}}}"
    assert outcome(child, "metric: beds.gap, where: {pool: surgical}, at_least: -1000", extra=aside).held is False


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("metric: beds.gap", "S008"),
        ("metric: beds.gap, equals: 1, at_least: 1", "S008"),
        ("metric: beds.gap, at_least: 1, within: 1", "S008"),
        ("metric: beds.gap, equals: 1, within: -1", "S008"),
        ("metric: beds.gap, between: [2, 1]", "S008"),
        ("metric: beds.gap, probability: {below: 0}", "S008"),
        ("metric: beds.gap, probability: {at_least: 0.5}", "S008"),
        ("metric: beds.gap, probability: {below: 0, above: 1, at_least: 0.5}", "S008"),
        ("metric: beds.gap, probability: {below: 0, at_least: 50}", "S008"),
        ("metric: beds.gap, probability: {below: 0, between: [0.6, 0.5]}", "S008"),
        ("metric: beds.gap, statistic: p10, probability: {below: 0, at_least: 0.5}", "S008"),
        ("metric: beds.gap, statistic: p99, at_least: 1", "S003"),
        ("metric: beds.gap, at_least: 1, severity: fatal", "S003"),
        ("metric: beds.gapp, at_least: 1", "C003"),
        ("metric: beds.gap, where: {line: home}, at_least: 1", "C003"),
        ("metric: finance.gap, where: {pool: medical}, at_least: 1", "C003"),
        ("metric: beds.gap, where: {pool: medicall}, at_least: 1", "N001"),
        ("metric: beds.gap, than: {relative: true}, at_least: 1", "S008"),
        ("metric: beds.gap, than: {year: 2020/21, scenario: other.yaml}, at_least: 1", "S008"),
        ("metric: beds.gap, where: {year: 2030/31}, at_least: 1", "S006"),
        ("metric: beds.gap, than: {year: 2030/31}, at_least: 1", "S006"),
        ("metric: beds.gap, at_least: 12%", "S007"),
        ("metric: beds.gap, at_least: 1, source: no-such-paper", "P002"),
    ],
)
def test_what_cannot_be_judged_is_an_error(child, text, code):
    with pytest.raises(ScenarioError) as stop:
        load(child(f"expectations:\n  - {{{text}, because: a test}}\n"))
    assert {problem.code for problem in stop.value.problems} == {code}
    assert all(problem.place.line == 4 and problem.path for problem in stop.value.problems)


@pytest.mark.parametrize(("because", "code"), [("", "S002"), (", because: ' '", "S003")])
def test_a_reason_is_compulsory(child, because, code):
    with pytest.raises(ScenarioError) as stop:
        load(child(f"expectations:\n  - {{{OPEN}}}, equals: 80{because}}}\n"))
    assert [problem.code for problem in stop.value.problems] == [code]


def test_expectations_are_of_one_file(child):
    parent = child(f"expectations:\n  - {{{OPEN}}}, equals: 80, because: a test}}\n")
    assert evaluate(run(load(child("scenario: {id: heir}", of=parent, name="heir.yaml")), draws=0)) == []
    assert evaluate(run(load(parent, settings=["pools.medical.beds=200"]), draws=0)) == []
    with pytest.raises(ScenarioError):
        load(child("expectations:\n  - {metric: nonsense, because: a test}\n"), settings=["pools.medical.beds=200"])


def test_the_run_says_how_many_hold(child):
    claims = [
        f"{OPEN}}}, equals: 80",
        f"{OPEN}}}, equals: 90",
        "metric: beds.gap, probability: {below: 0, at_least: 0}",
    ]
    path = child("expectations:\n" + "".join(f"  - {{{claim}, because: a test}}\n" for claim in claims))
    results = run(load(path), draws=0)
    said = in_words(evaluate(results))
    assert said.startswith("1 of 2 expectations of the file hold; 1 of them had to, since it restates what the file")
    assert said.endswith("; 1 cannot be judged without draws.")
    text = markdown(results)
    assert "1 of 2 expectations of the file hold" in text
    assert "not 90 beds as expected" in text
    record = json.loads(json.dumps(run_record(results), allow_nan=False))["expectations"]
    assert [item["held"] for item in record] == [True, False, None]


def test_what_is_stated_or_solved_for_is_told_from_what_the_model_finds(child, bct):
    restates = {outcome.address: outcome.restates for outcome in evaluate(bct)}
    assert restates["beds.available[pool=acute,year=2020/21]"]
    assert restates["finance.gap_do_nothing[year=2020/21]"], "solved for"
    assert not all(restates.values())
    gated = child(
        f"pools: {{medical: {{gate: {{}}}}}}\nexpectations:\n  - {{{OPEN}}}, at_least: 70, because: a test}}\n"
    )
    (outcome,) = evaluate(run(load(gated), draws=0))
    assert not outcome.restates, "how many beds a gate leaves open is for the model to find"


WIDER = "pools: {surgical: {beds: {value: 44, source: assumed, distribution: {kind: uniform, low: 34, high: 54}}}}"
"""The same beds and four more: the draws differ, each by four."""


def against(child, text, draws=0, mine=SPREAD, other=WIDER):
    """What becomes of an expectation set against other.yaml."""
    if other is not None:
        child(f"scenario: {{id: other}}\n{other}", name="other.yaml")
    path = child(f"scenario: {{id: mine}}\n{mine}\nexpectations:\n  - {{{text}, because: a test}}\n")
    results = run(load(path), draws=draws)
    (unjudged,) = evaluate(results)
    assert unjudged.held is None
    assert "bedmodel check" in unjudged.sentence
    assert "judges 1 more" in in_words([unjudged])
    (found,) = evaluate(results, Beside(results))
    return found


SURGICAL = "metric: beds.available, where: {pool: surgical}, than: {scenario: other.yaml}"
SHARE = "metric: beds.available, where: {pool: surgical}, than: {scenario: other.yaml, relative: true}"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (f"{SURGICAL}, equals: -4", True),
        (f"{SURGICAL}, equals: 4", False),
        (f"{SURGICAL}, at_most: -4", True),
        (f"{SHARE}, equals: -0.0909", True),
        (f"{SHARE}, at_most: -0.1", False),
    ],
)
def test_a_figure_against_another_options(child, text, held):
    found = against(child, text)
    assert found.held is held, found.sentence
    assert "against other.yaml" in found.address


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (f"{SURGICAL}, statistic: p10, equals: -4, within: 1e-9", True),
        (f"{SURGICAL}, statistic: p90, equals: -4, within: 1e-9", True),
        (f"{SURGICAL}, probability: {{below: -3.9, at_least: 1}}", True),
        (f"{SURGICAL}, probability: {{above: -4, at_most: 0}}", True),
        (f"{SHARE}, probability: {{below: -0.1, between: [0.25, 0.35]}}", True),
    ],
)
def test_options_meet_the_same_futures(child, text, held):
    """40 ± 10 beds against four more in each future; a tenth fewer where those are 34 to 40 of 34 to 54."""
    found = against(child, text, draws=2000)
    assert found.held is held, found.sentence


def test_what_an_option_cannot_be_set_against(child):
    cases = {
        f"bedmodel: 1\nextends: {ROOT / 'tests' / 'bad' / 'good.yaml'}\n": "starts in 2015/16, but mine starts in",
        f"bedmodel: 1\nextends: {TOY}\npools: {{surgical: {{beds: 12}}}}\n": "a bare number has no source",
        None: "there is no such file",
    }
    path = child("", name="other.yaml")
    for other, message in cases.items():
        path.unlink()
        if other is not None:
            path.write_text(other, encoding="utf-8")
        found = against(child, f"{SURGICAL}, equals: 0", other=None)
        assert (found.held, found.fails, found.problem.code) == (False, True, "K006")
        assert message in found.problem.message
        assert "other.yaml" in found.problem.message
        assert found.problem.path == "expectations[0].than.scenario"
        assert found.problem.severity == "error"
        assert found.problem.place.file.endswith("child.yaml")
    itself = against(child, f"{SURGICAL}, equals: 0".replace("other", "child"), other=None)
    assert "this scenario itself" in itself.problem.message


SAVING = "finance: {{measures: {{procurement: {{saving: {{values: {{2022/23: {}}}, source: assumed}}}}}}}}"


@pytest.mark.parametrize(("mine", "other", "held"), [(-5, -15, True), (-15, -5, False), (5, 15, False), (5, -5, True)])
def test_a_share_of_a_figure_below_nothing_has_the_sign_of_the_difference(child, mine, other, held):
    """A saving of -£5m against one of -£15m is two thirds better, and no worse by a share."""
    text = (
        "metric: finance.measure, where: {line: procurement}, than: {scenario: other.yaml, relative: true}, at_least: 0"
    )
    found = against(child, text, mine=SAVING.format(mine), other=SAVING.format(other))
    assert found.held is held, found.sentence
    assert found.figure == pytest.approx((mine - other) / abs(other))


def test_what_is_set_against_something_else_does_not_restate_the_file(child):
    assert outcome(child, f"{OPEN}}}, than: {{year: 2020/21}}, equals: -20").restates, "both are stated"
    assert not against(child, f"{SURGICAL}, equals: -4").restates, "the other file states its own"
    claim = "{metric: finance.gap_do_nothing, than: {year: 2015/16}, at_least: 0, because: a test}"
    solved = child(f"expectations: [{claim}]\n", of=SCENARIOS / "bct.yaml")
    assert [one.restates for one in evaluate(run(load(solved), draws=0))] == [False], "solved for in one year"


def test_an_option_outside_the_root_is_not_read(child, tmp_path):
    (tmp_path / "inside").mkdir()
    child("", name="other.yaml")
    text = f"expectations:\n  - {{{SURGICAL.replace('other', '../other')}, equals: 0, because: a test}}\n"
    results = run(load(child(text, name="inside/mine.yaml")), draws=0)
    (found,) = evaluate(results, Beside(results, root=tmp_path / "inside"))
    assert "outside the folder" in found.problem.message


def test_an_option_without_the_figure(child):
    found = against(child, "metric: finance.gap, than: {scenario: other.yaml}, equals: 0", other="remove: [finance]")
    assert (found.held, found.fails, found.problem.code) == (False, True, "K001")
    assert "no figure `finance.gap`" in found.sentence


def test_a_warning_that_names_nothing_fails_all_the_same(child):
    found = outcome(child, "metric: levers.reduction, where: {line: hom}, at_least: 0, severity: warn")
    assert found.fails
    assert not outcome(child, f"{OPEN}}}, equals: 90, severity: warn").fails
    assert outcome(child, f"{OPEN}}}, equals: 90").fails
