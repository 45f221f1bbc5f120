"""A whole scenario file as frozen models; what each number means is said once, next to its unit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, TypeGuard, get_args, get_origin

from bedmodel.problems import Place
from bedmodel.scenario import slots as q
from bedmodel.scenario.context import Number, Part
from bedmodel.scenario.marks import Dispensable, ForAppraisal, ForReaders
from bedmodel.scenario.quantity import Assumption, Date, Identifier, Name, Prose, Quantity, Text, Year
from bedmodel.scenario.schema_activity import Activity
from bedmodel.scenario.schema_appraisal import Appraisal
from bedmodel.scenario.schema_care import Lever, Pool, Population, Service, Site
from bedmodel.scenario.schema_checks import Expectation, Scrutiny, Where
from bedmodel.scenario.schema_ledger import LedgerLine
from bedmodel.scenario.schema_money import Finance
from bedmodel.scenario.schema_risks import Risk
from bedmodel.scenario.schema_stated import Acceptance, Stated
from bedmodel.scenario.schema_workforce import StaffGroup
from bedmodel.years import Span

SourceKind = Literal["plan", "official-statistics", "research", "guidance", "campaign", "minutes", "press", "workshop"]


class Header(Part):
    """What the scenario is, and the years it spans."""

    place: Place
    id: Annotated[Identifier, ForReaders()]
    title: Prose
    summary: Prose = ""
    baseline: Year
    horizon: Year
    prices: Literal["nominal"] = "nominal"
    status: Annotated[Literal["draft", "reviewed"], ForReaders()] = "draft"


class Source(Part):
    """A document or data set, cited as a reader would look it up."""

    title: Text
    publisher: Text
    published: Text = ""
    kind: SourceKind
    url: Text = ""
    accessed: Date | None = None
    note: Prose = ""


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
    in_words: Prose
    """A sentence with {value} in it: what one must believe."""


class RankCorrelation(Part):
    """Two assumptions that tend to move together."""

    place: Place
    between: tuple[Text, Text]
    rho: q.Correlation
    """Correlation of the normal scores (Gaussian copula)."""


class ScenarioFile(Part):
    """A whole scenario, its files put together."""

    place: Place
    bedmodel: Annotated[Number, ForReaders()]
    """The format; checked in every file as it is read."""
    scenario: Header
    sources: Annotated[dict[Identifier, Source], ForReaders()] = {}
    assumptions: dict[Identifier, q.Named] = {}
    population: Population
    pools: dict[Identifier, Pool] = {}
    levers: dict[Identifier, Lever] = {}
    services: dict[Identifier, Service] = {}
    sites: dict[Identifier, Site] = {}
    activity: dict[Identifier, Activity] = {}
    finance: Finance | None = None
    risks: dict[Identifier, Risk] = {}
    ledger: dict[Identifier, LedgerLine] = {}
    workforce: dict[Identifier, StaffGroup] = {}
    appraisal: Annotated[Appraisal | None, ForAppraisal(), Dispensable("the appraisal")] = None
    correlations: tuple[RankCorrelation, ...] = ()
    calibrate: tuple[Calibration, ...] = ()
    expectations: Annotated[tuple[Expectation, ...], ForReaders()] = ()
    scrutiny: Annotated[Scrutiny | None, ForReaders()] = None
    stated: Annotated[dict[Identifier, Stated], ForReaders()] = {}
    """What documents say of their own figures, for `bedmodel lint` to hold together; no figure of a run rests on it."""
    accept: Annotated[tuple[Acceptance, ...], ForReaders()] = ()
    """Warnings of `bedmodel lint` about this file that are known and stay."""

    @property
    def span(self) -> Span:
        """The years of the scenario."""
        return Span(self.scenario.baseline, self.scenario.horizon)

    def numbers(self) -> Iterator[Quantity]:
        """Every number that the model uses, in the order of the file; not those that are only defined or solved for."""
        care = (self.population, self.pools, self.levers, self.services, self.sites, self.activity)
        parts = (*care, self.finance, self.risks, self.ledger, self.workforce, self.correlations)
        return (quantity for quantity, appraised in _told_apart(parts, False) if not appraised)

    def appraisal_numbers(self) -> Iterator[Quantity]:
        """Every number that an appraisal uses besides those of the model, in the order of the file."""
        return (quantity for quantity, appraised in _told_apart(self, False) if appraised)

    @property
    def bedless(self) -> bool:
        """Whether there is something besides beds: a ledger, staff groups, or care without a stay."""
        return bool(self.activity or self.ledger or self.workforce)


def slots(part: Any) -> Iterator[Quantity]:
    """Every number of a part and of the parts inside it, in the order of the file."""
    return (quantity for quantity, _ in _told_apart(part, False))


def _told_apart(part: Any, appraised: bool) -> list[tuple[Quantity, bool]]:
    """Every number of a part, and whether it is one of an appraisal alone."""
    found: list[tuple[Quantity, bool]] = []
    _gather(part, appraised, found)
    return found


def _gather(part: Any, appraised: bool, found: list[tuple[Quantity, bool]]) -> None:
    kind = type(part)
    if kind is Assumption or kind is Name:
        found.append((part, appraised))
    elif kind is dict or kind is tuple or kind is list:
        for value in part.values() if kind is dict else part:
            _gather(value, appraised, found)
    elif isinstance(part, Part):
        values = part.__dict__
        for name, marked in _fields(type(part)):
            value = values[name]
            if value:
                _gather(value, appraised or marked, found)


@cache
def _fields(part: type[Part]) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind of part that can hold numbers, and whether those are of an appraisal alone."""
    return tuple(
        (name, any(isinstance(mark, ForAppraisal) for mark in field.metadata))
        for name, field in part.model_fields.items()
        if _can_hold_numbers(field.annotation)
    )


def _can_hold_numbers(annotation: Any) -> bool:
    if annotation is Assumption or annotation is Name:
        return True
    inside = [field.annotation for field in annotation.model_fields.values()] if _is_part(annotation) else []
    return any(map(_can_hold_numbers, (*inside, *get_args(annotation))))


def _is_part(annotation: Any) -> TypeGuard[type[Part]]:
    return isinstance(annotation, type) and issubclass(annotation, Part)


def plain_numbers(part: type[Part] = Part) -> frozenset[str]:
    """Keys whose numbers are part of a definition and take no source, such as `growth_years`."""
    own = {name for name, field in part.model_fields.items() if field.annotation is float}
    return frozenset(own).union(*(plain_numbers(child) for child in part.__subclasses__()))


def sections(part: type[Part] = Part) -> frozenset[str]:
    """Keys that hold parts by name, such as `levers` and `beds_plan`."""
    own = {name for name, field in part.model_fields.items() if get_origin(field.annotation) is dict}
    return frozenset(own).union(*(sections(child) for child in part.__subclasses__()))
