"""The sheets that show sections of the dossier, with the numbers behind them where the results have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from bedmodel.contingency import CONFIDENCE, Register
from bedmodel.metrics import ALL, METRICS, Selector
from bedmodel.report.dossier import Dossier, Portrait
from bedmodel.report.solved_words import beliefs
from bedmodel.report.workbook.contents import Content, Number, Text
from bedmodel.report.workbook.figures import Figures
from bedmodel.report.workbook.sections import SectionSheet
from bedmodel.report.workbook.sheet import Sheet

Rows = list[list[Content]]

TOPICS: Mapping[str, tuple[str, str]] = {
    "believe": ("What to believe", "What must one believe, and what has been achieved?"),
    "matters": ("What matters", "What matters most?"),
    "risks": ("Risks", "What may go wrong?"),
    "payers": ("Who pays", "Who pays?"),
    "questions": ("Questions", "A scrutiny committee's questions"),
}
"""Sections of each option: the name of the sheet and what is asked there."""
SHARED: Mapping[str, tuple[str, str]] = {
    "contradictions": ("Contradictions", "Where documents contradict each other"),
}
"""Sections about all options together."""


def believed(portrait: Portrait) -> Rows:
    """What was solved so that a published figure is met, with what has been achieved elsewhere beside it."""
    solved = portrait.results.solved
    if not solved:
        return []
    heads = ["Solved so that a published figure is met", "Value", "Unit", "Figure to be met", "Reached", "Unit", "Path"]
    rows: Rows = [[Text(head, bold=True) for head in heads]]
    for found, words in zip(solved, beliefs(portrait.results), strict=True):
        unit = METRICS[found.calibration.metric].unit
        value = Number(found.value, found.unit, stated=True)
        rows.append([Text(words), value, found.unit, Number(found.target, unit), Number(found.reached, unit), unit])
        rows[-1].append(Text(found.path))
        for title, compared, its_unit in found.compare_with:
            rows.append([Text(f"– compare: {title}"), Number(compared, its_unit, stated=True), its_unit])
    return rows


def register(portrait: Portrait) -> Rows:
    """The risk register in numbers: how often each risk strikes and what it does; positive is worse."""
    found = portrait.results.register
    if found is None:
        return []
    heads = ["Risk, and what it does to each figure", "Strikes in", "Mean", "If it strikes", "At P80", "Unit"]
    rows: Rows = [[Text("The register in numbers; a plus is worse: fewer spare beds, a larger shortfall", bold=True)]]
    rows.append([Text(head, bold=True) for head in heads])
    for risk in found.risks:
        done = f"; what is done about it: {risk.mitigation}" if risk.mitigation else ""
        rows.append([Text(f"{risk.title} ({risk.owner}{done})"), Number(risk.struck, "fraction")])
        for selector, effect in risk.effects.items():
            unit = METRICS[selector.metric].unit
            numbers = (effect.expected, effect.if_it_strikes, effect.p80)
            does = [Number(number, unit, sign=True) for number in numbers]
            rows.append([Text(f"– {_figure(portrait, selector)}"), None, *does, unit])
    return [*rows, [Text("All risks together", bold=True)], *_together(portrait, found)]


def _together(portrait: Portrait, found: Register) -> Rows:
    """What all risks do on average, and what covers them in so many futures, each figure by itself."""
    rows: Rows = []
    for selector, expected in found.expected.items():
        unit, words = METRICS[selector.metric].unit, _figure(portrait, selector)
        rows.append([Text(f"– {words}"), None, Number(expected, unit, sign=True), None, None, unit])
        for share in CONFIDENCE:
            held = Number(found.contingency[selector][share], unit, sign=True)
            rows.append([Text(f"– {words}: covers {share:.0%} of futures"), None, held, None, None, unit])
    return rows


def _figure(portrait: Portrait, selector: Selector) -> str:
    """What the register calls a figure."""
    when = "all years" if selector.year == ALL else str(selector.year)
    if selector.metric != "beds.gap":
        return f"money gap, £m, {when}"
    pool = portrait.results.scenario.content.pools.get(selector.pool or "")
    return f"bed gap, {pool.title if pool else 'all pools'}, {when}"


NUMBERS: Mapping[str, Callable[[Portrait], Rows]] = {"believe": believed, "risks": register}
"""What stands below some of the sections."""


def has_topic(dossier: Dossier, name: str) -> bool:
    """Whether any option has something to tell of a topic."""
    return any(portrait.section(name) or _numbers(portrait, name) for portrait in dossier.portraits)


def write_topic(sheet: Sheet, dossier: Dossier, name: str) -> None:
    """Fill the sheet of a topic: each option's section, and the numbers behind it."""
    page = SectionSheet(sheet, TOPICS[name][1])
    for portrait in dossier.portraits:
        section, numbers = portrait.section(name), _numbers(portrait, name)
        if section is not None:
            page.write(portrait.name, section, Figures(portrait))
        if numbers:
            page.rows(portrait.name, numbers)
    sheet.filtered_by_first()


def write_shared(sheet: Sheet, dossier: Dossier, name: str) -> None:
    """Fill a sheet about all options together."""
    section = dossier.shared(name)
    assert section is not None
    SectionSheet(sheet, SHARED[name][1]).write("all", section)


def _numbers(portrait: Portrait, name: str) -> Rows:
    make = NUMBERS.get(name)
    return make(portrait) if make else []


def topics_there(dossier: Dossier) -> Iterator[str]:
    """The topics that any option tells of, in order."""
    yield from (name for name in TOPICS if has_topic(dossier, name))
