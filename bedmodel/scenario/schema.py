"""The parts of a scenario file as frozen models. What each number means is said once, here, next to its unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_origin

from pydantic import BeforeValidator

from bedmodel.problems import Place
from bedmodel.scenario import quantity as q
from bedmodel.scenario.context import Number, Part
from bedmodel.scenario.quantity import Date, Identifier, Text, Year
from bedmodel.years import Span

SourceKind = Literal["plan", "official-statistics", "research", "guidance", "campaign", "minutes", "press", "workshop"]


def _tuple_of_text(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[Text, ...], BeforeValidator(_tuple_of_text)]


class Header(Part):
    """What the scenario is, and the years it spans."""

    place: Place
    id: Identifier
    title: Text
    summary: Text = ""
    baseline: Year
    horizon: Year
    prices: Literal["nominal"] = "nominal"
    status: Literal["draft", "reviewed"] = "draft"


class Source(Part):
    """A document or data set, cited as a reader would look it up."""

    title: Text
    publisher: Text
    published: Text = ""
    kind: SourceKind
    url: Text = ""
    accessed: Date | None = None
    note: Text = ""


class Population(Part):
    """People by age band: a count in one year with growth, or a table by year."""

    place: Place
    title: Text = ""
    basis: Text
    """Whose count, and of whom: resident or registered. Compulsory, because the counts in use differ."""
    people: q.PeopleByBand | None = None
    as_of: Text | None = None
    """The financial year of the count; the baseline where it is left out; may lie outside the scenario."""
    growth: q.GrowthByBand | None = None
    """Growth over `growth_years`, spread evenly (geometrically)."""
    growth_years: Number = 1.0
    table: dict[Year, q.PeopleByBand] | None = None
    """Counts for some of the years; straight lines between them."""


class Stream(Part):
    """Admissions and nights of one kind of patient (elective, non-elective, maternity) by age band."""

    title: Text = ""
    admissions: q.AdmissionsByBand
    length_of_stay: q.NightsByBand
    """Mean nights for an admission, same-day cases counted with none."""


class Demand(Part):
    """What moves a pool's need for beds from year to year, before any change of care."""

    place: Place
    use: q.IndexByBand | None = None
    """Bed-days a head by age band, relative to the mean; only the ratios matter."""
    activity: dict[Identifier, Stream] | None = None
    """Or admissions and nights, from which bed-days a head follow."""
    non_demographic_growth: q.Growth | None = None
    """Growth in need beyond what numbers and ages of people explain."""
    length_of_stay_trend: q.Growth | None = None
    """Yearly change in nights for an admission; negative = shorter stays."""
    health_status: q.IndexByYear | None = None
    """Any other index of need, 1 in the baseline year."""


class Pool(Part):
    """A set of beds that patients share."""

    place: Place
    title: Text
    scope: Text = ""
    beds: q.Beds
    """Beds open in the baseline year."""
    occupancy: q.Occupancy
    """Share of them filled at midnight, mean of the baseline year."""
    standard: q.Standard
    """Mean occupancy at which the beds are meant to run."""
    demand: Demand
    beds_plan: dict[Year, q.Beds] = {}
    """Beds open in later years, as planned."""
    phasing: Literal["linear", "step"] = "linear"
    """Between planned years: in equal steps, or all at once in the year named."""
    season: q.Season | None = None
    """Occupied beds by quarter or month, relative to the year's mean."""


class MovesTo(Part):
    """Where care taken out of a pool goes, and what it costs there."""

    pool: Text | None = None
    service: Text | None = None
    days_per_day_avoided: q.Ratio
    """Days of care there for each bed-day avoided."""
    unit_cost: q.CostPerDay | None = None
    payer: Text = ""
    organisation: Text = ""
    stated_by_plan: bool = True
    """Whether the plan itself says that these places will exist."""


class Lever(Part):
    """A change of care that takes bed-days out of pools: share × effect × reach × delivery."""

    place: Place
    title: Text
    acts_on: Texts
    share: q.Share | None = None
    """Share of the pool's bed-days in the group of patients it is for; the whole pool where left out."""
    effect: q.Effect | None = None
    """Reduction of bed-days in that group; negative = the lever backfires."""
    beds_released: q.Beds | None = None
    """Or an absolute size: beds' worth of need, at the pool's standard."""
    reach: q.ShareByYear | None = None
    """How far it has been rolled out, by year; fully from the first year after the baseline where left out."""
    delivery: q.Delivery | None = None
    """How much of what is planned really happens; all of it where left out."""
    moves_to: MovesTo | None = None


class Volume(Part):
    """What a cost line grows with."""

    pool: Text | None = None
    population: bool = False
    elasticity: q.Ratio | None = None
    """% growth in cost for each % growth in the driver; 1 where left out."""


class CostLine(Part):
    """Part of what the system spends if care is given as it is today."""

    title: Text
    share: q.Share | None = None
    """Share of baseline spending; one line may leave it out and is then the rest."""
    volume: Volume | None = None
    inflation: q.GrowthByYear
    organisation: Text = ""
    payer: Text = ""


class Measure(Part):
    """Something the plan does to close the gap, besides closing beds and moving care."""

    place: Place
    title: Text
    saving: q.MoneyByYear | None = None
    """A named saving, £m in the year, nominal."""
    efficiency: q.Efficiency | None = None
    """Or a yearly reduction of cost, compounding, on the lines named."""
    on: Texts = ()
    reach: q.ShareByYear | None = None
    """How much of it is in place, by year; all of it in every year after the baseline where left out."""
    delivery: q.Delivery | None = None
    organisation: Text = ""
    payer: Text = ""


class SiteClosure(Part):
    """The disposal of a site, which alone releases fixed cost."""

    year: Year
    share: q.Share
    """Share of the closed beds' fixed cost that stood on that site."""
    lag: q.Lag


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
    site_closure: SiteClosure | None = None
    escalation_share: q.Share | None = None
    """Share of a shortage against the standard, beyond the baseline year's, that is opened and staffed all the same."""


class Asset(Part):
    """Something built: spending, then depreciation and PDC."""

    place: Place
    title: Text
    amount: q.Money
    optimism_bias: q.Delivery | None = None
    """What such schemes cost beyond their estimate."""
    in_service: Year
    spend: q.SpendByYear | None = None
    """Share of the cost spent in each year; all in the year of opening where left out."""
    life: q.Life
    pdc: q.Share
    """Public dividend capital charge on mean net assets."""
    organisation: Text = ""
    payer: Text = ""


class Income(Part):
    """Income, and how it grows."""

    title: Text = ""
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
    costs: dict[Identifier, CostLine]
    pressure_growth: q.Growth | None = None
    """Growth of every cost line beyond need and inflation: new treatments, quality, drift."""
    bed_costs: dict[Identifier, BedCost] = {}
    measures: dict[Identifier, Measure] = {}
    capital: dict[Identifier, Asset] = {}


class Where(Part):
    """Which figure of a metric is meant."""

    pool: Text | None = None
    year: Year | None = None
    line: Text | None = None


class Calibration(Part):
    """A published figure that the model is made to meet by solving one assumption."""

    place: Place
    metric: Text
    where: Where = Where()
    equals: q.Named
    basis: Literal["in-year", "cumulative"] | None = None
    """For money: the figure of that year, or the sum of all years up to it."""
    by: Text
    """The assumption to solve."""
    within: tuple[Number, Number] | None = None
    """Where to look for the solution; the assumption's limits where left out."""
    in_words: Text
    """A sentence with {value} in it: what one must believe."""
    compare_with: Annotated[tuple[Text, ...], BeforeValidator(_tuple_of_text)] = ()
    """Names of assumptions that show what has been achieved."""


class RankCorrelation(Part):
    """Two assumptions that tend to move together."""

    place: Place
    between: tuple[Text, Text]
    rho: q.Correlation
    """Correlation of the normal scores (Gaussian copula)."""


class ScenarioFile(Part):
    """A whole scenario, its files put together."""

    place: Place
    bedmodel: Number
    """The format; checked in every file as it is read."""
    scenario: Header
    sources: dict[Identifier, Source] = {}
    assumptions: dict[Identifier, q.Named] = {}
    population: Population
    pools: dict[Identifier, Pool]
    levers: dict[Identifier, Lever] = {}
    finance: Finance | None = None
    correlations: tuple[RankCorrelation, ...] = ()
    calibrate: tuple[Calibration, ...] = ()

    @property
    def span(self) -> Span:
        """The years of the scenario."""
        return Span(self.scenario.baseline, self.scenario.horizon)

    def numbers(self) -> Iterator[q.Quantity]:
        """Every number that the model uses, in the order of the file; not those that are only defined or solved for."""
        return slots((self.population, self.pools, self.levers, self.finance, self.correlations))


def slots(part: Any) -> Iterator[q.Quantity]:
    """Every number of a part and of the parts inside it, in the order of the file."""
    if isinstance(part, q.Assumption | q.Name):
        yield part
    elif isinstance(part, Part):
        for name in type(part).model_fields:
            yield from slots(getattr(part, name))
    elif isinstance(part, dict):
        for value in part.values():
            yield from slots(value)
    elif isinstance(part, tuple | list):
        for value in part:
            yield from slots(value)


def plain_numbers(part: type[Part] = Part) -> frozenset[str]:
    """Keys whose numbers are part of a definition and take no source, such as `growth_years`."""
    own = {name for name, field in part.model_fields.items() if field.annotation is float}
    return frozenset(own).union(*(plain_numbers(child) for child in part.__subclasses__()))


def sections(part: type[Part] = Part) -> frozenset[str]:
    """Keys that hold parts by name, such as `levers` and `beds_plan`."""
    own = {name for name, field in part.model_fields.items() if get_origin(field.annotation) is dict}
    return frozenset(own).union(*(sections(child) for child in part.__subclasses__()))
