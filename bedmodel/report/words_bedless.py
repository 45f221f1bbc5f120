"""Ledgers, staff groups and care without a stay in plain words."""

from __future__ import annotations

from bedmodel.figures import line_titles
from bedmodel.metrics import METRICS, Selector
from bedmodel.report.cells import spread
from bedmodel.report.phrases import in_hundred
from bedmodel.results import Results
from bedmodel.units import number, range_numbers, written

SMALL = 0.005
"""£m below which a sum is not worth a sentence."""


def _figure(results: Results, metric: str, line: str | None = None) -> str:
    return figure_written(results, Selector(metric, line=line))


def figure_written(results: Results, selector: Selector) -> str:
    """A figure with its unit and, in brackets, its P10 to P90."""
    unit = METRICS[selector.metric].unit
    if unit == "GBPm":
        return written(results.value(selector), unit) + spread(results, selector)
    ends = range_numbers(results.value(selector), *results.ends(selector), unit)
    return written(results.value(selector), unit) + (f" ({ends})" if ends else "")


def ledger(results: Results) -> list[str]:
    """What the budgets come to, how much of that is new, and who must find the rest."""
    if not results.has("ledger.counted"):
        return []
    first, last = results.years[0], results.years[-1]
    sentences = [f"{_figure(results, 'ledger.counted')} in {last}, each pound counted once."]
    twice = [results.value(Selector("ledger.inside", year=year)) for year in (first, last)]
    if max(map(abs, twice)) > SMALL:
        begins = f", after {written(twice[0], 'GBPm')} in {first}" if first != last else ""
        sentences.append(f"Adding the lines inside others would count {written(twice[1], 'GBPm')} twice{begins}.")
    sentences += _new_money(results, twice[1] - twice[0]) + _left_over(results)
    for line, content in results.scenario.content.ledger.items():
        if content.at_risk is not None and results.matters("ledger.at_risk", line):
            how = "on top" if content.at_risk.basis == "on-top" else "of it"
            share = _figure(results, "ledger.at_risk", line)
            sentences.append(f"{content.title}: {content.at_risk.holder} must find {share} {how}.")
    return sentences


def _new_money(results: Results, more_inside: float) -> list[str]:
    first, last = results.years[0], results.years[-1]
    growth, new, moved = (results.value(Selector(f"ledger.{kind}")) for kind in ("growth", "new_money", "moved_money"))
    parts = []
    if first != last and growth > SMALL:
        inside = f" ({written(more_inside, 'GBPm')} of it in lines inside them)" if more_inside > SMALL else ""
        parts.append(f"{written(growth, 'GBPm')} is growth since {first} of budgets that were there{inside}")
    elif growth < -SMALL:
        parts.append(f"budgets that were there are {written(-growth, 'GBPm')} below {first}")
    if abs(new) > SMALL:
        parts.append(f"{written(new, 'GBPm')} is new money besides")
    if abs(moved) > SMALL:
        parts.append(f"{written(moved, 'GBPm')} was moved from other budgets and is not new")
    return [f"In {last}, {'; '.join(parts)}."] if parts else []


def _left_over(results: Results) -> list[str]:
    """How fast grows what the lines inside a budget leave of it, where there are such lines."""
    first, last, years = results.years[0], results.years[-1], len(results.years) - 1
    sentences = []
    for name, line in results.scenario.content.ledger.items():
        ends = [[results.value(Selector(metric, line=name, year=year)) for year in (first, last)]
                for metric in ("ledger.counted", "ledger.rest")]  # fmt: skip
        (before, after), (rest_before, rest_after) = ends
        if years < 1 or min(before, after, rest_before, rest_after) <= 0 or abs(after - rest_after) < SMALL:
            continue
        whole, rest = ((b / a) ** (1 / years) - 1 for a, b in ends)
        sentences.append(
            f"{line.title}, growth: {written(whole, 'fraction/year')}; without the lines inside it, "
            f"{written(rest, 'fraction/year')}."
        )
    return sentences


def workforce(results: Results) -> list[str]:
    """Staff at the beginning and at the end, against the target and what it would be if it grew with the people."""
    last, sentences = results.years[-1], []
    for name, group in results.scenario.content.workforce.items():
        start = results.scenario.assumption(group.stock).numbers
        begins = f"{number(start[0], 'WTE')} → " if start else ""
        text = f"{group.title}: {begins}{_figure(results, 'workforce.stock', name)} at the end of {last}"
        text += _against_target(results, name)
        if name in line_titles(results.scenario, "workforce.target_by_population"):
            by_people = results.value(Selector("workforce.target_by_population", line=name))
            text += f" If the target grew with the people it would be {number(by_people, 'WTE')}."
        sentences.append(text)
    return sentences


def _against_target(results: Results, name: str) -> str:
    if name not in line_titles(results.scenario, "workforce.stock_gap"):
        return "."
    gap, target = Selector("workforce.stock_gap", line=name), results.scenario.content.workforce[name].target
    assert target is not None
    wanted = results.scenario.assumption(target).numbers
    short = results.value(gap)
    against = f"the target of {number(wanted[0], 'WTE')}" if wanted else "the target"
    if number(short, "WTE") == number(0, "WTE"):
        text = f", which is {against}"
    else:
        text = f", {number(abs(short), 'WTE')} {'more' if short > 0 else 'fewer'} than {against}"
    if results.draws:
        text += f"; too few, {in_hundred(results.probability(gap, below=0))}"
    return f"{text}."


def activity(results: Results) -> list[str]:
    """Contacts that leave hospital, how many stay, and the hours and money that go and come with them."""
    sentences = []
    last = results.years[-1]
    for name, kind in results.scenario.content.activity.items():
        base = results.value(Selector("activity.volume", line=name, year=results.years[0]))
        stay = results.value(Selector("activity.in_hospital", line=name))
        text = f"{kind.title}: {_figure(results, 'activity.shifted', name)} leave hospital in {last}"
        text += f", for each {number(base, 'contacts/year')} in {results.years[0]}" if kind.is_index else ""
        if base > 0:
            text += f"; those that stay are {written(stay / base, 'fraction')} of the {results.years[0]} number"
        sentences.append(f"{text}. This frees no bed.")
        freed, needed = (results.value(Selector(f"activity.{m}", line=name)) for m in ("hours_freed", "hours_needed"))
        if freed or needed:
            sentences.append(
                f"Clinic hours: {_figure(results, 'activity.hours_freed', name)} freed in hospital, "
                f"{_figure(results, 'activity.hours_needed', name)} needed elsewhere."
            )
        if kind.unit_cost is not None or (kind.moves_to is not None and kind.moves_to.unit_cost is not None):
            sentences.append(
                f"{_figure(results, 'activity.cost_released', name)} of hospital cost goes with them; care elsewhere "
                f"costs {_figure(results, 'activity.cost_added', name)}."
            )
    return sentences
