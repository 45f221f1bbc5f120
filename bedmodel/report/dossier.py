"""What is told of some scenarios on paper: sections of sentences, pictures and tables, for each option and for all.

The page, its Markdown and its PDF show the same dossier; nothing is worked out in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bedmodel.analysis.compare import Comparison
from bedmodel.report.answers import Said
from bedmodel.report.cells import Table
from bedmodel.report.page import Listing
from bedmodel.report.tryout_records import Controls
from bedmodel.results import Results, Row
from bedmodel.scenario.schema import Source
from bedmodel.units import counted


@dataclass(frozen=True)
class Picture:
    """A chart with everything that stands in for it: what it shows in words, and the numbers that are drawn."""

    name: str
    """Unlike that of any other picture of the dossier; ids in the drawing begin with it."""
    title: str
    says: str
    """What it shows, with its figures, for those who cannot see it."""
    caption: str
    """What lines and bands are, in which unit, and where it comes from."""
    table: Table
    """The numbers that are drawn; a row for each place that can be pointed at."""
    svg: str
    """The drawing; nothing where none is wanted."""


@dataclass(frozen=True)
class Section:
    """One question with its answer."""

    name: str
    """Its anchor, such as `beds`."""
    title: str
    lead: str = ""
    """How to read it, in a sentence or two."""
    sentences: Sequence[Said] = ()
    pictures: Sequence[Picture] = ()
    listings: Sequence[Listing] = ()
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()
    parts: Sequence[Section] = ()
    """Sections within it, under heads of their own."""
    controls: Controls | None = None
    """Sliders that a reader can move, where a page can show them."""
    long: bool = False
    """Whether it is to be opened by those who want it, rather than read by all."""


@dataclass(frozen=True)
class Portrait:
    """One option: its answer, its sections, and its figures as in results.json."""

    name: str
    """What it is called beside the others."""
    results: Results
    """Of the run, without the tables of figures, which would fill the memory."""
    answer: Sequence[str]
    """Three sentences: beds, money, and what that rests on."""
    sections: Sequence[Section]
    rows: Sequence[Row]
    """Every figure of every year; none where they are not wanted, since that of some takes long."""
    sources: Sequence[tuple[str, Source]]
    """What it cites, by name, in the order in which it is first cited."""

    @property
    def title(self) -> str:
        """The scenario's own title."""
        return self.results.scenario.content.scenario.title

    @property
    def summary(self) -> str:
        """What the scenario says of itself; nothing where it says nothing."""
        return self.results.scenario.content.scenario.summary

    def section(self, name: str) -> Section | None:
        """A section by its name; None where this option has none."""
        return next((section for section in self.sections if section.name == name), None)


@dataclass(frozen=True)
class Dossier:
    """Everything told of some options. The first is the one that the others are held against."""

    portraits: Sequence[Portrait]
    comparison: Comparison
    together: Sequence[Section]
    """What is told of all of them: side by side, contradictions in the documents, how this was made."""

    @property
    def title(self) -> str:
        """The title of the first option."""
        return self.portraits[0].title

    @property
    def heading(self) -> str:
        """What all of it is about: the first option's title, and how many others stand beside it."""
        others = len(self.portraits) - 1
        return f"{self.title}, and {counted(others, 'other option')}" if others else self.title

    def shared(self, name: str) -> Section | None:
        """A section about all options by its name; None where there is none."""
        return next((section for section in self.together if section.name == name), None)
