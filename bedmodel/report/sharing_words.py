"""In plain words, what it costs not to share beds."""

from __future__ import annotations

import math
from collections.abc import Iterator

from bedmodel.analysis.standards import Access, Apart, Divided, PoolHeld
from bedmodel.report.standards_phrases import asks, enough, share
from bedmodel.units import number


def extra(row: Divided) -> float:
    """Whole beds that it costs not to share, as the difference of the whole beds that are shown."""
    return enough(row.figures["apart"].central) - enough(row.figures["shared"].central)


def answer(access: Access) -> Iterator[str]:
    """What each way not to share a pool's beds costs."""
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


def notes(access: Access) -> Iterator[str]:
    """What must be known of beds that are not shared."""
    if any(pool.apart for pool in access.pools):
        yield (
            "Shared and not shared are the two ends. Real hospitals are between them: some patients can lie in another "
            "ward, others, such as those who need isolation or a specialist nurse, cannot."
        )
        yield (
            "Not shared: each unit has the pool's season and is held to the standard by itself; patients belong to "
            "units by chance, so that the variance ratio of a unit with share p of them is 1 + p × (that of the pool "
            "− 1)."
        )
    yield from _ward_sizes(access)
    for pool in access.pools:
        yield from _undivided(pool)


def _undivided(pool: PoolHeld) -> Iterator[str]:
    """Units that have no patients, or no others beside them; that a pool cannot be divided."""
    by_units = next((apart.division for apart in pool.apart if apart.division.kind == "units"), None)
    units, title = pool.pool.units, pool.pool.title
    if by_units is not None:
        left_out = [unit.title for name, unit in units.items() if name not in by_units.names]
        if left_out:
            yield f"{title}: without a share of the patients, and so left out of the division: {'; '.join(left_out)}."
    elif units:
        yield (
            f"{title} is not divided into the units of the file ({'; '.join(unit.title for unit in units.values())}): "
            "fewer than two of them have a share of the patients."
        )
    elif not pool.apart:
        yield (
            f"{title} is not divided: the file names no units, and no ward size of which its beds fill two; --wards "
            "gives a ward size."
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
