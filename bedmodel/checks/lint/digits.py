"""How exact a number is as it is written."""

from __future__ import annotations

from collections.abc import Iterable


def half_a_digit(numbers: Iterable[float]) -> float:
    """Half of the last digit of the number that is written most coarsely: what rounding explains.

    >>> half_a_digit([400.0, 16.5]), half_a_digit([0.052]), half_a_digit([2.5e-05])
    (0.5, 0.0005, 5e-07)
    """
    return max((0.5 * 10.0 ** -_decimals(number) for number in numbers), default=0.5)


def _decimals(number: float) -> int:
    """Digits after the point; a float does not remember noughts at its end."""
    digits, _, exponent = f"{number:.12g}".partition("e")
    return max(len(digits.partition(".")[2]) - int(exponent or 0), 0)
