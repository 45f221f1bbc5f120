"""Figures of the central case at every combination of the values that some sliders can stand at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from bedmodel.analysis.stops import Slider, slider
from bedmodel.analysis.trials import Futures, Projected, Trials
from bedmodel.day_figures import day_figures
from bedmodel.figures import columns
from bedmodel.metrics import METRICS, Selector
from bedmodel.results import NOUGHT, Array

DAYS = "occupancy.days_over"
OF_BEDS = ("beds.", "occupancy.")
"""What the days with too few beds may depend on."""
STOPS = (24, 16, 12, 9)
"""How many values a slider has at most, its own besides: the most that the model is run at in a moment."""
MOMENT = 32_000
"""How much work that is, counted in runs without the days of a year."""
ACCESS, A_YEAR_OF_DAYS = 10, 2
"""How many times longer a run takes for each pool with an access standard, and with its days worked out."""


def sliders(trials: Trials, texts: Sequence[str], wanted: Sequence[Selector]) -> list[Slider]:
    """A slider for each assumption that is asked for, with as many stops as the model can be run at in a moment."""
    access = sum(pool.access_standard is not None for pool in trials.scenario.content.pools.values())
    of_days = sum(selector.metric == DAYS for selector in wanted)
    found = [slider(trials, text, STOPS[0]) for text in texts]
    moves = _moves_days(trials, found, [selector for selector in wanted if selector.metric == DAYS])
    for fewer in STOPS[1:]:
        counts = [len(one.stops) for one in found]
        days = np.prod([count for count, moved in zip(counts, moves, strict=True) if moved])
        if np.prod(counts) * (1 + ACCESS * access) + days * A_YEAR_OF_DAYS * of_days <= MOMENT:
            break
        found = [slider(trials, text, fewer) for text in texts]
    return found


def tables(trials: Trials, found: Sequence[Slider], wanted: Sequence[Selector]) -> dict[Selector, Array]:
    """Every figure at every combination of stops. Shape (stop of the first slider, of the second, …), nan where none.

    Days with too few beds take long, and are worked out for those sliders only that move them.
    """
    places = [np.array(one.stops) for one in found]
    shape = tuple(len(place) for place in places)
    plain = [selector for selector in wanted if selector.metric != DAYS]
    of_days = [selector for selector in wanted if selector.metric == DAYS]
    figures = trials.central(plain, _trial(found, places)).reshape([-1, *shape])
    made = dict(zip(plain, figures, strict=True))
    if of_days:
        of_beds = np.nan_to_num([made[s] for s in plain if s.metric.startswith(OF_BEDS)], nan=-1.0)
        moves = np.array(_varies(of_beds)) | _moves_days(trials, found, of_days)
        some = [place if moved else place[[one.own]] for place, moved, one in zip(places, moves, found, strict=True)]
        days = _days(trials, of_days, _trial(found, some)).reshape([-1, *map(len, some)])
        made |= {selector: np.broadcast_to(table, shape) for selector, table in zip(of_days, days, strict=True)}
    return {selector: np.where(np.isfinite(made[selector]), made[selector], np.nan) for selector in wanted}


def _trial(found: Sequence[Slider], places: Sequence[Array]) -> dict[str, Array]:
    """Every combination of some values, the last slider's running fastest."""
    grids = np.meshgrid(*places, indexing="ij")
    return {one.path: grid.ravel() for one, grid in zip(found, grids, strict=True)}


def _moves_days(trials: Trials, found: Sequence[Slider], of_days: Sequence[Selector]) -> list[bool]:
    """Which sliders move the days with too few beds, as found at their ends, their own values and halfway between."""
    if not of_days:
        return [False for _ in found]
    some = []
    for one in found:
        last = len(one.stops) - 1
        chosen = sorted({0, one.own // 2, one.own, (one.own + last) // 2, last})
        some.append(np.array([one.stops[at] for at in chosen]))
    days = _days(trials, of_days, _trial(found, some)).reshape([-1, *map(len, some)])
    return _varies(np.nan_to_num(days, nan=-1.0))


def _varies(figures: Array) -> list[bool]:
    """On which axes any of some figures varies. Shape (figure, stop of the first slider, …)."""
    return [bool((np.ptp(figures, axis=axis) > NOUGHT).any()) for axis in range(1, figures.ndim)]


def _days(trials: Trials, of_days: Sequence[Selector], trial: Mapping[str, Array]) -> Array:
    """Days with too few beds, worked out for the last year alone. Shape (figure, combination)."""
    return trials.read(partial(_days_of, of_days), len(of_days), Futures({}, {}, trial), money=False)


def _days_of(of_days: Sequence[Selector], part: Projected) -> Array:
    beds = part.beds
    late = day_figures(part.scenario.content, beds.occupied[:, -1:], beds.available[:, -1:], beds.days)
    table = next(work() for names, work in late.items() if DAYS in names)[DAYS]
    labels = columns(part.scenario, METRICS[DAYS])
    return table[:, 0, [labels.index(selector.pool) for selector in of_days]].T
