"""Finding assumptions and pools in a scenario file, for the rules."""

from __future__ import annotations

from typing import Any

from bedmodel.metrics import ALL, Metric
from bedmodel.scenario.context import Context
from bedmodel.scenario.quantity import BROKEN, Assumption, Name, Quantity
from bedmodel.scenario.schema import ScenarioFile
from bedmodel.scenario.schema_checks import Where


def resolved(content: ScenarioFile, quantity: Quantity | None) -> Assumption | None:
    """The assumption behind a number or a name; None where there is none, or it could not be read."""
    while isinstance(quantity, Name):
        if quantity is BROKEN:
            return None
        quantity = content.assumptions.get(quantity.text)
    return quantity


def followed(content: ScenarioFile, quantity: Quantity) -> Assumption:
    """The assumption itself, a name followed to what it names; for content in which every name leads somewhere."""
    while isinstance(quantity, Name):
        quantity = content.assumptions[quantity.text]
    return quantity


def named(content: ScenarioFile, text: str) -> Assumption | None:
    """An assumption by its name or its path; None where there is none."""
    by_name = resolved(content, content.assumptions.get(text.removeprefix("assumptions.")))
    if by_name is not None:
        return by_name
    found = (resolved(content, quantity) for quantity in content.numbers())
    return next((a for a in found if a is not None and a.path == text), None)


def pool_exists(content: ScenarioFile, context: Context, pool: str, place: Any, path: str) -> None:
    """Report the name of a pool that is not there."""
    if pool not in content.pools:
        context.report(place, "N001", f"no pool is called `{pool}`", context.suggest(pool, content.pools), path=path)


def figure_is_given(
    content: ScenarioFile, context: Context, metric: Metric, where: Where, place: Any, path: str
) -> None:
    """Report a pool or line that a metric is not given by, or a pool that is not there."""
    if where.line is not None and metric.axis != "line":
        context.report(place, "C003", f"{metric.name} is not given by line", path=f"{path}.where")
    if where.pool is not None and metric.axis != "pool":
        context.report(place, "C003", f"{metric.name} is not given by pool", path=f"{path}.where")
    elif where.pool is not None and where.pool != ALL:
        pool_exists(content, context, where.pool, place, f"{path}.where.pool")
