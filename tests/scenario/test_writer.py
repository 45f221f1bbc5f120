"""What is written is read back as it was, whatever it is."""

import math

import yaml
from hypothesis import given
from hypothesis import strategies as st

from bedmodel.scenario.placed import PlacedList, PlacedMap, PlacedNumber
from bedmodel.scenario.reader import read
from bedmodel.scenario.writer import yaml_text

LETTERS = st.characters(exclude_categories=("Cc", "Cs"))
TEXTS = st.text(LETTERS, max_size=30) | st.sampled_from(
    [
        "yes",
        "No",
        "null",
        "~",
        "1e3",
        "017",
        "1:30",
        "2016-11-21",
        "a: b",
        "a #b",
        "- a",
        "{a",
        "a,",
        "*x",
        "&x",
        "!x",
        "a ",
        "",
    ]
)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = TEXTS | NUMBERS | st.booleans() | st.none()
KEYS = st.text(LETTERS, min_size=1, max_size=20).filter(lambda key: key != "<<")
LEAVES = SCALARS | st.lists(SCALARS, max_size=4)
TREES = st.dictionaries(KEYS, st.recursive(LEAVES, lambda inner: st.dictionaries(KEYS, inner, max_size=4)), max_size=5)


def plain(node):
    if isinstance(node, PlacedMap):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, PlacedList):
        return [plain(item) for item in node]
    return (
        float(node) if isinstance(node, PlacedNumber) else node if isinstance(node, bool) or node is None else str(node)
    )


def same(one, other):
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool | str) or one is None:
        return one is other or one == other
    return isinstance(other, float) and math.isclose(one, other, rel_tol=0, abs_tol=0)


@given(tree=TREES)
def test_reading_gives_back_what_was_written(tree, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "written.yaml"
    path.write_text(yaml_text({**tree, "end": 1}), encoding="utf-8", newline="")
    assert same({**tree, "end": 1}, plain(read(path, "written.yaml")))


@given(tree=TREES)
def test_other_programs_read_the_same_texts(tree):
    read_by_pyyaml = yaml.safe_load(yaml_text(tree)) or {}
    for key, value in tree.items():
        if isinstance(value, str):
            assert read_by_pyyaml[key] == value


def test_small_things_are_on_one_line_and_large_ones_one_item_a_line():
    tree = {
        "rows": {"beds.gap[pool=acute]": {"central": 0, "p10": -99.5}},
        "assumptions": {"x": {"value": 0.9, "distribution": {"kind": "pert", "low": 0.5}, "values": {"2016/17": 1}}},
        "list": ["a text that is long enough to need its own line", "and another one, which is quite as long as it"]
        * 2,
        "nothing": {},
        "gone": [],
    }
    assert yaml_text(tree) == (
        "rows:\n"
        "  beds.gap[pool=acute]: {central: 0, p10: -99.5}\n"
        "assumptions:\n"
        "  x:\n"
        "    value: 0.9\n"
        "    distribution: {kind: pert, low: 0.5}\n"
        "    values: {2016/17: 1}\n"
        "list:\n"
        "  - a text that is long enough to need its own line\n"
        "  - and another one, which is quite as long as it\n"
        "  - a text that is long enough to need its own line\n"
        "  - and another one, which is quite as long as it\n"
        "nothing: {}\n"
        "gone: []\n"
    )
