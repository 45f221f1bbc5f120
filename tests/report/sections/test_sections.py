"""What the sections about beds, money, their making and their sources say, held against hand-worked cases."""

import shlex

import pytest

from bedmodel.cli.main import main
from bedmodel.once import Once
from bedmodel.report.gather import gather
from bedmodel.scenario.several import load_all
from tests_support import ROOT, SCENARIOS, TOY


def gathered(*files, draws=0, **options):
    once = Once()
    return gather(load_all(list(files), once=once, **options), draws=draws, draw=False, rows=False, once=once)


def section(name, *files, **options):
    found = gathered(*files, **options).portraits[0].section(name)
    assert found is not None
    return found


def test_the_picture_of_beds_tells_its_shape_in_words():
    """The toy's medical ward: 100 open become 80, 100 needed become 94, and would become 110 without the plan."""
    assert section("beds", TOY).pictures[0].says == (
        "From 2020/21 to 2022/23 the number needed to be 90% full falls from 100 beds to 94 beds, and the number open "
        "falls from 100 beds to 80 beds. Open less needed in 2022/23: −14 beds. The first year with too few is "
        "2021/22. Without the plan 110 would be needed."
    )


def test_too_few_from_the_start_is_not_said_to_begin(child):
    text = "pools: {medical: {beds: {value: 90, source: assumed}, standard: {value: 0.8, source: assumed}}}\n"
    assert "first year with too few" not in section("beds", child(text)).pictures[0].says


def test_the_picture_of_occupancy_names_winters_with_more_patients_than_beds():
    says = section("occupancy", TOY).pictures[0].says
    assert "mean occupancy rises from 90.0% to 106.3%; in the winter of 2022/23 it is 127.5%" in says
    assert "Winters with more patients than beds: 2020/21, 2021/22, 2022/23." in says
    assert "more patients than beds" not in section("occupancy", TOY).pictures[1].says


def test_the_waterfall_has_a_row_a_step_that_add_up():
    (picture,) = section("money", SCENARIOS / "bct.yaml").pictures
    amounts = [float(row[1].text.replace("−", "-").replace(",", "")) for row in picture.table.rows]
    assert sum(amounts[:-1]) == pytest.approx(amounts[-1], abs=0.05 * len(amounts))
    assert "the longest of them “Savings whose make-up was not published”: −422.4 in £m" in picture.says


def test_a_waterfall_without_steps_says_so():
    (picture,) = section("money", SCENARIOS / "llr.yaml").pictures
    assert len(picture.table.rows) == 2
    assert "In the central case nothing adds to it or takes off it" in picture.says


def test_sections_are_left_out_where_there_is_nothing_to_tell():
    portrait = gathered(SCENARIOS / "primary-care-2019.yaml").portraits[0]
    names = [found.name for found in portrait.sections]
    assert "beds" not in names
    assert "occupancy" not in names
    assert "money" not in names
    assert "bedless" in names
    assert portrait.section("bedless") is not None


def test_the_command_makes_it_again(monkeypatch, tmp_path):
    """What is printed under "To make it again" is a command that the program understands, and gives the same bytes."""
    monkeypatch.chdir(ROOT)
    setting = "left_shift_delivery=0.5"
    dossier = gathered(SCENARIOS / "bct.yaml", SCENARIOS / "no-cuts.yaml", draws=30, settings=[setting])
    about = dossier.shared("about")
    assert about is not None
    (again,) = [said.text for said in about.sentences if said.text.startswith("To make it again: ")]
    command = shlex.split(again.removeprefix("To make it again: bedmodel "))
    assert command[:3] == ["report", "scenarios/bct.yaml", "scenarios/no-cuts.yaml"]
    assert command[-6:] == ["--draws", "30", "--seed", "1", "--set", setting]
    place = command.index("report.html")
    command[place] = str(tmp_path / "report.html")
    with pytest.raises(SystemExit) as stop:
        main([*command, "-q"])
    assert not stop.value.code
    assert (tmp_path / "report.html").exists()


def test_the_command_names_the_sliders_that_were_asked_for():
    once = Once()
    loaded = load_all([SCENARIOS / "bct.yaml"], once=once)
    about = gather(loaded, draws=0, moved=["left_shift_delivery=0..1"], draw=False, once=once).shared("about")
    assert any(said.text.endswith("--slider left_shift_delivery=0..1") for said in about.sentences)


def test_no_folder_of_this_machine_is_told(child, monkeypatch, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    about = gathered(child("scenario: {id: a}\n", name="a b.yaml")).shared("about")
    assert about is not None
    told = " ".join(said.text for said in about.sentences)
    assert "bedmodel report 'a b.yaml' --html report.html --deterministic" in told
    assert str(tmp_path) not in told
    assert about.tables[0].rows[0][1].text == "a b.yaml"


def test_sources_are_those_that_are_cited_in_the_order_of_first_citation():
    (portrait,) = gathered(SCENARIOS / "bct.yaml").portraits
    names = [name for name, _ in portrait.sources]
    assert len(names) == len(set(names))
    first = [ref for part in portrait.sections for found in _all(part) for ref in found]
    assert names[: len(dict.fromkeys(first))] == list(dict.fromkeys(first))
    known = portrait.results.scenario.content.sources
    assert set(names) <= set(known)
    used = {ref for one in portrait.results.scenario.used.values() for ref in one.source.ref}
    assert (used & set(known)) <= set(names), "what a number in use cites is in the list"


def _all(part):
    for said in part.sentences:
        if said.source is not None:
            yield said.source.ref
    for inside in part.parts:
        yield from _all(inside)


def test_a_source_that_nothing_cites_is_not_listed(child):
    text = """
sources:
  idle: {title: Never cited, publisher: Nobody, kind: press}
  busy: {title: Cited, publisher: Somebody, kind: press}
pools: {medical: {beds: {value: 100, source: {ref: busy, at: page 1}}}}
"""
    (portrait,) = gathered(child(text)).portraits
    assert [name for name, _ in portrait.sources] == ["busy"]
