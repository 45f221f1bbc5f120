"""Work that several scenarios share, done once: files read, parents validated and solved, futures drawn."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Once:
    """What work gave, by a key that names all that the work depends on.

    One is made for a comparison and handed down; without one, every load and every run keeps its own. What fails is
    not kept, so that each scenario reports it.

    >>> once = Once()
    >>> once("answer", lambda: 42), once("answer", lambda: 43)
    (42, 42)
    """

    def __init__(self) -> None:
        self._done: dict[Hashable, Any] = {}

    def __call__(self, key: Hashable, work: Callable[[], T]) -> T:
        """What the work gives, or gave when the key was first met."""
        if key not in self._done:
            self._done[key] = work()
        return cast(T, self._done[key])
