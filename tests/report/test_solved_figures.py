"""What was solved for is no finding; what is only part of a sum that was solved for is one."""

import pytest

from bedmodel.metrics import Selector
from bedmodel.once import Once
from bedmodel.report.gather import gather
from bedmodel.report.solved_words import worked_out
from bedmodel.report.words import pools_by_lack
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.scenario.several import load_all
from tests_support import ROOT, SCENARIOS, TOY


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
    lacking = pools_by_lack(results)[0]
    assert lacking != first
    assert results.probability(Selector("beds.gap", pool=lacking), below=0) > results.probability(
        Selector("beds.gap", pool=first), below=0
    )


def test_what_enough_beds_would_take_is_asked_where_a_lever_takes_care_out(monkeypatch):
    """The ward that lacks most has none, so the question is put to the next."""
    monkeypatch.chdir(ROOT)
    once = Once()
    options = load_all([TOY, ROOT / "tests" / "report" / "options" / "fewer-closures.yaml"], once=once)
    dossier = gather(options, draws=50, draw=False, rows=False, once=once)
    results = run(options[1], draws=50)
    assert pools_by_lack(results) == ["surgical", "medical"]
    assert not any("surgical" in lever.acts_on for lever in results.scenario.content.levers.values())
    believe = next(section for section in dossier.portraits[1].sections if section.name == "believe")
    assert any("enough beds in Medical ward" in sentence.text for sentence in believe.sentences)
