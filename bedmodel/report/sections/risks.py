"""What may go wrong? The register of risks, what each would do, and what would cover them."""

from __future__ import annotations

from bedmodel.report.answers import risks as answered
from bedmodel.report.dossier import Section
from bedmodel.report.sections.given import Given

LEAD = (
    "Each risk has a chance of striking, somebody who owns it, and an effect on beds and money. Beds and money held in "
    "reserve are worked out from all of them together."
)


def risks(given: Given) -> Section:
    """The register with its effects; where there is none, that there is none."""
    shown = answered(given.results)
    return Section(
        name="risks",
        title="What may go wrong?",
        lead=LEAD if given.results.register is not None else "A plan ought to list its risks, with their owners.",
        sentences=shown.sentences,
        tables=shown.tables,
    )
