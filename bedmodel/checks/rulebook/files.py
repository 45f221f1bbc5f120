"""Rules about reading files and putting them together: Y and E."""

from __future__ import annotations

from bedmodel.checks.rulebook.entry import Entry

ENTRIES: dict[str, Entry] = {
    "Y001": Entry(
        why="Without the file there is nothing to work out, and part of a scenario is another scenario.",
        mend="Check the name. Paths after `extends` and `include` are relative to the file that names them.",
        before="""
            extends: plans.yaml
            scenario: {id: half, title: Half of the plan}
        """,
        after="""
            extends: plan.yaml
            scenario: {id: half, title: Half of the plan}
        """,
    ),
    "Y002": Entry(
        why="A scenario is a few hundred lines that people read. A file of megabytes is a data set or a mistake.",
        mend="""Keep data in tables of their own and put into the scenario only the numbers it uses, each with its
            source.""",
        before="assumptions:  # and a million characters more",
        after="assumptions:  # what the scenario uses",
    ),
    "Y003": Entry(
        why="""A pound sign in another encoding reads as some other sign, and control characters can hide text from
            whoever reads the file.""",
        mend="Save the file as UTF-8, and write control characters as words.",
        before="""
            scenario:
              title: "Beds \\x07 and money"
        """,
        after="""
            scenario:
              title: "Beds and money"
        """,
    ),
    "Y004": Entry(
        why="Text that does not parse could be read in several ways, and a figure must not depend on a guess.",
        mend="Put a text that holds a colon and a space in quotes. Close every bracket and every quote.",
        before="""
            scenario:
              title: Anytown: beds and money
        """,
        after="""
            scenario:
              title: "Anytown: beds and money"
        """,
    ),
    "Y005": Entry(
        why="A tab is as wide as each editor likes, so people and programs would see different structures.",
        mend="Indent with spaces; most editors can do so whenever the tab key is pressed.",
        before="scenario:\n  id: half\n\ttitle: Half of the plan",
        after="scenario:\n  id: half\n  title: Half of the plan",
    ),
    "Y006": Entry(
        why="Of two values under one key most programs silently take the last, and a reader sees the first.",
        mend="Keep one of the two; the message says where the first one stands.",
        before="""
            scenario:
              title: Half of the plan
              title: A third of the plan
        """,
        after="""
            scenario:
              title: A third of the plan
        """,
    ),
    "Y007": Entry(
        why="""Anchors and merge keys put a number in places where nobody wrote it, and a change in one place then
            changes others unseen.""",
        mend="Give the number a name under `assumptions` and write the name where it is wanted.",
        before="""
            pools:
              acute: {standard: &mine {value: 0.9, source: assumed}}
              community: {standard: *mine}
        """,
        after="""
            assumptions:
              mine: {value: 0.9, unit: fraction, source: assumed}
            pools:
              acute: {standard: mine}
              community: {standard: mine}
        """,
    ),
    "Y008": Entry(
        why="A YAML tag changes what a value is, or makes a program build objects; a scenario is plain data.",
        mend="Leave the tag out. Text that looks like a number needs none either.",
        before="""
            scenario:
              title: !!str 2016
        """,
        after="""
            scenario:
              title: "2016"
        """,
    ),
    "Y009": Entry(
        why="Nothing in a scenario is nested so deeply. Such a file was damaged, or made to exhaust a program.",
        mend="Look for brackets that were opened by mistake.",
        before="remove: [[[[[[[[[[[[[[[[[[[[[[[[[[levers.home-care]]]]]]]]]]]]]]]]]]]]]]]]]]",
        after="remove: [levers.home-care]",
    ),
    "Y010": Entry(
        why="Inside { } a comma ends a value: 1,940 is read as 1, and 940 as a key of its own.",
        mend="Write numbers without commas, and texts that hold commas in quotes.",
        before="""
            pools:
              acute: {beds: {value: 1,940, source: assumed}}
        """,
        after="""
            pools:
              acute: {beds: {value: 1940, source: assumed}}
        """,
    ),
    "Y011": Entry(
        why="A scenario is made of named parts, so that each can be replaced, removed and cited by its name.",
        mend="Begin with `bedmodel: 1` and write `key: value` lines, not a list.",
        before="- scenario: {id: half, title: Half of the plan}",
        after="scenario: {id: half, title: Half of the plan}",
    ),
    "Y012": Entry(
        why="""With --root a scenario from somebody else may read files of one folder only; without the limit it could
            show what lies elsewhere on the machine.""",
        mend="Move the file into the folder, or name a wider one with --root.",
        before="extends: ../elsewhere/plan.yaml",
        after="extends: plan.yaml",
    ),
    "E001": Entry(
        why="Files that extend each other in a circle have no beginning, so there is no first value.",
        mend="Follow the names in the message, and take one `extends` out.",
        before="extends: example.yaml  # this file",
        after="extends: plan.yaml",
    ),
    "E002": Entry(
        why="Nobody can follow a number through dozens of files; such a chain is usually a program's mistake.",
        mend="Extend a nearer ancestor, or write a new file that says all of it.",
        before="extends: 32.yaml  # which extends 31.yaml, which extends …",
        after="extends: plan.yaml",
    ),
    "E003": Entry(
        why="""Value, source and spread belong together. If a child changed one alone, a number would stand under a
            source that never gave it.""",
        mend="Write the assumption again with its own value and source. Unit, title and limits are kept.",
        before="""
            pools:
              acute:
                occupancy: {source: assumed, confidence: low}
        """,
        after="""
            pools:
              acute:
                occupancy: {value: 0.93, source: assumed, confidence: low}
        """,
    ),
    "E004": Entry(
        why="""Only libraries can be included: they hold sources, assumptions and questions. A whole scenario brought in
            that way would change levers and beds without being named as the parent.""",
        mend="Write `extends` for a scenario, and begin a library with `library: {id: …, title: …}`.",
        before="include: [plan.yaml]",
        after="include: [library.yaml]",
    ),
    "E005": Entry(
        why="What is removed was meant to be there. If the parent renamed it, the part would silently stay in.",
        mend="Write the path as the parent has it, such as levers.home-care.",
        before="remove: [levers.homecare]",
        after="remove: [levers.home-care]",
    ),
    "E006": Entry(
        why="""Numbers of a library are used as `name.number`; where two libraries have the same name, nobody knows
            which is meant.""",
        mend="Give one of them another `library.id`, or include one alone.",
        before="include: [library.yaml, old/library.yaml]",
        after="include: [library.yaml]",
    ),
}
