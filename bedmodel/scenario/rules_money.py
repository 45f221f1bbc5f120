"""What must hold between the parts of a scenario's money."""

from __future__ import annotations

from bedmodel.metrics import RELEASED
from bedmodel.scenario.context import Context
from bedmodel.scenario.lookup import pool_exists, resolved
from bedmodel.scenario.schema import ScenarioFile

SHARE_TOLERANCE = 1e-6


def money_adds_up(content: ScenarioFile, context: Context) -> None:
    """Shares of spending sum to one; drivers, lines and pools that money names exist."""
    finance = content.finance
    if finance is None:
        return
    open_lines = [name for name, line in finance.costs.items() if line.share is None]
    shares = [resolved(content, line.share) for line in finance.costs.values() if line.share is not None]
    total = sum(share.numbers[0] for share in shares if share is not None and share.numbers)
    known = all(share is not None and share.numbers for share in shares)
    if len(open_lines) > 1:
        context.report(
            finance.place,
            "F001",
            f"only one line may leave out `share`, not {', '.join(open_lines)}",
            path="finance.costs",
        )
    elif known and (total > 1 + SHARE_TOLERANCE or (not open_lines and total < 1 - SHARE_TOLERANCE)):
        context.report(finance.place, "F001", f"the shares of spending sum to {total:g}, not 1", path="finance.costs")
    for name, line in finance.costs.items():
        if line.volume is None:
            continue
        path = f"finance.costs.{name}.volume"
        if (line.volume.pool is None) != line.volume.population:
            context.report(finance.place, "S008", "needs one of `pool` and `population: true`", path=path)
        if line.volume.pool is not None:
            pool_exists(content, context, line.volume.pool, finance.place, f"{path}.pool")
    for name in finance.bed_costs:
        pool_exists(content, context, name, finance.place, f"finance.bed_costs.{name}")


def bed_cost_shares_fit(content: ScenarioFile, context: Context) -> None:
    """Variable and semi-fixed shares leave something of 0 or more that is fixed."""
    for name, cost in (content.finance.bed_costs if content.finance else {}).items():
        parts = [resolved(content, quantity) for quantity in (cost.variable_share, cost.semi_fixed_share)]
        total = sum(part.numbers[0] for part in parts if part is not None and part.numbers)
        if total > 1 + SHARE_TOLERANCE and content.finance is not None:
            message = f"the variable and semi-fixed shares sum to {total:g}, more than 1"
            context.report(content.finance.place, "F001", message, path=f"finance.bed_costs.{name}")


def measures_are_one_kind(content: ScenarioFile, context: Context) -> None:
    """A measure is a named saving, or an efficiency on lines that exist."""
    finance = content.finance
    for name, measure in (finance.measures if finance else {}).items():
        path = f"finance.measures.{name}"
        if name in RELEASED:
            message = f"`{name}` is a line that the model works out itself; choose another name"
            context.report(measure.place, "S005", message, path=path)
        if (measure.saving is None) == (measure.efficiency is None):
            context.report(measure.place, "S008", "needs one of `saving` and `efficiency`", path=path)
        for line in measure.on:
            if finance is not None and line not in finance.costs:
                hint = context.suggest(line, finance.costs)
                context.report(measure.place, "N001", f"no cost line is called `{line}`", hint, path=f"{path}.on")


def capital_is_spent_once(content: ScenarioFile, context: Context) -> None:
    """The yearly shares of an asset's spending sum to one."""
    for name, asset in (content.finance.capital if content.finance else {}).items():
        spend = resolved(content, asset.spend)
        if spend is not None and spend.values is not None and abs(sum(spend.numbers) - 1) > SHARE_TOLERANCE:
            message = f"the shares spent sum to {sum(spend.numbers):g}, not 1"
            context.report(spend, "F001", message, path=f"finance.capital.{name}.spend")


def price_years_are_known(content: ScenarioFile, context: Context) -> None:
    """A unit cost in the prices of a year needs that year inside the scenario, where inflation is known."""
    for slot in (*content.numbers(), *content.appraisal_numbers()):
        quantity = resolved(content, slot)
        if quantity is None or quantity.prices is None:
            continue
        if context.span is not None and quantity.prices not in context.span:
            hint = f"bring it to a year from {context.span.baseline} to {context.span.horizon} and say how"
            context.report(quantity, "S006", f"prices of {quantity.prices} cannot be moved to other years", hint)
