"""What a check found, in words: what became of each lock, and how much was asked and holds."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.checks.check import Checked, Report
from bedmodel.checks.held import Held
from bedmodel.checks.locked_figures import by_weight

MOST = 12
"""Figures that are told of one scenario."""


def counted(number: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "lock"), counted(1200, "lock")
    ('1 lock', '1,200 locks')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def lock_status(one: Checked) -> str:
    """What became of a scenario's lock, in a word."""
    held = one.held
    if held is None:
        return "not checked"
    if one.written:
        return "written"
    if held.holds:
        return "holds"
    if held.found.lock is None:
        return "missing" if {p.code for p in held.found.problems} == {"K003"} else "unreadable"
    return "figures moved" if held.of_the_program and not held.moved else "moved"


def update_text(one: Checked) -> str:
    """What writing a scenario's lock anew changes, line by line; nothing where there is no lock to write."""
    return "".join(f"{line}\n" for line in _update_lines(one.held)) if one.held is not None else ""


def _update_lines(held: Held) -> Iterator[str]:
    old, new, path = held.found.lock, held.new, held.found.path
    if old is None:
        because = "" if {p.code for p in held.found.problems} == {"K003"} else ", in place of one that cannot be read"
        yield f"{path}: new{because}, with {counted(len(new.said['assumptions']), 'assumption')}"
        return
    if held.holds and held.same_futures:
        yield f"{path}: unchanged"
        return
    yield f"{path}: written anew"
    for one in held.moved:
        yield f"  {one.change.path}: {one.change.words}"
    for shift in by_weight(held.shifts)[:MOST]:
        yield f"  {shift.words}"
    if len(held.shifts) > MOST:
        yield f"  and {counted(len(held.shifts) - MOST, 'more figure')}"
    if not held.same_futures:
        yield f"  {old.draws:,} → {new.draws:,} draws, seed {old.seed} → {new.seed}"


def summary(report: Report) -> str:
    """How much was asked, how much of it holds, and whether the check does."""
    statuses = [lock_status(one) for one in report.files]
    kept = sum(status in ("holds", "written") for status in statuses)
    parts = [*_expectations(report), f"{kept} of {len(statuses):,} locks hold"]
    if written := statuses.count("written"):
        parts.append(f"{counted(written, 'lock')} written")
    partly = sum(1 for one in report.files if one.held and one.held.found.lock and not one.held.same_futures)
    if partly and not report.asked.update:
        parts.append(f"only central figures held against {counted(partly, 'lock')} with other draws")
    failing = len(report.failing)
    warnings = len(report.problems) - failing
    verdict = f"The check fails: {counted(failing, 'problem')}" if failing else "All holds"
    said = f", {counted(warnings, 'warning')}" if warnings else ""
    return f"{counted(len(report.files), 'scenario')}: {', '.join(parts)}. {verdict}{said}."


def _expectations(report: Report) -> Iterator[str]:
    """How many expectations hold, only warn, or cannot be judged."""
    outcomes = [outcome for one in report.files for outcome in one.outcomes]
    judged = [outcome for outcome in outcomes if outcome.held is not None]
    warned = sum(outcome.held is False and not outcome.fails for outcome in judged)
    text = f"{sum(bool(outcome.held) for outcome in judged):,} of {len(judged):,} expectations hold"
    yield f"{text} ({warned:,} only warn{'s' if warned == 1 else ''})" if warned else text
    if unjudged := len(outcomes) - len(judged):
        yield f"{counted(unjudged, 'expectation')} cannot be judged without draws"
