"""Tables of which some are worked out only when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Work = Callable[[], Mapping[str, Array]]


class Tables(Mapping[str, Array]):
    """Tables by name: those at hand, and those of pieces of work that most questions can do without.

    >>> tables = Tables({"a": np.ones(1)}, {("b",): lambda: {"b": np.zeros(1)}})
    >>> list(tables), float(tables["b"][0])
    (['a', 'b'], 0.0)
    """

    def __init__(self, ready: Mapping[str, Array], late: Mapping[tuple[str, ...], Work]) -> None:
        self.ready = ready
        self.late = late
        """What makes tables that are not at hand, by their names."""
        self._made = {names: cache(work) for names, work in late.items()}

    def __getitem__(self, name: str) -> Array:
        for names, work in self._made.items():
            if name in names:
                return work()[name]
        return self.ready[name]

    def __iter__(self) -> Iterator[str]:
        yield from self.ready
        for names in self.late:
            yield from names

    def __len__(self) -> int:
        return len(self.ready) + sum(map(len, self.late))

    def __contains__(self, name: object) -> bool:
        return name in self.ready or any(name in names for names in self.late)


class Each(Mapping[str, Array]):
    """What is made of each name, worked out when it is first asked for.

    >>> Each(["a"], lambda name: np.full(1, 2.0))["a"]
    array([2.])
    """

    def __init__(self, names: Collection[str], make: Callable[[str], Array]) -> None:
        self._names, self._make = names, cache(make)

    def __getitem__(self, name: str) -> Array:
        if name not in self._names:
            raise KeyError(name)
        return self._make(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
