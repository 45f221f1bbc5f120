"""The assumptions log: every number of a scenario with its account, its value and what it does to the headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bedmodel.analysis.effects import Effects, effects, in_doubt
from bedmodel.analysis.tornado import Bar
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import Selector
from bedmodel.scenario.account import Account, accounts

Order = Literal["effect", "file"]


@dataclass(frozen=True)
class Entry:
    """A number of the log."""

    account: Account
    solved: float | None
    """What it was solved as, where it was."""
    bars: tuple[Bar, ...]
    """What each figure does when it alone is moved; none where it is not moved."""
    place: int | None
    """Which number it is by how much it moves the figures."""

    @property
    def swung(self) -> bool:
        """Whether it was moved by a share of itself, for want of a range."""
        return bool(self.bars) and self.bars[0].factor.kind == "number" and not self.bars[0].factor.uncertain

    @property
    def unvouched(self) -> bool:
        """Whether it was moved by a share of itself, and no evidence gives it."""
        return self.swung and in_doubt(self.bars[0])


@dataclass(frozen=True)
class Log:
    """All numbers of a scenario."""

    trials: Trials
    selectors: tuple[Selector, ...]
    """The figures that effects are on."""
    entries: tuple[Entry, ...]
    unused: int
    """How many numbers of libraries are left out because nothing uses them."""
    order: Order


def assumption_log(
    trials: Trials, selectors: Sequence[Selector], *, order: Order = "effect", unused: bool = False
) -> Log:
    """The log of a scenario; without figures nothing is moved, and the order is that of the files.

    Numbers that nothing uses are left out unless `unused`; those that are set aside with what is unknown are not.
    """
    found = accounts(trials.scenario)
    moved = effects(trials, selectors)
    kept = [account for account in found.values() if unused or account.role != "unused"]
    entries = [_entry(trials, account, moved) for account in kept]
    if order == "effect" and selectors:
        last = len(moved.places) + 1
        entries.sort(key=lambda entry: entry.place or last)
    return Log(trials, moved.selectors, tuple(entries), len(found) - len(kept), order if selectors else "file")


def _entry(trials: Trials, account: Account, moved: Effects) -> Entry:
    bars = moved.of(account.path)
    place = moved.places.get(bars[0].factor.path) if bars else None
    return Entry(account, trials.held.get(account.path), bars, place)
