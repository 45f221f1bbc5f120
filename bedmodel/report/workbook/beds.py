"""The sheet of beds: needed, gap and how full they are as formulas over exported cells, each held to the engine's."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bedmodel.metrics import ALL
from bedmodel.report.dossier import Dossier, Portrait
from bedmodel.report.workbook.beds_inputs import PoolInputs, pool_inputs
from bedmodel.report.workbook.contents import Content, Formula, Number, Text
from bedmodel.report.workbook.figures import Figures
from bedmodel.report.workbook.sheet import Column, Sheet, cell, down

NAME = "Beds"
YEAR, FILLED, STANDARD, WINTER, OPEN, NEEDED, GAP, FULL, FULL_IN_WINTER, ENGINE = range(2, 12)
CHECK, UNPLANNED, SPREADS = 15, 17, 18
WORKED_OUT = (
    (NEEDED, "beds.required", "beds", False),
    (GAP, "beds.gap", "beds", True),
    (FULL, "occupancy.mean", "fraction", False),
    (FULL_IN_WINTER, "occupancy.winter", "fraction", False),
)
"""Columns with formulas, the figures of the engine that they must come to, their units and whether signs are shown."""
SPREAD = (("needed", "beds.required"), ("open", "beds.available"), *(("gap", "beds.gap"), ("full", "occupancy.mean")))
BY_STANDARD = "filled ÷ standard"
BY_ACCESS = "access standard: exported, since it takes more than a division"
TOGETHER = "sums of the pools, though a spare bed in one helps no patient of another"
ALL_POOLS = "All pools together"
HEADS = (
    Column("Option", 16),
    Column("Pool", 32),
    Column("Year", 9),
    Column("Beds filled at midnight (exported)", 12),
    Column("Standard: how full they may be (exported)", 12),
    Column("Three fullest months ÷ the year (exported)", 12),
    Column("Beds open (exported)", 11),
    Column("Beds needed = filled ÷ standard", 12),
    Column("Gap = open − needed; negative: too few", 13),
    Column("Full on average = filled ÷ open", 12),
    Column("Full in winter = filled × three fullest months ÷ open", 14),
    Column("bedmodel: needed", 11),
    Column("bedmodel: gap", 11),
    Column("bedmodel: full on average", 11),
    Column("bedmodel: full in winter", 11),
    Column("Largest difference between formulas and bedmodel", 14),
    Column("How beds needed are worked out", 76),
    Column("Needed if the plan changed nothing", 12),
    *(Column(f"{end} of {what}", 10) for what, _ in SPREAD for end in ("P10", "P90")),
)


@dataclass
class BedRows:
    """Where the sheet has the years of each pool of each option."""

    found: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    """First and last row, by option and pool."""
    last: int = 0
    differences: list[float] = field(default_factory=list)
    """By how much the formulas of each row differ from the engine's figures at the most."""


@dataclass(frozen=True)
class _Line:
    """What a row is made from."""

    row: int
    first: int
    """The first row of the option's pools."""
    pools: int
    """How many rows its pools have, those of all pools together not among them."""
    figures: Figures
    pool: str
    year: str
    inputs: Mapping[str, PoolInputs]

    def engine(self, metric: str, pool: str | None = None) -> float | None:
        """The engine's figure of the year, for the row's pool where none is named."""
        return self.figures.central(metric, self.year, pool=pool or self.pool)

    @property
    def parts(self) -> Sequence[str]:
        """The pools that the row is of."""
        return [*self.inputs] if self.pool == ALL else [self.pool]

    def summed(self, metric: str) -> float:
        """An exported figure, or the sum of it over all pools."""
        return sum(self.engine(metric, pool) or 0.0 for pool in self.parts)

    def needed(self, pool: str) -> float:
        """Beds needed of a pool: filled ÷ standard, or as exported where that takes more than a division."""
        standard = self.inputs[pool].standard
        if standard is None:
            return self.engine("beds.required", pool) or 0.0
        return (self.engine("beds.occupied", pool) or 0.0) / standard

    @property
    def winter(self) -> float:
        """Three fullest months ÷ the year; of several pools weighted by the beds filled."""
        if self.pool != ALL:
            return self.inputs[self.pool].winter
        filled = {pool: self.engine("beds.occupied", pool) or 0.0 for pool in self.parts}
        total = sum(filled.values())
        return sum(beds * self.inputs[pool].winter for pool, beds in filled.items()) / total if total > 0 else 1.0

    @cached_property
    def worked_out(self) -> Mapping[int, float | None]:
        """What the formulas come to, by their columns."""
        filled, opened = self.summed("beds.occupied"), self.summed("beds.available")
        needed = sum(map(self.needed, self.parts))
        full = filled / opened if opened > 0 else None
        in_winter = filled * self.winter / opened if opened > 0 else None
        return {NEEDED: needed, GAP: opened - needed, FULL: full, FULL_IN_WINTER: in_winter}


def has_beds(dossier: Dossier) -> bool:
    """Whether any option has beds."""
    return any(portrait.results.scenario.content.pools for portrait in dossier.portraits)


def write_beds(sheet: Sheet, dossier: Dossier) -> BedRows:
    """Fill the sheet; where it has which pool."""
    sheet.heads(HEADS, kept=3)
    found = BedRows()
    for portrait in dossier.portraits:
        _write_option(sheet, portrait, found)
    found.last = sheet.row - 1
    sheet.checked(CHECK, 1, found.last)
    sheet.print_to(CHECK)
    sheet.filtered()
    return found


def _write_option(sheet: Sheet, portrait: Portrait, found: BedRows) -> None:
    """The rows of an option: each pool by year, then all of them together where there are several."""
    figures, years, first = Figures(portrait), portrait.results.years, sheet.row
    inputs = pool_inputs(portrait.results)
    pools = portrait.results.scenario.content.pools
    count = len(pools) * len(years)
    for name in [*pools, *([ALL] if len(pools) > 1 else [])]:
        found.found[portrait.name, name] = (sheet.row, sheet.row + len(years) - 1)
        title = ALL_POOLS if name == ALL else pools[name].title
        for year in years:
            line = _Line(sheet.row, first, count, figures, name, year, inputs)
            difference = _difference(line)
            found.differences.append(difference)
            sheet.add([portrait.name, Text(title), year, *_contents(line, difference)])


def _difference(line: _Line) -> float:
    """By how much what the formulas come to differs at most from the engine's figures; an empty cell counts as 0."""
    ours, theirs = line.worked_out, {column: line.engine(metric) for column, metric, _, _ in WORKED_OUT}
    return max(abs(_or_nought(ours[column]) - _or_nought(theirs[column])) for column in theirs)


def _or_nought(value: float | None) -> float:
    return value if value is not None and math.isfinite(value) else 0.0


def _contents(line: _Line, difference: float) -> Iterator[Content]:
    """The cells of a row from the beds filled on, in the order of the heads."""
    values, row = line.worked_out, line.row
    yield from _summed(line) if line.pool == ALL else _exported(line)
    filled, winter, opened, needed = (cell(row, at) for at in (FILLED, WINTER, OPEN, NEEDED))
    formulas = {
        GAP: f"={opened}-{needed}",
        FULL: f'=IF({opened}>0,{filled}/{opened},"")',
        FULL_IN_WINTER: f'=IF({opened}>0,{filled}*{winter}/{opened},"")',
    }
    for column, _, unit, sign in WORKED_OUT[1:]:
        yield Formula(formulas[column], values[column], unit, sign)
    for _, metric, unit, sign in WORKED_OUT:
        yield Number(line.engine(metric), unit, sign, exported=True)
    pairs = [(cell(row, NEEDED + at), cell(row, ENGINE + at)) for at in range(len(WORKED_OUT))]
    largest = ",".join(f"ABS(N({ours})-N({theirs}))" for ours, theirs in pairs)
    yield Formula(f"=MAX({largest})", difference, check=True)
    yield _how(line)
    yield Number(line.engine("beds.required_before_levers"), "beds")
    for _, metric in SPREAD:
        found = line.figures.row(metric, line.year, pool=line.pool)
        unit, sign = ("beds", metric == "beds.gap") if found is None else (found.unit, metric == "beds.gap")
        yield from (Number(end, unit, sign) for end in ((found.p10, found.p90) if found else (None, None)))


def _exported(line: _Line) -> Sequence[Content]:
    """Filled, standard, winter, open and needed of a pool."""
    standard, needed = line.inputs[line.pool].standard, line.worked_out[NEEDED]
    worked_out: Content = Number(needed, "beds", exported=True)
    if standard is not None:
        worked_out = Formula(f"={cell(line.row, FILLED)}/{cell(line.row, STANDARD)}", needed, "beds")
    return [
        Number(line.engine("beds.occupied"), "beds", exported=True),
        Number(standard, "fraction", exported=True),
        Number(line.winter, "index", exported=True),
        Number(line.engine("beds.available"), "beds", exported=True),
        worked_out,
    ]


def _summed(line: _Line) -> Sequence[Content]:
    """The same of all pools together: sums, and the winter weighted by the beds filled."""
    last = line.first + line.pools - 1
    in_year = f"({down(YEAR, line.first, last)}={cell(line.row, YEAR)})"

    def summed(*columns: int) -> str:
        return f"SUMPRODUCT({'*'.join([in_year, *(down(column, line.first, last) for column in columns)])})"

    in_winter = f"=IF({cell(line.row, FILLED)}>0,{summed(FILLED, WINTER)}/{cell(line.row, FILLED)},1)"
    return [
        Formula("=" + summed(FILLED), line.summed("beds.occupied"), "beds"),
        None,
        Formula(in_winter, line.winter, "index"),
        Formula("=" + summed(OPEN), line.summed("beds.available"), "beds"),
        Formula("=" + summed(NEEDED), line.worked_out[NEEDED], "beds"),
    ]


def _how(line: _Line) -> Content:
    if line.pool == ALL:
        return Text(TOGETHER, soft=True)
    return Text(BY_ACCESS if line.inputs[line.pool].standard is None else BY_STANDARD, soft=True)
