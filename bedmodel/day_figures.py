"""The figures about the days of a year, worked out from the year's need and open beds when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bedmodel.late import Work
from bedmodel.model.axes import joined, total
from bedmodel.model.days import DayInputs, daily_p95, project_days
from bedmodel.scenario.schema import ScenarioFile

Array = NDArray[np.float64]


def day_figures(
    content: ScenarioFile, occupied: Array, available: Array, days: DayInputs
) -> dict[tuple[str, ...], Work]:
    """What makes the figures about days, by their names: none unless a pool says how its days vary.

    Tables are nan for a pool that does not say. Shapes: (draw, year, pool) in, (draw, year, 1 + pool) out, all pools
    together first. What is a sum over pools is nan where one of them is.
    """
    said = [pool.daily for pool in content.pools.values() if pool.daily is not None]
    if not said:
        return {}
    names = ["occupancy.days_over", "occupancy.winter_day_over", "occupancy.patients_without_bed"]
    if any(daily.electives is not None for daily in said):
        names.append("occupancy.operations_displaced")
    return {
        ("beds.daily_p95",): partial(_daily_p95, occupied, days),
        tuple(names): partial(_days, occupied, available, days),
    }


def _daily_p95(occupied: Array, days: DayInputs) -> Mapping[str, Array]:
    with np.errstate(all="ignore"):
        return {"beds.daily_p95": _total_first(daily_p95(occupied, days))}


def _days(occupied: Array, available: Array, days: DayInputs) -> Mapping[str, Array]:
    with np.errstate(all="ignore"):
        found = project_days(occupied, available, days)
    return {
        "occupancy.days_over": _total_first(found.days_over),
        "occupancy.winter_day_over": _total_first(found.winter_day_over),
        "occupancy.patients_without_bed": joined(total(found.without_bed)[..., None], found.without_bed),
        "occupancy.operations_displaced": joined(total(found.displaced)[..., None], found.displaced),
    }


def _total_first(table: Array) -> Array:
    return np.concatenate([table[..., -1:], table[..., :-1]], axis=-1)
