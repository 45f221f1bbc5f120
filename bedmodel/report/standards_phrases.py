"""What standards of access are called, and how their beds and shares of patients are rounded."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from bedmodel.analysis.held import Standard
from bedmodel.analysis.kinds import Reading
from bedmodel.model.beds import whole_beds
from bedmodel.units import written

FINER = 1
"""Digits more than usual for shares of patients, which are small."""
TINY, SMALL = 0.00005, 0.02
"""Shares of patients that would be shown as none, and up to which they are shown with a digit more."""


def per_cent(share: float) -> str:
    """A percentage that is asked for, with no more digits than it has.

    >>> per_cent(0.85), per_cent(0.925)
    ('85%', '92.5%')
    """
    return f"{round(100 * share, 4):g}%"


def one_in(share: float) -> str:
    """A share of patients as people say it.

    >>> one_in(0.01), one_in(0.015), one_in(0.0001)
    ('1 in 100', '1.5%', '1 in 10,000')
    """
    many = 1.0 / share
    return f"1 in {round(many):,}" if many >= 2 and abs(many - round(many)) < 1e-6 * many else per_cent(share)


def patients(share: float) -> str:
    """A share of patients in a sentence.

    >>> patients(0.01), patients(0.015)
    ('1 in 100 patients', '1.5% of patients')
    """
    text = one_in(share)
    return f"{text} of patients" if text.endswith("%") else f"{text} patients"


def days(limit: float) -> str:
    """Days a year that are asked for.

    >>> days(10.0), days(1.0), days(3.65)
    ('10 days', '1 day', '3.65 days')
    """
    return f"{limit:g} day{'' if limit == 1 else 's'}"


def short(standard: Standard | None) -> str:
    """A standard as the head of a row.

    >>> short(Standard("occupancy", 0.92, own=True)), short(Standard("refusal", 0.01)), short(None)
    ('92% full (its own)', '1 in 100 find no bed', 'Beds open')
    """
    if standard is None:
        return "Beds open"
    own = " (its own)" if standard.own else ""
    if standard.kind == "occupancy":
        return f"{per_cent(standard.limit)} full{own}"
    if standard.kind == "refusal":
        return f"{one_in(standard.limit)} find no bed{own}"
    return f"{days(standard.limit)} a year over{own}"


def asks(standard: Standard) -> str:
    """A standard as what beds are needed for.

    >>> asks(Standard("refusal", 0.01)), asks(Standard("days_over", 10))
    ('for 1 in 100 patients to find no bed free', 'for need to exceed them on 10 days a year')
    """
    if standard.kind == "occupancy":
        return f"to be {per_cent(standard.limit)} full on average"
    if standard.kind == "refusal":
        return f"for {patients(standard.limit)} to find no bed free"
    return f"for need to exceed them on {days(standard.limit)} a year"


def enough(beds: float) -> float:
    """Whole beds that are enough: rounded up.

    >>> enough(1691.4), enough(1697.0000000001)
    (1692, 1697)
    """
    return int(whole_beds(np.asarray(beds))) if math.isfinite(beds) else beds


def at_most(gap: float) -> float:
    """Whole beds to spare: rounded down.

    >>> at_most(5.6), at_most(-0.0000001)
    (5, 0)
    """
    return -enough(-gap)


def share(value: float) -> str:
    """A share of patients with its sign, small ones with a digit more.

    >>> share(0.1728), share(0.0012), share(0.00001), share(0.0)
    ('17.3%', '0.12%', 'less than 0.01%', '0%')
    """
    if value == 0:
        return "0%"
    return "less than 0.01%" if value < TINY else written(value, "fraction", finer=FINER if value < SMALL else 0)


def filled(figures: Mapping[str, Reading], refused: float) -> float:
    """Beds filled ÷ beds, mean of the year, where a share of patients is refused and so is not in them (fraction)."""
    return figures["occupancy"].central * (1.0 - refused)
