"""Age bands, written "0-17" or "85+"; a wide band's rate applies to every narrow band inside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

OLDEST = 200
BAND = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3})|\+)")


def parse_band(label: str) -> tuple[int, int]:
    """First and last age of a band. Raises ValueError where the label is not one.

    >>> parse_band("65-74"), parse_band("85+")
    ((65, 74), (85, 200))
    """
    match = BAND.fullmatch(label)
    if match is None:
        raise ValueError(f"{label!r} is not an age band; write it like 65-74 or 85+")
    first, last = int(match[1]), int(match[2]) if match[2] else OLDEST
    if last < first:
        raise ValueError(f"{label!r} ends before it begins")
    return first, last


def gaps(labels: Iterable[str]) -> list[str]:
    """What keeps a set of bands from covering every age once, in words.

    >>> gaps(["0-64", "65+"]), gaps(["0-64", "60+"])
    ([], ['0-64 and 60+ overlap'])
    """
    ordered = sorted((parse_band(label), label) for label in labels)
    faults = []
    expected, before = 0, ""
    for (first, last), label in ordered:
        if first > expected:
            faults.append(f"ages {expected} to {first - 1} are in no band")
        elif first < expected:
            faults.append(f"{before} and {label} overlap")
        expected, before = max(expected, last + 1), label
    if expected <= OLDEST:
        faults.append(f"ages from {expected} up are in no band")
    return faults


def spread(values: Mapping[str, float], onto: Iterable[str]) -> dict[str, str]:
    """For each narrow band, the wide band of `values` that holds it.

    Raises ValueError where a narrow band lies in none or across two.

    >>> spread({"0-64": 0.55, "65+": 2.5}, ["0-17", "18-64", "65-74", "75+"])["75+"]
    '65+'
    """
    wide = {label: parse_band(label) for label in values}
    found = {}
    for narrow in onto:
        first, last = parse_band(narrow)
        holders = [label for label, (low, high) in wide.items() if low <= first and last <= high]
        if len(holders) != 1:
            raise ValueError(f"the population's band {narrow} lies in none, or in more than one, of {', '.join(wide)}")
        found[narrow] = holders[0]
    return found
