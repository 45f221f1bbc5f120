"""Whether an installation is well, in words, as tables and as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bedmodel.checks.doctor import Examination
from bedmodel.checks.oracles import Oracle, Verdict
from bedmodel.checks.reproduction import CLOSE, Reproduction
from bedmodel.report.cells import Cell, Table
from bedmodel.report.page import Page
from bedmodel.report.tabular import csv_text, json_text, or_none
from bedmodel.units import MINUS

FEW = 6
"""How many numbers of an oracle are shown one by one."""
DECIMALS = 9
"""The most digits that a number is shown with behind the point."""
GUIDE = "Each question is put to the functions that a run uses. Within: how far off the answer may be."


def page(found: Examination) -> Page:
    """The whole answer."""
    return Page(
        "Is this installation well?",
        answer(found),
        GUIDE,
        [oracle_table(found.verdicts), *_misses(found.reproduction), _versions(found)],
        notes(found),
    )


def answer(found: Examination) -> list[str]:
    """The answer in sentences."""
    return [published(found.version, found.verdicts), _reproduced(found.reproduction)]


def published(version: str, verdicts: Sequence[Verdict]) -> str:
    """How many of the published answers this version gives."""
    count, right = len(verdicts), sum(verdict.passed for verdict in verdicts)
    numbers = sum(len(case.gives) for verdict in verdicts for case in verdict.oracle.cases)
    text = f"bedmodel {version} gives {'all ' if right == count else f'{right} of '}{count} published answers"
    wrong = [verdict.oracle.name for verdict in verdicts if not verdict.passed]
    return f"{text} ({numbers} numbers)." if not wrong else f"{text}. Not given: {', '.join(wrong)}."


def _reproduced(found: Reproduction) -> str:
    count = len(found.compared)
    if found.failure:
        return f"The scenario that comes with the program cannot be run here: {found.failure}."
    if not found.close:
        wrong = sum(not figure.close for figure in found.compared)
        return (
            f"{wrong} of {count} recorded figures of a scenario that comes with the program come out differently here: "
            "results of this machine must not be set beside those of others."
        )
    same = f"The {count} recorded figures of a scenario that comes with the program come out the same here"
    if found.to_the_bit:
        return (
            f"{same}, and all its figures to the last digit: results can be had again on this machine, byte for byte."
        )
    return (
        f"{same} to {len(f'{1 / CLOSE:.0f}') - 1} digits, but not to the last one, as with another processor or "
        "mathematics library: results can be had again, but files of them may differ in their last digits."
    )


def notes(found: Examination) -> list[str]:
    """What went wrong while answers were worked out."""
    return [f"{verdict.oracle.name}: {verdict.failure}" for verdict in found.verdicts if verdict.failure]


def oracle_table(verdicts: Sequence[Verdict]) -> Table:
    """Each published answer with what came out and who says so."""
    rows = [
        [
            Cell(_question(verdict.oracle), f"{verdict.oracle.area}: {verdict.oracle.source}"),
            Cell(_shown([case.gives for case in verdict.oracle.cases], 0)),
            Cell(_shown(verdict.got, verdict.oracle.within)),
            Cell(_plain(verdict.oracle.within)),
            Cell("pass" if verdict.passed else "FAIL"),
        ]
        for verdict in verdicts
    ]
    return Table("Published answers", ["What", "Published", "Here", "Within", ""], rows)


def _question(oracle: Oracle) -> str:
    return f"{oracle.what}, {oracle.unit}" if oracle.unit else oracle.what


def _shown(cases: Sequence[Sequence[float]], within: float) -> str:
    """Numbers under one another, with the digits that count; so many of them where they are many."""
    numbers = [number for case in cases for number in case]
    if not numbers:
        return "–"
    if len(numbers) > FEW:
        return f"{len(numbers)} numbers"
    return "\n".join(_rounded(number, within) for number in numbers)


def _rounded(number: float, within: float) -> str:
    """A number with a digit more than its tolerance has; whole where it has to be exact.

    >>> _rounded(12.525773, 0.01), _rounded(-394.0, 0.1), _rounded(224.0, 0)
    ('12.526', '−394', '224')
    """
    decimals = next((places for places in range(DECIMALS) if 10.0**-places <= within), DECIMALS - 1) + 1
    text = f"{abs(number):,.{decimals if within else DECIMALS}f}"
    text = text.rstrip("0").rstrip(".")
    return MINUS + text if number < 0 and text != "0" else text


def _plain(within: float) -> str:
    return f"{within:.{DECIMALS}f}".rstrip("0").rstrip(".") if within else "exact"


def _misses(found: Reproduction) -> list[Table]:
    """The recorded figures that came out differently."""
    rows = [
        [Cell(figure.figure.replace("[", " [")), Cell(f"{figure.recorded:.9g}"), Cell(f"{figure.got:.9g}")]
        for figure in found.compared
        if not figure.close
    ]
    return [Table("Recorded figures that differ", ["Figure", "Recorded", "Here"], rows)] if rows else []


def _versions(found: Examination) -> Table:
    rows = [[Cell(name), Cell(version or "not installed")] for name, version in found.versions.items()]
    return Table("What it runs on", ["", "Version"], rows)


def rows(verdicts: Sequence[Verdict]) -> Iterator[dict[str, Any]]:
    """One row for each number of each published answer."""
    for verdict in verdicts:
        oracle = verdict.oracle
        for number, case in enumerate(oracle.cases):
            got = verdict.got[number] if number < len(verdict.got) else ()
            for place, wanted in enumerate(case.gives):
                here = got[place] if place < len(got) else None
                yield {
                    "area": oracle.area,
                    "oracle": oracle.name,
                    "case": number + 1,
                    "what": oracle.what,
                    "given": "; ".join(f"{name}={value}" for name, value in case.given.items()),
                    "unit": oracle.unit,
                    "expected": wanted,
                    "got": None if here is None else or_none(here),
                    "within": oracle.within,
                    "passed": verdict.passed,
                    "source": oracle.source,
                    "failure": verdict.failure,
                }


def record(found: Examination) -> dict[str, Any]:
    """What was found, besides the answers one by one."""
    return {
        "version": found.version,
        "well": found.well,
        "oracles": {"asked": len(found.verdicts), "failed": [verdict.oracle.name for verdict in found.failed]},
        "reproduction": {
            "close": found.reproduction.close,
            "to_the_bit": found.reproduction.to_the_bit,
            "failure": found.reproduction.failure,
            "figures": [
                {"figure": figure.figure, "recorded": figure.recorded, "got": or_none(figure.got)}
                for figure in found.reproduction.compared
            ],
        },
        "versions": dict(found.versions),
        "answer": answer(found),
    }


def as_json(found: Examination) -> str:
    """`{"bedmodel": 1, "doctor": {…}, "rows": […]}`, one row a line."""
    return json_text("doctor", record(found), rows(found.verdicts))


def as_csv(found: Examination) -> str:
    """The rows as CSV."""
    return csv_text(rows(found.verdicts))
