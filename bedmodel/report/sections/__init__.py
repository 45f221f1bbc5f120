"""The sections of the page that is shared: one module, one question. The two tables list them in their order."""

from __future__ import annotations

from collections.abc import Callable

from bedmodel.report.dossier import Section
from bedmodel.report.sections.about import about
from bedmodel.report.sections.assumptions import assumptions
from bedmodel.report.sections.bedless import bedless
from bedmodel.report.sections.beds import beds
from bedmodel.report.sections.believe import believe
from bedmodel.report.sections.contradictions import contradictions
from bedmodel.report.sections.given import Given, Together
from bedmodel.report.sections.matters import matters
from bedmodel.report.sections.money import money
from bedmodel.report.sections.occupancy import occupancy
from bedmodel.report.sections.payers import payers
from bedmodel.report.sections.questions import questions
from bedmodel.report.sections.risks import risks
from bedmodel.report.sections.side_by_side import side_by_side
from bedmodel.report.sections.sure import sure
from bedmodel.report.sections.tryout import tryout

OF_AN_OPTION: tuple[Callable[[Given], Section | None], ...] = (
    beds,
    occupancy,
    money,
    bedless,
    tryout,
    believe,
    matters,
    risks,
    payers,
    questions,
    sure,
    assumptions,
)
"""What is told of each option, in order; None where a scenario has nothing to tell."""
OF_ALL: tuple[Callable[[Together], Section | None], ...] = (side_by_side, contradictions, about)
"""What is told of all options together."""


def option_sections(given: Given) -> list[Section]:
    """Everything that is told of one option."""
    found = (section(given) for section in OF_AN_OPTION)
    return [section for section in found if section is not None]


def shared_sections(together: Together) -> list[Section]:
    """Everything that is told of all options together."""
    found = (section(together) for section in OF_ALL)
    return [section for section in found if section is not None]
