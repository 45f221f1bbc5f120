"""The first sheet: the answer in words, the figures it turns on, how to read signs, and what is on which sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import bedmodel
from bedmodel.report import solved_words, words
from bedmodel.report.assumption_words import file_name
from bedmodel.report.dossier import Dossier, Portrait
from bedmodel.report.workbook import beds, money
from bedmodel.report.workbook.contents import Content, Formula, Number, Text
from bedmodel.report.workbook.figures import Figures
from bedmodel.report.workbook.sheet import TOLERANCE, Sheet, cell, down
from bedmodel.report.workbook.waterfall import MoneyRows
from bedmodel.results import Row

NAME = "Answer"
WIDTHS = (24, 80, 14, 14, 14, 14, 14)
SIGNS = (
    "A negative bed gap is too few beds; a positive money gap is a shortfall.",
    "Figures are the central case, every assumption at its stated value, unless P10, P50, P90 or the mean is said. "
    "80 of 100 futures lie between P10 and P90; the central case need not lie in their middle.",
    "Blue numbers are exported from bedmodel. Black numbers on the sheets Beds, Money and Options are formulas: change "
    "a blue cell and they follow, and the difference from bedmodel's own figure beside them turns red. The model "
    "itself is not in the workbook: beds that you change here change no money.",
    "Formulas are for the central case alone. P10 to P90 come from the futures that bedmodel drew, and cannot be added "
    "or subtracted.",
)
DIFFER = "Beds_formulas_that_differ", "Money_formulas_that_differ"
"""Names of the cells that count formulas which do not come to the engine's figure."""
CONTENTS = {
    "Charts": "Beds, how full they are, and the money of each option, to copy into a paper.",
    "Beds": "Beds filled, needed and open by pool and year; gap and how full they are as formulas, held to bedmodel's.",
    "Occupancy": "How full the beds are, in winter and on the worst days, with P10 and P90.",
    "Money": "From costs and income to what is left, by line and year; the sums as formulas, held to bedmodel's.",
    "Options": "Every option side by side, the differences from the reference as formulas.",
    "What to believe": "What must hold for the plan to work, beside what has been achieved.",
    "What matters": "Which numbers move the answer most.",
    "Risks": "What may go wrong, how often, and what it would do.",
    "Who pays": "Whose money each part of the gap is.",
    "Questions": "A scrutiny committee's questions with what documents and model say.",
    "Assumptions": "Every number with its source, its place there, how sure it is and why; filter it.",
    "Sources": "Every document and data set cited, with its address.",
    "Contradictions": "Where documents contradict each other.",
    "Comparison": "Each figure of each option with its difference future by future, and how often it is better.",
    "Results": "Every figure of every year, as in results.json.",
    "About": "How this was made, and what each figure means.",
}
"""What is on each sheet that there may be."""


@dataclass(frozen=True)
class Where:
    """Where other sheets have what the answer points at."""

    sheets: Sequence[str]
    beds: beds.BedRows | None
    money: Mapping[str, MoneyRows]


def write_answer(sheet: Sheet, dossier: Dossier, where: Where) -> dict[str, str]:
    """Fill the sheet; the names to define, each with the cell it stands for."""
    sheet.widths(WIDTHS)
    sheet.add([Text(dossier.heading, heading=True)])
    for portrait in dossier.portraits:
        for cells in _option(portrait, len(dossier.portraits) > 1):
            sheet.add(cells)
    sheet.add([])
    sheet.add([Text("How to read it", bold=True), SIGNS[0]])
    for text in SIGNS[1:]:
        sheet.add([None, text])
    sheet.add([])
    _key_figures(sheet, dossier, where)
    names = _checks(sheet, where)
    sheet.add([])
    sheet.add([Text("Sheet", bold=True), Text("What is on it", bold=True)])
    for name in where.sheets:
        if name in CONTENTS:
            sheet.add_link(name, CONTENTS[name])
    return names


def _option(portrait: Portrait, several: bool) -> Iterator[Sequence[Content]]:
    """The three sentences of an option, and what was run."""
    results, scenario = portrait.results, portrait.results.scenario
    header = scenario.content.scenario
    yield []
    if several:
        yield [Text(portrait.name, bold=True), Text(portrait.title, bold=True)]
    yield from ([name, text] for name, text in zip(_first("Answer"), map(Text, portrait.answer), strict=False))
    solved = solved_words.by_construction(results)
    facts = {
        "Solved for": solved,
        "Set": words.settings(results) if scenario.settings else "",
        "Years": f"{header.baseline} to {header.horizon}; {header.prices} prices; {header.status}",
        "Draws": f"{results.draws:,}, seed {results.seed}" if results.draws else "none: central case only",
        "File": f"{file_name(scenario.file)}, sha256:{scenario.hash}",
    }
    for name, text in facts.items():
        if text:
            yield [Text(name, soft=True), Text(text, soft=True)]
    if not several:
        yield [Text("Version", soft=True), Text(f"bedmodel {bedmodel.__version__}", soft=True)]


def _first(name: str) -> Iterator[str | None]:
    """A name for the first of some rows, and none for the others."""
    yield name
    while True:
        yield None


def _key_figures(sheet: Sheet, dossier: Dossier, where: Where) -> None:
    """The bed gap of each pool and the money gap in the last year, linked to the sheets that work them out."""
    heads = ("Option", "Figure in its last year", "Unit", "Central", "P10", "P50", "P90")
    lines = [line for portrait in dossier.portraits for line in _figures(portrait, where)]
    if not lines:
        return
    sheet.add([Text(head, bold=True) for head in heads])
    for cells in lines:
        sheet.add(cells)
    sheet.add([])


def _figures(portrait: Portrait, where: Where) -> Iterator[Sequence[Content]]:
    figures, last = Figures(portrait), portrait.results.years[-1]
    for pool, part in portrait.results.scenario.content.pools.items():
        row = figures.row("beds.gap", last, pool=pool)
        if row is not None and where.beds is not None:
            place = f"{beds.NAME}!{cell(where.beds.found[portrait.name, pool][1], beds.GAP)}"
            yield _figure(portrait, f"Bed gap: {part.title}, {last}", "beds", place, row)
    row = figures.row("finance.gap", last)
    if row is not None and portrait.name in where.money:
        rows = where.money[portrait.name]
        place = f"{money.NAME}!{cell(rows.left, rows.last_year)}"
        yield _figure(portrait, f"Money gap: what is left, {last}", "£m", place, row)


def _figure(portrait: Portrait, title: str, unit: str, place: str, row: Row) -> list[Content]:
    ends = [Number(end, row.unit, sign=True) for end in (row.p10, row.p50, row.p90)]
    return [portrait.name, Text(title), unit, Formula(f"={place}", row.central, row.unit, sign=True), *ends]


def _checks(sheet: Sheet, where: Where) -> dict[str, str]:
    """How many formulas do not come to the engine's figure: none, unless a cell has been changed."""
    names = {}
    if where.beds is not None:
        places = [f"{beds.NAME}!{down(beds.CHECK, 1, where.beds.last)}"]
        names[DIFFER[0]] = _count(
            sheet, "Rows of Beds whose formulas differ from bedmodel's figures", places, where.beds.differences
        )
    if where.money:
        first = money.FIRST_YEAR
        places = [
            f"{money.NAME}!{cell(row, first)}:{cell(row, rows.last_year)}"
            for rows in where.money.values()
            for row in rows.checks
        ]
        differences = [one for rows in where.money.values() for one in rows.differences]
        names[DIFFER[1]] = _count(sheet, "Sums of Money that differ from bedmodel's figures", places, differences)
    return names


def _count(sheet: Sheet, title: str, places: Sequence[str], differences: Sequence[float]) -> str:
    """A cell that counts differences in some places; its address."""
    counts = "+".join(f"SUMPRODUCT(--(ABS({place})>{TOLERANCE:f}))" for place in places)
    differing = float(sum(abs(one) > TOLERANCE for one in differences))
    row = sheet.add([Text("Check", bold=True), title, None, Formula(f"={counts}", differing, "beds")])
    sheet.checked(3, row, row)
    return f"={NAME}!{down(3, row, row).partition(':')[0]}"
