"""Whether this machine gives the figures that are recorded for this version: one scenario, run and compared."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from pathlib import Path

import yaml

from bedmodel.checks.two_wards import FILE as SCENARIO
from bedmodel.checks.two_wards import LAST
from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.load import load

RECORD = Path(__file__).with_name("reproduction.yaml")
DRAWS, SEED = 1000, 1
CLOSE = 1e-9
"""Share of a figure by which it may differ from the one recorded."""
FIGURES = (
    "beds.gap[pool=first",
    "beds.gap[pool=second",
    "beds.required[pool=first",
    "occupancy.winter[pool=first",
    "occupancy.days_over[pool=first",
    "occupancy.winter_day_over[pool=first",
    "finance.gap[",
    "finance.stranded[pool=first",
    "finance.new_cost[",
    "levers.reduction[",
)
STATISTICS = ("central", "mean", "p10", "p50", "p90")
_HEAD = """\
# What two_wards.yaml gives: 1,000 draws, seed 1. A change to the model that is meant to move figures must move these:
#   python -c "from bedmodel.checks import reproduction; print(reproduction.record_text(), end='')"
"""


@dataclass(frozen=True)
class Compared:
    """A figure as recorded and as it came out here."""

    figure: str
    recorded: float
    got: float

    @property
    def close(self) -> bool:
        """Whether they are the same but for rounding."""
        return abs(self.got - self.recorded) <= CLOSE * max(abs(self.recorded), 1.0)


@dataclass(frozen=True)
class Reproduction:
    """Whether figures can be had again."""

    compared: tuple[Compared, ...]
    to_the_bit: bool
    """Whether every figure of the run is the recorded one in its last digit."""
    failure: str = ""
    """What went wrong on the way."""

    @property
    def close(self) -> bool:
        """Whether every recorded figure is the same but for rounding."""
        return bool(self.compared) and all(figure.close for figure in self.compared)


def reproduce(record: Path = RECORD) -> Reproduction:
    """Run the scenario and hold it against the record; an error on the way is told, not raised."""
    known = yaml.safe_load(record.read_text(encoding="utf-8"))
    try:
        results = _results()
    except Exception as error:
        return Reproduction((), False, f"{type(error).__name__}: {error}")
    found = _figures(results)
    compared = (Compared(name, float(value), found.get(name, float("nan"))) for name, value in known["figures"].items())
    return Reproduction(tuple(compared), known["digest"] == _digest(results))


def record_text() -> str:
    """What is to be recorded, as this machine has it."""
    results = _results()
    lines = [f"  {name}: {value!r}" for name, value in _figures(results).items()]
    return f"{_HEAD}digest: {_digest(results)}\nfigures:\n" + "\n".join(lines) + "\n"


def _results() -> Results:
    return run(load(SCENARIO), draws=DRAWS, seed=SEED)


def _figures(results: Results) -> dict[str, float]:
    """The figures that are recorded, by address."""
    addresses = [
        f"{figure}{'' if figure.endswith('[') else ','}year={LAST},statistic={statistic}]"
        for figure in FIGURES
        for statistic in STATISTICS
    ]
    return {address: float(results.value(address)) for address in addresses}


def _digest(results: Results) -> str:
    """A fingerprint of every figure of the run to its last digit."""
    text = "\n".join(map(repr, map(astuple, results.rows())))
    return hashlib.sha256(text.encode()).hexdigest()
