"""Where do the documents disagree? With one another, and with their own arithmetic."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bedmodel.checks.lint import left_over
from bedmodel.checks.lint.accepted import within
from bedmodel.checks.lint.looked_at import Looked, look
from bedmodel.once import Once
from bedmodel.problems import CODES, Problem
from bedmodel.report.answers import Said
from bedmodel.report.assumption_words import citation_words
from bedmodel.report.cells import Cell, Table
from bedmodel.report.dossier import Section
from bedmodel.report.page import Entry, Listing
from bedmodel.report.phrases import capital
from bedmodel.report.sections.given import Together
from bedmodel.scenario.account import citations
from bedmodel.scenario.files import chain
from bedmodel.scenario.load import load
from bedmodel.scenario.quantity import Assumption
from bedmodel.scenario.rules_stated import amount, figure
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.titles import called
from bedmodel.units import written

OF_DOCUMENTS = ("W011", "W012", "W013", "W014", "W019")
"""The lint rules about what documents state."""
STATED, HOLDERS = "stated.", "finance.gap_holders"
ANY_DAY = datetime.date.min
"""None of these rules asks what day it is."""
PLACE = re.compile(r" \([^()]*:\d+:\d+\)")
"""A file, line and column in brackets."""
LEAD = (
    "Documents give one thing in different numbers, or sums that do not add up. Each time both figures are here, with "
    "where they stand. Only what somebody has written into the files can be held together; there may be more."
)
NONE = "The files record no figures of documents that contradict one another. That is no proof that there are none."
ACCEPTED, QUESTIONED = "Known and left as it is, with the reason", "What else a careful reader would question"


@dataclass(frozen=True)
class _File:
    """A file that an option lies on, and what lint has found in it."""

    scenario: Scenario
    looked: Looked


def contradictions(together: Together) -> Section:
    """Every contradiction that the scenarios record, each once, with both figures and where they stand.

    Then what the files accept and why, and how often a careful reader would question something else.
    """
    files = _files([portrait.results.scenario for portrait in together.portraits], together.once)
    found = {(one.place, one.path): (one, file.scenario) for file in files for one in _of_documents(file)}
    entries = [_entry(problem, scenario) for problem, scenario in found.values()]
    accepted = list(dict.fromkeys(_accepted(files)))
    questioned = Counter(one.code for one in left_over([file.looked for file in files]))
    others = {code: count for code, count in sorted(questioned.items()) if code not in OF_DOCUMENTS}
    listings = [Listing(_heading(len(entries)), entries), Listing(ACCEPTED, accepted)]
    return Section(
        name="contradictions",
        title="Where the documents disagree",
        lead=LEAD,
        sentences=[] if entries else [Said(NONE)],
        listings=[listing for listing in listings if listing.entries],
        tables=[_table(others)] if others else [],
    )


def _files(scenarios: Sequence[Scenario], once: Once) -> list[_File]:
    """The files that some scenarios lie on, each of which says what its own documents state, and their own."""
    files = dict.fromkeys(layer.file for scenario in scenarios for layer in chain(scenario.file, None, once))
    return [_File(load(file, once=once), look(file, ANY_DAY, None, once)) for file in files]


def _of_documents(file: _File) -> Iterator[Problem]:
    yield from (problem for problem in file.looked.problems if problem.code in OF_DOCUMENTS)


def _heading(count: int) -> str:
    return "One contradiction is recorded" if count == 1 else f"{count} contradictions are recorded"


def _entry(problem: Problem, scenario: Scenario) -> Entry:
    """A contradiction in words, with each of its figures and the document that it stands in."""
    lines = [_line(scenario, name, one) for name, one in _figures(problem, scenario)]
    title, said = called(scenario.whole, problem.path), _plain(problem.message, scenario)
    return Entry(f"{title}{' ' if said.startswith('is ') else ': '}{said}.", [*lines, *_because(problem, scenario)])


def _figures(problem: Problem, scenario: Scenario) -> Iterator[tuple[str, Assumption]]:
    """The figures that do not fit together, with what each is called."""
    whole = scenario.whole
    if problem.path == HOLDERS and whole.finance is not None:
        named = [(name, figure(whole, one)) for name, one in whole.finance.gap_holders.items()]
    else:
        stated = whole.stated.get(problem.path.removeprefix(STATED))
        found = [figure(whole, one) for one in (stated.figures() if stated is not None else ())]
        named = [(scenario.title_of(one), one) for one in found if one is not None]
    yield from ((name, one) for name, one in named if one is not None and amount(one) is not None)


def _line(scenario: Scenario, name: str, one: Assumption) -> str:
    """A figure with what it is, the document that gives it and where in it."""
    value = amount(one)
    assert value is not None
    cited = citation_words(citations(scenario.whole, one))
    where = ": ".join(filter(None, [cited, one.source.at]))
    return f"{written(value, one.unit or '')}: {name}{f' ({where})' if where else ''}"


def _plain(message: str, scenario: Scenario) -> str:
    """What lint says, without names of sources, which stand beside the figures, and without places in the file."""
    one = "|".join(re.escape(name) for name in sorted(scenario.whole.sources, key=len, reverse=True))
    text = re.sub(rf" \((?:{one})(?:, (?:{one}))*\)", "", message) if one else message
    return PLACE.sub("", text)


def _because(problem: Problem, scenario: Scenario) -> Iterator[str]:
    """Why the scenario lets it stand, where it says so."""
    for one in scenario.whole.accept:
        if one.code == problem.code and within(problem.path, one.at):
            yield f"It stands because: {one.because}"


def _accepted(files: Sequence[_File]) -> Iterator[Entry]:
    """What else the files accept of themselves, and why."""
    for file in files:
        for one in file.scenario.whole.accept:
            if one.code not in OF_DOCUMENTS:
                about = called(file.scenario.whole, one.at) if one.at else "the whole file"
                yield Entry(f"{capital(CODES.get(one.code, one.code))}: {about}", (f"Because: {one.because}",))


def _table(others: dict[str, int]) -> Table:
    rows = [[Cell(capital(CODES[code])), Cell(str(count))] for code, count in others.items()]
    return Table(QUESTIONED, ["What", "How often"], rows, note="bedmodel lint names each of them with its place.")
