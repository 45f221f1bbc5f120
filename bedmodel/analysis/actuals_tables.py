"""Tables of published figures as they lie in files: found, opened with care, cut into cells that know their line."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bedmodel.problems import Place, Problem, ScenarioError
from bedmodel.scenario.files import Files
from bedmodel.years import QUARTERS, named, start_of

MAX_BYTES = 50_000_000
"""A national table of all quarters since 2001 has some two million."""
SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods")
PANDEMIC = ("2020/21", "2021/22")
"""Years in which the pandemic changed how beds were used, for tables that do not mark them themselves. NHS England
warns against comparing 2020/21 with other years (the page of its bed statistics, KH03)."""
MONTHS_IN_A_QUARTER = 3
FIRST_MONTH = 4
MISSING = ("", "-", "*")
"""What stands in a cell for which there is no figure."""
THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")


@dataclass(frozen=True)
class Yearly:
    """A published figure of a financial year."""

    metric: str
    pool: str | None
    area: str
    definition: str
    year: str
    value: float
    pandemic: bool
    source: str
    beside: bool
    place: Place


@dataclass(frozen=True)
class Quarterly:
    """A published figure of a quarter of a financial year (beds, mean over the quarter)."""

    metric: str
    code: str
    name: str
    sector: str
    year: str
    quarter: str
    value: float
    source: str
    place: Place
    undivided: bool = False
    """Whether its table has no sectors, so that this is all there is."""

    @property
    def definition(self) -> str:
        """What is counted."""
        return f"{self.sector} beds open overnight (KH03)"


@dataclass(frozen=True)
class Table:
    """The cells of a file, each line with its number."""

    path: Path
    lines: Sequence[tuple[int, Sequence[str]]]
    in_folder: bool = False
    """Whether its folder was named and not the file, so that it need not be about beds at all."""

    def place(self, line: int, column: int = 0) -> Place:
        """Where a cell stands: its line, and its number in the line from 1."""
        return Place(str(self.path), line, column + 1)


def tables(paths: Sequence[str], root: Path | None, problems: list[Problem]) -> Iterator[Table]:
    """Every table that is named, or lies in a folder that is; what cannot be read is a problem."""
    for text in paths:
        try:
            located = Path(Files(root).locate(text, None, Place(text)).name)
            inside = sorted(p for p in located.iterdir() if p.suffix.lower() == ".csv") if located.is_dir() else None
            if inside is not None and not inside:
                raise ScenarioError([Problem(Place(text), "Y001", "", "no .csv file lies in this folder")])
            for path in [located] if inside is None else inside:
                yield _opened(path, in_folder=inside is not None)
        except ScenarioError as error:
            problems += error.problems
        except OSError as error:
            problems.append(Problem(Place(text), "Y001", "", f"cannot be read: {error.strerror}"))


def _opened(path: Path, *, in_folder: bool) -> Table:
    """The cells of a file. Raises ScenarioError where it is no text, too large, or no table."""
    place = Place(str(path))
    if path.suffix.lower() in SPREADSHEETS:
        hint = "save its sheet `NHS Trust by Sector` as CSV and give that"
        raise ScenarioError(
            [Problem(place, "H001", "actuals", "a spreadsheet, which this program does not read", hint)]
        )
    if not path.is_file():
        message = "this is not a regular file" if path.exists() else "there is no such file"
        raise ScenarioError([Problem(place, "Y001", "", message)])
    if path.stat().st_size > MAX_BYTES:
        message = f"more than {MAX_BYTES // 1_000_000} million characters"
        raise ScenarioError([Problem(place, "Y002", "", message, "give one file a quarter, or the rows of one place")])
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = Place(str(path), raw.count(b"\n", 0, error.start) + 1)
        raise ScenarioError([Problem(at, "Y003", "", "not UTF-8 text", "save it as “CSV UTF-8”")]) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as error:
        at = Place(str(path), max(reader.line_num, 1))
        hint = (
            "a quotation mark is opened and not closed, or stands within a cell: write it twice there, and close each"
        )
        raise ScenarioError([Problem(at, "H002", "actuals", f"not a line of a table: {error}", hint)]) from None
    return Table(path, [line for line in lines if any(line[1])], in_folder)


def number_in(text: str) -> float:
    """A number as such tables print it, `2,079.5` with its comma between thousands.

    Raises ValueError where it is none, or below 0: what is wrong, and a hint for its cure. A comma anywhere else is
    refused: `1400,5` is one thousand four hundred and a half to one reader and ten times as many to another.

    >>> number_in("2,079.5")
    2079.5
    """
    if text in MISSING:
        raise ValueError("is empty" if not text else f"`{text}` is no figure", "leave out a line that has no figure")
    if "," in text and not THOUSANDS.fullmatch(text):
        raise ValueError(
            f"`{text}` has a comma that parts no thousands", "write decimals with a point, 1400.5, and thousands 1,400"
        )
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise ValueError(
            f"`{text}` is not a number", "write it like 1400.5, without a unit; a share like 0.91"
        ) from None
    if not math.isfinite(value) or value < 0 or "_" in text:
        raise ValueError(f"`{text}` is not a number of beds or a share", "write a number from 0, like 1400.5")
    return value


def year_in(text: str) -> str:
    """A financial year, written 2018/19 or 2018-19. Raises ValueError where it is none.

    >>> year_in("2018-19")
    '2018/19'
    """
    return named(start_of(text.replace("-", "/")))


def quarter_of(text: str) -> tuple[str, str]:
    """The financial year and quarter in which a day lies, written 30/06/2018 or 2018-06-30. Raises ValueError.

    >>> quarter_of("31/03/2019")
    ('2018/19', 'Q4')
    """
    try:
        day = date.fromisoformat(text if "-" in text else "-".join(reversed(text.split("/"))))
    except ValueError:
        raise ValueError(f"`{text}` is not a day; write it like 30/06/2018") from None
    months = day.month - FIRST_MONTH
    return named(day.year if months >= 0 else day.year - 1), QUARTERS[months % 12 // MONTHS_IN_A_QUARTER]
