"""`bedmodel tour`: every step runs and shows what it is about; it waits for people only, and loses nobody's files."""

import os
import pty
import re
import subprocess
import sys

import pytest
import yaml

from bedmodel.cli.tour_steps import tour_steps
from tests_support import ROOT, program

STEPS = tour_steps("the tour")
SHOWN = (
    "written to",
    "The plan closes",
    "too few beds to run at",
    "Open − needed",
    "which would not do",
    "written: report.html",
)
"""What each step's own output must show, by which the newcomer sees what it did."""


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("columns", [60, 140])
def test_it_goes_from_nothing_to_a_page(here, bedmodel, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, err = bedmodel("tour", "the tour")
    assert (code, err) == (0, "")
    assert (here / "the tour" / "report.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert max(map(len, out.splitlines())) <= columns
    parts = re.split(r"(?m)^\d of 6  ", out)[1:]
    assert [part.splitlines()[0] for part in parts] == [step.title for step in STEPS]
    for part, shown in zip(parts, SHOWN, strict=True):
        assert shown in " ".join(part.replace("│", " ").split())
    assert "--draws 500" in out
    assert "Press Enter" not in out
    assert "the tour/report.html" in parts[-1]


def test_what_it_shows_is_what_the_commands_print(here, bedmodel):
    _, out, _ = bedmodel("tour", "made", "--yes")
    for step in tour_steps("made")[1:-1]:
        os.chdir(here / "made")
        code, printed, _ = bedmodel(*step.command[1:])
        assert code == 0
        shown = "\n".join(step.cut(printed.splitlines()))
        assert shown in out
        assert 3 <= shown.count("\n") <= 24


def test_the_commands_that_it_shows_can_be_pasted(here, bedmodel):
    _, out, _ = bedmodel("tour", "the tour", "--list")
    assert not list(here.iterdir())
    typed = re.findall(r"(?m)^    (bedmodel (?:.*\\\n)*.*)$", out)
    assert len(typed) == len(STEPS)
    for line, step in zip(typed, STEPS, strict=True):
        words = subprocess.run(["bash", "-c", f"printf '%s\\n' {line}"], capture_output=True, text=True, check=True)
        assert words.stdout.splitlines() == list(step.command)


def test_files_are_never_written_over(here, bedmodel):
    (here / "bedmodel-tour").mkdir()
    (here / "bedmodel-tour" / "notes.txt").write_text("mine", encoding="utf-8")
    code, _, err = bedmodel("tour")
    assert code == 2
    assert "is not empty (notes.txt); name another folder" in " ".join(err.split())
    assert [path.name for path in (here / "bedmodel-tour").iterdir()] == ["notes.txt"]
    (here / "file").write_text("mine", encoding="utf-8")
    assert bedmodel("tour", "file")[0] == 2


def test_a_step_that_fails_is_the_end_with_its_own_code(here, bedmodel, monkeypatch):
    broken = [*STEPS[:1], STEPS[1], STEPS[2]]
    object.__setattr__(broken[1], "command", ["bedmodel", "run", "scenarios/nowhere.yaml"])
    monkeypatch.setattr("bedmodel.cli.tour_steps.tour_steps", lambda _: broken)
    code, out, err = bedmodel("tour", "the tour")
    assert code == 3
    assert "nowhere.yaml" in err
    assert STEPS[2].title not in out


def test_a_terminal_of_ascii_gets_plain_signs(tmp_path):
    plain = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = program("tour", tmp_path / "tour", env=plain)
    assert done.returncode == 0, done.stderr
    text = done.stdout.decode("ascii")
    assert "+0.3" in text
    assert "?" not in text.replace("What must you believe?", "")


def in_a_terminal(folder, *keys):
    """The program run where somebody sits who presses keys at each prompt: its exit code, and all that was shown."""
    lead, follow = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
    command = [sys.executable, "-m", "bedmodel", "tour", "tour"]
    running = subprocess.Popen(command, stdin=follow, stdout=follow, stderr=follow, cwd=folder, env=environment)
    os.close(follow)
    seen, waiting = "", list(keys)
    while True:
        try:
            seen += os.read(lead, 65536).decode("utf-8", errors="replace")
        except OSError:
            break
        if waiting and seen.count("Press Enter") > len(keys) - len(waiting):
            os.write(lead, waiting.pop(0))
    os.close(lead)
    return running.wait(timeout=60), seen


@pytest.mark.skipif(os.name == "nt", reason="POSIX terminals")
def test_it_waits_for_somebody_who_is_there(tmp_path):
    code, seen = in_a_terminal(tmp_path, *[b"\n"] * len(STEPS))
    assert code == 0, seen
    assert seen.count("Press Enter") == len(STEPS)
    assert (tmp_path / "tour" / "report.html").is_file()


@pytest.mark.skipif(os.name == "nt", reason="POSIX terminals")
def test_the_end_of_input_is_an_interruption(tmp_path):
    code, seen = in_a_terminal(tmp_path, b"\x04")
    assert code == 130, seen
    assert "interrupted" in seen
    assert not (tmp_path / "tour").exists()


def test_an_interrupt_is_exit_code_130(here, bedmodel, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("bedmodel.cli.main.run_command.run", interrupted)
    monkeypatch.setattr("bedmodel.cli.tour._printed", interrupted)
    code, _, err = bedmodel("tour", "tour")
    assert (code, err) == (130, "interrupted\n")


def test_the_file_of_the_steps_says_nothing_that_is_not_read():
    said = yaml.safe_load((ROOT / "data" / "examples" / "tour.yaml").read_text(encoding="utf-8"))
    assert set(said) == {"steps"}
    assert {key for step in said["steps"] for key in step} == {
        "title",
        "does",
        "why",
        "command",
        "show",
        "file",
        "makes",
    }
