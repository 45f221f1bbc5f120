"""The parts of a scenario file that ask of the figures: what is expected of them, and what a committee asks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ValidationInfo

from bedmodel.problems import Place
from bedmodel.scenario.context import Number, Part, context_of
from bedmodel.scenario.quantity import Identifier, Prose, SourceReference, Text, Year, references


class Where(Part):
    """Which figure of a metric is meant."""

    pool: Text | None = None
    year: Year | None = None
    line: Text | None = None


def _cited(value: Any, info: ValidationInfo) -> Any:
    """A source by its name alone or with its place, each name checked."""
    context = context_of(info)
    if not list(references(value)):
        context.report(value, "P003", "this names no source", "write the name of one, or {ref: …, at: …}")
    for ref in references(value):
        if ref not in context.sources:
            hint = context.suggest(str(ref), context.sources)
            context.report(ref, "P002", f"unknown source `{ref}`", hint)
    return SourceReference.model_construct(ref=(str(value),)) if isinstance(value, str) else value


Cited = Annotated[SourceReference, BeforeValidator(_cited)]


class Than(Part):
    """What a figure is set against, a year or another option: the claim is then about the difference from it."""

    year: Year | None = None
    scenario: Text | None = None
    """The other option's file, beside this one. Both are tried on the same futures."""
    relative: bool = False
    """Whether the difference is a share of the other figure's size (0.1 = a tenth more, also of one below 0)."""

    @property
    def called(self) -> str:
        """The year, or the file's name."""
        return self.year or self.scenario or ""


class Probability(Part):
    """How likely it must be that a figure lies on one side of a threshold."""

    below: Number | None = None
    above: Number | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    between: tuple[Number, Number] | None = None
    """Fractions of the draws."""


class Expectation(Part):
    """What a figure of this scenario is expected to be. A claim about one file: a child does not inherit it."""

    place: Place
    metric: Text
    where: Where = Where()
    statistic: Literal["central", "mean", "p10", "p50", "p90"] = "central"
    than: Than | None = None
    equals: Number | None = None
    within: Number | None = None
    """How far off it may be, in the figure's own unit; half of the last digit shown where nothing is said."""
    relative: Number | None = None
    """How far off it may be, as a share of the expected number's size; the wider of the two counts."""
    between: tuple[Number, Number] | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    probability: Probability | None = None
    severity: Literal["error", "warn"] = "error"
    because: Prose
    """Why it is expected, in a sentence or less."""
    source: Cited | None = None


Answer = Literal["change", "success", "after-the-money", "evidence", "review", "risks"]
"""What the model can say to a question; each is a function of report/scrutiny.py."""
Answers = Annotated[tuple[Answer, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]


class Statement(Part):
    """What a document says, in a sentence of ours."""

    place: Place
    text: Prose
    source: Cited


class Question(Part):
    """A question, the model's answers to it, and the documents'."""

    place: Place
    question: Prose
    shows: Answers = ()
    documents: dict[Identifier, Statement] = {}


class Scrutiny(Part):
    """The questions that a scrutiny committee asks of any plan."""

    place: Place
    title: Prose
    source: Cited
    questions: dict[Identifier, Question]
