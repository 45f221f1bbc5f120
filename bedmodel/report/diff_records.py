"""What differs between two scenarios for programs: one row for each difference, figure and effect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import bedmodel
from bedmodel.report.assumption_words import cited, place_words
from bedmodel.report.diff_page import Answer, notes
from bedmodel.report.diff_words import values
from bedmodel.report.tabular import csv_text, json_text, named
from bedmodel.scenario.account import Account
from bedmodel.scenario.changes import text_of
from bedmodel.scenario.difference import Difference

COLUMNS = (
    "row", "change", "path", "inside", "title", "unit", "year", "old", "new", "difference", "difference_p10",
    "difference_p90", "figure", "old_text", "new_text", "fields", "same_citation", "old_source", "new_source", "old_at",
    "new_at", "note",
)  # fmt: skip
"""Of every row: `row` says which kind it is: assumption, setting, source, figure or effect."""


def diff_record(answer: Answer) -> dict[str, Any]:
    """What was compared, and how."""
    comparison = answer.comparison
    return {
        "differs": bool(answer.found),
        "old": {"file": answer.found.old.file, **named(answer.found.old)},
        "new": {"file": answer.found.new.file, **named(answer.found.new)},
        "version": bedmodel.__version__,
        "year": None if comparison is None else comparison.years[-1],
        "seed": None if comparison is None else comparison.against.results.seed,
        "draws": None if comparison is None else comparison.draws,
        "notes": notes(answer),
    }


def rows(answer: Answer) -> Iterator[dict[str, Any]]:
    """One row for each thing that differs, then for each figure, then for what each difference does to one alone."""
    if answer.listed:
        found = answer.found
        for one in found.assumptions:
            yield _difference(one, answer)
        for part in found.parts:
            for one in part.inside:
                yield _difference(one, answer, inside=part.path)
        for one in found.settings:
            yield _difference(one, answer)
        for one in found.sources:
            yield _row(
                "source",
                change=one.change.kind,
                path=one.path,
                fields=" ".join(one.change.fields),
                note=one.change.words,
            )
    yield from _figures(answer)
    yield from _effects(answer)


def _row(kind: str, **known: Any) -> dict[str, Any]:
    return {**dict.fromkeys(COLUMNS), "row": kind, **known}


def _difference(one: Difference, answer: Answer, inside: str | None = None) -> dict[str, Any]:
    solved = answer.solved
    old, new = values(one, solved) if one.is_number else (text_of(one.change.old), text_of(one.change.new))
    gone, come = one.change.kind == "added", one.change.kind == "removed"
    return _row(
        "assumption" if one.is_number else "setting",
        change=one.change.kind,
        path=one.path,
        inside=inside,
        title=one.title or None,
        unit=one.unit or None,
        old=_number(one.old, solved.old),
        new=_number(one.new, solved.new),
        old_text=None if gone else old,
        new_text=None if come else new,
        fields=" ".join(one.change.fields) or None,
        same_citation=one.same_citation if one.is_number else None,
        old_source=None if one.old is None else cited(one.old),
        new_source=None if one.new is None else cited(one.new),
        old_at=None if one.old_place is None else place_words(one.old_place),
        new_at=None if one.new_place is None else place_words(one.new_place),
    )


def _number(account: Account | None, solved: Any) -> float | None:
    """An assumption's one number, stated or solved; None where it has many, or none."""
    if account is None:
        return None
    value = solved.get(account.assumption.path, account.assumption.value)
    return value if isinstance(value, float) else None


def _figures(answer: Answer) -> Iterator[dict[str, Any]]:
    for row in () if answer.comparison is None else answer.comparison.rows:
        old, new = row.options
        against = None if new is None else new.against
        change = (None,) * 5 if against is None else against.difference
        at = 1 if row.figure.kind.way == "below zero" else 0
        yield _row(
            "figure",
            change="changed" if any(abs(d or 0.0) > 0.0 for d in change) else "same",
            path=row.figure.address,
            title=": ".join(filter(None, [row.figure.section, row.figure.title])),
            unit=row.figure.kind.unit,
            year=row.year,
            old=None if old is None else old.value[at],
            new=None if new is None else new.value[at],
            difference=change[at],
            difference_p10=change[2],
            difference_p90=change[4],
        )


def _effects(answer: Answer) -> Iterator[dict[str, Any]]:
    if answer.moved is None:
        return
    moved = answer.moved
    for number, row in enumerate(moved.rows):
        asked = {"figure": row.figure.address, "unit": row.figure.kind.unit, "year": row.year}
        for effect in moved.effects:
            yield _row(
                "effect",
                path=effect.path,
                title=effect.title or None,
                difference=effect.by[number],
                note=effect.why_not or None,
                **asked,
            )
        note = "what differences do together, or cannot do alone"
        yield _row("effect", path=None, difference=moved.together[number], note=note, **asked)


def as_json(answer: Answer) -> str:
    """`{"bedmodel": 1, "diff": {…}, "rows": […]}`, one row a line."""
    return json_text("diff", diff_record(answer), rows(answer))


def as_csv(answer: Answer) -> str:
    """The same rows as CSV; the names of the columns alone where nothing differs."""
    found = list(rows(answer))
    return csv_text(found) if found else ",".join(COLUMNS) + "\n"
