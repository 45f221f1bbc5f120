"""The README says what the program says."""

import re

import pytest

from bedmodel.metrics import Selector
from bedmodel.problems import ScenarioError
from bedmodel.report.words import in_hundred
from bedmodel.runs import run
from bedmodel.scenario.load import load
from bedmodel.units import number, range_numbers
from tests_support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLE = README.split("<!-- results -->")[1].split("<!-- /results -->")[0]


@pytest.mark.parametrize("line", [line for line in TABLE.splitlines() if ".yaml" in line])
def test_the_table_of_results_is_current(line):
    results = run(load(ROOT / "scenarios" / re.search(r"`(.+?)`", line)[1]))

    def cell(address, sign):
        selector = Selector.parse(address)
        unit = {"beds": "beds", "occupancy": "fraction", "finance": "GBPm"}[selector.metric.split(".")[0]]
        spread = range_numbers(results.value(selector), *results.ends(selector), unit, sign=sign)
        return f"{number(results.value(selector), unit, sign=sign)} ({spread})"

    wanted = [
        cell("beds.gap[pool=acute]", sign=True),
        in_hundred(results.probability("beds.gap[pool=acute]", below=0)),
        cell("occupancy.winter[pool=acute]", sign=False),
        cell("finance.gap", sign=True),
    ]
    assert [part.strip() for part in line.split("|")[2:6]] == wanted


def test_the_figures_in_the_text_are_current(bct):
    solved = {s.path: s.value for s in bct.solved}
    counts = bct.scenario.statuses()
    wards, patients = (bct.value(f"finance.measure[line={line}]") for line in ("ward-costs", "variable-costs"))
    assert f"{100 * solved['assumptions.left_shift']:.1f}% of acute bed-days" in README
    assert f"another {100 * solved['finance.pressure_growth']:.1f}% a year" in " ".join(README.split())
    assert f"£{solved['finance.measures.not-itemised.saving']:.0f}m of savings that it has not published" in README
    assert f"some £{wards:.0f}m a year, and another £{patients:.0f}m goes with the patients" in README
    assert f"{len(bct.scenario.used)} numbers, {counts['assumed']} of which" in README


@pytest.mark.parametrize(
    ("name", "path", "words"),
    [
        ("no-cuts-funded", "finance.income.growth", "{:.1f}% a year to pay for it"),
        ("no-cuts-published-costs", "finance.income.growth", "by {:.1f}% if costs grew only as published"),
    ],
)
def test_the_income_that_no_cuts_take_is_current(name, path, words):
    results = run(load(ROOT / "scenarios" / f"{name}.yaml"), draws=0)
    (solved,) = (s.value for s in results.solved if s.path == path)
    assert words.format(100 * solved) in " ".join(README.split())


def test_the_hours_of_families_are_current():
    hours = run(load(ROOT / "scenarios" / "moves-to-families.yaml"), draws=0).value("care.hours")
    assert f"some {round(hours, -3):,.0f} hours of care a year" in " ".join(README.split())


def test_the_example_alternative_runs_and_its_error_is_as_shown(tmp_path):
    example = re.search(r"    (bedmodel: 1\n    extends: bct\.yaml\n(?:    .*\n)+)", README)[1]
    text = re.sub(r"(?m)^    ", "", example).replace("bct.yaml", str(ROOT / "scenarios" / "bct.yaml"))
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    assert run(load(path), draws=0).value("beds.gap[pool=acute]") < -100
    path.write_text(text.replace("{value: 0.5, source: assumed}", "0.5"), encoding="utf-8")
    with pytest.raises(ScenarioError) as stop:
        load(path)
    shown = str(stop.value).replace(str(path), "mine.yaml")
    assert shown in re.sub(r"(?m)^    ", "", README)


def test_the_commands_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make ([a-z]+)`?", README):
        assert f"\n{target}:" in makefile, target
