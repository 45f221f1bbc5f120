"""The headline of a comparison, in order, as data; and the figures that are asked for by their address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bedmodel.analysis.kinds import DERIVED, Figure, Kind, kind_of, labels
from bedmodel.figures import line_titles
from bedmodel.metrics import ALL, METRICS, Selector
from bedmodel.problems import did_you_mean
from bedmodel.scenario.scenario import Scenario


@dataclass(frozen=True)
class Headline:
    """A row of the headline: its name and its words."""

    name: str
    title: str
    optional: bool = False
    """Whether it is left out where it is nothing in every option."""
    lines: bool = False
    """Whether each line has a row of its own, and the total one only where there are several."""


FOR_EACH_POOL = (
    Headline("beds.available", "Open"),
    Headline("beds.required", "Needed"),
    Headline("beds.gap", "Open − needed"),
    Headline("beds.held_open", "Held open by a condition", optional=True),
    Headline("occupancy.mean", "Full, %"),
    Headline("occupancy.winter", "Full in winter, %"),
    Headline("occupancy.days_over", "Days with more patients than beds", optional=True),
    Headline("beds.shortage_probability", "Too few beds for the standard"),
)
FOR_ALL_POOLS = (
    Headline("beds.available", "Open"),
    Headline("beds.required", "Needed"),
    Headline("beds.gap", "Open − needed"),
)
MONEY = (
    Headline("finance.gap_do_nothing", "Gap if nothing changes"),
    Headline("finance.measure", "Measures: off the gap"),
    Headline("finance.new_cost", "New costs: on to the gap"),
    Headline("finance.gap", "What is left"),
    Headline("finance.stranded", "Not in the sum: cost of closed beds that stays", optional=True),
    Headline("finance.cost_shifted", "Moved to other payers", optional=True, lines=True),
    Headline("capital.spend_to_date", "Capital spent up to the year", optional=True),
    Headline("capital.receipts_to_date", "Receipts up to the year", optional=True),
)
BEDLESS = (
    Headline("ledger.counted", "Budgets, each pound once, £m", optional=True),
    Headline("ledger.new_money", "New money, £m", optional=True),
    Headline("ledger.at_risk", "Others must find, £m", optional=True),
    Headline("workforce.stock", "Staff", optional=True, lines=True),
    Headline("workforce.stock_gap", "Staff − target", optional=True, lines=True),
    Headline("activity.in_hospital", "Contacts in hospital", optional=True, lines=True),
    Headline("activity.cost_released", "Hospital cost that goes with contacts, £m", optional=True),
    Headline("activity.cost_added", "Cost of contacts elsewhere, £m", optional=True),
)
ELSE = (
    Headline("workforce.wte", "Staff needed, whole-time", optional=True),
    Headline("care.hours", "Hours of care moved", optional=True, lines=True),
    Headline("inputs.sourced", "Inputs with a source, %"),
)
MONEY_SECTION, ELSE_SECTION = "Money, £m (+ shortfall, − surplus)", "What it takes and rests on"
BEDLESS_SECTION = "Budgets, staff and clinics"
ALL_POOLS = "All pools together"


def headline(scenarios: Sequence[Scenario]) -> list[Figure]:
    """The headline of some scenarios: beds for each pool that any of them has, money, and what they rest on."""
    pools = {name: pool.title for s in reversed(scenarios) for name, pool in reversed(s.content.pools.items())}
    found: list[Figure] = []
    for name, title in reversed(pools.items()):
        found += _rows(FOR_EACH_POOL, title, scenarios, pool=name)
    alike = len({frozenset(scenario.content.pools) for scenario in scenarios}) == 1
    if len(pools) > 1 and alike:
        found += _rows(FOR_ALL_POOLS, ALL_POOLS, scenarios, pool=ALL)
    if any(s.content.finance is not None for s in scenarios):
        found += _rows(MONEY, MONEY_SECTION, scenarios)
    if any(s.content.bedless for s in scenarios):
        found += _rows(BEDLESS, BEDLESS_SECTION, scenarios)
    return found + list(_rows(ELSE, ELSE_SECTION, scenarios))


def _rows(
    part: Sequence[Headline], section: str, scenarios: Sequence[Scenario], pool: str | None = None
) -> Iterator[Figure]:
    for row in part:
        kind = kind_of(row.name)
        assert kind is not None, row.name
        where = (pool or ALL) if kind.axis == "pool" else None
        figure = Figure(kind, row.title, section, where, optional=row.optional)
        lines = _lines(kind, scenarios) if row.lines else {}
        yield from (replace(figure, line=line, title=f"{row.title}: {title}") for line, title in lines.items())
        if len(lines) != 1:
            yield figure


def _lines(kind: Kind, scenarios: Sequence[Scenario]) -> dict[str, str]:
    """The lines of a figure in any of the scenarios, each with its title."""
    found: dict[str, str] = {}
    for scenario in scenarios:
        for line, title in line_titles(scenario, kind.metric).items():
            found.setdefault(line, title)
    return found


def figure_at(address: str, scenarios: Sequence[Scenario], years: Sequence[str]) -> Figure:
    """The figure that an address asks for, such as `beds.gap[pool=acute,year=2018/19]`.

    Raises ValueError where it names nothing in any of the scenarios, with what exists.
    """
    wanted = Selector.parse(address)
    kind = kind_of(wanted.metric)
    if kind is None:
        raise ValueError(f"no figure `{wanted.metric}`; {did_you_mean(wanted.metric, [*METRICS, *DERIVED])}")
    if wanted.statistic != "central":
        raise ValueError(f"`{address}`: every statistic is given; leave `statistic=` out")
    for label, axis in ((wanted.pool, "pool"), (wanted.line, "line")):
        if label is not None and kind.axis != axis:
            raise ValueError(f"`{address}`: {kind.name} is not given by {axis}")
    label = wanted.pool or wanted.line
    known = {str(name) for s in scenarios for name in labels(kind, s) if name is not None}
    if label is not None and label not in known:
        raise ValueError(f"`{address}`: {did_you_mean(label, known)}")
    if wanted.year is not None and wanted.year not in years:
        raise ValueError(f"`{address}`: the options have {years[0]} to {years[-1]} in common")
    pool = ALL if kind.axis == "pool" and wanted.pool is None else wanted.pool
    title = ", ".join(filter(None, [str(replace(wanted, year=None)), _unit_words(kind)]))
    return Figure(kind, title, "", pool, wanted.line, wanted.year)


def _unit_words(kind: Kind) -> str:
    """The unit of a figure as a table writes it; a share of the futures needs none."""
    return "" if kind.way == "below zero" else {"fraction": "%", "GBPm": "£m"}.get(kind.unit, kind.unit)


def bed_courses(scenarios: Sequence[Scenario]) -> list[Selector]:
    """Beds needed, open, and the gap, in each pool that any of the scenarios has: what charts of beds show."""
    pools = dict.fromkeys(pool for scenario in scenarios for pool in scenario.content.pools)
    return [Selector(metric, pool=pool) for pool in pools for metric in ("beds.required", "beds.available", "beds.gap")]
