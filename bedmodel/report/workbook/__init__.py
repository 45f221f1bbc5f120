"""A dossier as a workbook: a sheet a topic, numbers as numbers, the arithmetic of beds as formulas."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from bedmodel.report.dossier import Dossier


def write_workbook(dossier: Dossier, path: Path) -> None:
    """Write a workbook."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Answer").write_column(0, 0, dossier.portraits[0].answer)
