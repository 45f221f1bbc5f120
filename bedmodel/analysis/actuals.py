"""What was published about the years since: series of yearly figures, read from files of several layouts.

A series has one definition throughout; what is defined differently is another series, and only changes within a series
are ever compared with a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bedmodel.analysis.actuals_layouts import read_table
from bedmodel.analysis.actuals_tables import PANDEMIC, Quarterly, Yearly, tables
from bedmodel.problems import Problem, ScenarioError, did_you_mean
from bedmodel.years import QUARTERS

SECTOR = "General & Acute"
"""The sector of the returns that is read where none is asked for: hospital beds that are neither maternity, mental
health nor learning disability beds."""
SAME = 0.01
"""Beds: published figures that lie closer together are the same but for rounding."""


@dataclass(frozen=True)
class Series:
    """Yearly figures of one definition: beds (mean over the year) or a fraction, by financial year."""

    metric: str
    pool: str | None
    """The pool of a scenario that it can be held against; None where the file does not say."""
    area: str
    definition: str
    values: Mapping[str, float]
    pandemic: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
    beside: bool = False
    """Whether it is about somewhere else and shown beside the others, held against nothing."""


@dataclass(frozen=True)
class Actuals:
    """The series of some files, and what must be known about them."""

    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()


def read_actuals(
    paths: Sequence[str | Path],
    *,
    organisation: str | None = None,
    sector: str | None = None,
    pool: str | None = None,
    root: Path | None = None,
) -> Actuals:
    """Read published figures from files, or from all CSV files of folders.

    Quarters are made into years: the mean of four; a year with fewer is left out, and that is said. How full beds are
    is occupied ÷ available of the same definition where the files do not give it. `organisation` and `sector` choose
    from tables of many, `organisation` among the areas of tables of years too; `pool` says which pool of a scenario
    they count. Raises ScenarioError with every line that cannot be read or that contradicts another, KeyError where
    there is no such organisation or sector, or where there are several organisations and none is chosen.
    """
    problems: list[Problem] = []
    found: list[Yearly | Quarterly] = []
    skipped: list[Problem] = []
    for table in tables([str(path) for path in paths], root, problems):
        wrong: list[Problem] = []
        found += read_table(table, wrong)
        unknown = table.in_folder and any(problem.code == "H001" for problem in wrong)
        (skipped if unknown else problems).extend(wrong)
    if not found:
        problems += skipped
    yearly = [row for row in found if isinstance(row, Yearly)]
    quarterly = [row for row in found if isinstance(row, Quarterly)]
    if problems:
        raise ScenarioError(problems)
    notes: list[str] = []
    if organisation is not None:
        yearly, quarterly = _of_organisation(yearly, quarterly, organisation, notes)
    _check_one_organisation(yearly, quarterly)
    if sector is not None and yearly:
        notes.append(f"Not chosen by sector `{sector}`: tables of years name no sectors, only what they count.")
    years, short = _years(_of_sector(quarterly, sector), pool, problems)
    notes += short
    if skipped:
        why = "; ".join(f"{Path(problem.place.file).name} ({problem.message})" for problem in skipped)
        notes.append(f"Not read: {why}.")
    series = list(_series([*yearly, *years], problems))
    if problems:
        raise ScenarioError(problems)
    return Actuals((*series, *_occupancy(series)), tuple(notes))


def _of_organisation(
    yearly: Sequence[Yearly], quarterly: Sequence[Quarterly], wanted: str, notes: list[str]
) -> tuple[list[Yearly], list[Quarterly]]:
    """The rows of one organisation, called by its code or its name, or as the area of a table of years.

    Tables of years that have no such area are kept, and that is said: they mostly are about one place, whose name they
    write in their own way. So is what is about elsewhere, which is held against nothing.
    """
    called = wanted.casefold()
    rows = [row for row in quarterly if called in (row.code.casefold(), row.name.casefold())]
    areas = {row.area for row in yearly if not row.beside}
    named = {area for area in areas if area.casefold() == called}
    if not rows and not named:
        names = areas | {name for row in quarterly for name in (row.code, row.name) if name}
        raise KeyError(f"no organisation is called `{wanted}`; {did_you_mean(wanted, names)}")
    if areas and not named:
        notes.append(f"Not chosen by organisation `{wanted}`: the tables of years, which are of {_some(areas)}.")
    return [row for row in yearly if row.beside or not named or row.area in named], rows


def _check_one_organisation(yearly: Sequence[Yearly], quarterly: Sequence[Quarterly]) -> None:
    """That a scenario, which is about one place, is not held against many. Raises KeyError with their names."""
    several = {row.code or row.name for row in quarterly}
    areas: dict[tuple[str, str | None, str], set[str]] = {}
    for row in yearly:
        if not row.beside:
            areas.setdefault((row.metric, row.pool, row.definition), set()).add(row.area)
    for names in (several, *areas.values()):
        if len(names) > 1:
            raise KeyError(
                f"these files have several organisations; choose one with --organisation ({did_you_mean('', names)})"
            )


def _some(names: Iterable[str]) -> str:
    return did_you_mean("", names).removeprefix("known here: ")


def _of_sector(rows: Sequence[Quarterly], wanted: str | None) -> list[Quarterly]:
    """The rows of one sector; of tables that have no sectors, all, unless one is asked for."""
    chosen = [row for row in rows if row.sector.casefold() == (wanted or SECTOR).casefold()]
    chosen += [row for row in rows if wanted is None and row.undivided]
    if rows and not chosen:
        raise KeyError(
            f"no sector is called `{wanted or SECTOR}`; {did_you_mean(wanted or '', {r.sector for r in rows})}"
        )
    return chosen


def _years(rows: Sequence[Quarterly], pool: str | None, problems: list[Problem]) -> tuple[list[Yearly], list[str]]:
    """Each year as the mean of its four quarters, and which years are left out because they have fewer."""
    quarters: dict[tuple[str, str, str, str], dict[str, Quarterly]] = {}
    for row in rows:
        same_year = quarters.setdefault((row.metric, row.name or row.code, row.definition, row.year), {})
        first = same_year.setdefault(row.quarter, row)
        if abs(first.value - row.value) > SAME:
            problems.append(_contradiction(row, f"{row.year} {row.quarter}", first))
    found: list[Yearly] = []
    short: dict[str, str] = {}
    for (metric, area, definition, year), by_quarter in quarters.items():
        if len(by_quarter) < len(QUARTERS):
            short[year] = f"{year} ({len(by_quarter)})"
            continue
        mean = sum(row.value for row in by_quarter.values()) / len(QUARTERS)
        last = by_quarter[QUARTERS[-1]]
        source = f"{last.source}, mean of four quarters"
        found.append(Yearly(metric, pool, area, definition, year, mean, year in PANDEMIC, source, False, last.place))
    left_out = ", ".join(short[year] for year in sorted(short))
    return found, [f"Left out, because fewer than four quarters are published: {left_out}."] if left_out else []


def _series(rows: Iterable[Yearly], problems: list[Problem]) -> Iterator[Series]:
    """Rows of one metric, pool, area and definition together, by year."""
    together: dict[tuple[str, str | None, str, str, bool], dict[str, Yearly]] = {}
    for row in rows:
        years = together.setdefault((row.metric, row.pool, row.area, row.definition, row.beside), {})
        first = years.setdefault(row.year, row)
        if abs(first.value - row.value) > (SAME if row.metric.startswith("beds.") else SAME / 100):
            problems.append(_contradiction(row, row.year, first))
    for (metric, pool, area, definition, beside), years in together.items():
        by_year = [years[year] for year in sorted(years)]
        yield Series(
            metric,
            pool,
            area,
            definition,
            {row.year: row.value for row in by_year},
            frozenset(row.year for row in by_year if row.pandemic),
            tuple(dict.fromkeys(row.source for row in by_year)),
            beside,
        )


def _contradiction(row: Yearly | Quarterly, when: str, first: Yearly | Quarterly) -> Problem:
    message = f"{when} is {row.value:g} here and {first.value:g} at {first.place}"
    return Problem(row.place, "H003", row.metric, message, "leave out the file that has been revised since")


def _occupancy(series: Sequence[Series]) -> Iterator[Series]:
    """Occupied ÷ available, where both are given by one definition and how full the beds are is not."""
    by_key = {(s.metric, s.pool, s.area, s.definition): s for s in series}
    for (metric, *rest), occupied in by_key.items():
        available = by_key.get(("beds.available", *rest))  # type: ignore[arg-type]
        if metric != "beds.occupied" or available is None or ("occupancy.mean", *rest) in by_key:
            continue
        values = {y: v / available.values[y] for y, v in occupied.values.items() if available.values.get(y)}
        if values:
            yield replace(occupied, metric="occupancy.mean", values=values)
