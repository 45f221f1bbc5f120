"""What must you believe? What the plan needs to be true, beside what has been found elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bedmodel.analysis.condition import Condition
from bedmodel.analysis.switching import Solution, solve, to_vary
from bedmodel.metrics import JUDGED
from bedmodel.report import page_charts, solve_words
from bedmodel.report.answers import Said, evidence
from bedmodel.report.assumption_words import cited, shown_value
from bedmodel.report.cells import Cell, Table
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.house_style import source
from bedmodel.report.page_charts import Believed
from bedmodel.report.sections.given import Given
from bedmodel.report.words import beliefs
from bedmodel.scenario.account import Account, accounts
from bedmodel.scenario.quantity import Assumption
from bedmodel.units import written

LEAD = (
    "A plan's figures hold only if certain things come true. Here they stand beside what research and other places "
    "have found. What was worked out so that a published figure is met is no evidence that it can be done."
)
BEDS, _ = JUDGED


def believe(given: Given) -> Section | None:
    """What is solved for or can be compared, how levers are backed, and at which value there are just enough beds."""
    results = given.results
    said = [Said(text) for text in (*beliefs(results), *_switching(given))]
    pictures = list(_pictures(given))
    if not results.solved and not pictures and not results.scenario.content.levers:
        return None
    return Section(
        name="believe",
        title="What must you believe?",
        lead=LEAD,
        sentences=said,
        pictures=pictures,
        parts=[Section("backing", "What each change of care rests on", sentences=evidence(results).sentences)],
    )


def _compared(given: Given) -> Iterator[tuple[Assumption, list[Assumption]]]:
    """Numbers in use that are to be compared with others, and those others that have one value."""
    scenario = given.results.scenario
    for assumption in scenario.used.values():
        others = [scenario.content.assumptions.get(name) for name in assumption.compare_with]
        known = [other for other in map(scenario.find, assumption.compare_with) if other is not None]
        values = [other for other in known if isinstance(other.value, float) and other.unit == assumption.unit]
        if others and values and assumption.values is None:
            yield assumption, values


def _pictures(given: Given) -> Iterator[Picture]:
    for number, (assumption, others) in enumerate(_compared(given), start=1):
        yield _picture(given, number, assumption, others)


def _picture(given: Given, number: int, assumption: Assumption, others: Sequence[Assumption]) -> Picture:
    scenario, unit = given.results.scenario, assumption.unit or ""
    known = accounts(scenario)
    own = Believed(_title(assumption), given.trials.centre(assumption), is_plan=True)
    items = [own, *(Believed(_title(other), float(other.value or 0.0), is_plan=False) for other in others)]
    shown = [written(own.value, unit), *map(shown_value, others)]
    rows = [
        _row(known[number.path], Cell(text, amount=(item.value, unit)))
        for number, text, item in zip((assumption, *others), shown, items, strict=True)
    ]
    title = f"{_title(assumption)}: the plan, and what has been found"
    told = "; ".join(f"{written(item.value, unit)}, {item.title}" for item in items[1:])
    return given.drawing.picture(
        f"believe-{number}",
        title,
        f"The plan has {written(own.value, unit)}. Elsewhere: {told}.",
        f"Diamond: what the plan needs; dots: what has been found or assumed elsewhere. {source(given.results)}",
        Table(title, ["", "Value", "Where it comes from"], rows, words=frozenset({2})),
        lambda: page_charts.beliefs(items, unit),
        along="y",
    )


def _row(account: Account, value: Cell) -> list[Cell]:
    link = next((citation.source.url for citation in account.citations if citation.source.url), "")
    return [Cell(account.title), value, Cell(cited(account), link=link or "")]


def _title(assumption: Assumption) -> str:
    return assumption.title or assumption.path.removeprefix("assumptions.")


def _switching(given: Given) -> Iterator[str]:
    """How far each lever of care must go for just enough beds in the first pool, all else as stated."""
    pool = next(iter(given.results.scenario.content.pools), None)
    if pool is None:
        return
    asked = Condition.parse(f"{BEDS}[pool={pool}] >= 0")
    for path in _levers(given, pool):
        solution = _solved(given, asked, path)
        if solution is not None and solution.switching[0].crossings:
            yield f"For enough beds: {solve_words.sentence(solution, solution.switching[0])}"


def _levers(given: Given, pool: str) -> list[str]:
    """The numbers that say how far care moves out of a pool, and how much of that arrives, each once.

    Not those that are solved for enough beds anyway: they have their own sentence.
    """
    scenario = given.results.scenario
    found: dict[str, None] = {}
    for lever in scenario.content.levers.values():
        if pool not in lever.acts_on:
            continue
        for quantity in (lever.effect, lever.delivery):
            if quantity is not None:
                found[scenario.assumption(quantity).path] = None
    met = {solved.path for solved in given.results.solved if solved.holds}
    return [path for path in found if path in scenario.used and path not in met]


def _solved(given: Given, asked: Condition, path: str) -> Solution | None:
    try:
        vary = to_vary(given.trials, path)
    except (KeyError, ValueError):
        return None
    return solve(given.trials, asked, [vary])
