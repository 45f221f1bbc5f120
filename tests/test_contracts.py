"""The contracts of imports name every module that they are about, so that a new one cannot slip through."""

import tomllib

from tests_support import ROOT

PROGRAM = ROOT / "bedmodel"
CONTRACTS = {
    contract["name"]: set(contract.get("source_modules", ()))
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
}
PARTS = {
    f"bedmodel.{path.stem}" for path in PROGRAM.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
}
PARTS -= {"bedmodel.__init__", "bedmodel.__main__"}
REPORTS = {
    f"bedmodel.report.{path.stem}"
    for path in PROGRAM.joinpath("report").iterdir()
    if path.suffix == ".py" or (path / "__init__.py").exists()
} - {"bedmodel.report.__init__"}
DRAWN = {name for name in REPORTS if "charts" in name} | {
    f"bedmodel.report.{name}" for name in ("house_style", "model_map", "web_svg")
}


def test_nothing_but_the_command_line_and_the_reports_knows_the_terminal():
    named = CONTRACTS["Only the command line and the reports know the terminal"]
    assert named == PARTS - {"bedmodel.cli", "bedmodel.report"}


def test_nothing_but_the_charts_knows_matplotlib():
    named = CONTRACTS["Only the charts know matplotlib"]
    assert named == (PARTS - {"bedmodel.report"}) | (REPORTS - DRAWN)
