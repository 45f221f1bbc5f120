"""The map of the model: which figures follow from which, and from which sections of the file, read off a traced run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bedmodel.analysis.traced_run import TracedRun, addresses
from bedmodel.metrics import METRICS, Selector
from bedmodel.model.trace import CONSTANT, LEAF, Node
from bedmodel.scenario.account import accounts


@dataclass(frozen=True)
class ModelMap:
    """What follows from what. Names are those of metrics, or of sections of the file."""

    figures: tuple[str, ...]
    sections: Mapping[str, int]
    """How many numbers each gives."""
    arrows: tuple[tuple[str, str], ...]
    """From what is used to the figure it is used for."""

    def direct(self) -> list[tuple[str, str]]:
        """The arrows without those that say nothing new, because others lead the same way through a figure between."""
        after: dict[str, list[str]] = {}
        for start, end in self.arrows:
            after.setdefault(start, []).append(end)

        def leads(start: str, end: str) -> bool:
            seen: set[str] = set()
            waiting = [name for name in after.get(start, ()) if name != end]
            while waiting:
                name = waiting.pop()
                if name == end:
                    return True
                if name not in seen:
                    seen.add(name)
                    waiting.extend(after.get(name, ()))
            return False

        return [arrow for arrow in self.arrows if not leads(*arrow)]

    def columns(self) -> list[list[str]]:
        """The names from left to right, each to the right of all it follows from, those of a column in their order."""
        before = {name: [a for a, b in self.arrows if b == name] for name in self.figures}
        depth: dict[str, int] = dict.fromkeys(self.sections, 0)

        def depth_of(name: str, way: frozenset[str]) -> int:
            if name not in depth:
                others = [depth_of(other, way | {name}) for other in before[name] if other not in way]
                depth[name] = 1 + max(others, default=0)
            return depth[name]

        last = max((depth_of(name, frozenset({name})) for name in self.figures), default=0)
        found: list[list[str]] = [[] for _ in range(last + 1)]
        for name in (*self.sections, *self.figures):
            found[depth[name]].append(name)
        return found


def model_map(run: TracedRun, figure: Selector | None = None) -> ModelMap:
    """The map of all figures of a run, or of one figure (of the last year) and what it follows from.

    Raises KeyError where the figure is none of the run's.
    """
    if figure is not None and figure.metric not in run.tables:
        raise KeyError(f"no figure `{figure.metric}`")
    at = addresses(run)
    used_at = {path: account.used_at for path, account in accounts(run.results.scenario).items()}
    arrows: dict[tuple[str, str], None] = {}
    numbers: dict[str, set[str]] = {}
    waiting = [name for name in METRICS if name in run.tables] if figure is None else [figure.metric]
    done: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name in done:
            continue
        done[name] = None
        for node in _beneath(run, name, at):
            if node.operation == LEAF:
                section = next(iter(used_at[node.origin.path]), node.origin.path).split(".")[0]
                numbers.setdefault(section, set()).add(node.origin.path)
                arrows[(section, name)] = None
            else:
                arrows[(at[node].metric, name)] = None
                waiting.append(at[node].metric)
    figures = tuple(name for name in METRICS if name in done and any(b == name for _, b in arrows))
    kept = tuple(arrow for arrow in arrows if arrow[1] in figures)
    return ModelMap(figures, {section: len(paths) for section, paths in numbers.items()}, kept)


def _beneath(run: TracedRun, name: str, at: Mapping[Node, Selector]) -> Iterator[Node]:
    """The nearest figures of other kinds, and numbers of the file, that a figure of the last year is made of."""
    seen: set[Node] = set()
    waiting = list(run.nodes(name)[0, -1])
    while waiting:
        node = waiting.pop(0)
        if node in seen or node.operation == CONSTANT:
            continue
        seen.add(node)
        if node.operation == LEAF or (node in at and at[node].metric != name):
            yield node
        else:
            waiting.extend(node.inputs)
