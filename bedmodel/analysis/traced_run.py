"""The central case on arrays that remember, and which of its numbers are figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.recorder import Recorder
from bedmodel.analysis.traced_values import TracedValues
from bedmodel.compile import compile_inputs
from bedmodel.figures import columns, figures
from bedmodel.metrics import METRICS, Metric, Selector
from bedmodel.model.chain import project
from bedmodel.model.trace import CONSTANT, LEAF, Node, nodes_of
from bedmodel.results import Results
from bedmodel.scenario.scenario import Scenario


@dataclass(frozen=True)
class TracedRun:
    """The central case with what is remembered of it."""

    results: Results
    tables: Mapping[str, object]
    recorder: Recorder

    def nodes(self, metric: str) -> np.ndarray[tuple[int, ...], np.dtype[np.object_]]:
        """A figure's numbers. Shape (draw, year, column)."""
        return nodes_of(self.tables[metric])


def traced_run(results: Results) -> TracedRun:
    """Run the central case of some results once more on arrays that remember."""
    scenario = results.scenario
    recorder = Recorder(len(scenario.span))
    with recorder, np.errstate(all="ignore"):
        values = TracedValues(scenario, {solved.path: solved.value for solved in results.solved})
        tables = figures(scenario, *project(compile_inputs(values)))
        made = {name: tables[name] for name in tables}
    return TracedRun(results, made, recorder)


def addresses(run: TracedRun) -> dict[Node, Selector]:
    """Which numbers of a run are figures, and their addresses; the first where one is several."""
    found: dict[Node, Selector] = {}
    scenario = run.results.scenario
    for name in METRICS:
        if name in run.tables:
            for node, selector in _of_table(run, scenario, METRICS[name]):
                if node.operation not in (LEAF, CONSTANT):
                    found.setdefault(node, selector)
    return found


def _of_table(run: TracedRun, scenario: Scenario, metric: Metric) -> Iterator[tuple[Node, Selector]]:
    labels, years = columns(scenario, metric), scenario.span.names
    for (_, year, column), node in np.ndenumerate(run.nodes(metric.name)):
        pool, line = (labels[column] if metric.axis == axis else None for axis in ("pool", "line"))
        yield node, Selector(metric.name, pool, line, years[year])
