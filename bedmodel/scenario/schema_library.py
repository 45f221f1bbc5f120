"""A library file: sources and named assumptions for scenarios to include."""

from __future__ import annotations

from bedmodel.problems import Place
from bedmodel.scenario import slots as q
from bedmodel.scenario.context import Number, Part
from bedmodel.scenario.quantity import Identifier, Text
from bedmodel.scenario.schema import Source
from bedmodel.scenario.schema_checks import Scrutiny
from bedmodel.scenario.schema_stated import Acceptance


class LibraryHeader(Part):
    """What a library is called, and what it holds."""

    id: Identifier
    """A number of it is used as id.number."""
    title: Text = ""


class LibraryFile(Part):
    """A library: sources, named assumptions and a committee's questions, for scenarios to include."""

    place: Place
    bedmodel: Number
    library: LibraryHeader
    sources: dict[Identifier, Source] = {}
    assumptions: dict[Identifier, q.Named] = {}
    scrutiny: Scrutiny | None = None
    accept: tuple[Acceptance, ...] = ()
