"""Solves the assumptions that a scenario calibrates, so that published figures are met in the central case."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bedmodel.compile import Values, compile_inputs
from bedmodel.figures import columns, figure_name, figures
from bedmodel.metrics import METRICS
from bedmodel.model.chain import project
from bedmodel.once import Once
from bedmodel.problems import Problem, ScenarioError
from bedmodel.results import Solved
from bedmodel.scenario.quantity import CALIBRATED, NO_BOUNDS, Assumption
from bedmodel.scenario.scenario import Scenario
from bedmodel.scenario.schema import Calibration
from bedmodel.units import written

Array = NDArray[np.float64]

GRID = 65
SWEEPS = 60
SETTLED = 1e-11
"""Relative change of every solved value in a sweep at which all calibrations hold together."""
TOLERANCE = 1e-9
"""Of the figure's own size; what is left after solving."""


def solve(scenario: Scenario, once: Once | None = None) -> tuple[Solved, ...]:
    """Solve every calibration of the scenario and of the scenarios it extends, oldest first.

    A calibration is solved on the scenario that states it, and a child inherits the solved value. `once` spares solving
    a parent again for each of its children. Raises ScenarioError where a calibration has no solution or where several
    pull against one another.
    """
    once = once or Once()
    found: list[Solved] = []
    own: list[Solved] = []
    for stage in (*scenario.ancestors, scenario):
        inherited = [s for s in found if _still_holds(stage, s)]
        known = tuple((s.path, s.value) for s in inherited)
        own = once(("solved", stage.hash, known), partial(_solve_own, stage, inherited)) if stage.calibrations else []
        renewed = {s.path for s in own}
        found = [s for s in inherited if s.path not in renewed] + own
    own_paths = {s.path for s in own}
    values = {s.path: s.value for s in found}
    return tuple(s if s.path in own_paths else _as_inherited(scenario, s, values) for s in found)


def _as_inherited(scenario: Scenario, solved: Solved, known: dict[str, float]) -> Solved:
    """A value solved in a parent, with what the figure it was solved for is here."""
    try:
        figure = _figure_at(scenario, solved.calibration, solved.path, known)
    except ScenarioError:
        return replace(solved, inherited=True, reached=math.nan)
    return replace(solved, inherited=True, reached=float(figure(np.array([solved.value]))[0]))


def _still_holds(stage: Scenario, solved: Solved) -> bool:
    """Whether a stage still has the assumption that an ancestor solved, and has not given it a value of its own."""
    assumption = stage.find(solved.path)
    return assumption is not None and assumption.value == CALIBRATED


def _solve_own(stage: Scenario, inherited: Sequence[Solved]) -> list[Solved]:
    """Solve a stage's calibrations in turn, again and again until each still holds after the others."""
    known = {s.path: s.value for s in inherited}
    tasks = [(calibration, _assumption(stage, calibration)) for calibration in stage.calibrations]
    for _, assumption in tasks:
        known.setdefault(assumption.path, _start(assumption))
    for _ in range(SWEEPS):
        before = dict(known)
        for calibration, assumption in tasks:
            known[assumption.path] = _solve_one(stage, calibration, assumption, known)
        if all(np.isclose(known[path], before[path], rtol=SETTLED, atol=1e-13) for path in known):
            break
    else:
        message = "these calibrations undo one another, again and again"
        raise ScenarioError([Problem(c.place, "C002", c.by, message) for c, _ in tasks])
    return [_solved(stage, calibration, assumption, known[assumption.path]) for calibration, assumption in tasks]


def _assumption(stage: Scenario, calibration: Calibration) -> Assumption:
    assumption = stage.find(calibration.by)
    if assumption is None:
        message = f"nothing in the scenario uses `{calibration.by}`"
        raise ScenarioError([Problem(calibration.place, "C001", calibration.by, message)])
    return assumption


def _start(assumption: Assumption) -> float:
    low, high = assumption.limits or (0.0, 1.0)
    return min(max(0.0, low), high)


def _target(stage: Scenario, calibration: Calibration) -> float:
    value = stage.assumption(calibration.equals).value
    assert isinstance(value, float)
    return value


def _solve_one(stage: Scenario, calibration: Calibration, assumption: Assumption, known: dict[str, float]) -> float:
    """The value at which the figure meets its target: a grid finds the bracket, Chandrupatla's method closes it.

    Every trial value is one draw of the vectorised model. Raises ScenarioError where there is no solution, or several.
    """
    target = _target(stage, calibration)
    others = {path: value for path, value in known.items() if path != assumption.path}
    figure = _figure_at(stage, calibration, assumption.path, others)
    wanted, possible = calibration.within or assumption.limits, stage.bounds.get(assumption.path, NO_BOUNDS)
    assert wanted is not None
    bounds = max(wanted[0], possible[0]), min(wanted[1], possible[1])
    grid = np.linspace(bounds[0], bounds[1], GRID)
    miss = figure(grid) - target
    if not np.isfinite(miss).all():
        raise _unsolved(calibration, f"{figure_name(calibration)} is no number for some values of `{calibration.by}`")
    scale = TOLERANCE * max(abs(target), float(np.abs(miss).max()), 1.0)
    if float(np.ptp(miss)) <= scale * 1e-6:
        raise _unsolved(calibration, f"`{calibration.by}` has no effect on {figure_name(calibration)}")
    sides = np.where(np.abs(miss) <= scale * 1e-3, 0.0, np.sign(miss))
    exact = np.flatnonzero(sides == 0)
    crossings = np.flatnonzero(sides[:-1] * sides[1:] < 0)
    unit = METRICS[calibration.metric].unit
    if exact.size + crossings.size == 0:
        low, high = (written(float(f(miss) + target), unit) for f in (np.min, np.max))
        message = (
            f"no value of `{calibration.by}` from {bounds[0]:g} to {bounds[1]:g} makes {figure_name(calibration)} "
            f"{written(target, unit)}; it runs from {low} to {high}"
        )
        raise _unsolved(calibration, message, "widen `within`, or question the published figure")
    if exact.size + crossings.size > 1:
        near = ", ".join(f"{grid[i]:.4g}" for i in sorted([*exact, *crossings]))
        message = f"{figure_name(calibration)} meets {written(target, unit)} more than once"
        raise _unsolved(calibration, message, f"near {near}; say which with `within`")
    if exact.size:
        return float(grid[exact[0]])
    at = int(crossings[0])
    return _closed_in(calibration, lambda trial: figure(trial) - target, grid[at : at + 2], scale)


def _closed_in(calibration: Calibration, miss: Callable[[Array], Array], ends: Array, scale: float) -> float:
    """The root between two values of opposite sign. Source: Chandrupatla 1997, as kept in scipy."""
    from scipy.optimize.elementwise import find_root

    root: Any = find_root(miss, (ends[:1], ends[1:]))
    value = float(np.ravel(root.x)[0])
    left = abs(float(miss(np.array([value]))[0]))
    if not np.all(root.success) or left > scale:
        raise _unsolved(
            calibration, f"{figure_name(calibration)} jumps over the target near {calibration.by} = {value:.6g}"
        )
    return value


def _unsolved(calibration: Calibration, message: str, hint: str = "") -> ScenarioError:
    return ScenarioError([Problem(calibration.place, "C002", "calibrate", message, hint)])


def _figure_at(
    stage: Scenario, calibration: Calibration, path: str, others: dict[str, float]
) -> Callable[[Array], Array]:
    """The calibrated figure as a function of trial values of one assumption. Shape (trial,) in and out."""
    metric, where = METRICS[calibration.metric], calibration.where
    labels = columns(stage, metric)
    wanted = where.pool if metric.axis == "pool" else where.line
    if wanted is not None and wanted not in labels:
        raise ScenarioError([Problem(calibration.place, "C003", "calibrate", f"{metric.name} has no `{wanted}`")])
    column = 0 if wanted is None else labels.index(wanted)
    year = len(stage.span) - 1 if where.year is None else stage.span.index(where.year)

    def figure(trial: Array) -> Array:
        with np.errstate(all="ignore"):
            inputs = compile_inputs(Values(stage, others, trial={path: trial}))
            found = figures(stage, *project(inputs))
        if metric.name not in found:
            message = f"the scenario has no {metric.name}, because the part that gives it is not there"
            raise ScenarioError([Problem(calibration.place, "C003", "calibrate", message)])
        series = found[metric.name][:, :, column]
        value = series[:, : year + 1].sum(axis=1) if calibration.basis == "cumulative" else series[:, year]
        return np.broadcast_to(value, trial.shape)

    return figure


def _solved(stage: Scenario, calibration: Calibration, assumption: Assumption, value: float) -> Solved:
    compared = []
    for name in assumption.compare_with:
        other = stage.find(name)
        if other is not None and isinstance(other.value, float):
            compared.append((stage.title_of(other), other.value, other.unit or ""))
    return Solved(
        path=assumption.path,
        value=value,
        unit=assumption.unit or "",
        calibration=calibration,
        target=_target(stage, calibration),
        solved_in=stage.file,
        inherited=False,
        reached=_target(stage, calibration),
        compare_with=tuple(compared),
    )


def implausible(scenario: Scenario, solved: Sequence[Solved]) -> list[Problem]:
    """A warning for each solved value that lies outside the limits its assumption states."""
    warnings = []
    for s in solved:
        assumption = scenario.find(s.path)
        if assumption is None or assumption.limits is None:
            continue
        low, high = assumption.limits
        if not low <= s.value <= high:
            message = f"solved at {written(s.value, s.unit)}, outside {written(low, s.unit)} to {written(high, s.unit)}"
            warnings.append(Problem(assumption.place, "M002", s.path, message, severity="warning"))
    return warnings
