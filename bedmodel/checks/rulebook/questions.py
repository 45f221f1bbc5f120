"""Rules of `bedmodel lint` (W): what a careful reader would question in a scenario that can be run."""

from __future__ import annotations

from bedmodel.checks.rulebook.entry import Entry

ENTRIES: dict[str, Entry] = {
    "W001": Entry(
        why="""Figures age. A date by which to look again keeps one that was once the newest from passing for
            current.""",
        mend="Look for a newer figure. Where there is none, keep the number and set a new `review_by`.",
        before="""
            pools:
              acute:
                beds: {value: 101, source: {ref: plan, at: page 9}, review_by: 2020-01-01}
        """,
        after="""
            pools:
              acute:
                beds: {value: 101, source: {ref: plan, at: page 9}, review_by: 2027-01-31}
        """,
    ),
    "W002": Entry(
        why="""One place in one document gives one number. If a new value cites the place of the old one, one of
            the two is not there, and whoever looks it up finds the other.""",
        mend="Cite where the new value stands (`at`), say how it follows (`derived`), or write `source: assumed`.",
        before="""
            pools:
              acute:
                beds: {value: 104, source: {ref: plan, at: page 3}}
        """,
        after="""
            pools:
              acute:
                beds: {value: 104, source: {ref: plan, at: page 7}}
        """,
    ),
    "W003": Entry(
        why="""A list of sources is read as what the numbers rest on. One that nothing cites lends them weight that they
            do not have.""",
        mend="Cite it where its figures stand, name it in a rationale, or take it out.",
        before="""
            sources:
              report: {title: A report, publisher: A body, kind: research}
            pools:
              acute:
                beds: {value: 104, source: {ref: plan, at: page 7}}
        """,
        after="""
            sources:
              report: {title: A report, publisher: A body, kind: research}
            pools:
              acute:
                beds: {value: 104, source: {ref: plan, at: page 7}}
                occupancy: {value: 0.93, source: {ref: report, at: table 2}}
        """,
    ),
    "W004": Entry(
        why="""A misspelt name replaces nothing: the parent's number stays in use, and the file looks as if it had
            changed it.""",
        mend="Correct the name, use the assumption, or take it out.",
        before="""
            assumptions:
              standart: {value: 0.85, unit: fraction, source: {ref: plan, at: page 9}}
        """,
        after="""
            assumptions:
              standard: {value: 0.85, unit: fraction, source: {ref: plan, at: page 9}}
        """,
    ),
    "W005": Entry(
        why="""The central case rests on the value and the range on the distribution. If they disagree,
            the figure shown lies at the edge of its own range or outside it.""",
        mend="Bring value and distribution into line; leave out `mode`, so that the value is the most likely one.",
        before="""
            pools:
              acute:
                occupancy:
                  value: 0.9
                  source: {ref: plan, at: page 9}
                  distribution: {kind: normal, p10: 0.80, p90: 0.82}
        """,
        after="""
            pools:
              acute:
                occupancy:
                  value: 0.9
                  source: {ref: plan, at: page 9}
                  distribution: {kind: normal, p10: 0.88, p90: 0.92}
        """,
    ),
    "W006": Entry(
        why="""A distribution given by its centiles no longer has them once limits cut off a good part. Without
            `truncate`, a run refuses draws outside the limits.""",
        mend="Give a distribution that lies within the limits, or correct the limits.",
        before="""
            pools:
              acute:
                occupancy:
                  value: 0.9
                  source: {ref: plan, at: page 9}
                  limits: [0.7, 0.92]
                  distribution: {kind: normal, mean: 0.9, sd: 0.03, truncate: true}
        """,
        after="""
            pools:
              acute:
                occupancy:
                  value: 0.9
                  source: {ref: plan, at: page 9}
                  limits: [0.7, 0.99]
                  distribution: {kind: normal, mean: 0.9, sd: 0.03, truncate: true}
        """,
    ),
    "W007": Entry(
        why="A lever with a factor of zero moves no care, whatever the text beside it says.",
        mend="Cite where the plan gives the factor its size, or remove the lever.",
        before="""
            levers:
              home-care:
                delivery: {value: 0, source: {ref: plan, at: page 9}}
        """,
        after="""
            levers:
              home-care:
                delivery: {value: 0.8, source: {ref: plan, at: page 11}}
        """,
    ),
    "W008": Entry(
        why="What comes after the last year is in no figure, neither what it saves nor what it costs.",
        mend="Choose a later horizon, or say in the summary that the lever is left out.",
        before="""
            levers:
              home-care:
                delay: {value: 2, source: {ref: plan, at: page 9}}
            remove: [pools.acute.beds_plan]
        """,
        after="""
            scenario: {horizon: 2018/19}
            levers:
              home-care:
                delay: {value: 2, source: {ref: plan, at: page 9}}
            remove: [pools.acute.beds_plan]
        """,
    ),
    "W009": Entry(
        why="""A number that nobody measured, held still in every draw, makes the range of the result look narrower
            than what is known.""",
        mend="Add a distribution. Where the number is sure enough without one, give a higher confidence and say why.",
        before="""
            pools:
              acute:
                occupancy: {value: 0.95, source: assumed}
        """,
        after="""
            pools:
              acute:
                occupancy: {value: 0.95, source: assumed, distribution: {kind: triangular, low: 0.9, high: 1}}
        """,
    ),
    "W010": Entry(
        why="""A percentage means nothing without what it is of: 30% of outpatient attendances and 30% of acute
            activity differ several times over.""",
        mend="Add `of:` in the words of the document.",
        before="""
            assumptions:
              elsewhere: {value: 0.07, unit: fraction, source: {ref: plan, at: page 9}}
            levers:
              home-care:
                effect: {value: 0.08, source: {ref: plan, at: page 9}, compare_with: elsewhere}
        """,
        after="""
            assumptions:
              elsewhere: {value: 0.07, unit: fraction, of: bed-days, source: {ref: plan, at: page 9}}
            levers:
              home-care:
                effect: {value: 0.08, source: {ref: plan, at: page 9}, compare_with: elsewhere}
        """,
    ),
    "W011": Entry(
        why="""If printed parts do not sum to the printed total, one of them is wrong or they count different
            things; either changes what the model should take.""",
        mend="""Look for a part that is missing. Where there is none, keep the statement, so that the contradiction is
            shown, and say which number the scenario takes and why. `within` allows for rounding.""",
        before="""
            stated:
              beds-in-all:
                title: Beds in all
                total: {value: 125, unit: beds, source: {ref: plan, at: page 9}}
                parts: [pools.acute.beds, pools.community.beds]
        """,
        after="""
            stated:
              beds-in-all:
                title: Beds in all
                total: {value: 125, unit: beds, source: {ref: plan, at: page 9}}
                parts:
                  - pools.acute.beds
                  - pools.community.beds
                  - {title: Day-case beds, value: 5, unit: beds, source: {ref: plan, at: page 9}}
        """,
    ),
    "W012": Entry(
        why="""A start, a growth and an end say one thing twice. Where they disagree the growth has another base,
            and chaining it to this one is wrong by the difference.""",
        mend="""Find the base that the growth is of. Until then keep the statement, and say which of the three the
            scenario takes.""",
        before="""
            stated:
              people-at-the-end:
                title: People at the end of the plan
                start: population.people
                growth: {value: 0.05, unit: fraction, source: {ref: plan, at: page 9}}
                end: {value: 10090, unit: people, source: {ref: plan, at: page 9}}
        """,
        after="""
            stated:
              people-at-the-end:
                title: People at the end of the plan
                start: {value: 9610, unit: people, source: {ref: plan, at: page 8}}
                growth: {value: 0.05, unit: fraction, source: {ref: plan, at: page 9}}
                end: {value: 10090, unit: people, source: {ref: plan, at: page 9}}
        """,
    ),
    "W013": Entry(
        why="""A printed percentage often has another base than the number beside it. Whoever applies it to the
            wrong base carries the error on.""",
        mend="""Name the base that the percentage is of; keep the statement where the document itself does not fit
            together.""",
        before="""
            stated:
              beds-that-close:
                title: Beds that close, as a share
                part: {value: 10, unit: beds, source: {ref: plan, at: page 9}}
                whole: pools.acute.beds
                share: {value: 0.22, unit: fraction, source: {ref: plan, at: page 9}}
        """,
        after="""
            stated:
              beds-that-close:
                title: Beds that close, as a share
                part: {value: 10, unit: beds, source: {ref: plan, at: page 9}}
                whole: {title: Beds of the site, value: 45, unit: beds, source: {ref: plan, at: page 8}}
                share: {value: 0.22, unit: fraction, source: {ref: plan, at: page 9}}
        """,
    ),
    "W014": Entry(
        why="""When documents differ over one thing, the choice between them is part of the result. A reader should
            see it.""",
        mend="""Say which document is followed and why: beside the number in the scenario, or in an `accept`.
            `within` allows a difference.""",
        before="""
            stated:
              people:
                title: People of the area
                same: [population.people, {value: 11200, unit: people, source: {ref: plan, at: page 9}}]
        """,
        after="""
            stated:
              people:
                title: People of the area
                same: [population.people, {value: 11200, unit: people, source: {ref: plan, at: page 9}}]
            accept:
              - {code: W014, at: stated.people, because: "the census is followed: the plan counts patients on lists"}
        """,
    ),
    "W015": Entry(
        why="One sum under two names is the easiest way to close a gap on paper.",
        mend="Count it once. If there are two sums of the same size, cite each where it stands.",
        before="""
            finance:
              measures:
                estates: {title: Estates, saving: {value: 3, source: {ref: plan, at: page 9}}}
                buildings: {title: Buildings, saving: {value: 3, source: {ref: plan, at: page 9}}}
        """,
        after="""
            finance:
              measures:
                estates: {title: Estates, saving: {value: 3, source: {ref: plan, at: page 9}}}
        """,
    ),
    "W016": Entry(
        why="A bed that closes before there is somewhere else to go, if ever there is, leaves patients without either.",
        mend="""Close the beds later, open the alternative sooner, or add a `gate`, so that beds wait. Where no lever
            acts on the pool, add the one that does, or `accept` it with the reason.""",
        before="""
            levers:
              home-care:
                reach: {values: {2016/17: 0, 2017/18: 1}, source: {ref: plan, at: page 9}}
        """,
        after="""
            pools:
              acute:
                gate: {occupancy: standard}
            levers:
              home-care:
                reach: {values: {2016/17: 0, 2017/18: 1}, source: {ref: plan, at: page 9}}
        """,
    ),
    "W017": Entry(
        why="""Care that leaves hospital goes somewhere, and somebody gives and pays for it. A plan that does not
            say where has not counted it.""",
        mend="""Cite where the plan states the places. If it does not, the warning is the finding; `accept` it with
            the reason if it is known.""",
        before="""
            levers:
              home-care:
                moves_to: {stated_by_plan: false}
        """,
        after="""
            levers:
              home-care:
                moves_to:
                  stated_by_plan: true
                  days_per_day_avoided: {value: 1, source: {ref: plan, at: "page 12, teams at home by 2017/18"}}
        """,
    ),
    "W018": Entry(
        why="Care cannot move to beds that are taken away.",
        mend="Plan the beds that the care needs, or another destination.",
        before="""
            pools:
              community:
                beds_plan: {2017/18: {value: 15, source: {ref: plan, at: page 9}}}
            levers:
              step-down:
                title: Earlier discharge
                acts_on: acute
                effect: {value: 0.02, source: {ref: plan, at: page 9}}
                moves_to: {pool: community, days_per_day_avoided: {value: 0.5, source: {ref: plan, at: page 9}}}
              day-care:
                title: Care in the community by day
                acts_on: community
                effect: {value: 0.1, source: {ref: plan, at: page 9}}
                moves_to: {service: teams at home, days_per_day_avoided: {value: 1, source: {ref: plan, at: page 9}}}
        """,
        after="""
            pools:
              community:
                beds_plan: {2017/18: {value: 25, source: {ref: plan, at: page 11}}}
            levers:
              step-down:
                title: Earlier discharge
                acts_on: acute
                effect: {value: 0.02, source: {ref: plan, at: page 9}}
                moves_to: {pool: community, days_per_day_avoided: {value: 0.5, source: {ref: plan, at: page 9}}}
              day-care:
                title: Care in the community by day
                acts_on: community
                effect: {value: 0.1, source: {ref: plan, at: page 9}}
                moves_to: {service: teams at home, days_per_day_avoided: {value: 1, source: {ref: plan, at: page 9}}}
        """,
    ),
    "W019": Entry(
        why="""The amounts are taken as shares of the gap. If they sum to anything else, every organisation's part
            differs from what its document says.""",
        mend="Correct the amounts or the gap, or add the part that is missing under its own name.",
        before="""
            finance:
              pressure_growth: {value: calibrated, limits: [-0.1, 0.3]}
              gap_holders:
                The hospital: {value: 3.0, source: {ref: plan, at: page 9}}
                The council: {value: 1.0, source: {ref: plan, at: page 9}}
            calibrate:
              - metric: finance.gap_do_nothing
                equals: {value: 5.0, unit: GBPm, source: {ref: plan, at: page 9}}
                basis: in-year
                by: finance.pressure_growth
                in_words: Costs must grow by {value} beyond need and inflation.
        """,
        after="""
            finance:
              pressure_growth: {value: calibrated, limits: [-0.1, 0.3]}
              gap_holders:
                The hospital: {value: 3.0, source: {ref: plan, at: page 9}}
                The council: {value: 1.0, source: {ref: plan, at: page 9}}
                The practices: {value: 1.0, source: {ref: plan, at: page 9}}
            calibrate:
              - metric: finance.gap_do_nothing
                equals: {value: 5.0, unit: GBPm, source: {ref: plan, at: page 9}}
                basis: in-year
                by: finance.pressure_growth
                in_words: Costs must grow by {value} beyond need and inflation.
        """,
    ),
    "W020": Entry(
        why="Two spellings count as two payers, so that each one's bill is too small.",
        mend="Write the name in one way throughout.",
        before="""
            finance:
              measures:
                estates: {title: Estates, saving: {value: 3, source: {ref: plan, at: page 9}}, payer: Commissioners}
        """,
        after="""
            finance:
              measures:
                estates: {title: Estates, saving: {value: 3, source: {ref: plan, at: page 9}}, payer: The commissioners}
        """,
    ),
    "W021": Entry(
        why="""An acceptance that covers nothing is out of date, or misspelt, so that the warning it was written for
            still stands.""",
        mend="Take it out, or correct its `code` or `at`. A parent's warnings are accepted in the parent.",
        before="""
            levers:
              home-care:
                moves_to: {stated_by_plan: true}
            accept:
              - {code: W017, at: levers.home-care, because: the plan does not name the teams}
        """,
        after="""
            levers:
              home-care:
                moves_to: {stated_by_plan: true}
        """,
    ),
}
