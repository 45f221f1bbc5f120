"""How do the options compare? Side by side, on the same futures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bedmodel.analysis.compare import Comparison, Option, Row
from bedmodel.metrics import ALL, JUDGED, METRICS, Selector
from bedmodel.report import compare_words, solved_words, words
from bedmodel.report.answers import Said
from bedmodel.report.captions import same_futures
from bedmodel.report.cells import Cell, Table
from bedmodel.report.charted import money_row, options_shown, pools_compared, with_pool
from bedmodel.report.compare_tables import comparison_table, value_cell
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.phrases import capital, in_futures
from bedmodel.report.sections.given import Together
from bedmodel.units import number, range_numbers

BEDS = JUDGED[0]
AXES = "All panels have the same axes, which need not start at 0."
ROUNDED = "Each figure is rounded by itself, so a sum or a difference can be one off in its last digit."


def side_by_side(together: Together) -> Section | None:
    """All options in one table and in pictures; None where there is one option alone."""
    comparison = together.comparison
    if len(comparison.options) < 2:
        return None
    said = [*_named(comparison), *_best(comparison), *_standards(comparison)]
    return Section(
        name="options",
        title="How do the options compare?",
        lead="All options meet the same futures, so that only what they do differently sets them apart.",
        sentences=[Said(text) for text in said],
        pictures=[*_beds(together), *_money(together)],
        tables=[comparison_table(comparison)],
        notes=[compare_words.reading_guide(comparison), ROUNDED, *compare_words.notes(comparison)],
    )


def _named(comparison: Comparison) -> Iterator[str]:
    """What each option is called in the table, and what it is."""
    for name, title in compare_words.titles(comparison):
        yield f"{name}: {title}."


def _best(comparison: Comparison) -> Iterator[str]:
    """Which option is best on each figure by which plans are judged, and how surely: future by future."""
    for row in comparison.rows:
        if row.figure.kind.name in JUDGED and row.figure.pool != ALL and row.year == comparison.years[-1]:
            yield from _best_of(comparison, row)


def _best_of(comparison: Comparison, row: Row) -> Iterator[str]:
    """The best option on one figure against the reference; against the next best where it is the reference itself."""
    ranked = _ranked(row)
    if len(ranked) < 2:
        return
    best, following = ranked[:2]
    other = following if best == comparison.reference or comparison.reference not in ranked else comparison.reference
    kind, option = row.figure.kind, comparison.options[best]
    amount, next_best = (_amount(kind.name, _central(row, at)) for at in (best, following))
    what = f"{row.figure.section}, beds" if kind.name == BEDS else "Money"
    if amount == next_best:
        yield f"{what}: in the central case the best is {amount}, and more than one option has it."
        return
    text = f"{what}: best in {option.name}, {amount}"
    if kind.name == BEDS and _standard(option, row) != _standard(comparison.options[other], row):
        text += f", but held to another standard than {comparison.options[other].name}"
    if solved_words.worked_out(option.results, [Selector(kind.name, row.figure.pool, year=row.year)]):
        text += " (no finding: it was worked out to be so)"
    share = _how_often(row, best, other, comparison.reference)
    yield f"{text}{'' if share is None else f'; better than in {comparison.options[other].name} {in_futures(share)}'}."


def _standard(option: Option, row: Row) -> str:
    return words.held_against(option.results, option.results.scenario.content.pools[row.figure.pool or ""])


def _central(row: Row, option: int) -> float:
    cell = row.options[option]
    assert cell is not None
    assert cell.value[0] is not None
    return cell.value[0]


def _ranked(row: Row) -> list[int]:
    """The options that have a figure, the best first; those that are alike in their order."""
    known = [at for at, cell in enumerate(row.options) if cell is not None and cell.value[0] is not None]
    more = -1.0 if row.figure.kind.better == "more" else 1.0
    return sorted(known, key=lambda at: more * _central(row, at))


def _how_often(row: Row, best: int, other: int, reference: int) -> float | None:
    """In what share of the futures the best option is better than another, one of the two being the reference."""
    cell = row.options[other if best == reference else best]
    if cell is None or cell.against is None:
        return None
    return cell.against.worse if best == reference else cell.against.better


def _amount(metric: str, gap: float) -> str:
    """A gap in words."""
    return words.spare(gap) if metric == BEDS else words.shortfall(gap)


def _standards(comparison: Comparison) -> Iterator[str]:
    """What each option's beds are held against, where they are not all held against the same."""
    held: dict[str, dict[str, list[str]]] = {}
    for option in comparison.options:
        for pool in option.results.scenario.content.pools.values():
            standard = words.held_against(option.results, pool).strip()
            held.setdefault(pool.title, {}).setdefault(standard, []).append(option.name)
    for title, standards in held.items():
        if len(standards) > 1:
            parts = [f"{compare_words.listed(names)}: {standard}" for standard, names in standards.items()]
            yield f"{title}: not all options are held to one standard, so gaps differ too. {'; '.join(parts)}."


def _beds(together: Together) -> Iterator[Picture]:
    comparison = together.comparison
    for pool in pools_compared(comparison):
        options = with_pool(comparison, pool)
        title = options[0].results.scenario.content.pools[pool].title
        rows = [_bed_row(option, pool) for option in options]
        told = "; ".join(f"{row[0].text}: needed {row[1].text}, open {row[2].text}" for row in rows)
        yield together.drawing.picture(
            f"beds-{pool}",
            f"Beds needed against beds open in each option: {title}",
            f"At the end of each option. {told}.",
            f"{options_shown(comparison, pool)}. {AXES} {capital(same_futures(comparison))}.",
            Table(f"{title}: beds in the last year", ["Option", "Needed", "Open", "Open − needed"], rows),
            lambda charts, pool=pool: charts.options_beds(comparison, pool),  # type: ignore[misc]
        )


def _bed_row(option: Option, pool: str) -> list[Cell]:
    """Beds needed and open at the end of an option, and the gap, each with its P10 to P90."""
    wanted = {"beds.required": False, "beds.available": False, BEDS: True}
    return [Cell(option.name), *(_at_the_end(option, metric, pool, sign=sign) for metric, sign in wanted.items())]


def _at_the_end(option: Option, metric: str, pool: str, *, sign: bool) -> Cell:
    """A figure of an option's own last year."""
    course, unit = option.courses[Selector(metric, pool=pool)], METRICS[metric].unit
    value, ends = float(course.central[-1]), course.central[[-1, -1]] if course.fan is None else course.fan[[0, 3], -1]
    low, high = map(float, ends)
    return Cell(
        number(value, unit, sign=sign),
        range_numbers(value, low, high, unit, sign=sign),
        address=str(Selector(metric, pool=pool, year=option.results.years[-1])),
        option=option.name,
    )


def _money(together: Together) -> Iterator[Picture]:
    comparison = together.comparison
    row = money_row(comparison)
    if row is None:
        return
    cells = [value_cell(row, cell) for cell in row.options]
    named = zip(comparison.options, cells, strict=True)
    rows = [[Cell(option.name), replace(cell, option=option.name)] for option, cell in named]
    told = "; ".join(f"{name.text}: {cell.text}" for name, cell in rows)
    yield together.drawing.picture(
        "money",
        f"What is left of the money gap in {row.year}, in each option",
        f"£m, + shortfall, − surplus. {told}.",
        f"Dots: the central case; bars: P10 to P90; £m of the year; {same_futures(comparison)}.",
        Table(f"What is left in {row.year}, £m", ["Option", "+ shortfall, − surplus"], rows),
        lambda charts: charts.options_money(comparison),
        along="y",
    )
