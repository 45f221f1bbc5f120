"""One entry of the rulebook."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """Why a rule exists, how to mend what breaks it, and a short example of both.

    The examples are what a file says, most of them as a child of another file; their common indentation is taken off.
    """

    why: str
    """What goes wrong for a reader or for a figure without the rule."""
    mend: str
    before: str
    """What breaks the rule."""
    after: str
    """The same, mended."""

    def __post_init__(self) -> None:
        for name in ("why", "mend"):
            object.__setattr__(self, name, " ".join(getattr(self, name).split()))
        for name in ("before", "after"):
            object.__setattr__(self, name, textwrap.dedent(getattr(self, name)).strip("\n"))
