"""What the tests of sections share: a section of a scenario, and what it says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bedmodel.analysis.trials import Trials
from bedmodel.report.dossier import Section
from bedmodel.report.sections.given import Drawing, Given
from bedmodel.runs import run
from bedmodel.scenario.load import load


@pytest.fixture
def given() -> Callable[..., Given]:
    """One option as a section is given it: given(file, draws=100, first=other file)."""

    def make(file: Path, draws: int = 0, first: Path | None = None) -> Given:
        results = run(load(file), draws=draws)
        against = Trials.of(load(first)) if first is not None else None
        return Given(results, Trials.of(results.scenario), Drawing("option-1", draw=False), against)

    return make


@pytest.fixture
def said() -> Callable[[Section], str]:
    """All sentences of a section and its parts, one a line."""

    def lines(section: Section) -> str:
        own = [sentence.text for sentence in section.sentences]
        return "\n".join([*own, *(lines(part) for part in section.parts)])

    return lines
