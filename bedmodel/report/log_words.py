"""An entry of the assumptions log in words: who and when, why, and what the number does to the headline."""

from __future__ import annotations

import datetime

from bedmodel.analysis.assumption_log import Entry, Log
from bedmodel.analysis.effects import SWING
from bedmodel.analysis.tornado import Bar, least
from bedmodel.field_texts import one_line
from bedmodel.metrics import METRICS, Selector
from bedmodel.report import assumption_words as words
from bedmodel.report.phrases import WITHOUT_BEDS
from bedmodel.report.sensitivity_words import tried
from bedmodel.scenario.account import Role
from bedmodel.scenario.quantity import Assumption
from bedmodel.units import number, written

NOT_RECORDED = "not recorded"
BY_SHARE = f"±{SWING:.0%}"
NO_RANGE = "no stated range"
NOT_MOVED: dict[Role, str] = {
    "model": "is not moved: it links two others",
    "appraisal": "only an appraisal uses it",
    "set aside": "left out of the figures with what is unknown",
    "target": "the figure that a value is solved for",
    "shown": "only set beside others",
    "unused": "nothing uses it",
}
"""Why a number moves no figure, by its role."""


def value(entry: Entry, *, short: bool = False) -> str:
    """The value with its unit, the solved one where it is solved."""
    return words.shown_value(entry.account.assumption, entry.solved, short=short)


def recorded(given: str | datetime.date | None) -> str:
    """What a file says about who or when; that it says nothing where it does not."""
    return str(given) if given else NOT_RECORDED


def who_and_when(assumption: Assumption) -> str:
    """Who answers for a number and who checked it, and when; nothing is guessed."""
    owner = f"owner {assumption.owner}" if assumption.owner else f"owner {NOT_RECORDED}"
    decided = f"set on {assumption.set_on}" if assumption.set_on else f"date {NOT_RECORDED}"
    return f"{owner}, {decided}; {review(assumption)}"


def review(assumption: Assumption) -> str:
    """Whether a number has been checked, by whom and when, and whether it was set since."""
    if not reviewed(assumption):
        return f"review {NOT_RECORDED}"
    by = f" by {assumption.reviewed_by}" if assumption.reviewed_by else ""
    on = f" on {assumption.reviewed_on}" if assumption.reviewed_on else ""
    return f"reviewed{by}{on}{', before it was set' if set_since(assumption) else ''}"


def reviewed(assumption: Assumption) -> bool:
    """Whether a review is recorded, however old."""
    return bool(assumption.reviewed_by or assumption.reviewed_on)


def set_since(assumption: Assumption) -> bool:
    """Whether a number was set after it was reviewed, so that the review is of another number."""
    decided, checked = assumption.set_on, assumption.reviewed_on
    return decided is not None and checked is not None and checked < decided


def moved_over(entry: Entry) -> str:
    """From where to where it was moved, and by what right."""
    if not entry.bars:
        return NOT_MOVED[entry.account.role]
    ends = entry.bars[0].ends
    if ends.factor.kind == "risk":
        return "the risk does not strike, and strikes"
    held = ", held at what it can be" if ends.held else ""
    basis = f"{BY_SHARE}, {NO_RANGE}{held}" if entry.swung else "P10 to P90"
    return f"{tried(ends)} ({basis})"


def label(log: Log, selector: Selector, *, short: bool = True) -> str:
    """What a figure is called in a column, perhaps a narrow one."""
    pools = log.trials.scenario.content.pools
    if selector.pool is not None and len(pools) > 1:
        return selector.pool if short else pools[selector.pool].title
    if not short and selector.metric in WITHOUT_BEDS:
        return one_line(WITHOUT_BEDS[selector.metric]).lower()
    part = selector.metric.partition(".")[0]
    return {"finance": "money"}.get(part, part)


def change(bar: Bar, selector: Selector) -> str:
    """By how much a figure leaves its central value at the low and the high end; nothing where it hardly moves."""
    if not bar.width >= least(selector):
        return ""
    unit = METRICS[selector.metric].unit
    low, high = bar.at_low - bar.baseline, bar.at_high - bar.baseline
    if bar.factor.kind == "risk":
        return written(high, unit, sign=True)
    first = written(low, unit, sign=True) if unit.startswith("GBP") else number(low, unit, sign=True)
    return f"{first} to {written(high, unit, sign=True)}"


def moves(log: Log, entry: Entry, *, short: bool = True) -> str:
    """By how much a number moves each figure that it moves, in a line."""
    return ", ".join(f"{label(log, selector, short=short)} {text}" for selector, text in changes(log, entry))


def changes(log: Log, entry: Entry) -> list[tuple[Selector, str]]:
    """By how much each figure moves, of those that do."""
    found = ((selector, change(bar, selector)) for selector, bar in zip(log.selectors, entry.bars, strict=False))
    return [(selector, text) for selector, text in found if text]
