"""Scenarios read from a git revision: the files as they were, the working tree untouched, nothing smuggled in."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bedmodel.problems import ScenarioError
from bedmodel.scenario.load import load
from bedmodel.scenario.reader import MAX_BYTES
from bedmodel.scenario.revision import Revision, RevisionError
from tests_support import TOY, git_repository

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

CHILD = "bedmodel: 1\nextends: ../toy.yaml\nassumptions:\n  {}: {{value: {}, unit: fraction, source: assumed}}\n"


@pytest.fixture
def repository(tmp_path):
    """toy.yaml with a child in a folder, committed twice: the need in the first was 10."""
    commit = git_repository(tmp_path)
    (tmp_path / "toy.yaml").write_text(TOY.read_text("utf-8"), encoding="utf-8")
    (tmp_path / "plans").mkdir()
    child = tmp_path / "plans" / "child.yaml"
    child.write_text(CHILD.format("standard", 0.8), encoding="utf-8")
    commit("first")
    child.write_text(CHILD.format("standard", 0.9), encoding="utf-8")
    commit("second")
    return tmp_path


def standard(scenario):
    return scenario.content.assumptions["standard"].value


def test_the_file_as_it_was_with_what_it_extends(repository):
    file = repository / "plans" / "child.yaml"
    (repository / "toy.yaml").write_text("not even YAML: [", encoding="utf-8")
    before = {path: path.read_bytes() for path in repository.rglob("*.yaml")}
    old, new = (load(file, store=Revision.of(file, name)) for name in ("HEAD~1", "HEAD"))
    assert (standard(old), standard(new)) == (0.8, 0.9)
    assert old.file == "HEAD~1:plans/child.yaml"
    assert old.content.assumptions["standard"].place.file == "HEAD~1:plans/child.yaml"
    assert {a.place.file for a in old.used.values()} == {"HEAD~1:toy.yaml"}
    assert {path: path.read_bytes() for path in repository.rglob("*.yaml")} == before
    status = subprocess.run(["git", "status", "--short"], cwd=repository, capture_output=True, check=True)
    assert status.stdout == b" M toy.yaml\n"


def test_from_a_folder_below_and_from_a_hook(repository, monkeypatch):
    monkeypatch.chdir(repository / "plans")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_PREFIX", "plans/")
    assert standard(load("child.yaml", store=Revision.of("child.yaml", "HEAD~1"))) == 0.8
    monkeypatch.chdir(repository)
    assert standard(load("plans/child.yaml", store=Revision.of("plans/child.yaml", "HEAD~1"))) == 0.8


@pytest.mark.parametrize("name", ["", "-h", "--output=x", "HEAD:plans", "HEAD\n", "HEAD\0"])
def test_what_is_no_revision_never_reaches_git(repository, monkeypatch, name):
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("git was run"))
    with pytest.raises(RevisionError, match="names no revision"):
        Revision.of(repository / "toy.yaml", name)


@pytest.mark.parametrize("name", ["HEAD~9", "HEAD~1..HEAD", "no-such-branch", "$(touch x)", "HEAD; touch x"])
def test_an_unknown_revision(repository, name):
    with pytest.raises(RevisionError, match="the repository has no revision"):
        Revision.of(repository / "toy.yaml", name)
    assert not (repository / "x").exists()


def test_outside_a_repository_and_without_git(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RevisionError, match="lies in no git repository"):
        Revision.of(tmp_path / "toy.yaml", "HEAD")
    with pytest.raises(RevisionError, match="there is no folder"):
        Revision.of(tmp_path / "no" / "toy.yaml", "HEAD")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RevisionError, match="git is not installed"):
        Revision.of(tmp_path / "toy.yaml", "HEAD")


def test_a_clone_without_history_says_so(repository, tmp_path_factory):
    clone = tmp_path_factory.mktemp("clones") / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{repository}", str(clone)], check=True)
    with pytest.raises(RevisionError, match="only part of the history"):
        Revision.of(clone / "toy.yaml", "HEAD~1")


@pytest.mark.parametrize(
    ("extends", "code", "said"),
    [
        ("gone.yaml", "Y001", "there is no such file in HEAD"),
        ("../outside.yaml", "Y001", "lies outside the repository"),
        ("/etc/hostname", "Y001", "lies outside the repository"),
        ("link.yaml", "Y001", "there is no such file in HEAD"),
        ("plans", "Y001", "there is no such file in HEAD"),
        ("large.yaml", "Y002", "larger than"),
        ("latin.yaml", "Y003", "not UTF-8"),
    ],
)
def test_what_a_file_of_then_cannot_extend(repository, extends, code, said):
    (repository.parent / "outside.yaml").write_text("secret: 1\n", encoding="utf-8")
    os.symlink("/etc/hostname", repository / "link.yaml")
    (repository / "large.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    (repository / "latin.yaml").write_bytes(b"\xe9")
    (repository / "bad.yaml").write_text(f"bedmodel: 1\nextends: {extends}\n", encoding="utf-8")
    git_repository(repository)("third")
    with pytest.raises(ScenarioError) as caught:
        load(repository / "bad.yaml", store=Revision.of(repository / "bad.yaml", "HEAD"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.line) == (code, "HEAD:bad.yaml", 2)
    assert said in problem.message


def test_a_link_inside_the_repository_is_followed(repository):
    os.symlink("toy.yaml", repository / "other.yaml")
    git_repository(repository)("third")
    file = repository / "other.yaml"
    assert load(file, store=Revision.of(file, "HEAD")).content.scenario.id == "toy"


def test_the_root_confines_what_is_read_of_a_revision_too(repository):
    file = repository / "plans" / "child.yaml"
    with pytest.raises(ScenarioError) as caught:
        load(file, store=Revision.of(file, "HEAD"), root=repository / "plans")
    assert [p.code for p in caught.value.problems] == ["Y012"]


def test_whether_a_revision_has_a_file(repository):
    revision = Revision.of(repository / "toy.yaml", "HEAD")
    found = [revision.has(revision.find(str(repository / name), None)) for name in ("toy.yaml", "new.yaml", "plans")]
    assert found == [True, False, False]
    assert isinstance(revision.top, Path)
