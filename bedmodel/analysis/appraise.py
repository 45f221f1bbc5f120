"""Options over their life, each against the least that could be done, draw by draw on the same futures.

Source of the method: HM Treasury, The Green Book: real prices, social time preference, optimism bias, risk at its
expected value, net present value against a do-minimum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bedmodel.analysis.alignment import common_years, short_names
from bedmodel.analysis.appraisable import appraisable, runs_to
from bedmodel.analysis.appraisal_streams import APART, CLASSES, Cash, Layout, cash, present_values
from bedmodel.analysis.kinds import summarised
from bedmodel.analysis.trials import CENTRAL, Trials
from bedmodel.defaults import DRAWS, SEED
from bedmodel.metrics import Selector
from bedmodel.model import appraisal as a
from bedmodel.model.axes import Array, total
from bedmodel.once import Once
from bedmodel.problems import ModelError
from bedmodel.runs import Progress
from bedmodel.scenario.scenario import Scenario
from bedmodel.years import named, start_of

FAN = (0.1, 0.5, 0.9)
BUILDING = ("capital", "bias", "residual")
"""The classes that make what is built."""


@dataclass(frozen=True)
class Option:
    """One option less the reference, in real £m of the baseline year; positive = society is better off."""

    name: str
    trials: Trials
    classes: Array
    """Present value by class in the central case (class,)."""
    risk: Array
    """What events add in each draw (draw,); empty without draws."""
    values: Array
    """Net present social value in each draw, events included (draw,); empty without draws."""
    class_ends: Array
    """P10 and P90 of each class over the draws, without events (2, class); nan without draws."""
    apart: Mapping[str, float]
    """Present value of what is no part of the economic case, by key of `APART`."""
    unpublished: float
    """Present value of the option's own savings whose size was solved for; a level, not a difference."""
    unpublished_more: float
    """The same less the reference's."""
    building: float
    """Present value of what the option builds, less what is left of it at the end; a level, not a difference."""
    lower: float
    """Net present value at the lower rates, in the central case with risks at their expected value."""
    balance: Array
    """Discounted net benefit of each year, in the central case with risks at their expected value (year,)."""
    so_far: Array
    """P10, P50 and P90 of the discounted net benefit up to each year (3, year); nan without draws."""
    cash: Cash
    beds_short: float | None
    """Beds too few in the plan's last year, central case, whatever another pool has to spare; None without beds."""

    @property
    def expected_risk(self) -> float:
        """What events add on average over the draws."""
        return float(self.risk.mean()) if self.risk.size else 0.0

    @property
    def cost(self) -> float:
        """Net present social cost: every cost, bias and expected risk among them, less what is left of buildings."""
        return -(self._side("cost") + self.expected_risk)

    @property
    def benefit(self) -> float:
        """Present value of the benefits."""
        return self._side("benefit")

    def _side(self, side: str) -> float:
        return float(sum(value for c, value in zip(CLASSES, self.classes.tolist(), strict=True) if c.side == side))

    @property
    def value(self) -> float:
        """Net present social value in the central case, risks at their expected value; options are ranked by it."""
        return float(total(self.classes)) + self.expected_risk

    @property
    def ratio(self) -> float:
        """Benefits for each £1 of cost; nan where the option costs nothing more."""
        return float(a.benefit_cost_ratio(np.array(self.benefit), np.array(self.cost)))

    @property
    def statistics(self) -> tuple[float, ...]:
        """Of the net present social value: central with expected risk, mean, P10, P50 and P90; nan without draws."""
        return (self.value, *(summarised(self.values) if self.values.size else [float("nan")] * 4))

    @property
    def payback(self) -> int | None:
        """Years after the baseline until it has paid back for good; None where it never does."""
        return a.payback(self.balance)


@dataclass(frozen=True)
class Appraisal:
    """Options appraised against the first of them."""

    options: tuple[Option, ...]
    """The reference first; its differences from itself are all nought."""
    years: int
    plan: tuple[str, ...]
    """The years of the plan that looks furthest ahead; all options are run to its end."""
    draws: int
    seed: int

    @property
    def reference(self) -> Option:
        """The least that could be done."""
        return self.options[0]

    @property
    def baseline(self) -> str:
        """The year in whose prices all is, and to which all is discounted."""
        return self.plan[0]

    @property
    def last(self) -> str:
        """The last year appraised."""
        return named(start_of(self.baseline) + self.years)

    @cached_property
    def annuity(self) -> float:
        """What £1 a year over all the years appraised is worth."""
        return a.annuity(a.discount_factors(self.years))

    def yearly(self, value: float) -> float:
        """The level sum a year that has a present value (£m a year, real)."""
        return float(a.equivalent_annual(np.array(value), a.discount_factors(self.years)))

    def year(self, after: int) -> str:
        """The name of a year so many after the baseline."""
        return named(start_of(self.baseline) + after)


def appraise(
    scenarios: Sequence[Scenario],
    *,
    years: int | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    once: Once | None = None,
    progress: Progress | None = None,
) -> Appraisal:
    """Appraise scenarios against the first of them, over the years it states or others.

    Raises ScenarioError where one cannot be appraised, or not beside the others; ModelError where one gives no number.
    """
    common_years(scenarios)
    plan = max((scenario.span.names for scenario in scenarios), key=len)
    years = appraisable(scenarios, years)
    once, names = once or Once(), short_names(scenarios)
    until = max(runs_to(scenario) for scenario in scenarios)
    tried = [_ready(scenario, until, draws, seed, once) for scenario in scenarios]
    rounds = sum(1 + bool(t.scenario.content.risks) for t in tried) * draws
    done = 0
    levels: list[_Levels] = []
    for trials in tried:

        def report(so_far: int, _: int, before: int = done) -> None:
            """Tell how far all options together have come."""
            if progress is not None:
                progress(before + so_far, rounds)

        levels.append(_levels(trials, years, report))
        done += (1 + bool(trials.scenario.content.risks)) * draws
    found = [_against(n, t, mine, levels[0], years, len(plan)) for n, t, mine in zip(names, tried, levels, strict=True)]
    return Appraisal(tuple(found), years, plan, draws, seed)


def _ready(scenario: Scenario, until: str, draws: int, seed: int, once: Once) -> Trials:
    """A scenario solved on its own years, then run on to a year that all options run to.

    Otherwise an option that looks further ahead would be charged with more years of growth than the others.
    """
    trials = Trials.of(scenario.for_appraisal(), draws=draws, seed=seed, once=once)
    content = trials.scenario.content
    header = content.scenario.model_copy(update={"horizon": until})
    longer = replace(trials.scenario, content=content.model_copy(update={"scenario": header}))
    return replace(trials, scenario=longer)


@dataclass(frozen=True)
class _Levels:
    """A scenario's own readings, before the reference's are taken off. Shapes (number, draw)."""

    layout: Layout
    central: Array
    drawn: Array
    """Without events."""
    struck: Array
    """With events."""


def _levels(trials: Trials, years: int, progress: Progress) -> _Levels:
    read, layout = present_values(years)
    central = trials.read(read, layout.size, CENTRAL)
    if not trials.draws:
        none = np.empty((layout.size, 0))
        return _Levels(layout, central, none, none)
    wanted = (layout.size, trials.draws)
    calm = replace(trials.futures, luck={})
    drawn = np.broadcast_to(trials.read(read, layout.size, calm, progress=progress), wanted)
    struck = drawn
    if trials.scenario.content.risks:
        found = trials.read(read, layout.size, trials.futures, progress=lambda n, m: progress(n + m, m))
        struck = np.broadcast_to(found, wanted)
    for numbers in (central, drawn, struck):
        if not np.isfinite(numbers).all():
            name = trials.scenario.content.scenario.id
            raise ModelError(f"the appraisal of {name} gives no number; a growth rate may be far too large")
    return _Levels(layout, central, drawn, struck)


def _against(name: str, trials: Trials, mine: _Levels, base: _Levels, years: int, plan: int) -> Option:
    layout = mine.layout
    central, drawn = (mine.central - base.central)[:, 0], mine.drawn - base.drawn
    values = total(np.moveaxis(mine.struck[layout.classes] - base.struck[layout.classes], 0, -1))
    risk = values - total(np.moveaxis(drawn[layout.classes], 0, -1))
    struck = mine.struck - base.struck
    events = (struck - drawn).mean(axis=1) if values.size else np.zeros(layout.size)
    so_far = np.cumsum(struck[layout.yearly], axis=0)
    ends = np.quantile(drawn[layout.classes], (0.1, 0.9), axis=1) if values.size else np.full((2, len(CLASSES)), np.nan)
    *apart, unpublished_more = central[layout.apart].tolist()
    last = trials.scenario.span.names[plan - 1]
    gaps = trials.central([Selector("beds.gap", pool=pool, year=last) for pool in trials.scenario.content.pools])
    return Option(
        name=name,
        trials=trials,
        classes=central[layout.classes],
        risk=risk,
        values=values,
        class_ends=ends,
        apart=dict(zip(APART, apart, strict=True)),
        unpublished=float(mine.central[layout.apart.stop - 1, 0]),
        unpublished_more=unpublished_more,
        building=-float(sum(mine.central[at, 0] for at, c in enumerate(CLASSES) if c.key in BUILDING)),
        lower=float(central[layout.lower] + events[layout.lower]),
        balance=central[layout.yearly] + events[layout.yearly],
        so_far=np.quantile(so_far, FAN, axis=1) if values.size else np.full((3, years + 1), np.nan),
        cash=cash(trials, years),
        beds_short=float(np.maximum(-gaps, 0.0).sum()) if len(gaps) else None,
    )
