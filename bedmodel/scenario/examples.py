"""The examples that come with the program, and which files each is made of.

What an example takes from the first case is read from scenarios/ and data/ themselves: in a source checkout where they
stand, in an installed package from the copy that the wheel was built with. There is no other copy.
"""

from __future__ import annotations

import os
from pathlib import Path

from bedmodel.scenario.files import Files
from bedmodel.scenario.json_schema import FILE, schema_text

SHIPPED = "shipped"
"""The folder of the package that a wheel holds them in; pyproject.toml says so too."""
EXAMPLES = Path("data", "examples")
"""Where in that folder, or in the checkout, the examples stand."""


def shipped() -> Path:
    """The folder that holds data/ and scenarios/: in the installed package, or the source checkout.

    Raises FileNotFoundError where neither is there.
    """
    package = Path(__file__).parents[1]
    for folder in (package / SHIPPED, package.parent):
        if (folder / EXAMPLES).is_dir() and (folder / "scenarios").is_dir():
            return folder
    raise FileNotFoundError(2, "the examples were not installed with the program", str(package / SHIPPED))


def example_files(example: str, first: str) -> dict[str, bytes]:
    """What each file of an example says, by its path in the new folder, with forward slashes; in order.

    `first` is the scenario that one runs first; where the example does not hold it, it is that of the project, and what
    it is made of comes with it.
    """
    top = shipped()
    found = {**_below(top / EXAMPLES / "both"), **_below(top / EXAMPLES / example)}
    if first not in found:
        found |= {_relative(path, top): path.read_bytes() for path in with_parents(top / first)}
    found[FILE] = schema_text().encode()
    return dict(sorted(found.items()))


def with_parents(path: Path) -> list[Path]:
    """A scenario's file, those it extends, and the libraries that they include."""
    files = Files()
    layers = files.chain(str(path))
    return [*(Path(layer.file) for layer in layers), *files.names.values()]


def _below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {_relative(path, folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
