"""A dossier as one file of HTML: no network, no script needed to read it, no text of a scenario taken as HTML."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

import bedmodel
from bedmodel.problems import in_a_line
from bedmodel.report.captions import futures
from bedmodel.report.dossier import Dossier, Portrait
from bedmodel.report.links import web_address
from bedmodel.report.scrutiny import citation
from bedmodel.report.web.colours import colours

_AMOUNT = re.compile(r"[+−]£[\d.,]*\d\w*")
Cite = Callable[[str], str]
"""A source's number, linked to where it is listed, by its name."""


def html(dossier: Dossier, *, opened: bool = False) -> str:
    """The page. With `opened` everything that can be folded stands open and nothing is left to a script, as for print.

    The same dossier gives the same bytes.
    """
    script = _shipped("page.js") + _shipped("tryout.js")
    ids = [f"option-{number}" for number in range(1, len(dossier.portraits) + 1)]
    citing = [_cite(portrait, id_) for portrait, id_ in zip(dossier.portraits, ids, strict=True)]
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            dossier=dossier,
            ids=ids,
            citing=citing,
            cite_any=_cite_any(dossier.portraits, citing),
            citation=citation,
            futures=futures,
            opened=opened,
            colours=Markup(colours()),
            style=Markup(_shipped("page.css")),
            script=Markup(script),
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            version=bedmodel.__version__,
        )
    )


def _cite(portrait: Portrait, id_: str) -> Cite:
    """How an option cites: the number of a source in its own list; the source's name where the list lacks it."""
    places: Mapping[str, int] = {name: place for place, (name, _) in enumerate(portrait.sources, start=1)}

    def cite(ref: str) -> str:
        if ref not in places:
            return escape(ref)
        return Markup('<a href="#{0}-source-{1}">{1}</a>').format(id_, places[ref])

    return cite


def _cite_any(portraits: Sequence[Portrait], citing: Sequence[Cite]) -> Cite:
    """How all options together cite: in the list of the first that has the source."""

    def cite(ref: str) -> str:
        for portrait, own in zip(portraits, citing, strict=True):
            if any(name == ref for name, _ in portrait.sources):
                return own(ref)
        return escape(ref)

    return cite


def seen(value: object) -> object:
    """A text in which nothing is unseen, such as a mark that turns the direction of writing; all else as it is.

    >>> print(seen("18 beds\u202e"))
    18 beds\\u202e
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return "\n".join(map(in_a_line, value.split("\n")))


def whole(text: str) -> Markup:
    """A text whose signs stay on the line of their amounts of money.

    >>> whole("it is −£13.0m")
    Markup('it is <span class="whole">−£13.0m</span>')
    """
    return Markup(_AMOUNT.sub(r'<span class="whole">\g<0></span>', str(escape(seen(text)))))


def one_line(head: str) -> str:
    """A table's head on one line.

    >>> one_line("Full\\n%")
    'Full %'
    """
    return " ".join(head.split())


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bedmodel.report.web", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=seen,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "drawing": Markup,
        "one_line": one_line,
        "web_address": web_address,
        "whole": whole,
    }
    return environment


def _shipped(name: str) -> str:
    return resources.files("bedmodel.report.web").joinpath(name).read_text(encoding="utf-8")
