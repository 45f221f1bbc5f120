"""Runs a scenario: solves what is calibrated, draws what is uncertain, and projects block by block."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from bedmodel.calibrate import implausible, solve
from bedmodel.compile import Values, compile_inputs
from bedmodel.compile.sampling import block, sample, strikes
from bedmodel.contingency import assess, judged_by_risks
from bedmodel.defaults import DRAWS, SEED
from bedmodel.figures import columns, figures
from bedmodel.late import Tables, Work
from bedmodel.metrics import METRICS, Selector
from bedmodel.model.chain import project
from bedmodel.once import Once
from bedmodel.problems import ModelError, Problem
from bedmodel.results import Array, Results, Solved
from bedmodel.scenario.scenario import Scenario

BLOCK = 2_048
NO_EFFECT = 1e-12

Progress = Callable[[int, int], None]


def run(
    scenario: Scenario,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    block_size: int = BLOCK,
    progress: Progress | None = None,
    once: Once | None = None,
    register: bool = True,
) -> Results:
    """Run a scenario; `draws=0` gives the central case alone.

    The same scenario, seed and draws give the same figures to the last bit, whatever the block size.
    `progress(done, all)` is called after each block. `once` spares solving and drawing again what scenarios run before
    have in common with this one; without `register` what each risk does is not worked out, which takes another run for
    each. Raises ScenarioError where a calibration or a distribution cannot be met, ModelError where the model gives no
    number.
    """
    solved = solve(scenario, once)
    values = {s.path: s.value for s in solved}
    central = _figures(Values(scenario, values))
    _check_finite(scenario, central.ready)
    samples = sample(scenario, seed, draws, values, once) if draws else {}
    events = strikes(scenario, seed, draws, samples, values) if draws else {}
    drawn = _drawn(scenario, values, samples, events, central, draws, block_size, progress) if draws else {}
    warnings = [*scenario.warnings, *implausible(scenario, solved), *_idle_levers(scenario, central, drawn)]
    results = Results(scenario, seed, draws, central, drawn, samples, solved, None, tuple(warnings))
    if not register:
        return results

    def headline_figures(struck: Mapping[str, Array]) -> dict[Selector, Array]:
        other = results
        if struck is not events:
            again = _drawn(scenario, values, samples, struck, central, draws, block_size, None)
            other = replace(results, drawn=again)
        return {selector: other.draws_of(selector) for selector in judged_by_risks(scenario)}

    return replace(results, register=assess(scenario, events, headline_figures))


def _figures(values: Values) -> Tables:
    with np.errstate(all="ignore"):
        return figures(values.scenario, *project(compile_inputs(values)))


def _drawn(
    scenario: Scenario,
    solved: dict[str, float],
    samples: dict[str, Array],
    events: Mapping[str, Array],
    central: Mapping[str, Array],
    draws: int,
    block_size: int,
    progress: Progress | None,
) -> Tables:
    """Every metric in every draw, filled block by block so that only the results take memory."""
    store: dict[str, Array] = {}
    late: list[tuple[int, int, Mapping[tuple[str, ...], Work]]] = []
    for start in range(0, draws, block_size):
        stop = min(start + block_size, draws)
        values = Values(scenario, solved, block(samples, start, stop), events=block(events, start, stop))
        found = _figures(values)
        late.append((start, stop, found.late))
        for name, part in found.ready.items():
            if name not in store:
                store[name] = np.empty((draws, *central[name].shape[1:]))
            store[name][start:stop] = part
        _check_finite(scenario, found.ready)
        if progress is not None:
            progress(stop, draws)
    together = {
        names: partial(_put_together, draws, [(start, stop, works[names]) for start, stop, works in late])
        for names in late[0][2]
    }
    return Tables(store, together)


def _put_together(draws: int, parts: Sequence[tuple[int, int, Work]]) -> dict[str, Array]:
    """Tables of all draws from those of each block."""
    whole: dict[str, Array] = {}
    for start, stop, work in parts:
        for name, part in work().items():
            whole.setdefault(name, np.empty((draws, *part.shape[1:])))[start:stop] = part
    return whole


def _idle_levers(scenario: Scenario, central: Mapping[str, Array], drawn: Mapping[str, Array]) -> list[Problem]:
    """A warning for each lever that takes nothing out of any pool in any year."""
    warnings = []
    for number, (name, lever) in enumerate(scenario.content.levers.items(), start=1):
        tables = [table["levers.reduction"][:, :, number] for table in (central, drawn) if table]
        if all(float(np.abs(table).max()) <= NO_EFFECT for table in tables):
            hint = "look at its effect, its reach and its delivery"
            warnings.append(
                Problem(lever.place, "M001", f"levers.{name}", "moves nothing in any year", hint, "warning")
            )
    return warnings


def _check_finite(scenario: Scenario, tables: Mapping[str, Array]) -> None:
    """Occupancy may be missing where no bed is open; nothing else may."""
    for name, table in tables.items():
        if name.startswith("occupancy") or np.isfinite(table).all():
            continue
        _, year, column = (int(i[0]) for i in np.nonzero(~np.isfinite(table)))
        label = columns(scenario, METRICS[name])[column]
        where = f"{name} of {label or 'all'} in {scenario.span.names[year]}"
        raise ModelError(f"the model gives no number for {where}; a growth rate may be far too large")


__all__ = ["Results", "Solved", "run"]
