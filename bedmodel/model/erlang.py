"""Erlang's loss formula: the share of patients who find every bed taken, and its inverses.

Patients come at random, are turned away when all beds are taken and do not come back; how their stays vary plays no
part. `load` is the number of patients there would be if beds never ran out (erlangs: arrivals a day × mean stay in
days), which is the mean need at midnight. Beds and load may lie between whole numbers; at whole numbers of beds the
formula is exact.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincc, gammaln, xlogy

from bedmodel.model.axes import Array
from bedmodel.model.roots import falling_root

_UNDERFLOW = -600.0
"""Logarithm of a probability below which it is not divided by another."""
_TERMS = 60
"""Of the continued fraction; where it is used at all, far fewer settle the last bit."""


def refusal(load: Array, beds: Array) -> Array:
    """The share of arriving patients who find every bed taken (fraction; over a long time at this load).

    Erlang's B(c, a) = (a^c ÷ c!) ÷ Σ_k (a^k ÷ k!), k from 0 to c, which is P(N = c) ÷ P(N ≤ c) for a Poisson N of
    mean a; written with the incomplete gamma function it also holds between whole beds. Shapes: broadcast. Source: A.
    K. Erlang 1917; for beds between whole numbers, Jagerman 1974, "Some properties of the Erlang loss function".
    Agrees with the recursion in exact fractions to 10 digits up to thousands of beds.

    >>> refusal(np.array([1.0, 24.0]), np.array([1.0, 28.0])).round(4)
    array([0.5   , 0.0666])
    """
    load, beds = np.broadcast_arrays(np.asarray(load, float), np.asarray(beds, float))
    with np.errstate(all="ignore"):
        chance = xlogy(beds, load) - load - gammaln(beds + 1.0)
        share = np.exp(chance) / gammaincc(beds + 1.0, load)
        swamped = (load > beds + 1.0) & (chance < _UNDERFLOW)
        if swamped.any():
            share = np.where(swamped, _refusal_when_swamped(load, beds), share)
    share = np.where(load > 0, np.minimum(share, 1.0), np.where(beds > 0, 0.0, 1.0))
    return np.asarray(share)


def _refusal_when_swamped(load: Array, beds: Array) -> Array:
    """The same where need is so far beyond the beds that both probabilities vanish: Legendre's continued fraction."""
    more, tail = load - beds, np.zeros_like(load)
    for term in range(_TERMS, 0, -1):
        tail = term * (beds + 1.0 - term) / (more + 2.0 * term + tail)
    return np.asarray((more + tail) / load)


def beds_for_refusal(load: Array, limit: Array) -> Array:
    """The fewest beds at which no more than a share of patients is turned away (beds, between whole numbers; stock).

    Round up for whole beds. Shapes: broadcast; `limit` above 0 and below 1. The root of `refusal` in the beds, found by
    bracketing (Chandrupatla 1997).

    >>> np.ceil(beds_for_refusal(np.array([8.108, 24.0]), np.array([0.01, 0.0667])))
    array([15., 28.])
    """
    load, limit = np.broadcast_arrays(np.asarray(load, float), np.asarray(limit, float))
    most = load + 10.0 + (2.0 + np.sqrt(-2.0 * np.log(limit))) * np.sqrt(load) - np.log(limit)

    def above(beds: Array, load: Array, limit: Array) -> Array:
        return np.asarray(np.log(np.maximum(refusal(load, beds), 1e-300)) - np.log(limit))

    return falling_root(above, np.zeros_like(load), most, load, limit)


def load_for_refusal(beds: Array, limit: Array) -> Array:
    """The most patients at which no more than a share is turned away (beds filled if none were; stock).

    Shapes: broadcast; `beds` above 0, `limit` above 0 and below 1.

    >>> load_for_refusal(np.array([15.0]), np.array([0.01])).round(3)
    array([8.108])
    """
    beds, limit = np.broadcast_arrays(np.asarray(beds, float), np.asarray(limit, float))

    def below(load: Array, beds: Array, limit: Array) -> Array:
        return np.asarray(limit - refusal(load, beds))

    # B(c, a) ≥ 1 − c ÷ a, since no more than c are ever in: the load is at most c ÷ (1 − limit).
    return falling_root(below, np.zeros_like(beds), (beds + 1e-9) / (1.0 - limit) * (1.0 + 1e-9), beds, limit)
