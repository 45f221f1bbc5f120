"""What several tests share: the scenarios, and a way to write small ones on the spot."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bedmodel.cli.main import main
from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY


@pytest.fixture(scope="session")
def bct() -> Results:
    return run(load(SCENARIOS / "bct.yaml"), draws=2000)


@pytest.fixture
def child(tmp_path: Path) -> Callable[..., Path]:
    """Write a scenario that extends another: child("levers: …", of=TOY)."""

    def write(text: str, of: Path = TOY, name: str = "child.yaml") -> Path:
        path = tmp_path / name
        path.write_text(f"bedmodel: 1\nextends: {of}\n{text}", encoding="utf-8")
        return path

    return write


@pytest.fixture
def bedmodel(capsys, monkeypatch):
    """Run the program in this process: bedmodel("run", …) -> (exit code, stdout, stderr)."""
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments):
        with pytest.raises(SystemExit) as stop:
            main([str(a) for a in arguments])
        printed = capsys.readouterr()
        return stop.value.code or 0, printed.out, printed.err

    return call
