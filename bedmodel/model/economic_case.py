"""The economic case: what the money of a scenario costs and brings society, over the years of an appraisal.

Income, depreciation, PDC, VAT and transfers move money between public bodies and use nothing up; they are kept apart.
Source of the method: HM Treasury, The Green Book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bedmodel.model import appraisal as a
from bedmodel.model.axes import Array, total
from bedmodel.model.inputs import Asset, Index
from bedmodel.model.money import capital_charges
from bedmodel.model.projections import MoneyProjection


@dataclass(frozen=True)
class Built:
    """Something built, over all the years of the appraisal. Shapes (draw, 1)."""

    asset: Asset
    """With its optimism bias, and what events add; spend and years open over the appraisal."""
    estimate: Array
    """The amount before optimism bias (£m, nominal)."""
    vat: Array
    """Share of the amount that is VAT (fraction)."""


@dataclass(frozen=True)
class Stream:
    """A cost or benefit stated for the appraisal alone."""

    kind: str
    nominal: Array
    """£m of each year that the model runs (draw, year)."""
    last: int
    """The last year in which it goes on; that of the appraisal where nothing is said."""


@dataclass(frozen=True)
class AppraisalInputs:
    """What an appraisal needs besides the money of the model."""

    years: int
    """After the baseline year."""
    prices: Array
    """Index of prices in the whole economy, 1 in the baseline year (draw, years + 1)."""
    need_after: Array
    """Growth a year after the model's last year (draw, 1)."""
    cost_after: Array
    """(draw, 1)"""
    built: Sequence[Built]
    receipts: Array
    """Nominal £m (draw, years + 1)."""
    streams: Sequence[Stream]
    unpublished: Index
    """Measures whose size was solved for, because nobody published it."""


class Flows(NamedTuple):
    """Real £m of each year, by class; positive = better for society. Shapes (draw, years + 1)."""

    capital: Array
    bias: Array
    residual: Array
    receipts: Array
    transition: Array
    care_today: Array
    care_elsewhere: Array
    others_time: Array
    beds: Array
    running: Array
    released: Array
    savings: Array
    non_cash: Array
    health: Array


class Apart(NamedTuple):
    """Real £m of each year that is no part of the economic case. Shapes (draw, years + 1)."""

    income: Array
    charges: Array
    vat: Array
    transfers: Array
    unpublished: Array
    """Of the savings in the economic case, those whose size was solved for."""


def economic_case(inputs: AppraisalInputs, money: MoneyProjection) -> tuple[Flows, Apart]:
    """Every cost and benefit of a scenario to the last year of its appraisal, and what is kept apart.

    What recurs goes on after the model's last year at that year's real level, growing with need and with cost beyond
    general prices. Care paid for by others counts as much as the system's own.
    """
    beds, after = money.beds, (1.0 + inputs.need_after) * (1.0 + inputs.cost_after) - 1.0

    def goes_on(nominal: Array) -> Array:
        """A yearly sum of the model in real terms, to the last year of the appraisal."""
        return a.continued(a.real(nominal, inputs.prices[:, : nominal.shape[1]]), after, inputs.years)

    kinds = _by_kind(inputs, after)
    capital, bias, residual, vat = _capital(inputs)
    flows = Flows(
        capital=-capital,
        bias=-bias,
        residual=residual,
        receipts=a.real(inputs.receipts, inputs.prices),
        transition=-kinds["transition"],
        care_today=-goes_on(total(money.cost)),
        care_elsewhere=-goes_on(total(money.care_elsewhere) + total(money.contacts_elsewhere)),
        others_time=-goes_on(total(money.also_cost)),
        beds=-goes_on(total(beds.wards_opened) + total(beds.escalation)),
        running=-goes_on(total(money.events)) - kinds["running"],
        released=goes_on(
            total(beds.variable_released)
            + total(beds.wards_released)
            + total(beds.sites_released)
            + total(money.contacts_left)
        ),
        savings=goes_on(total(money.measures)) + kinds["cash-releasing"],
        non_cash=kinds["non-cash"],
        health=kinds["health"],
    )
    apart = Apart(
        income=goes_on(money.income),
        charges=_charges(inputs),
        vat=vat,
        transfers=kinds["transfer"],
        unpublished=goes_on(total(money.measures[..., inputs.unpublished])),
    )
    return flows, apart


def _by_kind(inputs: AppraisalInputs, after: Array) -> dict[str, Array]:
    """The streams of each kind together. Shape of each (draw, years + 1).

    The value of health to a person does not rise with the cost of care: its own, lower, discount rate allows for it.
    """
    kinds = ("transition", "running", "cash-releasing", "non-cash", "health", "transfer")
    found = {kind: np.zeros((1, inputs.years + 1)) for kind in kinds}
    year = np.arange(inputs.years + 1)
    for stream in inputs.streams:
        growth = inputs.need_after if stream.kind == "health" else after
        flow = a.continued(a.real(stream.nominal, inputs.prices[:, : stream.nominal.shape[1]]), growth, inputs.years)
        found[stream.kind] = found[stream.kind] + flow * (year <= stream.last)
    return found


def _capital(inputs: AppraisalInputs) -> tuple[Array, Array, Array, Array]:
    """Capital before optimism bias, the bias, what is left at the end, and VAT. Shape of each (draw, years + 1)."""
    capital, bias, residual, vat = (np.zeros((1, inputs.years + 1)) for _ in range(4))
    at_end = np.arange(inputs.years + 1) == inputs.years
    for built in inputs.built:
        asset, opened = built.asset, -built.asset.years_open[:, :1]
        share = a.real(asset.spend, inputs.prices)
        once = total(share)[:, None]
        whole_life = share + a.renewals(once, opened, asset.life, inputs.years)
        capital = capital + built.estimate * (1.0 - built.vat) * whole_life
        bias = bias + (asset.amount - built.estimate) * (1.0 - built.vat) * whole_life
        vat = vat + asset.amount * built.vat * whole_life
        used = inputs.years + 1 - opened - a.lives_over(opened, asset.life, inputs.years) * asset.life
        left = a.residual_value(asset.amount * (1.0 - built.vat) * once, asset.life, used)
        residual = residual + left * at_end
    return capital, bias, residual, vat


def _charges(inputs: AppraisalInputs) -> Array:
    """Depreciation and PDC on what is built, in real terms. Shape (draw, years + 1)."""
    found = np.zeros((1, inputs.years + 1))
    for built in inputs.built:
        asset = built.asset
        nominal = capital_charges(asset.amount, asset.life, asset.pdc, asset.years_open)
        found = found + a.real(nominal, inputs.prices)
    return found
