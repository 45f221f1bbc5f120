"""An explanation in words: what each number is, how it follows from others, and what it rests on."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bedmodel.analysis.explain import Explanation, Step
from bedmodel.metrics import METRICS
from bedmodel.report.assumption_words import BACKED, cited, place, quality, shown_value, spread
from bedmodel.report.figure_words import figure_words
from bedmodel.scenario.account import Account
from bedmodel.scenario.scenario import Scenario
from bedmodel.units import MINUS, counted, exact, written

SIGNS = {" - ": " − ", "-": "−", " * ": " × ", " / ": " ÷ ", " ** ": " ^ "}
"""How a formula's signs are written for people."""
_SIGN = re.compile(r" (?:\*\*|[-*/]) |(?<![0-9]e)-(?=[\w(])")
DIGITS, LEAST = 6, 12
"""Significant digits of a number that goes on, and decimals beyond which it is nought."""
READ = 60
"""Numbers in a tree that somebody reads to its end; a larger one is cut unless a depth is asked for."""
ABOVE, CITED_ABOVE = "worked out above", "source above"


@dataclass(frozen=True)
class Line:
    """A number of the tree as it is shown: once with what is below it, then by its name alone."""

    depth: int
    name: str
    """What the formula above it calls it; nothing for the figure itself."""
    step: Step
    again: bool
    """Whether it stands, with what is below it or what it cites, further up."""
    cut: bool
    """Whether it has inputs that are left out, for want of depth."""


def lines(explanation: Explanation, depth: int | None = None) -> Iterator[Line]:
    """The tree from the figure down, depth first, at most `depth` levels below it."""
    seen: set[int | str] = set()

    def below(name: str, step: Step, level: int) -> Iterator[Line]:
        shown_as = step.account.path if step.account else id(step)
        again = shown_as in seen
        cut = not again and bool(step.inputs) and depth is not None and level >= depth
        yield Line(level, name, step, again, cut)
        if not again and not cut:
            seen.add(shown_as)
            for called, part in step.inputs.items():
                yield from below(called, part, level + 1)

    return below("", explanation.root, 0)


def fitting_depth(explanation: Explanation) -> int | None:
    """How far down the tree goes without growing beyond what somebody reads; None where the whole of it fits."""
    depths = [line.depth for line in lines(explanation)]
    if len(depths) <= READ:
        return None
    return max((depth for depth in range(1, max(depths)) if len(list(lines(explanation, depth))) <= READ), default=1)


def heading(explanation: Explanation) -> str:
    """What is explained: its address, and the scenario."""
    return f"{explanation.selector}, {explanation.scenario.content.scenario.title}"


def value_words(step: Step) -> str:
    """A number with its unit, with enough digits to work it out again by hand."""
    account = step.account
    if math.isnan(step.value):
        return "no number" if account is None else shown_value(account.assumption, short=True)
    if account is None or step.solved is not None:
        return _calculated(step.value, step.unit)
    return exact(step.value, step.unit)


def _calculated(value: float, unit: str) -> str:
    """A number that goes on, with the digits that it takes to work with it by hand, and no noughts at its end.

    >>> _calculated(1561.2385, "beds"), _calculated(1697.0, "beds"), _calculated(1150489.02, "")
    ('1,561.24 beds', '1,697 beds', '1,150,489')
    >>> _calculated(0.1129376, "GBPm"), _calculated(0.12513422, "fraction")
    ('£0.112938m', '12.5134%')
    """
    digits = max(DIGITS - 1 - math.floor(math.log10(abs(value))), 0) if value and math.isfinite(value) else 0
    rounded = round(value, min(digits, LEAST)) + 0.0
    if unit:
        return exact(rounded, unit)
    text = f"{rounded:,.{min(digits, LEAST)}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", MINUS)


def title_words(scenario: Scenario, step: Step) -> str:
    """What a number is, with its pool or line and its year."""
    if step.figure is not None:
        return figure_words(scenario, step.figure)
    return " ".join(
        filter(None, [step.title, f"({step.label})" if step.label else "", step.year and f"in {step.year}"])
    )


def how_words(step: Step) -> list[str]:
    """How a number follows from those below it, or where it comes from; each a line."""
    if step.account is not None:
        return _stated(step)
    assert step.home is not None or step.formula
    where = f"{step.home.module.replace('.', '/')}.py, {step.home.name}" if step.home else ""
    if step.whole:
        told = [f"worked out in one step from what stands below: {step.how}", where]
    else:
        told = [f"= {formula_words(step.formula)}"]
    return [*told, f"method: {step.method}"] if step.method else told


def again_words(step: Step) -> str:
    """What is said of a number whose formula or source stands further up."""
    return ABOVE if step.account is None else f"{place(step.account.assumption)}; {CITED_ABOVE}"


def _stated(step: Step) -> list[str]:
    """Where an assumption comes from."""
    assert step.account is not None
    account, assumption = step.account, step.account.assumption
    told = [f"{place(assumption)}  {account.path}"]
    if step.solved is not None:
        solved = step.solved
        target = written(solved.target, METRICS[solved.calibration.metric].unit)
        told.append(f"solved in {solved.solved_in} so that {solved.figure} is {target}; no evidence says so")
    else:
        told += [cited(account), quality(account)] if account.citations else [quality(account)]
    ranges = spread(assumption)
    return [*told, f"may be: {ranges}"] if ranges else told


def formula_words(formula: str) -> str:
    """A formula with the signs that people write.

    >>> formula_words("a * (1 - b) ** 5 / -c")
    'a × (1 − b) ^ 5 ÷ −c'
    """
    return _SIGN.sub(lambda sign: SIGNS[sign[0]], formula)


def answer(explanation: Explanation) -> list[str]:
    """The figure, and what it rests on, each in a sentence."""
    root, scenario = explanation.root, explanation.scenario
    said = f"{figure_words(scenario, explanation.selector)} is {value_words(root)} in the central case"
    counts = Counter(account.assumption.status for account, _ in _rests_on(explanation))
    backed = "; ".join(f"{count} {BACKED[status]}" for status, count in counts.items())
    number = sum(counts.values())
    rests = f"It rests on {counted(number, 'assumption')}: {backed}." if number else ""
    return list(filter(None, [f"{said[0].upper()}{said[1:]}: {explanation.metric.meaning}.", rests]))


def rests_on(explanation: Explanation) -> list[tuple[str, list[str]]]:
    """The assumptions that a figure rests on: each with its value, and where it stands and comes from."""
    return [(f"{account.title}: {_in_short(account, step)}", _stated(step)) for account, step in _rests_on(explanation)]


def _in_short(account: Account, step: Step) -> str:
    return shown_value(account.assumption, step.solved.value if step.solved else None, short=True)


def _rests_on(explanation: Explanation) -> list[tuple[Account, Step]]:
    """Each assumption that a figure rests on, with the first of its numbers."""
    found: dict[str, tuple[Account, Step]] = {}
    for step in explanation.assumptions():
        if step.account is not None:
            found.setdefault(step.account.path, (step.account, step))
    return list(found.values())
