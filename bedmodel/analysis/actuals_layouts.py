"""The layouts of published figures that can be read, each known by its header.

- Our own: one figure a row, with its source (data/actuals).
- KH03 flat files of NHS England: KH03-Available-Overnight-only.csv and KH03-Occupied-Overnight-only.csv, one row for an
  organisation, sector and quarter; which of the two it is says only the file's name.
- KH03 by quarter of NHS England: the sheet `NHS Trust by Sector` of Beds-Open-Overnight-Web_File, saved as CSV: some
  lines of title, a line with Available, Occupied and % Occupied, and under it the sectors in each of the three.
- Quarters, one row an organisation: org, fy, quarter, ga_available, ga_occupied.
- Quarters, one column an organisation: fy, quarter, and a column NAME_total_available for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bedmodel.analysis.actuals_tables import MISSING, Quarterly, Table, Yearly, number_in, quarter_of, year_in
from bedmodel.metrics import METRICS
from bedmodel.problems import Problem, did_you_mean
from bedmodel.years import QUARTERS

OWN = ("metric", "pool", "area", "definition", "year", "value", "unit", "pandemic", "source", "url")
FLAT = ("organisation_code", "sector", "number_of_beds", "effective_snapshot_date")
ROWS = ("org", "fy", "quarter", "ga_available", "ga_occupied")
SHEET = ("year", "org code", "org name")
TOTAL = "_total_available"
MONTHS = {"june": "Q1", "september": "Q2", "december": "Q3", "march": "Q4"}
"""The month in which a quarter ends, as the sheets of NHS England name quarters."""
AVAILABLE, OCCUPIED = "beds.available", "beds.occupied"
KH03 = "NHS England, KH03"
SEPARATORS = 2
"""Of one kind in one cell of a header: it is they that part the columns."""
TITLE_LINES = 40
"""Lines among which the header of a sheet is looked for."""
MOST = {"beds": 1e6, "fraction": 1.5}
"""More is a slip of the pen: per cent for a fraction, bed-days or pounds for beds. The limits are assumed, and wide."""
COMPARABLE = tuple(
    name for name, metric in METRICS.items() if metric.axis == "pool" and metric.unit in ("beds", "fraction")
)
"""Figures that can be held against published ones."""
HINT = (
    f"read are: a table with the columns {', '.join(OWN)}; KH03-Available-Overnight-only.csv and "
    "KH03-Occupied-Overnight-only.csv of NHS England; its sheet `NHS Trust by Sector`, saved as CSV; quarters with the "
    f"columns {', '.join(ROWS)}, or fy, quarter and NAME{TOTAL}"
)

Rows = Iterator[Yearly | Quarterly]


class _BadCellError(Exception):
    """What is wrong with a cell, and in which column."""

    def __init__(self, column: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.column, self.message, self.hint = column, message, hint


def read_table(table: Table, problems: list[Problem]) -> list[Yearly | Quarterly]:
    """The figures of a table in whatever layout it has; lines that cannot be read and unknown layouts are problems."""
    first = _folded(table.lines[0][1]) if table.lines else []
    if set(OWN) <= set(first):
        return _each(table, 0, _own, problems)
    if set(FLAT) <= set(first):
        return _flat(table, problems)
    if set(ROWS) <= set(first):
        return _each(table, 0, _organisation_rows, problems)
    if {"fy", "quarter"} <= set(first) and any(name.endswith(TOTAL) for name in first):
        return _each(table, 0, _organisation_columns, problems)
    for at, (_, cells) in enumerate(table.lines[:TITLE_LINES]):
        if set(SHEET) <= set(_folded(cells)):
            return _sheet(table, at, problems)
    message, hint = _unknown(first)
    problems.append(Problem(table.place(table.lines[0][0] if first else 1), "H001", "actuals", message, hint))
    return []


def _unknown(header: Sequence[str]) -> tuple[str, str]:
    """What is wrong with a header of no known layout, and a hint: the separator or the few columns that are missing."""
    if not header:
        return "there is nothing in it", HINT
    for separator, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if any(column.count(separator) >= SEPARATORS for column in header):
            return f"the columns are separated by {name}", "save it with commas between the columns (CSV UTF-8)"
    for layout in (OWN, FLAT, ROWS):
        missing, other = [name for name in layout if name not in header], set(header) - {*layout, ""}
        if len(missing) <= len(layout) // 3:
            hint = f"the columns are {', '.join(layout)}"
            hint += f"; of no use here: {', '.join(sorted(other))}" if other else ""
            return f"the column{'s' if len(missing) > 1 else ''} {', '.join(missing)} cannot be found", hint
    return "the header is that of no known layout", HINT


def _folded(cells: Sequence[str]) -> list[str]:
    return [cell.casefold() for cell in cells]


def _each(
    table: Table, header: int, read: Callable[[Table, int, Mapping[str, str]], Rows], problems: list[Problem]
) -> list[Yearly | Quarterly]:
    """Every line below the header by the names of its columns; all that is wrong is reported, line by line."""
    names = _folded(table.lines[header][1])
    found: list[Yearly | Quarterly] = []
    if not table.lines[header + 1 :]:
        place, hint = table.place(table.lines[header][0]), "one line for each figure is wanted"
        problems.append(Problem(place, "H001", "actuals", "there is a header and nothing below it", hint))
    for line, cells in table.lines[header + 1 :]:
        try:
            if len(cells) > len(names):
                raise _BadCellError(
                    names[-1], f"{len(cells)} cells, but {len(names)} columns", "put text with commas in quotes"
                )
            row = dict(zip(names, [*cells, *[""] * len(names)], strict=False))
            found += read(table, line, row)
        except _BadCellError as bad:
            place = table.place(line, names.index(bad.column) if bad.column in names else 0)
            problems.append(Problem(place, "H002", bad.column, bad.message, bad.hint))
    return found


def _number(column: str, text: str, metric: str) -> float:
    """A figure of a metric, which no table can have below 0 or beyond what its unit allows."""
    try:
        value = number_in(text)
    except ValueError as error:
        message, hint = error.args
        raise _BadCellError(column, message, hint) from None
    unit = METRICS[metric].unit
    if value > MOST[unit]:
        hint = "write 0.91 for 91%" if unit == "fraction" else "write beds, not bed-days or pounds"
        raise _BadCellError(column, f"`{text}` is more than {metric} can be, at most {MOST[unit]:,g} in {unit}", hint)
    return value


def _year(column: str, text: str) -> str:
    try:
        return year_in(text)
    except ValueError as error:
        raise _BadCellError(column, str(error)) from None


def _quarter(text: str) -> str:
    if text.upper() not in QUARTERS:
        raise _BadCellError("quarter", f"`{text}` is not a quarter", f"write one of {', '.join(QUARTERS)}")
    return text.upper()


def _own(table: Table, line: int, row: Mapping[str, str]) -> Rows:
    metric = row["metric"]
    if metric not in COMPARABLE:
        raise _BadCellError(
            "metric", f"`{metric}` is no figure that can be held against a model", did_you_mean(metric, COMPARABLE)
        )
    unit = METRICS[metric].unit
    if row["unit"] != unit:
        raise _BadCellError("unit", f"`{row['unit']}`, but {metric} is in {unit}", f"write {unit}")
    for name in ("area", "definition", "source"):
        if not row[name]:
            raise _BadCellError(name, "is empty", "say whose figure it is, what it counts and who published it")
    if row["pandemic"] not in ("yes", "no"):
        raise _BadCellError("pandemic", f"`{row['pandemic']}`", "write yes or no")
    yield Yearly(
        metric,
        row["pool"] or None,
        row["area"],
        row["definition"],
        _year("year", row["year"]),
        _number("value", row["value"], metric),
        row["pandemic"] == "yes",
        row["source"],
        not row["pool"],
        table.place(line),
    )


def _flat(table: Table, problems: list[Problem]) -> list[Yearly | Quarterly]:
    """One of the two flat files; that it is about available or occupied beds says only its name."""
    name = table.path.name.casefold()
    about = [metric for word, metric in (("available", AVAILABLE), ("occupied", OCCUPIED)) if word in name]
    if len(about) != 1 or ("day" in name and "overnight" not in name):
        message = "the name does not say whether these are available or occupied beds, open overnight"
        hint = "keep the name that NHS England gave it, such as KH03-Available-Overnight-only.csv"
        problems.append(Problem(table.place(table.lines[0][0]), "H001", "actuals", message, hint))
        return []

    def read(table: Table, line: int, row: Mapping[str, str]) -> Rows:
        beds, code = row["number_of_beds"], row["organisation_code"]
        if beds in MISSING:
            return
        try:
            year, quarter = quarter_of(row["effective_snapshot_date"])
        except ValueError as error:
            raise _BadCellError("effective_snapshot_date", str(error)) from None
        value = _number("number_of_beds", beds, about[0])
        yield Quarterly(about[0], code, "", _sector(row["sector"]), year, quarter, value, KH03, table.place(line))

    return _each(table, 0, read, problems)


def _sector(text: str) -> str:
    """A sector's name as it is mostly written; the tables differ in capitals, spaces and `Learning Disabilities`."""
    plain = " ".join(text.casefold().replace(" and ", " & ").split())
    names = {"general & acute": "General & Acute", "mental illness": "Mental Illness", "total": "Total"}
    return names.get(plain, "Learning Disability" if plain.startswith("learning") else plain.title())


def _organisation_rows(table: Table, line: int, row: Mapping[str, str]) -> Rows:
    year, quarter = _year("fy", row["fy"]), _quarter(row["quarter"])
    for column, metric in (("ga_available", AVAILABLE), ("ga_occupied", OCCUPIED)):
        if row[column] not in MISSING:
            value, place = _number(column, row[column], metric), table.place(line)
            yield Quarterly(metric, row["org"], "", _sector("General & Acute"), year, quarter, value, KH03, place)


def _organisation_columns(table: Table, line: int, row: Mapping[str, str]) -> Rows:
    year, quarter = _year("fy", row["fy"]), _quarter(row["quarter"])
    for column, text in row.items():
        if column.endswith(TOTAL) and text not in MISSING:
            name, value = column.removesuffix(TOTAL), _number(column, text, AVAILABLE)
            yield Quarterly(AVAILABLE, name, "", "Total", year, quarter, value, KH03, table.place(line), undivided=True)


def _sheet(table: Table, at: int, problems: list[Problem]) -> list[Yearly | Quarterly]:
    """The sheet by trust and sector: the line above the header says where Available and Occupied begin."""
    line, header = table.lines[at]
    groups = _folded(table.lines[at - 1][1]) if at else []
    starts = [groups.index(word) if word in groups else -1 for word in ("available", "occupied", "% occupied")]
    if -1 in starts or starts != sorted(starts):
        message = "the line above does not say where Available, Occupied and % Occupied begin"
        problems.append(Problem(table.place(line), "H001", "actuals", message, HINT))
        return []
    blocks = ((AVAILABLE, starts[0], starts[1]), (OCCUPIED, starts[1], starts[2]))
    names = _folded(header)
    found: list[Yearly | Quarterly] = []
    for number, cells in table.lines[at + 1 :]:
        cells = [*cells, *[""] * (len(header) - len(cells))]
        row = dict(zip(names[: starts[0]], cells, strict=False))
        if not row["org name"] or not row["year"]:
            continue
        try:
            period = (row.get("period end") or row.get("period") or "").casefold()
            if period not in MONTHS:
                raise _BadCellError(
                    "period", f"`{period}` is not the month in which a quarter ends", "write June or March"
                )
            year = _year("year", row["year"])
            for metric, start, stop in blocks:
                for column in range(start, stop):
                    if header[column] and cells[column] not in MISSING:
                        value, place = _number(names[column], cells[column], metric), table.place(number, column)
                        who, sector = (row["org code"], row["org name"]), _sector(header[column])
                        found.append(Quarterly(metric, *who, sector, year, MONTHS[period], value, KH03, place))
        except _BadCellError as bad:
            column = names.index(bad.column) if bad.column in names else 0
            problems.append(Problem(table.place(number, column), "H002", bad.column, bad.message, bad.hint))
    return found
