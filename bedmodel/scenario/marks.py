"""Marks on the fields of the schema: what a field refers to, whom it is for, and which parts can be done without.

An entry of a section (`levers.home`, `pools.acute.beds_plan.2020/21`) can be left out of a run unless its section says
otherwise; so can an optional part that says so. Numbers never can by themselves: the default that takes the place of an
optional one is a number too, and nobody has given it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refers:
    """The names in this field, or its keys, are those of a section's entries; whole paths where no section is named."""

    section: str
    every: bool = False
    """Whether the part needs all that it names; one of them will do otherwise."""

    def keys(self, name: str) -> tuple[str, ...]:
        """Where a name leads, from the top of the scenario.

        >>> Refers("finance.costs").keys("rest"), Refers("").keys("pools.acute")
        (('finance', 'costs', 'rest'), ('pools', 'acute'))
        """
        return (*self.section.split("."), name) if self.section else tuple(name.split("."))


@dataclass(frozen=True)
class Dispensable:
    """This part, though no section's entry, can be left out by itself."""

    called: str
    """What a run lacks without it."""


@dataclass(frozen=True)
class Whole:
    """This section means something only with all its entries, such as shares of a sum."""


@dataclass(frozen=True)
class ForAppraisal:
    """The numbers in this field are those of an appraisal alone; a run neither uses nor counts them."""


@dataclass(frozen=True)
class ForReaders:
    """What stands in this field is for readers, or asks of the figures: no figure depends on it."""
