"""A simulated pool in plain words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bedmodel.analysis.simulate import Estimate, Finding, Simulation
from bedmodel.analysis.simulated_formulas import LEAST
from bedmodel.analysis.simulated_ward import VARIATION
from bedmodel.report import words
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out
from bedmodel.units import number
from bedmodel.years import MONTHS

WHEN_FULL: Mapping[str, str] = {
    "boarding": "Where every bed is taken, patients are taken in all the same and are boarded.",
    "refusal": "Where every bed is taken, patients are turned away and do not come back.",
    "electives": "Where every bed is taken, planned patients are cancelled and all others are boarded.",
}
STAYS: Mapping[str, str] = {
    "exponential": "exponential",
    "lognormal": "lognormal",
    "fixed": "the same for everybody",
}
UNITS: Mapping[str, str] = {
    "days_over": "days/year",
    "winter_day_over": "fraction",
    "daily_p95": "beds",
    "occupancy": "fraction",
    "occupancy_fullest_month": "fraction",
    "boarded": "patients",
    "boarded_days": "bed-days/year",
    "refused": "admissions/year",
    "share_refused": "fraction",
    "cancelled": "admissions/year",
    "share_cancelled": "fraction",
}
"""The unit of each figure; those of a year are of the days simulated where these are no whole years."""
FINER: Mapping[str, int] = {"share_refused": 1, "share_cancelled": 1}
"""Digits that a figure is given beyond the usual ones."""


def heading(found: Simulation) -> str:
    """What was simulated, in few words."""
    asked = found.setup.asked
    times = "once" if asked.replications == 1 else f"{asked.replications:,} times"
    return f"{found.setup.title}, {asked.year}: {_span(found)} simulated {times}"


def _span(found: Simulation) -> str:
    """The days simulated."""
    days = found.setup.asked.days
    return f"{days:,} day{'' if days == 1 else 's'}"


def title(found: Simulation, name: str) -> str:
    """What a figure is called."""
    setup = found.setup
    first = setup.winter_starts
    winter = f"{MONTHS[first]}–{MONTHS[first + 2]}"
    return {
        "days_over": "Days with more patients than beds",
        "winter_day_over": f"At least one such day in the fullest months ({winter}), %",
        "daily_p95": "Need at midnight, exceeded on one day in twenty",
        "occupancy": "Mean occupancy, %",
        "occupancy_fullest_month": f"Occupancy in the fullest month ({MONTHS[int(np.argmax(setup.monthly))]}), %",
        "boarded": "Patients boarded, mean of all midnights",
        "boarded_days": "Bed-days of boarded patients",
        "refused": "Patients refused",
        "share_refused": "Share of patients refused, %",
        "cancelled": "Planned admissions cancelled",
        "share_cancelled": "Share of planned admissions cancelled, %",
    }[name]


def value(name: str, amount: float, *, sign: bool = False) -> str:
    """A figure as people write it, without its unit."""
    return number(amount, UNITS[name], sign=sign, finer=FINER.get(name, 0))


def interval(name: str, estimate: Estimate) -> str:
    """The 95% interval of a figure; empty where there is none, or where it has no width."""
    if np.isnan(estimate.error) or estimate.low == estimate.high:
        return ""
    return f"{value(name, max(estimate.low, 0.0))}–{value(name, estimate.high)}"


def beds_written(found: Simulation) -> str:
    """The beds that are simulated."""
    return number(found.setup.beds, "beds")


def shown(found: Simulation) -> list[Finding]:
    """The findings that say something: not those that are nothing by the choice of what happens when full."""
    kept = {"boarding": ("boarded",), "refusal": ("refused",), "electives": ("boarded", "cancelled")}
    hidden = {"boarded", "refused", "cancelled"} - set(kept[found.setup.asked.when_full])
    parts = {name: part for name in UNITS for part in ("boarded", "refused", "cancelled") if part in name}
    return [finding for finding in found.findings if parts.get(finding.name) not in hidden]


def period(found: Simulation) -> str:
    """What figures that add up are of."""
    return "a year" if found.setup.whole_years else f"in {_span(found)}"


def answer(found: Simulation) -> list[str]:
    """The answer: how often beds run out, what that does to patients, and whether the closed forms say the same."""
    return [_about(found), _days(found), *_patients(found), _verdict(found)]


def _about(found: Simulation) -> str:
    setup = found.setup
    return (
        f"{beds_written(found)} beds, {number(setup.need, 'beds')} patients at midnight on average if nobody were "
        f"turned away, a mean stay of {setup.nights:g} nights. {WHEN_FULL[setup.asked.when_full]}"
    )


def _days(found: Simulation) -> str:
    days = _said(found, "days_over")
    when = f"of {'the ' if found.setup.asked.days > 1 else ''}{_span(found)}"
    when = "days a year" if found.setup.whole_years else when
    text = f"More patients need a bed at midnight than there are on {days} {when}"
    over, winters = int(found.winters.sum()), found.winters.size
    if winters == 1:
        text += f"; on {'at least one' if over else 'no'} day of the three fullest months in the one winter"
    elif winters:
        text += f"; on at least one day of the three fullest months in {over:,} of {winters:,} winters"
    return f"{text}."


def _said(found: Simulation, name: str) -> str:
    estimate = found.finding(name).estimate
    between = interval(name, estimate)
    unit = "%" if UNITS[name] == "fraction" else ""
    return f"{value(name, estimate.mean)}{unit}{f' ({between})' if between else ''}"


def _patients(found: Simulation) -> list[str]:
    when, when_full = period(found), found.setup.asked.when_full
    boarded = f"{_said(found, 'boarded')} patients are boarded on an average night, {_said(found, 'boarded_days')}"
    match when_full:
        case "boarding":
            return [f"{boarded} bed-days {when}."]
        case "refusal":
            share = _said(found, "share_refused")
            return [f"{_said(found, 'refused')} patients are refused {when}, {share} of those who come."]
        case _:
            share = _said(found, "share_cancelled")
            cancelled = f"{_said(found, 'cancelled')} planned admissions are cancelled {when}, {share} of them."
            return [cancelled, f"All the same {boarded} bed-days {when}."]


def _verdict(found: Simulation) -> str:
    compared = [finding for finding in shown(found) if finding.agrees is not None]
    if not compared and found.setup.whole_years:
        return "One replication cannot say whether the closed forms agree."
    if not compared:
        be = "is" if found.setup.asked.days == 1 else "are"
        return f"Closed forms are of whole years, and {_span(found)} {be} none: nothing to compare."
    apart = [finding for finding in compared if not finding.agrees]
    vague = sum(finding.is_vague for finding in compared)
    if not apart:
        text = f"The closed forms agree: all {len(compared)} lie within what they are meant to, chance allowed for."
        return text + (
            f" For {vague} of them chance alone may be more than that; more --replications tell." if vague else ""
        )
    names = "; ".join(
        f"{title(found, f.name)} {value(f.name, f.formula)} instead of {value(f.name, f.estimate.mean)}" for f in apart
    )
    return f"Of {len(compared)} closed forms {len(apart)} lie further off than they are meant to: {names}."


def guide(found: Simulation) -> str:
    """How to read the figures."""
    asked = found.setup.asked
    text = f"The central case, seed {found.setup.trials.seed}"
    if asked.replications == 1:
        return f"{text}. One replication says nothing about how sure it is; --replications 50 does."
    return (
        f"{text}; in brackets 95% intervals for the mean, from {asked.replications:,} replications: they say how well "
        "the simulation knows the model's answer, not how sure the plan is."
    )


def notes(found: Simulation) -> list[str]:
    """What was assumed, what is different from a hospital, and what the scenario leaves out."""
    trials = found.setup.trials
    texts = [_stays(found), _spread(found), *_pattern(found), _beds(found), *_closed(found)]
    texts += [f"{LEFT_OUT_HEAD} {text}" for text in left_out(trials)]
    texts += [words.settings(trials) + "."] if trials.scenario.settings else []
    return [text for text in texts if text]


def _stays(found: Simulation) -> str:
    setup = found.setup
    text = f"Stays are {STAYS[setup.asked.stay]}"
    if setup.asked.stay == "lognormal":
        text += f", with a standard deviation of {setup.asked.variation:g} times the mean"
        text += " (assumed)" if setup.asked.variation == VARIATION else ""
    where = "--length-of-stay" if setup.asked.length_of_stay is not None else "the scenario"
    return f"{text}; their mean is from {where}."


def _spread(found: Simulation) -> str:
    ratio = found.setup.ratio
    if ratio is None:
        return (
            f"pools.{found.setup.asked.pool} states no variance ratio for its days: patients come independently of one "
            "another, which is the least that days can vary."
        )
    if ratio == 1.0:
        return "Patients come independently of one another (variance ratio 1)."
    coming = found.setup.ward.dispersion
    return (
        f"For the midnight count to vary {ratio:g} times as much as at random, the patients who come in a day vary "
        f"{coming:.1f} times as much; days are independent of one another, and what lasts longer is not in it."
    )


def _pattern(found: Simulation) -> list[str]:
    setup = found.setup
    text = (
        "The count follows the season without steps, each month's mean as it is stated"
        + ("" if np.ptp(setup.weekday) == 0 else ", and the days of the week")
        + "; patients come and leave at any time of the day alike."
    )
    if setup.week_is_made:
        return [text]
    made = ", ".join(f"{index:.3f}" for index in setup.week_made)
    return [text, f"With these stays no arrivals can make that week; from Monday the count has {made}."]


def _beds(found: Simulation) -> str:
    setup = found.setup
    where = " (--beds)" if setup.asked.beds is not None else ", the year's mean, on every day"
    if setup.beds != setup.stated:
        where += f" ({number(setup.stated, 'beds', finer=1)}, as a whole number)"
    return f"Beds open: {beds_written(found)}{where}."


def _closed(found: Simulation) -> list[str]:
    if not any(finding.name == LEAST and not np.isnan(finding.formula) for finding in shown(found)):
        return []
    return [
        "The closed form for cancelled admissions is the least that could do: one for each stay's worth of bed-days "
        "that are missing. Here every planned patient is cancelled who comes while the beds are full."
    ]
