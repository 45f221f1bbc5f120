"""What may go wrong? The register of risks, what each would do, and what would cover them."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.report import words_plan
from bedmodel.report.answers import Said
from bedmodel.report.assumption_words import cited, link_of, shown_value, spread
from bedmodel.report.cells import Cell, Table
from bedmodel.report.dossier import Section
from bedmodel.report.page import Entry, Listing
from bedmodel.report.sections.given import Given
from bedmodel.report.tables_plan import register_table
from bedmodel.report.unknowns import missing_for
from bedmodel.scenario.account import accounts
from bedmodel.scenario.schema_risks import Risk

LEAD = (
    "A risk may strike or not. It has a chance, somebody who owns it, and an effect on beds and money. What must be "
    "held in reserve is worked out from all risks together."
)
NONE = "A plan should list what may go wrong, say who owns each risk, and hold something in reserve."
NO_REGISTER = "The scenario has no register of risks, so nothing is held against any in these figures."
NO_MITIGATION = "the scenario names nothing"
NOT_DRAWN = "No futures were drawn, so what the risks would do is not worked out."


def risks(given: Given) -> Section:
    """The register with its effects and what is done about each risk; where there is none, that there is none."""
    results = given.results
    register, unsized = results.scenario.content.risks, list(_unsized(given))
    said = list(words_plan.risks(results)) if register else [NO_REGISTER]
    said += [NOT_DRAWN] if register and not results.draws else []
    effects = register_table(results)
    return Section(
        name="risks",
        title="What may go wrong?",
        lead=LEAD if register else NONE,
        sentences=[Said(text) for text in said],
        listings=[Listing("Named, but not in the figures", unsized)] if unsized else [],
        tables=[*([_register(given)] if register else []), *([effects] if effects is not None else [])],
    )


def _register(given: Given) -> Table:
    """Each risk with its owner, its chance and what is done about it."""
    scenario = given.results.scenario
    known, rows = accounts(scenario), []
    for risk in scenario.content.risks.values():
        chance = scenario.assumption(risk.probability)
        rows.append(
            [
                Cell(risk.title),
                Cell(risk.owner),
                Cell(shown_value(chance, given.trials.held.get(chance.path)), spread(chance)),
                Cell(cited(known[chance.path]), link=link_of(known[chance.path])),
                Cell(risk.mitigation or NO_MITIGATION),
            ]
        )
    heads = ["Risk", "Owner", "Chance that it strikes", "Where the chance comes from", "What is done about it"]
    return Table("The register of risks", heads, rows, words=frozenset({1, 3, 4}))


def _unsized(given: Given) -> Iterator[Entry]:
    """Risks that the figures leave out because nobody says how likely or how large they are."""
    scenario = given.results.scenario
    for name, risk in scenario.whole.risks.items():
        if name not in scenario.content.risks:
            yield Entry(risk.title, list(_about(risk, missing_for(scenario, f"risks.{name}"))))


def _about(risk: Risk, missing: list[str]) -> Iterator[str]:
    yield f"Owner: {risk.owner}."
    yield f"What is done about it: {risk.mitigation.rstrip('.') or NO_MITIGATION}."
    if missing:
        yield f"No document gives: {'; '.join(missing)}."
