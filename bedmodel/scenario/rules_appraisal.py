"""What must hold in the appraisal, and for the optimism bias and VAT of what is built."""

from __future__ import annotations

from bedmodel.scenario.context import Context
from bedmodel.scenario.holders import payers
from bedmodel.scenario.lookup import resolved
from bedmodel.scenario.schema import ScenarioFile
from bedmodel.scenario.schema_appraisal import Appraisal, AppraisalStream
from bedmodel.years import Span, named, start_of

LONGEST_APPRAISAL = 200
"""Years; what looks further ahead is a slip of the pen."""
NO_CASH = ("non-cash", "health")


def appraisal_reaches_beyond_the_plan(content: ScenarioFile, context: Context) -> None:
    """An appraisal lasts whole years, at least as many as the plan and those that the model runs on."""
    appraisal = content.appraisal
    if appraisal is None:
        return
    plan = len(content.span) - 1
    for key, number in (("years", appraisal.years), ("run_on", appraisal.run_on)):
        if number != int(number) or not 0 <= number <= LONGEST_APPRAISAL:
            message = f"{number:g} is not a whole number of years from 0 to {LONGEST_APPRAISAL}"
            context.report(appraisal.place, "A001", message, path=f"appraisal.{key}")
            return
    if appraisal.years < max(plan + appraisal.run_on, 1):
        also = f", and {appraisal.run_on:g} that the model runs on" if appraisal.run_on else ""
        message = f"{appraisal.years:g} years are fewer than the plan's {plan}{also}"
        hint = f"the plan ends in {content.scenario.horizon}; Green Book appraisals of buildings take 60"
        context.report(appraisal.place, "A001", message, hint, path="appraisal.years")


def appraisal_streams_fit(content: ScenarioFile, context: Context) -> None:
    """A stream says in which years it is and who pays it, as far as its kind asks for that."""
    appraisal = content.appraisal
    for name, stream in (appraisal.streams if appraisal else {}).items():
        path = f"appraisal.streams.{name}"
        amount = resolved(content, stream.amount)
        if stream.kind == "transition":
            if amount is not None and amount.values is None and amount.numbers:
                hint = "write values: {2018/19: 3, 2019/20: 2}; a cost that goes on is `kind: running`"
                context.report(stream.place, "S008", "a transition is in the years given; give them", hint, path=path)
            if stream.ends:
                message = "a transition ends with the last year given; leave out `ends`"
                context.report(stream.place, "S008", message, path=f"{path}.ends")
        assert appraisal is not None
        _ends_within(content, context, appraisal, stream, path)
        _paid_by_somebody_known(content, context, stream, path)


def _ends_within(
    content: ScenarioFile, context: Context, appraisal: Appraisal, stream: AppraisalStream, path: str
) -> None:
    """The year in which a stream ends lies in the appraisal, after the baseline year."""
    if not stream.ends:
        return
    baseline = content.scenario.baseline
    last = named(start_of(baseline) + int(min(appraisal.years, LONGEST_APPRAISAL)))
    try:
        inside = 1 <= Span(baseline, last).index(stream.ends) < len(Span(baseline, last))
    except ValueError as error:
        context.report(stream.place, "S006", str(error), path=f"{path}.ends")
        return
    if not inside:
        message = f"{stream.ends} lies outside the years appraised, {named(start_of(baseline) + 1)} to {last}"
        context.report(stream.place, "S006", message, path=f"{path}.ends")


def _paid_by_somebody_known(content: ScenarioFile, context: Context, stream: AppraisalStream, path: str) -> None:
    """Cash has a payer whom the money names too; what is no cash has none."""
    if stream.kind in NO_CASH:
        if stream.payer:
            message = f"nobody pays or saves what is `{stream.kind}`; leave out `payer`"
            context.report(stream.place, "S008", message, path=f"{path}.payer")
        return
    if content.finance is None or not stream.payer:
        return
    known = dict.fromkeys([*payers(content), *content.finance.outside_gap])
    if stream.payer not in known:
        hint = context.suggest(stream.payer, known)
        message = f"nothing else is paid by `{stream.payer}`"
        also = "; a payer who pays for nothing else goes under finance.outside_gap"
        context.report(stream.place, "N001", message, hint + also, path=f"{path}.payer")


def optimism_bias_is_said_once(content: ScenarioFile, context: Context) -> None:
    """What is built has one optimism bias: a number, or bounds in their order."""
    for name, asset in (content.finance.capital if content.finance else {}).items():
        if asset.optimism is None:
            continue
        path = f"finance.capital.{name}.optimism"
        if asset.optimism_bias is not None:
            message = "has an `optimism_bias` too; give one of the two"
            hint = f"a parent's goes with remove: [finance.capital.{name}.optimism_bias]"
            context.report(asset.optimism.place, "S008", message, hint, path=path)
        lower, upper = (resolved(content, bound) for bound in (asset.optimism.lower, asset.optimism.upper))
        if lower and upper and lower.numbers and upper.numbers and lower.numbers[0] > upper.numbers[0]:
            context.report(asset.optimism.place, "D003", "the lower bound lies above the upper one", path=path)
