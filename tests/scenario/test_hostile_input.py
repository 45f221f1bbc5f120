import difflib
import os
import re
import signal
import tracemalloc
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from bedmodel.cli.main import main
from bedmodel.problems import ModelError, ScenarioError
from bedmodel.results import Results
from bedmodel.runs import run
from bedmodel.scenario.load import load

TOP = Path(__file__).resolve().parents[2]
GOOD = TOP / "tests" / "bad" / "good.yaml"
FULL_TEXT = (TOP / "tests" / "bad" / "full.yaml").read_text(encoding="utf-8")
PLAN_TEXT = (TOP / "scenarios" / "bct.yaml").read_text(encoding="utf-8")
SECONDS = 20
MEGABYTE = 1_000_000


@contextmanager
def limited():
    """Ends what hangs. `pytest.fail` is no ordinary exception, so nothing on the way swallows it."""

    def stop(*_):
        pytest.fail(f"still running after {SECONDS} seconds", pytrace=False)

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def refused(path, **options):
    """The codes of the problems for which a file is refused; anything but a ScenarioError fails the test."""
    with limited(), pytest.raises(ScenarioError) as caught:
        load(path, **options)
    problems = caught.value.problems
    assert problems
    for problem in problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.message.strip()
    return {problem.code for problem in problems}


def outcome(path, **options):
    """What loading and running gives: Results, or the one of the two errors that a user may see."""
    with limited():
        try:
            return run(load(path, **options), draws=20)
        except (ScenarioError, ModelError) as error:
            return error


def write(folder, text, name="hostile.yaml"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def on_top(folder, text, name="hostile.yaml"):
    """A file that extends the good scenario."""
    write(folder, GOOD.read_bytes(), "good.yaml")
    return write(folder, "bedmodel: 1\nextends: good.yaml\n" + text, name)


# Files that are no files, or no text


def test_a_file_of_100_megabytes_takes_no_memory(tmp_path):
    huge = tmp_path / "huge.yaml"
    huge.touch()
    os.truncate(huge, 100 * MEGABYTE)
    tracemalloc.start()
    try:
        assert refused(huge) == {"Y002"}
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * MEGABYTE


@pytest.mark.parametrize("suffix", ["", "/"])
def test_a_folder(tmp_path, suffix):
    assert refused(f"{tmp_path}{suffix}") == {"Y001"}


def test_a_pipe_does_not_hang(tmp_path):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    assert refused(pipe) == {"Y001"}


@pytest.mark.parametrize("key", ["extends: pipe.yaml", "include: [pipe.yaml]"])
def test_a_pipe_as_a_parent_or_library_does_not_hang(tmp_path, key):
    os.mkfifo(tmp_path / "pipe.yaml")
    assert refused(write(tmp_path, f"bedmodel: 1\n{key}\n")) == {"Y001"}


def test_a_device(tmp_path):
    assert refused(os.devnull) == {"Y001"}
    assert refused(write(tmp_path, "bedmodel: 1\nextends: /dev/zero\n")) == {"Y001"}


def test_a_loop_of_symbolic_links(tmp_path):
    (tmp_path / "a.yaml").symlink_to("b.yaml")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    assert refused(tmp_path / "a.yaml") == {"Y001"}
    assert refused(tmp_path / "a.yaml", root=tmp_path) <= {"Y001", "Y012"}


def test_a_broken_symbolic_link(tmp_path):
    (tmp_path / "a.yaml").symlink_to("nowhere.yaml")
    assert refused(tmp_path / "a.yaml") == {"Y001"}


@pytest.mark.parametrize(
    "name", ["a" * 300 + ".yaml", "a" * 10_000, "/".join(["a"] * 5_000), "nul\0.yaml", "", "\ud800"]
)
def test_impossible_file_names(name):
    assert refused(name) == {"Y001"}


@pytest.mark.parametrize("name", ["a" * 10_000, '"nul\\0.yaml"', '""', '"\\ud800.yaml"', '"new\\nline.yaml"', "~"])
@pytest.mark.parametrize("key", ["extends: {}", "include: [{}]"])
def test_impossible_names_of_parents_and_libraries(tmp_path, key, name):
    assert refused(write(tmp_path, "bedmodel: 1\n" + key.format(name) + "\n"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "Y011"),
        (b"\n\n\n", "Y011"),
        (b"# nothing\n# but comments\n", "Y011"),
        (b"---\n", "Y011"),
        (b"\xef\xbb\xbf", "Y011"),
        (b"just a sentence\n", "Y011"),
        (b"- a\n- list\n", "Y011"),
        (b"42", "Y011"),
        (b"bedmodel: 1\n---\nbedmodel: 1\n", "Y004"),
        (b"bedmodel: 1\n...\nbedmodel: 1\n", "Y004"),
        (b"bedmodel: 1\nscenario: {title: a\0b}\n", "Y003"),
        (b"\0" * 1000, "Y003"),
        (b"bedmodel: 1\nscenario: {title: \x1b[31mred}\n", "Y003"),
        (b"bedmodel: 1\nscenario: {title: caf\xe9}\n", "Y003"),
        (b"\xff\xfeb\0e\0d\0", "Y003"),
        (b"bedmodel: 1\nscenario: {title: \xed\xa0\x80}\n", "Y003"),
        (bytes(range(256)), "Y003"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "Y003"),
        (b"PK\x03\x04\x14\0\0\0", "Y003"),
    ],
)
def test_what_is_no_scenario_at_all(tmp_path, data, code):
    assert refused(write(tmp_path, data)) == {code}


def test_a_byte_order_mark_is_accepted(tmp_path):
    marked = write(tmp_path, b"\xef\xbb\xbf" + GOOD.read_bytes())
    assert load(marked).hash == load(GOOD).hash


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_other_line_ends_are_accepted(tmp_path, end):
    changed = write(tmp_path, GOOD.read_bytes().replace(b"\n", end))
    assert load(changed).hash == load(GOOD).hash


def test_places_are_right_with_windows_line_ends(tmp_path):
    path = on_top(tmp_path, "pools:\n  acute:\n    beds: 3\n")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(ScenarioError) as caught:
        load(path)
    (found,) = caught.value.problems
    assert (found.code, found.place.line, found.place.column) == ("P001", 5, 11)


def test_a_last_line_without_an_end_is_accepted(tmp_path):
    assert load(write(tmp_path, GOOD.read_bytes().rstrip())).hash == load(GOOD).hash


# YAML that is made to hurt


@pytest.mark.parametrize(
    "text",
    ["[" * 10_000, "{" * 10_000, "{a: " * 10_000, "- " * 10_000, "? " * 10_000, "[{a: " * 5_000],
    ids=["lists", "braces", "mappings", "dashes", "questions", "mixed"],
)
@pytest.mark.parametrize("before", ["", "bedmodel: 1\nscenario: "])
def test_deep_nesting(tmp_path, before, text):
    assert refused(write(tmp_path, before + text)) <= {"Y004", "Y009"}


def test_deep_indentation(tmp_path):
    assert refused(write(tmp_path, "".join(" " * level + "a:\n" for level in range(1_300)))) == {"Y009"}
    assert refused(write(tmp_path, "".join(" " * level + "a:\n" for level in range(10_000)))) == {"Y002"}


def test_nesting_that_is_closed_again(tmp_path):
    assert refused(on_top(tmp_path, "remove: " + "[" * 10_000 + "]" * 10_000 + "\n")) == {"Y009"}


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:os.system [touch {}]",
        '!!python/object/apply:os.system ["touch {}"]',
        "!!python/name:os.system",
    ],
)
def test_tags_are_refused_and_nothing_is_executed(tmp_path, tag):
    trap = tmp_path / "trap"
    assert refused(on_top(tmp_path, "levers: " + tag.format(trap) + "\n")) == {"Y008"}
    assert refused(write(tmp_path, tag.format(trap) + "\n")) <= {"Y008", "Y011"}
    assert not trap.exists()


def test_a_billion_laughs(tmp_path):
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    assert refused(write(tmp_path, "\n".join(lines) + "\n")) == {"Y007"}
    assert refused(write(tmp_path, "a: &a [*a, *a, *a]\n")) == {"Y007"}


@pytest.mark.parametrize("text", ["<<: {bedmodel: 1}\n", "? <<\n: [{a: b}]\n"])
def test_merge_keys(tmp_path, text):
    assert refused(write(tmp_path, text)) == {"Y007"}


def test_a_line_of_900_kilobytes(tmp_path):
    assert refused(on_top(tmp_path, "remove: [" + "levers.x, " * 90_000 + "levers.x]\n"))
    assert isinstance(load(on_top(tmp_path, "scenario: {title: " + "a" * 900_000 + "}\n")).content.scenario.title, str)


def test_a_number_of_900_kilobytes(tmp_path):
    path = on_top(tmp_path, "pools: {acute: {beds: {value: " + "9" * 900_000 + ", source: assumed}}}\n")
    assert refused(path) == {"S007"}
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert len(str(caught.value)) < 10_000, "a message must not repeat a whole file"


@pytest.mark.parametrize(("section", "count"), [("", 50_000), ("assumptions:", 20_000)])
def test_fifty_thousand_keys(tmp_path, section, count):
    indent = "  " if section else ""
    lines = "".join(f"{indent}k{n}: 1\n" for n in range(count))
    assert refused(on_top(tmp_path, f"{section}\n{lines}")) <= {"S001", "S002", "S003", "P001"}


def test_thousands_of_unknown_names(tmp_path):
    lines = "".join(f"  name{n}: other{n}\n" for n in range(4_000))
    assert refused(on_top(tmp_path, f"assumptions:\n{lines}")) == {"N001"}


@pytest.mark.parametrize("last", ["n0", "{value: 1, unit: beds, source: assumed}"], ids=["circle", "chain"])
def test_thousands_of_names_in_a_row(tmp_path, last):
    lines = "".join(f"  n{n}: n{n + 1}\n" for n in range(3_000))
    path = on_top(tmp_path, f"assumptions:\n{lines}  n3000: {last}\n")
    if last == "n0":
        assert refused(path) == {"N002"}
    else:
        assert isinstance(outcome(path), Results | ScenarioError)


@pytest.mark.parametrize(
    "text",
    [
        '"\\UFFFFFFFF"',
        '"\\U00110000"',
        '"\\ud800"',
        '"\\q"',
        '"\\x4"',
        "'",
        '"',
        "@at",
        "`tick`",
        "%percent",
        "!",
        "!!",
        "!<",
        "!<tag:x>",
        "!%ff x",
        "!e!x y",
        "&",
        "*",
        "|9x",
        ">-+",
        "{",
        "]",
        "}",
        ", a",
        "? ",
        "a: b: c",
        "[a: b: c]",
        "- - a",
    ],
)
def test_broken_scalars(tmp_path, text):
    assert refused(on_top(tmp_path, f"scenario:\n  title: {text}\n"))


@pytest.mark.parametrize(
    "directive",
    [
        "%YAML 1." + "9" * 5_000,
        "%YAML " + "9" * 5_000 + ".1",
        "%YAML 2.0",
        "%YAML x",
        "%TAG ! !",
        "%TAG",
        "%" + "x" * 5_000,
    ],
    ids=["minor", "major", "two", "word", "tag", "notag", "other"],
)
def test_directives(tmp_path, directive):
    found = outcome(write(tmp_path, f"{directive}\n---\n".encode() + GOOD.read_bytes()))
    assert isinstance(found, Results | ScenarioError)
    if isinstance(found, ScenarioError):
        assert [problem.place.line for problem in found.problems] == [1]


@pytest.mark.parametrize(
    "key",
    [
        "? [a, b]\n: 1",
        "? {a: b}\n: 1",
        "[a, b]: 1",
        "{a: b}: 1",
        "? |\n  block\n: 1",
        "null: 1",
        "~: 1",
        "1: 1",
        "1.5: 1",
        "true: 1",
    ],
)
def test_strange_keys(tmp_path, key):
    assert refused(on_top(tmp_path, f"{key}\n"))
    assert refused(on_top(tmp_path, f"pools:\n  {key.replace(chr(10), chr(10) + '  ')}\n"))


# Values that are made to hurt


PLACES_OF_NUMBERS = {
    "a value": "pools: {{acute: {{beds: {{value: {}, source: assumed}}}}}}",
    "a value by band": "population: {{people: {{values: {{0-64: {}, 65+: 3}}, source: assumed}}}}",
    "a limit": "assumptions: {{standard: {{value: 0.9, source: assumed, limits: [0, {}]}}}}",
    "a parameter": "assumptions: {{standard: {{value: 0.9, source: assumed,"
    " distribution: {{kind: normal, mean: 0.9, sd: {}}}}}}}",
    "a setting": "population: {{growth_years: {}}}",
}


@pytest.mark.parametrize(
    "number",
    [
        "1e999",
        "-1e999",
        ".nan",
        ".inf",
        "-.inf",
        "nan",
        "inf",
        "Infinity",
        "1_000",
        "0x1f",
        "0o17",
        "017",
        "1:30",
        '"5"',
    ],
)
@pytest.mark.parametrize("place", PLACES_OF_NUMBERS)
def test_numbers_that_are_none(tmp_path, place, number):
    assert refused(on_top(tmp_path, PLACES_OF_NUMBERS[place].format(number) + "\n")) == {"S007"}


@pytest.mark.parametrize("number", ["1e999", "-1e999", ".nan", ".inf", "nan", "1_000", "1,940"])
def test_bare_numbers_that_are_none(tmp_path, number):
    assert refused(on_top(tmp_path, f"pools:\n  acute:\n    beds: {number}\n")) <= {"S007", "N001"}


@pytest.mark.parametrize("digits", ["1٣٣", "١٢", "１９４０", "²", "Ⅷ"])
def test_digits_of_other_scripts_are_no_numbers(tmp_path, digits):
    assert refused(on_top(tmp_path, f"pools: {{acute: {{beds: {{value: {digits}, source: assumed}}}}}}\n")) == {"S007"}


@pytest.mark.parametrize("year", ["２０１７/１８", "٢٠١٧/١٨"])
def test_digits_of_other_scripts_are_no_years(tmp_path, year):
    assert refused(
        on_top(tmp_path, f"pools: {{acute: {{beds_plan: {{{year}: {{value: 9, source: assumed}}}}}}}}\n")
    ) == {"S006"}
    assert "S006" in refused(on_top(tmp_path, f"scenario: {{horizon: {year}}}\n"))


def test_text_of_any_script_is_accepted(tmp_path):
    title = "Krankenhäuser · больницы · 病院 · مستشفى · 🏥 · e\u0301 · \u202e"
    path = on_top(tmp_path, f'scenario: {{title: "{title}"}}\n')
    assert load(path).content.scenario.title == title
    assert isinstance(outcome(path), Results)


@pytest.mark.parametrize(
    "name",
    ["krankenhäuser", "病院", "🏥", "a\u0301", "\u202eabc", "a b\u00a0c", "a[0]", "a=b", "a,b", "a.b.", "..", " "],
)
@pytest.mark.parametrize("section", ["sources", "pools", "assumptions", "levers"])
def test_strange_names_do_no_harm(tmp_path, section, name):
    body = {
        "sources": "{title: a, publisher: b, kind: plan}",
        "pools": POOL,
        "assumptions": "{value: 1, unit: beds, source: assumed}",
        "levers": "{title: a, acts_on: acute, effect: {value: 0.1, source: assumed}}",
    }[section]
    assert isinstance(outcome(on_top(tmp_path, f'{section}: {{"{name}": {body}}}\n')), Results | ScenarioError)


def test_half_a_character_in_a_name(tmp_path):
    assert refused(on_top(tmp_path, 'sources: {"\\ud800": {title: a, publisher: b, kind: plan}}\n'))


POOL = (
    "{title: a, beds: {value: 9, source: assumed}, occupancy: {value: 0.9, source: assumed},"
    " standard: standard, demand: {use: use_by_age}}"
)


def test_a_pool_cannot_be_called_all(tmp_path):
    assert refused(on_top(tmp_path, f"pools: {{all: {POOL}}}\n"))


WRONG_KINDS = [
    "extends: 3",
    "extends: [a, b]",
    "extends: {a: b}",
    "extends: true",
    "include: {a: b}",
    "include: a.yaml",
    "include: 3",
    "include: [3]",
    "include: [null]",
    "include: [[a]]",
    "remove: 3",
    "remove: levers",
    "remove: [3]",
    "remove: [null]",
    "remove: [[a]]",
    "remove: [{a: b}]",
    "remove: ['']",
    "remove: [.]",
    "remove: [bedmodel]",
    "remove: [scenario, pools, population]",
    "bedmodel:",
    "bedmodel: one",
    "bedmodel: [1]",
    "bedmodel: {value: 1}",
    "bedmodel: true",
    "scenario: []",
    "scenario: text",
    "scenario:",
    "scenario: {baseline: 2015}",
    "scenario: {baseline: [2015/16]}",
    "scenario: {horizon: 2010/11}",
    "scenario: {horizon: 2017/19}",
    "scenario: {horizon: 0000/00}",
    "scenario: {title: [a]}",
    "scenario: {status: 3}",
    "pools: []",
    "pools: text",
    "pools:",
    "pools: {acute: text}",
    "pools: {acute: }",
    "pools: {acute: [1]}",
    "pools: {acute: {beds: }}",
    "pools: {acute: {beds: true}}",
    "pools: {acute: {beds: [1, 2]}}",
    "pools: {acute: {beds: {value: [1], source: assumed}}}",
    "pools: {acute: {beds: {value: {a: 1}, source: assumed}}}",
    "pools: {acute: {beds: {value: , source: assumed}}}",
    "pools: {acute: {beds: {value: true, source: assumed}}}",
    "pools: {acute: {beds: {values: [1, 2], source: assumed}}}",
    "pools: {acute: {beds: {values: many, source: assumed}}}",
    "pools: {acute: {beds: {value: 9, source: [a]}}}",
    "pools: {acute: {beds: {value: 9, source: 3}}}",
    "pools: {acute: {beds: {value: 9, source: {}}}}",
    "pools: {acute: {beds: {value: 9, source: {at: page 3}}}}",
    "pools: {acute: {beds: {value: 9, source: {ref: []}}}}",
    "pools: {acute: {beds: {value: 9, source: ''}}}",
    "pools: {acute: {beds: {value: 9, source: {ref: [3, null, [a]]}}}}",
    "pools: {acute: {beds: {value: 9, unit: [beds], source: assumed}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, limits: 5}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, limits: []}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, limits: [0, 1, 2]}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, limits: [a, b]}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, distribution: normal}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, distribution: []}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, distribution: {kind: gauss}}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, distribution: {kind: [normal]}}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, distribution: {low: 1, high: 2}}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, distribution: {kind: discrete, values: 9, probabilities: 1}}}}",
    "pools: {acute: {beds: {value: 9, source: assumed, review_by: 2016-13-45}}}",
    "pools: {acute: {demand: }}",
    "pools: {acute: {demand: []}}",
    "pools: {acute: {demand: {activity: {}}}}",
    "pools: {acute: {season: {values: {Q1: 1}, source: assumed}}}",
    "sources: [a]",
    "sources: text",
    "sources: {a: text}",
    "sources: {a: {title: a, publisher: b, kind: plan, accessed: 2016-13-45}}",
    "sources: {a: {title: a, publisher: b, kind: plan, accessed: 0}}",
    "assumptions: [a]",
    "assumptions: {a: }",
    "assumptions: {a: a}",
    "assumptions: {a: [1]}",
    "assumptions: {prices: {values: {}, source: assumed}}",
    "population: {people: {values: {}, source: assumed}}",
    "population: {people: {values: {0-64: many, 65+: 3}, source: assumed}}",
    "population: {people: {values: {64-0: 3, 65+: 3}, source: assumed}}",
    "population: {people: {values: {0-64: 3, 00-64: 3, 65+: 3}, source: assumed}}",
    "population: {people: , table: {}}",
    "population: {as_of: 2015}",
    "population: {as_of: last year}",
    "population: {growth_years: five}",
    "levers: {home-care: {acts_on: 3}}",
    "levers: {home-care: {acts_on: {acute: 1}}}",
    "levers: {home-care: {acts_on: [[acute]]}}",
    "correlations: {a: b}",
    "correlations: [a]",
    "correlations: [{}]",
    "correlations: [{between: [standard, prices, x], rho: {value: 0.5, source: assumed}}]",
    "correlations: [{between: [1, 2], rho: {value: 0.5, source: assumed}}]",
    "calibrate: {a: b}",
    "calibrate: [a]",
    "calibrate: [{}]",
    "calibrate: [[]]",
    "finance: []",
    "finance: {costs: []}",
    "finance: {bed_costs: {acute: }}",
]


JARGON = re.compile(r"Input|\btags?\b|discriminator|Tuple|validation|NoneType|Placed|argument|sequence|\['|\[\]")
"""Words of the program's own workings."""


@pytest.mark.parametrize("text", WRONG_KINDS)
def test_values_of_the_wrong_kind(tmp_path, text):
    path = on_top(tmp_path, text + "\n")
    key = text.partition(":")[0]
    if key in ("bedmodel", "extends"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines[:-1] if not line.startswith(key)) + lines[-1], encoding="utf-8")
    with limited(), pytest.raises(ScenarioError) as caught:
        load(path)
    for problem in caught.value.problems:
        assert problem.code != "Y006"
        assert not JARGON.search(problem.message), "a planner does not know these words"


def spread(text):
    return f"assumptions: {{standard: {{value: 0.9, source: assumed, distribution: {{{text}}}}}}}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("assumptions: {standard: {value: 0.9, source: assumed, limits: [1.0, 0.5]}}", "D003"),
        ("assumptions: {a: b, b: a}", "N002"),
        (spread("kind: discrete, values: [1, 2], probabilities: [1]"), "D001"),
        (spread("kind: discrete, values: [], probabilities: []"), "D001"),
        (spread("kind: beta, alpha: 1, beta: 1, low: 2"), "D001"),
        (spread("kind: pert, low: 1, high: 0.5"), "D001"),
        ("scenario: {horizon: 2010/11}", "S006"),
    ],
)
def test_one_mistake_is_one_problem_in_this_file(tmp_path, text, code):
    path = on_top(tmp_path, text + "\n")
    with pytest.raises(ScenarioError) as caught:
        load(path)
    assert [(p.code, p.place.file, p.place.line) for p in caught.value.problems] == [(code, str(path), 3)]


def test_a_horizon_thousands_of_years_away_is_refused(tmp_path):
    assert refused(on_top(tmp_path, "scenario: {horizon: 9998/99}\n")) == {"S006"}


def inflation(text):
    return f"assumptions: {{prices: {{value: 0.02, source: assumed, distribution: {{{text}}}}}}}"


BED_COSTS = (
    "finance: {{bed_costs: {{acute: {{cost_per_bed_day: {{value: 300, source: assumed}},"
    " variable_share: {{value: 0.2, source: assumed}}, semi_fixed_share: {{value: 0.5, source: assumed}},"
    " ward_size: {{value: {size}, source: assumed}}, ward_lag: {{value: {lag}, source: assumed{spread}}}}}}}}}"
)
SOLVABLE = "levers: {home-care: {effect: {value: calibrated, limits: [0, 0.5]}}}\n"
CALIBRATE = (
    "calibrate: [{{metric: beds.gap, {more}equals: {equals}, by: levers.home-care.effect, in_words: '{{value}}'}}]"
)
TWENTY = "{value: 20, unit: beds, source: assumed}"
UNCERTAIN = (
    "assumptions: {standard: {value: 0.9, source: assumed, distribution: {kind: uniform, low: 0.8, high: 1.0}},"
    " prices: {value: 0.02, source: assumed, distribution: {kind: uniform, low: 0, high: 0.04}},"
    " unused: {value: 1, unit: beds, source: assumed, distribution: {kind: uniform, low: 0, high: 2}}}\n"
)
CORRELATION = "correlations: [{{between: [{between}], rho: {{value: {rho}{source}}}}}]"
EXTREMES = {
    "nobody": "population: {people: {values: {0-64: 0, 65+: 0}, source: assumed}}",
    "nobody uses a bed": "assumptions: {use_by_age: {values: {0-64: 0, 65+: 0}, source: assumed}}",
    "no beds": "pools: {acute: {beds: {value: 0, source: assumed}}}",
    "fewer than no beds": "pools: {acute: {beds: {value: -1, source: assumed}}}",
    "endless beds": "pools: {acute: {beds: {value: 1e308, source: assumed}}}",
    "standard of nothing": "assumptions: {standard: {value: 0, source: assumed}}",
    "no pools": "remove: [pools.acute, pools.community, levers, finance]",
    "no costs": "remove: [finance.costs.hospitals, finance.costs.rest]",
    "a season of nothing": "pools: {acute: {season: {values: {Q1: 0, Q2: 0, Q3: 0, Q4: 0}, source: assumed}}}",
    "growth over no years": "population: {growth_years: 0, growth: {value: 0.01, source: assumed}}",
    "growth of -200%": "population: {growth_years: 3, growth: {value: -2, source: assumed}}",
    "count of the year 1": "population: {as_of: 0001/02, growth: {value: 0.5, source: assumed}}",
    "wards without beds": BED_COSTS.format(size=0, lag=1, spread=""),
    "wards that close before": BED_COSTS.format(size=20, lag=-5, spread=""),
    "wards that may close before": BED_COSTS.format(
        size=20, lag=0.5, spread=", distribution: {kind: normal, mean: 0.5, sd: 1}"
    ),
    "wards that never close": BED_COSTS.format(size=20, lag="1e300", spread=""),
    "a building that lasts no time": "finance: {capital: {a: {title: a, amount: {value: 3, source: assumed},"
    " in_service: 2017/18, life: {value: 0, source: assumed}, pdc: {value: 0, source: assumed}}}}",
    "wild inflation": inflation("kind: normal, mean: 0.02, sd: 1e200"),
    "wilder inflation": inflation("kind: uniform, low: -1e308, high: 1e308"),
    "endless inflation": "assumptions: {prices: {value: 1e300, source: assumed}}",
    "a lognormal beyond reckoning": inflation("kind: lognormal, mean: 1e-308, sd: 1e308"),
    "a pert beyond reckoning": inflation("kind: pert, low: 0, high: 1, shape: 1e308"),
    "a beta beyond reckoning": inflation("kind: beta, alpha: 1e-308, beta: 1e308"),
    "limits far from the curve": "assumptions: {prices: {value: 0.02, source: assumed, limits: [0, 1],"
    " distribution: {kind: normal, truncate: true, mean: 500, sd: 1}}}",
    "a relative spread of nothing": "assumptions: {prices: {value: 0, source: assumed, limits: [0, 1],"
    " distribution: {kind: normal, relative: true, truncate: true, mean: 1, sd: 1}}}",
    "a target to be solved": SOLVABLE + CALIBRATE.format(more="", equals="{value: calibrated, unit: beds}"),
    "a target of many values": SOLVABLE
    + CALIBRATE.format(more="", equals="{values: {2015/16: 3}, unit: beds, source: assumed}"),
    "a target by name with many values": SOLVABLE + CALIBRATE.format(more="", equals="use_by_age"),
    "a target beyond reckoning": SOLVABLE
    + CALIBRATE.format(more="", equals="{value: 1e308, unit: beds, source: assumed}"),
    "a search from end to end of all numbers": SOLVABLE
    + CALIBRATE.format(more="within: [-1e308, 1e308], ", equals=TWENTY),
    "a search at one point": SOLVABLE + CALIBRATE.format(more="within: [0.2, 0.2], ", equals=TWENTY),
    "a search backwards": SOLVABLE + CALIBRATE.format(more="within: [0.5, 0], ", equals=TWENTY),
    "a correlation to be solved": UNCERTAIN
    + CORRELATION.format(between="standard, prices", rho="calibrated", source=""),
    "a correlation with what nothing uses": UNCERTAIN
    + CORRELATION.format(between="standard, unused", rho="0.5", source=", source: assumed"),
    "a correlation with a twin": UNCERTAIN
    + CORRELATION.format(between="standard, standard", rho="0.5", source=", source: assumed"),
    "an elasticity beyond reckoning": "finance: {costs: {rest: {volume: {population: true,"
    " elasticity: {value: 1e308, source: assumed}}}}}",
}


@pytest.mark.parametrize("name", EXTREMES)
def test_extreme_values_give_figures_or_an_error(tmp_path, name):
    found = outcome(on_top(tmp_path, EXTREMES[name] + "\n"))
    assert isinstance(found, Results | ScenarioError | ModelError)
    if isinstance(found, Results):
        for metric, table in found.drawn.items():
            if not metric.startswith("occupancy"):
                assert np.isfinite(table).all(), f"{metric} has draws without a number, and nobody says so"


def changed(folder, old, new):
    """The scenario with everything in it, one text replaced."""
    assert old in FULL_TEXT
    return write(folder, FULL_TEXT.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("18-64: 6000", "18-64: 0"),
        ("18-64: 6000", "18-64: 1e-308"),
        ("18-64: 6000", "18-64: 1e308"),
        ("growth_years: 5", "growth_years: 1e-108"),
        ("mean: 5, sd: 1", "mean: 5, sd: 1e308"),
        ("mean: 5, sd: 1", "mean: 1e308, sd: 1"),
        ("alpha: 2, beta: 2", "alpha: 1e308, beta: 1e308"),
        ("{value: 2, source: assumed}, unit_cost", "{value: 1e308, source: assumed}, unit_cost"),
        ("limits: [-0.2, 0.6]", "limits: [-1e308, 1e308]"),
        ("limits: [-0.1, 0.3]", "limits: [-1e308, 1e308]"),
        ("beds: {value: 100,", "beds: {value: 1e308,"),
        ("Q4: 1.05", "Q4: 1e308"),
        ("baseline_spend: {value: 50,", "baseline_spend: {value: 1e308,"),
        ("2018/19: 1}, source: assumed}", "2018/19: 1e-300}, source: assumed}"),
    ],
)
def test_extreme_values_where_something_is_solved_give_figures_or_an_error(tmp_path, old, new):
    assert isinstance(outcome(changed(tmp_path, old, new)), Results | ScenarioError | ModelError)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("values: {0-64: 0.5, 65+: 3}, unit: index", "values: {0-64: 0.5, 65-: 3}, unit: index", "B001"),
        ("values: {0-64: 0.5, 65+: 3}, unit: index", "values: {0-64: 0.5, over 65: 3}, unit: index", "B001"),
        ("2018/19: 0.03}", "2018/20: 0.03}", "S006"),
        ("2018/19: 0.03}", "2018: 0.03}", "S006"),
        ("season: {values: {Q1: 0.98, Q2: 0.97, Q3: 1.0, Q4: 1.05}, source: assumed}", "season: use_by_age", "S003"),
        ("season: {values: {Q1: 0.98, Q2: 0.97, Q3: 1.0, Q4: 1.05}, source: assumed}", "season: standard", "S008"),
    ],
)
def test_labels_of_a_named_assumption_are_checked(tmp_path, old, new, code):
    assert code in refused(changed(tmp_path, old, new))


def test_a_demand_without_streams(tmp_path):
    assert refused(on_top(tmp_path, "remove: [pools.acute.demand.use]\npools: {acute: {demand: {activity: {}}}}\n"))


def test_text_that_looks_like_markup_does_no_harm(tmp_path, capsys):
    text = r"'[/bold] [red] $\frac{$ $x$ ^_ {value} {0} %s %(x)s \ `a` | b <b> &amp; =1+1 #'"
    whole = FULL_TEXT.replace("in_words: Costs must grow by {value}.", f"in_words: {text}")
    for title in (
        "A small scenario with everything",
        "Acute beds",
        "Care at home",
        "Hospitals",
        "Estates",
        "A building",
    ):
        whole = whole.replace(f"title: {title}", f"title: {text}")
    path = write(tmp_path, whole)
    for options in (["--out", str(tmp_path / "out")], ["--format", "md"], ["--format", "csv"], ["--format", "json"]):
        with limited(), pytest.raises(SystemExit) as stopped:
            main(["run", str(path), "--draws", "20", *options])
        assert stopped.value.code == 0, capsys.readouterr().err


def test_two_calibrations_of_one_assumption_contradict_each_other(tmp_path):
    first, second = (f"{{value: {beds}, unit: beds, source: assumed}}" for beds in (20, 25))
    one, two = (
        CALIBRATE.format(more="", equals=equals).removeprefix("calibrate: [")[:-1] for equals in (first, second)
    )
    found = outcome(on_top(tmp_path, f"{SOLVABLE}calibrate: [{one}, {two}]\n"))
    assert isinstance(found, ScenarioError)
    assert {problem.code for problem in found.problems} <= {"C001", "C002"}


def test_a_correlation_said_twice_with_different_numbers(tmp_path):
    one = "{between: [standard, prices], rho: {value: 0.5, source: assumed}}"
    two = "{between: [prices, standard], rho: {value: -0.5, source: assumed}}"
    found = outcome(on_top(tmp_path, f"{UNCERTAIN}correlations: [{one}, {two}]\n"))
    assert isinstance(found, ScenarioError)
    assert {problem.code for problem in found.problems} == {"D004"}


def test_a_figure_by_pool_has_no_lines(tmp_path):
    found = outcome(on_top(tmp_path, SOLVABLE + CALIBRATE.format(more="where: {line: acute}, ", equals=TWENTY) + "\n"))
    assert isinstance(found, ScenarioError)
    assert {problem.code for problem in found.problems} == {"C003"}


# Files that name one another


def test_a_chain_of_a_thousand_parents(tmp_path):
    for number in range(1_000):
        write(tmp_path, f"bedmodel: 1\nextends: {number + 1}.yaml\n", f"{number}.yaml")
    assert refused(tmp_path / "0.yaml") == {"E002"}


@pytest.mark.parametrize("name", ["self.yaml", "./self.yaml", "../{folder}/self.yaml"])
def test_a_file_that_extends_itself(tmp_path, name):
    path = write(tmp_path, f"bedmodel: 1\nextends: {name.format(folder=tmp_path.name)}\n", "self.yaml")
    assert refused(path) == {"E001"}


def test_a_circle_through_a_symbolic_link(tmp_path):
    path = write(tmp_path, "bedmodel: 1\nextends: other.yaml\n", "self.yaml")
    (tmp_path / "other.yaml").symlink_to("self.yaml")
    assert refused(path) == {"E001"}


def test_a_file_that_includes_itself(tmp_path):
    assert refused(on_top(tmp_path, "include: [hostile.yaml]\n")) == {"E004"}


def test_libraries_that_include_each_other(tmp_path):
    write(tmp_path, "bedmodel: 1\nlibrary: {id: one, title: a}\ninclude: [two.yaml]\n", "one.yaml")
    write(tmp_path, "bedmodel: 1\nlibrary: {id: two, title: a}\ninclude: [one.yaml]\n", "two.yaml")
    assert refused(on_top(tmp_path, "include: [one.yaml, two.yaml]\n")) == {"S001"}


def test_two_libraries_of_one_name(tmp_path):
    for name in ("a", "b"):
        number = "{value: 1, unit: beds, source: assumed}"
        text = f"bedmodel: 1\nlibrary: {{id: same, title: a}}\nassumptions: {{{name}: {number}}}\n"
        write(tmp_path, text, f"{name}.yaml")
    assert refused(on_top(tmp_path, "include: [a.yaml, b.yaml]\n")) == {"E006"}
    assert isinstance(outcome(on_top(tmp_path, "include: [a.yaml, a.yaml]\n")), Results)


def test_a_library_included_a_thousand_times(tmp_path):
    write(tmp_path, "bedmodel: 1\nlibrary: {id: one, title: a}\n", "one.yaml")
    assert isinstance(
        outcome(on_top(tmp_path, "include: [" + "one.yaml, " * 1_000 + "one.yaml]\n")), Results | ScenarioError
    )


@pytest.mark.parametrize(
    "library",
    [
        "library: {id: 3, title: a}",
        "library: {id: [a], title: a}",
        "library: {id: '', title: a}",
        "library: text",
        "library: [a]",
        "library:",
        "library: {id: one, title: a}\nsources: [a]",
        "library: {id: one, title: a}\nassumptions: text",
        "library: {id: one, title: a}\nassumptions: {a: 3}",
        "library: {id: one, title: a}\nassumptions: {a: {value: 3, unit: beds, source: nowhere}}",
        "library: {id: one, title: a}\nassumptions: {a: {value: 3, unit: beds, source: [x, {y: z}]}}",
        "library: {id: one, title: a}\nsources: [x]\nassumptions: {a: {value: 3, unit: beds, source: {ref: [x, 3]}}}",
        "library: {id: one, title: a}\npools: {}",
        "library: {id: one, title: a}\nscrutiny: text",
        "library: {id: one, title: a}\nscrutiny: {title: Questions, source: nowhere, questions: {}}",
        "library: {id: one, title: a}\nscrutiny: {questions: {who: {question: Who?, documents: [x]}}}",
        "library: {id: one, title: a}\nextends: good.yaml",
        "library: {id: one, title: a, titel: b}",
    ],
)
def test_libraries_that_are_none(tmp_path, library):
    write(tmp_path, f"bedmodel: 1\n{library}\n", "library.yaml")
    assert refused(on_top(tmp_path, "include: [library.yaml]\n"))


@pytest.mark.parametrize("version", ["2", "", "true", "[1]"])
def test_parents_and_libraries_of_another_format(tmp_path, version):
    write(tmp_path, GOOD.read_text(encoding="utf-8").replace("bedmodel: 1", f"bedmodel: {version}"), "parent.yaml")
    write(tmp_path, f"bedmodel: {version}\nlibrary: {{id: one, title: a}}\n", "library.yaml")
    assert refused(write(tmp_path, "bedmodel: 1\nextends: parent.yaml\n")) == {"S004"}
    assert refused(on_top(tmp_path, "include: [library.yaml]\n")) == {"S004"}


# Outside the root


@pytest.fixture
def fenced(tmp_path):
    """A folder that may be read, next to a scenario that may not."""
    (tmp_path / "inside").mkdir()
    write(tmp_path, GOOD.read_bytes(), "outside.yaml")
    write(tmp_path / "inside", GOOD.read_bytes(), "good.yaml")
    write(tmp_path, "bedmodel: 1\nlibrary: {id: one, title: a}\n", "library.yaml")
    return tmp_path / "inside"


def test_a_root_that_does_not_exist(fenced):
    assert refused(GOOD, root=fenced / "nowhere") == {"Y012"}
    assert refused(fenced / "nowhere" / "a.yaml", root=fenced / "nowhere") == {"Y001"}


def test_a_root_that_is_a_file(fenced):
    assert refused(GOOD, root=fenced / "good.yaml") == {"Y012"}


def test_what_lies_inside_the_root_is_read(fenced):
    child = write(fenced, "bedmodel: 1\nextends: ../inside/good.yaml\n")
    assert load(child, root=fenced).content.scenario.id == "good"
    assert load(child, root=fenced.parent / "inside" / ".." / "inside").content.scenario.id == "good"


@pytest.mark.parametrize(
    "name", ["../outside.yaml", "../inside/../outside.yaml", "{absolute}", "../inside/../../{folder}/outside.yaml"]
)
def test_a_parent_outside_the_root(fenced, name):
    text = name.format(absolute=fenced.parent / "outside.yaml", folder=fenced.parent.name)
    child = write(fenced, f"bedmodel: 1\nextends: {text}\n")
    assert refused(child, root=fenced) == {"Y012"}
    assert load(child).content.scenario.id == "good"


def test_a_library_outside_the_root(fenced):
    child = write(fenced, "bedmodel: 1\nextends: good.yaml\ninclude: [../library.yaml]\n")
    assert refused(child, root=fenced) == {"Y012"}


def test_a_symbolic_link_that_leaves_the_root(fenced):
    (fenced / "link.yaml").symlink_to(fenced.parent / "outside.yaml")
    (fenced / "folder").symlink_to(fenced.parent)
    assert refused(fenced / "link.yaml", root=fenced) == {"Y012"}
    assert refused(fenced / "folder" / "outside.yaml", root=fenced) == {"Y012"}
    for name in ("link.yaml", "folder/outside.yaml"):
        assert refused(write(fenced, f"bedmodel: 1\nextends: {name}\n"), root=fenced) == {"Y012"}


def test_a_refused_file_is_not_read(fenced):
    os.mkfifo(fenced.parent / "pipe.yaml")
    secret = write(fenced.parent, "a secret: [\n", "secret.yaml")
    for name in ("pipe.yaml", "secret.yaml", "nowhere.yaml"):
        child = write(fenced, f"bedmodel: 1\nextends: ../{name}\n")
        with pytest.raises(ScenarioError) as caught:
            load(child, root=fenced)
        assert [problem.code for problem in caught.value.problems] == ["Y012"]
        assert "a secret" not in str(caught.value)
    assert secret.exists()


# The command line's --set


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "=",
        "=1",
        "  =1",
        "pools.acute.beds",
        "pools.acute.beds=",
        "pools.acute.beds=[1, 2]",
        "pools.acute.beds={a: 1}",
        "pools.acute.beds=*x",
        "pools.acute.beds=&x 3",
        "pools.acute.beds=!!int 3",
        "pools.acute.beds=1,940",
        "pools.acute.beds=12%",
        "pools.acute.beds=1e999",
        "pools.acute.beds=.nan",
        "pools.acute.beds=\0",
        "pools.acute.beds=\ud800",
        'pools.acute.beds="',
        'pools.acute.beds="\\UFFFFFFFF"',
        "pools.acute.beds=[[[[[",
        "pools.acute.beds=" + "[" * 10_000,
        "pools.acute.beds=" + "9" * 10_000,
        "pools.acute.beds=%YAML 1.1",
        "pools.acute.beds=%YAML 1." + "9" * 5_000,
        "pools.acute.beds=---\n---",
        "pools.acute.beds.value.x=12",
        "pools.acute.beds.unit=nights",
        "pools.acute.standard=use_by_age",
        "pools.acute.phasing=true",
        "pools=3",
        "pools=[]",
        "pools={a: 1}",
        "pools.acute=3",
        "pools.acute=[1, 2]",
        "pools.=3",
        ".pools=3",
        "pools..acute=3",
        ".=1",
        "scenario=3",
        "finance=3",
        "finance.costs=3",
        "bedmodel=2",
        "extends=bct.yaml",
        "include=[a]",
        "remove=[levers]",
        "calibrate[0].equals=3",
        "levers.home-care.acts_on.0=3",
        "levers.home-care.acts_on[0]=3",
        "use_by_age=3",
        "use_by_age={0-64: 1}",
        "use_by_age.values.0-64=1",
        "assumptions.new=3",
        "population.people=1000",
        "é=3",
        "a" * 10_000 + "=3",
        "a." * 10_000 + "=3",
        "a=b=c",
    ],
    ids=lambda setting: repr(setting)[:30],
)
def test_settings_that_are_garbage(setting):
    assert refused(GOOD, settings=[setting])


@pytest.mark.parametrize(
    "setting", ["pools=3", "pools.acute=3", "scenario=3", "finance.costs=3", "use_by_age.values.0-64=1"]
)
def test_a_number_set_on_a_section_is_one_problem(setting):
    with pytest.raises(ScenarioError) as caught:
        load(GOOD, settings=[setting])
    assert [problem.code for problem in caught.value.problems] == ["S009"]


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("pools.acute.beds=90", lambda c: c.pools["acute"].beds.value == 90),
        (" pools.acute.beds = 90 ", lambda c: c.pools["acute"].beds.value == 90),
        ("pools.acute.beds.value=90", lambda c: c.pools["acute"].beds.value == 90),
        ("pools.acute.beds={value: 90, source: assumed}", lambda c: c.pools["acute"].beds.value == 90),
        ("standard=0.95", lambda c: c.assumptions["standard"].value == 0.95),
        ("pools.acute.phasing=step", lambda c: c.pools["acute"].phasing == "step"),
        ("levers.home-care.acts_on=[community]", lambda c: c.levers["home-care"].acts_on == ("community",)),
        ("population.growth_years=5", lambda c: c.population.growth_years == 5),
        ("scenario.title=2016", lambda c: c.scenario.title == "2016"),
        ("scenario.title=a=b", lambda c: c.scenario.title == "a=b"),
        ("pools.acute.beds_plan.2017/18=90", lambda c: c.pools["acute"].beds_plan["2017/18"].value == 90),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_settings_that_are_sound(setting, expected):
    assert expected(load(GOOD, settings=[setting]).content)


def test_garbage_among_many_settings_is_reported_together():
    with pytest.raises(ScenarioError) as caught:
        load(GOOD, settings=["x", "pools.acute.beds=90", "nowhere=3", "pools.acute.beds=*x"])
    assert sorted(problem.code for problem in caught.value.problems) == ["S009", "S009", "Y007"]


# Random damage

TOKEN = re.compile(r"[^\s{}\[\],:#]+")
NUMBER = re.compile(r"(?<=[ \[])-?\d+(?:\.\d+)?(?=[,}\]]|$)")
WORDS = [
    *["~", "null", "true", "calibrated", "assumed", "1e999", ".nan", "1,940", "12%", "0-64", "65+", "GBPm", "fraction"],
    *[
        "2015/16",
        "2018/19",
        "2017/19",
        "9998/99",
        "acute",
        "community",
        "beds",
        "all",
        "half",
        "shift",
        "prices",
        "uniform",
    ],
    *["[]", "{}", "[[]]", "{a: b}", "*x", "&x", "!!str", "<<", "'", '"', "|", ">", "---", "#", "@", "%", "\0", "\x1b"],
    *["normal", "discrete", "extends", "values", "value"],
]
NUMBERS = st.one_of(
    st.sampled_from(["0", "-1", "1", "0.5", "2", "-5", "1e308", "-1e308", "1e-308", "1e18"]),
    st.integers(-(10**6), 10**6).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.floats(-2, 2).map(repr),
)
SCALARS = st.one_of(
    st.just(""),
    st.sampled_from(WORDS),
    NUMBERS,
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=8),
)


def replaced(draw, line, pattern, scalars):
    found = list(pattern.finditer(line))
    if not found:
        return line
    token = draw(st.sampled_from(found))
    return line[: token.start()] + draw(scalars) + line[token.end() :]


@st.composite
def damaged(draw, text):
    lines = text.splitlines()
    numbered = [n for n, line in enumerate(lines) if NUMBER.search(line)]
    for _ in range(draw(st.integers(1, 2))):
        kind = draw(st.sampled_from(["number", "number", "number", "token", "token", "delete", "swap", "cut"]))
        at = draw(st.integers(0, len(lines) - 1))
        if kind == "number":
            at = draw(st.sampled_from(numbered))
            lines[at : at + 1] = [replaced(draw, line, NUMBER, NUMBERS) for line in lines[at : at + 1]]
        elif kind == "token":
            lines[at] = replaced(draw, lines[at], TOKEN, SCALARS)
        elif kind == "delete":
            del lines[at]
        elif kind == "swap":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            whole = "\n".join(lines)
            return whole[: draw(st.integers(0, len(whole)))]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def copies(tmp_path_factory):
    """The scenarios and their library, copied to where they may be damaged."""
    top = tmp_path_factory.mktemp("damaged")
    for name in ("scenarios/llr.yaml", "data/library/evidence.yaml"):
        (top / name).parent.mkdir(parents=True)
        (top / name).write_bytes((TOP / name).read_bytes())
    return top


def check_damaged(top, before, after):
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), "sound", "damaged", lineterm="", n=0)
    note("\n".join(line[:160] for line in lines))
    found = outcome(write(top / "scenarios", after, "damaged.yaml"), root=top)
    assert isinstance(found, Results | ScenarioError | ModelError)
    assert str(found).strip()
    if isinstance(found, ScenarioError):
        for problem in found.problems:
            assert problem.message.strip()
            lines = Path(problem.place.file).read_text(encoding="utf-8").splitlines()
            assert 1 <= problem.place.line <= len(lines) + 1
            assert problem.place.column >= 1


# Making a failing example smaller takes minutes; the lines that were changed are printed instead.
DAMAGE = settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


@settings(DAMAGE, max_examples=50)
@given(text=damaged(PLAN_TEXT))
def test_a_damaged_plan_loads_or_says_why_not(copies, text):
    check_damaged(copies, PLAN_TEXT, text)


@settings(DAMAGE, max_examples=80)
@given(text=damaged(FULL_TEXT))
def test_a_damaged_scenario_with_everything_loads_or_says_why_not(copies, text):
    check_damaged(copies, FULL_TEXT, text)
