"""`bedmodel check` as CI meets it: what holds, what does not, and every way in which a lock can be no lock."""

import json
import os
import shutil
from xml.etree import ElementTree

import pytest

from bedmodel.checks.rulebook import RULEBOOK
from tests_support import ROOT

GOOD = ROOT / "tests" / "bad" / "good.yaml"
CLAIM = "expectations:\n  - {metric: beds.available, where: {pool: acute}, equals: 100, because: no bed closes}\n"
DRAWS = ("--draws", 200)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder to work in, with a plan that expects something of itself."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(GOOD.read_text(encoding="utf-8") + "\n" + CLAIM, encoding="utf-8")
    return tmp_path


@pytest.fixture
def plan(folder, bedmodel):
    """The plan, with its lock."""
    code, out, _ = bedmodel("check", "plan.yaml", "--update", *DRAWS)
    assert code == 0, out
    return folder / "plan.yaml"


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def codes(out):
    """The codes of what fails, in order."""
    return [line.split()[1] for line in out.splitlines() if len(line.split()) > 1 and line.split()[1][1:].isdigit()]


def test_all_holds(plan, bedmodel):
    code, out, err = bedmodel("check", ".", "-q")
    assert (code, out, err) == (0, "", "")
    code, out, _ = bedmodel("check", ".")
    assert out.splitlines()[-1].startswith("1 scenario; expectations: 1 of 1 hold; locks: 1 of 1 hold. All holds")


def test_a_number_that_moves_without_a_lock(plan, bedmodel):
    edit(plan, "effect: {value: 0.1,", "effect: {value: 0.2,")
    code, out, _ = bedmodel("check", "plan.yaml", "-q")
    assert code == 1
    assert codes(out) == ["K002"]
    line = plan.read_text().splitlines().index("    effect: {value: 0.2, source: assumed}") + 1
    assert f"plan.yaml:{line}:13 K002 levers.home-care.effect: 0.1 → 0.2" in out
    assert "in good it moves beds.gap[pool=acute] " in out
    assert "bedmodel check plan.yaml --update" in out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("source: assumed}\n  use", "source: paper}\n  use", "assumptions.standard: source assumed → paper"),
        ("acts_on: acute", "acts_on: community", "levers.home-care.acts_on: acute → community"),
        ("horizon: 2017/18", "horizon: 2018/19", "scenario.horizon: 2017/18 → 2018/19"),
        ("equals: 100", "equals: 100.2", "beds.available where pool acute, equals 100.2: a new expectation\n"),
        ("publisher: Us", "publisher: Them", "paper: source: publisher Us → Them"),
        ("  community:\n", "  communal:\n", "pools.community.beds: removed, was 20 beds (assumed)"),
    ],
)
def test_whatever_moves_is_named(folder, bedmodel, old, new, words):
    path = folder / "plan.yaml"
    edit(path, "assumptions:\n", "sources: {paper: {title: A paper, publisher: Us, kind: plan}}\nassumptions:\n")
    edit(path, "beds: {value: 100, source: assumed}", "beds: {value: 100, source: paper}")
    assert bedmodel("check", "plan.yaml", "--update", "-q", *DRAWS)[0] == 0
    edit(path, old, new)
    code, out, _ = bedmodel("check", "plan.yaml", "-q")
    assert code == 1
    assert words in out


def test_a_new_lock_is_shown_before_it_is_written_and_then_left_alone(plan, bedmodel):
    lock = plan.with_name("plan.lock.yaml")
    before = lock.read_bytes()
    code, out, _ = bedmodel("check", ".", "--update", *DRAWS)
    assert code == 0
    assert "plan.lock.yaml: unchanged" in out
    edit(plan, "effect: {value: 0.1,", "effect: {value: 0.2,")
    code, out, _ = bedmodel("check", ".", "--update", *DRAWS)
    assert code == 0
    assert "plan.lock.yaml: written anew\n  levers.home-care.effect: 0.1 → 0.2\n  beds.gap[pool=acute] " in out
    assert "locks: 1 of 1 hold, 1 written. All holds" in out
    after = lock.read_bytes()
    assert after != before
    os.utime(lock, (1, 1))
    assert bedmodel("check", ".", "--update", *DRAWS)[0] == 0
    assert lock.stat().st_mtime == 1, "not touched"
    assert [path.name for path in sorted(plan.parent.iterdir())] == ["plan.lock.yaml", "plan.yaml"]


def test_a_comment_moves_nothing(plan, bedmodel):
    plan.write_text("# a comment\n\n" + plan.read_text())
    edit(plan, "title: Care at home", "title: Care at people's homes")
    assert bedmodel("check", ".", "-q")[0] == 0


def test_figures_that_move_by_themselves_are_the_programs(plan, bedmodel):
    lock = plan.with_name("plan.lock.yaml")
    row = next(line for line in lock.read_text().splitlines() if line.startswith("  beds.gap[pool=acute]"))
    central = float(row.split("central: ")[1].split(",")[0])
    edit(lock, f"central: {row.split('central: ')[1].split(',')[0]},", f"central: {central + 7},")
    code, out, _ = bedmodel("check", ".", "-q")
    assert (code, codes(out)) == (1, ["K005"])
    assert "although no assumption moved: beds.gap[pool=acute]" in out
    assert out.startswith("plan.lock.yaml:")


def test_what_is_expected_and_does_not_hold(plan, bedmodel):
    edit(plan, "equals: 100, because", "equals: 101, because")
    code, out, _ = bedmodel("check", ".", "--update", "-q")
    assert (code, codes(out)) == (1, ["K001"])
    assert "is 100 beds, not 101 beds as expected" in out
    edit(plan, "because: no bed", "severity: warn, because: no bed")
    code, out, _ = bedmodel("check", ".", "--update")
    assert code == 0
    assert "K001 warning" in out
    assert "expectations: 0 of 1 hold, 1 miss only warns" in out
    assert "K001" not in codes(bedmodel("check", ".", "--strict", "-q")[1]), "its author said that it only warns"
    edit(plan, "where: {pool: acute}", "where: {pool: all}")
    edit(plan, "metric: beds.available, where: {pool: all}", "metric: levers.reduction, where: {line: nobody}")
    code, out, _ = bedmodel("check", ".", "--update", "-q")
    assert code == 1, "a filter that matches nothing fails whatever its severity"
    assert "known here: home-care" in out


def test_strict_fails_for_warnings(plan, bedmodel):
    edit(plan, "effect: {value: 0.1,", "effect: {value: 0.0,")
    code, out, _ = bedmodel("check", ".", "--update")
    assert code == 0
    assert "M001 warning" in out
    code, out, _ = bedmodel("check", ".", "--strict", "-q")
    assert code == 1
    assert "M001 warning" in out


def test_a_missing_lock(folder, bedmodel):
    code, out, _ = bedmodel("check", "plan.yaml", "-q", *DRAWS)
    assert (code, codes(out)) == (1, ["K003"])
    assert "there is no lock plan.lock.yaml" in out
    assert "bedmodel check plan.yaml --update" in out


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("lock: 1", "lock: 2", "K004", ":2:7"),
        ("lock: 1\n", "", "K004", ":2:1"),
        ("lock: 1", "bedmodel: 1", "K004", ":2:1"),
        ("scenario: good", "scenario: other", "K004", ":3:11"),
        ("draws: 200", "draws: many", "K004", ":4:8"),
        ("draws: 200", "draws: -1", "K004", ":4:8"),
        ("draws: 200", "draws: 1000000001", "K004", ":4:8"),
        ("seed: 1\n", "", "K004", ":2:1"),
        ("settings:\n", "settinx:\n", "K004", ""),
        ("{central: 100,", "{central: lots,", "K004", ""),
        ("draws: 200", "draws: 200\ndraws: 200", "Y006", ":5:1"),
        ("draws: 200", "draws: [", "Y004", ""),
        ("draws: 200", "draws: &x 200", "Y007", ""),
    ],
)
def test_a_lock_that_is_none(plan, bedmodel, old, new, code, place):
    lock = plan.with_name("plan.lock.yaml")
    edit(lock, old, new)
    left, out, _ = bedmodel("check", ".", "-q")
    assert left == 3
    assert code in codes(out)
    assert f"plan.lock.yaml{place}" in out
    assert "Traceback" not in out
    left, out, _ = bedmodel("check", ".", "--update")
    assert left == 0
    assert "in place of one that cannot be read" in out
    assert bedmodel("check", ".", "-q")[0] == 0


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"- a\n- b\n", b"x" * 1_000_001, b"a: \x00"])
def test_a_lock_that_is_no_text_or_no_mapping(plan, bedmodel, content):
    plan.with_name("plan.lock.yaml").write_bytes(content)
    code, out, err = bedmodel("check", ".", "-q")
    assert code == 3
    assert "plan.lock.yaml:" in out
    assert "Traceback" not in out + err


def test_a_lock_that_is_a_folder_or_lies_elsewhere(plan, bedmodel, tmp_path_factory):
    lock = plan.with_name("plan.lock.yaml")
    away = tmp_path_factory.mktemp("away") / "plan.lock.yaml"
    shutil.move(lock, away)
    lock.symlink_to(away)
    assert bedmodel("check", ".", "-q")[0] == 0
    code, out, _ = bedmodel("check", ".", "-q", "--root", ".")
    assert (code, codes(out)) == (3, ["Y012"])
    lock.unlink()
    lock.mkdir()
    code, out, _ = bedmodel("check", ".", "-q")
    assert (code, codes(out)) == (3, ["Y001"])


def test_a_lock_whose_scenario_is_gone(plan, bedmodel):
    shutil.copy(plan.with_name("plan.lock.yaml"), plan.with_name("old.lock.yaml"))
    code, out, _ = bedmodel("check", ".")
    assert code == 0
    assert "old.lock.yaml:1:1 K008 warning: there is no old.yaml any more" in out
    assert bedmodel("check", ".", "-q", "--strict")[0] == 1


def test_a_lock_stands_for_its_scenario(plan, bedmodel):
    code, out, _ = bedmodel("check", "plan.yaml", "plan.lock.yaml")
    assert code == 0
    assert out.splitlines()[-1].startswith("1 scenario;")


def test_a_shells_star_names_locks_too(plan, bedmodel):
    other = plan.with_name("more.yaml")
    other.write_text("bedmodel: 1\nextends: plan.yaml\nscenario: {id: more}\n")
    names = ["more.yaml", "plan.lock.yaml", "plan.yaml"]
    assert bedmodel("compare", *names, "--deterministic", "-q")[0] == 0
    code, _, err = bedmodel("run", "plan.lock.yaml")
    assert code == 3
    assert "this is the lock of a scenario; name the scenario" in err


def test_a_check_that_checks_nothing_fails(folder, bedmodel):
    (folder / "empty").mkdir()
    code, out, _ = bedmodel("check", "empty", "-q")
    assert (code, codes(out)) == (1, ["K007"])
    edit(folder / "plan.yaml", CLAIM, "")
    code, out, _ = bedmodel("check", ".", "-q", *DRAWS)
    assert (code, codes(out)) == (1, ["K007", "K003"])
    assert "no expectation was judged, and there is no lock" in out


def test_files_that_are_not_valid_do_not_keep_the_others_from_being_checked(plan, bedmodel):
    plan.with_name("a.yaml").write_text("bedmodel: 1\nextends: plan.yaml\npools: {acute: {beds: 12}}\n")
    plan.with_name("b.yaml").write_text("bedmodel: 1\nextends: nowhere.yaml\n")
    edit(plan, "effect: {value: 0.1,", "effect: {value: 0.2,")
    code, out, _ = bedmodel("check", ".", "-q")
    assert code == 3
    assert set(codes(out)) == {"P001", "Y001", "K002"}
    assert len(out.splitlines()) == len(set(out.splitlines())), "each thing once"


@pytest.mark.parametrize("format", ["text", "json", "github", "junit"])
def test_a_path_that_names_nothing_is_reported_as_asked_beside_the_others(plan, bedmodel, format):
    code, out, err = bedmodel("check", "nowhere.yaml", "--format", format, "-q")
    assert (code, err) == (3, "")
    assert "there is no such file or folder" in out
    assert "K007" not in out
    _, out, _ = bedmodel("check", "nowhere.yaml", "plan.yaml", "--format", format)
    assert "nowhere.yaml" in out
    assert "plan.yaml" in out


def test_a_path_with_detours_is_no_other_scenario(plan, bedmodel):
    folder = plan.parent.name
    names = [f"../{folder}/plan.yaml", "plan.yaml", f"../{folder}/plan.lock.yaml", plan]
    _, out, _ = bedmodel("check", *names)
    assert out.splitlines()[-1].startswith("1 scenario;")
    plan.write_text("bedmodel: 1\n")
    for names in (["./plan.yaml"], [f"../{folder}/plan.yaml"], [f"../{folder}"]):
        code, out, _ = bedmodel("check", *names)
        assert code == 3
        assert len(out.splitlines()) == len(set(out.splitlines())), "each thing once"


def test_a_detour_through_a_link_is_none(plan, bedmodel, tmp_path_factory):
    """Below a link `..` is the folder above what it leads to, not the one it stands in."""
    away = tmp_path_factory.mktemp("away")
    (away / "inner").mkdir()
    shutil.copy(plan, away / "plan.yaml")
    plan.with_name("link").symlink_to(away / "inner")
    code, out, _ = bedmodel("check", "link/../plan.yaml", "-q")
    assert (code, codes(out)) == (1, ["K003"]), "it has no lock there"


@pytest.mark.parametrize(("example", "code"), [("before", 4), ("after", 0)])
def test_a_scenario_without_figures(plan, bedmodel, example, code):
    text = getattr(RULEBOOK["K009"], example)
    plan.with_name("far.yaml").write_text(f"bedmodel: 1\nextends: plan.yaml\n{text}\n")
    left, out, err = bedmodel("check", ".", "-q", "--update", "--draws", 2)
    assert left == code, out
    assert codes(out) == (["K009"] if code else [])
    assert "Traceback" not in out + err


def test_without_draws_what_needs_them_is_not_judged(plan, bedmodel):
    edit(
        plan,
        "because: no bed closes}",
        "because: no bed closes}\n  - {metric: beds.gap, probability: {below: 0, at_most: 1}, because: x}",
    )
    assert bedmodel("check", ".", "--update", "-q")[0] == 0
    code, out, _ = bedmodel("check", ".", "--draws", 0)
    assert code == 0
    assert "expectations: 1 of 1 hold, 1 not judged without draws" in out
    assert "locks: 1 of 1 hold, 1 with other draws, so that only central figures were held" in out


LIKELY = "  - {metric: beds.gap, where: {pool: acute}, probability: {below: 0, at_least: 0.99}, because: surely}\n"


def test_a_lock_cannot_switch_off_what_needs_draws(plan, bedmodel):
    plan.write_text(plan.read_text() + LIKELY)
    code, out, _ = bedmodel("check", ".", "--update", "-q", *DRAWS)
    assert (code, codes(out)) == (1, ["K001"]), "the claim is false"
    edit(plan.with_name("plan.lock.yaml"), "draws: 200", "draws: 0")
    code, out, _ = bedmodel("check", ".")
    assert code == 1
    assert "K001 expectations[1]: beds.gap[pool=acute,year=2017/18] cannot be judged without draws" in out
    assert "the lock says draws: 0; bring it to the usual ones: bedmodel check plan.yaml --update" in out
    edit(plan.with_name("plan.lock.yaml"), "draws: 0", "draws: 200")
    code, out, _ = bedmodel("check", ".", "--draws", 0)
    assert code == 0, "asked for in this run"
    assert "expectations: 1 of 1 hold, 1 not judged without draws;" in out


def test_an_update_brings_too_few_draws_to_the_usual_ones(plan, bedmodel):
    lock = plan.with_name("plan.lock.yaml")
    code, out, _ = bedmodel("check", ".", "--update")
    assert code == 0
    assert "  200 → 5,000 draws\n" in out
    assert "\ndraws: 5000\n" in lock.read_text()
    code, out, _ = bedmodel("check", ".", "--update", *DRAWS)
    assert "  5,000 → 200 draws, fewer than the usual 5,000\n" in out
    edit(lock, "draws: 200", "draws: 6000")
    assert bedmodel("check", ".", "--update", "-q")[0] == 0
    assert "\ndraws: 6000\n" in lock.read_text(), "more than the usual ones stay"


def test_a_lock_without_draws_is_not_written(folder, bedmodel):
    code, _, err = bedmodel("check", "plan.yaml", "--update", "--draws", 0)
    assert code == 2
    assert "a lock without draws" in " ".join(err.split())
    assert not (folder / "plan.lock.yaml").exists()


def test_an_option_to_do_better_than(plan, bedmodel):
    claim = "metric: beds.gap, where: {pool: acute}, than: {scenario: plan.yaml}, at_least: 5, because: more care moves"
    child = plan.with_name("more.yaml")
    child.write_text(
        "bedmodel: 1\nextends: plan.yaml\nscenario: {id: more}\n"
        f"levers: {{home-care: {{effect: {{value: 0.2, source: assumed}}}}}}\nexpectations: [{{{claim}}}]\n"
    )
    assert bedmodel("check", ".", "--update", "-q")[0] == 0
    edit(child, "at_least: 5", "at_least: 50")
    code, out, _ = bedmodel("check", "more.yaml", "-q", "--update")
    assert code == 1
    assert "against plan.yaml is +" in out
    edit(child, "than: {scenario: plan.yaml}", "than: {scenario: gone.yaml}")
    code, out, _ = bedmodel("check", "more.yaml", "-q", "--update")
    assert (code, codes(out)) == (3, ["K006"])


def test_figures_of_another_year_are_not_compared(plan, bedmodel):
    edit(plan, "horizon: 2017/18", "horizon: 2018/19")
    _, out, _ = bedmodel("check", ".", "-q")
    assert "K005" not in out
    assert "the lock's figures are of 2017/18, those of now of 2018/19" in out


def test_json(plan, bedmodel):
    edit(plan, "effect: {value: 0.1,", "effect: {value: 0.2,")
    code, out, err = bedmodel("check", ".", "--format", "json")
    assert code == 1
    document = json.loads(out)
    assert document["check"]["code"] == 1
    (file,) = document["check"]["files"]
    assert file["lock"]["status"] == "moved"
    assert file["lock"]["moved"][0]["path"] == "levers.home-care.effect"
    assert (file["lock"]["moved"][0]["old"]["value"], file["lock"]["moved"][0]["new"]["value"]) == (0.1, 0.2)
    figures = {(moved["figure"], moved["statistic"]): moved for moved in file["lock"]["figures"]}
    gap = figures["beds.gap[pool=acute]", "central"]
    assert gap["new"] > gap["old"]
    assert file["expectations"][0]["held"] is True
    assert [row["code"] for row in document["rows"] if row["severity"] == "error"] == ["K002"]
    assert "1 scenario" in err


def test_github(plan, bedmodel):
    edit(plan, "effect: {value: 0.1,", "effect: {value: 0.2,")
    _, out, _ = bedmodel("check", ".", "--format", "github", "-q")
    assert out.startswith("::error file=plan.yaml,line=")
    assert "title=K002::levers.home-care.effect: 0.1 → 0.2%0Ain good it moves" in out


def suites(text):
    """The suites of a JUnit report, after what its schema asks of it."""
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites"
    for suite in root:
        assert suite.tag == "testsuite"
        assert set(suite.attrib) == {"name", "tests", "failures", "errors", "skipped"}
        assert int(suite.get("tests")) == len(suite)
        for kind, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.get(count)) == len(suite.findall(f"testcase/{kind}"))
        for case in suite:
            assert case.tag == "testcase"
            assert set(case.attrib) == {"name", "classname"}
            order = ["skipped", "error", "failure", "system-out"]
            assert [child.tag for child in case] == [tag for tag in order if case.find(tag) is not None]
    assert set(root.attrib) == {"name", "tests", "failures", "errors"}
    for count in ("tests", "failures", "errors"):
        assert int(root.get(count)) == sum(int(suite.get(count)) for suite in root)
    return {suite.get("name"): {case.get("name"): case for case in suite} for suite in root}


def test_junit(plan, bedmodel):
    edit(plan, "effect: {value: 0.1,", "effect: {value: 0.2,")
    edit(plan, "because: no bed closes", 'because: "<no> bed & \\"none\\" closes"')
    plan.with_name("a.yaml").write_text("bedmodel: 1\nextends: plan.yaml\npools: {acute: {beds: 12}}\n")
    code, out, _ = bedmodel("check", ".", "--format", "junit", "--junit", "out/check.xml", "-q")
    assert code == 3
    assert (plan.parent / "out" / "check.xml").read_text(encoding="utf-8") == out
    found = suites(out)
    assert list(found) == ["a.yaml", "plan.yaml"]
    assert found["a.yaml"]["the file"].find("error").get("type") == "P001"
    assert found["a.yaml"]["the lock"].find("skipped") is not None
    lock = found["plan.yaml"]["the lock"].find("failure")
    assert (lock.get("type"), lock.get("message")) == ("K002", "0.1 → 0.2")
    assert "levers.home-care.effect" in lock.text
    expected = [name for name in found["plan.yaml"] if name.startswith("expectations[0]")]
    assert expected == ['expectations[0]: beds.available[pool=acute,year=2017/18], <no> bed & "none" closes']
    assert bedmodel("check", ".", "--format", "junit", "-q")[1] == out, "no time of day"


def test_a_report_that_cannot_be_written_is_wrong_usage(plan, bedmodel):
    code, _, err = bedmodel("check", ".", "--junit", "plan.yaml/x.xml")
    assert code == 2
    assert "cannot write" in err


def test_a_lock_that_cannot_be_written_is_named(plan, bedmodel, monkeypatch):
    edit(plan, "effect: {value: 0.1,", "effect: {value: 0.2,")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    code, out, _ = bedmodel("check", ".", "--update")
    assert code == 4
    assert "plan.lock.yaml: not written\n" in out
    assert "plan.lock.yaml:1:1 K010 cannot be written: Permission denied\n" in out
    assert sorted(path.name for path in plan.parent.iterdir()) == ["plan.lock.yaml", "plan.yaml"]


def test_a_key_of_a_thousand_letters_fits_no_lock(plan, bedmodel):
    edit(
        plan,
        "levers:\n",
        f"levers:\n  {'x' * 1010}: {{title: T, acts_on: acute, effect: {{value: 0.1, source: assumed}}}}\n",
    )
    code, out, _ = bedmodel("check", ".", "--update", "-q", *DRAWS)
    assert code == 4
    assert "K010 cannot be written: plan.yaml says something that a lock cannot hold" in out


def test_a_lock_that_cannot_be_written_does_not_keep_the_others_from_it(folder, bedmodel):
    for name in ("another", "anytown"):
        shutil.copy(folder / "plan.yaml", folder / f"{name}.yaml")
    (folder / "anytown.lock.yaml").mkdir()
    code, out, _ = bedmodel("check", ".", "--update", *DRAWS)
    assert code == 3, "a lock that cannot be read either"
    assert "anytown.lock.yaml:1:1 K010 cannot be written: Is a directory" in out
    assert "move the folder away, then write it anew: bedmodel check anytown.yaml --update" in out
    told = [line for line in out.splitlines() if ".lock.yaml: " in line]
    assert [line.split(" and ")[0].split(", with")[0] for line in told] == [
        "another.lock.yaml: new",
        "anytown.lock.yaml: not written",
        "plan.lock.yaml: new",
    ]
    assert bedmodel("check", "another.yaml", "plan.yaml", "-q")[0] == 0


def test_the_year_of_the_figures_is_held(plan, bedmodel):
    edit(plan.with_name("plan.lock.yaml"), "year: 2017/18", "year: 2016/17")
    code, out, _ = bedmodel("check", ".", "-q")
    assert (code, codes(out)) == (1, ["K005"])
    assert out.startswith(
        "plan.lock.yaml:6:7 K005 year: although no assumption moved, the lock's figures are of 2016/17"
    )
    assert bedmodel("check", ".", "--update", "-q", *DRAWS)[0] == 0
    assert "year: 2017/18" in plan.with_name("plan.lock.yaml").read_text()


def test_a_parent_with_another_name_is_one_line(plan, bedmodel):
    heir = plan.with_name("heir.yaml")
    heir.write_text("bedmodel: 1\nextends: plan.yaml\nscenario: {id: heir}\n")
    assert bedmodel("check", "heir.yaml", "--update", "-q", *DRAWS)[0] == 0
    plan.rename(plan.with_name("base.yaml"))
    edit(heir, "plan.yaml", "base.yaml")
    code, out, _ = bedmodel("check", "heir.yaml", "-q")
    assert (code, codes(out)) == (1, ["K002"])
    assert " and 10 more: file plan.yaml → base.yaml\n    in heir it moves no figure of the headline; if that" in out
    edit(plan.with_name("base.yaml"), "effect: {value: 0.1,", "effect: {value: 0.2,")
    code, out, _ = bedmodel("check", "heir.yaml", "-q")
    assert codes(out) == ["K002", "K002"]
    assert "K002 levers.home-care.effect: 0.1 → 0.2\n    in heir it moves beds.gap[pool=acute] " in out
    assert "in heir it moves no" not in out
    _, out, _ = bedmodel("check", "heir.yaml", "--update", *DRAWS)
    assert "heir.lock.yaml: written anew\n  " in out
    assert out.count("file plan.yaml → base.yaml") == 1


def test_the_effect_stands_at_what_moved_the_figures(plan, bedmodel):
    edit(plan, "value: 0.9, unit: fraction, source", "value: 0.9, unit: fraction, confidence: low, source")
    edit(plan, "effect: {value: 0.1,", "effect: {value: 0.2,")
    _, out, _ = bedmodel("check", ".", "-q")
    assert "assumptions.standard: confidence – → low\nplan" in out
    assert "levers.home-care.effect: 0.1 → 0.2\n    in good it moves beds.gap" in out


CONFLICT = "<<<<<<< HEAD\ndraws: 200\n=======\ndraws: 300\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "draws: 200\n",
            CONFLICT,
            "plan.lock.yaml:4:1 K004 git has left a merge conflict in this lock\n    settle the",
        ),
        (None, "", "Y011 no keys and values here\n    write it anew: bedmodel check 'my plan/plan.yaml' --update"),
        (
            "seed: 1\n",
            "",
            "K004 seed: this key is missing\n    write it anew: bedmodel check 'my plan/plan.yaml' --update",
        ),
        ("value: 0.1\n", "value: 0.2\n", "if that is meant: bedmodel check 'my plan/plan.yaml' --update"),
    ],
)
def test_hints_say_what_to_do_with_a_lock(plan, bedmodel, old, new, words):
    folder = plan.parent / "my plan"
    folder.mkdir()
    for path in (plan, plan.with_name("plan.lock.yaml")):
        path.rename(folder / path.name)
    lock = folder / "plan.lock.yaml"
    lock.write_text(new) if old is None else edit(lock, old, new)
    _, out, _ = bedmodel("check", "my plan", "-q")
    assert words in out
    assert "a scenario begins" not in out


def test_no_text_can_begin_a_line_or_turn_one_round(folder, bedmodel):
    edit(folder / "plan.yaml", "because: no bed closes", 'because: "so\\n::error::forged \u202egpj"')
    edit(folder / "plan.yaml", "equals: 100", "equals: 101")
    (folder / "plan.yaml").rename(folder / "pl\x1b[31man.yaml")
    for arguments in (("--update", *DRAWS), ("-q",)):
        _, out, _ = bedmodel("check", ".", *arguments)
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "pl\\x1b[31man.yaml" in out
        assert "\n    expected because: so\\n::error::forged \\u202egpj\n" in out
    _, out, _ = bedmodel("check", ".", "--format", "github", "-q")
    assert {line.split()[0] for line in out.splitlines()} == {"::error"}


def test_the_committed_locks_hold(bedmodel, monkeypatch):
    monkeypatch.chdir(ROOT)
    code, out, _ = bedmodel("check", "scenarios", "-q", "--draws", 0)
    assert (code, out) == (0, "")
