"""From a file name to a validated scenario, or to every problem that stands in the way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bedmodel.once import Once
from bedmodel.problems import Problem, ScenarioError
from bedmodel.scenario.context import Context, problems_of
from bedmodel.scenario.files import Layer, chain
from bedmodel.scenario.overlay import merge, own_part, remove, with_library
from bedmodel.scenario.placed import PlacedList, PlacedMap, assign_paths, without
from bedmodel.scenario.quantity import Assumption
from bedmodel.scenario.rules import check
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import ScenarioFile, plain_numbers, sections
from bedmodel.scenario.settings import Shape, apply_settings
from bedmodel.scenario.store import DISK, Store
from bedmodel.scenario.unknown import set_aside
from bedmodel.years import LONGEST_SPAN, Span

SHAPE = Shape(plain_numbers(), sections())
CLAIMS = ("expectations", "stated", "accept")
"""What is about one file and its documents, and not inherited."""


def load(
    path: str | Path,
    *,
    settings: Sequence[str] = (),
    recalibrate: bool = False,
    root: Path | None = None,
    store: Store = DISK,
    once: Once | None = None,
) -> Scenario:
    """Read a scenario with everything it extends and includes.

    `settings` are `path=value` texts laid on top, marked as unsourced. Values that a file solves stay as they are
    solved without the settings; with `recalibrate` they are solved with them. `root` confines reading to a folder.
    `store` is where the files are read from: the disk, or a revision of a git repository.
    `once` spares reading and validating again what scenarios loaded before have in common with this one.
    Raises ScenarioError with every problem found.
    """
    once = once or Once()
    layers = chain(str(path), root, once, store)
    tree: PlacedMap | None = None
    ancestors: tuple[Scenario, ...] = ()
    for number, layer in enumerate(layers):
        last = number == len(layers) - 1
        problems: list[Problem] = []
        tree = laid(tree, layer, problems)
        if "calibrate" in layer.tree and not (last and not settings):
            stage = _with_settings(tree, settings) if recalibrate else tree
            key = ("stage", tuple(below.file for below in layers[: number + 1]), tuple(settings) if recalibrate else ())
            ancestors = (*ancestors, once(key, partial(_validated, stage, layer, ancestors, problems)))
        elif last and not settings:
            return _validated(tree, layer, ancestors, problems)
        elif problems:
            raise ScenarioError(problems)
    assert tree is not None
    problems = []
    tree = apply_settings(_without_calibrate(tree), settings, SHAPE, problems)
    on_top = Layer(layers[-1].file, PlacedMap(tree.place))
    scenario = _validated(tree, on_top, ancestors, problems)
    content, whole = (part.model_copy(update={"expectations": ()}) for part in (scenario.content, scenario.whole))
    return replace(scenario, content=content, whole=whole, settings=tuple(settings), recalibrated=recalibrate)


def _with_settings(tree: PlacedMap, settings: Sequence[str]) -> PlacedMap:
    """A parent with the settings that it has a place for."""
    for setting in settings:
        problems: list[Problem] = []
        changed = apply_settings(tree, [setting], SHAPE, problems)
        tree = tree if problems else changed
    return _without_solved_by_hand(tree, settings)


def _without_solved_by_hand(tree: PlacedMap, settings: Sequence[str]) -> PlacedMap:
    """The tree without the calibrations of what is set by hand."""
    by_hand = {setting.partition("=")[0].strip().removesuffix(".value") for setting in settings}
    by_hand |= {path.removeprefix("assumptions.") for path in by_hand}
    tasks = tree.get("calibrate")
    if not isinstance(tasks, PlacedList):
        return tree

    def wanted(task: object) -> bool:
        return not (isinstance(task, PlacedMap) and str(task.get("by")).removeprefix("assumptions.") in by_hand)

    kept = [(task, place) for task, place in zip(tasks, tasks.places, strict=True) if wanted(task)]
    result = tree.copy()
    result["calibrate"] = PlacedList([task for task, _ in kept], tasks.place, [place for _, place in kept])
    return result


def _without_calibrate(tree: PlacedMap) -> PlacedMap:
    result = tree.copy()
    result.drop("calibrate")
    return result


def laid(tree: PlacedMap | None, layer: Layer, problems: list[Problem]) -> PlacedMap:
    """The tree so far with one more file on it.

    Calibrations are not inherited: their solved values are. Nor is what a file claims of itself and its documents.
    """
    part = own_part(layer)
    base = PlacedMap(part.place) if tree is None else _without_calibrate(tree)
    for key in CLAIMS:
        base.drop(key)
    for name, library in layer.libraries:
        base = with_library(base, name, library, problems)
    result = merge(base, part, problems)
    if "remove" in layer.tree:
        return remove(result, layer.tree["remove"], problems)
    return result


def _validated(tree: PlacedMap, layer: Layer, ancestors: tuple[Scenario, ...], problems: list[Problem]) -> Scenario:
    assign_paths(tree)
    for section in ("assumptions", "sources"):
        named = tree.get(section)
        for key, value in named.items() if isinstance(named, PlacedMap) else ():
            if "." in key:
                assign_paths(value, key)
    context = Context(_span(tree), _keys(tree, "sources"), _keys(tree, "assumptions"), *_solved_by(ancestors), problems)
    content: ScenarioFile | None = None
    try:
        content = ScenarioFile.model_validate(tree, context=context)
    except ValidationError as error:
        problems.extend(problems_of(error, tree))
        problems.extend(_further_problems(tree, error, context))
    if content is not None:
        check(content, context)
    if content is None or any(p.severity == "error" for p in problems):
        raise ScenarioError(problems)
    return _assembled(content, context, layer.file, _hash(tree, ancestors), ancestors, tree)


def assembled(content: ScenarioFile, file: str, hash: str, ancestors: tuple[Scenario, ...]) -> Scenario:
    """A scenario of parts that have been read before, checked as a whole.

    Raises ScenarioError with every problem between the parts.
    """
    header = content.scenario
    names = frozenset(content.sources), frozenset(content.assumptions)
    context = Context(_possible_span(header.baseline, header.horizon), *names, *_solved_by(ancestors))
    check(content, context)
    if any(problem.severity == "error" for problem in context.problems):
        raise ScenarioError(context.problems)
    return _assembled(content, context, file, hash, ancestors)


def _assembled(
    content: ScenarioFile,
    context: Context,
    file: str,
    hash: str,
    ancestors: tuple[Scenario, ...],
    tree: PlacedMap | None = None,
) -> Scenario:
    """A scenario whose parts fit together, without what cannot be had for want of a number."""
    problems = context.problems
    known = set_aside(content, context.unsolved)
    if known.content is not content:
        # What is expected of a part set aside is no mistake: it does not hold.
        rest = known.content.model_copy(update={"expectations": (), "stated": {}})
        check(rest, replace(context, unsolved=known.unsolved))
        if any(p.severity == "error" for p in problems):
            raise ScenarioError(problems)
    scenario = Scenario(
        file,
        known.content,
        content,
        hash,
        known.content.calibrate,
        ancestors,
        unknown=tuple(unknown for unknown in known.unknown if not unknown.for_appraisal),
        unknown_to_appraisal=tuple(unknown for unknown in known.unknown if unknown.for_appraisal),
        unsolved=known.unsolved,
        tree=tree,
    )
    return replace(scenario, warnings=(*problems, *_idle_settings(scenario)))


def _solved_by(ancestors: tuple[Scenario, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """Paths of the assumptions that some ancestor has solved, and of those that none of them could solve."""
    solved = frozenset(a.path for s in ancestors for c in s.calibrations if (a := s.find(c.by)) is not None)
    return solved, frozenset(path for s in ancestors for path in s.unsolved) - solved


def _further_problems(tree: PlacedMap, error: ValidationError, context: Context) -> list[Problem]:
    """What else is wrong, seen by looking past the values that could not be read; nothing where that cannot be done."""
    for finding in error.errors(include_url=False):
        if finding["type"] != "missing":
            tree = without(tree, tuple(step for step in finding["loc"] if step != "[key]"))
    again = replace(context, problems=[])
    try:
        content = ScenarioFile.model_validate(tree, context=again)
    except ValidationError:
        return []
    check(content, again)
    return [problem for problem in again.problems if problem not in context.problems]


def _idle_settings(scenario: Scenario) -> list[Problem]:
    """A warning for each named assumption set on the command line that nothing uses."""
    message = "is set, but nothing in the scenario uses it"
    return [
        Problem(a.place, "S009", a.path, message, severity="warning")
        for a in scenario.content.assumptions.values()
        if isinstance(a, Assumption) and a.status == "set" and a.path not in scenario.used
    ]


def _span(tree: PlacedMap) -> Span | None:
    header = tree.get("scenario")
    if not isinstance(header, PlacedMap):
        return None
    return _possible_span(str(header.get("baseline", "")), str(header.get("horizon", "")))


def _possible_span(baseline: str, horizon: str) -> Span | None:
    """The years from one to another; None where they cannot be a scenario's."""
    span = Span(baseline, horizon)
    try:
        return span if 1 <= len(span) <= LONGEST_SPAN + 1 else None
    except ValueError:
        return None


def _keys(tree: PlacedMap, section: str) -> frozenset[str]:
    part = tree.get(section)
    return frozenset(part) if isinstance(part, PlacedMap) else frozenset()


def _hash(tree: PlacedMap, ancestors: tuple[Scenario, ...]) -> str:
    """A fingerprint of what the scenario and those it inherits solved values from say, whatever their comments."""

    def plain(node: Any) -> Any:
        if isinstance(node, PlacedMap):
            return {key: plain(value) for key, value in node.items()}
        return [plain(item) for item in node] if isinstance(node, PlacedList) else node

    text = json.dumps([plain(tree), *(a.hash for a in ancestors)], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
