"""Where the boxes of a map stand, and which way its arrows go past those between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEIGHT, ACROSS, DOWN = 1.0, 0.62, 1.5, 0.86
"""Of a box, and from one to the next."""
GAP, LANE = 0.03, 0.3
"""Between a box and an arrow, and from one lane of arrows to the next."""
SWEEPS = 6
"""How often the columns are put in order again; by then nothing moves any more."""
Point = tuple[float, float]
Arrow = tuple[str, str]
Slot = str | tuple[str, int]
"""What takes up room in a column: a box, or a lane in which arrows from one box pass by."""


@dataclass(frozen=True)
class Layout:
    """The columns from left to right, what stands in each from top to bottom, and where."""

    columns: Sequence[Sequence[Slot]]
    places: Mapping[Slot, Point]
    """The lower left corner of each box, and the left end of each lane."""

    @property
    def height(self) -> float:
        """Of the tallest column."""
        return max(sum(map(_room, column)) for column in self.columns)

    @classmethod
    def of(cls, columns: Sequence[Sequence[str]], arrows: Sequence[Arrow]) -> Layout:
        """Boxes in their columns, with room for each arrow in the columns that it passes, ordered so that few cross.

        Source: the layered drawing of Sugiyama and others, 1981, with the barycentre method.
        """
        at = {name: number for number, column in enumerate(columns) for name in column}
        slots: list[list[Slot]] = [list(column) for column in columns]
        links: dict[Slot, list[Slot]] = {}
        for start, end in arrows:
            lanes: list[Slot] = [(start, between) for between in range(at[start] + 1, at[end])]
            for between, lane in enumerate(lanes, start=at[start] + 1):
                if lane not in links:
                    slots[between].append(lane)
            for one, other in pairwise([start, *lanes, end]):
                links.setdefault(one, []).append(other)
                links.setdefault(other, []).append(one)
        _order(slots, links)
        return cls(slots, _places(slots))

    def way(self, arrow: Arrow) -> list[Point]:
        """The points that an arrow passes, from the right side of one box to the left side of another."""
        start, end = arrow
        (x0, y0), (x1, y1) = self.places[start], self.places[end]
        points = [(x0 + WIDTH + GAP, y0 + HEIGHT / 2)]
        for column in range(len(self.columns)):
            if (start, column) in self.places and x0 < column * ACROSS < x1:
                x, y = self.places[start, column]
                points += [(x, y), (x + WIDTH, y)]
        return [*points, (x1 - GAP, y1 + HEIGHT / 2)]


def _order(slots: list[list[Slot]], links: Mapping[Slot, Sequence[Slot]]) -> None:
    """Put each column in the order of what its slots are linked to in the columns beside it, again and again."""
    for sweep in range(SWEEPS):
        numbers = range(1, len(slots)) if sweep % 2 == 0 else range(len(slots) - 2, -1, -1)
        for number in numbers:
            beside = slots[number - 1] if sweep % 2 == 0 else slots[number + 1]
            height = {slot: row / max(len(beside) - 1, 1) for row, slot in enumerate(beside)}
            own = {slot: row / max(len(slots[number]) - 1, 1) for row, slot in enumerate(slots[number])}
            wished = {}
            for slot in slots[number]:
                linked = [height[other] for other in links.get(slot, ()) if other in height]
                wished[slot] = sum(linked) / len(linked) if linked else own[slot]
            slots[number].sort(key=lambda slot: wished[slot])


def _room(slot: Slot) -> float:
    return DOWN if isinstance(slot, str) else LANE


def _places(slots: Sequence[Sequence[Slot]]) -> dict[Slot, Point]:
    tallest = max(sum(map(_room, column)) for column in slots)
    places: dict[Slot, Point] = {}
    for number, column in enumerate(slots):
        top = (tallest + sum(map(_room, column))) / 2
        for slot in column:
            top -= _room(slot)
            places[slot] = (number * ACROSS, top + (0.0 if isinstance(slot, str) else LANE / 2))
    return places
