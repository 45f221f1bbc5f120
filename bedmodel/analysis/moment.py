"""A scenario in one year, for a block of futures: what the terms of a split are read from."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from bedmodel.analysis.drivers import Driver
from bedmodel.analysis.trials import Projected
from bedmodel.metrics import ALL, Selector
from bedmodel.model.split import Term
from bedmodel.results import Array
from bedmodel.scenario.scenario import Scenario

State = dict[Hashable, Term[Driver]]
"""A figure as terms by name."""


@dataclass(frozen=True)
class Moment:
    """A scenario in one year."""

    projected: Projected
    year: int

    @property
    def scenario(self) -> Scenario:
        """Whose year it is."""
        return self.projected.scenario

    def at(self, path: Array) -> Array:
        """What an array (draw, year, …) has in the year; its only year where it does not vary."""
        return path[:, self.year] if path.shape[1] > 1 else path[:, 0]

    def pools(self, selector: Selector) -> list[tuple[int, str]]:
        """The pools that a figure is about, each with its place on the pool axis."""
        names = list(enumerate(self.scenario.content.pools))
        return [(at, name) for at, name in names if selector.pool in (None, ALL, name)]


Terms = Callable[[Moment, Selector], State]
"""How a figure is made up of terms."""


def plain(driver: Driver, amount: Array) -> Term[Driver]:
    """A term that is one amount, of which one driver has the whole change."""
    return Term({driver: amount}, alone=driver)
