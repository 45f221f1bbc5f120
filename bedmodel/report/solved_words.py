"""What was worked out so that a published figure is met: in words, what one must believe, and what is no finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bedmodel.metrics import METRICS, Selector
from bedmodel.report.figure_words import figure_words
from bedmodel.report.records import Ran
from bedmodel.results import Results, Solved
from bedmodel.units import written


def beliefs(results: Results) -> list[str]:
    """What one must believe for the plan to work: each solved value in words, beside what has been achieved."""
    return [f"{_belief(results, solved)}{_compared(solved)}" for solved in results.solved]


def _belief(results: Results, solved: Solved) -> str:
    text, home = believed(solved), _home(solved)
    solving = f"solved anew in {home}, with what is set" if results.scenario.recalibrated else f"solved in {home}"
    if solved.inherited and solved.holds:
        text += f" ({solving[0].upper()}{solving[1:]}.)"
    elif solved.inherited:
        target, reached = (written(figure, _unit(solved)) for figure in (solved.target, solved.reached))
        text += f" (Held as {solving}, for {solved_for(results, solved)} = {target}; here that is {reached}.)"
    return text


def believed(solved: Solved) -> str:
    """What one must believe, with the value that was solved."""
    return solved.calibration.in_words.replace("{value}", written(solved.value, solved.unit))


def _compared(solved: Solved) -> str:
    return "".join(f" Compare: {written(value, unit)}, {title}." for title, value, unit in solved.compare_with)


def _home(solved: Solved) -> str:
    """The file in which a value was solved, without its folder."""
    return solved.solved_in.replace("\\", "/").rsplit("/", 1)[-1]


def solved_so_that(results: Results, solved: Solved) -> str:
    """The figure for which a value was solved, and what it is here if not the same."""
    target, reached = (written(figure, _unit(solved)) for figure in (solved.target, solved.reached))
    figure = solved_for(results, solved)
    home = f" in {_home(solved)}" if solved.inherited else ""
    if solved.holds:
        return f"Worked out{home} so that {figure} is {target}."
    return f"Worked out{home}, where {figure} is {target}. Here it is {reached}."


def by_construction(results: Ran) -> str:
    """Which figures are met because they were solved for, and so are no findings."""
    met = solved_figures(results)
    return f"Met by construction, because solved for: {'; '.join(met)}." if met else ""


def solved_figures(results: Ran) -> list[str]:
    """The figures that are met because a number was solved for each, with their sizes."""
    return [f"{solved_for(results, s)} = {written(s.target, _unit(s))}" for s in results.solved if s.holds]


def solved_for(results: Ran, solved: Solved) -> str:
    """The figure that a value was solved for, in words."""
    where = solved.calibration.where
    figure = Selector(solved.calibration.metric, where.pool, where.line, where.year)
    words = figure_words(results.scenario, figure)
    return f"the sum up to {words}" if solved.calibration.basis == "cumulative" else words


def worked_out(results: Ran, figures: Iterable[Selector]) -> bool:
    """Whether one of some figures is met because a number was solved for it, and so is no finding."""
    return any(one.holds and is_solved_for(results, one, figure) for figure in figures for one in results.solved)


def is_solved_for(results: Ran, solved: Solved, figure: Selector) -> bool:
    """Whether a value was solved for just this figure of one year, not for a sum of years that it is part of."""
    where, last = solved.calibration.where, results.scenario.span.horizon
    met = Selector(solved.calibration.metric, where.pool, where.line, where.year or last)
    return met == replace(figure, year=figure.year or last) and solved.calibration.basis != "cumulative"


def _unit(solved: Solved) -> str:
    return METRICS[solved.calibration.metric].unit
