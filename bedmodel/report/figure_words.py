"""A figure's address in words: `beds.gap[pool=acute,year=2020/21]` is the bed gap of that pool in that year."""

from __future__ import annotations

from bedmodel.figures import line_titles
from bedmodel.metrics import ALL, METRICS, Selector
from bedmodel.scenario.scenario import Scenario

NAMES = {
    "beds.gap": "the bed gap (open − needed)",
    "beds.available": "beds open",
    "beds.required": "beds needed",
    "beds.required_before_levers": "beds needed before the plan's levers",
    "beds.occupied": "beds filled",
    "beds.occupied_before_levers": "beds filled before the plan's levers",
    "occupancy.mean": "mean occupancy",
    "occupancy.winter": "occupancy in winter",
    "occupancy.worst_month": "occupancy in the worst month",
    "occupancy.days_over": "days with more patients than beds at midnight",
    "occupancy.winter_day_over": "the chance of at least one day in winter with more patients than beds",
    "occupancy.patients_without_bed": "patients at midnight beyond the beds open",
    "finance.gap": "the money gap",
    "finance.gap_do_nothing": "the money gap if nothing changes",
    "finance.income": "income",
    "finance.stranded": "cost of closed beds that stays",
    "population.total": "the number of people",
}
"""What figures are called in a sentence; others go by what they mean."""
STATISTICS = {
    "mean": "the mean over the futures of",
    "p10": "P10 (the value that 10 of 100 futures lie below) of",
    "p50": "P50 (the middle of the futures) of",
    "p90": "P90 (the value that 90 of 100 futures lie below) of",
}


def figure_words(scenario: Scenario, figure: Selector) -> str:
    """What a figure is called in a sentence, with its pool or line and its year."""
    name = NAMES.get(figure.metric) or METRICS[figure.metric].meaning.split(";")[0]
    parts = [f"{STATISTICS[figure.statistic]} {name}" if figure.statistic in STATISTICS else name]
    if METRICS[figure.metric].axis == "pool" and len(scenario.content.pools) > 1:
        pool = scenario.content.pools.get(figure.pool or "")
        parts.append(f"of {'all pools together' if pool is None or figure.pool == ALL else pool.title}")
    if figure.line is not None:
        parts.append(f"({line_titles(scenario, figure.metric).get(figure.line, figure.line)})")
    years = scenario.span.names
    parts.append(f"over {years[0]} to {years[-1]} together" if figure.year == ALL else f"in {figure.year or years[-1]}")
    return " ".join(parts)
