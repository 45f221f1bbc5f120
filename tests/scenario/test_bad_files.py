import datetime
from pathlib import Path

import pytest

from bedmodel.analysis.alignment import common_years
from bedmodel.analysis.appraisable import appraisable
from bedmodel.checks.beside import Beside
from bedmodel.checks.expectations import evaluate
from bedmodel.checks.lint import lint
from bedmodel.problems import CODES, Place, Problem, ScenarioError
from bedmodel.runs import run
from bedmodel.scenario.files import MAX_CHAIN
from bedmodel.scenario.load import load
from bedmodel.scenario.reader import MAX_BYTES

TESTS = Path(__file__).resolve().parents[1]
BAD = TESTS / "bad"
PROGRAM = TESTS.parent / "bedmodel"
MARK = b"# <- here"
DAY = datetime.date(2026, 1, 31)

FILES = sorted(path.stem for path in BAD.glob("*.yaml") if path.stem in CODES)
"""Codes with a bad file of their own."""
BY_HAND = {
    "Y002",
    "E002",
    "S009",
    "H001",
    "H002",
    "H003",
    "K002",
    "K003",
    "K004",
    "K005",
    "K007",
    "K008",
    "K009",
    "K010",
}
"""Codes that no scenario of a few lines can show: tried below, in test_actuals (figures) or in test_check (locks)."""


def problems_of(path, **options):
    if Path(path).name.startswith("W"):
        return lint([path], day=DAY, **options)
    try:
        scenario = load(path, **options)
        if path.stem == "X001":
            common_years([load(BAD / "good.yaml"), scenario])
        elif path.stem == "X002":
            appraisable([scenario])
        results = run(scenario, draws=200)
        return [*results.warnings, *(o.problem for o in evaluate(results, Beside(results)) if not o.held)]
    except ScenarioError as error:
        return error.problems


def marks(*files):
    return [
        (file.name, number, line.partition(MARK)[2].decode().strip())
        for file in files
        for number, line in enumerate(file.read_bytes().splitlines(), start=1)
        if MARK in line
    ]


def assert_well_placed(problem):
    assert problem.place.line >= 1
    assert problem.place.column >= 1
    assert problem.message.strip()
    assert problem.path or problem.code.startswith("Y"), f"says not which value it is about: {problem}"


def test_every_code_has_a_bad_file():
    assert set(FILES) | BY_HAND == set(CODES)
    assert not set(FILES) & BY_HAND


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_in_use(code):
    others = [path for path in PROGRAM.rglob("*.py") if path.name != "problems.py"]
    assert any(f'"{code}"' in path.read_text(encoding="utf-8") for path in others)


def test_every_file_belongs_to_a_code():
    helpers = {"good", "full", "many", "sound"}
    strays = [path.name for path in BAD.iterdir() if path.stem.split("-")[0] not in helpers | set(CODES)]
    assert not strays


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_file_begins_with_what_is_wrong(path):
    first = path.read_bytes().splitlines()[0]
    assert first.startswith(b"# ")
    assert first.endswith((b".", b")"))


@pytest.mark.parametrize("name", ["good", "full"])
def test_the_good_files_have_no_problem(name):
    assert problems_of(BAD / f"{name}.yaml") == []


@pytest.mark.parametrize("code", FILES)
def test_a_bad_file_gives_its_own_code_at_the_marked_place(code):
    found = problems_of(BAD / f"{code}.yaml", root=BAD)
    assert {problem.code for problem in found} == {code}, "\n".join(map(str, found))
    for problem in found:
        assert_well_placed(problem)
        assert problem.severity == ("warning" if code.startswith(("M", "W")) or code == "K001" else "error")
    expected = marks(*sorted(BAD.glob(f"{code}*.yaml")))
    assert expected
    assert [(Path(p.place.file).name, p.place.line, "") for p in found] == expected


def test_y001_a_file_that_does_not_exist(tmp_path):
    missing = tmp_path / "missing.yaml"
    (found,) = problems_of(missing)
    assert found.code == "Y001"
    assert found.place == Place(str(missing))
    assert_well_placed(found)


def test_y002_a_file_that_is_too_large(tmp_path):
    large = tmp_path / "large.yaml"
    large.write_text("bedmodel: 1\n" + "# padding\n" * 200_000, encoding="utf-8")
    assert large.stat().st_size > MAX_BYTES
    (found,) = problems_of(large)
    assert found.code == "Y002"
    assert found.place == Place(str(large))
    assert_well_placed(found)


def test_y002_a_parent_that_is_too_large_is_reported_where_it_is_named(tmp_path):
    (tmp_path / "large.yaml").write_text("#" * (MAX_BYTES + 1), encoding="utf-8")
    child = tmp_path / "child.yaml"
    child.write_text("bedmodel: 1\nextends: large.yaml\n", encoding="utf-8")
    (found,) = problems_of(child)
    assert found.code == "Y002"
    assert found.place == Place(str(child), 2, 10)
    assert "large.yaml" in found.message


def test_y012_also_for_the_scenario_itself(tmp_path):
    (found,) = problems_of(BAD / "good.yaml", root=tmp_path)
    assert found.code == "Y012"
    assert found.place == Place(str(BAD / "good.yaml"))
    assert_well_placed(found)


def test_e002_a_chain_of_parents_that_is_too_long(tmp_path):
    for number in range(MAX_CHAIN):
        text = f"bedmodel: 1\nextends: {number + 1}.yaml\n"
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / f"{MAX_CHAIN}.yaml").write_text((BAD / "good.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (found,) = problems_of(tmp_path / "0.yaml")
    assert found.code == "E002"
    assert found.place == Place(str(tmp_path / f"{MAX_CHAIN - 1}.yaml"), 2, 10)
    assert_well_placed(found)
    assert problems_of(tmp_path / "1.yaml") == []


@pytest.mark.parametrize("setting", ["pools.acut.beds=3", "standart=0.9", "pools.acute.beds", "=3"])
def test_s009_a_setting_that_has_no_place(setting):
    (found,) = problems_of(BAD / "good.yaml", settings=[setting])
    assert found.code == "S009"
    assert found.place == Place(f"--set {setting}")
    assert found.message.strip()
    assert found.hint


def test_s009_names_the_nearest_place():
    (found,) = problems_of(BAD / "good.yaml", settings=["pools.acut.beds=3"])
    assert "pools.acute.beds" in found.hint
    (found,) = problems_of(BAD / "good.yaml", settings=["standart=0.9"])
    assert found.hint in ("did you mean `standard`?", "did you mean `assumptions.standard`?")


def test_different_problems_in_one_file_are_all_reported_in_order():
    found = problems_of(BAD / "many.yaml")
    assert [("many.yaml", p.place.line, p.code) for p in found] == marks(BAD / "many.yaml")
    assert [p.code for p in found] == ["P001", "P002", "N001", "S001", "U002", "S006"]
    assert {Path(p.place.file) for p in found} == {BAD / "many.yaml"}
    for problem in found:
        assert_well_placed(problem)


def test_the_error_prints_every_problem():
    with pytest.raises(ScenarioError) as caught:
        load(BAD / "many.yaml")
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    assert len(caught.value.problems) == 6


def test_the_printed_form():
    (found,) = problems_of(BAD / "S001.yaml")
    assert str(found) == (
        f"{BAD / 'S001.yaml'}:6:5 S001 pools.acute.phasng: unknown key `phasng`\n    did you mean `phasing`?"
    )


@pytest.mark.parametrize("code", FILES)
def test_every_problem_prints_its_place_code_path_and_hint(code):
    for problem in problems_of(BAD / f"{code}.yaml", root=BAD):
        place = f"{problem.place.file}:{problem.place.line}:{problem.place.column}"
        mark = "warning: " if problem.severity == "warning" else ""
        where = f"{problem.path}: " if problem.path else ""
        first, *rest = str(problem).split("\n")
        assert first == f"{place} {problem.code} {mark}{where}{problem.message}"
        assert rest == ([f"    {problem.hint}"] if problem.hint else [])


def test_a_file_is_written_in_messages_as_it_was_named(monkeypatch):
    monkeypatch.chdir(BAD)
    (found,) = problems_of("P001.yaml")
    assert str(found).startswith("P001.yaml:6:15 P001 pools.acute.standard: ")


def test_a_code_that_is_not_registered_is_refused():
    with pytest.raises(KeyError):
        Problem(Place("x.yaml"), "Z999", "", "no such code")


@pytest.mark.parametrize(
    ("prices", "code"),
    [("soon", "S006"), ("2016", "S006"), ("2016/18", "S006"), ("[2016/17]", "S003"), ("2016/17", ""), ("", "")],
)
def test_prices_are_those_of_a_year_whatever_uses_them(child, prices, code):
    number = f"{{value: 1, unit: GBP/day, source: assumed, prices: {prices}}}"
    path = child(f"assumptions: {{spare: {number}}}\n", of=BAD / "good.yaml")
    if code:
        (found,) = problems_of(path)
        assert (found.code, found.path) == (code, "assumptions.spare.prices")
    else:
        load(path)


def test_one_name_that_yaml_reads_as_a_number_is_a_name_as_in_a_list(child):
    pool = "{title: Ward 5, beds: {value: 9, source: assumed}, occupancy: {value: 0.9, source: assumed},"
    pool += " standard: standard, demand: {use: use_by_age}}"
    lever = "{title: Home, acts_on: 5, effect: {value: 0.1, source: assumed}}"
    found = load(child(f"pools: {{5: {pool}}}\nlevers: {{home: {lever}}}\n", of=BAD / "good.yaml"))
    assert found.content.levers["home"].acts_on == ("5",)
