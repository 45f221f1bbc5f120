"""What matters most? Each uncertain number from the low to the high end of its range, all else as stated."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.analysis.assumption_log import assumption_log
from bedmodel.analysis.effects import SWING
from bedmodel.analysis.sensitivity import Sensitivity, sensitivity, usual
from bedmodel.analysis.tornado import Tornado, moving
from bedmodel.metrics import METRICS
from bedmodel.report import sensitivity_words as words
from bedmodel.report.answers import Said
from bedmodel.report.assumption_log import without_range
from bedmodel.report.assumption_words import BACKED
from bedmodel.report.captions import source
from bedmodel.report.cells import Cell, Table
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.phrases import WITHOUT_BEDS
from bedmodel.report.sections.given import Given
from bedmodel.report.tables import importance_table

TOP = 8
"""Numbers that a picture shows."""
LEAD = (
    "Some numbers hardly matter; others decide the answer. Each bar shows how far one number alone moves the figure "
    "when it goes from the low to the high end of its own range (P10 to P90)."
)
WITHOUT_RANGES = (
    "No number of this scenario has a stated range. Each bar shows what one number alone would do if it were "
    f"{SWING:.0%} lower or higher."
)
TOGETHER = (
    "The last table looks at all futures at once. +1 means that a figure rises whenever the number does, −1 that it "
    "falls, 0 that the two have nothing to do with each other."
)


def matters(given: Given) -> Section | None:
    """A picture for each figure by which the plan is judged; None where nothing is judged."""
    selectors = usual(given.trials, list(WITHOUT_BEDS))
    if not selectors:
        return None
    ranged = bool(given.results.scenario.uncertain or given.results.scenario.content.risks)
    found = sensitivity(given.trials, selectors, methods=["tornado"], swing=None if ranged else SWING)
    seen = [tornado for tornado in found.tornadoes if moving(tornado)]
    table = importance_table(given.results)
    return Section(
        name="matters",
        title="What matters most?",
        lead=LEAD if ranged else WITHOUT_RANGES,
        sentences=[Said(text) for text in _sentences(given, found)],
        pictures=[_picture(given, found, number, tornado) for number, tornado in enumerate(seen, start=1)],
        tables=[table] if table is not None else [],
        notes=[TOGETHER] if table is not None else [],
    )


def _sentences(given: Given, found: Sensitivity) -> Iterator[str]:
    """What moves each figure most and how much of that is assumed; then the numbers that show in no picture."""
    yield from (text for text in words.answer(found) if words.MOVE_THEM not in text)
    if found.swing is None:
        yield from without_range(assumption_log(given.trials, found.selectors), short=False)


def _picture(given: Given, found: Sensitivity, number: int, tornado: Tornado) -> Picture:
    selector, bars = tornado.selector, moving(tornado)[:TOP]
    title = f"What moves {words.figure_name(found, selector)}"
    first, unit = bars[0], METRICS[selector.metric].unit
    says = (
        f"All as stated it is {words.amount(tornado.baseline, selector)}. “{first.factor.title}” alone takes it from "
        f"{words.amount(first.at_low, selector)} to {words.amount(first.at_high, selector)}."
    )
    rows = [
        [
            Cell(bar.factor.title),
            Cell(words.tried(bar.ends)),
            *(Cell(words.figure_number(end, selector), amount=(end, unit)) for end in (bar.at_low, bar.at_high)),
            Cell(BACKED[bar.factor.status]),
        ]
        for bar in bars
    ]
    heads = ["Number", "From – to", "At the low end", "At the high end", "How it is backed"]
    left = len(moving(tornado)) - len(bars)
    return given.drawing.picture(
        f"matters-{number}",
        title,
        says,
        f"Blue: at a number's low end; orange: at its high end, or with the risk. {source(given.trials)}",
        Table(title, heads, rows, f"{left} more move it less." if left else "", words=frozenset({1, 4})),
        lambda charts: charts.tornado(tornado, TOP),
        along="y",
    )
