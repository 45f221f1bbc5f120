"""Figures by address, their statistics, and how well they are known."""

import numpy as np
import pytest

from bedmodel.report.records import run_record
from bedmodel.runs import run
from bedmodel.scenario.load import load
from tests_support import SCENARIOS, TOY

SPREAD = """
pools:
  medical: {occupancy: {value: 0.5, source: assumed, distribution: {kind: uniform, low: 0.0, high: 1.0}}}
"""


@pytest.fixture(scope="module")
def uniform(tmp_path_factory):
    """Occupied beds of the medical ward in the baseline year are spread evenly over 0 to 100."""
    path = tmp_path_factory.mktemp("uniform") / "uniform.yaml"
    path.write_text(f"bedmodel: 1\nextends: {TOY}\n{SPREAD}", encoding="utf-8")
    return run(load(path), draws=2000)


def test_statistics_of_an_even_spread(uniform):
    address = "beds.occupied[pool=medical,year=2020/21,statistic={}]"
    found = {name: uniform.value(address.format(name)) for name in ("central", "mean", "p10", "p50", "p90")}
    assert found == pytest.approx({"central": 50, "mean": 50, "p10": 10, "p50": 50, "p90": 90}, abs=0.1)


def test_the_standard_error_of_a_quantile(uniform):
    """sqrt(p(1 − p) ÷ n) in rank is as much in value on an even spread over 0 to 100: 0.67 at P10 of 2,000 draws."""
    found = uniform.standard_error("beds.occupied[pool=medical,year=2020/21]", 0.1)
    assert found == pytest.approx(100 * np.sqrt(0.1 * 0.9 / 2000), rel=0.05)


def test_probability_is_strict(uniform):
    address = "beds.occupied[pool=medical,year=2020/21]"
    assert uniform.probability(address, below=25) == pytest.approx(0.25, abs=0.001)
    assert uniform.probability("beds.available[pool=medical,year=2020/21]", below=100) == 0
    assert uniform.probability("beds.available[pool=medical,year=2020/21]", below=100.001) == 1


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("beds.gapp", "beds.gap"),
        ("beds.gap[pool=medicall]", "medical"),
        ("beds.gap[year=2031/32]", "2020/21 to 2022/23"),
        ("beds.gap[statistic=p95]", "p90"),
        ("beds.gap[line=home]", "not given by line"),
        ("finance.gap[pool=medical]", "not given by pool"),
        ("finance.measure[line=thrif]", "thrift"),
    ],
)
def test_an_address_that_names_nothing_says_what_exists(uniform, address, wanted):
    with pytest.raises(KeyError, match=wanted):
        uniform.value(address)


@pytest.mark.parametrize("address", ["", "beds.gap[", "beds.gap[pool]", "beds.gap[colour=red]"])
def test_an_address_that_is_none(uniform, address):
    with pytest.raises(ValueError, match="write"):
        uniform.value(address)


def test_relative_spreads_are_cut_at_the_limits_of_each_number(child):
    """Limits 0.2 to 0.6 around values 0.3 and 0.5: multiples from 0.2/0.3 to 0.6/0.5, by every number at once."""
    text = """
levers:
  home:
    reach:
      values: {2021/22: 0.3, 2022/23: 0.5}
      source: assumed
      limits: [0.2, 0.6]
      distribution: {kind: normal, relative: true, truncate: true, mean: 1, sd: 1}
"""
    drawn = run(load(child(text)), draws=2000).samples["levers.home.reach"]
    assert drawn.min() == pytest.approx(0.2 / 0.3, abs=0.005)
    assert drawn.max() == pytest.approx(0.6 / 0.5, abs=0.005)


def test_the_hash_covers_what_was_inherited(child, tmp_path):
    """A parent's calibration target moves the child's figures, so it must move the child's hash."""
    parent = (SCENARIOS / "bct.yaml").read_text(encoding="utf-8").replace("llr.yaml", str(SCENARIOS / "llr.yaml"))
    hashes = set()
    for target in ("399", "600"):
        file = tmp_path / f"parent{target}.yaml"
        file.write_text(parent.replace("value: 399", f"value: {target}"), encoding="utf-8")
        scenario = load(child("scenario: {id: same}\n", of=file, name=f"child{target}.yaml"))
        hashes.add(scenario.hash)
    assert len(hashes) == 2


def test_the_hash_does_not_see_comments(child):
    first = load(child("# one\nscenario: {id: same}\n", name="a.yaml"))
    second = load(child("scenario:\n  id: same   # two\n", name="b.yaml"))
    assert first.hash == second.hash


def test_enough_beds_means_in_every_pool(bct):
    found = run_record(bct)["probabilities"]
    acute, community = (bct.draws_of(f"beds.gap[pool={pool}]") >= 0 for pool in ("acute", "community"))
    assert found["beds.gap >= 0 in every pool in 2020/21"] == pytest.approx(float((acute & community).mean()))


def test_a_measure_cannot_take_a_line_of_the_models(child):
    text = "finance: {measures: {ward-costs: {title: A, saving: {value: 50, source: assumed}}}}\n"
    with pytest.raises(Exception, match="S005"):
        load(child(text))


def test_a_closed_pool_with_patients_is_a_shortage(child):
    from bedmodel.report.words import summary

    text = f"{SPREAD}  surgical: {{beds_plan: {{2022/23: {{value: 0, source: assumed}}}}}}\n"
    results = run(load(child(text)), draws=200)
    likely = dict(summary(results))["How likely"][1]
    assert "more patients than beds on average over the winter, in every draw" in likely
