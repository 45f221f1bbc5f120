"""The formula between a traced number and those it is made of, in the names that the code has for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bedmodel.model.trace import CONSTANT, Node

_SIGNS = {"add": ("+", 2), "subtract": ("-", 2), "multiply": ("*", 3), "divide": ("/", 3), "power": ("**", 5)}
_COMPARED = {"less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">=", "equal": "==", "not_equal": "!="}
_CALLED = {"maximum": "max", "minimum": "min", "absolute": "abs"}
_ATOM, _UNARY, _CONDITION = 6, 4, 1


def parts_of(node: Node, ends: Callable[[Node], bool]) -> list[Node]:
    """The numbers that a node is made of, as far down as those at which a formula ends; each once, in their order."""
    found: dict[Node, None] = {}
    waiting = list(reversed(node.inputs))
    while waiting:
        part = waiting.pop()
        if part.operation == CONSTANT:
            continue
        if ends(part):
            found.setdefault(part)
        else:
            waiting.extend(reversed(part.inputs))
    return list(found)


def formula(node: Node, names: Mapping[Node, str]) -> str:
    """How a node is worked out from the named ones, as an expression that a program can work out again.

    >>> from bedmodel.model.trace import LEAF, constant, operation
    >>> a, b = (Node(LEAF, (), value) for value in (6.0, 4.0))
    >>> more = operation("subtract", [a, operation("subtract", [b, constant(1.0)], 3.0)], 3.0)
    >>> formula(operation("divide", [more, b], 0.75), {a: "open", b: "needed"})
    '(open - (needed - 1)) / needed'
    """
    return _text(node, names)[0]


def _text(node: Node, names: Mapping[Node, str]) -> tuple[str, int]:
    if node in names:
        return names[node], _ATOM
    if node.operation == CONSTANT:
        return _number(node.value)
    return _operation(node, names)


def _operation(node: Node, names: Mapping[Node, str]) -> tuple[str, int]:
    """A node's own operation as text, and how tightly it binds."""
    name, inputs = node.operation, node.inputs
    if name in _SIGNS:
        sign, binds = _SIGNS[name]
        if name == "power":
            return f"{_bound(inputs[0], names, binds + 1)} {sign} {_bound(inputs[1], names, binds)}", binds
        first, *others = inputs
        return _bound(first, names, binds) + "".join(_next(sign, other, names, binds + 1) for other in others), binds
    if name in _COMPARED:
        sides = [_bound(part, names, _CONDITION + 1) for part in inputs]
        return f" {_COMPARED[name]} ".join(sides), _CONDITION
    if name == "negative":
        return f"-{_bound(inputs[0], names, _UNARY)}", _UNARY
    if name == "where":
        condition, yes, no = (_text(part, names)[0] for part in inputs)
        return f"({yes} if {condition} else {no})", _ATOM
    given = ", ".join(_text(part, names)[0] for part in inputs)
    return f"{_CALLED.get(name, name)}({given})", _ATOM


def _next(sign: str, node: Node, names: Mapping[Node, str], binds: int) -> str:
    """A further part of a sum or product with its sign; what is added with a minus is taken off."""
    if sign == "+" and node not in names and node.operation == "negative":
        return f" - {_bound(node.inputs[0], names, binds)}"
    if sign == "+" and node not in names and node.operation == "add":
        return "".join(_next(sign, part, names, binds) for part in node.inputs)
    return f" {sign} {_bound(node, names, binds)}"


def _bound(node: Node, names: Mapping[Node, str], least: int) -> str:
    text, binds = _text(node, names)
    return text if binds >= least else f"({text})"


def _number(value: float | bool) -> tuple[str, int]:
    if isinstance(value, bool):
        return str(value), _ATOM
    text = repr(float(value)).removesuffix(".0")
    return text, _ATOM if value >= 0 else _UNARY
