"""Lint rules about money: the same £ in two lines, and a split of the gap that is not the gap."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.checks.lint.digits import rounding
from bedmodel.checks.lint.subject import Found, Subject
from bedmodel.scenario.quantity import Assumption, Quantity
from bedmodel.scenario.schema import Calibration, ScenarioFile

_GAP = "finance.gap_do_nothing"


def pounds_are_counted_once(subject: Subject) -> Iterator[Found]:
    """Two lines with the same sum, cited from the same place or of one name: the same money, or wrongly cited."""
    first: dict[object, list[tuple[str, Assumption]]] = {}
    for path, quantity in _lines(subject.content):
        found = subject.behind(quantity)
        key = _money(found) if found is not None else None
        if found is None or key is None:
            continue
        before = first.setdefault(key, [])
        twin = next((other for other in before if not _apart(subject.content, path, other[0])), None)
        if twin is not None:
            same = "the same number" if twin[1].path == found.path else "from the same place in the same source"
            message = f"is the sum of {twin[0]} too, {same} ({twin[1].place})"
            hint = "count it once; if they are two sums, cite each where it stands"
            yield Found(quantity.place, path, message, hint)
        before.append((path, found))


def _lines(content: ScenarioFile) -> Iterator[tuple[str, Quantity]]:
    """Every line of money, with its path."""
    finance = content.finance
    if finance is not None:
        for name, measure in finance.measures.items():
            if measure.saving is not None:
                yield f"finance.measures.{name}.saving", measure.saving
        for name, asset in finance.capital.items():
            yield f"finance.capital.{name}.amount", asset.amount
        for name, receipt in finance.receipts.items():
            yield f"finance.receipts.{name}.amount", receipt.amount
    for name, line in content.ledger.items():
        yield f"ledger.{name}.amount", line.amount
    for name, risk in content.risks.items():
        if risk.impact.cost is not None:
            yield f"risks.{name}.impact.cost", risk.impact.cost
    for name, stream in (content.appraisal.streams if content.appraisal else {}).items():
        yield f"appraisal.streams.{name}.amount", stream.amount


def _money(found: Assumption) -> object:
    """What makes two sums one: the numbers, and where they are cited from, or else that they are one assumption.

    None where there are no numbers to be counted twice.
    """
    if not any(found.numbers):
        return None
    if found.status not in ("sourced", "derived") or not found.source.at:
        return found.path
    numbers = tuple(found.values.items()) if found.values is not None else found.value
    return numbers, frozenset(found.source.ref), found.source.at, found.source.derived


def _apart(content: ScenarioFile, path: str, other: str) -> bool:
    """Whether two lines may show the same sum: a ledger's line, another inside it, or one that is not counted."""
    names = [text.split(".")[1] for text in (path, other) if text.startswith("ledger.")]
    lines = [content.ledger[name] for name in names]
    if any(line.not_counted for line in lines):
        return True
    return len(names) > 1 and (names[1] in _around(content, names[0]) or names[0] in _around(content, names[1]))


def _around(content: ScenarioFile, name: str) -> Iterator[str]:
    """The lines of a ledger that a line is inside."""
    inside = content.ledger[name].inside
    while inside is not None:
        yield inside
        inside = content.ledger[inside].inside


def holders_sum_to_the_gap(subject: Subject) -> Iterator[Found]:
    """A published split of the gap that does not sum to the gap that the scenario is made to meet."""
    finance, target = subject.content.finance, _target(subject)
    if finance is None or not finance.gap_holders or target is None:
        return
    found = [subject.behind(quantity) for quantity in finance.gap_holders.values()]
    holders = [holder for holder in found if holder is not None and holder.numbers]
    if len(holders) < len(found):
        return
    stated, total = target.numbers[0], sum(holder.numbers[0] for holder in holders)
    if abs(total - stated) >= rounding(subject, [target, *holders]):
        path = "finance.gap_holders"
        message = f"the amounts sum to £{total:g}m, and the gap is £{stated:g}m ({target.place})"
        hint = "a run takes them as shares of the gap; say what the difference is, or which is meant"
        yield Found(subject.at(path, key=True), path, message, hint)


def _target(subject: Subject) -> Assumption | None:
    """The gap that the scenario, or the one it extends, is made to meet; None where it is made to meet none."""
    scenario = subject.scenario
    assert scenario is not None
    for solved in (scenario, *reversed(scenario.ancestors)):
        calibration = next((c for c in solved.calibrations if _is_gap(c)), None)
        if calibration is not None:
            found = solved.assumption(calibration.equals)
            return found if found.numbers else None
    return None


def _is_gap(calibration: Calibration) -> bool:
    return calibration.metric == _GAP and calibration.where.line is None
