"""How was this made? Version, hash and command, and what the model is and is not."""

from __future__ import annotations

import shlex
from pathlib import Path

import bedmodel
from bedmodel.report.answers import Said
from bedmodel.report.assumption_words import file_name
from bedmodel.report.cells import Cell, Table
from bedmodel.report.dossier import Portrait, Section
from bedmodel.report.limits import IS, IS_NOT, LIMITS
from bedmodel.report.page import Entry, Listing
from bedmodel.report.sections.given import Together
from bedmodel.units import counted

READ = "Signs: a negative bed gap is too few beds; a positive money gap is a shortfall."

LEAD = "Anyone who has the same files can make these figures again, and can put in numbers of their own."


def about(together: Together) -> Section:
    """What anybody needs to make this again and get the same figures."""
    first = together.portraits[0].results
    files = " ".join(shlex.quote(_file(portrait)) for portrait in together.portraits)
    drawn = f"{counted(first.draws, 'future')}, seed {first.seed}" if first.draws else "the central case alone"
    options = f"--draws {first.draws} --seed {first.seed}" if first.draws else "--deterministic"
    sets = "".join(f" --set {shlex.quote(setting)}" for setting in first.scenario.settings)
    moved = "".join(f" --slider {shlex.quote(text)}" for text in together.moved)
    again = " --recalibrate" if first.scenario.recalibrated else ""
    said = [
        IS,
        IS_NOT,
        READ,
        f"Made by bedmodel {bedmodel.__version__} with {drawn}. The same files and version give the same figures.",
        f"To make it again: bedmodel report {files} --html report.html {options}{sets}{again}{moved}",
        "Whether an installed program gives the published answers: bedmodel doctor.",
    ]
    heads = ["Scenario", "File", "Status", "Baseline", "To", "Prices", "Numbers", "Assumed", "Hash"]
    table = Table(
        "What was run", heads, [_row(portrait) for portrait in together.portraits], words=frozenset({1, 2, 3, 4, 5, 8})
    )
    limits = Listing("What the model does not say", [Entry(limit) for limit, _ in LIMITS])
    return Section("about", "How this was made", LEAD, [Said(text) for text in said], (), [limits], [table])


def _row(portrait: Portrait) -> list[Cell]:
    scenario = portrait.results.scenario
    header = scenario.content.scenario
    texts = [portrait.title, _file(portrait), header.status, header.baseline, header.horizon, header.prices]
    numbers = [str(len(scenario.used)), str(scenario.statuses()["assumed"])]
    return [Cell(text) for text in (*texts, *numbers, scenario.hash[:16])]


def _file(portrait: Portrait) -> str:
    """The scenario's file from the folder one works in; without its folder where it lies outside of that."""
    path, here = Path(file_name(portrait.results.scenario.file)), Path.cwd()
    if not path.is_absolute():
        return path.as_posix()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.name
