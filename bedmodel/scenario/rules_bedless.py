"""What must hold within ledgers, staff groups, and care without a stay."""

from __future__ import annotations

from bedmodel.scenario.context import Context
from bedmodel.scenario.ledger import last_whole
from bedmodel.scenario.lookup import resolved
from bedmodel.scenario.schema import ScenarioFile

ROUNDING = 1e-6
"""Of a line; printed parts may exceed it by as much, because documents round to the pound."""


def ledger_lines_fit_together(content: ScenarioFile, context: Context) -> None:
    """A line is inside one that exists, not inside itself; what is moved says where from; shares leave something."""
    for name, line in content.ledger.items():
        path = f"ledger.{name}"
        if line.inside is not None and line.inside not in content.ledger:
            hint = context.suggest(line.inside, content.ledger)
            message = f"no line of the ledger is called `{line.inside}`"
            context.report(line.place, "N001", message, hint, path=f"{path}.inside")
        elif content.ledger[last_whole(content.ledger, name)].inside == name:
            context.report(line.place, "N002", "is inside itself, at once or in a circle", path=f"{path}.inside")
        if (line.funding == "moved") != bool(line.moved_from):
            message = "`funding: moved` and `moved_from` go together: say from which budget"
            context.report(line.place, "S008", message, path=path)
        risk = line.at_risk
        share = resolved(content, risk.share) if risk is not None else None
        if risk is not None and risk.basis == "on-top" and share is not None and 1.0 in share.numbers:
            message = "a share of all of it leaves nothing for it to come on top of; write `basis: within`"
            context.report(share, "D003", message, path=f"{path}.at_risk.share")


def ledger_parts_are_no_more_than_the_whole(content: ScenarioFile, context: Context) -> None:
    """In no year may the lines inside another sum to more than it."""
    amounts = {name: resolved(content, line.amount) for name, line in content.ledger.items()}
    for name, line in content.ledger.items():
        whole = amounts[name]
        inside = [amounts[part] for part, other in content.ledger.items() if other.inside == name and part != name]
        if whole is None or whole.values is None or not inside:
            continue
        for year in context.span or ():
            parts = sum((part.values or {}).get(year, 0.0) for part in inside if part is not None)
            most = whole.values.get(year, 0.0)
            if parts > most + ROUNDING * abs(most):
                message = f"the lines inside it sum to £{parts:g}m in {year}, more than its own £{most:g}m"
                hint = "a part must be printed for the same years as the whole, and lie inside one line only"
                context.report(line.place, "L001", message, hint, path=f"ledger.{name}")


def flows_say_how_much(content: ScenarioFile, context: Context) -> None:
    """A flow of staff is a rate, a total, or numbers by year."""
    for group_name, group in content.workforce.items():
        for name, flow in group.flows.items():
            path = f"workforce.{group_name}.flows.{name}"
            if sum(amount is not None for amount in (flow.rate, flow.total, flow.by_year)) != 1:
                message = "needs one of `rate`, `total` and `by_year`"
                context.report(flow.place, "S008", message, path=path)
            if flow.base is not None and flow.rate is None:
                context.report(flow.place, "S008", "`base` is for a `rate`", path=f"{path}.base")


def activity_can_be_costed(content: ScenarioFile, context: Context) -> None:
    """Hospital cost goes by a stated share; money for each so many contacts is not added to an area's money."""
    for name, activity in content.activity.items():
        path = f"activity.{name}"
        if (activity.unit_cost is None) != (activity.released_share is None):
            message = "`unit_cost` and `released_share` go together"
            hint = "closing a clinic never saves the full average cost; say what share goes"
            context.report(activity.place, "S008", message, hint, path=path)
        costs = [activity.unit_cost, activity.moves_to.unit_cost if activity.moves_to else None]
        for cost in (resolved(content, quantity) for quantity in costs):
            if cost is not None and cost.prices is not None and content.finance is None:
                message = "without `finance:` there is no inflation to move prices with"
                context.report(cost, "S008", message, "give the cost in the baseline year's prices, and say how")
        if activity.is_index and any(costs) and content.finance is not None:
            message = "an index has no place in an area's money: give a count of contacts, or leave out the costs"
            context.report(activity.place, "S008", message, path=f"{path}.is_index")
