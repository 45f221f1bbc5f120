"""Numbers along the years: growth that compounds, and effects that come late."""

from __future__ import annotations

import numpy as np

from bedmodel.model.axes import YEAR, Array


def growth_index(rate: Array) -> Array:
    """An index that starts at 1 in the baseline year and grows by each later year's rate (index, stock).

    The baseline year's own rate is not used. Shapes: (draw, year[, …]) in and out.

    >>> growth_index(np.array([[0.0, 0.10, 0.10]])).round(4)
    array([[1.  , 1.1 , 1.21]])
    """
    steps = 1.0 + rate
    steps = np.concatenate([np.ones_like(steps[:, :1]), steps[:, 1:]], axis=YEAR)
    return np.asanyarray(np.cumprod(steps, axis=YEAR))


def compound(rate: Array, years: int) -> Array:
    """An index that grows by the same rate in each year (index, stock).

    Shapes: (draw, 1[, …]) in, (draw, year[, …]) out.

    >>> compound(np.array([[-0.5]]), 3)
    array([[1.  , 0.5 , 0.25]])
    """
    elapsed = np.arange(years, dtype=np.float64).reshape((1, years) + (1,) * (rate.ndim - 2))
    return np.asanyarray((1.0 + rate) ** elapsed)


def shifted(flow: Array, delay: Array) -> Array:
    """A flow that comes late; nothing before it begins. Parts of a year are split between the two years they touch.

    Shapes: flow (draw, year), delay (draw, 1) in years of 0 or more; out (draw, year). What comes after the last year
    is not in it.

    >>> shifted(np.array([[10.0, 20.0, 0.0]]), np.array([[1.0]])), shifted(np.array([[10.0, 0.0]]), np.array([[0.25]]))
    (array([[ 0., 10., 20.]]), array([[7.5, 2.5]]))
    """
    if not delay.any():
        return flow
    years = flow.shape[YEAR]
    to_year = np.arange(years)[:, None] - np.arange(years)[None, :] - delay[:, :, None]
    return np.asanyarray((np.maximum(1.0 - np.abs(to_year), 0.0) * flow[:, None, :]).sum(axis=-1))


def lagged(path: Array, lag: Array) -> Array:
    """What a path was `lag` years earlier; its first year's value before that. Parts of a year are interpolated.

    Shapes: path (draw, year[, …]); lag (draw, 1[, …]) in years; out as path.

    >>> lagged(np.array([[0.0, 10.0, 20.0]]), np.array([[0.5]]))
    array([[ 0.,  5., 15.]])
    """
    years = path.shape[YEAR]
    shape = np.broadcast_shapes(path.shape, lag.shape)
    now = np.arange(years, dtype=np.float64).reshape((1, years) + (1,) * (path.ndim - 2))
    then = np.maximum(now - lag, 0.0)
    earlier = np.floor(then).astype(np.intp)
    later = np.minimum(earlier + 1, years - 1)
    part = then - earlier
    full = np.broadcast_to(path, shape)
    before = np.take_along_axis(full, np.broadcast_to(earlier, shape), axis=YEAR)
    after = np.take_along_axis(full, np.broadcast_to(later, shape), axis=YEAR)
    return np.asanyarray(before + (after - before) * part)
