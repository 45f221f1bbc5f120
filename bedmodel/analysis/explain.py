"""From a figure to its formula, its inputs, and the lines of the file it rests on: told by the code that computed it.

The central case is run once more on arrays that remember (`model.trace`), and the same functions give the same numbers,
to the last bit. What they are called, and how they hang together, is read off the run (`recorder`).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from bedmodel.analysis.code_words import Words, axes, class_unit, field_words, function_words, spelled
from bedmodel.analysis.formulas import formula, parts_of
from bedmodel.analysis.recorder import AXES, Home
from bedmodel.analysis.traced_run import TracedRun, addresses, traced_run
from bedmodel.analysis.traced_values import Stated
from bedmodel.compile import Values
from bedmodel.compile.care import bands_of
from bedmodel.figures import place_of
from bedmodel.metrics import METRICS, Metric, Selector
from bedmodel.model.trace import CONSTANT, LEAF, Node, operation
from bedmodel.problems import ModelError
from bedmodel.results import Results, Solved
from bedmodel.scenario.account import Account, accounts
from bedmodel.scenario.quantity import Quantity
from bedmodel.scenario.scenario import Scenario

PATHS = "bedmodel.model.paths"
"""Where every array has years on its second axis."""
GENERAL = (PATHS, "bedmodel.compile.values")
"""Modules whose functions are about numbers of any kind; what such a number is, its name says better."""
zipped = partial(zip, strict=True)
SHOWN = ("bedmodel.figures", "bedmodel.bedless_figures")
"""Modules that put figures together, by their own names."""
FIGURES = Home("bedmodel.figures", "figures")


@dataclass(frozen=True)
class Step:
    """One number of an explanation. Shared by all that is made of it."""

    title: str
    """What it is, in words."""
    value: float
    """In the central case; nan for a pattern of several numbers."""
    unit: str
    """Nothing where the code does not say."""
    year: str = ""
    figure: Selector | None = None
    """Its address, where it is a figure that a run shows."""
    home: Home | None = None
    """The function that worked it out."""
    how: str = ""
    """What that function says it does."""
    method: str = ""
    """Where its method comes from, where it says so."""
    formula: str = ""
    """How it follows from `inputs`, by their names; nothing for what the scenario states."""
    whole: bool = False
    """Whether the function does it in one step that no formula shows."""
    inputs: Mapping[str, Step] = field(default_factory=dict)
    account: Account | None = None
    """The assumption, where it is one."""
    label: str = ""
    """Whose it is: the year, age band or month that it is the assumption's number for; else a pool's, a lever's …"""
    solved: Solved | None = None
    """How it was solved, where it was."""


@dataclass(frozen=True)
class Explanation:
    """A figure of the central case, with everything it is made of."""

    scenario: Scenario
    selector: Selector
    metric: Metric
    root: Step

    def steps(self) -> list[Step]:
        """Every number of it, each once: the figure first, and what is made of others before those."""
        found: dict[int, Step] = {}
        waiting = [self.root]
        while waiting:
            step = waiting.pop()
            if id(step) not in found:
                found[id(step)] = step
                waiting.extend(reversed(list(step.inputs.values())))
        return list(found.values())

    def assumptions(self) -> list[Step]:
        """The numbers that the scenario states, in the order in which they are met."""
        return [step for step in self.steps() if step.account is not None]


def explain(results: Results, selector: Selector | str, run: TracedRun | None = None) -> Explanation:
    """How the central value of a figure came about. `run` spares running it again for another figure.

    Raises KeyError where the address names nothing, with what exists, and ModelError where the explanation does not
    arrive at the figure, which would be a fault of the program.
    """
    selector = Selector.parse(selector) if isinstance(selector, str) else selector
    if selector.statistic != "central":
        raise KeyError(f"`{selector}`: the central case is explained, which no draw is; leave `statistic=` out")
    metric, year, column = place_of(results.scenario, results.central, selector)
    selector = replace(selector, year=selector.year or results.years[-1])
    run = run or traced_run(results)
    nodes = run.nodes(metric.name)[0, :, column]
    central = results.value(selector)
    node = nodes[year] if year is not None else operation("add", list(nodes), central)
    root = _Steps(run).figure(node, selector, metric)
    if not (root.value == central or math.isnan(central)):
        raise ModelError(f"the explanation of {selector} arrives at {root.value!r}, not at {central!r}")
    return Explanation(results.scenario, selector, metric, root)


def labels_by_axis(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """What stands side by side on an axis of the model, by the axis's name in the code."""
    content, finance = scenario.content, scenario.content.finance
    sections: dict[str, Iterable[str]] = {
        "pool": content.pools,
        "lever": content.levers,
        "service": content.services,
        "site": content.sites,
        "activity": content.activity,
        "group": content.workforce,
        "band": bands_of(Values(scenario)),
        "line": (finance.costs if finance else ()) or content.ledger,
        "measure": finance.measures if finance else (),
    }
    return {axis: tuple(names) for axis, names in sections.items()}


class _Steps:
    """Makes the steps of an explanation, each node's once."""

    def __init__(self, run: TracedRun) -> None:
        self.recorder, self.scenario = run.recorder, run.results.scenario
        self.labels = labels_by_axis(self.scenario)
        self.accounts = accounts(self.scenario)
        self.solved = {solved.path: solved for solved in run.results.solved}
        self.figures = addresses(run)
        self.made: dict[Node, Step] = {}

    def figure(self, node: Node, selector: Selector, metric: Metric) -> Step:
        """The figure that is asked for."""
        if node.operation not in (LEAF, CONSTANT):
            return self._worked_out(node, selector)
        names = {} if node.operation == CONSTANT else self._names([node], FIGURES)
        inputs = {name: self.step(part) for part, name in names.items()}
        how = formula(node, names)
        return Step(metric.meaning, float(node.value), metric.unit, figure=selector, formula=how, inputs=inputs)

    def step(self, node: Node) -> Step:
        """A node as a step, with all it is made of."""
        if node not in self.made:
            stated = node.operation == LEAF
            self.made[node] = self._stated(node) if stated else self._worked_out(node, self.figures.get(node))
        return self.made[node]

    def _ends(self, home: Home, node: Node) -> bool:
        """Whether a function's formula ends at a node, which has a name of its own."""
        if node.operation == LEAF or node in self.figures:
            return True
        made = self.recorder.made.get(node)
        steps_of_a_path = made is not None and made.by == home and home.module in GENERAL
        return made is not None and node.operation != "negative" and not steps_of_a_path

    def _worked_out(self, node: Node, figure: Selector | None) -> Step:
        made = self.recorder.made.get(node)
        whole = callable(node.origin)
        home = Home(node.origin.__module__, node.origin.__name__) if whole else made.by if made else FIGURES
        parts = parts_of(node, partial(self._ends, home))
        names = self._names(parts, home)
        words = function_words(home) if made or whole else Words("", "", "")
        title, unit = self._title(node, figure, words)
        inputs = {names[part]: self.step(part) for part in parts}
        return Step(
            title,
            float(node.value),
            unit,
            year=(figure.year or "") if figure else self._own_year(node),
            label="" if figure else self._label(node),
            figure=figure,
            home=home if made or whole else None,
            how=words.sentence,
            method=words.source if made is None or not made.name else "",
            formula=formula(node, names),
            whole=whole,
            inputs=inputs | (self._patterns(figure) if whole else {}),
        )

    def _stated(self, node: Node) -> Step:
        stated: Stated = node.origin
        account = self.accounts[stated.path]
        unit, solved = account.assumption.unit or "", self.solved.get(stated.path)
        return Step(account.title, float(node.value), unit, account=account, label=stated.label, solved=solved)

    def _title(self, node: Node, figure: Selector | None, words: Words) -> tuple[str, str]:
        """What a number is, and its unit: as a figure, by its function's words, or by its name."""
        if figure is not None:
            return METRICS[figure.metric].meaning, METRICS[figure.metric].unit
        made = self.recorder.made[node]
        names = [(made.name, made.owner)] if made.name else []
        if made.by.module in GENERAL:
            names = names or list(self.recorder.kept_as.get(node, {}))
        if not names:
            return words.sentence, words.unit
        name, owner = names[0]
        said = field_words(owner, name) if owner else ""
        return said if " " in said else spelled(name), class_unit(owner) if owner else ""

    def _own_year(self, node: Node) -> str:
        if node in self.figures:
            return self.figures[node].year or ""
        made, at = self.recorder.made.get(node), self.recorder.at.get(node)
        if made is None or at is None:
            return ""
        axes_of = axes(made.by, made.owner, made.name)
        of_years = made.by.module == PATHS or (len(axes_of) == at.axes and "year" in axes_of[1])
        return self.scenario.span.names[at.year] if of_years else ""

    def _label(self, node: Node) -> str:
        """Whose of several a number is (a pool's, a lever's, an age band's); nothing where the code does not say."""
        if node.operation == LEAF:
            return str(node.origin.label)
        if node in self.figures:
            return self.figures[node].line or self.figures[node].pool or ""
        made, at = self.recorder.made.get(node), self.recorder.at.get(node)
        if made is None or at is None:
            return ""
        axes_of = axes(made.by, made.owner, made.name)
        if not len(axes_of) == at.axes == AXES:
            return ""
        names = self.labels.get(axes_of[-1], ())
        return names[at.last] if len(names) == at.length > 1 else ""

    def _names(self, parts: list[Node], home: Home) -> dict[Node, str]:
        """A name for each part, as the function calls it, and more of it where several have one name."""
        names = [self._name(part, home) for part in parts]
        for more in (self._label, self._own_year):
            said = [more(part) for part in parts]
            differ = {name for name in names if len({m for n, m in zipped(names, said) if n == name}) > 1}
            names = [_identifier(f"{n}_{m}") if n in differ and m else n for n, m in zipped(names, said)]
        taken: Counter[str] = Counter()
        found: dict[Node, str] = {}
        for part, name in zipped(parts, names):
            taken[name] += 1
            found[part] = name if taken[name] == 1 else f"{name}_{taken[name]}"
        return found

    def _name(self, node: Node, home: Home) -> str:
        """A figure by its own name, anything else as the function calls it, or as it is called where it comes from."""
        made, figure = self.recorder.made.get(node), self.figures.get(node)
        if figure is not None:
            return figure.metric.rpartition(".")[2]
        if node.operation == LEAF:
            own = node.origin.path.rpartition(".")[2]
        else:
            own = (made.name or made.by.name.rpartition(".")[2]) if made else "figure"
        called = None if home.module in SHOWN else self.recorder.called.get((node, home))
        return _identifier(called or own)

    def _patterns(self, figure: Selector | None) -> dict[str, Step]:
        """What a step of the days of a year reads off the file as it stands: seasons and days of the week."""
        pools = self.scenario.content.pools
        wanted = [figure.pool] if figure is not None and figure.pool in pools else list(pools)
        found: dict[str, Step] = {}
        for name in wanted:
            pool = pools[str(name)]
            for called, quantity in (("season", pool.season), ("weekday", pool.daily.weekday if pool.daily else None)):
                if quantity is not None:
                    found[_identifier(called if len(wanted) == 1 else f"{called}_{name}")] = self._pattern(quantity)
        return found

    def _pattern(self, quantity: Quantity) -> Step:
        account = self.accounts[self.scenario.assumption(quantity).path]
        return Step(account.title, math.nan, account.assumption.unit or "", account=account)


def _identifier(text: str) -> str:
    """A name that can stand in a formula.

    >>> _identifier("growth_18-64"), _identifier("2020/21")
    ('growth_18_64', 'n2020_21')
    """
    word = re.sub(r"\W+", "_", text.replace("+", "_up")).strip("_")
    return word if word[:1].isalpha() else f"n{word}"
