"""A back-test in plain words: what was projected, what came, how often the band held, and how little that proves."""

from __future__ import annotations

from bedmodel.analysis.actuals import Series
from bedmodel.analysis.backtest import BEDS_OPEN, Backtest, Course, Score, Tested, plans_a_change
from bedmodel.metrics import METRICS
from bedmodel.report import words
from bedmodel.report.split_words import NAMES
from bedmodel.units import MINUS, number

BAND = 80
"""Of 100 futures lie between P10 and P90."""
SAME = 0.05
"""Points that do not show."""


def heading(found: Backtest) -> str:
    """What is tested, in few words."""
    return f"Back-test of {found.trials.scenario.content.scenario.id} from {found.base}"


def name(found: Backtest, course: Course) -> str:
    """The figure in words, with its pool, and its definition where several series are about the same."""
    return f"{short(course)} ({'; '.join(_told_apart(found, course, whole=True))})"


def label(found: Backtest, course: Course) -> str:
    """The figure in few words, with its pool and definition only where others differ in them."""
    parts = _told_apart(found, course)
    return short(course) + (f" ({'; '.join(parts)})" if parts else "")


def _told_apart(found: Backtest, course: Course, *, whole: bool = False) -> list[str]:
    """The pool, where several are tested, and the definition, where several series are about the same."""
    same = [c for c in found.courses if (c.series.metric, c.pool) == (course.series.metric, course.pool)]
    parts = []
    if whole or len({c.pool for c in found.courses}) > 1:
        parts.append(found.trials.scenario.content.pools[course.pool].title)
    if len(same) > 1:
        parts.append(course.series.definition)
    return parts


def short(course: Course) -> str:
    """The figure in two or three words."""
    return NAMES.get(course.series.metric, course.series.metric)


def points(value: float, *, sign: bool = False) -> str:
    """A number of points, or an index, as it is written: one decimal, minus as −.

    >>> points(-13.29, sign=True), points(101.2)
    ('−13.3', '101.2')
    """
    rounded = round(value, 1) + 0.0
    if rounded < 0:
        return f"{MINUS}{-rounded:,.1f}"
    return ("+" if sign and rounded > 0 else "") + f"{rounded:,.1f}"


def moved(course: Course, value: float) -> str:
    """A change from the base year: in per cent of it, or in points."""
    return points(value - course.still, sign=True) + (" points" if course.in_points else "%")


def answer(found: Backtest) -> list[str]:
    """The answer: for each series what came of the projection, how its band held, and what a plan said."""
    sentences = []
    for course in found.courses:
        sentences.append(_last(found, course))
        if not _stands_still(found, course):
            sentences.append(_scored(course))
        sentences += [text for text in (_planned(found, course), _cancelled(found, course)) if text]
    return sentences


def _stands_still(found: Backtest, course: Course) -> bool:
    """Whether it is about open beds of which the scenario changes none: not a projection at all."""
    return course.series.metric == BEDS_OPEN and not plans_a_change(found.trials, course.pool)


def _last(found: Backtest, course: Course) -> str:
    """The last year tested: projected, come, and the difference."""
    last = course.years[-1]
    said = f"{verb(course)} {moved(course, last.projected[0])}"
    if _stands_still(found, course):
        said = "no bed opens or closes in the scenario"
    text = f"{name(found, course)} by {last.year}: {said}"
    if last.inside is not None:
        text += f" ({BAND} of 100 futures: {_range(course, last)})"
    text += f"; published {moved(course, last.actual)}."
    if round(last.error, 1) == 0:
        return text
    if course.in_points:
        return f"{text} The scenario is {points(abs(last.error))} points too {'full' if last.error > 0 else 'empty'}."
    beds = f"{number(abs(last.error_in_beds or 0.0), 'beds')} beds"
    share = f"{points(abs(last.error))}% of {found.base}"
    if course.series.metric == BEDS_OPEN:
        fewer = "fewer" if last.error > 0 else "more"
        return (
            f"{text} That is {beds} {fewer} than {'the scenario has' if said.startswith('no') else 'planned'}, {share}."
        )
    return f"{text} The scenario has {beds} too {'many' if last.error > 0 else 'few'}, {share}."


def verb(course: Course) -> str:
    """What a scenario does with a figure: open beds are planned, the rest is projected."""
    return "planned" if course.series.metric == BEDS_OPEN else "projected"


def _planned(found: Backtest, course: Course) -> str:
    """What another scenario projected for the last year that it has, beside what came."""
    with_plan = [year for year in course.years if year.plan is not None]
    if found.plan is None or not with_plan:
        return ""
    last, header = with_plan[-1], found.plan.scenario.content.scenario
    assert last.plan is not None
    strange = ", a year of the pandemic" if last.pandemic else ""
    return (
        f"{header.id} said {moved(course, last.plan)} by {last.year}{strange}; published {moved(course, last.actual)}."
    )


def _cancelled(found: Backtest, course: Course) -> str:
    """That how full the beds are may come near because patients and beds are both missed the same way."""
    if not course.in_points:
        return ""
    last, errors = course.years[-1], []
    for other in found.courses:
        if other.pool == course.pool and other.series.definition == course.series.definition and not other.in_points:
            errors += [year.error for year in other.years if year.year == last.year]
    if len(errors) < 2 or min(errors) * max(errors) <= 0 or min(map(abs, errors)) <= abs(last.error):
        return ""
    return "Patients and open beds are both missed the same way; that how full they are comes nearer is no merit of it."


def _range(course: Course, year: Tested) -> str:
    _, _, low, _, high = year.projected
    return f"{moved(course, low)} to {moved(course, high)}"


def _scored(course: Course) -> str:
    """How often the band held and how far off the projection was, with and without the years of the pandemic."""
    every, calm = course.score(pandemic=True), course.score(pandemic=False)
    assert every is not None
    unit = " points" if course.in_points else "% of the base year"
    shown = calm or every
    than = "nearer than" if shown.mean_absolute_error < shown.no_change else "further off than"
    if abs(shown.mean_absolute_error - shown.no_change) < SAME:
        than = "as near as"
    far = f"projection is off by {points(shown.mean_absolute_error)}{unit} on average"
    text, which = _covered(every, calm)
    return f"{text}. {which} {far}, {than} saying that nothing changes ({points(shown.no_change)})."


def _covered(every: Score, calm: Score | None) -> tuple[str, str]:
    """In how many years the band held, or that were tested, with and without the pandemic; how to go on from there."""
    years = f"{every.years} year{'s' if every.years != 1 else ''}"
    text = f"Tested in {years}" if every.inside is None else f"The band held in {every.inside} of {years}"
    strange = every.years - (0 if calm is None else calm.years)
    if not strange:
        return text, "The"
    text += f"; {strange} of the {every.years} {'are years' if strange > 1 else 'is a year'} of the pandemic"
    if calm is None:
        return text, "The"
    if calm.inside is not None:
        text += f", and it held in {calm.inside} of the other {calm.years}"
    return text, f"Without the year{'s' if strange > 1 else ''} of the pandemic the"


def guide(found: Backtest) -> str:
    """How to read a back-test."""
    text = (
        f"Index: {found.base} = 100, in the scenario and in what was published, as they count beds differently; "
        "how full beds are changes in points. Error: projected (central) − published."
    )
    if not found.draws:
        return f"{text} Central case only: no draws were made."
    longest = max(len(course.years) for course in found.courses)
    return (
        f"{text} Band: P10 to P90 of {found.draws:,} futures (seed {found.trials.seed}); a good one holds {BAND} years "
        f"in 100. {longest} year{'s' if longest != 1 else ''} of one path hang together and prove little: nearer to "
        "one test than to so many."
    )


def notes(found: Backtest) -> list[str]:
    """What else must be known: what is defined differently, what was left out, what is elsewhere, what was set."""
    trials = found.trials
    levels = [_level(found, course) for course in found.courses if not course.in_points]
    marked = sorted({year.year for course in found.courses for year in course.years if year.pandemic})
    texts = [*dict.fromkeys(levels)]
    if marked:
        texts.append(
            f"Years of the pandemic, marked *: {', '.join(marked)}. They are scored with the rest and without."
        )
    texts += [_beside(found, series) for series in found.beside]
    texts += found.notes
    texts += words.standing(trials)
    return texts


def _level(found: Backtest, course: Course) -> str:
    """What the two levels of the base year are, which are not compared."""
    unit, series = METRICS[course.series.metric].unit, course.series
    here, there = number(course.modelled, unit), number(course.base, unit)
    counted = f"{series.definition}, {series.area}"
    return f"{series.metric}, {found.base}: {here} in the scenario; {there} published ({counted})."


def _beside(found: Backtest, series: Series) -> str:
    """How a series about elsewhere moved meanwhile."""
    unit, first, last = METRICS[series.metric].unit, series.values[found.base], max(series.values)
    change = (series.values[last] - first) * 100 if unit == "fraction" else (series.values[last] / first - 1) * 100
    what = NAMES.get(series.metric, series.metric)
    by = f"{points(change, sign=True)}{' points' if unit == 'fraction' else '%'}"
    percent = "%" if unit == "fraction" else ""
    ends = f"{number(first, unit)}{percent} in {found.base}, {number(series.values[last], unit)}{percent} in {last}"
    return f"{series.area}, for comparison: {what[0].lower()}{what[1:]}, {ends} ({by})."
