"""What stands below a chart: what it shows, of how many futures, and where it comes from."""

from __future__ import annotations

import bedmodel
from bedmodel.analysis.compare import Comparison
from bedmodel.report.records import Ran
from bedmodel.units import counted


def caption(results: Ran, shows: str) -> str:
    """What a figure shows, of how many futures, from which scenario, and how much of that is assumed."""
    return f"{shows}; {futures(results.draws, results.seed)}. {source(results)}"


def futures(draws: int, seed: int) -> str:
    """In how many futures something was worked out.

    >>> futures(5000, 1), futures(1, 7), futures(0, 1)
    ('5,000 futures, seed 1', '1 future, seed 7', 'central case only')
    """
    return f"{counted(draws, 'future')}, seed {seed}" if draws else "central case only"


def same_futures(comparison: Comparison) -> str:
    """In how many futures options were compared, which are the same for all of them."""
    same = ", the same for all options" if comparison.draws else ""
    return f"{futures(comparison.draws, comparison.against.results.seed)}{same}"


def source(results: Ran) -> str:
    """From which scenario a figure comes, and how much of that is assumed."""
    scenario = results.scenario
    counts = scenario.statuses()
    return (
        f"Source: scenario {scenario.content.scenario.id} ({scenario.hash[:12]}), bedmodel "
        f"{bedmodel.__version__}; {counts['assumed']} of its {len(scenario.used)} numbers "
        f"{'is' if counts['assumed'] == 1 else 'are'} assumed."
    )
