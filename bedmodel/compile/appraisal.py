"""The appraisal of a scenario as arrays."""

from __future__ import annotations

import numpy as np

from bedmodel.compile.money import asset_over, receipt_over
from bedmodel.compile.values import Array, Values
from bedmodel.model.economic_case import AppraisalInputs, Built, Stream
from bedmodel.model.paths import growth_index
from bedmodel.scenario.quantity import CALIBRATED, Quantity
from bedmodel.scenario.schema_appraisal import Appraisal, AppraisalStream
from bedmodel.scenario.schema_money import Finance


def appraisal_inputs(values: Values, years: int) -> AppraisalInputs:
    """Prices, buildings, receipts and streams over so many years after the baseline year."""
    content = values.scenario.content
    assert content.appraisal is not None
    assert content.finance is not None
    appraisal, finance = content.appraisal, content.finance
    growth = _growth_of_prices(values, appraisal, finance)
    after = np.repeat(growth[:, -1:], years + 1 - growth.shape[1], axis=1)
    prices = growth_index(np.concatenate([growth, after], axis=1))
    receipts = [receipt_over(values, finance, name, years + 1) for name in finance.receipts]
    unpublished = [_is_solved(values, m.saving) or _is_solved(values, m.efficiency) for m in finance.measures.values()]
    return AppraisalInputs(
        years=years,
        prices=prices,
        need_after=values.number(appraisal.need_after)[:, None],
        cost_after=values.number(appraisal.cost_after)[:, None],
        built=[_built(values, finance, name, years) for name in finance.capital],
        receipts=sum(receipts, start=np.zeros((1, years + 1))),
        streams=[_stream(values, appraisal, stream, prices, years) for stream in appraisal.streams.values()],
        unpublished=np.flatnonzero(unpublished),
    )


def _growth_of_prices(values: Values, appraisal: Appraisal, finance: Finance) -> Array:
    """Growth of general prices by year: as stated and, after the last year stated, as unit costs grow in that year.

    So costs stay level in real terms in years that are run beyond the plan; to hold the last deflator instead would let
    one odd year cheapen all later ones. One number for all years is used in all. Shape (draw, year).
    """
    growth, span = values.by_year(appraisal.deflator), values.scenario.span
    stated = values.scenario.assumption(appraisal.deflator).values
    if stated is None:
        return growth
    later = np.arange(len(span)) > max(span.index(year) for year in stated)
    return np.where(later, values.by_year(finance.inflation), growth)


def _is_solved(values: Values, quantity: Quantity | None) -> bool:
    """Whether a number was solved so that a published figure is met."""
    return quantity is not None and values.scenario.assumption(quantity).value == CALIBRATED


def _built(values: Values, finance: Finance, name: str, years: int) -> Built:
    asset = finance.capital[name]
    return Built(
        asset=asset_over(values, finance, name, years + 1),
        estimate=values.number(asset.amount)[:, None],
        vat=values.number(asset.vat)[:, None],
    )


def _stream(values: Values, appraisal: Appraisal, stream: AppraisalStream, prices: Array, years: int) -> Stream:
    """A stream in £m of each year that the model runs."""
    span = values.scenario.span
    once = stream.kind == "transition"
    nominal = values.in_years_given(stream.amount) if once else values.phased(stream.amount)
    base = values.scenario.assumption(stream.amount).prices
    if base is not None:
        at = span.index(base)
        nominal = nominal * (prices[:, : len(span)] / prices[:, at : at + 1])
    last = len(span) - 1 if once else years
    return Stream(stream.kind, nominal, span.index(stream.ends) if stream.ends else last)
