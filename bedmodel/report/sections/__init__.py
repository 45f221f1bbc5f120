"""The sections of the page that is shared: one module, one question. The two tables list them in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bedmodel.analysis.compare import Comparison
from bedmodel.report.dossier import Portrait, Section
from bedmodel.report.sections.beds import beds
from bedmodel.report.sections.given import Given
from bedmodel.report.sections.side_by_side import side_by_side

OF_AN_OPTION: tuple[Callable[[Given], Section | None], ...] = (beds,)
"""What is told of each option, in order; None where a scenario has nothing to tell."""
OF_ALL: tuple[Callable[[Sequence[Portrait], Comparison, bool], Section | None], ...] = (side_by_side,)
"""What is told of all options together, given whether pictures are wanted."""


def option_sections(given: Given) -> list[Section]:
    """Everything that is told of one option."""
    found = (section(given) for section in OF_AN_OPTION)
    return [section for section in found if section is not None]


def shared_sections(portraits: Sequence[Portrait], comparison: Comparison, draw: bool) -> list[Section]:
    """Everything that is told of all options together."""
    found = (section(portraits, comparison, draw) for section in OF_ALL)
    return [section for section in found if section is not None]
