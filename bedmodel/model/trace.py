"""Arrays that remember how each of their numbers was worked out.

The model is run once more on such arrays to explain a figure: what comes out is told by the code that computed it, and
cannot drift from it. Every number is a `Node`: an input, or an operation on other nodes, with its value. The values are
numpy's own, to the last bit. What cannot be remembered fails; nothing is lost in silence.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Concatenate, ParamSpec

import numpy as np
from numpy.typing import NDArray

CONSTANT, LEAF = "constant", "leaf"
_PLAIN = frozenset({"isnan", "isfinite", "logical_and", "logical_or", "bitwise_and", "bitwise_or", "invert"})
"""Tests whose outcome is taken as it is."""
_NEUTRAL = {"add": 0.0, "subtract": 0.0, "multiply": 1.0, "divide": 1.0, "power": np.nan, "minimum": np.inf}
"""What on its right side leaves a number as it is; a power of 1 is kept, so that a path reads alike in every year."""
P = ParamSpec("P")


@dataclass(eq=False, slots=True)
class Node:
    """One number and how it was worked out.

    It has no operators: what would compute with it outside a traced array fails instead of forgetting where it is from.
    """

    operation: str
    """The name of a numpy function, of a whole step (`as_one_step`), `leaf` or `constant`."""
    inputs: tuple[Node, ...]
    value: float | bool
    origin: Any = None
    """What a leaf stands for; for a whole step the function that does it."""


def constant(value: Any) -> Node:
    """A number that is part of a formula."""
    return Node(CONSTANT, (), bool(value) if isinstance(value, bool | np.bool_) else float(value))


def node_of(item: Any) -> Node:
    """An element of a traced array, where a plain number may stand for itself."""
    return item if isinstance(item, Node) else constant(item)


def operation(name: str, inputs: Sequence[Node], value: Any) -> Node:
    """A number worked out from others; what an operation leaves as it is stays the node it was.

    >>> two = Node(LEAF, (), 2.0, "a")
    >>> operation("multiply", [two, constant(1.0)], 2.0) is two, operation("add", [two, constant(1.0)], 3.0).operation
    (True, 'add')
    """
    if all(part.operation == CONSTANT for part in inputs):
        return constant(value)
    kept = _kept(name, inputs)
    return kept or Node(name, tuple(inputs), bool(value) if isinstance(value, bool | np.bool_) else float(value))


def _kept(name: str, inputs: Sequence[Node]) -> Node | None:
    """The node that an operation leaves as it is, or the constant it always gives; None where it does something."""
    if name == "where" and inputs[0].operation == CONSTANT:
        return inputs[1] if inputs[0].value else inputs[2]
    if name in ("add", "multiply") and len(inputs) != 2:
        return None
    if name not in _NEUTRAL:
        return None
    left, right = inputs
    if _is_constant(right, _NEUTRAL[name]):
        return left
    if name in ("add", "multiply") and _is_constant(left, _NEUTRAL[name]):
        return right
    if name == "minimum":
        # Nothing is taken where there is something: what could be taken plays no part.
        pairs = ((left, right), (right, left))
        return next((a for a, b in pairs if _is_constant(a, 0.0) and b.value >= 0), None)
    if name == "multiply" and (_is_constant(left, 0.0) or _is_constant(right, 0.0)):
        return constant(left.value * right.value)
    return constant(1.0) if name == "power" and _is_constant(right, 0.0) else None


def _is_constant(node: Node, value: float) -> bool:
    return node.operation == CONSTANT and node.value == value


class Traced(np.ndarray[Any, Any]):
    """An array of nodes. Arithmetic gives another; comparisons give conditions that are nodes too."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        """Do it with the values, and remember it for each number."""
        options.pop("dtype", None)
        given, where = options.pop("out", (None,))[0], options.pop("where", True)
        if method == "__call__" and ufunc is np.matmul:
            return _sums_of_products(*inputs)
        if method == "__call__":
            return _elementwise(ufunc, inputs, given, where)
        if method == "reduce" and where is True:
            return _reduced(ufunc, inputs[0], **options)
        if method == "accumulate":
            return _accumulated(ufunc, inputs[0], **options)
        raise TypeError(f"{ufunc.__name__}.{method} is not remembered")

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """What moves numbers about leaves them as they are."""
        if func is np.where:
            return _chosen(*args)
        if func in (np.ones_like, np.zeros_like):
            return func(values_of(args[0]))
        if func is np.argmax:
            return func(values_of(args[0]), *args[1:], **kwargs)
        return _again(super().__array_function__(func, types, args, kwargs))

    def __getitem__(self, key: Any) -> Any:
        """Parts of it; a condition chooses as a plain one does."""
        keys = key if isinstance(key, tuple) else (key,)
        plain = tuple(values_of(k) if isinstance(k, Traced) else k for k in keys)
        return super().__getitem__(plain if isinstance(key, tuple) else plain[0])

    def astype(self, dtype: Any, *args: Any, **kwargs: Any) -> Any:
        """Itself as floats; whole numbers, which only say where to look, are plain."""
        if np.dtype(dtype).kind == "f":
            return self
        return values_of(self).astype(dtype, *args, **kwargs)

    def mean(self, *args: Any, **kwargs: Any) -> Any:
        """The sum over the count, as numpy has it."""
        summed = self.sum(*args, **kwargs)
        return summed / (self.size / summed.size)

    def any(self, *args: Any, **kwargs: Any) -> Any:
        """Whether any number is not nought."""
        return values_of(self).any(*args, **kwargs)

    def all(self, *args: Any, **kwargs: Any) -> Any:
        """Whether no number is nought."""
        return values_of(self).all(*args, **kwargs)

    def argmax(self, *args: Any, **kwargs: Any) -> Any:
        """Where the largest number stands."""
        return values_of(self).argmax(*args, **kwargs)


def traced(nodes: Any, shape: tuple[int, ...] | None = None) -> Traced:
    """Nodes as an array.

    >>> (traced([Node(LEAF, (), 2.0, "a")]) * 3.0)[0].value
    6.0
    """
    flat = list(nodes)
    array = np.empty(len(flat), dtype=object)
    array[:] = flat
    return array.reshape(shape if shape is not None else (len(flat),)).view(Traced)


def nodes_of(array: Any) -> NDArray[Any]:
    """The nodes of an array, traced or plain, in its shape."""
    plain = np.asarray(array)
    return np.asarray(traced(map(node_of, plain.ravel().tolist()), plain.shape))


def values_of(array: Any) -> NDArray[Any]:
    """The values of an array, traced or plain, in its shape."""
    if not isinstance(array, Traced):
        return np.asarray(array)
    plain = [item.value if isinstance(item, Node) else item for item in np.asarray(array).ravel().tolist()]
    conditions = bool(plain) and all(isinstance(item, bool) for item in plain)
    return np.array(plain, dtype=bool if conditions else np.float64).reshape(array.shape)


def _again(found: Any) -> Any:
    """What numpy gave, traced wherever it holds nodes."""
    if isinstance(found, np.ndarray):
        return found.view(Traced) if found.dtype == object else found
    return type(found)(map(_again, found)) if isinstance(found, tuple | list) else found


def _elementwise(ufunc: np.ufunc, inputs: Sequence[Any], given: Any, where: Any) -> Any:
    plain, kept = [values_of(part) for part in inputs], values_of(where).astype(bool)
    with np.errstate(all="ignore"):
        if given is None:
            values = np.asarray(ufunc(*plain))
        else:
            values = np.array(values_of(given), dtype=np.float64)
            ufunc(*plain, out=values, where=kept)
    if ufunc.__name__ in _PLAIN:
        return values
    shape = values.shape
    parts = [np.broadcast_to(nodes_of(part), shape).ravel() for part in inputs]
    instead = None if given is None else np.broadcast_to(nodes_of(given), shape).ravel()
    takes = np.broadcast_to(kept, shape).ravel()
    flat = values.ravel()
    found = (
        operation(ufunc.__name__, [part[at] for part in parts], flat[at])
        if takes[at] or instead is None
        else instead[at]
        for at in range(flat.size)
    )
    return traced(found, shape)


def _reduced(ufunc: np.ufunc, array: Traced, axis: Any = 0, keepdims: bool = False) -> Any:
    values = np.asarray(ufunc.reduce(values_of(array), axis=axis, keepdims=keepdims))
    if ufunc.__name__ in _PLAIN:
        return values
    nodes, axes = nodes_of(array), range(array.ndim) if axis is None else np.atleast_1d(axis)
    moved = np.moveaxis(nodes, tuple(axes), tuple(range(-len(axes), 0))).reshape(values.size, -1)
    found = (_of_many(ufunc.__name__, list(row), value) for row, value in zip(moved, values.ravel(), strict=True))
    return traced(found, values.shape)


def _of_many(name: str, parts: Sequence[Node], value: Any) -> Node:
    """A sum, product or extreme of many numbers, without those that are nothing to a sum."""
    if name == "add":
        parts = [part for part in parts if part.operation != CONSTANT or part.value != 0] or parts[:1]
    return parts[0] if len(parts) == 1 else operation(name, parts, value)


def _accumulated(ufunc: np.ufunc, array: Traced, axis: int = 0) -> Traced:
    values = np.moveaxis(ufunc.accumulate(values_of(array), axis=axis), axis, 0)
    steps = np.moveaxis(nodes_of(array), axis, 0)
    rows = [steps[0].ravel()]
    for step, value in zip(steps[1:], values[1:], strict=True):
        before, flat = rows[-1], value.ravel()
        rows.append([operation(ufunc.__name__, [b, s], v) for b, s, v in zip(before, step.ravel(), flat, strict=True)])
    found = traced((node for row in rows for node in row), steps.shape)
    return np.moveaxis(found, 0, axis).view(Traced)


def _sums_of_products(left: Any, right: Any) -> Any:
    """A matrix product, number by number."""
    if np.ndim(right) == 1:
        return _sums_of_products(left, right[:, None])[..., 0]
    values = values_of(left) @ values_of(right)
    if not values.size:
        return traced([], values.shape)
    a, b = nodes_of(left), nodes_of(right)
    rows = np.broadcast_to(a, (*values.shape[:-1], a.shape[-1])).reshape(-1, a.shape[-1])
    columns = np.broadcast_to(b, (*values.shape[:-2], *b.shape[-2:])).reshape(-1, *b.shape[-2:])
    each = rows.shape[0] // columns.shape[0]
    found = []
    for at, value in enumerate(values.ravel()):
        row, column = divmod(at, values.shape[-1])
        pairs = zip(rows[row], columns[row // each][:, column], strict=True)
        found.append(_of_many("add", [operation("multiply", p, p[0].value * p[1].value) for p in pairs], value))
    return traced(found, values.shape)


def _chosen(condition: Any, yes: Any, no: Any) -> Traced:
    """np.where, with the condition remembered where it is a traced one."""
    values = np.where(values_of(condition), values_of(yes), values_of(no))
    parts = [np.broadcast_to(nodes_of(part), values.shape).ravel() for part in (condition, yes, no)]
    found = (operation("where", inputs, value) for *inputs, value in zip(*parts, values.ravel(), strict=True))
    return traced(found, values.shape)


def as_one_step(function: Callable[Concatenate[Any, P], Any]) -> Callable[Concatenate[Any, P], Any]:
    """A function that is remembered as one step, because what it does inside no reader would follow.

    Its arrays, and those in what it is given, have pools on the last axis and years before them. A pool's number is
    remembered as made of that pool's own numbers of the same year, one for all pools together as made of all of them.
    """

    @functools.wraps(function)
    def step(*given: Any, **named: Any) -> Any:
        inside = [part for value in (*given, *named.values()) for part in _traced_in(value)]
        if not inside:
            return function(*given, **named)
        plain = function(*map(_without_trace, given), **{name: _without_trace(value) for name, value in named.items()})
        return _remembered(plain, function.__name__, function, inside)

    return step


def _traced_in(value: Any) -> Iterable[Traced]:
    if isinstance(value, Traced):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _traced_in(getattr(value, field.name))


def _without_trace(value: Any) -> Any:
    if isinstance(value, Traced):
        return values_of(value)
    if is_dataclass(value) and not isinstance(value, type) and any(True for _ in _traced_in(value)):
        return replace(value, **{f.name: _without_trace(getattr(value, f.name)) for f in fields(value)})
    return value


def _remembered(plain: Any, name: str, function: Any, inside: Sequence[Traced]) -> Any:
    """What a step gave, each number with those it was made of."""
    if is_dataclass(plain) and not isinstance(plain, type):
        parts = {f.name: _remembered(getattr(plain, f.name), f.name, function, inside) for f in fields(plain)}
        return replace(plain, **parts)
    pools = max(part.shape[-1] for part in inside)
    found = []
    for (draw, year, pool), value in np.ndenumerate(plain):
        rows = [nodes_of(p)[min(draw, p.shape[0] - 1), min(year, p.shape[1] - 1)] for p in inside]
        own = [node for row in rows for node in (row if pool >= pools else row[min(pool, len(row) - 1) :][:1])]
        found.append(Node(name, tuple(node for node in own if not _is_nothing(node)), float(value), function))
    return traced(found, plain.shape)


def _is_nothing(node: Node) -> bool:
    """Whether a number is missing: what a pool does not say."""
    return node.operation == CONSTANT and node.value != node.value
