"""What differs between two scenarios: numbers, whole parts, settings; what is the same is not told."""

import pytest

from bedmodel.scenario.difference import differences
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY


@pytest.fixture
def changed(child):
    """What differs between the toy and a child of it that says something else: changed("pools: …")."""

    def of(text):
        return differences(load(TOY), load(child(text)))

    return of


def of_files(old, new):
    return differences(load(SCENARIOS / f"{old}.yaml"), load(SCENARIOS / f"{new}.yaml"))


def told(found):
    return (
        [(one.path, one.change.kind) for one in found.assumptions],
        [(part.path, part.added) for part in found.parts],
        [(one.path, one.change.kind) for one in found.settings],
    )


def test_the_same_file_says_the_same(changed):
    found = differences(load(TOY), load(TOY))
    assert not found
    assert not found.for_readers
    other = changed("scenario: {title: Another title}")
    assert not other
    assert other.for_readers


def test_a_number_with_both_places_and_accounts(changed):
    found = changed("pools: {medical: {beds: {value: 90, source: assumed, confidence: low}}}")
    assert told(found) == ([("pools.medical.beds", "changed")], [], [])
    (one,) = found.assumptions
    assert (one.old.assumption.value, one.new.assumption.value, one.unit) == (100, 90, "beds")
    assert one.change.fields == ("value", "confidence")
    assert one.old_place.file == str(TOY)
    assert one.old_place.line == TOY.read_text("utf-8").splitlines().index("    title: Medical ward") + 2
    assert one.new_place.file.endswith("child.yaml")
    assert not one.same_citation


def test_a_new_part_is_one_thing(changed):
    lever = "{title: More care, acts_on: medical, effect: {value: 0.1, source: assumed}, reach: tenth_share}"
    found = changed(
        f"assumptions: {{tenth_share: {{value: 0.1, unit: fraction, source: assumed}}}}\nlevers: {{more: {lever}}}"
    )
    assert told(found) == ([("assumptions.tenth_share", "added")], [("levers.more", True)], [])
    (part,) = found.parts
    assert (part.title, part.numbers) == ("More care", 1)
    assert [one.path for one in part.inside] == ["levers.more.effect", "levers.more.acts_on", "levers.more.reach"]


def test_a_part_that_is_gone(child, changed):
    assert told(changed("remove: [levers.home]"))[1] == [("levers.home", False)]
    back = differences(load(child("remove: [levers.home]")), load(TOY))
    assert [(part.path, part.added) for part in back.parts] == [("levers.home", True)]


def test_a_name_in_place_of_a_number_is_one_change(changed):
    found = changed("pools: {surgical: {demand: {length_of_stay_trend: tenth}}}")
    assert told(found) == ([("pools.surgical.demand.length_of_stay_trend", "changed")], [], [])
    (one,) = found.assumptions
    assert (one.old.assumption.value, one.new, one.change.new) == (-0.1, None, "tenth")


def test_settings_that_are_no_numbers(changed):
    found = changed("scenario: {horizon: 2023/24}\npools: {medical: {phasing: step}}")
    assert told(found)[2] == [("scenario.horizon", "changed"), ("pools.medical.phasing", "added")]
    assert (found.settings[0].change.old, found.settings[0].change.new) == ("2022/23", "2023/24")


def test_a_new_value_under_an_old_citation_is_marked(tmp_path):
    text = TOY.read_text("utf-8").replace(
        "assumptions:",
        "sources:\n  report: {title: A report, publisher: P, kind: plan}\n"
        "  other: {title: Another, publisher: P, kind: plan}\nassumptions:",
        1,
    )
    files = {}
    for name, value, source in [
        ("old", 100, "{ref: report, at: p. 3}"),
        ("same", 90, "{ref: report, at: p. 3}"),
        ("page", 90, "{ref: report, at: p. 4}"),
        ("other", 90, "other"),
        ("assumed", 90, "assumed"),
    ]:
        beds = "beds: {value: 100, source: assumed}"
        assert text.count(beds) == 1
        files[name] = tmp_path / f"{name}.yaml"
        files[name].write_text(text.replace(beds, f"beds: {{value: {value}, source: {source}}}"), "utf-8")
    marked = {}
    for name in ("same", "page", "other", "assumed"):
        found = differences(load(files["old"]), load(files[name]))
        assert [one.path for one in found.assumptions] == ["pools.medical.beds"]
        marked[name] = [one.path for one in found.same_citation]
    assert marked == {"same": ["pools.medical.beds"], "page": [], "other": [], "assumed": []}
    assumed = differences(load(files["assumed"]), load(TOY))
    assert not assumed.same_citation


def test_a_source_described_otherwise(child, tmp_path):
    text = "sources: {{report: {{title: {}, publisher: P, kind: plan}}}}\n" + (
        "pools: {{medical: {{beds: {{value: 90, source: report}}}}}}"
    )
    old, new = (child(text.format(title), name=f"{title}.yaml") for title in ("First", "Second"))
    found = differences(load(old), load(new))
    assert told(found) == ([], [], [])
    assert [(one.path, one.change.words) for one in found.sources] == [("report", "title First → Second")]


def test_a_child_differs_from_its_parent_in_what_it_says_alone():
    for pair in (("bct", "half-delivery"), ("half-delivery", "bct")):
        assert told(of_files(*pair)) == ([("assumptions.left_shift_delivery", "changed")], [], [])


def test_levers_that_a_child_removes_are_gone_although_its_parent_solved_with_them():
    found = of_files("bct", "evidence-led")
    assert ("levers.left-shift", False) in told(found)[1]
    assert ("levers.falls", True) in told(found)[1]
    assert not [one.path for one in found.everything() if one.path.startswith("calibrate")]


def test_every_difference_is_told_once():
    for name in ("pcbc-2020", "evidence-led", "no-cuts-funded", "bct-with-risks"):
        found = of_files("bct", name)
        paths = [one.path for one in found.everything() if one not in found.sources]
        assert len(set(paths)) == len(paths)
        assert all(part.path in {one.path, one.path[: len(part.path)]} for part in found.parts for one in part.inside)
        assert all(one.old_place or one.new_place for one in found.everything())


def test_what_two_parents_of_one_id_solve_is_told_by_name(child):
    """Two parents keep the id of the first and solve a number each; that of the second has another target."""
    text = (
        "assumptions: {{NAME: {{value: calibrated, unit: fraction, limits: [0, 3]}}}}\n"
        "levers: {{LEVER: {{effect: NAME}}}}\n"
        "calibrate: [{{metric: beds.occupied, where: {{pool: POOL, year: 2022/23}}, by: NAME, in_words: '{{value}}', "
        "equals: {{value: TARGET, unit: beds, source: assumed}}}}]\n"
    )

    def solved(name, lever, pool, target, of):
        body = text.format().replace("NAME", name).replace("LEVER", lever)
        return child(body.replace("POOL", pool).replace("TARGET", target), of=of, name=f"{name}-{target}.yaml")

    def of(target):
        first = solved("one", "home", "medical", "88", TOY)
        second = solved("two", "transfer", "surgical", target, first)
        return load(
            child("finance: {baseline_spend: {value: 90, source: assumed}}\n", of=second, name=f"{target}.yaml")
        )

    found = differences(of("36"), of("37"))
    assert of("36").lineage == ("toy", "toy (2)", "toy (3)")
    assert "calibrate[two].equals in toy (2)" in {one.path for one in found.everything()}
