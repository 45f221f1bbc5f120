"""What charts draw and the tables behind them list: the steps of the money, what options share, values believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bedmodel.analysis.compare import Comparison, Course, Option, Row
from bedmodel.figures import line_titles
from bedmodel.metrics import Selector
from bedmodel.results import Results

NEGLIGIBLE = 0.05
"""£m below which a bar would not be seen."""
GAP = "finance.gap"
Along = Literal["x", "y"]
"""The axis along which the rows of the table behind a chart stand."""


@dataclass(frozen=True)
class Step:
    """A step of the waterfall: what it is, and the figure that it shows."""

    title: str
    figure: Selector
    turned: bool = False
    """Whether the figure takes off the gap what it counts."""


def money_steps(results: Results) -> list[Step]:
    """The final year's waterfall: the gap if nothing changes, each measure and cost that counts, what is left."""
    steps = [Step("Gap if nothing changes", Selector("finance.gap_do_nothing"))]
    for metric, turned in (("finance.measure", True), ("finance.new_cost", False)):
        for line, title in line_titles(results.scenario, metric).items():
            step = Step(title, Selector(metric, line=line), turned)
            if abs(results.value(step.figure)) >= NEGLIGIBLE:
                steps.append(step)
    return [*steps, Step("What is left", Selector("finance.gap"))]


def pools_compared(comparison: Comparison) -> list[str]:
    """The pools of all options, the one with the most beds in the baseline year first."""
    beds: dict[str, float] = {}
    for option in comparison.options:
        for selector, course in option.courses.items():
            if selector.metric == "beds.available" and selector.pool is not None:
                beds[selector.pool] = max(beds.get(selector.pool, 0.0), float(course.central[0]))
    return sorted(beds, key=lambda pool: -beds[pool])


def money_row(comparison: Comparison) -> Row | None:
    """What is left of the gap, in the last year compared."""
    rows = [row for row in comparison.rows if row.figure.kind.name == GAP and any(row.options)]
    return rows[-1] if rows else None


def with_pool(comparison: Comparison, pool: str) -> list[Option]:
    """The options that have a pool."""
    return [option for option in comparison.options if Selector("beds.required", pool=pool) in option.courses]


def options_shown(comparison: Comparison, pool: str) -> str:
    """What is to be seen in the panels of the options that have a pool: lines; bands and dots where there are any."""
    need, opened = (Selector(f"beds.{kind}", pool=pool) for kind in ("required", "available"))
    options = with_pool(comparison, pool)
    text = "Blue: beds needed, orange: beds open; lines: the central case"
    if any(option.courses[course].fan is not None for option in options for course in (need, opened)):
        text += "; bands: P10 to P90, the inner blue one P25 to P75"
    base = comparison.against.courses.get(need)
    if base is not None and any(_differs(option.courses[need], base) for option in options):
        text += f"; dotted: needed in {comparison.against.name}"
    return text


def _differs(course: Course, other: Course) -> bool:
    """Whether two courses differ by a whole bed in any year that both have."""
    years = min(len(course.central), len(other.central))
    return bool((abs(course.central[:years] - other.central[:years]) >= 1.0).any())


@dataclass(frozen=True)
class Believed:
    """A value that a plan must believe, or that has been found elsewhere, perhaps with its range."""

    title: str
    value: float
    is_plan: bool
    low: float | None = None
    high: float | None = None
