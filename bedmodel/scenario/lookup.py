"""Finding assumptions and pools in a scenario file, for the rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bedmodel.scenario.context import Context
from bedmodel.scenario.quantity import BROKEN, Assumption, Name, Quantity
from bedmodel.scenario.schema import ScenarioFile, slots


def resolved(content: ScenarioFile, quantity: Quantity | None) -> Assumption | None:
    """The assumption behind a number or a name; None where there is none, or it could not be read."""
    while isinstance(quantity, Name):
        if quantity is BROKEN:
            return None
        quantity = content.assumptions.get(quantity.text)
    return quantity


def numbered_parts(content: ScenarioFile) -> Iterable[Any]:
    """The parts of a scenario whose numbers the model uses."""
    return (content.population, *content.pools.values(), *content.levers.values(), content.finance)


def named(content: ScenarioFile, text: str) -> Assumption | None:
    """An assumption by its name or its path; None where there is none."""
    named = resolved(content, content.assumptions.get(text.removeprefix("assumptions.")))
    if named is not None:
        return named
    found = (resolved(content, quantity) for quantity in slots(list(numbered_parts(content))))
    return next((a for a in found if a is not None and a.path == text), None)


def pool_exists(content: ScenarioFile, context: Context, pool: str, place: Any, path: str) -> None:
    """Report the name of a pool that is not there."""
    if pool not in content.pools:
        context.report(place, "N001", f"no pool is called `{pool}`", context.suggest(pool, content.pools), path=path)
