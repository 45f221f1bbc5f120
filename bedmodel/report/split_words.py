"""A split in plain words: what changed, what made it better or worse, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from bedmodel.analysis.drivers import Driver
from bedmodel.analysis.split import End, Part, Split
from bedmodel.figures import line_titles
from bedmodel.metrics import ALL
from bedmodel.report import words
from bedmodel.units import number, range_written, shown_to, written

NAMES = {
    "population.total": "People",
    "beds.available": "Beds open",
    "beds.occupied_before_levers": "Beds filled, before the plan's levers",
    "beds.occupied": "Beds filled",
    "beds.required_before_levers": "Beds needed, before the plan's levers",
    "beds.required": "Beds needed",
    "beds.gap": "Beds to spare",
    "beds.per_1000": "Beds open for each thousand people",
    "occupancy.mean": "How full the beds are",
    "occupancy.winter": "How full the beds are in winter",
    "occupancy.worst_month": "How full the beds are in the worst month",
    "finance.income": "Income",
    "finance.cost_do_nothing": "Cost if nothing changes",
    "finance.gap_do_nothing": "The money gap if nothing changes",
    "finance.gap": "The money gap",
    "workforce.stock": "Staff",
    "workforce.stock_gap": "Staff beyond the target",
    "workforce.per_1000": "Staff for each thousand people",
}
"""Figures by name; what others mean is taken instead."""
MOVES = {
    "people": ("more people", "fewer people"),
    "age": ("older people", "younger people"),
    "health": ("more need for other reasons", "less need for other reasons"),
    "growth": ("other growth in need", "other need shrinking"),
    "stay": ("longer stays", "shorter stays"),
    "size": (
        "more beds for each patient, since fewer share them",
        "fewer beds for each patient, since more share them",
    ),
}
"""What it means that a driver of need moves up or down."""
TURNED = ("beds.gap", "beds.per_1000", "workforce.per_1000")
"""Figures that fall where need or people rise."""
PLURAL = ("People", "Beds", "Staff")
"""How the names of figures begin that fall and rise, instead of falls and rises."""
TOGETHER = frozenset(
    {"people", "age", "health", "growth", "stay", "lever", "standard", "size", "season", "price", "pressure"}
)
"""Kinds of drivers that work on one another; the others are simply added."""
NAMED = 5
"""Parts of either sign that are named in a sentence."""
POINTS = " points"


def heading(split: Split) -> str:
    """What is split, in few words."""
    short = NAMES.get(split.figure.metric, split.figure.metric)
    if split.of_options:
        return f"{short} in {split.end.year}: {split.end.name} less {split.start.name}"
    return f"{short}, {split.start.year} to {split.end.year}"


def name(split: Split) -> str:
    """The figure in words, with its pool or line."""
    figure, scenarios = split.figure, [end.trials.scenario for end in (split.end, split.start)]
    meant = NAMES.get(figure.metric) or split.metric.meaning[0].upper() + split.metric.meaning[1:]
    pools = {key: pool.title for scenario in scenarios for key, pool in scenario.content.pools.items()}
    if split.metric.axis == "pool":
        several = len(pools) > 1
        where = pools.get(figure.pool or ALL, "all pools together" if several else next(iter(pools.values()), ""))
        return f"{meant} ({where})"
    if figure.line is not None:
        return f"{meant} ({line_title(split)})"
    return meant


def line_title(split: Split) -> str:
    """The title of the line that is split."""
    found = (line_titles(e.trials.scenario, split.figure.metric).get(split.figure.line or "") for e in ends(split))
    return next((title for title in found if title), split.figure.line or "")


def ends(split: Split) -> tuple[End, End]:
    """Both figures, the first one first."""
    return split.start, split.end


def answer(split: Split) -> list[str]:
    """The answer: the change, what adds to it and what takes from it, and how sure it is."""
    if not split.moving:
        same = "the same in both options" if split.of_options else "the same in both years"
        return [f"{name(split)}: {amount(split, split.end.figure.central)}, {same}. Nothing that moves it differs."]
    found = [_change(split), *_sides(split)]
    return [*found, _spread(split)] if split.draws else found


def amount(split: Split, value: float) -> str:
    """A figure of the split with its unit."""
    return written(value, split.metric.unit)


def signed(split: Split, value: float, *, unit: bool = False) -> str:
    """A change with its sign; a change of a percentage is one of points."""
    kind = split.metric.unit
    if kind.startswith("fraction"):
        return number(value, kind, sign=True) + (POINTS if unit else "")
    return written(value, kind, sign=True) if unit or kind == "GBPm" else number(value, kind, sign=True)


def _change(split: Split) -> str:
    before, after = (amount(split, end.figure.central) for end in ends(split))
    change, start, end = signed(split, split.change.central, unit=True), split.start, split.end
    if abs(split.change.central) < shown_to(split.metric.unit):
        central = " in the central case" if split.draws and len({*split.change.statistics[2:]}) > 1 else ""
        change = f"no change to speak of{central}"
    if split.of_options:
        return f"{name(split)} in {end.year}: {before} in {start.name}, {after} in {end.name}: {change}."
    if split.figure.metric not in NAMES or change[0] not in "+−":
        return f"{name(split)}: {before} in {start.year}, {after} in {end.year}: {change}."
    verb = ("rise" if change[0] == "+" else "fall") + ("" if name(split).startswith(PLURAL) else "s")
    return f"{name(split)} {verb} by {change[1:]}, from {before} in {start.year} to {after} in {end.year}."


def _sides(split: Split) -> list[str]:
    """What moves the figure up and what moves it down, the largest first, the better side named as such."""
    up, down = "Adds to it", "Takes from it"
    if split.metric.better:
        up, down = ("Better by", "Worse by") if split.metric.better == "more" else ("Worse by", "Better by")
    sides = []
    for head, sign in ((up, 1.0), (down, -1.0)):
        parts = sorted((p for p in split.moving if p.amount.central * sign > 0), key=lambda p: -abs(p.amount.central))
        shown = [part for part in parts if abs(part.amount.central) >= shown_to(split.metric.unit)]
        if shown:
            sides.append(f"{head}: {_listed(split, shown)}.")
    return sides


def _listed(split: Split, parts: Sequence[Part]) -> str:
    found = [f"{said(split, part)} {signed(split, part.amount.central)}" for part in parts[:NAMED]]
    if len(parts) > NAMED:
        rest = sum(part.amount.central for part in parts[NAMED:])
        together = ", together" if len(parts) - NAMED > 1 else ""
        found.append(f"{len(parts) - NAMED} more{together} {signed(split, rest)}")
    return "; ".join(found)


def said(split: Split, part: Part) -> str:
    """A part as it is told: which way a driver of need moves, else its title."""
    if split.of_options or part.driver.kind not in MOVES:
        return part.title
    return _moved(split, part.driver, part.amount.central)


def _moved(split: Split, driver: Driver, value: float) -> str:
    upwards = (value > 0) != (split.figure.metric in TURNED)
    return MOVES[driver.kind][0 if upwards else 1]


def _spread(split: Split) -> str:
    """How far the change and its least certain part lie apart in the futures."""
    change = _between(split, split.change.statistics)
    text = "The change is the same in every future" if not change else f"In 80 of 100 futures the change is {change}"
    parts = [part for part in split.moving if _between(split, part.amount.statistics)]
    if len(split.moving) < 2 or not parts:
        return f"{text}."
    widest = max(parts, key=lambda part: part.amount.statistics[4] - part.amount.statistics[2])
    return f"{text}; its least certain part is {widest.title}, {_between(split, widest.amount.statistics)}."


def _between(split: Split, statistics: Sequence[float]) -> str:
    """P10 to P90 of a change; empty where they read the same."""
    _, _, low, _, high = statistics
    unit = split.metric.unit
    if unit.startswith("fraction"):
        first, last = (signed(split, value) for value in (low, high))
        return "" if first == last else f"{first} to {last}{POINTS}"
    return "" if number(low, unit) == number(high, unit) else range_written(float("nan"), low, high, unit, sign=True)


def guide(split: Split) -> str:
    """How to read a split."""
    text = "Parts are those of the central case and sum to its change exactly."
    if any(part.driver.kind in TOGETHER for part in split.moving):
        text += (
            " Where drivers work on one another, as shorter stays of more people, what they do together is shared "
            "between them by their logarithms; their order plays no part. A part is a share of this change, not what "
            "would be without its driver."
        )
    if split.draws:
        futures = f"{split.draws:,} futures (seed {split.start.trials.seed})"
        text += f" Ranges are P10 to P90 of {futures}, each split for itself; they do not sum."
        text += f" {words.CENTRAL_AND_RANGE}"
    return text


def notes(split: Split) -> list[str]:
    """What else must be known: what changes nothing, what was met by construction, left out or set."""
    found = [_still(split)]
    pools = {pool for end in ends(split) for pool in end.trials.scenario.content.pools}
    if split.figure.metric == "beds.gap" and split.figure.pool in (None, ALL) and len(pools) > 1:
        found.append("Pools together: a spare bed in one is no bed in another; --pool splits one of them.")
    if split.of_options and split.figure.metric == "finance.gap":
        found.append("A saving that the second option lacks counts as worse, a cost that it lacks as better.")
    trials = {end.name: end.trials for end in ends(split)}
    for option, tried in trials.items():
        prefix = f"{option}: " if split.of_options else ""
        found += [prefix + text for text in words.standing(tried)]
    if not split.draws:
        found.append("Central case only: no draws were made.")
    return [text for text in found if text]


def _still(split: Split) -> str:
    titles = [part.title for part in split.still]
    if not titles or not split.moving:
        return ""
    if split.of_options:
        return "All else that moves the figure is the same in both options."
    return f"Changes nothing here: {'; '.join(titles)}."
