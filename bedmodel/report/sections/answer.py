"""The answer in three sentences: are there enough beds, does the money add up, and what does that rest on?"""

from __future__ import annotations

from bedmodel.analysis.importance import importance
from bedmodel.figures import line_titles
from bedmodel.metrics import Selector
from bedmodel.report import solved_words, words, words_bedless
from bedmodel.report.cells import spread
from bedmodel.report.phrases import headlines, in_futures
from bedmodel.report.unknowns import left_out, unsaid_beds
from bedmodel.results import Results, Solved
from bedmodel.scenario.quantity import Status
from bedmodel.units import counted, number, written

NO_FINDING = "which is no finding, because it was worked out to be so"
UNSOURCED: frozenset[Status] = frozenset({"assumed", "set"})
"""How a number stands that no source gives."""
PARENTS = "on the terms of the plan that this one changes"
CONTINUING = ("This ", "That ", "These ", "It ", "The ", "They ")
"""How a second sentence may begin so that it can be joined to the first."""


def answer(results: Results) -> list[str]:
    """Three sentences that can be read alone, each with how sure it is: beds, money, and what that rests on.

    Beds are those of the pool that lacks most in the mean of the futures. A figure that was solved for is said to be no
    finding.
    """
    return [_beds(results), _money(results), _rests_on(results)]


def _beds(results: Results) -> str:
    """Whether the pool that lacks most has enough beds in the last year, how often not, and how full winters are."""
    pools, last = results.scenario.content.pools, results.years[-1]
    name = next(iter(words.pools_by_lack(results)), None)
    if name is None:
        return f"No hospital bed opens, closes or is freed in this scenario{_staff(results)}."
    gap, winter = Selector("beds.gap", pool=name), Selector("occupancy.winter", pool=name)
    if results.value(Selector("beds.available", pool=name)) <= 0:
        need = written(results.value(Selector("beds.required", pool=name)), "beds")
        return f"In {last}, {pools[name].title} would have no bed open and need {need}{_elsewhere(results, name)}."
    has = f"In {last}, {pools[name].title} would have {_against_need(results.value(gap))}"
    parts = [f"{has}{words.held_against(results, pools[name])}{_between(results, gap)}"]
    if solved_words.worked_out(results, [gap]):
        parts[0] += f", {NO_FINDING}"
    if f"{pools[name].title} in {last}" in unsaid_beds(results.scenario):
        beds = number(results.value(Selector("beds.available", pool=name)), "beds")
        parts.append(f"the plan does not say how many beds it will have, and the figures take {beds}")
    if _varies(results):
        parts.append(f"too few {in_futures(results.probability(gap, below=0))}")
    parts.append(f"winters would be {written(results.value(winter), 'fraction')} full{spread(results, winter)}")
    return "; ".join(parts) + f"{_elsewhere(results, name)}."


def _against_need(gap: float) -> str:
    """A bed gap in words that "to be 92% full" can follow.

    >>> _against_need(-65.2), _against_need(1.0), _against_need(0.3)
    ('65 fewer beds than needed', '1 more bed than needed', 'just the beds needed')
    """
    size = number(abs(gap), "beds")
    if size == number(0, "beds"):
        return "just the beds needed"
    return f"{size} {'fewer' if gap < 0 else 'more'} bed{'' if size == '1' else 's'} than needed"


def _between(results: Results, gap: Selector) -> str:
    """The P10 to P90 of a bed gap in brackets and in words; nothing where it does not vary."""
    low, high = results.ends(gap)
    first, last = words.spare(low), words.spare(high)
    if first == last:
        return ""
    if low < 0 and last.endswith(words.TOO_FEW):
        first, last = last.removesuffix(words.TOO_FEW), first
    elif last.endswith(words.TO_SPARE):
        first = first.removesuffix(words.TO_SPARE)
    return f" ({first} to {last})"


def _elsewhere(results: Results, told: str) -> str:
    """What there is to say of the pools that are not told of; each by name where that is one alone."""
    others = {name: pool for name, pool in results.scenario.content.pools.items() if name != told}
    gaps = {name: results.value(Selector("beds.gap", pool=name)) for name in others}
    if len(others) == 1:
        ((name, pool),) = others.items()
        return f"; {pool.title}: {words.spare(gaps[name])}"
    short = sum(words.spare(gap).endswith(words.TOO_FEW) for gap in gaps.values())
    return f"; too few in {short or 'none'} of the other {len(others)}" if others else ""


def _staff(results: Results) -> str:
    """How many staff there are against a target, and how often too few, where there are no beds to tell of."""
    line = next(iter(line_titles(results.scenario, "workforce.stock_gap")), None)
    if line is None:
        return ""
    gap, title = Selector("workforce.stock_gap", line=line), results.scenario.content.workforce[line].title
    value = results.value(gap)
    size = number(abs(value), "WTE")
    many = "just" if size == number(0, "WTE") else f"{size} {'more' if value > 0 else 'fewer'} than"
    often = f"; too few {in_futures(results.probability(gap, below=0))}" if _varies(results) else ""
    return f"; {title}: {many} the target in {results.years[-1]}{often}"


def _money(results: Results) -> str:
    """What is left of the gap in the last year, how often there is a shortfall, and which savings that counts on."""
    if not results.has("finance.gap"):
        return _budgets(results)
    last = results.years[-1]
    gap, before = Selector("finance.gap", year=last), Selector("finance.gap_do_nothing", year=last)
    left = words.shortfall(results.value(gap))
    ends = "the money comes out even" if left == words.shortfall(0.0) else f"there would be {left}"
    text = f"In {last} {ends}{words.money_spread(results, gap)}"
    same = words.shortfall(results.value(before)) == left
    if solved_words.worked_out(results, [gap, *([before] if same else [])]):
        text += f", {NO_FINDING}"
    if _varies(results):
        text += f"; a shortfall {in_futures(1.0 - float(results.no_shortfall().mean()))}"
    return f"{text}{_counted_on(results)}."


def _budgets(results: Results) -> str:
    """What budgets come to, and what others must find, where a scenario has no gap."""
    if not results.has("ledger.counted"):
        return "This scenario says nothing of money."
    last, counted_once, at_risk = results.years[-1], Selector("ledger.counted"), Selector("ledger.at_risk")
    text = (
        f"The budgets come to {words_bedless.figure_written(results, counted_once)} in {last}, each pound counted once"
    )
    if results.matters("ledger.at_risk", None):
        text += f"; others must find {words_bedless.figure_written(results, at_risk)}"
    return f"{text}; whether that is enough, the figures do not say."


def _counted_on(results: Results) -> str:
    """Savings in the last year that were worked out so that a figure is met, and savings that no source gives."""
    finance = results.scenario.content.finance
    sums = {"solved": 0.0, "unsourced": 0.0}
    for line, measure in (finance.measures if finance else {}).items():
        quantity = measure.saving if measure.saving is not None else measure.efficiency
        if quantity is None:
            continue
        status = results.scenario.assumption(quantity).status
        kind = "solved" if status == "solved" else "unsourced" if status in UNSOURCED else ""
        if kind:
            sums[kind] += results.value(Selector("finance.measure", line=line))
    told = {"solved": "of savings that were worked out to fit", "unsourced": "of savings that no source gives"}
    nought = written(0.0, "GBPm")
    parts = [f"{amount} {told[kind]}" for kind, it in sums.items() if (amount := written(it, "GBPm")) != nought]
    return f"; it counts on {' and '.join(parts)}" if parts else ""


def _varies(results: Results) -> bool:
    """Whether there are futures that differ from one another."""
    return bool(results.draws and results.samples)


def _rests_on(results: Results) -> str:
    """What must be believed, beside the best that has been found; what has no source, is left out, or is not known."""
    parts = [*_believed(results), _backed(results)]
    missing = len(left_out(results))
    if missing:
        parts.append(f"left out for want of a number: {counted(missing, 'thing')}")
    if not results.draws:
        parts.append("no other futures were tried, so nothing says how sure this is")
    elif not results.samples:
        parts.append("no number has a range, so nothing says how sure this is")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]}."


def _believed(results: Results) -> list[str]:
    """The solved value that can be compared, if it holds here; else one that holds, or one of the parents'."""
    ranked = sorted(results.solved, key=lambda one: (not (one.holds and one.compare_with), not one.compare_with))
    if not ranked:
        return []
    return [_belief(ranked[0])]


def _belief(solved: Solved) -> str:
    text = _in_one(solved.calibration.in_words.replace("{value}", written(solved.value, solved.unit)))
    if solved.compare_with:
        title, value, unit = solved.compare_with[0]
        text += f", against {written(value, unit)}, {title}"
    return text if solved.holds else f"{text}, {PARENTS}"


def _in_one(text: str) -> str:
    """Sentences as one, without its full stop.

    >>> _in_one("Costs must grow by 8%. This overstates it.")
    'Costs must grow by 8%; this overstates it'
    """
    for begins in CONTINUING:
        text = text.replace(f". {begins}", f"; {begins.lower()}")
    return text.rstrip(".")


def _backed(results: Results) -> str:
    """How many numbers no source gives and, where nothing was solved for, which of those moves the result most."""
    counts, many = results.scenario.statuses(), len(results.scenario.used)
    without = sum(counts[status] for status in UNSOURCED)
    if without == 0:
        return f"all {many} numbers used have a source or follow from one"
    if without == many:
        return f"none of the {many} numbers used has a source"
    text = f"{without} of the {many} numbers used {'has' if without == 1 else 'have'} no source"
    mover = "" if results.solved else _mover(results)
    if not mover:
        return text
    return f"{text}: “{mover}”" if without == 1 else f"{text}, of which “{mover}” moves the result most"


def _mover(results: Results) -> str:
    """The number without a source that moves the headline figures most; nothing where none moves them."""
    if not _varies(results):
        return ""
    ranked = importance(results, list(headlines(results)), len(results.samples)) if headlines(results) else []
    found = (one for one in ranked if results.scenario.used[one.path].status in UNSOURCED and any(one.correlations))
    return next((one.title for one in found), "")
