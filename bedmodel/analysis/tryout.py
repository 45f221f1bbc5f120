"""What the figures would be at other values of the assumptions that matter most: the model's own, run beforehand.

The model is run at every combination of the values that the sliders can stand at. Of that as many numbers are kept as
it takes to read the others off in straight lines; how far off they are at most is known, since all of them were run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bedmodel.analysis.combinations import DAYS, sliders, tables
from bedmodel.analysis.effects import effects, in_doubt
from bedmodel.analysis.sensitivity import BEDS, MONEY, usual
from bedmodel.analysis.stops import Slider, named
from bedmodel.analysis.switching import to_vary
from bedmodel.analysis.thinning import Nodes, kept, largest_error, read_off, thinned
from bedmodel.analysis.tornado import least
from bedmodel.analysis.trials import Trials
from bedmodel.metrics import METRICS, Selector
from bedmodel.once import Once
from bedmodel.results import Array
from bedmodel.scenario.scenario import Scenario

SLIDERS = 3
"""The most assumptions that can be moved together."""
OF_POOL = ("beds.required", "beds.available", BEDS, "occupancy.mean", "occupancy.winter", DAYS)
"""What is shown of each pool, as far as the scenario has it."""
ROOM = 10_000
"""How many numbers are kept at most."""
ALLOWED = {"days/year": 0.5}
"""How far a figure read off may be out, where that is not half of the last digit shown."""


@dataclass(frozen=True)
class Tried:
    """A figure of the central case, at enough combinations of stops to read the others off in straight lines."""

    selector: Selector
    nodes: Nodes
    """Which stops of each slider are kept; its own alone where the figure does not depend on it."""
    values: Array
    """The model's own figures. Shape (node of the first slider, of the second, …); nan where it has none."""
    error: float
    """The largest at any combination of stops, in the figure's unit; infinite where a figure comes or goes between."""


@dataclass(frozen=True)
class Tryout:
    """Figures of the central case at every combination of some values; what was solved is held meanwhile."""

    sliders: tuple[Slider, ...]
    figures: tuple[Tried, ...]

    @property
    def own(self) -> tuple[int, ...]:
        """At which of their stops the sliders stand in the scenario itself."""
        return tuple(slider.own for slider in self.sliders)

    @property
    def combinations(self) -> int:
        """How many combinations of stops there are; the model was run at each."""
        return int(np.prod([len(slider.stops) for slider in self.sliders]))

    def table(self, figure: Tried) -> Array:
        """A figure at every combination of stops, as it is read off. Shape (stop of the first slider, …)."""
        return read_off(figure.values, figure.nodes, [np.array(slider.stops) for slider in self.sliders])


def check_moved(scenarios: Sequence[Scenario], moved: Sequence[str], once: Once | None = None) -> None:
    """Refuse what no option can move, before any of them is run.

    Raises KeyError where none of them has an assumption, ValueError for more than three, for one named twice and for
    values that are no range or that an option cannot have.
    """
    if len(moved) > SLIDERS:
        raise ValueError(f"{len(moved)} assumptions are named; at most {SLIDERS} can be moved together")
    names = [named(text) for text in moved]
    options = [Trials.of(scenario, once=once) for scenario in scenarios] if moved else []
    for name, text in zip(names, moved, strict=True):
        if names.count(name) > 1:
            raise ValueError(f"`{name}` is named twice")
        missing = [fault for trials in options if (fault := _missing(trials, text)) is not None]
        if len(missing) == len(options):
            raise missing[0]


def tryout(trials: Trials, moved: Sequence[str] = (), otherwise: Sequence[str] = ()) -> Tryout | None:
    """The figures at every combination of some values; None where nothing can be moved.

    `moved` names assumptions as `solve` does; one that this scenario lacks is left out. Without, they are the three
    that matter most. `otherwise` names the figures to look at where there are no beds. Raises ValueError where values
    that are named cannot be.
    """
    texts = [text for text in moved if _missing(trials, text) is None] if moved else most_important(trials, otherwise)
    wanted = _figures(trials, otherwise)
    if not texts or not wanted:
        return None
    found = sliders(trials, texts, wanted)
    by_figure = tables(trials, found, wanted)
    chosen = _chosen(by_figure, still=bool(moved))
    if not chosen:
        return None
    places, shown = [np.array(slider.stops) for slider in found], [by_figure[selector] for selector in chosen]
    nodes = thinned(shown, places, [slider.own for slider in found], [_allowed(s) for s in chosen], ROOM)
    figures = [
        Tried(selector, of, kept(table, of), largest_error(table, of, places))
        for selector, table, of in zip(chosen, shown, nodes, strict=True)
    ]
    return Tryout(tuple(found), tuple(figures))


def most_important(trials: Trials, otherwise: Sequence[str] = ()) -> list[str]:
    """The paths of the assumptions that matter most, no more than three.

    In the order of the assumptions log: first the number whose bar in the tornado is the longest beside the longest of
    that figure. Those with a range come before those that nothing but the plan gives; none is one that was solved
    without a range, for it is what the others make it. Risks act in no central case.
    """
    moved = effects(trials, usual(trials, otherwise))

    def eligible(path: str) -> bool:
        bars = moved.bars[path]
        factor = bars[0].factor
        seen = any(bar.width >= least(selector) for bar, selector in zip(bars, moved.selectors, strict=True))
        return (
            seen and factor.kind == "number" and in_doubt(bars[0]) and (factor.uncertain or factor.status != "solved")
        )

    found = [path for path in moved.places if eligible(path)]
    return sorted(found, key=lambda path: (not moved.bars[path][0].factor.uncertain, moved.places[path]))[:SLIDERS]


def _missing(trials: Trials, text: str) -> KeyError | None:
    """Why a scenario cannot move what is named; nothing where it can. Raises ValueError where the values cannot be."""
    try:
        to_vary(trials, text)
    except KeyError as fault:
        return fault
    return None


def _figures(trials: Trials, otherwise: Sequence[str]) -> list[Selector]:
    """The figures that are shown, in the last year."""
    content, last = trials.scenario.content, trials.scenario.span.names[-1]
    names = [name for name in OF_POOL if trials.has(name)]
    found = [Selector(name, pool=pool) for pool in content.pools for name in names]
    found += [Selector(MONEY)] if trials.has(MONEY) else []
    return [replace(selector, year=last) for selector in (found if content.pools else usual(trials, otherwise))]


def _chosen(by_figure: Mapping[Selector, Array], *, still: bool) -> list[Selector]:
    """All figures of those pools in which one moves, and money and others that do; where none does, all if `still`."""
    there = [selector for selector, table in by_figure.items() if not np.isnan(table).all()]
    pools = {selector.pool for selector in there if _moves(selector, by_figure[selector])}
    return [selector for selector in there if selector.pool in pools] or (there if still else [])


def _moves(selector: Selector, table: Array) -> bool:
    """Whether a figure moves by as much as is shown."""
    return bool(np.nanmax(table) - np.nanmin(table) >= least(selector))


def _allowed(selector: Selector) -> float:
    return ALLOWED.get(METRICS[selector.metric].unit, least(selector) / 2)
