"""What matters most, in plain words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from bedmodel.analysis.sensitivity import Sensitivity
from bedmodel.analysis.tornado import Bar, Ends, Tornado, least, moving
from bedmodel.metrics import METRICS, Selector
from bedmodel.report.compare_tables import SIGNED
from bedmodel.report.compare_words import listed
from bedmodel.report.figure_words import figure_words
from bedmodel.units import finer_for, number, written

FINEST = 2
"""How many digits more than usual the ends of a range may have."""
FEW = 3
"""How many names a sentence lists before it counts the rest."""
MOVE_THEM = "--swing 10% moves them too."
"""What to type where numbers have no range."""
LEADERS, NOTABLE = 0.05, 0.01
"""Share of the variance from which on a group is worth a sentence, and anything is worth words."""


def figure_name(found: Sensitivity, selector: Selector) -> str:
    """A figure as people call it, with its pool or line and its year."""
    return figure_words(found.trials.scenario, selector)


def amount(value: float, selector: Selector) -> str:
    """A figure with its unit; signed where the sign is the message."""
    return written(value, METRICS[selector.metric].unit, sign=selector.metric in SIGNED)


def figure_number(value: float, selector: Selector) -> str:
    """A figure without its unit, for a table."""
    return number(value, METRICS[selector.metric].unit, sign=selector.metric in SIGNED)


def tried(ends: Ends) -> str:
    """From where to where a factor is moved, with its unit."""
    if ends.factor.kind == "risk":
        return "a risk"
    if ends.factor.by_label:
        low, high = (tried_value(ends, end) for end in (ends.low, ends.high))
        return f"{low} to {high} of what is stated"
    finer = finer_for((ends.low, ends.high), ends.factor.unit, FINEST)
    return " to ".join(written(end, ends.factor.unit, finer=finer) for end in (ends.low, ends.high))


def tried_value(ends: Ends, value: float) -> str:
    """A value of a factor without the words of its unit, with as many digits as tell its two ends apart."""
    if ends.factor.by_label:
        return f"{value * 100:.0f}%"
    unit = ends.factor.unit
    text = number(value, unit, finer=finer_for((ends.low, ends.high), unit, FINEST))
    return text + "%" * unit.startswith("fraction")


def answer(found: Sensitivity) -> list[str]:
    """The answer in sentences, figure by figure, then what does not show in it."""
    if not found.uncertain and found.swing is None:
        return ["No number of this scenario has a stated range, so nothing varies. Try --swing 10%."]
    sentences: list[str] = []
    for at, selector in enumerate(found.selectors):
        if found.tornadoes:
            sentences += _one_at_a_time(found, found.tornadoes[at])
        sentences += _of_the_variance(found, at, selector)
        if not found.tornadoes and found.shares is None:
            sentences += _by_rank(found, at, selector)
    return [*sentences, *_not_shown(found)]


def _one_at_a_time(found: Sensitivity, tornado: Tornado) -> list[str]:
    name, selector = figure_name(found, tornado.selector), tornado.selector
    seen = moving(tornado)
    if not seen:
        smallest = _smallest(selector)
        return [f"None of the {_what(found, tornado)} moves {name} by {smallest} or more, each by itself."]
    first, *rest = seen
    moved = "" if first.factor.kind == "risk" else f" ({tried(first.ends)})"
    sentence = f"What matters most for {name} is “{first.factor.title}”{moved}. {_moves(first, selector)}."
    sentence += f" All as stated it is {amount(tornado.baseline, selector)}."
    if rest:
        following = [f"“{bar.factor.title}” ({_short(bar, selector)})" for bar in rest[: FEW - 1]]
        sentence += f" Next: {listed(following)}."
    return [sentence, _asked(found, tornado, seen)]


def _smallest(selector: Selector) -> str:
    """The least move of a figure that is spoken of."""
    return written(least(selector), METRICS[selector.metric].unit).replace("1 beds", "1 bed")


def _moves(bar: Bar, selector: Selector) -> str:
    if bar.factor.kind == "risk":
        return f"If it strikes and nothing else differs, the figure is {amount(bar.at_high, selector)}"
    low, high = amount(bar.at_low, selector), amount(bar.at_high, selector)
    return f"By itself it moves the figure from {low} to {high}"


def _short(bar: Bar, selector: Selector) -> str:
    low, high = figure_number(bar.at_low, selector), figure_number(bar.at_high, selector)
    return f"{high} if it strikes" if bar.factor.kind == "risk" else f"{low} to {high}"


def _asked(found: Sensitivity, tornado: Tornado, seen: Sequence[Bar]) -> str:
    """How many of the numbers hardly matter, and which of those that do are merely assumed."""
    rest = len(tornado.bars) - len(seen)
    sentence = ""
    if rest:
        verb = "moves" if rest == 1 else "move"
        smallest = _smallest(tornado.selector)
        sentence = f"{rest} of the {_what(found, tornado)} {verb} it by less than {smallest}. "
    assumed = [bar.factor.title for bar in seen if bar.factor.status == "assumed"]
    by_more = " by more" if rest else ""
    if len(seen) == 1:
        return f"{sentence}The one that moves it{by_more} is {'' if assumed else 'not '}merely assumed."
    of_them = f"Of the {len(seen)} that move it{by_more},"
    if not assumed:
        return f"{sentence}{of_them} none is merely assumed."
    several = "all" if len(assumed) == len(seen) else str(len(assumed))
    merely = "1 is merely assumed" if len(assumed) == 1 else f"{several} are merely assumed"
    return f"{sentence}{of_them} {merely}, so ask first about {named(assumed)}."


def _what(found: Sensitivity, tornado: Tornado) -> str:
    """How many things of what kind are moved."""
    numbers = "numbers" if found.swing is not None else "uncertain numbers"
    risks = " and risks, each by itself with no other risk striking," if _with_risks(tornado) else ""
    return f"{len(tornado.bars)} {numbers}{risks}"


def _with_risks(tornado: Tornado) -> bool:
    return any(bar.factor.kind == "risk" for bar in tornado.bars)


def named(titles: Sequence[str]) -> str:
    """Titles in quotation marks, the first few of them and how many more there are."""
    quoted = [f"“{title}”" for title in titles[:FEW]]
    more = len(titles) - FEW
    return listed([*quoted, f"{more} more"]) if more > 0 else listed(quoted)


def _of_the_variance(found: Sensitivity, at: int, selector: Selector) -> list[str]:
    shares, name = found.shares, figure_name(found, selector)
    if shares is None:
        return []
    if not shares.varies[at]:
        if shares.missing[at]:
            lacking = f"{shares.missing[at]:,} of {shares.evaluations:,}"
            return [f"In {lacking} futures the model has no number for {name}, so its variance cannot be shared out."]
        return [f"Nothing that is uncertain moves {name}: it does not vary."]
    totals = shares.total.value[at]
    ranked = np.argsort(-totals, kind="stable")[:FEW].tolist()
    order = [which for which in ranked if totals[which] >= LEADERS] or ranked[:1]
    first, *others = [(percent(totals[which]), f"“{found.groups[which].title}”") for which in order]
    due = listed(
        [f"{first[1]} has a hand in {first[0]} of the variation in {name}", *(f"{what} in {s}" for s, what in others)]
    )
    kind = "themes" if found.groups[0].kind == "theme" else "numbers"
    both = shares.together(at)
    together = f"; what several {kind} do only together adds {percent(both)}" if both >= NOTABLE else ""
    return [f"With all that is uncertain varying at once, {due}{together}.{_from_assumed(found, at)}"]


def _from_assumed(found: Sensitivity, at: int) -> str:
    """How much of a figure's variance comes from what is merely assumed; nothing said of groups, which are mixed."""
    assert found.shares is not None
    alone = found.shares.first.value[at]
    parts = [
        alone[which]
        for which, group in enumerate(found.groups)
        if len(group.members) == 1 and found.factors[group.members[0]].status == "assumed"
    ]
    if found.groups[0].kind == "theme" or sum(parts) < NOTABLE:
        return ""
    return f" What is merely assumed makes {percent(sum(parts))} of it by itself."


def percent(share: float) -> str:
    """A share in whole per cent; sampling error below nothing is nothing.

    >>> percent(0.356), percent(-0.002), percent(0.004)
    ('36%', '0%', 'under 1%')
    """
    if 0.0005 <= share < 0.005:
        return "under 1%"
    return f"{max(round(share * 100), 0)}%"


def _by_rank(found: Sensitivity, at: int, selector: Selector) -> list[str]:
    if found.ranks is None:
        return []
    known = {path: row[at] for path, row in found.ranks.items() if row[at] is not None}
    order = sorted(known, key=lambda path: -abs(known[path] or 0.0))[:FEW]
    following = [
        f"“{found.factors[path].title}” ({number(known[path] or 0.0, 'correlation', sign=True)})" for path in order
    ]
    if not following or abs(known[order[0]] or 0.0) < noise(found):
        return [f"Nothing that is drawn moves visibly together with {figure_name(found, selector)}."]
    return [f"Over the draws, {figure_name(found, selector)} moves most closely with {listed(following)}."]


def noise(found: Sensitivity) -> float:
    """Rank correlation below which nothing can be told from chance: two standard errors, 2 ÷ √n."""
    return 2.0 / math.sqrt(max(found.trials.draws, 1))


def _not_shown(found: Sensitivity) -> Iterator[str]:
    """What the answer is silent about: numbers without a stated range."""
    without = found.unranged
    if not without:
        return
    if found.swing is not None:
        if found.shares is not None or found.ranks is not None:
            yield f"{len(without)} of the numbers have no stated range; they are moved one at a time, and only there."
        return
    assumed = [factor.title for factor in without if factor.status == "assumed"]
    verb, pronoun = ("has", "does") if len(without) == 1 else ("have", "do")
    text = f"{len(without)} number{'s' * (len(without) > 1)} {verb} no stated range and {pronoun} not show here"
    if assumed:
        text += f"; {len(assumed)} of them {'is' if len(assumed) == 1 else 'are'} merely assumed: {named(assumed)}"
    yield f"{text}. {MOVE_THEM}"


def heading(found: Sensitivity) -> str:
    """What was asked."""
    return f"What matters most: {found.trials.scenario.content.scenario.title}"


def chart_title(found: Sensitivity, selector: Selector) -> str:
    """A figure's name as a heading, without the article."""
    name = figure_name(found, selector).removeprefix("the ")
    return name[0].upper() + name[1:]
