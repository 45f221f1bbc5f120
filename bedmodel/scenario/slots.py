"""What each place of a scenario takes: its unit, its shape, and what its number can be at all."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import PlainValidator, ValidationError, ValidationInfo

from bedmodel.problems import Place
from bedmodel.scenario.bands import parse_band
from bedmodel.scenario.context import Context, context_of, number_hint, problems_of
from bedmodel.scenario.placed import PlacedMap, PlacedNumber, PlacedText
from bedmodel.scenario.quantity import (
    BROKEN,
    CALIBRATED,
    NO_BOUNDS,
    UNKNOWN,
    Assumption,
    Bounds,
    Labels,
    Name,
    Quantity,
    year_fault,
)
from bedmodel.units import UNITS
from bedmodel.years import MONTHS, QUARTERS, WEEKDAYS

_NUMBER_LIKE = re.compile(r"[-+£.]?[0-9][-+0-9.,:_%eE ]*|[-+]?\.(?:inf|nan)", re.IGNORECASE)
"""What was probably meant as a number."""


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
            code = {"years": "S006", "bands": "B001"}.get(by, "S003")
            context.report(places.get(label, found.place), code, message, path=f"{found.path}.values.{label}")
    if by == "season" and found.values and set(found.values) not in (set(MONTHS), set(QUARTERS)):
        context.report(found, "S003", "needs all of Q1 to Q4, or all months from Apr to Mar")
    elif by == "weekdays" and found.values and set(found.values) != set(WEEKDAYS):
        context.report(found, "S003", "needs every day of the week from Mon to Sun")
    elif by in ("season", "weekdays") and sum(found.numbers) <= 0:
        context.report(found, "D003", f"a {by.removesuffix('days')} in which no bed is ever filled")


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
    if by == "weekdays" and label not in WEEKDAYS:
        return f"{label!r} is not a day of the week (Mon … Sun)"
    return ""


def _slot(unit: str | None, by: Labels = "none", *, single: bool = True, bounds: Bounds = NO_BOUNDS) -> PlainValidator:
    return PlainValidator(Slot(unit, by, single, bounds).read)


STANDARD = (0.01, 1.0)
"""Mean occupancies that beds can be meant to run at."""
_COUNT, _SHARE, _RATE, _MONEY = (0.0, 1e9), (0.0, 1.0), (-0.99, 10.0), (-1e7, 1e7)
Named = Annotated[Quantity, _slot(None)]
Beds = Annotated[Quantity, _slot("beds", bounds=(0.0, 1e6))]
Occupancy = Annotated[Quantity, _slot("fraction", bounds=(0.0, 5.0))]
Standard = Annotated[Quantity, _slot("fraction", bounds=STANDARD)]
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
Weekdays = Annotated[Quantity, _slot("index", "weekdays", single=False, bounds=(0.0, 7.0))]
VarianceRatio = Annotated[Quantity, _slot("ratio", bounds=(1.0, 100.0))]
Nights = Annotated[Quantity, _slot("nights", bounds=(0.1, 3650.0))]
Refusal = Annotated[Quantity, _slot("fraction", bounds=(1e-6, 0.9))]
DaysOver = Annotated[Quantity, _slot("days/year", bounds=(0.01, 360.0))]
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
