"""How numbers of each unit look in a cell, and the looks of heads, texts, exported values and formulas."""

from __future__ import annotations

import math
from typing import Any

from bedmodel.units import shown_to

EXPORTED, FORMULA, LINK = "#0033AA", "#000000", "#0563C1"
"""Blue for what is exported and black for what is worked out, as in financial models."""
HEAD, RULE = "#E7ECF2", "#8A94A0"
GOOD = {"bg_color": "#DDF1E4", "font_color": "#0B4F2A"}
BAD = {"bg_color": "#FBE0D5", "font_color": "#8A2A00", "bold": True}
LONG = "#,##0.0#####"


def number_format(unit: str, *, sign: bool = False) -> str:
    """How a figure is shown: fractions in per cent, £m to a tenth, beds whole; with a sign where that is the message.

    >>> number_format("fraction"), number_format("GBPm"), number_format("beds", sign=True)
    ('0.0%', '#,##0.0', '+#,##0;-#,##0;0')
    """
    shape = _shape(unit)
    return f"{shape}" if not sign else f"+{shape};-{shape};{_nought(shape)}"


def stated_format(unit: str, value: float) -> str:
    """How a number of a scenario is shown: with the digits that it has, however many are usual for its unit.

    >>> stated_format("fraction", 0.0775), stated_format("beds", 1940.0), stated_format("index", 0.986)
    ('0.0####%', '#,##0', '#,##0.0#####')
    """
    if unit.startswith("fraction"):
        return "0.0####%"
    return "#,##0" if float(value).is_integer() else LONG


def _shape(unit: str) -> str:
    decimals = round(-math.log10(2 * shown_to(unit)))
    if unit.startswith("fraction"):
        return f"0.{'0' * (decimals - 2)}%"
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _nought(shape: str) -> str:
    """Nought has no sign."""
    return shape.replace("#,##", "")


class Formats:
    """The looks of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        """The look with these properties; texts stand at the top of their cells."""
        whole = {"valign": "top", **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]
