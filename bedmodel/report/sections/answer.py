"""The answer in three sentences: are there enough beds, does the money add up, and what does that rest on?"""

from __future__ import annotations

from bedmodel.metrics import Selector
from bedmodel.report import words
from bedmodel.report.cells import spread
from bedmodel.report.phrases import in_futures
from bedmodel.results import NOUGHT, Results, Solved
from bedmodel.units import counted, number, range_numbers, written

SAVING = "finance.measures."
"""How the paths of measures begin, some of which are solved."""


def answer(results: Results) -> list[str]:
    """Three sentences that can be read alone, each with how sure it is."""
    return [_beds(results), _money(results), _rests_on(results)]


def _beds(results: Results) -> str:
    """Whether the first pool has enough beds in the last year, how often it has too few, and how full winters are."""
    pools, last = results.scenario.content.pools, results.years[-1]
    if not pools:
        return "Nothing in this scenario opens, closes or frees a hospital bed, so it says nothing of beds."
    name, pool = next(iter(pools.items()))
    need, opened, gap = (Selector(f"beds.{kind}", pool=name) for kind in ("required", "available", "gap"))
    beds = [number(results.value(figure), "beds") for figure in (need, opened)]
    standard = words.held_against(results, pool)
    needed = f"In {last}, {pool.title} would need {beds[0]} beds{standard} and have {beds[1]}"
    parts = [f"{needed}: {_verdict(results, gap)}"]
    if results.draws:
        parts.append(f"there are too few {in_futures(results.probability(gap, below=0))}")
    winter = Selector("occupancy.winter", pool=name)
    full = results.value(winter)
    if full == full:
        parts.append(f"winters would be {written(full, 'fraction')} full{spread(results, winter)}")
    return "; ".join(parts) + "."


def _verdict(results: Results, gap: Selector) -> str:
    """How many beds are missing or to spare; whether that is a finding at all."""
    value = results.value(gap)
    beds = number(abs(value), "beds")
    if beds == number(0, "beds"):
        built = any(_is(solved, gap) for solved in results.solved if solved.holds)
        return "just enough, because it was worked out what the plan needs for that" if built else "just enough"
    between = range_numbers(value, *results.ends(gap), "beds", sign=True)
    ends = f" (gap {between})" if between else ""
    return f"{beds} too few{ends}" if value < 0 else f"{beds} to spare{ends}"


def _is(solved: Solved, figure: Selector) -> bool:
    return (solved.calibration.metric, solved.calibration.where.pool) == (figure.metric, figure.pool)


def _money(results: Results) -> str:
    """What is left of the gap in the last year, how often nothing is missing, and what was counted on for that."""
    if not results.has("finance.gap"):
        told = dict(words.summary(results))
        other = [sentence for head in ("Budgets", "Staff") for sentence in told.get(head, [])[:1]]
        return other[0] if other else "The scenario has no money in it."
    gap = Selector("finance.gap", year=results.years[-1])
    left = words.shortfall(results.value(gap))
    text = f"In {results.years[-1]} the money ends in {left}{words.money_spread(results, gap)}"
    if left == words.shortfall(0.0):
        text = f"In {results.years[-1]} the money comes out even{words.money_spread(results, gap)}"
    if results.draws:
        text += f", without a shortfall {in_futures(float(results.no_shortfall().mean()))}"
    return f"{text}{_counted_on(results)}."


def _counted_on(results: Results) -> str:
    """Savings that no document makes up, but that were worked out so that a published figure is met."""
    solved = [one for one in results.solved if one.path.startswith(SAVING) and one.value > NOUGHT]
    titles = [results.scenario.used[one.path].title for one in solved]
    if not solved:
        return ""
    amounts = " and ".join(
        f"{written(one.value, one.unit)} of “{title or one.path}”" for one, title in zip(solved, titles, strict=True)
    )
    return f"; that counts on {amounts}, worked out so that a published figure is met"


def _rests_on(results: Results) -> str:
    """What must be believed, beside the best that has been found; else how much of it no source gives."""
    counts = results.scenario.statuses()
    basis = f"{counts['assumed']} of the {counted(len(results.scenario.used), 'number')} behind this have no source"
    believed = next((one for one in results.solved if one.compare_with), None) or next(iter(results.solved), None)
    if believed is None:
        return f"All of it rests on what was put in: {basis}."
    must = believed.calibration.in_words.replace("{value}", written(believed.value, believed.unit)).rstrip(".")
    found = [f"{written(value, unit)}, {title}" for title, value, unit in believed.compare_with[:1]]
    compared = f", against {found[0]}" if found else ""
    return f"{must}{compared}; {basis}."
