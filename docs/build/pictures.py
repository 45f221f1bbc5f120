"""docs/pictures/*.svg: the charts of the first case, through the functions that draw them for the page that is shared.

Whether a picture is current does not hang on the version of the drawing library: `differences` compares the words
exactly, and where they and the lines stand to within a few points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import zip_longest
from xml.etree import ElementTree

from matplotlib.figure import Figure

from bedmodel.analysis.compare import Comparison, compare
from bedmodel.analysis.headline import bed_courses
from bedmodel.report import page_charts
from bedmodel.report.house_style import drawn_in_house_style
from bedmodel.report.palette import COLOURS
from bedmodel.report.web_svg import web_svg
from bedmodel.scenario.load import load
from docs.build import ROOT
from docs.build.screen import plan

POOL = "acute"
OPTIONS = ("bct", "no-cuts", "half-delivery", "gated-closures")
TOLERANCE = 4.0
"""Points by which a place may differ: what another version of the drawing library makes of the same chart."""
SCALE = 1.7
"""Pixels for each point of the drawing: as wide as text is comfortable to read."""
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_VARIABLE = re.compile(r"var\(--([a-z-]+)\)")


def alone(svg: str) -> str:
    """A drawing of a page as a file of its own: colours instead of the page's names for them, a white sheet, a font."""
    colours = {name: colour for colour, name in COLOURS.items()}
    svg = _VARIABLE.sub(lambda found: colours.get(found[1], "#000000"), svg)
    svg = re.sub(r' style="--wide: \d+"', "", svg, count=1)
    [(wide, high)] = _SIZE.findall(svg)[:1]
    size = f'width="{float(wide) * SCALE:.0f}" height="{float(high) * SCALE:.0f}"'
    svg = svg.replace("<svg ", f'<svg {size} font-family="DejaVu Sans, Verdana, Arial, sans-serif" ', 1)
    head, end, rest = svg.partition(">")
    return f'{head}{end}<rect width="100%" height="100%" fill="#ffffff"/>{rest}\n'


def _drawn(name: str, says: str, draw: Callable[[], Figure]) -> Callable[[], str]:
    """A way to make a picture."""
    return lambda: alone(drawn_in_house_style(lambda: web_svg(draw(), name, says, says)))


@cache
def options() -> Comparison:
    """The plan beside some alternatives."""
    scenarios = [load(ROOT / "scenarios" / f"{name}.yaml") for name in OPTIONS]
    return compare(scenarios, courses=bed_courses(scenarios))


PICTURES: dict[str, Callable[[], str]] = {
    "beds": _drawn("beds", "Beds needed, as a band, against beds open", lambda: page_charts.beds(plan(), POOL)),
    "money": _drawn("money", "The money gap step by step", lambda: page_charts.money(plan())),
    "options": _drawn("options", "Beds in each option", lambda: page_charts.options_beds(options(), POOL)),
}
"""What draws each picture, by its name."""


def differences(committed: str, now: str) -> Iterator[str]:
    """In what a drawing differs from another: its words, or a place by more than the tolerance."""
    first, second = (ElementTree.fromstring(text) for text in (committed, now))
    words = [list(map(_words, filter(_is_text, root.iter()))) for root in (first, second)]
    yield from (f"words: {a!r} is now {b!r}" for a, b in zip_longest(*words) if a != b)
    places = [[_places(part) for part in root.iter()] for root in (first, second)]
    for before, after in zip_longest(*places):
        pairs = list(zip_longest(before or [], after or []))
        if any(a is None or b is None or abs(a - b) > TOLERANCE for a, b in pairs):
            yield f"places: {before} is now {after}"


def _is_text(part: ElementTree.Element) -> bool:
    return part.tag.rpartition("}")[2] in ("text", "title", "desc")


def _words(part: ElementTree.Element) -> str:
    return " ".join("".join(part.itertext()).split())


def _places(part: ElementTree.Element) -> list[float]:
    said = " ".join(part.get(key, "") for key in ("d", "x", "y", "transform", "width", "height", "viewBox"))
    return [float(number) for number in _NUMBER.findall(said)]
