"""Turns of phrase that several parts of the answer share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bedmodel.metrics import JUDGED, Selector
from bedmodel.units import written

if TYPE_CHECKING:
    from bedmodel.results import Results

HEADLINES = dict(zip(JUDGED, ("Bed gap", "Money gap"), strict=True))
WITHOUT_BEDS = {"workforce.stock": "Staff", "ledger.counted": "Budgets", "activity.cost_added": "Cost of\nclinics"}


def headlines(results: Results) -> dict[str, str]:
    """The figures by which a run is judged, with short names.

    Those of beds and money; where the scenario has no beds, those of staff, budgets and clinics that vary.
    """
    found = {metric: name for metric, name in HEADLINES.items() if results.has(metric)}
    if results.scenario.content.pools:
        return found
    others = {metric: name for metric, name in WITHOUT_BEDS.items() if results.has(metric)}
    return found | {metric: name for metric, name in others.items() if len({*results.ends(Selector(metric))}) > 1}


def capital(text: str) -> str:
    """A text with a capital at its beginning.

    >>> capital("the best result"), capital("")
    ('The best result', '')
    """
    return text[:1].upper() + text[1:]


def in_hundred(probability: float) -> str:
    """A probability as people say it.

    >>> in_hundred(0.604), in_hundred(0.0004), in_hundred(0.0)
    ('60 in 100', 'less than 1 in 100', 'in none of the draws')
    """
    if probability == 0.0:
        return "in none of the draws"
    if probability == 1.0:
        return "in every draw"
    if probability <= 0.005:
        return "less than 1 in 100"
    if probability >= 0.995:
        return "more than 99 in 100"
    return f"{round(probability * 100)} in 100"


def of_futures(share: float) -> str:
    """A share of the futures, short enough for a table.

    >>> of_futures(0.913), of_futures(0.0), of_futures(1.0)
    ('91 in 100', 'in none of the futures', 'in every future')
    """
    return in_hundred(share).replace("draws", "futures").replace("draw", "future")


def in_futures(share: float) -> str:
    """How often, in futures.

    >>> in_futures(0.913), in_futures(0.0), in_futures(1.0)
    ('in 91 of 100 futures', 'in none of the futures', 'in every future')
    """
    text = of_futures(share)
    return text if text.startswith("in ") else f"in {text.replace(' in ', ' of ')} futures"


def goes(before: float, after: float, unit: str) -> str:
    """Which way a figure goes, as it is written.

    >>> goes(1940, 1697, "beds"), goes(0.92, 0.9203, "fraction"), goes(3, 4, "beds")
    ('falls from 1,940 beds to 1,697 beds', 'stays at 92.0%', 'rises from 3 beds to 4 beds')
    """
    first, last = written(before, unit), written(after, unit)
    if first == last:
        return f"stays at {first}"
    return f"{'rises' if after > before else 'falls'} from {first} to {last}"
