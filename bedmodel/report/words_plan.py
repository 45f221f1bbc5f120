"""Sentences on what a plan holds back, what it leaves to others, and what its risks would take."""

from __future__ import annotations

from bedmodel.figures import line_titles
from bedmodel.metrics import METRICS, Selector
from bedmodel.report.cells import spread
from bedmodel.results import Results
from bedmodel.units import number, written


def held_open(results: Results) -> list[str]:
    """How many beds stay open beyond the plan because what closing waits for has not happened."""
    last = results.years[-1]
    sentences = []
    for pool, part in results.scenario.content.pools.items():
        if part.gate is None:
            continue
        held = Selector("beds.held_open", pool=pool, year=last)
        if results.matters("beds.held_open", pool):
            sentences.append(
                f"{part.title}: in {last}, {_with_spread(results, held)} stay open that the plan would have closed, "
                "because need has not fallen far enough or places elsewhere are not there."
            )
        else:
            sentences.append(f"{part.title}: every planned closure passes its condition.")
    return sentences


def left_to_others(results: Results) -> list[str]:
    """What the plan leaves to payers outside the gap, in £ and in hours."""
    last = results.years[-1]
    sentences = []
    if results.has("finance.cost_shifted"):
        costs = [
            f"{_with_spread(results, Selector('finance.cost_shifted', line=name, year=last))} by {title}"
            for name, title in line_titles(results.scenario, "finance.cost_shifted").items()
        ]
        sentences.append(f"Paid by others in {last}, and no part of the gap: {', '.join(costs)}.")
    if results.has("care.hours"):
        hours = Selector("care.hours", year=last)
        sentences.append(f"Care by others: {_with_spread(results, hours)}, in {last}.")
    return sentences


def risks(results: Results) -> list[str]:
    """What the register's risks do together, and what would cover them."""
    register = results.register
    if register is None:
        return []
    last = results.years[-1]
    beds, money = Selector("beds.gap", year=last), Selector("finance.gap", year=last)
    count = len(register.risks)
    parts = [f"{count} risk{'s' if count != 1 else ''} in the register"]
    taken = [f"{number(register.expected[beds], 'beds')} beds"]
    held = [f"{number(register.contingency[beds][0.8], 'beds')} beds"]
    if money in register.expected:
        taken.append(written(register.expected[money], "GBPm"))
        held.append(written(register.contingency[money][0.8], "GBPm"))
    parts.append(f"on average they take {' and '.join(taken)} in {last}")
    parts.append(f"to be covered in 80 of 100 futures the plan would have to hold {' and '.join(held)} in reserve")
    return [f"{'; '.join(parts)}. The central case has none of them."]


def _with_spread(results: Results, selector: Selector) -> str:
    """A figure with its unit and, in brackets, its P10 to P90."""
    return written(results.value(selector), METRICS[selector.metric].unit) + spread(results, selector)
