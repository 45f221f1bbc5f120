"""What must hold between the parts of a scenario: one rule, one function.

Each takes the whole scenario file and reports what does not fit. Shapes and single values are checked where they are
read (schema.py, quantity.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bedmodel.scenario import rules_appraisal as appraisal
from bedmodel.scenario import rules_bedless as bedless
from bedmodel.scenario import rules_calibration as calibration
from bedmodel.scenario import rules_checks as checks
from bedmodel.scenario import rules_days as days
from bedmodel.scenario import rules_money as money
from bedmodel.scenario import rules_places as places
from bedmodel.scenario import rules_risks as risks
from bedmodel.scenario import rules_stated as stated
from bedmodel.scenario.bands import gaps, spread
from bedmodel.scenario.context import Context
from bedmodel.scenario.lookup import pool_exists, resolved
from bedmodel.scenario.quantity import BROKEN, Assumption, Name, Quantity
from bedmodel.scenario.schema import ScenarioFile, slots
from bedmodel.scenario.slots import check_bounds, check_labels, shape_fault
from bedmodel.scenario.unknown import unknowns_can_be_left_out
from bedmodel.years import LONGEST_SPAN, start_of

Rule = Callable[[ScenarioFile, Context], None]


def check(content: ScenarioFile, context: Context) -> None:
    """Run every rule."""
    if context.span is None:
        message = f"the horizon must lie 0 to {LONGEST_SPAN} years after the baseline"
        context.report(content.scenario.place, "S006", message, path="scenario.horizon")
        return
    if names_end_somewhere(content, context):
        for rule in RULES:
            rule(content, context)


def names_end_somewhere(content: ScenarioFile, context: Context) -> bool:
    """Names of names must lead to a number, not back to themselves."""
    settled: set[str] = set()
    sound = True
    for start in content.assumptions:
        trail: dict[str, None] = {}
        here = start
        while here not in settled and isinstance(quantity := content.assumptions.get(here, BROKEN), Name):
            if quantity is BROKEN:
                break
            if here in trail:
                members = list(trail)[list(trail).index(here) :]
                circle = " → ".join([*members, here])
                context.report(quantity, "N002", f"names in a circle: {circle}")
                sound = False
                break
            trail[here] = None
            here = quantity.text
        settled.update(trail)
    return sound


def named_numbers_fit_their_place(content: ScenarioFile, context: Context) -> None:
    """A named assumption must have the unit, and the kind of values, that the place wants."""
    for quantity in slots(content):
        named = resolved(content, quantity)
        if not isinstance(quantity, Name) or named is None or quantity.unit is None:
            continue
        if named.unit is not None and named.unit != quantity.unit:
            message = f"`{quantity.text}` is in {named.unit}, but {quantity.unit} is wanted here"
            context.report(quantity, "U002", message, f"it is defined at {named.place}")
        check_bounds(named, quantity.bounds, quantity, context)
        if quantity.by != "none":
            check_labels(named, quantity.by, {}, context)
        fault = shape_fault(named, quantity.by, quantity.single)
        if fault:
            context.report(quantity, "S008", f"`{quantity.text}` {fault}", f"it is defined at {named.place}")


def comparisons_are_of_the_same_kind(content: ScenarioFile, context: Context) -> None:
    """What an assumption is compared with is another assumption, one number in the same unit."""
    for quantity in slots(content):
        for name in quantity.compare_with if isinstance(quantity, Assumption) else ():
            other = content.assumptions.get(name)
            found = resolved(content, other)
            if other is None:
                hint = context.suggest(name, content.assumptions)
                context.report(quantity, "N001", f"no assumption is called `{name}`", hint)
            elif found is not None and found.unit != quantity.unit:
                context.report(quantity, "U002", f"`{name}` is in {found.unit}, but this is in {quantity.unit}")
            elif found is not None and found.values is not None:
                context.report(quantity, "S008", f"`{name}` has `values`, but one `value` is wanted here")


def population_is_complete(content: ScenarioFile, context: Context) -> None:
    """A population needs either a count, or a table; its bands must cover every age once."""
    population = content.population
    if (population.people is None) == (not population.table):
        context.report(population.place, "S008", "needs one of `people` and `table`", path="population")
        return
    table: list[Quantity] = list((population.table or {}).values())
    counts = [population.people] if population.people is not None else table
    bands: set[str] | None = None
    for counted in counts:
        count = resolved(content, counted)
        if count is None or count.values is None:
            return
        if _report_bands(count, context):
            return
        if bands is not None and set(count.values) != bands:
            context.report(count, "B001", "every year of the table needs the same bands")
        bands = set(count.values)
        if sum(count.numbers) <= 0:
            context.report(count, "D003", "nobody lives here: every count is 0")
    for quantity in _by_band(content):
        found = resolved(content, quantity)
        if found is not None and found.values is not None and not _report_bands(found, context):
            try:
                spread(found.values, bands or ())
            except ValueError as error:
                context.report(found, "B001", str(error), "split the population into bands no wider than these")


def population_has_sound_years(content: ScenarioFile, context: Context) -> None:
    """The year of the count is a year near the scenario, and growth is over some years."""
    population = content.population
    if population.as_of is not None:
        try:
            far = abs(start_of(population.as_of) - start_of(content.scenario.baseline)) > LONGEST_SPAN
        except ValueError as error:
            context.report(population.place, "S006", str(error), path="population.as_of")
        else:
            if far:
                message = f"the count lies more than {LONGEST_SPAN} years from the baseline"
                context.report(population.place, "S006", message, path="population.as_of")
    if population.table and population.growth is not None:
        context.report(population.place, "S008", "a `table` by year takes no `growth`", path="population.growth")
    if not 0.1 <= population.growth_years <= LONGEST_SPAN:
        message = f"must be from 0.1 to {LONGEST_SPAN} years"
        context.report(population.place, "S003", message, path="population.growth_years")


def _by_band(content: ScenarioFile) -> Iterable[Quantity | None]:
    yield content.population.growth
    for pool in content.pools.values():
        yield pool.demand.use
        for stream in (pool.demand.activity or {}).values():
            yield stream.admissions
            yield stream.length_of_stay


def _report_bands(found: Assumption, context: Context) -> bool:
    try:
        faults = gaps(found.values or ())
    except ValueError:
        return True
    for fault in faults:
        context.report(found, "B001", fault)
    return bool(faults)


def admissions_match_the_population(content: ScenarioFile, context: Context) -> None:
    """Counts of admissions cannot be spread over narrower bands, so theirs must be the population's own."""
    first = content.population.people or next(iter((content.population.table or {}).values()), None)
    people = resolved(content, first)
    for pool in content.pools.values():
        for stream in (pool.demand.activity or {}).values():
            found = resolved(content, stream.admissions)
            if found and found.values and people and people.values and set(found.values) != set(people.values):
                context.report(found, "B001", f"needs the population's own bands: {', '.join(people.values)}")


def something_is_there(content: ScenarioFile, context: Context) -> None:
    """A scenario has at least one pool or something without beds, and its money at least one cost line."""
    if not content.pools and not content.bedless:
        hint = "a scenario without beds needs `ledger`, `workforce` or `activity`"
        context.report(content.place, "S002", "needs at least one pool", hint, path="pools")
    if content.finance is not None and not content.finance.costs:
        context.report(content.finance.place, "S002", "needs at least one line", path="finance.costs")


def demand_says_what_it_follows(content: ScenarioFile, context: Context) -> None:
    """A pool's need follows either relative use by age, or admissions and nights."""
    for name, pool in content.pools.items():
        if (pool.demand.use is None) == (pool.demand.activity is None) or pool.demand.activity == {}:
            hint = "for need that follows the number of people alone: use: {values: {0+: 1}, unit: index, source: …}"
            path = f"pools.{name}.demand"
            context.report(pool.demand.place, "S008", "needs one of `use` and `activity`", hint, path=path)


def plans_lie_after_the_baseline(content: ScenarioFile, context: Context) -> None:
    """The baseline's beds are `beds`; a plan is for later years."""
    for name, pool in content.pools.items():
        for year, quantity in pool.beds_plan.items():
            if year == content.scenario.baseline:
                path = f"pools.{name}.beds_plan.{year}"
                context.report(quantity, "S006", f"{year} is the baseline; its beds are `beds`", path=path)


def levers_name_pools(content: ScenarioFile, context: Context) -> None:
    """A lever acts on pools that exist, by an effect or an absolute size, and moves care to one place."""
    for name, lever in content.levers.items():
        path = f"levers.{name}"
        for pool in lever.acts_on:
            pool_exists(content, context, pool, lever.place, f"{path}.acts_on")
        if (lever.effect is None) == (lever.beds_released is None):
            context.report(lever.place, "S008", "needs one of `effect` and `beds_released`", path=path)
        if lever.beds_released is not None and (lever.share is not None or len(lever.acts_on) != 1):
            message = "`beds_released` acts on one pool and takes no `share`"
            context.report(lever.place, "S008", message, path=path)
        to = lever.moves_to
        if to is None:
            continue
        if (to.pool is None) == (to.service is None):
            context.report(lever.place, "S008", "needs one of `pool` and `service`", path=f"{path}.moves_to")
        elif to.pool is not None:
            pool_exists(content, context, to.pool, lever.place, f"{path}.moves_to.pool")
            if to.unit_cost is not None:
                message = "care that moves to a pool is costed there; leave out `unit_cost`"
                context.report(lever.place, "S008", message, path=f"{path}.moves_to")


RULES: tuple[Rule, ...] = (
    something_is_there,
    named_numbers_fit_their_place,
    unknowns_can_be_left_out,
    calibration.calibrated_values_are_solved,
    comparisons_are_of_the_same_kind,
    population_is_complete,
    population_has_sound_years,
    admissions_match_the_population,
    demand_says_what_it_follows,
    plans_lie_after_the_baseline,
    levers_name_pools,
    days.access_standards_are_one_kind,
    days.what_needs_an_occupancy_has_one,
    days.units_make_up_their_pool,
    places.services_exist,
    places.staff_can_be_counted,
    places.sites_belong_to_pools,
    bedless.ledger_lines_fit_together,
    bedless.ledger_parts_are_no_more_than_the_whole,
    bedless.flows_say_how_much,
    bedless.activity_can_be_costed,
    money.money_adds_up,
    money.bed_cost_shares_fit,
    money.measures_are_one_kind,
    money.capital_is_spent_once,
    money.price_years_are_known,
    appraisal.appraisal_reaches_beyond_the_plan,
    appraisal.appraisal_streams_fit,
    appraisal.optimism_bias_is_said_once,
    places.payers_are_inside_or_outside,
    places.holders_hold_something,
    risks.risks_do_something,
    calibration.calibrations_can_be_solved,
    calibration.correlations_are_possible,
    checks.expectations_can_be_judged,
    stated.stated_figures_fit_together,
    stated.acceptances_name_a_warning,
)
