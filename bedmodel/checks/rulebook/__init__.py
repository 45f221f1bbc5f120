"""The rulebook: for every code why its rule exists, how to mend what breaks it, and an example.

A new code gets its meaning in problems.CODES, an entry in the module of its letters here, and, with a new letter, a
name in GROUPS. The tests run the examples.
"""

from __future__ import annotations

from bedmodel.checks.rulebook import answers, files, numbers, questions, shape
from bedmodel.checks.rulebook.entry import Entry
from bedmodel.problems import CODES, did_you_mean

RULEBOOK: dict[str, Entry] = {
    **files.ENTRIES,
    **shape.ENTRIES,
    **numbers.ENTRIES,
    **answers.ENTRIES,
    **questions.ENTRIES,
}
"""Every entry by its code."""

GROUPS: dict[str, str] = {
    "Y": "Reading a file",
    "E": "Putting files together",
    "S": "The shape of a scenario",
    "P": "Where numbers come from",
    "N": "Names",
    "U": "Units",
    "D": "Limits, distributions and correlations",
    "B": "Age bands",
    "F": "Shares",
    "L": "Lines of a ledger",
    "X": "Scenarios side by side",
    "A": "Appraisal",
    "H": "Published figures to hold a projection against",
    "C": "Calibration",
    "K": "What is expected of the figures",
    "M": "What the model noticed",
    "W": "What a careful reader would question",
}
"""What the codes of each letter are about, in the order in which they are listed."""


def codes_of(letter: str) -> list[str]:
    """The codes of a group, in order.

    >>> codes_of("N")
    ['N001', 'N002']
    """
    return sorted(code for code in CODES if code.startswith(letter))


def chosen(word: str) -> list[str]:
    """The codes that a word names: one code, or all of a letter, in capitals or not. Raises KeyError with a hint.

    >>> chosen("p001"), chosen("N")
    (['P001'], ['N001', 'N002'])
    """
    asked = word.strip().upper()
    found = [asked] if asked in CODES else codes_of(asked) if asked in GROUPS else []
    if not found:
        raise KeyError(f"no rule is called `{word}`; {did_you_mean(asked, CODES)}")
    return found
