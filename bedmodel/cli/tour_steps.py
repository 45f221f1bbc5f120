"""The steps of the tour, as the file that comes with the examples says them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

FILE = "tour.yaml"
HERE = "FOLDER"
"""What stands in a command for the folder that the tour is told to make."""


@dataclass(frozen=True)
class Part:
    """A part of what a command prints: from a line that has some words to before the next that has others."""

    begins: str
    ends: str
    """Nothing where it goes on to the last line."""


@dataclass(frozen=True)
class Step:
    """One command of the tour, and what a newcomer is told of it."""

    title: str
    does: str
    """What the command does, in a sentence."""
    why: str
    command: Sequence[str]
    """As one types it, word by word."""
    parts: Sequence[Part]
    """What is shown of its output."""
    file: str = ""
    """A file to show afterwards."""
    makes: str = ""
    """The file that it writes."""

    def cut(self, printed: Sequence[str]) -> list[str]:
        """The parts of what was printed that are shown, and how many lines were left out, where any were.

        >>> step = Step("", "", "", [], [Part("Beds", "Money")])
        >>> step.cut(["Plan", "Beds 1,940", "enough", "Money", "£13m"])
        ['Beds 1,940', 'enough', '    [3 more lines]']
        """
        shown: list[str] = []
        for part in self.parts:
            start = next((i for i, line in enumerate(printed) if part.begins in line), len(printed))
            after = range(start + 1, len(printed))
            end = next((i for i in after if part.ends and part.ends in printed[i]), len(printed))
            shown += printed[start:end]
        while shown and not shown[-1].strip():
            shown.pop()
        left_out = len(printed) - len(shown)
        return shown + ([f"    [{left_out} more line{'s' if left_out != 1 else ''}]"] if left_out else [])


def tour_steps(folder: str) -> list[Step]:
    """The steps of the tour in their order, for a folder. Raises FileNotFoundError where they are not installed."""
    import yaml

    from bedmodel.scenario.examples import EXAMPLES, shipped

    said = yaml.safe_load((shipped() / EXAMPLES / FILE).read_text(encoding="utf-8"))
    return [
        Step(
            title=step["title"],
            does=step["does"],
            why=step["why"],
            command=["bedmodel", *(folder if word == HERE else word for word in step["command"])],
            parts=[Part(part["from"], part["to"]) for part in step["show"]],
            file=step.get("file", ""),
            makes=step.get("makes", ""),
        )
        for step in said["steps"]
    ]
