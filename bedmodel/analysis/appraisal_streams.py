"""What is read of a scenario for its appraisal: present values by class, the yearly balance, the cash of each payer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from bedmodel.analysis.trials import CENTRAL, Projected, Reading, Trials
from bedmodel.compile.appraisal import appraisal_inputs
from bedmodel.model import appraisal as a
from bedmodel.model.axes import Array, total
from bedmodel.model.economic_case import Apart, Flows, economic_case
from bedmodel.scenario.holders import NOT_STATED, payers
from bedmodel.scenario.scenario import Scenario

Side = Literal["cost", "benefit"]


@dataclass(frozen=True)
class StreamClass:
    """One class of costs or benefits; present values are positive where society is better off."""

    key: str
    title: str
    side: Side


CLASSES: tuple[StreamClass, ...] = (
    StreamClass("capital", "Capital before optimism bias", "cost"),
    StreamClass("bias", "Optimism bias", "cost"),
    StreamClass("residual", "Buildings: what is left at the end", "cost"),
    StreamClass("receipts", "Land and buildings sold", "cost"),
    StreamClass("transition", "Transition", "cost"),
    StreamClass("care_today", "Care as it is given today", "cost"),
    StreamClass("care_elsewhere", "Care elsewhere", "cost"),
    StreamClass("others_time", "Time of families and other carers", "cost"),
    StreamClass("beds", "Wards and escalation beds opened", "cost"),
    StreamClass("running", "Other running costs", "cost"),
    StreamClass("released", "Hospital cost released", "benefit"),
    StreamClass("savings", "Named savings and efficiencies", "benefit"),
    StreamClass("non_cash", "Benefits that are no cash", "benefit"),
    StreamClass("health", "Health", "benefit"),
)
"""In the order of `Flows`. What is left of buildings, and what land brings, make capital cheaper: less cost."""
RISK = StreamClass("risk", "Risks", "cost")
"""What events add, at their expected value."""
APART = {
    "income": "Income",
    "charges": "Depreciation and PDC",
    "vat": "VAT",
    "transfers": "Transfers from one body to another",
}
"""What is no part of the economic case, in the order of `Apart`."""
assert tuple(c.key for c in CLASSES) == Flows._fields
assert (*APART, "unpublished") == Apart._fields


@dataclass(frozen=True)
class Layout:
    """Where the numbers of a reading stand."""

    years: int

    @property
    def classes(self) -> slice:
        """Present values by class."""
        return slice(0, len(CLASSES))

    @property
    def apart(self) -> slice:
        """Present values of what is kept apart."""
        return slice(len(CLASSES), self.lower)

    @property
    def lower(self) -> int:
        """Net present value at the lower rates."""
        return len(CLASSES) + len(Apart._fields)

    @property
    def yearly(self) -> slice:
        """Discounted net benefit of each year."""
        return slice(self.lower + 1, self.size)

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return self.lower + 1 + self.years + 1


def present_values(years: int) -> tuple[Reading, Layout]:
    """A reading of levels, not yet of differences from a reference, in real £m of the baseline year."""
    layout = Layout(years)
    standard, health, lower = (a.discount_factors(years, s) for s in (a.STANDARD, a.HEALTH, a.LOWER))

    def read(part: Projected) -> Array:
        assert part.money is not None
        flows, apart = economic_case(appraisal_inputs(part.values, years), part.money)
        factors = [health if c.key == "health" else standard for c in CLASSES]
        lows = [health if c.key == "health" else lower for c in CLASSES]
        by_class = [a.present_value(flow, f) for flow, f in zip(flows, factors, strict=True)]
        at_lower = sum(a.present_value(flow, f) for flow, f in zip(flows, lows, strict=True))
        balance = np.asarray(sum(flow * f for flow, f in zip(flows, factors, strict=True)))
        kept_apart = [a.present_value(flow, standard) for flow in apart]
        rows = [*by_class, *kept_apart, at_lower, *np.moveaxis(balance, 1, 0)]
        return np.stack(np.broadcast_arrays(*rows))

    return read, layout


def net_present_value(years: int) -> Reading:
    """A reading of the net present value alone (level)."""
    standard, health = a.discount_factors(years), a.discount_factors(years, a.HEALTH)

    def read(part: Projected) -> Array:
        assert part.money is not None
        flows, _ = economic_case(appraisal_inputs(part.values, years), part.money)
        rest = sum(flow for c, flow in zip(CLASSES, flows, strict=True) if c.key != "health")
        return (a.present_value(np.asarray(rest), standard) + a.present_value(flows.health, health))[None, :]

    return read


@dataclass(frozen=True)
class Cash:
    """What a scenario costs in cash, by year (£m, nominal). Shapes (year,); positive = costs more."""

    by_payer: dict[str, Array]
    """Recurrent, by who pays: the gap, and what is stated for the appraisal alone."""
    capital: Array
    """With VAT."""
    receipts: Array
    """Positive = money that comes in."""


def cash(trials: Trials, years: int) -> Cash:
    """Cash of a scenario in the central case, in the years that the model runs (levels)."""
    names = list(dict.fromkeys([*payers(trials.scenario.content), *_stream_payers(trials.scenario)]))
    count = len(trials.scenario.span)

    def read(part: Projected) -> Array:
        assert part.money is not None
        inputs = appraisal_inputs(part.values, years)
        rows = dict(zip(payers(part.scenario.content), np.moveaxis(part.money.by_payer, -1, 0), strict=True))
        by_payer = {name: rows.get(name, np.zeros((1, count))) for name in names}
        for stream, (payer, sign) in zip(inputs.streams, _cash_streams(part.scenario), strict=True):
            if sign:
                within = np.arange(count) <= stream.last
                by_payer[payer] = by_payer[payer] + sign * stream.nominal * within
        table = np.stack(
            np.broadcast_arrays(*by_payer.values(), total(part.money.capital_spend), total(part.money.receipts)), axis=0
        )
        return table[:, 0].reshape(-1, 1)

    found = trials.read(read, (len(names) + 2) * count, CENTRAL).reshape(len(names) + 2, count)
    return Cash(dict(zip(names, found[:-2], strict=True)), found[-2], found[-1])


def _cash_streams(scenario: Scenario) -> list[tuple[str, float]]:
    """Who pays each stream, and whether it is paid (1), saved (−1), or no cash (0)."""
    content = scenario.content
    assert content.appraisal is not None
    usual = (content.finance.payer if content.finance else "") or NOT_STATED
    signs = {"transition": 1.0, "running": 1.0, "transfer": 1.0, "cash-releasing": -1.0}
    return [(stream.payer or usual, signs.get(stream.kind, 0.0)) for stream in content.appraisal.streams.values()]


def _stream_payers(scenario: Scenario) -> list[str]:
    return [payer for payer, sign in _cash_streams(scenario) if sign]
