"""Assumptions: a number with its unit, source, confidence and spread, or the name of one."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainValidator, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from bedmodel.metrics import ALL
from bedmodel.problems import Place
from bedmodel.scenario.bands import parse_band
from bedmodel.scenario.context import (
    Context,
    Number,
    Part,
    context_of,
    not_a_number,
    number_hint,
    problems_of,
    raw_text,
)
from bedmodel.scenario.distribution import Distribution
from bedmodel.scenario.placed import SETTING, PlacedMap, PlacedNumber, PlacedText
from bedmodel.units import UNITS
from bedmodel.years import MONTHS, QUARTERS, start_of


def _date(value: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(str(raw_text(value)))
    except ValueError:
        raise ValueError("must be a date, such as 2016-11-21") from None


def _tuple_of_text(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(raw_text)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_tuple_of_text)]
Date = Annotated[datetime.date, PlainValidator(_date)]
CALIBRATED = "calibrated"
UNKNOWN = "unknown"
ASSUMED = "assumed"
Bounds = tuple[float, float]
NO_BOUNDS: Bounds = (-math.inf, math.inf)
Labels = Literal["none", "years", "bands", "season"]
"""By what the numbers of an assumption may vary."""
Status = Literal["sourced", "derived", "assumed", "solved", "set", "unknown"]


def _value(value: Any) -> float | str:
    if isinstance(value, PlacedNumber):
        return float(value)
    if value in (CALIBRATED, UNKNOWN):
        return str(value)
    if isinstance(value, PlacedText):
        raise not_a_number(value)
    raise ValueError("must be a number, or the word `calibrated` or `unknown`")


class SourceReference(Part):
    """Where a number comes from: one or more sources and the place in them; `derived` says how it was computed."""

    ref: tuple[Text, ...] = ()
    at: Text = ""
    derived: Text = ""

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, data: Any) -> Any:
        if isinstance(data, PlacedMap) and isinstance(data.get("ref"), str):
            data = data.copy()
            data["ref"] = (data["ref"],)
        return data


class Assumption(Part):
    """A number (or one for each year, age band or month) with everything needed to defend it."""

    place: Place
    path: str
    title: Text = ""
    value: Annotated[float | str | None, PlainValidator(_value)] = None
    """The number; `calibrated` where it is solved so that a published figure is met; `unknown` where nobody says."""
    values: dict[str, Number] | None = None
    interpolate: Literal["linear", "step"] = "linear"
    unit: Text | None = None
    prices: Text | None = None
    """The financial year whose prices a unit cost is in; the baseline year where it is left out."""
    source: SourceReference = SourceReference()
    confidence: Literal["high", "medium", "low"] | None = None
    distribution: Distribution | None = None
    limits: tuple[Number, Number] | None = None
    rationale: Text = ""
    review_by: Date | None = None
    bounds: Bounds = NO_BOUNDS
    """What the place it is written in allows; not a key of the file."""

    @model_validator(mode="before")
    @classmethod
    def _check_source(cls, data: Any, info: ValidationInfo) -> Any:
        if not isinstance(data, PlacedMap):
            return data
        context, source = context_of(info), data.get("source")
        named = list(references(source))
        if not named and data.get("value") not in (CALIBRATED, UNKNOWN):
            context.report(data, "P003", "this number has no source", "add source: …, or source: assumed")
        for ref in named:
            if ref not in context.sources and ref != ASSUMED:
                hint = context.suggest(str(ref), [*context.sources, ASSUMED])
                context.report(ref, "P002", f"unknown source `{ref}`", hint, path=data.path)
        if isinstance(source, str):
            data = data.copy()
            data["source"] = SourceReference.model_construct(ref=(str(source),))
        return data

    @model_validator(mode="after")
    def _check(self, info: ValidationInfo) -> Any:
        context = context_of(info)
        if (self.value is None) == (not self.values):
            context.report(self, "P004", "needs one of `value` and `values`")
        if self.unit is not None and self.unit not in UNITS:
            context.report(self, "U001", f"unknown unit `{self.unit}`", context.suggest(self.unit, UNITS))
        self._check_limits(context)
        self._check_distribution(context)
        return self

    def _check_limits(self, context: Context) -> None:
        if self.limits is None:
            return
        low, high = self.limits
        if not low < high:
            context.report(self, "D003", "the lower limit must lie below the upper one")
            return
        for number in self.numbers:
            if not low <= number <= high:
                context.report(self, "D003", f"{number:g} lies outside its limits {low:g} to {high:g}")

    def _check_distribution(self, context: Context) -> None:
        curve = self.distribution
        if curve is None or curve.faults():
            return
        if self.value == UNKNOWN:
            context.report(curve, "D001", "an unknown number has no distribution", "leave the distribution out")
            return
        if (self.values is not None or self.value == CALIBRATED) and not curve.relative:
            what = "values by year, band or month" if self.values is not None else "a calibrated value"
            hint = "add `relative: true` and write the spread as multiples of the value: 0.9 to 1.1"
            context.report(curve, "D001", f"the distribution of {what} must be relative", hint)
            return
        low, high = curve.support()
        centre = 1.0 if curve.relative else self.value
        if isinstance(centre, float) and not low <= centre <= high:
            context.report(self, "D003", f"the value {centre:g} lies outside its own distribution, {low:g} to {high:g}")
        if curve.truncate and (self.limits is None or curve.kind == "discrete"):
            context.report(curve, "D001", "`truncate` needs `limits` and a smooth distribution")

    @property
    def numbers(self) -> tuple[float, ...]:
        """The stated number or numbers; none where the value is calibrated or unknown."""
        if self.values is not None:
            return tuple(self.values.values())
        return (self.value,) if isinstance(self.value, float) else ()

    @property
    def status(self) -> Status:
        """How the number is backed: quoted from a source, derived from one, assumed, solved, set, or unknown."""
        if self.place.file.startswith(SETTING):
            return "set"
        if self.value == CALIBRATED:
            return "solved"
        if self.value == UNKNOWN:
            return "unknown"
        if ASSUMED in self.source.ref or not self.source.ref:
            return "assumed"
        return "derived" if self.source.derived else "sourced"


@dataclass(frozen=True)
class Name:
    """The name of an assumption, written where a number is wanted."""

    text: str
    place: Place
    path: str = ""
    unit: str | None = None
    """The unit wanted where the name is written."""
    by: Labels = "none"
    single: bool = True
    bounds: Bounds = NO_BOUNDS


Quantity = Assumption | Name
BROKEN = Name("", Place("?"))
"""Stands where a number could not be read; the problem is already reported."""

_NUMBER_LIKE = re.compile(r"[-+£.]?[0-9][-+0-9.,:_%eE ]*|[-+]?\.(?:inf|nan)", re.IGNORECASE)
"""What was probably meant as a number."""
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-/+ ]*")


@dataclass(frozen=True)
class Slot:
    """What a place in the scenario takes: its unit, and by what its numbers may vary."""

    unit: str | None
    by: Labels = "none"
    single: bool = True
    """Whether one number is enough where values by label are possible."""
    bounds: Bounds = NO_BOUNDS
    """What the number can be at all, stated or drawn; an assumption's own limits say what is plausible."""

    def read(self, value: Any, info: ValidationInfo) -> Quantity:
        """Turn what is written in the slot into an assumption or a name, reporting all that is wrong."""
        context = context_of(info)
        if isinstance(value, PlacedMap):
            return self._assumption(value, context)
        if isinstance(value, PlacedText):
            return self._name(value, context)
        if isinstance(value, PlacedNumber):
            hint = f"write {{value: {value.text}, source: …}} or {{value: {value.text}, source: assumed}}"
            context.report(value, "P001", "a bare number has no source", hint)
            return BROKEN
        raise ValueError("must be an assumption {value: …, source: …} or the name of one")

    def _name(self, value: PlacedText, context: Context) -> Quantity:
        if str(value) not in context.names:
            if _NUMBER_LIKE.fullmatch(value):
                context.report(value, "S007", f"`{value}` is not a number here", number_hint(str(value)))
            else:
                meant = f"write {{value: {value}}}" if value in (CALIBRATED, UNKNOWN) else ""
                hint = meant or context.suggest(str(value), context.names)
                context.report(value, "N001", f"no assumption is called `{value}`", hint)
            return BROKEN
        return Name(str(value), value.place, value.path, self.unit, self.by, self.single, self.bounds)

    def _assumption(self, value: PlacedMap, context: Context) -> Quantity:
        try:
            found = Assumption.model_validate(value, context=context)
        except ValidationError as error:
            context.problems.extend(problems_of(error, value))
            return BROKEN
        if found.unit is None and self.unit is not None:
            found = found.model_copy(update={"unit": self.unit})
        elif found.unit is None:
            context.report(found, "U001", "a named assumption needs a unit", "add unit: …")
        elif self.unit is not None and found.unit != self.unit and found.unit in UNITS:
            context.report(found, "U002", f"is in {found.unit}, but {self.unit} is wanted here")
        self._check_labels(found, value, context)
        check_bounds(found, self.bounds, found, context)
        return found.model_copy(update={"bounds": self.bounds})

    def _check_labels(self, found: Assumption, value: PlacedMap, context: Context) -> None:
        if self.unit is None:
            return
        fault = shape_fault(found, self.by, self.single)
        if fault:
            context.report(found, "S008", fault)
        elif found.values is not None:
            check_labels(found, self.by, value["values"].key_places, context)


def shape_fault(found: Assumption, by: Labels, single: bool) -> str:
    """What is wrong where one number is wanted and several are given, or the other way round; or nothing."""
    if found.value == UNKNOWN:
        return ""
    if found.values is None:
        return "" if single else f"needs `values` by {by}, not one value"
    return "has `values`, but one `value` is wanted here" if by == "none" else ""


def check_labels(found: Assumption, by: Labels, places: Mapping[str, Place], context: Context) -> None:
    """Report labels that are no years, age bands or months, at their own places where those are known."""
    for label in found.values or ():
        message = label_fault(by, label, context)
        if message:
            code = {"years": "S006", "bands": "B001", "season": "S003"}[by]
            context.report(places.get(label, found.place), code, message, path=f"{found.path}.values.{label}")
    if by == "season" and found.values and set(found.values) not in (set(MONTHS), set(QUARTERS)):
        context.report(found, "S003", "needs all of Q1 to Q4, or all months from Apr to Mar")
    elif by == "season" and sum(found.numbers) <= 0:
        context.report(found, "D003", "a season in which no bed is ever filled")


def check_bounds(found: Assumption, bounds: Bounds, where: Quantity, context: Context) -> None:
    """Report stated numbers that cannot be, at the place where they are used."""
    low, high = bounds
    for number in found.numbers:
        if low <= number <= high:
            continue
        meant = f"write {number / 100:g} for {number:g}%" if found.unit == "fraction" and 1 < number <= 100 else ""
        allowed = f"{low:g} to {high:g}" if math.isfinite(high) else f"{low:g} or more"
        context.report(where, "D003", f"{number:g} cannot be; from {allowed} is possible here", meant)


def label_fault(by: Labels, label: str, context: Context) -> str:
    """What is wrong with the label of a value, or nothing."""
    if by == "years":
        return year_fault(label, context)
    if by == "bands":
        try:
            parse_band(label)
        except ValueError as error:
            return str(error)
    if by == "season" and label not in (*MONTHS, *QUARTERS):
        return f"{label!r} is not a month (Apr … Mar) or a quarter (Q1 … Q4)"
    return ""


def year_fault(year: str, context: Context) -> str:
    """What is wrong with a financial year in this scenario, or nothing."""
    try:
        start_of(year)
    except ValueError as error:
        return str(error)
    if context.span is not None and year not in context.span:
        return f"{year} lies outside the scenario, {context.span.baseline} to {context.span.horizon}"
    return ""


def references(source: Any) -> Iterator[Any]:
    """The names of sources in what is written after `source:`."""
    ref = source.get("ref") if isinstance(source, dict) else source
    if isinstance(ref, str):
        yield ref
    elif isinstance(ref, list):
        yield from (item for item in ref if isinstance(item, str))


def _year(value: Any, info: ValidationInfo) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a financial year, such as 2015/16")
    fault = year_fault(str(value), context_of(info))
    if fault:
        raise PydanticCustomError("S006", "{fault}", {"fault": fault})
    return str(value)


_TAKEN = (ALL, ASSUMED, CALIBRATED, UNKNOWN)


def _identifier(value: Any) -> str:
    text = raw_text(value)
    if isinstance(text, str) and _ID.fullmatch(text.split(".")[-1]) and text not in _TAKEN:
        return str(text)
    fault = "means something already" if text in _TAKEN else "cannot be a name: use letters, digits, - and _"
    raise PydanticCustomError("S005", "`{text}` {fault}", {"text": str(text), "fault": fault})


Year = Annotated[str, PlainValidator(_year)]
Identifier = Annotated[str, BeforeValidator(_identifier)]


def _slot(unit: str | None, by: Labels = "none", *, single: bool = True, bounds: Bounds = NO_BOUNDS) -> PlainValidator:
    return PlainValidator(Slot(unit, by, single, bounds).read)


_COUNT, _SHARE, _RATE, _MONEY = (0.0, 1e9), (0.0, 1.0), (-0.99, 10.0), (-1e7, 1e7)
Named = Annotated[Quantity, _slot(None)]
Beds = Annotated[Quantity, _slot("beds", bounds=(0.0, 1e6))]
Occupancy = Annotated[Quantity, _slot("fraction", bounds=(0.0, 5.0))]
Standard = Annotated[Quantity, _slot("fraction", bounds=(0.01, 1.0))]
Share = Annotated[Quantity, _slot("fraction", bounds=_SHARE)]
Effect = Annotated[Quantity, _slot("fraction", bounds=(-10.0, 1.0))]
Change = Annotated[Quantity, _slot("fraction", bounds=(-1.0, 10.0))]
Delivery = Annotated[Quantity, _slot("fraction", bounds=(-10.0, 10.0))]
SpendByYear = Annotated[Quantity, _slot("fraction", "years", single=False, bounds=_SHARE)]
Efficiency = Annotated[Quantity, _slot("fraction/year", bounds=(-1.0, 1.0))]
ShareByYear = Annotated[Quantity, _slot("fraction", "years", bounds=_SHARE)]
Growth = Annotated[Quantity, _slot("fraction/year", bounds=_RATE)]
GrowthByYear = Annotated[Quantity, _slot("fraction/year", "years", bounds=_RATE)]
GrowthByBand = Annotated[Quantity, _slot("fraction", "bands", bounds=_RATE)]
IndexByYear = Annotated[Quantity, _slot("index", "years", bounds=(0.01, 100.0))]
IndexByBand = Annotated[Quantity, _slot("index", "bands", single=False, bounds=(0.0, 1e6))]
Season = Annotated[Quantity, _slot("index", "season", single=False, bounds=(0.0, 12.0))]
PeopleByBand = Annotated[Quantity, _slot("people", "bands", single=False, bounds=(0.0, 1e10))]
AdmissionsByBand = Annotated[Quantity, _slot("admissions/year", "bands", single=False, bounds=_COUNT)]
NightsByBand = Annotated[Quantity, _slot("nights", "bands", bounds=(0.0, 3650.0))]
Ratio = Annotated[Quantity, _slot("ratio", bounds=(-100.0, 1000.0))]
DaysPerDay = Annotated[Quantity, _slot("ratio", bounds=(0.0, 1000.0))]
Correlation = Annotated[Quantity, _slot("correlation", bounds=(-1.0, 1.0))]
Lag = Annotated[Quantity, _slot("years", bounds=(0.0, 100.0))]
Life = Annotated[Quantity, _slot("years", bounds=(1.0, 1000.0))]
WardSize = Annotated[Quantity, _slot("beds/ward", bounds=(1.0, 1e4))]
CostPerDay = Annotated[Quantity, _slot("GBP/day", bounds=(0.0, 1e6))]
CostPerHour = Annotated[Quantity, _slot("GBP/hour", bounds=(0.0, 1e5))]
HoursPerDay = Annotated[Quantity, _slot("hours/day", bounds=(0.0, 1000.0))]
Places = Annotated[Quantity, _slot("places", "years", bounds=_COUNT)]
StaffByYear = Annotated[Quantity, _slot("WTE", "years", bounds=_COUNT)]
StaffPerBed = Annotated[Quantity, _slot("WTE/bed", bounds=(0.0, 1000.0))]
StaffPerPlace = Annotated[Quantity, _slot("WTE/place", bounds=(0.0, 1000.0))]
CostPerBedDay = Annotated[Quantity, _slot("GBP/bed-day", bounds=(0.0, 1e6))]
Money = Annotated[Quantity, _slot("GBPm", bounds=_MONEY)]
MoneyByYear = Annotated[Quantity, _slot("GBPm", "years", bounds=_MONEY)]
MoneyInYears = Annotated[Quantity, _slot("GBPm", "years", single=False, bounds=_MONEY)]
Staff = Annotated[Quantity, _slot("WTE", bounds=_COUNT)]
StaffPerThousand = Annotated[Quantity, _slot("WTE/1000", bounds=(0.0, 1000.0))]
Heads = Annotated[Quantity, _slot("heads", bounds=_COUNT)]
HeadsInYears = Annotated[Quantity, _slot("heads", "years", single=False, bounds=_COUNT)]
FlowYears = Annotated[Quantity, _slot("years", bounds=(0.1, 100.0))]
YearlyShare = Annotated[Quantity, _slot("fraction/year", bounds=_SHARE)]
Factor = Annotated[Quantity, _slot("ratio", bounds=(0.0, 1000.0))]
Contacts = Annotated[Quantity, _slot("contacts/year", bounds=_COUNT)]
HoursPerContact = Annotated[Quantity, _slot("hours/contact", bounds=(0.0, 1000.0))]
CostPerContact = Annotated[Quantity, _slot("GBP/contact", bounds=(0.0, 1e6))]
