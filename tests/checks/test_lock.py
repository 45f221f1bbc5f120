"""A lock notices whatever can change a figure or its defence, and nothing else; and is the same bytes everywhere."""

import copy
import datetime
import functools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bedmodel.checks.lock import figures_moved, lock_from, lock_text, moved, what_is_said
from bedmodel.checks.lock_reader import read_lock
from bedmodel.once import Once
from bedmodel.problems import ScenarioError
from bedmodel.runs import run
from bedmodel.scenario.entries import said_entries
from bedmodel.scenario.load import load
from bedmodel.scenario.placed import PlacedList, PlacedMap, PlacedNumber, PlacedText, is_assumption
from bedmodel.scenario.reader import read
from tests_support import ALL_SCENARIOS, ROOT, SCENARIOS, TOY

BCT = SCENARIOS / "bct.yaml"
FOR_READERS = {"title", "summary", "note", "basis", "scope", "in_words", "because", "mitigation", "owner"}
"""Keys whose text no figure rests on, where they are no assumption's."""
BESIDE = {"bedmodel", "scrutiny", "stated", "accept", "expectations", "sources", "include", "extends"}
"""Sections without a setting of the model; those of assumptions and expectations are noticed in other ways."""
OTHERS = {
    "confidence": ["high", "medium", "low"],
    "interpolate": ["step", "linear"],
    "kind": ["triangular", "uniform"],
    "source": ["assumed"],
    "ref": ["planning-2020", "ons"],
}
"""Words to try instead of one; any other gets a letter more."""


@pytest.fixture(scope="module")
def files():
    """The text of bct.yaml and of all that it extends and includes, as it was read."""
    once = Once()
    load(BCT, once=once)
    return {key[1]: tree for key, tree in once._done.items() if key[0] == "file"}


@pytest.fixture(scope="module")
def locked():
    return lock_from(run(load(BCT), draws=0))


def loaded(files, file, tree, scenario=BCT):
    """A scenario as it would be if one of its files said something else."""
    once = Once()
    for name, text in {**files, file: tree}.items():
        once(("file", name), lambda text=text: text)
    return load(scenario, once=once)


def moved_by(files, file, tree, lock):
    """The paths at which the lock notices a change of one file; None where the scenario is not valid any more."""
    try:
        said, places = what_is_said(loaded(files, file, tree))
    except ScenarioError:
        return None
    found = moved(lock, said, places)
    assert all(Path(one.place.file).name and one.place.line >= 1 and one.change.words for one in found)
    return {one.change.path for one in found}


def noticed(files, file, leaf, lock):
    """What a lock notices of each other number or word in one place that leaves the scenario valid."""
    trees = changes_at(files[file], leaf)
    return [found for tree in trees if (found := moved_by(files, file, tree, lock)) is not None]


def node_at(node, place):
    """The mapping that stands at a place of a tree."""
    if isinstance(node, PlacedMap) and node.place == place:
        return node
    children = node.values() if isinstance(node, PlacedMap) else node if isinstance(node, PlacedList) else ()
    return next((found for child in children if (found := node_at(child, place)) is not None), None)


def leaves(node, path=()):
    """Every number, text, or true and false of a tree: where it is, as keys and numbers."""
    if isinstance(node, PlacedMap):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, PlacedList):
        for number, item in enumerate(node):
            yield from leaves(item, (*path, number))
    elif node is not None:
        yield path


def changes_at(tree, path):
    """Copies of a tree with other numbers, words or texts at a path."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    return [changed(tree, path, value) for value in others(at(tree, path), key)]


def changed(node, path, value):
    """A copy of a tree with a value at a path."""
    if not path:
        return value
    new = node.copy() if isinstance(node, PlacedMap) else PlacedList(list(node), node.place, node.places)
    new[path[0]] = changed(node[path[0]], path[1:], value)
    return new


def others(value, key):
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, PlacedNumber):
        return [PlacedNumber(repr(float(value) * (1 + sign * 1e-3) + sign * 1e-6), value.place) for sign in (1, -1)]
    words = [word for word in OTHERS.get(key, [*alike(str(value)), f"{value}x"]) if word != value]
    return [PlacedText(word, value.place) for word in words[:3]]


@functools.cache
def alike(word):
    """Words that can stand where one stands: names of numbers of the same unit, other pools, other years."""
    whole = load(BCT).whole
    groups = [list(whole.pools), ["2018/19", "2019/20", "2020/21"], ["linear", "step"], ["in-year", "cumulative"]]
    groups += [["finance.gap", "finance.gap_do_nothing"]]
    units = {name: found.unit for name, found in whole.assumptions.items()}
    names = [name for name, unit in units.items() if unit == units.get(word)]
    return tuple(names or next((group for group in groups if word in group), []))


def at(tree, path):
    for step in path:
        tree = tree[step]
    return tree


def paths(node, path=()):
    yield path
    children = node.items() if isinstance(node, PlacedMap) else enumerate(node) if isinstance(node, PlacedList) else ()
    for key, value in children:
        yield from paths(value, (*path, key))


@pytest.mark.parametrize("path", sorted(said_entries(load(BCT), SCENARIOS)))
def test_no_assumption_can_move_unnoticed(path, files, locked):
    """Whatever is written of it: value, each of the values, parameters, limits, sources, unit, where in the source."""
    place = locked.places["assumptions", path]
    tree = files[place.file]
    written = node_at(tree, place)
    start = next(where for where in paths(tree) if at(tree, where) is written)
    noted = set()
    for leaf in leaves(written, start):
        if leaf[len(start)] != "title":
            found = noticed(files, place.file, leaf, locked)
            assert all(path in one for one in found), (leaf, found)
            noted |= {leaf[len(start)]} if found else set()
    assert noted, "something of it can be changed and leave the scenario valid"
    assert noted & {"value", "values"} or written.get("value") in ("calibrated", "unknown")


@pytest.mark.parametrize("name", ["bct", "llr"])
def test_no_setting_can_move_unnoticed(name, files, locked):
    file = str(SCENARIOS / f"{name}.yaml")
    tree, unnoticed, tried = files[file], [], 0
    for leaf in leaves(tree):
        overridden = name == "llr" and leaf[0] == "scenario"
        if any(is_assumption(at(tree, leaf[:length])) for length in range(len(leaf))):
            continue
        for_readers = FOR_READERS & set(leaf) and not isinstance(at(tree, leaf), PlacedNumber)
        if leaf[0] in BESIDE or leaf == ("scenario", "id") or overridden or for_readers:
            continue
        found = noticed(files, file, leaf, locked)
        tried += bool(found)
        unnoticed += [leaf] if set() in found else []
    assert tried > 15
    assert unnoticed == []


def test_words_for_readers_move_nothing(files, locked):
    for leaf in [("scenario", "title"), ("levers", "left-shift", "title"), ("calibrate", 0, "in_words")]:
        assert noticed(files, str(BCT), leaf, locked) == [set()]


def test_what_a_child_inherits_as_solved_is_noticed_in_the_child(files):
    """half-delivery.yaml overrides the delivery of bct.yaml, but inherits what was solved with it."""
    child = SCENARIOS / "half-delivery.yaml"
    lock = lock_from(run(load(child), draws=0))
    with_child = {**files, str(child): read(child, str(child))}
    tree = changes_at(files[str(BCT)], ("assumptions", "left_shift_delivery", "value"))[1]
    said, places = what_is_said(loaded(with_child, str(BCT), tree, child))
    assert {one.change.path for one in moved(lock, said, places)} == {"assumptions.left_shift_delivery in bct"}


@pytest.mark.parametrize("path", ALL_SCENARIOS, ids=lambda path: path.stem)
def test_a_lock_reads_back_as_it_was_written(path, tmp_path):
    lock = lock_from(run(load(path), draws=50, register=False))
    text = lock_text(lock)
    file = tmp_path / "x.lock.yaml"
    file.write_text(text, encoding="utf-8")
    back = read_lock(file, str(path), lock.scenario)
    assert back == lock
    assert lock_text(back) == text
    assert figures_moved(back, lock) == []


def test_rounding_at_an_edge_is_no_difference(child):
    lock = lock_from(run(load(child("")), draws=0))
    near, far = copy.deepcopy(lock), copy.deepcopy(lock)
    near.headline["beds.gap[pool=medical]"]["central"] += 0.1
    far.headline["beds.gap[pool=medical]"]["central"] += 0.2
    assert figures_moved(near, lock) == []
    assert [shift.address for shift in figures_moved(far, lock)] == ["beds.gap[pool=medical]"]


def test_the_same_bytes_whatever_the_hash_seed(tmp_path):
    written = set()
    for seed in ("0", "1", "2"):
        folder = tmp_path / seed
        shutil.copytree(SCENARIOS, folder / "scenarios", ignore=shutil.ignore_patterns("*.lock.yaml"))
        shutil.copytree(ROOT / "data" / "library", folder / "data" / "library")
        code = (
            "from bedmodel.cli.main import main; "
            "main(['check', 'scenarios/bct-with-risks.yaml', '--update', '--draws', '300', '-q'])"
        )
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done
        written.add((folder / "scenarios" / "bct-with-risks.lock.yaml").read_bytes())
    assert len(written) == 1
    text = written.pop().decode()
    assert str(tmp_path) not in text
    assert not re.search(r"\d{4}-\d{2}-\d{2}T|\d{2}:\d{2}:\d{2}", text), "no time of day"
    assert datetime.date.today().isoformat() not in text


def test_a_lock_is_of_the_scenario_not_of_the_program(child):
    from bedmodel import __version__

    text = lock_text(lock_from(run(load(child("")), draws=0)))
    assert __version__ not in text
    assert TOY.name in text
