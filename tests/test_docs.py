"""Pages of docs/ that are made are what the program makes now; links lead somewhere; help is told as printed."""

import re

import pytest
import typer

from bedmodel.cli.main import app
from bedmodel.metrics import Selector
from bedmodel.report.charted import money_steps
from docs.build import DOCS, ROOT, pages
from docs.build.pictures import differences, options

PAGES = pages()
BY_HAND = ("README.md", "model.md", "checking.md", "decisions.md", "explaining.md", "scenario-file.md")
ALT = ("beds", "money", "options")
METRICS_SHOWN = ("beds.required", "beds.available")
HINT = "run `make docs`, and commit what it writes"


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith(".md")])
def test_a_page_that_is_made_is_current(name):
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), HINT


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith(".svg")])
def test_a_picture_is_current(name):
    assert list(differences((DOCS / name).read_text(encoding="utf-8"), PAGES[name]())) == [], HINT


def test_a_picture_with_another_word_or_place_is_not_current():
    text = (DOCS / "pictures" / "beds.svg").read_text(encoding="utf-8")
    assert list(differences(text, text)) == []
    assert any("1,697" in one for one in differences(text, text.replace("1,697", "1,698", 1)))
    place = re.search(r'd="M ([0-9.]+) ', text)[1]
    assert list(differences(text, text.replace(place, f"{float(place) + 1:.1f}"))) == []
    assert list(differences(text, text.replace(place, f"{float(place) + 9:.1f}"))) != []


def test_every_page_is_one_that_is_made_or_written():
    found = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*") if path.suffix in (".md", ".svg")}
    assert found == {*PAGES, *BY_HAND}


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith(".svg")])
def test_pictures_are_small_and_need_nothing_from_outside(name):
    text = (DOCS / name).read_text(encoding="utf-8")
    assert len(text) < 60_000
    assert set(re.findall(r"https?://[^\"' ]+", text)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "<text" in text
    assert "@font-face" not in text


def anchors(text):
    """The places of a page that can be linked to, as GitHub names them."""
    heads = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", ROOT / "scenarios" / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda p: p.name
)
def test_every_link_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        name, _, place = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        assert there.exists(), target
        assert not place or place in anchors(there.read_text(encoding="utf-8")), target


@pytest.mark.parametrize("name", [command.name for command in app.registered_commands])
def test_the_page_of_commands_says_what_the_help_prints(bedmodel, name):
    _, printed, _ = bedmodel(name, "--help")
    flat = " ".join(printed.split())
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    (own,) = re.findall(rf"(?ms)^## bedmodel {name}\n(.*?)(?=^## |\Z)", page)
    shared = page.partition("## Options that most commands have")[2]
    command = typer.main.get_command(app).commands[name]
    for parameter in command.params:
        option = max(parameter.opts, key=len)
        if option.startswith("--"):
            assert f"`{option}" in own, option
            assert option in printed
        said = (parameter.help or "").replace("|", "\\|")
        assert said.replace("<", "&lt;") in own + shared
        assert "".join((parameter.help or "").split()) in "".join(flat.split())
    for line in own.splitlines():
        if line.startswith("    bedmodel ") and not line.endswith(("\\", "[OPTIONS]")):
            assert line.strip() in re.sub(r" \\ ", " ", flat), line


WRITTEN = [ROOT / "README.md", ROOT / "scenarios" / "README.md", *(DOCS / name for name in BY_HAND), DOCS / "guide.md"]
COMMANDS = typer.main.get_command(app).commands


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_command_that_is_written_of_exists(path):
    text = path.read_text(encoding="utf-8")
    lines = re.findall(r"(?m)^ {4}(?:\$ )?bedmodel (.+)$", text) + re.findall(r"`bedmodel ([^`]+)`", text)
    for line in lines:
        name, *words = line.partition(" #")[0].split()
        if name.startswith("--") or name == "COMMAND":
            continue
        assert name in COMMANDS, line
        takes = {option for parameter in COMMANDS[name].params for option in parameter.opts} | {"--help"}
        assert {word.partition("=")[0] for word in words if re.match(r"--[a-z]", word)} <= takes, line


def test_the_texts_for_those_who_cannot_see_the_pictures_are_current(bct):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    beds, money, four = (re.search(rf"!\[(.*?)\]\(docs/pictures/{name}\.svg", text)[1] for name in ALT)
    first, last = (round(bct.value(f"beds.available[pool=acute,year={year}]")) for year in ("2015/16", "2020/21"))
    before = bct.value("beds.required_before_levers[pool=acute]")
    assert f"both fall from about {first:,} to {last:,}; without the plan {before:,.0f} would be needed" in beds
    steps = [f"£{abs(bct.value(step.figure)):.1f}m" for step in money_steps(bct)]
    assert re.findall(r"£[\d.]+m", money) == steps
    pairs = [
        [f"{option.courses[Selector(metric, pool='acute')].central[-1]:,.0f}" for metric in METRICS_SHOWN]
        for option in options().options
    ]
    assert re.findall(r"([\d,]{5}) (?:needed, |and )([\d,]{5})", four) == [tuple(pair) for pair in pairs]
