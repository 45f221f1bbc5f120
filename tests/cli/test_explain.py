"""`bedmodel explain` as its users meet it."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

from tests_support import SCENARIOS, TOY, program

BCT = SCENARIOS / "bct.yaml"


def test_the_tree_goes_down_to_lines_and_sources(bedmodel):
    code, out, err = bedmodel("explain", BCT, "beds.gap", "--pool", "acute")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    flat = " ".join(re.sub("[│├└─]", " ", out).split())
    for wanted in (
        "= available − required",
        "required 1,697 beds",
        "= occupied ÷ standard",
        "beds 1,940 beds Acute beds open before the plan",
        "pools.acute.beds Leicester, Leicestershire and Rutland draft",
        "paragraph on hospital beds a plan; confidence high",
        "may be: normal P10 89%, P90 94%",
        "so that beds.gap[pool=acute,year=2020/21] is 0 beds",
        "It rests on 12 assumptions",
    ):
        assert wanted in flat, wanted
    assert re.search(r"llr\.yaml:\d+ pools\.acute\.beds", flat)


def test_depth_cuts_the_tree_and_says_so(bedmodel):
    _, out, _ = bedmodel("explain", BCT, "beds.gap", "--pool", "acute", "--depth", 1)
    assert "= available − required" in out
    assert "planned" in out
    assert "Acute beds open before the plan" not in out
    assert "a larger --depth shows what is below" in " ".join(re.sub("[│├└─]", " ", out).split())


def test_json_has_every_number_once(bedmodel):
    _, out, _ = bedmodel("explain", BCT, "finance.gap[year=2020/21]", "--format", "json")
    printed = json.loads(out)
    assert printed["bedmodel"] == 1
    assert printed["explain"]["figure"] == "finance.gap[year=2020/21]"
    numbers = [step["step"] for step in printed["rows"]]
    assert numbers == list(range(len(numbers)))
    assert {number for step in printed["rows"] for number in step.get("inputs", {}).values()} <= set(numbers)
    stated = [step["assumption"] for step in printed["rows"] if "assumption" in step]
    assert all(one["file"] and one["line"] for one in stated)
    assert any(one["sources"] and one["at"] for one in stated)


def test_markdown_is_a_nested_list(bedmodel):
    _, out, _ = bedmodel("explain", TOY, "beds.gap", "--pool", "medical", "--format", "md")
    assert out.startswith("# beds.gap")
    assert re.search(r"^  - \*\*required\*\* ", out, re.MULTILINE)


def test_a_setting_is_marked(bedmodel):
    _, out, _ = bedmodel("explain", BCT, "beds.gap", "--set", "pools.acute.occupancy=0.95")
    assert "--set pools.acute.occupancy=0.95" in " ".join(re.sub("[│├└─]", " ", out).split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name a figure"),
        (["beds.gapp"], "beds.gap"),
        (["beds.gap[pool=acutte]"], "did you mean `acute`"),
        (["beds.gap", "--year", "1999/00"], "2015/16 to 2020/21"),
        (["beds.gap", "--line", "x"], "not given by line"),
        (["beds.gap[statistic=p90]"], "leave `statistic=` out"),
        (["beds.gap", "--year", "all"], "only flows"),
    ],
)
def test_wrong_usage_says_what_is_right(bedmodel, arguments, words):
    code, out, err = bedmodel("explain", BCT, *arguments)
    assert (code, out) == (2, "")
    assert words in " ".join(err.replace("│", " ").split())


def test_an_unknown_number_is_said_to_be_left_out(bedmodel):
    code, out, _ = bedmodel("explain", SCENARIOS / "hinckley-2019.yaml", "beds.gap")
    assert code == 0
    assert "= available − required" in out or "=" in out


def test_the_map_is_an_svg_with_a_text_for_those_who_cannot_see_it(bedmodel, tmp_path):
    first, second = tmp_path / "a.svg", tmp_path / "b.svg"
    for path in (first, second):
        code, out, err = bedmodel("explain", TOY, "--chart", path)
        assert (code, out) == (0, "")
        assert path.name in err
    assert first.read_bytes() == second.read_bytes()
    text = first.read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg")
    assert "the bed gap (open − needed) from" in text


def test_the_same_scenario_gives_the_same_bytes():
    seen = {
        program("explain", BCT, "finance.gap", "--format", "json", env={"PYTHONHASHSEED": seed}).stdout
        for seed in "012"
    }
    assert len(seen) == 1
