"""Where each number comes from, and which files are scenarios."""

import pytest

from bedmodel.problems import ScenarioError
from bedmodel.scenario.account import accounts
from bedmodel.scenario.found import idle_locks, scenario_files
from bedmodel.scenario.load import load
from bedmodel.scenario.schema import slots
from tests_support import SCENARIOS


@pytest.fixture(scope="module")
def of_bct():
    return accounts(load(SCENARIOS / "bct.yaml"))


def test_every_number_the_run_rests_on_has_an_account():
    for name in ("bct", "hinckley-2019", "primary-care-2019"):
        scenario = load(SCENARIOS / f"{name}.yaml")
        found = accounts(scenario)
        assert {path for path, account in found.items() if account.role == "model"} == set(scenario.used)
        assert {quantity.path for quantity in slots(scenario.whole) if not hasattr(quantity, "text")} <= set(found)


def test_a_source_is_looked_up(of_bct):
    beds = of_bct["pools.acute.beds"]
    assert beds.citations[0].name == "ccg-stp-page"
    assert beds.citations[0].source.publisher.startswith("East Leicestershire")


def test_a_named_number_is_used_where_its_name_stands(of_bct):
    standard = of_bct["assumptions.occupancy_standard"]
    assert "pools.acute.standard" in standard.used_at
    assert standard.path not in standard.used_at


def test_roles(of_bct):
    roles = {path: account.role for path, account in of_bct.items()}
    assert roles["calibrate[0].equals"] == "target"
    assert roles["sites.general.share"] == "set aside"
    assert roles["evidence.stp-assumption"] == "shown"
    assert "appraisal" in roles.values()
    assert "unused" in roles.values()


def test_a_folder_gives_its_scenarios_without_locks_and_libraries(tmp_path):
    for name in ("b.yaml", "a.yaml", "a.lock.yaml", ".hidden/c.yaml", "sub/d.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("bedmodel: 1\n")
    (tmp_path / "lib.yaml").write_text("bedmodel: 1\nlibrary: {id: x, title: X}\n")
    found = scenario_files([tmp_path, tmp_path / "a.yaml"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.yaml", "b.yaml", "sub/d.yaml"]


def test_what_does_not_exist_is_all_named_at_once(tmp_path):
    with pytest.raises(ScenarioError) as caught:
        scenario_files([tmp_path / "x.yaml", tmp_path / "y"])
    assert [problem.code for problem in caught.value.problems] == ["Y001", "Y001"]


def test_locks_stand_for_their_scenarios_and_those_without_one_are_told(tmp_path):
    for name in ("a.yaml", "a.lock.yaml", "sub/gone.lock.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("bedmodel: 1\n")
    gone = tmp_path / "sub" / "gone.lock.yaml"
    assert scenario_files([tmp_path / "a.lock.yaml", gone, tmp_path]) == [tmp_path / "a.yaml"]
    assert idle_locks([gone, tmp_path]) == [gone]


def test_a_lock_is_no_scenario(tmp_path):
    (tmp_path / "a.lock.yaml").write_text("lock: 1\nscenario: a\n")
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path / "a.lock.yaml")
    assert "the lock of a scenario" in str(caught.value)
