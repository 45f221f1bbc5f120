"""An appraisal as a page: the answer in words, value by option and class, cash by payer, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bedmodel.analysis.appraisal_streams import APART, CLASSES, RISK
from bedmodel.analysis.appraise import Appraisal, Option
from bedmodel.analysis.ranking import Ranking
from bedmodel.report.appraisal_words import answers, guide, heading, notes, shown
from bedmodel.report.cells import LEFT_OUT, Cell, Table, folded, spaced
from bedmodel.report.page import Page
from bedmodel.report.phrases import of_futures
from bedmodel.report.unknowns import LEFT_OUT_HEAD, left_out
from bedmodel.units import number, range_numbers

IN_A_TABLE = 4
"""Options side by side."""
YEARS_SHOWN = 6
SWITCHES = 12
"""Assumptions shown, the nearest."""
NONE = Cell("–")


def appraisal_page(appraisal: Appraisal, ranking: Ranking) -> Page:
    """Everything an appraisal says."""
    return Page(
        heading=heading(appraisal),
        answer=answers(appraisal, ranking),
        guide=guide(appraisal),
        tables=[
            _worth(appraisal, ranking),
            _measures(appraisal, ranking),
            *_by_class(appraisal),
            *_kept_apart(appraisal),
            *_cash(appraisal),
            *_class_switches(ranking),
            *_assumption_switches(ranking),
        ],
        notes=[*notes(appraisal), *_left_out(appraisal), *_settings(appraisal), *_idle(ranking)],
    )


def _worth(appraisal: Appraisal, ranking: Ranking) -> Table:
    """What each option costs, brings and is worth, and how often it is best."""
    rows = []
    for at, option in enumerate(appraisal.options):
        if at == 0:
            values = [NONE, NONE, Cell(number(0.0, "GBPm"))]
        else:
            _, _, low, _, high = option.statistics
            ends = range_numbers(option.value, low, high, "GBPm", sign=True) if appraisal.draws else ""
            values = [_plain(option.cost), _plain(option.benefit), Cell(number(option.value, "GBPm", sign=True), ends)]
        often = NONE if np.isnan(ranking.shares[at]) else _often(float(ranking.shares[at]))
        rows.append([_name(appraisal, at), *values, often, Cell(str(ranking.place(at)))])
    heads = ["Option", "Net present\ncost", "Benefits", "Net present\nvalue", "Best", "Rank"]
    return Table("What each option is worth to society, £m", heads, rows, total_rows=frozenset({ranking.order[0]}))


def _measures(appraisal: Appraisal, ranking: Ranking) -> Table:
    """Ratio, level yearly cost, payback, risk, and beds, which have no price."""
    rows = []
    for at, option in enumerate(appraisal.options[1:], start=1):
        ratio = NONE if np.isnan(option.ratio) else Cell(number(option.ratio, "ratio"))
        rows.append(
            [
                _name(appraisal, at),
                ratio,
                _plain(appraisal.yearly(option.cost)),
                Cell(paid_back(appraisal, option)),
                Cell(number(option.expected_risk, "GBPm", sign=True)),
                Cell(number(option.statistics[1], "GBPm", sign=True)),
                NONE if option.beds_short is None else Cell(number(option.beds_short, "beds")),
            ]
        )
    beds = f"Beds short\n{appraisal.plan[-1]}"
    heads = ["Option", "Benefit ÷\ncost", "Cost a\nyear", "Paid\nback", "Risks,\nexpected", "Mean\nvalue", beds]
    note = (
        "No ratio where an option costs no more. Cost a year: level and real. Paid back: the year from which benefits "
        "so far, discounted, never again fall short of costs. Beds that are short have no price."
    )
    return Table("Ratio, yearly cost, payback and risk, £m", heads, rows, note)


def paid_back(appraisal: Appraisal, option: Option) -> str:
    """When an option has paid back."""
    if option.payback is None:
        return "never"
    return "at once" if option.payback == 0 else appraisal.year(option.payback)


def _by_class(appraisal: Appraisal) -> Iterator[Table]:
    """Present values by class, a few options side by side."""
    for options in _side_by_side(appraisal):
        rows = []
        for at, of in enumerate(CLASSES):
            if any(_shows(option, at) for option in appraisal.options):
                rows.append([Cell(of.title), *(_class_cell(option, at) for option in options)])
        if any(abs(option.expected_risk) >= 0.05 for option in appraisal.options):
            cells = [Cell(number(option.expected_risk, "GBPm", sign=True)) for option in options]
            rows.append([Cell(RISK.title), *cells])
        rows.append([Cell("Net present value"), *(Cell(number(o.value, "GBPm", sign=True)) for o in options)])
        heads = ["", *(folded(option.name) for option in options)]
        yield Table("Where it comes from, £m", heads, rows, total_rows=frozenset({len(rows) - 1}), many_columns=True)


def _shows(option: Option, at: int) -> bool:
    """Whether a class is more than nothing, in the central case or in the futures."""
    return bool(np.abs([option.classes[at], *np.nan_to_num(option.class_ends[:, at])]).max() >= 0.05)


def _class_cell(option: Option, at: int) -> Cell:
    value, (low, high) = float(option.classes[at]), option.class_ends[:, at].tolist()
    ends = range_numbers(value, low, high, "GBPm", sign=True) if low == low else ""
    return Cell(number(value, "GBPm", sign=True), ends)


def _kept_apart(appraisal: Appraisal) -> Iterator[Table]:
    """What is no part of the economic case."""
    kept = [key for key in APART if any(abs(option.apart[key]) >= 0.05 for option in appraisal.options)]
    for options in _side_by_side(appraisal) if kept else ():
        rows = [
            [Cell(APART[key]), *(Cell(number(option.apart[key], "GBPm", sign=True)) for option in options)]
            for key in kept
        ]
        note = (
            "Society uses nothing up by these: depreciation and PDC spread what building costs, which is counted "
            "above, and the rest passes from one body to another. + is more of it. It is in the cash below."
        )
        heads = ["", *(folded(option.name) for option in options)]
        yield Table("Left out of what it is worth, £m", heads, rows, note, many_columns=True)


def _cash(appraisal: Appraisal) -> Iterator[Table]:
    """Can it be afforded: each option's cash beyond the reference's, by year and payer."""
    years = spaced(appraisal.plan, YEARS_SHOWN)
    at = [appraisal.plan.index(year) for year in years]
    for option in appraisal.options[1:]:
        lines = [(title, path) for title, path in cash_lines(appraisal, option) if np.abs(path).max() >= 0.05]
        if not lines:
            continue
        rows = [[Cell(title), *(Cell(number(float(path[i]), "GBPm", sign=True)) for i in at)] for title, path in lines]
        note = (
            f"Beyond {appraisal.reference.name}, nominal, central case, without risks. + costs the payer more. "
            "Recurrent sums hold depreciation and PDC, so capital is not to be added to them; VAT is in capital. Hours "
            "that families give are at their stated cost, though no cash is paid for them."
        )
        if len(years) < len(appraisal.plan):
            note += f" {LEFT_OUT}"
        yield Table(f"Can it be afforded? {option.name}, £m of the year", ["", *years], rows, note, many_columns=True)


def cash_lines(appraisal: Appraisal, option: Option) -> list[tuple[str, np.ndarray]]:
    """An option's cash less the reference's in the years of the plan: each payer's, capital, receipts."""
    count, base = len(appraisal.plan), appraisal.reference.cash
    payers = dict.fromkeys([*option.cash.by_payer, *base.by_payer])
    nothing = np.zeros(count)

    def more(mine: np.ndarray, others: np.ndarray) -> np.ndarray:
        return np.asarray(mine[:count] - others[:count])

    lines = [
        (f"Paid by {p}", more(option.cash.by_payer.get(p, nothing), base.by_payer.get(p, nothing))) for p in payers
    ]
    return [
        *lines,
        ("Capital, with VAT", more(option.cash.capital, base.capital)),
        ("Receipts from sales", -more(option.cash.receipts, base.receipts)),
    ]


def _class_switches(ranking: Ranking) -> Iterator[Table]:
    """By how much each class would have to be off."""
    if not ranking.classes:
        return
    rows = [
        [Cell(s.of.title), Cell(f"{number(s.change, 'fraction', sign=True)}%"), Cell(s.then)] for s in ranking.classes
    ]
    note = "In all options alike. Classes not named change nothing, or would have to be off by more than ten times."
    yield Table("Which costs and benefits would change who comes first", ["", "Change", "First then"], rows, note)


def _assumption_switches(ranking: Ranking) -> Iterator[Table]:
    """The value of each number in doubt at which another option comes first."""
    near = [switch for switch in ranking.assumptions if switch.value is not None][:SWITCHES]
    if not near:
        return
    everyone = max((switch.options for switch in ranking.assumptions), key=len)
    rows = []
    for switch in near:
        now, then = shown(switch)
        whose = "" if len(switch.options) == len(everyone) else f" ({', '.join(switch.options)})"
        beyond = NONE if switch.beyond is None else _often(switch.beyond)
        switches = Cell(then, f"now {now}")
        rows.append([Cell(switch.title + whose), switches, Cell(folded(switch.then)), beyond])
    heads = ["", "Switches at", "First then", "Beyond"]
    note = "Each alone, all else central. Beyond: how often its own spread takes it past that value."
    yield Table("Which numbers would change who comes first", heads, rows, note, many_columns=True)


def _idle(ranking: Ranking) -> Iterator[str]:
    """How many numbers change nothing."""
    idle = sum(switch.value is None for switch in ranking.assumptions)
    more = len(ranking.assumptions) - idle - SWITCHES
    if idle:
        yield f"{idle} of {len(ranking.assumptions)} uncertain or assumed numbers change nothing in who comes first."
    if more > 0:
        yield f"{more} more numbers would, further away; --format csv has all."


def _left_out(appraisal: Appraisal) -> Iterator[str]:
    """What each option leaves out because no document gives a number."""
    said: dict[str, list[str]] = {}
    for option in appraisal.options:
        for text in left_out(option.trials):
            said.setdefault(text, []).append(option.name)
    for text, names in said.items():
        yield f"{', '.join(names)}: {LEFT_OUT_HEAD[0].lower()}{LEFT_OUT_HEAD[1:]} {text}"


def _settings(appraisal: Appraisal) -> Iterator[str]:
    """What was set on the command line."""
    found = dict.fromkeys(text for option in appraisal.options for text in option.trials.scenario.settings)
    if found:
        yield f"Set on the command line, without a source: {', '.join(found)}."


def _side_by_side(appraisal: Appraisal) -> Iterator[Sequence[Option]]:
    options = appraisal.options[1:]
    for start in range(0, len(options), IN_A_TABLE):
        yield options[start : start + IN_A_TABLE]


def _name(appraisal: Appraisal, at: int) -> Cell:
    return Cell(appraisal.options[at].name + (" (reference)" if at == 0 else ""))


def _often(share: float) -> Cell:
    """How often, in a column's width."""
    return Cell(folded(of_futures(share)))


def _plain(value: float) -> Cell:
    return Cell(number(value, "GBPm"))
