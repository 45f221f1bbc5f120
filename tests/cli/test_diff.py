"""`bedmodel diff` as its users meet it: two files, or one and a git revision."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests_support import ROOT, SCENARIOS, TOY, git_repository, loaded_by

BCT, HALF, NO_CUTS, EVIDENCE = (
    str(SCENARIOS / f"{name}.yaml") for name in ("bct", "half-delivery", "no-cuts", "evidence-led")
)
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def flat(text):
    return " ".join(text.replace("│", " ").split())


def rows_of(text, kind):
    return [row for row in json.loads(text)["rows"] if row["row"] == kind]


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with toy.yaml and a child of it, `plan.yaml`, of whose two commits the first had 100 beds."""
    commit = git_repository(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "toy.yaml").write_text(TOY.read_text("utf-8"), "utf-8")
    plan = tmp_path / "plans" / "plan.yaml"
    plan.parent.mkdir()
    for beds in (100, 90):
        source = "  report: {title: A report, publisher: P, kind: plan}\n"
        plan.write_text(
            f"bedmodel: 1\nextends: ../toy.yaml\nsources:\n{source}"
            f"pools:\n  medical:\n    beds: {{value: {beds}, source: {{ref: report, at: p. 3}}}}\n",
            "utf-8",
        )
        commit(f"{beds} beds")
    return tmp_path


def test_the_page(bedmodel):
    code, out, err = bedmodel("diff", BCT, HALF, "--draws", 300)
    assert (code, err) == (0, "")
    wanted = [
        "1 assumption changed.",
        "Bed gap, Leicester's acute hospitals in 2020/21: 0 beds → −121 beds, a change of −121 beds (",
        "Money gap in 2020/21: −£13.0m → −£6.6m",
        "over 300 futures (seed 1)",
        "Assumptions",
        "How much of the planned shift of care really happens: 100% → 50%",
        "left_shift_delivery",
        "source, as before: assumed, no source gives it",
        "confidence low → –",
        "The headline in 2020/21: what moved",
        "bct half-delivery change",
        "Open − needed 0 −121 −121",
        "What is left −13.0 −6.6 +6.4",
        "other figures of the headline did not move",
    ]
    at = [flat(out).find(text) for text in wanted]
    assert -1 not in at, wanted[at.index(-1)]
    assert at == sorted(at)
    assert "scenarios/half-delivery.yaml:9" in "".join(out.split())


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal(bedmodel, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = bedmodel("diff", BCT, EVIDENCE, "--draws", 100)
    assert max(len(line) for line in out.splitlines()) <= columns
    assert "…" not in out
    assert "What did it: each difference alone" in out
    assert "levers.left-shift" in out


def test_what_did_it(bedmodel):
    code, out, _ = bedmodel("diff", BCT, EVIDENCE, "--deterministic", "--format", "json")
    assert code == 0
    effects = [row for row in rows_of(out, "effect") if row["figure"] == "beds.gap[pool=acute]"]
    assert effects[0]["path"] == "levers.left-shift"
    (figure,) = [row for row in rows_of(out, "figure") if row["path"] == "beds.gap[pool=acute]"]
    assert sum(row["difference"] or 0 for row in effects) == pytest.approx(figure["difference"])
    assert effects[-1]["path"] is None
    assert effects[-1]["note"].startswith("what differences do together")


@pytest.mark.parametrize("beds", [70.2, 70.4, 70.7, 71.3])
def test_figures_and_their_change_add_up_as_they_are_shown(bedmodel, child, beds):
    plans = [
        child(f"pools: {{medical: {{beds_plan: {{2022/23: {{value: {n}, source: assumed}}}}}}}}\n", name=f"{name}.yaml")
        for name, n in (("one", 80.9), ("two", beds))
    ]
    _, out, _ = bedmodel("diff", *plans, "--deterministic", "--figures-only")
    said = flat(out).replace("−", "-")
    found = re.search(r"Bed gap, Medical ward in 2022/23: (\S+) beds → (\S+) beds, a change of (\S+) beds", said)
    in_table = re.search(r"Medical ward Open \S+ \S+ \S+ Open - needed (\S+) (\S+) (\S+)", said)
    assert found is not None
    assert in_table is not None
    for old, new, change in (found.groups(), (*in_table.groups(),)):
        assert float(old) + float(change) == pytest.approx(float(new), abs=1e-9)


def test_json_and_csv_say_the_same(bedmodel):
    code, out, _ = bedmodel("diff", BCT, NO_CUTS, "--draws", 100, "--format", "json")
    found = json.loads(out)
    assert (code, list(found)) == (0, ["bedmodel", "diff", "rows"])
    head = found["diff"]
    assert (head["differs"], head["year"], head["draws"], head["old"]["id"]) == (True, "2020/21", 100, "bct")
    assert not [key for key in head if "time" in key or "date" in key]
    (beds,) = [r for r in found["rows"] if r["path"] == "pools.acute.beds_plan.2020/21" and r["row"] == "assumption"]
    assert (beds["old"], beds["new"], beds["old_text"], beds["change"]) == (1697, 1940, "1,697 beds", "changed")
    assert beds["old_at"].endswith("scenarios/bct.yaml:88")
    (share,) = [row for row in found["rows"] if row["path"] == "sites.general.share"]
    assert (share["inside"], share["change"], share["new_at"]) == ("sites", "removed", None)
    _, as_csv, _ = bedmodel("diff", BCT, NO_CUTS, "--draws", 100, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(as_csv)))
    assert [row["path"] for row in rows] == [row["path"] or "" for row in found["rows"]]
    assert {tuple(row) for row in found["rows"]} == {tuple(rows[0])}


def test_markdown_for_a_pull_request(bedmodel):
    code, out, _ = bedmodel("diff", BCT, NO_CUTS, "--draws", 100, "--format", "md")
    assert code == 0
    assert "\n- **Acute beds open at the end of the plan: 1,697 beds → 1,940 beds**\n" in out
    assert "\n  - worked out: – → no change from today's 1,940\n" in out
    assert "\n|  | bct | no-cuts | change |\n" in out
    assert "\n| **all** | +243 | +38 | +11.4 |\n" in out


def test_a_solved_value_is_shown_as_it_is_solved(bedmodel, tmp_path):
    text = (SCENARIOS / "bct.yaml").read_text("utf-8").replace("extends: llr.yaml", f"extends: {SCENARIOS}/llr.yaml")
    other = tmp_path / "other.yaml"
    other.write_text(text.replace("value: 1697", "value: 1600"), "utf-8")
    code, out, _ = bedmodel("diff", BCT, other, "--deterministic")
    assert code == 0
    said = flat(out)
    assert "Acute beds open at the end of the plan: 1,697 beds → 1,600 beds" in said
    assert "the value is another, the citation the same" in said
    assert "Another value under the same citation: pools.acute.beds_plan.2020/21. Does the source say so?" in said
    assert "Solved values that moved" in said
    assert "bct other change" in said
    assert "Solved so that published figures are met: Share of acute bed-days that the plan takes out" in said
    assert "Neither beds nor money move" in said, "the gap is met by construction in both"


def test_other_baselines_show_assumptions_and_say_why_no_figures(bedmodel):
    code, out, err = bedmodel("diff", BCT, SCENARIOS / "pcbc-2020.yaml")
    assert (code, err) == (0, "")
    assert "The figures cannot be set side by side" in flat(out)
    assert "starts in 2019/20, but bct starts in 2015/16" in flat(out)
    assert "General and acute beds open in 2019/20: 1,940 beds → 1,565 beds" in flat(out)
    assert "The headline" not in out


def test_nothing_differs(bedmodel, child):
    code, out, _ = bedmodel("diff", TOY, TOY, "--exit-code")
    assert code == 0
    assert "Nothing differs: both say the same." in out
    assert "The headline" not in out
    code, out, _ = bedmodel("diff", TOY, child("scenario: {title: Another}"), "--exit-code")
    assert code == 0
    assert "differ in words for readers" in flat(out)
    _, out, _ = bedmodel("diff", TOY, TOY, "--format", "csv")
    assert out.startswith("row,change,path,")
    _, out, _ = bedmodel("diff", TOY, TOY, "--format", "json")
    assert json.loads(out)["diff"]["differs"] is False


def test_parts_of_the_answer(bedmodel):
    code, out, _ = bedmodel("diff", BCT, NO_CUTS, "--assumptions-only")
    assert code == 0
    assert "The headline" not in out
    assert "1,697 beds → 1,940 beds" in out
    code, out, _ = bedmodel("diff", BCT, NO_CUTS, "--figures-only", "--deterministic")
    assert code == 0
    assert "The headline" in out
    assert "1,697 beds → 1,940 beds" not in out
    assert "2 assumptions changed" in out
    code, _, err = bedmodel("diff", BCT, NO_CUTS, "--figures-only", "--assumptions-only")
    assert code == 2
    assert "--figures-only" in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((BCT,), 2, "name two files, or one and --against REVISION"),
        ((BCT, HALF, "--against", "HEAD"), 2, "one file is held against itself"),
        ((BCT, "no-such.yaml"), 3, "no-such.yaml:1:1 Y001"),
        ((BCT, HALF, "--root", str(ROOT / "tests")), 3, "Y012"),
    ],
)
def test_wrong_usage(bedmodel, arguments, code, said):
    found, _, err = bedmodel("diff", *arguments)
    assert found == code
    assert said in flat(err)


@needs_git
def test_against_a_revision(bedmodel, repository):
    code, out, err = bedmodel("diff", "plans/plan.yaml", "--against", "HEAD~1", "--draws", 100, "--exit-code")
    assert (code, err) == (1, "")
    said = flat(out)
    assert "From HEAD~1:plans/plan.yaml to plans/plan.yaml" in said
    assert "100 beds → 90 beds" in said
    assert "HEAD~1:plans/plan.yaml:7 → plans/plan.yaml:7" in said
    assert "the value is another, the citation the same: A report, P: p. 3" in said
    assert "HEAD~1 now change" in said
    code, out, _ = bedmodel("diff", "plans/plan.yaml", "--against", "HEAD", "--exit-code")
    assert code == 0
    assert "Nothing differs" in out


@needs_git
def test_what_is_not_committed_yet_is_seen_from_a_folder_below(bedmodel, repository, monkeypatch):
    toy = repository / "toy.yaml"
    toy.write_text(toy.read_text("utf-8").replace("beds: {value: 40, ", "beds: {value: 44, "), "utf-8")
    monkeypatch.chdir(repository / "plans")
    code, out, _ = bedmodel("diff", "plan.yaml", "--against", "HEAD", "--format", "json", "--deterministic")
    assert code == 0
    (row,) = rows_of(out, "assumption")
    assert (row["path"], row["old"], row["new"]) == ("pools.surgical.beds", 40, 44)
    assert row["old_at"].startswith("HEAD:toy.yaml:")
    assert row["new_at"].startswith("../toy.yaml:")


@needs_git
@pytest.mark.parametrize(
    ("file", "revision", "said"),
    [
        ("plans/plan.yaml", "nowhere", "the repository has no revision `nowhere`"),
        ("plans/plan.yaml", "--help", "names no revision"),
        ("plans/new.yaml", "HEAD", "HEAD:plans/new.yaml: there was no such file then"),
    ],
)
def test_what_a_revision_does_not_have_is_wrong_usage(bedmodel, repository, file, revision, said):
    (repository / "plans" / "new.yaml").write_text("bedmodel: 1\nextends: ../toy.yaml\n", "utf-8")
    code, _, err = bedmodel("diff", file, f"--against={revision}")
    assert code == 2
    assert said in flat(err)


@needs_git
def test_outside_a_repository(bedmodel, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    shutil.copy(TOY, tmp_path / "toy.yaml")
    code, _, err = bedmodel("diff", tmp_path / "toy.yaml", "--against", "HEAD")
    assert code == 2
    assert "lies in no git repository" in flat(err)
    monkeypatch.setenv("PATH", str(tmp_path))
    code, _, err = bedmodel("diff", tmp_path / "toy.yaml", "--against", "HEAD")
    assert code == 2
    assert "git is not installed here" in flat(err)


@needs_git
def test_a_file_that_was_not_valid_then_is_named_as_it_was(bedmodel, repository):
    plan = repository / "plans" / "plan.yaml"
    good = plan.read_text("utf-8")
    plan.write_text(good + "nonsense: 1\n", "utf-8")
    git_repository(repository)("broken")
    plan.write_text(good, "utf-8")
    code, _, err = bedmodel("diff", "plans/plan.yaml", "--against", "HEAD")
    assert code == 3
    assert "HEAD:plans/plan.yaml:8:1 S001" in err


@pytest.mark.parametrize("arguments", [(BCT, BCT), (BCT, NO_CUTS, "--assumptions-only")])
@pytest.mark.parametrize("format", ["table", "json", "csv", "md"])
def test_nothing_heavy_is_imported_where_nothing_is_run(arguments, format):
    assert loaded_by("diff", *arguments, "--format", format) == []


def test_same_input_same_bytes_whatever_the_hash_seed():
    found = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "bedmodel", "diff", BCT, EVIDENCE, "--draws", "50", "--format", "json"]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        found.add(subprocess.run(command, capture_output=True, env=environment, cwd=ROOT, check=True).stdout)
    assert len(found) == 1


def test_a_long_text_is_cut_to_what_a_reader_needs(bedmodel, child):
    beds = "pools: {{medical: {{beds: {{value: 100, source: assumed, rationale: {}}}}}}}\n"
    plans = [child(beds.format(f"{name} {'because ' * 60}end"), name=f"{name}.yaml") for name in ("old", "new")]
    for format in ("md", "table"):
        code, out, _ = bedmodel("diff", *plans, "--assumptions-only", "--format", format)
        assert code == 0
        said = flat(out)
        assert "rationale old because" in said
        assert "… → new because" in said
        assert "end" not in said.split("rationale", 1)[1].split()
        assert len(said) < 1200
    _, out, _ = bedmodel("diff", *plans, "--assumptions-only", "--format", "json")
    assert rows_of(out, "assumption")[0]["fields"] == "rationale"


def test_long_texts_that_begin_alike_are_shown_where_they_part(bedmodel, child):
    beds = "pools: {{medical: {{beds: {{value: 100, source: assumed, rationale: {}}}}}}}\n"
    plans = [child(beds.format(f"{'because ' * 60}{name}"), name=f"{name}.yaml") for name in ("old", "new")]
    _, out, _ = bedmodel("diff", *plans, "--assumptions-only", "--format", "md")
    assert "rationale … old → … new" in flat(out)


def with_first_calibration(tmp_path, name, *, last_first=False, without_first=False, edit=lambda text: text):
    """The plan with its calibrations in another order, or one left out."""
    text = (SCENARIOS / "bct.yaml").read_text("utf-8").replace("extends: llr.yaml", f"extends: {SCENARIOS}/llr.yaml")
    before, section, after = re.split(r"^(calibrate:\n.*?)^(?=\w)", text, maxsplit=1, flags=re.DOTALL | re.MULTILINE)
    head, *items = section.split("  - ")
    assert len(items) == 4
    items = items[-1:] + items[:-1] if last_first else items[without_first:]
    file = tmp_path / name
    file.write_text(edit(before + "  - ".join([head, *items]) + after), "utf-8")
    return file


def test_calibrations_are_told_by_what_they_solve_wherever_they_stand(bedmodel, tmp_path):
    old = with_first_calibration(tmp_path, "old.yaml")
    moved = with_first_calibration(tmp_path, "moved.yaml", last_first=True)
    code, out, _ = bedmodel("diff", old, moved, "--assumptions-only")
    assert code == 0
    assert "No assumption, part, setting or source differs" in flat(out)
    other = with_first_calibration(
        tmp_path,
        "other.yaml",
        last_first=True,
        edit=lambda text: text.replace("      value: 399\n", "      value: 389\n"),
    )
    _, out, _ = bedmodel("diff", old, other, "--deterministic", "--format", "json")
    (row,) = rows_of(out, "assumption")
    assert row["path"] == "calibrate[finance.pressure_growth].equals"
    assert (row["old"], row["new"]) == (399, 389)
    (effect, _) = [row for row in rows_of(out, "effect") if row["figure"] == rows_of(out, "effect")[0]["figure"]]
    (figure,) = [row for row in rows_of(out, "figure") if row["path"] == effect["figure"]]
    assert effect["path"] == row["path"]
    assert effect["difference"] == pytest.approx(figure["difference"]), "the target of that one, made alone"


def test_a_calibration_that_is_put_first_is_one_part(bedmodel, tmp_path):
    few = with_first_calibration(
        tmp_path,
        "few.yaml",
        without_first=True,
        edit=lambda text: text.replace("    value: calibrated\n", "    value: 0.1\n    source: assumed\n", 1),
    )
    code, out, err = bedmodel(
        "diff", few, with_first_calibration(tmp_path, "all.yaml"), "--assumptions-only", "--format", "json"
    )
    assert (code, err) == (0, "")
    told = {row["path"].partition("]")[0] for row in json.loads(out)["rows"] if row["path"].startswith("calibrate[")}
    assert told == {"calibrate[left_shift"}
