"""Watches the model run on traced arrays and notes which function made each number, and what it calls its parts.

The names in an explanation are those in the code: a function's own words for what it gives, its parameters, fields and
local names. So a formula that is shown is the formula that was computed.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from types import CodeType, FrameType, TracebackType
from typing import Any

import numpy as np

from bedmodel.model.trace import CONSTANT, LEAF, Node, Traced, nodes_of

AXES = 3
"""Of most of the model's arrays: draws, years, and pools or whatever else there are several of."""
WATCHED = (
    "bedmodel.model.",
    "bedmodel.compile.",
    "bedmodel.figures",
    "bedmodel.bedless_figures",
    "bedmodel.day_figures",
)
PASSED_OVER = ("bedmodel.model.trace", "bedmodel.model.axes")
"""Modules that only move numbers about and add them up; what they make belongs to whoever asked for it."""
TOTALS = ("with_total", "_totals")
"""Functions that do no more."""


@dataclass(frozen=True)
class Home:
    """A function of the program."""

    module: str
    name: str
    """With its class, where it has one."""


@dataclass(frozen=True)
class Made:
    """Where a number was made: by which function, and what it is called there (nothing where it is all it gives)."""

    by: Home
    name: str = ""
    owner: type | None = None
    """The class whose field it is."""


@dataclass(frozen=True)
class At:
    """Where a number stands in an array."""

    axes: int
    year: int
    """On the second axis, if that is one of years."""
    last: int
    """On the last axis."""
    length: int
    """Of the last axis."""


@dataclass
class Recorder:
    """Notes while it is entered; afterwards says who made a node and how a function calls it."""

    years: int
    """How many years the scenario has; tells which axis is that of years."""
    made: dict[Node, Made] = field(default_factory=dict)
    """The innermost function that gave a number away, or else the one in which it has a name."""
    kept_as: dict[Node, dict[tuple[str, type | None], None]] = field(default_factory=dict)
    """Every field (with its class) and local name that a number has had on its way, from the inside out."""
    at: dict[Node, At] = field(default_factory=dict)
    """Where it first stood in an array whose second axis is as long as there are years."""
    called: dict[tuple[Node, Home], str] = field(default_factory=dict)
    """How a function calls a number that it uses or has."""
    _homes: dict[CodeType, Home | None] = field(default_factory=dict)
    _before: Any = None

    def __enter__(self) -> Recorder:
        """Begin to watch."""
        self._before = sys.getprofile()
        sys.setprofile(self._seen)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Watch no longer."""
        sys.setprofile(self._before)

    def _seen(self, frame: FrameType, event: str, given: Any) -> None:
        if event not in ("call", "return"):
            return
        home = self._home(frame)
        if home is None:
            return
        parameters = inspect.getargs(frame.f_code).args
        if event == "call":
            for name in parameters:
                if name != "self":
                    self._call_by_name(home, name, frame.f_locals[name])
        elif given is not None:
            self._note(home, "", given)
            for name, value in frame.f_locals.items():
                if name not in parameters:
                    self._note(home, name, value)

    def _home(self, frame: FrameType) -> Home | None:
        """The function that a frame runs; None where it is not watched."""
        code = frame.f_code
        if code not in self._homes:
            module = frame.f_globals.get("__name__", "")
            watched = module.startswith(WATCHED) and module not in PASSED_OVER
            wanted = watched and code.co_name not in TOTALS and not code.co_name.startswith(("<", "__"))
            self._homes[code] = Home(module, code.co_qualname) if wanted else None
        return self._homes[code]

    def _call_by_name(self, home: Home, name: str, value: Any) -> None:
        for part, _, array in _arrays(name, value):
            for node in nodes_of(array).ravel():
                self.called.setdefault((node, home), part)

    def _note(self, home: Home, name: str, value: Any) -> None:
        """Note what a function gives (no name) or has under a local name."""
        for part, owner, array in _arrays(name, value):
            nodes = nodes_of(array)
            placed = nodes.ndim in (2, AXES) and nodes.shape[1] == self.years
            for at, node in np.ndenumerate(nodes):
                if part:
                    self.called.setdefault((node, home), part)
                if node.operation in (LEAF, CONSTANT):
                    continue
                if node not in self.made:
                    self.made[node] = Made(home, part, owner)
                    if placed:
                        self.at[node] = At(nodes.ndim, at[1], at[-1], nodes.shape[-1])
                if part:
                    self.kept_as.setdefault(node, {}).setdefault((part, owner))


def _arrays(name: str, value: Any, owner: type | None = None) -> Iterator[tuple[str, type | None, Traced]]:
    """The traced arrays in a value, each with the name of the field that holds it, and the field's class."""
    if isinstance(value, Traced):
        yield name, owner, value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _arrays(name, item, owner)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            yield from _arrays(part.name, getattr(value, part.name), type(value))
