"""The parts of a scenario file for `bedmodel lint`: what documents say of their own figures, and warnings that stay."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import PlainValidator, ValidationInfo

from bedmodel.problems import Place
from bedmodel.scenario import slots as q
from bedmodel.scenario.context import Number, Part, context_of
from bedmodel.scenario.placed import PlacedText
from bedmodel.scenario.quantity import Assumption, Name, Text

ANY_NUMBER = q.Slot(None)
Figure = Assumption | Name | str
"""A number with its source, the name of one, or the path of one in the scenario."""
StatedKind = Literal["sum", "growth", "share", "same"]


def read_figure(value: Any, info: ValidationInfo) -> Figure:
    """A figure as written: a number, the name of one, or a path, which a rule looks up."""
    if isinstance(value, PlacedText) and str(value) not in context_of(info).names and "." in value:
        return value
    return ANY_NUMBER.read(value, info)


_Figure = Annotated[Figure, PlainValidator(read_figure)]
_Figures = tuple[_Figure, ...]


class Stated(Part):
    """Figures that a document, or several, state of one thing, and that ought to hold together.

    One of four: `total` and `parts`; `start`, `growth` and `end`; `part`, `whole` and `share`; or `same`.
    """

    place: Place
    path: str
    title: Text
    total: _Figure | None = None
    parts: _Figures = ()
    """What the total is made up of."""
    start: _Figure | None = None
    growth: _Figure | None = None
    """Growth from start to end, or that of one year where `years` says how many."""
    years: Number = 1.0
    end: _Figure | None = None
    part: _Figure | None = None
    whole: _Figure | None = None
    share: _Figure | None = None
    """The part as a fraction of the whole."""
    same: _Figures = ()
    """One and the same thing, as several documents give it."""
    within: Number | None = None
    """How far apart they may be; what rounding to the last digit written explains, where left out."""

    @property
    def kinds(self) -> tuple[StatedKind, ...]:
        """Which of the four it is complete as; one where it is sound."""
        found: dict[StatedKind, bool] = {
            "sum": self.total is not None and bool(self.parts),
            "growth": None not in (self.start, self.growth, self.end),
            "share": None not in (self.part, self.whole, self.share),
            "same": len(self.same) > 1,
        }
        return tuple(kind for kind, complete in found.items() if complete)

    @property
    def given(self) -> frozenset[str]:
        """The figures that are there, by key."""
        keys = ("total", "parts", "start", "growth", "end", "part", "whole", "share", "same")
        return frozenset(key for key in keys if getattr(self, key) not in (None, ()))

    def figures(self) -> tuple[Figure, ...]:
        """All of them, in the order of the keys."""
        single = (self.total, self.start, self.growth, self.end, self.part, self.whole, self.share)
        return (*(figure for figure in single if figure is not None), *self.parts, *self.same)


class Acceptance(Part):
    """A warning of `bedmodel lint` about this file that is known and stays."""

    place: Place
    code: Text
    at: Text = ""
    """The path of what it is about, or of a part around it; the whole file where left out."""
    because: Text
