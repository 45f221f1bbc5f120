"""The answer in plain words: beds, how full they are, how likely a shortage is, the money, what to believe."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bedmodel.metrics import ALL, METRICS, Selector
from bedmodel.report import words_bedless as bedless
from bedmodel.report.cells import spread
from bedmodel.report.phrases import headlines, in_hundred
from bedmodel.report.records import Ran
from bedmodel.report.solved_words import by_construction
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out, unknown_beds
from bedmodel.report.words_plan import held_open, late, left_to_others, risks
from bedmodel.results import Results
from bedmodel.scenario.schema_care import Pool
from bedmodel.units import exact, number, range_written, written

FEWEST = 500
"""Draws below which quantiles are never called well known."""
TOO_FEW, TO_SPARE = " too few", " to spare"
CENTRAL_AND_RANGE = (
    "The central case need not lie in their middle, or even between them, because some spreads lean to one side."
)
"""What every page says that shows the central case beside P10 and P90."""


def summary(results: Results) -> list[tuple[str, list[str]]]:
    """The answer as sentences under short heads: beds before money, then what needs no beds, others, and the risks."""
    parts = [
        ("Beds", [*unknown_beds(results), _beds(results), *held_open(results), *late(results)]),
        ("How full", _occupancy(results)),
        ("How likely", _likelihood(results)),
        ("Money", _money(results)),
        ("Budgets", bedless.ledger(results)),
        ("Staff", bedless.workforce(results)),
        ("Clinics", bedless.activity(results)),
        ("Others", left_to_others(results)),
        ("Risks", risks(results)),
    ]
    return [(head, sentences) for head, sentences in parts if sentences]


def reading_guide(results: Results) -> str:
    """How to read the figures."""
    central = "Figures are the central case: every assumption at its stated value."
    if not results.draws:
        return central
    return f"{central} In brackets P10 to P90: 80 of 100 futures lie between. {CENTRAL_AND_RANGE}"


def pools_by_lack(results: Results) -> list[str]:
    """The pools, that which lacks most beds in the last year first, mean of the futures.

    A future in which a pool has enough counts as 0.
    """
    missing = {
        pool: float(np.maximum(-results.draws_of(Selector("beds.gap", pool=pool)), 0.0).mean())
        for pool in results.scenario.content.pools
    }
    return sorted(missing, key=lambda pool: -missing[pool])


def _change(before: float, after: float) -> str:
    return f"{number(before, 'beds')} → {number(after, 'beds')} ({number(after - before, 'beds', sign=True)})"


def _beds(results: Results) -> str:
    first, last = results.years[0], results.years[-1]
    pools = results.scenario.content.pools
    if not pools:
        return "Nothing in this scenario opens, closes or frees a hospital bed."

    def at(year: str, pool: str) -> float:
        return results.value(Selector("beds.available", pool=pool, year=year))

    before, after = at(first, ALL), at(last, ALL)
    by_pool = "; ".join(f"{part.title} {_change(at(first, name), at(last, name))}" for name, part in pools.items())
    if first == last:
        return f"{number(before, 'beds')} beds are open in {first}."
    if all(round(at(first, name)) == round(at(last, name)) for name in pools):
        return f"The number of beds stays at {number(before, 'beds')} from {first} to {last}."
    if round(before) == round(after):
        return f"The number of beds stays at {number(before, 'beds')} by {last}, but they move: {by_pool}."
    verb = "closes" if after < before else "opens"
    base = f" of {number(before, 'beds')}" if after < before else ""
    share = f" ({written(abs(after / before - 1), 'fraction')})" if before > 0 else ""
    parts = f": {by_pool}" if len(pools) > 1 else f", {_change(before, after)}"
    return f"The plan {verb} {abs(round(after - before)):,}{base} beds by {last}{share}{parts}."


def _occupancy(results: Results) -> list[str]:
    last = results.years[-1]
    sentences = []
    for pool, part in results.scenario.content.pools.items():
        if results.value(Selector("beds.available", pool=pool)) <= 0:
            sentences.append(f"{part.title}: no beds are open in {last}.")
            continue
        mean, winter = (Selector(f"occupancy.{kind}", pool=pool, year=last) for kind in ("mean", "winter"))
        sentences.append(
            f"{part.title}: {written(results.value(mean), 'fraction')} full on average in {last}"
            f"{spread(results, mean)}, {written(results.value(winter), 'fraction')} in winter"
            f"{spread(results, winter)}{_days_over(results, pool, last)}."
        )
    return sentences


def _days_over(results: Results, pool: str, year: str) -> str:
    """On how many days there are more patients than beds, as the end of a sentence; nothing where that is not said."""
    if results.scenario.content.pools[pool].daily is None:
        return ""
    selector = Selector("occupancy.days_over", pool=pool, year=year)
    days, *ends = (number(value, "beds") for value in (results.value(selector), *results.ends(selector)))
    between = f" ({ends[0]} to {ends[1]})" if ends != [days, days] else ""
    return f"; more patients than beds at midnight on {days} {'day' if days == '1' else 'days'} of the year{between}"


def _likelihood(results: Results) -> list[str]:
    if not results.draws:
        return []
    last, sentences = results.years[-1], []
    for pool, part in results.scenario.content.pools.items():
        short = results.probability(Selector("beds.gap", pool=pool, year=last), below=0)
        winter = results.draws_of(Selector("occupancy.winter", pool=pool, year=last))
        occupied = results.draws_of(Selector("beds.occupied", pool=pool, year=last))
        without_a_bed = (winter > 1) | (np.isnan(winter) & (occupied > 0))
        against = held_against(results, part)
        sentences.append(
            f"{part.title}: too few beds{against} in {last}, {in_hundred(short)}; "
            f"more patients than beds on average over the winter, {in_hundred(float(without_a_bed.mean()))}."
        )
    return sentences


def held_against(results: Results, pool: Pool) -> str:
    """What a pool's beds are held against, in words that follow "too few beds"."""
    access = pool.access_standard
    quantity = access.refusal or access.days_over if access else pool.occupancy_standard
    numbers = results.scenario.assumption(quantity).numbers if quantity is not None else ()
    if not numbers:
        return ""
    if access is None:
        return f" to be {exact(numbers[0], 'fraction')} full"
    if access.refusal is not None:
        return f" for no more than {written(numbers[0], 'fraction')} of patients to find none free"
    return f" for need to exceed them on no more than {numbers[0]:g} days a year"


def spare(gap: float) -> str:
    """A bed gap in a word or two.

    >>> spare(-65.2), spare(12), spare(-0.4)
    ('65 too few', '12 to spare', 'just enough')
    """
    size = number(abs(gap), "beds")
    if size == number(0, "beds"):
        return "just enough"
    return f"{size}{TOO_FEW if gap < 0 else TO_SPARE}"


def shortfall(value: float) -> str:
    """A gap in words.

    >>> shortfall(399.0), shortfall(-13.0), shortfall(0.001)
    ('a shortfall of £399.0m', 'a surplus of £13.0m', 'no gap')
    """
    if number(value, "GBPm") == number(0, "GBPm"):
        return "no gap"
    return f"a {'shortfall' if value > 0 else 'surplus'} of {written(abs(value), 'GBPm')}"


def money_spread(results: Results, selector: Selector) -> str:
    """The P10 to P90 of a gap in brackets; unless all are shortfalls, or all surpluses, both ends are named."""
    central, (low, high) = results.value(selector), results.ends(selector)
    if min(central, low) > 0 or max(central, high) < 0:
        text = range_written(abs(central), min(abs(low), abs(high)), max(abs(low), abs(high)), "GBPm")
    elif shortfall(low) == shortfall(high) == shortfall(central):
        text = ""
    else:
        text = f"{shortfall(low)} to {shortfall(high)}"
    return f" ({text})" if text else ""


def _pace(results: Results) -> str:
    """How much faster costs grow than income, if nothing changes; nothing where either is not above 0."""
    first, last = results.years[0], results.years[-1]

    def growth(metric: str) -> float:
        base = results.value(Selector(metric, year=first))
        return results.value(Selector(metric, year=last)) / base if base > 0 else 0.0

    cost, income = growth("finance.cost_do_nothing"), growth("finance.income")
    if cost <= 0 or income <= 0 or len(results.years) < 2:
        return ""
    faster = (cost / income) ** (1 / (len(results.years) - 1)) - 1
    if number(faster, "fraction/year") in (number(0.0, "fraction/year"), number(-0.0, "fraction/year")):
        return "; income keeps pace with costs"
    if faster > 0:
        return f"; costs outgrow income by {written(faster, 'fraction/year')}"
    return f"; income outgrows costs by {written(-faster, 'fraction/year')}"


def _money(results: Results) -> list[str]:
    if not results.has("finance.gap"):
        return []
    last = results.years[-1]
    before, after = Selector("finance.gap_do_nothing", year=last), Selector("finance.gap", year=last)
    nothing = f"{shortfall(results.value(before))} in {last}{money_spread(results, before)}{_pace(results)}"
    planned = f"{shortfall(results.value(after))} in {last}{money_spread(results, after)}"
    if results.draws:
        planned += f"; no shortfall, {in_hundred(float(results.no_shortfall().mean()))}"
        planned += (
            f", and half of the futures are worse than {shortfall(results.value(replace(after, statistic='p50')))}"
        )
    acts = results.matters("finance.measure", None) or results.matters("finance.new_cost", None)
    return [f"If nothing changes: {nothing}.", *([f"With the plan: {planned}."] if acts else [])]


def settings(results: Ran) -> str:
    """What was set for this run."""
    anew = "; calibrated values solved anew with it" if results.scenario.recalibrated else ""
    return f"Set on the command line, without a source: {', '.join(results.scenario.settings)}{anew}"


def standing(results: Ran) -> list[str]:
    """What pages say last of their figures: which were solved for, what was left out of them, and what was set."""
    found = [by_construction(results), *(f"{LEFT_OUT_HEAD} {text}" for text in left_out(results))]
    found += [f"{settings(results)}."] if results.scenario.settings else []
    return [text for text in found if text]


def enough_draws(results: Results) -> str:
    """Whether the draws were enough: how well the P10 and P90 of the headline figures are known."""
    if not results.draws:
        return "Central case only: no draws were made."
    parts, sufficient = [], True
    for metric in headlines(results):
        selector = Selector(metric)
        error = max(results.standard_error(selector, share) for share in (0.1, 0.9))
        width = results.value(Selector(metric, statistic="p90")) - results.value(Selector(metric, statistic="p10"))
        sufficient = sufficient and results.draws >= FEWEST and error <= 0.025 * width
        parts.append(f"{metric} ±{written(error, METRICS[metric].unit)}")
    if not parts:
        return f"{results.draws:,} draws, seed {results.seed}, all with the same figures: nothing in them is uncertain."
    verdict = "enough" if sufficient else "too few; try more with --draws"
    return (
        f"{results.draws:,} draws, seed {results.seed}. Standard error of P10 and P90: {', '.join(parts)}: {verdict}."
    )
