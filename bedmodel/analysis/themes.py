"""What part of the plan a number belongs to: population, need, beds, left shift, money, risks, staff and clinics."""

from __future__ import annotations

from collections.abc import Mapping

from bedmodel.scenario.scenario import Scenario

THEMES = {
    "population": "Population",
    "need": "Need for beds",
    "beds": "Beds and how full they are",
    "left-shift": "Moving care out of hospital",
    "money": "Money",
    "risks": "Risks",
    "staff-and-clinics": "Budgets, staff and clinics",
}
"""Each theme with its title."""
RISKS = "risks"
_PARTS = {
    "population": "population",
    "pools": "beds",
    "levers": "left-shift",
    "services": "left-shift",
    "finance": "money",
    "sites": "money",
    "risks": RISKS,
    "activity": "staff-and-clinics",
    "ledger": "staff-and-clinics",
    "workforce": "staff-and-clinics",
}
_MONEY, _STAFF = "GBP", "WTE"


def theme_of(path: str, unit: str | None) -> str | None:
    """The theme of a place that takes a number; none for a correlation, which is about draws and no part of the plan.

    Of pools, levers and services, what is in £ is money and what is in staff is staff, wherever it stands.

    >>> theme_of("pools.acute.demand.use", "index"), theme_of("pools.acute.standard", "fraction")
    ('need', 'beds')
    >>> theme_of("levers.home.moves_to.unit_cost", "GBP/day"), theme_of("risks.fire.impact.cost", "GBPm")
    ('money', 'risks')
    """
    part = path.split(".", 1)[0].split("[", 1)[0]
    found = _PARTS.get(part)
    if found in ("beds", "left-shift"):
        if (unit or "").startswith(_MONEY):
            return "money"
        if (unit or "").startswith(_STAFF):
            return "staff-and-clinics"
        if part == "pools" and ".demand." in path:
            return "need"
    return found


def themes(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """The themes of every assumption in use, by its path, each in the order of the file.

    An assumption that serves several places has the theme of each; the first is the one it counts under. One that only
    links others has none.
    """
    found: dict[str, dict[str, None]] = {}
    for quantity in scenario.content.numbers():
        assumption = scenario.assumption(quantity)
        theme = theme_of(quantity.path, assumption.unit)
        found.setdefault(assumption.path, {}).update({} if theme is None else {theme: None})
    return {path: tuple(names) for path, names in found.items()}
