"""Standards of access in plain words: what each asks for, what the beds open give, and how to read the figures."""

from __future__ import annotations

import math
from collections.abc import Iterator

from bedmodel.analysis.kinds import Reading
from bedmodel.analysis.standards import Access, PoolHeld
from bedmodel.report import sharing_words as sharing
from bedmodel.report import words
from bedmodel.report.standards_phrases import asks, enough, filled, one_in, per_cent, share
from bedmodel.units import number, range_written, written


def heading(access: Access) -> str:
    """What it is about, in few words."""
    return f"Beds needed by standard in {access.year}: {access.trials.scenario.content.scenario.title}"


def answer(access: Access) -> list[str]:
    """What each standard asks of each pool, what the beds open give, why one percentage will not do, and sharing."""
    found = [text for pool in access.pools for text in (_needed(access, pool), _open(pool))]
    return [*found, *_same_percentage(access), _by_size(access), *sharing.answer(access)]


def _needed(access: Access, pool: PoolHeld) -> str:
    asked = [
        f"{number(enough(figures['beds'].central), 'beds')} {asks(standard)}"
        + (" (its own standard)" if standard.own else "")
        for standard, figures in pool.held
        if math.isfinite(figures["beds"].central)
    ]
    beds = written(pool.open.figures["beds"].central, "beds")
    return f"{pool.pool.title}: {beds} open in {access.year}. Needed: {'; '.join(asked)}."


def _open(pool: PoolHeld) -> str:
    """What the beds open give."""
    figures = pool.open.figures
    if not math.isfinite(figures["occupancy"].central):
        return f"{pool.pool.title}: no bed is open."
    text = (
        f"{pool.pool.title}, the beds open: {_with_range(figures['occupancy'], 'fraction')} full on average; "
        f"{share(figures['refused'].central)} of patients find none free{_shares(figures['refused'])}"
    )
    if pool.pool.daily is None:
        return f"{text}, if patients come independently of one another."
    over = figures["days_over"]
    return f"{text}; need exceeds them on {_days(over.central)} days a year{_days_range(over)}."


def _with_range(reading: Reading, unit: str) -> str:
    central, _, low, _, high = reading.statistics
    spread = range_written(central, low, high, unit) if reading.drawn is not None else ""
    return written(central, unit) + (f" ({spread})" if spread else "")


def _shares(reading: Reading) -> str:
    _, _, low, _, high = reading.statistics
    if reading.drawn is None or share(low) == share(high):
        return ""
    return f" ({share(low)} to {share(high)})"


def _days(value: float) -> str:
    """Days in a sentence, whole ones from 10 on.

    >>> _days(45.05), _days(8.16), _days(0.2)
    ('45', '8.2', '0.2')
    """
    return f"{value:,.0f}" if value >= 9.95 else f"{value:.1f}"


def _days_range(reading: Reading) -> str:
    _, _, low, _, high = reading.statistics
    first, last = _days(low), _days(high)
    return "" if reading.drawn is None or first == last else f" ({first} to {last})"


def _same_percentage(access: Access) -> Iterator[str]:
    """What one percentage means in the smallest pool and in the largest, where it means less in the former."""
    limit, found = access.occupancies[-1], []
    for pool in access.pools:
        for standard, figures in pool.held:
            over = figures["days_over"].central
            if (standard.kind, standard.limit) == ("occupancy", limit) and math.isfinite(over):
                found.append((enough(figures["beds"].central), over, pool.pool.title))
    if not found:
        return
    (few, more, small), (many, less, large) = min(found), max(found)
    if few < many and _days(more) != _days(less) and more > less:
        yield (
            f"The same {per_cent(limit)} is not the same access: need exceeds the beds on {_days(less)} days "
            f"a year in {number(many, 'beds')} beds ({large}), on {_days(more)} in {number(few, 'beds')} "
            f"({small})."
        )


def _by_size(access: Access) -> str:
    """Why one percentage cannot serve a ward and a hospital."""
    few, many, limit = access.sizes[0], access.sizes[-1], access.occupancies[0]
    first = (
        f"One percentage cannot serve a ward and a hospital. If {few.beds} beds are {per_cent(limit)} full on average, "
        f"{share(few.refused[0])} of patients find none free; in {number(many.beds, 'beds')} beds as full it is "
        f"{share(many.refused[0])}: the ups and downs of many patients cancel, those of few do not."
    )
    little, much = (
        f"{number(size.beds, 'beds')} beds can be {written(size.fullest, 'fraction')} full" for size in (few, many)
    )
    return (
        f"{first} So that {one_in(access.refused)} find none free, {little}, {much}, if every day of the year is alike "
        f"and patients come independently. {_with_season(access)}"
    )


def _with_season(access: Access) -> str:
    """What a season and the days of real pools leave of how full beds can be, by the largest pool that shows it."""
    text = "A season, and days that vary more, leave less"
    rows = ((pool, pool.under("refusal", access.refused)) for pool in access.pools)
    found = [
        (pool.open.figures["beds"].central, pool.pool.title, row)
        for pool, row in rows
        if row is not None and math.isfinite(row["occupancy"].central)
    ]
    if not found:
        return f"{text}."
    _, title, row = max(found, key=lambda each: each[0])
    beds = number(enough(row["beds"].central), "beds")
    full = written(filled(row, access.refused), "fraction")
    return f"{text}: with those of {title}, {beds} beds are needed for it, {full} full on average."


def guide(access: Access) -> str:
    """How to read the figures."""
    text = (
        "Full is need ÷ beds, mean of the year; in winter, of its three fullest months running. Patients finding no "
        "bed: the share of the year's for whom none is free (Erlang's formula, each kind of day at its own need). Days "
        "with too few beds, or over: need at midnight exceeds them. Needed beds are rounded up to whole ones, where a "
        "run rounds to the nearest. Negative = too few beds."
    )
    if access.trials.draws:
        text += (
            f" In brackets P10 to P90 of {access.trials.draws:,} futures (seed {access.trials.seed}); beds needed, and "
            f"what they give, are worked out in each. {words.CENTRAL_AND_RANGE}"
        )
    return text


def notes(access: Access) -> list[str]:
    """What else must be known."""
    found = list(_of_days(access))
    found += sharing.notes(access)
    trials = access.trials
    found += words.standing(trials)
    return found if trials.draws else [*found, "Central case only: no draws were made."]


def _of_days(access: Access) -> Iterator[str]:
    for pool in access.pools:
        daily = pool.pool.daily
        if daily is None:
            yield (
                f"{pool.pool.title}: the file does not say how need varies from day to day. Patients are taken to come "
                "independently (variance ratio 1), and days over cannot be given; say "
                f"pools.{pool.name}.daily.variance_ratio."
            )
            continue
        assumption = access.trials.scenario.assumption(daily.variance_ratio)
        ratio = access.trials.centre(assumption)
        if ratio > 1.0:
            yield (
                f"{pool.pool.title}: need varies {ratio:g} times as much (variance ÷ mean) as if patients came "
                f"independently; {assumption.status}, confidence {assumption.confidence or 'not stated'}."
            )
