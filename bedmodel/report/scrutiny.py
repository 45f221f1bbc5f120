"""A scrutiny committee's questions with what the documents and the model say, as a page to take into a meeting."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from bedmodel.problems import Problem, ScenarioError
from bedmodel.report import words
from bedmodel.report.answers import ANSWERS, Said
from bedmodel.report.cells import Table
from bedmodel.report.page_markdown import escaped, table_lines
from bedmodel.report.page_terminal import bullets, can_show_all, table_on
from bedmodel.report.records import run_record
from bedmodel.report.tabular import FORMAT
from bedmodel.results import Results
from bedmodel.scenario.schema import Source
from bedmodel.scenario.schema_checks import Question, Scrutiny

SILENT = "The documents do not say."


@dataclass(frozen=True)
class Answered:
    """A question with what is said to it."""

    name: str
    question: str
    documents: tuple[Said, ...]
    model: tuple[Said, ...]
    tables: tuple[Table, ...]


@dataclass
class Page:
    """The whole page; sources are numbered as they are first cited."""

    results: Results
    scrutiny: Scrutiny
    answered: list[Answered]
    cited: dict[str, int] = field(default_factory=dict)

    def text(self, said: Said) -> str:
        """A sentence with the numbers of its sources and the places in them."""
        if said.source is None or not said.source.ref:
            return said.text
        numbers = [str(self.cited.setdefault(ref, len(self.cited) + 1)) for ref in said.source.ref]
        return f"{said.text} [{', '.join(numbers)}{f': {said.source.at}' if said.source.at else ''}]"

    def documents(self, answered: Answered) -> list[str]:
        """What the documents say, or that they do not."""
        return [self.text(said) for said in answered.documents] or [SILENT]

    def head(self) -> tuple[str, str]:
        """The scenario's title, and whose questions these are."""
        whose = Said(self.scrutiny.title, self.scrutiny.source)
        return self.results.scenario.content.scenario.title, self.text(whose)

    def foot(self) -> list[str]:
        """How to read the figures, and what was set."""
        found = [words.reading_guide(self.results), words.enough_draws(self.results)]
        return [*found, words.settings(self.results)] if self.results.scenario.settings else found

    def sources(self) -> list[str]:
        """The sources cited so far, by number."""
        known = self.results.scenario.content.sources
        return [f"{number}  {citation(known[ref])}" for ref, number in self.cited.items()]


def page(results: Results) -> Page:
    """The questions of the scenario, answered. Raises ScenarioError where it has none."""
    content = results.scenario.content
    if content.scrutiny is None:
        hint = "add `scrutiny: {title: …, source: …, questions: {…}}`, or extend a scenario that has it"
        problem = Problem(content.place, "S002", "scrutiny", "there are no questions to answer in this scenario", hint)
        raise ScenarioError([problem])
    found = [_answered(results, name, question) for name, question in content.scrutiny.questions.items()]
    return Page(results, content.scrutiny, found)


def _answered(results: Results, name: str, question: Question) -> Answered:
    shown = [ANSWERS[answer](results) for answer in question.shows]
    return Answered(
        name=name,
        question=question.question,
        documents=tuple(Said(statement.text, statement.source) for statement in question.documents.values()),
        model=tuple(said for answer in shown for said in answer.sentences),
        tables=tuple(table for answer in shown for table in answer.tables),
    )


def citation(source: Source, *, address: bool = True) -> str:
    """A source as a reader would look it up, perhaps without its address."""
    parts = [source.title, source.publisher, source.published, source.url if address else None]
    return ". ".join(part.rstrip(".") for part in parts if part)


def show(results: Results, console: Console) -> None:
    """Print the page in a terminal."""
    answers, mark = page(results), "•" if can_show_all(console) else "-"
    title, whose = answers.head()
    console.print(Text(f"Questions to ask: {title}", style="bold"))
    console.print(Text(whose, style="dim"))
    for number, answered in enumerate(answers.answered, start=1):
        console.print()
        console.print(Text(f"{number}. {answered.question}", style="bold"))
        console.print(_indented(Text("In the documents", style="italic")))
        console.print(_indented(bullets(answers.documents(answered), mark)))
        if answered.model:
            console.print(_indented(Text("In the figures", style="italic")))
            console.print(_indented(bullets([answers.text(said) for said in answered.model], mark)))
        for table in answered.tables:
            console.print()
            console.print(_indented(table_on(table, console)))
    console.print()
    for line in answers.foot():
        console.print(Text(line, style="dim"))
    console.print()
    console.print(Text("Sources", style="bold"))
    for line in answers.sources():
        console.print(Text(line))


def _indented(what: RenderableType) -> Padding:
    return Padding(what, (0, 0, 0, 3), expand=False)


def markdown(results: Results) -> str:
    """The page as Markdown."""
    return "\n".join(_lines(page(results))) + "\n"


def _lines(answers: Page) -> Iterator[str]:
    title, whose = answers.head()
    yield f"# Questions to ask: {escaped(title)}"
    yield ""
    yield escaped(whose)
    yield ""
    for number, answered in enumerate(answers.answered, start=1):
        yield f"## {number}. {escaped(answered.question)}"
        yield ""
        yield "**In the documents**"
        yield ""
        yield from (f"- {escaped(text)}" for text in answers.documents(answered))
        yield ""
        if answered.model:
            yield "**In the figures**"
            yield ""
            yield from (f"- {escaped(answers.text(said))}" for said in answered.model)
            yield ""
        for table in answered.tables:
            yield from table_lines(table, level=3)
    for line in answers.foot():
        yield escaped(line)
        yield ""
    yield "## Sources"
    yield ""
    yield from (f"- {escaped(line)}" for line in answers.sources())


def as_json(results: Results) -> str:
    """The page for programs: each question with what the documents and the model say."""
    answers = page(results)
    questions = [
        {
            "name": answered.name,
            "question": answered.question,
            "documents": [_record(said) for said in answered.documents],
            "model": [_record(said) for said in answered.model],
            "tables": [_table(table) for table in answered.tables],
        }
        for answered in answers.answered
    ]
    record = {"bedmodel": FORMAT, "scenario": run_record(results), "questions": questions}
    return json.dumps(record, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _record(said: Said) -> dict[str, Any]:
    source = said.source
    return {"text": said.text, "source": list(source.ref) if source else [], "at": source.at if source else ""}


def _table(table: Table) -> dict[str, Any]:
    rows = [[{"text": cell.text, "spread": cell.spread} for cell in row] for row in table.rows]
    return {"title": table.title, "heads": [head.replace("\n", " ") for head in table.heads], "rows": rows}
