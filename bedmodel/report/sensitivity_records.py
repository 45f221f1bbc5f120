"""What matters most, for programs: one row for each figure and each thing that is moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bedmodel.analysis.factors import Factor, Group
from bedmodel.analysis.sensitivity import Sensitivity
from bedmodel.analysis.sobol import CLOSE, Shares
from bedmodel.analysis.tornado import Bar, Tornado
from bedmodel.metrics import METRICS
from bedmodel.report.records import scenario_record
from bedmodel.report.sensitivity_notes import notes
from bedmodel.report.tabular import csv_text, json_text, or_none, write_texts

_TRIED = ("baseline", "low", "high", "at_low", "at_high", "width", "place", "worse_when", "held")
_SHARES = ("first_order", "first_order_low", "first_order_high", "total", "total_low", "total_high")


def sensitivity_record(found: Sensitivity) -> dict[str, Any]:
    """What was asked and how: evaluations, convergence, and what has no stated range."""
    shares = found.shares
    return {
        **scenario_record(found.trials),
        "swing": found.swing,
        "shared_among": "themes" if any(group.kind == "theme" for group in found.groups) else "assumptions",
        "figures": [_figure(found, at) for at in range(len(found.selectors))],
        "evaluations": {
            "tornado": 1 + 2 * len(found.tornadoes[0].bars) if found.tornadoes else 0,
            "sobol": 0 if shares is None else shares.evaluations,
            "rank": 0 if found.ranks is None else found.trials.draws,
        },
        "samples": None if shares is None else shares.points,
        "uncertain": len(found.uncertain),
        "no_stated_range": [{"path": f.path, "title": f.title, "status": f.status} for f in found.unranged],
        "notes": notes(found),
    }


def _figure(found: Sensitivity, at: int) -> dict[str, Any]:
    """A figure, and whether the shares of its variance have converged."""
    selector, shares = found.selectors[at], found.shares
    record: dict[str, Any] = {
        "metric": str(selector),
        "unit": METRICS[selector.metric].unit,
        "better": METRICS[selector.metric].better,
        "central": or_none(found.tornadoes[at].baseline) if found.tornadoes else None,
        "varies": None if shares is None else bool(shares.varies[at]),
        "without_a_number": None if shares is None else int(shares.missing[at]),
    }
    if shares is None or not shares.varies[at]:
        return record
    verdict = shares.verdict(at)
    return record | {
        "converged": verdict.close,
        "widest_interval": verdict.widest,
        "threshold": CLOSE,
        "order_settled": int(shares.settled[at]),
        "samples_suggested": verdict.enough,
        "together": shares.together(at),
    }


def rows(found: Sensitivity) -> Iterator[dict[str, Any]]:
    """Figure by figure: each number and risk, widest bar first; then what is moved as a group."""
    for at, selector in enumerate(found.selectors):
        tornado = found.tornadoes[at] if found.tornadoes else None
        bars = {bar.factor.path: (place, bar) for place, bar in enumerate(tornado.bars, 1)} if tornado else {}
        groups = {group.name: number for number, group in enumerate(found.groups)}
        single = [*bars, *(factor.path for factor in found.uncertain if factor.path not in bars)]
        for path in single:
            yield {
                "metric": str(selector),
                "unit": METRICS[selector.metric].unit,
                **_named(found.factors[path]),
                **_bar(tornado, bars.get(path)),
                **_shares(found.shares, at, groups.pop(path, None)),
                "rank_correlation": None if found.ranks is None or path not in found.ranks else found.ranks[path][at],
            }
        for number in groups.values():
            yield {
                "metric": str(selector),
                "unit": METRICS[selector.metric].unit,
                **_group(found.groups[number], found),
                **_bar(None, None),
                **_shares(found.shares, at, number),
                "rank_correlation": None,
            }


def _named(factor: Factor) -> dict[str, Any]:
    return {
        "kind": factor.kind,
        "path": factor.path,
        "title": factor.title,
        "theme": factor.theme,
        "themes": "; ".join(factor.themes),
        "status": factor.status,
        "input_unit": "of what is stated" if factor.by_label else factor.unit,
        "central": factor.centre,
        "members": None,
    }


def _group(group: Group, found: Sensitivity) -> dict[str, Any]:
    parts = list(dict.fromkeys(found.factors[path].theme for path in group.members))
    return {
        "kind": group.kind,
        "path": group.name,
        "title": group.title,
        "theme": group.name if group.kind == "theme" else parts[0],
        "themes": "; ".join(parts),
        "status": None,
        "input_unit": None,
        "central": None,
        "members": "; ".join(group.members),
    }


def _bar(tornado: Tornado | None, placed: tuple[int, Bar] | None) -> dict[str, Any]:
    if tornado is None or placed is None:
        return dict.fromkeys(_TRIED)
    place, bar = placed
    figures = (bar.baseline, bar.ends.low, bar.ends.high, bar.at_low, bar.at_high, bar.width)
    return dict(zip(_TRIED, [*map(or_none, figures), place, tornado.worse_when(bar), bar.ends.held], strict=True))


def _shares(shares: Shares | None, at: int, which: int | None) -> dict[str, Any]:
    if shares is None or which is None:
        return dict.fromkeys(_SHARES)
    numbers: Sequence[np.float64] = [
        table[at, which] for part in (shares.first, shares.total) for table in (part.value, part.low, part.high)
    ]
    return {name: or_none(float(value)) for name, value in zip(_SHARES, numbers, strict=True)}


def as_json(found: Sensitivity) -> str:
    """`{"bedmodel": 1, "sensitivity": {…}, "rows": […]}`, one row a line."""
    return json_text("sensitivity", sensitivity_record(found), rows(found))


def as_csv(found: Sensitivity) -> str:
    """The same rows as CSV."""
    return csv_text(rows(found))


def write_records(found: Sensitivity, folder: Path) -> list[Path]:
    """Write sensitivity.csv and sensitivity.json into a folder that exists; the paths written."""
    return write_texts({"sensitivity.csv": as_csv(found), "sensitivity.json": as_json(found)}, folder)
