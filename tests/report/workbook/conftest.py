"""Dossiers gathered once for all tests here, and workbooks read back with a program of its own."""

import functools
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from bedmodel.report.dossier import Dossier
from bedmodel.report.gather import gather
from bedmodel.report.workbook import write_workbook
from bedmodel.scenario.several import load_all
from tests_support import SCENARIOS

OPTIONS = ("bct", "gated-closures", "bct-with-risks")


@functools.cache
def _gathered(files: tuple[str, ...], draws: int) -> Dossier:
    return gather(load_all(files), draws=draws, draw=False)


@pytest.fixture(scope="session")
def gathered() -> Callable[..., Dossier]:
    """The dossier of some files, or of scenarios that come with the program by their names."""

    def found(*scenarios: str | Path, draws: int = 60) -> Dossier:
        files = [str(SCENARIOS / f"{s}.yaml" if isinstance(s, str) and "/" not in s else s) for s in scenarios]
        return _gathered(tuple(files), draws)

    return found


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write the workbook of a dossier."""

    def write(dossier: Dossier, name: str = "book.xlsx") -> Path:
        write_workbook(dossier, tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture(scope="session")
def opened() -> Callable[..., openpyxl.Workbook]:
    """Read a workbook: its formulas, or with `values` what they come to."""

    def read(path: Path, *, values: bool = False) -> openpyxl.Workbook:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(path, data_only=values)

    return read


@pytest.fixture(scope="session")
def table() -> Callable[..., Sequence[dict]]:
    """The rows of a sheet by the heads in its first row."""

    def rows(sheet) -> list[dict]:
        heads, *others = sheet.iter_rows(values_only=True)
        return [dict(zip(heads, row, strict=True)) for row in others]

    return rows
