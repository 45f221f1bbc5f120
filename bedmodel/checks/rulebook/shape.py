"""Rules about the shape of a scenario: S."""

from __future__ import annotations

from bedmodel.checks.rulebook.entry import Entry

ENTRIES: dict[str, Entry] = {
    "S001": Entry(
        why="A misspelt key would be left out of the model without a word, and its default used instead.",
        mend="""Correct the spelling; the hint names the nearest key. `bedmodel schema` lets an editor offer the right
            ones.""",
        before="""
            pools:
              acute: {phasng: step}
        """,
        after="""
            pools:
              acute: {phasing: step}
        """,
    ),
    "S002": Entry(
        why="Without the key a figure cannot be worked out, or a reader cannot look its source up.",
        mend="Add the key that the message names.",
        before="""
            sources:
              kh03: {title: Bed availability and occupancy, publisher: NHS England}
        """,
        after="""
            sources:
              kh03: {title: Bed availability and occupancy, publisher: NHS England, kind: official-statistics}
        """,
    ),
    "S003": Entry(
        why="A value of another kind was meant as something else, and any guess at what would be a silent assumption.",
        mend="Write one of the kinds or words that the message names.",
        before="""
            pools:
              acute: {phasing: slowly}
        """,
        after="""
            pools:
              acute: {phasing: linear}
        """,
    ),
    "S004": Entry(
        why="Keys may mean something else in another version of the format, so that the same file gives other figures.",
        mend="Write `bedmodel: 1` on the first line, or use the version of the program that the file was written for.",
        before="""
            bedmodel: 2
            extends: plan.yaml
        """,
        after="""
            bedmodel: 1
            extends: plan.yaml
        """,
    ),
    "S005": Entry(
        why="""Names stand in addresses such as beds.gap[pool=acute]. With brackets or commas in them, or if they mean
            something already, an address could not be read.""",
        mend="Use letters, digits, spaces, - and _, and none of `all`, `assumed`, `calibrated` and `unknown`.",
        before="""
            sources:
              "kh03 [2015]": {title: Beds, publisher: NHS England, kind: official-statistics}
        """,
        after="""
            sources:
              kh03-2015: {title: Beds, publisher: NHS England, kind: official-statistics}
        """,
    ),
    "S006": Entry(
        why="A number for a year outside the scenario is never used, although the file looks as if it were.",
        mend="Write financial years as 2017/18, from `scenario.baseline` to `scenario.horizon`; or move the horizon.",
        before="""
            pools:
              acute:
                beds_plan: {2020/21: {value: 90, source: assumed}}
        """,
        after="""
            pools:
              acute:
                beds_plan: {2017/18: {value: 90, source: assumed}}
        """,
    ),
    "S007": Entry(
        why="""YAML reads 91% and 1,940 as text, 0644 as 420 and 1:30 as 90 in some programs. A number must read the
            same everywhere.""",
        mend="Write a plain decimal number: 0.91 for 91%, 1940 without a comma.",
        before="""
            pools:
              acute: {occupancy: {value: 91%, source: assumed}}
        """,
        after="""
            pools:
              acute: {occupancy: {value: 0.91, source: assumed}}
        """,
    ),
    "S008": Entry(
        why="Two keys that say the same thing in two ways can differ, and the model would have to choose in silence.",
        mend="Keep one of the keys that the message names; or add one where there is none.",
        before="""
            levers:
              home-care:
                effect: {value: 0.1, source: assumed}
                beds_released: {value: 5, source: assumed}
        """,
        after="""
            levers:
              home-care:
                effect: {value: 0.1, source: assumed}
        """,
    ),
    "S009": Entry(
        why="A setting with a misspelt path would change nothing, and its figures would pass for an answer.",
        mend="Write the path of a number in the file, such as pools.acute.beds, or the name of an assumption.",
        before="bedmodel run plan.yaml --set pools.acut.beds=90",
        after="bedmodel run plan.yaml --set pools.acute.beds=90",
    ),
}
