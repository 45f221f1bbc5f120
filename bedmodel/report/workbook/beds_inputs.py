"""What beds needed and winter are worked out from, as the engine has it in the central case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bedmodel.analysis.trials import CENTRAL, Trials
from bedmodel.results import Results


@dataclass(frozen=True)
class PoolInputs:
    """The two numbers of a pool, the same in every year."""

    standard: float | None
    """How full the beds are meant to be (fraction); None where the standard is one of access."""
    winter: float
    """The three fullest months running against the year's mean (index)."""


def pool_inputs(results: Results) -> Mapping[str, PoolInputs]:
    """The standard and the winter of each pool, by its name."""
    pools = results.scenario.content.pools
    if not pools:
        return {}
    projected = next(Trials(results.scenario, tuple(results.solved)).projections(CENTRAL, money=False))
    standards = projected.inputs.beds.standards.occupancy[0, 0]
    winters = projected.beds.winter_index[0, 0]
    return {
        name: PoolInputs(
            float(standards[at]) if pool.occupancy_standard is not None else None,
            float(winters[at]),
        )
        for at, (name, pool) in enumerate(pools.items())
    }
