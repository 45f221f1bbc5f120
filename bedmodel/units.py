"""The closed list of units, and how a number in each is written for people."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

UNITS: dict[str, str] = {
    "people": "people, mean over the year",
    "beds": "beds, mean over the year (midnight count where occupied)",
    "fraction": "share of a whole: 0.92 is 92%",
    "fraction/year": "growth a year: 0.012 is 1.2% a year",
    "index": "relative to 1",
    "ratio": "so many of one for one of another",
    "correlation": "rank correlation, −1 to 1",
    "nights": "nights in hospital for one stay",
    "admissions/year": "admissions in a year",
    "bed-days/year": "occupied bed-days in a year, counted at midnight",
    "days/year": "days in a year",
    "patients": "patients at midnight",
    "beds/1000": "beds for each thousand people",
    "beds/ward": "beds in a ward",
    "years": "years",
    "GBP/day": "£ for a day of care",
    "GBP/hour": "£ for an hour of care",
    "hours/day": "hours of care for each bed-day avoided",
    "hours/year": "hours in a year",
    "places": "places for care outside hospital, mean over the year",
    "WTE": "staff, whole-time equivalents",
    "WTE/bed": "staff for an open bed, whole-time equivalents",
    "WTE/place": "staff for a place, whole-time equivalents",
    "WTE/1000": "staff for each thousand people, whole-time equivalents",
    "heads": "people or posts, each counted as one",
    "contacts/year": "appointments or attendances in a year",
    "hours/contact": "clinic hours for a contact",
    "GBP/contact": "£ for a contact",
    "GBP/bed-day": "£ for an occupied bed-day",
    "GBPm": "£ million",
}
"""Every unit a scenario may use, with what it means."""

_PREFIX = {"GBP/day": "£", "GBP/hour": "£", "GBP/bed-day": "£", "GBP/contact": "£", "GBPm": "£"}
_SUFFIX = {
    "fraction": "%",
    "fraction/year": "% a year",
    "GBPm": "m",
    "GBP/day": " a day",
    "GBP/hour": " an hour",
    "hours/day": " hours a day",
    "hours/year": " hours a year",
    "places": " places",
    "WTE": " WTE",
    "WTE/bed": " WTE a bed",
    "WTE/place": " WTE a place",
    "WTE/1000": " WTE per 1,000",
    "contacts/year": " contacts a year",
    "hours/contact": " hours a contact",
    "GBP/contact": " a contact",
    "GBP/bed-day": " a bed-day",
    "people": " people",
    "beds": " beds",
    "patients": " patients",
    "days/year": " days a year",
    "nights": " nights",
    "years": " years",
    "beds/1000": " per 1,000",
    "bed-days/year": " bed-days a year",
    "admissions/year": " admissions a year",
    "beds/ward": " beds a ward",
}
_DECIMALS = {
    "GBPm": 1,
    "hours/day": 1,
    "WTE/bed": 2,
    "WTE/place": 2,
    "WTE/1000": 3,
    "hours/contact": 2,
    "beds/1000": 2,
    "patients": 1,
    "days/year": 1,
    "index": 3,
    "ratio": 2,
    "correlation": 2,
    "nights": 1,
    "years": 1,
}
MINUS = "−"
WHOLE = 6
"""How many digits more than usual a value may have, so that it is shown as it is written."""


def shown_to(unit: str) -> float:
    """Half of the last digit in which figures of a unit are shown.

    >>> shown_to("beds"), shown_to("GBPm"), shown_to("fraction")
    (0.5, 0.05, 0.0005)
    """
    return 0.0005 if unit.startswith("fraction") else 0.5 / 10 ** _DECIMALS.get(unit, 0)


def number(value: float, unit: str, *, sign: bool = False, finer: int = 0) -> str:
    """A value as people write it, without its unit (a fraction in per cent, minus as −), perhaps with more digits.

    >>> number(1940.4, "beds"), number(-0.1253, "fraction"), number(12, "GBPm", sign=True)
    ('1,940', '−12.5', '+12.0')
    """
    if value != value or value in (float("inf"), float("-inf")):
        return "–"
    decimals, rounded = _rounded(value, unit, finer)
    text = f"{abs(rounded):,.{decimals}f}"
    if rounded < 0:
        return MINUS + text
    return ("+" if sign and rounded > 0 else "") + text


def _rounded(value: float, unit: str, finer: int) -> tuple[int, float]:
    """How many digits after the point a value is shown with, and what it is then; a fraction in per cent."""
    per_cent = unit.startswith("fraction")
    decimals = (1 if per_cent else _DECIMALS.get(unit, 0)) + finer
    return decimals, round(value * 100 if per_cent else value, decimals) + 0.0


def finer_to_add_up(old: float, change: float, new: float, unit: str, finer: int = 0) -> int:
    """How many digits more than usual, and no fewer than `finer`, make old + change = new hold as they are shown.

    >>> finer_to_add_up(-18.4, -9.3, -27.7, "beds"), finer_to_add_up(-18, -9, -27, "beds")
    (1, 0)
    """
    for digits in range(finer, WHOLE):
        shown = [_rounded(value, unit, digits)[1] for value in (old, change, new)]
        if round(shown[0] + shown[1] - shown[2], WHOLE) == 0.0:
            return digits
    return finer


def written(value: float, unit: str, *, sign: bool = False, finer: int = 0) -> str:
    """A value with its unit, as people write it, perhaps with more digits.

    >>> written(0.127, "fraction"), written(-13, "GBPm"), written(1697, "beds")
    ('12.7%', '−£13.0m', '1,697 beds')
    """
    return _with_unit(number(value, unit, sign=sign, finer=finer), unit)


def _with_unit(text: str, unit: str, *, bare: bool = False) -> str:
    """A number that is written out, with the signs of its unit and, unless it is to be bare, the words."""
    sign_first, rest = (text[0], text[1:]) if text[0] in f"{MINUS}+" else ("", text)
    suffix = _SUFFIX.get(unit, "")
    return sign_first + _PREFIX.get(unit, "") + rest + (suffix.partition(" ")[0] if bare else suffix)


def exact(value: float, unit: str, *, bare: bool = False) -> str:
    """A value with its unit and as many digits as show it whole; of one that goes on, as many as show its size.

    With `bare` the words of the unit are left out, and £, m and % are not.

    >>> exact(0.92, "fraction"), exact(0.0775, "fraction"), exact(1940, "beds"), exact(2.5, "index")
    ('92%', '7.75%', '1,940 beds', '2.5')
    >>> exact(1 / 3, "fraction"), exact(0.0231, "fraction/year", bare=True), exact(70, "GBP/day", bare=True)
    ('33.3%', '2.31%', '£70')
    """
    scaled = value * 100 if unit.startswith("fraction") else value
    text = number(value, unit, finer=finer_for([value], unit))
    for finer in range(WHOLE + 1):
        longer = number(value, unit, finer=finer)
        decimals = len(longer.partition(".")[2])
        if abs(round(scaled, decimals) - scaled) <= 1e-12 * max(abs(scaled), 1e-3):
            text = longer
            break
    return _with_unit(text.rstrip("0").rstrip(".") if "." in text else text, unit, bare=bare)


def counted(number: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "lock"), counted(1200, "lock")
    ('1 lock', '1,200 locks')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def plain_number(value: float) -> int | float:
    """A number as it is written to be read back: a whole one as such.

    >>> plain_number(1940.0), plain_number(0.5)
    (1940, 0.5)
    """
    return int(value) if value.is_integer() and abs(value) < 1e15 else float(value)


def finer_for(values: Sequence[float], unit: str, most: int = 4) -> int:
    """How many digits more than usual tell some different values apart and show how small the smallest is.

    >>> finer_for([-0.0014, 0.0031], "fraction/year"), finer_for([0.12, 0.17], "fraction")
    (1, 0)
    """
    different = sorted(set(values))
    steps = [abs(b - a) for a, b in itertools.pairwise(different)] + [abs(value) for value in different if value]
    least = min((step for step in steps if step > 1e-6 * max(map(abs, different))), default=0.0)
    finer = 0
    while finer < most and 0 < least < 10 * shown_to(unit) / 10**finer:
        finer += 1
    return finer


def range_written(central: float, low: float, high: float, unit: str, *, sign: bool = False) -> str:
    """A range with its unit, as people write it; empty where it reads the same as the figure.

    >>> range_written(0.92, 0.886, 0.974, "fraction"), range_written(3, 3, 3, "beds")
    ('88.6% to 97.4%', '')
    """
    first, last = written(low, unit, sign=sign), written(high, unit, sign=sign)
    return "" if first == last == written(central, unit, sign=sign) else f"{first} to {last}"


def range_numbers(central: float, low: float, high: float, unit: str, *, sign: bool = False, finer: int = 0) -> str:
    """A range without its unit, short enough for a table; empty where it reads the same as the figure.

    >>> range_numbers(1940, 1867, 2053, "beds"), range_numbers(0, -99, 64, "beds", sign=True)
    ('1,867–2,053', '−99 to +64')
    """
    first, last = number(low, unit, sign=sign, finer=finer), number(high, unit, sign=sign, finer=finer)
    if first == last == number(central, unit, sign=sign, finer=finer):
        return ""
    return f"{first} to {last}" if sign or MINUS in first + last else f"{first}–{last}"
