"""Where do the documents disagree? With one another, and with their own arithmetic."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from bedmodel.checks.lint.looked_at import look
from bedmodel.once import Once
from bedmodel.problems import Problem
from bedmodel.report.assumption_words import citation_words
from bedmodel.report.dossier import Section
from bedmodel.report.page import Entry, Listing
from bedmodel.report.sections.given import Together
from bedmodel.scenario.account import citations
from bedmodel.scenario.files import chain
from bedmodel.scenario.load import load
from bedmodel.scenario.quantity import Assumption
from bedmodel.scenario.rules_stated import amount, figure
from bedmodel.scenario.scenario import Scenario
from bedmodel.units import written

OF_DOCUMENTS = ("W011", "W012", "W013", "W014", "W019")
"""The lint rules about what documents state."""
STATED = "stated."
ANY_DAY = datetime.date.min
"""None of these rules asks what day it is."""
LEAD = (
    "Documents give one thing in different numbers, or sums that do not add up. The scenario picks one and says which; "
    "nothing is smoothed over."
)
NONE = "The scenario records no figures of documents that contradict one another. That is no proof that there are none."


def contradictions(together: Together) -> Section:
    """Every contradiction that the scenarios record, each once, with both figures and where they stand."""
    once = Once()
    files = dict.fromkeys(file for one in together.portraits for file in _files(one.results.scenario, once))
    found = {(one.place, one.path): (one, file) for file in files for one in _problems(file, once)}
    entries = [_entry(problem, load(file, once=once)) for problem, file in found.values()]
    return Section(
        name="contradictions",
        title="Where the documents disagree",
        lead=LEAD if entries else NONE,
        listings=[Listing(_heading(len(entries)), entries)] if entries else [],
    )


def _files(scenario: Scenario, once: Once) -> list[str]:
    """The files that a scenario lies on, each of which says what its own documents state, and its own."""
    return [layer.file for layer in chain(scenario.file, None, once)]


def _problems(file: str, once: Once) -> list[Problem]:
    """What the documents of one file contradict; of a file that cannot stand alone nothing is known."""
    return [problem for problem in look(file, ANY_DAY, None, once).problems if problem.code in OF_DOCUMENTS]


def _heading(count: int) -> str:
    return "One contradiction is recorded" if count == 1 else f"{count} contradictions are recorded"


def _entry(problem: Problem, scenario: Scenario) -> Entry:
    """A contradiction in words, with each of its figures and the document that it stands in."""
    stated = scenario.whole.stated.get(problem.path.removeprefix(STATED))
    if stated is None:
        return Entry(f"{problem.path}: {problem.message}.")
    found = [figure(scenario.whole, one) for one in stated.figures()]
    lines = [_line(scenario, one) for one in found if one is not None and amount(one) is not None]
    return Entry(f"{stated.title}: {problem.message}.", [*lines, *_accepted(problem, scenario)])


def _line(scenario: Scenario, one: Assumption) -> str:
    value = amount(one)
    assert value is not None
    place = f", {one.source.at}" if one.source.at else ""
    cited = citation_words(citations(scenario.whole, one))
    return f"{written(value, one.unit or '')}: {one.title or one.path}{f' ({cited}{place})' if cited else ''}"


def _accepted(problem: Problem, scenario: Scenario) -> Iterator[str]:
    """Why the scenario lets it stand, where it says so."""
    for one in scenario.whole.accept:
        if one.code == problem.code and problem.path.startswith(one.at):
            yield f"It stands because: {one.because}"
