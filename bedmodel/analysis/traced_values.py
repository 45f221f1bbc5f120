"""The assumptions of a scenario as traced numbers: the leaves of every explanation."""

from __future__ import annotations

from dataclasses import dataclass

from bedmodel.compile.values import Array, Values
from bedmodel.model.trace import LEAF, Node, Traced, traced
from bedmodel.scenario.quantity import Quantity


@dataclass(frozen=True)
class Stated:
    """A number of the scenario: an assumption, and the label of one of its numbers where it has several."""

    path: str
    label: str = ""


class TracedValues(Values):
    """Looks numbers up in the central case, each marked with the assumption that it is."""

    def number(self, quantity: Quantity | None, default: float = 0.0) -> Array:
        """One number, marked where the scenario states it. Shape (draw,)."""
        found = super().number(quantity, default)
        return found if quantity is None else self._marked(quantity, found)

    def labelled(self, quantity: Quantity) -> dict[str, Array]:
        """Numbers by label, each marked. Shape of each: (draw,)."""
        return {label: self._marked(quantity, value, label) for label, value in super().labelled(quantity).items()}

    def _marked(self, quantity: Quantity, found: Array, label: str = "") -> Traced:
        stated = Stated(self.scenario.assumption(quantity).path, label)
        return traced(Node(LEAF, (), float(value), stated) for value in found)
