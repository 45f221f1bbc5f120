"""What may turn out differently: each uncertain number, and whether each risk of the register strikes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from bedmodel.analysis.sobol import Shares, design, variance_shares
from bedmodel.analysis.themes import RISKS, THEMES, themes
from bedmodel.analysis.trials import Futures, Trials
from bedmodel.compile.sampling import at_shares, links
from bedmodel.draws.streams import linked
from bedmodel.metrics import Selector
from bedmodel.results import Array
from bedmodel.runs import Progress
from bedmodel.scenario.quantity import Assumption, Status
from bedmodel.scenario.scenario import Scenario

RISK = "risks."
NEVER, ALWAYS = float(np.nextafter(1.0, 0.0)), 0.0
"""Uniforms with which a risk strikes only if it is certain, and whenever it can."""


@dataclass(frozen=True)
class Factor:
    """A number of the scenario, or a risk of its register."""

    path: str
    title: str
    kind: Literal["number", "risk"]
    themes: tuple[str, ...]
    """What parts of the plan use it; it counts under the first."""
    status: Status
    """How the number is backed; of a risk, how its probability is."""
    unit: str
    by_label: bool
    """Whether it is several numbers, by year, age or month, which move together as multiples of what is stated."""
    centre: float
    """The stated or solved value; 1 for numbers by label, 0 or 1 for a risk: what the central case has."""
    uncertain: bool

    @property
    def theme(self) -> str:
        """The theme it counts under."""
        return self.themes[0]


@dataclass(frozen=True)
class Group:
    """Factors that are moved together, and are independent of all others."""

    name: str
    title: str
    kind: Literal["number", "risk", "linked", "theme"]
    members: tuple[str, ...]
    """Paths of its factors."""


def factors(trials: Trials) -> dict[str, Factor]:
    """Every number in use but correlations, then every risk, by path, in the order of the file."""
    scenario, parts = trials.scenario, themes(trials.scenario)
    found = {path: _number(trials, a, parts[path]) for path, a in scenario.used.items() if parts[path]}
    for name, risk in scenario.content.risks.items():
        probability = scenario.assumption(risk.probability)
        certain = float(trials.centre(probability) >= 1.0)
        path = RISK + name
        found[path] = Factor(path, risk.title, "risk", (RISKS,), probability.status, "events", False, certain, True)
    return found


def _number(trials: Trials, assumption: Assumption, parts: tuple[str, ...]) -> Factor:
    return Factor(
        assumption.path,
        trials.scenario.title_of(assumption),
        "number",
        parts,
        assumption.status,
        assumption.unit or "",
        assumption.values is not None,
        trials.centre(assumption),
        assumption.distribution is not None,
    )


def grouped(scenario: Scenario, known: Mapping[str, Factor], *, by_theme: bool) -> list[Group]:
    """Uncertain factors in groups that are independent of one another: themes, or each by itself.

    Numbers that the scenario links are one group, and count under the theme of the first of them.
    """
    uncertain = [path for path, factor in known.items() if factor.uncertain]
    home = {path: path for path in uncertain}
    for names in linked(links(scenario)):
        first = min(names, key=uncertain.index)
        home |= dict.fromkeys(names, first)
    together: dict[str, list[str]] = {}
    for path in uncertain:
        together.setdefault(known[home[path]].theme if by_theme else home[path], []).append(path)
    if by_theme:
        return [Group(name, THEMES[name], "theme", tuple(together[name])) for name in THEMES if name in together]
    return [_alone_or_linked(known, members) for members in together.values()]


def _alone_or_linked(known: Mapping[str, Factor], members: Sequence[str]) -> Group:
    if len(members) == 1:
        factor = known[members[0]]
        return Group(factor.path, factor.title, factor.kind, (factor.path,))
    title = "; with it: ".join(known[path].title for path in members)
    return Group(" + ".join(members), title, "linked", tuple(members))


def shares(
    trials: Trials,
    selectors: Sequence[Selector],
    groups: Sequence[Group],
    points: int,
    progress: Progress | None = None,
) -> Shares:
    """Share the variance of some figures among groups of factors, over the distributions that a run draws from.

    Distributions are worked out at two sets of points only; every other set is put together from their values. A group
    is moved whole, so that numbers which are linked stay linked. Raises ScenarioError as a run does.
    """
    paths, risks = list(trials.scenario.uncertain), list(trials.scenario.content.risks)
    columns = [*paths, *(RISK + name for name in risks)]

    def values(uniforms: Array) -> Array:
        drawn = at_shares(trials.scenario, trials.held, dict(zip(paths, uniforms, strict=False)))
        return np.stack([*drawn.values(), *uniforms[len(paths) :]])

    def figures(table: Array) -> Array:
        by_name = dict(zip(columns, table, strict=True))
        luck = {name: by_name[RISK + name] for name in risks}
        return trials.evaluate(selectors, Futures({path: by_name[path] for path in paths}, luck, {}))

    a, b = (values(part) for part in design(len(columns), points, trials.seed))
    moved = [[columns.index(path) for path in group.members] for group in groups]
    return variance_shares(figures, a, b, moved, seed=trials.seed, progress=progress)
