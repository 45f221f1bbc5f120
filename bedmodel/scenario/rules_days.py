"""What must hold of a pool's days, its access standard, and the units it is divided into."""

from __future__ import annotations

from bedmodel.scenario.context import Context
from bedmodel.scenario.lookup import resolved
from bedmodel.scenario.rules_money import SHARE_TOLERANCE
from bedmodel.scenario.schema import ScenarioFile


def access_standards_are_one_kind(content: ScenarioFile, context: Context) -> None:
    """An access standard says one thing, and days over can be counted only where days are described."""
    for name, pool in content.pools.items():
        standard, path = pool.access_standard, f"pools.{name}.standard"
        if standard is None:
            continue
        if (standard.refusal is None) == (standard.days_over is None):
            hint = "write {days_over: {value: 10, source: …}} or {refusal: {value: 0.01, source: …}}"
            context.report(standard.place, "S008", "needs one of `refusal` and `days_over`", hint, path=path)
        elif standard.days_over is not None and pool.daily is None:
            hint = f"say under pools.{name}.daily how the count varies from day to day"
            context.report(standard.place, "S008", "days over capacity need `daily`", hint, path=path)


def what_needs_an_occupancy_has_one(content: ScenarioFile, context: Context) -> None:
    """Beds set free and gates are worked out at a mean occupancy, which an access standard does not give."""
    for name, pool in content.pools.items():
        if pool.access_standard is not None and pool.gate is not None and pool.gate.occupancy is None:
            message = "the pool has an access standard, so the gate needs an `occupancy` of its own"
            hint = "write occupancy: {value: 0.92, source: …} under the gate"
            context.report(pool.place, "S008", message, hint, path=f"pools.{name}.gate")
    for name, lever in content.levers.items():
        for acted_on in lever.acts_on if lever.beds_released is not None else ():
            found = content.pools.get(acted_on)
            if found is not None and found.access_standard is not None:
                message = (
                    f"`{acted_on}` has an access standard, at which beds set free are not a fixed number of patients"
                )
                hint = "say the lever's `share` and `effect` instead"
                context.report(lever.place, "S008", message, hint, path=f"levers.{name}.beds_released")


def units_make_up_their_pool(content: ScenarioFile, context: Context) -> None:
    """Wards or sites of a pool have all of its patients between them."""
    for name, pool in content.pools.items():
        shares = [resolved(content, unit.share) for unit in pool.units.values()]
        numbers = [share.value for share in shares if share is not None and isinstance(share.value, float)]
        if not shares or len(numbers) < len(shares):
            continue
        if abs(sum(numbers) - 1.0) > SHARE_TOLERANCE:
            message = f"the shares of its units sum to {sum(numbers):g}, not to 1"
            context.report(pool.place, "F001", message, path=f"pools.{name}.units")
