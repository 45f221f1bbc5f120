"""What must hold in the risk register."""

from __future__ import annotations

from bedmodel.scenario.context import Context
from bedmodel.scenario.lookup import pool_exists
from bedmodel.scenario.schema import ScenarioFile
from bedmodel.scenario.schema_risks import Impact, Risk


def risks_do_something(content: ScenarioFile, context: Context) -> None:
    """A risk has an impact, on parts of the scenario that exist, in years that follow one another."""
    for name, risk in content.risks.items():
        path = f"risks.{name}"
        if all(getattr(risk.impact, key) is None for key in Impact.model_fields):
            hint = f"say at least one of {', '.join(Impact.model_fields)}"
            context.report(risk.place, "S008", "the impact is empty", hint, path=f"{path}.impact")
        for key, year in (("starts", risk.starts), ("ends", risk.ends)):
            if year == content.scenario.baseline:
                message = f"{year} is the baseline, which has happened; events are for later years"
                context.report(risk.place, "S006", message, path=f"{path}.{key}")
        if risk.starts is not None and risk.ends is not None and risk.ends < risk.starts:
            context.report(risk.place, "S006", "ends before it starts", path=path)
        _reach_parts(content, context, risk, path)
        if risk.impact.cost is not None and content.finance is None:
            message = "a cost needs `finance:` to be counted in"
            context.report(risk.place, "S008", message, path=f"{path}.impact.cost")


def _reach_parts(content: ScenarioFile, context: Context, risk: Risk, path: str) -> None:
    """Pools and parts that an impact names exist."""
    impact = risk.impact
    for key, part in (("need", impact.need), ("beds", impact.beds)):
        if part is not None:
            pool_exists(content, context, part.pool, risk.place, f"{path}.impact.{key}.pool")
    finance = content.finance
    levers = [f"levers.{name}" for name in content.levers]
    measures = [f"finance.measures.{name}" for name in (finance.measures if finance else ())]
    capital = [f"finance.capital.{name}" for name in (finance.capital if finance else ())]
    receipts = [f"finance.receipts.{name}" for name in (finance.receipts if finance else ())]
    pools, sites = [f"pools.{name}" for name in content.pools], [f"sites.{name}" for name in content.sites]

    def known(key: str, named: tuple[str, ...], possible: list[str]) -> None:
        if not named:
            context.report(risk.place, "S008", "names no part", path=f"{path}.impact.{key}.of")
        for text in named:
            if text not in possible:
                message = f"`{text}` is not a part that this can change"
                place, where = risk.place, f"{path}.impact.{key}.of"
                context.report(place, "N001", message, context.suggest(text, possible), path=where)

    if impact.delay is not None:
        known("delay", impact.delay.of, [*pools, *levers, *sites, *measures, *capital, *receipts])
    if impact.undelivered is not None:
        known("undelivered", impact.undelivered.of, [*levers, *measures])
    if impact.overrun is not None:
        known("overrun", impact.overrun.of, capital)
