"""Every scenario that comes with the program runs without a fault and is what its file says it is."""

import pytest

from bedmodel.checks.beside import Beside
from bedmodel.checks.expectations import evaluate
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import ALL_SCENARIOS, SCENARIOS

FILES = ALL_SCENARIOS


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_runs_and_meets_its_expectations(path):
    results = run(load(path), draws=2000)
    assert [str(problem) for problem in results.warnings] == []
    outcomes = evaluate(results, Beside(results))
    assert outcomes, "a scenario says what it expects of its own figures"
    assert all(outcome.held is not None for outcome in outcomes)
    failed = [o for o in outcomes if o.expectation.severity == "error" and not o.held]
    assert [str(outcome.problem) for outcome in failed] == []


def test_there_are_scenarios():
    assert "bct" in {path.stem for path in FILES}


def test_the_table_of_scenarios_names_every_file_with_what_it_extends():
    lines = (SCENARIOS / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| `")]
    assert sorted(row[0] for row in rows) == [path.name for path in FILES]
    for name, _, parent, *_ in rows:
        text = (SCENARIOS / name).read_text(encoding="utf-8")
        assert (f"\nextends: {parent}\n" in text) if parent != "–" else ("\nextends:" not in text), name
