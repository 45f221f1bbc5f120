"""Financial years, written "2015/16" (April to March)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
QUARTERS = ("Q1", "Q2", "Q3", "Q4")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS_IN_YEAR = 365.0
EPOCH_WEEKDAY = 3
"""Days from Monday to day 0 of numpy's calendar, 1 January 1970, a Thursday."""

YEAR = re.compile(r"([0-9]{4})/([0-9]{2})")
LONGEST_SPAN = 100
"""Years; a scenario that looks further ahead is a slip of the pen."""


def start_of(year: str) -> int:
    """The calendar year in which a financial year begins.

    Raises ValueError where the text is not a financial year.

    >>> start_of("2015/16"), start_of("1999/00")
    (2015, 1999)
    """
    match = YEAR.fullmatch(year)
    if match is None:
        raise ValueError(f"{year!r} is not a financial year; write it like 2015/16")
    first = int(match[1])
    if (first + 1) % 100 != int(match[2]):
        raise ValueError(f"{year!r} does not span two following years; write {named(first)}?")
    return first


def named(first: int) -> str:
    """The name of the financial year that begins in a calendar year.

    >>> named(2015), named(1999)
    ('2015/16', '1999/00')
    """
    return f"{first:04d}/{(first + 1) % 100:02d}"


@dataclass(frozen=True)
class Span:
    """The years of a scenario, from its baseline year to its horizon, both included.

    >>> span = Span("2015/16", "2017/18")
    >>> list(span), span.index("2016/17"), "2020/21" in span
    (['2015/16', '2016/17', '2017/18'], 1, False)
    """

    baseline: str
    horizon: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every year, oldest first."""
        return tuple(named(y) for y in range(start_of(self.baseline), start_of(self.horizon) + 1))

    def index(self, year: str) -> int:
        """Years from the baseline; the baseline is 0. May lie outside the span."""
        return start_of(year) - start_of(self.baseline)

    def __contains__(self, year: str) -> bool:
        return 0 <= self.index(year) < len(self)

    def __len__(self) -> int:
        return start_of(self.horizon) - start_of(self.baseline) + 1

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)
