"""`bedmodel schema`: what it accepts and refuses, against what the program itself accepts and refuses."""

import copy
import json
import random

import jsonschema
import pytest

from bedmodel.field_texts import field_texts
from bedmodel.metrics import METRICS
from bedmodel.problems import ScenarioError
from bedmodel.scenario.found import scenario_files
from bedmodel.scenario.json_parts import Parts
from bedmodel.scenario.json_schema import FILE, json_schema
from bedmodel.scenario.load import load
from bedmodel.scenario.reader import read
from bedmodel.scenario.schema_care import Lever, Pool
from bedmodel.units import UNITS
from tests_support import ROOT, SCENARIOS, loaded_by, program

BAD = ROOT / "tests" / "bad"
GOOD_FILES = [
    *scenario_files([SCENARIOS, ROOT / "tests" / "toy", ROOT / "tests" / "good"]),
    *sorted((ROOT / "data" / "library").glob("*.yaml")),
    BAD / "good.yaml",
    BAD / "full.yaml",
]
CAUGHT = {"C003", "E003", "P001", "P003", "S001", "S003", "S004", "S005", "S007", "U001", "U002", "many"}
"""Bad files whose fault an editor can see; the others' lies between the parts of a file, or between files."""
OF_SHAPE = {"P001", "P003", "P004", "S001", "S002", "S003", "S004", "S005", "S007", "U001", "U002"}
SOUGHT = 120
"""Damaged copies that are tried."""


@pytest.fixture(scope="module")
def validator():
    return jsonschema.Draft202012Validator(json_schema())


def plain(node):
    """A tree as JSON has it."""
    return json.loads(json.dumps(node))


def faults(validator, path):
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in validator.iter_errors(plain(read(path, str(path))))]


def test_what_is_published_is_what_the_program_prints():
    run = program("schema")
    assert (run.returncode, run.stderr) == (0, b"")
    published = (ROOT / "data" / FILE).read_bytes()
    assert run.stdout == published, f"run: bedmodel schema > data/{FILE}"


def test_it_is_a_sound_schema(validator):
    validator.check_schema(json_schema())
    assert json_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_reference_leads_somewhere_and_every_definition_is_used():
    found = json_schema()
    text = json.dumps(found)
    for name in found["$defs"]:
        assert f'"#/$defs/{name}"' in text, name
    assert {part.split('"')[0] for part in text.split('"#/$defs/')[1:]} == set(found["$defs"])


@pytest.mark.parametrize("path", GOOD_FILES, ids=lambda path: path.stem)
def test_every_good_file_fits(validator, path):
    assert faults(validator, path) == []


@pytest.mark.parametrize("name", sorted(CAUGHT))
def test_bad_files_of_shape_do_not_fit(validator, name):
    assert faults(validator, BAD / f"{name}.yaml")


def change(tree, path, value):
    """A copy of a tree with another value somewhere; without it where the value is None."""
    tree = copy.deepcopy(tree)
    node = tree
    for step in path[:-1]:
        node = node[step]
    if value is None:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return tree


ASSUMED = {"value": 1, "source": "assumed"}
MISTAKES = {
    "a library with beds": ("lib", ("pools",), {}),
    "a library without its name": ("lib", ("library", "id"), None),
    "no format": ("good", ("bedmodel",), None),
    "no population": ("good", ("population",), None),
    "no title": ("good", ("scenario", "title"), None),
    "no beds": ("good", ("pools", "acute", "beds"), None),
    "a key too many": ("good", ("pools", "acute", "bedz"), ASSUMED),
    "a key of an assumption too many": ("good", ("assumptions", "standard", "valu"), 1),
    "both value and values": ("good", ("assumptions", "standard", "values"), {"2016/17": 0.9}),
    "neither value nor values": ("good", ("assumptions", "standard", "value"), None),
    "a bare number": ("good", ("pools", "acute", "beds"), 100),
    "no source": ("good", ("pools", "acute", "beds"), {"value": 100}),
    "a source without a name": ("good", ("pools", "acute", "beds"), {"value": 100, "source": {"at": "page 1"}}),
    "a source that is a number": ("good", ("pools", "acute", "beds"), {"value": 1, "source": {"ref": 5}}),
    "sources that are numbers": ("good", ("pools", "acute", "beds"), {"value": 1, "source": {"ref": [5]}}),
    "prices of no year": ("good", ("pools", "acute", "beds"), ASSUMED | {"prices": "soon"}),
    "prices of a calendar year": ("good", ("pools", "acute", "beds"), ASSUMED | {"prices": 2016}),
    "a risk to a number": ("child", ("risks",), {"r": {"impact": {"delay": {"of": 5, "years": ASSUMED}}}}),
    "a percentage": ("good", ("pools", "acute", "occupancy"), {"value": 91, "source": "assumed"}),
    "a percentage as text": ("good", ("pools", "acute", "occupancy"), {"value": "91%", "source": "assumed"}),
    "another unit": ("good", ("pools", "acute", "beds"), ASSUMED | {"unit": "bed-days/year"}),
    "years where ages are": ("good", ("population", "people"), {"values": {"2016/17": 3}, "source": "assumed"}),
    "one value where ages are": ("good", ("population", "people"), ASSUMED),
    "years where one number is": ("good", ("pools", "acute", "beds"), {"values": {"2016/17": 3}, "source": "assumed"}),
    "a calendar year": ("good", ("scenario", "horizon"), "2017"),
    "a season without winter": (
        "good",
        ("pools", "acute", "season"),
        {"values": {"Q1": 1, "Q2": 1, "Q3": 1}, "source": "assumed"},
    ),
    "an unknown kind of source": (
        "good",
        ("sources",),
        {"s": {"title": "t", "publisher": "p", "kind": "rumour"}},
    ),
    "an unknown distribution": ("good", ("pools", "acute", "beds"), ASSUMED | {"distribution": {"kind": "flat"}}),
    "limits of one number": ("good", ("pools", "acute", "beds"), ASSUMED | {"limits": [1]}),
    "yes for true": ("good", ("finance", "costs", "rest", "volume", "population"), "yes"),
    "a name that means something": ("good", ("pools", "all"), {}),
    "a misspelt figure": ("good", ("expectations",), [{"metric": "beds.gapp", "at_least": 0, "because": "b"}]),
    "a claim without a reason": ("good", ("expectations",), [{"metric": "beds.gap", "at_least": 0}]),
    "a child's key": ("child", ("pools", "acute", "bedz"), ASSUMED),
    "a child's claim without a reason": ("child", ("expectations",), [{"metric": "beds.gap", "at_least": 0}]),
    "two parents": ("child", ("extends",), ["a.yaml", "b.yaml"]),
}
TREES = {
    "good": plain(read(BAD / "good.yaml", "good.yaml")),
    "child": {"bedmodel": 1, "extends": "good.yaml", "pools": {"acute": {"phasing": "step"}}},
    "lib": {"bedmodel": 1, "library": {"id": "lib"}, "assumptions": {"a": ASSUMED | {"unit": "beds"}}},
}


@pytest.mark.parametrize("tree", TREES.values(), ids=TREES)
def test_the_three_kinds_of_file_fit(validator, tree):
    assert validator.is_valid(tree)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_are_seen(validator, mistake):
    name, path, value = MISTAKES[mistake]
    assert not validator.is_valid(change(TREES[name], path, value))


@pytest.mark.parametrize("key", ["published", "title"])
def test_text_that_yaml_reads_as_a_number_fits(validator, key):
    source = {"title": "t", "publisher": "p", "kind": "plan", key: 2016}
    assert validator.is_valid(change(TREES["good"], ("sources",), {"s": source}))


def test_a_scenario_with_libraries_may_change_a_question_of_theirs(validator):
    changed = {"questions": {"future": {"documents": {"plan": {"text": "Beds close.", "source": "paper"}}}}}
    assert validator.is_valid(change(TREES["good"], ("scrutiny",), changed))


def places(node, path=()):
    for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield (*path, key)
        yield from places(value, (*path, key))


def test_what_the_program_accepts_fits_and_most_of_what_it_refuses_for_its_shape_does_not(validator, tmp_path):
    whole = plain(read(BAD / "full.yaml", "full.yaml"))
    damages = [(path, value) for path in places(whole) for value in (None, "word", 7, -3, [], {}, True, {"a": 1})]
    path = tmp_path / "damaged.yaml"
    accepted = seen = unseen = 0
    for where, value in random.Random(7).sample(damages, SOUGHT):
        tree = change(whole, where, value)
        path.write_text(json.dumps(tree), encoding="utf-8")
        fits = validator.is_valid(tree)
        try:
            load(path)
        except ScenarioError as error:
            if {problem.code for problem in error.problems} <= OF_SHAPE:
                seen, unseen = seen + (not fits), unseen + fits
        else:
            accepted += 1
            assert fits, (where, value)
    assert accepted >= 5
    assert seen >= 0.95 * (seen + unseen)


def test_units_kinds_of_source_and_figures_can_be_chosen_from():
    found = json_schema()["$defs"]
    assert found["UnitOfNumber"]["enum"] == list(UNITS)
    assert found["Metric"]["enum"] == list(METRICS)
    assert "official-statistics" in found["Source"]["properties"]["kind"]["enum"]


def test_fields_say_what_they_are_and_in_what_unit():
    found = json_schema()["$defs"]["Pool"]["properties"]["beds"]["description"]
    assert found.startswith(field_texts(Pool)["beds"])
    assert "In `beds`: " in found
    assert "From 0 to 1,000,000." in found
    reach = json_schema()["$defs"]["Lever"]["properties"]["reach"]["description"]
    assert reach.startswith(field_texts(Lever)["reach"])
    assert "by financial year" in reach


def test_a_new_kind_of_field_that_the_schema_does_not_know_is_noticed():
    with pytest.raises(TypeError, match="does not know"):
        Parts()._composed(complex, True)


def test_it_starts_without_what_only_models_and_charts_need():
    assert loaded_by("schema", among=("scipy", "pandas", "matplotlib")) == []
