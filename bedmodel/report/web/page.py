"""A dossier as one file of HTML: no network, no script needed to read it, no text of a scenario taken as HTML."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import bedmodel
from bedmodel.report.dossier import Dossier

WEB = re.compile(r"https?://", re.IGNORECASE)


def html(dossier: Dossier, *, opened: bool = False) -> str:
    """The page. With `opened` everything that can be folded stands open, as for print.

    The same dossier gives the same bytes.
    """
    style, script = _shipped("page.css"), _shipped("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            dossier=dossier,
            opened=opened,
            style=Markup(style),
            script=Markup(script),
            script_hash=digest,
            version=bedmodel.__version__,
        )
    )


def web_address(text: str | None) -> str:
    """An address that a page may link to; nothing for any other, such as one that runs a script.

    >>> web_address("https://www.nhs.uk"), web_address("javascript:alert(1)"), web_address(None)
    ('https://www.nhs.uk', '', '')
    """
    return text if text and WEB.match(text) else ""


def one_line(head: str) -> str:
    """A table's head on one line."""
    return " ".join(head.split())


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bedmodel.report.web", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"web_address": web_address, "one_line": one_line, "drawing": Markup}
    return environment


def _shipped(name: str) -> str:
    return resources.files("bedmodel.report.web").joinpath(name).read_text(encoding="utf-8")
