"""A change taken apart exactly: how much of it each driver makes, with nothing left over.

A figure is a sum of terms, each a sign × a product of factors; a factor belongs to a driver (people, prices, a lever),
and a driver may move many terms. Source: additive LMDI-I; Ang, "The LMDI approach to decomposition analysis: a
practical guide", Energy Policy 33 (2005); its limits at nought: Ang and Liu, "Handling zero values in the logarithmic
mean Divisia index decomposition approach", Energy Policy 35 (2007).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from bedmodel.model.axes import Array

D = TypeVar("D", bound=Hashable)


@dataclass(frozen=True)
class Term(Generic[D]):
    """Part of a figure: its sign × the product of its factors, by driver. Shape of each factor: (draw,)."""

    factors: Mapping[D, Array]
    alone: D
    """Whose part the whole term is where only one of two states has it."""
    sign: float = 1.0

    @property
    def value(self) -> Array:
        """What the term adds to the figure. Shape (draw,)."""
        product = np.ones(1)
        for factor in self.factors.values():
            product = product * factor
        return self.sign * product


def split(before: Mapping[Hashable, Term[D]], after: Mapping[Hashable, Term[D]]) -> dict[D, Array]:
    """What each driver makes of the change from one state to another (in the figure's unit). Shape of each (draw,).

    States are terms by name. A driver that a term lacks in one state counts as 1 there. A term that one state lacks
    altogether is a part of its own. The parts sum to the change, draw by draw.

    >>> before = {"ward": Term({"people": np.array([10.0]), "use": np.array([1.0])}, "ward")}
    >>> after = {"ward": Term({"people": np.array([10.0]), "use": np.array([1.5])}, "ward")}
    >>> split(before, after)
    {'people': array([0.]), 'use': array([5.])}
    """
    found: dict[D, Array] = {}
    for name in dict.fromkeys([*before, *after]):
        for driver, part in _parts(before.get(name), after.get(name)).items():
            found[driver] = found[driver] + part if driver in found else part
    return found


def log_mean(first: Array, second: Array) -> Array:
    """The logarithmic mean of two numbers of one sign: their difference ÷ that of their logarithms. Shapes: broadcast.

    Worked out from the larger one and the ratio, so that it is exact where they lie close together.

    >>> log_mean(np.array([1.0, 3.0]), np.array([np.e, 3.0])).round(6)
    array([1.718282, 3.      ])
    """
    larger = np.where(np.abs(first) > np.abs(second), first, second)
    apart = np.abs(np.log(first / second))
    share = np.divide(-np.expm1(-apart), apart, out=np.ones_like(apart), where=apart > 0)
    return np.asarray(larger * share)


def _parts(before: Term[D] | None, after: Term[D] | None) -> dict[D, Array]:
    """What each driver makes of the change of one term."""
    if before is None or after is None:
        if after is not None:
            return {after.alone: after.value}
        return {before.alone: -before.value} if before is not None else {}
    drivers = list(dict.fromkeys([*before.factors, *after.factors]))
    then, now = (_rows(term, drivers) for term in (before, after))
    if len(drivers) == 1:
        parts = now - then
    else:
        then, now = np.broadcast_arrays(then, now)
        parts = _of_product(then, now)
    return {driver: after.sign * part for driver, part in zip(drivers, parts, strict=True)}


def _rows(term: Term[D], drivers: list[D]) -> Array:
    """The factors of a term, one row for each driver. Shape (driver, draw)."""
    return np.stack(np.broadcast_arrays(*(term.factors.get(driver, np.ones(1)) for driver in drivers)))


def _of_product(then: Array, now: Array) -> Array:
    """What each factor makes of the change of their product. Shapes: (factor, draw) in and out.

    Factors that keep their sign: logarithmic mean of the product × logarithm of each factor's ratio. A factor that is
    nought in one state takes the whole change, which is the limit of that; several share it. Where a factor changes its
    sign, logarithms do not exist, and factors are replaced one by one, forwards and backwards.
    """
    gone = (then == 0.0) != (now == 0.0)
    nought = gone.any(axis=0) | ((then == 0.0) & (now == 0.0)).any(axis=0)
    turned = ((then < 0.0) != (now < 0.0)).any(axis=0) & ~nought
    usual = ~nought & ~turned
    parts = np.zeros(then.shape)
    if usual.any():
        first, second = then[:, usual], now[:, usual]
        parts[:, usual] = log_mean(second.prod(axis=0), first.prod(axis=0)) * np.log(second / first)
    if nought.any():
        first, second, which = then[:, nought], now[:, nought], gone[:, nought]
        parts[:, nought] = which * (second.prod(axis=0) - first.prod(axis=0)) / np.maximum(which.sum(axis=0), 1)
    if turned.any():
        parts[:, turned] = _replaced_one_by_one(then[:, turned], now[:, turned])
    return parts


def _replaced_one_by_one(then: Array, now: Array) -> Array:
    """The mean of what each factor makes where they are replaced from the first to the last, and the other way round.

    Exact, and the same with the signs turned for the way back. Source: the mean of the two polar decompositions;
    Dietzenbacher and Los, "Structural decomposition techniques", Economic Systems Research 10 (1998).
    """
    parts = []
    for at in range(len(then)):
        forwards = now[:at].prod(axis=0) * then[at + 1 :].prod(axis=0)
        backwards = then[:at].prod(axis=0) * now[at + 1 :].prod(axis=0)
        parts.append((now[at] - then[at]) * (forwards + backwards) / 2.0)
    return np.stack(parts)
