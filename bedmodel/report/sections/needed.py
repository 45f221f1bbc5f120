"""What it would take: the value of a number at which there are just enough beds, or no shortfall of money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bedmodel.analysis.condition import Condition
from bedmodel.analysis.switching import Solution, Switching, in_each_future, solve, usual
from bedmodel.metrics import JUDGED, METRICS, Selector
from bedmodel.report.answers import Said
from bedmodel.report.figure_words import figure_words
from bedmodel.report.phrases import capital
from bedmodel.report.sections.given import Given
from bedmodel.report.sensitivity_words import named
from bedmodel.report.solve_words import Shown, needed, now, of_futures
from bedmodel.report.solved_words import is_solved_for, worked_out
from bedmodel.report.words import pools_by_lack
from bedmodel.scenario.quantity import Assumption, Quantity
from bedmodel.units import written

FUTURES = 500
"""The first futures of the run, in which what each would need is looked for."""
TOLD = 3
"""Numbers that are told of for a figure: the nearest."""
BEDS, MONEY = JUDGED
FOUND = "Elsewhere:"
ALL_BUT = 1.0 - 1e-9
FINER = 1
"""Digits more than usual that are shown to tell values apart."""


@dataclass(frozen=True)
class Needed:
    """What is asked of a figure, and the numbers that could bring it about or undo it."""

    wish: str
    """What is asked, in words that follow "For"."""
    verdict: str
    """The head of a column that says whether a value is enough."""
    by_construction: bool
    """Whether the figure is met because a number was solved for it, so that it is no finding."""
    solution: Solution
    """Its numbers that do something to the figure, those solved for it first, then the nearest."""

    @property
    def elsewhere(self) -> Mapping[tuple[str, str], bool]:
        """Whether what has been found elsewhere would be enough, by the path of the number and the finding's title."""
        return {
            (switching.vary.assumption.path, other.title): other.enough
            for switching in self.solution.switching
            for other in switching.elsewhere
        }


def all_needed(given: Given) -> list[Needed]:
    """What enough beds would take where most are lacking, and what no shortfall would, where a number moves them."""
    scenario, last = given.results.scenario, given.results.years[-1]
    asked = []
    for pool in _pools(given):
        title = scenario.content.pools[pool].title
        beds = Condition(Selector(BEDS, pool=pool, year=last), ">=", 0.0)
        asked.append((f"enough beds in {title}", "Enough beds?", beds, _levers(given, pool)))
    if given.results.has(MONEY):
        money = Condition(Selector(MONEY, year=last), "<=", 0.0)
        asked.append(("no shortfall of money", "No shortfall?", money, _measures(given)))
    found = (
        Needed(wish, verdict, worked_out(given.results, [condition.figure]), _solved(given, condition, numbers))
        for wish, verdict, condition, numbers in asked
    )
    return [one for one in found if one.solution.switching]


def _pools(given: Given) -> list[str]:
    """The pool that lacks most of those that care is taken out of, and the first one that numbers were solved for."""
    results = given.results
    pools, last = results.scenario.content.pools, results.years[-1]
    moved = [pool for pool in pools_by_lack(results) if _levers(given, pool)]
    solved = [pool for pool in pools if worked_out(results, [Selector(BEDS, pool=pool, year=last)])]
    return list(dict.fromkeys([*moved[:1], *solved[:1]]))


def _levers(given: Given, pool: str) -> list[Quantity | None]:
    """How far each lever takes care out of a pool, and how much of that arrives."""
    levers = [lever for lever in given.results.scenario.content.levers.values() if pool in lever.acts_on]
    return [part for lever in levers for part in (lever.effect, lever.beds_released, lever.delivery)]


def _measures(given: Given) -> list[Quantity | None]:
    """How much each measure saves, and how much of that arrives."""
    finance = given.results.scenario.content.finance
    measures = finance.measures.values() if finance is not None else ()
    return [part for measure in measures for part in (measure.saving, measure.efficiency, measure.delivery)]


def _solved(given: Given, condition: Condition, numbers: Sequence[Quantity | None]) -> Solution:
    """The numbers that act on a figure, with what each future would need of the first of them."""
    scenario, trials = given.results.scenario, given.trials
    met = [one.path for one in given.results.solved if is_solved_for(given.results, one, condition.figure)]
    found = [scenario.used[path] for path in met if path in scenario.used]
    found += [scenario.assumption(number) for number in numbers if number is not None]
    varied = {one.path: usual(trials, one) for one in found if one.path in scenario.used}
    known = solve(trials, condition, [vary for vary in varied.values() if vary.low < vary.high])
    acting = [one for one in known.switching if not one.idle and not one.of_risks and one.figures[0] == one.figures[0]]
    acting.sort(key=lambda one: (one.vary.assumption.path not in met, not one.crossings, one.distance))
    if acting and acting[0].crossings and given.results.draws:
        futures = trials.in_futures_of(given.results, FUTURES)
        acting[0] = replace(acting[0], futures=in_each_future(futures, condition, acting[0].vary))
    return replace(known, switching=tuple(acting))


def sentences(given: Given, one: Needed) -> Iterator[Said]:
    """What the nearest numbers would have to be, and whether what has been found elsewhere would do.

    Numbers solved for the figure itself are told of where they are solved, unless another is needed of them here.
    """
    solution = one.solution
    told = [switching for switching in solution.switching if not (one.by_construction and _is_solved(given, switching))]
    able = [switching for switching in told if switching.crossings]
    for switching in able[:TOLD]:
        yield Said(_sentence(one, switching))
        yield from found_elsewhere(given, switching)
    unable = [switching.title for switching in told if not switching.crossings]
    if unable:
        does = "is needed" if solution.met else "would do"
        yield Said(f"For {one.wish}, none of these {does}, whatever its value: {named(unable)}.")
    if one.by_construction and able:
        figure = solution.condition.figure
        name, target = (
            figure_words(given.results.scenario, figure),
            written(solution.figure, METRICS[figure.metric].unit),
        )
        yield Said(f"That {name} is {target} is no finding. It was worked out so.")


def _is_solved(given: Given, switching: Switching) -> bool:
    return switching.vary.assumption.path in given.trials.held


def _sentence(one: Needed, switching: Switching) -> str:
    """What a number would have to be, and what it is."""
    show, nearest = Shown(switching, FINER), switching.nearest
    title = f"“{switching.title}”" + (" (its numbers all times the same)" if show.multiple else "")
    more = ", which is more than all of it" if nearest and nearest.value > 1.0 and show.unit == "fraction" else ""
    text = f"For {one.wish}, {title} {needed(one.solution, switching, show)}{more}. {capital(now(switching, show))}."
    return " ".join(filter(None, [text, of_each_future(switching)]))


def of_each_future(switching: Switching) -> str:
    """What each future by itself would need of a number; nothing where that was not asked, or is always the same."""
    show, futures = Shown(switching, FINER), switching.futures
    if futures is None or (show(futures.p10) == show(futures.p90) and futures.solved > ALL_BUT):
        return ""
    return of_futures(switching, show)


def found_elsewhere(given: Given, switching: Switching) -> Iterator[Said]:
    """What has been found elsewhere of a number, and whether it would be enough, each with its source."""
    show, known = Shown(switching, FINER), {other.title: other for other in switching.elsewhere}
    for other in compared(given, switching.vary.assumption):
        found = known.get(given.results.scenario.title_of(other))
        if found is not None:
            verdict = "That would do." if found.enough else "That would not do."
            yield Said(f"{FOUND} {show(found.value)}, {found.title}. {verdict}", other.source)


def compared(given: Given, assumption: Assumption) -> list[Assumption]:
    """What a number is to be compared with, as far as that is one value."""
    others = map(given.results.scenario.find, assumption.compare_with)
    return [other for other in others if other and isinstance(other.value, float)]
