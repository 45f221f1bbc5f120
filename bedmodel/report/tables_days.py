"""The table of bad days: how often, and by how many, patients exceed the beds open."""

from __future__ import annotations

from bedmodel.metrics import ALL, Selector
from bedmodel.report.cells import Cell, Table, figure
from bedmodel.results import Results

DAYS_OVER = "occupancy.days_over"
DISPLACED = "occupancy.operations_displaced"


def days_table(results: Results) -> Table | None:
    """Days over in the last year and what such days mean; none where no pool says how its days vary."""
    if not results.has(DAYS_OVER):
        return None
    content, last = results.scenario.content, results.years[-1]
    pools = [name for name, pool in content.pools.items() if pool.daily is not None]
    everywhere = len(pools) == len(content.pools) > 1
    heads = {
        "occupancy.worst_month": "Worst\nmonth %",
        DAYS_OVER: "Days\nover",
        "occupancy.winter_day_over": "Any in\nwinter %",
        DISPLACED: "Admissions\nto put off",
    }
    wanted = [metric for metric in heads if results.has(metric)]
    rows = [
        [
            Cell(content.pools[name].title if name in content.pools else "In one or more of them"),
            *(figure(results, Selector(metric, pool=name, year=last)) for metric in wanted),
        ]
        for name in [*pools, *([ALL] if everywhere else [])]
    ]
    return Table(
        title=f"Bad days in {last}: more patients at midnight than beds open",
        heads=["Pool", *(heads[metric] for metric in wanted)],
        rows=rows,
        note=_note(results, [content.pools[name].title for name in content.pools if name not in pools]),
        many_columns=True,
    )


def _note(results: Results, silent: list[str]) -> str:
    """What the columns mean, and which pools they leave out."""
    text = (
        "Days over: days of the year on which patients at midnight exceed the beds. Any in winter: chance of one or "
        "more in the three fullest months."
    )
    if results.has(DISPLACED):
        text += " Admissions to put off: the fewest planned ones a year that make room; cancelled on the day, more."
    if silent:
        text += f" Not said how the days vary: {', '.join(silent)}."
    return text
