"""What matters most? Each uncertain number from the low to the high end of its range, all else as stated."""

from __future__ import annotations

from bedmodel.analysis.sensitivity import Sensitivity, sensitivity, usual
from bedmodel.analysis.tornado import Tornado, moving
from bedmodel.metrics import METRICS
from bedmodel.report import page_charts
from bedmodel.report import sensitivity_words as words
from bedmodel.report.answers import Said
from bedmodel.report.cells import Cell, Table
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.house_style import source
from bedmodel.report.phrases import WITHOUT_BEDS
from bedmodel.report.sections.given import Given
from bedmodel.report.tables import importance_table

TOP = 8
"""Numbers that a picture shows."""
LEAD = (
    "Some numbers hardly matter; others decide the answer. Each bar shows how far one number alone moves the figure "
    "when it goes from the low to the high end of its own range (P10 to P90)."
)


def matters(given: Given) -> Section | None:
    """A picture for each figure by which the plan is judged; None where nothing is uncertain."""
    selectors = usual(given.trials, list(WITHOUT_BEDS))
    if not selectors:
        return None
    found = sensitivity(given.trials, selectors, methods=["tornado"])
    seen = [tornado for tornado in found.tornadoes if moving(tornado)]
    table = importance_table(given.results)
    return Section(
        name="matters",
        title="What matters most?",
        lead=LEAD,
        sentences=[Said(text.replace(words.MOVE_THEM, "").strip()) for text in words.answer(found)],
        pictures=[_picture(given, found, number, tornado) for number, tornado in enumerate(seen, start=1)],
        tables=[table] if table is not None else [],
    )


def _picture(given: Given, found: Sensitivity, number: int, tornado: Tornado) -> Picture:
    selector, bars = tornado.selector, moving(tornado)[:TOP]
    title = f"What moves {words.figure_name(found, selector)}"
    first = bars[0]
    says = (
        f"All as stated it is {words.amount(tornado.baseline, selector)}. “{first.factor.title}” alone takes it from "
        f"{words.amount(first.at_low, selector)} to {words.amount(first.at_high, selector)}."
    )
    rows = [
        [
            Cell(bar.factor.title),
            Cell(words.tried(bar.ends)),
            *(
                Cell(words.figure_number(at, selector), amount=(at, METRICS[selector.metric].unit))
                for at in (bar.at_low, bar.at_high)
            ),
        ]
        for bar in bars
    ]
    return given.drawing.picture(
        f"matters-{number}",
        title,
        says,
        f"Blue: at a number's low end; orange: at its high end, or with the risk. {source(given.trials)}",
        Table(title, ["Number", "From – to", "At the low end", "At the high end"], rows, words=frozenset({1})),
        lambda: page_charts.tornado(tornado, TOP),
        along="y",
    )
