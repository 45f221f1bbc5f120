"""The figures that a lock holds: a scenario's headline in its last year, rounded so that they can be held together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.headline import headline
from bedmodel.analysis.kinds import Reading, kind_of, read
from bedmodel.metrics import ALL, JUDGED, Selector
from bedmodel.results import Results
from bedmodel.units import shown_to, written

Numbers = dict[str, float | None]
"""Central, P10 and P90 of a figure, or the probability that it is; None where there is none."""
ANY_POOL, SHORTFALL, ALL_YEARS = (
    "beds.any_shortage_probability",
    "finance.shortfall_probability",
    "finance.gap[year=all]",
)
SOLVED = "solved"
_FIRST = (*JUDGED, SOLVED, "beds.shortage_probability", SHORTFALL)
"""What is told first where many figures move."""
_NAMES = {"central": "", "p10": " P10", "p90": " P90", "probability": "", SOLVED: ""}


def locked_figures(results: Results) -> dict[str, Numbers]:
    """The headline of the last year by address: beds, money, budgets and staff, each where the scenario has them.

    Rounded to one digit more than is shown; P10, P90 and probabilities where there are draws.
    """
    return {address: _rounded(address, numbers) for address, numbers in _figures(results)}


def _figures(results: Results) -> Iterator[tuple[str, Numbers]]:
    year = results.years[-1]
    for figure in headline([results.scenario]):
        reading = read(figure, results, year)
        if reading is not None and not (figure.optional and _nought(reading)):
            yield figure.address, _numbers(reading, likely=figure.kind.way == "below zero")
    if results.draws and len(results.scenario.content.pools) > 1:
        yield ANY_POOL, {"probability": float((~results.enough_beds()).mean())}
    if results.has("finance.gap"):
        gap = Selector("finance.gap", year=ALL)
        central, _, low, _, high = results.summary(gap)
        yield ALL_YEARS, _known({"central": central, "p10": low, "p90": high})
        if results.draws:
            yield SHORTFALL, {"probability": float((~results.no_shortfall()).mean())}


def _nought(reading: Reading) -> bool:
    """Whether a figure is nothing in the central case and in every draw."""
    drawn = reading.drawn if reading.drawn is not None else np.zeros(1)
    return abs(reading.central) < 1e-9 and bool((np.abs(drawn) < 1e-9).all())


def _numbers(reading: Reading, *, likely: bool) -> Numbers:
    central, mean, low, _, high = reading.statistics
    return _known({"probability": mean} if likely else {"central": central, "p10": low, "p90": high})


def _known(numbers: Mapping[str, float]) -> Numbers:
    return {name: number for name, number in numbers.items() if math.isfinite(number)}


def locked_solved(results: Results) -> Numbers:
    """The values that were solved for, by path, rounded likewise."""
    return {solved.path: rounded(solved.value, _digits(solved.unit)) for solved in results.solved}


def _rounded(address: str, numbers: Numbers) -> Numbers:
    digits = _digits(unit_of(address))
    return {name: rounded(number, digits) for name, number in numbers.items() if number is not None}


def rounded(number: float, digits: int) -> float:
    """A number to so many digits after the point; a whole one as such, and nought without a sign.

    >>> rounded(-0.04, 1), rounded(12.345, 2), rounded(3.04, 1)
    (0, 12.35, 3)
    """
    near = round(number, digits) + 0.0
    return int(near) if near.is_integer() else near


def unit_of(address: str) -> str:
    """The unit of a figure of the headline."""
    kind = kind_of(_name(address))
    return kind.unit if kind is not None else "fraction"


def _name(address: str) -> str:
    """The figure that an address is of, whatever its pool or line is called."""
    return address.partition("[")[0]


def _digits(unit: str) -> int:
    """Digits after the point: one more than is shown."""
    return 1 - round(math.log10(2 * shown_to(unit)))


def last_digit(unit: str) -> float:
    """One in the last digit that a lock holds of a unit.

    >>> last_digit("beds"), last_digit("GBPm"), last_digit("fraction")
    (0.1, 0.01, 0.0001)
    """
    return float(f"1e{-_digits(unit)}")


@dataclass(frozen=True)
class Shift:
    """A figure that is not what the lock says; None where there was, or is, none."""

    address: str
    statistic: str
    unit: str
    old: float | None
    new: float | None

    @property
    def real(self) -> bool:
        """Whether the difference is more than one in the last digit."""
        if self.old is None or self.new is None:
            return self.old is not self.new
        return abs(self.old - self.new) > 1.5 * last_digit(self.unit)

    @property
    def words(self) -> str:
        """The figure, what it was and what it is.

        >>> Shift("beds.gap[pool=acute]", "p10", "beds", -99.0, -121.25).words
          'beds.gap[pool=acute] P10 −99 beds → −121 beds'
        """
        old, new = self._written(0)
        if old == new:
            old, new = self._written(1)
        return f"{self.address}{_NAMES.get(self.statistic, '')} {old} → {new}"

    def _written(self, finer: int) -> list[str]:
        return [written(n, self.unit, finer=finer) if n is not None else "none" for n in (self.old, self.new)]


def shifts(old: Mapping[str, Numbers], new: Mapping[str, Numbers], *, central_only: bool = False) -> list[Shift]:
    """What of the figures differs by more than their last digit, so that rounding at an edge is no difference.

    With `central_only` what depends on the draws is not compared.
    """
    found = [
        Shift(address, name, unit_of(address), old.get(address, {}).get(name), new.get(address, {}).get(name))
        for address in dict.fromkeys([*new, *old])
        for name in dict.fromkeys([*new.get(address, {}), *old.get(address, {})])
        if name == "central" or not central_only
    ]
    return [shift for shift in found if shift.real]


def solved_shifts(old: Numbers, new: Numbers, units: Mapping[str, str]) -> list[Shift]:
    """What of the values that were solved for differs likewise. `units` by path."""
    paths = dict.fromkeys([*new, *old])
    found = [Shift(path, SOLVED, units.get(path, "ratio"), old.get(path), new.get(path)) for path in paths]
    return [shift for shift in found if shift.real]


def by_weight(found: Sequence[Shift]) -> list[Shift]:
    """Some shifts, the most telling first: beds and money before the rest, central values before spreads."""
    return sorted(found, key=_rank)


def telling(found: Sequence[Shift], most: int = 3) -> str:
    """The most telling of some shifts in words, and how many more there are."""
    more = len(found) - most
    return "; ".join(s.words for s in by_weight(found)[:most]) + (f"; and {more} more" if more > 0 else "")


def _rank(shift: Shift) -> tuple[int, int]:
    name = SOLVED if shift.statistic == SOLVED else _name(shift.address)
    first = _FIRST.index(name) if name in _FIRST and shift.address != ALL_YEARS else len(_FIRST)
    return int(shift.statistic in ("p10", "p90")), first
