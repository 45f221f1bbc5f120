"""From the distributions of a scenario to one value for each draw."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bedmodel.compile.values import Values
from bedmodel.draws import curves as c
from bedmodel.draws.streams import copula, correlate, uniforms
from bedmodel.once import Once
from bedmodel.problems import Problem, ScenarioError
from bedmodel.scenario import distribution as d
from bedmodel.scenario.quantity import Assumption
from bedmodel.scenario.scenario import Scenario

Array = NDArray[np.float64]
LEAST_MASS = 1e-6
"""Share of a distribution that must lie within the limits it is cut at."""


def curve_of(assumption: Assumption, centres: Sequence[float]) -> c.Curve:
    """The assumption's distribution as a curve; its mode is the assumption's value where none is given.

    `centres` are the numbers that a relative distribution multiplies.
    """
    found = assumption.distribution
    assert found is not None
    centre = 1.0 if found.relative else assumption.value
    curve = _plain_curve(found, centre if isinstance(centre, float) else 1.0)
    if not found.truncate or assumption.limits is None:
        return curve
    if not found.relative:
        return c.Truncated(curve, *assumption.limits)
    factors = [sorted(limit / number for limit in assumption.limits) for number in centres if number != 0.0]
    low = max((ends[0] for ends in factors), default=-math.inf)
    high = min((ends[1] for ends in factors), default=math.inf)
    return c.Truncated(curve, low, high)


def _plain_curve(found: d.Distribution, centre: float) -> c.Curve:
    match found:
        case d.Pert():
            return c.pert(found.low, centre if found.mode is None else found.mode, found.high, found.shape)
        case d.Triangular():
            return c.TriangularCurve(found.low, centre if found.mode is None else found.mode, found.high)
        case d.Uniform():
            return c.BetaCurve(1.0, 1.0, found.low, found.high)
        case d.Beta():
            return c.BetaCurve(found.alpha, found.beta, found.low, found.high)
        case d.Normal():
            return c.NormalCurve(*found.moments())
        case d.Lognormal():
            return c.LognormalCurve(*found.moments())
        case d.Discrete():
            return c.DiscreteCurve(found.values, found.probabilities)


def sample(
    scenario: Scenario,
    seed: int,
    draws: int,
    solved: Mapping[str, float] | None = None,
    once: Once | None = None,
) -> dict[str, Array]:
    """One value for each draw of every uncertain assumption, by path. Shape of each: (draw,).

    Relative distributions give multiples of the value, stated or solved. `once` spares drawing again what another
    scenario has drawn from the same distribution under the same path; such arrays are shared, so read only. Raises
    ScenarioError where draws fall outside the limits, or where rank correlations contradict one another.
    """
    once = once or Once()
    run = (seed, draws)
    streams = {path: once(("uniforms", path, *run), partial(uniforms, path, *run)) for path in scenario.uncertain}
    curves, pairs = _curves(scenario, solved or {}), links(scenario)
    try:
        streams = correlate(streams, pairs)
    except ValueError as error:
        raise _contradiction(scenario, error) from error
    linked = {path: frozenset(pairs.items()) for pair in pairs for path in pair}
    values = {
        path: once(("drawn", path, curves[path], linked.get(path), *run), partial(_values, curves[path], u))
        for path, u in streams.items()
    }
    _check(scenario, solved or {}, values)
    return values


def at_shares(scenario: Scenario, solved: Mapping[str, float], shares: Mapping[str, Array]) -> dict[str, Array]:
    """What `sample` would give had it drawn these shares of each uncertain assumption's distribution, by path.

    `shares` are independent and strictly between 0 and 1, one array for each uncertain assumption; those that the
    scenario links are given their dependence here. Shape of each: (draw,) in and out. Raises ScenarioError as `sample`.
    """
    curves = _curves(scenario, solved)
    try:
        shares = copula(shares, links(scenario))
    except ValueError as error:
        raise _contradiction(scenario, error) from error
    values = {path: _values(curve, shares[path]) for path, curve in curves.items()}
    _check(scenario, solved, values)
    return values


def links(scenario: Scenario) -> dict[tuple[str, str], float]:
    """The correlations of normal scores between uncertain assumptions, by their paths."""
    pairs = {}
    for pair in scenario.content.correlations:
        ends = [scenario.find(text) for text in pair.between]
        rho = scenario.assumption(pair.rho).value
        assert ends[0] is not None
        assert ends[1] is not None
        assert isinstance(rho, float)
        pairs[ends[0].path, ends[1].path] = rho
    return pairs


def _contradiction(scenario: Scenario, error: ValueError) -> ScenarioError:
    return ScenarioError([Problem(scenario.content.correlations[0].place, "D004", "correlations", str(error))])


def _curves(scenario: Scenario, solved: Mapping[str, float]) -> dict[str, c.Curve]:
    """The curve of every uncertain assumption; raises ScenarioError where its limits leave nothing of one."""
    curves = {path: curve_of(a, _centres(a, solved)) for path, a in scenario.uncertain.items()}
    problems = [_nothing_left(scenario.uncertain[path]) for path, curve in curves.items() if _is_empty(curve)]
    if problems:
        raise ScenarioError(problems)
    return curves


def _check(scenario: Scenario, solved: Mapping[str, float], values: Mapping[str, Array]) -> None:
    """Raises ScenarioError where values fall outside the limits."""
    problems: list[Problem] = []
    for path, assumption in scenario.uncertain.items():
        problems += _outside(assumption, scenario.bounds[path], values[path], _centres(assumption, solved))
    if problems:
        raise ScenarioError(problems)


def _values(curve: c.Curve, u: Array) -> Array:
    with np.errstate(all="ignore"):
        values = curve.value(u)
    values.flags.writeable = False
    return values


def strikes(
    scenario: Scenario, seed: int, draws: int, samples: Mapping[str, Array], solved: Mapping[str, float]
) -> dict[str, Array]:
    """1 in each draw in which a risk of the register strikes, else 0, by the risk's name. Shape of each: (draw,)."""
    return struck(Values(scenario, solved, samples), luck(scenario, seed, draws))


def luck(scenario: Scenario, seed: int, draws: int) -> dict[str, Array]:
    """The random stream of each risk, from its name and the seed, by the risk's name. Shape of each: (draw,)."""
    return {name: uniforms(f"risks.{name}", seed, draws) for name in scenario.content.risks}


def struck(values: Values, luck: Mapping[str, Array]) -> dict[str, Array]:
    """1 where a risk's stream lies below its probability, so that it strikes, else 0. Shape of each: (draw,)."""
    risks = values.scenario.content.risks
    return {name: (luck[name] < values.number(risk.probability)).astype(np.float64) for name, risk in risks.items()}


def quantiles(assumption: Assumption, solved: Mapping[str, float], shares: Array) -> Array:
    """The values of an uncertain assumption below which the given shares lie; for numbers by label, of their multiple.

    Shape (share,) in and out.
    """
    assert assumption.distribution is not None
    centres = _centres(assumption, solved)
    values = _values(curve_of(assumption, centres), shares)
    return values * centres[0] if assumption.distribution.relative and assumption.values is None else values


def _is_empty(curve: c.Curve) -> bool:
    return isinstance(curve, c.Truncated) and not curve.mass > LEAST_MASS


def _nothing_left(assumption: Assumption) -> Problem:
    message = "nothing of the distribution lies within the limits"
    return Problem(assumption.place, "D002", assumption.path, message, "look at the limits, or at what was solved")


def _centres(assumption: Assumption, solved: Mapping[str, float]) -> tuple[float, ...]:
    """The stated or solved numbers of an assumption."""
    return (solved[assumption.path],) if assumption.path in solved else assumption.numbers


def _outside(
    assumption: Assumption, bounds: tuple[float, float], values: Array, centres: Sequence[float]
) -> list[Problem]:
    """A problem where draws are no numbers, or lie outside the assumption's limits or what its places allow."""
    assert assumption.distribution is not None
    if not np.isfinite(values).all():
        message = "the distribution gives values that are no finite numbers"
        return [Problem(assumption.place, "D002", assumption.path, message)]
    own = assumption.limits or bounds
    low, high = max(own[0], bounds[0]), min(own[1], bounds[1])
    products = [values * centre for centre in (centres if assumption.distribution.relative else (1.0,))]
    smallest = min((float(p.min()) for p in products), default=low)
    largest = max((float(p.max()) for p in products), default=high)
    if low <= smallest and largest <= high:
        return []
    message = f"draws run from {smallest:.4g} to {largest:.4g}, outside the limits {low:g} to {high:g}"
    hint = "choose a bounded distribution, or set `limits` and `truncate: true`"
    return [Problem(assumption.place, "D002", assumption.path, message, hint)]


def block(samples: Mapping[str, Array], start: int, stop: int) -> dict[str, Array]:
    """The same samples for some of the draws."""
    return {path: values[start:stop] for path, values in samples.items()}
