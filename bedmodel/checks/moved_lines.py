"""What a scenario no longer says as its lock has it, line by line, and which of the lines can move a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bedmodel.checks.lock import Moved
from bedmodel.problems import Place

FIGURES = ("assumptions", "settings")
"""The sections of a lock on which figures rest."""
_OF_FIGURES = frozenset({"value", "values", "interpolate", "unit", "prices", "distribution", "limits"})
"""What of an assumption can move a figure; the rest is its defence."""
_NAMED = 2
"""Assumptions that are named where many stand in another file."""
FileMove = tuple[str, str]


@dataclass(frozen=True, order=True)
class Line:
    """One thing that moved, or many that moved for one reason."""

    place: Place
    path: str
    """Nothing for what is said of many paths."""
    words: str
    moves_figures: bool
    """Whether a figure can have moved for it."""


def lines(found: Sequence[Moved]) -> list[Line]:
    """What moved, in the order of the files. Where many assumptions stand in another file now, that is one line."""
    together = Counter(filter(None, map(_file_move, found)))
    many = {move for move, count in together.items() if count > 1}
    told = [_many(move, [one for one in found if _file_move(one) == move]) for move in many]
    for one in found:
        left = _without_file(one) if _file_move(one) in many else one
        if left is not None:
            told.append(Line(left.place, left.change.path, left.words, _moves_figures(left)))
    return sorted(told)


def _file_move(one: Moved) -> FileMove | None:
    """From which file to which other an assumption moved; None for one that stands where it stood."""
    if "file" not in one.change.fields:
        return None
    return str(one.change.old.get("file")), str(one.change.new.get("file"))


def _many(move: FileMove, found: Sequence[Moved]) -> Line:
    paths = [one.change.path for one in found]
    more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
    words = f"{', '.join(paths[:_NAMED])}{more}: file {move[0]} → {move[1]}"
    return Line(min(one.place for one in found), "", words, False)


def _without_file(one: Moved) -> Moved | None:
    """What else moved of an assumption that stands in another file; None where nothing did."""
    fields = tuple(key for key in one.change.fields if key != "file")
    return replace(one, change=replace(one.change, fields=fields)) if fields else None


def _moves_figures(one: Moved) -> bool:
    if one.section not in FIGURES:
        return False
    fields = one.change.fields
    return one.section == "settings" or not fields or not _OF_FIGURES.isdisjoint(fields)
