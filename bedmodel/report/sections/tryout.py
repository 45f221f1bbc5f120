"""What if? The assumptions that matter most, to be moved by the reader; the figures are the model's own."""

from __future__ import annotations

from bedmodel.analysis.tryout import tryout as tried
from bedmodel.report.dossier import Section
from bedmodel.report.phrases import WITHOUT_BEDS
from bedmodel.report.sections.given import Given
from bedmodel.report.tryout_records import controls, ends_tables

LEAD = "Nobody knows these numbers for sure. Here is what the model gives where they are moved, all else as planned."

ENDS = "Each table moves one number to its two ends, the others as planned; figures that it does not move are left out."
HELD = "The figures are the central case of the last year, and what was solved for is held."


def tryout(given: Given) -> Section | None:
    """Sliders for the assumptions that are named or matter most; None where nothing can be moved."""
    scenario = given.results.scenario
    found = tried(given.trials, given.moved, list(WITHOUT_BEDS))
    if found is None:
        return None
    return Section(
        name="tryout",
        title="What if?",
        lead=LEAD,
        tables=ends_tables(scenario, found),
        notes=[ENDS, HELD],
        controls=controls(scenario, found),
    )
