"""What a check found, as JUnit XML: a suite for each scenario, a test for the file, each expectation, and the lock.

There is no time of day in it: the same files give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from bedmodel.checks.check import Checked, Report, judged
from bedmodel.checks.expectations import Outcome
from bedmodel.problems import ASKED, Problem
from bedmodel.report.check_words import lock_status

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that no XML may hold, not even as their numbers."""
OTHERS = "files besides"


@dataclass(frozen=True)
class _Case:
    """One test: what fails it, what is merely said of it, and why it was skipped."""

    name: str
    failing: Sequence[Problem] = ()
    said: Sequence[str] = ()
    skipped: str = ""


def as_junit(report: Report) -> str:
    """The whole report. What fails the check is a failure; a file that is not valid an error; a warning is output."""
    failing = frozenset(report.failing)
    suites = [(one.file, list(_cases(one, failing))) for one in report.files]
    if report.general:
        names = dict.fromkeys(problem.place.file for problem in report.general)
        suites.append((OTHERS, [_case(n, (p for p in report.general if p.place.file == n), failing) for n in names]))
    cases = [case for _, found in suites for case in found]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites{_attributes('bedmodel check', cases)}>"]
    for name, found in suites:
        skipped = sum(bool(case.skipped) for case in found)
        lines.append(f'  <testsuite{_attributes(name, found)} skipped="{skipped}">')
        lines += [line for case in found for line in _lines(case, name)]
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _cases(one: Checked, failing: frozenset[Problem]) -> Iterator[_Case]:
    yield _case("the file", one.findings, failing)
    for outcome in one.outcomes:
        yield _expectation(outcome)
    if one.held is None:
        yield _Case("the lock", skipped="there are no figures to hold against it")
    else:
        said = [f"the lock: {lock_status(one)}"]
        yield _case("the lock", one.of_the_lock, failing, said)


def _case(name: str, problems: Iterable[Problem], failing: frozenset[Problem], said: Sequence[str] = ()) -> _Case:
    found = list(problems)
    return _Case(name, [p for p in found if p in failing], [*said, *(str(p) for p in found if p not in failing)])


def _expectation(outcome: Outcome) -> _Case:
    name = f"{outcome.path}: {outcome.address}, {outcome.expectation.because}"
    if outcome.held is None:
        return _Case(name, skipped=outcome.sentence)
    return _Case(name, [judged(outcome)] if outcome.fails else [], [outcome.sentence])


def _is_failure(case: _Case) -> bool:
    """Whether something asked does not hold; else, where the case fails, it is an error."""
    return any(p.code in ASKED or p.severity == "warning" for p in case.failing)


def _attributes(name: str, cases: Sequence[_Case]) -> str:
    failures = sum(map(_is_failure, cases))
    errors = sum(bool(case.failing) for case in cases) - failures
    return f' name={_quoted(name)} tests="{len(cases)}" failures="{failures}" errors="{errors}"'


def _lines(case: _Case, suite: str) -> Iterator[str]:
    opening = f"    <testcase name={_quoted(case.name)} classname={_quoted(suite)}"
    if not (case.failing or case.said or case.skipped):
        yield f"{opening}/>"
        return
    yield f"{opening}>"
    if case.skipped:
        yield f"      <skipped message={_quoted(case.skipped)}/>"
    if case.failing:
        first = case.failing[0]
        kind = "failure" if _is_failure(case) else "error"
        text = escape(_clean("\n".join(map(str, case.failing))))
        yield f"      <{kind} message={_quoted(first.message)} type={_quoted(first.code)}>{text}</{kind}>"
    if case.said:
        yield f"      <system-out>{escape(_clean(chr(10).join(case.said)))}</system-out>"
    yield "    </testcase>"


def _quoted(text: str) -> str:
    return quoteattr(_clean(text), {"\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
