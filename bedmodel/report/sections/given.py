"""What a section is made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bedmodel.analysis.compare import Comparison
from bedmodel.analysis.trials import Trials
from bedmodel.once import Once
from bedmodel.report.cells import Table
from bedmodel.report.charted import Along
from bedmodel.report.dossier import Picture, Portrait
from bedmodel.results import Results

Draw = Callable[[Any], Any]
"""A way to draw a figure with the module of the page's charts, which is loaded only where drawings are wanted."""


@dataclass(frozen=True)
class Drawing:
    """A way to make pictures: what their names begin with, and whether they are wanted."""

    prefix: str
    """Unlike that of any other option: `option-1`."""
    draw: bool = True
    """Whether drawings are wanted; without, only what stands in for them."""

    def picture(
        self,
        name: str,
        title: str,
        says: str,
        caption: str,
        table: Table,
        draw: Draw,
        along: Along | None = None,
    ) -> Picture:
        """A picture, drawn where that is wanted.

        `along` says on which axis the rows of the table stand, the first at 0, the next at 1; None where they do not.
        """
        name = f"{self.prefix}-picture-{name}"
        svg = self._drawn(name, title, says, table, draw, along) if self.draw else ""
        return Picture(name, title, says, caption, table, svg)

    @staticmethod
    def _drawn(name: str, title: str, says: str, table: Table, draw: Draw, along: Along | None) -> str:
        from bedmodel.report import page_charts
        from bedmodel.report.house_style import drawn_in_house_style
        from bedmodel.report.web_svg import web_svg

        return drawn_in_house_style(lambda: web_svg(draw(page_charts), name, title, says, along, len(table.rows)))


@dataclass(frozen=True)
class Given:
    """One option: a run with all its figures, and the scenario ready for trial values."""

    results: Results
    trials: Trials
    drawing: Drawing
    first: Trials | None = None
    """The first option, which the others are held against; None where this is it."""
    moved: Sequence[str] = ()
    """The assumptions that readers can move; those that matter most where none is named."""


@dataclass(frozen=True)
class Together:
    """All options, the reference among them."""

    portraits: tuple[Portrait, ...]
    comparison: Comparison
    drawing: Drawing
    once: Once = field(default_factory=Once)
    """What reading their files gave."""
    moved: Sequence[str] = ()
    """What readers can move, as it was asked for."""
