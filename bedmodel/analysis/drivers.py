"""What can move a figure: the drivers of a split, in the order in which the model reads, with their titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bedmodel.figures import line_titles
from bedmodel.scenario.scenario import Scenario


class Driver(NamedTuple):
    """One of the things that move a figure: its kind and, where there are several, which."""

    kind: str
    name: str = ""


KINDS: dict[str, str] = {
    "beds-at-start": "Beds open in the baseline year",
    "occupancy-at-start": "How full they were in the baseline year",
    "spend": "Spending in the baseline year",
    "share": "How that spending divides into lines",
    "stock-at-start": "{} at the beginning",
    "band": "People aged {}",
    "cost": "Cost if nothing changes: {}",
    "people": "Number of people",
    "age": "Ages of people",
    "health": "Health and other need",
    "growth": "Other growth in need",
    "stay": "Length of stay",
    "elasticity": "How closely cost follows need",
    "price": "Prices and pay",
    "pressure": "Cost pressure beyond need and prices",
    "income-at-start": "Income in the baseline year",
    "income-growth": "Growth of income",
    "lever": "{}",
    "season": "Winter against the rest of the year",
    "standard": "Occupancy the beds are meant to run at",
    "size": "Beds for each patient, fewer the more share them",
    "plan": "Beds opened and closed as planned",
    "gate": "Beds held open until a condition is met",
    "events": "Beds shut by events",
    "measure": "{}",
    "new-cost": "{}",
    "flow": "{}",
    "flow-limit": "No group falls below nobody",
    "target": "Target",
    "line": "{}",
    "pool": "{}",
}
"""Every kind of driver with its title, in the order in which the model reads; {} is the driver's own name."""

FIXED = frozenset(
    {
        "beds-at-start",
        "occupancy-at-start",
        "spend",
        "share",
        "stock-at-start",
        "elasticity",
        "income-at-start",
        "season",
        "standard",
        "target",
    }
)
"""What can differ between options and never from year to year."""
_LINES = {
    "cost": "finance.cost_do_nothing",
    "measure": "finance.measure",
    "new-cost": "finance.new_cost",
    "flow": "workforce.flow",
}


def in_order(drivers: Sequence[Driver]) -> list[Driver]:
    """Drivers as the model reads; those of one kind as they come.

    >>> [driver.kind for driver in in_order([Driver("plan"), Driver("lever", "b"), Driver("people")])]
    ['people', 'lever', 'plan']
    """
    order = list(KINDS)
    return sorted(drivers, key=lambda driver: order.index(driver.kind))


def title_of(driver: Driver, metric: str, options: Mapping[str, Scenario]) -> str:
    """A driver in words; what only one of two options has is marked with that option's name."""
    if driver.kind == "band" or not driver.name:
        return KINDS[driver.kind].format(driver.name)
    found = {option: title for option, scenario in options.items() if (title := _title(driver, metric, scenario))}
    title = KINDS[driver.kind].format(next(iter(found.values()), driver.name))
    return title + (f" (only in {next(iter(found))})" if len(found) == 1 < len(options) else "")


def _title(driver: Driver, metric: str, scenario: Scenario) -> str:
    """The title of a pool, group, lever or line in a scenario; empty where it has none such."""
    content, name = scenario.content, driver.name
    match driver.kind:
        case "pool":
            return content.pools[name].title if name in content.pools else ""
        case "lever":
            return content.levers[name].title if name in content.levers else ""
        case "stock-at-start":
            return content.workforce[name].title if name in content.workforce else ""
    return line_titles(scenario, _LINES.get(driver.kind, metric)).get(name, "")
