"""How do the options compare? Side by side, on the same futures."""

from __future__ import annotations

from collections.abc import Iterator

from bedmodel.analysis.compare import Comparison, Row
from bedmodel.metrics import ALL, JUDGED, METRICS, Selector
from bedmodel.report import compare_words, page_charts
from bedmodel.report.answers import Said
from bedmodel.report.cells import Cell, Table
from bedmodel.report.compare_charts import money_row, pools_compared, with_pool
from bedmodel.report.compare_tables import comparison_table, value_cell
from bedmodel.report.dossier import Picture, Section
from bedmodel.report.phrases import in_futures
from bedmodel.report.sections.given import Together
from bedmodel.report.words import held_against
from bedmodel.units import number, written

SHOWS = (
    "Blue: beds needed, with bands from P10 to P90 and P25 to P75; orange: beds open; dotted: beds needed in the first "
    "option. All panels have the same axes, which need not start at 0"
)


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
        notes=[compare_words.reading_guide(comparison), *compare_words.notes(comparison)],
    )


def _named(comparison: Comparison) -> Iterator[str]:
    """What each option is called in the table, and what it is."""
    for name, title in compare_words.titles(comparison):
        yield f"{name}: {title}."


def _best(comparison: Comparison) -> Iterator[str]:
    """Which option is best on each figure by which plans are judged, and how surely it beats the reference."""
    for row in comparison.rows:
        if row.figure.kind.name in JUDGED and row.figure.pool != ALL and row.year == comparison.years[-1]:
            text = _best_of(comparison, row)
            if text:
                yield text


def _best_of(comparison: Comparison, row: Row) -> str:
    kind = row.figure.kind
    known = [
        (cell.value[0] if kind.better == "more" else -cell.value[0], -place)
        for place, cell in enumerate(row.options)
        if cell is not None and cell.value[0] is not None
    ]
    if len(known) < 2:
        return ""
    place = -max(known)[1]
    cell, option = row.options[place], comparison.options[place]
    assert cell is not None
    assert cell.value[0] is not None
    figure = "beds" if kind.name == JUDGED[0] else "money"
    what = f"{row.figure.section}, {figure}" if figure == "beds" else "Money"
    text = f"{what}: best in {option.name}, {_amount(kind.name, cell.value[0])}"
    better = None if cell.against is None else cell.against.better
    if place != comparison.reference and better is not None:
        text += f"; better than in {comparison.against.name} {in_futures(better)}"
    return f"{text}."


def _amount(metric: str, value: float) -> str:
    """A gap in words."""
    size = written(abs(value), METRICS[metric].unit)
    if number(value, METRICS[metric].unit) == number(0, METRICS[metric].unit):
        return "neither too many nor too few" if metric == JUDGED[0] else "no gap"
    if metric == JUDGED[0]:
        return f"{size} {'to spare' if value > 0 else 'too few'}"
    return f"{'a shortfall' if value > 0 else 'a surplus'} of {size}"


def _standards(comparison: Comparison) -> Iterator[str]:
    """What each option's beds are held against, where they are not all held against the same."""
    held: dict[str, dict[str, list[str]]] = {}
    for option in comparison.options:
        for pool in option.results.scenario.content.pools.values():
            standard = held_against(option.results, pool).strip()
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
        rows = []
        for option in options:
            ends = [option.courses[Selector(f"beds.{kind}", pool=pool)].central for kind in ("required", "available")]
            need, opened = (float(course[-1]) for course in ends)
            cells = [Cell(number(need, "beds")), Cell(number(opened, "beds"))]
            rows.append([Cell(option.name), *cells, Cell(number(opened - need, "beds", sign=True))])
        told = "; ".join(f"{row[0].text}: needed {row[1].text}, open {row[2].text}" for row in rows)
        yield together.drawing.picture(
            f"beds-{pool}",
            f"Beds needed against beds open in each option: {title}",
            f"At the end of each option. {told}.",
            f"{SHOWS}; {_futures(comparison)}",
            Table(f"{title}: beds in the last year", ["Option", "Needed", "Open", "Open − needed"], rows),
            lambda pool=pool: page_charts.options_beds(comparison, pool),  # type: ignore[misc]
        )


def _money(together: Together) -> Iterator[Picture]:
    comparison = together.comparison
    row = money_row(comparison)
    if row is None:
        return
    cells = [value_cell(row, cell) for cell in row.options]
    rows = [[Cell(option.name), cell] for option, cell in zip(comparison.options, cells, strict=True)]
    told = "; ".join(f"{name.text}: {cell.text}" for name, cell in rows)
    yield together.drawing.picture(
        "money",
        f"What is left of the money gap in {row.year}, in each option",
        f"£m, + shortfall, − surplus. {told}.",
        f"Dots: the central case; bars: P10 to P90; £m of the year; {_futures(comparison)}",
        Table(f"What is left in {row.year}, £m", ["Option", "+ shortfall, − surplus"], rows),
        lambda: page_charts.options_money(comparison),
        along="y",
    )


def _futures(comparison: Comparison) -> str:
    if not comparison.draws:
        return "the central case only."
    return f"{comparison.draws:,} futures, seed {comparison.against.results.seed}, the same for all options."
