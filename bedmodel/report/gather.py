"""Runs options and gathers what is told of them; of each option the tables of its draws go before the next is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bedmodel.analysis.alignment import short_names
from bedmodel.analysis.compare import compare
from bedmodel.analysis.headline import bed_courses
from bedmodel.analysis.trials import Trials
from bedmodel.defaults import DRAWS, SEED
from bedmodel.once import Once
from bedmodel.report.dossier import Dossier, Portrait
from bedmodel.report.sections import option_sections, shared_sections
from bedmodel.report.sections.answer import answer
from bedmodel.report.sections.given import Drawing, Given, Together
from bedmodel.report.sections.sources import cited
from bedmodel.results import Results
from bedmodel.runs import Progress
from bedmodel.scenario.scenario import Scenario


def gather(
    scenarios: Sequence[Scenario],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    moved: Sequence[str] = (),
    draw: bool = True,
    rows: bool = True,
    once: Once | None = None,
    progress: Progress | None = None,
) -> Dossier:
    """Everything that is told of some scenarios on the same futures; the first is the one they are held against.

    `moved` names the assumptions that readers can try at other values, those that matter most where left out; an
    option that lacks one leaves it out (`check_moved` refuses what all of them lack). Without `draw` there are no
    drawings, and without `rows` no portrait has every figure of its option. Raises ScenarioError where options cannot
    be put side by side or one of them cannot be run, ValueError as `tryout` does.
    """
    once, names = once or Once(), short_names(scenarios)
    portraits: dict[int, Portrait] = {}

    def look(number: int, results: Results) -> None:
        trials = Trials.of(results.scenario, once=once)
        first = Trials.of(scenarios[0], once=once) if number else None
        given = Given(results, trials, Drawing(f"option-{number + 1}", draw), first, moved)
        portraits[number] = _portrait(given, names[number], rows)

    courses = bed_courses(scenarios)
    comparison = compare(scenarios, courses=courses, draws=draws, seed=seed, once=once, progress=progress, look=look)
    found = tuple(portraits[number] for number in range(len(scenarios)))
    return Dossier(found, comparison, shared_sections(Together(found, comparison, Drawing("all", draw), once, moved)))


def _portrait(given: Given, name: str, rows: bool) -> Portrait:
    results = given.results
    sections = option_sections(given)
    return Portrait(
        name=name,
        results=replace(results, central={}, drawn={}, samples={}),
        answer=answer(results),
        sections=sections,
        rows=tuple(results.rows()) if rows else (),
        sources=cited(results, sections),
    )
