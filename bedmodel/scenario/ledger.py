"""How the lines of a ledger hang together: what is inside what, which of them count, and who pays."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.scenario.holders import NOT_STATED
from bedmodel.scenario.schema import ScenarioFile
from bedmodel.scenario.schema_ledger import LedgerLine


def wholes(lines: dict[str, LedgerLine], name: str) -> Iterator[str]:
    """The lines that a line is inside, from the nearest outwards; ends where names lead nowhere or in a circle."""
    seen = {name}
    while (whole := lines[name].inside) is not None and whole in lines and whole not in seen:
        yield whole
        seen.add(whole)
        name = whole


def last_whole(lines: dict[str, LedgerLine], name: str) -> str:
    """The outermost line that a line is inside; itself where it is inside none."""
    return [name, *wholes(lines, name)][-1]


def in_totals(content: ScenarioFile, name: str) -> bool:
    """Whether a line is in the ledger's totals: neither it nor a line it is inside is left out of them."""
    return not any(content.ledger[line].not_counted for line in (name, *wholes(content.ledger, name)))


def payer_of(content: ScenarioFile, name: str) -> str:
    """Who pays for a line: as it says itself, else as the nearest line it is inside says."""
    said = (content.ledger[line].payer for line in (name, *wholes(content.ledger, name)))
    return next((payer for payer in said if payer), NOT_STATED)


def ledger_payers(content: ScenarioFile) -> list[str]:
    """Everybody who pays for a line of the ledger, or must find a share of it, in the order they first appear."""
    found: dict[str, None] = {}
    for name, line in content.ledger.items():
        found[payer_of(content, name)] = None
        if line.at_risk is not None:
            found[line.at_risk.holder] = None
    return list(found)
