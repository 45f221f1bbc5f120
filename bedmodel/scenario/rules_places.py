"""What must hold between pools, the services and sites they depend on, and those who pay."""

from __future__ import annotations

from bedmodel.scenario.context import Context
from bedmodel.scenario.holders import hospital_parts, payers, stream_payers
from bedmodel.scenario.lookup import pool_exists, resolved
from bedmodel.scenario.rules_money import SHARE_TOLERANCE
from bedmodel.scenario.schema import ScenarioFile


def services_exist(content: ScenarioFile, context: Context) -> None:
    """Once a scenario describes its services, levers and gates may name no others; gates wait for those in use."""

    def exists(name: str, place: object, path: str) -> None:
        if name not in content.services:
            hint = context.suggest(name, content.services)
            context.report(place, "N001", f"no service is called `{name}`", hint, path=path)

    for name, lever in content.levers.items():
        if content.services and lever.moves_to is not None and lever.moves_to.service is not None:
            exists(lever.moves_to.service, lever.place, f"levers.{name}.moves_to.service")
    named = {lever.moves_to.service for lever in content.levers.values() if lever.moves_to is not None} - {None}
    idle = set(content.services) - named if named <= set(content.services) else set()
    for name, pool in content.pools.items():
        for service in pool.gate.services if pool.gate else ():
            path = f"pools.{name}.gate.services"
            exists(service, pool.place, path)
            if service in idle:
                message = f"no lever moves care to `{service}`, so there is nothing to wait for"
                context.report(pool.place, "S008", message, path=path)


def staff_can_be_counted(content: ScenarioFile, context: Context) -> None:
    """Staff limits places only where it is known how many a place needs."""
    for name, service in content.services.items():
        needs = resolved(content, service.wte_per_place)
        nobody = service.wte_per_place is None or (
            needs is not None and needs.distribution is None and needs.numbers == (0.0,)
        )
        if service.staff is not None and nobody:
            message = "`staff` limits nothing without `wte_per_place`"
            context.report(service.place, "S008", message, path=f"services.{name}")


def sites_belong_to_pools(content: ScenarioFile, context: Context) -> None:
    """A site stands in a pool that exists; the sites of a pool have no more than all of its fixed cost."""
    shares: dict[str, float] = {}
    for name, site in content.sites.items():
        pool_exists(content, context, site.pool, site.place, f"sites.{name}.pool")
        share = resolved(content, site.share)
        if share is not None and share.numbers:
            shares[site.pool] = shares.get(site.pool, 0.0) + share.numbers[0]
            if shares[site.pool] > 1 + SHARE_TOLERANCE:
                message = f"the shares of the sites of `{site.pool}` sum to {shares[site.pool]:g}, more than 1"
                context.report(share, "F001", message)


def payers_are_inside_or_outside(content: ScenarioFile, context: Context) -> None:
    """Who stands outside the gap pays for care or buildings, not for part of the do-nothing gap, beds or savings."""
    finance = content.finance
    if finance is None:
        return
    paying = [*payers(content), *stream_payers(content)]
    for payer in finance.outside_gap:
        if payer not in paying:
            hint = context.suggest(payer, paying)
            message = f"nothing is paid by `{payer}`"
            context.report(finance.place, "N001", message, hint, path="finance.outside_gap")
    inside = {holder.payer for holder in hospital_parts(content, finance)}
    for payer in finance.outside_gap:
        if payer in inside:
            message = f"`{payer}` pays for a cost line, beds or a saving, so cannot stand outside the gap"
            context.report(finance.place, "S008", message, path="finance.outside_gap")


def holders_hold_something(content: ScenarioFile, context: Context) -> None:
    """A published split of the gap must sum to something."""
    finance = content.finance
    if finance is None or not finance.gap_holders:
        return
    found = [resolved(content, quantity) for quantity in finance.gap_holders.values()]
    if all(holder is not None and holder.numbers for holder in found):
        total = sum(holder.numbers[0] for holder in found if holder is not None)
        if abs(total) < SHARE_TOLERANCE:
            message = "the amounts sum to nothing, so say nothing about shares"
            context.report(finance.place, "F001", message, path="finance.gap_holders")
