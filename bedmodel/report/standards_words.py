"""Standards of access in plain words: what each asks for, what it means, and what it costs not to share beds."""

from __future__ import annotations

import math
from collections.abc import Iterator

from bedmodel.analysis.held import Standard
from bedmodel.analysis.kinds import Reading
from bedmodel.analysis.standards import Access, Apart, Divided, PoolHeld
from bedmodel.report import words
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out
from bedmodel.units import number, range_written, written

ROUNDING = 1e-6
"""Beds by which a number may miss a whole one for no reason but rounding."""
FINER = 1
"""Digits more than usual for shares of patients, which are small."""
TINY, SMALL = 0.00005, 0.02
"""Shares of patients that would be shown as none, and up to which they are shown with a digit more."""


def per_cent(share: float) -> str:
    """A percentage that is asked for, with no more digits than it has.

    >>> per_cent(0.85), per_cent(0.925)
    ('85%', '92.5%')
    """
    return f"{round(100 * share, 4):g}%"


def one_in(share: float) -> str:
    """A share of patients as people say it.

    >>> one_in(0.01), one_in(0.015), one_in(0.0001)
    ('1 in 100', '1.5%', '1 in 10,000')
    """
    many = 1.0 / share
    return f"1 in {round(many):,}" if many >= 2 and abs(many - round(many)) < 1e-6 * many else per_cent(share)


def patients(share: float) -> str:
    """A share of patients in a sentence.

    >>> patients(0.01), patients(0.015)
    ('1 in 100 patients', '1.5% of patients')
    """
    text = one_in(share)
    return f"{text} of patients" if text.endswith("%") else f"{text} patients"


def days(limit: float) -> str:
    """Days a year that are asked for.

    >>> days(10.0), days(1.0), days(3.65)
    ('10 days', '1 day', '3.65 days')
    """
    return f"{limit:g} day{'' if limit == 1 else 's'}"


def short(standard: Standard | None) -> str:
    """A standard as the head of a row.

    >>> short(Standard("occupancy", 0.92, own=True)), short(Standard("refusal", 0.01)), short(None)
    ('92% full (its own)', '1 in 100 find no bed', 'Beds open')
    """
    if standard is None:
        return "Beds open"
    own = " (its own)" if standard.own else ""
    if standard.kind == "occupancy":
        return f"{per_cent(standard.limit)} full{own}"
    if standard.kind == "refusal":
        return f"{one_in(standard.limit)} find no bed{own}"
    return f"{days(standard.limit)} a year over{own}"


def asks(standard: Standard) -> str:
    """A standard as what beds are needed for.

    >>> asks(Standard("refusal", 0.01)), asks(Standard("days_over", 10))
    ('for 1 in 100 patients to find no bed free', 'for need to exceed them on 10 days a year')
    """
    if standard.kind == "occupancy":
        return f"to be {per_cent(standard.limit)} full on average"
    if standard.kind == "refusal":
        return f"for {patients(standard.limit)} to find no bed free"
    return f"for need to exceed them on {days(standard.limit)} a year"


def enough(beds: float) -> float:
    """Whole beds that are enough: rounded up.

    >>> enough(1691.4), enough(1697.0000000001)
    (1692, 1697)
    """
    return math.ceil(beds - ROUNDING) if math.isfinite(beds) else beds


def at_most(gap: float) -> float:
    """Whole beds to spare: rounded down.

    >>> at_most(5.6), at_most(-0.0000001)
    (5, 0)
    """
    return math.floor(gap + ROUNDING) if math.isfinite(gap) else gap


def share(value: float) -> str:
    """A share of patients with its sign, small ones with a digit more.

    >>> share(0.1728), share(0.0012), share(0.00001), share(0.0)
    ('17.3%', '0.12%', 'less than 0.01%', '0%')
    """
    if value == 0:
        return "0%"
    return "less than 0.01%" if value < TINY else written(value, "fraction", finer=FINER if value < SMALL else 0)


def extra(row: Divided) -> float:
    """Whole beds that it costs not to share, as the difference of the whole beds that are shown."""
    return enough(row.figures["apart"].central) - enough(row.figures["shared"].central)


def heading(access: Access) -> str:
    """What it is about, in few words."""
    return f"Beds needed by standard in {access.year}: {access.trials.scenario.content.scenario.title}"


def answer(access: Access) -> list[str]:
    """What each standard asks of each pool, what the beds open give, why one percentage will not do, and sharing."""
    found = [text for pool in access.pools for text in (_needed(access, pool), _open(pool))]
    return [*found, *_same_percentage(access), _by_size(access), *_apart(access)]


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
    return f"{first} So that {one_in(access.refused)} find none free, {little}, {much}."


def _apart(access: Access) -> Iterator[str]:
    for pool in access.pools:
        for apart in pool.apart:
            yield _cost(pool, apart)


def divided(apart: Apart) -> str:
    """Into what a pool is divided."""
    division = apart.division
    if division.kind == "wards":
        return f"{number(division.count, 'beds')} wards of {division.ward_size:g} beds"
    return " and ".join(filter(None, (", ".join(division.titles[:-1]), division.titles[-1])))


def _cost(pool: PoolHeld, apart: Apart) -> str:
    """What a division costs under the standards that see it."""
    seen = [
        row for row in apart.rows if row.standard.kind != "occupancy" and math.isfinite(row.figures["extra"].central)
    ]
    parts = [
        f"{number(extra(row), 'beds', sign=True)} "
        f"({number(row.figures['extra_share'].central, 'fraction', sign=True)}%) {asks(row.standard)}"
        for row in seen
    ]
    blind = any(row.standard.kind == "occupancy" for row in apart.rows)
    hidden = "; an occupancy asks for none more, and so hides it" if blind else ""
    return (
        f"Not to share beds costs beds. {pool.pool.title} as {divided(apart)} that cannot use each other's: "
        f"{'; '.join(parts)}{hidden}. In the beds open {share(apart.refused.central)} of patients would find none "
        f"free, not {share(pool.open.figures['refused'].central)}."
    )


def guide(access: Access) -> str:
    """How to read the figures."""
    text = (
        "Full is need ÷ beds, mean of the year; in winter, of its three fullest months running. Find no bed: the share "
        "of the year's patients for whom none is free (Erlang's formula, each kind of day at its own need). Over: days "
        "on which need at midnight exceeds the beds. Needed beds are rounded up to whole ones. Negative = too few beds."
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
    if any(pool.apart for pool in access.pools):
        found.append(
            "Shared and apart are the two ends. Real hospitals are between them: some patients can lie in another "
            "ward, others, such as those who need isolation or a specialist nurse, cannot."
        )
        found.append(
            "Apart, each unit has the pool's season and is held to the standard by itself; patients belong to units by "
            "chance, so that the variance ratio of a unit with share p of them is 1 + p × (that of the pool − 1)."
        )
    found += _ward_sizes(access)
    trials = access.trials
    found += [text for text in (words.by_construction(trials),) if text]
    found += [f"{LEFT_OUT_HEAD} {text}" for text in left_out(trials)]
    found += [words.settings(trials) + "."] if trials.scenario.settings else []
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


def _ward_sizes(access: Access) -> list[str]:
    """Where ward sizes come from."""
    wards = [(pool, apart.division) for pool in access.pools for apart in pool.apart if apart.division.kind == "wards"]
    given = [f"{division.ward_size:g}" for _, division in wards if division.given]
    if given:
        return [
            f"Wards of {given[0]} beds: as asked for with --wards; as many as the beds open in the central case fill."
        ]
    parts = [f"{division.ward_size:g} (finance.bed_costs.{pool.name}.ward_size)" for pool, division in wards]
    if not parts:
        return []
    return [f"Beds in a ward: {'; '.join(parts)}; as many wards as the beds open in the central case fill."]
