"""What must you believe? What the plan needs to be true, beside what has been found elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bedmodel.analysis.tornado import ENDS
from bedmodel.report import solved_words
from bedmodel.report.answers import Said, evidence
from bedmodel.report.assumption_words import cited, link_of, shown_value, spread
from bedmodel.report.captions import source
from bedmodel.report.cells import Cell, Table
from bedmodel.report.charted import Believed
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.phrases import capital
from bedmodel.report.sections.given import Given
from bedmodel.report.sections.needed import (
    FOUND,
    Needed,
    all_needed,
    compared,
    found_elsewhere,
    of_each_future,
    sentences,
)
from bedmodel.results import Solved
from bedmodel.scenario.account import accounts
from bedmodel.scenario.lookup import resolved
from bedmodel.scenario.quantity import Assumption, SourceReference
from bedmodel.units import written

LEAD = (
    "A plan's figures hold only if certain things come true. Here they stand beside what others have found or assumed. "
    "Some numbers were worked out so that a published figure is met. They are no evidence that it can be done."
)
BACKING = (
    "Care changes by so much only if somebody has found that it does. Each line says who, or that nobody has. A plan's "
    "own hopes are not counted as findings."
)
NO_VERDICT = "–"


def believe(given: Given) -> Section | None:
    """What is solved for, what it would take for enough beds and money, and what each change of care rests on.

    None where the scenario solves nothing, compares nothing and changes no care.
    """
    results, content = given.results, given.results.scenario.content
    asked = all_needed(given)
    pictures = list(_pictures(given, asked))
    left_out = any(part.path.startswith("levers.") for one in results.scenario.unknown for part in one.set_aside)
    changes = bool(content.levers or content.activity or left_out)
    if not (results.solved or asked or pictures or changes):
        return None
    said = [*_solved(given, asked), *(said for one in asked for said in sentences(given, one))]
    return Section(
        name="believe",
        title="What must you believe?",
        lead=LEAD,
        sentences=said,
        pictures=pictures,
        parts=[_backing(given)] if changes else [],
    )


def _backing(given: Given) -> Section:
    return Section(
        "backing", "What each change of care rests on", BACKING, evidence(given.results, comparing=False).sentences
    )


def _solved(given: Given, asked: Sequence[Needed]) -> Iterator[Said]:
    """Each solved value in words with the figure that it is solved for, then what has been found of it elsewhere."""
    acting = {switching.vary.assumption.path: (one, switching) for one in asked for switching in one.solution.switching}
    for solved in given.results.solved:
        yield Said(solved_words.believed(solved))
        yield Said(solved_words.solved_so_that(given.results, solved), _target(given, solved))
        one, switching = acting.get(solved.path, (None, None))
        if one is not None and switching is not None:
            if one.by_construction:
                text = of_each_future(switching)
                yield from [Said(f"For {one.wish}: {text[:1].lower()}{text[1:]}")] if text else []
                yield from found_elsewhere(given, switching)
        elif (number := given.results.scenario.used.get(solved.path)) is not None:
            for other in compared(given, number):
                found = f"{shown_value(other)}, {given.results.scenario.title_of(other)}"
                yield Said(f"{FOUND} {found}.", other.source)


def _target(given: Given, solved: Solved) -> SourceReference | None:
    """What is cited for the figure that is to be met."""
    target = resolved(given.results.scenario.whole, solved.calibration.equals)
    return target.source if target is not None and target.status in ("sourced", "derived") else None


def _pictures(given: Given, asked: Sequence[Needed]) -> Iterator[Picture]:
    """A picture of each number that there is something to compare with."""
    enough = {key: (one.verdict, would_do) for one in asked for key, would_do in one.elsewhere.items()}
    numbers = [one for one in given.results.scenario.used.values() if one.values is None and compared(given, one)]
    for place, assumption in enumerate(numbers, start=1):
        yield _picture(given, place, assumption, enough)


def _picture(given: Given, place: int, own: Assumption, enough: Mapping[tuple[str, str], tuple[str, bool]]) -> Picture:
    scenario, unit = given.results.scenario, own.unit or ""
    numbers = [own, *compared(given, own)]
    items = [_believed(given, one, is_plan=one is own) for one in numbers]
    verdicts = [enough.get((own.path, scenario.title_of(one))) for one in numbers]
    asked = next((verdict[0] for verdict in verdicts if verdict is not None), "")
    known, rows = accounts(scenario), []
    for number, item, verdict in zip(numbers, items, verdicts, strict=True):
        row = [Cell(item.title), Cell(_value(given, number), spread(number), amount=(item.value, unit))]
        row += [Cell(NO_VERDICT if verdict is None else "yes" if verdict[1] else "no")] if asked else []
        rows.append([*row, Cell(cited(known[number.path]), link=link_of(known[number.path]))])
    heads = ["", "Value", *([asked] if asked else []), "Where it comes from"]
    title = f"{items[0].title}: the plan, and what there is elsewhere"
    told = "; ".join(
        f"{written(item.value, unit)}, {scenario.title_of(one)}"
        for item, one in list(zip(items, numbers, strict=True))[1:]
    )
    return given.drawing.picture(
        f"believe-{place}",
        title,
        f"The plan has {written(items[0].value, unit)}. Elsewhere: {told}.",
        f"Diamond: the plan; dots: what has been found or assumed elsewhere; bars: P10 to P90. {source(given.results)}",
        Table(title, heads, rows, words=frozenset({len(heads) - 1})),
        lambda charts: charts.beliefs(items, unit),
        along="y",
    )


def _believed(given: Given, number: Assumption, *, is_plan: bool) -> Believed:
    value = given.trials.centre(number)
    low, high = (None, None) if number.distribution is None else map(float, given.trials.spread(number, ENDS))
    return Believed(capital(given.results.scenario.title_of(number)), value, is_plan, low, high)


def _value(given: Given, number: Assumption) -> str:
    return shown_value(number, given.trials.held.get(number.path))
