"""The parts of a scenario file about people, beds and the care that moves."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import PlainValidator, ValidationError, ValidationInfo

from bedmodel.problems import Place
from bedmodel.scenario import slots as q
from bedmodel.scenario.context import Number, Part, context_of, problems_of
from bedmodel.scenario.marks import Dispensable, Refers, Whole
from bedmodel.scenario.placed import PlacedMap
from bedmodel.scenario.quantity import BROKEN, Assumption, Identifier, Prose, Quantity, Text, Texts, Year


class Population(Part):
    """People by age band: a count in one year with growth, or a table by year."""

    place: Place
    title: Prose = ""
    basis: Prose
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

    title: Prose = ""
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


class Gate(Part):
    """A condition on closing beds: it must have held in the year before, for as many beds as are closed."""

    occupancy: q.Standard | None = None
    """Mean occupancy that the year before would have had in the beds that stay; the pool's standard where left out."""
    services: Annotated[tuple[Text, ...], Refers("services", every=True)] = ()
    """Services whose places must have been open and staffed for all the care that was planned to go there."""


class Electives(Part):
    """Planned patients, whose admissions can be put off when there is no bed."""

    share: q.Share
    """Share of the pool's bed-days that are theirs."""
    length_of_stay: q.Nights
    """Mean nights of one of them."""


class Daily(Part):
    """How the number of patients varies from day to day about its mean for the time of year."""

    variance_ratio: q.VarianceRatio
    """Variance ÷ mean of the count at midnight about what is usual for the day; 1 where patients come independently."""
    weekday: q.Weekdays | None = None
    """Patients at midnight by day of the week, relative to the week's mean."""
    length_of_stay: Annotated[q.Nights | None, Dispensable("how long a bad day lasts")] = None
    """Mean nights of a patient who stays overnight: how long a bad day lasts. Where left out the chance of a bad winter
    day is not given."""
    electives: Annotated[Electives | None, Dispensable("planned operations displaced")] = None
    """Planned patients that make room on a bad day; how many must is not given where left out."""


class AccessStandard(Part):
    """A pool's standard as what patients may meet with, in place of an occupancy; one of the two."""

    place: Place
    refusal: q.Refusal | None = None
    """Share of the year's patients who may find no bed free."""
    days_over: q.DaysOver | None = None
    """Days a year on which need at midnight may exceed the beds."""


def _standard(value: Any, info: ValidationInfo) -> Any:
    """A standard as written: an occupancy, the name of one, or an access standard."""
    if isinstance(value, PlacedMap) and set(value).isdisjoint(Assumption.model_fields):
        context = context_of(info)
        try:
            return AccessStandard.model_validate(value, context=context)
        except ValidationError as error:
            context.problems.extend(problems_of(error, value))
            return BROKEN
    return q.Slot("fraction", bounds=q.STANDARD).read(value, info)


class Unit(Part):
    """A ward or site of a pool, whose beds the pool's other patients cannot use."""

    title: Prose
    share: q.Share
    """Share of the pool's patients who need this unit."""


class Pool(Part):
    """A set of beds that patients share."""

    place: Place
    title: Prose
    scope: Prose = ""
    beds: q.Beds
    """Beds open in the baseline year."""
    occupancy: q.Occupancy
    """Share of them filled at midnight, mean of the baseline year."""
    standard: Annotated[Quantity | AccessStandard, PlainValidator(_standard)]
    """Mean occupancy at which the beds are meant to run, or how often patients may find none."""
    demand: Demand
    beds_plan: dict[Year, q.Beds] = {}
    """Beds open in later years, as planned."""
    phasing: Literal["linear", "step"] = "linear"
    """Between planned years: in equal steps, or all at once in the year named."""
    delay: q.Lag | None = None
    """How late the planned openings and closures come."""
    gate: Gate | None = None
    """What must have happened before a bed closes; beds close as planned where left out."""
    wte_per_bed: q.StaffPerBed | None = None
    """Staff that an open bed needs."""
    season: q.Season | None = None
    """Occupied beds by quarter or month, relative to the year's mean."""
    daily: Annotated[Daily | None, Dispensable("its days")] = None
    """How the count varies from day to day; no figure about days where left out."""
    units: Annotated[dict[Identifier, Unit], Whole(), Dispensable("its units")] = {}
    """Wards or sites whose beds are not shared, for `bedmodel standards`: what it costs not to pool them."""

    @property
    def occupancy_standard(self) -> Quantity | None:
        """The standard where it is an occupancy."""
        return None if isinstance(self.standard, AccessStandard) else self.standard

    @property
    def access_standard(self) -> AccessStandard | None:
        """The standard where it is one of access."""
        return self.standard if isinstance(self.standard, AccessStandard) else None


class MovesTo(Part):
    """Where care taken out of a pool goes, and what it costs there."""

    pool: Annotated[Text | None, Refers("pools")] = None
    service: Annotated[Text | None, Refers("services")] = None
    days_per_day_avoided: q.DaysPerDay
    """Days of care there for each bed-day avoided."""
    unit_cost: q.CostPerDay | None = None
    payer: Text = ""
    organisation: Text = ""
    stated_by_plan: bool = True
    """Whether the plan itself says that these places will exist."""


class AlsoNeeds(Part):
    """Care that somebody else gives, or pays for, when a patient is not in hospital: families, social care."""

    title: Prose
    hours_per_day_avoided: q.HoursPerDay
    """Hours for each bed-day that is really avoided."""
    cost_per_hour: q.CostPerHour | None = None
    """What an hour costs whoever pays or gives it; not counted in £ where left out."""
    payer: Text = ""
    organisation: Text = ""


class Service(Part):
    """Care outside hospital that levers move patients to, as far as it has places and staff."""

    place: Place
    title: Prose
    places: q.Places | None = None
    """Places open, by year; as many as are needed where left out."""
    fill: q.Standard | None = None
    """Share of the places that can be filled on average; all of them where left out."""
    wte_per_place: q.StaffPerPlace | None = None
    """Staff that a place needs."""
    staff: q.StaffByYear | None = None
    """Staff there is, by year; as many as are needed where left out."""


class Site(Part):
    """A hospital site. Closing it, and nothing else, releases the fixed cost of the beds that have closed."""

    place: Place
    title: Prose
    pool: Annotated[Text, Refers("pools")]
    closes: Year | None = None
    """The year from whose beginning it is given up; it stays open where left out."""
    share: q.Share
    """Share of the pool's closed beds' fixed cost that stood on it."""
    lag: q.Lag
    """Time from giving it up to saving its cost."""
    delay: q.Lag | None = None


class Lever(Part):
    """A change of care that takes bed-days out of pools: share × effect × reach × delivery."""

    place: Place
    title: Prose
    acts_on: Annotated[Texts, Refers("pools")]
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
    delay: q.Lag | None = None
    """How late it comes."""
    moves_to: MovesTo | None = None
    also_needs: dict[Identifier, AlsoNeeds] = {}
    """What else each bed-day avoided asks of others."""
