"""The figures the model gives: name, unit, axis, stock or flow, and what each means in a planner's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Axis = Literal["none", "pool", "line"]
Kind = Literal["stock", "flow", "ratio"]
Better = Literal["more", "less"]
ALL = "all"
JUDGED = ("beds.gap", "finance.gap")
"""The figures by which a plan is judged: too few beds, too little money."""
STATISTICS = ("central", "mean", "p10", "p50", "p90")


@dataclass(frozen=True)
class Metric:
    """One kind of figure. Money is in £m, nominal unless the scenario says real."""

    name: str
    unit: str
    axis: Axis
    kind: Kind
    meaning: str
    better: Better | None = None
    """Which of two options does better on this figure alone; None where more is neither good nor bad in itself."""
    adds_up: bool = True
    """Whether the total is the sum of the pools or lines, and always has a number; else there is nothing to split."""


_LIST = (
    Metric("population.total", "people", "none", "stock", "people, mean over the year"),
    Metric("beds.available", "beds", "pool", "stock", "beds open, mean over the year"),
    Metric(
        "beds.occupied_before_levers",
        "beds",
        "pool",
        "stock",
        "beds filled at midnight before the plan's levers, with the trends the scenario assumes",
    ),
    Metric(
        "beds.occupied",
        "beds",
        "pool",
        "stock",
        "beds that patients need at midnight once the levers have acted; may exceed the beds open",
    ),
    Metric(
        "beds.required_before_levers",
        "beds",
        "pool",
        "stock",
        "beds needed at the pool's standard before the plan's levers",
    ),
    Metric(
        "beds.required",
        "beds",
        "pool",
        "stock",
        "beds needed at the pool's standard: occupied ÷ occupancy, or by an access standard",
    ),
    Metric(
        "beds.daily_p95",
        "beds",
        "pool",
        "stock",
        "beds that patients need at midnight, exceeded on one day in twenty",
        adds_up=False,
    ),
    Metric("beds.gap", "beds", "pool", "stock", "beds open − beds needed; negative = too few beds", "more"),
    Metric(
        "beds.held_open",
        "beds",
        "pool",
        "stock",
        "beds open beyond the plan, because what they wait for has not happened",
    ),
    Metric("beds.per_1000", "beds/1000", "pool", "ratio", "beds open for each thousand people"),
    Metric("occupancy.mean", "fraction", "pool", "ratio", "occupied ÷ open; above 1 = patients without a bed", "less"),
    Metric(
        "occupancy.winter",
        "fraction",
        "pool",
        "ratio",
        "occupancy in the three fullest months running of the year",
        "less",
    ),
    Metric(
        "occupancy.worst_month",
        "fraction",
        "pool",
        "ratio",
        "occupancy in the fullest month of the year",
        "less",
    ),
    Metric(
        "occupancy.days_over",
        "days/year",
        "pool",
        "flow",
        "expected days on which more patients need a bed at midnight than are open; all pools: in at least one",
        "less",
        adds_up=False,
    ),
    Metric(
        "occupancy.winter_day_over",
        "fraction",
        "pool",
        "ratio",
        "probability of at least one such day in the three fullest months",
        "less",
        adds_up=False,
    ),
    Metric(
        "occupancy.patients_without_bed",
        "patients",
        "pool",
        "stock",
        "patients beyond the beds open at midnight, mean of all days",
        "less",
        adds_up=False,
    ),
    Metric(
        "occupancy.operations_displaced",
        "admissions/year",
        "pool",
        "flow",
        "planned admissions that must at the least be cancelled for the patients beyond the beds",
        "less",
        adds_up=False,
    ),
    Metric(
        "levers.reduction",
        "beds",
        "line",
        "stock",
        "occupied beds each lever takes out of the pools it acts on",
    ),
    Metric(
        "care.no_stated_destination",
        "bed-days/year",
        "none",
        "flow",
        "bed-days taken out of hospital for which the plan names no places to go to",
        "less",
    ),
    Metric("services.places_needed", "places", "line", "stock", "places outside hospital that the plan needs"),
    Metric(
        "services.places_staffed",
        "places",
        "line",
        "stock",
        "places needed that are open and staffed, and are paid for",
    ),
    Metric("workforce.wte", "WTE", "line", "stock", "staff that open beds and places outside hospital need"),
    Metric(
        "care.hours",
        "hours/year",
        "line",
        "flow",
        "hours that others give because patients are not in hospital",
        "less",
    ),
    Metric("finance.income", "GBPm", "none", "flow", "income of the year"),
    Metric("finance.cost_do_nothing", "GBPm", "line", "flow", "cost of the year before the plan's levers and measures"),
    Metric("finance.gap_do_nothing", "GBPm", "none", "flow", "cost − income of the year; positive = shortfall", "less"),
    Metric("finance.measure", "GBPm", "line", "flow", "what each measure takes off the gap in the year"),
    Metric("finance.new_cost", "GBPm", "line", "flow", "what the plan itself adds to cost in the year"),
    Metric(
        "finance.gap",
        "GBPm",
        "none",
        "flow",
        "do-nothing gap − measures + new costs; positive = shortfall",
        "less",
    ),
    Metric(
        "finance.gap_do_nothing_by_organisation",
        "GBPm",
        "line",
        "flow",
        "the gap if nothing changes, by whose books it is in",
        better="less",
    ),
    Metric(
        "finance.gap_by_payer",
        "GBPm",
        "line",
        "flow",
        "the gap and what is shifted outside it, by who pays",
        "less",
    ),
    Metric("finance.gap_by_organisation", "GBPm", "line", "flow", "the gap, by whose books it is in", "less"),
    Metric(
        "finance.cost_shifted",
        "GBPm",
        "line",
        "flow",
        "what payers outside the gap bear (councils, households)",
        "less",
    ),
    Metric(
        "finance.stranded",
        "GBPm",
        "pool",
        "flow",
        "cost of closed beds that closing them has not released, in the year",
        "less",
    ),
    Metric("capital.spend", "GBPm", "line", "flow", "capital spent in the year"),
    Metric("capital.receipts", "GBPm", "line", "flow", "money from selling land and buildings in the year, once"),
    Metric(
        "ledger.amount", "GBPm", "line", "flow", "a line of the budget as printed; the total counts each pound once"
    ),
    Metric("ledger.counted", "GBPm", "line", "flow", "lines of the budget that are part of no other"),
    Metric(
        "ledger.inside",
        "GBPm",
        "line",
        "flow",
        "lines directly inside a counted one: what adding them would count twice",
    ),
    Metric("ledger.rest", "GBPm", "line", "flow", "what the lines inside it leave of a line"),
    Metric("ledger.growth", "GBPm", "line", "flow", "growth of counted budgets that were there in the first year"),
    Metric("ledger.new_money", "GBPm", "line", "flow", "counted budgets that are new"),
    Metric("ledger.moved_money", "GBPm", "line", "flow", "counted budgets moved from elsewhere: not new money"),
    Metric(
        "ledger.at_risk",
        "GBPm",
        "line",
        "flow",
        "shares of lines that somebody other than the payer must find",
        "less",
    ),
    Metric("ledger.by_payer", "GBPm", "line", "flow", "who pays what is counted and what must be found on top of it"),
    Metric(
        "workforce.flow",
        "WTE",
        "line",
        "flow",
        "staff who join (positive) or leave (negative) in the year",
    ),
    Metric("workforce.stock", "WTE", "line", "stock", "staff at the end of the year"),
    Metric(
        "workforce.stock_gap",
        "WTE",
        "line",
        "stock",
        "staff at the end of the year − target; negative = too few",
        "more",
    ),
    Metric(
        "workforce.target_by_population",
        "WTE",
        "line",
        "stock",
        "the target if it grew with the number of people",
    ),
    Metric("workforce.per_1000", "WTE/1000", "line", "ratio", "staff at the end of the year for each thousand people"),
    Metric("activity.volume", "contacts/year", "line", "flow", "contacts that patients need if nothing moves"),
    Metric("activity.shifted", "contacts/year", "line", "flow", "contacts that leave hospital; they free no bed"),
    Metric("activity.in_hospital", "contacts/year", "line", "flow", "contacts that stay in hospital"),
    Metric("activity.hours_freed", "hours/year", "line", "flow", "clinic hours in hospital that moved contacts free"),
    Metric("activity.hours_needed", "hours/year", "line", "flow", "clinic hours elsewhere that the plan needs"),
    Metric("activity.cost_released", "GBPm", "line", "flow", "hospital cost that goes with contacts that leave"),
    Metric("activity.cost_added", "GBPm", "line", "flow", "cost of contacts elsewhere, as planned"),
)

METRICS: dict[str, Metric] = {metric.name: metric for metric in _LIST}
"""Every figure by name, in the order it is shown: need before beds, beds before money."""

RELEASED = {
    "variable-costs": "Costs that go with the patients",
    "ward-costs": "Ward staff and upkeep of whole wards closed",
    "site-costs": "Fixed cost of sites disposed of",
}
"""Lines of finance.measure that the model works out itself."""
ADDED = {
    "wards-opened": "Ward staff and upkeep of wards opened",
    "escalation-beds": "Escalation beds opened to meet a shortage",
}
"""Lines of finance.new_cost that the model works out itself."""

_SELECTOR = re.compile(r"\s*([a-z_0-9.]+)\s*(?:\[([^\]]*)\])?\s*")


@dataclass(frozen=True)
class Selector:
    """A figure's address: `beds.gap[pool=acute,year=2020/21,statistic=p50]`; what is left out is the default."""

    metric: str
    pool: str | None = None
    line: str | None = None
    year: str | None = None
    statistic: str = "central"

    @classmethod
    def parse(cls, text: str) -> Selector:
        """Read an address. Raises ValueError where it is not one.

        >>> Selector.parse("beds.gap[pool=acute, year=2020/21]").pool
        'acute'
        """
        match = _SELECTOR.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a figure; write it like beds.gap[pool=acute,year=2020/21]")
        parts: dict[str, str] = {}
        for part in filter(None, (match[2] or "").split(",")):
            key, equals, value = (p.strip() for p in part.partition("="))
            if not equals or key not in ("pool", "line", "year", "statistic"):
                raise ValueError(f"{part.strip()!r} in {text!r}: write pool=…, line=…, year=… or statistic=…")
            parts[key] = value
        return cls(match[1], **parts)

    def __str__(self) -> str:
        inside = [
            f"{key}={value}"
            for key, value in (("pool", self.pool), ("line", self.line), ("year", self.year))
            if value is not None
        ]
        if self.statistic != "central":
            inside.append(f"statistic={self.statistic}")
        return self.metric + (f"[{','.join(inside)}]" if inside else "")
