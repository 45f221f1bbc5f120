"""The figures about money as sums of products of drivers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bedmodel.analysis.drivers import Driver
from bedmodel.analysis.moment import Moment, State, Terms, plain
from bedmodel.analysis.split_beds import Factors, need_indices, people_index
from bedmodel.figures import plan_lines
from bedmodel.metrics import Selector
from bedmodel.model.inputs import MoneyInputs
from bedmodel.model.projections import MoneyProjection
from bedmodel.model.split import Term

LINES = {"finance.measure": "measure", "finance.new_cost": "new-cost"}
"""The kind of driver that a line of these is."""


def _money(moment: Moment) -> tuple[MoneyInputs, MoneyProjection]:
    inputs, money = moment.projected.inputs.money, moment.projected.money
    assert inputs is not None
    assert money is not None
    return inputs, money


def _cost(moment: Moment, selector: Selector) -> State:
    """Cost if nothing changes, line by line: the part that stays whatever the need, and the part that follows it.

    1 + elasticity × (volume − 1) is (1 − elasticity) + elasticity × volume: two terms, each a product.
    """
    inputs, _ = _money(moment)
    finance = moment.scenario.content.finance
    assert finance is not None
    growth = (1.0 + inputs.pressure[:, 0]) ** moment.year
    state: State = {}
    for at, name in enumerate(finance.costs):
        if selector.line not in (None, name):
            continue
        follows = float(inputs.driver[:, at].sum())
        elasticity = inputs.elasticity[:, 0, at] * follows
        size: Factors = {Driver("spend"): inputs.spend[:, 0], Driver("share"): inputs.share[:, 0, at]}
        dearer: Factors = {Driver("price"): moment.at(inputs.price)[:, at], Driver("pressure"): growth}
        follow, alone = Driver("elasticity"), Driver("cost", name)
        state[name, "level"] = Term(size | {follow: 1.0 - elasticity} | dearer, alone)
        state[name, "need"] = Term(size | {follow: elasticity} | _volume(moment, at) | dearer, alone)
    return state


def _volume(moment: Moment, line: int) -> Factors:
    """What moves the volume of a cost line, against the baseline year; nothing where it follows nothing."""
    inputs, _ = _money(moment)
    pools = len(moment.scenario.content.pools)
    if inputs.driver[pools, line]:
        return {Driver("people"): people_index(moment)}
    for at in np.flatnonzero(inputs.driver[:pools, line]):
        some = moment.projected.beds.occupied_before_levers[:, 0, at] > 0
        return {driver: np.where(some, index, 1.0) for driver, index in need_indices(moment, int(at)).items()}
    return {}


def _income(moment: Moment, selector: Selector) -> State:
    inputs, _ = _money(moment)
    start, growth = (inputs.spend - inputs.deficit)[:, 0], moment.at(inputs.income_growth)
    income = {Driver("income-at-start"): start, Driver("income-growth"): growth}
    return {"income": Term(income, Driver("income-at-start"))}


def _gap_do_nothing(moment: Moment, selector: Selector) -> State:
    income = {name: Term(term.factors, term.alone, -term.sign) for name, term in _income(moment, selector).items()}
    return _cost(moment, selector) | income


def _gap(moment: Moment, selector: Selector) -> State:
    """The gap if nothing changes, and each line that the plan takes off it or adds to it."""
    inputs, money = _money(moment)
    content = moment.scenario.content
    assert content.finance is not None
    lines = plan_lines(content, content.finance)
    first = money.parts.shape[-1] - len(lines)
    parts, inside = moment.at(money.parts)[:, first:], inputs.holders.inside[first:]
    state = _gap_do_nothing(moment, selector)
    for metric, line in dict.fromkeys(lines):
        which = [at for at, found in enumerate(lines) if found == (metric, line) and inside[at]]
        if which:
            state[metric, line] = plain(Driver(LINES[metric], line), parts[:, which].sum(axis=-1))
    return state


MONEY: Mapping[str, Terms] = {
    "finance.income": _income,
    "finance.cost_do_nothing": _cost,
    "finance.gap_do_nothing": _gap_do_nothing,
    "finance.gap": _gap,
}
"""How each of these figures is made up."""
