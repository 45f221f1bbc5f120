"""What an appraisal says: which option is best and how surely, what that rests on, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bedmodel.analysis.appraisal_streams import CLASSES, RISK
from bedmodel.analysis.appraise import BUILDING, Appraisal, Option
from bedmodel.analysis.ranking import AssumptionSwitch, Ranking, nearly_tied
from bedmodel.report.compare_words import listed
from bedmodel.report.phrases import in_futures
from bedmodel.results import NOUGHT
from bedmodel.units import finer_for, number, shown_to, written

WITHIN = 0.05
"""Share of the futures beyond a switching value from which on it is spoken of first."""
MOSTLY = 3
"""Classes that are named as what an option is made up of."""
LEAST = shown_to("GBPm")
"""£m that would be shown as nothing."""


def heading(appraisal: Appraisal) -> str:
    """What is appraised."""
    others = len(appraisal.options) - 1
    what = "One option" if others == 1 else f"{others} options"
    return f"{what} over {appraisal.years} years, against {appraisal.reference.name}"


def answers(appraisal: Appraisal, ranking: Ranking) -> list[str]:
    """The answer in a few sentences, each of which can be read alone."""
    return [
        *_best(appraisal, ranking),
        *_made_of(appraisal, ranking),
        *_rests_on(appraisal),
        *_would_change(appraisal, ranking),
        _not_in_it(appraisal),
    ]


def guide(appraisal: Appraisal) -> str:
    """How to read the figures."""
    text = (
        f"£m in prices of {appraisal.baseline}, discounted to it at 3.5% a year (3.0% after 30 years), less what "
        f"{appraisal.reference.name} costs and brings; + is better for society, whoever pays. The central case"
    )
    if not appraisal.draws:
        return f"{text}. No draws were made: risks are left out, and nothing is said about how likely anything is."
    futures = f"{appraisal.draws:,} futures (seed {appraisal.seed}), the same for all options"
    return f"{text}, with risks at their expected value. Below: P10 to P90 of {futures}."


def notes(appraisal: Appraisal) -> list[str]:
    """What else must be known: what was assumed of the years after the plan, and of risks and rates."""
    found = [_afterwards(appraisal), *_built_again(appraisal), *_lower_rates(appraisal)]
    if any(option.trials.scenario.content.risks for option in appraisal.options) and appraisal.draws:
        found.append("A risk that is felt in the last year that the model runs is felt in every year after it.")
        found.append("Numbers of the risk register are not varied in what would change the order.")
    return found


def _best(appraisal: Appraisal, ranking: Ranking) -> Iterator[str]:
    """Which option is best and how surely; and whether the futures say the same."""
    best, second = (appraisal.options[number] for number in ranking.order[:2])
    lead = best.value - second.value
    if abs(lead) <= NOUGHT:
        same = [o.name for o in appraisal.options if abs(o.value - best.value) <= NOUGHT]
        left_out = not appraisal.draws and any(o.trials.scenario.content.risks for o in appraisal.options)
        apart = "but for risks, which are left out without draws" if left_out else "there is nothing between them"
        yield f"{listed(same)} are worth exactly the same: {apart}."
        return
    worth = "" if best is appraisal.reference else f", at {_money(best.value)} over {appraisal.years} years"
    ahead = f"{_money(lead)} ahead of {second.name}"
    share = float(ranking.shares[ranking.order[0]])
    likeliest = _likeliest(appraisal, ranking)
    if likeliest is not best:
        yield (
            f"No option is surely best. With every number as stated {best.name} comes first{worth}, {ahead}; but "
            f"{likeliest.name} is best {in_futures(float(ranking.shares.max()))} and {best.name} {in_futures(share)}, "
            f"because {_why_they_differ(appraisal)}.{_hollow(best, second, lead)}{_short(appraisal, best, likeliest)}"
        )
        return
    sure = f"; it is best {in_futures(share)}" if appraisal.draws else ""
    least = " None of the options is worth more than doing the least." if best is appraisal.reference else ""
    tied = f" {best.name} and {second.name} are nearly tied." if nearly_tied(appraisal, ranking) else ""
    but = _hollow(best, second, lead) + _short(appraisal, best)
    yield f"{best.name} is best{worth}, {ahead}{sure}.{but}{least}{tied}"


def _short(appraisal: Appraisal, *options: Option) -> str:
    """That an option which comes first lacks beds, which costs it little here; or nothing."""
    lacking = [
        f"{o.name} lacks {number(o.beds_short or 0.0, 'beds')} beds" for o in options if round(o.beds_short or 0)
    ]
    if not lacking:
        return ""
    return f" But {listed(lacking)} in {appraisal.plan[-1]}; what that does to patients has no price here."


def _hollow(best: Option, second: Option, lead: float) -> str:
    """That an option comes first only by savings whose make-up nobody published; or nothing."""
    if best.unpublished_more - second.unpublished_more < lead:
        return ""
    return " Without savings whose make-up nobody published it would not come first."


def _why_they_differ(appraisal: Appraisal) -> str:
    """Why the option that comes first is not the one that is best in most futures."""
    reasons = []
    if any(np.abs(option.risk).max(initial=0.0) > NOUGHT for option in appraisal.options):
        reasons.append("risks weigh in the expected value even where they seldom strike")
    if any(np.ptp(option.values - option.risk) > NOUGHT for option in appraisal.options):
        reasons.append("numbers stated do not lie in the middle of their spreads")
    return " and ".join(reasons)


def _likeliest(appraisal: Appraisal, ranking: Ranking) -> Option:
    """The option that is best in most futures; without draws, in the central case."""
    first = ranking.order[0]
    if appraisal.draws and ranking.shares.max() > ranking.shares[first]:
        return appraisal.options[int(np.argmax(ranking.shares))]
    return appraisal.options[first]


def _made_of(appraisal: Appraisal, ranking: Ranking) -> Iterator[str]:
    """The classes that make most of the value of the options that come first."""
    first = dict.fromkeys([appraisal.options[ranking.order[0]].name, _likeliest(appraisal, ranking).name])
    for option in (o for o in appraisal.options[1:] if o.name in first):
        values = [(of.title, value) for of, value in zip(CLASSES, option.classes.tolist(), strict=True)]
        values = [value for value in [*values, (RISK.title, option.expected_risk)] if abs(value[1]) >= LEAST]
        most = sorted(values, key=lambda value: -abs(value[1]))[:MOSTLY]
        parts = [f"{_lowered(title)} {written(value, 'GBPm', sign=True)}" for title, value in most]
        if parts:
            mostly = ", mostly" if len(values) > MOSTLY else ""
            yield f"{option.name} against {appraisal.reference.name}{mostly}: {listed(parts)} (+ is better)."


def _rests_on(appraisal: Appraisal) -> Iterator[str]:
    """Savings whose make-up nobody published, and how many numbers are assumed."""
    options = appraisal.options
    if any(abs(option.unpublished) >= LEAST for option in options):
        if all(abs(option.unpublished_more) < LEAST for option in options):
            yield (
                f"All options alike count on savings worth {_money(options[0].unpublished)} in all whose make-up "
                "nobody published. They cancel in these figures, which do not say whether such savings can be found."
            )
        else:
            parts = [f"{option.name} {_money(option.unpublished)}" for option in options]
            without = [
                f"{o.name} {written(o.value - o.unpublished_more, 'GBPm', sign=True)}"
                for o in options
                if abs(o.unpublished_more) >= LEAST
            ]
            yield (
                "Savings whose make-up nobody published are part of what options are worth, and of the differences: "
                f"{listed(parts)}. Without them against {options[0].name}: {listed(without)}."
            )
    alike = [abs(o.classes[at]) < LEAST for o in options for at, c in enumerate(CLASSES) if c.key in BUILDING]
    if options[0].building >= LEAST and all(alike):
        yield (
            f"All options alike build for {_money(options[0].building)} (present value, less what is left at the end). "
            "It cancels: neither is worth what it is because of, or in spite of, its buildings."
        )
    at = [c.key for c in CLASSES].index("care_today")
    if unlike := [
        f"{o.name} {written(o.classes[at], 'GBPm', sign=True)}" for o in options if abs(o.classes[at]) >= LEAST
    ]:
        yield (
            f"What care costs if nothing changes is not the same as in {appraisal.reference.name}: {listed(unlike)} "
            "(+ is less). That is a difference in what is assumed, not in what is planned; a reference that shares the "
            "assumptions shows the plans alone."
        )
    most = max((o.trials.scenario for o in options), key=lambda scenario: scenario.statuses()["assumed"])
    yield (
        f"{most.statuses()['assumed']} of the {len(most.used)} numbers behind {most.content.scenario.id} have no "
        "source and are assumed; no option has more."
    )


def _would_change(appraisal: Appraisal, ranking: Ranking) -> Iterator[str]:
    """What would have to be different for another option to come first."""
    best, second = (appraisal.options[number] for number in ranking.order[:2])
    if abs(best.value - second.value) <= NOUGHT:
        return
    parts: dict[str, list[str]] = {}
    for first in ranking.classes[:1]:
        change = f"{number(abs(first.change), 'fraction')}% {'more' if first.change > 0 else 'less'}"
        parts.setdefault(first.then, []).append(f"“{_lowered(first.of.title)}” were {change} in all options")
    near = [switch for switch in ranking.assumptions if switch.value is not None]
    within = [switch for switch in near if (switch.beyond or 0.0) >= WITHIN]
    for switch in (within or near)[:2]:
        now, then = shown(switch)
        parts.setdefault(switch.then, []).append(f"“{_lowered(switch.title)}” were {then} instead of {now}")
    if not parts:
        yield f"No number in doubt, changed by itself within what it can be, puts another option before {best.name}."
        return
    said = [f"{name} would come first if {', or if '.join(changes)}" for name, changes in parts.items()]
    yield f"What would change the order: {'; '.join(said)}."


def shown(switch: AssumptionSwitch) -> tuple[str, str]:
    """An assumption's value and its switching value, written with as many digits as tell them apart."""
    assert switch.value is not None
    finer = finer_for([switch.centre, switch.value], switch.unit)
    now, then = (written(value, switch.unit, finer=finer) for value in (switch.centre, switch.value))
    return ("as stated", f"× {then}") if switch.assumption.values is not None else (now, then)


def _lowered(title: str) -> str:
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def _not_in_it(appraisal: Appraisal) -> str:
    """What has no price is not in it, and who is short of beds."""
    found = [(option.name, option.beds_short or 0.0) for option in appraisal.options]
    short = [f"{name} ({number(beds, 'beds')})" for name, beds in found if round(beds) > 0]
    beds = f" In {appraisal.plan[-1]} there are too few beds in {listed(short)}." if short else ""
    priced = {c.key for c in CLASSES if c.key in ("non_cash", "health")}
    stated = any(o.classes[at] for o in appraisal.options for at, c in enumerate(CLASSES) if c.key in priced)
    what = "Beyond the benefits stated, what" if stated else "What"
    return (
        f"{what} has no price here is not in it: how long people wait, how full wards are, how safe care is, and what "
        f"befalls patients for whom there is no bed.{beds}"
    )


def _afterwards(appraisal: Appraisal) -> str:
    """How costs and benefits go on after the plan."""
    stated = {_growth(option) for option in appraisal.options}
    runs = max(len(option.trials.scenario.span) - len(appraisal.plan) for option in appraisal.options)
    more = f" and {runs} more years in which the model still runs" if runs else ""
    if len(stated) > 1:
        return (
            f"After {appraisal.plan[-1]}{more}, options differ in how need and costs go on, and in worth by that too."
        )
    need, cost = next(iter(stated))
    return (
        f"After {appraisal.plan[-1]}{more}, every cost and benefit goes on to {appraisal.last} at its last real level, "
        f"with need growing by {need} a year and cost by {cost} beyond general prices."
    )


def _growth(option: Option) -> tuple[str, str]:
    trials, appraisal = option.trials, option.trials.scenario.content.appraisal
    assert appraisal is not None
    need, cost = (
        written(trials.centre(trials.scenario.assumption(growth)), "fraction")
        for growth in (appraisal.need_after, appraisal.cost_after)
    )
    return need, cost


def _built_again(appraisal: Appraisal) -> Iterator[str]:
    """Buildings that wear out within the years appraised."""
    found: dict[str, None] = {}
    for option in appraisal.options:
        scenario = option.trials.scenario
        finance = scenario.content.finance
        for asset in (finance.capital if finance else {}).values():
            life = option.trials.centre(scenario.assumption(asset.life))
            if scenario.span.index(asset.in_service) + life <= appraisal.years:
                found[asset.title] = None
    if found:
        yield f"Built again at the same real cost when its life ends: {listed(list(found))}."


def _lower_rates(appraisal: Appraisal) -> Iterator[str]:
    """What the lower rates, asked for beyond fifty years, do to the order."""
    if appraisal.years <= 50:
        return
    options = appraisal.options
    order = sorted(range(len(options)), key=lambda at: (-options[at].value, at))
    other = sorted(range(len(options)), key=lambda at: (-options[at].lower, at))
    same = "the order is the same" if order == other else f"the order is {listed([options[at].name for at in other])}"
    yield f"At the lower rates that are to be tried beyond 50 years (3.0%, 2.57% after 30 years) {same}."


def _money(value: float) -> str:
    return written(value, "GBPm")
