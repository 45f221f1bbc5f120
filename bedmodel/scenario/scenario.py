"""A scenario ready to be run: the validated file, its names resolved, and the ancestors that were calibrated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bedmodel.problems import Problem
from bedmodel.scenario.lookup import followed
from bedmodel.scenario.placed import PlacedMap
from bedmodel.scenario.quantity import NO_BOUNDS, Assumption, Bounds, Quantity, Status
from bedmodel.scenario.schema import Calibration, ScenarioFile
from bedmodel.scenario.titles import title_of
from bedmodel.scenario.unknown import Unknown
from bedmodel.years import Span


@dataclass(frozen=True)
class Scenario:
    """A validated scenario. `ancestors` are the scenarios it extends that state calibrations, oldest first."""

    file: str
    content: ScenarioFile
    """What is run."""
    whole: ScenarioFile
    """All that the files say, parts among it that are set aside for want of a number."""
    hash: str
    calibrations: tuple[Calibration, ...]
    """Those this file states itself; its ancestors' are inherited as solved values."""
    ancestors: tuple[Scenario, ...] = ()
    warnings: tuple[Problem, ...] = ()
    settings: tuple[str, ...] = ()
    """What was laid on top from the command line."""
    recalibrated: bool = False
    """Whether calibrated values are solved with the settings in place."""
    unknown: tuple[Unknown, ...] = ()
    """Numbers that no document gives, and the parts that `content` lacks for want of them."""
    unsolved: frozenset[str] = frozenset()
    """Paths of calibrated assumptions that could not be solved for want of them."""
    unknown_to_appraisal: tuple[Unknown, ...] = ()
    """Numbers that no document gives and that only an appraisal is the poorer for."""
    tree: PlacedMap | None = field(default=None, repr=False, compare=False)
    """The files put together as they were written, each value with its place."""
    appraised: bool = False
    """Whether the numbers of the appraisal are among those that the result rests on."""

    @property
    def span(self) -> Span:
        """The years of the scenario."""
        return self.content.span

    @cached_property
    def lineage(self) -> tuple[str, ...]:
        """What the ancestors are called, and at the end the scenario itself: by id, the second of one id with a number.

        A scenario that states no id has that of the one it extends: then there are `plan` and `plan (2)`.
        """
        ids = [stage.content.scenario.id for stage in (*self.ancestors, self)]
        before = (ids[:number].count(one) for number, one in enumerate(ids))
        return tuple(f"{one} ({earlier + 1})" if earlier else one for one, earlier in zip(ids, before, strict=True))

    def assumption(self, quantity: Quantity) -> Assumption:
        """The assumption itself, a name followed to what it names."""
        return followed(self.content, quantity)

    def title_of(self, assumption: Assumption) -> str:
        """What a number is called, by its part where it has no title of its own."""
        return title_of(self.whole, assumption)

    def for_appraisal(self) -> Scenario:
        """The same scenario with the numbers that only an appraisal uses among those it rests on."""
        appraised = replace(self, appraised=True, unknown=(*self.unknown, *self.unknown_to_appraisal))
        idle = [p for p in self.warnings if p.code == "S009" and p.path in appraised.used]
        return replace(appraised, warnings=tuple(p for p in self.warnings if p not in idle), unknown_to_appraisal=())

    def _numbers(self) -> Iterator[Quantity]:
        yield from self.content.numbers()
        if self.appraised:
            yield from self.content.appraisal_numbers()

    @cached_property
    def used(self) -> Mapping[str, Assumption]:
        """Every assumption the result rests on, by its path, in the order of the file."""
        found: dict[str, Assumption] = {}
        for quantity in self._numbers():
            assumption = self.assumption(quantity)
            found.setdefault(assumption.path, assumption)
        return found

    @cached_property
    def uncertain(self) -> Mapping[str, Assumption]:
        """Those of them that have a distribution."""
        return {path: a for path, a in self.used.items() if a.distribution is not None}

    @cached_property
    def bounds(self) -> Mapping[str, Bounds]:
        """What each assumption can be at all, by path: what every place that uses it allows."""
        found: dict[str, Bounds] = {}
        for quantity in self._numbers():
            path = self.assumption(quantity).path
            low, high = found.get(path, NO_BOUNDS)
            found[path] = max(low, quantity.bounds[0]), min(high, quantity.bounds[1])
        return found

    def find(self, text: str) -> Assumption | None:
        """An assumption by its path or, for a named one, by its name alone."""
        if text in self.content.assumptions:
            return self.assumption(self.content.assumptions[text])
        return self.used.get(text) or self.used.get(f"assumptions.{text}")

    def statuses(self) -> Counter[Status]:
        """How many of the assumptions are sourced, derived, assumed, solved or set by hand."""
        return Counter(a.status for a in self.used.values())
