"""What the model can say to a scrutiny committee's questions: short sentences, each with its range."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from bedmodel.analysis.importance import importance
from bedmodel.checks.expectations import evaluate, in_words
from bedmodel.figures import line_titles
from bedmodel.metrics import ALL, METRICS, Selector
from bedmodel.report.assumption_words import BACKED
from bedmodel.report.cells import Cell, Table, figure
from bedmodel.report.phrases import headlines, in_hundred
from bedmodel.report.solved_words import solved_figures, solved_for
from bedmodel.report.tables_bedless import bedless_tables
from bedmodel.report.tables_plan import register_table
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out
from bedmodel.report.words import summary
from bedmodel.report.words_plan import to_no_place, with_spread
from bedmodel.results import Results, Solved
from bedmodel.scenario.quantity import Assumption, Quantity, SourceReference
from bedmodel.scenario.schema_care import Lever
from bedmodel.scenario.schema_checks import Answer
from bedmodel.units import range_written, written

MOVED = {
    "beds.gap": "whether beds are enough",
    "finance.gap": "the money",
    "workforce.stock": "how many staff there are",
    "ledger.counted": "the budgets",
    "activity.cost_added": "the cost of clinics elsewhere",
}
"""The figures by which a run is judged, as they stand in a sentence."""
YEARS = 3
"""Of staff and clinics to show, so that a page holds them."""


@dataclass(frozen=True)
class Said:
    """A sentence and, where it rests on documents, which."""

    text: str
    source: SourceReference | None = None


@dataclass(frozen=True)
class Shown:
    """What the model says to one question."""

    sentences: tuple[Said, ...]
    tables: tuple[Table, ...] = ()


def change(results: Results) -> Shown:
    """What will be different: beds that open and close, and care that moves, with no place to go or with one."""
    said = dict(summary(results))
    texts = [text for head in ("Beds", "Clinics") for text in said.get(head, [])]
    last = results.years[-1]
    if results.has("levers.reduction") and results.matters("levers.reduction", None):
        moved = with_spread(results, Selector("levers.reduction"))
        texts.append(f"Care that would fill {moved} at midnight in {last} is to leave these beds.")
    texts += filter(None, [to_no_place(results)])
    texts += [f"{LEFT_OUT_HEAD} {text}" for text in left_out(results)]
    return _shown(texts)


def success(results: Results) -> Shown:
    """Whether beds are enough and the money is closed, how likely, and which claims about it hold."""
    words = dict(summary(results))
    texts = [text for head in ("How full", "How likely", "Money", "Staff") for text in words.get(head, [])]
    if results.draws and results.has("beds.gap") and results.has("finance.gap"):
        both = results.enough_beds() & results.no_shortfall()
        texts.append(f"Enough beds everywhere and no shortfall of money, together: {in_hundred(float(both.mean()))}.")
    outcomes = evaluate(results)
    met = solved_figures(results)
    texts += [f"No findings, because the model solves for them: {'; '.join(met)}."] if met else []
    texts += [in_words(outcomes)] if outcomes else []
    texts += [f"Not met: {o.expectation.because}. {o.sentence}." for o in outcomes if o.held is False]
    return _shown(texts)


def after_the_money(results: Results) -> Shown:
    """What is spent once, and what comes back every year once it is spent."""
    if not results.has("finance.gap"):
        return _shown(dict(summary(results)).get("Budgets") or ["The scenario has no money in it."])
    last = results.years[-1]
    texts = [
        _once(results, "capital.spend", f"spent once, on buildings, by {last}", _no_capital(results)),
        _once(results, "capital.receipts", f"comes in once, from what is sold, by {last}", ""),
        f"The table shows what remains in {last}, the last year of the figures; what comes after is not in them.",
        *dict(summary(results)).get("Others", []),
    ]
    rows = [
        [Cell(title), figure(results, Selector(metric, line=line), sign=True, turn=turn)]
        for metric, turn in (("finance.measure", True), ("finance.new_cost", False))
        for line, title in line_titles(results.scenario, metric).items()
        if results.matters(metric, line)
    ]
    rows.append([Cell("Gap that is left"), figure(results, Selector("finance.gap"), sign=True)])
    if results.matters("finance.stranded", ALL):
        cell = figure(results, Selector("finance.stranded", pool=ALL))
        rows.append([Cell("Not in the sum: cost of closed beds that stays"), cell])
    table = Table(f"What recurs, £m in {last}", ["+ cost or shortfall, − saving", last], rows)
    return Shown(_shown(list(filter(None, texts))).sentences, (table,))


def _no_capital(results: Results) -> str:
    """What to say where the figures hold no capital: none is planned, or nobody says how much."""
    if _left_out(results, "finance.capital."):
        return "What is to be built is not in the figures: no document says what it costs."
    return f"No capital is spent by {results.years[-1]}."


def _left_out(results: Results, section: str) -> int:
    """How many parts of a section are left out for want of a number."""
    parts = {part.path for unknown in results.scenario.unknown for part in unknown.set_aside}
    return sum(path.startswith(section) for path in parts)


def _once(results: Results, metric: str, what: str, none: str) -> str:
    """The sum of a flow over all years, as a sentence; `none` where there is nothing."""
    if not results.has(metric) or not results.matters(metric, None):
        return none
    central = float(results.central[metric][0, :, 0].sum())
    drawn = results.drawn[metric][:, :, 0].sum(axis=1) if results.draws else np.array([central])
    low, high = (float(end) for end in np.quantile(drawn, (0.1, 0.9)))
    spread = range_written(central, low, high, METRICS[metric].unit)
    return f"{written(central, METRICS[metric].unit)}{f' ({spread})' if spread else ''} is {what}."


def evidence(results: Results, *, comparing: bool = True) -> Shown:
    """What each change of care rests on: its effect, who found it and, unless not wanted, what has been achieved."""
    levers = results.scenario.content.levers
    if not levers and results.scenario.content.activity:
        return Shown(tuple(_clinics(results, comparing=comparing)))
    if not levers:
        missing = _left_out(results, "levers.")
        unknown = f"Changes of care that no document sizes, so that they are not in the figures: {missing}."
        return _shown([unknown if missing else "The scenario changes nothing in how care is given."])
    effects = [_effect(results, lever) for lever in levers.values()]
    measured = sum(_measured(results, effect) for effect in effects)
    found = [Said(f"Changes whose effect rests on research or official statistics: {measured} of {len(levers)}.")]
    for lever, effect in zip(levers.values(), effects, strict=True):
        found.append(_backing(results, f"{lever.title}: {_size(results, lever, effect)}", effect, comparing=comparing))
        if lever.delivery is not None:
            delivery = results.scenario.assumption(lever.delivery)
            value = _written(results, delivery)
            found.append(
                _backing(results, f"{lever.title}, how much of it arrives: {value}", delivery, comparing=comparing)
            )
    return Shown(tuple(dict.fromkeys(found)))


def _clinics(results: Results, *, comparing: bool) -> Iterator[Said]:
    """What moving contacts out of hospital rests on: the share to move, and how much of it arrives."""
    for kind in results.scenario.content.activity.values():
        shift = results.scenario.assumption(kind.shift)
        share = written(shift.numbers[-1], shift.unit or "") if shift.numbers else "a share"
        yield _backing(
            results, f"{kind.title}: {share} of contacts leave hospital in the end", shift, comparing=comparing
        )
        if kind.delivery is not None:
            delivery = results.scenario.assumption(kind.delivery)
            yield _backing(
                results,
                f"{kind.title}, how much of it arrives: {_written(results, delivery)}",
                delivery,
                comparing=comparing,
            )


def _effect(results: Results, lever: Lever) -> Assumption:
    quantity: Quantity | None = lever.effect if lever.effect is not None else lever.beds_released
    assert quantity is not None
    return results.scenario.assumption(quantity)


def _measured(results: Results, effect: Assumption) -> bool:
    """Whether an effect is cited from research or official statistics, not from a plan or what others report of it."""
    sources = results.scenario.content.sources
    kinds = {sources[ref].kind for ref in effect.source.ref if ref in sources}
    return effect.status in ("sourced", "derived") and bool(kinds & {"research", "official-statistics"})


def _size(results: Results, lever: Lever, effect: Assumption) -> str:
    text = _written(results, effect)
    if lever.beds_released is not None:
        return f"{text} released"
    pools = results.scenario.content.pools
    where = " and ".join(pools[pool].title for pool in lever.acts_on)
    return f"takes {text} off the bed-days of {'' if lever.share is None else 'the patients it is for in '}{where}"


def _written(results: Results, assumption: Assumption) -> str:
    """An assumption's central value with its unit; solved ones as solved."""
    solved = _solved(results, assumption)
    value = solved.value if solved else assumption.value
    return written(value, assumption.unit or "") if isinstance(value, float) else "different sizes by year"


def _solved(results: Results, assumption: Assumption) -> Solved | None:
    return next((solved for solved in results.solved if solved.path == assumption.path), None)


def _backing(results: Results, text: str, assumption: Assumption, *, comparing: bool) -> Said:
    """A sentence with how its number is backed, its confidence, and what has been achieved elsewhere if wanted."""
    how = BACKED[assumption.status]
    solved = _solved(results, assumption)
    if solved is not None:
        target = written(solved.target, METRICS[solved.calibration.metric].unit)
        how += f" so that {solved_for(results, solved)} is {target}"
    if assumption.confidence is not None:
        how += f"; confidence {assumption.confidence}"
    compared = "".join(
        f" Compare: {written(v, u)}, {t}." for t, v, u in (solved.compare_with if solved and comparing else ())
    )
    cited = assumption.source if assumption.status in ("sourced", "derived") else None
    return Said(f"{text}; {how}.{compared}", cited)


def review(results: Results) -> Shown:
    """What can be watched: planned beds, beds needed and how full they are, by year, to set against what happens."""
    heads = ["Year", "Open", "Needed", "Full\n%", "Full in\nwinter %"]
    metrics = ("beds.available", "beds.required", "occupancy.mean", "occupancy.winter")
    tables = []
    for pool, part in results.scenario.content.pools.items():
        rows = [
            [Cell(year), *(figure(results, Selector(metric, pool=pool, year=year)) for metric in metrics)]
            for year in results.years
        ]
        tables.append(Table(f"To set against each year's returns: {part.title}", heads, rows))
    if results.has("finance.gap"):
        rows = [[Cell(year), figure(results, Selector("finance.gap", year=year), sign=True)] for year in results.years]
        tables.append(Table("To set against each year's accounts", ["Year", "Gap with the plan, £m"], rows))
    tables += bedless_tables(results, YEARS)
    return Shown((Said("These figures can be set against what is reported, year by year."),), tuple(tables))


def risks(results: Results) -> Shown:
    """What the register of risks does to the result, and which of the uncertain numbers move it most."""
    texts = list(dict(summary(results)).get("Risks", []))
    missing = _left_out(results, "risks.")
    if missing:
        texts.append(
            f"Risks named but not in the figures, since nobody says how likely or how large they are: {missing}."
        )
    elif not results.scenario.content.risks:
        texts.append("The scenario has no register of risks.")
    for risk in results.scenario.content.risks.values():
        done = risk.mitigation or "the scenario names nothing"
        texts.append(f"{risk.title} ({risk.owner}): what is done about it: {done}.".replace("..", "."))
    table = register_table(results)
    tables = (table,) if table is not None else ()
    return Shown(_shown(texts + _movers(results)).sentences, tables)


def _movers(results: Results) -> list[str]:
    """Which of the uncertain numbers move the headline figures most, as sentences."""
    if not results.samples:
        return []
    texts = []
    for metric in headlines(results):
        what = MOVED[metric]
        titles = "; ".join(item.title for item in importance(results, [metric], 3))
        texts.append(f"What moves {what} most: {titles}.")
    return texts


ANSWERS: dict[Answer, Callable[[Results], Shown]] = {
    "change": change,
    "success": success,
    "after-the-money": after_the_money,
    "evidence": evidence,
    "review": review,
    "risks": risks,
}
"""Everything the model can be asked to say, by the name used in `shows:`."""


def _shown(texts: list[str]) -> Shown:
    return Shown(tuple(Said(text) for text in texts))
