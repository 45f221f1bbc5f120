"""What a number without a title is called: by the part it belongs to and what it is there, never by its path."""

import pytest

from bedmodel.scenario.account import accounts
from bedmodel.scenario.library import load_library
from bedmodel.scenario.load import load
from bedmodel.scenario.titles import title_of
from tests_support import ALL_SCENARIOS, ROOT, TOY

TOYS = sorted(path for path in (ROOT / "tests" / "toy").glob("*.yaml") if ".lock" not in path.name)
CALLED = {
    "levers.home.effect": "Care at home: bed-days taken off",
    "levers.home.moves_to.unit_cost": "Care at home: elsewhere, cost of one",
    "levers.transfer.delivery": "Transfer to the surgical ward: how much of it arrives",
    "pools.medical.beds_plan.2022/23": "Medical ward: beds planned for 2022/23",
    "pools.surgical.demand.length_of_stay_trend": "Surgical ward: length of stay trend",
    "finance.capital.theatre.pdc": "New theatre: public dividend capital charge",
    "finance.bed_costs.medical.ward_lag": "Costs of beds, Medical ward, ward lag",
    "finance.baseline_spend": "Baseline spend",
    "population.people": "Population, people",
}


@pytest.mark.parametrize("path", CALLED)
def test_a_number_without_a_title_is_called_by_its_part(path):
    assert accounts(load(TOY))[path].title == CALLED[path]


def test_a_title_that_is_written_stands(child):
    file = child("levers: {home: {effect: {title: Half of it, value: 0.5, source: assumed}}}")
    assert accounts(load(file))["levers.home.effect"].title == "Half of it"


def test_a_figure_to_be_met_is_called_by_what_it_is(child):
    text = """
assumptions: {hope: {value: calibrated, unit: fraction, limits: [0, 1]}}
levers: {home: {effect: hope}}
calibrate:
  - metric: beds.gap
    where: {pool: medical, year: 2022/23}
    equals: {value: 0, unit: beds, source: assumed}
    by: hope
    in_words: It must take {value}.
"""
    found = accounts(load(child(text)))
    assert found["calibrate[0].equals"].title == "Figure to be met: beds open − beds needed, Medical ward, 2022/23"
    assert found["assumptions.hope"].title == "Hope"


@pytest.mark.parametrize("file", [*ALL_SCENARIOS, *TOYS], ids=lambda path: path.stem)
def test_no_number_is_called_by_its_path(file):
    for path, account in accounts(load(file)).items():
        assert account.title
        assert account.title != path
        assert "_" not in account.title
        assert not account.title.endswith((":", ",", " "))


def test_a_number_of_a_library_is_called_by_its_name(tmp_path):
    file = tmp_path / "library.yaml"
    file.write_text(
        "bedmodel: 1\nlibrary: {id: found, title: Found}\nassumptions:\n"
        "  best-result: {value: 0.1, unit: fraction, source: assumed}\n",
        encoding="utf-8",
    )
    library = load_library(file)
    assert [account.title for account in library.accounts.values()] == ["Best result"]


def test_what_leads_nowhere_is_called_by_its_words():
    scenario = load(TOY)
    stray = scenario.content.pools["medical"].beds.model_copy(update={"path": "pools.gone.beds"})
    assert title_of(scenario.content, stray) == "Pools, gone, beds"
