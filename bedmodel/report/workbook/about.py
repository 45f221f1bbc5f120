"""The last sheet: how the workbook was made, and what each figure in it means."""

from __future__ import annotations

import bedmodel
from bedmodel.report.compare_words import notes
from bedmodel.report.dossier import Dossier
from bedmodel.report.workbook.contents import Text
from bedmodel.report.workbook.records import write_meanings
from bedmodel.report.workbook.sections import SectionSheet
from bedmodel.report.workbook.sheet import Sheet

NAME = "About"


def write_about(sheet: Sheet, dossier: Dossier) -> None:
    """Fill the sheet."""
    page = SectionSheet(sheet, "How this was made")
    section = dossier.shared("about")
    if section is not None:
        page.write("all", section)
    lines = [f"Made by bedmodel {bedmodel.__version__}.", *(notes(dossier.comparison))]
    page.rows("all", [[Text(line)] for line in lines])
    sheet.widths((36, 100))
    write_meanings(sheet, dossier)
