"""Text on its way into a cell: nothing in it is a formula, an address or markup, and all of it can be stored."""

from __future__ import annotations

from bedmodel.problems import in_a_line

LONGEST = 32_767
"""Characters that a cell holds."""
CUT = " … (cut: a cell holds no more)"
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")
"""Code points that no file of a workbook may have."""


def clean(text: str, longest: int = LONGEST) -> str:
    """A text as a cell shows it: lines as they are, signs that nobody can see escaped, cut where it is too long.

    >>> clean("two\\r\\nlines"), clean("bell \\x07"), clean("abc" * 20, 40)
    ('two\\nlines', 'bell \\\\x07', 'abcabcabca … (cut: a cell holds no more)')
    """
    known = text.encode("utf-8", "replace").decode("utf-8").translate(_NO_CHARACTERS)
    lines = known.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    shown = "\n".join(map(in_a_line, lines))
    shown = _kept_plain(shown)
    return shown if _length(shown) <= longest else _first(shown, longest - len(CUT)) + CUT


def _kept_plain(text: str) -> str:
    """A text that the writer cannot take for markup of its own, which it would copy as it is."""
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _length(text: str) -> int:
    """How long a text is as workbooks count: a sign beyond the usual ones counts twice."""
    return len(text) + sum(ord(sign) > 0xFFFF for sign in text)


def _first(text: str, length: int) -> str:
    """The beginning of a text, no longer than that as workbooks count."""
    while _length(text) > length:
        text = text[: len(text) - max((_length(text) - length) // 2, 1)]
    return text


def short(text: str, longest: int) -> str:
    """A text in one line, for a title or a description.

    >>> short("one\\ntwo three", 9)
    'one two …'
    """
    line = " ".join(clean(text).split())
    return line if _length(line) <= longest else _first(line, longest - 2).rstrip() + " …"
