"""What was solved for is no finding; what is only part of a sum that was solved for is one."""

import pytest

from bedmodel.metrics import Selector
from bedmodel.report.words import pool_that_lacks_most, worked_out
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS


@pytest.mark.parametrize(("basis", "no_finding"), [("in-year", True), ("cumulative", False)])
def test_a_year_of_a_sum_that_was_solved_for_is_a_finding(tmp_path, basis, no_finding):
    text = (
        (SCENARIOS / "bct.yaml")
        .read_text(encoding="utf-8")
        .replace("extends: llr.yaml", f"extends: {SCENARIOS}/llr.yaml")
    )
    head, calibrated = text.split("\ncalibrate:")
    parts = calibrated.split("\n  - metric:")
    at = next(number for number, part in enumerate(parts) if part.startswith(" finance.gap\n"))
    lines = [line for line in parts[at].split("\n") if not line.strip().startswith("basis:")]
    parts[at] = "\n".join([lines[0], f"    basis: {basis}", *lines[1:]])
    path = tmp_path / "bct.yaml"
    path.write_text(f"{head}\ncalibrate:" + "\n  - metric:".join(parts), encoding="utf-8")
    results = run(load(path), draws=0)
    assert worked_out(results, [Selector("finance.gap")]) is no_finding


def test_the_pool_that_lacks_most_need_not_be_the_first():
    results = run(load(SCENARIOS / "bct-2014.yaml"), draws=200)
    first = next(iter(results.scenario.content.pools))
    lacking = pool_that_lacks_most(results)
    assert lacking != first
    assert results.probability(Selector("beds.gap", pool=lacking), below=0) > results.probability(
        Selector("beds.gap", pool=first), below=0
    )
