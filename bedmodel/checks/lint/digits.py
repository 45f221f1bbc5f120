"""How exact a number is as it is written."""

from __future__ import annotations

from collections.abc import Iterable

from bedmodel.checks.lint.subject import Subject
from bedmodel.scenario.quantity import Assumption

_COARSEST = 0.5
_COARSEST_OF = {"fraction": 0.005, "fraction/year": 0.005}
"""What rounding explains at most: half of a whole one; half a per cent of a fraction, be it written 0, 1 or 0.2."""

_MOST_DECIMALS = 300.0


def rounding(subject: Subject, found: Iterable[Assumption]) -> float:
    """What rounding explains of the sum of some numbers: half of the last digit that each is written with."""
    return sum(half_a_digit(text, one.unit) for one in found for text in subject.written(one))


def half_a_digit(text: str, unit: str | None = None) -> float:
    """Half of the last digit of a number as it is written, noughts and all: what rounding explains.

    >>> half_a_digit("400"), half_a_digit("26.0"), half_a_digit("2.5e-05"), half_a_digit("4e2")
    (0.5, 0.05, 5e-07, 0.5)
    >>> half_a_digit("0.052", "fraction"), half_a_digit("0.50", "fraction"), half_a_digit("1", "fraction")
    (0.0005, 0.005, 0.005)
    """
    digits, _, exponent = text.lower().partition("e")
    decimals = len(digits.partition(".")[2]) - float(exponent or 0)
    half: float = 0.5 * 10.0 ** -min(max(decimals, 0.0), _MOST_DECIMALS)
    return min(half, _COARSEST_OF.get(unit or "", _COARSEST))
