"""A table of figures thinned to some of its rows and columns, between which the others are read off in straight lines.

Straight lines never lie farther out than the numbers they run between. So the error of reading along several axes, one
after the other, is at most the sum of the errors along each of them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.results import NOUGHT, Array

Nodes = tuple[tuple[int, ...], ...]
"""For each axis, which of its places are kept; a single one where nothing depends on the axis."""


@dataclass
class _Axis:
    """One axis of one table: what is kept of it so far, and how far off the rest is."""

    table: int
    axis: int
    nodes: list[int]
    misses: Array
    """The largest error at each place, in parts of what is allowed the table; infinite where a number comes or goes."""

    @property
    def miss(self) -> float:
        """The largest."""
        return float(self.misses.max())


def thinned(
    tables: Sequence[Array], places: Sequence[Array], own: Sequence[int], allowed: Sequence[float], room: int
) -> list[Nodes]:
    """Which places of each axis to keep, so that each table is read off to within what is allowed it, if there is room.

    Kept are the ends of an axis and the place of one's own, then, one by one, the place that is farthest off of all
    tables and axes, as long as the numbers kept are at most `room` together. An axis on which nothing depends keeps
    one's own place alone. Shapes: tables (place of the first axis, of the second, …), places (place,) each.

    >>> square = np.arange(5.0) ** 2
    >>> thinned([square], [np.arange(5.0)], [2], [1.0], 99), thinned([square], [np.arange(5.0)], [2], [0.5], 4)
    ([((0, 2, 4),)], [((0, 1, 2, 4),)])
    """
    axes = [
        _begun(table, number, axis, places[axis], own[axis], allowed[number])
        for number, table in enumerate(tables)
        for axis in range(table.ndim)
    ]
    of_table = [[axis for axis in axes if axis.table == number] for number in range(len(tables))]
    free = room - sum(_size(of) for of in of_table)
    opened = list(axes)
    while opened:
        worst = max(opened, key=lambda axis: axis.miss)
        of = of_table[worst.table]
        depends = sum(len(axis.nodes) > 1 for axis in of)
        more = _size(of) // len(worst.nodes)
        if worst.miss * depends <= 1.0 or more > free:
            opened.remove(worst)
            continue
        worst.nodes = sorted([*worst.nodes, int(worst.misses.argmax())])
        free -= more
        worst.misses = _misses(tables[worst.table], worst, places[worst.axis], allowed[worst.table])
    return [tuple(tuple(axis.nodes) for axis in of) for of in of_table]


def kept(table: Array, nodes: Nodes) -> Array:
    """What is left of a table. Shape (node of the first axis, of the second, …)."""
    return table[np.ix_(*nodes)]


def read_off(values: Array, nodes: Nodes, places: Sequence[Array]) -> Array:
    """The whole table again, in straight lines between the numbers that were kept; nan where one of those is.

    >>> read_off(np.array([0.0, 4.0]), ((0, 2),), [np.array([0.0, 1.0, 4.0])])
    array([0., 1., 4.])
    """
    for axis, (found, at) in enumerate(zip(nodes, places, strict=True)):
        values = _along(values, axis, found, at)
    return values


def largest_error(table: Array, nodes: Nodes, places: Sequence[Array]) -> float:
    """The largest error of what is read off, at every place of the table; infinite where a number comes or goes."""
    return float(_errors(read_off(kept(table, nodes), nodes, places), table).max())


def _begun(table: Array, number: int, axis: int, places: Array, own: int, allowed: float) -> _Axis:
    alone = _Axis(number, axis, [own], np.zeros(1))
    alone.misses = _misses(table, alone, places, allowed)
    if alone.miss * allowed <= NOUGHT:
        return alone
    begun = _Axis(number, axis, sorted({0, own, len(places) - 1}), alone.misses)
    begun.misses = _misses(table, begun, places, allowed)
    return begun


def _size(of: Sequence[_Axis]) -> int:
    """How many numbers a table keeps."""
    return int(np.prod([len(axis.nodes) for axis in of]))


def _misses(table: Array, of: _Axis, places: Array, allowed: float) -> Array:
    """The largest error at each place of an axis, if only that axis is thinned. Shape (place,)."""
    found = _errors(_along(table.take(of.nodes, axis=of.axis), of.axis, of.nodes, places), table)
    others = tuple(axis for axis in range(table.ndim) if axis != of.axis)
    return np.asarray(found.max(axis=others) / allowed)


def _errors(found: Array, table: Array) -> Array:
    missing = np.isnan(found), np.isnan(table)
    error = np.where(missing[0] | missing[1], 0.0, np.abs(found - table))
    return np.where(missing[0] != missing[1], np.inf, error)


def _along(values: Array, axis: int, nodes: Sequence[int], places: Array) -> Array:
    """Numbers at the nodes of an axis, read off at all of its places."""
    at = np.arange(len(places))
    if len(nodes) == 1:
        return np.repeat(values, len(places), axis=axis)
    upper = np.clip(np.searchsorted(nodes, at), 1, len(nodes) - 1)
    ends = places[np.asarray(nodes)]
    weight = (places - ends[upper - 1]) / (ends[upper] - ends[upper - 1])
    weight = weight.reshape([-1 if number == axis else 1 for number in range(values.ndim)])
    low, high = values.take(upper - 1, axis=axis), values.take(upper, axis=axis)
    between = low + weight * (high - low)
    return np.where(weight == 0.0, low, np.where(weight == 1.0, high, between))
