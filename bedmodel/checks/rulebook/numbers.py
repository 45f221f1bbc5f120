"""Rules about numbers: sources (P), names (N), units (U), limits and spreads (D), ages (B), shares (F), budgets (L)."""

from __future__ import annotations

from bedmodel.checks.rulebook.entry import Entry

ENTRIES: dict[str, Entry] = {
    "P001": Entry(
        why="Whoever is asked in public where a figure comes from must be able to answer; a bare number has no answer.",
        mend="Write the number with its source. Where there is none, say so: `source: assumed`, with a rationale.",
        before="""
            pools:
              acute: {standard: 0.92}
        """,
        after="""
            pools:
              acute: {standard: {value: 0.92, source: assumed, rationale: a common target}}
        """,
    ),
    "P002": Entry(
        why="A source that is not in the list cannot be looked up, so the number is as good as bare.",
        mend="Add the document under `sources`, or correct the name.",
        before="""
            pools:
              acute: {beds: {value: 98, source: kh03}}
        """,
        after="""
            sources:
              kh03: {title: Bed availability and occupancy, publisher: NHS England, kind: official-statistics}
            pools:
              acute: {beds: {value: 98, source: {ref: kh03, at: third quarter}}}
        """,
    ),
    "P003": Entry(
        why="A number without a source looks as solid as one that was counted.",
        mend="Add `source: {ref: …, at: …}`; or `source: assumed`, which outputs then mark and count.",
        before="""
            assumptions:
              standard: {value: 0.92, confidence: high}
        """,
        after="""
            assumptions:
              standard: {value: 0.92, source: assumed, confidence: low}
        """,
    ),
    "P004": Entry(
        why="The model would have to make the number up. A value that is `calibrated` needs something that solves it.",
        mend="Write `value` or `values`, or add the entry under `calibrate` that solves it.",
        before="""
            levers:
              home-care: {effect: {value: calibrated, limits: [0, 0.5]}}
        """,
        after="""
            levers:
              home-care: {effect: {value: calibrated, limits: [0, 0.5]}}
            calibrate:
              - metric: beds.gap
                where: {pool: acute}
                equals: {value: 5, unit: beds, source: assumed}
                by: levers.home-care.effect
                in_words: The plan must take {value} of bed-days out of hospital.
        """,
    ),
    "P005": Entry(
        why="""A part whose number is `unknown` is left out of the run, and the run says so. Without some numbers, such
            as people and spending, there is nothing left to run.""",
        mend="Find the number or assume one and say so; or remove the part that cannot do without it.",
        before="""
            finance:
              baseline_spend: {value: unknown, source: assumed}
        """,
        after="""
            finance:
              baseline_spend: {value: 50, source: assumed, confidence: low}
        """,
    ),
    "N001": Entry(
        why="A name that leads nowhere gives no number. Misspelt, it might one day match another number.",
        mend="Correct the name; the hint lists what there is. Numbers of a library are written library.name.",
        before="""
            pools:
              acute: {standard: standart}
        """,
        after="""
            pools:
              acute: {standard: standard}
        """,
    ),
    "N002": Entry(
        why="Names that stand for one another never arrive at a number.",
        mend="Give one of the names in the circle a value and a source.",
        before="""
            assumptions:
              target: standard
              standard: target
        """,
        after="""
            assumptions:
              target: standard
              standard: {value: 0.9, source: assumed}
        """,
    ),
    "U001": Entry(
        why="A closed list of units is what lets the program notice beds where bed-days are wanted.",
        mend="Use a unit of the list (`bedmodel schema` has it), and convert the number.",
        before="""
            assumptions:
              ward: {value: 24, unit: bedz, source: assumed}
        """,
        after="""
            assumptions:
              ward: {value: 24, unit: beds/ward, source: assumed}
        """,
    ),
    "U002": Entry(
        why="A number in another unit would be used as if it were in the right one: 90 beds from 0.9 of a bed.",
        mend="Convert the number to the unit that the message names.",
        before="""
            pools:
              acute: {beds: {value: 0.9, unit: fraction, source: assumed}}
        """,
        after="""
            pools:
              acute: {beds: {value: 90, unit: beds, source: assumed}}
        """,
    ),
    "D001": Entry(
        why="A spread whose parameters contradict each other draws futures that nobody meant, or none.",
        mend="Put low, mode and high in order; give mean and sd or p10 and p90, not some of each.",
        before="""
            assumptions:
              standard: {value: 0.9, source: assumed, distribution: {kind: uniform, low: 0.95, high: 0.85}}
        """,
        after="""
            assumptions:
              standard: {value: 0.9, source: assumed, distribution: {kind: uniform, low: 0.85, high: 0.95}}
        """,
    ),
    "D002": Entry(
        why="""Draws outside the limits are impossible. If they were clipped, many futures would pile up at the limit,
            and the spread of every figure would be wrong.""",
        mend="Narrow the spread, widen the limits, or write `truncate: true` to have the curve cut and rescaled.",
        before="""
            assumptions:
              standard:
                value: 0.9
                source: assumed
                limits: [0.8, 1.0]
                distribution: {kind: normal, mean: 0.9, sd: 0.2}
        """,
        after="""
            assumptions:
              standard:
                value: 0.9
                source: assumed
                limits: [0.8, 1.0]
                distribution: {kind: normal, mean: 0.9, sd: 0.2, truncate: true}
        """,
    ),
    "D003": Entry(
        why="Either the number or its limits are wrong; most often a percentage stands where a fraction is wanted.",
        mend="Write 0.9 for 90%; otherwise check the number and its limits against the source.",
        before="""
            pools:
              acute: {standard: {value: 92, source: assumed}}
        """,
        after="""
            pools:
              acute: {standard: {value: 0.92, source: assumed}}
        """,
    ),
    "D004": Entry(
        why="""No futures have correlations that contradict one another, and a number without a spread has nothing that
            could move with another.""",
        mend="Give both numbers a distribution, write each pair once, and choose rho between −1 and 1.",
        before="""
            correlations:
              - {between: [standard, prices], rho: {value: 0.3, source: assumed}}
        """,
        after="""
            assumptions:
              standard: {value: 0.9, source: assumed, distribution: {kind: uniform, low: 0.85, high: 0.95}}
              prices: {value: 0.02, source: assumed, distribution: {kind: uniform, low: 0.01, high: 0.03}}
            correlations:
              - {between: [standard, prices], rho: {value: 0.3, source: assumed}}
        """,
    ),
    "B001": Entry(
        why="People in two age bands are counted twice, and ages in none are not counted at all.",
        mend="Let each band begin where the one before ends, the first at 0, the last open: 0-64, 65+.",
        before="""
            population:
              people: {values: {0-64: 8000, 60+: 2000}, source: assumed}
        """,
        after="""
            population:
              people: {values: {0-64: 8000, 65+: 2000}, source: assumed}
        """,
    ),
    "F001": Entry(
        why="Shares of one whole that sum to less lose money or patients; those that sum to more invent them.",
        mend="Correct the shares, or leave one cost line without a share: it is then the rest.",
        before="""
            finance:
              costs:
                hospitals: {share: {value: 0.6, source: assumed}}
                rest: {share: {value: 0.3, source: assumed}}
        """,
        after="""
            finance:
              costs:
                hospitals: {share: {value: 0.6, source: assumed}}
        """,
    ),
    "L001": Entry(
        why="""If the parts of a budget come to more than it, some money is counted twice or a line is in the wrong
            place.""",
        mend="Check the table in the source; a line is inside one other line only, and is printed for the same years.",
        before="""
            ledger:
              whole: {title: All budgets, amount: {values: {2015/16: 10}, source: assumed}}
              part: {title: A part, inside: whole, amount: {values: {2015/16: 11}, source: assumed}}
        """,
        after="""
            ledger:
              whole: {title: All budgets, amount: {values: {2015/16: 11}, source: assumed}}
              part: {title: A part, inside: whole, amount: {values: {2015/16: 10}, source: assumed}}
        """,
    ),
}
