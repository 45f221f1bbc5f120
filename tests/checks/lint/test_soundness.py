"""What the rules must not question, and what they must see beyond their bad files."""

import datetime
import math

import pytest
from scipy import stats

from bedmodel.checks.lint import lint
from bedmodel.checks.lint import years as by_year
from bedmodel.checks.lint.centiles import share_below
from bedmodel.compile.values import Values
from bedmodel.problems import ScenarioError
from bedmodel.scenario.account import accounts
from bedmodel.scenario.distribution import Beta, Discrete, Lognormal, Normal, Pert, Triangular, Uniform
from bedmodel.scenario.library import load_library
from bedmodel.scenario.load import load
from bedmodel.scenario.schema import slots
from tests_support import ALL_SCENARIOS, ROOT, SCENARIOS

SOUND, FULL = ROOT / "tests" / "bad" / "sound.yaml", ROOT / "tests" / "bad" / "full.yaml"
DAY = datetime.date(2026, 1, 31)
CITED = "source: {ref: plan, at: page 9}"
N = "{{value: {}, unit: {}, source: {{ref: plan, at: page 9}}}}"
PEOPLE, GROWTH, YEARLY = N.format(1114316, "people"), N.format(0.052, "fraction"), N.format(0.1, "fraction/year")


@pytest.fixture
def codes(child):
    """The codes of what lint finds in a child of the sound scenario, with the paths."""

    def of(text, *, day=DAY, parent=SOUND):
        return [(problem.code, problem.path) for problem in lint([child(text, of=parent)], day=day)]

    return of


def number(path, body):
    *above, last = path.split(".")
    inner = f"{{{last}: {{{body}}}}}"
    for key in reversed(above[1:]):
        inner = f"{{{key}: {inner}}}"
    return f"{above[0]}: {inner}\n"


BEDS, OCCUPANCY = "pools.acute.beds", "pools.acute.occupancy"


@pytest.mark.parametrize("day", ["2026-01-31", "2026-02-01"])
def test_a_review_is_late_from_the_day_after(codes, day):
    text = number(BEDS, f"value: 101, {CITED}, review_by: 2026-01-31")
    late = [("W001", BEDS)] if day == "2026-02-01" else []
    assert codes(text, day=datetime.date.fromisoformat(day)) == late


@pytest.mark.parametrize(
    "body",
    [
        "value: 100, source: {ref: plan, at: page 3}",
        "value: 104, source: {ref: plan, at: page 3, derived: 100 and 4 more}",
        "value: 104, source: {ref: [plan, census], at: page 3}",
        "value: 104, source: {ref: plan, at: page 4}",
        "value: 104, source: assumed, confidence: medium",
    ],
)
def test_a_number_restated_or_cited_anew_is_no_old_citation(codes, body):
    assert codes(number(BEDS, body)) == []


def test_more_years_of_one_series_are_no_new_value(codes):
    reach = "source: {ref: plan, at: page 5}"
    assert codes(number("levers.home-care.reach", f"values: {{2015/16: 0, 2016/17: 0.5, 2017/18: 1}}, {reach}")) == []
    found = codes(number("levers.home-care.reach", f"values: {{2016/17: 0.4, 2017/18: 1}}, {reach}"))
    assert found == [("W002", "levers.home-care.reach")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (number("pools.acute.standard", "value: 0.85, source: {ref: plan, at: page 1}"), ["pools.acute.standard"]),
        (number("pools.acute.standard", "value: 0.9, source: {ref: plan, at: page 1}"), []),
        (number("pools.acute.standard", f"value: 0.85, {CITED}"), []),
        (
            "pools: {acute: {standard: mine}, community: {occupancy: mine}}\n"
            "assumptions: {mine: {value: 0.85, unit: fraction, source: {ref: plan, at: page 1}}}\n",
            ["pools.acute.standard"],
        ),
        ("pools: {acute: {occupancy: standard}}\n", []),
    ],
)
def test_an_old_citation_is_seen_through_names(codes, text, found):
    assert codes(text) == [("W002", path) for path in found]


def test_a_library_s_number_under_its_own_citation(tmp_path):
    tmp_path.joinpath("shared.yaml").write_text(
        "bedmodel: 1\nlibrary: {id: shared, title: Shared}\n"
        "sources: {trial: {title: A trial, publisher: A journal, kind: research}}\n"
        "assumptions: {effect: {value: 0.1, unit: fraction, of: stays, source: {ref: trial, at: page 2}}}\n",
        encoding="utf-8",
    )
    path = tmp_path / "child.yaml"
    path.write_text(
        f"bedmodel: 1\nextends: {SOUND}\ninclude: [shared.yaml]\n"
        "assumptions: {shared.effect: {value: 0.2, unit: fraction, source: {ref: shared.trial, at: page 2}}}\n"
        "levers: {home-care: {effect: shared.effect}}\n",
        encoding="utf-8",
    )
    assert [problem.code for problem in lint([path], day=DAY)] == ["W002"]


def test_a_source_may_be_cited_in_prose_by_what_is_told_from_a_word(codes):
    source = "sources: {{{}: {{title: A report, publisher: A body, kind: research}}}}\n"
    rationale = 'value: 101, source: {{ref: plan, at: page 9}}, rationale: "as {} says"'
    for name, found in (("report-2016", []), ("report", [("W003", "sources.report")])):
        assert (
            codes(source.format(name) + number(BEDS, rationale.format(name).replace("{{", "{").replace("}}", "}")))
            == found
        )


def test_what_only_a_child_uses_is_used_when_both_are_linted(tmp_path, child):
    parent = child(
        "sources: {report: {title: A report, publisher: A body, kind: research}}\n"
        f"assumptions: {{spare: {{value: 104, unit: beds, {CITED}}}}}\n",
        of=SOUND,
        name="parent.yaml",
    )
    heir = child(
        "pools: {acute: {beds: spare, occupancy: {value: 0.8, source: {ref: report, at: page 1}}}}\n",
        of=parent,
        name="heir.yaml",
    )
    assert [problem.code for problem in lint([parent], day=DAY)] == ["W003", "W004"]
    assert lint([heir], day=DAY) == []
    assert lint([parent, heir], day=DAY) == []


def test_names_that_lead_to_others_solve_or_compare_are_used(codes):
    text = f"""
assumptions:
  other_name: number
  number: {{value: 101, unit: beds, {CITED}, compare_with: elsewhere}}
  elsewhere: {{value: 99, unit: beds, {CITED}}}
  solved: {{value: calibrated, unit: fraction, limits: [-0.2, 0.6]}}
  counted: {{value: 101, unit: beds, {CITED}}}
pools: {{acute: {{beds: other_name}}}}
levers: {{home-care: {{effect: solved}}}}
stated: {{same: {{title: Beds, same: [counted, pools.community.beds], within: 100}}}}
calibrate:
  - {{metric: beds.gap, where: {{pool: acute}}, equals: {N.format(0, "beds")}, by: solved, in_words: "{{value}}"}}
"""
    assert codes(text) == []
    unused = "assumptions:\n  one: two\n  two: {value: 1, unit: beds, source: {ref: plan, at: page 9}}\n"
    assert codes(unused) == [("W004", "assumptions.one"), ("W004", "assumptions.two")]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("distribution: {kind: triangular, low: 0.9, high: 0.95}", False),
        ("distribution: {kind: triangular, low: 0.8, mode: 0.9, high: 0.95}", False),
        ("distribution: {kind: triangular, low: 0.85, mode: 0.86, high: 0.99}", False),
        ("distribution: {kind: triangular, low: 0.9, mode: 0.9, high: 0.95}", False),
        ("distribution: {kind: pert, low: 0.9, mode: 0.9, high: 0.95}", False),
        ("distribution: {kind: pert, low: 1, mode: 1, high: 1.05, relative: true}", False),
        ("distribution: {kind: triangular, low: 0.8, mode: 0.85, high: 0.9}", True),
        ("distribution: {kind: pert, low: 0.8, mode: 0.81, high: 0.95}", True),
        ("distribution: {kind: uniform, low: 0.9, high: 0.95}", True),
        ("distribution: {kind: uniform, low: 0.899, high: 0.95}", False),
        ("distribution: {kind: normal, mean: 0.9, sd: 0.02}", False),
        ("distribution: {kind: normal, mean: 0.9, sd: 0.01, relative: true}", True),
        ("distribution: {kind: lognormal, p10: 0.5, p90: 0.6}", True),
        ("distribution: {kind: beta, alpha: 90, beta: 10}", False),
        ("distribution: {kind: beta, alpha: 20, beta: 80}", True),
        ("distribution: {kind: discrete, values: [0.85, 0.95], probabilities: [0.5, 0.5]}", False),
    ],
)
def test_a_value_and_its_distribution(codes, body, found):
    text = number(OCCUPANCY, f"value: 0.9, {CITED}, {body}")
    assert [("W005", OCCUPANCY)] * found == [pair for pair in codes(text) if pair[0] == "W005"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("limits: [0.8, 1], distribution: {kind: normal, mean: 0.9, sd: 0.05, truncate: true}", False),
        ("limits: [0.89, 0.91], distribution: {kind: normal, mean: 0.9, sd: 0.05, truncate: true}", True),
        ("limits: [0.8, 1], distribution: {kind: normal, mean: 0.9, sd: 0.05}", True),
        ("limits: [0.8, 1], distribution: {kind: normal, mean: 0.9, sd: 0.01}", False),
        ("limits: [0.8, 1], distribution: {kind: uniform, low: 0.8, high: 1}", False),
        ("limits: [0.8, 1], distribution: {kind: uniform, low: 0.5, high: 1.1, relative: true}", True),
        ("limits: [0.8, 1], distribution: {kind: uniform, low: 0.9, high: 1.1, relative: true}", False),
        ("limits: [0.8, 1], distribution: {kind: discrete, values: [0.8, 1], probabilities: [0.5, 0.5]}", False),
        ("distribution: {kind: uniform, low: 0.8, high: 6}", True),
    ],
)
def test_limits_and_the_distribution(codes, body, found):
    text = number(OCCUPANCY, f"value: 0.9, {CITED}, {body}")
    assert [("W006", f"{OCCUPANCY}")] * found == [(c, p) for c, p in codes(text) if c == "W006"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("pools: {acute: {standard: occ}}\n", "assumptions.occ"),
        ("appraisal: {years: 9, deflator: prices, need_after: fall, cost_after: prices}\n", "assumptions.fall"),
        ("pools: {acute: {occupancy: occ}}\n", None),
    ],
)
def test_a_name_has_the_limits_of_where_it_is_used(codes, text, path):
    """A standard is at most 1, an occupancy may be more; nothing can fall by more than all of it."""
    curve = "distribution: {kind: normal, mean: 0.95, sd: 0.05}"
    occ = f"occ: {{value: 0.95, unit: fraction, of: beds, {CITED}, {curve}}}"
    fall = f"fall: {{value: -0.95, unit: fraction/year, {CITED}, {curve.replace('0.95', '-0.95')}}}"
    named = f"assumptions: {{{occ}, {fall}}}\n"
    assert [p for c, p in codes(named + text) if c == "W006"] == [path] * (path is not None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (number(BEDS, "value: 101, source: assumed"), [("W009", BEDS)]),
        (number(BEDS, "value: 101, source: assumed, confidence: medium"), []),
        (number(BEDS, f"value: 101, {CITED}, confidence: low"), [("W009", BEDS)]),
        (number(BEDS, f"value: 101, {CITED}, confidence: medium"), []),
        ("assumptions: {use_by_age: {values: {0-64: 1, 65+: 4}, unit: index, source: assumed}}\n", []),
        (number("levers.home-care.delay", f"value: unknown, {CITED}, confidence: low"), []),
        (
            "risks: {flu: {title: Flu, owner: All, probability: {value: 0.5, source: assumed},"
            f" impact: {{cost: {{value: 1, {CITED}}}}}}}}}\n",
            [],
        ),
    ],
)
def test_a_doubtful_number_without_a_spread(codes, text, found):
    assert [pair for pair in codes(text) if pair[0] == "W009"] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (number("levers.home-care.effect", f"value: 0, {CITED}"), ["W007"]),
        (number("levers.home-care.share", f"value: 0, {CITED}"), ["W007"]),
        (
            number("levers.home-care.reach", f"values: {{2015/16: 1, 2016/17: 0, 2017/18: 0}}, {CITED}"),
            ["W007"],
        ),
        (number("levers.home-care.reach", f"value: 1, {CITED}"), []),
        # An effect that is nothing in the central case alone is an effect all the same.
        (
            number(
                "levers.home-care.delivery", f"value: 0, {CITED}, distribution: {{kind: pert, low: -0.8, high: 0.5}}"
            ),
            [],
        ),
        (
            number(
                "levers.home-care.delivery",
                f"value: 0, {CITED}, distribution: {{kind: uniform, relative: true, low: 0.5, high: 1.5}}",
            ),
            ["W007"],
        ),
        (
            number("levers.home-care.delay", f"value: 2, {CITED}, distribution: {{kind: uniform, low: 0.5, high: 3}}"),
            ["W016"],
        ),
    ],
)
def test_levers_without_effect(codes, text, found):
    assert sorted(code for code, _ in codes(text)) == sorted(found)


GATE = "pools: {acute: {gate: {services: [teams at home]}}}\n"
ACUTE_PLAN, COMMUNITY_PLAN = "pools.acute.beds_plan.2017/18", "pools.community.beds_plan.2017/18"
ACUTE_CLOSES = f"pools: {{acute: {{beds_plan: {{2017/18: {{value: 80, {CITED}}}}}}}}}\n"
SERVICE = "services: {{teams at home: {{title: Teams, places: {{values: {{{}}}, {}}}}}}}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("remove: [levers.home-care]\n", [("W016", ACUTE_PLAN)]),
        (f"remove: [levers.home-care]\n{ACUTE_CLOSES}", [("W016", ACUTE_PLAN)]),
        ("remove: [levers.home-care]\npools: {acute: {gate: {occupancy: standard}}}\n", []),
        (f"pools: {{community: {{beds_plan: {{2017/18: {{value: 19, {CITED}}}}}}}}}\n", [("W016", COMMUNITY_PLAN)]),
        # One that is set aside for want of a number is no lack of one.
        ("levers: {home-care: {effect: {value: unknown}}}\n", []),
        (f"pools: {{acute: {{beds_plan: {{2016/17: {{value: 100, {CITED}}}}}}}}}\n", []),
        (
            number("levers.home-care.reach", f"values: {{2016/17: 0, 2017/18: 1}}, {CITED}")
            + "pools: {acute: {phasing: step}}\n",
            [],
        ),
        (
            number("levers.home-care.reach", f"values: {{2016/17: 0, 2017/18: 1}}, {CITED}")
            + GATE
            + SERVICE.format("2015/16: 50", CITED),
            [],
        ),
        (SERVICE.format("2015/16: 0, 2016/17: 0, 2017/18: 50", CITED), [("W016", "pools.acute.beds_plan.2017/18")]),
        (SERVICE.format("2015/16: 0, 2017/18: 50", CITED), []),
        (
            number("pools.acute.delay", f"value: 1, {CITED}")
            + SERVICE.format("2015/16: 0, 2016/17: 0, 2017/18: 50", CITED),
            [],
        ),
    ],
)
def test_beds_and_the_alternative(codes, text, found):
    assert codes(text) == found


def test_beds_without_an_alternative_are_asked_of_the_file_that_takes_it_away(child):
    taken = child("remove: [levers.home-care]\n", of=SOUND, name="taken.yaml")
    (found,) = lint([taken], day=DAY)
    assert (found.code, found.place.file, found.place.line) == ("W016", str(taken), 3)
    assert "beds fall in 2016/17, and nothing is to take their place" in found.message
    heir = child("remove: [pools.community]\n", of=taken, name="heir.yaml")
    assert lint([heir], day=DAY) == []
    assert lint([taken, heir, SOUND], day=DAY) == [found]


def test_care_that_nothing_is_moved_for_needs_no_destination(codes):
    nowhere = (
        f"levers: {{home-care: {{moves_to: {{stated_by_plan: false, days_per_day_avoided: {{value: 0, {CITED}}}}}}}}}\n"
    )
    assert codes(nowhere) == []
    assert codes("remove: [levers.home-care.moves_to]\n") == [("W017", "levers.home-care")]


def test_sums_in_two_places_or_at_none_are_two(codes):
    one = (
        "finance: {{measures: {{a: {{title: A, saving: {{value: 3, {}}}}},"
        " b: {{title: B, saving: {{value: 3, {}}}}}}}}}\n"
    )
    assert codes(one.format(CITED, "source: {ref: plan, at: page 10}")) == []
    assert codes(one.format("source: plan", "source: plan")) == []
    both = (
        "assumptions: {{sum: {{value: 3, unit: GBPm, {}}}}}\n"
        "finance: {{measures: {{a: {{title: A, saving: sum}}, b: {{title: B, saving: sum}}}}}}\n"
    )
    for source in (CITED, "source: plan", "source: assumed, confidence: medium"):
        assert codes(both.format(source)) == [("W015", "finance.measures.b.saving")]
    assert codes(both.format(CITED).replace("value: 3", "value: 0")) == []


def test_a_budget_s_line_may_be_all_of_the_line_it_is_inside(codes):
    line = f"amount: {{values: {{2016/17: 3}}, {CITED}}}"
    inside = f"ledger: {{whole: {{title: Whole, {line}}}, part: {{title: Part, inside: whole, {line}}}}}\n"
    assert codes(inside) == []
    beside = f"ledger: {{whole: {{title: Whole, {line}}}, part: {{title: Part, {line}}}}}\n"
    assert codes(beside) == [("W015", "ledger.part.amount")]


def test_names_that_are_alike_and_mean_different_things(codes):
    text = "finance: {{measures: {{a: {{title: A, saving: {{value: 3, {0}}}, payer: {1}}}}}}}\n"
    assert codes(text.format(CITED, "The hospitals")) == []
    assert codes(text.format(CITED, "West commissioners")) == []
    assert codes(text.format(CITED, "THE COMMISSIONERS")) == [("W020", "finance.measures.a.payer")]


STATED = "stated: {{it: {{title: It, {}}}}}\n"


def growing(start, growth, end, years=1):
    ends = f"start: {N.format(start, 'people')}, end: {N.format(end, 'people')}"
    return f"{ends}, growth: {N.format(growth, 'fraction')}, years: {years}"


def sharing(part, whole, share):
    beds = f"part: {N.format(part, 'beds')}, whole: {N.format(whole, 'beds')}"
    return f"{beds}, share: {N.format(share, 'fraction')}"


def summing(total, *parts):
    return f"total: {N.format(total, 'GBPm')}, parts: [{', '.join(N.format(part, 'GBPm') for part in parts)}]"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"total: {N.format(2173, 'beds')}, parts: [{N.format(1940, 'beds')}, {N.format(233, 'beds')}]", []),
        (f"total: {N.format(400, 'GBPm')}, parts: [{N.format(397.5, 'GBPm')}]", ["W011"]),
        (f"total: {N.format(400, 'GBPm')}, parts: [{N.format(397.5, 'GBPm')}], within: 2.5", []),
        (
            f"start: {PEOPLE}, growth: {GROWTH}, end: {N.format(1124300, 'people')}",
            ["W012"],
        ),
        (
            f"start: {PEOPLE}, growth: {GROWTH}, end: {N.format(1172000, 'people')}",
            [],
        ),
        (
            f"start: {N.format(100, 'beds')}, growth: {YEARLY}, years: 2, end: {N.format(121, 'beds')}",
            [],
        ),
        (
            f"part: {N.format(243, 'beds')}, whole: {N.format(1940, 'beds')}, share: {N.format(0.12, 'fraction')}",
            ["W013"],
        ),
        (f"part: {N.format(281, 'beds')}, whole: {N.format(2173, 'beds')}, share: {N.format(0.13, 'fraction')}", []),
        (f"same: [{N.format(399, 'GBPm')}, {N.format(399.3, 'GBPm')}]", []),
        (f"same: [{N.format(399, 'GBPm')}, {N.format(500, 'GBPm')}]", ["W014"]),
        (f"same: [pools.acute.beds, {{value: unknown, unit: beds, {CITED}}}]", []),
        # A whole per cent is as coarse as a fraction can be, be it written 0, 1, 0.1 or 0.50.
        (growing(10000, "0", 14000), ["W012"]),
        (growing(10000, "0.10", 11400), ["W012"]),
        (growing(10000, "0.20", 12500), ["W012"]),
        (growing(10000, "0.20", 12049), []),
        (growing(100, "-1", 0, years=2.5), []),
        (growing(100, "3", 5, years=2000), ["W012"]),
        (sharing(545, 1000, "0.50"), ["W013"]),
        (sharing(244, 1000, "0.2"), ["W013"]),
        (sharing(700, 1000, "1"), ["W013"]),
        (sharing(545, 1000, "0.54"), []),
        (sharing(545, 1000, "0.55"), []),
        # Each number is rounded by itself, and noughts at its end are digits.
        (summing(100, 33, 33, 33), []),
        (summing(100, 32, 33, 33), ["W011"]),
        (summing("26.0", "12.0", "14.4"), ["W011"]),
        (summing(26, 12, "14.4"), []),
        (f"same: [{N.format(281, 'beds')}, {N.format(282, 'beds')}]", ["W014"]),
        (f"same: [{N.format('281.4', 'beds')}, {N.format(281, 'beds')}]", []),
        (f"same: [{N.format('281.0', 'beds')}, {N.format('281.1', 'beds')}]", ["W014"]),
        (f"same: [{N.format(0.10, 'fraction')}, {N.format(0.20, 'fraction')}]", ["W014"]),
        (f"same: [{N.format(0.56, 'fraction')}, {N.format(0.57, 'fraction')}]", ["W014"]),
        (f"same: [{N.format(0.12, 'fraction')}, {N.format(0.125, 'fraction')}]", []),
        (f"same: [{N.format(281, 'beds')}, {N.format(282, 'beds')}], within: 1", []),
        (f"same: [{N.format(281, 'beds')}, {N.format(281, 'beds')}], within: 0", []),
    ],
)
def test_what_documents_state(codes, body, found):
    assert codes(STATED.format(body)) == [(code, "stated.it") for code in found]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"total: {N.format(1, 'beds')}", "S008"),
        (
            f"total: {N.format(1, 'beds')}, parts: [pools.acute.beds], same: [pools.acute.beds, pools.community.beds]",
            "S008",
        ),
        ("same: [pools.acute.beds, pools.acut.beds]", "N001"),
        ("same: [pools.acute.beds, population.people]", "U002"),
        ("same: [levers.home-care.reach, levers.home-care.effect]", "S008"),
        (f"part: pools.acute.beds, whole: pools.community.beds, share: {N.format(1, 'beds')}", "U002"),
        ("same: [pools.acute.beds, pools.community.beds], within: -1", "S003"),
        ("same: [pools.acute.beds, 20]", "P001"),
    ],
)
def test_a_statement_that_cannot_be(codes, body, found):
    assert {code for code, _ in codes(STATED.format(body))} == {found}


def test_a_statement_and_an_acceptance_belong_to_one_file(child):
    first = child(
        STATED.format("same: [pools.acute.beds, pools.community.beds]")
        + "accept: [{code: W014, because: they are two pools}]\n",
        of=SOUND,
        name="first.yaml",
    )
    second = child("remove: [finance]\n", of=first, name="second.yaml")
    assert lint([first, second], day=DAY) == []
    assert load(second).whole.stated == {}
    assert load(second).whole.accept == ()


def test_a_statement_moves_no_figure_and_is_shown_in_no_result(child):
    stated = load(child(STATED.format(f"same: [pools.acute.beds, {N.format(104, 'beds')}]"), of=SOUND, name="a.yaml"))
    plain = load(child("", of=SOUND, name="b.yaml"))
    assert list(stated.used) == list(plain.used)
    assert accounts(stated)["stated.it.same[1]"].role == "shown"


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        ("{code: W017, because: known}", []),
        ("{code: W017, at: levers, because: known}", []),
        ("{code: W017, at: levers.home, because: known}", ["W017", "W021"]),
        ("{code: W016, because: known}", ["W017", "W021"]),
        ("{code: P001, because: known}", ["S003"]),
        ("{code: W099, because: known}", ["S003"]),
        ('{code: W017, because: " "}', ["S003"]),
        ("{code: W017}", ["S002"]),
    ],
)
def test_what_a_file_accepts(codes, accept, found):
    text = f"levers: {{home-care: {{moves_to: {{stated_by_plan: false}}}}}}\naccept: [{accept}]\n"
    assert sorted(code for code, _ in codes(text)) == sorted(found)


def test_a_parent_s_warning_is_accepted_in_the_parent(child):
    parent = child("levers: {home-care: {moves_to: {stated_by_plan: false}}}\n", of=SOUND, name="parent.yaml")
    heir = child("accept: [{code: W017, because: known}]\n", of=parent, name="heir.yaml")
    assert sorted(problem.code for problem in lint([heir], day=DAY)) == ["W017", "W021"]


CURVES = [
    (Uniform.model_construct(low=2.0, high=6.0), stats.uniform(2, 4)),
    (Triangular.model_construct(low=2.0, high=6.0, mode=3.0), stats.triang(0.25, 2, 4)),
    (Triangular.model_construct(low=2.0, high=6.0, mode=2.0), stats.triang(0, 2, 4)),
    (Triangular.model_construct(low=2.0, high=6.0, mode=6.0), stats.triang(1, 2, 4)),
    (Pert.model_construct(low=2.0, high=6.0, mode=3.0, shape=4.0), stats.beta(2, 4, 2, 4)),
    (Beta.model_construct(alpha=0.5, beta=0.7, low=2.0, high=6.0), stats.beta(0.5, 0.7, 2, 4)),
    (Beta.model_construct(alpha=300.0, beta=200.0, low=2.0, high=6.0), stats.beta(300, 200, 2, 4)),
    (Normal.model_construct(mean=4.0, sd=0.7, p10=None, p90=None), stats.norm(4, 0.7)),
]


@pytest.mark.parametrize(("curve", "known"), CURVES, ids=lambda value: getattr(value, "kind", type(value).__name__))
def test_shares_below_agree_with_scipy(curve, known):
    for value in (1.0, 2.0, 2.1, 3.0, 3.7, 4.4, 5.9, 6.0, 7.0):
        assert share_below(curve, value, 3.0) == pytest.approx(known.cdf(value), abs=1e-9)


def test_shares_below_of_a_lognormal_and_of_single_values():
    curve = Lognormal.model_construct(mean=5.0, sd=2.0, p10=None, p90=None)
    mean, sd = curve.moments()
    assert share_below(curve, 4.0, 1.0) == pytest.approx(stats.lognorm(sd, scale=math.exp(mean)).cdf(4.0))
    assert share_below(curve, -1.0, 1.0) == 0
    single = Discrete.model_construct(values=(1.0, 2.0, 3.0), probabilities=(0.2, 0.3, 0.5))
    assert [share_below(single, value, 1.0) for value in (0.5, 1.0, 2.5, 3.0)] == pytest.approx([0, 0.2, 0.5, 1])


@pytest.mark.parametrize("phased", [False, True])
def test_paths_over_the_years_are_those_of_a_run(phased):
    """The rules read dated values as a run does."""
    scenario = load(SCENARIOS / "bct.yaml")
    values = Values(scenario)
    seen = 0
    for assumption in scenario.used.values():
        dated = assumption.values is not None and all("/" in label for label in assumption.values)
        if dated or isinstance(assumption.value, float):
            run = (values.phased if phased else values.by_year)(assumption)
            assert by_year.course(assumption, scenario.span, phased=phased) == pytest.approx(run[0].tolist())
            seen += dated
    assert seen >= 3


def test_numbers_are_found_wherever_they_stand():
    """The walk passes over what cannot hold numbers, and over nothing else."""
    from bedmodel.scenario.context import Part
    from bedmodel.scenario.quantity import Assumption, Name

    def everything(part):
        if isinstance(part, Assumption | Name):
            yield part
        elif isinstance(part, Part):
            for _, value in part:
                yield from everything(value)
        elif isinstance(part, dict | tuple):
            for value in part.values() if isinstance(part, dict) else part:
                yield from everything(value)

    for path in (FULL, SCENARIOS / "primary-care-2019.yaml", SCENARIOS / "bct-with-risks.yaml"):
        whole = load(path).whole
        assert [id(quantity) for quantity in slots(whole)] == [id(quantity) for quantity in everything(whole)]


LIBRARY = "bedmodel: 1\nlibrary: {id: shared, title: A library}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("assumptions: {a: {value: 1, unit: beds, source: assumed, confidence: low}}\n", ["W009"]),
        ("assumptions: {a: {value: 1, unit: beds}}\n", ["P003"]),
        ("assumptions: {a: {value: 1, unit: beds, source: nobody}}\n", ["P002"]),
        ("assumptions: {a: 1}\n", ["P001"]),
        ("assumptions: {a: b}\n", ["N001"]),
        ("assumptions: {a: {value: 2, unit: beds, source: assumed, limits: [0, 1], confidence: high}}\n", ["D003"]),
        ("pools: {}\n", ["S001"]),
        ("sources: {paper: {title: A paper, publisher: A journal, kind: research}}\n", ["W003"]),
        (
            "sources: {paper: {title: A paper, publisher: A journal, kind: research}}\n"
            "assumptions: {a: {value: 0.1, unit: fraction, source: {ref: paper, at: page 1}}}\n",
            ["W010"],
        ),
        ("accept: [{code: W009, because: nothing here}]\n", ["W021"]),
        ("assumptions: {a: {value: 1, unit: beds, source: assumed, compare_with: b, confidence: high}}\n", ["N001"]),
    ],
)
def test_a_library_by_itself(tmp_path, text, found):
    path = tmp_path / "library.yaml"
    path.write_text(LIBRARY + text, encoding="utf-8")
    assert [problem.code for problem in lint([path], day=DAY)] == found


def test_a_library_and_a_scenario_that_includes_it_report_a_number_once(tmp_path):
    library, scenario = tmp_path / "library.yaml", tmp_path / "folder" / "child.yaml"
    library.write_text(
        LIBRARY + "assumptions: {a: {value: 104, unit: beds, source: assumed, confidence: low}}\n", encoding="utf-8"
    )
    scenario.parent.mkdir()
    scenario.write_text(
        f"bedmodel: 1\nextends: {SOUND}\ninclude: [../library.yaml]\npools: {{acute: {{beds: shared.a}}}}\n",
        encoding="utf-8",
    )
    for files in ([library, scenario], [scenario, library], [scenario]):
        (found,) = lint(files, day=DAY)
        assert (found.code, found.path, found.place.file) == ("W009", "shared.a", str(library))


def test_the_accounts_of_a_library_cite_its_sources():
    library = load_library(ROOT / "data" / "library" / "evidence.yaml")
    account = library.accounts["evidence.care-home-support"]
    assert [citation.name for citation in account.citations] == ["health-foundation-care-homes"]
    assert account.role == "unused"


def test_the_project_s_own_files_are_in_order():
    """No errors, and only warnings that are true of contested plans; each other one is mended or accepted."""
    files = [*ALL_SCENARIOS, *ROOT.joinpath("data", "library").glob("*.yaml")]
    found = lint(files, day=DAY)
    assert {problem.severity for problem in found} == {"warning"}
    assert {problem.code for problem in found} == {"W009", "W011", "W012", "W013", "W014", "W017"}
    shown = {problem.path: problem.message for problem in found}
    assert "1,172,260" in shown["stated.people-in-2023"]
    assert "1,124,300" in shown["stated.people-in-2023"]
    assert "1,133,842" in shown["stated.people-of-three-groups"]
    assert "12.53%" in shown["stated.acute-beds-share"]
    assert "£397.5m" in shown["stated.gap-in-all"]


@pytest.mark.parametrize("path", sorted((ROOT / "tests" / "toy").glob("*.yaml")), ids=lambda path: path.stem)
def test_made_up_scenarios_are_questioned_for_being_made_up_alone(path):
    """No rule but that about numbers without a spread sees anything in them."""
    assert {problem.code for problem in lint([path], day=datetime.date(2019, 1, 1))} <= {"W009"}


def refused(path):
    """The codes for which a scenario is not loaded."""
    try:
        load(path)
    except ScenarioError as error:
        return {problem.code for problem in error.problems}
    return set()


@pytest.mark.parametrize("path", sorted(ROOT.joinpath("tests", "bad").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_bad_file_can_be_linted(path):
    """Whatever is wrong with a file, lint reports it and goes on; what keeps a scenario from loading is among it."""
    found = {problem.code for problem in lint([path], day=DAY)}
    if b"library:" not in path.read_bytes():
        assert refused(path) <= found


def test_damaged_files_are_linted_or_refused(tmp_path):
    """Any line taken out of a file that uses every part leaves something to report, or nothing, and no crash."""
    lines = FULL.read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "damaged.yaml"
    for start in range(1, len(lines), 5):
        path.write_text("".join(lines[:start] + lines[start + 1 :]), encoding="utf-8")
        lint([path], day=DAY)
