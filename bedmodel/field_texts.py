"""What is said below the fields of a class, read from its source."""

from __future__ import annotations

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise


@cache
def field_texts(owner: type) -> dict[str, str]:
    """The sentences below the fields of a class and of those it is made from, by field, each on one line.

    >>> from bedmodel.scenario.schema_care import Gate
    >>> field_texts(Gate)["services"]
    'Services whose places must have been open and staffed for all the care that was planned to go there.'
    """
    texts: dict[str, str] = {}
    for made_from in reversed(owner.__mro__):
        if made_from.__module__.startswith("bedmodel."):
            texts |= _own(made_from)
    return texts


def _own(owner: type) -> dict[str, str]:
    [definition] = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
    assert isinstance(definition, ast.ClassDef)
    return {
        field.target.id: one_line(text.value.value)
        for field, text in pairwise(definition.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    }


def one_line(text: str | None) -> str:
    """A text with its line breaks taken out.

    >>> one_line("a\\n    b"), one_line(None)
    ('a b', '')
    """
    return " ".join((text or "").split())
