"""Finding assumptions and pools in a scenario file, for the rules."""

from __future__ import annotations

from typing import Any

from bedmodel.scenario.context import Context
from bedmodel.scenario.quantity import BROKEN, Assumption, Name, Quantity
from bedmodel.scenario.schema import ScenarioFile


def resolved(content: ScenarioFile, quantity: Quantity | None) -> Assumption | None:
    """The assumption behind a number or a name; None where there is none, or it could not be read."""
    while isinstance(quantity, Name):
        if quantity is BROKEN:
            return None
        quantity = content.assumptions.get(quantity.text)
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
