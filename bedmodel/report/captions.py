"""What stands below a chart: what it shows, of how many futures, and where it comes from."""

from __future__ import annotations

import bedmodel
from bedmodel.report.records import Ran


def caption(results: Ran, shows: str) -> str:
    """What a figure shows, of how many futures, from which scenario, and how much of that is assumed."""
    futures = f"{results.draws:,} futures, seed {results.seed}" if results.draws else "central case only"
    return f"{shows}; {futures}. {source(results)}"


def source(results: Ran) -> str:
    """From which scenario a figure comes, and how much of that is assumed."""
    scenario = results.scenario
    counts = scenario.statuses()
    return (
        f"Source: scenario {scenario.content.scenario.id} ({scenario.hash[:12]}), bedmodel "
        f"{bedmodel.__version__}; {counts['assumed']} of its {len(scenario.used)} numbers "
        f"{'is' if counts['assumed'] == 1 else 'are'} assumed."
    )
