"""What a check found, in words: what became of each lock, and how much was asked and holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bedmodel.checks.check import Checked, Report
from bedmodel.checks.held import Held
from bedmodel.checks.lock import Lock
from bedmodel.checks.locked_figures import by_weight
from bedmodel.checks.moved_lines import lines
from bedmodel.defaults import DRAWS
from bedmodel.problems import in_a_line
from bedmodel.units import counted

MOST = 12
"""Figures that are told of one scenario."""


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
    return "".join(f"{in_a_line(line)}\n" for line in _update_lines(one, one.held)) if one.held is not None else ""


def _update_lines(one: Checked, held: Held) -> Iterator[str]:
    old, new, path = held.found.lock, held.new, held.found.path
    if one.refused:
        yield f"{path}: not written"
        return
    if old is None:
        few = f" and {new.draws:,} draws, fewer than the usual {DRAWS:,}" if new.draws < DRAWS else ""
        because = "" if {p.code for p in held.found.problems} == {"K003"} else ", in place of one that cannot be read"
        yield f"{path}: new{because}, with {counted(len(new.said['assumptions']), 'assumption')}{few}"
        return
    if held.holds and held.same_futures:
        yield f"{path}: unchanged"
        return
    yield f"{path}: written anew"
    for line in lines(held.moved):
        yield f"  {line.path}: {line.words}" if line.path else f"  {line.words}"
    for shift in by_weight(held.shifts)[:MOST]:
        yield f"  {shift.words}"
    if len(held.shifts) > MOST:
        yield f"  and {counted(len(held.shifts) - MOST, 'more figure')}"
    if not held.same_futures:
        yield f"  {_futures(old, new)}"


def _futures(old: Lock, new: Lock) -> str:
    """Which futures the new lock's figures are of, and those of the old one."""
    parts = [f"{old.draws:,} → {new.draws:,} draws"] if old.draws != new.draws else []
    parts += [f"fewer than the usual {DRAWS:,}"] if new.draws < DRAWS else []
    parts += [f"seed {old.seed} → {new.seed}"] if old.seed != new.seed else []
    return ", ".join(parts)


def summary(report: Report) -> str:
    """How much was asked, how much of it holds, and whether the check does; what was not checked is left out."""
    parts = [counted(len(report.files), "scenario"), *_expectations(report), *_locks(report)]
    failing = len(report.failing)
    warnings = len(report.problems) - failing
    verdict = f"The check fails: {counted(failing, 'problem')}" if failing else "All holds"
    said = f", {counted(warnings, 'warning')}" if warnings else ""
    return f"{'; '.join(parts)}. {verdict}{said}."


def _expectations(report: Report) -> Iterator[str]:
    """How many expectations hold, how many that do not only warn, and how many cannot be judged."""
    outcomes = [outcome for one in report.files for outcome in one.outcomes]
    judged = [outcome for outcome in outcomes if outcome.held is not None]
    parts = [f"{sum(bool(o.held) for o in judged):,} of {len(judged):,} hold"] if judged else []
    if missed := sum(outcome.held is False and not outcome.fails for outcome in judged):
        parts.append("1 miss only warns" if missed == 1 else f"{missed:,} misses only warn")
    if unjudged := len(outcomes) - len(judged):
        parts.append(f"{unjudged:,} not judged without draws")
    if parts:
        yield f"expectations: {', '.join(parts)}"


def _locks(report: Report) -> Iterator[str]:
    """How many of the locks hold that there are, how many were written, and how many were held only in part."""
    statuses = Counter(map(lock_status, report.files))
    kept = statuses["holds"] + statuses["written"]
    there = kept + statuses["moved"] + statuses["figures moved"]
    parts = [f"{kept:,} of {there:,} hold"] if there else []
    if statuses["written"]:
        parts.append(f"{statuses['written']:,} written")
    partly = sum(1 for one in report.files if one.held and one.held.found.lock and not one.held.same_futures)
    if partly and not report.asked.update:
        parts.append(f"{partly:,} with other draws, so that only central figures were held")
    if parts:
        yield f"locks: {', '.join(parts)}"
