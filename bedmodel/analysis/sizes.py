"""What one percentage means for few beds and for many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.model.erlang import load_for_occupancy, load_for_refusal, refusal
from bedmodel.model.midnight import chance_over
from bedmodel.results import Array
from bedmodel.years import DAYS_IN_YEAR

SIZES = (20, 50, 100, 400)
"""Beds for which percentages are tried."""


@dataclass(frozen=True)
class Size:
    """What some percentages mean for so many beds, patients coming independently and every day alike.

    How full beds are is beds filled ÷ beds, as a return of occupancy counts them: whoever is refused is not in them.
    """

    beds: int
    title: str
    """The pool or pools with so many beds open, or nothing."""
    refused: tuple[float, ...]
    """For each occupancy: the share of patients who find no bed free."""
    days_over: tuple[float, ...]
    """For each occupancy: days a year on which need exceeds the beds."""
    fullest: float
    """The occupancy at which no more than the stated share is refused."""


def fullest(beds: Array, limit: float) -> Array:
    """How full so many beds can be on average if no more than a share of patients is to find none free (fraction).

    Patients come independently and every day is alike. Beds filled ÷ beds. Shapes: any.

    >>> fullest(np.array([15.0]), 0.01).round(4), round(8.108 * 0.99 / 15, 4)
    (array([0.5351]), 0.5351)
    """
    return np.asarray(load_for_refusal(beds, np.asarray(limit)) * (1.0 - limit) / beds)


def sizes(titles: Mapping[int, str], occupancies: Sequence[float], limit: float) -> tuple[Size, ...]:
    """Percentages tried for 20, 50, 100 and 400 beds, and for as many as some pools have, by number of beds.

    >>> [round(size.refused[0], 4) for size in sizes({}, [0.85], 0.01)][0::2]
    [0.1728, 0.0152]
    """
    return tuple(_size(beds, titles.get(beds, ""), occupancies, limit) for beds in _rising([*SIZES, *titles]))


def _rising(beds: Iterable[int]) -> list[int]:
    return sorted({number for number in beds if number > 0})


def _size(beds: int, title: str, occupancies: Sequence[float], limit: float) -> Size:
    many = np.full(len(occupancies), float(beds))
    load = load_for_occupancy(many, np.asarray(occupancies))
    over = DAYS_IN_YEAR * chance_over(many, load, np.ones(1))
    return Size(beds, title, _numbers(refusal(load, many)), _numbers(over), float(fullest(many[:1], limit)[0]))


def _numbers(values: Array) -> tuple[float, ...]:
    return tuple(map(float, values))
