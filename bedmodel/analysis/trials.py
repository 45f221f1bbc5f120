"""A scenario as a function of its assumptions: read, solved and drawn once, then evaluated as often as is wanted.

Every trial value is one more draw of the vectorised model, so that thousands cost little more than one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bedmodel.calibrate import implausible, solve
from bedmodel.compile import Values, compile_inputs
from bedmodel.compile.sampling import block, luck, quantiles, sample, struck
from bedmodel.defaults import SEED
from bedmodel.figures import figures, place_of, read_figure
from bedmodel.metrics import Selector
from bedmodel.model.bedless import BedlessProjection
from bedmodel.model.chain import project
from bedmodel.model.inputs import Inputs
from bedmodel.model.projections import BedProjection, MoneyProjection
from bedmodel.once import Once
from bedmodel.problems import Problem, did_you_mean
from bedmodel.results import Array, Results, Solved
from bedmodel.runs import BLOCK, Progress
from bedmodel.scenario.quantity import UNKNOWN, Assumption
from bedmodel.scenario.scenario import Scenario

OF_MONEY = ("finance.", "capital.")
"""Figures that need the money part of the model; without them it is not worked out."""


@dataclass(frozen=True)
class Futures:
    """What varies from one evaluation to the next, each of shape (draw,)."""

    samples: Mapping[str, Array]
    """The value of each uncertain assumption, by path (a multiple of its centre where its distribution is relative)."""
    luck: Mapping[str, Array]
    """A uniform for each risk, by name; it strikes where that lies below its probability."""
    trial: Mapping[str, Array]
    """Values in place of an assumption's own, by path; for numbers by label, what all of them are multiplied by."""

    @property
    def count(self) -> int:
        """How many of them there are; 1 where nothing varies."""
        parts = (self.samples, self.luck, self.trial)
        return max((len(values) for part in parts for values in part.values()), default=1)


CENTRAL = Futures({}, {}, {})
"""The central case alone: every assumption at its value, no event but those that are certain."""


@dataclass(frozen=True)
class Projected:
    """What the model made of a block of futures."""

    scenario: Scenario
    start: int
    stop: int
    """The block's place among the futures."""
    values: Values
    inputs: Inputs
    beds: BedProjection
    money: MoneyProjection | None
    bedless: BedlessProjection

    @cached_property
    def tables(self) -> Mapping[str, Array]:
        """Every figure by name; none of money where that was not worked out."""
        with np.errstate(all="ignore"):
            return figures(self.scenario, self.beds, self.money, self.bedless)


Reading = Callable[[Projected], Array]
"""What is taken from a block of futures. Shape (number, draw), draws perhaps 1."""


@dataclass(frozen=True)
class Trials:
    """A scenario with what is solved in it, ready for trial values."""

    scenario: Scenario
    solved: tuple[Solved, ...]
    seed: int = SEED
    draws: int = 0
    once: Once | None = None
    drawn_before: Futures | None = None
    """Futures that are tried in place of the scenario's own draws."""

    @classmethod
    def of(cls, scenario: Scenario, *, draws: int = 0, seed: int = SEED, once: Once | None = None) -> Trials:
        """Solve what the scenario calibrates; raises ScenarioError where that cannot be done."""
        once = once or Once()
        return cls(scenario, solve(scenario, once), seed, draws, once)

    def in_futures_of(self, results: Results, most: int) -> Trials:
        """The same scenario in the first futures of a run, no more than so many."""
        count = min(results.draws, most)
        chances = luck(self.scenario, results.seed, results.draws) if count else {}
        samples, drawn = (
            {name: values[:count] for name, values in part.items()} for part in (results.samples, chances)
        )
        return replace(self, seed=results.seed, draws=count, drawn_before=Futures(samples, drawn, {}))

    @cached_property
    def held(self) -> Mapping[str, float]:
        """What was solved, by path; it stays as it is whatever is tried."""
        return {s.path: s.value for s in self.solved}

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What loading the scenario and solving in it found questionable."""
        return (*self.scenario.warnings, *implausible(self.scenario, self.solved))

    @cached_property
    def futures(self) -> Futures:
        """The scenario's own draws, the same as in a run with that seed; or those that were drawn before."""
        if self.drawn_before is not None:
            return self.drawn_before
        samples = sample(self.scenario, self.seed, self.draws, self.held, self.once) if self.draws else {}
        return Futures(samples, luck(self.scenario, self.seed, self.draws) if self.draws else {}, {})

    def find(self, text: str) -> Assumption:
        """An assumption by its path or name. Raises KeyError where nothing in use has it, with what is near."""
        found = self.scenario.find(text)
        if found is None or found.path not in self.scenario.used:
            for unknown in self.scenario.unknown:
                if text == unknown.path:
                    raise KeyError(f"`{text}` is unknown, and what needs it is left out; give it with --set {text}=…")
            names = [path.removeprefix("assumptions.") for path in self.scenario.used]
            what = "nothing in the scenario uses" if found is not None else "no assumption is called"
            raise KeyError(f"{what} `{text}`; {did_you_mean(text, names)}")
        if found.value == UNKNOWN:
            raise KeyError(f"`{text}` is unknown; give it with --set {text}=…")
        return found

    def centre(self, assumption: Assumption) -> float:
        """An assumption's central value, stated or solved; 1 for numbers by label, which are tried as multiples."""
        if assumption.values is not None:
            return 1.0
        value = self.held.get(assumption.path, assumption.value)
        assert isinstance(value, float)
        return value

    def spread(self, assumption: Assumption, shares: Sequence[float]) -> Array:
        """The values below which the given shares of an uncertain assumption's distribution lie. Shape (share,)."""
        return quantiles(assumption, self.held, np.asarray(shares, dtype=np.float64))

    def possible(self, assumption: Assumption) -> tuple[float, float]:
        """From where to where an assumption can be tried: its limits, and what every place that uses it allows.

        For numbers by label, the multiples that keep all of them inside.
        """
        low, high = self.scenario.bounds[assumption.path]
        if assumption.limits is not None:
            low, high = max(low, assumption.limits[0]), min(high, assumption.limits[1])
        if assumption.values is None:
            return low, high
        ends = [sorted((low / number, high / number)) for number in assumption.numbers if number != 0.0]
        return max((end[0] for end in ends), default=low), min((end[1] for end in ends), default=high)

    def check_pool(self, name: str) -> None:
        """Raises KeyError where the scenario has no such pool, or leaves it out for want of a number."""
        pools = list(self.scenario.content.pools)
        if name in pools:
            return
        path = f"pools.{name}"
        for unknown in self.scenario.unknown:
            if any(part.path == path for part in unknown.set_aside):
                want = f"because `{unknown.path}` is unknown; give it with --set {unknown.path}=…"
                raise KeyError(f"`{path}` is left out, {want}")
        raise KeyError(f"no pool is called `{name}`; {did_you_mean(name, pools)}")

    def check(self, selector: Selector) -> None:
        """Raises KeyError where an address names no figure of the scenario, with what exists."""
        place_of(self.scenario, self._central_tables, selector)

    def has(self, metric: str) -> bool:
        """Whether the scenario has a metric (one without finance has no money)."""
        return metric in self._central_tables

    @cached_property
    def _central_tables(self) -> Mapping[str, Array]:
        return next(self.projections(CENTRAL)).tables

    def central(self, selectors: Sequence[Selector], trial: Mapping[str, Array] | None = None) -> Array:
        """Figures for trial values, all else at its central value. Shape (figure, trial)."""
        return self.evaluate(selectors, Futures({}, {}, trial or {}))

    def drawn(
        self,
        selectors: Sequence[Selector],
        trial: Mapping[str, float | Array] | None = None,
        progress: Progress | None = None,
    ) -> Array:
        """Figures in every draw, with a value (or one a draw) for some assumptions. Shape (figure, draw)."""
        full = {path: np.broadcast_to(np.asarray(value, float), (self.draws,)) for path, value in (trial or {}).items()}
        return self.evaluate(selectors, replace(self.futures, trial=full), progress)

    def evaluate(self, selectors: Sequence[Selector], futures: Futures, progress: Progress | None = None) -> Array:
        """Figures in any futures, block by block. Shape (figure, draw); nan where the model gives no number."""

        def figures_of(part: Projected) -> Array:
            rows = [read_figure(self.scenario, part.tables, selector) for selector in selectors]
            return np.stack(np.broadcast_arrays(*rows)) if rows else np.empty((0, 1))

        return self.read(figures_of, len(selectors), futures, money=of_money(selectors), progress=progress)

    def read(
        self, reading: Reading, size: int, futures: Futures, *, money: bool = True, progress: Progress | None = None
    ) -> Array:
        """Whatever is read of the model in any futures, block by block: so many numbers each. Shape (number, draw)."""
        found = np.empty((size, futures.count))
        for part in self.projections(futures, money=money):
            with np.errstate(all="ignore"):
                found[:, part.start : part.stop] = reading(part)
            if progress is not None:
                progress(part.stop, futures.count)
        return found

    def projections(self, futures: Futures, *, money: bool = True) -> Iterator[Projected]:
        """What the model makes of any futures, block by block; without the money where it is not wanted.

        Arrays of figures that nothing varies have one draw, whatever the block.
        """
        for start in range(0, futures.count, BLOCK):
            stop = min(start + BLOCK, futures.count)
            parts = (futures.samples, futures.luck, futures.trial)
            samples, uniforms, trial = (block(part, start, stop) for part in parts)
            values = Values(self.scenario, self.held, samples, trial)
            if uniforms:
                values = replace(values, events=struck(values, uniforms))
            with np.errstate(all="ignore"):
                inputs = compile_inputs(values)
                projection = project(inputs if money else replace(inputs, money=None))
            yield Projected(self.scenario, start, stop, values, inputs, *projection)


def of_money(selectors: Sequence[Selector]) -> bool:
    """Whether any figure needs the money part of the model."""
    return any(selector.metric.startswith(OF_MONEY) for selector in selectors)
