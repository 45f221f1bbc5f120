"""What is wrong with a file: where, what, and what to do about it."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]
DONE, NOT_SO, WRONG_USAGE, INVALID, MODEL_FAILED, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes: done; something asked does not hold; wrong usage, by the framework's own convention; a file that is not
valid; the model failed, or a file cannot be written; interrupted."""
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Kinds of signs that are not printed, or end a line: controls, formats, separators of lines and paragraphs."""
LONGEST = 600
"""Characters of a message, path or hint; what is longer is cut in the middle."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file. Lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def plain_path(file: str) -> str:
    """A file's path as it was given, with forward slashes and without steps up and down that cancel out.

    >>> plain_path("scenarios/../data/library/evidence.yaml")
    'data/library/evidence.yaml'
    """
    return Path(os.path.normpath(file)).as_posix()


CODES: dict[str, str] = {
    # reading the text
    "Y001": "the file cannot be read",
    "Y002": "the file is too large",
    "Y003": "the file is not plain UTF-8 text",
    "Y004": "the YAML does not parse",
    "Y005": "a tab is used for indentation",
    "Y006": "a key is written twice",
    "Y007": "an anchor, alias or merge key is used",
    "Y008": "a YAML tag is used",
    "Y009": "the nesting is too deep",
    "Y010": "a comma inside { } splits a text or a number",
    "Y011": "the file is not a mapping of keys to values",
    "Y012": "the file lies outside the folder that may be read",
    # putting files together
    "E001": "files extend or include each other in a circle",
    "E002": "too many files extend one another",
    "E003": "an override changes part of an assumption",
    "E004": "an included file is not a library",
    "E005": "something to remove does not exist",
    "E006": "two libraries share a name",
    # the shape of a scenario
    "S001": "an unknown key",
    "S002": "a required key is missing",
    "S003": "a value of the wrong kind",
    "S004": "a format version this program does not read",
    "S005": "an identifier that cannot be used in a path",
    "S006": "a financial year that is malformed or outside the scenario",
    "S007": "a number written in a way that YAML does not read as one",
    "S008": "keys that exclude each other, or a choice left open",
    "S009": "a value set on the command line that has no place in the scenario",
    # where numbers come from
    "P001": "a bare number has no source",
    "P002": "an unknown source",
    "P003": "an assumption has no source",
    "P004": "an assumption has no value",
    "P005": "an unknown number that the scenario cannot do without",
    # names
    "N001": "an unknown name",
    "N002": "names that refer to each other in a circle",
    # units, limits and distributions
    "U001": "an unknown unit",
    "U002": "the wrong unit for this place",
    "D001": "a distribution whose parameters do not fit together",
    "D002": "draws that fall outside the limits",
    "D003": "a value outside its own limits or distribution",
    "D004": "a rank correlation that cannot be",
    "B001": "age bands that overlap or leave ages out",
    "F001": "shares that do not sum to one",
    "L001": "lines of a ledger that are more than the line they are part of",
    # several scenarios side by side, and appraisal
    "X001": "options that cannot be put side by side",
    "X002": "an option that cannot be appraised",
    "A001": "an appraisal that does not fit the plan",
    # published figures to hold a projection against
    "H001": "a table of published figures in no layout that this program reads",
    "H002": "a line of published figures that cannot be read",
    "H003": "published figures that contradict each other",
    # calibration and what is expected
    "C001": "a calibration that names nothing that can be solved",
    "C002": "a calibration without a solution",
    "C003": "a figure that the model does not have",
    "K001": "an expectation that does not hold",
    "K002": "an assumption or a setting that has moved since the lock was written",
    "K003": "a scenario without a lock",
    "K004": "a lock that cannot be read",
    "K005": "figures that have moved although no assumption did",
    "K006": "an expectation set against an option that it cannot be set against",
    "K007": "a check that checked nothing",
    "K008": "a lock whose scenario is gone",
    "K009": "a scenario whose figures cannot be worked out",
    "K010": "a lock that cannot be written",
    # what lint asks of a file that can be run: warnings
    "W001": "an assumption whose review date has passed",
    "W002": "a new value under the citation of the value it replaces",
    "W003": "a source that nothing cites",
    "W004": "a named assumption that nothing uses",
    "W005": "a value at odds with its own distribution",
    "W006": "a spread that its limits cut off",
    "W007": "a lever without effect",
    "W008": "a lever that comes after the last year",
    "W009": "a doubtful number without a distribution",
    "W010": "a percentage that does not say of what",
    "W011": "parts that do not sum to the total stated",
    "W012": "an end that the growth stated does not reach",
    "W013": "a percentage that does not follow from what it is of",
    "W014": "documents that give one thing in different numbers",
    "W015": "the same £ in two lines",
    "W016": "beds that close before the alternative is open",
    "W017": "care moved with no stated destination",
    "W018": "care moved to beds that close",
    "W019": "holders of the gap that do not sum to it",
    "W020": "names that differ only in how they are written",
    "W021": "an accepted warning that is not there",
    # the model
    "M001": "a lever that moves nothing",
    "M002": "a solved value outside its plausible limits",
}
"""Every code a problem can carry, with its meaning in one line."""
ASKED = frozenset({"K001", "K002", "K003", "K005", "K007", "K008"})
"""Codes of what is asked and does not hold."""
UNABLE = frozenset({"K009", "K010"})
"""Codes of what the program could not do; any other error makes a file invalid."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its place, the path of the value, and a hint for its cure."""

    place: Place
    code: str
    path: str
    message: str
    hint: str = ""
    severity: Severity = "error"

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(f"unregistered problem code {self.code!r}")
        for part in ("path", "message", "hint"):
            text = getattr(self, part)
            if len(text) > LONGEST:
                object.__setattr__(self, part, f"{text[: LONGEST // 2]} … {text[-LONGEST // 4 :]}")

    def __str__(self) -> str:
        mark = "" if self.severity == "error" else "warning: "
        where = f"{self.path}: " if self.path else ""
        text = in_a_line(f"{self.place} {self.code} {mark}{where}{self.message}")
        return f"{text}\n    {in_a_line(self.hint)}" if self.hint else text


def exit_code(failing: Iterable[Problem]) -> int:
    """The exit code for what makes a command fail: that of the gravest. A warning among them is something asked.

    >>> exit_code([]), exit_code([Problem(Place("a.yaml"), "K002", "", "moved")])
    (0, 1)
    >>> exit_code([Problem(Place("a.yaml"), "W001", "", "late", severity="warning")])
    1
    """
    found = list(failing)
    grave = {problem.code for problem in found if problem.severity == "error"} - ASKED
    if grave - UNABLE:
        return INVALID
    if grave:
        return MODEL_FAILED
    return NOT_SO if found else DONE


class ScenarioError(Exception):
    """A scenario that cannot be used; carries every problem found, not the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(dict.fromkeys(problems), key=lambda p: (p.severity, p.place, p.code, p.path, p.message))
        super().__init__("\n".join(map(str, self.problems)))


class ModelError(Exception):
    """The model could not produce a figure although the scenario is well formed."""


def in_a_line(text: str) -> str:
    """A text that can begin no line of its own and cannot command a terminal: what nobody can see is shown escaped.

    That is control characters, line breaks, marks that reverse the direction of writing, and those without width.

    >>> print(in_a_line("a\\n::error::b, \\x1b[31mred\\u202e"))
    a\\n::error::b, \\x1b[31mred\\u202e
    >>> in_a_line("10\u00a0000 £ → ½ é")
    '10\xa0000 £ → ½ é'
    """
    if text.isprintable():
        return text
    return "".join(_escaped(sign) if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


def _escaped(sign: str) -> str:
    return sign.encode("unicode_escape").decode("ascii")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known words, or lists them when none is near.

    >>> did_you_mean("acutte", ["acute", "community"])
    'did you mean `acute`?'
    >>> did_you_mean("x", ["acute", "community"])
    'known here: acute, community'
    """
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    if not names:
        return ""
    shown = ", ".join(names[:12])
    return f"known here: {shown}" + (f" and {len(names) - 12} more" if len(names) > 12 else "")
