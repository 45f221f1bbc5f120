"""Sentences on what a plan holds back, what it leaves to others, and what its risks would take."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bedmodel.figures import line_titles
from bedmodel.metrics import METRICS, Selector
from bedmodel.report.cells import spread
from bedmodel.results import Results
from bedmodel.scenario.quantity import Quantity
from bedmodel.scenario.schema_care import Lever, Pool, Site
from bedmodel.scenario.schema_money import Asset, Measure, Receipt
from bedmodel.units import range_numbers, written


def to_no_place(results: Results) -> str:
    """How much of the care that leaves goes to no place that the plan names; nothing where all of it has one."""
    nowhere = Selector("care.no_stated_destination")
    if not results.has(nowhere.metric) or not results.matters(nowhere.metric, None):
        return ""
    return f"Of it, {with_spread(results, nowhere)} go to no place that the plan names."


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
                f"{part.title}: in {last}, {with_spread(results, held)} stay open that the plan would have closed, "
                "because need has not fallen far enough or places elsewhere are not there."
            )
        else:
            sentences.append(f"{part.title}: every planned closure passes its condition.")
    return sentences


def late(results: Results) -> list[str]:
    """Which parts of the plan come late, and by how much."""
    content, finance = results.scenario.content, results.scenario.content.finance
    sections: list[Mapping[str, Pool | Lever | Site | Measure | Asset | Receipt]] = [
        content.pools,
        content.levers,
        content.sites,
        *((finance.measures, finance.capital, finance.receipts) if finance else ()),
    ]
    found: dict[str, list[str]] = {}
    for part in (part for section in sections for part in section.values()):
        if part.delay is not None:
            found.setdefault(_years_late(results, part.delay), []).append(part.title)
    return [f"Late by {years}: {'; '.join(titles)}." for years, titles in found.items()]


def _years_late(results: Results, delay: Quantity) -> str:
    assumption = results.scenario.assumption(delay)
    years = assumption.value if isinstance(assumption.value, float) else 0.0
    drawn = results.samples.get(assumption.path)
    if drawn is None:
        return written(years, "years")
    low, high = (float(end) for end in np.quantile(drawn, (0.1, 0.9)))
    ends = range_numbers(years, low, high, "years")
    return written(years, "years") + (f" ({ends})" if ends else "")


def left_to_others(results: Results) -> list[str]:
    """What the plan leaves to payers outside the gap, in £ and in hours."""
    last = results.years[-1]
    sentences = []
    if results.has("finance.cost_shifted"):
        costs = [
            f"{with_spread(results, Selector('finance.cost_shifted', line=name, year=last))} by {title}"
            for name, title in line_titles(results.scenario, "finance.cost_shifted").items()
        ]
        sentences.append(f"Paid by others in {last}, and no part of the gap: {', '.join(costs)}.")
    if results.has("care.hours"):
        hours = Selector("care.hours", year=last)
        sentences.append(f"Care by others: {with_spread(results, hours)}, in {last}.")
    return sentences


def risks(results: Results) -> list[str]:
    """What the register's risks do together, and what would cover them."""
    register = results.register
    if register is None:
        return []
    last, count = results.years[-1], len(register.risks)
    judged = [
        (Selector(metric, year=last), words)
        for metric, words in (("beds.gap", "{} in the bed gaps of all pools"), ("finance.gap", "{} in the money gap"))
        if Selector(metric, year=last) in register.expected
    ]
    means = [words.format(_signed(-1 if s.metric == "beds.gap" else 1, register.expected[s], s)) for s, words in judged]
    held = [written(max(register.contingency[s][0.8], 0.0), METRICS[s.metric].unit) for s, _ in judged]
    named = "1 risk is" if count == 1 else f"{count} risks are"
    return [
        f"{named} in the register. The central case holds only what is certain.",
        f"On average, in {last}, they make {' and '.join(means)}.",
        f"To cover them in 80 of 100 futures the plan would have to hold in reserve {', and separately '.join(held)}.",
    ]


def _signed(sign: int, worse: float, selector: Selector) -> str:
    """What risks do to a figure, with its own sign."""
    return written(sign * worse, METRICS[selector.metric].unit, sign=True)


def with_spread(results: Results, selector: Selector) -> str:
    """A figure with its unit and, in brackets, its P10 to P90."""
    unit, value = METRICS[selector.metric].unit, results.value(selector)
    if unit == "GBPm":
        return written(value, unit) + spread(results, selector)
    ends = range_numbers(value, *results.ends(selector), unit)
    return written(value, unit) + (f" ({ends})" if ends else "")
