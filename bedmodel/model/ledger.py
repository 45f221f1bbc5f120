"""A ledger: budget lines by year, each pound counted once, and how much of it is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bedmodel.model.axes import LAST, Array, total

NOWHERE = -1
"""The whole of a line that is part of no other."""


@dataclass(frozen=True)
class LedgerInputs:
    """The lines of a ledger, on the last axis. Marks are 1 or 0, one for each line."""

    printed: Array
    """£m, 0 in years without an amount (draw, year, line)."""
    delivery: Array
    """How much of it comes (draw, 1, line)."""
    whole: NDArray[np.intp]
    """The line that each line is directly inside, or NOWHERE (line,)."""
    in_totals: Array
    new: Array
    moved: Array
    risk_share: Array
    """Share that somebody else must find (draw, 1, line)."""
    on_top: Array
    """Whether that share comes on top of the amount, which is then what is left without it."""
    payer: NDArray[np.intp]
    """Who pays a line, as a number from 0 (line,)."""
    holder: NDArray[np.intp]
    """Who must find the share at risk; the payer where nothing is at risk (line,)."""


@dataclass(frozen=True)
class LedgerProjection:
    """The ledger, £m of the year. Shapes (draw, year, line); by_payer (draw, year, payer)."""

    amount: Array
    counted: Array
    inside: Array
    rest: Array
    growth: Array
    new_money: Array
    moved_money: Array
    at_risk: Array
    by_payer: Array


def project_ledger(inputs: LedgerInputs) -> LedgerProjection:
    """Every line of the ledger, and what of it counts (£m of the year; flows; nominal).

    Lines that are part of no other are counted; what lies directly inside one of them would be counted twice if it were
    added. What is counted is money that was there in the first year, its growth, new money, or money moved from
    elsewhere: the four sum to it. Source: arithmetic of the printed tables.

    >>> one, no = np.ones((1, 1, 2)), np.zeros(2)
    >>> whole, nobody = np.array([NOWHERE, 0]), np.array([0, 0])
    >>> lines = LedgerInputs(one * [10.0, 4.0], one, whole, no + 1, no, no, one * 0, no, nobody, nobody)
    >>> found = project_ledger(lines)
    >>> found.counted[0, 0], found.inside[0, 0], found.rest[0, 0]
    (array([10.,  0.]), array([0., 4.]), array([6., 4.]))
    """
    amount = inputs.printed * inputs.delivery
    top = inputs.whole == NOWHERE
    counted = amount * (top * inputs.in_totals)
    second = ~top & top[inputs.whole]
    rest = amount * inputs.in_totals - parts_of(amount * inputs.in_totals, inputs.whole)
    stays = (1.0 - inputs.new) * (1.0 - inputs.moved)
    at_risk = share_at_risk(amount, inputs.risk_share, inputs.on_top) * inputs.in_totals
    return LedgerProjection(
        amount=amount,
        counted=counted,
        inside=amount * (second * inputs.in_totals),
        rest=rest,
        growth=(counted - counted[:, :1]) * stays,
        new_money=counted * inputs.new,
        moved_money=counted * inputs.moved,
        at_risk=at_risk,
        by_payer=paid_by(rest, at_risk, inputs),
    )


def parts_of(amount: Array, whole: NDArray[np.intp]) -> Array:
    """What the lines directly inside each line sum to (£m). Shapes: (draw, year, line) in and out; whole (line,).

    >>> parts_of(np.array([[[9.0, 2.0, 3.0, 1.0]]]), np.array([NOWHERE, 0, 0, 2]))
    array([[[5., 0., 1., 0.]]])
    """
    return np.stack([total(amount[..., whole == line]) for line in range(len(whole))], axis=LAST)


def share_at_risk(amount: Array, share: Array, on_top: Array) -> Array:
    """What somebody other than the payer must find (£m; flow): share × amount, or share ÷ (1 − share) × amount on top.

    Shapes: amount (draw, year, line), share (draw, 1, line), on_top (line,).

    >>> ten, share = np.full((1, 1, 2), 7.0), np.full((1, 1, 2), 0.3)
    >>> share_at_risk(ten, share, np.array([0.0, 1.0])).round(6)
    array([[[2.1, 3. ]]])
    """
    return np.asanyarray(amount * share / np.where(on_top > 0, 1.0 - share, 1.0))


def paid_by(rest: Array, at_risk: Array, inputs: LedgerInputs) -> Array:
    """Who pays what is counted, and what must be found on top of it (£m; flow).

    Each line's payer pays what its own parts leave of it, less a share at risk within it, which its holder pays.
    Shapes: rest, at_risk (draw, year, line); out (draw, year, payer).
    """
    own = rest - at_risk * (1.0 - inputs.on_top)
    count = 1 + max((int(names.max()) for names in (inputs.payer, inputs.holder) if names.size), default=0)
    paid = _sums(own, inputs.payer, count) + _sums(at_risk, inputs.holder, count)
    return np.asanyarray(paid)


def _sums(lines: Array, names: NDArray[np.intp], count: int) -> Array:
    columns: Sequence[Array] = [total(lines[..., names == name]) for name in range(count)]
    return np.stack(columns, axis=LAST)
