"""The parts of a scenario file about money. Every line is nominal, in £m of the year."""

from __future__ import annotations

from typing import Annotated

from bedmodel.problems import Place
from bedmodel.scenario import slots as q
from bedmodel.scenario.context import Part
from bedmodel.scenario.marks import Dispensable, ForAppraisal, Refers, Whole
from bedmodel.scenario.quantity import Identifier, Prose, Text, Texts, Year


class Volume(Part):
    """What a cost line grows with."""

    pool: Annotated[Text | None, Refers("pools")] = None
    population: bool = False
    elasticity: q.Ratio | None = None
    """% growth in cost for each % growth in the driver; 1 where left out."""


class CostLine(Part):
    """Part of what the system spends if care is given as it is today."""

    title: Prose
    share: q.Share | None = None
    """Share of baseline spending; one line may leave it out and is then the rest."""
    volume: Annotated[Volume | None, Dispensable("growth with need")] = None
    """Level where it is left out."""
    inflation: q.GrowthByYear
    organisation: Text = ""
    payer: Text = ""


class Measure(Part):
    """Something the plan does to close the gap, besides closing beds and moving care."""

    place: Place
    title: Prose
    saving: q.MoneyByYear | None = None
    """A named saving, £m in the year, nominal."""
    efficiency: q.Efficiency | None = None
    """Or a yearly reduction of cost, compounding, on the lines named."""
    on: Annotated[Texts, Refers("finance.costs")] = ()
    reach: q.ShareByYear | None = None
    """How much of it is in place, by year; all of it in every year after the baseline where left out."""
    delivery: q.Delivery | None = None
    delay: q.Lag | None = None
    """How late it comes."""
    organisation: Text = ""
    payer: Text = ""


class BedCost(Part):
    """How the cost of a pool's beds splits, and what closing one really releases."""

    cost_per_bed_day: q.CostPerBedDay
    """£ for an occupied bed-day, all in."""
    variable_share: q.Share
    """Goes with the patients, at once."""
    semi_fixed_share: q.Share
    """Ward staff and upkeep: goes only with whole wards, after a lag."""
    ward_size: q.WardSize
    ward_lag: q.Lag
    escalation_share: q.Share | None = None
    """Share of a shortage against the standard, beyond the baseline year's, that is opened and staffed all the same."""
    organisation: Text = ""
    payer: Text = ""
    """Whose cost it is; that of the cost line that follows the pool where left out."""


class Optimism(Part):
    """What such schemes cost beyond their estimate, as the Green Book has it: two bounds, and how far risks are met."""

    place: Place
    lower: q.Change
    upper: q.Change
    mitigated: q.Share
    """How much of the way from the upper to the lower bound work on the causes has earned."""


class Asset(Part):
    """Something built: spending, then depreciation and PDC."""

    place: Place
    title: Prose
    amount: q.Money
    optimism_bias: q.Change | None = None
    """What such schemes cost beyond their estimate, as one number."""
    optimism: Optimism | None = None
    """Or between two bounds."""
    vat: Annotated[q.Share | None, ForAppraisal(), Dispensable("how much of it is VAT")] = None
    """Share of the amount that is VAT: paid, but to the Treasury; none where left out."""
    in_service: Year
    delay: q.Lag | None = None
    """How late it is built and opened."""
    spend: q.SpendByYear | None = None
    """Share of the cost spent in each year; all in the year of opening where left out."""
    life: q.Life
    pdc: q.Share
    """Public dividend capital charge on mean net assets."""
    organisation: Text = ""
    payer: Text = ""


class Receipt(Part):
    """Money from selling land or buildings: once, in one year, and capital only; it closes no yearly gap."""

    place: Place
    title: Prose
    amount: q.Money
    year: Year
    delay: q.Lag | None = None


class Income(Part):
    """Income, and how it grows."""

    title: Prose = ""
    growth: q.GrowthByYear


class Finance(Part):
    """The money. Every line is nominal, in £m of the year."""

    place: Place
    baseline_spend: q.Money
    baseline_deficit: q.Money | None = None
    """Spending beyond income in the baseline year; none where left out."""
    inflation: q.GrowthByYear
    """Moves unit costs from the baseline year's prices to each year's."""
    income: Income
    costs: Annotated[dict[Identifier, CostLine], Whole()]
    pressure_growth: q.Growth | None = None
    """Growth of every cost line beyond need and inflation: new treatments, quality, drift."""
    bed_costs: Annotated[dict[Identifier, BedCost], Refers("pools")] = {}
    measures: dict[Identifier, Measure] = {}
    capital: dict[Identifier, Asset] = {}
    receipts: dict[Identifier, Receipt] = {}
    organisation: Text = ""
    payer: Text = ""
    """Of every line that names none itself."""
    outside_gap: Texts = ()
    """Payers whose costs are no part of the gap, such as councils and households; they are shown beside it."""
    gap_holders: Annotated[dict[Identifier, q.Money], Whole()] = {}
    """How a document splits the do-nothing gap between organisations; by cost lines where left out."""
