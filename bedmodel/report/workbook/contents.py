"""What can stand in a cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A number with the format of its unit; an empty cell where there is none."""

    value: float | None
    unit: str = ""
    sign: bool = False
    """Whether it is shown with a + where it is above nought."""
    stated: bool = False
    """Whether it is shown with all the digits that it has, as numbers of a scenario are."""
    exported: bool = False
    """Whether it is a figure of bedmodel's that formulas start from."""


@dataclass(frozen=True)
class Formula:
    """A formula and what it comes to, which a program that works nothing out shows."""

    formula: str
    value: float | str | None
    unit: str = ""
    sign: bool = False
    bold: bool = False
    check: bool = False
    """Whether it is a difference that should be nought."""


@dataclass(frozen=True)
class Text:
    """A text that is no formula whatever it begins with, perhaps with an address of the web behind it."""

    text: str
    link: str = ""
    bold: bool = False
    heading: bool = False
    soft: bool = False


Content = Number | Formula | Text | str | None
