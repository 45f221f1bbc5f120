"""The program, run in this process."""

import pytest

from bedmodel.cli.main import main


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
