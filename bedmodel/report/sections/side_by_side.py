"""How do the options compare? Side by side, on the same futures."""

from __future__ import annotations

from collections.abc import Sequence

from bedmodel.analysis.compare import Comparison
from bedmodel.report import compare_words
from bedmodel.report.compare_tables import comparison_table
from bedmodel.report.dossier import Portrait, Section


def side_by_side(portraits: Sequence[Portrait], comparison: Comparison, draw: bool) -> Section | None:
    """All options in one table and in one picture for each pool; None where there is one option alone."""
    if len(portraits) < 2:
        return None
    return Section(
        name="options",
        title="How do the options compare?",
        lead=compare_words.reading_guide(comparison),
        tables=[comparison_table(comparison)],
        notes=compare_words.notes(comparison),
    )
