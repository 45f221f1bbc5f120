"""docs/formulas.md: the model in words and formulas, from the docstrings and the code of bedmodel/model."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import bedmodel.model
from bedmodel.analysis.code_words import spelled
from bedmodel.metrics import ALL, METRICS
from bedmodel.model import bedless, chain
from bedmodel.units import UNITS
from docs.build import made_from

PASSED_OVER = ("axes", "bedless", "chain", "inputs", "projections", "trace")
"""Modules that hold numbers, put them together, or watch them."""
_SIGNS = {
    ast.Add: ("+", 1),
    ast.Sub: ("−", 1),
    ast.Mult: ("×", 2),
    ast.Div: ("÷", 2),
    ast.MatMult: ("×", 2),
    ast.Pow: ("^", 4),
}
_WRAPPERS = ("np.asanyarray", "np.asarray", "np.array")
_CALLED = {"np.maximum": "the larger of", "np.minimum": "the smaller of", "np.exp": "exp of", "np.ceil": "rounded up:"}
FIRST = """What every number of a run is, in the order in which they are worked out: people, need, levers, beds, money;
then what works behind single figures. The words are those of the code that computes them, the formulas are read off it,
and the examples are run by the tests. [model.md](model.md) says the same in fewer words; `bedmodel explain SCENARIO
FIGURE` shows any figure with your own numbers in it.

A *stock* is how many there are, as a mean over the year; a *flow* is how many in a year; a *ratio* is one against
another. A *shape* says of what there is one number each: (draw, year, pool) is one for each future, each year and each
pool."""


def page() -> str:
    """The model, function by function, and the figures that come of it."""
    lines = [
        "# The model in formulas",
        "",
        made_from("the docstrings of bedmodel/model and bedmodel/metrics.py"),
        "",
        FIRST,
    ]
    for module, functions in _in_order().items():
        lines += [
            "",
            f"## {_first_line(module).rstrip('.')}",
            "",
            f"`bedmodel/model/{module.__name__.split('.')[-1]}.py`",
        ]
        for function in functions:
            lines += ["", *_function(function)]
    return "\n".join([*lines, "", *_figures()]) + "\n"


def _figures() -> Iterator[str]:
    yield from ("## The figures that a run gives", "")
    yield "Each has an address, such as `beds.gap[pool=acute,year=2020/21,statistic=p10]`; what is left out is the"
    yield f"default: `pool={ALL}`, all lines together, the last year, the central case."
    axes = {"none": "–", "pool": "pool", "line": "line"}
    for head in dict.fromkeys(name.split(".")[0] for name in METRICS):
        yield from (
            "",
            f"### {head}",
            "",
            "| figure | unit | kind | one for each | what it is |",
            "|---|---|---|---|---|",
        )
        for metric in METRICS.values():
            if metric.name.split(".")[0] == head:
                unit = UNITS[metric.unit].split(":")[0]
                better = f" {metric.better.capitalize()} is better." if metric.better else ""
                means = f"{metric.meaning}.{better}".replace("|", "\\|")
                yield f"| `{metric.name}` | {unit} | {metric.kind} | {axes[metric.axis]} | {means} |"


def _in_order() -> dict[ModuleType, list[Callable[..., Any]]]:
    """The public functions of the model by module, those that the chain calls first, in the order of its calls."""
    called = [function for part in (chain, bedless) for function in _called(part)]
    others = [import_module(f"bedmodel.model.{found.name}") for found in iter_modules(bedmodel.model.__path__)]
    order = dict.fromkeys([*(import_module(function.__module__) for function in called), *others])
    found: dict[ModuleType, list[Callable[..., Any]]] = {}
    for module in order:
        if module.__name__.split(".")[-1] not in PASSED_OVER and (functions := _public(module)):
            found[module] = sorted(functions, key=lambda one: called.index(one) if one in called else len(called))
    return found


def _called(module: ModuleType) -> list[Callable[..., Any]]:
    """The functions of the model that a module calls, in the order in which they stand in it."""
    found: dict[Callable[..., Any], None] = {}
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        value: Any = module
        for name in ast.unparse(call.func).split("."):
            value = getattr(value, name, None)
        home = value.__module__ if inspect.isfunction(value) else ""
        if home.startswith("bedmodel.model.") and home != module.__name__:
            found.setdefault(value)
    return list(found)


def _public(module: ModuleType) -> list[Callable[..., Any]]:
    return [
        value
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
    ]


def _function(function: Callable[..., Any]) -> Iterator[str]:
    """What a function gives, its formula where one line of code has it, where the method comes from, and an example."""
    text = inspect.getdoc(function) or ""
    words, _, example = text.partition(">>>")
    yield f"### {spelled(function.__name__).capitalize()}"
    for paragraph in words.split("\n\n"):
        if paragraph.strip():
            yield from ("", _marked(" ".join(paragraph.split())))
    if said := formula(function):
        yield from ("", f"**{spelled(function.__name__)} = {said}**")
    if example:
        yield from ("", *textwrap.indent(">>>" + example.rstrip(), "    ").splitlines())


def _marked(text: str) -> str:
    """A paragraph in which sources and shapes stand out; what reads as HTML is text."""
    text = text.replace("<", "&lt;")
    return re.sub(r"(?:^|(?<= ))(Source|Shapes?):", r"*\1:*", text)


def formula(function: Callable[..., Any]) -> str:
    """What a function of one line gives, in words; nothing where it takes more than a formula to say.

    >>> from bedmodel.model.beds import bed_gap
    >>> formula(bed_gap)
    'available − required'
    """
    [definition] = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    assert isinstance(definition, ast.FunctionDef)
    *before, last = definition.body
    if len(before) > 1 or not isinstance(last, ast.Return) or last.value is None:
        return ""
    try:
        return _said(_with_values(last.value, function.__globals__))[0]
    except KeyError:
        return ""


def _with_values(node: ast.expr, names: dict[str, Any]) -> ast.expr:
    """An expression with the values of constants in place of their names."""

    class Values(ast.NodeTransformer):
        def visit_Name(self, name: ast.Name) -> ast.expr:
            return ast.Constant(names[name.id]) if name.id.isupper() else name

    found: ast.expr = Values().visit(node)
    return found


def _said(node: ast.expr) -> tuple[str, int]:
    """An expression in words and how tightly it binds. Raises KeyError where it is more than a formula."""
    if isinstance(node, ast.Name):
        return spelled(node.id), 5
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return f"{node.value:,.10g}", 5
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return f"−{_bound(node.operand, 3)}", 3
    if isinstance(node, ast.BinOp):
        sign, binds = _SIGNS[type(node.op)]
        return f"{_bound(node.left, binds)} {sign} {_bound(node.right, binds + 1)}", binds
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if name in _WRAPPERS and len(node.args) == 1:
            return _said(node.args[0])
        return f"{_CALLED[name]} {' and '.join(_bound(part, 1) for part in node.args)}", 0
    raise KeyError(ast.unparse(node))


def _bound(node: ast.expr, least: int) -> str:
    text, binds = _said(node)
    return text if binds >= least else f"({text})"


def _first_line(module: ModuleType) -> str:
    return (inspect.getdoc(module) or "").split("\n\n")[0].replace("\n", " ")
