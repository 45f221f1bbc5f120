"""An explanation as a tree in the terminal, as Markdown, and as records for programs."""

from __future__ import annotations

import math
from typing import Any

from rich.console import Console
from rich.text import Text
from rich.tree import Tree

import bedmodel
from bedmodel.analysis.explain import Explanation, Step
from bedmodel.report import explain_words as words
from bedmodel.report.assumption_words import file_name
from bedmodel.report.page import Page
from bedmodel.report.page_markdown import escaped
from bedmodel.report.page_terminal import show_page
from bedmodel.report.tabular import json_text
from bedmodel.scenario.account import Account

GUIDE = (
    "Each number is followed by its formula; the names in it are those at the head of the lines below. What has been "
    "worked out further up is not repeated."
)
CUT = "The tree is large and is shown in part; --depth 99 shows all of it. What it rests on stands below it."


def show(explanation: Explanation, console: Console, depth: int | None = None) -> None:
    """Print the answer, then the tree; where it is cut for its size, all that it rests on below it."""
    fitting = words.fitting_depth(explanation) if depth is None else None
    guide = GUIDE if fitting is None else f"{GUIDE} {CUT}"
    show_page(Page(words.heading(explanation), words.answer(explanation), guide), console)
    branches: list[Tree] = []
    for line in words.lines(explanation, fitting or depth):
        branch = Tree(_branch(explanation, line), guide_style="dim", highlight=False)
        if line.depth:
            branches[line.depth - 1].children.append(branch)
        branches[line.depth :] = [branch]
    console.print(branches[0])
    if fitting is not None:
        console.print(Text("\nWhat it rests on", style="bold"))
        for said, where in words.rests_on(explanation):
            console.print(Text(f"\n{said}"))
            console.print(Text("\n".join(where), style="dim"))


def _branch(explanation: Explanation, line: words.Line) -> Text:
    """A number of the tree: name, value, what it is; below it the formula or the source."""
    step, text = line.step, Text()
    if line.name:
        text.append(f"{line.name} ", style="bold")
    text.append(words.value_words(step), style="cyan")
    text.append(f"  {words.title_words(explanation.scenario, step)}")
    if line.again:
        return text.append(f"  ({words.again_words(step)})", style="dim")
    for told in words.how_words(step):
        text.append(f"\n{told}", style="green" if told.startswith("= ") else "dim")
    if line.cut:
        text.append("\n… (a larger --depth shows what is below)", style="dim")
    return text


def as_markdown(explanation: Explanation, depth: int | None = None) -> str:
    """The answer and the tree as nested lists."""
    text = [f"# {escaped(words.heading(explanation))}", ""]
    text += [f"{escaped(sentence)}\n" for sentence in words.answer(explanation)]
    for line in words.lines(explanation, depth):
        step, indent = line.step, "  " * line.depth
        name = f"**{escaped(line.name)}** " if line.name else ""
        title = escaped(words.title_words(explanation.scenario, step))
        told = [words.again_words(step)] if line.again else words.how_words(step)
        told = [*told, "…"] if line.cut else told
        text.append(f"{indent}- {name}{escaped(words.value_words(step))}: {title}  ")
        text += [f"{indent}  {escaped(part)}  " for part in told if part]
    return "\n".join(text).rstrip() + "\n"


def as_json(explanation: Explanation) -> str:
    """`{"bedmodel": 1, "explain": {…}, "rows": […]}`: every number once, the figure first.

    `formula` is an expression over the names in `inputs`, each the number of another step: working it out gives
    `value` (null where there is none, "inf" where nothing limits it). A step that is `whole` is worked out by the
    function it names, and a stated one has an `assumption`.
    """
    steps = explanation.steps()
    numbers = {id(step): at for at, step in enumerate(steps)}
    head = {
        "scenario": explanation.scenario.content.scenario.id,
        "file": file_name(explanation.scenario.file),
        "hash": f"sha256:{explanation.scenario.hash}",
        "version": bedmodel.__version__,
        "settings": list(explanation.scenario.settings),
        "figure": str(explanation.selector),
        "unit": explanation.metric.unit,
        "value": _number(explanation.root.value),
    }
    return json_text("explain", head, (_record(step, numbers) for step in steps))


def _record(step: Step, numbers: dict[int, int]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "step": numbers[id(step)],
        "title": step.title,
        "figure": str(step.figure) if step.figure else None,
        "year": step.year or None,
        "value": _number(step.value),
        "unit": step.unit or None,
    }
    if step.account is not None:
        return found | {"assumption": _assumption(step, step.account)}
    return found | {
        "formula": None if step.whole else step.formula,
        "whole": step.whole,
        "function": f"{step.home.module}.{step.home.name}" if step.home else None,
        "how": step.how or None,
        "method": step.method or None,
        "inputs": {name: numbers[id(part)] for name, part in step.inputs.items()},
    }


def _assumption(step: Step, account: Account) -> dict[str, Any]:
    assumption = account.assumption
    pattern = math.isnan(step.value) and assumption.values is not None
    return {
        "path": account.path,
        "label": step.label or None,
        "values": assumption.values if pattern else None,
        "status": assumption.status,
        "file": file_name(assumption.place.file),
        "line": assumption.place.line,
        "column": assumption.place.column,
        "sources": [
            {
                "name": c.name,
                "title": c.source.title,
                "publisher": c.source.publisher,
                "published": c.source.published or None,
                "kind": c.source.kind,
                "url": c.source.url or None,
            }
            for c in account.citations
        ],
        "at": assumption.source.at or None,
        "derived": assumption.source.derived or None,
        "confidence": assumption.confidence,
        "solved_in": step.solved.solved_in if step.solved else None,
    }


def _number(value: float) -> float | str | None:
    return None if math.isnan(value) else str(value) if math.isinf(value) else value
