"""Rules about what is asked of scenarios: side by side (X), appraisal (A), published figures (H), calibration (C),
expectations (K), the model (M)."""

from __future__ import annotations

from bedmodel.checks.rulebook.entry import Entry

ENTRIES: dict[str, Entry] = {
    "X001": Entry(
        why="""Options in different years, or in prices of their own, differ for reasons that have nothing to do with
            the options.""",
        mend="Give all options the same baseline, horizon and, to be appraised, the same deflator and length.",
        before="""
            scenario: {id: later, title: Later, baseline: 2016/17}
        """,
        after="""
            scenario: {id: other, title: Other}
        """,
    ),
    "X002": Entry(
        why="Costs and benefits have no sum until it is said over how many years and in whose prices.",
        mend="Add `appraisal` to the scenario or to the file that all options extend.",
        before="""
            scenario: {id: silent, title: An option}
        """,
        after="""
            scenario: {id: told, title: An option}
            appraisal:
              years: 60
              deflator: prices
              need_after: {value: 0, source: assumed}
              cost_after: {value: 0, source: assumed}
        """,
    ),
    "A001": Entry(
        why="An appraisal that ends before the plan does counts the cost of building and none of the use.",
        mend="Let `appraisal.years` be a whole number, no shorter than the plan; buildings usually take 60.",
        before="""
            appraisal:
              years: 1
              deflator: prices
              need_after: {value: 0, source: assumed}
              cost_after: {value: 0, source: assumed}
        """,
        after="""
            appraisal:
              years: 60
              deflator: prices
              need_after: {value: 0, source: assumed}
              cost_after: {value: 0, source: assumed}
        """,
    ),
    "H001": Entry(
        why="A table read by guesswork could put occupied beds where available ones belong.",
        mend="Save the table as CSV with the columns that the hint names.",
        before="""
            hospital,year,beds
            Somewhere General,2016/17,98
        """,
        after="""
            metric,pool,area,definition,year,value,unit,pandemic,source,url
            beds.available,acute,Somewhere,general and acute,2016/17,98,beds,no,KH03,
        """,
    ),
    "H002": Entry(
        why="A line left out would make a year's mean from fewer figures, and nobody would see it.",
        mend="Correct the cell that the message names, or take its line out of the table yourself.",
        before="""
            metric,pool,area,definition,year,value,unit,pandemic,source,url
            beds.available,acute,Somewhere,general and acute,2016/17,ninety,beds,no,KH03,
        """,
        after="""
            metric,pool,area,definition,year,value,unit,pandemic,source,url
            beds.available,acute,Somewhere,general and acute,2016/17,90,beds,no,KH03,
        """,
    ),
    "H003": Entry(
        why="""Two figures for one year and one definition: a projection could be right by the one and wrong by the
            other.""",
        mend="Keep the figure that was published last, or give the other one a definition of its own.",
        before="""
            metric,pool,area,definition,year,value,unit,pandemic,source,url
            beds.available,acute,Somewhere,general and acute,2016/17,98,beds,no,KH03,
            beds.available,acute,Somewhere,general and acute,2016/17,91,beds,no,KH03,
        """,
        after="""
            metric,pool,area,definition,year,value,unit,pandemic,source,url
            beds.available,acute,Somewhere,general and acute,2016/17,91,beds,no,KH03 as revised,
        """,
    ),
    "C001": Entry(
        why="A calibration changes one number until a figure is met; it needs a number that is left to be solved.",
        mend="Write `value: calibrated` and limits at the assumption named after `by`, and a target of one value.",
        before="""
            calibrate:
              - metric: beds.gap
                equals: {value: 10, unit: beds, source: assumed}
                by: left_shift
                in_words: The plan must believe {value}.
        """,
        after="""
            levers:
              home-care: {effect: {value: calibrated, limits: [0, 0.5]}}
            calibrate:
              - metric: beds.gap
                equals: {value: 10, unit: beds, source: assumed}
                by: levers.home-care.effect
                in_words: The plan must believe {value}.
        """,
    ),
    "C002": Entry(
        why="""No value in the range meets the published figure. That is a finding about the figure, and the nearest
            value must not stand in for it.""",
        mend="Check the target and the model against the document, or widen the range if it was too narrow.",
        before="""
            levers:
              home-care: {effect: {value: calibrated, limits: [0, 0.05]}}
            calibrate:
              - metric: beds.gap
                equals: {value: 10, unit: beds, source: assumed}
                by: levers.home-care.effect
                in_words: The plan must believe {value}.
        """,
        after="""
            levers:
              home-care: {effect: {value: calibrated, limits: [0, 0.5]}}
            calibrate:
              - metric: beds.gap
                equals: {value: 10, unit: beds, source: assumed}
                by: levers.home-care.effect
                in_words: The plan must believe {value}.
        """,
    ),
    "C003": Entry(
        why="A figure that the model does not have can be neither met nor checked.",
        mend="Write one of the figures that the hint names, with the pool, year or line it is of.",
        before="""
            expectations:
              - {metric: beds.spare, where: {pool: acute}, at_least: 0, because: nobody should wait}
        """,
        after="""
            expectations:
              - {metric: beds.available, where: {pool: acute}, at_least: 0, because: nobody should wait}
        """,
    ),
    "K001": Entry(
        why="""What the file says of its own figures is no longer so: an assumption has changed, or the claim was never
            true.""",
        mend="Find what changed. Then correct the number, or the claim together with its `because`.",
        before="""
            expectations:
              - {metric: beds.available, where: {pool: acute}, equals: 90, because: the leaflet says so}
        """,
        after="""
            expectations:
              - {metric: beds.available, where: {pool: acute}, equals: 100, because: no bed closes}
        """,
    ),
    "K002": Entry(
        why="""A number, its source or a setting is not what it was when somebody last looked at what it does to the
            figures. A plan must not change under those who rely on it without anybody noticing.""",
        mend="""Look at the effect that is shown. If the change is meant, write the lock again with `--update` and
            commit it together with the scenario; the lock shows reviewers what moved.""",
        before="""
            # plan.yaml says 0.9, and plan.lock.yaml still has
            assumptions:
              assumptions.standard:
                value: 0.92
        """,
        after="""
            # after `bedmodel check plan.yaml --update`, plan.lock.yaml has
            assumptions:
              assumptions.standard:
                value: 0.9
        """,
    ),
    "K003": Entry(
        why="Without a lock nothing says what the scenario said and gave when somebody last looked at its figures.",
        mend="Look at the figures, write the lock with `bedmodel check plan.yaml --update`, and commit it.",
        before="""
            # a folder with
            plan.yaml
        """,
        after="""
            # a folder with
            plan.yaml
            plan.lock.yaml
        """,
    ),
    "K004": Entry(
        why="""A lock was edited by hand, merged badly, written by another version of the program, or belongs to another
            scenario. Held against it, a scenario could pass without having been looked at.""",
        mend="Take it from the last commit, or look at the figures and write it again with `--update`.",
        before="""
            # plan.lock.yaml, of a scenario that is called `plan`
            lock: 1
            scenario: another
        """,
        after="""
            # after `bedmodel check plan.yaml --update`, plan.lock.yaml has
            lock: 1
            scenario: plan
        """,
    ),
    "K005": Entry(
        why="""The scenario has not changed and the figures have: this version of the program works them out differently
            from the one that wrote the lock. Whoever upgrades should know which published figures change.""",
        mend="""Read what changed between the two versions of the program. If the new figures are right, write the lock
            again with `--update`; if not, report it.""",
        before="""
            # plan.lock.yaml has −12 beds, and a run gives −14
            headline:
              beds.gap[pool=acute]: {central: -12}
        """,
        after="""
            # after `bedmodel check plan.yaml --update`
            headline:
              beds.gap[pool=acute]: {central: -14}
        """,
    ),
    "K006": Entry(
        why="""An expectation says that this plan does better, or worse, than another file, which is gone, is no valid
            scenario, is this one, or starts in another year. Nothing can be said of the difference.""",
        mend="Name an option that starts in the same year, with its path from this file.",
        before="""
            expectations:
              - metric: beds.gap
                than: {scenario: gone.yaml}
                at_least: 0
                because: the other plan closes more beds
        """,
        after="""
            expectations:
              - metric: beds.gap
                than: {scenario: plan.yaml}
                equals: 0
                because: nothing differs between the two
        """,
    ),
    "K007": Entry(
        why="A check that asks nothing can never fail, and its green mark says something that nobody has looked at.",
        mend="Name the right folder, say what you expect of the figures, or write locks with `--update`.",
        before="""
            bedmodel check empty-folder
        """,
        after="""
            bedmodel check scenarios
        """,
    ),
    "K008": Entry(
        why="A lock without its scenario guards nothing. The scenario was deleted, or renamed without its lock.",
        mend="Delete the lock, or give it the scenario's new name.",
        before="""
            # a folder with
            old-name.lock.yaml
            new-name.yaml
        """,
        after="""
            # a folder with both under
            new-name.lock.yaml
            new-name.yaml
        """,
    ),
    "K009": Entry(
        why="The model gave something that is no number, so that nothing asked of the figures can be judged.",
        mend="Look for a growth rate or a share that is far too large, and bring it back to what is plausible.",
        before="""
            scenario: {horizon: 2114/15}
            assumptions: {prices: {value: 9.9, source: assumed}}
            pools: {acute: {demand: {non_demographic_growth: {value: 9.9, source: assumed}}}}
            finance: {pressure_growth: {value: 9.9, source: assumed}}
        """,
        after="""
            scenario: {horizon: 2114/15}
            assumptions: {prices: {value: 0.02, source: assumed}}
            pools: {acute: {demand: {non_demographic_growth: {value: 0.01, source: assumed}}}}
            finance: {pressure_growth: {value: 0.01, source: assumed}}
        """,
    ),
    "K010": Entry(
        why="""The lock was to be written with `--update` and could not, so that the old one still stands: its folder
            may be read-only, or something else is called like it.""",
        mend="Make room for it, then run `bedmodel check plan.yaml --update` again.",
        before="""
            # a folder with
            plan.yaml
            plan.lock.yaml/       # a folder
        """,
        after="""
            # a folder with
            plan.yaml
            plan.lock.yaml        # a file, once `--update` has written it
        """,
    ),
    "M001": Entry(
        why="A lever that moves nothing is in every list of what the plan does, and in none of its figures.",
        mend="Give it an effect and a reach within the years of the scenario, or remove it.",
        before="""
            levers:
              home-care: {effect: {value: 0, source: assumed}}
        """,
        after="""
            levers:
              home-care: {effect: {value: 0.05, source: assumed}}
        """,
    ),
    "M002": Entry(
        why="""The published figure can be met only by a number beyond what the file itself calls plausible. That is
            usually the finding.""",
        mend="Say it where the figure is used, or correct the limits with a source for wider ones.",
        before="""
            levers:
              home-care: {effect: {value: calibrated, limits: [0, 0.1]}}
            calibrate:
              - metric: beds.gap
                where: {pool: acute}
                equals: {value: 20, unit: beds, source: assumed}
                by: levers.home-care.effect
                within: [0, 0.5]
                in_words: The plan must believe {value}.
        """,
        after="""
            levers:
              home-care: {effect: {value: calibrated, limits: [0, 0.3]}}
            calibrate:
              - metric: beds.gap
                where: {pool: acute}
                equals: {value: 20, unit: beds, source: assumed}
                by: levers.home-care.effect
                within: [0, 0.5]
                in_words: The plan must believe {value}.
        """,
    ),
}
