"""Beds needed: at a mean occupancy, or so that few patients are refused, or so that few days are over.

One percentage cannot serve a ward of 20 beds and a hospital of 1,700: the chance that need exceeds the beds falls
with size at the same mean occupancy, because the ups and downs of many patients cancel. An access standard says how
often patients may find no bed, and the occupancy that keeps to it follows from the size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedmodel.model.axes import Array
from bedmodel.model.beds import beds_required as beds_at_occupancy
from bedmodel.model.days import DayInputs
from bedmodel.model.refusals import beds_for_share_refused
from bedmodel.model.within_year import beds_for_days_over

Pools = NDArray[np.bool_]


@dataclass(frozen=True)
class Standards:
    """What each pool is held against; one of the three for each, nan for the others. Shapes (draw, 1, pool)."""

    occupancy: Array
    """Mean occupancy over the year (fraction)."""
    refusal: Array
    """Share of the year's patients who find no bed (fraction)."""
    days_over: Array
    """Days of the year on which need at midnight exceeds the beds."""


def beds_required(occupied: Array, standards: Standards, days: DayInputs) -> Array:
    """Beds needed to keep to each pool's standard (beds; stock: the mean over the year). Shapes: (draw, year, pool).

    Between whole numbers, as beds that are means over a year are. Sources: of each method where it stands.
    """
    shape = np.broadcast_shapes(occupied.shape, standards.occupancy.shape)
    required = np.array(np.broadcast_to(beds_at_occupancy(occupied, standards.occupancy), shape), subok=True)
    for limit, fewest in (
        (standards.refusal, beds_for_share_refused),
        (standards.days_over, beds_for_days_over),
    ):
        held = _stated(limit)
        if held.any():
            given = (part[..., held] for part in (occupied, days.ratio_or_random, limit))
            required = _with(required, held, fewest(days.calendar.of(held), *given))
    return required


def _stated(limit: Array) -> Pools:
    """Which pools have a limit (pool,)."""
    return np.asarray(~np.isnan(limit).all(axis=(0, 1)), dtype=np.bool_)


def _with(required: Array, pools: Pools, few: Array) -> Array:
    shape = np.broadcast_shapes(required.shape[:-1], few.shape[:-1])
    found = np.array(np.broadcast_to(required, (*shape, required.shape[-1])), subok=True)
    found[..., pools] = few
    return found
