"""Every assumption: its value and range, where it comes from, how sure its author is, and what it moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from bedmodel.analysis.assumption_log import Entry, Log, assumption_log
from bedmodel.analysis.effects import judged_by
from bedmodel.analysis.trials import Trials
from bedmodel.report import assumption_log as log_page
from bedmodel.report import assumption_words as words
from bedmodel.report import log_words as say
from bedmodel.report.answers import Said
from bedmodel.report.cells import Cell, Table
from bedmodel.report.dossier import Section
from bedmodel.report.phrases import WITHOUT_BEDS
from bedmodel.report.sections.given import Given
from bedmodel.report.sensitivity_words import named
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out
from bedmodel.scenario.account import Account, accounts
from bedmodel.scenario.quantity import Assumption
from bedmodel.units import counted

LEAD = (
    "Every number of the scenario is here, with who says so and how sure that is. First come those in doubt that move "
    "the answer most. “Moves” says by how much, when the number alone goes from its low to its high end (P10 to P90). "
    f"A number without a range is moved by a tenth ({say.BY_SHARE}). {log_page.NOTHING} stands where nothing shows."
)
SAME, NEW = "the same", "not there"


def assumptions(given: Given) -> Section:
    """All numbers of the scenario, those first that move the answer most; what is left out for want of a number."""
    log = assumption_log(given.trials, judged_by(given.trials, list(WITHOUT_BEDS)))
    before = None if given.first is None else _Before.of(given.first)
    heads = ["Number", "Value and range", "Where it comes from", "How good that is", "Written in", "Moves"]
    heads += [] if before is None else ["In the first option"]
    rows = [_row(log, entry, before) for entry in log.entries]
    told = [log_page.backed(log), log_page.recorded(log), *_differing(log, before)]
    return Section(
        name="assumptions",
        title=f"Every assumption ({len(rows)})",
        lead=LEAD,
        sentences=[Said(text) for text in told],
        tables=[Table("Numbers, what moves most first", heads, rows, words=frozenset(range(1, len(heads))))],
        notes=[*log_page.notes(log), *(f"{LEFT_OUT_HEAD} {text}" for text in left_out(given.results))],
        long=True,
    )


@dataclass(frozen=True)
class _Before:
    """The numbers of the first option."""

    accounts: Mapping[str, Account]
    solved: Mapping[str, float]

    @classmethod
    def of(cls, first: Trials) -> _Before:
        """Those of a scenario, read once for all that are held against it."""
        assert first.once is not None
        known = first.once(("accounts", first.scenario.hash), partial(accounts, first.scenario))
        return cls(known, first.held)

    def words(self, entry: Entry) -> str:
        """What a number is in the first option: the same, another value, another spread or source, or not there."""
        account = self.accounts.get(entry.account.path)
        if account is None:
            return NEW
        old, new = account.assumption, entry.account.assumption
        solved = self.solved.get(new.path)
        if (_said(old), solved) == (_said(new), entry.solved):
            return SAME
        value, now = words.shown_value(old, solved, short=True), say.value(entry, short=True)
        if value != now:
            return value
        return "another range" if words.spread(old) != words.spread(new) else "another source"


def _said(assumption: Assumption) -> tuple[object, ...]:
    """What a file says of a number that can move a figure or its defence."""
    one = assumption
    return one.value, one.values, one.unit, one.distribution and words.spread(one), one.source, one.confidence


def _row(log: Log, entry: Entry, before: _Before | None) -> list[Cell]:
    assumption = entry.account.assumption
    moves = say.moves(log, entry, short=False)
    by_share = f" ({say.BY_SHARE}, for want of a range)" if moves and entry.swung else ""
    why_not = "" if entry.bars else say.NOT_MOVED[entry.account.role]
    return [
        Cell(entry.account.title),
        Cell(say.value(entry, short=True), words.spread(assumption)),
        Cell(words.cited(entry.account), link=words.link_of(entry.account)),
        Cell(words.quality(entry.account)),
        Cell(words.place_words(assumption.place, log.trials.scenario.file)),
        Cell(f"{moves}{by_share}" or why_not or log_page.NOTHING),
        *([] if before is None else [Cell(before.words(entry))]),
    ]


def _differing(log: Log, before: _Before | None) -> list[str]:
    """How many numbers are not those of the first option, and which."""
    if before is None:
        return []
    different = [entry.account.title for entry in log.entries if before.words(entry) != SAME]
    gone = len(before.accounts.keys() - {entry.account.path for entry in log.entries})
    if not different:
        return ["Every number is the same as in the first option."]
    others = f" {counted(gone, 'number')} of the first option {'is' if gone == 1 else 'are'} not there." if gone else ""
    text = f"{counted(len(different), 'number')} {'is' if len(different) == 1 else 'are'} not as in the first option"
    return [f"{text}: {named(different)}.{others}"]
