"""A chart as a drawing within a page: its colours follow the page, its text is text, and it says what it shows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from matplotlib.figure import Figure

from bedmodel.problems import in_a_line
from bedmodel.report.charted import Along
from bedmodel.report.palette import COLOURS

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_HREF = f"{{{XLINK}}}href"
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_FONT = re.compile(r"font-family: [^;]*;?\s*")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_PLACED = re.compile(r"-?\d+\.\d{2,}")


def web_svg(figure: Figure, name: str, title: str, says: str, along: Along | None = None, marks: int = 0) -> str:
    """A figure as an `svg` element for a page; every id in it begins with the name.

    Colours of the house style become `var(--…)`, which the page sets for light, dark and print. Where the rows of the
    table behind it stand along an axis, the first at 0, `data-x` or `data-y` has the place of each in the drawing.
    """
    root = _drawn(figure)
    for part in root.findall(f"{{{SVG}}}metadata"):
        root.remove(part)
    _without_background(root)
    _without_idle(root)
    for element in root.iter():
        _rename(element, name)
        _recolour(element)
        _round(element)
        if element.text:
            element.text = in_a_line(element.text)
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    for attribute in ("width", "height", "version"):
        root.attrib.pop(attribute, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{name}-title {name}-says", "class": "chart"}
    root.attrib["style"] = f"--wide: {width:.0f}"
    if along is not None:
        root.attrib[f"data-{along}"] = " ".join(_places(figure, along, marks, height))
    for place, (tag, text) in enumerate((("title", title), ("desc", says))):
        element = ElementTree.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{'title' if tag == 'title' else 'says'}"})
        element.text = in_a_line(text)
        root.insert(place, element)
    ElementTree.register_namespace("", SVG)
    ElementTree.register_namespace("xlink", XLINK)
    return ElementTree.tostring(root, encoding="unicode")


def _drawn(figure: Figure) -> ElementTree.Element:
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return ElementTree.fromstring(text.getvalue())


def _without_background(root: ElementTree.Element) -> None:
    """Take out the white sheets behind the figure and its axes: the page has its own. Labels keep theirs."""
    for group in list(root.iter(f"{{{SVG}}}g")):
        if not group.get("id", "").startswith(("figure_", "axes_")):
            continue
        for part in list(group):
            sheet = part.find(f"{{{SVG}}}path")
            if part.get("id", "").startswith("patch_") and sheet is not None and _is_sheet(sheet):
                group.remove(part)


def _is_sheet(path: ElementTree.Element) -> bool:
    return path.get("style", "").strip() == "fill: #ffffff"


def _without_idle(root: ElementTree.Element) -> None:
    """Take out what draws nothing: blanks, the style that the page has for all charts, idle ids.

    Ids are kept where something in the drawing refers to them, each once: equal shapes share the first.
    """
    used = {element.get(_HREF, "#")[1:] for element in root.iter()}
    used |= {found for element in root.iter() for text in element.attrib.values() for found in _REFERENCE.findall(text)}
    for parent in list(root.iter()):
        for part in list(parent):
            part.tail = None
            if part.find(f"{{{SVG}}}style") is not None:
                parent.remove(part)
        if parent.text is not None and not parent.text.strip():
            parent.text = None
    for element in root.iter():
        if element.get("id") in used:
            used.discard(element.attrib["id"])
        else:
            element.attrib.pop("id", None)


def _rename(element: ElementTree.Element, name: str) -> None:
    """Ids that no other drawing of the page has."""
    if "id" in element.attrib:
        element.attrib["id"] = f"{name}-{element.attrib['id']}"
    if element.get(_HREF, "").startswith("#"):
        element.attrib["href"] = f"#{name}-{element.attrib.pop(_HREF)[1:]}"
    for key in ("clip-path", "style"):
        if key in element.attrib:
            element.attrib[key] = _REFERENCE.sub(rf"url(#{name}-\1)", element.attrib[key])


def _recolour(element: ElementTree.Element) -> None:
    style = element.get("style")
    if style is None:
        return
    style = _FONT.sub("", style)
    element.attrib["style"] = _COLOUR.sub(lambda found: _variable(found[0]), style)


def _variable(colour: str) -> str:
    named = COLOURS.get(colour.lower())
    return f"var(--{named})" if named else colour


def _round(element: ElementTree.Element) -> None:
    """Places to a tenth of a point: nobody sees more, and a page of many charts is half as large."""
    for key in ("d", "x", "y", "transform"):
        if key in element.attrib:
            element.attrib[key] = " ".join(_PLACED.sub(_tenth, element.attrib[key]).split())
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]


def _tenth(found: re.Match[str]) -> str:
    return f"{float(found[0]):.1f}".removesuffix(".0")


def _places(figure: Figure, along: Along, marks: int, height: float) -> Iterator[str]:
    """Where each row of the table stands, in the drawing's own units."""
    (axes,) = figure.axes[:1]
    for mark in range(marks):
        x, y = axes.transData.transform((mark, 0) if along == "x" else (0, mark)) * 72 / figure.dpi
        yield _tenth(re.match(r".*", f"{x if along == 'x' else height - y:.4f}"))  # type: ignore[arg-type]
