"""Is this installation well? Published answers, figures that must come out as recorded, and what it runs on."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import bedmodel
from bedmodel.checks.oracles import Verdict, ask, published
from bedmodel.checks.reproduction import Reproduction, reproduce
from bedmodel.runs import Progress

PACKAGES = ("numpy", "scipy", "pandas", "PyYAML", "pydantic", "matplotlib", "rich", "typer")
"""What the program is built on."""


@dataclass(frozen=True)
class Examination:
    """What was found."""

    version: str
    verdicts: tuple[Verdict, ...]
    reproduction: Reproduction
    versions: Mapping[str, str | None]
    """Of Python and of each package; None where it is not installed."""

    @property
    def failed(self) -> tuple[Verdict, ...]:
        """The published answers that this version does not give."""
        return tuple(verdict for verdict in self.verdicts if not verdict.passed)

    @property
    def well(self) -> bool:
        """Whether every published answer is given and every recorded figure comes out."""
        return not self.failed and self.reproduction.close


def examine(progress: Progress | None = None) -> Examination:
    """Put every published question to the installed version, and run the scenario whose figures are recorded."""
    return Examination(bedmodel.__version__, verdicts(progress), reproduce(), versions())


def verdicts(progress: Progress | None = None) -> tuple[Verdict, ...]:
    """What becomes of every oracle with this version."""
    oracles, found = published(), []
    for number, oracle in enumerate(oracles, 1):
        found.append(ask(oracle))
        if progress is not None:
            progress(number, len(oracles))
    return tuple(found)


def versions() -> dict[str, str | None]:
    """What this machine runs the program with."""
    found: dict[str, str | None] = {"Python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = None
    return found
