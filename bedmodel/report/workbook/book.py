"""A workbook whose bytes depend on nothing but what is written."""

from __future__ import annotations

import datetime
from types import TracebackType
from typing import Any, BinaryIO

import xlsxwriter

import bedmodel
from bedmodel.report.workbook.formats import Formats
from bedmodel.report.workbook.sheet import Sheet
from bedmodel.report.workbook.texts import short

NO_DATE = datetime.datetime(2000, 1, 1)
"""When every workbook says that it was made, so that the same figures give the same file."""
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


class Book:
    """A workbook that is being written; the file has it once it is left."""

    def __init__(self, file: BinaryIO, title: str) -> None:
        self.book: Any = xlsxwriter.Workbook(file, _OPTIONS)
        self._formats = Formats(self.book)
        self.sheets: list[str] = []
        self.book.set_properties(
            {
                "title": short(title, 200),
                "author": f"bedmodel {bedmodel.__version__}",
                "created": NO_DATE,
            }
        )
        self.book.set_size(2000, 1300)

    def sheet(self, name: str) -> Sheet:
        """A new sheet behind the others."""
        self.sheets.append(name)
        return Sheet(name, self.book.add_worksheet(name), self._formats)

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.book.close()
