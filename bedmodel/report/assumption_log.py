"""The assumptions log as a page, as Markdown with all that is known of each number, and as rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bedmodel.analysis.assumption_log import Entry, Log
from bedmodel.analysis.tornado import Bar, least
from bedmodel.metrics import METRICS, Selector
from bedmodel.report import assumption_words as words
from bedmodel.report import log_words as say
from bedmodel.report.cells import Cell, Table, folded, folded_ids
from bedmodel.report.compare_words import listed
from bedmodel.report.figure_words import figure_words
from bedmodel.report.page import Page
from bedmodel.report.page_markdown import escaped, table_lines
from bedmodel.report.records import scenario_record
from bedmodel.report.tabular import csv_text, json_text, or_none
from bedmodel.report.words import settings
from bedmodel.scenario.account import Role
from bedmodel.units import written

USUAL = 80
"""Columns of the screen for which `Widths` are made."""
NOTHING = "–"
FEW = 3
"""How many numbers without a range a sentence names."""
DETAILS = "Everything about each number"


@dataclass(frozen=True)
class Widths:
    """Columns of the screen for the value, the source, what moves, and a path."""

    value: int = 15
    source: int = 17
    moves: int = 16
    path: int = 24

    @classmethod
    def on(cls, columns: int) -> Widths:
        """Those for a terminal so wide: what there is more than usual goes to each in part."""
        more = max(columns - USUAL, 0)
        return cls(15 + more // 4, 17 + more // 3, 16 + more // 4, 24 + more // 6)


def page(log: Log, top: int | None = None, columns: int = USUAL) -> Page:
    """The log as a table of the first so many numbers, for a terminal so wide."""
    shown = log.entries[:top]
    left = len(log.entries) - len(shown)
    note = f"{left} more with --all; --format csv and md have everything about every number." if left else ""
    return Page(heading(log), answer(log), guide(log), [_table(log, shown, note, Widths.on(columns))], notes(log))


def heading(log: Log) -> str:
    """What this is."""
    return f"Assumptions log: {log.trials.scenario.content.scenario.title}"


def answer(log: Log) -> list[str]:
    """How many numbers there are, how they are backed, which move the headline most, and who answers for them."""
    return [backed(log), *_foremost(log), *without_range(log), recorded(log)]


def backed(log: Log) -> str:
    """How the numbers that the run rests on are backed, and how many others there are."""
    roles = Counter(entry.account.role for entry in log.entries)
    statuses = Counter(e.account.assumption.status for e in log.entries if e.account.role == "model")
    by_count = sorted(statuses.items(), key=lambda pair: (-pair[1], list(words.BACKED).index(pair[0])))
    backing = listed([f"{count} {status}" for status, count in by_count]) if statuses else "none"
    text = f"The run rests on {roles['model']} numbers: {backing}."
    others: dict[Role, str] = {
        "appraisal": "only for an appraisal",
        "target": "figures to be met",
        "set aside": "set aside with what is unknown",
        "shown": "only set beside others",
        "unused": "used by nothing",
    }
    more = [f"{roles[role]} {what}" for role, what in others.items() if roles[role]]
    return f"{text} Besides them the log has {listed(more)}." if more else text


def _foremost(log: Log) -> Iterator[str]:
    """What moves each figure most, of the numbers with a stated range and the risks."""
    for at, selector in enumerate(log.selectors):
        bars = [e.bars[at] for e in log.entries if e.bars and not e.swung]
        bars = [bar for bar in bars if bar.width >= least(selector)]
        if bars:
            bar = max(bars, key=lambda bar: bar.width)
            name = figure_words(log.trials.scenario, selector)
            yield f"“{bar.factor.title}” moves {name} most, by itself: {say.change(bar, selector)}."


def without_range(log: Log, *, short: bool = True) -> Iterator[str]:
    """What else moves the figures, of the numbers without a range: those that no evidence gives, then the others."""
    moving = sorted((e for e in log.entries if e.swung and say.changes(log, e)), key=lambda e: e.place or 0)
    unvouched = [entry for entry in moving if entry.unvouched]
    given = [entry for entry in moving if not entry.unvouched]
    if unvouched:
        named = [f"“{entry.account.title}” ({say.moves(log, entry, short=short)})" for entry in unvouched[:FEW]]
        named += [f"{len(unvouched) - FEW} more"] if len(unvouched) > FEW else []
        one = len(unvouched) == 1
        yield (
            f"{len(unvouched)} assumed or solved number{'' if one else 's'} without a stated range "
            f"move{'s' if one else ''} these figures as well, by a tenth up and down: {listed(named)}."
        )
    if given:
        most = given[0]
        yield (
            f"{len(given)} number{'' if len(given) == 1 else 's'} that a source gives without a range "
            f"stand{'s' if len(given) == 1 else ''} behind what is in doubt: a tenth of “{most.account.title}” "
            f"would move {say.moves(log, most, short=short)}."
        )


def recorded(log: Log) -> str:
    """How many numbers have an owner and a review."""
    numbers = [entry.account.assumption for entry in log.entries]
    owned, checked = sum(bool(a.owner) for a in numbers), sum(map(say.reviewed, numbers))
    since = sum(map(say.set_since, numbers))
    text = f"An owner is recorded for {owned} of the {len(numbers)} numbers, a review for {checked}"
    return f"{text}, {since} of which were set since." if since else f"{text}."


def guide(log: Log) -> str:
    """How to read the table."""
    if not log.selectors:
        return "Where a number has no source of its own, the table says how it is backed."
    smallest = listed(
        list(dict.fromkeys(written(least(s), METRICS[s.metric].unit).replace("1 beds", "1 bed") for s in log.selectors))
    )
    return (
        f"Moves: by how much a figure of {log.trials.scenario.span.names[-1]} leaves its central value when the "
        "number alone goes from its P10 to its P90, all else as stated and what was solved for held; a number without "
        f"a stated range by a tenth up and down ({say.BY_SHARE}). {NOTHING} where that is less than {smallest}. It is "
        "the tornado of bedmodel sensitivity."
    )


def notes(log: Log) -> list[str]:
    """What else must be known."""
    found = []
    if log.trials.scenario.content.risks and log.selectors:
        found.append(
            "The probability of a risk has beside it what the risk does if it strikes; the size of one that does not "
            "strike in the central case moves nothing by itself."
        )
    if log.unused:
        found.append(f"{log.unused} numbers that nothing uses are left out; --all has them.")
    if log.trials.scenario.settings:
        found.append(settings(log.trials) + ".")
    return found


def _table(log: Log, entries: Sequence[Entry], note: str, widths: Widths | None = None) -> Table:
    """Numbers with what matters about each; with widths, lines are broken so that they fit a terminal."""
    order = "what moves most first" if log.order == "effect" else "in the order of the files"
    heads = ["Number", "Value, range", "Source", *(["Moves"] if log.selectors else [])]
    rows = [_row(log, entry, widths) for entry in entries]
    return Table(f"Numbers, {order}", heads, rows, note, many_columns=True, words=frozenset({1, 2, 3}))


def _row(log: Log, entry: Entry, widths: Widths | None) -> list[Cell]:
    account = entry.account
    value, spread = say.value(entry, short=True), words.spread(account.assumption)
    if widths is None:
        cells = [Cell(account.title, account.path), Cell(value, spread), Cell(_source(entry), _written_in(entry))]
    else:
        cells = [
            Cell(account.title, folded_ids(account.path, widths.path, ".")),
            Cell(folded(value, widths.value), folded(spread, widths.value)),
            Cell(folded_ids(_source(entry), widths.source), folded_ids(_written_in(entry), widths.source)),
        ]
    return [*cells, Cell(_moves(log, entry, widths))] if log.selectors else cells


def _source(entry: Entry) -> str:
    """What a number cites by the names of its sources, which the data log explains, and how sure its author is."""
    account = entry.account
    names = ", ".join(citation.name for citation in account.citations)
    status = account.assumption.status
    text = f"{status}: {names}" if names else status
    confidence = account.assumption.confidence
    return f"{text}; {confidence} confidence" if confidence else text


def _written_in(entry: Entry) -> str:
    """The name of the file and the line."""
    return words.place_words(entry.account.assumption.place).rsplit("/", 1)[-1]


def _moves(log: Log, entry: Entry, widths: Widths | None) -> str:
    if entry.bars:
        lines = [f"{say.label(log, selector)} {text}" for selector, text in say.changes(log, entry)]
        lines = [*lines, f"({say.BY_SHARE})"] if lines and entry.swung else lines or [NOTHING]
    else:
        lines = [say.NOT_MOVED[entry.account.role]]
    if widths is None:
        return "; ".join(lines).replace("; (", " (")
    return "\n".join(folded(line, widths.moves) for line in lines)


def as_markdown(log: Log) -> str:
    """The log as Markdown: a table of all numbers, then everything about each."""
    return "\n".join(_lines(log)) + "\n"


def _lines(log: Log) -> Iterator[str]:
    yield f"# {escaped(heading(log))}"
    yield ""
    yield from (f"- {escaped(text)}" for text in answer(log))
    yield ""
    yield f"*{escaped(guide(log))}*"
    yield ""
    yield from table_lines(_table(log, log.entries, ""))
    yield from (f"- {escaped(text)}" for text in notes(log))
    yield ""
    yield f"## {DETAILS}"
    for entry in log.entries:
        yield ""
        yield f"### {escaped(entry.account.title)}"
        yield ""
        yield from (f"- **{head}.** {escaped(text)}" for head, text in about(log, entry) if text)


def about(log: Log, entry: Entry) -> Iterator[tuple[str, str]]:
    """Everything about a number, under short heads."""
    account = entry.account
    assumption = account.assumption
    yield "Path", account.path
    yield "Value", say.value(entry)
    yield "Range", words.spread(assumption) or say.NO_RANGE
    yield "Source", words.cited(account)
    yield "Quality", words.quality(account)
    yield "Who and when", say.who_and_when(assumption)
    yield "Why", assumption.rationale
    yield "Stale after", str(assumption.review_by) if assumption.review_by else ""
    yield "Used at", "; ".join(account.used_at) or say.NOT_MOVED["unused"]
    yield "Written in", words.place_words(assumption.place, log.trials.scenario.file)
    if not log.selectors:
        return
    yield "Moved over", say.moved_over(entry)
    if entry.bars:
        moves = [f"{figure_words(log.trials.scenario, s)}: {text}" for s, text in say.changes(log, entry)]
        yield "Moves", "; ".join(moves) or "nothing that the figures show"


def rows(log: Log) -> Iterator[dict[str, Any]]:
    """One row for each number, with everything about it; its effects as a list."""
    for entry in log.entries:
        yield {
            **_record(log, entry),
            "effects": [_effect(s, b) for s, b in zip(log.selectors, entry.bars, strict=False)],
        }


def _record(log: Log, entry: Entry) -> dict[str, Any]:
    account = entry.account
    assumption, sources = account.assumption, [citation.source for citation in account.citations]
    number = entry.solved if entry.solved is not None else assumption.value
    ends = entry.bars[0].ends if entry.bars else None
    return {
        "path": account.path,
        "title": account.title,
        "role": account.role,
        "status": assumption.status,
        "value": say.value(entry),
        "number": number if isinstance(number, float) else None,
        "unit": assumption.unit,
        "range": words.spread(assumption) or None,
        "low": ends.low if ends else None,
        "high": ends.high if ends else None,
        "moved_over": say.moved_over(entry),
        "source": "; ".join(citation.name for citation in account.citations) or None,
        "title_of_source": "; ".join(source.title for source in sources) or None,
        "publisher": "; ".join(source.publisher for source in sources) or None,
        "published": "; ".join(source.published for source in sources if source.published) or None,
        "url": "; ".join(source.url for source in sources if source.url) or None,
        "place_in_source": assumption.source.at or None,
        "worked_out": assumption.source.derived or None,
        "kind_of_source": "; ".join(words.source_kinds(account)) or None,
        "confidence": assumption.confidence,
        "owner": assumption.owner or None,
        "set_on": str(assumption.set_on) if assumption.set_on else None,
        "reviewed_by": assumption.reviewed_by or None,
        "reviewed_on": str(assumption.reviewed_on) if assumption.reviewed_on else None,
        "rationale": assumption.rationale or None,
        "review_by": str(assumption.review_by) if assumption.review_by else None,
        "used_at": "; ".join(account.used_at) or None,
        "written_in": words.place_words(assumption.place, log.trials.scenario.file),
        "place_by_effect": entry.place,
    }


def _effect(selector: Selector, bar: Bar) -> dict[str, Any]:
    return {
        "metric": str(selector),
        "unit": METRICS[selector.metric].unit,
        "central": or_none(bar.baseline),
        "at_low": or_none(bar.at_low),
        "at_high": or_none(bar.at_high),
        "width": or_none(bar.width),
    }


UNSAID = ("confidence", "owner", "reviewed_by")
"""What a reader of the log must see to be missing; a column of dates has dates alone."""


def as_csv(log: Log) -> str:
    """The rows as CSV, the effects in columns of their own; where nobody has recorded who, that is said."""
    return csv_text(_flat(log))


def _flat(log: Log) -> Iterator[dict[str, Any]]:
    for entry in log.entries:
        row = _record(log, entry)
        row |= {key: row[key] or say.NOT_RECORDED for key in UNSAID}
        effects = [_effect(s, b) for s, b in zip(log.selectors, entry.bars, strict=False)]
        for at, selector in enumerate(log.selectors):
            for key in ("central", "at_low", "at_high", "width"):
                row[f"{selector} {key}"] = effects[at][key] if effects else None
        yield row


def as_json(log: Log) -> str:
    """`{"bedmodel": 1, "assumptions": {…}, "rows": […]}`, one row a line."""
    head = {
        "scenario": scenario_record(log.trials),
        "figures": [str(selector) for selector in log.selectors],
        "order": log.order,
        "left_out": log.unused,
        "answer": answer(log),
        "notes": notes(log),
    }
    return json_text("assumptions", head, rows(log))
